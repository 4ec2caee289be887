"""Views with their sources as footnotes: each leads to its source and back, and no marking is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
import reports_example as example
from test_rendering_layouts import OPTIONS
from unpacked import everything_in

from negotiation import AsOf, TalksLog
from negotiation.domain.record.annotations import Annotation
from negotiation.rendering.document import Document, Passage, Resting, passages
from negotiation.rendering.formats import ANNOTATED, FILES, FORMATS, Paper
from negotiation.views.registry import VIEWS

SUBJECTS: dict[str, tuple[str, ...]] = {
    "show": ("security-guarantees", "UKR", "agencies", "reduce-activity", "istanbul", "status-package", "#7"),
    "treaty": ("security-guarantees",),
    "blame": ("security-guarantees",),
    "drafts": ("security-guarantees",),
    "text": ("security-guarantees",),
    "why": ("security-guarantees", "reduce-activity", "status-package"),
}
SHOWN = [(name, about) for name in VIEWS for about in SUBJECTS.get(name, (None,))]
every_view = pytest.mark.parametrize(("name", "about"), SHOWN)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Talks with rounds, pledges, a package, guarantors, and sources for most of it, as a file recorded once."""
    path = tmp_path_factory.mktemp("annotated") / "talks.db"
    example.closed(example.bargaining(path))
    return path


@pytest.fixture
def talks(recorded: Path, tmp_path: Path) -> Iterator[TalksLog]:
    """The talks, to read and to record more in."""
    with example.opened(Path(copyfile(recorded, tmp_path / "talks.db")), first=1000) as log:
        yield log.talks()


def laid_out(seen: AsOf, name: str, about: str | None) -> Document:
    """Return a view as a document whose footnotes were not looked up."""
    view = seen.view(name, about, **(OPTIONS[name](seen) if name in OPTIONS else {}))
    return seen.document(name, view)


def said(document: Document) -> list[Passage]:
    """Return the passages of a document."""
    return [found for section in document.sections for block in section.blocks for found in passages(block)]


@every_view
def test_the_footnotes_are_the_sources_of_the_entries_behind(talks: TalksLog, name: str, about: str | None) -> None:
    """A passage has a footnote for each place that the entries behind it cite, numbered as one reads."""
    seen = talks.as_of()
    plain = laid_out(seen, name, about)
    document = seen.annotated(plain)
    assert document.notes
    footnotes = {note.number: note for note in document.notes.footnotes}
    cited = {entry.number: set(entry.envelope.cited) for entry in seen.entries}
    cited |= {entry.number: set(entry.envelope.cited) for entry in seen.history.entries}
    first: dict[int, None] = {}
    for before, after in zip(said(plain), said(document), strict=True):
        assert before.text == after.text
        first.update(dict.fromkeys(after.notes))
        if isinstance(before, Resting):
            behind = set().union(*(cited[number] for number in before.behind))
            assert {footnotes[number].source for number in after.notes} == behind
            assert ("unsourced" in after.marks) <= (not behind)
    assert list(first) == sorted(footnotes)


@every_view
def test_every_reference_of_the_page_leads_to_its_note_and_back(talks: TalksLog, name: str, about: str | None) -> None:
    """Each reference of the page is to a note that is there, and each way back to a reference that is there."""
    seen = talks.as_of()
    html = FORMATS["html"](seen.annotated(laid_out(seen, name, about)))
    anchors = re.findall(r'id="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(anchors)


@every_view
def test_every_entry_that_a_view_names_counts_for_its_marking(talks: TalksLog, name: str, about: str | None) -> None:
    """With every entry confidential, each that a view names by its number is among those that make it so."""
    example.make_confidential(talks)
    seen = talks.as_of()
    document = seen.annotated(laid_out(seen, name, about))
    assert document.notes
    assert document.notes.marking == "confidential"
    framing = {entry.number for entry in talks.entries() if isinstance(entry.event, Annotation)}
    in_view = {entry.number for entry in seen.history.entries}
    named = {int(number) for found in said(document) for number in re.findall(r"#(\d+)", found.text)}
    assert (named & in_view) - framing <= set(document.notes.marked)
    for form in ANNOTATED:
        if form in FORMATS:
            assert "CONFIDENTIAL" in FORMATS[form](document)
    assert "CONFIDENTIAL" in everything_in("docx", FILES["docx"](document, Paper.A4))


@every_view
def test_a_view_in_the_other_formats_is_not_changed_by_its_footnotes(
    talks: TalksLog, name: str, about: str | None
) -> None:
    """Text and JSON are the same with the footnotes looked up and without."""
    seen = talks.as_of()
    plain = laid_out(seen, name, about)
    for form in ("table", "json", "jsonl"):
        assert FORMATS[form](plain) == FORMATS[form](seen.annotated(plain))


def test_what_rests_on_a_confidential_entry_says_so(talks: TalksLog) -> None:
    """The page names the entries that not everybody may see, and marks what rests on them."""
    talks.re_mark("#7", "confidential", reason="to see")
    seen = talks.as_of()
    document = seen.annotated(seen.document("timeline", seen.timeline()))
    assert document.notes
    assert 7 in document.notes.marked
    assert "CONFIDENTIAL</strong>: this view holds entries that are not public (#7, " in FORMATS["html"](document)
    assert [("confidential",)] == [
        found.marks for found in said(document) if found.text.startswith("source meduza: Meduza")
    ]
