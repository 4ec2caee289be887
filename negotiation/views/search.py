"""Entries that hold the words of a search, each with the place where it does."""

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import asdict

from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.envelope import Envelope
from ..domain.record.event import Event
from ..domain.record.history import History
from ..domain.record.texts import texts_of
from ..domain.words import SIGNS, Sought, Word, by_letter, words_in, words_of
from .filter import EVERYTHING, Filter
from .registry import Needs, View
from .timeline import EntryLine, how_many, picked

_PART = re.compile(r'"([^"]*)"|(\S+)')
_NAME = re.compile(r"[A-Za-z0-9:._-]*")
_LEFT_OUT = re.compile("…(?: …)+")
BEFORE, AFTER = ">>", "<<"
"""What stands before and after the words that were found."""
AROUND = 48
"""How many characters are shown on either side of them, to the next word."""
FEW = 3
"""Of how many entries that were found a search says what parts of words would find."""


class FoundLine(EntryLine, frozen=True):
    """An entry that a search found."""

    place: str
    """The words in it that were found, between ``>>`` and ``<<``, with some of those around them."""


class Found(Struct, frozen=True):
    """What a search found, oldest first."""

    talks: str
    lines: tuple[FoundLine, ...] = field(default_factory=tuple)
    earlier: int = 0
    """How many come before those that were asked for."""
    within_words: int = 0
    """How many more would be found if each word might be a part of a longer one; looked for where few were found."""


def sought(text: str, *, parts: bool = False) -> tuple[Sought, ...]:
    """Read a search as people write it: what all must stand in an entry.

    Words in quotes must stand in that order, ``guarant*`` is the beginning of a word, ``*trality`` the end of one, and
    ``*guarant*`` stands anywhere in one. No other character has a meaning but its own.

    Args:
        text: the search.
        parts: whether each word may be a part of a longer one.
    """
    found = []
    for match in _PART.finditer(text):
        phrase, word = match[1], match[2] or ""
        words = tuple(words_of(word if phrase is None else phrase))
        if words:
            begins = (parts or word.startswith("*")) and _in_one_piece(words[0])
            ends = (parts or word.endswith("*")) and _in_one_piece(words[-1])
            found.append(Sought(words, begins, ends))
    return tuple(found)


def _in_one_piece(word: str) -> bool:
    """Say whether a word may be a part of a longer one: a sign, or a letter of a script without spaces, is not."""
    return word not in SIGNS and not by_letter(word)


def search(
    history: History,
    *,
    matching: Collection[int],
    words: Sequence[Sought] = (),
    wanted: Filter = EVERYTHING,
    last: int | None = None,
    within_words: Collection[int] = (),
) -> Found:
    """Return the entries that match a search, oldest first, by what they said at first or by what they read now.

    Args:
        history: the history at the clocks of the question.
        matching: the numbers of the entries as recorded that match, and of those that they are about.
        words: what is sought, to show where it stands.
        wanted: which of them.
        last: only so many, the last ones.
        within_words: the numbers of those that would match if each word might be a part of a longer one.

    Raises:
        InputError: the last of less than one entry are asked for.
    """
    entries, lines, earlier = picked(history, wanted, last=last, among=frozenset(matching))
    found = tuple(
        FoundLine(**asdict(line), place=place_in(entry, words)) for entry, line in zip(entries, lines, strict=True)
    )
    more = frozenset(within_words) - frozenset(matching)
    return Found(history.talks, found, earlier, how_many(history, wanted, more) if more else 0)


def place_in(entry: EffectiveEntry, words: Sequence[Sought]) -> str:
    """Return where in an entry the words of a search stand: as it reads now, else as it was recorded, else in others.

    The others are those about it: a correction, a dispute. Each word is shown where it stands first.
    """
    accounts = [(entry.event, entry.envelope), *map(_said, (entry.original, *entry.corrections, *entry.disputes))]
    texts = [text for event, envelope in accounts for text in texts_of(event, envelope.claim())]
    sentences_first = sorted(texts, key=lambda text: bool(_NAME.fullmatch(text)))
    return _LEFT_OUT.sub("…", " … ".join(dict.fromkeys(_places(sentences_first, words))))


def _said(entry: Entry) -> tuple[Event, Envelope]:
    return entry.event, entry.envelope


def _places(texts: Sequence[str], words: Sequence[Sought]) -> Iterator[str]:
    left = list(words)
    for text in dict.fromkeys(texts):
        placed = words_in(text)
        spans = [(one, span) for one in left if (span := _span(placed, one))]
        if spans:
            left = [one for one in left if one not in [found for found, _ in spans]]
            yield from _cut(text, placed, sorted(span for _, span in spans))


def _span(placed: Sequence[Word], one: Sought) -> tuple[int, int] | None:
    """Return the first and the last of the words of a text at which something stands."""
    found = next((place for place in range(len(placed)) if one.at(placed, place)), None)
    return None if found is None else (found, found + len(one.words) - 1)


def _cut(text: str, placed: Sequence[Word], spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield the parts of a text around some of its words, which are marked; those close to each other as one."""
    groups: list[list[tuple[int, int]]] = []
    for span in _joined(spans):
        if groups and placed[span[0]].start - placed[groups[-1][-1][1]].end <= 2 * AROUND:
            groups[-1].append(span)
        else:
            groups.append([span])
    for group in groups:
        first, last = group[0][0], group[-1][1]
        while first and placed[group[0][0]].start - placed[first - 1].start <= AROUND:
            first -= 1
        while last < len(placed) - 1 and placed[last + 1].end - placed[group[-1][1]].end <= AROUND:
            last += 1
        begin = placed[first].start if first else 0
        end = placed[last].end if last < len(placed) - 1 else len(text)
        shown, done = [], begin
        for start, stop in group:
            shown += [text[done : placed[start].start], BEFORE, text[placed[start].start : placed[stop].end], AFTER]
            done = placed[stop].end
        before, after = "… " if first else "", " …" if last < len(placed) - 1 else ""
        yield f"{before}{''.join(shown)}{text[done:end]}{after}".replace("\n", " ")


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of words, in their order, of which those that overlap or follow each other are one."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


VIEW = View(search, Needs.HISTORY, of_entries=True)
