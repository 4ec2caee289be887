"""Pledges, what was seen of them and the verdicts, recorded from Python."""

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import Ambiguous, InputError, InvalidInput, NotFound, Refused
from negotiation.domain.fold import fold
from negotiation.domain.pledge.state import Pledge


def _pledge(journal: TalksLog, name: str) -> Pledge:
    """Return a pledge as it stands."""
    return fold(journal.as_of().history).pledges[name]


def test_a_pledge_is_made_with_what_would_show_that_it_is_kept(journal: TalksLog) -> None:
    """Indicators, baseline and due date are a clarification of the pledgers, in the same batch.

    - {kind: issue-added, issue: military, title: Military activity}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    """
    entries = journal.pledge(
        "reduce", by=["RUS", "UKR"], text="We shall reduce", areas="Kyiv", issue="mil", under="tre",
        indicators=["troops=fewer", {"name": "posts", "text": "none"}], due="2022-04-10", on="2022-03-29",
    )  # fmt: skip
    assert ["pledge-made", "pledge-clarified"] == [entry.event.kind for entry in entries]
    assert 1 == len({entry.envelope.batch for entry in entries})
    found = _pledge(journal, "reduce")
    assert found.words
    assert (("Kyiv",), "military", "treaty") == (found.words.areas, found.words.issue, found.words.under)
    assert [("troops", "fewer"), ("posts", "none")] == [(one.name, one.text) for one in found.indicators]
    assert found.due
    assert ("RUS and UKR", "2022-04-10") == (found.due.by, found.due.due)


def test_a_pledge_without_indicators_is_recorded_alone(journal: TalksLog) -> None:
    """A pledge of which nothing is said but its words is one entry, and vague."""
    assert 1 == len(journal.pledge("reduce", by="RUS", text="We shall reduce", on="2022-03-29"))
    assert _pledge(journal, "reduce").vague


def test_a_pledge_takes_the_place_of_others(journal: TalksLog) -> None:
    """What a pledge supersedes is recorded with it, each by an entry of its own.

    - {kind: pledge-made, on: 2022-03-01, pledge: one, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-01, pledge: two, by: RUS, text: T}
    """
    entries = journal.pledge("three", by="RUS", text="T", supersedes=["one", "tw"], on="2022-03-02")
    assert ["pledge-made", "pledge-superseded", "pledge-superseded"] == [entry.event.kind for entry in entries]
    for name in ("one", "two"):
        ending = _pledge(journal, name).ending
        assert ending
        assert ("superseded", "three") == (ending.how, ending.by)


def test_words_deeds_and_verdicts_are_kept_apart(journal: TalksLog) -> None:
    """Anybody may clarify, observe and assess; a verdict names the entries that it rests on in any way.

    - {kind: pledge-made, on: 2022-03-01, pledge: reduce, by: RUS, text: T}
    """
    journal.clarify("red", by="OSCE", indicators="troops=fewer", on="2022-03-02")
    journal.observe("red", "a column", by="OSCE", indicator="troops", access="full", on="2022-03-03", id="column")
    journal.assess("red", "breached", by="USA", evidence=["#7", "colu", "entry:column"], on="2022-03-04")
    found = _pledge(journal, "reduce")
    assert ["OSCE"] == [one.by for one in found.clarifications]
    assert [("OSCE", "a column", "full")] == [(one.by, one.text, one.access) for one in found.observations]
    assert [("USA", "breached", ("column",) * 3)] == [
        (one.assessor, one.verdict, one.evidence) for one in found.verdicts()
    ]


def test_a_clarification_says_something(journal: TalksLog) -> None:
    """A clarification gives indicators, a baseline or a due date, and an indicator has a name.

    - {kind: pledge-made, on: 2022-03-01, pledge: reduce, by: RUS, text: T}
    """
    with pytest.raises(InvalidInput, match="gives indicators, a baseline or a due date"):
        journal.clarify("reduce", by="OSCE")
    with pytest.raises(InvalidInput, match="indicators 1, name: is needed"):
        journal.clarify("reduce", by="OSCE", indicators="fewer troops")


def test_evidence_that_is_not_there_is_not_found(journal: TalksLog) -> None:
    """A verdict rests on entries of the log only.

    - {kind: pledge-made, on: 2022-03-01, pledge: reduce, by: RUS, text: T}
    """
    with pytest.raises(NotFound, match="there is no entry '#99'"):
        journal.assess("reduce", "breached", by="USA", evidence="#99")


def test_withdrawing_takes_a_proposal_or_a_pledge(journal: TalksLog) -> None:
    """One call withdraws either; what could be both is ambiguous.

    - {kind: pledge-made, on: 2022-03-01, pledge: bases-out, by: RUS, text: T}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: bases, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: bases-in, by: UKR}
    """
    with pytest.raises(Ambiguous, match="proposal:bases-in, pledge:bases-out"):
        journal.withdraw("bases-", by="RUS", on="2022-03-02")
    with pytest.raises(Refused, match="only who is bound by a pledge can withdraw it"):
        journal.withdraw("bases-o", by="UKR", on="2022-03-02")
    entries = [journal.withdraw(name, by=by, on="2022-03-02")[0] for name, by in (("bases", "UKR"), ("bases-o", "RUS"))]
    assert ["proposal-withdrawn", "pledge-withdrawn"] == [entry.event.kind for entry in entries]


def test_an_entry_about_an_entry_is_no_evidence(journal: TalksLog) -> None:
    """A verdict rests on what was said or seen, and not on a dispute of that.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: to leave}
    """
    journal.dispute("#5", by="UKR", reason="never said")
    with pytest.raises(InputError, match="#6 is an entry about an entry"):
        journal.assess("leave", "breached", by="UKR", evidence="#6", on="2022-03-02")
