"""The stored form of an entry's content: one JSON object with its envelope and its event."""

from pydantic import ValidationError

from ..domain.annotations import AnyEvent
from ..domain.catalogue import EVENTS
from ..domain.envelope import Envelope
from ..domain.errors import UnknownKind, Unreadable
from ..domain.values import Model


class Record(Model):
    """What the store keeps of an entry beside its place: who says what."""

    envelope: Envelope
    event: AnyEvent


def encode(envelope: Envelope, event: AnyEvent) -> bytes:
    """Return the stored form of an entry's content, as UTF-8 JSON without empty fields."""
    return Record.model_construct(envelope=envelope, event=event).model_dump_json(exclude_none=True).encode()


def decode(kind: str, state: bytes, number: int) -> Record:
    """Read the stored form of an entry's content.

    Raises:
        UnknownKind: the kind is not in the catalogue; nothing is imported to look for it.
        Unreadable: the content is not what its kind should hold.
    """
    if kind not in EVENTS:
        raise UnknownKind(kind, number)
    try:
        record = Record.model_validate_json(state)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unreadable(number, f"{where}: {first['msg']}") from None
    if record.event.kind != kind:
        raise Unreadable(number, f"it is filed as {kind} and holds {record.event.kind}")
    return record
