"""What is due: deadlines that have passed or will soon, and whom one is still waiting for."""

from collections.abc import Sequence

import pytest
from anything import pasts, well_begun
from given import entries_of
from hypothesis import given
from hypothesis import strategies as st

from negotiation import TalksLog
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.dates.edtf import span
from negotiation.domain.errors import InvalidInput
from negotiation.domain.record.history import history
from negotiation.views.due import due
from negotiation.views.due_item import DueItem, DueKind


def items(journal: TalksLog, *kinds: str, within: str = "P14D", **clocks: str) -> tuple[DueItem, ...]:
    """Return what is due at some clocks."""
    return journal.as_of(**clocks).due(within, kinds).items


def said(found: Sequence[DueItem]) -> list[tuple[str, tuple[str, ...], str, str | None, bool]]:
    """Return what a reader sees of items: subject, whom one waits for, what, when, and whether it is overdue."""
    return [(item.subject, item.who, item.what, item.when, item.overdue) for item in found]


def test_nothing_is_due(journal: TalksLog) -> None:
    """Talks in which nothing was promised, asked or set wait for nothing."""
    found = journal.as_of(at="2022-03-01").due()
    assert ("peace", "2022-03-01T00:00Z", "P14D", ()) == (found.talks, found.moment, found.within, found.items)


@pytest.mark.parametrize(
    ("at", "what", "overdue"),
    [
        ("2022-02-22", None, False),
        ("2022-02-23", "round first is set", False),
        ("2022-03-09", "round first is set", False),
        ("2022-03-10", "round first is set", False),
        ("2022-03-11", "round first was set for a date that has passed", True),
        ("2022-06", "round first was set for a date that has passed", True),
    ],
)
def test_a_round_that_was_set(journal: TalksLog, at: str, what: str | None, *, overdue: bool) -> None:
    """A round that was set is due from a fortnight before its day on, and overdue once that is over.

    - {kind: round-scheduled, on: 2022-02-01, round: first, planned: 2022-03-10, delegations: [UKR=Arakhamia, RUS]}
    """
    who = ("UKR", "RUS")
    expected = [("first", who, what, "2022-03-10", overdue)] if what else []
    assert expected == said(items(journal, "round", at=at))


def test_a_round_that_was_held_or_cancelled_is_not_due(journal: TalksLog) -> None:
    """Only what was set and not begun, or adjourned and not taken up again, is waited for.

    - {kind: round-scheduled, on: 2022-03-01, round: first, planned: 2022-03-10}
    - {kind: round-opened, on: 2022-03-10, round: first}
    - {kind: round-adjourned, on: 2022-03-10, round: first, until: 2022-03-12}
    - {kind: round-resumed, on: 2022-03-13, round: first}
    - {kind: round-scheduled, on: 2022-03-01, round: second, planned: 2022-03-20}
    - {kind: round-cancelled, on: 2022-03-15, round: second}
    """
    first = {
        at: [item.what for item in items(journal, "round", at=at) if item.subject == "first"]
        for at in ("2022-03-09", "2022-03-10", "2022-03-12", "2022-03-12T23:59Z", "2022-03-13")
    }
    assert {
        "2022-03-09": ["round first is set"],
        "2022-03-10": ["round first is to go on"],
        "2022-03-12": ["round first is to go on"],
        "2022-03-12T23:59Z": ["round first was adjourned to a date that has passed"],
        "2022-03-13": [],
    } == first
    assert () == items(journal, "round", at="2022-03-15")


@pytest.mark.parametrize("at", ["2022-03-01", "2022-03-26T23:58Z", "2022-04-09T23:58Z", "2022-04-10", "2022-04-11"])
def test_a_silence_procedure(journal: TalksLog, at: str) -> None:
    """A silence procedure is due until its deadline: by then it is broken, or agreement, and no longer due.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-01, proposal: treaty, by: UKR, version: 1, deadline: 2022-04-10}
    """
    what = "treaty counts as agreed unless somebody objects"
    expected = [("treaty", ("RUS",), what, "2022-04-10", False)]
    none: list[object] = []
    shown = {"2022-03-01": none, "2022-03-26T23:58Z": none, "2022-04-11": none}
    assert shown.get(at, expected) == said(items(journal, "silence", at=at))
    journal.break_silence("treaty", by="RUS", on="2022-03-20")
    assert () == items(journal, "silence", at="2022-04-09")


