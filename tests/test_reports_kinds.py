"""What each kind of report says of a small journal: rounds, pledges, a package, silence, a text in provisions."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
import reports_example as example

from negotiation import reports
from negotiation.domain.dates.edtf import DateError
from negotiation.domain.errors import InputError, NotFound
from negotiation.domain.record.annotations import Annotation
from negotiation.rendering.document import Block, Facts, Passage, Points, Report, Section, Table
from negotiation.talks import TalksLog


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The talks as a file, recorded once."""
    path = tmp_path_factory.mktemp("bargaining") / "talks.db"
    example.closed(example.bargaining(path))
    return path


@pytest.fixture
def talks(recorded: Path, tmp_path: Path) -> Iterator[TalksLog]:
    """The talks, to read and to record more in."""
    with example.opened(Path(copyfile(recorded, tmp_path / "talks.db")), first=1000) as log:
        yield log.talks()


def made(talks: TalksLog, kind: str, about: str | None = None, **clocks: str) -> Report:
    """Make a report."""
    return reports.make(kind, talks.as_of(**clocks), about or example.ABOUT.get(kind))


def of_block(block: Block) -> Iterator[Passage]:
    """Yield the passages of a block."""
    match block:
        case Facts():
            yield from (passage for _, cell in block.pairs for passage in cell)
        case Points():
            yield from block.passages
        case Table():
            yield from (passage for row in block.rows for cell in row for passage in cell)


def of_section(section: Section) -> list[Passage]:
    """Return the passages of a section."""
    return [passage for block in section.blocks for passage in of_block(block)]


def all_of(report: Report) -> list[Passage]:
    """Return the passages of a report."""
    return [passage for section in report.sections for passage in of_section(section)]


def under(report: Report, heading: str) -> list[str]:
    """Return what stands under a heading."""
    return [p.text for p in of_section(next(s for s in report.sections if s.heading == heading))]


def row(report: Report, words: str) -> list[list[str]]:
    """Return the first row of the main table whose first cells hold these words."""
    rows = ([[passage.text for passage in cell] for cell in found] for found in report.main.rows)
    return next(found for found in rows if any(words in text for cell in found for text in cell))


every_kind = pytest.mark.parametrize("kind", reports.KINDS)


@every_kind
@pytest.mark.parametrize("format_", reports.FORMATS)
def test_the_same_entries_give_the_same_bytes(talks: TalksLog, recorded: Path, kind: str, format_: str) -> None:
    """The same report of the same log, made by another process at the same moment, is the same text."""
    with example.opened(recorded) as log:
        other = reports.write(made(log.talks(), kind), format_)
    assert reports.write(made(talks, kind), format_) == other


@every_kind
@pytest.mark.parametrize("at", ["2022-03-28", "2022-03-30", "2022-04-01", "2022-04-02T12:00Z"])
def test_nothing_shows_an_entry_that_is_not_in_view(talks: TalksLog, kind: str, at: str) -> None:
    """Every passage rests on an entry in view at the clocks, or on one about an entry."""
    asof = talks.as_of(at=at)
    about = {**example.ABOUT, "brief": "RUS", "changes": "2022-03-20"}
    try:
        report = reports.make(kind, asof, about.get(kind))
    except NotFound:
        assert (kind in ("proposal", "treaty"), at) == (True, "2022-03-28")
        return
    annotations = {entry.number for entry in asof.entries if isinstance(entry.event, Annotation)}
    in_view = {entry.number for entry in asof.history.entries} | annotations
    assert {passage.entry for passage in all_of(report) if passage.entry} <= in_view
    assert {shown.entry for shown in report.data["shown"]} <= in_view
    text = reports.write(report, "json")
    assert "shelling went on" not in text or at > "2022-04-02"
    assert "the Senate agrees" not in text


@every_kind
def test_every_entry_that_is_named_counts_for_the_marking(talks: TalksLog, kind: str) -> None:
    """With every entry confidential, each that the report names is among those that make it so."""
    example.make_confidential(talks)
    report = made(talks, kind, "2022-03-20" if kind == "changes" else None)
    named = {passage.entry for passage in all_of(report) if passage.entry}
    named |= {int(found) for p in all_of(report) for found in re.findall(r"#(\d+)", p.text)}
    framing = {entry.number for entry in talks.entries() if isinstance(entry.event, Annotation)}
    assert named - framing <= set(report.head.marked)


