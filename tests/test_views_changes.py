"""What changed between two moments, on each of the three clocks."""

import pytest

from negotiation import TalksLog
from negotiation.views.changes import Changes
from negotiation.views.redline.runs import marked


def read(found: Changes) -> list[tuple[str, str, str | None, str | None]]:
    """Return the changes without the entries behind them."""
    return [(change.subject, change.what, change.before, change.after) for change in found.changes]


def test_what_happened_between_two_days(journal: TalksLog) -> None:
    """On the clock of happening: new proposals, labels, positions, versions and parties, with the entries behind them.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-05, proposal: treaty, party: RUS, stance: studying, version: 1}
    - {kind: proposal-tabled, on: 2022-03-06, proposal: plan, by: RUS, terms: {kind: free-text, text: Peace}}
    - {kind: party-left, on: 2022-03-07, party: TUR}
    """
    found = journal.changes("2022-03-01", "2022-03-07")
    parties = "UKR (negotiating), RUS (negotiating) and TUR (host and mediator)"
    assert [
        ("talks", "parties", parties, "UKR (negotiating) and RUS (negotiating)"),
        ("treaty", "status", "tabled", "under consideration"),
        ("treaty", "text", "proposed by one side", "under study"),
        ("treaty", "position of RUS", None, "studying"),
        ("treaty", "due, unanswered RUS", "RUS has not answered", None),
        ("plan", "status", None, "tabled"),
        ("plan", "term free-text", None, "Peace"),
    ] == read(found)
    assert [(8,), (6,), (6,), (6,), (6,), (7,), (7,)] == [change.entries for change in found.changes]
    assert ([6, 7, 8], []) == ([line.number for line in found.new], list(found.gone))
    assert ("peace", "at", "2022-03-01", "2022-03-07") == (found.talks, found.clock, found.before, found.after)


def test_whose_a_text_is_and_who_has_not_spoken_is_told_of_the_text_alone(journal: TalksLog) -> None:
    """What the table of positions keeps by proposal is no change of the talks beside those of the proposal.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, author: room, text: Peace}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: studying}
    """
    found = [*read(journal.changes("2022-02-28", "2022-03-01")), *read(journal.changes("2022-03-01", "2022-03-02"))]
    assert ("treaty", "status", None, "tabled") in found
    assert ("treaty", "position of RUS", None, "studying") in found
    assert "talks" not in {subject for subject, *_ in found}


def test_an_entry_about_an_entry_names_it_among_the_rows(journal: TalksLog) -> None:
    """A correction, a retraction and a dispute are of the entry that they are about, and so is what reads otherwise.

    - {kind: statement-recorded, on: 2022-03-01, speaker: A, text: T}
    - {kind: statement-recorded, on: 2022-03-01, speaker: B, text: T}
    - {kind: statement-recorded, on: 2022-03-01, speaker: C, text: T}
    """
    journal.correct("#5", {"on": "2022-03-02"}, reason="misread")
    journal.retract("#6", reason="never said")
    journal.dispute("#7", by="UKR", reason="otherwise")
    found = journal.changes("#7", "#10", clock="recorded")
    told = {(row.change, row.thing, row.field) for row in found.rows}
    assert {
        ("new", "entry #5", "entry-corrected"),
        ("new", "entry #6", "entry-retracted"),
        ("new", "entry #7", "entry-disputed"),
        ("reads otherwise", "entry #5", "date"),
    } <= told
    assert ["entry:#5", "entry:#6", "entry:#7"] == [line.subject for line in found.said]
    back = journal.changes("#10", "#7", clock="recorded")
    assert ("gone", "entry #6", "entry-retracted") in {(row.change, row.thing, row.field) for row in back.rows}


