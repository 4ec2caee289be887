"""What can be asked of talks through pages and the API: the views, each with its parameters, and how it is asked."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..domain.errors import InputError
from ..views.registry import VIEWS
from .parameters import LAST, NARROWING, Given, Parameter, Sort

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..rendering.document import Document


class Question(Struct, frozen=True):
    """One view, as it is asked for."""

    view: str
    """The view; its name is the last part of the address."""
    heading: str
    """What it is called on the pages."""
    ask: Callable[["AsOf", Given], Any]
    parameters: tuple[Parameter, ...] = ()
    about: tuple[str, ...] = ()
    """The sorts of thing that it may be about; none if it is of the whole talks."""
    few: int | None = None
    """How many lines a page shows where nobody says; of that, `last` asks for more."""
    options: Callable[[Given], dict[str, Any]] = lambda _: {}
    """How it is laid out, beside what the view says."""

    @property
    def sentence(self) -> str:
        """What it is for."""
        return VIEWS.sentences[self.view]

    def document(self, seen: "AsOf", given: Given) -> "Document":
        """Return the answer, laid out."""
        return seen.document(self.view, self.ask(seen, given), **self.options(given))


def _wanted(seen: "AsOf", given: Given) -> Any:
    return seen.filter(**{one.name: given.get(one.name) for one in NARROWING})


def _plain(name: str) -> Callable[["AsOf", Given], Any]:
    return lambda seen, _: seen.view(name)


def _listed(name: str) -> Callable[["AsOf", Given], Any]:
    return lambda seen, given: seen.view(name, wanted=_wanted(seen, given), last=given.get("last"))


def _entries(name: str) -> Callable[["AsOf", Given], Any]:
    return lambda seen, given: seen.view(
        name, wanted=_wanted(seen, given), last=given.get("last"), newest_first=bool(given.get("newest"))
    )


def _due(seen: "AsOf", given: Given) -> Any:
    return seen.due(given.get("within") or "P14D", wanted=_wanted(seen, given), last=given.get("last"))


def _search(seen: "AsOf", given: Given) -> Any:
    words = given.get("q")
    if not words:
        raise InputError("no words are sought", "give some with q=WORDS")
    return seen.search(words, _wanted(seen, given), parts=bool(given.get("part")), last=given.get("last"))


def _count(seen: "AsOf", given: Given) -> Any:
    by = None if given.get("by") is None else [name for name in given["by"].split(",") if name]
    wanted = _wanted(seen, {**given, "by": None})  # as on the command line, it says by what they are grouped
    return seen.count(by, wanted, what=given.get("what") or "entries", cumulative=bool(given.get("cumulative")))


def _about(name: str) -> Callable[["AsOf", Given], Any]:
    return lambda seen, given: seen.view(name, given["reference"])


def _show(seen: "AsOf", given: Given) -> Any:
    return seen.show(given["reference"])


def _why(seen: "AsOf", given: Given) -> Any:
    return seen.why(given["reference"])


def _text(seen: "AsOf", given: Given) -> Any:
    return seen.text(
        given["reference"],
        version=given.get("version"),
        first=given.get("from"),
        in_brackets=bool(given.get("brackets")),
    )


_NEWEST = Parameter("newest", "Newest first.", Sort.FLAG)
_COUNTED = ("entries", "proposals", "pledges", "acts")

QUESTIONS: dict[str, Question] = {
    question.view: question
    for question in (
        Question("status", "Where things stand", _plain("status")),
        Question("timeline", "What happened", _entries("timeline"), (*NARROWING, LAST, _NEWEST), few=100),
        Question("record", "As recorded", _entries("record"), (*NARROWING, LAST, _NEWEST), few=100),
        Question(
            "course",
            "Stage by stage",
            lambda seen, given: seen.view("course", by=given.get("by") or "proposal"),
            (Parameter("by", "A lane a proposal, or a party.", choices=("proposal", "party")),),
        ),
        Question("positions", "Positions", _listed("positions"), (*NARROWING, LAST)),
        Question("pledges", "Words and deeds", _listed("pledges"), (*NARROWING, LAST)),
        Question("guarantees", "Guarantees", _plain("guarantees")),
        Question("rounds", "Rounds", _listed("rounds"), (*NARROWING, LAST)),
        Question("packages", "Packages", _plain("packages")),
        Question(
            "due",
            "Due",
            _due,
            (Parameter("within", "How far ahead: 14d, 2 weeks, P14D."), *NARROWING, LAST),
        ),
        Question(
            "notes",
            "Notes",
            lambda seen, given: seen.notes(every=bool(given.get("all"))),
            (Parameter("all", "Those that were sorted, too.", Sort.FLAG),),
        ),
        Question("sources", "Sources", _listed("sources"), (*NARROWING, LAST)),
        Question(
            "count",
            "Counts",
            _count,
            (
                Parameter("what", f"What to count: {', '.join(_COUNTED)}.", choices=_COUNTED),
                Parameter("by", "Grouped by what: kind, party, month; several with commas."),
                Parameter("cumulative", "Added up to the end of each day, month or year.", Sort.FLAG),
                *(one for one in NARROWING if one.name != "by"),
            ),
        ),
        Question(
            "search",
            "Search",
            _search,
            (
                Parameter("q", 'All of these words; "in this order"; begin*, *end, *within*.', needed=True),
                Parameter("part", "Each word may be a part of a longer one.", Sort.FLAG),
                *NARROWING,
                LAST,
            ),
            few=100,
            options=lambda given: {"sought": given["q"]},
        ),
        Question("show", "Everything about it", _show, about=VIEWS["show"].about),
        Question("why", "What it rests on", _why, about=VIEWS["why"].about),
        Question(
            "text",
            "Its words",
            _text,
            (
                Parameter("from", "Compared with this version, or the words of a moment: 1, 2022-03-29, #7."),
                Parameter("version", "This version; else the one on the table.", Sort.NUMBER),
                Parameter("brackets", "List what stands in square brackets.", Sort.FLAG),
            ),
            about=VIEWS["text"].about,
        ),
        Question("blame", "Who wrote which words", _about("blame"), about=VIEWS["blame"].about),
        Question("treaty", "How it stands for each party", _about("treaty"), about=VIEWS["treaty"].about),
    )
}
"""Every question by the name of its view; `changes` is asked of two moments, and stands by itself."""

CHANGES = (
    Parameter("from", "A moment: 2022-03-28; or an entry, #7.", Sort.WHEN, needed=True),
    Parameter("to", "A later moment.", Sort.WHEN, needed=True),
    Parameter(
        "clock", "Which clock moves; else at, and recorded between entries.", choices=("at", "known", "recorded")
    ),
)
"""What is asked for to see what changed between two moments."""
