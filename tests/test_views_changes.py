"""What changed between two moments, on each of the three clocks."""

from negotiation import TalksLog
from negotiation.views.changes import Changes


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
        ("plan", "status", None, "tabled"),
        ("plan", "terms", None, "Peace"),
    ] == read(found)
    assert [(8,), (6,), (6,), (6,), (7,), (7,)] == [change.entries for change in found.changes]
    assert ([6, 7, 8], []) == ([line.number for line in found.new], list(found.gone))
    assert ("peace", "at", "2022-03-01", "2022-03-07") == (found.talks, found.clock, found.before, found.after)


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
