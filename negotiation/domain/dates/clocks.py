"""The three clocks on which every question is asked: happened, knowable, recorded."""

import re
from datetime import datetime

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from .edtf import ALWAYS_AFTER, ALWAYS_BEFORE, DateError, instant, span

ANY = "any"
"""Of the clock of what happened: everything, what lies ahead too."""
_NUMBER = re.compile(r"#(\d{1,18})", re.ASCII)


class Clocks(Struct, frozen=True):
    """A point of view: what had happened by `at`, could be known by `known`, and stood in this log at `recorded`.

    Each is an EDTF date (its end counts: ``2022-03`` means up to the end of March) or None: no limit on what could be
    known and what is recorded, and the present moment for what happened; ``any`` looks at what lies ahead too.
    `recorded` may also be an entry number (``#42``: the log when it held 42 entries).
    """

    at: str | None = None
    known: str | None = None
    recorded: str | None = None

    def __post_init__(self) -> None:
        for name, text in self._dates():
            try:
                force_setattr(self, name, _read(text))
            except DateError as error:
                count = text.isdigit() and name == "recorded"
                hint = f"; write '#{text}' for when the log held {text} entries" if count else ""
                raise DateError(f"--{name}: {error}{hint}") from None

    def _dates(self) -> list[tuple[str, str]]:
        """Return the clocks that are set to a date, with it."""
        texts = {name: getattr(self, name) for name in ("at", "known", "recorded")}
        if self.at == ANY:
            del texts["at"]
        if self.number is not None:
            del texts["recorded"]
        return [(name, text) for name, text in texts.items() if text is not None]

    @property
    def of_a_place(self) -> bool:
        """Whether a time without an offset is in it, so that it depends on the zone of the talks what is meant."""
        return any("T" in text for _, text in self._dates())

    def clear(self, zone: str) -> "Clocks":
        """Return these clocks if each can be read in one way only in the zone of the talks.

        Raises:
            DateError: a time comes twice there, or never.
        """
        from .zones import clear  # noqa: PLC0415  # few questions are of a time of day

        found = {}
        for name, text in self._dates():
            try:
                found[name] = clear(text, zone)
            except DateError as error:
                raise DateError(f"--{name}: {error}") from None
        return replace(self, **found)

    @property
    def number(self) -> int | None:
        """The number of the last entry recorded by then, where `recorded` is one."""
        match = _NUMBER.fullmatch(self.recorded or "")
        return int(match[1]) if match else None

    def happened_until(self, zone: str, present: int = ALWAYS_AFTER) -> int:
        """Return the instant up to which happenings are in view, exclusive; without `at`, up to the present."""
        if self.at is None:
            return present
        return ALWAYS_AFTER if self.at == ANY else _end(self.at, zone)

    def known_until(self, zone: str) -> int:
        """Return the instant up to which what was learned is in view, exclusive."""
        return _end(self.known, zone)

    def moment(self, zone: str, now: int | None) -> int:
        """Return the instant of which a view is, and for which deadlines are worked out.

        That is the end of `at`; without it the present, but none that the other clocks do not reach yet.

        Args:
            zone: the IANA name of the time zone of the talks.
            now: the present instant; None if a view without `at` is of no moment.
        """
        given = [ALWAYS_BEFORE if now is None else now]
        if self.at not in (None, ANY):
            given = [_end(self.at, zone)]
        if self.known is not None:
            given.append(self.known_until(zone))
        if self.recorded is not None and self.number is None:
            given.append(_end(self.recorded, zone))
        return min(given)

    def holds(self, number: int, recorded: datetime, zone: str = "UTC") -> bool:
        """Say whether the log held the entry of that number, recorded then; a date is read in the zone given."""
        if self.recorded is None:
            return True
        if self.number is not None:
            return number <= self.number
        return instant(recorded) < _end(self.recorded, zone)


def _read(text: str) -> str:
    """Return a date as it is stored.

    Raises:
        DateError: it is none.
    """
    try:
        span(text)
    except DateError:
        from .written import as_edtf  # noqa: PLC0415  # what is EDTF does not need it

        span(text := as_edtf(text))
    return text


def _end(text: str | None, zone: str) -> int:
    return ALWAYS_AFTER if text is None else span(text, zone).end


NOW = Clocks()
"""No limit on any clock: everything that this log holds."""