@every_kind
def test_what_is_contested_stands_in_the_accounts(talks: TalksLog, kind: str) -> None:
    """Each disputed entry behind a passage has its other accounts below."""
    report = made(talks, kind)
    anchors = {section.anchor for section in report.sections if section.anchor}
    assert {f"accounts-{passage.accounts}" for passage in all_of(report) if passage.accounts} <= anchors


@pytest.mark.parametrize("kind", [kind for kind in reports.KINDS if kind not in ("proposal", "treaty", "brief")])
@pytest.mark.parametrize("format_", reports.FORMATS)
def test_an_empty_log_is_reported(talks: TalksLog, kind: str, format_: str) -> None:
    """Where the log held nothing, each kind says so."""
    report = made(talks, kind, "2022-01-01" if kind == "changes" else None, recorded="#0")
    assert reports.write(report, format_) or format_ == "jsonl"
    assert report.data["shown"] == ()


@every_kind
def test_json_lines_has_a_line_for_each_row_of_csv(talks: TalksLog, kind: str) -> None:
    """A report has as many lines as its main table has rows; where no view lists these, they are its cells."""
    report = made(talks, kind)
    lines = [json.loads(line) for line in reports.write(report, "jsonl").splitlines()]
    header, *rows = csv.reader(io.StringIO(reports.write(report, "csv")))
    assert len(lines) == len(rows) > 0
    if not report.records:
        told = [[value if isinstance(value, str) else "; ".join(value) for value in line.values()] for line in lines]
        by_column = [dict(zip(header, row, strict=True)) for row in rows]
        assert [dict(zip(line, words, strict=True)) for line, words in zip(lines, told, strict=True)] == by_column


def test_the_status_shows_three_axes(talks: TalksLog) -> None:
    """How far the words converged, the furthest act and what was kept are columns of their own."""
    report = made(talks, "status")
    assert report.main.columns == ("Proposal", "Status", "Text", "Formal", "Kept", "Tied to", "Positions")
    assert row(report, "International")[2:5] == [
        ["conditional"],
        ["under consideration"],
        ["reduce-activity: contested: partial (USA)", "reduce-activity: contested: contradicted (UKR)"],
    ]
    assert row(report, "Exchange of prisoners")[1][0] == "provisionally agreed ad referendum"


def test_the_status_shows_silence_packages_deadlocks_and_pledges(talks: TalksLog) -> None:
    """Each has a section of its own where there are any, and none where there are none."""
    report = made(talks, "status")
    assert under(report, "Silence procedures") == ["corridor: silence until 1 May 2022, 12:00 UTC, opened by TUR"]
    package = under(report, "Packages")
    assert "RUS on neutral-status: studying (stale)" in package
    assert {"security-guarantees", "neutral-status"} <= set(package)
    assert "neutral-status waits for security-guarantees (in exchange for)" in under(report, "Deadlocks")
    assert "contested: partial (USA) and contradicted (UKR)" in under(report, "Pledges: words beside deeds")
    headings = {section.heading for section in made(talks, "status", at="2022-03-28").sections}
    assert headings == {"Where the proposals stand"}


def test_the_proposal_shows_its_guarantee(talks: TalksLog) -> None:
    """What is guaranteed, whether one could block it, how far each has gone, and the lists where they differ."""
    report = made(talks, "proposal")
    told = under(report, "What it guarantees")
    assert {"armed attack", "within 3 days", "the text does not say how the guarantors decide"} <= set(told)
    assert {
        "in principle (30 Mar 2022)",
        "conditional if the Senate agrees (3 Apr 2022)",
        "“some countries” (unnamed)",
    } <= set(told)
    lists = next(
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table) and "side by side" in block.caption
    )
    assert lists.columns == ("Guarantor", "According to Arakhamia (#10)", "According to empr.media (#19)")
    (_, (ours,), (theirs,)) = next(found for found in lists.rows if found[0][0].text == "ITA")
    assert (ours.text, theirs.text) == ("listed", "not listed")
    assert [report.notes.footnotes[n - 1].source for n in lists.rows[0][2][0].notes] == ["empr"]


def test_the_proposal_shows_who_is_consulting(talks: TalksLog) -> None:
    """A guarantor that was called upon has the time that the text gives it, and it runs out at the moment asked for."""
    for state, day in (("active", "2022-04-05"), ("invoked", "2022-04-06")):
        talks.guarantor("security-guarantees", state, ["TUR"], on=day)
    told = under(made(talks, "proposal", at="2022-04-07"), "What it guarantees")
    assert "the time of TUR for consultations runs (8 Apr 2022, 21:00 UTC)" in told
    late = under(made(talks, "proposal", at="2022-04-10"), "What it guarantees")
    assert "the time of TUR for consultations is over (8 Apr 2022, 21:00 UTC, which has passed)" in late


