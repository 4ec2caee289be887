"""How many entries there are, grouped."""

import pytest

from negotiation import Filter, TalksLog
from negotiation.domain.errors import InputError
from negotiation.rendering.as_table import write
from negotiation.views.countable import COUNTABLES, OF_ENTRIES

Counted = dict[tuple[str | None, ...], int]


def counted(journal: TalksLog, *by: str, what: str = "entries", wanted: Filter | None = None, **clocks: str) -> Counted:
    """Return the groups with their numbers."""
    found = journal.as_of(**clocks).count(by, wanted, what=what)
    return {tuple(group.values.values()): group.count for group in found.groups}


def test_entries_by_party_and_kind(journal: TalksLog) -> None:
    """An act of two parties is counted with each, none with whom it is done to; the whole is the number of entries.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, to: RUS}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: formal-act-done, on: 2022-03-03, proposal: treaty, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    - {kind: statement-recorded, on: 2022-03-04, speaker: Nobody, text: Words}
    """
    expected: Counted = {
        (None, "party-joined"): 3,
        ("UKR", "proposal-tabled"): 1,
        ("RUS", "position-taken"): 1,
        ("UKR", "formal-act-done"): 1,
        ("RUS", "formal-act-done"): 1,
        (None, "statement-recorded"): 1,
        (None, "talks-opened"): 1,
    }
    assert expected == counted(journal, "party", "kind")
    assert 8 == journal.as_of().count().total
    assert {(): 8} == counted(journal)


def test_what_was_taken_back_or_corrected_is_counted_as_it_stands(journal: TalksLog) -> None:
    """On every clock: before the correction by the party that was named first, and after it by the other one.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-02, proposal: plan, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-03, proposal: slip, by: UKR}
    """
    journal.correct("#6", {"by": ["RUS"]}, reason="misread")
    journal.retract("#7", reason="never tabled")
    tabled = Filter(kind="proposal-tabled")
    assert {("UKR",): 1, ("RUS",): 1} == counted(journal, "party", wanted=tabled)
    assert {("UKR",): 3} == counted(journal, "party", wanted=tabled, recorded="#7")
    assert {("UKR",): 1} == counted(journal, "party", wanted=tabled, at="2022-03-01")


def test_the_groups_add_up_to_the_timeline(journal: TalksLog) -> None:
    """By anything of which an entry has one at most, the groups are the entries of the timeline, each once.

    - {kind: round-opened, on: 2022-03-01, round: first, host: TUR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, in_round: first}
    - {kind: pledge-made, on: 2022-03-02, pledge: leave, by: RUS, text: T, asserted_by: Fomin}
    """
    lines = journal.as_of().timeline().lines
    for name in set(OF_ENTRIES) - {"party", "source"}:
        assert len(lines) == sum(counted(journal, name).values())
    assert {("first",): 1, (None,): 6} == counted(journal, "round")
    assert {("Fomin",): 1, (None,): 6} == counted(journal, "says")


@pytest.mark.parametrize("what", COUNTABLES)
def test_there_is_nothing_of_that_name_to_count_by(journal: TalksLog, what: str) -> None:
    """The error names what there is."""
    with pytest.raises(InputError) as caught:
        journal.as_of().count(("mood",), what=what)
    assert (f"{what} cannot be counted by 'mood'", f"by {', '.join((*COUNTABLES[what].groups, 'talks'))}") == (
        caught.value.message,
        caught.value.hint,
    )


def test_there_is_nothing_of_that_name_to_count(journal: TalksLog) -> None:
    """The error names what can be counted."""
    with pytest.raises(InputError, match="'moods' cannot be counted") as caught:
        journal.as_of().count(what="moods")
    assert "what can: entries, proposals, pledges, acts" == caught.value.hint


