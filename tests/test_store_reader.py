"""Reading: one moment at a time, never in the way of a writer, and every damage named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from storing import SAMPLE_ENTRIES, fill, sample
from tampering import tampered

from negotiation.domain.errors import Ambiguous, InputError, NotFound, RestsOnUnreadable, StoreError, Unreadable
from negotiation.domain.record.entry import Entry
from negotiation.log import NegotiationLog
from negotiation.store.part import Part
from negotiation.store.port import Reads


def test_a_reader_sees_one_moment_and_never_blocks_a_writer(tmp_path: Path) -> None:
    """While somebody reads, others write, and what is read stays as it was when the reading began."""
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as mine, NegotiationLog.open(str(path)) as other:
        reader = mine.store.reader
        with reader.snapshot():
            assert reader.head("ist").number == SAMPLE_ENTRIES
            for n in range(5):
                other.talks().issue(f"issue-{n}", "Issue")
            assert SAMPLE_ENTRIES == reader.head("ist").number == len(reader.entries("ist"))
        assert reader.head("ist").number == SAMPLE_ENTRIES + 5


def test_streams_and_numbers_are_those_of_one_talks(tmp_path: Path) -> None:
    """Talks whose ids begin alike, and streams of other talks, are kept apart."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        for talks in ("ist", "ist-2", "ist0", "isa", "j"):
            fill(log, talks)
        reader = log.store.reader
        assert reader.versions("ist") == {"ist/talks": 5, "ist/proposal/neutral": 3}
        assert reader.versions("is") == {}
        assert reader.versions("z") == {}


def _of_the_log(log: NegotiationLog) -> Reads:
    return log.store.reader


def _of_a_part(log: NegotiationLog) -> Part:
    return Part(log.store.reader.entries("ist"))


@pytest.mark.parametrize("reads", [_of_the_log, _of_a_part])
def test_an_entry_is_found_by_number_id_or_beginning(
    tmp_path: Path, reads: Callable[[NegotiationLog], Reads | Part]
) -> None:
    """A reference to an entry is forgiving, and says so where it fits none or several."""
    with NegotiationLog.open(str(sample(tmp_path / "a.db"))) as log:
        log.talks().issue("a", "A", id="vote-1")
        log.talks().issue("b", "B", id="vote-2")
        reader = reads(log)
        assert [reader.id_of("ist", name) for name in ("#9", "9", "#00" + 30 * "0" + "9", "vote-1")] == ["vote-1"] * 4
        with pytest.raises(Ambiguous):
            reader.id_of("ist", "vote")
        for name in ("#99", "nothing", "99999999999999999999999", "#" + 5000 * "9", "%"):
            with pytest.raises((NotFound, Ambiguous)):
                reader.id_of("ist", name)
        with pytest.raises(InputError):
            reader.id_of("ist", "")


@pytest.mark.parametrize("reads", [_of_the_log, _of_a_part])
def test_what_names_no_entry_does_not_happen_to_begin_an_id(
    tmp_path: Path, reads: Callable[[NegotiationLog], Reads | Part]
) -> None:
    """Ids are random, so a number is never the beginning of one, nor are one to three characters."""
    with NegotiationLog.open(str(sample(tmp_path / "a.db"))) as log:
        log.talks().issue("a", "A", id="99ab-1")
        log.talks().issue("b", "B", id="1234567")
        reader = reads(log)
        assert [reader.id_of("ist", name) for name in ("99ab", "99ab-1", "1234567")] == ["99ab-1", "99ab-1", "1234567"]
        for name in ("99", "#99", "#0", "0", "99a", "1234", "#1234567"):
            with pytest.raises(NotFound):
                reader.id_of("ist", name)


