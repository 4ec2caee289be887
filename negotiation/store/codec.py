"""The stored form of an entry's content: one JSON object with its envelope and its event."""

from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from pydantic import Field, ValidationError, create_model
from pydantic_core import from_json

from ..domain.build import problems
from ..domain.catalogue import EVENTS
from ..domain.errors import InvalidInput, Problem, Unreadable
from ..domain.record.entry import FORMAT
from ..domain.record.envelope import Envelope
from ..domain.record.event import Event
from ..domain.values import Model
from .upcasts import upcast

MAX_BYTES = 8_000_000
"""The largest content of an entry; what is exchanged as one line must hold it with its place."""


class Record(Model):
    """What the store keeps of an entry beside its place: the form in which it was written, and who says what."""

    format: Annotated[int, Field(ge=1)] = 1
    envelope: Envelope
    event: Event


@cache
def _record_of(kind: str) -> type[Record]:
    """Return the record of one kind: made when an entry of that kind is first met, since few are."""
    return create_model(f"Record of {kind}", __base__=Record, event=(EVENTS[kind], ...))


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
    model = _record_of(event.kind)
    try:
        record = model.model_construct(format=form, envelope=envelope, event=event)
        state = record.model_dump_json(exclude_none=True).encode()
        model.model_validate_json(state)  # nothing can be edited later, so nothing unreadable is let in
    except ValidationError as error:
        raise InvalidInput(problems(error)) from None
    except ValueError as error:
        raise InvalidInput([Problem("", "", f"it cannot be kept as text: {error}")]) from None
    if len(state) > MAX_BYTES:
        message = f"an entry of {len(state):,} bytes is too large: at most {MAX_BYTES:,} are kept"
        raise InvalidInput([Problem("", "", message)], "divide it, or cite the document that holds the text")
    return state


def decode(kind: str | None, state: object, number: int) -> Record:
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
            record = _record_of(kind).model_validate_json(state)
        else:
            record = _record_of(kind).model_validate(_upcast(from_json(state), number))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        if first["type"] == "literal_error" and where == "event.kind":
            raise Unreadable(number, f"it is filed as {kind} and holds another kind") from None
        if first["type"] == "extra_forbidden":
            unknown = f"it has the field {where}, which this version does not know"
            raise Unreadable(number, unknown, newer=True) from None
        raise Unreadable(number, f"{where}: {first['msg']}") from None
    except ValueError as error:
        raise Unreadable(number, f"it is no JSON: {error}") from None
    return record


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
