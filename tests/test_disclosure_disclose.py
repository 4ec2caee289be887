"""Copies for others: what is not for them stands as hashes, and the head is that of the record."""

import csv
import json
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commandline import Desk
from effort import LAW, examples
from hypothesis import given
from hypothesis import strategies as st
from random_logs import logs
from tampering import as_format_3, tampered

from negotiation.disclosure.copying import copied
from negotiation.disclosure.disclose import Disclosed, disclose
from negotiation.domain.errors import DisclosedCopy, Guessable, InputError, InvalidInput, LogExists, RestsOnWithheld
from negotiation.domain.record.entry import Entry
from negotiation.domain.talks.events import NoteTaken
from negotiation.integrity.leaf import Stored, leaf
from negotiation.integrity.opening import undeclared
from negotiation.log import NegotiationLog
from negotiation.store.codec import encode, stamp

SECRETS = ("Zorin", "zephyr", "under the rose")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a log in which something is for few people, and a speaker is not to be named."""
    path = tmp_path / "talks.db"
    with NegotiationLog.create(str(path), recorder="ada") as log:
        talks = log.open_talks("ist", "Talks")
        talks.party("UKR", "RUS", roles=["negotiating"])
        talks.propose("truce", by=["UKR"], on="2022-03-01", provisions=[{"number": "1", "text": "A truce."}])
        talks.propose(
            "zephyr",
            by=["RUS"],
            on="2022-03-02",
            provisions=[{"number": "1", "text": "Said under the rose."}],
            marking="confidential",
        )
        talks.respond("truce", by=["RUS"], stance="studying", on="2022-03-03")
        talks.say("Ivan Zorin", "We study it.", party="RUS", on="2022-03-04", attribution="party")
        talks.correct("#7", {"text": "We study the truce."}, reason="misheard")
        talks.respond("zephyr", by=["UKR"], stance="opposes", on="2022-03-05")
    return path


def disclosed(path: Path, *, audience: str = "press", guessable: bool = False) -> tuple[Path, Disclosed]:
    """Return a copy for an audience, and what was said of it."""
    copy = path.with_name("copy.db")
    with NegotiationLog.open(str(path)) as log:
        return copy, disclose(log.talks(), str(copy), audience, to="The Gazette", guessable=guessable)


def wrong(path: Path) -> list[str]:
    """Return what the check of a log finds."""
    with NegotiationLog.open(str(path)) as log:
        return [f"{found.check}: {found.detail}" for found in log.check() if not found.fine]


def test_a_copy_has_the_head_of_the_record_and_nothing_of_what_is_withheld(log: Path) -> None:
    """It is verified by itself, and by whoever holds the head; no byte of the file has a word that is withheld."""
    with NegotiationLog.open(str(log)) as opened:
        head = opened.talks().record_head()
    copy, found = disclosed(log)
    assert found.copy.withheld == (5, 9)
    assert {7: ("envelope/recorder", "envelope/attribution", "event/speaker")}.items() <= found.copy.in_part.items()
    assert [] == wrong(copy)
    with NegotiationLog.open(str(copy)) as opened:
        assert head == opened.talks().record_head() == found.head
        assert "withheld (RUS)" in " ".join(opened.talks().sentences(opened.talks().entries()))
    raw = copy.read_bytes().decode("latin-1")
    assert [] == [word for word in SECRETS if word in raw]
    with NegotiationLog.open(str(log)) as opened:
        assert [] == [
            entry.number for entry in opened.talks().entries()[:9] if entry.id in raw and entry.number in (5, 7, 9)
        ]
    assert 0o600 == copy.stat().st_mode & 0o777


def test_the_record_tells_of_the_copy(log: Path) -> None:
    """For whom, to whom, of how much, with which root; and nothing is told where nothing was written."""
    copy, found = disclosed(log)
    with NegotiationLog.open(str(log)) as opened:
        last = opened.talks().entries()[-1]
        assert found.recorded == last
        told = {
            name: getattr(last.event, name) for name in ("audience", "to", "entries", "root", "withheld", "in_part")
        }
        assert told == {
            "audience": "press",
            "to": "The Gazette",
            "entries": 9,
            "root": found.head.root,
            "withheld": 2,
            "in_part": len(found.copy.in_part),
        }
        with pytest.raises(LogExists):
            disclose(opened.talks(), str(copy), "press")
        with pytest.raises(InvalidInput, match="audience"):
            disclose(opened.talks(), str(log.with_name("b.db")), "nobody")
        assert last == opened.talks().entries()[-1]


def test_an_id_does_not_tell_what_came_together(log: Path) -> None:
    """No entry of a copy has the id under which it was recorded, which tells the first of its command; it verifies."""
    with NegotiationLog.open(str(log)) as opened:
        parted = opened.talks().party("GBR", "FRA", roles=["observer"])
        opened.talks().re_mark(f"#{parted[0].number}", "confidential", reason="to see")
        recorded = {entry.id for entry in opened.talks().entries()}
    assert parted[1].id == f"{parted[0].id}.2"
    copy, found = disclosed(log)
    with NegotiationLog.open(str(copy)) as opened:
        entries = {entry.number: entry for entry in opened.talks().entries()}
        assert found.head == opened.talks().record_head()
    assert parted[1].event == entries[parted[1].number].event
    assert recorded.isdisjoint(entry.id for entry in entries.values())
    assert [] == wrong(copy)


def test_nothing_is_recorded_in_a_copy(log: Path) -> None:
    """What is decided on a part could go against the rest."""
    copy, _ = disclosed(log)
    with NegotiationLog.open(str(copy)) as opened, pytest.raises(DisclosedCopy):
        opened.talks().issue("land", "Land")
    with NegotiationLog.open(str(copy)) as opened, pytest.raises(DisclosedCopy):
        opened.rebuild()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET state = replace(state, 'A truce.', 'A peace.')",
        "UPDATE register SET recorded = '2022-01-01T00:00:00.000000Z' WHERE number = 1",
        "UPDATE stored_events SET state = replace(state, '\"event/speaker\"', '\"event/about\"')",
        "UPDATE withheld SET fields = NULL WHERE number = 3",
        "UPDATE withheld SET fields = 'nonsense' WHERE number = 3",
        "DELETE FROM withheld WHERE number = 3",
        "UPDATE leaf SET hash = zeroblob(32) WHERE number = 5",
    ],
)
def test_an_altered_copy_is_told_from_what_was_disclosed(log: Path, statement: str) -> None:
    """What is shown is vouched for by the head; what is not as recorded has to say so."""
    copy, found = disclosed(log)
    tampered(copy, statement)
    with NegotiationLog.open(str(copy)) as opened:
        same = opened.talks().record_head() == found.head
    if "event/speaker" in statement:
        assert any("#7 shows what was not recorded, and does not say so: " in found for found in wrong(copy))
    assert wrong(copy) or not same or statement.startswith("UPDATE withheld SET fields = NULL")


LOOKS = (
    "status",
    "positions",
    "log",
    "pledges",
    "guarantees",
    "rounds",
    "due",
    "sources",
    "list",
    "packages",
    "notes",
    "show truce",
    "show 5",
    "show 7",
    "why truce",
    "text truce",
    "blame truce",
    "treaty truce",
    "search truce",
    "diff 2022-03-01 2022-03-10",
    "count entries",
    "report status",
    "report positions",
    "head",
    "doctor",
)


def test_every_view_of_a_copy_is_honest(log: Path, tmp_path: Path) -> None:
    """None fails, none has a word that is withheld, and those of all of the talks say what they are told without."""
    disclosed(log)
    desk = Desk(tmp_path, None)
    for look in LOOKS:
        out = desk.done("--log", "copy.db", *look.split())
        assert [] == [word for word in SECRETS if word in out], look
        if look in ("status", "positions", "log", "report status"):
            assert "2 entries are withheld from this copy" in out, look


def test_what_could_be_guessed_is_not_withheld_unasked(log: Path) -> None:
    """A hash of form 1 tells whoever guesses an entry that it is right, and shows all or nothing."""
    as_format_3(log)
    with pytest.raises(Guessable, match="#5"):
        disclosed(log)
    with pytest.raises(InputError, match="nothing in the record of ist is for press"):
        disclosed(log, guessable=True)
    with NegotiationLog.open(str(log)) as opened:
        opened.talks().issue("land", "Land")
    copy, found = disclosed(log, guessable=True)
    assert found.copy.guessable == found.copy.withheld == (*range(1, 10),)
    assert [] == wrong(copy)
    with NegotiationLog.open(str(copy)) as opened:
        assert found.head == opened.talks().record_head()
        assert "issue-added" == opened.talks().entries()[-1].event.kind


def test_names_in_free_text_are_warned_about(log: Path) -> None:
    """A party, a person, a title or a reference that is withheld, with the place where it stands all the same."""
    with NegotiationLog.open(str(log)) as opened:
        opened.talks().record(NoteTaken(text="Mr Zorin spoke of zephyr, and of the truce"))
    _, found = disclosed(log)
    assert {(10, "text", "Zorin"), (10, "text", "zephyr")} == {
        (one.entry, one.field, one.name) for one in found.spilled
    }


def test_one_entry_is_withheld_and_several_are() -> None:
    """What hangs on withheld entries is refused in a sentence for one, and in one for several."""
    assert str(RestsOnWithheld([5], "it is not done", "")).startswith("#5 is withheld, so that ")
    assert str(RestsOnWithheld([5, 8, 9], "it is not done", "")).startswith("#5, #8 and #9 are withheld, so that ")


def test_what_is_named_by_another_id_is_not_called_withheld(tmp_path: Path) -> None:
    """What a verdict names has another id in a copy: it is shown, by a name that no hash vouches for."""
    desk = Desk(tmp_path, None)
    for line in (
        "init",
        "open aceh Aceh",
        "party RI GAM --role negotiating",
        "pledge arms --by GAM --to RI --text 'Arms' --on 2005-08-15",
        "observe arms 'Handed over' --by RI --on 2005-12-21",
        "assess arms fulfilled --by RI --evidence 5 --on 2005-12-27",
        "say A Words --party GAM --on 2005-12-28 --attribution party",
        "correct 5 --set text=Destroyed --reason 'as the minutes say'",
    ):
        desk.done(*shlex.split(line))
    ran = desk("disclose", "--audience", "press", "-o", "press.db")
    assert "the first 8 entries (1 in part)" in ran.out
    assert "entries are named by ids of the copy in #6 and #8" in ran.err
    assert "event/evidence" not in ran.err
    shown = desk.done("--log", "press.db", "show", "6")
    assert ("#5" in shown, "by ids of this copy: evidence" in shown, "withheld: evidence" in shown) == (
        True,
        True,
        False,
    )
    assert "withheld: attribution and speaker" in desk.done("--log", "press.db", "show", "7")
    assert "Destroyed" in desk.done("--log", "press.db", "show", "5")
    assert "WRONG" not in desk.done("--log", "press.db", "verify")


def test_the_command_line(log: Path, tmp_path: Path) -> None:
    """It prints the entry, what is withheld and what was found; the copy is used as any log, but for writing."""
    desk = Desk(tmp_path, None)
    ran = desk("disclose", "--audience", "press", "-o", "press.db", "--reason", "Asked")
    assert "#10  a copy of the first 9 entries (2 withheld, 2 in part) was disclosed for press: Asked" in ran.out
    assert "withheld: #5 and #9" in ran.err
    assert "withheld: attribution and speaker" in desk.done("--log", "press.db", "log")
    assert 4 == desk("--log", "press.db", "issue", "land", "Land").status
    assert 1 == desk("--log", "press.db", "export").status
    with closing(sqlite3.connect(log)) as connection:
        (root,) = connection.execute(
            "SELECT json_extract(state, '$.event.root') FROM stored_events WHERE topic = 'record-disclosed'"
        ).fetchone()
    assert "WRONG" not in desk.done("--log", "press.db", "verify", "--expect", root)


KNOWN = {"number": 5, "id": "withheld-5", "kind": "withheld", "what": "this entry is withheld"}


def test_of_an_entry_that_is_withheld_nothing_is_said_but_that(log: Path) -> None:
    """Neither when it happened, nor when or by whom it was recorded, nor who may see it: a copy does not know."""
    desk = Desk(log.parent)
    copy = ("--log", str(disclosed(log)[0]))
    (line,) = (one for one in json.loads(desk.done(*copy, "log", "--record", "--json"))["lines"] if one["number"] == 5)
    shown = json.loads(desk.done(*copy, "show", "5", "--json"))
    assert line == shown["line"]
    assert {name: value for name, value in line.items() if value not in (None, [])} == KNOWN
    assert [None, None, [["why", "this copy of the log withholds it"]]] == [
        shown[name] for name in ("stream", "version", "fields")
    ]
    with NegotiationLog.open(copy[1]) as opened:
        moments = [entry.recorded.strftime("%Y-%m-%dT%H:%M:%S.%fZ") for entry in opened.talks().entries()]
    untold = re.compile("|".join((*moments, r"\bpublic\b", r"\bundated\b")))
    for form in ("table", "md", "html", "csv", "json", "jsonl"):
        page = desk.done(*copy, "show", "5", "--format", form)
        whole = desk.done(*copy, "log", "--record", "--format", form)
        rows = [row for row in re.split(r"</tr>|\},|\n(?! )", whole) if "entry is withheld" in row]
        assert rows
        for said in (re.sub("(?s)<style>.*</style>", "", page), *rows):
            assert "is withheld" in said
            assert not untold.search(said), (form, said)
    assert "entry is withheld" not in desk.done(*copy, "log", "--record", "--marking", "public")
    desk.done(*copy, "tables", "-o", "tables")
    with (log.parent / "tables/entries.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["entry"] == "5")
    told = {name: value for name, value in row.items() if value and name not in ("talks", "in_view")}
    assert told == {"entry": "5", "id": "withheld-5", "why_not": "withheld", "kind": "withheld"}


def test_a_record_of_which_nothing_is_for_an_audience(tmp_path: Path) -> None:
    """A copy of nothing is not written."""
    path = tmp_path / "talks.db"
    with NegotiationLog.create(str(path)) as log:
        log.open_talks("ist", "Talks", marking="confidential")
    with pytest.raises(InputError, match="nothing in the record of ist is for press"):
        disclosed(path)


@examples(17, LAW)
@given(entries=logs, data=st.data())
def test_whatever_is_withheld_each_entry_has_its_hash(entries: list[Entry], data: st.DataObject) -> None:
    """Whichever entries are withheld, and however others are cut: no hash changes, and no hidden id is left."""
    salt = data.draw(st.sampled_from([None, bytes(32)]))
    stored = [_stored(entry, salt if entry.number % 3 == 0 else bytes(32)) for entry in entries]
    hidden = data.draw(st.sets(st.sampled_from([entry.number for entry in entries])))
    shown = [None if entry.number in hidden else entry for entry in entries]
    found = copied(stored, entries, shown)
    assert [leaf(one) for one in stored] == [leaf(one) for one in found.entries]
    assert hidden <= set(found.withheld)
    assert [] == [one.number for one in found.entries if undeclared(one)]
    left = b" ".join(one.content + one.id.encode() for one in found.entries)
    gone = {one.id for one in stored if one.number in found.withheld}
    assert [] == [id_ for id_ in gone if f'"{id_}"'.encode() in left or f':{id_}"'.encode() in left]
    assert len({(one.stream, one.version) for one in found.entries}) == len(entries)


def _stored(entry: Entry, salt: bytes | None) -> Stored:
    place = entry.talks, entry.number, entry.id, entry.stream, entry.version, stamp(entry.recorded)
    return Stored(*place, entry.event.kind, encode(entry.envelope, entry.event, entry.format), salt)
