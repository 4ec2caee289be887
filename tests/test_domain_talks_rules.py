"""Rules of the talks: each refuses with the entries behind it, and gives way to an override that views mark."""

from functools import partial

import pytest
from given import Told, folded, given, told
from refused import expect_refused, refusals

from negotiation import TalksLog
from negotiation.domain.errors import Refused
from negotiation.domain.talks.state import Deciders

# --- talks that have not begun


@pytest.mark.parametrize("kind", ["talks-suspended", "talks-resumed", "talks-concluded", "talks-collapsed"])
def test_talks_that_never_began_cannot_stop_or_go_on(kind: str) -> None:
    """What is not open is not active, and nothing stands behind that."""
    given().when(told(kind, "2022-03-01")).then_refused(Refused, ("not-active", ()))


def test_a_proposal_needs_talks_that_are_open() -> None:
    """Nothing can be tabled before the talks are open; nobody is there to table it either."""
    tabling = told("proposal-tabled", "2022-03-01", proposal="p", by="UKR")
    given().when(tabling).then_refused(Refused, ("talks-not-active", ()), ("not-at-the-talks", ()))


# --- talks that are open


def test_talks_open_once(journal: TalksLog) -> None:
    """Talks that are open cannot be opened again."""
    again = told("talks-opened", title="Again").event
    expect_refused(journal, partial(journal.record, again), ("already-open", (1,)))


def test_a_party_joins_once(journal: TalksLog) -> None:
    """A party that is at the talks cannot join them."""
    joining = told("party-joined", party="UKR", roles="host").event
    expect_refused(journal, partial(journal.record, joining), ("already-at-the-talks", (2,)))


def test_only_a_party_at_the_talks_changes_its_role(journal: TalksLog) -> None:
    """A stranger has no role that could change."""
    change = told("party-role-changed", party="BLR", roles="host").event
    expect_refused(journal, partial(journal.record, change, on="2022-03-01"), ("not-at-the-talks", ()))


def test_a_party_leaves_once(journal: TalksLog) -> None:
    """A party that has left cannot leave again; its leaving stands behind that.

    - {kind: party-left, party: TUR, on: 2022-03-05}
    """
    expect_refused(journal, partial(journal.leave, "TUR", on="2022-03-06"), ("not-at-the-talks", (5,)))


def test_a_party_that_left_may_come_back(journal: TalksLog) -> None:
    """Leaving is not for ever, and a party that comes back keeps its name.

    - {kind: party-joined, party: BLR, name: Belarus, roles: host}
    - {kind: party-left, party: BLR, on: 2022-03-05}
    - {kind: party-joined, party: BLR, roles: observer, on: 2022-03-09}
    """
    shown = journal.as_of().show("party:BLR")
    assert ("Belarus", ("observer",), True) == (shown.name, shown.roles, shown.present)  # type: ignore[union-attr]


def test_an_issue_is_put_on_the_agenda_once(journal: TalksLog) -> None:
    """An item of the agenda has one title; to change it is to correct its entry.

    - {kind: issue-added, issue: land, title: Land}
    """
    expect_refused(journal, partial(journal.issue, "land", "Territory"), ("already-on-the-agenda", ()))


def test_a_source_is_registered_once(journal: TalksLog) -> None:
    """The id of a source stands for one source.

    - {kind: source-registered, source: wire, publisher: Agencies}
    """
    expect_refused(journal, partial(journal.source, "wire", "Others"), ("source-exists", ()))


def test_a_rule_names_parties_that_are_there(journal: TalksLog) -> None:
    """The talks cannot decide by the agreement of a party that is not at them.

    - {kind: party-left, party: TUR, on: 2022-03-05}
    """
    rule = told("decision-rule-set", rule={"kind": "named-set", "parties": ["UKR", "TUR", "BLR"]}).event
    write = partial(journal.record, rule, on="2022-03-06")
    assert [("not-at-the-talks", (5,)), ("not-at-the-talks", ())] == refusals(write)


def test_active_talks_cannot_be_resumed(journal: TalksLog) -> None:
    """There is nothing to resume while the talks go on."""
    expect_refused(journal, partial(journal.act_on_talks, "resumed", on="2022-03-05"), ("not-suspended", (1,)))


# --- talks that stopped


