"""What reports say: their head, their footnotes, their contested accounts."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
import reports_example as example

from negotiation import reports
from negotiation.domain.errors import InputError, NotFound
from negotiation.rendering.document import Facts, Passage, Points, Report, Table
from negotiation.reports import kinds
from negotiation.talks import TalksLog


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Istanbul talks as a file, recorded once."""
    path = tmp_path_factory.mktemp("istanbul") / "talks.db"
    example.closed(example.istanbul(path))
    return path


@pytest.fixture
def talks(recorded: Path, tmp_path: Path) -> Iterator[TalksLog]:
    """The Istanbul talks, to read and to record more in."""
    with example.opened(Path(copyfile(recorded, tmp_path / "talks.db")), first=1000) as log:
        yield log.talks()


def made(talks: TalksLog, kind: str, **clocks: str) -> Report:
    """Make a report, of the security guarantees, of Ukraine or since the 28th where it is about one thing."""
    return reports.make(kind, talks.as_of(**clocks), example.ABOUT.get(kind))


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as a program reads it."""
    data: dict[str, Any] = json.loads(reports.write(report, "json"))
    return data


def passages(report: Report) -> Iterator[Passage]:
    """Yield the passages of a report, in the order of reading."""
    yield from (*report.head.parties, report.head.phase, report.head.decides_by)
    for section in report.sections:
        for block in section.blocks:
            match block:
                case Facts():
                    yield from (passage for _, cell in block.pairs for passage in cell)
                case Points():
                    yield from block.passages
                case Table():
                    yield from (passage for row in block.rows for cell in row for passage in cell)


def saying(report: Report, words: str) -> Passage:
    """Return the first passage that says these words."""
    return next(passage for passage in passages(report) if words in passage.text)


def note_numbers(report: Report, passage: Passage) -> list[str]:
    """Return the sources that a passage cites."""
    return [report.notes.footnotes[number - 1].source for number in passage.notes]


every_kind = pytest.mark.parametrize("kind", reports.KINDS)
every_format = pytest.mark.parametrize("format_", reports.FORMATS)


def test_every_kind_is_one_module() -> None:
    """The modules of the folder are the kinds, and no other."""
    folder = Path(kinds.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {kind.replace("-", "_") for kind in reports.KINDS} == modules


def test_naming_the_kinds_loads_no_templates() -> None:
    """Importing the reports loads neither Jinja nor the views, and Markdown does not need Jinja either."""
    code = "import sys, negotiation.reports, negotiation.rendering.as_md; print('jinja2' in sys.modules)"
    light = "import sys, negotiation.reports; print('negotiation.views.status' in sys.modules)"
    answers = [
        subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True).stdout.strip()
        for text in (code, light)
    ]
    assert answers == ["False", "False"]


def test_an_unknown_kind_names_those_there_are(talks: TalksLog) -> None:
    """A kind that is none of the mapping is refused, and never looked for as a module."""
    for kind in ("weather", "common", "../os", "__init__"):
        with pytest.raises(InputError, match="there is no report") as error:
            reports.make(kind, talks.as_of())
        assert error.value.hint == f"the reports are {', '.join(reports.KINDS)}"


def test_an_unknown_format_names_those_there_are(talks: TalksLog) -> None:
    """A format that is none of the mapping is refused."""
    with pytest.raises(InputError, match="cannot be written as 'pdf'") as error:
        reports.write(made(talks, "status"), "pdf")
    assert error.value.hint == "the formats of reports are md, html, csv, json, jsonl"


def test_a_report_on_one_proposal_needs_its_name(talks: TalksLog) -> None:
    """Without a reference it says what to give; the others take none."""
    with pytest.raises(InputError, match="is about one proposal"):
        reports.make("proposal", talks.as_of())
    with pytest.raises(InputError, match="is about the whole talks"):
        reports.make("status", talks.as_of(), "neutral-status")


def test_a_proposal_not_yet_on_the_table_is_not_found(talks: TalksLog) -> None:
    """Before it was tabled there is nothing to report on."""
    with pytest.raises(NotFound, match="at this point of view"):
        reports.make("proposal", talks.as_of(at="2022-03-28"), "neutral-status")


def test_a_proposal_is_found_by_the_beginning_of_its_name(talks: TalksLog) -> None:
    """The reference may be short, and the command that makes the report again writes it out."""
    report = reports.make("proposal", talks.as_of(), "neut")
    assert report.head.subject == "Permanent neutrality of Ukraine (neutral-status)"
    assert "report proposal neutral-status" in report.head.reproduce


@every_kind
def test_the_head_names_the_three_clocks(talks: TalksLog, kind: str) -> None:
    """Each report says in words from which point of view it is seen."""
    head = made(talks, kind, at="2022-03-29", known="2022-03-30", recorded="#16").head
    assert head.clocks_words == (
        ("Happened", "by the end of 29 Mar 2022"),
        ("Known", "by the end of 30 Mar 2022"),
        ("Recorded", "in this log up to entry #16"),
    )


@every_kind
@pytest.mark.parametrize("format_", ["md", "html"])
def test_what_is_read_names_the_clocks_and_the_talks(talks: TalksLog, kind: str, format_: str) -> None:
    """The head stands in what people read: clocks, title, parties, phase, decision rule, last entry."""
    text = reports.write(made(talks, kind, at="2022-03-29"), format_)
    for words in (
        "by the end of 29 Mar 2022",
        "whenever it became known",
        "Talks of Ukraine and Russia, spring 2022",
        "TUR (Türkiye): host and mediator",
        "active",
        "consensus of the negotiating parties",
        "20",
    ):
        assert words in text


@every_kind
@every_format
def test_the_last_entry_makes_the_report_again(talks: TalksLog, kind: str, format_: str) -> None:
    """A report of now and one of the log up to its last entry are the same bytes, also once more is recorded."""
    now = made(talks, kind)
    before = reports.write(now, format_)
    talks.say("Biden", "No reading into it before seeing the actions.", on="2022-03-29")
    assert reports.write(made(talks, kind, recorded=f"#{now.head.last_entry}"), format_) == before
    assert reports.write(made(talks, kind, recorded="#20"), format_) == before


def test_the_same_entries_give_the_same_bytes(talks: TalksLog, tmp_path: Path) -> None:
    """Two logs with the same entries give the same report, of every kind in every format."""
    other = example.istanbul(tmp_path / "other.db")
    for kind in reports.KINDS:
        for format_ in reports.FORMATS:
            assert reports.write(made(talks, kind), format_) == reports.write(made(other, kind), format_)
    example.closed(other)


def test_a_date_of_recording_is_kept_as_it_was_asked(talks: TalksLog) -> None:
    """The log as of a day is named by that day and by the last entry it held."""
    head = made(talks, "status", recorded="2022-04-20").head
    assert head.clocks_words[2] == ("Recorded", "by the end of 20 Apr 2022: up to entry #20")
    assert head.reproduce == "talks --talks istanbul-2022 report status --recorded '#20'"


@pytest.mark.parametrize("kind", ["status", "positions", "timeline"])
@every_format
def test_a_log_that_held_nothing_yet_is_reported(talks: TalksLog, kind: str, format_: str) -> None:
    """Where nothing is in view, a report says so."""
    report = made(talks, kind, recorded="#0")
    assert report.head.clocks_words[2] == ("Recorded", "in this log up to nothing at all")
    assert reports.write(report, format_) or format_ == "jsonl"


def test_each_claim_cites_its_sources(talks: TalksLog) -> None:
    """A proposal and a stance lead to footnotes with publisher, place, quote and grade."""
    report = made(talks, "status")
    assert note_numbers(report, saying(report, "International security guarantees")) == ["meduza", "agencies-0330"]
    assert note_numbers(report, saying(report, "RUS: studying")) == ["rua"]
    note = next(note for note in report.notes.footnotes if note.source == "meduza" and note.quote)
    assert (note.publisher, note.title, note.published) == ("Meduza", "Ukraine's ten-point plan", "2022-03-30")
    assert (note.locator, note.quote, note.language) == ("points 1 to 5", "гарантии безопасности", "ru")
    assert (note.reliability, note.grade, note.entries) == ("B", "B2", (10,))


def test_grades_are_written_out(talks: TalksLog) -> None:
    """A reader need not know the Admiralty scale."""
    text = reports.write(made(talks, "status"), "md")
    assert "source graded B (usually reliable), report graded B2 (usually reliable, probably true)" in text


@every_kind
def test_footnotes_are_numbered_in_the_order_of_reading(talks: TalksLog, kind: str) -> None:
    """The first footnote met is 1, the next new one 2, and each of the list is met."""
    report = made(talks, kind)
    met = list(dict.fromkeys(number for passage in passages(report) for number in passage.notes))
    assert met == [note.number for note in report.notes.footnotes] == list(range(1, len(met) + 1))


@every_kind
def test_every_claim_has_a_source_or_is_marked(talks: TalksLog, kind: str) -> None:
    """What rests on an entry has a footnote or says that it is unsourced, but for what frames the talks."""
    frame = {entry.number for entry in talks.entries() if entry.number <= 9}
    for passage in passages(made(talks, kind)):
        if passage.entry is not None and passage.entry not in frame:
            assert bool(passage.notes) != ("unsourced" in passage.marks), passage


def test_the_rival_account_stands_beside(talks: TalksLog) -> None:
    """A disputed entry is marked, and below stands field for field who says what instead, with that one's source."""
    report = made(talks, "status")
    assert any(mark.startswith("contested by empr.media") for mark in saying(report, "International").marks)
    section = next(section for section in report.sections if section.anchor == "accounts-10")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert table.columns == ("Field", "As recorded (#10)", "According to empr.media (#19)")
    ((field,), (ours,), (theirs,)) = table.rows[0]
    assert (field.text, "ITA" in ours.text, "ITA" in theirs.text) == (
        "security guarantees, guarantors",
        True,
        False,
    )
    assert note_numbers(report, saying(report, "disputed by empr.media")) == ["empr"]


