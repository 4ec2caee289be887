"""What a view or a report looks like on any medium: sections of facts, lists and tables, and what they rest on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..domain.dates.clocks import Clocks
from ..views.out_of_view import OutOfView

if TYPE_CHECKING:
    from ..integrity.head import RecordHead
    from ..views.redline.runs import WordRun
    from .made import Made


class ChangedBy(Struct, frozen=True):
    """Who made the second wording of a redline, and when."""

    name: str
    on: str | None = None
    """When, as EDTF."""


class Passage(Struct, frozen=True):
    """A few words, and what they rest on."""

    text: str
    entry: int | None = None
    """The entry that says so, where its number is to be written after the words."""
    notes: tuple[int, ...] = ()
    """The footnotes that it is read in."""
    marks: tuple[str, ...] = ()
    """What to know before relying on it: unsourced, contested by whom, restricted and so on."""
    accounts: int | None = None
    """The disputed entry of which the other accounts are given."""
    strong: bool = False
    quiet: bool = False
    runs: "tuple[WordRun, ...]" = ()
    """Of a redline, its words with what became of them; the text has them with marks."""
    changed_by: ChangedBy | None = None
    """Of a redline, whose it is, where that is known."""


class Resting(Passage, frozen=True):
    """A few words whose footnotes are still to be looked up."""

    behind: tuple[int, ...] = ()
    """The entries that they rest on, by which that is done."""


class Nothing(Passage, frozen=True):
    """What stands for people where there is nothing to say; sheets leave it out."""


NOTHING = Nothing("–")  # noqa: RUF001  # a dash, as in tables

Cell = tuple[Passage, ...]
"""Passages below each other."""


class Later(Sequence[tuple[Cell, ...]]):
    """Rows that are made when they are first looked at: of many parties a sheet has more than is mostly asked for."""

    def __init__(self, make: Callable[[], Iterable[Sequence["Words"]]]) -> None:
        self._make = cache(lambda: tuple(tuple(map(cell, row)) for row in make()))

    def __getitem__(self, place: Any) -> Any:
        return self._make()[place]

    def __len__(self) -> int:
        return len(self._make())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._make() == tuple(other)

    __hash__ = None  # type: ignore[assignment]


class Table(Struct, frozen=True):
    """Rows under columns; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    empty: str = "nothing"
    """What to say where there are no rows."""
    tone: str | None = None
    """A colour that goes with what its words say already: green, yellow, white or red."""
    shape: str = ""
    """How wide its columns are, where their words do not tell: axes, play or deeds."""


class Facts(Struct, frozen=True):
    """Names, each with its value."""

    pairs: tuple[tuple[str, Cell], ...]


class Points(Struct, frozen=True):
    """Passages, each a point of a list."""

    passages: tuple[Passage, ...]
    prose: bool = False
    """Whether they are the paragraphs of a text, and no list."""


class Figure(Struct, frozen=True):
    """A picture, with what it shows in words; what it shows stands in tables beside it, too."""

    title: str
    says: str
    wide: str
    """The drawing as SVG, for a page."""
    narrow: str
    """The drawing as SVG, for a phone."""


Block = Table | Facts | Points | Figure


class Section(Struct, frozen=True):
    """A heading, if there is one, and what stands below it."""

    heading: str | None
    blocks: tuple[Block, ...] = ()
    anchor: str | None = None
    below: bool = False
    """Whether it belongs to the section before it."""
    inside: bool = False
    """Whether it belongs to a part of the document, whose heading stands above it."""
    folded: str = ""
    """What stands in the place of its blocks until a reader unfolds them; on paper, and in text, they are open."""

    @property
    def level(self) -> int:
        """The level of its heading: 2 below the title, 3 and 4 within that."""
        return 2 + self.below + self.inside


class Footnote(Struct, frozen=True):
    """One place in one source, as it was cited."""

    number: int
    source: str
    publisher: str | None
    title: str | None
    published: str | None
    locator: str | None
    quote: str | None
    language: str | None
    """The language of the quote."""
    url: str | None
    reliability: str | None
    grade: str | None
    sha256: str | None
    marks: tuple[str, ...]
    entries: tuple[int, ...]
    """The entries shown that cite it."""


class Notes(Struct, frozen=True):
    """What a document rests on, and who may see it."""

    footnotes: tuple[Footnote, ...]
    marking: str
    """The highest marking of what it holds."""
    marked: tuple[int | str, ...]
    """The entries in it that not everybody may see; of several talks each with its talks."""


class ReportHead(Struct, frozen=True):
    """What every report says of itself."""

    name: str
    title: str
    """The title of the talks."""
    talks: str
    subject: str | None
    """What it is about, if not the whole talks."""
    clocks: Clocks
    clocks_words: tuple[tuple[str, str], ...]
    parties: Cell
    phase: Passage
    decides_by: Passage
    marking: str
    """The highest marking of what it holds."""
    marked: tuple[int | str, ...]
    """The entries in it that not everybody may see."""
    last_entry: int
    """The last entry that the log held at these clocks."""
    deadlines: str | None
    """The minute for which deadlines are worked out, where something hangs on it and no clock says so."""
    record: str
    """The head of the record that it was made from: how many entries, and the root over them; empty of a part of it."""
    reproduce: str
    """The command that makes this report again."""
    made: "Made"
    """What it was made by, for programs."""


