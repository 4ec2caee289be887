"""Parties, agenda, sources and statements, recorded from Python."""

import pytest

from negotiation import NegotiationLog, TalksLog
from negotiation.domain.errors import InvalidInput, NotFound, Refused


def kinds(journal: TalksLog) -> list[str]:
    """Return the kinds of the entries after the frame."""
    return [entry.event.kind for entry in journal.entries()[4:]]


def test_a_party_joins_changes_its_role_leaves_and_joins_again(journal: TalksLog) -> None:
    """The same call joins a party that is not there and changes the role of one that is."""
    for day, roles in ((1, ["observer"]), (2, ["guarantor", "observer"])):
        journal.party("BLR", roles=roles, on=f"2022-03-0{day}")
    journal.leave("BLR", reason="no use", on="2022-03-03")
    journal.party("BLR", roles=["observer"], name="Belarus", on="2022-03-04")
    assert ["party-joined", "party-role-changed", "party-left", "party-joined"] == kinds(journal)
    roles_then = {
        day: [p for p in journal.as_of(at=f"2022-03-0{day}").status().parties if p.startswith("BLR")]
        for day in range(5)[1:]
    }
    assert {1: ["BLR (observer)"], 2: ["BLR (guarantor and observer)"], 3: [], 4: ["BLR (observer)"]} == roles_then


def test_several_parties_are_one_batch(journal: TalksLog) -> None:
    """Parties named together are recorded together, each as it needs."""
    entries = journal.party("TUR", "BLR", roles=["observer"], on="2022-03-01")
    assert ["party-role-changed", "party-joined"] == [entry.event.kind for entry in entries]


def test_how_the_talks_decide(journal: TalksLog) -> None:
    """A decision rule holds from its date on."""
    journal.decide_by({"kind": "named-set", "parties": ["UKR", "TUR"]}, on="2022-03-05")
    words = [journal.as_of(at=at).status().decides_by for at in ("2022-03-04", "2022-03-05")]
    assert ["consensus of the negotiating parties", "the agreement of UKR and TUR"] == words


def test_a_statement_is_about_what_its_references_name(journal: TalksLog) -> None:
    """References of a statement may be short, and are kept in full.

    - {kind: issue-added, issue: land, title: Land}
    - {kind: source-registered, source: wire, publisher: Agencies}
    - {id: tabling, kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    (entry,) = journal.say("S", "T", about=["tre", "UKR", "land", "wire", "#7"], on="2022-03-02")
    about = ("proposal:treaty", "party:UKR", "issue:land", "source:wire", "entry:tabling")
    assert about == entry.event.about  # type: ignore[attr-defined]  # a statement
    with pytest.raises(NotFound):
        journal.say("S", "T", about=["lost"], on="2022-03-02")


def test_talks_are_opened_with_what_fits(log: NegotiationLog) -> None:
    """Talks have a slug, a title and a zone that there is; the same id is opened once."""
    log.open_talks("peace", "Peace talks")
    for fields in ({"talks": "Peace!", "title": "T"}, {"talks": "p", "title": "T", "timezone": "Mars/Olympus"}):
        with pytest.raises(InvalidInput):
            log.open_talks(**fields)  # type: ignore[arg-type]  # that it is refused is the point
    with pytest.raises(Refused, match="open already"):
        log.open_talks("peace", "Again")
    assert ["peace"] == log.talks_ids()