def test_what_is_told_in_words_is_not_told_again_field_by_field(journal: TalksLog) -> None:
    """How a round ended, in words and by the entry that says so; a first position is one row, a column of groups none.

    - {kind: group-formed, on: 2022-03-01, group: both, members: [UKR, RUS]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: text, by: UKR, to: [RUS]}
    - {kind: round-opened, on: 2022-03-01, round: first}
    - {kind: statement-recorded, on: 2022-03-03, speaker: Lavrov, text: well, in_round: first}
    - {kind: position-taken, on: 2022-03-03, proposal: text, party: RUS, stance: opposes}
    - {kind: position-taken, on: 2022-03-04, proposal: text, party: RUS, stance: supports}
    - {kind: round-closed, on: 2022-03-21, round: first, duration: P20D, outputs: [a paper]}
    """
    found = journal.changes("2022-03-02", "2022-03-22").changes
    rounds = [(one.what, one.before, one.after, one.entries) for one in found if one.subject == "round first"]
    assert rounds == [
        ("state", "open", "concluded", (11,)),
        ("ended", None, "21 Mar 2022", (11,)),
        ("lasted", None, "20 days", (11,)),
        ("results", None, "a paper", (11,)),
    ]
    assert [one.after for one in found if one.what == "position of RUS"] == ["supports"]
    assert "groups" not in [one.what for one in found]


def test_a_revision_between_two_days(journal: TalksLog) -> None:
    """A new version makes a position stale, which is a change of that position.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: proposal-revised, on: 2022-03-05, proposal: treaty, by: UKR, summary: anew}
    """
    assert [
        ("treaty", "status", "under consideration", "tabled"),
        ("treaty", "version", "1", "2"),
        ("treaty", "text", "divided", "proposed by one side"),
        ("treaty", "position of RUS", "opposes", "opposes (stale)"),
        ("treaty", "due, stale RUS", None, "RUS has not spoken on version 2: opposes (stale)"),
    ] == read(journal.changes("2022-03-04", "2022-03-05"))


def test_a_change_of_the_text_names_what_was_said_of_it_whatever_the_order_of_record(journal: TalksLog) -> None:
    """The position brought the words under study; that the text had been received, recorded late, changed nothing.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-06, proposal: treaty, party: RUS, stance: studying, version: 1}
    - {kind: proposal-received, on: 2022-03-03, proposal: treaty, by: RUS}
    """
    found = {change.what: change.entries for change in journal.changes("2022-03-01", "2022-03-07").changes}
    assert (6,) == found["text"]


def test_what_left_the_table_left_it_by_its_end_alone(journal: TalksLog) -> None:
    """That a party had agreed to it is no cause of its having been withdrawn; that both sponsors withdrew is.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: [UKR, RUS]}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: agreed-in-principle, by: UKR, version: 1}
    - {kind: proposal-withdrawn, on: 2022-03-03, proposal: treaty, by: UKR}
    - {kind: proposal-withdrawn, on: 2022-03-04, proposal: treaty, by: RUS}
    """
    status = next(change for change in journal.changes("2022-03-01", "2022-03-04").changes if change.what == "status")
    assert ("withdrawn by UKR and RUS", (7, 8)) == (status.after, status.entries)


def test_what_became_known_between_two_days(journal: TalksLog) -> None:
    """On the clock of knowledge: what was published, though it happened long before.

    - {kind: source-registered, source: nyt, publisher: NYT, published: 2024-06-15}
    - {kind: proposal-tabled, on: 2022-04-15, proposal: treaty, by: UKR, sources: nyt}
    """
    found = journal.changes("2024-06-14", "2024-06-15", clock="known")
    assert [("treaty", "status", None, "tabled")] == read(found)
    assert [5, 6] == sorted(line.number for line in found.new)
    assert [] == read(journal.changes("2024-06-14", "2024-06-15", clock="known", at="2022-04-14"))


def test_what_the_log_took_in_and_took_back_between_two_moments(journal: TalksLog) -> None:
    """On the clock of the record: a retraction takes away what the log held before.

    - {id: tabling, kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: entry-retracted, entry: tabling, reason: another proposal}
    """
    found = journal.changes("#5", "#6", clock="recorded")
    assert [("treaty", "status", "tabled", None)] == read(found)
    assert ([], [5]) == ([line.number for line in found.new], [line.number for line in found.gone])