def test_the_proposal_shows_its_pledges_and_packages(talks: TalksLog) -> None:
    """The pledges made under it stand beside their deeds, and the package that it waits in is named."""
    report = made(talks, "proposal")
    assert "USA observed conduct (1 Apr 2022): columns moved north" in under(report, "Pledges under it")
    assert "status-package" in under(report, "Its packages")
    silent = made(talks, "proposal", "corridor")
    assert "silence until 1 May 2022, 12:00 UTC, opened by TUR" in under(silent, "Where it stands")


def test_the_state_of_play_has_a_row_for_each_provision(talks: TalksLog) -> None:
    """A text in provisions has a row for the whole and one for each, with each side and what is out."""
    report = made(talks, "state-of-play")
    assert report.main.columns == ("Provision", "State of play", "Still to deliver")
    assert row(report, "2. Monitors have access") == [
        ["2. Monitors have access to the line of contact.", "of ceasefire"],
        ["UKR: sponsor", "RUS: supports if neutral-status is agreed (31 Mar 2022, version 1)"],
        ["the condition of RUS: neutral-status is agreed"],
    ]
    assert row(report, "3. Heavy weapons")[2] == ["the consent of RUS (opposes)"]
    assert row(report, "1. The Parties [shall]")[1][1] == "RUS: can live with (31 Mar 2022, version 1)"


def test_the_state_of_play_says_what_is_still_to_deliver(talks: TalksLog) -> None:
    """Answers, counterparts, packages, pledges, guarantors and deadlines that are out are named."""
    report = made(talks, "state-of-play")
    out = row(report, "International")[2]
    assert "GBR, CHN, RUS, FRA, DEU, CAN, ITA, POL and ISR have not been heard from as guarantors" in out
    assert "waits for neutral-status (condition of RUS)" in out
    assert "package status-package waits for neutral-status" in out
    assert "pledge reduce-activity: contested: partial (USA) and contradicted (UKR)" in out
    assert "RUS has not spoken on version 2: studying (stale)" in row(report, "Permanent neutrality")[2]
    assert "pledge monitors, due 10 Apr 2022, which has passed: contested" in row(report, "A ceasefire")[2]
    assert row(report, "A corridor")[2] == [
        "silence until 1 May 2022, 12:00 UTC, opened by TUR",
        "RUS has not answered",
    ]
    assert "RUS: not heard" in row(report, "Non-nuclear")[1]
    assert "UKR: rejected (31 Mar 2022, version 1)" in row(report, "An embargo")[1]
    assert "RUS: agreed ad referendum (1 Apr 2022, version 1)" in row(report, "Exchange of prisoners")[1]


def test_what_is_off_the_table_stands_apart_in_the_state_of_play(talks: TalksLog) -> None:
    """A proposal that was withdrawn has no row among those on the table."""
    talks.withdraw("corridor", by="UKR", on="2022-04-05")
    report = made(talks, "state-of-play")
    assert "withdrawn by UKR" in under(report, "Off the table")
    assert not any("A corridor" in p.text for found in report.main.rows for cell in found for p in cell)


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("Exchange of prisoners", "agreed at negotiators' level (green)"),
        ("International security guarantees", "objective agreed (yellow)"),
        ("1. The Parties [shall]", "objective agreed (yellow)"),
        ("2. Monitors", "objective agreed (yellow)"),
        ("3. Heavy weapons", "opposed or off the table"),
        ("Permanent neutrality", "proposed (white)"),
        ("A corridor", "proposed (white)"),
        ("An embargo", "opposed or off the table"),
    ],
)
def test_the_traffic_light_names_the_group_of_each_text(talks: TalksLog, words: str, group: str) -> None:
    """Each text falls where its axes put it, each provision where the positions on it do, and words say where."""
    assert row(made(talks, "traffic-light"), words)[0] == [group]


def test_the_traffic_light_follows_silence_and_acts(talks: TalksLog) -> None:
    """Silence that has expired is green, an agreement in principle yellow, a rejection apart."""
    assert row(made(talks, "traffic-light", at="2022-05-02"), "A corridor")[0] == [
        "agreed at negotiators' level (green)"
    ]
    talks.act("non-nuclear", "agreed-in-principle", by=["UKR", "RUS"], on="2022-04-06", override="to see")
    assert row(made(talks, "traffic-light"), "Non-nuclear")[0] == ["objective agreed (yellow)"]


