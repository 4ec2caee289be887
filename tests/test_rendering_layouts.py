"""The layouts of the views: each names its point of view, and is written in every format."""

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from unicodedata import category

import pytest
import reports_example as example

from negotiation import AsOf
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.record.history import history
from negotiation.rendering.as_table import NARROW, columns_of
from negotiation.rendering.as_table import write as as_text
from negotiation.rendering.document import Document
from negotiation.rendering.formats import FORMATS
from negotiation.rendering.layouts.common import clocks_words
from negotiation.talks import TalksLog
from negotiation.views.registry import VIEWS
from negotiation.views.scales import SCALES

SUBJECTS: dict[str, tuple[str, ...]] = {
    "show": ("harm", "UKR", "bad", "calm", "first", "both", "guarded", "#5"),
    "why": ("harm", "calm", "both"),
    "treaty": ("harm",),
    "blame": ("harm",),
    "drafts": ("harm",),
    "text": ("harm",),
}
"""What the views that are about one thing are asked for."""
OPTIONS: dict[str, Callable[[AsOf], dict[str, Any]]] = {
    "changes": lambda seen: {
        "before": history(seen.entries[:3]),
        "clock": "at",
        "first": "2022-03",
        "second": "2022-04",
    },
    "search": lambda seen: {"matching": {entry.number for entry in seen.entries}},
}
"""What else a view cannot do without."""


def _laid_out(seen: AsOf, name: str, about: str | None, **options: Any) -> Document:
    view = seen.view(name, about, **(OPTIONS[name](seen) if name in OPTIONS else {}))
    return seen.document(name, view, **options)


LAYOUTS: dict[str, Callable[[AsOf], Document]] = {
    f"{name} {about or ''}".strip(): partial(_laid_out, name=name, about=about)
    for name in VIEWS
    for about in SUBJECTS.get(name, (None,))
}
LAYOUTS["pledges on a scale"] = partial(_laid_out, name="pledges", about=None, scale=SCALES["kroc"])


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TalksLog]:
    """Talks whose texts mean harm."""
    found = example.hostile(tmp_path_factory.mktemp("layouts") / "talks.db")
    yield found
    example.closed(found)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "changes"])  # it says between which moments
def test_each_layout_names_the_clocks(talks: TalksLog, name: str) -> None:
    """Whatever is shown, the first facts say from which point of view."""
    text = as_text(LAYOUTS[name](talks.as_of(at="2022-04", known="2022-05-01", recorded="#27")))
    assert "happened by Apr 2022 · known by 1 May 2022 · recorded up to #27" in text


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_harmless_in_every_format(talks: TalksLog, name: str) -> None:
    """No escape or override of direction of the text reaches the medium."""
    document = LAYOUTS[name](talks.as_of())
    for write in FORMATS.values():
        assert not {"\x1b", "\u202e"} & set(write(document))


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_the_same_twice(talks: TalksLog, name: str) -> None:
    """The same view gives the same bytes."""
    for write in FORMATS.values():
        now = talks.as_of(at="2022-04-20")  # deadlines are worked out for the moment that is asked about
        assert write(LAYOUTS[name](now)) == write(LAYOUTS[name](talks.as_of(at="2022-04-20")))


@pytest.mark.parametrize(
    ("clocks", "words"),
    [
        (Clocks(), "happened by now · whenever known · everything recorded"),
        (Clocks(at="2022-03-29"), "happened by 29 Mar 2022 · whenever known · everything recorded"),
        (Clocks(known="2022-03"), "happened by now · known by Mar 2022 · everything recorded"),
        (Clocks(recorded="2022-04-20"), "happened by now · whenever known · recorded by 20 Apr 2022"),
        (Clocks(recorded="#7"), "happened by now · whenever known · recorded up to #7"),
    ],
)
def test_a_point_of_view_is_said_in_words(clocks: Clocks, words: str) -> None:
    """All three clocks are named, also those without a limit."""
    assert clocks_words(clocks) == words


def text_of(document: Document) -> str:
    """Return a document as plain text, with every run of spaces and rules as one space."""
    return " ".join(as_text(document).replace("│", " ").replace("─", " ").split())


