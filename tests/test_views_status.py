"""Where every proposal stands: the label, what it rests on, and each party's word."""

import re

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import Refused
from negotiation.rendering.as_table import write as as_table
from negotiation.views.stances import stance_words
from negotiation.views.status import ProposalStatus


def treaty(journal: TalksLog, **clocks: str) -> ProposalStatus:
    """Return the status of the treaty at some clocks."""
    return next(one for one in journal.as_of(**clocks).status().proposals if one.proposal == "treaty")


def test_talks_without_proposals(journal: TalksLog) -> None:
    """The status names the talks, how they stand, how they decide, and who is there as what."""
    status = journal.as_of().status()
    assert ("peace", "Peace talks", "active", ()) == (status.talks, status.title, status.phase, status.proposals)
    assert "consensus of the negotiating parties" == status.decides_by
    assert ("UKR (negotiating)", "RUS (negotiating)", "TUR (host and mediator)") == status.parties


def test_what_is_on_the_table(journal: TalksLog) -> None:
    """A tabled proposal is shown with its sponsor, addressees, terms, ties, and who has not spoken.

    - {kind: issue-added, issue: status, title: Status}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: guarantees, by: UKR, to: RUS}
    - kind: proposal-tabled
      on: 2022-03-29
      proposal: treaty
      by: UKR
      to: [RUS]
      issue: status
      title: Neutrality
      terms: [{kind: neutral-status, permanent: yes}]
      links: [{kind: in-exchange-for, target: guarantees}]
    """
    found = treaty(journal)
    assert ("tabled", "tabled", "proposed by one side") == (found.label, found.formal.stage, found.text.convergence)
    assert ("Neutrality", 1, "2022-03-29", 7) == (
        found.title,
        found.text.version,
        found.formal.since,
        found.formal.entry,
    )
    assert (("UKR",), ("RUS",), ("RUS",)) == (found.sponsors, found.addressees, found.unheard)
    assert ("neutral status: permanent",) == found.text.terms
    assert [("in exchange for", "guarantees", 7)] == [(tie.kind, tie.proposal, tie.entry) for tie in found.ties]
    assert ("status", (7,), (), ()) == (
        found.issue,
        found.grounds.because,
        found.grounds.contested,
        found.grounds.overridden,
    )


def test_a_non_paper(journal: TalksLog) -> None:
    """What was floated is deniable until it is tabled.

    - {kind: proposal-floated, on: 2022-03-01, proposal: treaty}
    - {kind: proposal-tabled, on: 2022-03-05, proposal: treaty, by: RUS}
    """
    assert ("floated, deniable", True, ()) == (
        (was := treaty(journal, at="2022-03-04")).label,
        was.deniable,
        was.sponsors,
    )
    assert ("tabled", False, ("RUS",), (5, 6)) == (
        (now := treaty(journal)).label, now.deniable, now.sponsors, now.grounds.because
    )  # fmt: skip


def test_what_a_label_rests_on(journal: TalksLog) -> None:
    """A label rests on the words, the present positions, the acts on the version and the receipt, not on older words.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-received, on: 2022-03-02, proposal: treaty, by: RUS}
    - {kind: position-taken, on: 2022-03-03, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: position-taken, on: 2022-03-04, proposal: treaty, party: RUS, stance: studying, version: 1}
    - {kind: formal-act-done, on: 2022-03-05, proposal: treaty, act: agreed-in-principle, by: UKR, version: 1}
    """
    found = treaty(journal)
    assert ("under consideration, agreed in principle by UKR", (5, 6, 8, 9)) == (found.label, found.grounds.because)
    assert ("received", 6) == ((then := treaty(journal, at="2022-03-02")).label, then.formal.entry)
    assert ("2022-03-03", 7) == (found.formal.since, found.formal.entry)


def test_since_when_it_is_agreed(journal: TalksLog) -> None:
    """A stage began with the act that completed it, not with the ones that only repeat it or go further alone.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: agreed-in-principle, by: UKR, version: 1}
    - {kind: formal-act-done, on: 2022-03-03, proposal: treaty, act: agreed-in-principle, by: RUS, version: 1}
    - {kind: formal-act-done, on: 2022-03-04, proposal: treaty, act: signed, by: UKR, version: 1}
    """
    found = treaty(journal)
    assert ("agreed in principle, signed by UKR", "2022-03-03", 7) == (
        found.label,
        found.formal.since,
        found.formal.entry,
    )


