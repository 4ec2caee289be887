"""Reports of text that means harm, and of text that is hard to write: HTML, Markdown, formulas, escapes, RTL."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
import reports_example as example

from negotiation import reports
from negotiation.rendering.document import Report
from negotiation.talks import TalksLog

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


class Page(HTMLParser):
    """Collects the elements, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        self.tags.append(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        """Take note of text."""
        self.text += data

    def values(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [value for found, value in self.attributes if found == name]


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TalksLog]:
    """Talks whose texts mean harm."""
    found = example.hostile(tmp_path_factory.mktemp("hostile") / "talks.db")
    yield found
    example.closed(found)


@pytest.fixture(scope="module")
def made(talks: TalksLog) -> Callable[[str], Report]:
    """Return what makes a report of them, each kind once."""
    return cache(lambda kind: reports.make(kind, talks.as_of(), example.HARM.get(kind)))


@pytest.fixture(params=list(reports.KINDS))
def report(request: pytest.FixtureRequest, made: Callable[[str], Report]) -> Report:
    """Every kind of report of them."""
    return made(request.param)


@pytest.fixture
def page(report: Report) -> Page:
    """The report as a page that has been read."""
    return Page(reports.write(report, "html"))


@pytest.mark.parametrize("format_", reports.FORMATS)
def test_no_control_character_is_written_raw(report: Report, format_: str) -> None:
    """Escapes, overrides of direction and their like are shown, not written."""
    written = reports.write(report, format_)
    own = re.sub("\u2068([^\u2066-\u2069\n]*[\u0590-\u08ff][^\u2066-\u2069\n]*)\u2069", r"\1", written)
    assert not HARMFUL.search(own)


@pytest.mark.parametrize("format_", ["html", "md", "json"])
def test_right_to_left_and_combining_text_is_kept(report: Report, format_: str) -> None:
    """Arabic, Hebrew and combining marks come out letter for letter."""
    text = reports.write(report, format_)
    assert example.ARABIC in text
    assert example.HEBREW in text
    assert example.COMBINING in text


def test_text_never_becomes_an_element(page: Page) -> None:
    """No script, image or handler of the text is one of the page, and the text is there to be read."""
    assert not {"script", "img", "iframe", "object", "form"} & set(page.tags)
    assert [name for name, _ in page.attributes if name.startswith("on")] == []
    assert "style" not in {name for name, _ in page.attributes}
    assert example.SCRIPT in page.text
    assert "\\x1b[31mred" in page.text


def test_only_addresses_of_the_web_are_links(page: Page) -> None:
    """A link leads to a place in the page or to the web, and tells nobody where from."""
    outside = [href for href in page.values("href") if not href.startswith("#")]
    assert all(href.startswith(("https://", "http://", "data:,")) for href in outside)
    assert [href for href in outside if "<" in href or '"' in href] == []
    assert page.values("rel").count("noreferrer") == sum(href.startswith("http") for href in outside)


def test_every_place_that_is_linked_is_there_once(page: Page) -> None:
    """Footnotes, their back-links and the accounts lead somewhere, and no id is given twice."""
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)


def test_every_footnote_leads_back(page: Page) -> None:
    """The first places that cite a footnote can be returned to, and it says how many more there are."""
    ids = [name for name in page.values("id") if name.startswith("ref-")]
    places = {name for name in ids if int(name.rpartition("-")[2]) <= 12}
    for note in {name.split("-")[1] for name in ids}:
        more = len([name for name in ids if name.startswith(f"ref-{note}-")]) - 12
        assert more <= 0 or f"and {more} more" in page.text
    assert {href[1:] for href in page.values("href") if href.startswith("#ref-")} == places
    assert places


def test_the_page_needs_nothing_else(report: Report) -> None:
    """It loads nothing, runs nothing, and says so to the browser."""
    text = reports.write(report, "html")
    page = Page(text)
    assert not {"script", "img"} & set(page.tags)
    assert page.tags.count("link") == 1  # the empty icon, so that none is asked for
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_is_fit_for_assistive_technology(page: Page) -> None:
    """It has a language, one first heading, landmarks, and tables with captions and named rows and columns."""
    assert page.values("lang")[0] == "en"
    assert page.tags.count("h1") == 1
    assert {"header", "main", "footer"} <= set(page.tags)
    assert page.tags.count("table") == page.tags.count("caption") == page.tags.count("thead")
    assert set(page.values("scope")) == {"col", "row"}


def test_the_page_survives_templates_in_text(page: Page, report: Report) -> None:
    """Braces of a template in the text stay braces."""
    if report.data["kind"] == "timeline":
        assert "{{ 7*7 }}" in page.text


def test_no_cell_of_the_csv_is_a_formula(report: Report) -> None:
    """Every cell that a spreadsheet would compute begins with an apostrophe."""
    rows = csv.reader(io.StringIO(reports.write(report, "csv")))
    cells = [cell for row in rows for cell in row]
    assert cells
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []


def test_the_markdown_holds_no_markup_of_the_text(report: Report) -> None:
    """HTML, links, headings and table marks of the text are escaped; a comment at the end is the program's own."""
    text, carried, _ = reports.write(report, "md").rpartition("<!-- talks-report ")
    assert carried
    own = re.sub(r"\\.", "", text)  # without what is escaped
    assert re.findall(r"<(?!br>|https://)", own) == []
    assert "](" not in own
    assert [line for line in own.splitlines() if re.match(r"#+ heading", line)] == []


def test_rows_of_markdown_tables_have_the_cells_of_their_head(report: Report) -> None:
    """A bar in the text makes no cell."""
    lines = re.sub(r"\\.", "", reports.write(report, "md")).splitlines()
    width = 0
    for line in lines:
        if line.startswith("|---"):
            width = line.count("|")
        elif line.startswith("| ") and width:
            assert line.count("|") == width
        elif not line.startswith("|"):
            width = 0


def test_the_json_gives_the_text_back(report: Report) -> None:
    """A program reads the text as it was recorded, escapes and all."""
    data = json.loads(reports.write(report, "json"))
    assert data["head"]["title"] == f"{example.SCRIPT} {example.HEBREW}"
    assert data["footnotes"][0]["publisher"].endswith(example.ESCAPE)
