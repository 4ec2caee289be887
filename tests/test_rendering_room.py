"""A text that is the room's, or nobody knows whose, is called so wherever somebody else would be named."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from negotiation import NegotiationLog, TalksLog, reports
from negotiation.exchange.journal import parse
from negotiation.pictures import figure
from negotiation.rendering.document import tables, text_of
from negotiation.rendering.formats import FILES, FORMATS, Paper

RECORD = """
- {kind: talks-opened, title: The gulf}
- {kind: party-joined, party: UKR, roles: negotiating}
- {kind: party-joined, party: FRA, roles: negotiating}
- {kind: proposal-tabled, on: 2022-03-01, proposal: pact, author: AUTHOR, provisions: ["1=The gulf is open."]}
- {kind: proposal-revised, on: 2022-03-02, proposal: pact, by: FRA, provisions: ["1=The gulf is open to all."]}
- {kind: amendment-moved, on: 2022-03-03, proposal: by-day, of: pact, by: UKR, changes: ["1=The gulf is open by day."]}
- {kind: formal-act-done, on: 2022-03-03, proposal: by-day, act: adopted, by: [UKR, FRA]}
- {kind: proposal-amended, on: 2022-03-03, proposal: pact, amendments: by-day, changes: ["1=The gulf is open by day."]}
"""


def told(log: NegotiationLog, author: str, more: str = "") -> TalksLog:
    """Return talks on a pact whose first version is of that author, revised by France and amended."""
    found = log.begin("gulf")
    found.record_items(parse(RECORD.replace("AUTHOR", author) + more, "gulf.yaml"))
    return found


@pytest.mark.parametrize(("author", "words", "by"), [("room", "the room", "by the room"),
                                                     ("unknown", "author unknown", "by somebody unknown")])  # fmt: skip
def test_views_name_the_room_where_it_put_something_forward(
    log: NegotiationLog, author: str, words: str, by: str
) -> None:
    """A party that revises the room's text did not put it forward, and words of the first version stay the room's."""
    talks = told(log, author)
    seen = talks.as_of()
    (pact, _) = seen.status().proposals
    assert ((), author) == (pact.sponsors, pact.author)
    (_, drafts) = seen.document("drafts", seen.view("drafts", "pact")).sections
    assert [words, "FRA", "with by-day"] == [text_of(row[2]) for table in tables([drafts]) for row in table.rows]
    assert words in FORMATS["table"](seen.document("status", seen.status()))
    assert words in FORMATS["table"](seen.document("blame", seen.view("blame", "pact")))
    assert f"({words})" in figure("course", seen.view("course")).wide
    assert f"version 1, {by}, " in FORMATS["table"](seen.document("show", seen.view("show", "proposal:pact")))
    for kind in ("dossier", "proposal", "traffic-light"):
        report = reports.write(reports.make(kind, seen, "pact" if kind == "proposal" else None), "md")
        assert not any(odd in report for odd in ("unnamed", "nobody named", "by room", "| room |")), kind


def test_the_positions_of_many_name_the_room(log: NegotiationLog) -> None:
    """Of more parties than fit in a matrix there is a row for each proposal, with who put it forward."""
    more = "".join(
        f"- {{kind: party-joined, party: state-{number}, roles: observer}}\n"
        f"- {{kind: position-taken, on: 2022-03-04, proposal: pact, party: state-{number}, stance: supports}}\n"
        for number in range(13)
    )
    talks = told(log, "room", more)
    seen = talks.as_of()
    for page in (
        FORMATS["table"](seen.document("positions", seen.positions())),
        reports.write(reports.make("positions", seen), "md"),
    ):
        assert "the room" in page
        assert "unnamed" not in page


def test_the_changes_of_an_amended_version_are_of_the_amendments(log: NegotiationLog) -> None:
    """Word shows them as the author of each change; nobody in particular made the version of amendments."""
    seen = told(log, "room").as_of()
    redline = FILES["docx"](seen.document("text", seen.text("pact", first=2, version=3)), Paper.A4)
    report = reports.packed(reports.make("proposal", seen, "pact"), "docx")
    assert {"amended with by-day (version 3)"} == _authors(redline)
    assert {"FRA (version 2)", "amended with by-day (version 3)"} == _authors(report)


def _authors(docx: bytes) -> set[str]:
    """Return the authors of the tracked changes of a file of Word."""
    with ZipFile(BytesIO(docx)) as archive:
        return set(re.findall(r'w:author="([^"]*)"', archive.read("word/document.xml").decode()))
