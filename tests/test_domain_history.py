"""Entries about entries: what was wrong is corrected, retracted, disputed or marked anew, and nothing is edited."""

from typing import Any

import pytest
from effort import examples
from given import Told, entries_of, frame, numbers, position, seen, tabled, told
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.proposal.events import ProposalTabled
from negotiation.domain.record.annotated import as_it_reads
from negotiation.domain.record.entry import EffectiveEntry

WIRE = told("source-registered", source="wire", publisher="Agencies", published="2022-03-30")
BEFORE = (*frame(), WIRE, tabled(on="2022-03-29", title="As tabled", said={"sources": ["wire"]}))
"""#1 to #3 are the frame, #4 the source, #5 the tabling that the tests amend."""


def corrected(entry: str, title: str, on: str = "2022-03-29", **more: Any) -> Told:
    """Tell that a tabling should have had another title, or another date."""
    event = {"kind": "proposal-tabled", "proposal": "peace-treaty", "by": "UKR", "title": title}
    claim = {"occurred": on, "sources": ["wire"]}
    return told("entry-corrected", entry=entry, reason="misread", event=event, claim=claim, **more)


def retracted(entry: str, **more: Any) -> Told:
    """Tell that an entry should not have been recorded."""
    return told("entry-retracted", entry=entry, reason="a mistake", **more)


def disputed(entry: str, by: str = "RUS", **more: Any) -> Told:
    """Tell that somebody contests an entry."""
    return told("entry-disputed", entry=entry, by=by, reason="not so", **more)


def marked(entry: str, marking: str, **more: Any) -> Told:
    """Tell that an entry is for another circle of people."""
    return told("entry-re-marked", entry=entry, marking=marking, reason="the source asked", **more)


def fifth(*after: Told, clocks: Clocks = NOW) -> EffectiveEntry | None:
    """Return #5 as it reads after these annotations, or None if it is not in view."""
    return next((entry for entry in seen((*BEFORE, *after), clocks).entries if entry.number == 5), None)


def title(*after: Told, clocks: Clocks = NOW) -> str | None:
    """Return the title of #5 as it reads after these annotations."""
    found = fifth(*after, clocks=clocks)
    return found.event.title if found and isinstance(found.event, ProposalTabled) else None


def test_a_correction_replaces_what_an_entry_says_and_keeps_how_it_was_recorded() -> None:
    """A corrected entry reads as corrected, in its place, with recorder, batch and what it said first."""
    found = fifth(corrected("e5", "As meant", on="2022-03-28"))
    assert found is not None
    assert isinstance(found.original.event, ProposalTabled)
    assert ("As tabled", "b5") == (found.original.event.title, found.envelope.batch)
    assert ("2022-03-28", [6]) == (found.envelope.occurred, [entry.number for entry in found.corrections])
    assert "As meant" == title(corrected("e5", "As meant"))


def test_the_latest_correction_holds() -> None:
    """Of several corrections of one entry the last recorded counts, and all are kept beside it."""
    found = fifth(corrected("e5", "Second"), corrected("e5", "Third"))
    assert found is not None
    assert [6, 7] == [entry.number for entry in found.corrections]
    assert "Third" == title(corrected("e5", "Second"), corrected("e5", "Third"))


def test_a_corrected_date_moves_the_entry_in_the_history() -> None:
    """An entry stands where its corrected date puts it."""
    past = (*BEFORE, position("RUS", "studying", on="2022-03-29"), corrected("e5", "T", on="2022-03-31"))
    assert [1, 2, 3, 4, 6, 5] == numbers(seen(past))


def test_a_retracted_entry_is_gone_and_listed_as_retracted() -> None:
    """A retraction takes an entry out of the history; which entry took it out is kept."""
    found = seen((*BEFORE, retracted("e5")))
    assert [1, 2, 3, 4] == numbers(found)
    assert {"e5": 6} == {id_: entry.number for id_, entry in found.retracted.items()}


def test_the_retraction_of_a_retraction_brings_the_entry_back() -> None:
    """Annotations can be retracted, and so can their retractions."""
    past = (*BEFORE, retracted("e5"), retracted("e6"))
    assert 5 in numbers(seen(past))
    assert 5 not in numbers(seen((*past, retracted("e7"))))


