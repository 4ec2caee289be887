"""How a treaty enters into force by its own terms: computed for the moment that is asked about, and never written.

Vienna Convention on the Law of Treaties (1969), article 24(1): a treaty enters into force in such manner and upon such
date as it may provide.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC
from operator import attrgetter
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from ..dates.durations import after
from ..dates.edtf import ALWAYS_BEFORE, datetime_of, instant, span
from ..shares import Tally, Weight, tallies
from ..talks.state import Talks
from ..terms import EntryIntoForce
from .events import FormalAct
from .state import CONSENTS, Act, Proposal, Reached


class Coming(Struct, frozen=True):
    """How far a treaty has come towards its entry into force, and when it enters."""

    tallies: tuple[Tally, ...]
    """How much there is of all that it takes, by the acts so far."""
    met: int = 0
    """The entry of the act that completed it, or 0."""
    met_on: str | None = None
    start: int = ALWAYS_BEFORE
    """The first instant at which it is in force."""
    date: str | None = None
    """The day of that; approximate where the act that completed it is."""


def condition(proposal: Proposal) -> EntryIntoForce | None:
    """Return the term of the present version that says how it enters into force."""
    return next((term for term in proposal.content.terms if isinstance(term, EntryIntoForce)), None)


def coming(talks: Talks, proposal: Proposal) -> Coming | None:
    """Return how far a treaty has come towards its entry into force; None if no term of it says how it does."""
    term = condition(proposal)
    if term is None:
        return None
    met, found = _met(talks, proposal, term)
    if met is None:
        return Coming(tuple(found))
    return _entering(talks, term, met, tuple(found))


def _met(talks: Talks, proposal: Proposal, term: EntryIntoForce) -> tuple[Act | None, Iterable[Tally]]:
    """Return the act that completed what it takes, if there is one, and how much there is after it, or by now."""
    least = _Least(talks, term)
    if least.may_be_met(proposal.did(FormalAct.RATIFIED)):  # for most of the life of a treaty too few have consented
        consenting: set[str] = set()
        for act in _on_consent(proposal):
            _take(consenting, act)
            if least.may_be_met(consenting):
                found = tuple(_tallies(talks, term, consenting))
                if all(tally.met for tally in found):
                    return act, found
    return None, _tallies_by_now(talks, proposal, term)


class Gathered(Struct, frozen=True):
    """How much there was of all that it takes, once an act was done."""

    act: Act
    tallies: tuple[Tally, ...]


def gathered(talks: Talks, proposal: Proposal, until: int) -> tuple[Gathered, ...]:
    """Return how much there was of all that it takes after each day on which parties consented or left.

    Who denounced it has left once that has effect. Parties weigh what they weigh by now. Empty if no term of the
    treaty says how it enters into force.

    Args:
        talks: the talks.
        proposal: the treaty.
        until: the instant before which a denunciation must have effect, to be among them.
    """
    term = condition(proposal)
    found: list[Gathered] = []
    consenting: set[str] = set()
    moves = _moves(proposal, talks.timezone, until) if term else []
    for move, following in zip(moves, [*moves[1:], None], strict=False):
        if move.act.act is FormalAct.DENOUNCED:
            consenting -= move.by
        else:
            consenting |= move.by
        if term and (following is None or (following.start, following.act.start) != (move.start, move.act.start)):
            found.append(Gathered(move.act, tuple(_tallies(talks, term, consenting))))
    return tuple(found)


class _Move(Struct, frozen=True):
    """Parties that consent to be bound, or leave, from an instant on."""

    start: int
    act: Act
    by: frozenset[str]


def _moves(proposal: Proposal, zone: str, until: int) -> list[_Move]:
    """Return who consented and who left, in the order in which that has effect; who came back before it left stays."""
    found: list[_Move] = []
    latest = ALWAYS_BEFORE
    acts = list(_on_consent(proposal))
    for place, act in enumerate(acts):
        latest = start = max(latest, act.start)  # where dates are vague, the acts are in their order of record
        by = frozenset(act.by)
        if act.act is FormalAct.DENOUNCED and act.effect:
            start = max(start, span(act.effect, zone).start)
            by -= {
                party for back in acts[place + 1 :] if back.act in CONSENTS and back.start < start for party in back.by
            }
        if by and (start < until or act.effect is None):
            found.append(_Move(start, act, by))
    return sorted(found, key=attrgetter("start"))


def _tallies_by_now(talks: Talks, proposal: Proposal, term: EntryIntoForce) -> Iterator[Tally]:
    consenting: set[str] = set()
    for act in _on_consent(proposal):
        _take(consenting, act)
    yield from _tallies(talks, term, consenting)


def _on_consent(proposal: Proposal) -> Iterator[Act]:
    """Yield the acts by which parties consented to be bound by the present version, or left it."""
    for act in proposal.acts:
        if act.version == proposal.version and act.by and (act.act in CONSENTS or act.act is FormalAct.DENOUNCED):
            yield act


def _take(consenting: set[str], act: Act) -> None:
    if act.act is FormalAct.DENOUNCED:
        consenting.difference_update(act.by)
    else:
        consenting.update(act.by)


class _Least:
    """What there must be at the least, so that it need not be counted exactly after each act.

    Args:
        talks: the talks.
        term: how the treaty enters into force.
    """

    def __init__(self, talks: Talks, term: EntryIntoForce) -> None:
        percent = (term.percent or 0) / 100
        self._heads = max(term.count or 0, percent * len(talks.negotiating) - 1e-6)
        self._including = frozenset(term.including)
        self._shares = [(talks.weights.get(share.name, {}), share.percent) for share in term.weights]

    def may_be_met(self, consenting: AbstractSet[str]) -> bool:
        """Say whether there may be enough."""
        if len(consenting) < self._heads or not self._including <= consenting:
            return False
        return all(self._may_weigh(weights, percent, consenting) for weights, percent in self._shares)

    @staticmethod
    def _may_weigh(weights: Mapping[str, Weight], percent: float, consenting: AbstractSet[str]) -> bool:
        """Say whether parties may weigh enough: of no less than a whole that was said, or of as much as they weigh."""
        whole = min((weight.of for weight in weights.values() if weight.of is not None), default=100.0)
        return 100 * sum(w.value for party, w in weights.items() if party in consenting) >= percent * whole - 1e-6


def in_force_at(talks: Talks, proposal: Proposal, moment: int) -> Proposal:
    """Return the proposal as it is at an instant: in force if its own terms say so, and nobody recorded it yet."""
    if proposal.force is not None or proposal.ending:
        return proposal
    term = condition(proposal)
    met = _met(talks, proposal, term)[0] if term else None
    if term is None or met is None:
        return proposal
    if _entering(talks, term, met, ()).start >= moment:  # a view that ends as a day begins has none of it
        return proposal
    return replace(proposal, force=Reached(FormalAct.IN_FORCE, met.entry))


def _tallies(talks: Talks, term: EntryIntoForce, consenting: Collection[str]) -> Iterator[Tally]:
    """Yield how much there is of all that it takes, each worked out when it is looked at.

    A party in whose place another one stands that has consented, too, does not count beside it.
    """
    consenting = talks.not_replaced(consenting)
    among = tuple(dict.fromkeys((*talks.parties, *sorted(consenting))))
    heads = tuple(party.code for party in talks.parties.values() if party.negotiates or party.code in consenting)
    shares = [(share.name, share.percent) for share in term.weights]
    found = tallies(consenting, among, talks.weights, count=term.count, shares=shares, including=term.including)
    of_heads = tallies(consenting, heads, talks.weights, percent=term.percent)
    yield from found
    yield from of_heads


def entering_for(talks: Talks, proposal: Proposal, consent: Act) -> str | None:
    """Return the day before which a treaty is not in force for a party: that of its consent, and as long after as all.

    None if the treaty does not say how long after, or if the act has a day of effect of its own. So a treaty that is
    in force already enters into force for those who come later (VCLT 24(3)).
    """
    term = condition(proposal)
    if term is None or term.after is None or consent.effect is not None:
        return None
    return _entering(talks, term, consent, ()).date


def _entering(talks: Talks, term: EntryIntoForce, act: Act, found: tuple[Tally, ...]) -> Coming:
    """Return when a treaty enters into force, given the act that completed what it takes.

    Days and months are counted by the calendar of the talks, so that no change of the clocks takes a day away.
    """
    zone = ZoneInfo(talks.timezone)
    try:
        local = datetime_of(act.start).astimezone(zone)
        as_told = instant(local.replace(tzinfo=UTC))
        day = datetime_of(after(as_told, term.after) if term.after else as_told).replace(tzinfo=zone)
    except (ValueError, OverflowError):  # it lies outside of the calendar, or has no date
        return Coming(found, act.entry, act.on, after(act.start, term.after or "P0D"))
    when = span(act.on, talks.timezone) if act.on else None
    vague = when is not None and not when.within_a_day
    date = day.date().isoformat()
    return Coming(found, act.entry, act.on, instant(day), f"{date}~" if vague else date)
