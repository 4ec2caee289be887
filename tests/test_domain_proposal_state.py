"""A proposal folded from its events: versions, positions and who speaks for a party, rejections and their lifting."""

from typing import Any

import pytest
from given import Told, act, folded, frame, position, tabled, told

from negotiation.domain.proposal.events import FormalAct
from negotiation.domain.proposal.state import End, Position, Proposal

REVISED = told(
    "proposal-revised", "2022-03-10", proposal="peace-treaty", by="UKR", provisions=[{"number": "1", "text": "B"}]
)
REJECTED = told("proposal-rejected", "2022-03-04", proposal="peace-treaty", by="RUS", version=1)


def treaty(*past: Told) -> Proposal:
    """Return the treaty in which a past ends."""
    return folded((*frame(), *past)).proposals["peace-treaty"]


def spoken(speaker: str | None, stance: str, day: int, **more: Any) -> Told:
    """Tell of a position of RUS that a speaker asserts."""
    return position("RUS", stance, on=f"2022-03-{day:02}", said={"asserted_by": speaker}, **more)


def stances(*past: Told, provision: str | None = None) -> list[tuple[str | None, str]]:
    """Return who says what for RUS, latest last."""
    found: tuple[Position, ...] = treaty(tabled(), *past).stances(provision).get("RUS", ())
    return [(one.asserted_by, one.stance.value) for one in found]


# --- versions


def test_tabling_what_was_floated_keeps_its_words_and_their_number() -> None:
    """A non-paper tabled without new words is the same version; with new words it is the next."""
    floated = told("proposal-floated", "2022-03-01", proposal="peace-treaty", terms={"kind": "free-text", "text": "A"})
    assert (1, False) == ((same := treaty(floated, tabled(on="2022-03-02"))).version, same.deniable)
    worded = tabled(on="2022-03-02", terms={"kind": "free-text", "text": "B"})
    assert [5, 5] == [treaty(floated, worded).content.entry, treaty(floated, worded).tabled]
    assert 2 == treaty(floated, worded).version


def test_a_revision_keeps_what_it_does_not_give() -> None:
    """Terms that a revision leaves out stay as they were; provisions that it gives replace the old ones."""
    first = tabled(terms={"kind": "free-text", "text": "A"}, provisions=[{"number": "1", "text": "A"}], title="T")
    found = treaty(first, REVISED)
    assert (2, "T", found.versions[0].terms) == (found.version, found.title, found.content.terms)
    assert ["A", "B"] == [version.provisions[0].text for version in found.versions]


def test_the_versions_are_numbered_by_the_order_of_the_history() -> None:
    """A revision that becomes known late takes its place among the versions."""
    late = told("proposal-revised", "2022-03-05", proposal="peace-treaty", by="UKR", summary="late")
    assert [(1, 4), (2, 6), (3, 5)] == [(v.number, v.entry) for v in treaty(tabled(), REVISED, late).versions]


# --- who speaks


def test_a_later_word_of_a_speaker_replaces_the_earlier_one() -> None:
    """A speaker is asked for the latest word only."""
    assert [("Lavrov", "opposes")] == stances(spoken("Lavrov", "studying", 2), spoken("Lavrov", "opposes", 3))


def test_two_speakers_who_differ_stand_side_by_side() -> None:
    """Two speakers of one party who say different things are both kept, the latest last."""
    two = (spoken("Medinsky", "studying", 2), spoken("Lavrov", "opposes", 3))
    assert [("Medinsky", "studying"), ("Lavrov", "opposes")] == stances(*two)


def test_two_speakers_who_agree_are_one_voice() -> None:
    """The same stance from another speaker is no difference."""
    assert [("Lavrov", "studying")] == stances(spoken("Medinsky", "studying", 2), spoken("Lavrov", "studying", 3))


