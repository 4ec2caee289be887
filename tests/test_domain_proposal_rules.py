"""Rules of proposals, by state: what each refuses, on which entries, and that an override is marked by the status."""

from functools import partial
from typing import Any

import pytest
from given import frame, given, tabled, told
from refused import expect_refused, expect_refused_of_proposal, refusals

from negotiation import TalksLog
from negotiation.domain.errors import Refused

MARCH_9 = "2022-03-09"


def acting(talks: TalksLog, act: str, *by: str, on: str = MARCH_9, **more: Any) -> Any:
    """Return a formal act on the treaty, to be recorded."""
    return partial(talks.act, "treaty", act, by=by, on=on, **more)


# --- not on the table


def test_nothing_happens_to_a_proposal_before_it_is_on_the_table(journal: TalksLog) -> None:
    """A position taken before the tabling is refused: nothing was there to take it on.

    - {kind: proposal-tabled, on: 2022-03-20, proposal: treaty, by: UKR}
    """
    write = partial(journal.respond, "treaty", by=["RUS"], stance="supports", on=MARCH_9)
    expect_refused(journal, write, ("not-on-the-table", ()))


def test_only_a_party_at_the_talks_puts_something_on_the_table(journal: TalksLog) -> None:
    """A proposal by a stranger is refused, and marked when recorded all the same."""
    write = partial(journal.propose, "treaty", by=["BLR"], on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("not-at-the-talks", ()))


@pytest.mark.parametrize("stopped", ["suspended", "collapsed", "concluded"])
def test_new_words_need_talks_that_go_on(journal: TalksLog, stopped: str) -> None:
    """Nothing is tabled or revised while the talks are stopped; an idea may be passed around.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    journal.act_on_talks(stopped, on="2022-03-05")
    journal.propose("non-paper", by=[], floated=True, on=MARCH_9)
    assert [("talks-not-active", (6,))] == refusals(partial(journal.propose, "plan", by=["UKR"], on=MARCH_9))
    write = partial(journal.revise, "treaty", by=["UKR"], summary="anew", on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("talks-not-active", (6,)))


# --- floated


def test_an_idea_is_floated_once(journal: TalksLog) -> None:
    """What has been floated can be tabled, not floated again.

    - {kind: proposal-floated, on: 2022-03-01, proposal: treaty}
    """
    write = partial(journal.propose, "treaty", by=[], floated=True, on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("already-floated", (5,)))
    journal.propose("treaty", by=["UKR"], on="2022-03-10")


def test_what_was_only_floated_cannot_be_agreed(journal: TalksLog) -> None:
    """A formal act needs a proposal that was tabled.

    - {kind: proposal-floated, on: 2022-03-01, proposal: treaty}
    """
    write = acting(journal, "agreed-in-principle", "UKR", "RUS")
    expect_refused_of_proposal(journal, "treaty", write, ("only-floated", (5,)))


def test_anybody_may_take_up_what_nobody_owns(journal: TalksLog) -> None:
    """An idea without a known author has no sponsor who alone could revise it.

    - {kind: proposal-floated, on: 2022-03-01, proposal: treaty}
    """
    journal.revise("treaty", by=["RUS"], summary="anew", on=MARCH_9)
    assert 2 == journal.as_of().status().proposals[0].text.version


# --- tabled


@pytest.mark.parametrize("floated", [False, True])
def test_a_proposal_is_tabled_once(journal: TalksLog, floated: bool) -> None:
    """What is on the table cannot be tabled or floated again.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    write = partial(journal.propose, "treaty", by=["UKR"], floated=floated, on=MARCH_9)
    expect_refused(journal, write, ("already-on-the-table", (5,)))


@pytest.mark.parametrize("how", ["revise", "withdraw"])
def test_only_a_sponsor_revises_or_withdraws(journal: TalksLog, how: str) -> None:
    """A party that did not put the proposal forward can neither change it nor take it away.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    by: Any = ["RUS"] if how == "revise" else "RUS"
    more = {"summary": "anew"} if how == "revise" else {}
    write = partial(getattr(journal, how), "treaty", by=by, on=MARCH_9, **more)
    expect_refused_of_proposal(journal, "treaty", write, ("not-a-sponsor", (5,)))


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("respond", {"by": ["TUR"], "stance": "supports"}),
        ("reject", {"by": ["TUR"]}),
        ("receive", {"by": ["TUR"]}),
        ("act", {"act": "agreed-in-principle", "by": ["TUR"]}),
    ],
)
def test_only_a_party_at_the_talks_acts_on_a_proposal(journal: TalksLog, method: str, fields: dict[str, Any]) -> None:
    """A party that has left takes no position, rejects nothing, confirms no receipt and agrees to nothing.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: party-left, on: 2022-03-05, party: TUR}
    """
    write = partial(getattr(journal, method), "treaty", on=MARCH_9, **fields)
    expect_refused_of_proposal(journal, "treaty", write, ("not-at-the-talks", (6,)))
    getattr(journal, method)("treaty", on="2022-03-04", **fields)


def test_a_position_is_on_a_version_that_there_is(journal: TalksLog) -> None:
    """There is no position on a version that was never tabled.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    write = partial(journal.respond, "treaty", by=["RUS"], stance="supports", version=2, on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("no-such-version", (5,)))


