"""The pages to look at: the course of the talks, their views, and everything that has a page of its own."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from msgspec.structs import replace
from starlette.responses import RedirectResponse, Response

from ..domain.dates.words import in_words
from ..domain.errors import NotFound
from ..domain.references import SORTS
from ..rendering.layouts.common import clocks_words
from . import course
from .asking import Ask, address
from .drawn import MOST_ENTRIES, drawn
from .names import names_of, once
from .parameters import Parameter
from .questions import CHANGES, QUESTIONS, Question
from .shown import Panel, page, part

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..rendering.document import Document

_LAST_ON_COURSE = 12
MOST_ON_COURSE = 25
"""How many rows of a table stand on the course: it is looked at again at each step, and has a page of its own."""
_MORE = 10
"""How many times as many lines are shown where more are asked for."""
_TABS = {
    "proposal": ("show", "why", "text", "blame", "treaty"),
    "pledge": ("show", "why"),
    "package": ("show", "why"),
}
"""The pages of a thing, by its sort; others have one."""
_SHORT = {"show": "Everything", "why": "Rests on", "text": "Words", "blame": "Blame", "treaty": "Treaty"}


def front(ask: Ask) -> Response:
    """Answer with the list of the talks; where there are only one, with these."""
    ids = ask.log.talks_ids()
    if len(ids) == 1:
        return RedirectResponse(address("/talks", ids, {}), 303)
    lines = [
        {
            "to": address("/talks", [line.talks], {}),
            "talks": line.talks,
            "title": line.title or line.talks,
            "phase": line.phase,
            "first": in_words(line.first),
            "last": in_words(line.last),
            "entries": line.entries,
        }
        for line in ask.log.listed().lines
    ]
    return page("list.html.j2", ask=ask, lines=lines, events=None)


def framed(ask: Ask, here: str | None) -> dict[str, Any]:
    """Return what stands around every page of talks.

    Args:
        ask: the request.
        here: the view that is shown; empty for the course; None for what is none of them.
    """
    clocks = [(name, value) for name, value in ask.clocks.items() if value]
    words = next((value for name, value in ask.query if name == "q"), "")
    return {
        "ask": ask,
        "heading": course.title_of(ask),
        "here": here,
        "search": {"action": ask.to("search", at=None, known=None, recorded=None), "hidden": clocks, "q": words},
        "events": address("/events", [ask.talks.id], {"after": ask.talks.last_number()}),
    }


def _sliders(ask: Ask) -> tuple[course.Slider, course.Slider, course.Slider]:
    return course.happened(ask), course.known(ask), course.recorded(ask)


def home(ask: Ask) -> Response:
    """Answer with the course of the talks, from the point of view of the address."""
    if to := course.moved(ask):
        return RedirectResponse(to, 303)
    minute = None if ask.clocks["at"] else int(ask.serving.logs.clock().timestamp()) // 60
    shown, told, folded = once(ask, "course", lambda: _course(ask), *ask.clocks.values(), minute)
    folds_all = folded and not ask.talks.keeps()  # it may have been mended since
    sliders = _sliders(ask)
    return page("course.html.j2", **framed(ask, ""), sliders=sliders, shown=shown, told=told, folds_all=folds_all)


def _course(ask: Ask) -> tuple[Markup, str, bool]:
    """Return what stands below the sliders, what is said of it, and whether everything was folded for it.

    It is the same for all who may see the same.
    """
    seen = ask.seen()
    status = QUESTIONS["status"].document(seen, {})
    last = {"last": _LAST_ON_COURSE, "newest": True}
    happened = QUESTIONS["timeline"].document(seen, {**last, "since": course.some_days_before(ask, _LAST_ON_COURSE)})
    happened = replace(happened, sections=happened.sections[1:2])  # how many there are before is on its own page
    panels = [
        _panel(ask, seen, status, "status", "Where things stand"),
        _panel(ask, seen, happened, "timeline", "What happened last", last=_LAST_ON_COURSE, newest=1),
    ]
    if ask.talks.last_number() <= MOST_ENTRIES:  # it is worked out for the beginning of the day, and so all anew
        due = QUESTIONS["due"].document(seen, {})
        panels.append(_panel(ask, seen, replace(due, sections=due.sections[1:]), "due", "What is due"))
    count = len(status.records)
    told = f"{clocks_words(seen.clocks)}: {count} {'proposal' if count == 1 else 'proposals'} on the table"
    shown = part("panels.html.j2", ask=ask, panels=panels, figures=drawn(ask, seen, "course"))
    return shown, told, seen.folds_all


def _panel(ask: Ask, seen: "AsOf", document: "Document", view: str, heading: str, **query: int) -> Panel:
    shown = seen.labelled(document, view, "table")
    return Panel(ask, shown, view, query=query, heading=heading, most=MOST_ON_COURSE)


def view(ask: Ask) -> Response:
    """Answer with one view of the whole talks."""
    question = QUESTIONS.get(ask.path["view"])
    if question is None or question.about:
        raise NotFound("page", ask.path["view"])
    if to := course.moved(ask):
        return RedirectResponse(to, 303)
    if question.view == "search" and not any(name == "q" and value.strip() for name, value in ask.query):
        return RedirectResponse(ask.to(), 303)  # the button beside an empty field
    given = ask.given(question.parameters)
    few = question.few if given.get("last") is None else None
    seen = ask.seen()
    document = question.document(seen, {**given, **({"last": few} if few else {})})
    said = _said(question.parameters, given)
    found = Panel(ask, seen.labelled(document, question.view, "table"), question.view, query=said)
    cut = few is not None and len(document.records) >= few
    return page(
        "view.html.j2",
        **framed(ask, question.view),
        sliders=_sliders(ask),
        found=found,
        parameters=question.parameters,
        given={name: value for name, value in given.items() if value is not None and name not in ask.clocks},
        action=ask.to(question.view, at=None, known=None, recorded=None),
        tabs=(),
        figures=() if said else drawn(ask, seen, question.view),
        panels=(),
        redlines=(),
        few=few,
        fewer=ask.to(question.view, **{**said, "last": (few or 0) * _MORE}) if cut else None,
        told=document.title,
        folds_all=seen.folds_all,
    )


def _said(parameters: tuple[Parameter, ...], given: dict[str, Any]) -> dict[str, Any]:
    """Return what was said of a view, as it stands in an address."""
    values = ((one.name, given.get(one.name)) for one in parameters)
    return {name: int(value) if isinstance(value, bool) else value for name, value in values if value is not None}


def thing(ask: Ask) -> Response:
    """Answer with one of the pages of one thing: a proposal, a pledge, a party, a round, a source, an entry."""
    sort, name = ask.path["sort"], ask.path["name"]
    question = question_about(ask)
    if to := course.moved(ask):
        return RedirectResponse(to, 303)
    given = {**ask.given(question.parameters), "reference": reference(ask)}
    seen = ask.seen()
    try:
        document = question.document(seen, given)
    except NotFound:
        return _out_of_view(ask)
    place = (sort, name) if question.view == "show" else (sort, name, question.view)
    found = Panel(ask, seen.labelled(document, question.view, "table"), *place, query=_said(question.parameters, given))
    tabs = [
        (_SHORT[tab], ask.to(sort, name, *(() if tab == "show" else (tab,))), tab == question.view)
        for tab in _TABS.get(sort, ("show",))
    ]
    before, after = _beside(ask)
    return page(
        "view.html.j2",
        **framed(ask, None),
        sliders=_sliders(ask),
        found=found,
        parameters=question.parameters,
        given={one.name: value for one in question.parameters if (value := given.get(one.name)) is not None},
        action=ask.to(*place, at=None, known=None, recorded=None),
        tabs=tabs,
        figures=drawn(ask, seen, question.view, given["reference"]),
        name=name,
        before=before,
        after=after,
        panels=_resting_on_it(ask, seen) if question.view == "show" else (),
        redlines=_redlines(ask, document.data) if question.view in ("show", "text") else (),
        few=None,
        fewer=None,
        told=document.title,
        folds_all=seen.folds_all,
    )


def _out_of_view(ask: Ask) -> Response:
    """Answer where there is a thing that the visitor may see, but not at this point of view."""
    sort, name = ask.path["sort"], ask.path["name"]
    called = f"#{name}" if sort == "entry" else name
    return page("absent.html.j2", 404, **framed(ask, None), sliders=_sliders(ask), name=called)


def question_about(ask: Ask) -> Question:
    """Return what is asked of the thing that the address names.

    Raises:
        NotFound: there is no such sort of thing, or that is not asked of it.
    """
    sort, asked = ask.path["sort"], ask.path.get("view", "show")
    question = QUESTIONS.get(asked)
    if question is None or sort not in question.about or (asked != "show" and asked not in _TABS.get(sort, ())):
        raise NotFound("page", asked)
    return question


def reference(ask: Ask) -> str:
    """Return what the address names, by the whole of its name.

    Raises:
        NotFound: there is nothing of that name that the visitor may see.
    """
    sort, name = ask.path["sort"], ask.path["name"]
    if sort == "entry":
        if not (name.isascii() and name.isdigit() and len(name) < 10):
            raise NotFound("entry", name)
        if not ask.log.store.reader.entries(ask.talks.id, among=[int(name)]):
            raise NotFound("entry", name)
    elif sort not in SORTS or name not in names_of(ask).get(sort, ()):
        raise NotFound(sort, name)
    return f"{sort}:{name}"


def _beside(ask: Ask) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """Return what leads to the things of the same sort before and after one."""
    sort, name = ask.path["sort"], ask.path["name"]
    if sort == "entry":
        number, reader = int(name), ask.log.store.reader
        last = ask.talks.last_number()
        spread = (number, number) if ask.visitor.reader is None else (0, last)
        around = reader.entries(ask.talks.id, numbers=(spread[0] - 1, spread[1] + 1))
        before = [entry.number for entry in around if entry.number < number][-1:]
        after = [entry.number for entry in around if entry.number > number][:1]
        found = [[f"#{one}" for one in before], [f"#{one}" for one in after]]
    else:
        names = sorted(names_of(ask)[sort])
        place = names.index(name)
        found = [names[max(place - 1, 0) : place], names[place + 1 : place + 2]]
    ways = [{"to": ask.to(sort, one[0].lstrip("#")), "words": one[0]} if one else None for one in found]
    return ways[0], ways[1]


def _resting_on_it(ask: Ask, seen: "AsOf") -> list[Panel]:
    """Return what rests on an entry, or refers to a thing whose page does not say so itself."""
    sort, name = ask.path["sort"], ask.path["name"]
    if sort != "entry":
        return []
    told = {"about": f"#{name}"}
    document = QUESTIONS["record"].document(seen, told)
    if not document.records:
        return []
    found = seen.labelled(document, "record", "table")
    return [Panel(ask, found, "record", query=told, heading="What is about it, or rests on it", facts=False)]


def _redlines(ask: Ask, shown: Any) -> list[tuple[str, str]]:
    """Return what leads to each version of a text, compared with the one before."""
    versions = getattr(shown, "versions", None)
    count = len(versions) if versions else getattr(shown, "version", 1)
    if ask.path["sort"] != "proposal" or not isinstance(count, int):
        return []
    return [
        (
            f"version {number} against {number - 1}",
            ask.to("proposal", ask.path["name"], "text", **{"from": number - 1, "version": number}),
        )
        for number in range(2, count + 1)
    ]


def names(ask: Ask) -> Response:
    """Answer with the names of all things, by their sorts."""
    found = names_of(ask)
    sorts = [(sort, sorted(found.get(sort, ()))) for sort in SORTS if sort != "entry"]
    return page("names.html.j2", **framed(ask, "names"), sorts=sorts)


def changes(ask: Ask) -> Response:
    """Answer with what changed between two moments, and with a form that asks for them."""
    given = ask.given([Parameter(one.name, one.help, one.sort, one.choices) for one in CHANGES])
    found = None
    if given["from"] and given["to"]:
        seen, document = changed(ask, given)
        said = {name: given[name] for name in ("from", "to", "clock")}
        found = Panel(ask, seen.labelled(document, "changes", "table"), "changes", query=said)
    return page("changes.html.j2", **framed(ask, "changes"), given=given, found=found)


def changed(ask: Ask, given: dict[str, Any]) -> "tuple[AsOf, Document]":
    """Return the talks at the later of two moments, and what changed between these, laid out."""
    both = given["from"].startswith("#") and given["to"].startswith("#")
    clock = given["clock"] or ("recorded" if both else "at")
    others = {name: value for name, value in ask.clocks.items() if name != clock}
    found = ask.talks.changes(given["from"], given["to"], clock=clock, **others)
    seen = ask.talks.as_of(**{**others, clock: given["to"]})
    return seen, seen.document("changes", found)
