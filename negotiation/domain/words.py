"""The words of a text, as they are searched: in any script, whatever its letters look like.

Scripts that put no spaces between words (Chinese, Japanese, Korean with its particles, Thai, Lao, Khmer, Burmese) are
taken letter by letter, so that a part of a sentence is found as a run of letters; other letters that are glued to them
are words of their own. Case, width, accents, the points of Hebrew and Arabic, and the writing of
figures make no difference.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

_LETTER_BY_LETTER = (
    "\u0e00-\u0e4e\u0e80-\u0ece\u1000-\u1049\u1050-\u109f\u1780-\u17d3"  # Thai, Lao, Burmese, Khmer
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3041-\u30fa\u30fc-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0df3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\ufe20-\ufe2f"
)
"""What stands within words beside letters and figures: marks on letters, and the vowel signs of Indian scripts."""
_TRAILING = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1056-\u1059"
    "\u17b6-\u17d3\u3099\u309a"
)
"""The vowel signs and tones that go with the letter before them."""
SIGNS = "%٪‰§€£$¥₽₴°"
"""What is searched for by itself, beside words and figures."""
_WORD = re.compile(rf"[{_LETTER_BY_LETTER}][{_TRAILING}]*|[{SIGNS}]|(?:(?![{_LETTER_BY_LETTER}_])[\w{_MARKS}])+")
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]"
)
_FIGURE = re.compile(r"(?![0-9])\d")
_NO_WORD = re.compile(rf"[^\w{_MARKS}{_TRAILING}{SIGNS}]|_")


class Word(NamedTuple):
    """One word in its place in a text."""

    text: str
    """As it is compared."""
    start: int
    end: int


class Sought(Struct, frozen=True):
    """Words that are looked for in this order, one right after the other."""

    words: tuple[str, ...]
    begins_within: bool = False
    """Whether the first may be the end of a longer word."""
    ends_within: bool = False
    """Whether the last may be the beginning of a longer word."""

    def at(self, words: Sequence[Word], place: int) -> bool:
        """Say whether they stand at a place among the words of a text."""
        there = words[place : place + len(self.words)]
        if len(there) < len(self.words):
            return False
        last = len(self.words) - 1
        return all(
            self._alike(word.text, wanted, first=number == 0, last=number == last)
            for number, (word, wanted) in enumerate(zip(there, self.words, strict=True))
        )

    def _alike(self, word: str, wanted: str, *, first: bool, last: bool) -> bool:
        begins, ends = first and self.begins_within, last and self.ends_within
        if begins and ends:
            return wanted in word
        return word.endswith(wanted) if begins else word.startswith(wanted) if ends else word == wanted


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, as they are compared."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return [word for found in _WORD.findall(text) if (word := compared(found))]


def words_in(text: str) -> list[Word]:
    """Return the words of a text in their places."""
    return list(_placed(text))


def _placed(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        if word := compared(match[0]):
            yield Word(word, match.start(), match.end())


@lru_cache(maxsize=65536)
def compared(word: str) -> str:
    """Return a word as it is compared: without case, width, accents and points, its figures as 0 to 9."""
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", word.casefold()))
    folded = _NO_WORD.sub("", unicodedata.normalize("NFKC", bare).casefold()).replace("٪", "%")
    return _FIGURE.sub(lambda match: str(unicodedata.decimal(match[0])), folded)


def by_letter(word: str) -> bool:
    """Say whether a word is of a script that is taken letter by letter."""
    return re.match(f"[{_LETTER_BY_LETTER}]", word) is not None
