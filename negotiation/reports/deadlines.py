"""The moment for which a report works deadlines out, named so that the report can be made again."""

from negotiation.domain.proposal.events import GuarantorState

from ..asof import AsOf
from ..domain.dates.edtf import datetime_of, span
from ..domain.errors import InputError
from ..domain.proposal.guarantee import roster
from ..domain.proposal.state import End
from ..domain.state import State

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND


def settled(asof: AsOf, deadlines: str | None) -> AsOf:
    """Return the talks at the same clocks, with deadlines worked out for a moment that can be named.

    Args:
        asof: the talks at one point of view.
        deadlines: the moment, as it was asked for; else the last full minute.

    Raises:
        InputError: it is given although `--at` says so.
        DateError: it is no date.
    """
    if asof.clocks.at is not None:
        if deadlines is not None:
            raise InputError("deadlines are worked out for the moment of --at", "leave out --deadlines, or --at")
        return asof
    now = asof.now - asof.now % _MINUTE if deadlines is None else span(deadlines, asof.history.zone).end
    return asof.with_deadlines_at(now)


def named(asof: AsOf, now: State, *, with_deadlines: bool) -> str | None:
    """Return the moment for which a report is made; None where nothing hangs on it, or a clock says so.

    Args:
        asof: the talks at one point of view.
        now: what they come to.
        with_deadlines: whether the report says anything of deadlines; what lies ahead it leaves out anyhow.
    """
    history = asof.history
    told = asof.clocks.at is not None or history.moment == asof.clocks.known_until(history.zone)
    return None if told or not (history.ahead or (with_deadlines and _hangs(now))) else _written(history.moment)


def _hangs(now: State) -> bool:
    """Say whether something may read otherwise at another moment, with the same entries in view."""
    proposals = [p for p in now.proposals.values() if p.on_the_table]
    return (
        any(proposal.silence or proposal.validity for proposal in now.proposals.values())
        or any(pledge.due for pledge in now.pledges.values())
        or any(found.planned or found.until for found in now.rounds.values())
        or any(p.ending.how is End.DEFERRED and p.ending.detail for p in proposals if p.ending)
        or any(step.state is GuarantorState.INVOKED for p in proposals for step in roster(p).values())
    )


def _written(moment: int) -> str | None:
    """Return the minute, or the second, that ends at an instant; None for one beyond the calendar."""
    unit, form = (_SECOND, "%H:%M:%SZ") if moment % _MINUTE else (_MINUTE, "%H:%MZ")
    try:
        found = datetime_of(moment - unit)
    except OverflowError:
        return None
    return f"{found:%Y-%m-%d}T{found.strftime(form)}"
