"""What happened, in stretches of time that a reader unfolds: days and months of short talks, years of long ones."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ...domain.dates.edtf import datetime_of, span
from ...domain.dates.words import MONTHS
from ...domain.record.entry import EffectiveEntry
from ...rendering.apparatus import Apparatus
from ...rendering.document import Passage, Points, Section
from .common import lines
from .figures import folded

SHORT = 40
"""So many entries stand one after the other without being folded away."""
WHOLE = 300
"""Up to so many entries each is told; of more those that changed where something stands."""
MOST = 24
"""How many stretches of time there are at the most."""
_COUNTED = {
    "statement-recorded": "statement",
    "position-taken": "position",
    "proposal-tabled": "proposal tabled",
    "proposal-revised": "revision",
    "proposal-received": "receipt",
    "formal-act-done": "formal act",
    "pledge-made": "pledge",
    "conduct-observed": "observation",
    "pledge-assessed": "verdict",
}
"""The kinds of entry that are counted by a name of their own."""


def happened(
    entries: Sequence[EffectiveEntry], steps: Iterable[int], zone: str, apparatus: Apparatus
) -> tuple[Section, ...]:
    """Return what happened, oldest first; of long talks in stretches that unfold, of very long ones the steps of each.

    Args:
        entries: what happened, in its order.
        steps: the entries that changed where something stands.
        zone: the time zone of the talks.
        apparatus: the apparatus of the report.
    """
    told = [entry for entry in entries if entry.envelope.occurred is not None]
    if len(told) <= SHORT:
        shown = lines((apparatus.line(entry) for entry in told), apparatus, "Oldest first", "Nothing that has a date.")
        return (Section("What happened", (shown,)),)
    wanted = None if len(told) <= WHOLE else frozenset(steps)
    note = () if wanted is None else (Points((Passage(_LESS.format(len(told)), quiet=True),)),)
    return (Section("What happened", note), *(_stretch(*one, wanted, apparatus) for one in stretches(told, zone)))


_LESS = (
    "Of {:,} entries with a date each stretch of time tells those that changed where something stands; all: talks log."
)


def _stretch(
    name: str, entries: Sequence[EffectiveEntry], wanted: frozenset[int] | None, apparatus: Apparatus
) -> Section:
    shown = [entry for entry in entries if wanted is None or entry.number in wanted]
    counts = Counter(_COUNTED.get(entry.event.kind, "") for entry in entries)
    others = counts.pop("", 0)
    told = [f"{number:,} {_several(name, number)}" for name, number in counts.most_common()]
    told += [f"{others:,} other{'s' * (others > 1)}"] if others and told else []
    which = f" ({', '.join(told)})" if told else ""
    which += "" if wanted is None else f"; {len(shown):,} step{'s' * (len(shown) != 1)}"
    many = f"{len(entries):,} entr{'y' if len(entries) == 1 else 'ies'}"
    caption = f"{name}, oldest first"
    table = lines((apparatus.line(one) for one in shown), apparatus, caption, "Nothing changed where anything stands.")
    return folded(f"{name}: {many}{which}", (table,), caption)


def _several(name: str, number: int) -> str:
    if number == 1:
        return name
    head, _, tail = name.partition(" ")
    return f"{head}s {tail}" if head == "proposal" and tail else f"{name}s"


def stretches(entries: Sequence[EffectiveEntry], zone: str) -> Iterator[tuple[str, list[EffectiveEntry]]]:
    """Yield what happened in days, months, quarters, years or more: in as short ones as make no more than `MOST`."""
    starts = {entry.number: span(entry.envelope.occurred or "", zone).start for entry in entries}
    moments = {number: datetime_of(max(start, _YEAR_ONE)) for number, start in starts.items()}
    for name_of in _NAMES:
        found: dict[str, list[EffectiveEntry]] = {}
        for entry in entries:
            moment = moments[entry.number]
            found.setdefault(name_of(moment.year, moment.month, moment.day), []).append(entry)
        if len(found) <= MOST:
            break
    yield from found.items()


_YEAR_ONE = -62_135_596_800_000_000
"""The first instant of the calendar, in microseconds since 1970: an open beginning lies before it."""
_NAMES: tuple[Callable[[int, int, int], str], ...] = (
    lambda year, month, _: f"{MONTHS[month - 1]} {year}",
    lambda year, month, _: f"{MONTHS[(month - 1) // 3 * 3]} to {MONTHS[(month - 1) // 3 * 3 + 2]} {year}",
    lambda year, _, __: f"{year}",
    lambda year, _, __: f"{year // 10 * 10} to {year // 10 * 10 + 9}",
    lambda year, _, __: f"{year // 100 * 100} to {year // 100 * 100 + 99}",
)
"""How stretches of time are named, the shortest first."""
