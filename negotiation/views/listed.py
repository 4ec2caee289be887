"""The talks of a log, a line each: how they stand, and how much of them is in view."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ..domain.fold import fold
from ..domain.proposal.stage import formal
from ..domain.record.history import History
from .out_of_view import out_of_view
from .pledges import pledges_of, verdict_word


class TalksLine(Struct, frozen=True):
    """One talks of a log."""

    talks: str
    title: str
    phase: str
    first: str | None
    """When the first entry in view happened that has a date."""
    last: str | None
    """When the last one did."""
    entries: int
    proposals: Mapping[str, int]
    """How many proposals stand at each formal stage."""
    pledges: Mapping[str, int]
    """How many pledges have each verdict, are contested, or are not assessed."""
    not_in_view: int
    """How many entries lie ahead, are not known yet as far as anything tells, or cannot be read."""


class Listed(Struct, frozen=True):
    """The talks of a log."""

    lines: tuple[TalksLine, ...]


def listed(histories: Iterable[tuple[str, History]]) -> Listed:
    """Return a line for each of several talks.

    Args:
        histories: the id of each talks, with its history at the clocks of the question.
    """
    return Listed(tuple(_line(talks, history) for talks, history in histories))


def _line(talks: str, history: History) -> TalksLine:
    now = fold(history)
    first, last, entries = history.dates()
    return TalksLine(
        talks=talks,
        title=now.talks.title,
        phase=now.talks.phase,
        first=first,
        last=last,
        entries=entries,
        proposals=Counter(formal(proposal) for proposal in now.proposals.values() if proposal.on_the_table),
        pledges=Counter(map(verdict_word, pledges_of(now, history))),
        not_in_view=len(out_of_view(history)),
    )
