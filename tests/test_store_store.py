"""Deciding until it is recorded: many writers at once, retries with the same id, and a log that others keep busy."""

import sqlite3
import subprocess
import time
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from anything import DATES as MOMENTS
from anything import ENTRIES, PARTIES, PROPOSALS, plain_events, well_begun
from effort import LAW, examples
from forking import Forking
from given import TALKS, Told, entries_of, told
from hypothesis import given
from hypothesis import strategies as st
from storing import SAMPLE_ENTRIES, child, export, fill, import_into, said, sample
from test_store_writer import check_all, check_whole

from negotiation.domain import build
from negotiation.domain.decide import Draft
from negotiation.domain.errors import (
    IdReused,
    InputError,
    InvalidInput,
    NegotiationError,
    Refused,
    StoreBusy,
    StoreError,
)
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.envelope import Override
from negotiation.log import NegotiationLog
from negotiation.store.bearing import Thing, streams_of
from negotiation.store.sqlite.file import LogFile
from negotiation.store.sqlite.writer import Writer
from negotiation.store.store import Scope, Store
from negotiation.talks import NewEntry


def outcome(store: Store, draft: Draft, seeing: Collection[Thing] | None) -> object:
    """Return what becomes of a draft when these things are looked at: what it is recorded as, or why it is not."""
    try:
        found = store.append(TALKS, lambda _: [draft], seeing, dry_run=True)
    except NegotiationError as error:
        broken = [(v.entry.number, v.refusal) for v in getattr(error, "violations", ())]
        return type(error), sorted(map(repr, broken)) or str(error)
    return found.entries


SIGNED = st.builds(
    lambda on, name, act: told("formal-act-done", on, proposal=name, act=act, by=list(PARTIES), version=1),
    st.sampled_from(("2022-03-02", "2022-03-03", "2022-03-03")),
    st.sampled_from(PROPOSALS),
    st.sampled_from(("agreed-in-principle", "signed", "signed")),
)
TYING = st.builds(
    lambda on, tie: Told(build.event(*tie), build.claim({"occurred": on})),
    st.sampled_from(("2022-03-02", "2022-03-02T10:00", "2022-03")),
    st.sampled_from(
        (
            ("package-formed", {"package": "deal", "proposals": ["p", "q"]}),
            ("package-formed", {"package": "other", "proposals": ["q", "r"]}),
            ("package-dissolved", {"package": "deal"}),
            ("package-changed", {"package": "deal", "added": "r"}),
            ("decision-rule-set", {"rule": {"kind": "consensus", "single_undertaking": True}}),
            ("proposal-linked", {"proposal": "p", "link": {"kind": "in-exchange-for", "target": "q"}}),
            ("proposal-revised", {"proposal": "q", "by": "RUS", "summary": "anew"}),
            ("proposal-withdrawn", {"proposal": "p", "by": "UKR"}),
            ("silence-opened", {"proposal": "q", "version": 1, "deadline": "2022-03-02"}),
            ("pledge-withdrawn", {"pledge": "withdraw", "by": "UKR"}),
            ("pledge-superseded", {"pledge": "release", "by_pledge": "withdraw"}),
        )
    ),
)
ANYTHING = st.builds(
    lambda event, on, override: Told(event, build.claim({"occurred": on}), override),
    plain_events,
    st.sampled_from(MOMENTS),
    st.sampled_from((None, "the minutes say so")),
)
BEGUN = (
    *well_begun(),
    told("proposal-tabled", "2022-03-01", proposal="r", by="TUR"),
    told("formal-act-done", "2022-03-01", proposal="p", act="agreed-in-principle", by=list(PARTIES), version=1),
    *(told("pledge-made", "2022-03-01", pledge=name, by="UKR", text="T") for name in ("withdraw", "release")),
)
"""Three proposals, of which one is agreed, so that what ties it to the others bears on its signature; two pledges."""
REPORTED = st.one_of(SIGNED, TYING, TYING, ANYTHING)
"""Entries of every kind that is no annotation, most of them such as bear on each other."""
TAKEN_BACK = st.builds(
    lambda entry: told("entry-retracted", entry=entry, reason="no"), st.sampled_from(ENTRIES[: len(BEGUN)])
)
"""Retractions of the entries that every log of the law begins with."""


