"""Ties between proposals: no circle of waiting, no circle of descent, and the two do not mix."""

from itertools import pairwise

import pytest
from given import Told, folded, frame, given, tabled, told
from hypothesis import given as each
from hypothesis import strategies as st

from negotiation.domain.errors import Refused
from negotiation.domain.proposal.events import Link, LinkKind
from negotiation.domain.proposal.links import cycle

WAITING = ("in-exchange-for", "conditional-on")
DESCENT = ("responds-to", "supersedes", "restates", "splits", "merges")


def link(source: str, kind: str, target: str) -> Told:
    """Tell that a proposal was tied to another one."""
    return told("proposal-linked", "2022-03-05", proposal=source, link={"kind": kind, "target": target})


def three() -> tuple[Told, ...]:
    """Return three proposals on the table."""
    return (*frame(), tabled("a"), tabled("b"), tabled("c"))


@pytest.mark.parametrize("family", [WAITING, DESCENT])
def test_a_circle_within_a_family_is_refused_with_its_way(family: tuple[str, ...]) -> None:
    """Ties of one family, of whatever kinds, close no circle; the refusal shows the way round."""
    for first in family:
        for second in family:
            outcome = given(*three(), link("a", first, "b"), link("b", first, "c")).when(link("c", second, "a"))
            outcome.then_refused(Refused, ("circular", ()))
            assert "the link would close a circle: c → a → b → c" == str(outcome.error)


@pytest.mark.parametrize("kind", [*WAITING, *DESCENT])
def test_nothing_is_tied_to_itself(kind: str) -> None:
    """The smallest circle is a tie of a proposal to itself, also when it is made at the tabling."""
    given(*three()).when(link("a", kind, "a")).then_refused(Refused, ("circular", ()))
    itself = {"kind": kind, "target": "d"}
    outcome = given(*frame()).when(tabled("d", links=itself))
    assert isinstance(outcome.error, Refused)
    assert "circular" in [violation.refusal.rule for violation in outcome.error.violations]


@pytest.mark.parametrize("waiting", WAITING)
@pytest.mark.parametrize("descent", DESCENT)
def test_waiting_for_what_one_descends_from_is_no_circle(waiting: str, descent: str) -> None:
    """A proposal may stand in exchange for the one that responds to it."""
    drawn = link("b", descent, "a")
    given(*three(), link("a", waiting, "b")).when(drawn).then(drawn.event)


def test_two_ties_to_the_same_proposal_are_no_circle() -> None:
    """Ways that meet are no way round."""
    past = (*three(), link("a", "in-exchange-for", "b"), link("b", "conditional-on", "c"))
    drawn = link("a", "conditional-on", "c")
    given(*past).when(drawn).then(drawn.event)


def test_a_late_link_that_closes_a_circle_in_a_later_one_is_a_conflict() -> None:
    """A tie dated before another one is checked against it too."""
    late = told("proposal-linked", "2022-03-02", proposal="b", link={"kind": "conditional-on", "target": "a"})
    outcome = given(*three(), link("a", "conditional-on", "b")).when(late)
    assert isinstance(outcome.error, Refused)
    assert [("circular", 7)] == [(v.refusal.rule, v.entry.number) for v in outcome.error.violations]


@each(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([*LinkKind]), st.sampled_from("abc")), max_size=8))
def test_a_way_round_is_found_exactly_where_there_is_one(ties: list[tuple[str, LinkKind, str]]) -> None:
    """The circle that a tie would close begins and ends with its source, and runs along ties of its family."""
    proposals = folded((*three(), *(link(*tie) for tie in ties))).proposals
    for kind in LinkKind:
        waits = kind.value in WAITING
        steps = {(source, target) for source, k, target in ties if (k.value in WAITING) == waits}
        reach = {"a"}
        for _ in range(3):
            reach |= {target for source, target in steps if source in reach}
        found = cycle(proposals, "b", Link(kind=kind, target="a"))
        assert ("b" in reach) == bool(found)
        if found:
            assert ("b", "a", "b") == (found[0], found[1], found[-1])
            assert set(pairwise(found[1:])) <= steps
