"""The rounds of the talks: set, opened, broken off, closed."""

from collections.abc import Mapping
from typing import Any, Unpack

from ..domain import build
from ..domain.record.entry import Entry
from ..writing import Details
from .recording import Recording

_BEGINS = ("scheduled", "opened")
"""Acts by which a round comes into the record, under the id that is written and no longer one."""


def act_on_round(
    talks: Recording, round_: str, act: str, fields: Mapping[str, Any] | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that a round was set, that it opened, or how it went on.

    Args:
        round_: its id, a slug; of one that was set or opened already, the beginning of it will do.
        act: scheduled, opened, suspended, resumed, walked-out, adjourned, closed or cancelled.
        fields: what belongs to the act. Of one that is scheduled or opened: `label`, `venue`, `host`, `mediators`,
            `format`, `track`, `level` and `delegations`, and when it is `planned` for. Of one that is suspended,
            cancelled or walked out of: `by` and `reason`. Of one that is adjourned: `until` and `reason`. Of one
            that is closed: `outcome`, `duration`, `outputs` and `press_access`.
        details: what every write takes.
    """
    name = round_ if act in _BEGINS else talks.round_id(round_)
    return talks.record(build.event(f"round-{act}", {**(fields or {}), "round": name}), **details)
