"""Tabling, answering, revising and ending proposals, from Python."""

from functools import partial

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import NotFound, Refused
from negotiation.domain.fold import fold


def test_a_proposal_is_tabled_with_all_it_holds(journal: TalksLog) -> None:
    """Terms, provisions, ties and addressees are recorded with the tabling.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: guarantees, by: UKR}
    """
    journal.propose(
        "treaty", by=["UKR"], to=["RUS"], title="Neutrality", on="2022-03-29",
        terms=[{"kind": "neutral-status", "permanent": True}],
        provisions=[{"number": "1", "text": "Peace"}],
        links=[("in-exchange-for", "guar")],
    )  # fmt: skip
    found = journal.as_of().status().proposals[1]
    assert (("UKR",), ("RUS",), "Neutrality") == (found.sponsors, found.addressees, found.title)
    assert ("guarantees", ("neutral status: permanent",)) == (found.ties[0].proposal, found.text.terms)


def test_an_answer_is_to_the_version_on_the_table_at_its_date(journal: TalksLog) -> None:
    """A late answer belongs to the version that lay on the table then, unless a version is given.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-revised, on: 2022-03-10, proposal: treaty, by: UKR, summary: anew}
    """
    versions = [
        journal.respond("treaty", by=["RUS"], stance="opposes", on=on, version=version)[0].event.version  # type: ignore[attr-defined]
        for on, version in (("2022-03-05", None), ("2022-03-10", None), ("2022-03-11", None), ("2022-03-12", 1))
    ]
    assert [1, 2, 2, 1] == versions


def test_superseding_by_a_link_takes_the_other_off_the_table(journal: TalksLog) -> None:
    """A proposal tabled or tied as superseding another ends that one, in one batch.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: one, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: two, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: three, by: UKR}
    """
    tabled = journal.propose("four", by=["UKR"], links=[("supersedes", "one")], on="2022-03-02")
    tied = journal.link("three", "supersedes", "two", on="2022-03-02")
    assert ["proposal-superseded"] * 2 == [tabled[1].event.kind, tied[1].event.kind]
    labels = {one.proposal: one.label for one in journal.as_of().status().proposals}
    expected = {"one": "superseded by four", "two": "superseded by three", "three": "tabled", "four": "tabled"}
    assert expected == labels
    assert {tabled[0].envelope.batch} == {entry.envelope.batch for entry in tabled}


def test_a_non_paper_is_floated_with_or_without_an_author(journal: TalksLog) -> None:
    """An idea may be floated by nobody in particular, deniable or not."""
    journal.propose("a", by=[], floated=True, on="2022-03-01")
    journal.propose("b", by=["RUS"], floated=True, deniable=False, on="2022-03-01")
    labels = [(one.label, one.sponsors) for one in journal.as_of().status().proposals]
    assert [("floated, deniable", ()), ("floated", ("RUS",))] == labels


def test_a_revision_replaces_what_it_names_and_leaves_the_rest(journal: TalksLog) -> None:
    """A provision replaces the one of its number, a term those of its kind; anew, all of those given replace all.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: treaty
      by: UKR
      terms: [{kind: neutral-status, permanent: true}, {kind: free-text, text: Peace}]
      provisions: [{number: "1", text: One}, {number: "2", text: Two}]
    """

    def text(number: int) -> tuple[list[str], list[str]]:
        content = fold(journal.as_of().history).proposals["treaty"].versions[number - 1]
        return [term.kind for term in content.terms], [f"{one.number} {one.text}" for one in content.provisions]

    call = partial(journal.revise, "treaty", by="UKR")
    call(provisions=[{"number": "2", "text": "Zwei"}, {"number": "3", "text": "Drei"}], on="2022-03-02")
    assert (["neutral-status", "free-text"], ["1 One", "2 Zwei", "3 Drei"]) == text(2)
    call(terms=[{"kind": "free-text", "text": "Peace now"}], on="2022-03-03")
    assert (["neutral-status", "free-text"], ["1 One", "2 Zwei", "3 Drei"]) == text(3)
    call(provisions=[{"number": "2", "text": "Two"}], anew=True, on="2022-03-04")
    assert ([], ["2 Two"]) == text(4)
    late = call(provisions=[{"number": "1", "text": "Uno"}], on="2022-03-01T23:00", id="late")
    assert (["neutral-status", "free-text"], ["1 Uno", "2 Two"]) == text(2)
    with pytest.raises(NotFound, match="5"):
        call(drop=["5"], on="2022-03-05")
    call(drop=["2"], drop_terms=[], provisions=[{"number": "3", "text": "Three"}], on="2022-03-05")
    assert ([], ["3 Three"]) == text(6)
    call(provisions=[{"number": "2", "text": "Deux"}, {"number": "1", "text": "Un"}], on="2022-03-06")
    assert ([], ["1 Un", "2 Deux", "3 Three"]) == text(7)
    with pytest.raises(Refused, match="says the same already"):
        call(provisions=[{"number": "2", "text": "Deux"}], on="2022-03-07")
    call(anew=True, on="2022-03-08")
    assert ([], []) == text(8)
    assert late == call(provisions=[{"number": "1", "text": "Uno"}], on="2022-03-01T23:00", id="late")