def test_the_traffic_light_says_its_rule(talks: TalksLog) -> None:
    """One sentence says what falls where, and every group on the table is there, though it be empty."""
    report = made(talks, "traffic-light", at="2022-03-28")
    assert under(report, "How to read it")[0].startswith("Green is what was agreed ad referendum or by silence")
    assert [section.heading for section in report.sections[1:4]] == [
        "Agreed at negotiators' level (green)",
        "Objective agreed (yellow)",
        "Proposed (white)",
    ]
    page = reports.write(made(talks, "traffic-light"), "html")
    assert '<table role="table" class="c3 play tone green">' in page


def test_words_stand_beside_deeds(talks: TalksLog) -> None:
    """Words, measures, deeds and verdicts of a pledge, with what a verdict rests on; what is vague is called so."""
    report = made(talks, "words-and-deeds")
    told = under(report, "Words and deeds")
    assert "We will drastically reduce military activity near Kyiv and Chernihiv. (29 Mar 2022, says Fomin)" in told
    assert "vague: nothing says how one is to see whether it is kept" in told
    assert "measured by passage: every patrol passes (according to OSCE)" in told
    assert "baseline: none passed in March (according to OSCE)" in told
    assert "due 10 Apr 2022, which has passed (according to OSCE)" in told
    assert "OSCE was denied access (3 Apr 2022): two patrols were turned back" in told
    assert "OSCE: unverifiable (4 Apr 2022, resting on #41) (contested: #41)" in told
    assert "UKR: contradicted (2 Apr 2022): shelling went on" in told
    assert "not assessed" in told
    earlier = under(report, "Verdicts replaced by the same assessor")
    assert earlier == ["reduce-activity", "USA: no evidence (30 Mar 2022, low confidence)"]


def test_assessors_who_agree_are_unanimous(talks: TalksLog) -> None:
    """The same verdict of two is unanimous, and never a number."""
    talks.assess("reduce-activity", "partial", by="UKR", on="2022-04-06")
    assert row(made(talks, "words-and-deeds"), "reduce-activity")[8] == ["unanimous: partial (USA and UKR)"]


def test_changes_since_a_date_and_since_an_entry(talks: TalksLog) -> None:
    """What reads otherwise is given before and now, for proposals, pledges and packages; then the new entries."""
    report = made(talks, "changes", "2022-04-01")
    shown = next(block for block in report.sections[0].blocks if isinstance(block, Table))
    told = [[passage.text for cell in found for passage in cell] for found in shown.rows]
    assert ["neutral-status", "status", "under consideration", "tabled"] in told
    assert ["pledge monitors", "kept", "not assessed", "unverifiable (OSCE)"] in told
    tied = "security-guarantees, neutral-status and prisoners"
    waiting = f"{tied}: waiting for security-guarantees and neutral-status"
    assert ["package status-package", "state", "–", waiting, "and on"] in told  # noqa: RUF001  # a member is agreed
    assert any("tied together" in text for text in under(report, "New entries"))
    assert report.head.subject == "Changes since the end of 1 Apr 2022"
    since = made(talks, "changes", "49")
    assert "report changes '#49'" in since.head.reproduce
    assert under(since, "New entries")[::3] == ["#50", "#51", "#52"]


def test_changes_name_what_they_rest_on_as_what_it_is(talks: TalksLog) -> None:
    """A correction is called so, and an entry about an entry has the day of its recording."""
    talks.correct("#37", changes={"text": "he said so"}, reason="heard again")
    talks.dispute("#42", by="RUS", reason="it did not happen")
    report = made(talks, "changes", "#52")
    words = [passage.text for passage in all_of(report)]
    assert "and on the correction #53" in words
    assert not any("dispute #53" in text for text in words)
    days = under(report, "New entries about entries")[1::3]
    assert [True, True] == [day.startswith("recorded ") for day in days]


def test_changes_show_what_was_taken_back(talks: TalksLog) -> None:
    """A retraction and a dispute since the entry stand apart, with what they are about."""
    talks.retract("#42", reason="a mix-up", marking="restricted")
    talks.dispute("#37", by="RUS", reason="he never said so")
    report = made(talks, "changes", "#52")
    about = under(report, "New entries about entries")
    assert "#42 was retracted: a mix-up" in about
    assert "RUS disputes #37: he never said so" in about
    gone = of_section(next(s for s in report.sections if s.heading == "Entries no longer in view"))
    assert gone[2].text == "USA observed conduct under reduce-activity: columns moved north"
    assert gone[2].marks == ("retracted by #53",)
    assert report.head.marked == (53,)
    talks.retract("#46", reason="given in confidence")
    assert made(talks, "changes", "#54").head.marked == (
        46,
        55,
    )  # what takes a restricted entry back is restricted, too
    assert made(talks, "changes", "#55").head.marked == ()