def test_a_whole_that_is_less_than_its_groups_says_why(journal: TalksLog) -> None:
    """Whoever adds up the column is told that an entry is in it more than once.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: [UKR, RUS]}
    """
    seen = journal.as_of()
    documents = {by: seen.document("count", seen.count((by,))) for by in ("party", "kind")}
    told = {by: "counted in each" in write(document) for by, document in documents.items()}
    assert {"party": True, "kind": False} == told


def test_entries_by_period(journal: TalksLog) -> None:
    """An entry is of the day, month or year that its date lies in, in the zone of the talks, and else of none.

    - {kind: statement-recorded, on: 2022-02-28T23:30Z, speaker: A, text: T}
    - {kind: statement-recorded, on: 2022-03, speaker: A, text: T}
    - {kind: statement-recorded, on: 2022-03-29~, speaker: A, text: T}
    - {kind: statement-recorded, on: 2022-03-30/2022-04-02, speaker: A, text: T}
    """
    said = Filter(kind="statement-recorded")
    assert {("2022-02",): 1, ("2022-03",): 2, (None,): 1} == counted(journal, "month", wanted=said)
    assert {("2022-02-28",): 1, ("2022-03-29",): 1, (None,): 2} == counted(journal, "day", wanted=said)
    journal.correct("#1", {"timezone": "Europe/Istanbul"}, reason="they meet in Istanbul")
    assert {("2022-03",): 3, (None,): 1} == counted(journal, "month", wanted=said)
    assert {("2022",): 4} == counted(journal, "year", wanted=said)


def test_proposals_by_sponsor_and_status(journal: TalksLog) -> None:
    """A proposal of two is counted with each; one that came to the table later is not counted before.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: [UKR, RUS]}
    - {kind: proposal-tabled, on: 2022-04-02, proposal: plan, by: UKR, to: RUS}
    - {kind: proposal-rejected, on: 2022-04-03, proposal: plan, by: RUS, version: 1}
    """
    assert {("UKR", "rejected"): 1, ("UKR", "tabled"): 1, ("RUS", "tabled"): 1} == counted(
        journal, "sponsor", "formal", what="proposals"
    )
    assert {("2022-03",): 1, ("2022-04",): 1} == counted(journal, "month", what="proposals")
    assert {("UKR",): 1, ("RUS",): 1} == counted(journal, "sponsor", what="proposals", at="2022-03-31")
    assert 2 == journal.as_of().count(("sponsor", "formal"), what="proposals").total


def test_proposals_by_status_without_names(journal: TalksLog) -> None:
    """Whatever the parties and the dates are called, proposals that stand alike are in one group.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR, to: RUS}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: RUS, to: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: c, by: TUR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: d, by: TUR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: e, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: f, by: UKR}
    - {kind: proposal-rejected, on: 2022-03-03, proposal: a, by: RUS, version: 1}
    - {kind: proposal-rejected, on: 2022-03-03, proposal: b, by: UKR, version: 1}
    - {kind: formal-act-done, on: 2022-03-04, proposal: c, act: agreed-in-principle, by: UKR, version: 1}
    - {kind: formal-act-done, on: 2022-03-04, proposal: d, act: agreed-in-principle, by: RUS, version: 1}
    - {kind: proposal-deferred, on: 2022-03-04, proposal: e, until: 2022-05-01, reason: R}
    - {kind: proposal-withdrawn, on: 2022-03-05, proposal: f, by: UKR}
    """
    assert {
        ("rejected",): 2,
        ("under consideration, agreed in principle by some",): 2,
        ("deferred",): 1,
        ("withdrawn",): 1,
    } == counted(journal, "status", what="proposals")
    assert "agreed in principle by UKR" in next(
        found.label for found in journal.as_of().status().proposals if found.proposal == "c"
    )


