"""Packages, silence procedures and guarantors, recorded from Python."""

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import InvalidInput, NotFound, Refused
from negotiation.domain.fold import fold


def test_a_package_is_formed_changed_and_dissolved(journal: TalksLog) -> None:
    """Proposals are tied together, join, leave, and stand for themselves again.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: border, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: bases, by: UKR}
    """
    journal.form_package("deal", ["tre", "bor"], title="The deal", by="UKR", on="2022-03-02")
    journal.change_package("de", add="bas", remove=["bor"], reason="x", on="2022-03-03")
    found = fold(journal.as_of().history).packages["deal"]
    assert (("treaty", "bases"), "The deal", True) == (found.proposals, found.title, found.open)
    journal.dissolve_package("de", by="UKR", on="2022-03-04")
    assert not fold(journal.as_of().history).packages["deal"].open


def test_a_package_holds_proposals_that_are_there(journal: TalksLog) -> None:
    """A package has two proposals or more, each on the table.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    with pytest.raises(NotFound, match="there is no proposal or pledge 'border'"):
        journal.form_package("deal", ["treaty", "border"])
    with pytest.raises(InvalidInput, match="a package holds at least two proposals or pledges"):
        journal.form_package("deal", "treaty")
    with pytest.raises(NotFound, match="there is no package 'deal'"):
        journal.dissolve_package("deal")


def test_silence_is_on_the_version_that_lies_on_the_table_then(journal: TalksLog) -> None:
    """A procedure opened late belongs to the version on the table at its date, unless a version is given.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-revised, on: 2022-03-10, proposal: treaty, by: UKR, summary: anew}
    """
    for on, version in (("2022-03-05", 1), ("2022-03-11", 2)):
        (entry,) = journal.open_silence("tre", until="2022-04-01", on=on, dry_run=True)
        assert version == entry.event.version  # type: ignore[attr-defined]  # a silence procedure
    with pytest.raises(Refused, match="was replaced by version 2"):
        journal.open_silence("treaty", until="2022-04-01", version=1, on="2022-03-11")


def test_silence_is_broken_by_an_objection(journal: TalksLog) -> None:
    """An objection before the deadline is recorded; one without a procedure is refused.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    with pytest.raises(Refused, match="no silence procedure is running"):
        journal.break_silence("treaty", by="RUS", on="2022-03-02")
    journal.open_silence("treaty", until="2022-04-01", by="TUR", on="2022-03-02")
    journal.break_silence("tre", by=["RUS"], reason="bases", on="2022-03-03")
    silence = fold(journal.as_of().history).proposals["treaty"].silence
    assert silence
    assert ["RUS"] == [objection.party for objection in silence.objections]


def test_guarantors_are_named_or_described(journal: TalksLog) -> None:
    """Each guarantor has an entry of its own; there is at least one.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: treaty
      by: UKR
      terms: {kind: security-guarantees, guarantors: [USA]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: border, by: UKR}
    """
    conditions = ["proposal:bor", "a vote"]
    journal.guarantor("tre", "conditional", ["USA", "GBR"], unnamed="others", conditions=conditions, on="2022-03-02")
    steps = fold(journal.as_of().history).proposals["treaty"].guarantors
    assert [("USA", True), ("GBR", True), ("others", False)] == [(step.guarantor, step.named) for step in steps]
    assert {("proposal:border", "a vote")} == {step.conditions for step in steps}
    with pytest.raises(InvalidInput, match="named by its code, or described"):
        journal.guarantor("treaty", "signed")


def test_nothing_is_agreed_until_everything_is(journal: TalksLog) -> None:
    """A decision rule may say that all proposals are one package; the next rule says it again, or ends it."""
    for together in (True, False):
        journal.decide_by({"kind": "consensus"}, nothing_until_everything=together, on="2022-03-05")
        rule = fold(journal.as_of().history).talks.rule
        assert (together or None) == rule.single_undertaking
