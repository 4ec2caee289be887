"""Writing from right to left beside figures and words from left to right: isolated, so that each keeps its place.

By the Unicode bidirectional algorithm (UAX #9) figures and marks that follow Hebrew or Arabic letters are taken along
with them: a date beside a publisher's name would be read in the wrong order. What is isolated is put in order by
itself.
"""

import re
from collections.abc import Iterator

ISOLATE, END = "\u2068", "\u2069"
"""First strong isolate, and pop directional isolate: between them the first letter decides for the direction."""

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ONE = re.compile(f"[{_RIGHT_TO_LEFT}]")
_OTHER_LETTER = re.compile(rf"(?![{_RIGHT_TO_LEFT}])[^\W\d_]")
_RUN = rf"[{_RIGHT_TO_LEFT}](?:(?:[{_RIGHT_TO_LEFT}]|(?![^\W\d_]|: “)[^\n])*[{_RIGHT_TO_LEFT}])?"
_FOREIGN = re.compile(rf"(?<=“)(?=[^“”\n]*[{_RIGHT_TO_LEFT}])[^“”\n]+(?=”)|{_RUN}")
"""What is quoted and has such letters, as a whole; else from one such letter to the last before any other letter, or
before what somebody of such a name is quoted with."""


def isolated(text: str) -> str:
    """Return a text whose parts from right to left are isolated by characters that are not seen."""
    if text.isascii():
        return text
    return "".join(f"{ISOLATE}{part}{END}" if foreign else part for part, foreign in parts(text))


def all_from_right_to_left(text: str) -> bool:
    """Say whether all letters of a text are from right to left."""
    return not _OTHER_LETTER.search(text)


def runs_from_right_to_left(text: str) -> bool:
    """Say whether a text has letters, and all of them are from right to left."""
    return any_from_right_to_left(text) and all_from_right_to_left(text)


def any_from_right_to_left(text: str) -> bool:
    """Say whether any letter of a text is from right to left."""
    return not text.isascii() and bool(_ONE.search(text))


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with whether it is to be isolated; a line without other letters is one."""
    for line in text.splitlines(keepends=True):
        if not _ONE.search(line):
            yield line, False
            continue
        words = line.rstrip("\r\n")
        if not _OTHER_LETTER.search(words):
            yield words, True
        else:
            done = 0
            for match in _FOREIGN.finditer(words):
                yield words[done : match.start()], False
                yield match[0], True
                done = match.end()
            yield words[done:], False
        yield line[len(words) :], False
