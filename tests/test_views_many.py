"""Assemblies: lines are written for people, and sheets have them all."""

import csv
import io
import json

import pytest

from negotiation import NegotiationLog, TalksLog, reports
from negotiation.rendering import as_table
from negotiation.rendering.document import Document, table
from negotiation.rendering.formats import FORMATS

NATIONS = tuple(f"N{number:03}" for number in range(1, 31))


def written(talks: TalksLog, name: str, view: str = "status") -> str:
    """Return a view in a format."""
    seen = talks.as_of()
    return FORMATS[name](seen.document(view, seen.view(view)))


def test_many_parties_are_counted_and_sheets_name_them(log: NegotiationLog) -> None:
    """Thirty nations: how many have not been heard, and who says the same, in a line each."""
    journal = log.open_talks("assembly", "An assembly")
    journal.party(*NATIONS, roles=["negotiating"])
    journal.propose("charter", by=["N001"], on="2022-03-01")
    before = written(journal, "table")
    assert "29 parties not heard" in before
    assert "30 negotiating" in before
    assert "N017" not in before
    (row,) = csv.DictReader(io.StringIO(written(journal, "csv")))
    assert list(NATIONS[1:]) == row["not heard"].split(";")


def test_those_that_say_the_same_are_told_together(log: NegotiationLog) -> None:
    """All of them, or so many of them, by the entry that says so; who says something else stands by itself."""
    journal = log.open_talks("assembly", "An assembly")
    journal.party(*NATIONS, roles=["negotiating"])
    journal.propose("charter", by=["N001"], on="2022-03-01")
    journal.act("charter", "adopted", by=NATIONS, on="2022-03-02")
    assert "all 30: adopted" in written(journal, "table")
    journal.act("charter", "signed", by=["N007"], on="2022-03-03")
    after = written(journal, "table")
    assert "29 parties: adopted; N007: signed (3 Mar 2022)" in after
    (row,) = csv.DictReader(io.StringIO(written(journal, "csv")))
    assert 30 == len(row["positions"].split(";"))


@pytest.fixture
def assembly(log: NegotiationLog) -> TalksLog:
    """Thirty nations: most adopt a charter, twelve of them are for something else."""
    journal = log.open_talks("assembly", "An assembly")
    journal.party(*NATIONS, roles=["negotiating"])
    journal.decide_by({"kind": "threshold", "percent": 50})
    journal.propose("charter", by=NATIONS[:14], on="2022-03-01")
    journal.act("charter", "adopted", by=NATIONS[:16], on="2022-03-02")
    for nation in NATIONS[16:29]:
        journal.reject("charter", by=nation, on="2022-03-03")
    journal.propose("annex", by=["N030"], on="2022-03-04")
    journal.respond("annex", by="N002", stance="opposes", on="2022-03-05")
    journal.respond("annex", by="N002", stance="supports", on="2022-03-06")
    return journal


def test_a_label_counts_those_it_would_name(assembly: TalksLog) -> None:
    """Whoever rejects a text is named in its label only as long as that can be read."""
    charter = assembly.as_of().status().proposals[0]
    assert "adopted, rejected by 13 parties" == charter.label
    assert set(NATIONS[16:29]) == {stance.party for stance in charter.stances if stance.stance == "rejected"}


def test_positions_of_many_are_told_by_proposal(assembly: TalksLog) -> None:
    """No column for each of thirty parties, but who says what; and below it only those who moved."""
    found = written(assembly, "table", "positions")
    rows = {line.split()[0]: line for line in found.splitlines() if line.startswith(("charter", "annex"))}
    assert "14 parties" in rows["charter"]
    assert rows["charter"].endswith("16 parties: adopted (2 Mar 2022); 13 parties: rejected (3 Mar 2022); 1 not heard")
    assert "N002: supports (6 Mar 2022); 28 not heard" in rows["annex"]
    assert "opposes (5 Mar 2022, #" in found
    assert "N017" not in found


