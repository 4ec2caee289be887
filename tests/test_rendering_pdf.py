"""PDF: the page of HTML and nothing else, tagged, the same bytes whenever it is written, and asking for nothing."""

import re
import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
import reports_example as example
from commandline import at_work
from unpacked import pdf_places, pdf_text, pdf_told, squeezed

from negotiation import reports
from negotiation.domain.errors import InputError, MissingExtra, MissingNativeLibrary
from negotiation.pictures.svg import picture, text_at
from negotiation.rendering import as_pdf
from negotiation.rendering.as_html import write as as_html
from negotiation.rendering.document import Document, Figure, Section, facts, sheet, table
from negotiation.rendering.formats import FILES, Paper
from negotiation.rendering.widths import shares
from negotiation.talks import TalksLog
from negotiation_cli.output import paper_for

SMALL = Document("Title <b>", (facts([("name", "value")]), table(("c", "d"), [("1", "שלום")], heading="One & two")))
AGAIN = """
import sys
from test_rendering_pdf import SMALL
from negotiation.rendering.formats import FILES, Paper
sys.stdout.buffer.write(FILES["pdf"](SMALL, Paper.A4))
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TalksLog:
    """Talks whose texts mean harm, and are confidential."""
    talks = example.hostile(tmp_path_factory.mktemp("hostile") / "talks.db")
    tabled = next(entry for entry in talks.entries() if entry.event.kind == "proposal-tabled")
    talks.re_mark(f"#{tabled.number}", "confidential", reason="to see")
    return talks


@pytest.fixture(scope="module")
def content(hostile: TalksLog) -> bytes:
    """A report of them."""
    return reports.packed(reports.make("proposal", hostile.as_of(), example.HARM["proposal"]), "pdf")


def test_it_is_the_page_of_html_and_nothing_else(monkeypatch: pytest.MonkeyPatch, hostile: TalksLog) -> None:
    """What is laid out is what HTML says, to the letter, on the paper that is asked for: it can show nothing more."""
    given: list[str] = []

    class Library:
        @staticmethod
        def HTML(string: str, url_fetcher: object) -> "Library":  # noqa: N802  # as the library calls it
            assert url_fetcher is as_pdf._fetch_nothing
            given.append(string)
            return Library()

        def write_pdf(self, **_: object) -> bytes:
            return b"%PDF"

    monkeypatch.setattr(as_pdf, "_library", Library)
    report = reports.make("status", hostile.as_of())
    assert b"%PDF" == reports.packed(report, "pdf", Paper.LETTER)
    assert [as_html(report, Paper.LETTER)] == given
    shaping = re.compile(r"<style>.*?</style>|<colgroup>.*?</colgroup>\n", re.DOTALL)
    assert shaping.sub("", as_html(report)) == shaping.sub("", given[0])
    assert "size: letter" in given[0]


def test_the_pages_have_a_title_a_language_tags_and_numbers(content: bytes) -> None:
    """Poppler reads the title, that it is tagged, its language, its headings as such, and no date."""
    told = pdf_told(content)
    assert "Report on a proposal" in told
    assert re.search(r"^Tagged:\s+yes$", told, re.MULTILINE)
    assert "CreationDate" not in told
    assert b"/Lang (en)" in _unpacked(content)
    assert "H2" in pdf_told(content, "-struct")
    assert "TH" in pdf_told(content, "-struct")
    assert "pdfuaid:part" in pdf_told(content, "-meta")
    assert re.search(r"^Page size:.*A4", told, re.MULTILINE)


def _unpacked(content: bytes) -> bytes:
    """Return what stands in a PDF with its streams unpacked, as far as they are packed so."""
    found = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return b"\n".join(found)


def test_every_page_says_what_it_is_of_and_how_it_is_marked(content: bytes) -> None:
    """The marking and the page stand on every page, the title and the clocks where there is room."""
    pages = pdf_text(content).split("\f")[:-1]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert "CONFIDENTIAL" in page
        assert re.search(rf"{number} ?/ ?{len(pages)}", page)
        assert "whenever it became known" in page
    assert "Report on a proposal" in pages[1]


def test_the_contents_of_a_dossier_name_the_pages_on_which_its_parts_begin(journal: TalksLog) -> None:
    """On paper a number is all that leads to a part.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: peace, title: A lasting peace, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: peace, party: RUS, stance: supports, version: 1}
    """
    pages = pdf_text(reports.packed(reports.make("dossier", journal.as_of()), "pdf")).split("\f")[:-1]
    told = re.findall(r"^ *(\d+\. .+?) ?\.{3,} ?(\d+)$", "\n".join(pages), re.MULTILINE)
    assert len(told) > 5
    assert len({page for _, page in told}) > 2
    for part, page in told:
        lines = [line.strip() for line in pages[int(page) - 1].splitlines()]
        assert part in lines, (part, page)


def test_harmful_text_is_shown(content: bytes) -> None:
    """Markup is words, escapes are shown, and letters from right to left are there."""
    text = squeezed(pdf_text(content))
    assert squeezed(example.SCRIPT) in text
    assert "\\x1b[31mred" in text
    assert not re.search("[\x00-\x08\x0e-\x1f\x9b]", pdf_text(content))


def test_another_process_on_another_day_writes_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the clock nor the order of hashes is in it; other words give another identifier."""
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("PYTHONPATH", ":".join([str(Path(__file__).parent), *sys.path]))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    ran = subprocess.run([sys.executable, "-c", AGAIN], capture_output=True, check=True)
    one = FILES["pdf"](SMALL, Paper.A4)
    assert one == ran.stdout
    other = FILES["pdf"](Document("Other", SMALL.sections), Paper.A4)
    identifiers = [re.findall(rb"/ID \[.*?\]", found, re.DOTALL) for found in (one, other)]
    assert identifiers[0] != identifiers[1]


