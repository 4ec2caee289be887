"""Documents of Word: opened by others, their changes accepted and rejected, and no text of theirs as markup."""

import io
import sys
import zipfile
from pathlib import Path

import docx
import pytest
import reports_example as example
from commandline import Desk
from hypothesis import given
from hypothesis import strategies as st
from unpacked import (
    W,
    document_xml,
    everything_in,
    pdf_images,
    pdf_text,
    pictures_in,
    read,
    said_of_pictures,
    squeezed,
    through_libreoffice,
)

from negotiation import reports
from negotiation.domain.dates.clocks import NOW
from negotiation.rendering.document import (
    ChangedBy,
    Document,
    Figure,
    Passage,
    Points,
    Section,
    facts,
    passages,
    sheet,
    table,
)
from negotiation.rendering.formats import FILES, Paper
from negotiation.rendering.layouts import lay_out
from negotiation.rendering.pixels import png
from negotiation.rendering.safe import for_xml
from negotiation.talks import TalksLog
from negotiation.views.redline.provisions import compare
from negotiation.views.redline.runs import How, WordRun
from negotiation.views.text import Redline, TextVersion

any_text = st.text(st.characters(exclude_categories=["Cs"]))
words = st.lists(
    st.sampled_from(("the", "lake", "shall", "[may]", "{+not+}", "שלום", "40", "<b>", "&", "\\")), max_size=6
)
texts = st.dictionaries(st.sampled_from(("1", "2", "3", "4a", "term water")), words.map(" ".join), max_size=4)
HARMFUL = ("\x1b", "\x07", "\u202e", "\u2028", "\x9b")


def written(document: Document, paper: Paper = Paper.A4) -> bytes:
    """Return a document as a file of Word."""
    return FILES["docx"](document, paper)


def redline(before: dict[str, str], after: dict[str, str], *, first: int = 1, last: int = 2) -> Document:
    """Return two texts compared, as the view does."""
    made = [TextVersion(number, ("north",), None, (), "2022-03-29", number, ()) for number in (first, last)]
    return lay_out("text", Redline("lake", "water", None, made[0], made[1], compare(before, after)), NOW)


def lines(text: dict[str, str]) -> list[str]:
    """Return a text as its paragraphs."""
    return [words if name.startswith("term ") else f"{name}. {words}" for name, words in text.items()]


@given(before=texts, after=texts)
def test_accepted_it_is_the_new_text_and_rejected_the_old(before: dict[str, str], after: dict[str, str]) -> None:
    """Whoever accepts all changes has the second text in its order; whoever rejects them all has the first."""
    document = redline(before, after)
    if not document.prose:
        return
    content = written(document)
    accepted, rejected = (read(content, gone) for gone in ("del", "ins"))
    head = ["water, what changed", ""]
    assert [*head, *(line for line in lines(after) if line)] == [line for line in accepted if line or line in head]
    assert sorted([*head, *(line for line in lines(before) if line)]) == sorted(
        line for line in rejected if line or line in head
    )


def test_a_change_says_whose_it_is_and_when() -> None:
    """It is of whoever made the next version, on that day; where versions lie between, of nobody in particular."""
    next_one = everything_in("docx", written(redline({"1": "a b"}, {"1": "a c"})))
    assert "north (version 2)" in next_one
    assert "2022-03-29T00:00:00Z" in next_one
    later = everything_in("docx", written(redline({"1": "a b"}, {"1": "a c"}, last=4)))
    assert "lake (versions 2 to 4)" in later
    assert "north (version" not in later
    assert "T00:00:00Z" not in later


@pytest.mark.parametrize(
    ("on", "moment"),
    [
        ("2022-03-29", "2022-03-29T00:00:00Z"),
        ("2022-03-29T10:00+03:00", "2022-03-29T10:00:00Z"),
        ("2022-03-29T10:00:30", "2022-03-29T10:00:30Z"),
        ("2022-03", None),
        ("2022-03-29~", None),
        (None, None),
    ],
)
def test_a_vague_date_is_not_made_exact(on: str | None, moment: str | None) -> None:
    """A change has a moment only where one is known; the day and the hour are as they were said."""
    runs = (WordRun(How.INSERTED, "new"),)
    passage = Passage("{+new+}", runs=runs, changed_by=ChangedBy("north", on))
    content = written(Document("t", (Section(None, (Points((passage,)),)),)))
    (change,) = document_xml(content).iter(f"{W}ins")
    assert moment == change.get(f"{W}date")
    assert "north" == change.get(f"{W}author")