@examples(2, LAW)
@given(past=st.lists(REPORTED, max_size=6), draft=st.one_of(SIGNED, SIGNED, TYING, ANYTHING, TAKEN_BACK))
def test_a_decision_on_what_bears_on_it_is_the_decision_on_everything(
    tmp_path_factory: pytest.TempPathFactory, past: list[Told], draft: Told
) -> None:
    """To look only at the streams that bear on an entry gives what looking at the whole log gives."""
    path = str(tmp_path_factory.mktemp("bearing") / "talks.db")
    NegotiationLog.create(path).close()
    entries = entries_of((*BEGUN, *past))
    writer = Writer(path)
    writer.append(entries, [bytes(32)] * len(entries))
    writer.close()
    moment = datetime(2022, 7, 1, tzinfo=UTC)
    override = Override(reason=draft.override) if draft.override else None
    new = Draft("new", draft.event, draft.claim, "ada", "b99", moment, override=override)
    store = Store(LogFile(path))
    with closing(store):
        assert outcome(store, new, None) == outcome(store, new, ())


@pytest.mark.parametrize(
    ("kind", "fields", "names"),
    [
        ("pledge-assessed", {"pledge": "w", "assessor": "USA", "verdict": "partial"}, {"pledge/w"}),
        ("pledge-superseded", {"pledge": "w", "by_pledge": "v"}, {"pledge/w", "pledge/v"}),
        ("pledge-made", {"pledge": "w", "by": "UKR", "text": "T", "under": "p"}, {"pledge/w", "proposal/p"}),
        ("package-formed", {"package": "d", "proposals": ["p", "q"]}, {"package/d", "proposal/p", "proposal/q"}),
        ("package-dissolved", {"package": "d"}, {"package/d"}),
        ("round-opened", {"round": "r"}, {"round/r"}),
        ("silence-broken", {"proposal": "p", "by": "RUS"}, {"proposal/p"}),
        (
            "position-taken",
            {"proposal": "p", "party": "RUS", "stance": "supports-if", "version": 1, "conditions": ["proposal:q"]},
            {"proposal/p", "proposal/q"},
        ),
        ("decision-rule-set", {"rule": {"kind": "consensus"}}, None),
        ("party-left", {"party": "RUS"}, None),
    ],
)
def test_what_bears_on_an_event_is_named_by_its_streams(
    tmp_path: Path, kind: str, fields: dict[str, object], names: set[str] | None
) -> None:
    """A decision looks at the thing itself and at those it is tied to; how the talks decide may bear on anything."""
    store = Store(LogFile(str(sample(tmp_path / "a.db"))))
    found = streams_of(store.reader, "ist", [drafted(kind, fields)])
    store.close()
    assert (None if names is None else {f"ist/{name}" for name in names}) == found


def drafted(kind: str, fields: Mapping[str, object], **claim: object) -> Draft:
    """Return a draft of an event."""
    return Draft("new", build.event(kind, fields), build.claim(claim), "ada", "b99", datetime(2022, 7, 1, tzinfo=UTC))


def test_what_happened_in_a_round_is_decided_with_the_round(tmp_path: Path) -> None:
    """The round that an entry names bears on it, and so does one that a correction, or one of it, names."""
    store = Store(LogFile(str(sample(tmp_path / "a.db"))))
    position = {"proposal": "neutral", "party": "RUS", "stance": "opposes", "version": 1}
    event = {"kind": "position-taken", **position}
    answer = store.reader.entries("ist")[5].id
    corrected = {"entry": answer, "reason": "r", "event": event, "claim": {"in_round": "second"}}
    nested = {**corrected, "event": {"kind": "entry-corrected", **corrected}, "claim": {}}
    expected = {"ist/proposal/neutral", "ist/round/second"}
    assert expected == streams_of(store.reader, "ist", [drafted("position-taken", position, in_round="second")])
    assert expected == streams_of(store.reader, "ist", [drafted("entry-corrected", corrected)])
    assert expected == streams_of(store.reader, "ist", [drafted("entry-corrected", nested)])
    store.close()