def test_verdicts_are_laid_out_on_a_scale(journal: TalksLog) -> None:
    """Beside our verdicts stand the values of a scale, with what it says that they mean, and that we put them there.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, to: UKR, text: We shall reduce}
    - {kind: pledge-assessed, on: 2022-03-30, pledge: reduce, assessor: USA, verdict: partial, confidence: low}
    - {kind: pledge-assessed, on: 2022-03-30, pledge: reduce, assessor: OSCE, verdict: unverifiable}
    """
    seen = journal.as_of(at="2022-04")
    document = seen.document("pledges", seen.pledges(), scale=SCALES["kroc"])
    text = text_of(document)
    for words in ("USA: 1 or 2", "OSCE: –", "that a verdict stands there is ours", "minimal or intermediate"):  # noqa: RUF001  # a dash
        assert words in text
    plain = text_of(seen.document("pledges", seen.pledges()))
    assert "kroc" not in plain
    for words in ("partial", "(30 Mar 2022, low confidence, #6)", "nothing observed", "nothing: vague"):
        assert words in plain


def test_what_a_verdict_rests_on_is_laid_out(journal: TalksLog) -> None:
    """A verdict names its evidence, what of it is not in view, and that it is contested; denied access is said.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {id: seen, kind: conduct-observed, on: 2022-03-30, pledge: reduce, by: OSCE, text: Turned back, access: denied}
    - {id: gone, kind: conduct-observed, on: 2022-03-30, pledge: reduce, by: USA, text: Columns, access: partial}
    - {kind: pledge-assessed, on: 2022-03-31, pledge: reduce, assessor: USA, verdict: partial, evidence: [seen, gone]}
    - {kind: entry-retracted, entry: gone, reason: another day}
    - {kind: entry-disputed, entry: seen, by: RUS, reason: not so}
    """
    seen = journal.as_of()
    text = text_of(seen.document("pledges", seen.pledges()))
    for words in (
        "access denied",
        "rests on #6; rests on what #9 took back",
        "partial, contested",
        "#6 by RUS: not so",
    ):
        assert words in text
    shown = text_of(seen.document("show", seen.show("reduce")))
    for words in ("access denied", "partial, contested", "stands"):
        assert words in shown


def test_lists_of_guarantors_that_differ_are_laid_out(journal: TalksLog) -> None:
    """The lists stand one below the other, each with who gives it; who is unnamed is in quotation marks.

    - id: pact
      kind: proposal-tabled
      on: 2022-03-29
      proposal: pact
      by: UKR
      terms: {kind: security-guarantees, guarantors: [GBR, RUS], consultation: P3D, decision: unanimity}
    - {kind: guarantor-state-changed, on: 2022-03-30, proposal: pact, unnamed: some countries, state: in-principle}
    """
    terms = [{"kind": "security-guarantees", "guarantors": ["GBR"]}]
    journal.dispute("pact", by="EMPR", reason="a shorter list", account={"terms": terms})
    seen = journal.as_of()
    text = text_of(seen.document("guarantees", seen.guarantees()))
    for words in ("the lists differ", "“some countries” (unnamed)", "every account", "within 3 days", "yes: the guar"):
        assert words in text


def test_rounds_are_laid_out(journal: TalksLog) -> None:
    """A row says when, where, in which form and how it ended, what others call it, and which entries are in it.

    - id: opening
      kind: round-opened
      on: 2022-03-29
      round: first
      label: fifth round
      venue: Dolmabahçe
      host: TUR
      track: 1
      level: heads
    - {kind: statement-recorded, on: 2022-03-29, in_round: first, speaker: S, text: T}
    - {kind: statement-recorded, on: 2022-03-29, in_round: first, speaker: S, text: U}
    - {kind: round-closed, on: 2022-03-30, round: first, outcome: broken-off, duration: PT3H, press_access: none}
    - {kind: round-scheduled, on: 2022-03-30, round: second, planned: 2022-04-05}
    """
    journal.dispute("opening", by="RUA", reason="they count otherwise", account={"label": "fourth round"})
    seen = journal.as_of()
    text = text_of(seen.document("rounds", seen.rounds()))
    for words in (
        "fourth",
        "#6 to #7",
        "set for 5 Apr",
        "lasted 3 hours",
        "press: none",
        "first is contested: #5 by RUA",
    ):
        assert words in text
    shown = text_of(seen.document("show", seen.show("round:first")))
    for words in ("broken off, contested", "track 1, heads of state or government", "29 Mar 2022 to 30 Mar 2022"):
        assert words in shown


