"""The words of a proposal: as they stand, word by word against other ones, or what of them stands in brackets."""

from msgspec import Struct

from ..domain.errors import InputError
from ..domain.fold import fold
from ..domain.proposal.amending import DROPPED
from ..domain.proposal.state import Proposal, Version
from ..domain.record.history import History
from .disputes import Dispute, disputes_of
from .redline.brackets import Bracketed, brackets
from .redline.provisions import ComparedProvision, compare, pieces
from .registry import Needs, View


class TextPiece(Struct, frozen=True):
    """A provision or a term of a text."""

    provision: str
    """Its number; of a term, its kind: ``term neutral-status``."""
    text: str


class TextVersion(Struct, frozen=True):
    """Which version of a text, and what made it."""

    version: int
    by: tuple[str, ...]
    author: str | None
    """Where nobody is named: that its author is unknown, or the room."""
    amendments: tuple[str, ...]
    """The amendments that made it of the version before."""
    on: str | None
    entry: int
    contested: tuple[Dispute, ...]
    """The disputes of the entry that made it."""


class Text(Struct, frozen=True):
    """A text in one of its versions."""

    talks: str
    proposal: str
    title: str | None
    made: TextVersion
    provisions: tuple[TextPiece, ...]


class Redline(Struct, frozen=True):
    """A text against an earlier one, provision by provision and word by word."""

    talks: str
    proposal: str
    title: str | None
    before: TextVersion | None
    """Which version it is compared with; None if there was none yet."""
    after: TextVersion
    provisions: tuple[ComparedProvision, ...]


class BracketCount(Struct, frozen=True):
    """How many brackets a provision has in one version."""

    version: int
    provision: str
    opening: int
    closing: int
    passages: int
    """How many passages stand in brackets."""


class BracketedText(Struct, frozen=True):
    """What stands in square brackets in a text."""

    talks: str
    proposal: str
    title: str | None
    made: TextVersion
    passages: tuple[Bracketed, ...]
    counts: tuple[BracketCount, ...]
    """How many there are in each provision of each version up to this one."""


NOTHING = Text("", "", None, TextVersion(0, (), None, (), None, 0, ()), ())
"""What is compared with where there is no version yet."""

ShownText = Text | Redline | BracketedText


def text(
    history: History,
    reference: str,
    *,
    version: int | None = None,
    against: Text | None = None,
    in_brackets: bool = False,
) -> ShownText | None:
    """Return the words of a proposal; None if it is not on the table at these clocks.

    Args:
        history: the history at the clocks of the question.
        reference: the proposal, written out.
        version: in which version; the current one if None.
        against: compared with this text.
        in_brackets: only what stands in square brackets.

    Raises:
        InputError: it has no such version at these clocks.
    """
    found = fold(history).proposals.get(reference.partition(":")[2])
    if found is None or not found.on_the_table:
        return None
    wanted = _version(found, version)
    history.want([wanted.entry])
    made = made_by(history, wanted)
    if in_brackets:
        until = [one for one in found.versions if one.number <= wanted.number]
        passages = brackets(words_of(wanted))
        counts = tuple(count for one in until for count in _counts(one))
        return BracketedText(history.talks, found.id, found.title, made, passages, counts)
    words = pieces(wanted)
    if against is not None:
        before = {piece.provision: piece.text for piece in against.provisions}
        was = against.made if against.made.version else None
        return Redline(history.talks, found.id, found.title, was, made, compare(before, words))
    provisions = tuple(TextPiece(name, piece) for name, piece in words.items())
    return Text(history.talks, found.id, found.title, made, provisions)


def _version(found: Proposal, number: int | None) -> Version:
    if number is None:
        return found.content
    wanted = next((one for one in found.versions if one.number == number), None)
    if wanted is None:
        known = [one.number for one in found.versions]
        there = f"version {known[0]}" if len(known) == 1 else f"versions {known[0]} to {known[-1]}"
        raise InputError(f"{found.id} has no version {number} at this point of view", f"it has {there}")
    return wanted


def made_by(history: History, version: Version) -> TextVersion:
    """Return which version it is, and what made it."""
    entry = history.by_number.get(version.entry)
    return TextVersion(
        version.number,
        version.by,
        version.author,
        version.amendments,
        entry.envelope.occurred if entry else None,
        version.entry,
        disputes_of([entry]) if entry else (),
    )


def words_of(version: Version) -> dict[str, str]:
    """Return the words of a version; of an amendment, without the notes that a provision is dropped."""
    return {name: piece for name, piece in pieces(version).items() if piece != DROPPED}


def _counts(version: Version) -> list[BracketCount]:
    words = words_of(version)
    passages = [found.provision for found in brackets(words)]
    return [
        BracketCount(version.number, name, piece.count("["), piece.count("]"), passages.count(name))
        for name, piece in words.items()
        if "[" in piece or "]" in piece
    ]


VIEW = View(text, Needs.ACTS, about=("proposal",), of_entries=True)
