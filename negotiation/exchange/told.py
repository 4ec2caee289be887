"""Lines that people write: what only a log knows may be missing, and is worked out as of a journal.

A line is an entry of a journal as JSON, with the fields of its kind beside what is said of it; or it has the form of an
export, with the event and its envelope apart, of which the number, the stream, the version, the moment of recording,
the batch, the recorder and the id may be left out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from ..domain import build
from ..domain.catalogue import EVENTS
from ..domain.errors import ImportFailed, InvalidInput, Problem
from ..domain.record.annotations import Annotation
from ..domain.record.envelope import Envelope
from ..domain.values import EntryId, Slug, Title
from ..markings import PUBLIC
from .item import Item, item

_PLACE = ("number", "stream", "version", "recorded")
RECORDING = ("recorder", "batch")
_OWN = ("talks", "id", *_PLACE, "format", "salt")
_COUNT = Annotated[int, Meta(ge=1)]
OF_THE_LOG: Mapping[str, Any] = {
    "talks": Slug,
    "number": _COUNT,
    "stream": str,
    "version": _COUNT,
    "recorded": datetime,
    "recorder": Title,
    "batch": EntryId,
    "format": _COUNT,
    "salt": Annotated[str, Meta(pattern="^[0-9a-f]{64}$")],
}
"""What a log knows of an entry, beside its id and what it says."""


class ToldLine(Struct, frozen=True):
    """An entry that is not known as a whole, and the line that it was read from."""

    where: str
    item: Item
    talks: str | None = None
    number: int | None = None
    stream: str | None = None
    version: int | None = None
    recorded: datetime | None = None
    recorder: str | None = None
    batch: str | None = None
    once: bool = False
    """Whether it brings something in that may be there already, and is left out then."""


def is_told(data: Mapping[str, Any]) -> bool:
    """Say whether a line lacks something that only a log knows, or has the form of a journal."""
    envelope = data.get("envelope", {})
    apart = not isinstance(envelope, dict) or all(name in envelope for name in RECORDING)
    return "kind" in data or not (apart and all(name in data for name in ("talks", "id", *_PLACE)))


def told(where: str, data: Mapping[str, Any]) -> ToldLine | list[Problem]:
    """Return the entry of a line, or everything that is wrong with it."""
    bad: list[Problem] = []
    fields, known = _apart(data, where, bad)
    of_the_log: dict[str, Any] = {}
    for name, value in known.items():
        try:
            of_the_log[name] = build.scalar(OF_THE_LOG[name], value, name)
        except InvalidInput as error:
            bad += [Problem(where, name, problem.message) for problem in error.problems]
    if (moment := of_the_log.get("recorded")) is not None and moment.tzinfo is None:
        bad.append(Problem(where, "recorded", "needs a time zone, such as 2022-03-29T10:00:00Z"))
    for name in ("format", "salt"):  # what is recorded anew has its own
        of_the_log.pop(name, None)
    try:
        made = item(fields, where)
    except ImportFailed as error:
        return [*bad, *error.problems]
    return bad or ToldLine(where, made, **of_the_log)


def _apart(data: Mapping[str, Any], where: str, bad: list[Problem]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a line says as the fields of a journal's entry, and what it knows of the log."""
    if "event" not in data:
        known = {name: data[name] for name in OF_THE_LOG if name in data and not _says(data, name)}
        return {name: value for name, value in data.items() if name not in known}, known
    event, envelope = data["event"], data.get("envelope", {})
    for name, value in (("event", event), ("envelope", envelope)):
        if not isinstance(value, dict):
            bad.append(Problem(where, name, "is an object with fields"))
    event, envelope = (value if isinstance(value, dict) else {} for value in (event, envelope))
    bad += [Problem(where, name, "there is no such field") for name in data if name not in (*_OWN, "event", "envelope")]
    known = {name: data[name] for name in OF_THE_LOG if name in data}
    known |= {name: envelope[name] for name in RECORDING if name in envelope}
    said = {name: value for name, value in envelope.items() if name not in RECORDING}
    strange = [name for name in said if name not in Envelope.__struct_fields__]
    bad += [Problem(where, f"envelope, {name}", "there is no such field") for name in strange]
    if said.get("marking") == PUBLIC and not said.get("lowered"):
        del said["marking"]  # an export writes it out where nothing was said
    for name in ("marking", "compartments", "attribution") if _is_about_an_entry(event) else ():
        if name in said:
            said[f"own-{name}"] = said.pop(name)
    own = {"id": data["id"]} if "id" in data else {}
    return {**event, **{name: value for name, value in said.items() if name not in strange}, **own}, known


def _says(data: Mapping[str, Any], name: str) -> bool:
    """Say whether a name stands for a field of the event: the version of a position is that of a proposal."""
    model = EVENTS.get(str(data.get("kind")))
    return model is not None and name in model.__struct_fields__


def _is_about_an_entry(event: Mapping[str, Any]) -> bool:
    model = EVENTS.get(str(event.get("kind")))
    return model is not None and issubclass(model, Annotation) and "marking" in model.__struct_fields__