def test_who_needs_not_agree_is_not_missed(assembly: TalksLog) -> None:
    """The conference that adopted one text, and an observer who spoke on it, are not among the unheard of the other."""
    assembly.party("plenary", roles=["body"])
    assembly.party("GUEST", roles=["observer"])
    assembly.act("charter", "adopted", by="plenary", on="2022-03-03")
    assembly.respond("charter", by="GUEST", stance="supports", on="2022-03-03")
    rows = {line.split()[0]: line for line in written(assembly, "table", "positions").splitlines() if line}
    assert "28 not heard" in rows["annex"]
    (_, annex) = assembly.as_of().status().proposals
    assert 28 == len(annex.unheard) == len(assembly.as_of().positions().unheard["annex"])


def test_the_sheet_of_positions_has_a_row_for_each_word_that_a_party_stands_by(assembly: TalksLog) -> None:
    """CSV and JSON name each party that was heard or put the text forward."""
    rows = list(csv.DictReader(io.StringIO(written(assembly, "csv", "positions"))))
    told = {row["party"]: row["stance"] for row in rows if row["proposal"] == "charter"}
    assert len(NATIONS) - 1 == len(told)
    assert ("rejected", "adopted") == (told["N017"], told["N001"])
    cells = json.loads(written(assembly, "json", "positions"))["cells"]
    assert ["N002", "N030"] == sorted(cell["party"] for cell in cells if cell["proposal"] == "annex")


def test_what_is_due_from_many_is_told_by_their_number(assembly: TalksLog) -> None:
    """The line counts those that have not answered, and its sheet names them."""
    assert "28 parties have not answered" in written(assembly, "table", "due")
    (row,) = csv.DictReader(io.StringIO(written(assembly, "csv", "due")))
    assert 28 == len(row["waiting for"].split(";"))


def test_what_many_changed_alike_is_one_change(assembly: TalksLog) -> None:
    """That sixteen adopted it on one day is one line of a comparison, and a line each in its sheet."""
    found = assembly.changes("2022-03-01", "2022-03-02")
    document = assembly.as_of().document("changes", found)
    told = FORMATS["table"](document)
    assert "positions of 16 parties" in told
    assert "position of N005" not in told
    rows = [row["field"] for row in csv.DictReader(io.StringIO(FORMATS["csv"](document)))]
    assert {f"position of {nation}" for nation in NATIONS[:16]} <= set(rows)


def test_the_log_counts_those_who_act_together(assembly: TalksLog) -> None:
    """An act of sixteen is one line that a person can read."""
    assert "16 parties adopted charter (version 1)" in written(assembly, "table", "timeline")


@pytest.mark.parametrize("kind", ["status", "positions", "state-of-play", "traffic-light", "treaty", "brief"])
def test_reports_count_many_parties(assembly: TalksLog, kind: str) -> None:
    """The head of a report counts the parties, and so does what it says of each text."""
    about = {"treaty": "charter", "brief": "N001"}.get(kind)
    found = reports.write(reports.make(kind, assembly.as_of(), about), "md")
    assert "30 parties: 30 negotiating" in found
    assert kind == "treaty" or "N017" not in found


def test_rows_are_aligned_where_that_takes_little() -> None:
    """A cell that is a little longer than the others has its column as wide as it is."""
    rows = [("a", "short", "end"), ("b", "a little longer than that", "end")]
    lines = as_table.write(Document("Title", (table(("x", "words", "last"), rows),))).splitlines()
    first, second = (line for line in lines if line.endswith("end"))
    assert len(first) == len(second)


def test_the_head_of_one_long_row_stands_above_its_cells() -> None:
    """Where no other row is padded by it, only the head is, and stays above what it names."""
    lines = as_table.write(
        Document("Title", (table(("x", "words", "last"), [("b", "long " * 20, "end")]),))
    ).splitlines()
    head, row = (line for line in lines if line.endswith(("last", "end")))
    assert head.index("last") == row.index("end")


def test_a_long_cell_moves_its_own_row_only() -> None:
    """Through a pipe no row is padded to a cell of another that is much longer than most."""
    rows = [("a", "short", "end"), ("b", "long " * 20, "end"), ("c", "short", "end")]
    lines = as_table.write(Document("Title", (table(("x", "words", "last"), rows),))).splitlines()
    first, second, third = (line for line in lines if line.endswith("end"))
    assert first[1:] == third[1:]
    assert len(first) == len("x  ") + as_table.WIDEST_PADDING + len("  end")
    assert second.endswith("long   end")
