"""Pictures on the pages: what a view shows, drawn, with each thing leading to its page; and as SVG by themselves."""

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from msgspec import Struct
from starlette.responses import Response

from ..domain.errors import InputError, NotFound
from ..domain.references import SORTS
from ..pictures import PICTURES, drawing_of, figure, make
from .asking import Ask
from .course import days_of
from .names import names_of
from .parameters import Parameter, Sort

if TYPE_CHECKING:
    from ..asof import AsOf

MOST_ENTRIES = 1_000
"""Up to how many entries pictures stand on pages, and all panels on the course, which is asked for at each step."""
PARAMETERS = (
    Parameter("about", "Of a picture of one proposal: the whole of its name."),
    Parameter("by", "Of course: a lane a proposal, or a party.", choices=("proposal", "party")),
    Parameter("order", "Of positions: in which order: party, group, convergence."),
    Parameter("narrow", "As for a phone.", Sort.FLAG),
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""What a drawing by itself may do: follow the colours of the screen by the style that it holds."""
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


class Drawn(Struct, frozen=True):
    """A picture, as it stands on a page."""

    title: str
    says: str
    wide: Markup
    narrow: Markup
    svg: str
    """Its address by itself."""


def drawn(ask: Ask, seen: "AsOf", view: str, reference: str | None = None) -> list[Drawn]:
    """Return the picture of a view, if there is one, and the record is not too long for a page.

    Args:
        ask: the request.
        seen: the talks at its clocks.
        view: the view.
        reference: what it is about, if it is about one thing.
    """
    kind = next((name for name in PICTURES if PICTURES[name].view == view), None)
    if kind is None or ask.talks.last_number() > MOST_ENTRIES:
        return []
    found = PICTURES[kind]
    if bool(found.about) != bool(reference):
        return []
    shown = seen.view(found.view, reference, **found.options)
    document = seen.document(found.view, shown)
    label = seen.labelled(document, found.view, "table").title.removeprefix(document.title)
    names = names_of(ask)

    def leads(to: str) -> str | None:
        sort, _, name = to.partition(":")
        there = sort == "entry" or (sort in SORTS and name in names.get(sort, ()))
        return ask.to(sort, name.lstrip("#")) if there else None

    made = figure(kind, shown, zone=ask.talks.zone, links=leads, label=label, days=days_of(ask))
    name = None if reference is None else reference.partition(":")[2]
    return [Drawn(made.title, made.says, _bare(made.wide), _bare(made.narrow), ask.api("picture", kind, about=name))]


def _bare(svg: str) -> Markup:
    """Return a drawing as a part of a page.

    It has no style, which the page has already, and none may stand in one; and it is no image to who cannot see it,
    since images hide the links in them.
    """
    bare = _STYLE.sub("", svg).replace(' role="img"', ' role="group"', 1)
    return Markup(bare)  # noqa: S704  # drawings are escaped as they are made


def alone(ask: Ask) -> Response:
    """Answer with a picture by itself, as SVG."""
    given = ask.given(PARAMETERS, strict=True)
    kind = ask.path["kind"]
    if kind not in PICTURES:
        raise NotFound("picture", kind)
    about, reference = PICTURES[kind].about, None
    if about and given["about"] is not None:
        if given["about"] not in names_of(ask).get(about, ()):
            raise NotFound(about, given["about"])
        reference = f"{about}:{given['about']}"
    elif given["about"] is not None:
        raise InputError(f"the picture {kind} is of the whole talks", "leave out about")
    options: dict[str, Any] = {} if given["by"] is None else {"by": given["by"]}
    found = drawing_of(make(kind, ask.seen(), reference, order=given["order"], **options))
    headers = {"Content-Security-Policy": POLICY}
    return Response(found.narrow if given["narrow"] else found.wide, media_type="image/svg+xml", headers=headers)
