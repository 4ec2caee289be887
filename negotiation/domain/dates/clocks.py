"""The three clocks on which every question is asked: happened, knowable, recorded."""

import re
from dataclasses import dataclass
from datetime import datetime

from .edtf import ALWAYS_AFTER, DateError, instant, span

_NUMBER = re.compile(r"#(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clocks:
    """A point of view: what had happened by `at`, could be known by `known`, and stood in this log at `recorded`.

    Each is an EDTF date (its end counts: ``2022-03`` means up to the end of March) or None for no limit;
    `recorded` may also be an entry number (``#42``: the log when it held 42 entries).
    """

    at: str | None = None
    known: str | None = None
    recorded: str | None = None

    def __post_init__(self) -> None:
        for name in ("at", "known", "recorded"):
            text = getattr(self, name)
            if text is not None and not (name == "recorded" and _NUMBER.fullmatch(text)):
                try:
                    span(text)
                except DateError as error:
                    count = text.isdigit() and name == "recorded"
                    hint = f"; write '#{text}' for when the log held {text} entries" if count else ""
                    raise DateError(f"--{name}: {error}{hint}") from None

    @property
    def number(self) -> int | None:
        """The number of the last entry recorded by then, where `recorded` is one."""
        match = _NUMBER.fullmatch(self.recorded or "")
        return int(match[1]) if match else None

    def happened_until(self, zone: str) -> int:
        """Return the instant up to which happenings are in view, exclusive."""
        return _end(self.at, zone)

    def known_until(self, zone: str) -> int:
        """Return the instant up to which what was learned is in view, exclusive."""
        return _end(self.known, zone)

    def holds(self, number: int, recorded: datetime) -> bool:
        """Say whether the log held the entry of that number, recorded then."""
        if self.recorded is None:
            return True
        if self.number is not None:
            return number <= self.number
        return instant(recorded) < _end(self.recorded, "UTC")


def _end(text: str | None, zone: str) -> int:
    return ALWAYS_AFTER if text is None else span(text, zone).end


NOW = Clocks()
"""No limit on any clock: everything that this log holds."""