def test_a_dispute_without_an_account_says_so(talks: TalksLog) -> None:
    """Who only denies gives nothing to put beside."""
    talks.dispute("#17", by="RUS", reason="he was not there")
    report = made(talks, "timeline")
    assert "no account of its own is given" in saying(report, "he was not there").text


def test_the_highest_marking_stands_in_the_head(talks: TalksLog) -> None:
    """A report says who may see it, and which entries make it so; one without them is public."""
    assert (made(talks, "status").head.marking, made(talks, "status").head.marked) == ("public", ())
    timeline = made(talks, "timeline")
    assert (timeline.head.marking, timeline.head.marked) == ("restricted", (18,))
    assert "**RESTRICTED**" in reports.write(timeline, "md")
    assert "<strong>RESTRICTED</strong>" in reports.write(timeline, "html")
    assert "restricted" in reports.write(timeline, "csv")


def test_a_confidential_dispute_marks_the_report(talks: TalksLog) -> None:
    """What is said about an entry counts as well, with the marking that it has by now."""
    dispute = talks.dispute("#12", by="TUR", reason="in confidence", marking="confidential")[0]
    assert made(talks, "status").head.marking == "confidential"
    talks.re_mark(f"#{dispute.number}", "restricted", reason="the host agreed")
    assert made(talks, "status").head.marking == "restricted"


