"""Days that are named from the present one, as `today` and `yesterday`, in the options that take a date."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from negotiation import TalksLog

MOVING = ("today", "yesterday", "tomorrow")

_PAIRS = "FIELD=VALUE"


def moments(parameters: Iterable[inspect.Parameter]) -> frozenset[str]:
    """Return the names of the parameters of a command that take a date, or fields that may."""
    return frozenset(p.name for p in parameters if takes_a_date(_metavar(p)) or _metavar(p).strip("[.]") == _PAIRS)


def takes_a_date(metavar: str) -> bool:
    """Say whether the value of an option is a date, by its name in the help."""
    return metavar.startswith("WHEN") or metavar in ("FROM", "TO")


def _metavar(parameter: inspect.Parameter) -> str:
    said = (getattr(fact, "metavar", None) for fact in get_args(parameter.annotation)[1:])
    return next((text for text in said if text), "")


def dated(values: Mapping[str, Any], names: frozenset[str], talks: Callable[[], "TalksLog"]) -> dict[str, Any]:
    """Return what was given to some parameters with the days written out that it names from the present one.

    Args:
        values: what was given, by the names of the parameters.
        names: those that take dates.
        talks: opens the talks, in whose zone the day is the present one.
    """
    said = {name: values[name] for name in names & values.keys() if values[name]}
    if not any(_moving(text) for value in said.values() for text in _texts(value)):
        return dict(values)
    today = _today(talks, values.get("timezone"))
    return {**values, **{name: _written_out(value, today) for name, value in said.items()}}


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text.partition("=")[2] for text in value]


def _moving(text: str) -> bool:
    return text.strip().casefold() in MOVING


def _written_out(value: Any, today: date) -> Any:
    from negotiation.domain.dates.written import as_edtf

    if isinstance(value, str):
        return as_edtf(value, today)
    return [_pair(text, lambda word: as_edtf(word, today)) for text in value]


def _pair(text: str, written: Callable[[str], str]) -> str:
    """Write out the day in FIELD=VALUE, where the field is one that holds a date."""
    name, equals, value = text.partition("=")
    return f"{name}{equals}{written(value)}" if _moving(value) and _holds_a_date(name.strip()) else text


def _holds_a_date(word: str) -> bool:
    from negotiation.domain.catalogue import EVENTS
    from negotiation.domain.dates.field import date_fields
    from negotiation.domain.record.envelope import Claim
    from negotiation.fields.words import field_named
    from negotiation.writing import CLAIM_FIELDS

    held = {name for event in (*EVENTS.values(), Claim) for name in date_fields(event)}
    return CLAIM_FIELDS.get(word, "") in held or field_named(word, held) is not None


def _today(talks: Callable[[], "TalksLog"], zone: str | None) -> date:
    """Return the present day in the zone of the talks; of those that are not there yet in the zone given, or UTC."""
    from zoneinfo import ZoneInfo

    from negotiation.clock import utc_now
    from negotiation.domain.errors import NegotiationError

    try:
        found = talks()
    except NegotiationError:
        return utc_now().astimezone(ZoneInfo(zone or "UTC")).date()
    return present_day(found)


def present_day(talks: "TalksLog") -> date:
    """Return the present day in the zone of the talks."""
    from zoneinfo import ZoneInfo

    return talks.log.clock().astimezone(ZoneInfo(talks.zone)).date()