def test_nothing_changes_between_a_moment_and_itself(journal: TalksLog) -> None:
    """The same moment twice shows no change, nothing new and nothing gone.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: talks-suspended, on: 2022-03-05}
    """
    found = journal.changes("2022-03", "2022-03")
    assert ((), (), ()) == (found.changes, found.new, found.gone)
    assert [("talks", "phase", "active", "suspended")] == read(journal.changes("2022-03-04", "2022-03-05"))


def cited(journal: TalksLog, subject: str, what: str, first: str, second: str) -> tuple[int, ...]:
    """Return the entries behind the new reading of one thing."""
    found = journal.changes(first, second).changes
    return next(change.entries for change in found if (change.subject, change.what) == (subject, what))


def test_each_change_names_the_entries_that_made_it(journal: TalksLog) -> None:
    """What is newly behind a reading is named, and not what was behind the old one already.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, terms: {kind: security-guarantees}}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: supports, version: 1}
    - {kind: pledge-made, on: 2022-03-02, pledge: leave, by: RUS, text: to leave, under: treaty}
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: treaty, guarantor: GBR, state: conditional,
       conditions: [a vote]}
    - {kind: round-scheduled, on: 2022-03-02, round: next, planned: 2022-03-20, venue: Minsk}
    - {kind: pledge-assessed, on: 2022-03-08, pledge: leave, assessor: USA, verdict: breached}
    - {kind: pledge-withdrawn, on: 2022-03-08, pledge: leave, by: RUS}
    - {kind: proposal-deferred, on: 2022-03-08, proposal: treaty, until: 2022-04}
    - {kind: talks-suspended, on: 2022-03-08}
    - {kind: guarantor-state-changed, on: 2022-03-08, proposal: treaty, guarantor: GBR, state: conditional,
       conditions: [a truce]}
    - {kind: round-scheduled, on: 2022-03-08, round: next, planned: 2022-03-25, venue: Gomel}
    - {kind: proposal-reopened, on: 2022-03-09, proposal: treaty}
    """
    journal.dispute("#5", by="TUR", reason="never tabled", on="2022-03-10")
    week = ("2022-03-07", "2022-03-08")
    assert (10,) == cited(journal, "treaty", "kept", *week)
    assert (11,) == cited(journal, "pledge leave", "status", *week)
    assert (12,) == cited(journal, "treaty", "status", *week)
    assert (13,) == cited(journal, "talks", "phase", *week)
    assert (14,) == cited(journal, "treaty", "guarantor GBR", *week)
    assert (15,) == cited(journal, "round next", "set for", *week)
    assert (15,) == cited(journal, "round next", "venue", *week)
    assert (16,) == cited(journal, "treaty", "status", "2022-03-08", "2022-03-09")
    recorded = journal.changes("#16", "#17", clock="recorded").changes
    assert [("treaty", "status", (17,))] == [(one.subject, one.what, one.entries) for one in recorded]


def test_an_entry_that_reads_otherwise_is_told_field_by_field(journal: TalksLog) -> None:
    """A moved date, a corrected statement and the date of a verdict are told, each with its correction.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: to leave}
    - {kind: statement-recorded, on: 2022-03-02, party: UKR, speaker: Podolyak, text: We agree}
    - {kind: pledge-assessed, on: 2022-03-03, pledge: leave, assessor: USA, verdict: partial}
    """
    journal.correct("#5", {"on": "2022-03-02"}, reason="misread")
    journal.correct("#6", {"text": "We disagree"}, reason="misheard")
    journal.correct("#7", {"on": "2022-03-04"}, reason="misread")
    found = journal.changes("#7", "#10", clock="recorded")
    told = [(change.subject, change.what, change.before, change.after, change.entries) for change in found.changes]
    assert [
        ("#5", "date", "1 Mar 2022", "2 Mar 2022", (8,)),
        ("#6", "text", "We agree", "We disagree", (9,)),
        ("#7", "date", "3 Mar 2022", "4 Mar 2022", (10,)),
    ] == told[-3:]
    assert [8, 9, 10] == [line.number for line in found.said]
    assert {"pledge leave"} == {subject for subject, *_ in told[:-3]}