def test_a_position_is_on_a_provision_that_there_is(journal: TalksLog) -> None:
    """There is no position on a provision that the version does not have.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, provisions: [{number: 1, text: Peace}]}
    """
    journal.respond("treaty", by=["RUS"], stance="supports", provision="1", on=MARCH_9)
    write = partial(journal.respond, "treaty", by=["RUS"], stance="supports", provision="2", on=MARCH_9)
    expect_refused(journal, write, ("no-such-provision", (5,)))


@pytest.mark.parametrize("method", ["reject", "act"])
def test_what_is_done_is_done_on_the_present_version(journal: TalksLog, method: str) -> None:
    """A version that was replaced can be neither rejected nor agreed to; the revision stands behind that.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-revised, on: 2022-03-05, proposal: treaty, by: UKR, summary: anew}
    """
    fields: dict[str, Any] = {"act": "agreed-in-principle"} if method == "act" else {}
    write = partial(getattr(journal, method), "treaty", by=["RUS"], version=1, on=MARCH_9, **fields)
    expect_refused(journal, write, ("old-version", (6,)))


def test_a_proposal_on_the_table_cannot_be_reopened(journal: TalksLog) -> None:
    """Without an end or a rejection there is nothing to reopen.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    write = partial(journal.reopen, "treaty", by=["UKR"], on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("nothing-to-reopen", ()))


@pytest.mark.parametrize("against", ["opposes", "red-line"])
def test_an_agreement_waits_for_the_objections_to_go(journal: TalksLog, against: str) -> None:
    """Nothing is agreed over the live objection of a party whose agreement it takes; its own agreement lifts it.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    journal.respond("treaty", by=["RUS"], stance=against, on="2022-03-02")
    journal.act("treaty", "agreed-in-principle", by=["UKR", "RUS"], on="2022-03-20")
    write = acting(journal, "agreed-ad-referendum", "UKR")
    expect_refused_of_proposal(journal, "treaty", write, ("live-objection", (6,)))


def test_what_was_not_agreed_cannot_be_signed(journal: TalksLog) -> None:
    """A signature needs an agreement; the refusal rests on the tabling, the positions and the counterpart.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: guarantees, by: UKR}
    - kind: proposal-tabled
      on: 2022-03-01
      proposal: treaty
      by: UKR
      links: [{kind: in-exchange-for, target: guarantees}]
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: studying, version: 1}
    """
    write = acting(journal, "signed", "UKR")
    with pytest.raises(Exception, match=r"RUS is studying it \(#7\), and it stands in exchange for guarantees \(#5\)"):
        write()
    expect_refused_of_proposal(journal, "treaty", write, ("not-agreed", (6, 7, 5)))


@pytest.mark.parametrize("tie", ["in-exchange-for", "conditional-on"])
def test_what_waits_for_another_binds_no_sooner_than_that_is_agreed(journal: TalksLog, tie: str) -> None:
    """A proposal that is agreed cannot be signed while what it stands in exchange for is not agreed.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: guarantees, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    """
    journal.link("treaty", tie, "guarantees", on="2022-03-03")
    expect_refused_of_proposal(journal, "treaty", acting(journal, "signed", "UKR"), ("counterpart-not-agreed", (5,)))


# --- agreed, initialled, signed


@pytest.mark.parametrize("act", ["initialled", "signed"])
def test_an_authentic_text_is_not_revised(journal: TalksLog, act: str) -> None:
    """Initialling or signature fixes the text.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    """
    journal.act("treaty", act, by=["UKR"], on="2022-03-05")
    write = partial(journal.revise, "treaty", by=["UKR"], summary="anew", on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("text-authentic", (7,)))


def test_who_has_not_signed_does_not_ratify(journal: TalksLog) -> None:
    """A party ratifies what it signed.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    - {kind: formal-act-done, on: 2022-03-03, proposal: treaty, act: signed, by: UKR, version: 1}
    """
    journal.act("treaty", "ratified", by=["UKR"], on="2022-03-04")
    expect_refused_of_proposal(journal, "treaty", acting(journal, "ratified", "RUS"), ("not-signed", ()))


def test_what_is_not_signed_by_all_who_must_does_not_enter_into_force(journal: TalksLog) -> None:
    """Entry into force needs the signatures that the decision rule asks for.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    - {kind: formal-act-done, on: 2022-03-03, proposal: treaty, act: signed, by: UKR, version: 1}
    """
    expect_refused_of_proposal(journal, "treaty", acting(journal, "in-force", "UKR"), ("not-signed", ()))