def test_letter_is_letter() -> None:
    """The paper is the one that is asked for."""
    assert re.search(r"^Page size:.*letter", pdf_told(FILES["pdf"](SMALL, Paper.LETTER)), re.MULTILINE)


def test_a_wide_table_turns_the_page() -> None:
    """More than five columns lie on their side."""
    row = tuple(f"column-number-{place}" for place in range(6))
    content = FILES["pdf"](Document("t", (table(row, [row]),)), Paper.A4)
    assert re.search(r"^Page size:\s+841\.\d+ x 595", pdf_told(content), re.MULTILINE)


@pytest.mark.parametrize("turned", [False, True])
def test_a_picture_is_whole_on_one_page_with_its_heading(*, turned: bool) -> None:
    """A picture that is higher than the paper stands on it smaller; nothing of it runs out of the page."""
    drawing = picture(700, 1400, "Drawn", "", [text_at(8, 60, "uppermost"), text_at(8, 1390, "lowest")], "")
    row = tuple(f"column-{place}" for place in range(6 if turned else 2))
    figure = Section("Beginning", (Figure("Drawn", "which says what it shows", drawing, drawing),))
    content = FILES["pdf"](Document("t", (figure, table(row, [row]))), Paper.A4)
    places = pdf_places(content)
    assert {1} == {places[word][0] for word in ("Beginning", "uppermost", "lowest", "shows")}
    assert places["uppermost"][1] < places["lowest"][1] < places["shows"][1] < 0.95


def test_a_column_has_room_for_its_longest_word() -> None:
    """What is left of a line goes to the column that has most to say; a line is of a hundred characters."""
    rows = [("cptpp", "superseding tpp", "a long sentence " * 20)] * 12
    found = shares(sheet(("id", "ties", "what"), rows))
    assert found[0] >= len("cptpp") + 3
    assert found[1] >= len("superseding") + 3
    assert 100 == round(sum(found))
    assert found[2] > 60


def test_nothing_is_fetched() -> None:
    """Whatever a page asked for, it would not get."""
    with pytest.raises(ValueError, match="nothing is fetched for a page"):
        as_pdf._fetch_nothing("https://x.example/probe.png")


def test_the_library_is_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the error names the extra, without Pango the system's package; nothing is written."""
    desk = at_work(tmp_path)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra) as raised:
        FILES["pdf"](SMALL, Paper.A4)
    assert "the extra 'pdf' of negotiation-log" in str(raised.value.hint)
    assert "takes the library weasyprint" in desk.fails(1, "status", "-o", "status.pdf")
    assert not (tmp_path / "status.pdf").exists()

    def failing() -> None:
        raise MissingNativeLibrary("Pango", "writing PDF", "cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(as_pdf, "_library", failing)
    assert "apt install libpango-1.0-0" in desk.fails(1, "status", "-o", "status.pdf")


def test_a_terminal_gets_no_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is not printed on a terminal, which is told what to do; a pipe gets its bytes."""
    at_work(tmp_path)
    command = [sys.executable, "-m", "negotiation_cli", "status", "-f", "docx"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert (b"PK", b"") == (ran.stdout[:2], ran.stderr)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    for form in FILES:
        with pytest.raises(InputError, match=f"{form} is no text for a terminal") as raised:
            paper_for(form, None, "-")
        assert f"name a file: -o FILE.{form}" == raised.value.hint
