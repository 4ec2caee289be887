"""The head of a record, and comparing what one holds of a record with it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commandline import Desk
from storing import SAMPLE_ENTRIES, another, export, fill, sample
from tampering import unguarded

from negotiation.domain.errors import InputError
from negotiation.integrity.head import RecordHead, heads_in
from negotiation.integrity.leaf import leaf
from negotiation.integrity.tree import root_of
from negotiation.log import NegotiationLog
from negotiation.store.port import Finding
from negotiation.store.sqlite.schema import GUARDED
from negotiation.trust.keyring import Keyring
from negotiation.trust.verify import Held, verified


def findings(path: Path, held: Held) -> list[Finding]:
    """Return what the verification of a log finds of what one holds."""
    with NegotiationLog.open(str(path)) as log:
        found = list(verified(log, held, Keyring(path.parent)))
    return found[2:]


def test_the_head_at_every_number_is_the_root_over_the_entries_up_to_it(tmp_path: Path) -> None:
    """Now and at every earlier number, whether the tree that is kept is asked or the hashes."""
    with NegotiationLog.open(str(sample(tmp_path / "a.db"))) as log:
        talks = log.talks()
        leaves = [leaf(entry) for entry in log.store.reader.stored("ist")]
        for number in range(1, SAMPLE_ENTRIES + 1):
            expected = RecordHead("ist", number, root_of(leaves[:number]).hex())
            assert expected == talks.record_head(number)
            assert expected == talks.as_of(recorded=f"#{number}").record_head
        assert talks.record_head() == talks.record_head(SAMPLE_ENTRIES)


def test_a_head_is_found_again_in_a_text() -> None:
    """In whatever stands around it, with one entry and with many; a root that goes on is none."""
    one, many = RecordHead("ist", 1, "0a" * 32), RecordHead("paris-2015", 68, "1b" * 32)
    assert [one, many] == list(heads_in(f"<code>{one.words}</code>, and `{many.words}`."))
    assert [] == list(heads_in(f"{one.words}0"))


@pytest.mark.parametrize("digits", [16, 40, 64])
def test_a_root_that_was_kept_is_found_among_all_that_were(tmp_path: Path, digits: int) -> None:
    """Whole or in short, of the record now or earlier; one that no record of the log had is named as none."""
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as log:
        kept = [log.talks().record_head(number).root[:digits] for number in (3, SAMPLE_ENTRIES)]
    earlier, now, none = findings(path, Held(roots=(*kept, "0" * digits)))
    assert (True, "it is an earlier head of ist: 3 of 8 entries, and the others came after") == (
        earlier.fine,
        earlier.detail,
    )
    assert (True, "it is the head of ist now, at 8 entries") == (now.fine, now.detail)
    assert not none.fine


@pytest.mark.parametrize("root", ["", "0a", "zz" * 16, "0a" * 33])
def test_what_is_no_root_is_refused(tmp_path: Path, root: str) -> None:
    """Too few digits are met by chance."""
    with pytest.raises(InputError, match="is no root"):
        findings(sample(tmp_path / "a.db"), Held(roots=(root,)))


def test_a_report_is_compared_by_its_foot(tmp_path: Path) -> None:
    """In Markdown and in HTML; an edited head, and a report of other talks, are told from those of this log."""
    path = sample(tmp_path / "talks.db")
    desk = Desk(tmp_path, None)
    for name in ("r.md", "r.html", "old.md"):
        desk.done("report", "status", "-o", name, *(["--recorded", "#5"] if name == "old.md" else []))
    held = tuple(str(tmp_path / name) for name in ("r.md", "r.html", "old.md"))
    assert [True] * 6 == [found.fine for found in findings(path, Held(reports=held))]
    assert "5 of 8 entries" in findings(path, Held(reports=held[2:]))[0].detail
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    (tmp_path / "r.md").write_text(text.replace("ist: 8 entries", "ist: 7 entries"), encoding="utf-8")
    (tmp_path / "r.html").write_text("no head here", encoding="utf-8")
    assert "are others" in findings(path, Held(reports=held[:1]))[0].detail
    with pytest.raises(InputError, match="no head of a record"):
        findings(path, Held(reports=held[1:2]))


def test_an_export_is_compared_entry_by_entry(tmp_path: Path) -> None:
    """The first that differs is named, and so is one that the log has not; one of the log as it is holds."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "a.jsonl"
    file.write_bytes(export(path))
    assert findings(path, Held(exports=(str(file),)))[0].fine
    file.write_bytes(export(path).replace(b"We study it.", b"We sign it."))
    assert "ist #7 (statement-recorded) is the first" in findings(path, Held(exports=(str(file),)))[0].detail
    longer = another(tmp_path / "b.db")
    with NegotiationLog.open(str(longer)) as log:
        fill(log, "other")
    file.write_bytes(export(longer))
    assert not findings(path, Held(exports=(str(file),)))[0].fine


