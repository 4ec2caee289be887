"""Two wordings compared word by word: the one place where texts are cut into words."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from .runs import How, WordRun

# Scripts written without spaces between words: Tai scripts, Lao, Tibetan, Myanmar, Khmer, kana and Han.
_UNSPACED = (
    "\u0e00-\u0e4f\u0e5a-\u0e7f\u0e80-\u0ecf\u0eda-\u0eff\u0f00-\u0f1f\u0f2a-\u0fff\u1000-\u103f\u104a-\u109f"
    "\u1780-\u17df\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3031-\u3035\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# What belongs to the character before it: vowels and tones above and below, voicing, variants, joiners.
_MARKS = (
    "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84"
    "\u0f86\u0f87\u0f8d-\u0fbc\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u17b4-\u17d3\u17dd\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef"
)
_PUNCTUATION = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u037e\u0387\u055a-\u055f\u0589"
    r"\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u1361-\u1368"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u214f\u2190-\u2bff\u3001-\u3004\u3008-\u3030\ufe10-\ufe6f"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_LETTER = rf"[^\s{_PUNCTUATION}{_UNSPACED}]"
_WORD = re.compile(
    rf"(\s*)((?:{_LETTER}+(?:[.,'’\-\u2011:/]{_LETTER}+)*)|[{_UNSPACED}][{_MARKS}]*|\S|\Z)"  # noqa: RUF001
)
"""A gap, and a word; a mark of punctuation is a word; the last gap stands before nothing."""


class Token(Struct, frozen=True):
    """One word of a text, and the space before it."""

    gap: str
    word: str


def tokens(text: str) -> list[Token]:
    """Return the words of a text, in scripts without spaces its characters, each with the space before it.

    A mark of punctuation is a word of its own, except within one (``non-nuclear``, ``3.67``). Put together again they
    are the text.
    """
    found = [Token(*match) for match in _WORD.findall(text)]
    return [token for token in found if token.gap or token.word]


def opcodes(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return how one sequence of words becomes another, as `difflib` tells it."""
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def compared(before: str, after: str) -> tuple[WordRun, ...]:
    """Return what becomes of the words of one text in another.

    The runs that are not inserted are the first text, and those that are not deleted the second, to the last space.
    """
    if before == after:
        return (WordRun(How.SAME, after),) if after else ()
    old, new = tokens(before), tokens(after)
    runs = _Runs()
    steps = opcodes([token.word for token in old], [token.word for token in new])
    for how, start, end, first, last in _without_crumbs(steps, old):
        if how == "equal":
            for one, other in zip(old[start:end], new[first:last], strict=True):
                if one.gap != other.gap:
                    runs.change(one.gap, other.gap)
                    runs.keep(one.word)
                else:
                    runs.keep(one.gap + one.word)
        else:
            runs.change(_text(old[start:end]), _text(new[first:last]))
    return runs.finished()


def _text(found: Sequence[Token]) -> str:
    return "".join(token.gap + token.word for token in found)


_Step = tuple[str, int, int, int, int]


def _without_crumbs(steps: Sequence[_Step], old: Sequence[Token]) -> list[_Step]:
    """Take what is left standing between two longer changes as changed too, where it is no more than a bit.

    A comma or an article that both wordings happen to have holds no sentence together, and makes it hard to read.
    """
    found: list[_Step] = []
    for place, step in enumerate(steps):
        how, start, end, _, last = step
        between = 0 < place < len(steps) - 1
        crumb = between and how == "equal" and _is_crumb(old[start:end], steps[place - 1], steps[place + 1])
        if (crumb or how != "equal") and found and found[-1][0] != "equal":
            begun = found.pop()
            found.append(("replace", begun[1], end, begun[3], last))
        else:
            found.append(step)
    return found


def _is_crumb(words: Sequence[Token], before: _Step, after: _Step) -> bool:
    around = min(max(step[2] - step[1], step[4] - step[3]) for step in (before, after))
    return len(words) < around and sum(len(token.word) for token in words) <= _CRUMB


_CRUMB = 3
"""How many letters a bit has at the most."""


class _Runs:
    """Runs of words as they come, put together where they may be."""

    def __init__(self) -> None:
        self._done: list[WordRun] = []
        self._same = self._old = self._new = ""

    def keep(self, text: str) -> None:
        """Add words that both have."""
        if self._old or self._new:
            text = self._close(text)
        self._same += text

    def change(self, old: str, new: str) -> None:
        """Add words that one of them has, and those that the other one has there."""
        self._old += old
        self._new += new

    def finished(self) -> tuple[WordRun, ...]:
        """Return the runs."""
        self._close("")
        return tuple(self._done)

    def _close(self, follows: str) -> str:
        """Write down what was the same, and then what was changed; return what is the same after it.

        The space before a change is the same where both have it; and where one of them has nothing there, but the same
        space follows, that is taken for the one that the change brought: ``all {+new +}words``.
        """
        old, new = self._old, self._new
        shared = _space_shared(old, new) if old and new else _space_shared(old or new, follows)
        begins = (old or new)[:shared]
        if old and new:
            old, new = old[shared:], new[shared:]
        elif begins:
            old, new = (words and words[shared:] + begins for words in (old, new))
            follows = follows[shared:]
        runs = ((How.SAME, self._same + begins), (How.DELETED, old), (How.INSERTED, new))
        self._done += [WordRun(how, text) for how, text in runs if text]
        self._same = self._old = self._new = ""
        return follows


def _space_shared(one: str, other: str) -> int:
    """Return how many characters of space two texts begin with alike."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared] and one[shared].isspace():
        shared += 1
    return shared
