"""Amendments: a life of their own, what they make of a text, and what stands in their way."""

from typing import Any

import pytest
from given import Told, act, folded, frame, given, tabled, told

from negotiation.domain import build
from negotiation.domain.errors import InvalidInput, Refused
from negotiation.domain.proposal.amending import accepted, changes_of, stale
from negotiation.domain.proposal.stage import formal
from negotiation.domain.proposal.state import Proposal

SIX = [{"number": str(number), "text": f"Article {number}."} for number in range(1, 7)]
PLENARY = told("party-joined", party="plenary", roles=["body"])
DRAFT = (*frame("A", "B", "C"), PLENARY, tabled("draft", by="A", provisions=SIX))
"""#1 to #6: a text of six articles, and a plenary that adopts."""


def moved(
    name: str, *changes: dict[str, str], by: str = "B", of: str = "draft", on: str = "2022-03-02", **more: Any
) -> Told:
    """Tell that an amendment was moved."""
    fields = {"of_version": 1, **more}
    return told("amendment-moved", on, proposal=name, of=of, by=by, changes=list(changes), **fields)


def amended(*names: str, of: str = "draft", on: str = "2022-03-05", changes: Any = ()) -> Told:
    """Tell that a text was amended."""
    return told("proposal-amended", on, proposal=of, amendments=list(names), by=["plenary"], changes=list(changes))


def adopted(name: str, on: str = "2022-03-04", version: int = 1) -> Told:
    """Tell that the plenary adopted an amendment."""
    return act("adopted", "plenary", on=on, proposal=name, version=version)


def replacing(number: str, text: str = "Other words.") -> dict[str, str]:
    """Return a change of the words of a provision."""
    return {"number": number, "text": text}


def at_end(name: str, *past: Told) -> Proposal:
    """Return a proposal at the end of a past."""
    return folded(past).proposals[name]


def texts(proposal: Proposal) -> list[tuple[str, str]]:
    """Return the provisions of a proposal."""
    return [(provision.number, provision.text) for provision in proposal.content.provisions]


def test_anybody_moves_an_amendment_and_the_text_stays_as_it_is() -> None:
    """Until it is adopted, an amendment is a proposal of its own."""
    new = moved("am", replacing("2"))
    given(*DRAFT).when(new).then(new.event)
    assert ("moved", ("B",)) == (formal(at_end("am", *DRAFT, new)), at_end("am", *DRAFT, new).sponsors)
    assert 1 == at_end("draft", *DRAFT, new).version


def test_what_is_adopted_makes_the_next_version_which_names_it() -> None:
    """Words replaced, dropped and put in, in their places; the rest as it was."""
    changes = [replacing("2"), {"number": "4"}, {"number": "2 bis", "text": "Reports.", "after": "2"}]
    past = (*DRAFT, moved("am", *changes), adopted("am"))
    new = amended("am", changes=changes)
    given(*past).when(new).then(new.event)
    found = at_end("draft", *past, new)
    assert (2, ("am",)) == (found.version, found.content.amendments)
    assert ["1", "2", "2 bis", "3", "5", "6"] == [number for number, _ in texts(found)]
    assert ("2", "Other words.") in texts(found)
    assert ("2 bis", "Reports.") in texts(found)


def test_what_the_sponsors_of_the_text_accept_needs_no_vote() -> None:
    """A friendly amendment: its mover and the sponsors of the text agree."""
    past = (*DRAFT, moved("am", replacing("2")), act("agreed-in-principle", "A", proposal="am"))
    now = folded(past)
    assert accepted(now.proposals["draft"], now.proposals["am"])
    new = amended("am", changes=[replacing("2")])
    given(*past).when(new).then(new.event)


def test_what_is_not_adopted_changes_nothing() -> None:
    """A rejected or a mere amendment is refused, and so is what is none."""
    past = (*DRAFT, moved("am", replacing("2")), tabled("other", by="B"))
    given(*past).when(amended("am")).then_refused(Refused, ("not-adopted", (7,)))
    given(*past).when(amended("other")).then_refused(Refused, ("not-an-amendment", ()))
    withdrawn = told("proposal-withdrawn", "2022-03-03", proposal="am", by="B")
    given(*past, withdrawn).when(amended("am")).then_refused(Refused, ("not-adopted", (7,)))


