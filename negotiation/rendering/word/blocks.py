"""The blocks of a document in Word: paragraphs, lists, facts and tables, each with a style of its own."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup

from ..directions import runs_from_right_to_left
from ..document import Block, Cell, Facts, Figure, Passage, Points, Table
from ..safe import for_xml
from ..widths import shares
from .drawings import Drawings
from .words import NOTHING, Tracked, closed, direction, joined, runs, words_in

_FACTS = (18, 82)
"""How wide names and values are, in hundredths."""
_WHOLE = 5000
"""The width of the page in the units of tables: fiftieths of a per cent."""
_LOOK = Markup(
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)


class Blocks:
    """Writes blocks; what is changed in them is numbered through the whole document."""

    def __init__(self, tracked: Tracked, drawings: Drawings, width: int) -> None:
        self._tracked = tracked
        self._drawings = drawings
        self._width = width
        """The width of the text on its page, in twips."""

    def written(self, block: Block) -> Markup:
        """Return a block as paragraphs and tables."""
        match block:
            case Facts():
                return self.facts(block.pairs)
            case Points():
                style = "" if block.prose else "ListBullet"
                return joined(self.paragraph(passage, style, prose=block.prose) for passage in block.passages)
            case Table():
                return self._table(block)
            case Figure():  # what it shows stands in tables beside it
                drawn = self._drawings.run(block)
                picture = paragraph(drawn, "Picture") if drawn else NOTHING
                return paragraph(runs(block.title), "Caption") + picture + paragraph(runs(block.says))

    def paragraph(self, passage: Passage, style: str = "", *, prose: bool = False) -> Markup:
        """Return a passage as a paragraph.

        Args:
            passage: the words.
            style: the style of the paragraph; the plain one if empty.
            prose: whether it is a paragraph of a text, which comes or goes with its words.
        """
        style = "Aside" if passage.quiet and not style else style
        mark = self._tracked.whole(passage) if prose and passage.runs else NOTHING
        return paragraph(self._words(passage), style, direction(words_in([passage])), mark)

    def _words(self, passage: Passage) -> Markup:
        letters = "Strong" if passage.strong else ""
        behind = joined(_behind(passage))
        if passage.runs:
            return self._tracked.runs(passage, letters) + behind
        # In a paragraph that is from right to left as a whole, what follows is to go on so.
        mixed = behind and not runs_from_right_to_left(passage.text)
        return (closed if mixed else runs)(passage.text, letters) + behind

    def facts(self, pairs: Iterable[tuple[str, Cell]], *, short: bool = False) -> Markup:
        """Return names with their values, as a table without lines.

        Args:
            pairs: the names and the values.
            short: whether each value is one line.
        """
        widths = self._widths(_FACTS)
        told = ((name, self._in_one_line(value) if short else self.cell(value, "Fact")) for name, value in pairs)
        return _table(
            joined(row((paragraph(runs(name), "FactName"), value), widths) for name, value in told), "Facts", widths
        )

    def cell(self, found: Cell, style: str = "") -> Markup:
        """Return the passages of a cell, each as a paragraph; an empty one where there are none."""
        return joined(self.paragraph(passage, style) for passage in found) or paragraph(NOTHING, style)

    def _in_one_line(self, found: Cell) -> Markup:
        """Return the passages of a cell as one paragraph."""
        told = (self._words(passage) for passage in found)
        return paragraph(runs(", ").join(told), "Fact")

    def _table(self, table: Table) -> Markup:
        caption = paragraph(runs(table.caption), "Caption") if table.caption else NOTHING
        if not table.rows:
            return caption + paragraph(runs(table.empty), "Aside")
        widths = self._widths(shares(table))
        head = row((paragraph(runs(column), "TableHead") for column in table.columns), widths, head=True)
        body = joined(row(map(self.cell, found), widths) for found in table.rows)
        style = f"Talks{table.tone.capitalize()}" if table.tone else "Talks"
        return caption + _table(head + body, style, widths, table.caption)

    def _widths(self, parts: Sequence[float]) -> list[int]:
        """Return the widths of columns, in twips, which make up the page."""
        ends = [0, *(round(self._width * sum(parts[: place + 1]) / sum(parts)) for place in range(len(parts)))]
        return [after - before for before, after in pairwise(ends)]


def paragraph(words: Markup, style: str = "", turned: Markup = NOTHING, mark: Markup = NOTHING) -> Markup:
    """Return a paragraph of runs.

    Args:
        words: the runs.
        style: its style; the plain one if empty.
        turned: what makes it run from right to left.
        mark: what became of it as a whole.
    """
    named = Markup('<w:pStyle w:val="{}"/>').format(style) if style else NOTHING
    changed = Markup("<w:rPr>{}</w:rPr>").format(mark) if mark else NOTHING
    told = named + turned + changed
    return Markup("<w:p>{}{}</w:p>").format(Markup("<w:pPr>{}</w:pPr>").format(told) if told else NOTHING, words)


def row(cells: Iterable[Markup], widths: Sequence[int], *, head: bool = False) -> Markup:
    """Return a row, which no page divides; that of the head stands on every page."""
    told = Markup("<w:cantSplit/><w:tblHeader/>") if head else Markup("<w:cantSplit/>")
    found = (
        Markup('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc>').format(width, cell)
        for cell, width in zip(cells, widths, strict=True)
    )
    return Markup("<w:tr><w:trPr>{}</w:trPr>{}</w:tr>").format(told, joined(found))


def _table(rows: Markup, style: str, widths: Sequence[int], caption: str = "") -> Markup:
    """Return a table, with a paragraph behind it, which keeps it apart from the next one."""
    named = Markup('<w:tblCaption w:val="{}"/>').format(for_xml(caption)) if caption else NOTHING
    grid = joined(Markup('<w:gridCol w:w="{}"/>').format(width) for width in widths)
    return Markup(
        '<w:tbl><w:tblPr><w:tblStyle w:val="{}"/><w:tblW w:w="{}" w:type="pct"/><w:tblLayout w:type="fixed"/>{}{}'
        "</w:tblPr><w:tblGrid>{}</w:tblGrid>{}</w:tbl>{}"
    ).format(style, _WHOLE, _LOOK, named, grid, rows, paragraph(NOTHING, "AfterTable"))


def _behind(passage: Passage) -> Iterable[Markup]:
    """Yield what stands behind words: the entry that says so, what to know of it, and where it was read."""
    if passage.entry:
        yield runs(f" #{passage.entry}", "EntryNumber")
    for mark in passage.marks:
        yield runs(" ") + runs(f"[{mark}]", "Mark")
    if passage.accounts:
        yield runs(" ") + link(f"accounts-{passage.accounts}", runs("other accounts", "Hyperlink"))
    for number in passage.notes:
        yield link(f"note-{number}", runs(f"[{number}]", "SourceReference"))


def link(anchor: str, words: Markup) -> Markup:
    """Return words that lead to a place in the document."""
    return Markup('<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>').format(place_name(anchor), words)


def place_name(anchor: str) -> str:
    """Return an anchor as a name that Word takes: letters, figures and underscores, at most forty."""
    return "".join(one if one.isascii() and one.isalnum() else "_" for one in anchor)[:40]
