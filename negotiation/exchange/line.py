"""One line of an export: an entry with its place, read with every field checked.

Almost every line is one that this program wrote, and is read as the log itself is. What does not fit is read again by
pydantic, which takes what people may write by hand, and names everything that is wrong. A line that lacks what only a
log knows is read as an entry of a journal.
"""

import json
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from sys import intern
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta, Struct
from pydantic import AfterValidator, AwareDatetime, Field, ValidationError

from ..domain.build import problems
from ..domain.catalogue import EVENTS, AnyEvent
from ..domain.errors import NotFound, Problem
from ..domain.record.entry import FORMAT, Entry
from ..domain.record.envelope import Envelope
from ..domain.record.event import Event
from ..domain.twins import Twin, in_pydantic
from ..domain.values import EntryId, Model, Slug
from ..store.codec import stamp
from ..store.upcasts import upcast
from .heads import HeadLine, is_head, read_head
from .told import ToldLine, is_told, told


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("it lies outside of the calendar") from None


if TYPE_CHECKING:
    _Talks = str
    _Id = str
    _Said = Envelope
    _Event = AnyEvent
else:
    _Talks = in_pydantic(Slug)
    _Id = in_pydantic(EntryId)
    _Said = in_pydantic(Envelope)
    _Event = in_pydantic(AnyEvent)


class ExportedEntry(Twin):
    """What a line holds."""

    talks: "_Talks"
    number: Annotated[int, Field(ge=1, strict=True)]
    id: "_Id"
    stream: str
    version: Annotated[int, Field(ge=1, strict=True)]
    format: Annotated[int, Field(ge=1, le=FORMAT, strict=True)] = 1
    """The form in which it was written first; 1 if a line does not say."""
    recorded: Annotated[AwareDatetime, AfterValidator(_in_utc)]
    salt: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """What it is hashed with; none of an entry that was hashed without."""
    envelope: _Said
    event: _Event

    def entry(self) -> Entry:
        """Return the entry that it is."""
        return Entry(**{name: getattr(self, name) for name in Entry.__struct_fields__})


class _AsWritten(Model):
    """What a line holds that this program wrote; the event is read by its kind."""

    talks: Slug
    number: Annotated[int, Meta(ge=1)]
    id: EntryId
    stream: str
    version: Annotated[int, Meta(ge=1)]
    format: Annotated[int, Meta(ge=1, le=FORMAT)] = 1
    recorded: datetime
    salt: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")] | None = None
    envelope: Envelope
    event: dict[str, Any]


E = TypeVar("E", bound=Event)


class _Again(Struct, Generic[E], frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a line holds that was read before: nothing is left to be found out of it."""

    talks: str
    number: int
    id: str
    stream: str
    version: int
    format: int = 1
    recorded: datetime
    salt: str | None = None
    envelope: Envelope
    event: E


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[_Again[Event]]:
    return msgspec.json.Decoder(_Again.__class_getitem__(EVENTS[kind]))  # type: ignore[attr-defined]


class Line(Struct, frozen=True):
    """An entry, and the line that it was read from."""

    where: str
    entry: Entry
    salt: bytes | None = None
    """What it is hashed with; None of an entry that was hashed in form 1."""


def parsed(where: str, text: str) -> Line | ToldLine | HeadLine | list[Problem]:
    """Return the entry of a line, as a whole or as it was told, or a head, or everything that is wrong with it."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        if "\\u" in text:  # only an escape can bring in half of a character
            _refuse_half_characters(data)
        return read_head(where, data["head"]) if is_head(data) else _entry(where, data)
    except ValidationError as error:
        return [Problem(where, _short(p.field, 100), _short(p.message, 200)) for p in problems(error, where)]
    except RecursionError:
        return [Problem(where, "", "it is nested too deeply")]
    except ValueError as error:
        return [Problem(where, "", f"it is not a JSON object: {error}")]


def parsed_again(where: str, text: str, known: Entry) -> Line:
    """Return the entry of a line that was read before.

    Args:
        where: the line.
        text: what stands in it, to the letter.
        known: its entry, of which at the least the kind, the form and the moment are as they were read.
    """
    if known.format == FORMAT and f'"recorded":"{stamp(known.recorded)}"' in text:  # as this program writes it
        with suppress(ValueError):
            found = _decoder(known.event.kind).decode(text)
            place = found.talks, found.number, found.id, found.stream, found.version, known.recorded
            entry = Entry(*place, found.envelope, found.event, found.format)
            return Line(where, entry, bytes.fromhex(found.salt) if found.salt else None)
    line = parsed(where, text)
    assert isinstance(line, Line)  # noqa: S101  # the same text was one
    return line


def _entry(where: str, data: Any) -> Line | ToldLine | list[Problem]:
    """Return the entry that stands in a line.

    Raises:
        ValidationError: it does not fit.
    """
    if kind := _unknown_kind(data):
        error = NotFound("kind of entry", kind, EVENTS)
        return [Problem(where, "event.kind", f"there is no kind '{kind[:60]}'; {error.hint}")]
    if isinstance(data, dict) and is_told(data):
        return told(where, _upcast(data) if "format" in data else data)
    today = _upcast(data)
    entry = _as_written(today) or ExportedEntry.model_validate(today).entry()
    return Line(where, entry, bytes.fromhex(today["salt"]) if today.get("salt") else None)


def _as_written(data: Any) -> Entry | None:
    """Return the entry of a line as this program writes it; None if it is not quite one."""
    try:
        line = msgspec.convert(data, _AsWritten)
        event = msgspec.convert(line.event, EVENTS[str(line.event["kind"])])
        written = stamp(line.recorded)
    except (ValueError, KeyError, OverflowError):
        return None
    if written != data["recorded"]:
        return None
    place = line.talks, line.number, line.id, line.stream, line.version
    return Entry(*place, line.recorded.astimezone(UTC), line.envelope, event, line.format)


def _upcast(data: Any) -> Any:
    """Return a line of an older form as one of today's; what is no line is left to the model to refuse."""
    form = data.get("format", 1) if isinstance(data, dict) else None
    if isinstance(form, int) and 1 <= form < FORMAT and isinstance(data.get("event"), dict):
        return {**data, "event": upcast(data["event"], form)}
    return data


def _unknown_kind(data: object) -> str | None:
    event = data.get("event") if isinstance(data, dict) else None
    kind = event.get("kind") if isinstance(event, dict) else None
    return kind if isinstance(kind, str) and kind not in EVENTS else None


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 3]}..."


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = {name: intern(value) if _again(name, value) else value for name, value in pairs}
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise ValueError(f"{twice[:60]!a} is given twice")
    return found


def _again(name: str, value: object) -> bool:
    """Say whether other lines are likely to hold the same text, which is kept once then."""
    return type(value) is str and (len(value) < 25 or name == "stream")  # as long as most names are


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _refuse_half_characters(data: object) -> None:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = str(error.object)[error.start]
        raise ValueError(f"\\u{ord(half):04x} is half of a character, and stands alone") from None