def test_a_deadlock_is_named_in_status_and_packages(journal: TalksLog) -> None:
    """What waits in a circle is named as a deadlock, and what is agreed in a package as provisional.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS, links: {kind: conditional-on, target: a}}
    - {kind: proposal-linked, on: 2022-03-02, proposal: a, link: {kind: conditional-on, target: b}, override: so}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: c, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, c]}
    - {kind: formal-act-done, on: 2022-03-03, proposal: c, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    """
    seen = journal.as_of()
    deadlock = "deadlock: a waits for b (conditional on, #7) and b waits for a (conditional on, #6)"
    both = (seen.document("status", seen.status()), seen.document("packages", seen.packages()))
    assert [True, True] == [deadlock in text_of(document) for document in both]
    assert "c is agreed provisionally, until deal is agreed" in text_of(both[0])


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("pledges", "no pledges"),
        ("guarantees", "no proposal with security guarantees is on the table at this point of view"),
        ("rounds", "no rounds"),
        ("packages", "no package is formed at this point of view"),
        ("due", "nothing is due"),
    ],
)
def test_what_is_not_there_is_said(journal: TalksLog, name: str, empty: str) -> None:
    """Where there is nothing to show, a sentence says so."""
    assert empty in text_of(LAYOUTS[name](journal.as_of(at="2022-03-01")))


def sheet_of(document: Document) -> list[dict[str, str]]:
    """Return what CSV holds of a document, by column."""
    header, *rows = csv.reader(io.StringIO(FORMATS["csv"](document)))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_sheet_of_pledges_has_a_row_for_each_verdict(journal: TalksLog) -> None:
    """Each verdict that stands is a row; a pledge that nobody assessed has one without a verdict; dates are EDTF.

    - {kind: pledge-made, on: 2022-03-01~, pledge: leave, by: RUS, to: UKR, text: to leave}
    - {kind: pledge-clarified, on: 2022-03-02, pledge: leave, by: RUS, due: 2022-04}
    - {kind: pledge-made, on: 2022-03-02, pledge: stop, by: [RUS, UKR], text: to stop}
    - {kind: pledge-assessed, on: 2022-03-03, pledge: leave, assessor: OSCE, verdict: partial}
    - {kind: pledge-assessed, on: 2022-05-04, pledge: leave, assessor: RUS, verdict: fulfilled, confidence: high}
    """
    seen = journal.as_of(at="2022-05-05")
    columns = ("pledge", "by", "on", "due", "past due", "assessor", "verdict", "assessed", "confidence", "kroc")
    rows = sheet_of(seen.document("pledges", seen.pledges(), scale=SCALES["kroc"]))
    assert [
        ("leave", "RUS", "2022-03-01~", "2022-04", "yes", "OSCE", "partial", "2022-03-03", "", "1 or 2"),
        ("leave", "RUS", "2022-03-01~", "2022-04", "yes", "RUS", "fulfilled", "2022-05-04", "high", "3"),
        ("stop", "RUS;UKR", "2022-03-02", "", "", "", "", "", "", ""),
    ] == [tuple(row[column] for column in columns) for row in rows]


def test_a_sheet_of_guarantors_has_what_each_said_last(journal: TalksLog) -> None:
    """Who lists a guarantor, how far it has gone and on what condition have a column each.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: pact
      by: UKR
      terms: [{kind: security-guarantees, guarantors: [GBR, USA]}]
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: pact, guarantor: USA, state: conditional,
       conditions: [a vote, a truce]}
    """
    seen = journal.as_of()
    columns = ("guarantor", "named", "state", "since", "entry", "conditions")
    assert [
        ("GBR", "yes", "listed", "", "", ""),
        ("USA", "yes", "conditional", "2022-03-02", "#6", "a vote;a truce"),
    ] == [tuple(row[column] for column in columns) for row in sheet_of(seen.document("guarantees", seen.guarantees()))]


