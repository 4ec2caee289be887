"""How a text grew, version by version: its words, what stands in brackets, and which provisions are still open."""

from msgspec import Struct

from ..domain.fold import fold
from ..domain.record.history import History
from .redline.brackets import brackets
from .redline.words import tokens
from .registry import Needs, View
from .text import TextVersion, made_by, words_of


class Draft(Struct, frozen=True):
    """One version of a text, in figures."""

    made: TextVersion
    words: int
    """How many words it has, as they are compared: of scripts without spaces, characters."""
    bracketed: int
    """How many passages stand in square brackets."""
    provisions: int
    """How many provisions and terms it has."""
    open: int
    """How many of them have a bracket."""


class Drafts(Struct, frozen=True):
    """The versions of one text, in figures."""

    talks: str
    proposal: str
    title: str | None
    drafts: tuple[Draft, ...]


def drafts(history: History, reference: str) -> Drafts | None:
    """Return how a text grew; None if it is not on the table at these clocks.

    Args:
        history: the history at the clocks of the question.
        reference: the proposal, written out.
    """
    found = fold(history).proposals.get(reference.partition(":")[2])
    if found is None or not found.on_the_table:
        return None
    history.want(version.entry for version in found.versions)
    told = []
    for version in found.versions:
        pieces = words_of(version)
        number = sum(any(map(str.isalnum, token.word)) for piece in pieces.values() for token in tokens(piece))
        unsettled = sum("[" in piece or "]" in piece for piece in pieces.values())
        told.append(Draft(made_by(history, version), number, len(brackets(pieces)), len(pieces), unsettled))
    return Drafts(history.talks, found.id, found.title, tuple(told))


VIEW = View(drafts, Needs.ACTS, about=("proposal",), of_entries=True)
