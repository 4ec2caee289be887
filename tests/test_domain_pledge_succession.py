"""What a state pledged binds those who stand in its place: each for itself, on every clock."""

from collections.abc import Mapping, Sequence

import pytest
from refused import expect_refused

from negotiation import NegotiationLog, TalksLog
from negotiation.domain.errors import HistoryConflict
from negotiation.pictures import figure
from negotiation.rendering.layouts.treaty import party_words
from negotiation.views.pledges import PledgeStatus


def pledge(journal: TalksLog, **clocks: str) -> PledgeStatus:
    """Return the pledge, at some clocks."""
    return journal.as_of(**clocks).pledges().pledges[0]


def heirs(journal: TalksLog) -> None:
    """Record that two states stand in the place of a third, from a day on."""
    for code in ("CSK", "CZE", "SVK"):
        journal.party(code, roles=["negotiating"])
    journal.pledge("mines", by=["CSK", "UKR"], to="RUS", text="No mines", indicators="mines=none", on="1992-05-01")
    for code in ("CZE", "SVK"):
        journal.continues(code, "CSK", on="1993-01-01")


def test_each_that_stands_in_the_place_of_a_pledger_is_bound_for_itself(journal: TalksLog) -> None:
    """Until the day of the succession the predecessor is bound, then its successors are, and each withdraws alone.

    - {kind: talks-opened, title: Talks}
    - {kind: party-joined, party: UKR, roles: negotiating}
    - {kind: party-joined, party: RUS, roles: negotiating}
    """
    heirs(journal)
    assert ("CSK", "UKR") == pledge(journal, at="1992").words.bound
    assert ("CZE", "SVK", "UKR") == pledge(journal).words.bound
    assert ["CZE and SVK in the place of CSK"] == [one.words for one in pledge(journal).words.continued]
    journal.withdraw("mines", by="CZE", on="1994-01-01")
    assert ("made, withdrawn by CZE", ("SVK", "UKR")) == (pledge(journal).label, pledge(journal).words.bound)
    assert ["SVK in the place of CSK"] == [one.words for one in pledge(journal).words.continued]
    journal.withdraw("mines", by="UKR", on="1995-01-01")
    journal.withdraw("mines", by="SVK", on="1996-01-01")
    assert ("withdrawn by CZE, UKR and SVK", ()) == (pledge(journal).label, pledge(journal).words.bound)
    assert (None, ("SVK",)) == (pledge(journal, at="1995").ended, pledge(journal, at="1995").words.bound)


def test_what_hangs_on_a_succession_goes_with_it(journal: TalksLog) -> None:
    """Before the day, and without the succession, a successor is not bound; to take it back would make that impossible.

    - {kind: talks-opened, title: Talks}
    - {kind: party-joined, party: UKR, roles: negotiating}
    - {kind: party-joined, party: RUS, roles: negotiating}
    """
    heirs(journal)
    expect_refused(journal, lambda **d: journal.withdraw("mines", by="RUS", on="1994-01-01", **d),
                   ("not-the-pledger", (7,)))  # fmt: skip
    expect_refused(journal, lambda **d: journal.withdraw("mines", by="CZE", on="1992-06-01", **d),
                   ("not-the-pledger", (7,)))  # fmt: skip
    journal.withdraw("mines", by="SVK", on="1994-02-01")
    expect_refused(journal, lambda **d: journal.withdraw("mines", by="SVK", on="1994-03-01", **d),
                   ("not-the-pledger", (7,)))  # fmt: skip
    with pytest.raises(HistoryConflict, match="SVK is not"):
        journal.retract("#10", reason="it did not")


def test_a_late_succession_changes_what_a_pledge_has_come_to(log: NegotiationLog, journal: TalksLog) -> None:
    """A withdrawal that was recorded over the rule ends the pledge once it is known in whose place it was made.

    - {kind: talks-opened, title: Talks}
    - {kind: party-joined, party: CSK, roles: negotiating}
    - {kind: party-joined, party: CZE, roles: negotiating}
    - {kind: party-joined, party: DEU, roles: negotiating}
    - {kind: pledge-made, on: 1992-05-01, pledge: mines, by: CSK, text: No mines}
    """
    journal.withdraw("mines", by="CZE", on="1994-01-01", override="the note says so")
    log.rebuild()
    assert (None, ("CSK",)) == (pledge(journal).ended, pledge(journal).words.bound)
    journal.continues("CZE", "CSK", on="1993-01-01")
    log.rebuild()
    assert ("withdrawn", ()) == (pledge(journal).ended, pledge(journal).words.bound)
    assert (None, ("CSK",)) == (pledge(journal, recorded="#6").ended, pledge(journal, recorded="#6").words.bound)
    journal.correct("#7", {"predecessor": "DEU"}, reason="misread")
    assert (None, ("CSK",)) == (pledge(journal).ended, pledge(journal).words.bound)