def test_text_that_no_terminal_should_give_is_refused(tmp_path: Path) -> None:
    """Half a character, as an argument in another encoding becomes, is refused in a sentence."""
    with NegotiationLog.open(str(sample(tmp_path / "a.db"))) as log, pytest.raises(InputError):
        log.store.reader.id_of("ist", "\udcff")


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (b"{", "no JSON"),
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (None, "no JSON"),
        (7, "no JSON"),
        (b"{}", "Object missing required field `envelope`"),
        (b'{"envelope":{"recorder":"a","batch":"b"},"event":{"kind":"os:system"}}', "holds another kind"),
        (b'{"envelope":{"recorder":"a","batch":"b"},"event":{"kind":"talks-resumed"}}', "holds another kind"),
        (b'{"envelope":{"recorder":"a","batch":"b"},"event":{"kind":"party-joined","party":"UKR"}}', "roles"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_damaged_content_is_named(tmp_path: Path, state: object, what: str) -> None:
    """An entry whose stored content is not what its kind holds stands in its place, and says why it says no more."""
    path = tampered(sample(tmp_path / "a.db"), "UPDATE stored_events SET state = ? WHERE rowid = 2", state)
    found = unread(path)
    assert (2, "party-joined") == (found.number, found.event.stored_kind)  # type: ignore[attr-defined]
    assert what in found.event.why  # type: ignore[attr-defined]


@pytest.mark.parametrize("topic", ["proposal-teleported", None, 7, "../talks-opened", "x" * 10_000])
def test_an_unknown_kind_is_named(tmp_path: Path, topic: object) -> None:
    """An entry of a kind that this version does not know stands in its place: a newer version may know it."""
    path = tampered(sample(tmp_path / "a.db"), "UPDATE stored_events SET topic = ? WHERE rowid = 2", topic)
    found = unread(path)
    assert len(found.event.why) < 200  # type: ignore[attr-defined]
    assert topic is None or found.event.newer  # type: ignore[attr-defined]


def unread(path: Path) -> Entry:
    """Return the only entry of a log that cannot be read; all the others are."""
    with NegotiationLog.open(str(path)) as log:
        entries = log.talks().entries()
        (found,) = log.unreadable()
    assert list(range(1, len(entries) + 1)) == [entry.number for entry in entries]
    return found


def test_content_that_is_missing_is_not_passed_over(tmp_path: Path) -> None:
    """An entry that the register names and the store does not hold is unreadable, not one entry less."""
    path = tampered(sample(tmp_path / "a.db"), "DELETE FROM stored_events WHERE rowid = 2")
    assert 2 == unread(path).number
    with NegotiationLog.open(str(path)) as log, pytest.raises(RestsOnUnreadable, match="#2"):
        log.talks().issue("ceasefire", "Ceasefire")


def test_the_rest_of_a_log_is_saved_without_what_cannot_be_read(tmp_path: Path) -> None:
    """An export refuses to leave something out in silence, and leaves it out on asking."""
    path = tampered(sample(tmp_path / "a.db"), "UPDATE stored_events SET state = '{' WHERE rowid = 2")
    with NegotiationLog.open(str(path)) as log:
        with pytest.raises(RestsOnUnreadable, match="#2"):
            list(log.export())
        saved = [json.loads(line)["number"] for line in log.export(salvage=True)]
        assert [entry.number for entry in log.talks().entries() if entry.number != 2] == saved


def test_a_moment_of_recording_that_is_none_is_named(tmp_path: Path) -> None:
    """A register row whose moment is damaged is named."""
    path = tampered(sample(tmp_path / "a.db"), "UPDATE register SET recorded = 'yesterday' WHERE number = 8")
    with NegotiationLog.open(str(path)) as log:
        for attempt in (lambda: log.talks().entries(), lambda: log.talks().issue("ceasefire", "Ceasefire")):
            with pytest.raises(Unreadable, match="#8"):
                attempt()


@pytest.mark.parametrize("table", ["register", "stored_events", "said", "stream_link"])
def test_a_log_without_one_of_its_tables_is_named(tmp_path: Path, table: str) -> None:
    """A log that lacks a table is reported in a sentence, by reading or by writing."""
    path = tampered(sample(tmp_path / "a.db"), f"DROP TABLE {table}")
    with NegotiationLog.open(str(path)) as log, pytest.raises(StoreError, match=table):
        log.talks().propose("bases", by=["RUS"], on="2022-03-29")
