"""A text on paper, from its first version to the present one: who made each, and what became of its words."""

from collections.abc import Iterator
from typing import cast

from msgspec.structs import replace

from ...asof import AsOf
from ...domain.dates.words import in_words
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Points, Section, Table, redlined
from ...views.drafts import Draft
from ...views.phrases import listed, made_words
from ...views.redline.provisions import ComparedProvision
from ...views.text import Redline
from . import figures

_ALIKE = "unchanged"


def sections(name: str, asof: AsOf, apparatus: Apparatus) -> Iterator[Section]:
    """Yield how a text came to its present version, and both beside each other, word by word.

    Args:
        name: the proposal.
        asof: the talks at one point of view.
        apparatus: the apparatus of the report.
    """
    found = asof.drafts(f"proposal:{name}")
    made = Points(tuple(_made(draft, apparatus) for draft in found.drafts))
    yield Section(f"{found.title} ({found.proposal})" if found.title else found.proposal, (made,))
    first, last = found.drafts[0].made.version, found.drafts[-1].made.version
    view = cast("Redline", asof.text(f"proposal:{name}", first=str(first)))
    rows = tuple(_row(piece, view, apparatus) for piece in view.provisions)
    caption = f"Version {first} beside version {last}"
    yield Section(None, (Table(caption, ("Provision", "Change", "Words"), rows, "No words of it are recorded."),))
    if len(found.drafts) > 2:
        yield from (replace(one, below=True) for one in figures.drafts(asof, apparatus, found))


def _made(draft: Draft, apparatus: Apparatus) -> Passage:
    made = draft.made
    how = made_words(made.by, made.author, made.amendments)
    return apparatus.claim(f"Version {made.version}, {in_words(made.on)}, {how}", made.entry)


def _row(piece: ComparedProvision, view: Redline, apparatus: Apparatus) -> tuple[Cell, ...]:
    words = redlined(piece.runs)
    claim = replace(apparatus.claim(words.text, view.after.entry), entry=None, runs=words.runs)
    return (Passage(piece.name),), (Passage(listed(piece.changes) or _ALIKE, quiet=not piece.changes),), (claim,)