def test_suspended_talks_cannot_be_suspended_again(journal: TalksLog) -> None:
    """A second suspension is refused; conclusion, collapse and resumption are not.

    - {kind: talks-suspended, on: 2022-03-05}
    """
    expect_refused(journal, partial(journal.act_on_talks, "suspended", on="2022-03-06"), ("not-active", (5,)))


@pytest.mark.parametrize("act", ["resumed", "concluded", "collapsed"])
def test_suspended_talks_can_go_on_or_end(journal: TalksLog, act: str) -> None:
    """Suspended talks may be resumed, concluded, or collapse.

    - {kind: talks-suspended, on: 2022-03-05, by: [RUS], reason: shelling}
    """
    journal.act_on_talks(act, on="2022-03-06")
    assert {"resumed": "active"}.get(act, act) == journal.as_of().status().phase


@pytest.mark.parametrize("act", ["suspended", "concluded", "collapsed"])
def test_ended_talks_cannot_stop_again(journal: TalksLog, act: str) -> None:
    """Talks that collapsed are not active.

    - {kind: talks-collapsed, on: 2022-03-05}
    """
    expect_refused(journal, partial(journal.act_on_talks, act, on="2022-03-06"), ("not-active", (5,)))


@pytest.mark.parametrize("end", ["concluded", "collapsed"])
def test_ended_talks_can_be_resumed(journal: TalksLog, end: str) -> None:
    """Every end of the talks can be left: they are resumed."""
    journal.act_on_talks(end, on="2022-03-05")
    journal.act_on_talks("resumed", on="2022-04-01")
    assert ("active", end) == (
        journal.as_of().status().phase,
        journal.as_of(at="2022-03-31").status().phase,
    )


@pytest.mark.parametrize(
    ("again", "behind"),
    [
        (told("party-role-changed", "2022-03-02", party="UKR", roles="negotiating"), (2,)),
        (told("party-renamed", "2022-03-02", party="RUS", name="Russia"), (4,)),
        (told("decision-rule-set", "2022-03-02", rule={"kind": "threshold", "count": 2}), (5,)),
        (told("knowledge-rule-set", "2022-03-02", unsourced="happened"), (6,)),
    ],
    ids=lambda value: value.event.kind if hasattr(value, "event") else "",
)
def test_what_is_so_already_is_not_recorded_again(again: Told, behind: tuple[int, ...]) -> None:
    """A role, a name or a rule that a party or the talks have already is refused, with the entry that says so."""
    past = (
        told("talks-opened", title="Talks"),
        told("party-joined", party="UKR", roles="negotiating"),
        told("party-joined", party="RUS", roles="negotiating"),
        told("party-renamed", "2022-03-01", party="RUS", name="Russia"),
        told("decision-rule-set", "2022-03-01", rule={"kind": "threshold", "count": 2}),
        told("knowledge-rule-set", "2022-03-01", unsourced="happened"),
    )
    given(*past).when(again).then_refused(Refused, ("nothing-new", behind))


def test_the_phase_rests_on_the_entry_that_brought_it() -> None:
    """Talks that were broken off and went on are active by their resumption."""
    stop = told("talks-suspended", "2022-03-02", by="RUS")
    assert (3,) == folded(
        (told("talks-opened", title="T"), stop, told("talks-resumed", "2022-03-03"))
    ).talks.behind_phase


def test_a_share_is_of_all_who_decide() -> None:
    """Half of three is not reached by one; a threshold without a number takes all."""
    three = ("A", "B", "C")
    assert not Deciders(three, "threshold", None, 50).met_by({"A"})
    assert Deciders(three, "threshold", None, 50).met_by({"A", "B"})
    assert Deciders(three, "threshold").met_by(set(three))
    assert not Deciders(three, "threshold").met_by({"A", "B"})


def test_one_who_is_not_at_the_talks_may_be_meant_by_a_name_that_is_near() -> None:
    """The names that come closest are asked for."""
    past = (told("talks-opened", title="T"), *(told("party-joined", party=p, roles="host") for p in ("UKRA", "UKRB")))
    outcome = given(*past).when(told("party-left", "2022-03-01", party="UKRAB"))
    assert "UKRAB is not at the talks by then: do you mean UKRA or UKRB?" == str(outcome.error)