def test_acts_by_act_and_party(journal: TalksLog) -> None:
    """An act of two parties is one act, of each of them; one that was taken back is none.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: [UKR, RUS]}
    - {kind: formal-act-done, on: 2022-03-04, proposal: treaty, act: initialled, by: [UKR, RUS], version: 1}
    - {kind: formal-act-done, on: 2022-03-05, proposal: treaty, act: signed, by: UKR, version: 1}
    - {kind: formal-act-done, on: 2022-03-05, proposal: treaty, act: signed, by: RUS, version: 1}
    """
    both: Counted = {("initialled", "UKR"): 1, ("initialled", "RUS"): 1, ("signed", "UKR"): 1}
    assert {**both, ("signed", "RUS"): 1} == counted(journal, "act", "party", what="acts")
    assert 3 == journal.as_of().count(what="acts").total
    journal.retract("#8", reason="it did not sign")
    assert both == counted(journal, "act", "party", what="acts")
    assert {("initialled",): 1} == counted(journal, "act", what="acts", wanted=Filter(party="RUS"))


def test_pledges_by_verdict(journal: TalksLog) -> None:
    """Verdicts that differ are contested, and no verdict is none; never more than one to a pledge.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-01, pledge: stay, by: [RUS, UKR], text: T}
    - {kind: pledge-assessed, on: 2022-03-02, pledge: leave, assessor: UKR, verdict: breached}
    - {kind: pledge-assessed, on: 2022-03-03, pledge: leave, assessor: RUS, verdict: fulfilled}
    """
    assert {("contested",): 1, ("not assessed",): 1} == counted(journal, "verdict", what="pledges")
    assert {("breached",): 1, ("not assessed",): 1} == counted(journal, "verdict", what="pledges", at="2022-03-02")
    assert {("UKR",): 1, ("RUS",): 1, (None,): 1} == counted(journal, "assessor", what="pledges")


def test_pledges_by_status_without_names(journal: TalksLog) -> None:
    """Whoever took them back, pledges that stand alike are in one group.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-01, pledge: stay, by: UKR, text: T}
    - {kind: pledge-made, on: 2022-03-01, pledge: wait, by: UKR, text: T}
    - {kind: pledge-withdrawn, on: 2022-03-02, pledge: leave, by: RUS}
    - {kind: pledge-withdrawn, on: 2022-03-02, pledge: stay, by: UKR}
    """
    assert {("withdrawn",): 2, ("made",): 1} == counted(journal, "status", what="pledges")
    journal.dispute("#7", by="UKR", reason="nothing of the kind was said")
    assert {("withdrawn",): 2, ("made, contested",): 1} == counted(journal, "status", what="pledges")


def test_what_adds_up(journal: TalksLog) -> None:
    """Each period has what was there by its end, of what has all else in common; what is of no period is in no sum.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-02, proposal: b, by: [UKR, RUS]}
    - {kind: proposal-tabled, on: 2022-05-02, proposal: c, by: UKR}
    - {kind: proposal-tabled, on: 2022, proposal: d, by: RUS}
    """
    found = journal.as_of(at="any").count(("month", "sponsor"), what="proposals", cumulative=True)
    assert [
        ("2022-03", "RUS", 1, 1),
        (None, "RUS", 1, None),
        ("2022-03", "UKR", 2, 2),
        ("2022-05", "UKR", 1, 3),
    ] == [(*group.values.values(), group.count, group.so_far) for group in found.groups]
    assert [
        ("month", "2022-03", 2),
        ("month", "2022-05", 1),
        ("month", None, 1),
        ("sponsor", "RUS", 2),
        ("sponsor", "UKR", 3),
    ] == [(total.by, total.value, total.count) for total in found.totals]


@pytest.mark.parametrize("by", [("sponsor",), ("day", "month")])
def test_what_adds_up_does_so_by_one_period(journal: TalksLog, by: tuple[str, ...]) -> None:
    """Without a period, or with two, there is nothing to add up by."""
    with pytest.raises(InputError, match="added up by one period"):
        journal.as_of().count(by, what="proposals", cumulative=True)