def test_the_retraction_of_a_correction_leaves_the_one_before() -> None:
    """With the last correction retracted, the one before it holds again, and without any, the entry as recorded."""
    one, two = corrected("e5", "Second"), corrected("e5", "Third")
    assert "Second" == title(one, two, retracted("e7"))
    assert "As tabled" == title(one, two, retracted("e7"), retracted("e6"))


def test_a_correction_can_be_corrected() -> None:
    """The correction of a correction changes what the first correction makes of the entry."""
    first = corrected("e5", "Second")
    again = told("entry-corrected", entry="e6", reason="typo", event=corrected("e5", "Third").event, claim={})
    assert "Third" == title(first, again)
    event, _ = as_it_reads(entries_of((*BEFORE, first, again)), "e6")
    assert event == again.event.event  # type: ignore[attr-defined]  # it is a correction
    assert "Second" == title(first, again, retracted("e7"))


def test_a_corrected_dispute_says_what_it_was_corrected_to() -> None:
    """A dispute that is corrected stands beside the entry as it reads by now."""
    better = {"kind": "entry-disputed", "entry": "e5", "by": "TUR", "reason": "not so"}
    found = fifth(disputed("e5"), told("entry-corrected", entry="e6", reason="who", event=better, claim={}))
    assert found is not None
    assert ["TUR"] == [dispute.event.by for dispute in found.disputes]  # type: ignore[attr-defined]  # a dispute


def test_disputes_stand_beside_an_entry_until_they_are_retracted() -> None:
    """A disputed entry stays as it is, with every dispute of it; a retracted dispute is gone."""
    found = fifth(disputed("e5", "RUS"), disputed("e5", "TUR"))
    assert found is not None
    assert ("As tabled", [6, 7]) == (title(disputed("e5")), [entry.number for entry in found.disputes])
    left = fifth(disputed("e5", "RUS"), disputed("e5", "TUR"), retracted("e6"))
    assert left is not None
    assert [7] == [entry.number for entry in left.disputes]


def test_the_latest_marking_holds_whatever_is_corrected() -> None:
    """An entry is for the circle that its last re-marking names, though a correction came before or after it."""
    circles = [
        found.envelope.marking
        for found in (
            fifth(),
            fifth(marked("e5", "restricted"), marked("e5", "confidential")),
            fifth(marked("e5", "restricted"), corrected("e5", "T")),
            fifth(corrected("e5", "T"), marked("e5", "restricted")),
            fifth(marked("e5", "restricted"), marked("e5", "confidential"), retracted("e7")),
        )
        if found
    ]
    assert ["public", "confidential", "restricted", "restricted", "restricted"] == circles


re_markings = st.fixed_dictionaries(
    {"marking": st.sampled_from(["public", "restricted", "confidential"])},
    optional={
        "compartments": st.lists(st.sampled_from(["navy", "army"]), unique=True, max_size=2),
        "attribution": st.sampled_from(["named", "party", "none"]),
    },
)


@examples(4)
@given(st.lists(st.tuples(re_markings, st.booleans()), max_size=5))
def test_what_a_marking_does_not_give_is_as_the_one_before_left_it(given_: list[tuple[dict[str, Any], bool]]) -> None:
    """Marking after marking, without those taken back: compartments and attribution stay until one gives others."""
    after = [marked("e5", **of) for of, _ in given_]
    expected: dict[str, Any] = {"marking": "public", "compartments": [], "attribution": "named"}
    for place, (of, back) in enumerate(given_):
        if back:
            after.append(retracted(f"e{len(BEFORE) + 1 + place}"))
        else:
            expected |= of
    found = fifth(*after)
    assert found is not None
    envelope = found.envelope
    assert expected == {
        "marking": envelope.marking,
        "compartments": list(envelope.compartments or ()),
        "attribution": envelope.attribution or "named",
    }


SOURCED: dict[str, Any] = {"said": {"sources": ["paper"]}}
PAPER = told("source-registered", source="paper", publisher="The Paper", published="2022-05-01")


def test_what_mends_the_record_without_a_source_holds_for_every_moment_of_knowledge() -> None:
    """A correction, retraction or marking that cites nothing mends a slip of recording, whatever could be known."""
    early = Clocks(known="2022-03-30")
    assert "As meant" == title(corrected("e5", "As meant"), clocks=early)
    assert fifth(retracted("e5"), clocks=early) is None
    found = fifth(marked("e5", "restricted"), clocks=early)
    assert found is not None
    assert "restricted" == found.envelope.marking