@pytest.mark.parametrize("itself", [None, "RUS"])
def test_the_party_itself_settles_what_its_speakers_said(itself: str | None) -> None:
    """When the party itself speaks, what its speakers said before no longer counts; what they say later does."""
    before = (spoken("Medinsky", "studying", 2), spoken("Lavrov", "opposes", 3), spoken(itself, "reserved", 4))
    assert [(itself, "reserved")] == stances(*before)
    assert [(itself, "reserved"), ("Lavrov", "opposes")] == stances(*before, spoken("Lavrov", "opposes", 5))


def test_speakers_are_compared_on_one_version_only() -> None:
    """What a speaker said on the version before does not contradict what another says on the next."""
    past = (spoken("Medinsky", "studying", 2), REVISED, spoken("Lavrov", "opposes", 11, version=2))
    assert [("Lavrov", "opposes")] == stances(*past)


def test_a_word_on_one_provision_says_nothing_on_the_whole() -> None:
    """Positions on a provision and on the whole text are kept apart."""
    past = (spoken(None, "supports", 2), spoken(None, "red-line", 3, provision="1"))
    assert [(None, "supports")] == stances(*past)
    assert [(None, "red-line")] == stances(*past, provision="1")


# --- objections and rejections


def test_objections_are_those_to_the_present_version() -> None:
    """An objection to a version that was replaced does not stand against the next one."""
    assert (("RUS", 5),) == treaty(tabled(), position("RUS", "opposes")).objections(("UKR", "RUS"))
    assert () == treaty(tabled(), position("RUS", "opposes"), REVISED).objections(("UKR", "RUS"))
    assert () == treaty(tabled(), position("RUS", "opposes")).objections(("UKR",))


@pytest.mark.parametrize(
    "later", [position("RUS", "studying", on="2022-03-05"), act("agreed-in-principle", "RUS", on="2022-03-05")]
)
def test_a_rejection_is_lifted_by_a_later_word_of_the_party(later: Told) -> None:
    """A party that rejected takes that back by another stance, or by agreeing."""
    assert (("RUS", 5),) == treaty(tabled(), REJECTED).objections(("RUS",))
    assert () == treaty(tabled(), REJECTED, later).objections(("RUS",))


@pytest.mark.parametrize(
    "later",
    [
        position("UKR", "supports", on="2022-03-05"),
        act("agreed-in-principle", "UKR", on="2022-03-05"),
        position("RUS", "supports", on="2022-03-05", provision="1"),
        position("RUS", "supports", on="2022-03-03"),
    ],
)
def test_a_rejection_is_not_lifted_by_other_words(later: Told) -> None:
    """The word of another party, one on a single provision, or one that came before leave a rejection standing."""
    assert (("RUS", 5),) == treaty(tabled(), REJECTED, later).objections(("RUS",))


def test_a_reopening_clears_the_end_and_the_rejections() -> None:
    """A proposal that is reopened stands on the table as if nobody had refused it."""
    ended = told("proposal-withdrawn", "2022-03-05", proposal="peace-treaty", by="UKR", reason="no use")
    reopened = told("proposal-reopened", "2022-03-06", proposal="peace-treaty", by="UKR")
    gone, back = treaty(tabled(), REJECTED, ended), treaty(tabled(), REJECTED, ended, reopened)
    assert gone.ending
    assert (gone.ending.how, gone.ending.by, gone.ending.detail) == (End.WITHDRAWN, "UKR", "no use")
    assert (None, (), 7) == (back.ending, back.rejections, back.reopened)


def test_a_further_act_says_the_earlier_ones_too() -> None:
    """Who signed has agreed; who agreed has not signed; what was done on another version does not count."""
    signed = treaty(tabled(), act("signed", "UKR"), act("agreed-in-principle", "RUS"))
    assert {"UKR", "RUS"} == signed.agreeing(FormalAct.AGREED_IN_PRINCIPLE)
    assert {"UKR"} == signed.agreeing(FormalAct.INITIALLED)
    assert set() == treaty(tabled(), act("signed", "UKR"), REVISED).agreeing(FormalAct.AGREED_IN_PRINCIPLE)
