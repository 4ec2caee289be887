"""A line as it is typed, cut into words: quotes hold words together where a word begins with one."""

import re
from typing import NamedTuple

_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»"}
"""What closes each quote."""
_BARE = re.compile(r'(?:[^\s"]|"[^"]*"|")+')
"""A word without quotes around it; double quotes within hold its spaces, and belong to it."""


class Word(NamedTuple):
    """A word of a line."""

    text: str
    """What it says, without the quotes around it."""
    start: int
    end: int
    quoted: bool = False


def words_of(line: str) -> list[Word]:
    """Return the words of a line; a quote that is not closed, or not at the end of a word, is a sign like others."""
    found: list[Word] = []
    place = 0
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        word = _quoted(line, place) or _bare(line, place)
        found.append(word)
        place = word.end
    return found


def _quoted(line: str, place: int) -> Word | None:
    closing = _QUOTES.get(line[place])
    end = line.find(closing, place + 1) if closing else -1
    while closing and end != -1 and end + 1 < len(line) and not line[end + 1].isspace():
        end = line.find(closing, end + 1)
    return Word(line[place + 1 : end], place, end + 1, quoted=True) if end != -1 else None


def _bare(line: str, place: int) -> Word:
    match = _BARE.match(line, place)
    end = match.end() if match else place + 1
    return Word(line[place:end], place, end)
