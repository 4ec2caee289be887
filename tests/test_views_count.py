"""How many entries there are, grouped."""

import pytest

from negotiation import Filter, TalksLog
from negotiation.domain.errors import InputError
from negotiation.rendering.as_table import write
from negotiation.views.count import GROUPS

Counted = dict[tuple[str | None, ...], int]


def counted(journal: TalksLog, *by: str, wanted: Filter | None = None, **clocks: str) -> Counted:
    """Return the groups with their numbers."""
    found = journal.as_of(**clocks).count(by, wanted)
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
    for name in set(GROUPS) - {"party", "source"}:
        assert len(lines) == sum(counted(journal, name).values())
    assert {("first",): 1, (None,): 6} == counted(journal, "round")
    assert {("Fomin",): 1, (None,): 6} == counted(journal, "says")


def test_there_is_nothing_of_that_name_to_count_by(journal: TalksLog) -> None:
    """The error names what there is."""
    with pytest.raises(InputError) as caught:
        journal.as_of().count(("mood",))
    assert ("entries cannot be counted by 'mood'", f"by {', '.join(GROUPS)}") == (
        caught.value.message,
        caught.value.hint,
    )


def test_a_whole_that_is_less_than_its_groups_says_why(journal: TalksLog) -> None:
    """Whoever adds up the column is told that an entry is in it more than once.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: [UKR, RUS]}
    """
    seen = journal.as_of()
    documents = {by: seen.document("count", seen.count((by,))) for by in ("party", "kind")}
    told = {by: "counted in each" in write(document) for by, document in documents.items()}
    assert {"party": True, "kind": False} == told
