"""Words in a document of Word: runs with a style, from left to right or not, and what was deleted and inserted."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from ...views.redline.runs import How, WordRun
from ..directions import any_from_right_to_left, parts, runs_from_right_to_left
from ..document import ChangedBy, Passage
from ..safe import for_xml

NOTHING = Markup("")
_PIECE = re.compile("([\n\t])")
_CONTROL = {"\n": Markup("<w:br/>"), "\t": Markup("<w:tab/>")}
_ON_FROM_LEFT = "\u200e"
"""A mark that nobody sees: programs that do not know of isolated words would draw figures behind them among these."""
_TAGS = {How.INSERTED: "ins", How.DELETED: "del"}
_DAY, _MINUTE = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?")
_NO_MORE_THAN = 255
"""How many characters Word takes for the name of an author, or for a name of anything else."""


def joined(pieces: Iterable[Markup]) -> Markup:
    """Return pieces of XML behind each other."""
    return NOTHING.join(pieces)


def runs(words: str, style: str = "", *, tag: str = "t") -> Markup:
    """Return words as runs; their parts from right to left are marked as such.

    Args:
        words: the words.
        style: the name of the style of their letters; that of the paragraph if empty.
        tag: ``delText`` of what was deleted.
    """
    shown = for_xml(words)
    if runs_from_right_to_left(shown):
        return _run(shown, style, tag, foreign=True)
    return joined(_run(part, style, tag, foreign=foreign) for part, foreign in parts(shown) if part)


def closed(words: str, style: str = "") -> Markup:
    """Return words as runs, after which figures go on from left to right, whatever letters the words end with."""
    return runs(words, style) + (
        _run(_ON_FROM_LEFT, "", "t", foreign=False) if any_from_right_to_left(words) else NOTHING
    )


def _run(words: str, style: str, tag: str, *, foreign: bool) -> Markup:
    styled = Markup('<w:rStyle w:val="{}"/>').format(style) if style else NOTHING
    turned = Markup("<w:rtl/>") if foreign else NOTHING
    properties = Markup("<w:rPr>{}{}</w:rPr>").format(styled, turned) if styled or turned else NOTHING
    pieces = (
        _CONTROL.get(piece) or Markup('<w:{0} xml:space="preserve">{1}</w:{0}>').format(tag, piece)
        for piece in _PIECE.split(words)
        if piece
    )
    return Markup("<w:r>{}{}</w:r>").format(properties, joined(pieces))


class Tracked:
    """Numbers the changes of a document, and says whose each is."""

    def __init__(self, whose: ChangedBy) -> None:
        self._whose = whose
        """Whose a change is of which nothing better is known."""
        self._number = 0

    def runs(self, passage: Passage, style: str) -> Markup:
        """Return the words of a redline, each change as one that can be accepted or rejected."""
        return joined(self._changed(run, passage.changed_by, style) for run in passage.runs)

    def whole(self, passage: Passage) -> Markup:
        """Return the mark of a paragraph that was inserted or deleted as a whole; else nothing."""
        hows = {run.how for run in passage.runs}
        if len(hows) != 1 or How.SAME in hows:
            return NOTHING
        return Markup("<w:{} {}/>").format(_TAGS[hows.pop()], self._told(passage.changed_by))

    def _changed(self, run: WordRun, by: ChangedBy | None, style: str) -> Markup:
        if run.how is How.SAME:
            return runs(run.text, style)
        tag = _TAGS[run.how]
        words = runs(run.text, style, tag="delText" if run.how is How.DELETED else "t")
        return Markup("<w:{0} {1}>{2}</w:{0}>").format(tag, self._told(by), words)

    def _told(self, by: ChangedBy | None) -> Markup:
        self._number += 1
        found = by or self._whose
        told = Markup('w:id="{}" w:author="{}"').format(self._number, for_xml(found.name)[:_NO_MORE_THAN])
        moment = _moment(found.on)
        return told + Markup(' w:date="{}"').format(moment) if moment else told


def _moment(on: str | None) -> str | None:
    """Return a date as Word has it, which knows no other zone than that of whoever reads; None if it is vague."""
    if on is None:
        return None
    if _DAY.fullmatch(on):
        return f"{on}T00:00:00Z"
    found = _MINUTE.fullmatch(on)
    return f"{found[1]}{found[2] or ':00'}Z" if found else None


def direction(words: Iterable[str]) -> Markup:
    """Return what makes a paragraph run from right to left, where all its letters do."""
    return Markup("<w:bidi/>") if runs_from_right_to_left("".join(words)) else NOTHING


def words_in(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the words of passages."""
    yield from (passage.text for passage in passages)