def test_an_export_of_which_the_end_was_cut_off_is_no_whole_one(tmp_path: Path) -> None:
    """What is left of it is recorded, but nothing tells what is missing: it is not said to be fine."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "a.jsonl"
    lines = export(path).splitlines(keepends=True)
    for left in range(1, len(lines)):
        file.write_bytes(b"".join(lines[:left]))
        entries, end = findings(path, Held(exports=(str(file),)))
        assert (True, False, True) == (entries.fine, end.fine, end.open)
        assert "no head of ist stands in it" in end.detail
    file.write_bytes(b"")
    with pytest.raises(InputError, match="there is no entry in"):
        findings(path, Held(exports=(str(file),)))


def test_an_old_copy_that_was_put_back_is_found_by_what_was_kept(tmp_path: Path) -> None:
    """The file alone tells nothing of it; a root that was kept, and a report, do."""
    path = sample(tmp_path / "a.db")
    old = path.read_bytes()
    with NegotiationLog.open(str(path)) as log:
        log.talks().issue("land", "Land")
        root = log.talks().record_head().root
    for companion in ("-wal", "-shm"):
        Path(f"{path}{companion}").unlink(missing_ok=True)
    path.write_bytes(old)
    with NegotiationLog.open(str(path)) as log:
        assert [] == [found for found in log.check_record() if not found.fine]
    assert not findings(path, Held(roots=(root,)))[0].fine


def test_a_record_that_was_rewritten_with_all_its_hashes_is_found_by_what_was_kept(tmp_path: Path) -> None:
    """Whoever imports an edited export into a new log has a log without a flaw; its root is another."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "a.jsonl"
    with NegotiationLog.open(str(path)) as log:
        root = log.talks().record_head().root
    file.write_bytes(export(path).replace(b"We study it.", b"We sign it."))
    forged = tmp_path / "forged.db"
    with NegotiationLog.create(str(forged)) as log:
        log.import_file(str(file))
        assert [] == [found for found in log.check() if not found.fine]
    assert not findings(forged, Held(roots=(root,)))[0].fine


def test_a_record_whose_hashes_were_taken_away_is_found_by_what_was_kept(tmp_path: Path) -> None:
    """Without any hash an altered log looks like one of an earlier version; it has no state with the root of before."""
    desk = Desk(tmp_path)
    sample(desk.log)
    with NegotiationLog.open(str(desk.log)) as log:
        root = log.talks().record_head().root
    unguarded(desk.log)
    with closing(sqlite3.connect(desk.log)) as connection, connection:
        connection.execute("UPDATE stored_events SET state = replace(state, 'studying', 'opposes')")
        for statement in ("DELETE FROM leaf", "DELETE FROM tree", *GUARDED):
            connection.execute(statement)
    assert "none was hashed" in desk.done("doctor", "--rebuild")
    assert "none was hashed" in desk.done("verify")
    ran = desk("verify", "--expect", root)
    assert ran.status == 6
    assert "no state of a record of this log has it" in ran.out


def test_the_command_line(tmp_path: Path) -> None:
    """`head` prints what `verify` takes; what differs ends with 6, in every format."""
    path = sample(tmp_path / "talks.db")
    desk = Desk(tmp_path, None)
    (head,) = json.loads(desk.done("head", "--json"))
    assert ("ist", SAMPLE_ENTRIES) == (head["talks"], head["entries"])
    assert "WRONG" not in desk.done("verify", "--expect", head["root"])
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE stored_events SET state = replace(state, 'We study', 'We sign')")
    ran = desk("verify", "--expect", head["root"])
    assert ran.status == 6
    assert "#7 (statement-recorded) is not what was recorded" in ran.out
    assert "no state of a record of this log has it" in ran.out
    assert 6 == desk("verify", "--json").status