def test_a_sheet_of_entries_has_one_thing_a_column(journal: TalksLog) -> None:
    """Kind, subject, parties, source and grade of an entry can be told apart without reading a sentence.

    - {kind: source-registered, source: wire, publisher: Wire, published: 2022-03-02}
    - {kind: proposal-tabled, on: 2022-03, proposal: pact, by: UKR, to: RUS, says: Who, sources: [wire], grade: B2}
    """
    seen = journal.as_of()
    row = sheet_of(seen.document("timeline", seen.timeline()))[-1]
    columns = ("entry", "occurred", "kind", "subject", "parties", "says", "sources", "grade", "marking")
    assert ("#6", "2022-03", "proposal-tabled", "proposal:pact", "UKR;RUS", "Who", "wire", "B2", "public") == tuple(
        row[column] for column in columns
    )
    assert ["2022-03-02"] == [row["published"] for row in sheet_of(seen.document("sources", seen.sources()))]


def test_what_stands_over_a_rule_or_across_the_end_of_the_view_is_marked(journal: TalksLog) -> None:
    """Rounds, packages and guarantees say so as proposals and pledges do, and so does what is said of the talks.

    - {kind: round-opened, on: 2022-03, round: first}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR, terms: {kind: security-guarantees}}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: UKR}
    - {kind: package-formed, on: 2022-03, package: deal, proposals: [a, b], by: BLR, override: as reported}
    - {kind: guarantor-state-changed, on: 2022-03, proposal: a, guarantor: GBR, state: ratified, override: as reported}
    """
    journal.dispute("#2", by="RUS", reason="never seated")
    journal.dispute("#8", by="RUS", reason="never formed")
    seen = journal.as_of(at="2022-03-10")
    across, over = "of a vague date", "recorded over a rule"
    told = text_of(seen.document("rounds", seen.rounds()))
    assert f"first rests on #5, {across}" in told
    told = text_of(seen.document("packages", seen.packages()))
    assert f"deal rests on #8, {across}" in told
    assert f"deal rests on #8, {over}" in told
    told = text_of(seen.document("guarantees", seen.guarantees()))
    assert f"a rests on #9, {across}" in told
    assert f"a rests on #9, {over}" in told
    told = text_of(seen.document("status", seen.status()))
    assert "what is said of the talks is contested: #2 by RUS: never seated" in told
    (row,) = sheet_of(seen.document("packages", seen.packages()))
    assert ("RUS", "#8") == (row["contested by"], row["over a rule"])


def test_a_disputed_verdict_is_told_in_its_row(journal: TalksLog) -> None:
    """Of two verdicts in a sheet, the one that somebody disputes says by whom.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: to leave}
    - {kind: pledge-assessed, on: 2022-03-03, pledge: leave, assessor: OSCE, verdict: partial}
    - {kind: pledge-assessed, on: 2022-03-04, pledge: leave, assessor: USA, verdict: breached}
    """
    journal.dispute("#6", by="RUS", reason="never said")
    seen = journal.as_of()
    rows = sheet_of(seen.document("pledges", seen.pledges()))
    assert [("OSCE", "RUS"), ("USA", "")] == [(row["assessor"], row["verdict contested by"]) for row in rows]


def test_who_came_back_to_a_round_is_told(journal: TalksLog) -> None:
    """Of those who walked out, the page of the round says who has come back.

    - {kind: round-opened, on: 2022-03-01, round: first, delegations: [{party: UKR}, {party: RUS}]}
    - {kind: round-walked-out, on: 2022-03-01, round: first, by: [UKR, RUS]}
    - {kind: round-resumed, on: 2022-03-02, round: first, by: UKR}
    """
    seen = journal.as_of()
    assert "UKR (came back) and RUS" in text_of(seen.document("show", seen.show("round:first")))


def test_a_date_that_is_not_certain_is_called_vague_however_long_ago(journal: TalksLog) -> None:
    """An objection of about April 2011 is not said to be dated across the end of a view of today.

    - {kind: proposal-tabled, on: 2011-03-01, proposal: a, by: UKR}
    - {kind: position-taken, on: 2011-04~, proposal: a, party: RUS, stance: opposes, version: 1}
    """
    seen = journal.as_of()
    assert "a rests on #6, of a vague date" in text_of(seen.document("status", seen.status()))


def test_what_is_taken_for_narrow_is() -> None:
    """Every letter and sign that is not looked at one by one takes one column, but for those that nobody assigned."""
    every = map(chr, (*range(0xD800), *range(0xE000, 0x110000)))
    narrow = [character for character in every if NARROW.fullmatch(character)]
    assert len(narrow) > 1_000
    assert not [character for character in narrow if category(character) != "Cn" and columns_of(character) != 1]
