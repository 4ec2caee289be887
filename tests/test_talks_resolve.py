"""Forgiving references: a name, a number, or the beginning of either that fits one thing only."""

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import Ambiguous, InputError, NotFound


@pytest.fixture
def named(journal: TalksLog) -> TalksLog:
    """Return talks with things of every sort."""
    journal.issue("land", "Territory")
    journal.source("wire", "Agencies")
    journal.propose("neutral-status", by=["UKR"], on="2022-03-01", id="tabling")
    journal.propose("neutral-zone", by=["UKR"], on="2022-03-01")
    journal.propose("land-swap", by=["UKR"], on="2022-03-01")
    journal.pledge("zone-free", by=["UKR"], text="T", on="2022-03-01")
    journal.act_on_round("5", "opened", on="2022-03-01")
    journal.act_on_round("geneva", "opened", on="2022-03-01")
    journal.form_package("whole", ["neutral-status", "land-swap"], on="2022-03-01")
    return journal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("neutral-status", "proposal:neutral-status"),
        ("neutral-s", "proposal:neutral-status"),
        ("Neutral-Status", "proposal:neutral-status"),
        ("proposal:neutral-z", "proposal:neutral-zone"),
        ("ukr", "party:UKR"),
        ("U", "party:UKR"),
        ("land", "issue:land"),
        ("proposal:land", "proposal:land-swap"),
        ("wire", "source:wire"),
        ("zone", "pledge:zone-free"),
        ("GEN", "round:geneva"),
        ("who", "package:whole"),
        ("round:5", "round:5"),
        ("#7", "entry:tabling"),
        ("7", "entry:tabling"),
        ("tabl", "entry:tabling"),
        ("entry:tabling", "entry:tabling"),
    ],
)
def test_a_reference_is_resolved(named: TalksLog, text: str, expected: str) -> None:
    """The whole name comes first, then the name in other letters, then its beginning, then entries."""
    assert expected == named.reference(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("neutral", "'neutral' could be proposal:neutral-status, proposal:neutral-zone"),
        ("lan", "'lan' could be proposal:land-swap, issue:land"),
    ],
)
def test_what_fits_several_things_is_ambiguous(named: TalksLog, text: str, message: str) -> None:
    """A beginning that fits several things names them all."""
    with pytest.raises(Ambiguous) as caught:
        named.reference(text)
    assert message == str(caught.value)


@pytest.mark.parametrize("text", ["lost", "#99", "party:neutral", "²"])
def test_what_fits_nothing_is_not_found(named: TalksLog, text: str) -> None:
    """A reference to nothing is not found."""
    with pytest.raises(NotFound):
        named.reference(text)


@pytest.mark.parametrize(
    ("sort", "text", "expected"),
    [
        ("proposal", "land", "land-swap"),
        ("pledge", "z", "zone-free"),
        ("pledge", "pledge:zone", "zone-free"),
        ("round", "5", "5"),
        ("round", "gen", "geneva"),
        ("package", "W", "whole"),
    ],
)
def test_a_reference_to_one_sort_is_resolved_among_its_own(
    named: TalksLog, sort: str, text: str, expected: str
) -> None:
    """Where only one sort can be meant, a number is a name like others, and other sorts do not stand in the way."""
    ids = {"proposal": named.proposal_id, "pledge": named.pledge_id, "round": named.round_id}
    assert expected == {**ids, "package": named.package_id}[sort](text)


@pytest.mark.parametrize(("sort", "text"), [("proposal", "zone-free"), ("round", "6"), ("pledge", "proposal:land")])
def test_a_thing_of_another_sort_is_not_found(named: TalksLog, sort: str, text: str) -> None:
    """What is there, but of another sort, is not found, even if it is written out."""
    ids = {"proposal": named.proposal_id, "pledge": named.pledge_id, "round": named.round_id}
    with pytest.raises(NotFound, match=f"there is no {sort} '{text}'"):
        ids[sort](text)


@pytest.mark.parametrize("text", ["", "#", "party:", "entry:"])
def test_an_empty_reference_is_refused(named: TalksLog, text: str) -> None:
    """An empty reference would fit everything, and so says nothing."""
    with pytest.raises(InputError):
        named.reference(text)


def test_a_misspelt_name_is_answered_with_what_is_near(named: TalksLog) -> None:
    """A name that is nearly right is answered with the right one."""
    with pytest.raises(NotFound) as caught:
        named.proposal_id("netural-status")
    assert caught.value.hint
    assert caught.value.hint.startswith("did you mean neutral-status")


def test_what_could_be_several_is_to_be_written_out(journal: TalksLog) -> None:
    """The error says what it could be, and what to do.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty-one, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty-two, by: UKR}
    """
    with pytest.raises(Ambiguous) as caught:
        journal.proposal_id("treaty")
    assert ("'treaty' could be proposal:treaty-one, proposal:treaty-two", "write out the one you mean") == (
        caught.value.message, caught.value.hint)  # fmt: skip


@pytest.mark.parametrize(("size", "more"), [(8, ""), (9, " and others")])
def test_of_many_names_the_first_are_named(size: int, more: str) -> None:
    """Up to eight names are all there is; of more, the hint says that there are others."""
    names = [f"n{number}" for number in range(size)]
    assert f"there is {', '.join(names[:8])}{more}" == NotFound("party", "zzz", names).hint