def test_drafts_are_written_again_once_what_bears_on_them_is_read(tmp_path: Path) -> None:
    """Whoever writes sees the acts of the talks at first, and then also the thing that its draft turns out to be of."""
    store = Store(LogFile(str(sample(tmp_path / "a.db"))))
    saw: list[set[str]] = []

    def drafting(scope: Scope) -> list[Draft]:
        saw.append({entry.stream for entry in scope.entries})
        return [drafted("proposal-received", {"proposal": "neutral", "by": "RUS"}, occurred="2022-03-30")]

    (entry,) = store.append("ist", drafting, dry_run=True).entries
    assert [{"ist/talks"}, {"ist/talks", "ist/proposal/neutral"}] == saw
    assert entry.number == SAMPLE_ENTRIES + 1
    store.append("ist", drafting, [("proposal", "neutral")], dry_run=True)
    assert {"ist/talks", "ist/proposal/neutral"} == saw[2]
    assert len(saw) == 3
    store.close()


def start_together(processes: "Sequence[subprocess.Popen[str]]") -> None:
    """Let children that say they are ready go on at the same moment."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


WRITERS, EACH = 8, 15
"""How many record at once here, and how much; `benchmarks/evidence.py appends` lets each record a hundred entries."""


@pytest.mark.parametrize("kills", [0, 3], ids=["undisturbed", "killed"])
def test_eight_writers_at_once_lose_and_double_nothing(tmp_path: Path, kills: int) -> None:
    """Eight processes append to the same talks, and begin again when killed: nothing is lost, nothing there twice."""
    path = sample(tmp_path / "a.db")

    def record(writer: int) -> tuple[int, dict[str, int]]:
        chance, killed, told = Random(writer), 0, dict[str, int]()
        while len(told) < EACH:
            seconds = chance.uniform(0, 0.1) if killed < kills else None
            early = chance.random() < 0.3
            for place, number in forking.recorded(path, f"w{writer}", len(told), EACH, seconds, early=early):
                told[f"w{writer}-{place}"] = number
            killed += len(told) < EACH
        return killed, told

    with Forking(tmp_path) as forking, ThreadPoolExecutor(WRITERS) as pool:
        killed, told = zip(*pool.map(record, range(WRITERS)), strict=True)
    assert (sum(killed) > 0) == (kills > 0)
    assert SAMPLE_ENTRIES + WRITERS * EACH == check_all(path)
    with NegotiationLog.open(str(path)) as log:
        held = {entry.id: entry.number for entry in log.talks().entries()[SAMPLE_ENTRIES:]}
    assert held == {id_: number for one in told for id_, number in one.items()}


def test_of_many_that_retry_one_id_it_is_recorded_once(tmp_path: Path) -> None:
    """Processes that record the same thing under the same id at once all succeed, and it is recorded once."""
    path = sample(tmp_path / "a.db")
    code = (
        "import sys\nfrom negotiation.log import NegotiationLog\n"
        "talks = NegotiationLog.open(sys.argv[1]).talks()\nprint('ready', flush=True)\nsys.stdin.readline()\n"
        "print([e.number for e in talks.respond('neutral', by=['RUS'], stance='opposes', id='answer-1')])"
    )
    writers = [child(code, path) for _ in range(4)]
    start_together(writers)
    assert {f"[{SAMPLE_ENTRIES + 1}]"} == {said(writer) for writer in writers}
    assert check_whole(path) == SAMPLE_ENTRIES + 1


def test_a_retry_with_the_same_id_is_done_not_doubled(tmp_path: Path) -> None:
    """The same call under the same id gives the entries of the first one, days and a revision later too."""
    days = count()
    clock = lambda: datetime.now(UTC) + timedelta(days=next(days))  # noqa: E731
    with NegotiationLog.open(str(sample(tmp_path / "a.db")), clock=clock) as log:
        talks = log.talks()

        def first_calls() -> list[tuple[object, ...]]:
            return [
                talks.respond("neutral", by=["RUS", "UKR"], stance="supports", id="answer"),
                talks.party("TUR", roles=["host"], id="host"),
                talks.correct("#7", {"text": "We are studying it."}, reason="misheard", id="mended"),
            ]

        first = first_calls()
        talks.revise("neutral", by=["UKR"], summary="shorter", on="2022-03-31")
        talks.correct("#7", {"speaker": "Vladimir Medinsky"}, reason="full name")
        before = export(tmp_path / "a.db")
        assert first == first_calls()
        assert [entry.id for entry in first[0]] == ["answer", "answer.2"]  # type: ignore[attr-defined]
    assert before == export(tmp_path / "a.db")


def test_an_id_that_stands_for_something_else_is_refused(tmp_path: Path) -> None:
    """Other content under an id that is taken is refused, and nothing is recorded."""
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as log:
        log.talks().issue("ceasefire", "Ceasefire", id="mine")
        before = export(path)
        with pytest.raises(IdReused, match="#9"):
            log.talks().issue("ceasefire", "A ceasefire", id="mine")
        with pytest.raises(IdReused, match="#9"):
            log.talks().say("Somebody", "Something", on="2022-03-30", id="mine")
    assert before == export(path)


@pytest.mark.parametrize("id_", ["a b", "../a", "", "x" * 101, "\ud800", "-"])
def test_an_id_that_could_not_be_exchanged_is_refused(tmp_path: Path, id_: str) -> None:
    """An id of one's own is a name that every form of the log can hold."""
    path = sample(tmp_path / "a.db")
    before = export(path)
    with NegotiationLog.open(str(path)) as log, pytest.raises(InputError):
        log.talks().record_all([NewEntry(build.event("talks-resumed", {}), id=id_ or " ")])
    assert before == export(path)


