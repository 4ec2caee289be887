"""Who wrote these words: each run of them with the version, the amendment and the party that brought it in."""

from negotiation import TalksLog
from negotiation.views.blame import Blame


def told(found: Blame) -> dict[str, list[tuple[str, int, tuple[str, ...], tuple[str, ...]]]]:
    """Return the runs of each provision: the words, the version, by whom, with what."""
    return {one.provision: [(r.text, r.version, r.by, r.amendments) for r in one.runs] for one in found.provisions}


def test_each_run_of_words_is_of_who_brought_it_in(journal: TalksLog) -> None:
    """Words that stay are of who wrote them first; new ones of who moved them, be it in the middle of a sentence.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR, provisions: [{number: "1", text: All states shall report}, {number: "2", text: Exit}]}
    - {kind: amendment-moved, on: 2022-03-02, proposal: am, of: p, of_version: 1, by: TUR, changes: [{number: "1", text: All states shall fully report}]}
    - {kind: formal-act-done, on: 2022-03-03, proposal: am, act: agreed-in-principle, by: UKR, version: 1}
    - {kind: proposal-amended, on: 2022-03-03, proposal: p, amendments: am, changes: [{number: "1", text: All states shall fully report}]}
    - {kind: proposal-revised, on: 2022-03-04, proposal: p, by: UKR, provisions: [{number: "1", text: All states shall fully report}, {number: "2", text: No exit}]}
    """  # noqa: E501  # a journal
    first = ("All states shall", 1, ("UKR",), ())
    last = ("report", 1, ("UKR",), ())
    expected = {
        "1": [first, ("fully", 2, ("TUR",), ("am",)), last],
        "2": [("No exit", 3, ("UKR",), ())],
    }
    assert expected == told(journal.as_of().blame("p"))
    before = told(journal.as_of(at="2022-03-03").blame("p"))
    assert [("Exit", 1, ("UKR",), ())] == before["2"]
    assert {"1": [("All states shall report", 1, ("UKR",), ())]} | {"2": before["2"]} == told(
        journal.as_of(at="2022-03-02").blame("p")
    )


def test_what_is_brought_back_is_of_who_brought_it_back(journal: TalksLog) -> None:
    """Words that were gone and come again are those of the later version.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR, provisions: [{number: "1", text: One two}]}
    - {kind: proposal-revised, on: 2022-03-02, proposal: p, by: UKR, provisions: [{number: "1", text: One}]}
    - {kind: proposal-revised, on: 2022-03-03, proposal: p, by: UKR, provisions: [{number: "1", text: One two}]}
    """
    assert {"1": [("One", 1, ("UKR",), ()), ("two", 3, ("UKR",), ())]} == told(journal.as_of().blame("p"))


def test_of_several_amendments_each_is_named_with_its_own_words(journal: TalksLog) -> None:
    """Two that were adopted together: who moved the one wrote nothing of the other.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR, provisions: [{number: "1", text: One}, {number: "2", text: Two}], terms: [{kind: neutral-status, permanent: true}]}
    - {kind: amendment-moved, on: 2022-03-02, proposal: am, of: p, of_version: 1, by: TUR, changes: [{number: "1", text: First}]}
    - {kind: amendment-moved, on: 2022-03-02, proposal: bm, of: p, of_version: 1, by: RUS, changes: [{number: "2", text: Second}]}
    - {kind: vote-held, on: 2022-03-03, proposal: am, version: 1, adopted: true}
    - {kind: vote-held, on: 2022-03-03, proposal: bm, version: 1, adopted: true}
    - {kind: proposal-amended, on: 2022-03-03, proposal: p, amendments: [am, bm], changes: [{number: "1", text: First}, {number: "2", text: Second}]}
    """  # noqa: E501  # a journal
    assert {
        "term neutral-status": [("neutral status: permanent", 1, ("UKR",), ())],
        "1": [("First", 2, ("TUR",), ("am",))],
        "2": [("Second", 2, ("RUS",), ("bm",))],
    } == told(journal.as_of().blame("p"))