def test_what_mends_the_record_from_a_source_holds_from_its_publication() -> None:
    """A correction or retraction that cites a source changes nothing before that source was published."""
    after = (PAPER, corrected("e5", "As meant", **SOURCED))
    assert "As tabled" == title(*after, clocks=Clocks(known="2022-04-30"))
    assert "As meant" == title(*after, clocks=Clocks(known="2022-05-01"))
    after = (PAPER, retracted("e5", **SOURCED))
    assert fifth(*after, clocks=Clocks(known="2022-04-30")) is not None
    assert fifth(*after, clocks=Clocks(known="2022-05-01")) is None


def test_a_dispute_is_an_act_of_its_own_and_known_from_its_source_or_its_recording() -> None:
    """A dispute without a source could be known once it was recorded; with one, from its publication."""
    recorded_in_june = (disputed("e5"),)
    published_in_may = (PAPER, disputed("e5", **SOURCED))
    for after, before, since in (
        (recorded_in_june, "2022-05-31", "2022-06-01"),
        (published_in_may, "2022-04-30", "2022-05-01"),
    ):
        found = [fifth(*after, clocks=Clocks(known=known)) for known in (before, since)]
        assert [0, 1] == [len(entry.disputes) for entry in found if entry]


@pytest.mark.parametrize("on", [None, "2022-03-29", "2022-04-10", "2022-04"])
def test_a_dispute_counts_whatever_its_own_date(on: str | None) -> None:
    """The view of a day shows that its account was contested later; what was contested then is asked by knowledge."""
    for moment in ("2022-03-29", "2022-04-09", "2022-05"):
        found = fifth(disputed("e5", on=on), clocks=Clocks(at=moment))
        assert found is not None
        assert [6] == [dispute.number for dispute in found.disputes]
    assert {"e6"} == set(seen((*BEFORE, disputed("e5", on=on), retracted("e6")), Clocks(at="2022-03-29")).retracted)


@pytest.mark.parametrize("mending", [corrected("e5", "As meant"), retracted("e5"), marked("e5", "restricted")])
def test_what_mends_the_record_holds_whatever_its_date(mending: Told) -> None:
    """A correction, a retraction or a marking with a date of its own holds for the days before that, too."""
    dated = Told(mending.event, replace(mending.claim, occurred="2022-05-01"))
    assert fifth(mending) != fifth()
    early = (Clocks(at="2022-03-29"), Clocks(at="2022-05-01"))
    assert 1 == len({repr(fifth(dated, clocks=clocks)) for clocks in early})
    assert repr(fifth(dated, clocks=early[0])) != repr(fifth(clocks=early[0]))


def test_annotations_are_held_from_when_they_were_recorded() -> None:
    """Before an annotation was recorded the log shows what it held then."""
    after = (corrected("e5", "As meant"), retracted("e5"))
    assert "As tabled" == title(*after, clocks=Clocks(recorded="#5"))
    assert "As meant" == title(*after, clocks=Clocks(recorded="#6"))
    assert title(*after, clocks=Clocks(recorded="#7")) is None


def test_what_was_retracted_is_listed_only_where_it_would_be_in_view() -> None:
    """A retracted entry of a later day, or not yet known, is no part of the view of an earlier one."""
    past = (*BEFORE, retracted("e5"))
    assert {} == seen(past, Clocks(at="2022-03-28")).retracted
    assert {} == seen(past, Clocks(known="2022-03-29")).retracted
    assert {"e5"} == set(seen(past, Clocks(at="2022-03-29", known="2022-03-30")).retracted)


def test_an_annotation_that_names_nothing_changes_nothing() -> None:
    """An annotation whose entry is not among those read is passed over."""
    assert [1, 2, 3, 4, 5] == numbers(seen((*BEFORE, retracted("lost"), corrected("gone", "T"), retracted("e8"))))


@pytest.mark.parametrize("annotation", [retracted("e5"), disputed("e5"), marked("e5", "restricted")])
def test_retracting_any_annotation_gives_the_history_without_it(annotation: Told) -> None:
    """With its annotation taken back an entry reads as if there had been none."""
    assert fifth() == fifth(annotation, retracted("e6"))


@given(st.integers(0, 12))
def test_in_a_chain_of_retractions_each_undoes_the_one_before(length: int) -> None:
    """With a chain of retractions, each of the entry before it, the entry stands if their number is even."""
    chain = [retracted(f"e{5 + nth}") for nth in range(length)]
    assert (length % 2 == 0) == (fifth(*chain) is not None)