def test_a_moment_of_changes_is_checked(talks: TalksLog) -> None:
    """A moment after that of the report, an entry that is not there, and what is no moment are refused."""
    with pytest.raises(InputError, match="lies after 2022-03-30"):
        made(talks, "changes", "2022-04", at="2022-03-30")
    with pytest.raises(InputError, match="lies ahead of the moment"):
        made(talks, "changes", "2030")
    with pytest.raises(NotFound, match="there is no entry '#99'"):
        made(talks, "changes", "#99")
    with pytest.raises(DateError):
        made(talks, "changes", "yesterday")
    with pytest.raises(InputError, match="is about one moment") as error:
        reports.make("changes", talks.as_of())
    assert error.value.hint == "name it: talks report changes MOMENT, such as 2022-03-29 or '#7'"


def test_a_brief_tells_what_a_party_is_about(talks: TalksLog) -> None:
    """What it asks, offers, has accepted, owes, is owed and has said last stands under headings of its own."""
    report = made(talks, "brief", "RUS")
    assert report.head.subject == "Russian Federation (RUS)"
    assert "embargo: An embargo (rejected by UKR)" in under(report, "What it asks")
    assert "on condition that neutral-status is agreed (on ceasefire, provision 2, 31 Mar 2022)" in under(
        report, "What it asks"
    )
    assert "pledge monitors to UKR: Monitors will pass. (29 Mar 2022)" in under(report, "What it offers")
    assert "agreed ad referendum to prisoners (1 Apr 2022)" in under(report, "What it has accepted")
    owes = under(report, "What it owes")
    assert "pledge monitors: unverifiable (OSCE)" in owes
    assert "pledge monitors: due 10 Apr 2022, which has passed (according to OSCE)" in owes
    assert "non-nuclear: RUS has not answered" in owes
    assert "ceasefire: the decision of RUS (studying)" in owes
    assert any(text.startswith("29 Mar 2022: Fomin") for text in under(report, "What it said last"))
    assert "RUS walked out of round istanbul: over the text (29 Mar 2022)" in under(report, "At the table")
    ukr = made(talks, "brief", "UKR")
    assert any(text.startswith("neutral-status, in exchange for") for text in under(ukr, "What it offers"))
    owed = under(ukr, "What it is owed")
    assert "pledge monitors: unverifiable (OSCE)" in owed
    assert "corridor: RUS has not answered" in owed


def test_the_traffic_light_hears_what_is_said_of_the_whole_and_of_provisions(journal: TalksLog) -> None:
    """A rejection of the whole sets its provisions apart, an agreement on it moves them; a green text shows red lines.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: treaty
      by: UKR
      provisions: [{number: "1", text: First things}, {number: "2", text: Second things}]
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: supports, provision: "1",
       version: 1}
    """
    journal.act("treaty", "agreed-in-principle", by=["UKR", "RUS"], on="2022-03-03")
    report = made(journal, "traffic-light")
    assert [["objective agreed (yellow)"]] * 2 == [row(report, words)[0] for words in ("1. First", "2. Second")]
    journal.reject("treaty", by="RUS", on="2022-03-04")
    report = made(journal, "traffic-light")
    assert ["opposed or off the table"] == row(report, "2. Second")[0]
    journal.undo()
    journal.respond("treaty", by="RUS", stance="red-line", provision="2", on="2022-03-05")
    journal.act("treaty", "signed", by=["UKR", "RUS"], on="2022-03-06", override="so it was")
    said = row(made(journal, "traffic-light"), "1. First")[3]
    assert "RUS: red line on provision 2 (5 Mar 2022)" in said


