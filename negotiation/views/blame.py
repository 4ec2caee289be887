"""Who wrote these words: each provision of a text, and in it each run of words with what brought it in."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from ..domain.fold import fold
from ..domain.proposal.state import Proposal, Version
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from .disputes import Dispute, disputes_of
from .redline.provisions import pieces
from .redline.words import Token, opcodes, tokens
from .registry import Needs, View


class Run(Struct, frozen=True):
    """Words that came into a text together, and by what."""

    text: str
    version: int
    by: tuple[str, ...]
    """Who brought them in: who put the version forward, or moved the amendments that made it."""
    author: str | None
    """Where nobody is named: that they are of the ``room``, or of somebody ``unknown``."""
    amendments: tuple[str, ...]
    on: str | None
    entry: int
    sources: tuple[str, ...]


class Blamed(Struct, frozen=True):
    """One provision of a text, as it stands."""

    provision: str
    """Its number; of a term, its kind: ``term neutral-status``."""
    runs: tuple[Run, ...]


class Blame(Struct, frozen=True):
    """A text, provision by provision."""

    talks: str
    proposal: str
    title: str | None
    version: int
    provisions: tuple[Blamed, ...]
    contested: tuple[Dispute, ...]
    """The disputes of the entries that brought words in."""


def blame(history: History, reference: str) -> Blame | None:
    """Return the words of a text with what brought each of them in.

    Args:
        history: the history at the clocks of the question.
        reference: the proposal, written out.
    """
    now = fold(history)
    text = now.proposals.get(reference.partition(":")[2])
    if text is None or not text.on_the_table:
        return None
    entries = [version.entry for version in text.versions]
    history.want(entries)
    by_number = history.by_number
    written = _written(text.versions)

    def run(piece: str, words: str, version: Version) -> Run:
        entry = by_number[version.entry]
        touching = _touching(now.proposals, version, piece)
        movers = tuple(dict.fromkeys(party for one in touching for party in one.versions[0].by))
        return Run(
            text=words,
            version=version.number,
            by=movers or version.by,
            author=None if movers else version.author,
            amendments=tuple(one.id for one in touching),
            on=entry.envelope.occurred,
            entry=entry.number,
            sources=entry.envelope.cited,
        )

    provisions = tuple(
        Blamed(piece, tuple(run(piece, words, made) for words, made in _runs(written[piece])))
        for piece in pieces(text.content)
    )
    behind: list[EffectiveEntry] = [by_number[number] for number in entries if number in by_number]
    return Blame(history.talks, text.id, text.title, text.version, provisions, disputes_of(behind))


def _touching(proposals: Mapping[str, Proposal], version: Version, piece: str) -> list[Proposal]:
    """Return the amendments that made a version, of which a piece of the text was changed."""
    found = [one for name in version.amendments if (one := proposals.get(name)) and one.on_the_table]
    return [one for one in found if any(piece in pieces(words) for words in one.versions)] or found


Word = tuple[Token, Version]
"""A word, and the version that brought it in."""


def _written(versions: Sequence[Version]) -> dict[str, list[Word]]:
    """Return the words of each provision of the last version, each with the version that brought it in."""
    found: dict[str, list[Word]] = {}
    for version in versions:
        now = {piece: tokens(text) for piece, text in pieces(version).items()}
        found = {number: _carried(found.get(number, []), words, version) for number, words in now.items()}
    return found


def _carried(before: Sequence[Word], words: Sequence[Token], version: Version) -> list[Word]:
    """Return the words of a version: those that were there before are of who brought them in then."""
    found: list[Word] = []
    steps = opcodes([token.word for token, _ in before], [token.word for token in words])
    for how, start, _, first, last in steps:
        made = [before[start + place][1] if how == "equal" else version for place in range(last - first)]
        found += zip(words[first:last], made, strict=True)
    return found


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, Version]]:
    """Yield the runs of words that came in together."""
    for _, run in groupby(words, lambda word: word[1].number):
        found = list(run)
        if text := "".join(token.gap + token.word for token, _ in found).strip():
            yield text, found[0][1]


VIEW = View(blame, Needs.ACTS, about=("proposal",), of_entries=True)
