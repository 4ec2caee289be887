"""The matrix of parties and proposals, and how each position moved."""

from negotiation import TalksLog
from negotiation.views.positions import PositionCell
from negotiation.views.stances import stance_words


def cell(cells: tuple[PositionCell, ...], party: str, proposal: str = "treaty") -> PositionCell:
    """Return the cell of a party and a proposal."""
    return next(found for found in cells if (found.party, found.proposal) == (party, proposal))


def test_who_negotiates_has_a_column_though_silent_and_who_said_something_a_cell(journal: TalksLog) -> None:
    """Who negotiates is there though silent, a host only once it has spoken; cells are of what was said or put forward.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-02, proposal: plan, by: RUS}
    - {kind: position-taken, on: 2022-03-03, proposal: plan, party: TUR, stance: supports, version: 1}
    """
    before, now = journal.as_of(at="2022-03-02").positions(), journal.as_of().positions()
    assert (("UKR", "RUS"), ("UKR", "RUS", "TUR")) == (before.parties, now.parties)
    assert ("treaty", "plan") == now.proposals
    assert [("UKR", "treaty"), ("RUS", "plan"), ("TUR", "plan")] == [(c.party, c.proposal) for c in now.cells]
    assert ((), True) == (cell(now.cells, "UKR").now, cell(now.cells, "UKR").sponsor)
    assert [("supports", False)] == [(s.stance, s.stale) for s in cell(now.cells, "TUR", "plan").now]


def test_a_position_moves(journal: TalksLog) -> None:
    """A cell holds the latest word and every one before it, each with its version.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: proposal-revised, on: 2022-03-03, proposal: treaty, by: UKR, summary: anew}
    - {kind: position-taken, on: 2022-03-04, proposal: treaty, party: RUS, stance: can-live-with, version: 2}
    """
    found = cell(journal.as_of().positions().cells, "RUS")
    assert ["can live with"] == [stance_words(stance) for stance in found.now]
    assert [("opposes", 1, 6, True), ("can-live-with", 2, 8, False)] == [
        (move.stance, move.version, move.entry, move.stale) for move in found.moves
    ]
    stale = cell(journal.as_of(at="2022-03-03").positions().cells, "RUS")
    assert ["opposes (stale)"] == [stance_words(stance) for stance in stale.now]


def test_positions_on_provisions_stand_apart(journal: TalksLog) -> None:
    """A word on one provision has a cell of its own, and leaves the one on the whole text empty.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, provisions: [{number: 4a, text: Troops leave}]}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: red-line, version: 1, provision: 4a}
    """
    found = journal.as_of().positions()
    assert () == cell(found.cells, "RUS").now
    assert [("RUS", "treaty", "4a", "red line")] == [
        (one.party, one.proposal, one.provision, stance_words(one.now[0])) for one in found.provisions
    ]


def test_speakers_who_differ_share_a_cell(journal: TalksLog) -> None:
    """Where two speakers of a party differ, the cell holds both.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: studying, version: 1, says: Medinsky}
    - {kind: position-taken, on: 2022-03-03, proposal: treaty, party: RUS, stance: opposes, version: 1, says: Lavrov}
    """
    found = cell(journal.as_of().positions().cells, "RUS")
    assert [("Medinsky", True), ("Lavrov", True)] == [(stance.says, stance.inconsistent) for stance in found.now]


def test_who_left_and_had_spoken_stays_in_the_matrix(journal: TalksLog) -> None:
    """A party that has left keeps its row if it took a position, and loses it if it did not.

    - {kind: party-joined, party: BLR, roles: negotiating}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: party-left, on: 2022-03-03, party: RUS}
    - {kind: party-left, on: 2022-03-03, party: BLR}
    """
    assert ("UKR", "RUS") == journal.as_of().positions().parties


def test_who_put_a_text_forward_is_in_the_matrix_before_it_speaks(journal: TalksLog) -> None:
    """A mediator that tables a text stands beside it at once, so that no later word on another text brings that about.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: map, by: TUR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: other, by: UKR}
    - {kind: position-taken, on: 2022-03-05, proposal: other, party: TUR, stance: supports, version: 1}
    """
    seen = journal.as_of(at="2022-03-02").positions()
    assert "TUR" in seen.parties
    assert [cell.sponsor for cell in seen.cells if (cell.party, cell.proposal) == ("TUR", "map")] == [True]
    told = journal.changes("2022-03-02", "2022-03-06")
    assert not [one for one in told.changes if one.subject == "map"]