def test_two_that_touch_the_same_words_collide() -> None:
    """Adopted together they are refused until somebody says which; those that do not touch are not."""
    both = (moved("one", replacing("2")), moved("two", {"number": "2"}), moved("three", replacing("3")))
    past = (*DRAFT, *both, adopted("one"), adopted("two"), adopted("three"))
    given(*past).when(amended("one", "two")).then_refused(Refused, ("colliding-amendments", (8,)))
    new = amended("one", "three", changes=[replacing("2"), replacing("3")])
    given(*past).when(new).then(new.event)
    assert ("one", "three") == at_end("draft", *past, new).content.amendments


def test_when_the_text_moves_on_an_amendment_is_stale() -> None:
    """It is restated on the new version; one that made that version is not stale."""
    first, second = moved("one", replacing("2")), moved("two", replacing("3"))
    past = (*DRAFT, first, second, adopted("one"), adopted("two"), amended("one", changes=[replacing("2")]))
    now = folded(past)
    assert (False, True) == (stale(now.proposals, now.proposals["one"]), stale(now.proposals, now.proposals["two"]))
    given(*past).when(amended("two", on="2022-03-06")).then_refused(Refused, ("stale-amendment", (8, 11)))
    again = moved("three", replacing("3"), on="2022-03-06", of_version=2)
    given(*past).when(again).then(again.event)
    late = moved("four", replacing("3"), on="2022-03-06")
    given(*past).when(late).then_refused(Refused, ("old-version", (11,)))


def test_an_amendment_can_be_amended() -> None:
    """What it does to the text is what its present words say."""
    inserted = {"number": "2 bis", "text": "Every year.", "after": "2"}
    past = (
        *DRAFT,
        moved("am", inserted, {"number": "4"}),
        moved("sub", replacing("2 bis", "Every two years."), of="am", by="C"),
        adopted("sub", on="2022-03-03"),
        amended("sub", of="am", on="2022-03-03", changes=[replacing("2 bis", "Every two years.")]),
    )
    found = changes_of(at_end("am", *past))
    assert [("2 bis", "Every two years.", "2"), ("4", None, None)] == [(c.number, c.text, c.after) for c in found]


@pytest.mark.parametrize("change", [{"number": "9"}, {"number": "9 bis", "text": "New.", "after": "9"}])
def test_what_is_not_there_cannot_be_changed(change: dict[str, str]) -> None:
    """Neither dropped, nor followed by something new."""
    given(*DRAFT).when(moved("am", change)).then_refused(Refused, ("no-such-provision", (6,)))


def test_a_text_amends_something_else_that_is_on_the_table() -> None:
    """Not itself, not what was withdrawn; nor is a text amended that is fixed."""
    given(*DRAFT).when(moved("draft", replacing("2"))).then_refused(
        Refused, ("already-on-the-table", (6,)), ("circular", ())
    )
    gone = told("proposal-withdrawn", "2022-03-02", proposal="draft", by="A")
    given(*DRAFT, gone).when(moved("am", replacing("2"), on="2022-03-03")).then_refused(Refused, ("ended", (7,)))
    past = (
        *DRAFT,
        moved("am", replacing("2")),
        adopted("am"),
        act("adopted", "plenary", on="2022-03-04", proposal="draft"),
    )
    given(*past).when(amended("am")).then_refused(Refused, ("text-authentic", (9,)))


@pytest.mark.parametrize(
    "fields", [{}, {"changes": [{"number": "1", "text": "A"}, {"number": "1"}]}, {"changes": [{"number": ""}]}]
)
def test_an_amendment_changes_something_once(fields: dict[str, Any]) -> None:
    """It says what it changes, and nothing twice."""
    with pytest.raises(InvalidInput):
        build.event("amendment-moved", {"proposal": "am", "of": "draft", "of_version": 1, "by": "A", **fields})