def test_a_redline_in_a_table_is_tracked_too() -> None:
    """Words of a cell that were deleted and inserted are changes, and its marks are not written."""
    runs = (WordRun(How.DELETED, "old"), WordRun(How.INSERTED, "new"))
    cell = (Passage("[-old-]{+new+}", runs=runs),)
    content = written(Document("t", (table(("a",), [(cell,)]),)))
    assert ["old"] == [found.text for found in document_xml(content).iter(f"{W}delText")]
    assert "[-" not in everything_in("docx", content)
    ids = [found.get(f"{W}id") for name in ("ins", "del") for found in document_xml(content).iter(f"{W}{name}")]
    assert len(ids) == len(set(ids)) == 2


@given(st.lists(any_text, min_size=2, max_size=3))
def test_any_text_is_read_back_by_another_library(cells: list[str]) -> None:
    """Whatever the text, python-docx opens the file and finds its words; what is harmful is shown, not written."""
    document = Document(cells[0], (facts([("name", cells[0])]), table(("c", "d"), [cells[:2]], heading=cells[1])))
    content = written(document)
    found = docx.Document(io.BytesIO(content))
    last = found.tables[-1].rows[1].cells
    assert [squeezed(for_xml(text)) for text in cells[:2]] == [squeezed(cell.text) for cell in last]
    assert not any(mark in everything_in("docx", content) for mark in HARMFUL)


