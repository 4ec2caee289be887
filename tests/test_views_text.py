"""The words of a proposal: as they stand, against other ones, and what stands in brackets."""

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import InputError, NotFound
from negotiation.views.redline.brackets import brackets
from negotiation.views.redline.provisions import compare
from negotiation.views.redline.runs import marked
from negotiation.views.text import BracketedText, Redline, ShownText, Text


def words(found: ShownText) -> dict[str, str]:
    """Return the provisions of a text."""
    assert isinstance(found, Text)
    return {piece.provision: piece.text for piece in found.provisions}


def rows(found: ShownText) -> list[tuple[str, tuple[str, ...], str]]:
    """Return what became of the provisions of a text, as a redline in plain text."""
    assert isinstance(found, Redline)
    return [(one.name, one.changes, marked(one.runs)) for one in found.provisions]


def test_a_text_at_each_clock_and_in_each_version(journal: TalksLog) -> None:
    """The words are those of the version on the table, or of one that is named; a correction and a late entry count.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR, provisions: [{number: "1", text: Peace}], terms: [{kind: free-text, text: Now}]}
    - {kind: proposal-revised, on: 2022-03-05, proposal: p, by: UKR, provisions: [{number: "1", text: Lasting peace}]}
    - {kind: proposal-revised, on: 2022-03-03, proposal: p, by: UKR, provisions: [{number: "1", text: Some peace}]}
    """  # noqa: E501  # a journal
    journal.correct("#6", {"provisions": [{"number": "1", "text": "A lasting peace"}]}, reason="misread")
    now = journal.as_of()
    assert {"term free-text": "Now", "1": "A lasting peace"} == words(now.text("p"))
    assert "Lasting peace" == words(journal.as_of(recorded="#6").text("p"))["1"]
    assert "Some peace" == words(journal.as_of(at="2022-03-04").text("p"))["1"]
    assert "Some peace" == words(now.text("p", version=2))["1"]
    with pytest.raises(InputError, match="p has no version 4"):
        now.text("p", version=4)
    with pytest.raises(InputError, match="p has no version 2"):
        journal.as_of(at="2022-03-01").text("p", version=2)
    with pytest.raises(NotFound):
        journal.as_of(at="2022-02").text("p")


def test_a_text_against_a_version_or_a_moment(journal: TalksLog) -> None:
    """What became of each provision, word by word; a text that was not there yet is all new.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR, provisions: [{number: "1", text: The river shall be open}, {number: "2", text: Fish are protected}, {number: "3", text: Exit}]}
    - {kind: proposal-revised, on: 2022-03-05, proposal: p, by: UKR, provisions: [{number: "1", text: The river may be open}, {number: "2", text: Exit}, {number: "3", text: Birds}]}
    """  # noqa: E501  # a journal
    expected = [
        ("1", ("reworded",), "The river [-shall-]{+may+} be open"),
        ("2", ("dropped",), "[-Fish are protected-]"),
        ("2", ("renumbered from 3",), "Exit"),
        ("3", ("added",), "{+Birds+}"),
    ]
    now = journal.as_of()
    assert expected == rows(now.text("p", first=1)) == rows(now.text("p", first="2022-03-04"))
    assert expected == rows(now.text("p", first="#5"))
    assert [()] * 3 == [changes for _, changes, _ in rows(now.text("p", first="2022-03-05"))]
    whole = now.text("p", first="2022-02")
    assert isinstance(whole, Redline)
    assert whole.before is None
    assert [("added",)] * 3 == [changes for _, changes, _ in rows(whole)]
    with pytest.raises(NotFound):
        now.text("nothing", first="2022-02")


def test_provisions_are_followed_through_new_numbers_and_places() -> None:
    """A provision that has other words under its number was another one if its own stand nearly so elsewhere."""
    long = "Each party shall withdraw its forces from the river within thirty days of signature"
    before = {"1": "Names", "2": long, "3": "Fish are protected", "4": "Entry into force", "term free-text": "Names"}
    after = {"1": "Names", "2": "Entry into force", "3": f"{long} or of ratification", "4": "Fish were protected"}
    assert {
        ("1", ()),
        ("2", ("renumbered from 4", "moved")),
        ("3", ("reworded", "renumbered from 2")),
        ("4", ("reworded", "renumbered from 3")),
        ("term free-text", ("dropped",)),
    } == {(one.name, one.changes) for one in compare(before, after)}


def test_brackets_within_brackets_and_across_provisions() -> None:
    """Passages are numbered within their provision; one may close in a later one; what does not match is said."""
    found = brackets({"1": "a [b [c] d] [e", "2": "f] g] h", "3": "[i", "4": "[j]"})
    assert [
        ("1", "1", 1, "b [c] d", None, True, True),
        ("1", "1.1", 2, "c", None, True, True),
        ("1", "2", 1, "e\nf", "2", True, True),
        ("2", "1", 0, "f] g", None, False, True),
        ("3", "1", 1, "i", None, True, False),
        ("4", "1", 1, "j", None, True, True),
    ] == [(b.provision, b.number, b.depth, b.text, b.until, b.opened, b.closed) for b in found]


def test_brackets_are_counted_in_each_provision_of_each_version(journal: TalksLog) -> None:
    """So that one sees how much is still open; an amendment that drops a provision brackets nothing by that.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: p, by: UKR, provisions: [{number: "1", text: "[shall][should [not]] go"}, {number: "2", text: "[annex"}]}
    - {kind: proposal-revised, on: 2022-03-05, proposal: p, by: UKR, provisions: [{number: "1", text: "shall [not] go"}]}
    - {kind: amendment-moved, on: 2022-03-06, proposal: am, of: p, of_version: 2, by: TUR, changes: [{number: "1"}]}
    """  # noqa: E501  # a journal
    found = journal.as_of().text("p", in_brackets=True)
    assert isinstance(found, BracketedText)
    assert [(1, "1", 3, 3, 3), (1, "2", 1, 0, 1), (2, "1", 1, 1, 1)] == [
        (one.version, one.provision, one.opening, one.closing, one.passages) for one in found.counts
    ]
    assert ["not"] == [passage.text for passage in found.passages]
    drops = journal.as_of().text("am", in_brackets=True)
    assert isinstance(drops, BracketedText)
    assert () == drops.passages