def test_one_id_for_two_entries_of_a_batch_is_refused(tmp_path: Path) -> None:
    """Two entries of one batch cannot have the same id."""
    path = sample(tmp_path / "a.db")
    event = build.event("issue-added", {"issue": "a", "title": "A"})
    with NegotiationLog.open(str(path)) as log, pytest.raises(InvalidInput, match="given to two"):
        log.talks().record_all([NewEntry(event, id="same"), NewEntry(event, id="same")])


@pytest.mark.parametrize("recorder", ["x" * 501])
def test_nothing_is_recorded_that_could_not_be_read(tmp_path: Path, recorder: str) -> None:
    """What would make an entry unreadable is refused when it is written, not found when it is read."""
    path = sample(tmp_path / "a.db")
    before = export(path)
    with NegotiationLog.open(str(path), recorder=recorder) as log, pytest.raises(InvalidInput, match="recorder"):
        log.talks().issue("ceasefire", "Ceasefire")
    assert before == export(path)


def test_an_entry_too_large_to_be_exchanged_is_refused(tmp_path: Path) -> None:
    """An entry that no line of an export could hold is refused; one nearly as large is exported and imported."""
    path = sample(tmp_path / "a.db")

    provisions = [{"number": str(n), "text": "ж" * 100_000} for n in range(41)]
    with NegotiationLog.open(str(path)) as log:
        log.talks().propose("treaty", by=["UKR"], on="2022-03-29", provisions=provisions[:39])
        before = export(path)
        with pytest.raises(InvalidInput, match="too large"):
            log.talks().propose("longer", by=["UKR"], on="2022-03-29", provisions=provisions)
        assert before == export(path)
    NegotiationLog.create(str(tmp_path / "b.db")).close()
    import_into(tmp_path / "b.db", before)
    assert before == export(tmp_path / "b.db")


DIE_AFTER_COMMIT = """
import os, sys
from negotiation.log import NegotiationLog
from negotiation.store.sqlite.writer import Writer

append = Writer.append
def append_and_die(self, *given):
    append(self, *given)
    os.kill(os.getpid(), 9)
if sys.argv[2] == "die":
    Writer.append = append_and_die
with NegotiationLog.open(sys.argv[1]) as log:
    print([e.number for e in log.talks().act("neutral", "agreed-in-principle", by=["UKR"], id="agreed")])
"""