@pytest.mark.parametrize(
    ("at", "verdicts", "what", "overdue"),
    [
        ("2022-03-02", [], None, False),
        ("2022-03-20", [("USA", "partial", "2022-03-15")], None, False),
        ("2022-04-09", [("USA", "partial", "2022-03-15")], "falls due: partial (USA)", False),
        ("2022-04-09", [], "falls due: not assessed", False),
        ("2022-04-10", [], "falls due: not assessed", False),
        ("2022-04-11", [], "past due, and not assessed", True),
        (
            "2022-04-20",
            [("USA", "partial", "2022-03-15")],
            "past due, and not assessed since (partial (USA))",
            True,
        ),
        ("2022-04-20", [("USA", "breached", "2022-04-11")], "past due: breached (USA)", True),
        ("2022-04-20", [("USA", "fulfilled", "2022-04-11")], None, True),
        (
            "2022-04-20",
            [("USA", "fulfilled", "2022-04-11"), ("UKR", "partial", "2022-04-12")],
            "past due: contested: fulfilled (USA) and partial (UKR)",
            True,
        ),
    ],
)
def test_a_pledge(
    journal: TalksLog, at: str, verdicts: list[tuple[str, str, str]], what: str | None, *, overdue: bool
) -> None:
    """A pledge with a due date waits for a verdict when that is near, then for one given since; kept, it is settled.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: We shall leave}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: leave, by: RUS, indicators: troops=none, due: 2022-04-10}
    """
    for assessor, verdict, on in verdicts:
        journal.assess("leave", verdict, by=assessor, on=on)
    expected = [("leave", ("RUS",), what, "2022-04-10", overdue)] if what else []
    assert expected == said(items(journal, "pledge", at=at))


def test_a_pledge_without_a_due_date(journal: TalksLog) -> None:
    """A vague pledge waits for its first verdict, and says that nothing tells how to give it; one that ended does not.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-01, pledge: gone, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-01, pledge: replaced, by: RUS, text: T}
    - {kind: pledge-withdrawn, on: 2022-03-02, pledge: gone, by: RUS}
    - {kind: pledge-superseded, on: 2022-03-02, pledge: replaced, by_pledge: leave}
    """
    vague = "not assessed, and vague: nothing says how to"
    assert [("leave", (), vague, None, False)] == said(items(journal, "pledge"))  # whoever assesses it is waited for
    journal.assess("leave", "unverifiable", by="OSCE", on="2022-03-03")
    assert () == items(journal, "pledge")


@pytest.mark.parametrize(
    ("at", "what"),
    [
        ("2022-03-31", None),
        ("2022-04-20", "treaty comes back"),
        ("2022-05-15", "treaty comes back"),
        ("2022-05", "treaty was deferred until a date that has passed"),
    ],
)
def test_a_proposal_that_was_deferred(journal: TalksLog, at: str, what: str | None) -> None:
    """What was put off until a date comes back by then; what was put off until nobody knows when is not due.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: proposal-deferred, on: 2022-03-02, proposal: treaty, until: 2022-05}
    - {kind: proposal-deferred, on: 2022-03-02, proposal: plan}
    """
    overdue = bool(what) and "passed" in (what or "")
    expected = [("treaty", ("UKR",), what, "2022-05", overdue)] if what else []
    assert expected == said(items(journal, "deferred", at=at))


def test_a_guarantor_that_consults(journal: TalksLog) -> None:
    """A guarantor that was called upon has the time of the text to consult, from its invocation; then it is overdue.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: pact
      by: UKR
      terms: {kind: security-guarantees, consultation: P3D, guarantors: TUR}
    - {kind: guarantor-state-changed, on: 2022-04-01, proposal: pact, guarantor: TUR, state: active}
    - {kind: guarantor-state-changed, on: "2022-05-01T10:00Z", proposal: pact, guarantor: TUR, state: invoked}
    """
    runs, over = "the time of TUR for consultations runs", "the time of TUR for consultations is over"
    until = "2022-05-04T10:00Z"
    assert () == items(journal, "consultation", at="2022-04-30")
    assert [("pact", ("TUR",), runs, until, False)] == said(items(journal, "consultation", at="2022-05-03"))
    assert [("pact", ("TUR",), runs, until, False)] == said(items(journal, "consultation", at="2022-05-04"))
    for at in ("2022-05-04T09:59Z", "2022-05-05"):  # a minute is over when the next one begins
        assert [("pact", ("TUR",), over, until, True)] == said(items(journal, "consultation", at=at))
    journal.guarantor("pact", "honoured", ["TUR"], on="2022-05-06")
    assert () == items(journal, "consultation", at="2022-05-07")


