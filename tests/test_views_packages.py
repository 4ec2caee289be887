"""Packages: what is agreed only together, what each waits for, who holds it up, and what waits in a circle."""

import pytest

from negotiation import NegotiationError, TalksLog
from negotiation.views.packages import PackageStatus, circle_words
from negotiation.views.show_things import ShownPackage
from negotiation.views.why import Why, WhyPackage


def only(journal: TalksLog, **clocks: str) -> PackageStatus:
    """Return the only package."""
    (found,) = journal.as_of(**clocks).packages().packages
    return found


def agree(journal: TalksLog, proposal: str, on: str = "2022-03-10") -> None:
    """Let both parties agree in principle to a proposal."""
    journal.act(proposal, "agreed-in-principle", by=["UKR", "RUS"], on=on, override="whatever the rules say")


def test_a_package_waits_until_all_of_it_is_agreed(journal: TalksLog) -> None:
    """A package waits for those of its members that are not agreed, and is agreed with the last of them.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR, title: A}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, title: The deal, proposals: [a, b], by: [UKR, RUS]}
    """
    found = only(journal)
    assert ("deal", "The deal", "waiting", ("UKR", "RUS"), ("a", "b")) == (
        found.package, found.title, found.state, found.by, found.waits_for
    )  # fmt: skip
    assert (7, "2022-03-02") == (found.entry, found.on)
    agree(journal, "a", on="2022-03-10")
    found = only(journal)
    assert ("waiting", ("b",)) == (found.state, found.waits_for)
    assert [("a", "provisionally agreed in principle", True), ("b", "tabled", False)] == [
        (member.proposal, member.label, member.agreed) for member in found.members
    ]
    agree(journal, "b", on="2022-03-11")
    found = only(journal)
    assert ("agreed", (), ()) == (found.state, found.waits_for, found.held_up_by)


def test_a_package_that_changes_and_is_dissolved(journal: TalksLog) -> None:
    """Members join and leave; a package that was dissolved is shown as such, with what it held and why.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: c, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    - {kind: package-changed, on: 2022-03-03, package: deal, added: c, removed: a, reason: another bargain}
    - {kind: package-dissolved, on: 2022-03-04, package: deal, reason: no bargain}
    """
    changed, gone = only(journal, at="2022-03-03"), only(journal)
    assert (["b", "c"], "waiting", "another bargain", 9) == (
        [member.proposal for member in changed.members], changed.state, changed.reason, changed.entry
    )  # fmt: skip
    assert (["b", "c"], "dissolved", "no bargain", (), ()) == (
        [member.proposal for member in gone.members], gone.state, gone.reason, gone.waits_for, gone.held_up_by
    )  # fmt: skip
    assert () == journal.as_of(at="2022-03-01").packages().packages


def test_who_holds_a_package_up(journal: TalksLog) -> None:
    """Whose agreement is asked for and out holds it up, with its last word; not who put forward what others accepted.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    - {kind: position-taken, on: 2022-03-03, proposal: a, party: RUS, stance: red-line, version: 1}
    - {kind: position-taken, on: 2022-03-03, proposal: a, party: TUR, stance: supports, version: 1}
    """
    assert [("RUS", "a", "red line", 8), ("UKR", "b", "not heard", None)] == [
        (holder.party, holder.proposal, holder.stance, holder.entry) for holder in only(journal).held_up_by
    ]
    journal.act("a", "agreed-in-principle", by=["RUS"], on="2022-03-04", override="whatever the rules say")
    left = [(holder.party, holder.proposal, holder.stance) for holder in only(journal).held_up_by]
    assert [("UKR", "b", "not heard")] == left


def test_agreement_within_a_package_is_provisional(journal: TalksLog) -> None:
    """What is agreed, but only together with what is not, is provisionally agreed, in every view of it.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    """
    agree(journal, "a", on="2022-03-10")
    status = {found.proposal: found for found in journal.as_of().status().proposals}
    assert ("provisionally agreed in principle", True, ("deal",)) == (
        status["a"].label, status["a"].formal.provisional, status["a"].packages
    )  # fmt: skip
    assert ("agreed in principle", "tabled", False) == (
        status["a"].formal.stage, status["b"].label, status["b"].formal.provisional
    )  # fmt: skip
    agree(journal, "b", on="2022-03-11")
    assert [("agreed in principle", False, ())] * 2 == [
        (found.label, found.formal.provisional, found.packages) for found in journal.as_of().status().proposals
    ]


def test_the_label_of_a_member_says_that_it_is_provisional(journal: TalksLog) -> None:
    """A package shows its members as the status does.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    - {id: act, kind: formal-act-done, on: 2022-03-03, proposal: a, act: signed, by: [UKR, RUS], version: 1,
       override: so}
    - {kind: entry-disputed, entry: act, by: TUR, reason: not so}
    """
    status = {found.proposal: found.label for found in journal.as_of().status().proposals}
    assert "provisionally signed, contested" == status["a"]
    assert status == {member.proposal: member.label for member in only(journal).members}