def test_entries_about_entries_come_and_go(journal: TalksLog) -> None:
    """A dispute is new; when it is taken back, it counts no more, and what took it back is new.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    journal.dispute("#5", by="TUR", reason="never tabled", on="2022-03-10")
    journal.retract("#6", reason="a mix-up")
    first = journal.changes("#5", "#6", clock="recorded")
    assert ([6], []) == ([line.number for line in first.said], list(first.unsaid))
    assert [("treaty", "status", "tabled", "tabled, contested")] == [
        one for one in read(first) if one[1] == "status"
    ]  # fmt: skip
    second = journal.changes("#6", "#7", clock="recorded")
    assert ([7], [6]) == ([line.number for line in second.said], [line.number for line in second.unsaid])


def test_the_words_of_provisions_are_compared(journal: TalksLog) -> None:
    """Each provision and term that reads otherwise is a change of its own, with its words as runs.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR, provisions: [{number: "1", text: The river shall be open}, {number: "2", text: Fish}, {number: "3", text: Exit}]}
    - {kind: proposal-revised, on: 2022-03-05, proposal: p, by: UKR, provisions: [{number: "1", text: The river may be open}, {number: "2", text: Exit}], terms: []}
    """  # noqa: E501  # a journal
    found = journal.changes("2022-03-01", "2022-03-05").changes
    assert [
        ("p", "version", "1", "2", ""),
        ("p", "provision 1", "The river shall be open", "The river may be open", "The river [-shall-]{+may+} be open"),
        ("p", "provision 2", "Fish", None, "[-Fish-]"),
        ("p", "provision 2, renumbered from 3", "Exit", "Exit", "Exit"),
    ] == [(one.subject, one.what, one.before, one.after, marked(one.runs)) for one in found]
    assert {(6,)} == {one.entries for one in found}


def test_what_time_alone_changes_is_told(journal: TalksLog) -> None:
    """A pledge falls due, a silence expires, and a date that was vague is over, without any new entry.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: treaty, version: 1, deadline: 2022-03-06}
    - {kind: pledge-made, on: 2022-03, pledge: leave, by: RUS, text: to leave}
    - {kind: pledge-clarified, on: 2022-03-02, pledge: leave, by: RUS, due: 2022-03-07}
    """
    found = journal.changes("2022-03-05", "2022-03-08")
    assert ((), ()) == (found.new, found.gone)
    told = {(one.subject, one.what): (one.before, one.after) for one in found.changes}
    assert ("tabled, silence until 6 Mar 2022", "agreed by silence") == told["treaty", "status"]
    assert ("falls due: not assessed", "past due, and not assessed") == told["pledge leave", "due, pledge RUS, what"]
    vague = {(one.subject, one.what): one.before for one in journal.changes("2022-03-08", "2022-04").changes}
    assert "some time in Mar 2022" in str(vague["#7", "marks"])


def test_what_is_tied_to_what_changed_is_told_too(journal: TalksLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """An agreement is told of those that waited for it, of its package and of what a pledge under it is to keep.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: q, by: UKR, links: [{kind: in-exchange-for, target: p}]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: r, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: s, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: s, party: RUS, stance: supports-if, version: 1, conditions: ["proposal:p"]}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [p, r]}
    - {kind: formal-act-done, on: 2022-03-03, proposal: r, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    - {kind: pledge-made, on: 2022-03-03, pledge: leave, by: RUS, text: to leave, under: p}
    - {kind: formal-act-done, on: 2022-03-04, proposal: p, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    - {kind: pledge-assessed, on: 2022-03-05, pledge: leave, assessor: USA, verdict: breached}
    """  # noqa: E501  # a journal
    agreed, assessed = (journal.changes(f"#{n}", f"#{n + 1}", clock="recorded") for n in (12, 13))
    told = {(one.subject, one.what) for one in agreed.changes}
    assert {("p", "status"), ("r", "status"), ("package deal", "state")} <= told
    assert {"q", "s"} <= {subject for subject, what in told if "waits" in what}
    assert ("p", "kept") in {(one.subject, one.what) for one in assessed.changes}
    monkeypatch.setattr("negotiation.views.changes.affected", lambda *_: None)
    for n, found in ((12, agreed), (13, assessed)):
        assert journal.changes(f"#{n}", f"#{n + 1}", clock="recorded") == found