def test_a_write_whose_outcome_was_unknown_can_be_run_again(tmp_path: Path) -> None:
    """A process killed after the commit and before it could say so is run again with the same id, and is done."""
    path = sample(tmp_path / "a.db")
    process = child(DIE_AFTER_COMMIT, path, "die")
    out, _ = process.communicate(timeout=600)
    assert (process.returncode, out) == (-9, "")
    before = export(path)
    assert f"[{SAMPLE_ENTRIES + 1}]" == said(child(DIE_AFTER_COMMIT, path, "live"))
    assert before == export(path)


def test_a_commit_whose_answer_was_lost_is_found_by_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes that are reported as failed although they took effect are found, and not written again."""
    append = Writer.append
    path = sample(tmp_path / "a.db")
    minutes = count()
    clock = lambda: datetime.now(UTC) + timedelta(minutes=next(minutes))  # noqa: E731

    def lost_answer(self: Writer, entries: Sequence[Entry], salts: Sequence[bytes | None], *_: object) -> None:
        append(self, entries, salts)
        raise StoreError("the answer was lost")

    monkeypatch.setattr(Writer, "append", lost_answer)
    with NegotiationLog.open(str(path), clock=clock) as log:
        talks = log.talks()
        found = [
            *talks.party("TUR", roles=["host"]),
            *talks.respond("neutral", by=["RUS"], stance="opposes"),
            *talks.record_all([NewEntry(build.event("talks-suspended", {"by": ["RUS"]}))]).known,
        ]
    assert [entry.event.kind for entry in found] == ["party-joined", "position-taken", "talks-suspended"]
    assert check_whole(path) == SAMPLE_ENTRIES + 3


def test_a_log_that_others_keep_locked_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write waits for another program's lock, but not for ever; it can be made again when that is gone."""
    from negotiation.store.sqlite import opening

    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.3)
    path = sample(tmp_path / "a.db")
    before = export(path)
    with NegotiationLog.open(str(path)) as log:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(StoreBusy):
            log.talks().issue("ceasefire", "Ceasefire")
        assert 0.25 < time.monotonic() - started
        assert before == export(path)
        other.execute("ROLLBACK")
        other.close()
        assert [entry.number for entry in log.talks().issue("ceasefire", "Ceasefire")] == [SAMPLE_ENTRIES + 1]


def test_a_lock_that_is_let_go_in_time_is_waited_for(tmp_path: Path) -> None:
    """A write that meets a lock waits its turn."""
    path = sample(tmp_path / "a.db")
    code = (
        "import sqlite3, sys, time\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE'); print('ready', flush=True); time.sleep(0.4); c.execute('COMMIT')"
    )
    holder = child(code, path)
    assert holder.stdout is not None
    holder.stdout.readline()
    with NegotiationLog.open(str(path)) as log:
        assert [entry.number for entry in log.talks().issue("ceasefire", "Ceasefire")] == [SAMPLE_ENTRIES + 1]
    said(holder)


def test_what_is_refused_leaves_the_log_as_it_is(tmp_path: Path) -> None:
    """A refusal, and a dry run, record nothing."""
    path = sample(tmp_path / "a.db")
    before = export(path)
    with NegotiationLog.open(str(path)) as log:
        with pytest.raises(Refused):
            log.talks().withdraw("neutral", by="RUS", on="2022-03-30")
        assert len(log.talks().withdraw("neutral", by="UKR", on="2022-03-30", dry_run=True)) == 1
    assert before == export(path)


def test_the_decision_is_made_again_when_the_record_has_moved_on(tmp_path: Path) -> None:
    """What somebody else recorded between the decision and the write is taken into account, by deciding again."""
    path = sample(tmp_path / "a.db")
    NegotiationLog.create(str(tmp_path / "b.db")).close()
    with NegotiationLog.open(str(path)) as mine, NegotiationLog.open(str(path)) as other:
        tries = []

        def clock() -> datetime:
            tries.append(1)
            if len(tries) == 1:
                other.talks().withdraw("neutral", by="UKR", on="2022-03-30")
            return datetime.now(UTC)

        mine.clock = clock
        with pytest.raises(Refused, match="withdrawn"):
            mine.talks().revise("neutral", by=["UKR"], on="2022-03-31", title="Neutrality")
        assert check_whole(path) == SAMPLE_ENTRIES + 1
        fill(mine, "other-talks")