@pytest.mark.parametrize("act", ["suspended", "terminated"])
def test_what_is_not_in_force_cannot_leave_it(journal: TalksLog, act: str) -> None:
    """Only a treaty in force is suspended or terminated.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: signed, by: [UKR, RUS], version: 1, override: yes}
    """
    expect_refused(journal, acting(journal, act, "UKR"), ("not-in-force", ()))


def test_the_whole_way_is_free_when_each_step_follows_the_one_before(journal: TalksLog) -> None:
    """From the table to entry into force and out of it, no rule stands in the way of what is done in order.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    labels = []
    acts = ("agreed-in-principle", "agreed-ad-referendum", "initialled", "signed", "ratified")
    for day, act in enumerate(acts, start=2):
        journal.act("treaty", act, by=["UKR", "RUS"], on=f"2022-03-0{day}")
        labels.append(journal.as_of().status().proposals[0].label)
    for act in ("in-force", "suspended", "terminated"):
        journal.act("treaty", act, by=["UKR"], on=MARCH_9)
        labels.append(journal.as_of().status().proposals[0].label)
    assert [*(act.replace("-", " ") for act in acts), "in force", "suspended", "terminated"] == labels


# --- ended


ENDS: dict[str, dict[str, Any]] = {
    "withdraw": {"by": "UKR"},
    "defer": {},
    "refer": {"to_body": "the ministers"},
    "lapse": {},
    "supersede": {"by_proposal": "plan"},
}


@pytest.mark.parametrize("how", ENDS)
def test_what_left_the_table_comes_back_only_by_a_reopening(journal: TalksLog, how: str) -> None:
    """Nothing happens to a proposal that was ended, however it was, until it is reopened.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    getattr(journal, how)("treaty", on="2022-03-02", **ENDS[how])
    write = partial(journal.respond, "treaty", by=["RUS"], stance="supports", on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("ended", (7,)))
    journal.reopen("treaty", by=["UKR"], on="2022-03-10")
    journal.respond("treaty", by=["RUS"], stance="opposes", on="2022-03-11")
    assert "under consideration" == journal.as_of().status().proposals[1].label


def test_a_successor_is_another_proposal_on_the_table(journal: TalksLog) -> None:
    """Nothing is superseded by itself, by what is not there yet, or by what has left the table.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: gone, by: UKR}
    - {kind: proposal-withdrawn, on: 2022-03-02, proposal: gone, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-30, proposal: later, by: UKR}
    """
    refused = {
        successor: refusals(partial(journal.supersede, "treaty", successor, on=MARCH_9))
        for successor in ("treaty", "gone", "later")
    }
    assert {
        "treaty": [("circular", ())],
        "gone": [("ended", (7,))],
        "later": [("not-on-the-table", ())],
    } == refused


def test_a_link_that_closes_a_circle_is_refused_and_marked(journal: TalksLog) -> None:
    """A tie that closes a circle is recorded with an override only, and the status marks it.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, links: [{kind: conditional-on, target: plan}]}
    """
    write = partial(journal.link, "plan", "in-exchange-for", "treaty", on=MARCH_9)
    expect_refused_of_proposal(journal, "plan", write, ("circular", ()))


def test_what_is_not_there_yet_is_not_superseded_by_a_link(journal: TalksLog) -> None:
    """A link cannot supersede a proposal that is tabled only later.

    - {kind: proposal-tabled, on: 2022-03-30, proposal: later, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    link = told("proposal-linked", proposal="treaty", link={"kind": "supersedes", "target": "later"}).event
    write = partial(journal.record, link, on=MARCH_9)
    expect_refused_of_proposal(journal, "treaty", write, ("not-on-the-table", ()))


def test_who_is_no_sponsor_does_not_revise_and_a_mediator_may() -> None:
    """A single negotiating text is kept by a mediator; another party is told who may."""
    host = told("party-joined", party="TUR", roles=["mediator"])
    revising = {by: told("proposal-revised", "2022-03-05", proposal="peace-treaty", by=by, summary="anew")
                for by in ("TUR", "RUS")}  # fmt: skip
    given(*frame(), host, tabled()).when(revising["TUR"]).then(revising["TUR"].event)
    outcome = given(*frame(), host, tabled()).when(revising["RUS"])
    assert "only a sponsor or a mediator can revise peace-treaty" in str(outcome.error)


def test_a_revision_that_changes_no_word_rests_on_the_words() -> None:
    """The version that says so already stands behind the refusal."""
    past = (*frame(), tabled(title="Peace"))
    same = told("proposal-revised", "2022-03-05", proposal="peace-treaty", by="UKR", title="Peace")
    given(*past).when(same).then_refused(Refused, ("nothing-new", (4,)))
