"""Laws of the parts: what has nothing to do with a thing never changes where it stands."""

from typing import Any

import pytest
from effort import LAW, examples
from given import Told, entries_of, frame, position, tabled, told
from hypothesis import example, given
from hypothesis import strategies as st

from negotiation.domain.components import components
from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.fold import fold
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.event import subject_of
from negotiation.domain.record.history import history
from negotiation.domain.violations import violations
from negotiation.views.positions import positions
from negotiation.views.show import ShownProposal, show
from negotiation.views.status import status

DATES = st.sampled_from(["2022", "2022-03", "2022-03-10", "2022-03-28", "2022-03-28T10:00", "2022-03-20/2022-03-30"])
NAMES = st.sampled_from(["mine", "other"])
CLOCKS = st.sampled_from([NOW, Clocks(at="2022-03-28"), Clocks(at="2022-04")])


def _of(sort: str, kind: str, **fields: Any) -> st.SearchStrategy[Told]:
    """Return a strategy for events of a kind that happen to something of mine, or to something else."""
    return st.builds(lambda name, on: told(kind, on, **{sort: name}, **fields), NAMES, DATES)


def _things() -> st.SearchStrategy[Told]:
    """Return a strategy for acts of the talks and of things of two names, with dates that often overlap."""
    return st.one_of(
        st.builds(tabled, NAMES, DATES),
        st.builds(lambda name, on: position("RUS", "opposes", on, name), NAMES, DATES),
        _of("proposal", "proposal-revised", by="UKR"),
        _of("proposal", "proposal-withdrawn", by="UKR"),
        _of("proposal", "proposal-reopened"),
        _of("proposal", "formal-act-done", act="signed", by=["UKR", "RUS"], version=1),
        _of("proposal", "silence-opened", version=1, deadline="2022-03-28T12:00"),
        _of("proposal", "silence-broken", by="RUS"),
        _of("proposal", "guarantor-state-changed", guarantor="USA", state="signed"),
        st.builds(
            lambda name, on: told("package-formed", on, package=name, proposals=[name, f"{name}-too"]), NAMES, DATES
        ),
        _of("package", "package-dissolved"),
        _of("pledge", "pledge-made", by="UKR", text="words"),
        st.builds(
            lambda name, on, verdict: told("pledge-assessed", on, pledge=name, assessor="USA", verdict=verdict),
            NAMES,
            DATES,
            st.sampled_from(["fulfilled", "breached"]),
        ),
        _of("pledge", "pledge-withdrawn", by="UKR"),
        _of("round", "round-scheduled", planned="2022-04"),
        _of("round", "round-opened", delegations=["RUS"]),
        _of("round", "round-walked-out", by="RUS"),
        _of("round", "round-closed"),
        st.builds(lambda on: told("party-left", on, party="RUS"), DATES),
        st.builds(lambda on: told("party-joined", on, party="RUS", roles="negotiating"), DATES),
        st.builds(lambda on: told("statement-recorded", on, speaker="Somebody", text="words"), DATES),
    )


def _about(entry: Entry, name: str) -> bool:
    subject = subject_of(entry.event)
    return subject is not None and subject[1] == name


@examples(4, LAW)
@given(st.lists(_things(), max_size=14), CLOCKS)
def test_each_thing_stands_where_it_stands_whatever_happens_to_others(past: list[Told], clocks: Clocks) -> None:
    """Neither the state of a thing nor the rules it breaks hang on one that it is not tied to."""
    entries = entries_of([*frame(), *past])
    alone = [entry for entry in entries if not _about(entry, "other")]
    whole, part = fold(history(entries, clocks)), fold(history(alone, clocks))
    assert part.proposals.get("mine") == whole.proposals.get("mine")
    assert part.packages.get("mine") == whole.packages.get("mine")
    assert part.pledges.get("mine") == whole.pledges.get("mine")
    assert part.rounds.get("mine") == whole.rounds.get("mine")
    assert part.talks == whole.talks
    broken = [(v.entry.number, v.refusal) for v in violations(history(alone, clocks))]
    kept = {entry.number for entry in alone}
    assert sorted(map(repr, broken)) == sorted(
        repr((v.entry.number, v.refusal)) for v in violations(history(entries, clocks)) if v.entry.number in kept
    )