def test_a_package_that_waits(journal: TalksLog) -> None:
    """A package waits for its members, and for whoever has not agreed to them; one of everything has no name.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    - {kind: decision-rule-set, rule: {kind: consensus, single_undertaking: yes}}
    """
    assert [
        ("deal", ("RUS", "UKR"), "the package deal waits for a and b", None, False),
        ("the whole", ("RUS", "UKR"), "everything waits for a and b", None, False),
    ] == said(items(journal, "package"))
    assert [(7,), ()] == [item.entries for item in items(journal, "package")]
    journal.dissolve_package("deal", on="2022-03-03")
    assert ["the whole"] == [item.subject for item in items(journal, "package")]


def test_positions_that_are_stale_and_proposals_that_are_not_answered(journal: TalksLog) -> None:
    """A party that spoke on an older version, or not at all, is waited for; what is agreed or gone waits for nobody.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: proposal-revised, on: 2022-03-03, proposal: treaty, by: UKR, summary: anew}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: gone, by: UKR}
    - {kind: proposal-withdrawn, on: 2022-03-02, proposal: gone, by: UKR}
    """
    stale = "RUS has not spoken on version 2: opposes (stale)"
    assert [("treaty", ("RUS",), stale, None, False)] == said(items(journal, "stale"))
    assert [(6, 7)] == [item.entries for item in items(journal, "stale")]
    assert [("plan", ("RUS",), "RUS has not answered", None, False)] == said(items(journal, "unanswered"))
    journal.act("plan", "agreed-in-principle", by=["UKR", "RUS"], on="2022-03-05")
    assert () == items(journal, "unanswered")


def test_guarantors_that_are_not_heard_from(journal: TalksLog) -> None:
    """Whom the text names, or who was approached, and who has said nothing since, is waited for together.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: [TUR, GBR, CHN]}}
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: pact, guarantor: GBR, state: approached}
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: pact, guarantor: CHN, state: declined}
    """
    what = "TUR and GBR have not been heard from as guarantors"
    found = items(journal, "guarantor")
    assert [("pact", ("TUR", "GBR"), what, None, False)] == said(found)
    assert [(5, 6)] == [item.entries for item in found]
    journal.withdraw("pact", by="UKR", on="2022-03-03")
    assert () == items(journal, "guarantor")


def test_deadlines_come_first_and_the_oldest_of_them(journal: TalksLog) -> None:
    """Whatever has a date is before what has none, in the order of the dates; kinds narrow it, several to their sum.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: silence-opened, on: 2022-03-01, proposal: treaty, version: 1, deadline: 2022-03-12}
    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: T}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: leave, by: RUS, due: 2022-03-05}
    - {kind: round-scheduled, on: 2022-03-01, round: first, planned: 2022-03-11}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: later, by: UKR}
    - {kind: proposal-deferred, on: 2022-03-02, proposal: later, until: 2022-03-20}
    """
    found = items(journal, at="2022-03-09")
    assert ["pledge", "round", "silence", "deferred", "unanswered", "unanswered"] == [item.kind for item in found]
    assert [True, False, False, False, False, False] == [item.overdue for item in found]
    assert ["round", "deferred"] == [item.kind for item in items(journal, "deferred", "round", at="2022-03-09")]
    assert ["pledge"] == [item.kind for item in items(journal, "pledge", "guarantor", at="2022-03-09")]


@pytest.mark.parametrize(
    ("within", "kinds"),
    [("PT1H", []), ("P1D", ["round"]), ("P1W", ["round", "silence"]), ("P1M", ["round", "silence", "deferred"])],
)
def test_how_far_one_looks_ahead(journal: TalksLog, within: str, kinds: list[str]) -> None:
    """What lies beyond the horizon is not due yet.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: later, by: UKR}
    - {kind: round-scheduled, on: 2022-03-01, round: first, planned: "2022-03-11T12:00Z"}
    - {kind: silence-opened, on: 2022-03-01, proposal: treaty, version: 1, deadline: 2022-03-12}
    - {kind: proposal-deferred, on: 2022-03-02, proposal: later, until: 2022-03-20}
    """
    asked = ("round", "silence", "deferred")
    assert kinds == [item.kind for item in items(journal, *asked, within=within, at="2022-03-10")]


