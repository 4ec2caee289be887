"""The course of the talks says of every day what the views of that day say."""

from collections.abc import Sequence
from datetime import date, timedelta

from effort import examples
from hypothesis import given
from random_logs import logs

from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.dates.edtf import span
from negotiation.domain.fold import fold
from negotiation.domain.proposal.stage import formal
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history
from negotiation.views.course import Lane, course

FIRST, LAST = date(2022, 2, 28), date(2022, 3, 14)
DAYS = [f"{FIRST + timedelta(days=number)}" for number in range((LAST - FIRST).days + 1)]


def stage_at(log: Sequence[Entry], day: str, name: str) -> str | None:
    """Return the stage of a proposal in a view of a day; None if it is not on the table."""
    found = fold(history(log, Clocks(at=day))).proposals.get(name)
    return formal(found) if found and found.on_the_table else None


def stretch_at(lane: Lane, day: str) -> str | None:
    """Return how a lane says that its proposal stood at the end of a day."""
    end = span(day).end
    begun = [stretch for stretch in lane.stretches if stretch.start < end]
    return begun[-1].words if begun else None


@examples(1.5, 20_000)
@given(logs)
def test_stretches_say_what_the_views_of_each_day_say(log: list[Entry]) -> None:
    """At the end of every day, the stretch that has begun last reads as the stage in the view of that day."""
    seen = course(history(log, Clocks(at=DAYS[-1])))
    for lane in seen.lanes:
        told = {day: stretch_at(lane, day) for day in DAYS}
        assert told == {day: stage_at(log, day, lane.name) for day in DAYS}