def test_a_chain_of_successions_ends_with_the_last(journal: TalksLog) -> None:
    """Who stands in the place of a successor is bound in the place of the first; what is kept says so, too.

    - {kind: talks-opened, title: Talks}
    - {kind: party-joined, party: YUG, roles: negotiating}
    - {kind: party-joined, party: SCG, roles: negotiating}
    - {kind: party-joined, party: SRB, roles: negotiating}
    - {kind: pledge-made, on: 1990-05-01, pledge: mines, by: YUG, text: No mines}
    - {kind: party-continued, on: 1992-04-27, party: SCG, predecessor: YUG}
    - {kind: party-continued, on: 2006-06-05, party: SRB, predecessor: SCG}
    """
    assert [("YUG",), ("SCG",), ("SRB",)] == [pledge(journal, at=at).words.bound for at in ("1991", "2000", "2010")]
    journal.clarify("mines", by="SRB", indicators="mines: exactly 0 mines", on="2007-01-01")
    assert [("SRB", ("YUG",))] == [(one.by, one.in_place_of) for one in pledge(journal).measured.measures]
    journal.withdraw("mines", by="SRB", on="2008-01-01")
    assert "withdrawn by SRB" == pledge(journal).label


def split(journal: TalksLog, terms: Sequence[Mapping[str, object]] = ()) -> None:
    """Record a treaty of two states, one of which is followed by two, of whom one succeeds to it."""
    journal.propose("treaty", by=["CSK", "UKR"], title="Peace", terms=terms, on="1990-01-01")
    for act in ("adopted", "signed", "ratified"):
        journal.act("treaty", act, by=["CSK", "UKR"], on="1990-02-01")
    for code in ("CZE", "SVK"):
        journal.party(code, roles=["negotiating"], on="1993-01-01")
        journal.continues(code, "CSK", on="1993-01-01")
    journal.act("treaty", "succeeded", by=["CZE"], on="1993-02-01")


def test_a_treaty_names_who_stands_in_the_place_of_whom(journal: TalksLog) -> None:
    """With the party that was there before, too, whose consent is not that of whoever stands in its place.

    - {kind: talks-opened, title: Talks}
    - {kind: party-joined, party: CSK, roles: negotiating}
    - {kind: party-joined, party: UKR, roles: negotiating}
    """
    split(journal)
    lines = {party_words(line): line.is_bound for line in journal.as_of().treaty("treaty").lines}
    assert {"CSK (CZE and SVK in its place)": True, "UKR": True, "CZE, for CSK": True, "SVK, for CSK": False} == lines
    before = journal.as_of(at="1992").treaty("treaty").lines
    assert ["CSK", "UKR"] == [party_words(line) for line in before]


def test_a_treaty_counts_a_party_and_who_stands_in_its_place_once(journal: TalksLog) -> None:
    """It enters into force by as many as are bound then: one that took the place of one adds none, a second one does.

    - {kind: talks-opened, title: Talks}
    - {kind: party-joined, party: CSK, roles: negotiating}
    - {kind: party-joined, party: UKR, roles: negotiating}
    """
    split(journal, terms=[{"kind": "entry-into-force", "count": 3}])
    journal.act("treaty", "succeeded", by=["SVK"], on="1994-02-01")
    for at, words, bound, in_force in (
        ("1992", "2 of 3 parties", 2, None),
        ("1993", "2 of 3 parties", 2, None),
        ("1995", "3 of 3 parties", 3, "1994-02-01"),
    ):
        found = journal.as_of(at=at).treaty("treaty")
        assert found.coming is not None
        assert (words, in_force, bound) == (found.coming.words, found.coming.date, found.totals.bound)
        drawn = figure("treaty", journal.as_of(at=at).treaty("treaty", day_by_day=True)).wide
        assert f">bound: {bound}" in drawn
        assert f">bound: {bound + 1}" not in drawn