def test_nothing_is_agreed_until_everything_is(journal: TalksLog) -> None:
    """Under a single undertaking all live proposals are one package, which nobody formed and no entry stands for.

    - {kind: decision-rule-set, rule: {kind: consensus, single_undertaking: yes}}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-02, proposal: b, by: RUS}
    """
    assert () == journal.as_of(at="2022-03-01").packages().packages
    agree(journal, "a", on="2022-03-10")
    found = only(journal)
    assert ("the whole", "nothing is agreed until everything is agreed", "waiting", None, None, ("b",)) == (
        found.package, found.title, found.state, found.entry, found.on, found.waits_for
    )  # fmt: skip
    status = journal.as_of().status()
    assert ["provisionally agreed in principle", "tabled"] == [one.label for one in status.proposals]
    assert (found,) == status.packages
    assert "consensus of the negotiating parties; nothing is agreed until everything is agreed" == status.decides_by
    journal.withdraw("b", by="RUS", on="2022-03-11")
    assert () == journal.as_of().packages().packages
    assert "agreed in principle" == journal.as_of().status().proposals[0].label


def test_what_waits_for_what(journal: TalksLog) -> None:
    """Counterparts and conditions are waits, each with the entry that says so; waiting in a circle is a deadlock.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS, links: {kind: in-exchange-for, target: a}}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: c, by: RUS, links: {kind: conditional-on, target: a}}
    - kind: position-taken
      on: 2022-03-02
      proposal: a
      party: RUS
      stance: supports-if
      version: 1
      conditions: ["proposal:b"]
    """
    found = journal.as_of().packages()
    assert {
        ("a", "b", "condition of RUS", 8),
        ("b", "a", "in exchange for", 6),
        ("c", "a", "conditional on", 7),
    } == {(wait.proposal, wait.for_proposal, wait.why, wait.entry) for wait in found.waits}
    (circle,) = found.deadlocks
    assert "a waits for b (condition of RUS, #8) and b waits for a (in exchange for, #6)" == circle_words(circle)
    status = journal.as_of().status()
    assert found.deadlocks == status.deadlocks
    assert [["b"], ["a"], ["a"]] == [[wait.for_proposal for wait in one.waits] for one in status.proposals]
    assert () == journal.as_of(at="2022-03-01").packages().deadlocks


def test_a_deadlock_ends_when_one_of_it_is_agreed(journal: TalksLog) -> None:
    """What is agreed waits for nothing, and nothing waits for it.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS, links: {kind: conditional-on, target: a}}
    - {kind: proposal-linked, on: 2022-03-02, proposal: a, link: {kind: conditional-on, target: b}, override: so}
    """
    assert 1 == len(journal.as_of().status().deadlocks)
    agree(journal, "a")
    found = journal.as_of().packages()
    assert ((), ()) == (found.waits, found.deadlocks)


def test_a_package_that_is_contested(journal: TalksLog) -> None:
    """Who denies that proposals were tied together contests the package, and the label of its members.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {id: tie, kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b], by: UKR}
    - {kind: entry-disputed, entry: tie, by: RUS, reason: two matters}
    """
    assert [(7, "RUS", "two matters", 8)] == [
        (contest.entry, contest.by, contest.reason, contest.dispute) for contest in only(journal).contested
    ]
    assert ["tabled, contested"] * 2 == [found.label for found in journal.as_of().status().proposals]


def test_what_was_formed_over_a_rule_is_named(journal: TalksLog) -> None:
    """A package formed of what is not on the table waits for it, and names the entry over a rule.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-09, proposal: b, by: UKR}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b], override: so it was reported}
    """
    found = only(journal, at="2022-03-05")
    assert ((7,), ("a", "b")) == (found.overridden, found.waits_for)
    assert [("a", "tabled"), ("b", "not on the table")] == [(m.proposal, m.label) for m in found.members]


def test_why_a_package_waits(journal: TalksLog) -> None:
    """The reasons are the entries of the package and of its members; what is missing is named with who is out.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: position-taken, on: 2022-03-01, proposal: a, party: RUS, stance: studying, version: 1}
    - {id: tie, kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    - {kind: entry-disputed, entry: tie, by: RUS, reason: two matters}
    """
    found = journal.as_of().why("package:deal")
    assert isinstance(found, WhyPackage)
    assert [5, 6, 7, 8] == [line.number for line in found.because]
    assert ["RUS disputes #8: two matters"] == [line.what for line in found.disputes]
    assert (
        "a is not agreed (under consideration, contested)",
        "b is not agreed (tabled, contested)",
        "RUS has not agreed to a: studying",
        "UKR has not agreed to b: not heard",
    ) == found.missing
    member = journal.as_of().why("proposal:a")
    assert isinstance(member, Why)
    assert "the package deal waits for b" in member.missing


def test_what_a_member_of_a_package_is_missing_when_it_is_agreed_itself(journal: TalksLog) -> None:
    """Of what is provisionally agreed the other members are missing, and nobody's word on itself.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    """
    agree(journal, "a")
    found = journal.as_of().why("proposal:a")
    assert isinstance(found, Why)
    assert ("the package deal waits for b",) == found.missing


def test_a_package_is_shown_with_its_history(journal: TalksLog) -> None:
    """What happened to a package is its history; out of view it is not found.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    - {kind: package-dissolved, on: 2022-03-04, package: deal}
    """
    found = journal.as_of().show("deal")
    assert isinstance(found, ShownPackage)
    assert ([7, 8], "dissolved") == ([line.number for line in found.history], found.status.state)
    for ask in (journal.as_of(at="2022-03-01").show, journal.as_of(at="2022-03-01").why):
        with pytest.raises(NegotiationError, match="there is no package 'deal' at this point of view"):
            ask("package:deal")
