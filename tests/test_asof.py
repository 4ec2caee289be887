"""A point of view stays what it was, whatever is recorded meanwhile."""

from pathlib import Path

import pytest
import serving
from tampering import MISSING, lacking

from negotiation import AsOf, NegotiationLog, TalksLog
from negotiation.domain.errors import Damaged, NegotiationError, NotFound
from negotiation.domain.visible import Reader
from negotiation.exchange.journal import parse


def test_all_views_of_a_point_of_view_are_of_one_moment(journal: TalksLog) -> None:
    """Once one view has been shown, the others show the same moment of the record, later entries notwithstanding.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    seen = journal.as_of()
    assert [()] == [proposal.stances for proposal in seen.status().proposals]
    journal.respond("treaty", by="RUS", stance="supports", on="2022-03-02")
    assert [5] == [line.number for line in seen.timeline().lines if line.proposal]
    assert [()] == [proposal.stances for proposal in seen.status().proposals]
    assert [] == [cell for cell in seen.positions().cells if cell.party == "RUS"]
    assert ["RUS"] == [stance.party for stance in journal.as_of().status().proposals[0].stances]


def test_a_status_reads_no_further_than_it_is_asked_to(journal: TalksLog) -> None:
    """As of an entry's number, what was recorded after it is not in view; a number that there is not is an error.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: annex, by: UKR}
    """
    assert ["treaty"] == [proposal.proposal for proposal in journal.as_of(recorded="#5").status().proposals]
    assert ["treaty", "annex"] == [proposal.proposal for proposal in journal.as_of(recorded="#6").status().proposals]
    for number in ("#7", "#99"):
        with pytest.raises(NotFound, match=f"there is no entry '{number}' in this log") as missing:
            journal.as_of(recorded=number)
        assert missing.value.hint == "its last entry is #6"
        for first, second in (("#5", number), (number, "#6")):
            with pytest.raises(NotFound):
                journal.changes(first, second, clock="recorded")
    with pytest.raises(NotFound):
        journal.changes("2022-03-01", "2022-03-02", recorded="#7")


GOING_ON = """
- {kind: round-opened, on: 2022-03-01, round: first}
- {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR, terms: {kind: security-guarantees, guarantors: TUR}}
- {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
- {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
- {kind: pledge-made, on: 2022-03-02, pledge: reduce, by: RUS, text: T}
- {id: said, kind: statement-recorded, on: 2022-03-02, in_round: first, speaker: S, text: T, about: pledge:reduce}
"""
EVIDENCE = "- {kind: pledge-assessed, on: 2022-03-03, pledge: reduce, assessor: USA, verdict: partial, evidence: said}"


def everything(seen: AsOf) -> list[object]:
    """Return every view that shows rounds, pledges, packages and guarantees."""
    return [
        seen.pledges(),
        seen.guarantees(),
        seen.rounds(),
        seen.packages(),
        seen.due(),
        seen.status(),
        seen.show("pledge:reduce"),
        seen.show("round:first"),
        seen.show("package:deal"),
        seen.why("pledge:reduce"),
        seen.why("package:deal"),
        seen.calendar(),
    ]


@pytest.mark.parametrize("more", ["", EVIDENCE])
def test_a_view_is_the_same_whether_or_not_statements_were_read(journal: TalksLog, more: str) -> None:
    """Views that rest on no statement read none; where one is evidence for a verdict, it is there all the same."""
    journal.record_items(parse(GOING_ON + more, "docstring"))
    seen, whole = journal.as_of(at="2022-04"), journal.as_of(at="2022-04")
    assert whole.history
    assert everything(whole) == everything(seen)
    assert [10] * len(more and "1") == [n for p in seen.pledges().pledges for v in p.kept.verdicts for n in v.evidence]


def test_what_follows_up_is_of_one_moment_too(journal: TalksLog) -> None:
    """What is recorded meanwhile of rounds, pledges and packages is not in a view that was begun before."""
    journal.record_items(parse(GOING_ON, "docstring"))
    seen = journal.as_of(at="2022-04")
    before = everything(seen)
    journal.act_on_round("first", "closed", {}, on="2022-03-04")
    journal.assess("reduce", "breached", by="USA", evidence=["said"], on="2022-03-04")
    journal.dissolve_package("deal", on="2022-03-04")
    journal.guarantor("a", "committed", ["TUR"], on="2022-03-04")
    assert before == everything(seen)
    assert before != everything(journal.as_of(at="2022-04"))


def test_a_statement_that_became_evidence_by_a_correction_is_read(journal: TalksLog) -> None:
    """A verdict that was corrected so that it rests on a statement has it as evidence, in view."""
    journal.record_items(parse(GOING_ON, "docstring"))
    (verdict,) = journal.assess("reduce", "partial", by="USA", on="2022-03-03")
    journal.correct(f"#{verdict.number}", {"evidence": ["said"]}, reason="left out")
    (found,) = journal.as_of(at="2022-04").pledges().pledges
    assert [((10,), False)] == [(finding.evidence, finding.evidence_out_of_view) for finding in found.kept.verdicts]


@pytest.mark.parametrize("damage", MISSING)
def test_a_view_of_a_damaged_log_is_an_error_of_ours(tmp_path: Path, damage: str) -> None:
    """It says what is damaged, and to whoever may not see all of it no more than that something is."""
    path = lacking(serving.put(tmp_path, serving.demo()), damage)
    with NegotiationLog.open(str(path)) as log:
        with pytest.raises(Damaged, match="is damaged: it is not so that"):
            log.talks().as_of().status()
        for clocks in ({}, {"at": "2022-03-20"}, {"recorded": "#40"}, {"known": "2022-03-20"}):
            seen = log.talks().as_of(**clocks)
            for view in (seen.status, seen.positions, seen.rounds, seen.course, seen.sources, seen.pledges):
                try:
                    view()
                except NegotiationError as error:
                    assert isinstance(error, Damaged)  # noqa: PT017  # some views do without what is missing
        try:
            log.talks().changes("2022-03-01", "2022-04-01")
        except NegotiationError as error:
            assert isinstance(error, Damaged)  # noqa: PT017
    with NegotiationLog.open(str(path), reader=Reader("TLP:GREEN")) as log:
        try:
            log.talks().as_of().status()
        except NegotiationError as error:
            assert error.message == f"'{path}' is damaged: what stands in it does not fit together"  # noqa: PT017