def test_the_same_document_gives_the_same_bytes(bargaining: TalksLog) -> None:
    """Nothing in the file, and nothing in its archive, says when it was made."""
    made = [reports.packed(reports.make("status", bargaining.as_of(at="2022-04-01")), "docx") for _ in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {found.date_time for found in archive.infolist()}
    properties = docx.Document(io.BytesIO(made[0])).core_properties
    assert str(properties.title).startswith("Status report: ")
    assert properties.language == "en-GB"


@pytest.fixture(scope="module")
def bargaining(tmp_path_factory: pytest.TempPathFactory) -> TalksLog:
    """Talks with everything in them."""
    return example.bargaining(tmp_path_factory.mktemp("talks") / "talks.db")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TalksLog:
    """Talks whose texts mean harm."""
    return example.hostile(tmp_path_factory.mktemp("hostile") / "talks.db")


@pytest.mark.parametrize("kind", reports.KINDS)
def test_every_report_is_whole(bargaining: TalksLog, hostile: TalksLog, kind: str) -> None:
    """All its words stand in it; every link leads to a place that is there once, or to the web; every style exists."""
    for talks, about in ((bargaining, example.ABOUT), (hostile, example.HARM)):
        report = reports.make(kind, talks.as_of(), about.get(kind))
        content = reports.packed(report, "docx")
        said = squeezed(everything_in("docx", content))
        for section in report.sections:
            assert squeezed(for_xml(f"{section.heading or ''}{section.folded}")) in said
            for passage in (passage for block in section.blocks for passage in passages(block) if not passage.runs):
                assert all(squeezed(line) in said for line in for_xml(passage.text).splitlines())
        figures = [block for section in report.sections for block in section.blocks if isinstance(block, Figure)]
        assert [png(figure.wide) for figure in figures] == pictures_in(content)
        assert [for_xml(f"{figure.title}: {figure.says}") for figure in figures] == said_of_pictures(content)
        body = document_xml(content)
        places = [found.get(f"{W}name") for found in body.iter(f"{W}bookmarkStart")]
        assert len(places) == len(set(places))
        assert {found.get(f"{W}anchor") for found in body.iter(f"{W}hyperlink")} - {None} <= set(places)
        used = {found.get(f"{W}val") for name in ("pStyle", "rStyle", "tblStyle") for found in body.iter(f"{W}{name}")}
        assert used <= {style.style_id for style in docx.Document(io.BytesIO(content)).styles}


def drawn(width: int, height: int) -> Figure:
    """Return a picture of a size, in pixels."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>'
    return Figure("lake", 'It is "wet" & <deep>\x1b', svg, svg)


@pytest.mark.parametrize(
    ("width", "height", "paper", "inches"),
    [(960, 480, Paper.A4, (6.879, 3.44)), (960, 96, Paper.LETTER, (7.111, 0.711)), (96, 48, Paper.A4, (1, 0.5)),
     (960, 1920, Paper.A4, (4.562, 9.124))],
)  # fmt: skip
def test_a_picture_fits_its_page(width: int, height: int, paper: Paper, inches: tuple[float, float]) -> None:
    """It is as wide as on a screen, or as the text; no higher than leaves room for its title; never out of shape."""
    content = written(Document("t", (Section(None, (drawn(width, height), drawn(8, 8))),)), paper)
    found = docx.Document(io.BytesIO(content))
    shape = found.inline_shapes[0]
    assert inches == tuple(round(length.inches, 3) for length in (shape.width, shape.height))
    assert ["lake", "", 'It is "wet" & <deep>\\x1b'] == [paragraph.text for paragraph in found.paragraphs[1:4]]
    assert 'lake: It is "wet" & <deep>\\x1b' == said_of_pictures(content)[0]
    assert ["1", "2"] == [shape._inline.docPr.get("id") for shape in found.inline_shapes]


def test_without_its_library_a_picture_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its title and its sentence are there, and the file is whole."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    content = written(Document("t", (Section(None, (drawn(9, 9),)),)))
    assert [] == pictures_in(content)
    assert ["t", "lake", 'It is "wet" & <deep>\\x1b'] == [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]


def test_state_of_play_has_three_columns_under_a_head_that_is_repeated(bargaining: TalksLog) -> None:
    """Its table has three columns, and its first row stands on every page."""
    content = reports.packed(reports.make("state-of-play", bargaining.as_of()), "docx")
    tables = [
        found for found in docx.Document(io.BytesIO(content)).tables if found.style and "Facts" not in found.style.name
    ]
    assert ["Provision", "State of play", "Still to deliver"] == [cell.text for cell in tables[0].rows[0].cells]
    assert tables[0].rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None


def test_a_wide_table_turns_the_page_and_letter_is_letter() -> None:
    """More than five columns lie on their side; the paper is the one that is asked for."""
    for columns, paper, size in (
        (5, Paper.A4, (11906, 16838)),
        (6, Paper.A4, (16838, 11906)),
        (3, Paper.LETTER, (12240, 15840)),
    ):
        row = [f"c{place}" for place in range(columns)]
        section = docx.Document(io.BytesIO(written(Document("t", (table(row, [row]),)), paper))).sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert size == (section.page_width.twips, section.page_height.twips)


def test_the_marking_stands_on_every_page(tmp_path: Path) -> None:
    """It is in the header, with the title; the footer has the clocks, and the page as a field."""
    talks = example.istanbul(tmp_path / "talks.db")
    example.make_confidential(talks)
    content = reports.packed(reports.make("status", talks.as_of()), "docx")
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert "CONFIDENTIAL" == section.header.paragraphs[0].text
    assert "whenever it became known" in section.footer.paragraphs[0].text
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b'w:instr=" NUMPAGES "' in archive.read("word/footer1.xml")
    example.closed(talks)


def test_libreoffice_opens_what_is_written(bargaining: TalksLog, hostile: TalksLog, tmp_path: Path) -> None:
    """Another office reads reports, redlines and workbooks: words, days, and a text where a formula was feared."""
    for name, kind in (("status", "status"), ("play", "state-of-play")):
        (tmp_path / f"{name}.docx").write_bytes(reports.packed(reports.make(kind, bargaining.as_of()), "docx"))
    harm = reports.make("proposal", hostile.as_of(), example.HARM["proposal"])
    (tmp_path / "harm.docx").write_bytes(reports.packed(harm, "docx"))
    (tmp_path / "redline.docx").write_bytes(written(redline({"1": "The old lake"}, {"1": "The new lake"})))
    row = ("=1+1", "2022-03-29", "after")
    (tmp_path / "book.xlsx").write_bytes(FILES["xlsx"](Document("t", (table(("a", "b", "c"), [row]),)), Paper.A4))
    files = (*tmp_path.glob("*.docx"), tmp_path / "book.xlsx")
    through_libreoffice(tmp_path, "pdf", *files)
    said = {file.stem: squeezed(pdf_text(file.with_suffix(".pdf").read_bytes())) for file in files}
    assert "Wheretheproposalsstand" in said["status"]
    assert "page1of" in said["status"]
    assert 1 == pdf_images((tmp_path / "status.pdf").read_bytes())
    assert "Stilltodeliver" in said["play"]
    assert squeezed(example.SCRIPT) in said["harm"]
    assert "oldnew" in said["redline"]
    assert "=1+12022-03-29after" in said["book"]


def test_a_redline_from_the_command_line(tmp_path: Path) -> None:
    """`talks text REF --from 1 --to 2 -o FILE.docx` is a file in which the changes can be accepted."""
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("open", "lake", "Talks on the lake")
    desk.done("party", "north", "south", "--role", "negotiating")
    desk.done("propose", "water", "--by", "north", "--provision", "1=No more than 40 boats", "--on", "2022-03-01")
    desk.done("revise", "water", "--by", "north", "--provision", "1=No more than 45 boats", "--on", "2022-03-02")
    ran = desk("text", "water", "--from", "1", "--to", "2", "-o", "redline.docx")
    assert (0, "", "wrote redline.docx\n") == (ran.status, ran.out, ran.err)
    content = (tmp_path / "redline.docx").read_bytes()
    assert "1. No more than 45 boats" in read(content, "del")
    assert "1. No more than 40 boats" in read(content, "ins")


def test_an_empty_document_is_a_file_too() -> None:
    """Where there is nothing to say, the sentence that says so stands in it."""
    content = written(Document("title", (table(("a",), (), empty="no proposal"),), sheet=sheet(("a",), ())))
    assert ["title", "no proposal"] == [found.text for found in docx.Document(io.BytesIO(content)).paragraphs]
