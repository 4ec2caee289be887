"""A redline: runs of words that two wordings share or not; in plain text ``[-deleted-]{+inserted+}``, and back."""

import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct


class How(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class WordRun(Struct, frozen=True):
    """Words that two wordings share, or that only one of them has."""

    how: How
    text: str


_MARKS = {How.DELETED: ("[-", "-]"), How.INSERTED: ("{+", "+}"), How.SAME: ("", "")}
_MEANT = re.compile(r"\\|\[-|-\]|\{\+|\+\}")


def changed(runs: Sequence[WordRun]) -> bool:
    """Say whether anything was deleted or inserted."""
    return any(run.how is not How.SAME for run in runs)


def marked(runs: Sequence[WordRun]) -> str:
    r"""Return runs of words as plain text, deletions as ``[-…-]`` and insertions as ``{+…+}``.

    Where the words themselves have such a mark or a backslash, a backslash stands before it: ``\[-``. Words of which
    nothing was changed are as they are.
    """
    if all(run.how is How.SAME for run in runs):
        return "".join(run.text for run in runs)
    return "".join(_between(*_MARKS[run.how], _MEANT.sub(r"\\\g<0>", run.text)) for run in runs)


def _between(begin: str, end: str, words: str) -> str:
    return f"{begin}{words}{end}"


def unmarked(text: str) -> tuple[WordRun, ...]:
    """Return the runs of words of a text with marks: what :func:`marked` made of them, where any was changed."""
    runs: list[WordRun] = []
    how, words, place = How.SAME, "", 0
    while place < len(text):
        opened = next((kind for kind, (begin, _) in _MARKS.items() if begin and text.startswith(begin, place)), None)
        ends = _MARKS[how][1]
        if text[place] == "\\":
            words += text[place + 1 : place + 2]
            place += 2
        elif how is How.SAME and opened:
            runs += [WordRun(how, words)] if words else []
            how, words, place = opened, "", place + 2
        elif ends and text.startswith(ends, place):
            runs.append(WordRun(how, words))
            how, words, place = How.SAME, "", place + 2
        else:
            words += text[place]
            place += 1
    return (*runs, *([WordRun(how, words)] if words else []))
