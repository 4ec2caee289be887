"""A point of view stays what it was, whatever is recorded meanwhile."""

from negotiation import TalksLog


def test_all_views_of_a_point_of_view_are_of_one_moment(journal: TalksLog) -> None:
    """Once one view has been shown, the others show the same moment of the record, later entries notwithstanding.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    seen = journal.as_of()
    assert [()] == [proposal.stances for proposal in seen.status().proposals]
    journal.respond("treaty", by="RUS", stance="supports", on="2022-03-02")
    assert [5] == [line.number for line in seen.timeline().lines if line.proposal]
    assert [()] == [proposal.stances for proposal in seen.status().proposals]
    assert [()] == [cell.now for cell in seen.positions().cells if cell.party == "RUS"]
    assert ["RUS"] == [stance.party for stance in journal.as_of().status().proposals[0].stances]


def test_a_status_reads_no_further_than_it_is_asked_to(journal: TalksLog) -> None:
    """As of an entry's number, what was recorded after it is not in view, and one that there is not is no limit.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: annex, by: UKR}
    """
    assert ["treaty"] == [proposal.proposal for proposal in journal.as_of(recorded="#5").status().proposals]
    assert ["treaty", "annex"] == [proposal.proposal for proposal in journal.as_of(recorded="#99").status().proposals]