def test_a_confidential_source_marks_the_report(talks: TalksLog) -> None:
    """A footnote gives away its source, so the marking of that counts."""
    talks.source("cable", "An embassy", marking="confidential")
    talks.respond("non-nuclear", by=["RUS"], stance="studying", on="2022-03-29", sources="cable")
    assert made(talks, "status").head.marking == "confidential"


def test_a_confidential_title_marks_the_report(talks: TalksLog) -> None:
    """A title that stems from a confidential wording counts, though a public revision stands by now."""
    talks.propose("corridor", by=["UKR"], title="A corridor to the coast", on="2022-04-01", marking="confidential")
    talks.revise("corridor", by=["UKR"], terms=[{"kind": "free-text", "text": "open"}], on="2022-04-02")
    for kind in ("status", "positions"):
        assert "A corridor to the coast" in reports.write(made(talks, kind), "md")
        assert made(talks, kind).head.marking == "confidential"


def test_what_could_not_be_known_is_not_in_it(talks: TalksLog) -> None:
    """On the evening of the 29th neither the paper of the 30th nor its proposal was known."""
    text = reports.write(made(talks, "timeline", known="2022-03-29"), "json")
    assert "meduza" not in text
    assert "security-guarantees" in text


def test_a_stale_position_is_marked(talks: TalksLog) -> None:
    """After the revision of neutral status the answer to its first version is stale."""
    report = made(talks, "positions")
    assert saying(report, "stale").text == "studying (stale) (29 Mar 2022, says Medinsky)"


def test_json_holds_the_view_the_head_and_the_footnotes(talks: TalksLog) -> None:
    """A program finds which entry rests on which footnote."""
    data = as_data(made(talks, "status"))
    assert sorted(data) == ["accounts", "footnotes", "head", "kind", "shown", "view"]
    assert data["head"]["clocks"] == {"at": None, "known": None, "recorded": "#20"}
    assert [proposal["proposal"] for proposal in data["view"]["proposals"]] == [
        "security-guarantees",
        "neutral-status",
        "non-nuclear",
    ]
    shown = next(entry for entry in data["shown"] if entry["entry"] == 10)
    assert [data["footnotes"][number - 1]["source"] for number in shown["notes"]] == ["meduza", "agencies-0330"]
    assert data["accounts"][0]["by"] == "empr.media"


def test_csv_holds_the_main_table_with_its_sources(talks: TalksLog) -> None:
    """A row of the timeline names the sources and the marks that belong to it."""
    lines = reports.write(made(talks, "timeline"), "csv").splitlines()
    assert lines[0] == "Entry,When,What happened,Marks,Sources"
    assert '#12,29 Mar 2022,"UKR tabled non-nuclear (version 1) to RUS, in exchange for' in next(
        line for line in lines if line.startswith("#12")
    )
    assert next(line for line in lines if line.startswith("#13")).endswith(",,rua")
