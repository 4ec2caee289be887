"""Carrying a record through everything that takes one: journal, JSON lines, every format, undo, correct, dispute."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from storing import new_log

from negotiation import TalksLog
from negotiation.exchange import journal, jsonl
from negotiation.exchange.export import exported
from negotiation.rendering.formats import FORMATS

VIEWS = (("status", None), ("positions", None), ("timeline", None), ("due", None))
"""The views that are written, beside those about one thing."""


def written(talks: TalksLog, *about: tuple[str, str | None], form: str = "json", **clocks: str) -> list[str]:
    """Return views written in a format, at some clocks; whatever the present moment is, and the head of the record."""
    seen = talks.as_of(**{"at": "2030", **clocks})
    documents = (seen.document(name, seen.view(name, of)) for name, of in (*VIEWS, *about))
    return [FORMATS[form](replace(document, record=None)) for document in documents]


def carried_through_files(talks: TalksLog, folder: Path, *about: tuple[str, str | None]) -> None:
    """Hold that a journal and JSON lines of the talks make talks that say the same, in every format."""
    entries = talks.entries()
    text = journal.exported(talks.id, entries)
    with new_log(folder / "of-journal.db", recorder="bob") as log:
        again = log.begin(talks.id)
        again.record_items(journal.parse(text, "again.yaml"))
        assert text == journal.exported(talks.id, again.entries())
        for name, of in (("status", None), *about):
            if name in ("status", "treaty", "blame"):  # the others show when and by whom an entry was recorded
                assert _view(talks, name, of) == _view(again, name, of)
    lines = "".join(f"{line}\n" for line in exported(entries))
    (folder / "lines.jsonl").write_text(lines, encoding="utf-8")
    with new_log(folder / "of-lines.db", recorder="bob") as log:
        jsonl.record(log.store, jsonl.read_whole(str(folder / "lines.jsonl")))
        again = log.talks()
        assert lines == "".join(f"{line}\n" for line in exported(again.entries()))
        assert written(talks, *about) == written(again, *about)
    for form in FORMATS:
        for found in written(talks, *about, form=form):
            assert found or form == "jsonl"  # of nothing there are no lines
            if form == "json":
                json.loads(found)
            elif form == "csv":
                assert 1 == len({len(row) for row in csv.reader(io.StringIO(found))})
            elif form == "html":
                assert found.startswith("<!DOCTYPE html>")


def carried_through_changes(talks: TalksLog, entry: str, *about: tuple[str, str | None]) -> None:
    """Hold that undoing an entry twice changes nothing, and that a dispute of it is told beside it.

    The entry is the last of the record, so that nothing rests on it.
    """
    before = written(talks, *about)
    talks.undo(entry)
    assert before != written(talks, *about)
    talks.undo()
    views = [name for name, _ in (*VIEWS, *about)]
    after = written(talks, *about)
    assert [found for found, name in zip(before, views, strict=True) if name != "timeline"] == [
        found for found, name in zip(after, views, strict=True) if name != "timeline"
    ]
    talks.dispute(entry, by="An observer", reason="It was otherwise.")
    assert "An observer" in "".join(written(talks, *about))


def _view(talks: TalksLog, name: str, of: str | None) -> Any:
    return talks.as_of().view(name, of)
