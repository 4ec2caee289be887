"""An export is held in outline while it is decided on, and read again: what becomes of it is what all of it says."""

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import pytest
from commandline import at_work
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from random_logs import logs
from storing import SAMPLE_ENTRIES, STEPS, Step, export, fill, play, sample

from negotiation.domain import decide
from negotiation.domain.errors import InputError, NegotiationError
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history
from negotiation.domain.references import bearing
from negotiation.domain.violations import violations
from negotiation.exchange import jsonl, twice
from negotiation.exchange.outline import LEFT_OUT, Slimming
from negotiation.log import NegotiationLog
from negotiation.store import later, store
from negotiation.store.kept.readings import all_readings, frame_of, told_anew
from negotiation.store.sqlite import writer
from negotiation.talks import lines as lines_of_a_file

NOW = datetime(2031, 1, 1, tzinfo=UTC)
Take = Callable[[NegotiationLog, str], store.Appended]


def in_outline(log: NegotiationLog, path: str) -> store.Appended:
    """Import a file as every program does."""
    return log.import_file(path, unverified=True)


def in_hand(log: NegotiationLog, path: str) -> store.Appended:
    """Import a file of which all is in memory from the beginning to the end."""
    return jsonl.record(log.store, jsonl.read_whole(path))


def outcome(folder: Path, before: str, text: str, take: Take) -> object:
    """Return what becomes of a file in a log that holds some lines already: what it holds then, or the refusal."""
    file = folder / "in.jsonl"
    (folder / "new.db").unlink(missing_ok=True)
    with NegotiationLog.create(str(folder / "new.db")) as log:
        if before:
            file.write_text(before, "utf-8")
            in_hand(log, str(file))
        file.write_text(text, "utf-8")
        try:
            appended = take(log, str(file))
        except NegotiationError as error:
            return type(error), error.message, list(log.export(heads=True))
        assert [] == [found for found in log.check() if not found.fine]
        heads = [log.talks(talks).record_head() for talks in log.talks_ids()]
        return tuple(appended.entries), tuple(appended.known), heads, list(log.export(heads=True))


ALTERING = st.sampled_from(
    (("nobody", "nobody"), ('"recorder":"ada"', '"recorder":"eva"'), ('"source":"agencies"', '"source":"none"'),
     ('"text":"', '"text":"x'), ('"party":"RUS"', '"party":"FRA"'), ('"quote"', '"note"'), ('"note":"', '"note":"x'),
     ('"number":7', '"number":8'), ('"occurred":"2022-03-29"', '"occurred":"2022-03-31"'))
)  # fmt: skip


@contextmanager
def portions_of(number: int) -> Iterator[None]:
    """Let no more than so many lines be in hand at a time."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(writer, "PORTION", number)
        here.setattr(jsonl, "AT_ONCE", number)
        here.setattr(later, "AT_HAND", number)
        here.setattr(lines_of_a_file, "AT_HAND", number)
        yield


@examples(0.5)
@given(
    steps=STEPS,
    others=STEPS,
    portion=st.sampled_from((1, 2, 7, 5000)),
    there=st.integers(0, 20),
    altered=st.integers(0, 30),
    altering=ALTERING,
)
def test_what_becomes_of_a_file_is_the_same_in_outline_and_in_hand(
    steps: list[Step], others: list[Step], portion: int, there: int, altered: int, altering: tuple[str, str]
) -> None:
    """Two talks line by line in turn, some lines there already, one altered: same record, same answer, same refusal."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with NegotiationLog.create(str(folder / "a.db"), recorder="ada") as log:
            for talks, some in (("ist", steps), ("minsk", others)):
                play(fill(log, talks), some)
        by_talks: dict[str, list[str]] = {"ist": [], "minsk": []}
        for line in export(folder / "a.db").decode().split("\n")[:-1]:
            by_talks[json.loads(line)["talks"]].append(line)
        longest = max(map(len, by_talks.values()))
        mixed = [some[at] for at in range(longest) for some in by_talks.values() if at < len(some)]
        before = "\n".join(mixed[:there])
        at = altered % len(mixed)
        mixed[at] = mixed[at].replace(*altering)
        with portions_of(portion):
            assert outcome(folder, before, "\n".join(mixed), in_hand) == outcome(
                folder, before, "\n".join(mixed), in_outline
            )


