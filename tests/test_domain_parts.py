"""Laws of the parts: what has nothing to do with a proposal never changes where it stands."""

from dataclasses import replace

from given import Told, entries_of, frame, position, tabled, told
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.entry import Entry
from negotiation.domain.history import history
from negotiation.domain.parts import parts
from negotiation.domain.situation import situation, violations
from negotiation.views.positions import positions
from negotiation.views.status import status

DATES = st.sampled_from(["2022", "2022-03", "2022-03-10", "2022-03-28", "2022-03-28T10:00", "2022-03-20/2022-03-30"])
PROPOSALS = st.sampled_from(["mine", "other"])


def _things() -> st.SearchStrategy[Told]:
    """Return a strategy for acts of the talks and of two proposals, with dates that often overlap."""
    return st.one_of(
        st.builds(tabled, PROPOSALS, DATES),
        st.builds(lambda name, on: position("RUS", "opposes", on, name), PROPOSALS, DATES),
        st.builds(lambda name, on: told("proposal-revised", on, proposal=name, by="UKR"), PROPOSALS, DATES),
        st.builds(lambda name, on: told("proposal-withdrawn", on, proposal=name, by="UKR"), PROPOSALS, DATES),
        st.builds(lambda name, on: told("proposal-reopened", on, proposal=name), PROPOSALS, DATES),
        st.builds(lambda on: told("party-left", on, party="RUS"), DATES),
        st.builds(lambda on: told("party-joined", on, party="RUS", roles="negotiating"), DATES),
        st.builds(lambda on: told("statement-recorded", on, speaker="Somebody", text="words"), DATES),
    )


def _without(entries: list[Entry], proposal: str) -> list[Entry]:
    return [entry for entry in entries if getattr(entry.event, "proposal", None) != proposal]


@given(st.lists(_things(), max_size=12))
def test_a_proposal_stands_where_it_stands_whatever_happens_to_others(past: list[Told]) -> None:
    """Neither the state of a proposal nor the rules it breaks hang on one that it is not tied to."""
    entries = entries_of([*frame(), *past])
    alone = _without(entries, "other")
    whole, part = situation(history(entries)), situation(history(alone))
    assert part.proposals.get("mine") == whole.proposals.get("mine")
    assert part.talks == whole.talks
    broken = [(v.entry.number, v.refusal) for v in violations(history(alone))]
    kept = {entry.number for entry in alone}
    assert sorted(map(repr, broken)) == sorted(
        repr((v.entry.number, v.refusal)) for v in violations(history(entries)) if v.entry.number in kept
    )


def test_a_third_entry_does_not_turn_two_others_round() -> None:
    """A month and a day within it stand in the order of record, though a day of another proposal lies between."""
    past = [
        *frame(),
        tabled("other", "2022-03-29"),
        tabled("mine", "2022-03"),
        told("proposal-withdrawn", "2022-03-28", proposal="mine", by="UKR"),
    ]
    assert [4, 5, 6] != [entry.number for entry in history(entries_of(past)).entries[3:]]
    assert not violations(history(entries_of(past)))
    assert situation(history(entries_of(past))).proposals["mine"].ending


def test_proposals_that_are_tied_make_one_part() -> None:
    """Tied proposals are folded together, whichever of them names the other."""
    tie = [{"kind": "responds-to", "target": "first"}]
    second = told("proposal-tabled", "2022-03-04", proposal="second", by="UKR", links=tie)
    past = [*frame(), tabled("first", "2022-03-05"), second, tabled("third", "2022-03-01")]
    found = history(entries_of(past))
    named = {part.proposals for part in parts(found) if part.proposals}
    assert {frozenset({"first", "second"}), frozenset({"third"})} == named
    assert [part.proposals for part in parts(replace(found, straight=True))] == [None]


@given(st.lists(_things(), max_size=12))
def test_no_status_rests_on_statements(past: list[Told]) -> None:
    """Where proposals stand is the same whether or not what was said is read too."""
    entries = entries_of([*frame(), *past])
    acts = [entry for entry in entries if entry.event.kind != "statement-recorded"]
    assert status(history(acts)).proposals == status(history(entries)).proposals
    assert positions(history(acts)) == positions(history(entries))