class Document(Struct, frozen=True):
    """A view or a report ready to be written."""

    title: str
    sections: tuple[Section, ...]
    data: Any = None
    """What JSON holds: the view itself, or a report with its head and its notes."""
    records: Sequence[Any] = ()
    """The view's main list, for JSON lines."""
    sheet: Table | None = None
    """What CSV holds, where that is not the first table."""
    notes: Notes | None = None
    """Its footnotes and its marking, once they were looked up."""
    head: ReportHead | None = None
    """What a report says of itself; a view has none."""
    out_of_view: OutOfView | None = None
    """What it does not take into account, where there is anything."""
    record: "Callable[[], RecordHead] | None" = None
    """Gives the head of the record that it is of, where its JSON tells that."""
    narrow: Callable[[], tuple[Section, ...]] | None = None
    """Gives its sections for a terminal on which its tables do not fit side by side."""
    prose: tuple[Section, ...] = ()
    """Its sections for a word processor, where its words are to be worked on rather than looked at in a table."""
    contents: bool = False
    """Whether it begins with a table of its contents: the sections of the highest level."""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The anchor and the heading of each section that its table of contents lists."""
        listed = (section for section in self.sections if section.heading and section.anchor and section.level == 2)
        return tuple((section.anchor or "", section.heading or "") for section in listed) if self.contents else ()

    @property
    def main(self) -> Table:
        """What CSV holds: its sheet, else its first table; where there is none, its facts."""
        blocks = [block for section in self.sections for block in section.blocks]
        facts = (
            Table("", ("what", "value"), tuple(((Passage(name),), cell) for name, cell in block.pairs))
            for block in blocks
            if isinstance(block, Facts)
        )
        return self.sheet or next(tables(self.sections), None) or next(facts, Table("", (), ()))


class Report(Document, frozen=True, kw_only=True):
    """A document that stands by itself: it says what it is, from which point of view, and what it rests on."""

    notes: Notes
    head: ReportHead


Words = str | Passage | Cell
"""What a layout may give for a cell."""


def resting(text: str, *entries: int | None) -> Passage:
    """Return words that rest on entries, as far as any is given."""
    return Resting(text, behind=tuple(number for number in entries if number))


def redlined(
    runs: "tuple[WordRun, ...]", *entries: int | None, before: str = "", after: str = "", by: ChangedBy | None = None
) -> Passage:
    """Return a redline that rests on entries, as far as any is given.

    Args:
        runs: the words with what became of them.
        entries: what they rest on.
        before: what stands before them: a number.
        after: what stands behind them.
        by: whose it is, where that is known.
    """
    from ..views.redline.runs import How, WordRun, changed, marked  # noqa: PLC0415  # most documents have none

    around = (WordRun(How.SAME, before), *runs, WordRun(How.SAME, after))
    whole = tuple(run for run in around if run.text)
    behind = tuple(number for number in entries if number)
    return Resting(marked(whole), behind=behind, runs=whole if changed(whole) else (), changed_by=by)


def cell(words: Words) -> Cell:
    """Return words as the cell of a table or the value of a fact."""
    if isinstance(words, tuple):
        return words
    return (words if isinstance(words, Passage) else Passage(words),)


def facts(pairs: Iterable[tuple[str, Words]], heading: str | None = None) -> Section:
    """Return a section of facts; those of which there is nothing to say are left out."""
    told = ((name, cell(words)) for name, words in pairs if words)
    return Section(heading, (Facts(tuple(told)),))


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Words]], heading: str | None = None, empty: str = "nothing"
) -> Section:
    """Return a section with one table."""
    return Section(heading, (sheet(columns, rows, empty),))


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Words]], empty: str = "nothing") -> Table:
    """Return a table without a caption, as CSV holds it."""
    return Table("", tuple(columns), tuple(tuple(map(cell, row)) for row in rows), empty)


def sheet_if_asked(columns: Sequence[str], make: Callable[[], Iterable[Sequence[Words]]]) -> Table:
    """Return a table as CSV holds it, whose rows are made when somebody asks for them."""
    return Table("", tuple(columns), Later(make))


def remarks(lines: Iterable[str | Passage], heading: str | None = None) -> Section:
    """Return a section of sentences, each a point of its own."""
    return Section(heading, (Points(tuple(passage for line in lines for passage in cell(line))),))


def text_of(found: Cell) -> str:
    """Return the words of a cell, each passage on a line of its own."""
    return "\n".join(passage.text for passage in found)


def said_in(found: Cell) -> str:
    """Return the words of a cell as a sheet has them: nothing where there is nothing."""
    return text_of(tuple(passage for passage in found if not isinstance(passage, Nothing)))


def tables(sections: Iterable[Section]) -> Iterator[Table]:
    """Yield the tables of sections, in order."""
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Table))


def passages(block: Block) -> Iterator[Passage]:
    """Yield the passages of a block, in the order of reading."""
    match block:
        case Facts():
            yield from (passage for _, value in block.pairs for passage in value)
        case Points():
            yield from block.passages
        case Table():
            yield from (passage for row in block.rows for found in row for passage in found)
        case Figure():
            pass  # what it shows stands in the tables beside it
