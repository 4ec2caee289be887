"""What happened, entry by entry, and what to know of each before relying on it."""

import pytest

from negotiation import Filter, TalksLog
from negotiation.domain.errors import InputError

MIXED = """
- {kind: source-registered, source: wire, publisher: Agencies, published: 2022-03-30}
- {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR, to: RUS, sources: wire, marking: restricted}
- {kind: position-taken, on: 2022-03-29, proposal: treaty, party: RUS, stance: studying, version: 1, says: Medinsky}
- {kind: statement-recorded, on: 2022-03-28, speaker: Peskov, party: RUS, text: No Hurry, about: proposal:treaty}
"""


@pytest.fixture
def mixed(journal: TalksLog) -> TalksLog:
    """Return talks with a source, a tabling, a position and a statement: #5 to #8."""
    from negotiation.exchange.journal import parse

    journal.record_items(parse(MIXED, "docstring"))
    return journal


def test_the_history_is_in_the_order_of_events(mixed: TalksLog) -> None:
    """The timeline is in the order in which things happened, or the other way round."""
    order = [1, 2, 3, 4, 5, 8, 6, 7]
    assert order == [line.number for line in mixed.as_of().timeline().lines]
    assert order[::-1] == [line.number for line in mixed.as_of().timeline(newest_first=True).lines]


def test_the_last_entries_of_those_asked_for(mixed: TalksLog) -> None:
    """Only so many are shown, in either order, and how many come before them is said; to ask for none is a slip."""
    order = [1, 2, 3, 4, 5, 8, 6, 7]
    for last in range(1, len(order) + 2):
        found = mixed.as_of().timeline(last=last)
        assert (order[-last:], max(0, len(order) - last)) == ([line.number for line in found.lines], found.earlier)
    assert order[:-4:-1] == [line.number for line in mixed.as_of().timeline(newest_first=True, last=3).lines]
    with pytest.raises(InputError, match="the last 0 entries are none"):
        mixed.as_of().timeline(last=0)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Filter(party="RUS"), [3, 8, 6, 7]),
        (Filter(proposal="treaty"), [8, 6, 7]),
        (Filter(kind="position-taken"), [7]),
        (Filter(kind="proposal"), [6]),
        (Filter(source="wire"), [6]),
        (Filter(marking="restricted"), [8, 6, 7]),
        (Filter(text="no hurry"), [8]),
        (Filter(text="medinsky"), [7]),
        (Filter(numbers=frozenset({1, 7})), [1, 7]),
        (Filter(party="RUS", proposal="treaty", kind="statement"), [8]),
        (Filter(party="BLR"), []),
    ],
)
def test_filters_narrow_it(mixed: TalksLog, wanted: Filter, numbers: list[int]) -> None:
    """Each filter keeps what it asks for, and several keep what all ask for."""
    assert numbers == [line.number for line in mixed.as_of().timeline(wanted).lines]


def test_a_line_tells_all_of_an_entry(mixed: TalksLog) -> None:
    """A line holds the date, the sentence, the parties, who says so, and how it was recorded."""
    line = mixed.as_of().timeline(Filter(kind="position-taken")).lines[0]
    assert (7, "2022-03-29", "treaty", ("RUS",), "Medinsky") == (
        line.number, line.occurred, line.proposal, line.parties, line.says
    )  # fmt: skip
    assert "RUS is studying treaty (version 1), says Medinsky" == line.what
    assert ("ana", "restricted", "2022-06-01T12:04:00.000000Z") == (line.recorder, line.marking, line.recorded)


def test_the_marks_of_an_entry(journal: TalksLog) -> None:
    """An entry is marked as contested, corrected, overridden, unfinished or unsourced, in words.

    - {kind: source-registered, source: wire, publisher: Agencies}
    - {id: a, kind: proposal-tabled, on: 2022-03, proposal: treaty, by: UKR, sources: wire}
    - {kind: entry-disputed, entry: a, by: RUS, reason: no}
    - {kind: entry-disputed, entry: a, by: TUR, reason: never, set: {on: 2022-03-05}}
    - {kind: entry-corrected, entry: a, reason: the title, set: {title: Treaty}}
    - {kind: position-taken, on: 2022-03-20, proposal: treaty, party: BLR, stance: supports, version: 1, override: seen}
    """
    marks = {line.number: line.marks for line in journal.as_of(at="2022-03-25").timeline().lines}
    assert dict.fromkeys(range(1, 6), ()) == {number: marks[number] for number in range(1, 6)}
    contested = ("contested by RUS", "contested by TUR (date 5 Mar 2022)")
    assert (*contested, "corrected by #9", "some time in Mar 2022") == marks[6]
    assert ("recorded over the rule not-at-the-talks: seen", "unsourced") == marks[10]