@given(st.lists(_things(), max_size=14), st.sampled_from(["proposal", "pledge", "round"]))
def test_things_of_another_sort_change_nothing(past: list[Told], sort: str) -> None:
    """A proposal, a pledge and a round of one name are three things, and none changes where another stands."""
    entries = entries_of([*frame(), *past])
    own = ("proposal", "package") if sort == "proposal" else (sort,)
    alone = [entry for entry in entries if (subject_of(entry.event) or own)[0] in own]
    whole, part = fold(history(entries)), fold(history(alone))
    for found in (f"{sort}s", "packages") if sort == "proposal" else (f"{sort}s",):
        assert getattr(part, found) == getattr(whole, found)


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
    assert fold(history(entries_of(past))).proposals["mine"].ending
    shown = show(entries_of(past), history(entries_of(past)), "proposal:mine")
    assert isinstance(shown, ShownProposal)
    assert [line.number for line in shown.history] == [5, 6]


def test_proposals_that_are_tied_make_one_part() -> None:
    """Tied proposals are folded together, whichever of them names the other."""
    tie = [{"kind": "responds-to", "target": "first"}]
    second = told("proposal-tabled", "2022-03-04", proposal="second", by="UKR", links=tie)
    past = [*frame(), tabled("first", "2022-03-05"), second, tabled("third", "2022-03-01")]
    found = history(entries_of(past))
    named = {part.subjects for part in components(found)}
    assert {frozenset({("proposal", "first"), ("proposal", "second")}), frozenset({("proposal", "third")})} == named


TYING: dict[str, tuple[Told, frozenset[tuple[str, str]]]] = {
    "a package": (
        told("package-formed", "2022-03-20", package="deal", proposals=["first", "third"]),
        frozenset({("proposal", "first"), ("proposal", "third"), ("package", "deal")}),
    ),
    "a condition": (
        position("RUS", "supports-if", "2022-03-20", "third", conditions=["proposal:first"]),
        frozenset({("proposal", "first"), ("proposal", "third")}),
    ),
    "the condition of a guarantor": (
        told(
            "guarantor-state-changed",
            "2022-03-20",
            proposal="third",
            guarantor="USA",
            state="conditional",
            conditions=["proposal:first"],
        ),
        frozenset({("proposal", "first"), ("proposal", "third")}),
    ),
    "a single undertaking": (
        told("decision-rule-set", "2022-03-20", rule={"kind": "consensus", "single_undertaking": True}),
        frozenset({("proposal", "first"), ("proposal", "second"), ("proposal", "third")}),
    ),
    "a pledge in place of another": (
        told("pledge-superseded", "2022-03-20", pledge="old", by_pledge="new"),
        frozenset({("pledge", "old"), ("pledge", "new")}),
    ),
    "nothing: a pledge under a proposal": (
        told("pledge-made", "2022-03-20", pledge="sworn", by="UKR", text="words", under="first"),
        frozenset({("pledge", "sworn")}),
    ),
}


@pytest.mark.parametrize("what", TYING)
def test_what_bears_on_each_other_makes_one_part(what: str) -> None:
    """Packages, conditions, a single undertaking and successors tie things together; being told under one does not."""
    tie, together = TYING[what]
    past = [*frame(), tabled("first", "2022-03-05"), tabled("second", "2022-03-04"), tabled("third", "2022-03-01")]
    past += [told("pledge-made", "2022-03-02", pledge=name, by="UKR", text="words") for name in ("old", "new")]
    found = [part.subjects for part in components(history(entries_of([*past, tie])))]
    assert together in found
    assert len({name for subjects in found for name in subjects or ()}) == sum(
        len(subjects or ()) for subjects in found
    )


@example(
    [
        told("statement-recorded", "2022-03-28", speaker="Somebody", text="words"),
        tabled("mine", "2022"),
        tabled("other", "2022-03-10"),
    ]
)
@given(st.lists(_things(), max_size=12))
def test_no_status_rests_on_statements(past: list[Told]) -> None:
    """Where proposals stand is the same whether or not what was said is read too."""
    entries = entries_of([*frame(), *past])
    acts = [entry for entry in entries if entry.event.kind != "statement-recorded"]
    assert status(history(acts)).proposals == status(history(entries)).proposals
    assert positions(history(acts)) == positions(history(entries))
