"""Assemblies: lines are written for people, and sheets have them all."""

import csv
import io

from negotiation import NegotiationLog, TalksLog
from negotiation.rendering.formats import FORMATS

NATIONS = tuple(f"N{number:03}" for number in range(1, 31))


def written(talks: TalksLog, name: str) -> str:
    """Return the status in a format."""
    seen = talks.as_of()
    return FORMATS[name](seen.document("status", seen.status()))


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
    assert "29 parties: adopted" in after
    assert "N007: signed (3 Mar 2022)" in after
    (row,) = csv.DictReader(io.StringIO(written(journal, "csv")))
    assert 30 == len(row["positions"].split(";"))