def test_only_what_frames_the_talks_needs_no_source(journal: TalksLog) -> None:
    """That a party left or the talks collapsed is a claim, and shown as unsourced like any other.

    - {kind: decision-rule-set, rule: {kind: consensus}}
    - {kind: issue-added, issue: land, title: Land}
    - {kind: party-left, on: 2022-03-05, party: TUR}
    - {kind: talks-collapsed, on: 2022-03-06}
    """
    marked = [line.number for line in journal.as_of().timeline().lines if "unsourced" in line.marks]
    assert [7, 8] == marked == [line.number for line in journal.as_of().sources().unsourced]


def test_the_record_shows_what_was_taken_back(journal: TalksLog) -> None:
    """In the order of record every entry is listed as it was recorded, annotations too, with what became of it.

    - {id: a, kind: proposal-tabled, on: 2022-03-02, proposal: treaty, by: UKR}
    - {id: b, kind: proposal-floated, on: 2022-03-01, proposal: plan}
    - {id: c, kind: entry-retracted, entry: b, reason: a rumour}
    - {kind: entry-corrected, entry: a, reason: the title, set: {title: Treaty}}
    """
    record = journal.as_of().record().lines
    assert list(range(1, 9)) == [line.number for line in record]
    assert ("retracted by #7",) == record[5].marks
    assert ("corrected by #8", "unsourced") == record[4].marks
    assert ["#6 was retracted: a rumour", "#5 was corrected: the title"] == [line.what for line in record[6:]]
    assert [8, 7] == [line.number for line in journal.as_of().record(Filter(kind="entry"), newest_first=True).lines]


def test_the_record_of_a_moment_holds_nothing_of_later(journal: TalksLog) -> None:
    """What happened, was published or was recorded later is not listed, taken back or not.

    - {kind: source-registered, source: paper, publisher: The Paper, published: 2022-05-01}
    - {id: a, kind: proposal-tabled, on: 2022-03-02, learned: 2022-03-02, proposal: treaty, by: UKR}
    - {id: b, kind: proposal-floated, on: 2022-04-01, learned: 2022-04-01, proposal: plan}
    - {kind: entry-retracted, entry: b, reason: a rumour}
    - {kind: entry-disputed, entry: a, by: RUS, reason: not so, sources: paper}
    """
    listed = {
        str(clocks): [line.number for line in journal.as_of(**clocks).record().lines[4:]]
        for clocks in ({"at": "2022-03"}, {"known": "2022-04-30"}, {"recorded": "#7"})
    }
    assert [[5, 6, 8, 9], [6, 7, 8], [5, 6, 7]] == list(listed.values())


def test_a_search_finds_what_was_said_at_first_and_what_is_read_now(journal: TalksLog) -> None:
    """An entry that was corrected is found by its old words and by its new ones.

    - {id: a, kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, title: Neutrality of Ukraine}
    - {kind: entry-corrected, entry: a, reason: the title, set: {title: Guarantees for Ukraine}}
    """
    for words in ("neutrality", "guarantees ukraine", '"for ukraine"', "guarant*"):
        assert [5] == [line.number for line in journal.as_of().search(words).lines], words
    for words in ("neutrality peace", '"ukraine for"', "guarant", "", "*"):
        assert [] == [line.number for line in journal.as_of().search(words).lines], words


def test_filters_by_pledge_and_by_round(journal: TalksLog) -> None:
    """What happened to a pledge or a round, what was said about it and what happened in it is kept, and nothing else.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: round-opened, on: 2022-03-02, round: first}
    - {kind: pledge-made, on: 2022-03-02, pledge: reduce, by: RUS, text: T, in_round: first}
    - {kind: pledge-made, on: 2022-03-02, pledge: other, by: RUS, text: T}
    - {kind: pledge-superseded, on: 2022-03-03, pledge: other, by_pledge: reduce}
    - {kind: statement-recorded, on: 2022-03-03, speaker: S, text: T, about: [pledge:reduce, round:first]}
    - {kind: pledge-assessed, on: 2022-03-04, pledge: reduce, assessor: USA, verdict: partial}
    """
    seen = journal.as_of()
    shown = {
        name: [line.number for line in seen.timeline(wanted).lines]
        for name, wanted in {
            "pledge": seen.filter(pledge="red"),
            "round": seen.filter(round="fir"),
            "both": seen.filter(pledge="reduce", round="first"),
            "kind": seen.filter(pledge="reduce", kind="pledge-assessed"),
            "party": seen.filter(pledge="reduce", party="RUS"),
        }.items()
    }
    assert {"pledge": [7, 9, 10, 11], "round": [6, 7, 10], "both": [7, 10], "kind": [11], "party": [7]} == shown


def test_the_record_says_who_contests_a_retraction(journal: TalksLog) -> None:
    """A retraction that somebody disputes is marked in the record, as any entry is; not once that is taken back.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """

    def marks() -> list[str]:
        return [mark for line in journal.as_of().record().lines for mark in line.marks if "RUS" in mark]

    journal.retract("#5", reason="never tabled")
    journal.dispute("#6", by="RUS", reason="it was")
    assert ["contested by RUS"] == marks()
    journal.undo()
    assert [] == marks()