def test_a_brief_tells_what_stands_and_what_was_taken_back(journal: TalksLog) -> None:
    """A rejection after a yes, a pledge withdrawn, what left the table and a round that was cancelled are told as such.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: supports, version: 1}
    - {kind: proposal-rejected, on: 2022-03-03, proposal: treaty, by: RUS, version: 1}
    - {kind: pledge-made, on: 2022-03-02, pledge: leave, by: [RUS, UKR], text: to leave}
    - {kind: pledge-withdrawn, on: 2022-03-03, pledge: leave, by: RUS}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: truce, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: truce, party: RUS, stance: supports-if, conditions: a vote,
       version: 1}
    - {kind: proposal-withdrawn, on: 2022-03-03, proposal: truce, by: UKR}
    - {kind: round-scheduled, on: 2022-03-01, round: next, planned: 2022-04, delegations: [{party: RUS}]}
    - {kind: round-cancelled, on: 2022-03-03, round: next}
    """
    report = made(journal, "brief", "RUS")
    assert ["Nothing that is recorded."] == under(report, "What it has accepted") == under(report, "What it asks")
    assert "3 Mar 2022: rejected: treaty" in under(report, "What it said last")
    assert ["pledge leave: to leave (2 Mar 2022, made, withdrawn by RUS)"] == under(report, "What it offers")
    assert not any("leave" in text or "truce" in text for text in under(report, "What it owes"))
    assert "RUS was to go to the cancelled round next (1 Mar 2022)" in under(report, "At the table")


def test_a_brief_tells_who_left_the_talks_and_came_back(journal: TalksLog) -> None:
    """That a party left, why, and that it came back stand where its rounds do; who only ever came is told nothing of.

    - {kind: party-left, on: 2022-03-02, party: RUS, reason: the order of the agenda}
    - {kind: party-joined, on: 2022-03-09, party: RUS, roles: negotiating}
    - {kind: party-joined, on: 2022-03-09, party: CHE, roles: host}
    """
    assert [
        "RUS left the talks: the order of the agenda (2 Mar 2022)",
        "RUS came back to the talks as negotiating (9 Mar 2022)",
    ] == under(made(journal, "brief", "RUS"), "At the table")
    assert ["No delegation of it is recorded."] == under(made(journal, "brief", "CHE"), "At the table")


def test_a_brief_tells_that_a_party_broke_the_silence(journal: TalksLog) -> None:
    """It is among what the party said last, and of nobody else.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: treaty, by: UKR, version: 1, deadline: 2022-03-05}
    - {kind: silence-broken, on: 2022-03-03, proposal: treaty, by: RUS}
    """
    said = "3 Mar 2022: RUS broke the silence on treaty"
    assert [said] == under(made(journal, "brief", "RUS"), "What it said last")
    assert said not in under(made(journal, "brief", "UKR"), "What it said last")


def test_a_brief_needs_a_party_in_view(talks: TalksLog) -> None:
    """Somebody who never was at the talks has no brief; the beginning of a code will do."""
    with pytest.raises(NotFound):
        made(talks, "brief", "XYZ")
    assert made(talks, "brief", "TU").head.subject == "Türkiye (TUR)"
    assert under(made(talks, "brief", "TUR"), "What it has accepted") == ["Nothing that is recorded."]


def test_a_report_with_a_deadline_can_be_made_again(talks: TalksLog) -> None:
    """Once the deadline has passed, the printed command still gives the bytes of the day."""
    for kind in reports.KINDS:
        first = made(talks, kind)
        later = talks.as_of(recorded=f"#{first.head.last_entry}")
        later = later.with_deadlines_at(later.now + 10**15)  # three decades
        about = example.ABOUT.get(kind)
        again = reports.make(kind, later, about, deadlines=first.head.deadlines)
        for format_ in reports.FORMATS:
            assert reports.write(again, format_) == reports.write(first, format_), kind


def test_the_command_names_the_minute_of_the_deadlines(talks: TalksLog) -> None:
    """It is named where something hangs on it, and only there."""
    head = made(talks, "status").head
    assert head.deadlines is not None
    assert re.fullmatch(r"2022-04-20T\d\d:\d\dZ", head.deadlines)
    assert f"--deadlines {head.deadlines} --recorded '#52'" in head.reproduce
    assert head.clocks_words[3][0] == "Deadlines"
    for kind, clocks in (("status", {"at": "2022-04"}), ("positions", {}), ("status", {"known": "2022-04-05"})):
        assert made(talks, kind, **clocks).head.deadlines is None
    assert made(talks, "status", recorded="#20").head.deadlines is None
    with pytest.raises(InputError, match="worked out for the moment of --at"):
        reports.make("status", talks.as_of(at="2022-04"), deadlines="2022-05")
    silent = reports.make("status", talks.as_of(), deadlines="2022-05-01")
    assert row(silent, "A corridor")[1][0] == "agreed by silence"