def test_since_when_it_is_rejected(journal: TalksLog) -> None:
    """A proposal is rejected since the rejection that made its agreement impossible.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-rejected, on: 2022-03-02, proposal: treaty, by: TUR, version: 1}
    - {kind: proposal-rejected, on: 2022-03-03, proposal: treaty, by: RUS, version: 1}
    - {kind: proposal-rejected, on: 2022-03-04, proposal: treaty, by: UKR, version: 1}
    """
    assert "tabled, rejected by TUR" == treaty(journal, at="2022-03-02").label
    found = treaty(journal)
    assert ("rejected by TUR, RUS and UKR", 7) == (found.label, found.formal.entry)


@pytest.mark.parametrize(
    ("how", "fields", "label"),
    [
        ("withdraw", {"by": "UKR", "reason": "no use"}, "withdrawn by UKR"),
        ("supersede", {"by_proposal": "plan"}, "superseded by plan"),
        ("defer", {"until": "2022-05"}, "deferred until May 2022"),
        ("defer", {"reason": "elections first"}, "deferred"),
        ("defer", {}, "deferred"),
        ("refer", {"to_body": "the ministers"}, "referred to the ministers"),
        ("lapse", {"reason": "the deadline passed"}, "lapsed: the deadline passed"),
        ("lapse", {}, "lapsed"),
    ],
)
def test_how_it_ended(journal: TalksLog, how: str, fields: dict[str, str], label: str) -> None:
    """The label says how a proposal left the table, and by whom, for what, until when or why.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    getattr(journal, how)("treaty", on="2022-03-09", **fields)
    found = treaty(journal)
    assert (label, "2022-03-09", 7, (6, 7)) == (
        found.label,
        found.formal.since,
        found.formal.entry,
        found.grounds.because,
    )
    journal.reopen("treaty", on="2022-03-10")
    assert ("tabled", 8, (6, 8)) == ((back := treaty(journal)).label, back.formal.entry, back.grounds.because)


def test_a_revision_makes_positions_stale(journal: TalksLog) -> None:
    """A position on an earlier version is shown as stale until the party speaks anew.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: supports, version: 1}
    - {kind: proposal-revised, on: 2022-03-03, proposal: treaty, by: UKR, summary: anew}
    - {kind: position-taken, on: 2022-03-04, proposal: treaty, party: RUS, stance: opposes, version: 2}
    """
    then, now = treaty(journal, at="2022-03-03"), treaty(journal)
    assert [("supports (stale)", True)] == [(stance_words(stance), stance.stale) for stance in then.stances]
    assert [("opposes", False)] == [(stance_words(stance), stance.stale) for stance in now.stances]
    assert ("tabled", "under consideration") == (then.label, now.label)


def test_speakers_who_differ_make_a_party_inconsistent(journal: TalksLog) -> None:
    """Two speakers of a party who differ are shown both, each with the name, until the party itself speaks.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: studying, version: 1, says: Medinsky}
    - {kind: position-taken, on: 2022-03-03, proposal: treaty, party: RUS, stance: opposes, version: 1, says: Lavrov}
    - {kind: position-taken, on: 2022-03-04, proposal: treaty, party: RUS, stance: reserved, version: 1}
    """
    then, now = treaty(journal, at="2022-03-03").stances, treaty(journal).stances
    assert ["studying, says Medinsky", "opposes, says Lavrov"] == [stance_words(stance) for stance in then]
    assert [True, True] == [stance.inconsistent for stance in then]
    assert [("reserved", False)] == [(stance_words(stance), stance.inconsistent) for stance in now]


def test_a_party_denies_what_is_reported_of_it(journal: TalksLog) -> None:
    """A report that the party itself disputes is denied; one that others dispute is contested.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {id: report, kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: supports, version: 1}
    """
    (by_others,) = journal.dispute("report", by="TUR", reason="nobody said so")
    assert ["supports (contested)"] == [stance_words(stance) for stance in treaty(journal).stances]
    (by_itself,) = journal.dispute("report", by="RUS", reason="nobody said so")
    found = treaty(journal)
    assert ["supports (denied)"] == [stance_words(stance) for stance in found.stances]
    assert "under consideration, contested" == found.label
    assert [(6, "TUR", by_others.number), (6, "RUS", by_itself.number)] == [
        (contest.entry, contest.by, contest.dispute) for contest in found.grounds.contested
    ]


def test_a_dispute_of_what_no_longer_counts_does_not_contest_the_label(journal: TalksLog) -> None:
    """Only a dispute of an entry that the label rests on makes it contested; a retracted one never does.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {id: old, kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: supports, version: 1}
    - {id: new, kind: position-taken, on: 2022-03-03, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: entry-disputed, entry: old, by: RUS, reason: not so}
    - {id: wrong, kind: entry-disputed, entry: new, by: UKR, reason: not so}
    - {kind: entry-retracted, entry: wrong, reason: a mistake}
    """
    assert "under consideration" == treaty(journal).label
    assert "under consideration, contested" == treaty(journal, recorded="#9").label


def test_conditions_are_said_with_the_stance(journal: TalksLog) -> None:
    """A conditional stance is written with its conditions.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - kind: position-taken
      on: 2022-03-02
      proposal: treaty
      party: RUS
      stance: supports-if
      version: 1
      conditions: [peace comes first, a referendum is held]
    """
    (stance,) = treaty(journal).stances
    assert "supports if peace comes first and a referendum is held" == stance_words(stance)


def test_a_view_is_of_its_clocks(journal: TalksLog) -> None:
    """What was not yet tabled, known or recorded is not on the table.

    - {kind: source-registered, source: nyt, publisher: NYT, published: 2024-06-15}
    - {kind: proposal-tabled, on: 2022-04-15, proposal: treaty, by: UKR, sources: nyt}
    """
    shown = {
        str(clocks): [one.label for one in journal.as_of(**clocks).status().proposals]
        for clocks in (
            {"at": "2022-04-14"},
            {"known": "2022-05"},
            {"recorded": "#5"},
            {"at": "2022-04-15", "known": "2024-06"},
        )
    }
    assert [[], [], [], ["tabled"]] == list(shown.values())


def test_the_three_axes_of_a_proposal(journal: TalksLog) -> None:
    """How far the words have come, the furthest act, and what is seen of the promises stand side by side.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, terms: {kind: security-guarantees}}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: initialled, by: [UKR, RUS], version: 1,
       override: so}
    - {kind: pledge-made, on: 2022-03-03, pledge: reduce, by: RUS, text: T, under: treaty}
    - {kind: pledge-made, on: 2022-03-03, pledge: stop, by: RUS, text: T, under: treaty}
    - {kind: pledge-made, on: 2022-03-03, pledge: other, by: RUS, text: T, under: plan}
    - {kind: pledge-assessed, on: 2022-03-04, pledge: reduce, assessor: UKR, verdict: contradicted}
    - {kind: pledge-assessed, on: 2022-03-04, pledge: reduce, assessor: USA, verdict: no-evidence}
    """
    found = treaty(journal)
    assert ("authentic", "initialled") == (found.text.convergence, found.formal.stage)
    assert "reduce: contested: contradicted (UKR) and no evidence (USA); stop: not assessed" == found.kept
    assert "" == treaty(journal, at="2022-03-02").kept
    assert ["reduce", "stop", "other"] == [pledge.pledge for pledge in journal.as_of().status().pledges]


def test_guarantors_called_upon_are_on_the_axis_of_what_is_kept(journal: TalksLog) -> None:
    """A guarantor counts there from the moment on which it is called upon, and not before.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, terms: {kind: security-guarantees}}
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: treaty, guarantor: TUR, state: active}
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: treaty, guarantor: GBR, state: active}
    - {kind: guarantor-state-changed, on: 2022-03-03, proposal: treaty, guarantor: TUR, state: invoked}
    - {kind: guarantor-state-changed, on: 2022-03-03, proposal: treaty, guarantor: GBR, state: invoked}
    - {kind: guarantor-state-changed, on: 2022-03-04, proposal: treaty, guarantor: GBR, state: defaulted}
    - {kind: guarantor-state-changed, on: 2022-03-05, proposal: treaty, guarantor: TUR, state: honoured}
    """
    kept = {at: treaty(journal, at=at).kept for at in ("2022-03-02", "2022-03-03", "2022-03-04", "2022-03-05")}
    assert {
        "2022-03-02": "",
        "2022-03-03": "TUR: invoked; GBR: invoked",
        "2022-03-04": "TUR: invoked; GBR: defaulted",
        "2022-03-05": "TUR: honoured; GBR: defaulted",
    } == kept


def test_silence_until_it_is_agreement(journal: TalksLog) -> None:
    """A running procedure is in the label with its deadline; when that has passed, the text is agreed since then.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: treaty, by: TUR, version: 1, deadline: 2022-03-10}
    """
    then, now = treaty(journal, at="2022-03-09"), treaty(journal, at="2022-03-10")
    assert ("tabled, silence until 10 Mar 2022", "tabled", "silence until 10 Mar 2022", "2022-03-01") == (
        then.label, then.formal.stage, then.formal.silence, then.formal.since
    )  # fmt: skip
    assert ("agreed by silence", "agreed by silence", "silence expired 10 Mar 2022", "2022-03-10") == (
        now.label, now.formal.stage, now.formal.silence, now.formal.since
    )  # fmt: skip
    assert ("converged", (5, 6), 6) == (now.text.convergence, now.grounds.because, now.formal.entry)
    assert [line.number for line in journal.as_of(at="2022-03-10").why_proposal("treaty").because] == [5, 6]


def test_a_stage_that_was_reached_again_counts_from_the_reopening(journal: TalksLog) -> None:
    """What was answered before a proposal was put off is under consideration again since it was brought back.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: studying, version: 1}
    - {kind: proposal-deferred, on: 2022-03-04, proposal: treaty}
    - {kind: proposal-reopened, on: 2022-03-05, proposal: treaty}
    - {kind: position-taken, on: 2022-03-06, proposal: treaty, party: RUS, stance: supports, version: 1}
    """
    assert [
        ("under consideration", "2022-03-02"),
        ("deferred", "2022-03-04"),
        ("under consideration", "2022-03-05"),
    ] == [(found.label, found.formal.since) for found in (treaty(journal, at=f"2022-03-0{day}") for day in (3, 4, 6))]


def test_a_word_on_an_older_version_does_not_hide_the_present_one(journal: TalksLog) -> None:
    """The position on the version on the table is what counts, and what is shown, whatever is said of an older one.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-revised, on: 2022-03-02, proposal: treaty, by: UKR, summary: anew}
    - {kind: position-taken, on: 2022-03-03, proposal: treaty, party: RUS, stance: supports, version: 2}
    - {kind: position-taken, on: 2022-03-04, proposal: treaty, party: RUS, stance: opposes, version: 1}
    """
    found = treaty(journal)
    assert ("under consideration", "converged", [("supports", False)]) == (
        found.label, found.text.convergence, [(stance.stance, stance.stale) for stance in found.stances]
    )  # fmt: skip
    assert 7 in found.grounds.because


def test_silence_that_was_broken(journal: TalksLog) -> None:
    """An objection in time breaks the silence, and is named with what the label rests on; one too late does not.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: treaty, by: TUR, version: 1, deadline: 2022-03-10}
    - {kind: silence-broken, on: 2022-03-11, proposal: treaty, by: UKR, override: so it was reported}
    """
    assert "agreed by silence" == treaty(journal, at="2022-03-12").label
    journal.break_silence("treaty", by="RUS", on="2022-03-09", override="so it was reported")
    found = treaty(journal, at="2022-03-12")
    assert ("tabled", "silence broken by RUS") == (found.label, found.formal.silence)
    assert {5, 6, 8} <= set(found.grounds.because)


def test_silence_that_the_collapse_of_the_talks_ended(journal: TalksLog) -> None:
    """The collapse is named among what the label rests on, and nothing was agreed.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: treaty, by: TUR, version: 1, deadline: 2022-03-10}
    - {kind: talks-collapsed, on: 2022-03-05}
    """
    assert "tabled, silence until 10 Mar 2022" == treaty(journal, at="2022-03-04").label
    found = treaty(journal, at="2022-03-12")
    assert ("tabled", "silence ended by the collapse of the talks") == (found.label, found.formal.silence)
    assert (5, 6, 7) == found.grounds.because


def test_deadlines_are_dated_only_where_no_moment_is_asked_for(journal: TalksLog) -> None:
    """Where something hangs on the present moment the status says for which it was worked out, and only then.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: pledge-made, on: 2022-03-02, pledge: leave, by: RUS, text: T}
    - {kind: pledge-clarified, on: 2022-03-03, pledge: leave, by: RUS, due: 2022-04-01}
    """
    now = journal.as_of().status()
    assert now.deadlines_at
    assert now.deadlines_at.startswith("2022-06-01T12:")
    assert None is journal.as_of(at="2022-03-03").status().deadlines_at
    assert None is journal.as_of(recorded="#6").status().deadlines_at
    assert [True] == [pledge.measured.past_due for pledge in now.pledges]


def test_a_deadlock_is_named_in_the_status(journal: TalksLog) -> None:
    """Proposals that wait for each other are named as the circle that they are.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: RUS, links: {kind: conditional-on, target: treaty}}
    - {kind: proposal-linked, on: 2022-03-02, proposal: treaty, override: so,
       link: {kind: conditional-on, target: plan}}
    """
    (circle,) = journal.as_of().status().deadlocks
    assert {("treaty", "plan"), ("plan", "treaty")} == {(wait.proposal, wait.for_proposal) for wait in circle}
    assert () == journal.as_of(at="2022-03-01").status().deadlocks


def test_a_word_on_a_provision_is_seen(journal: TalksLog) -> None:
    """A party that spoke on a provision only has considered the text, and is shown with what it said of which.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR,
       provisions: [{number: "1", text: A}, {number: "2", text: B}]}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: red-line, provision: "2",
       version: 1}
    """
    found = treaty(journal)
    assert ("under consideration", "under study", (5, 6), ()) == (
        found.label, found.text.convergence, found.grounds.because, found.unheard
    )  # fmt: skip
    assert ["red line on provision 2"] == [stance_words(stance) for stance in found.stances]
    assert [5, 6] == [line.number for line in journal.as_of().why_proposal("treaty").because]


def test_an_objection_of_the_day_of_a_deadline_broke_the_silence_if_it_was_in_time(journal: TalksLog) -> None:
    """A day holds the hour of the deadline, and what came before and after it; an hour before it was in time.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: a, version: 1, deadline: "2022-03-10T12:00Z"}
    - {kind: silence-opened, on: 2022-03-02, proposal: b, version: 1, deadline: "2022-03-10T12:00Z"}
    - {kind: silence-broken, on: 2022-03-10, proposal: a, by: RUS}
    - {kind: silence-broken, on: "2022-03-10T11:00Z", proposal: b, by: RUS}
    """
    assert ["silence broken by RUS, if that was in time", "silence broken by RUS"] == [
        proposal.formal.silence for proposal in journal.as_of().status().proposals
    ]


@pytest.mark.parametrize(("by", "who"), [(["UKR"], "UKR has"), (["UKR", "RUS"], "UKR and RUS have")])
def test_who_has_agreed_already_agrees_to_nothing_new(journal: TalksLog, by: list[str], who: str) -> None:
    """One party or two: the refusal names them and the act by which they did.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: a, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    """
    with pytest.raises(Refused) as caught:
        journal.act("a", "agreed-in-principle", by=by, on="2022-03-03")
    assert f"{who} done that, or more, already: a, #6" == caught.value.message


def test_who_left_and_which_groups_there_are_is_told(journal: TalksLog) -> None:
    """A party that left is named with its day, from then on, and a group with those who are in it by then.

    - {kind: party-joined, party: FRA, roles: negotiating}
    - {kind: group-formed, group: west, members: [UKR, FRA]}
    - {kind: party-left, on: 2022-03-07, party: FRA}
    - {kind: group-members-changed, on: 2022-03-07, group: west, removed: FRA}
    """
    before, after = (journal.as_of(at=day) for day in ("2022-03-06", "2022-03-08"))
    assert ((), ("west: UKR and FRA",)) == (before.status().left, before.status().groups)
    assert (("FRA (7 Mar 2022)",), ("west: UKR",)) == (after.status().left, after.status().groups)
    told = as_table(after.document("status", after.status()))
    assert re.search(r"^left +FRA \(7 Mar 2022\)$", told, re.MULTILINE)
    assert re.search(r"^groups +west: UKR$", told, re.MULTILINE)
