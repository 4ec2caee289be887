"""Older forms of entries, read as today's: one step for each form that was changed, kept for ever.

Each step works on plain values, as they are found in the store or in a line of an export, before any model sees them.

- Form 1: the first. In a revision, empty terms or provisions meant "as before".
- Form 2: in a revision, terms or provisions that are not given are as before, and empty ones are none; an override
  notes the rules that it is for.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ..domain.record.entry import FORMAT

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _empty_is_as_before(event: dict[str, Any]) -> dict[str, Any]:
    """Leave out the empty terms and provisions of a revision, be it told within an account of another entry."""
    if isinstance(told := event.get("event"), dict):
        return {**event, "event": _empty_is_as_before(told)}
    if event.get("kind") != "proposal-revised":
        return event
    return {
        name: value for name, value in event.items() if name not in ("terms", "provisions") or value not in ([], ())
    }


STEPS: Mapping[int, Step] = {1: _empty_is_as_before}
"""What makes an event of each older form one of the next."""


def upcast(event: dict[str, Any], form: int) -> dict[str, Any]:
    """Return an event of an older form as one of today's.

    Args:
        event: the event, as plain values.
        form: the form in which it was written.
    """
    for older in range(form, FORMAT):
        event = STEPS[older](event)
    return event