def test_what_is_contested_is_marked(journal: TalksLog) -> None:
    """An item that rests on a disputed entry says so, with the entries that it rests on.

    - {id: made, kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-01, pledge: stop, by: RUS, text: T}
    - {kind: entry-disputed, entry: made, by: RUS, reason: we never said so}
    """
    assert [("leave", True, (5,)), ("stop", False, (6,))] == [
        (item.subject, item.contested, item.entries) for item in items(journal, "pledge")
    ]


def test_due_now_is_due_at_the_present_moment(journal: TalksLog) -> None:
    """Without a moment, deadlines are those of the clock on the wall; nothing that is recorded later is due before.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: T}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: leave, by: RUS, due: 2022-06-01T12:20Z}
    """
    found = journal.as_of().due()
    assert found.moment
    assert found.moment.startswith("2022-06-01T12:")
    assert [False] == [item.overdue for item in found.items]
    assert [True] == [item.today for item in found.items]
    assert [True] == [item.overdue for item in items(journal, at="2022-06-01T12:20Z")]


@pytest.mark.parametrize(
    ("at", "today", "overdue"),
    [
        ("2022-04-04", [], []),
        ("2022-04-05", ["first", "treaty", "plan", "leave"], []),
        ("2022-04-05T23:59Z", [], ["first", "leave"]),
        ("2022-04-06", [], ["first", "leave"]),
        ("2022-04", [], ["first", "leave"]),
    ],
)
def test_what_falls_due_on_the_day_that_is_asked_for(
    journal: TalksLog, at: str, today: list[str], overdue: list[str]
) -> None:
    """A day has its own deadlines, as due today and not overdue, on either history; its last minute has passed them.

    - {kind: proposal-tabled, on: 2022-04-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-04-01, proposal: plan, by: UKR, valid_until: 2022-04-05}
    - {kind: silence-opened, on: 2022-04-01, proposal: treaty, version: 1, deadline: 2022-04-05}
    - {kind: round-scheduled, on: 2022-04-01, round: first, planned: 2022-04-05}
    - {kind: pledge-made, on: 2022-04-01, pledge: leave, by: RUS, text: T}
    - {kind: pledge-clarified, on: 2022-04-01, pledge: leave, by: RUS, due: 2022-04-05}
    """
    seen = journal.as_of(at=at)
    kept = seen.due().items
    pure = due(history(journal.entries(), Clocks(at=at), seen.now)).items
    assert kept == pure
    assert (today, overdue) == tuple([item.subject for item in kept if one(item)] for one in (_today, _overdue))


def _today(item: DueItem) -> bool:
    return item.today


def _overdue(item: DueItem) -> bool:
    return item.overdue


@pytest.mark.parametrize(("within", "kinds"), [("a while", []), ("P", []), ("P14D", ["gossip"])])
def test_what_cannot_be_asked_for(journal: TalksLog, within: str, kinds: list[str]) -> None:
    """A horizon is a duration, and a kind one of those there are."""
    with pytest.raises(InvalidInput):
        journal.as_of().due(within, kinds)


@given(past=pasts, kinds=st.lists(st.sampled_from([*DueKind]), unique=True), moment=st.dates().map(str))
def test_what_is_due_obeys_its_own_order(past: list[object], kinds: list[DueKind], moment: str) -> None:
    """Kinds narrow what is due without changing it, dates are in order, and a longer look ahead loses nothing."""
    seen = history(entries_of((*well_begun(), *past)), Clocks(at=moment))  # type: ignore[arg-type]
    found = due(seen).items
    assert tuple(item for item in found if not kinds or item.kind in kinds) == due(seen, kinds=kinds).items
    dates = [span(item.when, seen.zone).end for item in found if item.when]
    assert sorted(dates) == dates
    assert [item.when is None for item in found] == sorted(item.when is None for item in found)
    assert {(i.kind, i.subject, i.what) for i in found} <= {(i.kind, i.subject, i.what) for i in due(seen, "P9Y").items}
    assert all(span(item.when, seen.zone).end <= seen.moment for item in found if item.overdue and item.when)


