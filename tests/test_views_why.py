"""Why a proposal stands where it stands, and what is missing for its agreement."""

import pytest

from negotiation import NegotiationError, TalksLog


def test_the_entries_behind_the_label(journal: TalksLog) -> None:
    """The reasons are the entries that the label and the ties rest on, in the order of the history, and no others.

    - {kind: proposal-tabled, on: 2022-03-29, proposal: guarantees, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-31, proposal: treaty, party: RUS, stance: opposes, version: 1}
    - {kind: position-taken, on: 2022-04-01, proposal: treaty, party: RUS, stance: studying, version: 1}
    - {kind: proposal-linked, on: 2022-03-29, proposal: treaty, link: {kind: in-exchange-for, target: guarantees}}
    - {kind: statement-recorded, on: 2022-03-29, speaker: S, text: T, about: proposal:treaty}
    """
    found = journal.as_of().why_proposal("treaty")
    assert [6, 9, 8] == [line.number for line in found.because]
    assert "treaty stands in exchange for guarantees" == found.because[1].what
    assert (
        "UKR has not agreed",
        "RUS has not agreed",
        "it stands in exchange for guarantees, which is not agreed",
    ) == found.missing


def test_who_contests_them(journal: TalksLog) -> None:
    """The disputes of the reasons are listed with them.

    - {id: tabling, kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    - {kind: entry-disputed, entry: tabling, by: RUS, reason: no paper was handed over}
    """
    found = journal.as_of().why_proposal("treaty")
    assert "tabled, contested" == found.status.label
    assert ["RUS disputes #5: no paper was handed over"] == [line.what for line in found.disputes]


def test_nothing_is_missing_of_what_is_agreed_or_ended(journal: TalksLog) -> None:
    """A proposal that is agreed, or off the table, waits for nobody.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-02, proposal: treaty, act: agreed-in-principle, by: RUS, version: 1}
    - {kind: formal-act-done, on: 2022-03-03, proposal: treaty, act: agreed-in-principle, by: UKR, version: 1}
    - {kind: proposal-withdrawn, on: 2022-03-04, proposal: treaty, by: UKR}
    """
    missing = {at: journal.as_of(at=f"2022-03-0{at}").why_proposal("treaty").missing for at in (1, 2, 3, 4)}
    assert {1: ("UKR has not agreed", "RUS has not agreed"), 2: (), 3: (), 4: ()} == missing


def test_what_is_not_in_view_has_no_reasons(journal: TalksLog) -> None:
    """A proposal that is in the log, but not yet at these clocks, is not found there.

    - {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    """
    with pytest.raises(NegotiationError, match="there is no proposal 'treaty' at this point of view"):
        journal.as_of(at="2022-03-28").why_proposal("treaty")


def test_what_is_kept_of_it_has_its_reasons_too(journal: TalksLog) -> None:
    """The pledges under a proposal, their verdicts, and the guarantors called upon are listed apart.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, terms: {kind: security-guarantees}}
    - {kind: pledge-made, on: 2022-03-02, pledge: reduce, by: RUS, text: T, under: treaty}
    - {kind: pledge-made, on: 2022-03-02, pledge: other, by: RUS, text: T}
    - {kind: pledge-assessed, on: 2022-03-03, pledge: reduce, assessor: USA, verdict: partial}
    - {kind: guarantor-state-changed, on: 2022-03-03, proposal: treaty, guarantor: GBR, state: committed}
    - {kind: guarantor-state-changed, on: 2022-03-03, proposal: treaty, guarantor: TUR, state: active}
    - {kind: guarantor-state-changed, on: 2022-03-04, proposal: treaty, guarantor: TUR, state: invoked}
    """
    found = journal.as_of().why_proposal("treaty")
    assert [6, 8, 11] == [line.number for line in found.kept]
    assert [5] == [line.number for line in found.because]
    assert found == journal.as_of().why("treaty")


def test_silence_makes_nothing_missing(journal: TalksLog) -> None:
    """What silence has made agreed waits for nobody; before the deadline it waits for everybody who has not agreed.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-02, proposal: treaty, version: 1, deadline: 2022-03-10}
    """
    assert () == journal.as_of(at="2022-03-10").why_proposal("treaty").missing
    assert ("UKR has not agreed", "RUS has not agreed") == journal.as_of(at="2022-03-09").why_proposal("treaty").missing


def test_the_reasons_name_the_versions(journal: TalksLog) -> None:
    """The entry that made a version says which one, as the log does.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-revised, on: 2022-03-02, proposal: treaty, by: UKR, summary: anew}
    - {kind: proposal-revised, on: 2022-06-01, proposal: treaty, by: UKR, summary: later}
    """
    found = journal.as_of(at="2022-04").why_proposal("treaty")
    lines = {line.number: line.what for line in journal.as_of(at="2022-04").timeline().lines}
    assert "(version 2)" in lines[6]
    assert [lines[number] for number in (5, 6)] == [line.what for line in found.because]
