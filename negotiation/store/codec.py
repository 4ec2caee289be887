"""The stored form of an entry's content: one JSON object with its envelope and its event."""

from datetime import UTC, datetime

from pydantic import ValidationError

from ..domain.build import problems
from ..domain.catalogue import EVENTS, AnyEvent
from ..domain.errors import InvalidInput, Problem, UnknownKind, Unreadable
from ..domain.record.envelope import Envelope
from ..domain.values import Model

MAX_BYTES = 8_000_000
"""The largest content of an entry; what is exchanged as one line must hold it with its place."""


class Record(Model):
    """What the store keeps of an entry beside its place: who says what."""

    envelope: Envelope
    event: AnyEvent


def encode(envelope: Envelope, event: AnyEvent) -> bytes:
    """Return the stored form of an entry's content, as UTF-8 JSON without empty fields.

    Raises:
        InvalidInput: it is too large to be kept as one entry, or could not be read back.
    """
    try:
        state = Record.model_construct(envelope=envelope, event=event).model_dump_json(exclude_none=True).encode()
        Record.model_validate_json(state)  # nothing can be edited later, so nothing unreadable is let in
    except ValidationError as error:
        raise InvalidInput(problems(error)) from None
    except ValueError as error:
        raise InvalidInput([Problem("", "", f"it cannot be kept as text: {error}")]) from None
    if len(state) > MAX_BYTES:
        message = f"an entry of {len(state):,} bytes is too large: at most {MAX_BYTES:,} are kept"
        raise InvalidInput([Problem("", "", message)], "divide it, or cite the document that holds the text")
    return state


def decode(kind: str, state: bytes, number: int) -> Record:
    """Read the stored form of an entry's content.

    Raises:
        UnknownKind: the kind is not in the catalogue; nothing is imported to look for it.
        Unreadable: the content is not what its kind should hold.
    """
    if kind not in EVENTS:
        raise UnknownKind(str(kind), number)
    try:
        record = Record.model_validate_json(state)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unreadable(number, f"{where}: {first['msg']}") from None
    if record.event.kind != kind:
        raise Unreadable(number, f"it is filed as {kind} and holds {record.event.kind}")
    return record


def stamp(moment: datetime) -> str:
    """Return the stored form of an instant: UTC, to the microsecond."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