def test_one_guarantor_is_not_heard_from_as_one(journal: TalksLog) -> None:
    """One that was named and has done nothing is named alone; a contested deferral is marked.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: p
      by: UKR
      terms: {kind: security-guarantees, guarantors: [GBR]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: q, by: UKR}
    - {kind: proposal-deferred, on: 2022-03-02, proposal: q, until: 2022-03-10}
    - {kind: entry-disputed, entry: "#7", by: RUS, reason: no}
    """
    found = items(journal, at="2022-03-12")
    assert "GBR has not been heard from as a guarantor" in [item.what for item in found]
    assert [True] == [item.contested for item in found if item.kind is DueKind.DEFERRED]


def test_a_verdict_of_the_day_on_which_a_pledge_is_due_is_one_in_any_time_zone(journal: TalksLog) -> None:
    """Both days end when they do where the talks are held, here later than in UTC.

    - {kind: talks-opened, title: T, timezone: America/New_York}
    - {kind: party-joined, party: RUS, roles: negotiating}
    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: to leave}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: leave, by: OSCE, due: 2022-04-10}
    - {kind: pledge-assessed, on: 2022-04-10, pledge: leave, assessor: OSCE, verdict: partial}
    """
    assert ["past due: partial (OSCE)"] == [item.what for item in items(journal, at="2022-04-12")]


def test_a_silence_until_about_a_day_may_have_ended_after_it(journal: TalksLog) -> None:
    """Before that day the text counts as agreed unless somebody objects; after it, if the deadline has not passed.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: p, version: 1, deadline: 2022-03-10~}
    """
    agreed = "p counts as agreed unless somebody objects"
    for day, more in (("2022-03-05", ""), ("2022-03-12", ", if the deadline has not passed, which is not sure")):
        found = [item.what for item in items(journal, at=day) if item.kind is DueKind.SILENCE]
        assert [f"{agreed}{more}"] == found


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2022-02-27", []),
        ("2022-03-09", [("p", ("RUS",), "p lapses unless it is agreed", "2022-03-10", False)]),
        ("2022-03-10", [("p", ("RUS",), "p lapses unless it is agreed", "2022-03-10", False)]),
        ("2022-03-11", []),
    ],
)
def test_a_last_day_is_due_until_it_is_over(
    journal: TalksLog, at: str, expected: list[tuple[str, tuple[str, ...], str, str | None, bool]]
) -> None:
    """Before its last day is over an offer is due to be answered; then it has lapsed, and nothing is waited for.

    - {kind: proposal-tabled, on: 2022-02-28, proposal: p, by: UKR, valid_until: 2022-03-10}
    """
    assert expected == said(items(journal, "last-day", at=at))
    assert (at in ("2022-03-09", "2022-03-10")) is bool(items(journal, "unanswered", at=at))


def test_a_condition_that_is_met_asks_for_the_word_of_its_party(journal: TalksLog) -> None:
    """Once all that a party waits for is agreed it is asked; while one condition is open, it is not.

    - {kind: party-role-changed, on: 2022-02-01, party: TUR, roles: negotiating}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: q, by: RUS}
    - kind: position-taken
      on: 2022-03-02
      proposal: p
      party: RUS
      stance: supports-if
      version: 1
      conditions: "proposal:q"
    - kind: position-taken
      on: 2022-03-02
      proposal: p
      party: TUR
      stance: supports-if
      version: 1
      conditions: ["proposal:q", peace]
    - {kind: formal-act-done, on: 2022-03-05, proposal: q, act: agreed-in-principle, by: [UKR, TUR], version: 1}
    """
    assert [] == said(items(journal, "condition", at="2022-03-04"))
    met = ("p", ("RUS",), "RUS supports if q is agreed (met by #10)", None, False)
    assert [met] == said(items(journal, "condition", at="2022-03-05"))
    held = journal.as_of(at="2022-03-05").positions().cells
    words = {
        cell.party: (cell.now[0].conditions, cell.now[0].met) for cell in held if cell.proposal == "p" and cell.now
    }
    assert {"RUS": (("proposal:q",), (10,)), "TUR": (("proposal:q", "peace"), (10, 0))} == words
