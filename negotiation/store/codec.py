"""The stored form of an entry's content: one JSON object with its envelope and its event."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta, Struct

from ..domain.catalogue import EVENTS
from ..domain.errors import InvalidInput, Problem, Unreadable
from ..domain.record.entry import FORMAT
from ..domain.record.envelope import Envelope
from ..domain.record.event import Event
from ..domain.values import plain
from .upcasts import upcast

MAX_BYTES = 8_000_000
"""The largest content of an entry; what is exchanged as one line must hold it with its place."""


E = TypeVar("E", bound=Event)


class Record(Struct, Generic[E], frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the store keeps of an entry beside its place: the form in which it was written, and who says what."""

    format: Annotated[int, Meta(ge=1)] = 1
    envelope: Envelope
    event: E


def _record_of(kind: str) -> type[Record[Event]]:
    of_kind: type[Record[Event]] = Record.__class_getitem__(EVENTS[kind])  # type: ignore[attr-defined]
    return of_kind


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Record[Event]]:
    """Return what reads the records of one kind: made when an entry of that kind is first met, since few are."""
    return msgspec.json.Decoder(_record_of(kind))


_TODAY = f'{{"format":{FORMAT},'.encode()
"""How the stored form of an entry begins that needs no upcast."""


def encode(envelope: Envelope, event: Event, form: int = FORMAT) -> bytes:
    """Return the stored form of an entry's content, as UTF-8 JSON without empty fields.

    Args:
        envelope: who says so, and when it was.
        event: what happened.
        form: the form in which the entry was written first, which says what rules there were then.

    Raises:
        InvalidInput: it is too large to be kept as one entry, or could not be read back.
    """
    try:
        state = msgspec.json.encode({"format": form, "envelope": plain(envelope), "event": plain(event)})
        _decoder(event.kind).decode(state)  # nothing can be edited later, so nothing unreadable is let in
    except msgspec.ValidationError as error:
        where, message = _explained(error)
        raise InvalidInput([Problem("", where, message)]) from None
    except ValueError as error:
        raise InvalidInput([Problem("", "", f"it cannot be kept as text: {error}")]) from None
    if len(state) > MAX_BYTES:
        message = f"an entry of {len(state):,} bytes is too large: at most {MAX_BYTES:,} are kept"
        raise InvalidInput([Problem("", "", message)], "divide it, or cite the document that holds the text")
    return state


def decode(kind: str | None, state: object, number: int) -> Record[Event]:
    """Read the stored form of an entry's content.

    Raises:
        Unreadable: the kind is not in the catalogue (nothing is imported to look for it), a later version of this
            program wrote it, or the content is not what its kind should hold.
    """
    if kind is None:
        raise Unreadable(number, "its content is missing")
    if kind not in EVENTS:
        name = str(kind)[:80]
        raise Unreadable(number, f"there is no kind '{name}' in this version", newer=True)
    if not isinstance(state, bytes):  # whatever was written into the table by hand
        state = state.encode() if isinstance(state, str) else b""
    try:
        if state.startswith(_TODAY):
            record = _decoder(kind).decode(state)
        else:
            upcasted = _upcast(msgspec.json.decode(state), number)
            record = msgspec.convert(upcasted, _record_of(kind))
    except msgspec.ValidationError as error:
        raise _unreadable(kind, error, number) from None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Unreadable(number, f"it is no JSON: {error}") from None
    return record


def _unreadable(kind: str, error: msgspec.ValidationError, number: int) -> Unreadable:
    """Say what of a record does not fit."""
    where, message = _explained(error)
    if where == "event.kind":
        return Unreadable(number, f"it is filed as {kind} and holds another kind")
    if unknown := _UNKNOWN.fullmatch(message):
        field = f"{where}.{unknown[1]}" if where else unknown[1]
        return Unreadable(number, f"it has the field {field}, which this version does not know", newer=True)
    return Unreadable(number, f"{where}: {message}" if where else message)


_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_PLACE = re.compile(r"(.*?)(?: - at `\$\.?(.*)`)?", re.DOTALL)


def _explained(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return where something does not fit, and why."""
    found = _PLACE.fullmatch(str(error))
    return (found[2] or "", found[1]) if found else ("", str(error))


def _upcast(data: Any, number: int) -> Any:
    """Return stored values of an older form as today's; what is no record is left to the model to refuse."""
    form = data.get("format", 1) if isinstance(data, dict) else None
    if isinstance(form, int) and form > FORMAT:
        raise Unreadable(number, f"it is written in form {form}, and this version knows {FORMAT}", newer=True)
    if not isinstance(form, int) or form < 1 or not isinstance(data.get("event"), dict):
        return data
    return {**data, "event": upcast(data["event"], form)}


def stamp(moment: datetime) -> str:
    """Return the stored form of an instant: UTC, to the microsecond."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
