"""What views and reports tell of groups: members by themselves, entries as they were said."""

from collections.abc import Sequence

import pytest

from negotiation import Filter, TalksLog, reports
from negotiation.domain.errors import InputError
from negotiation.views.show import ShownGroup, ShownParty

GROUP = """
    - {kind: group-formed, group: E2, name: E2/EU, members: [UKR, TUR]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: RUS, to: E2}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: E2, stance: opposes, version: 1}
    - {kind: group-members-changed, on: 2022-03-03, group: E2, removed: TUR}
    - {kind: formal-act-done, on: 2022-03-04, proposal: treaty, act: agreed-in-principle, by: E2, version: 1}
    - {kind: statement-recorded, on: 2022-03-05, speaker: Ashton, party: E2, text: We agree}
    - {kind: round-opened, on: 2022-03-06, round: first, delegations: [{party: E2, head: Ashton}, {party: RUS}]}
"""
"""#5 to #11 of the journals below, after talks of UKR, RUS and TUR: a group of two, which one leaves."""


def listed(journal: TalksLog, party: str, **clocks: str) -> Sequence[int]:
    """Return the numbers of the entries in which a party has a part."""
    return [line.number for line in journal.as_of(**clocks).timeline(Filter(party=party)).lines]


def test_the_entries_of_a_member_are_those_of_its_group_then(journal: TalksLog) -> None:
    """What the group did after one had left is no entry of that one; of the group are all."""
    assert [5, 6, 7, 8, 9, 10, 11] == listed(journal, "E2")
    assert [2, 5, 6, 7, 9, 10, 11] == listed(journal, "UKR")
    assert [4, 5, 6, 7, 8] == listed(journal, "TUR")
    assert [4, 5, 6, 7, 8] == [line.number for line in journal.as_of().record(Filter(party="TUR")).lines]


def test_a_late_change_of_the_members_changes_whose_entries_they_are(journal: TalksLog) -> None:
    """On the clocks that know of it, and on no others."""
    journal.change_group("E2", remove="UKR", on="2022-03-02", override="it had left before")
    assert [2, 5, 6, 7, 12] == listed(journal, "UKR")
    assert [2, 5, 6, 7, 9, 10, 11] == listed(journal, "UKR", recorded="#11")


def test_what_a_group_did_is_counted_with_it_and_with_each_member(journal: TalksLog) -> None:
    """Each as often as it was a member when something was done."""
    found = {group.values["party"]: group.count for group in journal.as_of().count(["party"]).groups}
    assert {"E2": 4, "UKR": 4, "TUR": 1, "RUS": 2, None: 6} == found


def test_acts_of_a_group_are_counted_so_too(journal: TalksLog) -> None:
    """An act of the group is one act, of the group and of each member then; the whole is the number of acts."""
    found = journal.as_of().count(["act", "party"], what="acts")
    assert {"E2": 1, "UKR": 1} == {str(group.values["party"]): group.count for group in found.groups}
    assert 1 == found.total
    assert 11 == journal.as_of().count(["party", "kind"]).total


def test_everything_about_a_group(journal: TalksLog) -> None:
    """Its members at the moment that is asked about, and what was done in its name; of a member its groups."""
    then, now = (journal.as_of(at=at).show("E2/EU") for at in ("2022-03-02", "2022-04"))
    assert isinstance(then, ShownGroup)
    assert isinstance(now, ShownGroup)
    assert (("UKR", "TUR"), ("UKR",)) == (then.members, now.members)
    assert [5, 6, 7] == [line.number for line in then.history]
    parties = [journal.as_of().show(party) for party in ("UKR", "TUR")]
    assert [("E2",), ()] == [party.groups for party in parties if isinstance(party, ShownParty)]


def test_the_brief_on_a_member_tells_what_its_group_did(journal: TalksLog) -> None:
    """Its acts, what was said for it and who came for it; of a group there is no brief."""
    text = reports.write(reports.make("brief", journal.as_of(), "UKR"), "md")
    for told in ("agreed in principle to treaty", "Ashton (E2): “We agree”", "UKR (Ashton) came to round first"):
        assert told in text
    assert "came to round" not in reports.write(reports.make("brief", journal.as_of(), "TUR"), "md")
    with pytest.raises(InputError, match="E2 is a group"):
        reports.make("brief", journal.as_of(), "E2")


def test_the_head_of_a_report_names_parties_by_their_group(journal: TalksLog) -> None:
    """As long as all of its members are there in the same roles; programs have them one by one."""
    journal.party("MDA", "GEO", roles=["negotiating"])
    journal.change_group("E2", add=["MDA", "GEO"], on="2022-03-07")
    made = reports.make("status", journal.as_of())
    assert made.head is not None
    told = [passage.text for passage in made.head.parties]
    assert ["E2/EU (UKR, MDA and GEO): negotiating", "RUS: negotiating", "TUR: host and mediator"] == told
    every = [passage.text for passage in made.data["head"].parties]
    assert [
        "UKR: negotiating",
        "RUS: negotiating",
        "TUR: host and mediator",
        "MDA: negotiating",
        "GEO: negotiating",
    ] == every
    journal.leave("GEO", on="2022-03-08")
    head = reports.make("status", journal.as_of()).head
    assert head is not None
    assert 5 == len(head.parties)


def test_the_head_of_a_report_says_how_many_parties_there_are_where_they_are_many(journal: TalksLog) -> None:
    """Where they are no more than a dozen beside groups, each is named."""
    journal.party(*(f"P{number}" for number in range(15)), roles=["observer"])
    made = reports.make("status", journal.as_of())
    assert made.head is not None
    assert ["18 parties: 15 observer, 2 negotiating and 1 host and mediator"] == [
        passage.text for passage in made.head.parties
    ]
    assert 18 == len(made.data["head"].parties)


def test_an_account_that_lists_a_group_lists_its_members(journal: TalksLog) -> None:
    """Of guarantors: whoever tells of the group instead of its members tells no other list."""
    term = {"kind": "security-guarantees", "guarantors": ["UKR", "TUR"]}
    journal.propose("pact", by="RUS", terms=[term], on="2022-03-01", id="pact")
    for guarantors in (["E2"], ["E2", "CHN"]):
        journal.dispute("pact", by="blog", reason="read so", account={"terms": [{**term, "guarantors": guarantors}]})
    (pact,) = journal.as_of().guarantees().guarantees
    assert [("UKR", "TUR"), ("UKR", "TUR", "CHN")] == [found.guarantors for found in pact.lists]


for _name, _test in list(globals().items()):
    if _name.startswith("test_") and "many" not in _name:
        _test.__doc__ = f"{_test.__doc__}\n{GROUP}"