@examples(0.5)
@given(found=logs)
def test_no_rule_looks_at_what_an_outline_leaves_out(found: list[Entry]) -> None:
    """Whatever was recorded, its outline breaks the same rules, is tied to the same, and is found by the same."""
    slimming = Slimming()
    slim = [slimming.of(entry) for entry in found]

    def judged(entries: Sequence[Entry]) -> list[tuple[str, object]]:
        return [(one.entry.id, one.refusal) for one in violations(history(entries))]

    assert judged(found) == judged(slim)
    assert list(all_readings(found, frame_of(found))) == list(all_readings(slim, frame_of(slim)))
    assert told_anew(found) == told_anew(slim)
    assert [list(bearing(entry.event)) for entry in found] == [list(bearing(entry.event)) for entry in slim]


def test_while_it_is_decided_on_no_statement_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said, quotes and notes are left out of what the rules look at, and recorded all the same."""
    (tmp_path / "a.jsonl").write_bytes(export(sample(tmp_path / "a.db")))
    said: list[str] = []

    def judged(entries: Sequence[Entry], proposed: Sequence[Entry]) -> tuple[Entry, ...]:
        said.extend(getattr(entry.event, "text", "") for entry in proposed if entry.event.kind == "statement-recorded")
        return decide.judged(entries, proposed)

    monkeypatch.setattr(store, "judged", judged)
    with NegotiationLog.create(str(tmp_path / "b.db")) as log:
        log.import_file(str(tmp_path / "a.jsonl"))
    assert [LEFT_OUT] == said
    assert export(tmp_path / "a.db") == export(tmp_path / "b.db")


def test_what_is_recorded_now_has_another_place_and_all_its_words(tmp_path: Path) -> None:
    """Entries that join others are as their lines say, but for their number, their version and their moment."""
    lines = export(sample(tmp_path / "a.db")).decode().splitlines()
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "first.jsonl").write_text("\n".join(lines[:4]), "utf-8")
    NegotiationLog.create(str(tmp_path / "b.db")).close()
    with NegotiationLog.open(str(tmp_path / "b.db"), clock=lambda: NOW) as log:
        log.import_file(str(tmp_path / "first.jsonl"))
        log.talks().issue("land", "Land")
        appended = log.import_file(str(tmp_path / "a.jsonl"), record_now=True, ahead=True)
        assert tuple(log.talks().entries()[5:]) == appended.entries
    with NegotiationLog.open(str(tmp_path / "a.db")) as log:
        theirs = log.talks().entries()[4:]
    assert [(e.number + 1, NOW, e.envelope, e.event) for e in theirs] == [
        (e.number, e.recorded, e.envelope, e.event) for e in appended.entries
    ]


def changing(file: Path, new: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file be written over once its lines have been read for the first time."""
    record = jsonl.record

    def late(*given: object, **more: object) -> store.Appended:
        with file.open("r+b") as stream:
            stream.write(new)
            stream.truncate()
        return record(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(lines_of_a_file, "record", late)


@pytest.mark.parametrize("cut", [False, True])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, cut: bool
) -> None:
    """What is recorded is what was decided on: a file that says something else by then leaves the log as it was."""
    text = export(sample(tmp_path / "a.db"))
    file = tmp_path / "a.jsonl"
    file.write_bytes(text)
    changing(file, text[: len(text) // 2] if cut else text.replace(b"We study it.", b"We  loathe "), monkeypatch)
    monkeypatch.setattr(writer, "PORTION", 1)
    NegotiationLog.create(str(tmp_path / "b.db")).close()
    with (
        NegotiationLog.open(str(tmp_path / "b.db")) as log,
        pytest.raises(InputError, match=r"a\.jsonl' was changed while it was read") as failed,
    ):
        log.import_file(str(file))
    assert "nothing was recorded; import it again" == failed.value.hint
    assert b"" == export(tmp_path / "b.db")


@contextmanager
def fed(pipe: Path, text: bytes) -> Iterator[None]:
    """Write a text into a pipe that somebody reads meanwhile."""
    os.mkfifo(pipe)
    feeding = threading.Thread(target=lambda: pipe.write_bytes(text))
    feeding.start()
    yield
    feeding.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_comes_through_a_pipe_is_read_twice_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept meanwhile in a file without a name, of its owner alone, and taken as a file would be."""
    text = export(sample(tmp_path / "a.db"))
    kept: list[os.stat_result] = []
    made = TemporaryFile

    def seen() -> object:
        file = made()
        kept.append(os.fstat(file.fileno()))
        return file

    monkeypatch.setattr(twice, "TemporaryFile", seen)
    with NegotiationLog.create(str(tmp_path / "b.db")) as log, fed(tmp_path / "pipe", text):
        assert SAMPLE_ENTRIES == len(log.import_file(str(tmp_path / "pipe")).entries)
    assert [(0o600, 0)] == [(stat.S_IMODE(found.st_mode), found.st_nlink) for found in kept]
    assert text == export(tmp_path / "b.db")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_for_an_encrypted_log_no_file_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes through a pipe into an encrypted log lies in no file meanwhile, whatever its size."""
    text = export(sample(tmp_path / "a.db"))

    def none() -> object:
        raise AssertionError

    monkeypatch.setattr(twice, "TemporaryFile", none)
    with (
        NegotiationLog.create(str(tmp_path / "b.db"), passphrase="a long passphrase of mine") as log,
        fed(tmp_path / "pipe", text),
    ):
        assert SAMPLE_ENTRIES == len(log.import_file(str(tmp_path / "pipe")).entries)


def test_standard_input_is_a_pipe(tmp_path: Path) -> None:
    """``talks import -`` takes what a file of the same bytes would bring, and a dry run records nothing of it."""
    desk = at_work(tmp_path)
    desk.done("init", "new.db")
    text = desk.done("export")
    assert "8 entries would be recorded\n" == desk.done("--log", "new.db", "import", "-", "--dry-run", typed=text)
    assert "8 entries recorded\n" == desk.done("--log", "new.db", "import", "-", typed=text)
    assert text == desk.done("--log", "new.db", "export")


def test_no_room_to_keep_a_pipe_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what comes through a pipe has no room, that is said, and nothing is recorded."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no device here that is always full")
    monkeypatch.setattr(twice, "TemporaryFile", lambda: full.open("w+b", buffering=0))
    desk = at_work(tmp_path)
    said = desk.fails(2, "import", "-", typed=desk.done("export"))
    assert "what is read from '-' cannot be kept: No space left on device" in said


@given(number=st.integers(0, 9), at_hand=st.integers(1, 4), start=st.integers(-12, 12), stop=st.integers(-12, 12))
def test_what_is_read_later_is_a_sequence(number: int, at_hand: int, start: int, stop: int) -> None:
    """Entries that are read as they are looked at are those of a tuple, by place, by slice, and one after the other."""
    with (
        TemporaryDirectory() as folder,
        portions_of(at_hand),
        NegotiationLog.open(str(sample(Path(folder, "a.db")))) as log,
    ):
        fill(log, "minsk")
        every = [*log.talks("ist").entries(), *log.talks("minsk").entries()][9 - number :]
        found = later.recorded(log.store.reader, every)
        assert every == list(found)
        assert tuple(every[start:stop]) == found[start:stop]
        assert tuple(every[start:stop:2]) == found[start:stop:2]
        assert [every[-at] for at in range(1, len(every))] == [found[-at] for at in range(1, len(found))]
        with pytest.raises(IndexError):
            found[len(every)]


def test_a_file_of_too_many_lines_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more lines than are taken at once is refused, with the way to bring it in parts."""
    (tmp_path / "a.jsonl").write_bytes(export(sample(tmp_path / "a.db")) + b"\n\n\n")
    monkeypatch.setattr(jsonl, "MAX_LINES", SAMPLE_ENTRIES)
    with NegotiationLog.create(str(tmp_path / "b.db")) as log:
        assert SAMPLE_ENTRIES == len(log.import_file(str(tmp_path / "a.jsonl"), dry_run=True).entries)
        monkeypatch.setattr(jsonl, "MAX_LINES", SAMPLE_ENTRIES - 1)
        with pytest.raises(InputError, match="has more than 7 lines") as failed:
            log.import_file(str(tmp_path / "a.jsonl"))
    assert "bring it in several files" in str(failed.value.hint)
    assert b"" == export(tmp_path / "b.db")


@pytest.mark.parametrize(("at_once", "at_hand"), [(1, 0), (store.AT_ONCE, 2)])
def test_of_very_many_things_nothing_stays_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, at_hand: int
) -> None:
    """How things stand is kept beside the record; what was read for that of more than a few is let go of."""
    monkeypatch.setattr(store, "AT_ONCE", at_once)
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = fill(log)
        talks.propose("bases", by=["RUS"], on="2022-03-29")
        for day in range(1, 29):
            for proposal, by in (("neutral", "RUS"), ("bases", "UKR")):
                talks.respond(proposal, by=[by], stance="reserved", on=f"2022-04-{day:02}")
    (tmp_path / "a.jsonl").write_bytes(export(tmp_path / "a.db"))
    with NegotiationLog.create(str(tmp_path / "b.db")) as log:
        log.import_file(str(tmp_path / "a.jsonl"))
        keeps = log.store.reader.keeps("ist")
        assert keeps is not None
        assert at_hand == sum(bool(keeps.shelf.states(("proposal", name))) for name in ("neutral", "bases"))
        assert [] == keeps.behind([("proposal", "neutral"), ("proposal", "bases")])
