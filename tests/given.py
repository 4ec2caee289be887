"""Histories for tests of the domain: events in the past, a draft, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import asdict

from negotiation.domain import build
from negotiation.domain.catalogue import stream_of
from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.decide import Draft, Place, decide
from negotiation.domain.errors import Refused
from negotiation.domain.fold import fold
from negotiation.domain.record.annotations import Annotation
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.envelope import Claim, Envelope, Override
from negotiation.domain.record.event import Event, introduced_by
from negotiation.domain.record.history import History, history
from negotiation.domain.references import SORTS, Names
from negotiation.domain.state import State

TALKS = "peace"
BEGINNING = datetime(2022, 6, 1, 12, tzinfo=UTC)
"""When the first entry of every log in the tests is recorded; each later one follows a minute after."""


@dataclass(frozen=True)
class Told:
    """An event, with what is said of it."""

    event: Event
    claim: Claim = field(default_factory=Claim)
    override: str | None = None
    recorded: datetime | None = None
    id: str | None = None


def told(
    kind: str,
    on: str | None = None,
    *,
    override: str | None = None,
    recorded: datetime | None = None,
    id: str | None = None,  # noqa: A002  # the entry's, as in a journal
    said: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Told:
    """Tell of an event that occurred on a date: `fields` are the event's, `said` the rest of its claim."""
    claim = build.claim({"occurred": on, **(said or {})})
    return Told(build.event(kind, fields), claim, override, recorded, id)


def frame(*parties: str) -> tuple[Told, ...]:
    """Return talks that are open (#1), with negotiating parties (#2 and on): UKR and RUS unless told otherwise."""
    codes = parties or ("UKR", "RUS")
    joined = (told("party-joined", party=code, roles=["negotiating"]) for code in codes)
    return (told("talks-opened", title="Peace talks"), *joined)


def tabled(proposal: str = "peace-treaty", on: str = "2022-03-01", by: str = "UKR", **fields: Any) -> Told:
    """Tell of a proposal that was tabled."""
    return told("proposal-tabled", on, proposal=proposal, by=by, **fields)


def position(party: str, stance: str, on: str = "2022-03-02", proposal: str = "peace-treaty", **more: Any) -> Told:
    """Tell of a position on version 1 of a proposal, unless told otherwise."""
    return told("position-taken", on, **{"proposal": proposal, "party": party, "stance": stance, "version": 1, **more})


def act(act: str, *by: str, on: str = "2022-03-03", proposal: str = "peace-treaty", **more: Any) -> Told:
    """Tell of a formal act on version 1 of a proposal, unless told otherwise."""
    return told("formal-act-done", on, **{"proposal": proposal, "act": act, "by": list(by), "version": 1, **more})


def entries_of(past: Sequence[Told]) -> list[Entry]:
    """Return events as entries ``e1``, ``e2`` and so on, each taken as it is, whatever the rules say."""
    entries: list[Entry] = []
    streams: dict[str, str] = {}
    versions: dict[str, int] = {}
    for number, one in enumerate(past, start=1):
        id_ = one.id or f"e{number}"
        named = streams.get(one.event.entry, f"{TALKS}/talks") if isinstance(one.event, Annotation) else None
        stream = streams[id_] = stream_of(TALKS, one.event) or named or ""
        versions[stream] = versions.get(stream, 0) + 1
        override = Override(reason=one.override) if one.override else None
        envelope = Envelope(**asdict(one.claim), recorder="ana", batch=f"b{number}", override=override)
        recorded = one.recorded or BEGINNING + timedelta(minutes=number - 1)
        entries.append(Entry(TALKS, number, id_, stream, versions[stream], recorded, envelope, one.event))
    return entries


def seen(past: Sequence[Told], clocks: Clocks = NOW) -> History:
    """Return the history that some clocks show of a past."""
    return history(entries_of(past), clocks)


def folded(past: Sequence[Told], clocks: Clocks = NOW) -> State:
    """Return the situation in which a past ends, at some clocks."""
    return fold(seen(past, clocks))


def numbers(found: History) -> list[int]:
    """Return the numbers of the entries of a history, in its order."""
    return [entry.number for entry in found.entries]


def names_of(entries: Sequence[Entry]) -> Names:
    """Return what drafts may refer to after these entries."""
    known: dict[str, set[str]] = {sort: set() for sort in SORTS if sort != "entry"}
    for entry in entries:
        new = introduced_by(entry.event)
        if new:
            known[new[0]].add(new[1])
    named = {entry.id: (entry.stream, entry.event.kind) for entry in entries}
    return Names(known, named)


def decided(entries: Sequence[Entry], drafts: Sequence[Told]) -> tuple[Entry, ...]:
    """Decide on drafts as one batch after these entries."""
    number = len(entries)
    recorded = max([BEGINNING + timedelta(minutes=number), *(entry.recorded for entry in entries)])
    batch = [
        Draft(
            id=draft.id or f"e{number + nth}",
            event=draft.event,
            claim=draft.claim,
            recorder="ana",
            batch=f"b{number + 1}",
            recorded=draft.recorded or recorded,
            override=Override(reason=draft.override) if draft.override else None,
        )
        for nth, draft in enumerate(drafts, start=1)
    ]
    versions: dict[str, int] = {}
    for entry in entries:
        versions[entry.stream] = entry.version
    return decide(entries, batch, names_of(entries), Place(TALKS, number, versions))


@dataclass(frozen=True)
class Given:
    """A past, to which something is added."""

    past: tuple[Told, ...]

    def when(self, *drafts: Told) -> "Outcome":
        """Decide on drafts after that past."""
        try:
            return Outcome(decided(entries_of(self.past), drafts))
        except Exception as error:  # noqa: BLE001  # the test says which error it expects
            return Outcome((), error)


@dataclass(frozen=True)
class Outcome:
    """What became of the drafts."""

    entries: tuple[Entry, ...]
    error: Exception | None = None

    def then(self, *events: Event) -> None:
        """Expect these events to have been recorded."""
        if self.error:
            raise self.error
        assert list(events) == [entry.event for entry in self.entries]

    def then_refused(self, error: type[Refused], *broken: tuple[str, tuple[int, ...]]) -> None:
        """Expect an error that names these rules, each with the numbers of the entries behind it."""
        assert error is type(self.error), repr(self.error)
        assert isinstance(self.error, Refused)
        assert list(broken) == [(v.refusal.rule, v.refusal.behind) for v in self.error.violations]

    def then_fails(self, error: type[Exception], message: str) -> None:
        """Expect an error of another sort, with this message."""
        assert (error, message) == (type(self.error), str(self.error))


def given(*past: Told) -> Given:
    """Begin a test with a past, which is taken as it is."""
    return Given(past)
