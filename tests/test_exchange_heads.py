"""An export ends with the head of each record, and an import refuses what is not the record of that head."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from commandline import at_work
from effort import examples
from hypothesis import given
from storing import STEPS, Step, fill, new_log, play, sample
from tampering import as_format_3

from negotiation.domain.errors import ImportFailed, NotAsExported
from negotiation.log import NegotiationLog
from negotiation.store.store import Appended
from negotiation.trust.keyring import Keyring
from negotiation.trust.verify import Held, verified


def exported(path: Path) -> list[str]:
    """Return the lines of an export with its heads."""
    with NegotiationLog.open(str(path)) as log:
        return list(log.export(heads=True))


def taken(folder: Path, lines: Sequence[str], *, unverified: bool = False, record_now: bool = False) -> Appended:
    """Import lines into a new log in a folder."""
    file = folder / "in.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    (folder / "new.db").unlink(missing_ok=True)
    with NegotiationLog.create(str(folder / "new.db")) as log:
        try:
            return log.import_file(str(file), unverified=unverified, record_now=record_now)
        except NotAsExported:
            assert log.talks_ids() == []
            raise


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    """Return the export of a sample: eight entries, and the head."""
    return exported(sample(tmp_path / "a.db"))


@examples(0.3)
@given(steps=STEPS, others=STEPS)
def test_the_heads_of_an_export_are_those_of_the_log_that_takes_it_in(steps: list[Step], others: list[Step]) -> None:
    """Whatever a log holds, its export ends with the head of each talks, and the log that takes it in has the same."""
    with TemporaryDirectory() as folder:
        first = Path(folder, "a.db")
        with new_log(first) as log:
            for name, some in (("ist", steps), ("minsk", others)):
                play(fill(log, name), some)
            heads = [log.talks(talks).record_head() for talks in ("ist", "minsk")]
        lines = exported(first)
        told = [json.loads(line)["head"] for line in lines[-2:]]
        assert told == [{"talks": h.talks, "entries": h.entries, "root": h.root} for h in heads]
        taken(Path(folder), lines)
        with NegotiationLog.open(str(Path(folder, "new.db"))) as log:
            assert heads == [log.talks(talks).record_head() for talks in ("ist", "minsk")]


def test_each_entry_that_is_missing_is_missed(tmp_path: Path, lines: list[str]) -> None:
    """Whichever entries are missing, at the end or before it, the export is refused."""
    for at in range(8):
        with pytest.raises(NotAsExported, match=r"expected ist: 8 entries, root .*; found ist: 7 entries, root "):
            taken(tmp_path, [*lines[:at], *lines[at + 1 :]])
    with pytest.raises(NotAsExported, match="found ist: 0 entries"):
        taken(tmp_path, lines[8:])


def test_each_entry_that_was_altered_is_found(tmp_path: Path, lines: list[str]) -> None:
    """Whichever entry says another recorder, moment or word, the export is refused."""
    for at in range(8):
        for before, after in (('"recorder":"ada"', '"recorder":"eva"'), ('"recorded":"2', '"recorded":"1')):
            assert before in lines[at]
            with pytest.raises(NotAsExported, match="found ist: 8 entries"):
                taken(tmp_path, [*lines[:at], lines[at].replace(before, after), *lines[at + 1 :]])


def test_another_order_and_more_entries_are_found(tmp_path: Path, lines: list[str]) -> None:
    """Entries that changed their places, or stand twice, are no record of that head."""
    for other in ([lines[1], lines[0], *lines[2:]], [*lines[:8], lines[7], lines[8]]):
        with pytest.raises(NotAsExported):
            taken(tmp_path, other)


def test_lines_that_tell_less_are_no_export(tmp_path: Path, lines: list[str]) -> None:
    """Where what only a log knows was left out of a line, the head cannot be made, and that is said."""
    less = {name: value for name, value in json.loads(lines[3]).items() if name != "number"}
    with pytest.raises(NotAsExported, match="lines of ist are no whole entries"):
        taken(tmp_path, [*lines[:3], json.dumps(less), *lines[4:]])


def test_what_is_not_as_exported_is_taken_unverified(tmp_path: Path, lines: list[str]) -> None:
    """What is there is recorded all the same if that is asked for, and so is an export without a head."""
    assert len(taken(tmp_path, [*lines[:5], lines[8]], unverified=True).entries) == 5
    assert len(taken(tmp_path, lines[:5]).entries) == 5


def test_what_is_recorded_anew_is_compared_as_it_was_exported(tmp_path: Path, lines: list[str]) -> None:
    """With ``record_now`` the head in the file is still that of the entries in the file."""
    assert len(taken(tmp_path, lines, record_now=True).entries) == 8
    with pytest.raises(NotAsExported):
        taken(tmp_path, lines[1:], record_now=True)


@pytest.mark.parametrize("head", ["1", "{}", '{"talks":"ist","entries":8,"root":"0a"}', '{"talks":"ist","entries":0}'])
def test_a_head_that_is_none_is_named(tmp_path: Path, lines: list[str], head: str) -> None:
    """A line that begins as a head and is none is refused as a line."""
    with pytest.raises(ImportFailed, match=r"in\.jsonl:9: head: is no head of a record"):
        taken(tmp_path, [*lines[:8], f'{{"head":{head}}}'])


def test_nothing_is_said_that_would_not_hold(tmp_path: Path) -> None:
    """Talks without an entry have no head in an export, and neither has a salvage."""
    NegotiationLog.create(str(tmp_path / "empty.db")).close()
    assert exported(tmp_path / "empty.db") == []
    with NegotiationLog.open(str(sample(tmp_path / "a.db"))) as log:
        assert len(list(log.export(salvage=True, heads=True))) == 8


def test_a_verification_looks_at_the_head_of_an_export(tmp_path: Path) -> None:
    """An export of which the end is missing is found by its head, although all that it has is recorded."""
    path = sample(tmp_path / "a.db")
    lines = exported(path)
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    whole.write_text("\n".join(lines), encoding="utf-8")
    cut.write_text("\n".join([*lines[:7], lines[8]]), encoding="utf-8")
    with NegotiationLog.open(str(path)) as log:
        assert all(found.fine for found in verified(log, Held(exports=(str(whole),)), Keyring(tmp_path)))
        bad = [found for found in verified(log, Held(exports=(str(cut),)), Keyring(tmp_path)) if not found.fine]
    assert [found.check.rpartition("/")[2] for found in bad] == ["cut.jsonl:8: its head"]


def test_a_command_refuses_with_a_status_of_its_own(tmp_path: Path) -> None:
    """``talks import`` ends with exit status 6 and records nothing, and ``--unverified`` takes what is there."""
    desk = at_work(tmp_path)
    desk.done("export", "-o", "all.jsonl")
    *lines, _, head = (desk.folder / "all.jsonl").read_text(encoding="utf-8").splitlines()
    (desk.folder / "cut.jsonl").write_text("\n".join([*lines, head]), encoding="utf-8")
    desk.done("--log", "new.db", "init")
    ran = desk("--log", "new.db", "import", "cut.jsonl")
    assert (6, "") == (ran.status, ran.out)
    assert "--unverified" in ran.err
    assert "recorded" in desk.done("--log", "new.db", "import", "cut.jsonl", "--unverified")
    for other in ("x.yaml", "x.csv"):
        assert desk("import", other, "--unverified").status == 2


def test_what_was_hashed_without_salts_has_the_same_head_elsewhere(tmp_path: Path) -> None:
    """An export of entries of both forms has the same lines again from the log that takes it in, and the same head."""
    path = as_format_3(sample(tmp_path / "a.db"))
    assert all('"salt"' not in line for line in exported(path))
    with NegotiationLog.open(str(path)) as log:
        log.talks().issue("land", "Land")
    lines = exported(path)
    assert [False] * 8 + [True, False] == ['"salt"' in line for line in lines]
    taken(tmp_path, lines)
    assert lines == exported(tmp_path / "new.db")


def test_an_altered_salt_is_found(tmp_path: Path, lines: list[str]) -> None:
    """The salt of an entry is a part of it: another, none, or what is none at all is refused."""
    at = lines[3].index('"salt":"') + 8
    own = lines[3][at : at + 64]
    for other in (lines[3].replace(own, "0" * 64), lines[3].replace(f'"salt":"{own}",', "")):
        with pytest.raises(NotAsExported, match="found ist: 8 entries"):
            taken(tmp_path, [*lines[:3], other, *lines[4:]])
    for wrong in (own[1:], own.upper() + "0", "g" * 64):
        with pytest.raises(ImportFailed, match=r"in\.jsonl:4: salt: "):
            taken(tmp_path, [*lines[:3], lines[3].replace(own, wrong), *lines[4:]])


def test_what_is_recorded_anew_has_salts_of_its_own(tmp_path: Path, lines: list[str]) -> None:
    """With ``record_now`` the entries are others, and so are their salts."""
    taken(tmp_path, lines, record_now=True)
    own = {json.loads(line).get("salt") for line in lines[:8]}
    assert own.isdisjoint(json.loads(line).get("salt") for line in exported(tmp_path / "new.db")[:8])
