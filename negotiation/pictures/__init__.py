"""Pictures of the talks: each draws one view, from one point of view on the three clocks, and says what it shows."""

from typing import TYPE_CHECKING, Any

from ..domain.errors import InputError
from ..registry import Registry

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..rendering.document import Document, Figure
    from .picture import Links, Picture

__all__ = ["FORMATS", "PICTURES", "drawing_of", "figure", "make", "of_view", "written"]

PICTURES: "Registry[Picture]" = Registry(
    f"{__name__}.kinds",
    "PICTURE",
    {
        "course": "how the talks went: proposals and pledges along time, beside the rounds; --by party for parties",
        "positions": "who stands where on what: parties by proposals, and how each moved",
        "deeds": "words beside deeds: what was pledged as a line, what was measured as dots",
        "treaty": "signatures and ratifications over time, up to what a treaty takes to enter into force",
        "texts": "how a text grew: words, provisions and brackets still open, version by version",
    },
)
"""Every sort of picture by its name, with what it shows; each is the module of that name in `kinds`."""

FORMATS = {"svg": "the drawing alone", "png": "the drawing alone, as pixels"}
"""The formats of the drawing alone; those of documents have what it shows as tables, too."""


def make(
    kind: str, asof: "AsOf", reference: str | None = None, *, order: str | None = None, **options: Any
) -> "Document":
    """Draw a picture, and return it with the tables that say the same.

    Args:
        kind: one of `PICTURES`.
        asof: the talks, seen at one point of view.
        reference: what it is about, for the pictures of one thing.
        order: in which order its rows stand.
        options: what else its view takes.

    Raises:
        InputError: there is no such picture, or it needs a reference, or takes none, or takes no such option.
        NotFound, Ambiguous: the reference names nothing in view, or several things.
    """
    from msgspec.structs import replace  # noqa: PLC0415  # naming the pictures needs none

    from ..rendering.document import Section  # noqa: PLC0415

    if kind not in PICTURES:
        raise InputError(f"there is no picture '{kind[:80]}'", f"the pictures are {', '.join(PICTURES)}")
    found = PICTURES[kind]
    if found.about and not reference:
        raise InputError(
            f"the picture '{kind}' is of one {found.about}", f"name it: talks picture {kind} {found.about.upper()}"
        )
    if reference and not found.about:
        raise InputError(f"the picture '{kind}' is of the whole talks", f"leave out '{reference[:80]}'")
    if order is not None and order not in found.orders:
        has = f"its orders are {', '.join(found.orders)}" if found.orders else "leave it out"
        raise InputError(f"the picture '{kind}' has no order '{order[:80]}'", has)
    if unknown := [name for name in options if name not in found.choices]:
        raise InputError(f"the picture '{kind}' takes no --{unknown[0].replace('_', '-')}", "leave it out")
    view = asof.view(found.view, reference, **found.options, **options)
    document = asof.document(found.view, view)
    seen, *others = document.sections
    drawing = Section(None, (of_view(kind, asof, view, document, order=order),))
    more = found.beside(asof, view) if found.beside else ()
    return replace(document, title=found.title(view), sections=(seen, drawing, *others, *more))


def of_view(kind: str, asof: "AsOf", view: Any, document: "Document", *, order: str | None = None) -> "Figure":
    """Return a view of the talks as a figure of a document, with the label of what it shows in its title.

    Args:
        kind: which picture: one of `PICTURES`.
        asof: the talks, seen at one point of view.
        view: the view, which it draws.
        document: the same view, laid out.
        order: in which order its rows stand, where it has several.
    """
    label = asof.labelled(document, PICTURES[kind].view, "table").title.removeprefix(document.title)
    return figure(kind, view, zone=asof.seen.zone, order=order, label=label)


def figure(
    kind: str,
    view: Any,
    *,
    zone: str = "UTC",
    links: "Links | None" = None,
    order: str | None = None,
    label: str = "",
    days: tuple[str, ...] = (),
) -> "Figure":
    """Return a view as a figure of a document, drawn for a page and for a phone.

    Args:
        kind: which picture: one of `PICTURES`, and the view one of its sort.
        view: the view.
        zone: the time zone in which dates are read.
        links: gives the addresses that what it shows leads to; a file leads nowhere.
        order: in which order its rows stand, where it has several.
        label: how it is marked, where not everybody may see what it shows.
        days: the days that its time axis holds at the least.
    """
    from ..rendering.document import Figure  # noqa: PLC0415  # naming the pictures needs none
    from .picture import NARROW, WIDE, Setting, nowhere  # noqa: PLC0415

    found = PICTURES[kind]
    name = f"{found.title(view)}{label}"
    settings = (Setting(name, width, zone, links or nowhere, order, days) for width in (WIDE, NARROW))
    wide, narrow = (found.draw(view, setting) for setting in settings)
    return Figure(name, found.says(view), wide, narrow)


def written(drawing: "Figure", form: str) -> str | bytes:
    """Return a drawing alone in one of `FORMATS`.

    Raises:
        MissingExtra: the library that makes pixels is not installed.
    """
    if form == "svg":
        return drawing.wide
    from ..rendering.pixels import png  # noqa: PLC0415  # most pictures are drawn as they are

    return png(drawing.wide)


def drawing_of(document: "Document") -> "Figure":
    """Return the drawing of a document that is a picture."""
    from ..rendering.document import Figure  # noqa: PLC0415  # naming the pictures needs none

    blocks = (block for section in document.sections for block in section.blocks)
    return next(block for block in blocks if isinstance(block, Figure))
