"""What is due: deadlines that have passed or will soon, and whom one is still waiting for."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..domain.dates.clocks import ANY
from ..domain.dates.durations import after
from ..domain.dates.edtf import ALWAYS_BEFORE, Span, day_of, deadline, minute_of, span
from ..domain.fold import fold
from ..domain.pledge.events import Verdict
from ..domain.proposal.silence_rules import running
from ..domain.proposal.stage import open_until, outstanding
from ..domain.proposal.state import End
from ..domain.record.history import History
from ..domain.state import State
from .due_item import DueItem, DueKind
from .filter import EVERYTHING, Filter, any_of
from .guarantees import Guarantee, guarantees_of
from .pledges import PledgeStatus
from .registry import Needs, View
from .rounds import RoundStatus, rounds_of
from .status import Status, status_of
from .timeline import chosen, see_that_some_are
from .unanswered import OVER, waiting


class Due(Struct, frozen=True):
    """What is due at a moment, deadlines first, oldest first."""

    talks: str
    moment: str | None
    """The instant for which deadlines are worked out, in UTC; None if none was given."""
    within: str
    """How far ahead one looks, an ISO 8601 duration."""
    items: tuple[DueItem, ...]
    others: int = 0
    """How many more are due, or waited for, that were not asked for."""


def due(
    history: History,
    within: str = "P14D",
    kinds: Iterable[str] = (),
    wanted: Filter = EVERYTHING,
    *,
    last: int | None = None,
) -> Due:
    """Return what is due at the moment of a view; of a day that is asked for, with all that falls due on it.

    Args:
        history: the history at the clocks of the question; deadlines are worked out for its moment, and for the
            beginning of a day.
        within: how far ahead to look, an ISO 8601 duration.
        kinds: only these kinds; all if none is given.
        wanted: only what rests on an entry that is asked for; of a party also what it is waited for.
        last: only so many, the last ones.

    Raises:
        InputError: the last of less than one are asked for.
    """
    see_that_some_are(last)
    numbers = chosen(history, wanted)
    of_others = numbers if wanted.party is None else chosen(history, replace(wanted, party=None))
    horizon = after(history.moment, within) if history.moment > ALWAYS_BEFORE else ALWAYS_BEFORE
    history = _at_its_beginning(history)
    now = fold(history)
    state = status_of(now, history)
    guarantees = guarantees_of(now, history)
    found = [
        *_rounds(rounds_of(now, history), history, horizon),
        *_silences(now, state, history, horizon),
        *_last_days(now, state, history, horizon),
        *_pledges(state.pledges, history, horizon),
        *_deferred(now, state, history, horizon),
        *_consultations([found for found in guarantees if not now.proposals[found.proposal].ending], history),
        *(waiting(now, state, guarantees) if now.talks.phase not in OVER else ()),
    ]
    only = frozenset(kinds)
    today = day_of(history.moment, history.zone)
    kept = [
        _dated(item, today, history.zone)
        for item in found
        if (not only or item.kind in only)
        and (any_of(numbers, item.entries) or (wanted.party in item.who and any_of(of_others, item.entries)))
    ]
    kept.sort(key=lambda item: (item.when is None, span(item.when, history.zone).end if item.when else 0))
    shown = tuple(kept if last is None else kept[-last:])
    return Due(history.talks, minute_of(history.moment), within, shown, len(found) - len(kept))


def _at_its_beginning(history: History) -> History:
    """Return the history of a day that is asked for as its deadlines lie ahead: at its beginning, all of it in view."""
    at = history.clocks.at
    if at is None or at == ANY or "T" in at:
        return history
    day = span(at, history.zone)
    return history.with_deadlines_at(day.start) if day.within_a_day and history.moment == day.end else history


def _dated(item: DueItem, today: Span, zone: str) -> DueItem:
    """Return an item that says whether its deadline is on this day."""
    if item.when is None or item.overdue or item.perhaps:
        return item
    return replace(item, today=today.start < span(item.when, zone).end <= today.end)


def _rounds(rounds: Iterable[RoundStatus], history: History, horizon: int) -> Iterator[DueItem]:
    """Yield the rounds that are set for soon or were set for a date that has passed, and those to be taken up again."""
    for found in rounds:
        when = found.planned or found.until
        if when is None:
            continue
        passed, perhaps = deadline(when, history.zone, history.moment)
        if not passed and span(when, history.zone).start > horizon:
            continue
        verb = "was set for" if found.planned else "was adjourned to"
        past = f"{verb} a date that {'has' if passed else 'may have'} passed"
        ends = past if passed or perhaps else f"is {'set' if found.planned else 'to go on'}"
        what = f"round {found.round} {ends}"
        yield DueItem(
            DueKind.ROUND, found.round, found.parties, what, when, passed, found.happenings, bool(found.contested),
            perhaps,
        )  # fmt: skip


def _silences(now: State, state: Status, history: History, horizon: int) -> Iterator[DueItem]:
    """Yield the silence procedures that will expire soon; those that have are no longer due, but agreed."""
    for status in state.proposals:
        silence = running(now.talks, now.proposals[status.proposal])
        if silence is None or silence.expired or span(silence.deadline, history.zone).end > horizon:
            continue
        perhaps = deadline(silence.deadline, history.zone, history.moment).perhaps
        sure = ", if the deadline has not passed, which is not sure" if perhaps else ""
        what = f"{status.proposal} counts as agreed unless somebody objects{sure}"
        contested = any(contest.entry == silence.entry for contest in status.grounds.contested)
        required = now.talks.required(now.proposals[status.proposal].question)
        who = tuple(party for party in required if party not in (*silence.by, *status.sponsors))
        yield DueItem(
            DueKind.SILENCE, status.proposal, who, what, silence.deadline, overdue=False,
            entries=(silence.entry,), contested=contested, perhaps=perhaps,
        )  # fmt: skip


def _last_days(now: State, state: Status, history: History, horizon: int) -> Iterator[DueItem]:
    """Yield the proposals that will soon lapse; those that have are no longer due."""
    for status in state.proposals:
        proposal = now.proposals[status.proposal]
        validity = open_until(proposal)
        if validity is None or span(validity.until, history.zone).end > horizon:
            continue
        perhaps = deadline(validity.until, history.zone, history.moment).perhaps
        sure = ", if its last day is not over, which is not sure" if perhaps else ""
        yield DueItem(
            DueKind.LAST_DAY, status.proposal, outstanding(now.talks, proposal),
            f"{status.proposal} lapses unless it is agreed{sure}", validity.until, overdue=False,
            entries=(validity.entry,), contested=bool(status.grounds.contested), perhaps=perhaps,
        )  # fmt: skip


def _pledges(pledges: Iterable[PledgeStatus], history: History, horizon: int) -> Iterator[DueItem]:
    """Yield the pledges that nobody has assessed, or not since they fell due, and those that will soon fall due."""
    for pledge in pledges:
        if pledge.ended:
            continue
        if pledge.kept.verdicts and all(verdict.verdict == Verdict.FULFILLED for verdict in pledge.kept.verdicts):
            continue
        due = span(pledge.measured.due, history.zone) if pledge.measured.due else None
        if pledge.measured.past_due and due:
            settled = [v for v in pledge.kept.verdicts if v.on and span(v.on, history.zone).end >= due.end]
            since = f" since ({pledge.kept.words})" if pledge.kept.verdicts else ""
            what = f"past due: {pledge.kept.words}" if settled else f"past due, and not assessed{since}"
        elif pledge.measured.perhaps_due:
            what = f"may be past due: {pledge.kept.words}"
        elif due and due.end <= horizon:
            what = f"falls due: {pledge.kept.words}"
        elif not pledge.kept.verdicts and due is None:
            what = "not assessed" + (", and vague: nothing says how to" if pledge.measured.vague else "")
        else:
            continue
        who = pledge.words.bound if due else ()  # who made it is not who is to assess it
        yield DueItem(
            DueKind.PLEDGE, pledge.pledge, who, what, pledge.measured.due, pledge.measured.past_due,
            pledge.grounds.because, bool(pledge.grounds.contested), pledge.measured.perhaps_due,
        )  # fmt: skip


def _deferred(now: State, state: Status, history: History, horizon: int) -> Iterator[DueItem]:
    """Yield the proposals that were put off until a date which has come, or soon will."""
    for status in state.proposals:
        ending = now.proposals[status.proposal].ending
        if ending is None or ending.how is not End.DEFERRED or ending.detail is None:
            continue
        until = span(ending.detail, history.zone)
        if until.start <= horizon:
            passed, perhaps = deadline(ending.detail, history.zone, history.moment)
            past = f"was deferred until a date that {'has' if passed else 'may have'} passed"
            what = past if passed or perhaps else "comes back"
            yield DueItem(
                DueKind.DEFERRED, status.proposal, status.sponsors, f"{status.proposal} {what}", ending.detail, passed,
                (ending.entry,), bool(status.grounds.contested), perhaps,
            )  # fmt: skip


def _consultations(guarantees: Iterable[Guarantee], history: History) -> Iterator[DueItem]:
    """Yield the guarantors that were called upon and have not answered."""
    for guarantee in guarantees:
        for guarantor in guarantee.guarantors:
            until = guarantor.consulting_until
            if until is None or guarantor.now is None:
                continue
            passed = until <= history.moment
            what = f"the time of {guarantor.guarantor} for consultations {'is over' if passed else 'runs'}"
            yield DueItem(
                DueKind.CONSULTATION, guarantee.proposal, (guarantor.guarantor,), what, minute_of(until), passed,
                (guarantor.now.entry,), bool(guarantor.now.contested),
            )  # fmt: skip


VIEW = View(due, Needs.ACTS)
