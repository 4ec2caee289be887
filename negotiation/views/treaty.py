"""A treaty, party by party: who signed it, who is bound by it and how, for whom it is in force, who has left it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ..domain.dates.edtf import span
from ..domain.fold import fold
from ..domain.proposal.events import FormalAct
from ..domain.proposal.force import coming, entering_for, gathered
from ..domain.proposal.stage import formal
from ..domain.proposal.state import Act, Proposal, Reservation
from ..domain.proposal.treaty import Standing, awaits_consent, bound, left_before, standings
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from ..domain.talks.state import Talks
from .disputes import Dispute, disputes_of
from .registry import Needs, View


class Done(Struct, frozen=True):
    """Something that a party did on a treaty."""

    act: str
    on: str | None
    """When it did it."""
    effect: str | None
    """From when on it has effect, where that is another day."""
    entry: int
    ahead: bool
    """Whether it has no effect yet at the moment of the view."""

    @property
    def since(self) -> str | None:
        """From when on it counts."""
        return self.effect or self.on


class Reserved(Struct, frozen=True):
    """A reservation of a party, or a declaration how it reads the text."""

    text: str
    declaration: bool
    provision: str | None
    entry: int
    objections: tuple[str, ...]


class Before(Struct, frozen=True):
    """A time for which a party was bound, before it left and came back."""

    bound: Done
    in_force: Done | None
    """Since when the treaty was in force for it; None if it had left before that."""
    out: Done


class PartyLine(Struct, frozen=True):
    """How a treaty stands for one party."""

    party: str
    continues: tuple[str, ...]
    """The parties in whose place it stands."""
    signed: Done | None
    bound: Done | None
    """By what it is, or was, bound: its consent, or its signature where the treaty asks for no more."""
    is_bound: bool
    """Whether it is bound at the moment of the view."""
    applies: Done | None
    """That it applies the treaty provisionally."""
    in_force: Done | None
    """Since when the treaty is in force for it: as was recorded, or from when both it is in force and the party bound
    (VCLT 24)."""
    suspended: Done | None
    out: Done | None
    reservations: tuple[Reserved, ...]
    contested: tuple[Dispute, ...]
    overridden: tuple[int, ...]
    """What of it was recorded over a rule."""
    unsettled: tuple[int, ...]
    """What of it is of a date that reaches beyond the view."""
    before: tuple[Before, ...] = ()
    """The times for which it was bound before it left and came back, the first one first."""
    continued_by: tuple[str, ...] = ()
    """The parties that stand in its place; whether they are bound, each of them says for itself."""


class ComingForce(Struct, frozen=True):
    """How a treaty enters into force by its own terms."""

    words: str
    """How much there is of what it takes: ``28 of 55 parties, 38 of 55 % of emissions``."""
    met_on: str | None
    """When there was enough; None if there is not."""
    entry: int
    """The entry that completed it, or 0."""
    date: str | None
    """The day from which it is then in force."""
    differs: bool
    """Whether somebody recorded another day of its entry into force."""


class Amount(Struct, frozen=True):
    """How much there is of one thing that it takes for a treaty to enter into force."""

    what: str
    have: float
    need: float


class Gathered(Struct, frozen=True):
    """How far a treaty had come towards its entry into force on a day on which parties consented, or left."""

    on: str | None
    entry: int
    """The last entry of that day."""
    amounts: tuple[Amount, ...]


class Totals(Struct, frozen=True):
    """How many parties there are of each sort; one in whose place another one is bound is not counted beside it."""

    parties: int
    signed: int
    bound: int
    in_force: int
    out: int


class Treaty(Struct, frozen=True):
    """A treaty at one point of view."""

    talks: str
    proposal: str
    title: str | None
    version: int
    stage: str
    adopted: Done | None
    in_force: Done | None
    coming: ComingForce | None
    """How it enters into force by its own terms; None if none of them says so."""
    lines: tuple[PartyLine, ...]
    """The parties that did anything on it, and those whose agreement it takes."""
    totals: Totals
    gathered: tuple[Gathered, ...] = ()
    """How far it had come day by day, where that was asked for; by what the parties weigh now."""


def treaty(history: History, reference: str, *, day_by_day: bool = False) -> Treaty | None:
    """Return how a treaty stands for each party.

    Args:
        history: the history at the clocks of the question.
        reference: the proposal, written out.
        day_by_day: and how far it had come towards its entry into force after each day on which parties consented.
    """
    now = fold(history)
    proposal = now.proposals.get(reference.partition(":")[2])
    if proposal is None or not proposal.on_the_table:
        return None
    acts = [act for act in proposal.acts if act.version == proposal.version]
    numbers = [act.entry for act in acts] + [reservation.entry for reservation in proposal.reservations]
    history.want(numbers + [vote.entry for vote in proposal.votes])
    found = _Told(history, history.by_number)
    of_all = _of_all(acts)
    stand = standings(proposal)
    reserved = [party for reservation in proposal.reservations for party in reservation.by]
    required = now.talks.required(proposal.question)
    parties = dict.fromkeys((*required, *stand, *reserved))
    bodies = {party for act in acts if act.act is FormalAct.ADOPTED for party in act.by} - set(required)
    in_it = bound(proposal)
    recorded = found.done(of_all.get(FormalAct.IN_FORCE))
    force = recorded or _by_its_terms(now.talks, proposal)
    earlier = left_before(proposal)
    heirs: dict[str, tuple[str, ...]] = {}
    for heir, before in now.talks.succession:
        heirs[before] = (*heirs.get(before, ()), heir)
    signing_binds = not awaits_consent(proposal) and not any(one.consent for one in stand.values())
    lines = tuple(
        _line(
            found,
            proposal,
            stand.get(party) or Standing(party),
            earlier.get(party, ()),
            heirs.get(party, ()),
            force,
            in_it,
            now.talks,
            signing_binds=signing_binds,
        )
        for party in parties
        if party not in bodies or _more_than_adopted(stand[party])
    )
    counted = now.talks.not_replaced([line.party for line in lines if line.is_bound])
    return Treaty(
        talks=history.talks,
        proposal=proposal.id,
        title=proposal.title,
        version=proposal.version,
        stage=formal(proposal),
        adopted=found.done(of_all.get(FormalAct.ADOPTED)) or found.voted(proposal),
        in_force=recorded,
        coming=_coming(now.talks, proposal, recorded),
        lines=lines,
        totals=Totals(
            parties=len(lines),
            signed=sum(line.signed is not None for line in lines),
            bound=len(counted),
            in_force=sum(line.party in counted and _counts(line.in_force) for line in lines),
            out=sum(_counts(line.out) for line in lines),
        ),
        gathered=tuple(_gathered(now.talks, proposal, found, history.moment)) if day_by_day else (),
    )


def _gathered(talks: Talks, proposal: Proposal, found: "_Told", until: int) -> Iterator[Gathered]:
    for one in gathered(talks, proposal, until):
        amounts = tuple(Amount(tally.what, tally.have, tally.need) for tally in one.tallies)
        left = one.act.effect if one.act.act is FormalAct.DENOUNCED else None
        yield Gathered(left or found.entries[one.act.entry].envelope.occurred, one.act.entry, amounts)


def _coming(talks: Talks, proposal: Proposal, recorded: Done | None) -> ComingForce | None:
    entering = coming(talks, proposal)
    if entering is None:
        return None
    words = ", ".join(tally.words for tally in entering.tallies)
    differs = bool(entering.date and recorded and recorded.since and recorded.since != entering.date)
    return ComingForce(words, entering.met_on, entering.met, entering.date, differs)


def _by_its_terms(talks: Talks, proposal: Proposal) -> Done | None:
    """Return the entry into force that follows from the terms of a treaty, once it has come."""
    entering = coming(talks, proposal)
    if entering is None or not entering.met or proposal.force is None:
        return None
    return Done("in force", entering.met_on, entering.date, entering.met, ahead=False)


class _Told:
    """The entries behind the acts, and when these count at the moment of a view."""

    def __init__(self, history: History, entries: Mapping[int, EffectiveEntry]) -> None:
        self.entries = entries
        self._zone, self._moment = history.zone, history.moment

    def done(self, act: Act | None) -> Done | None:
        if act is None:
            return None
        on = self.entries[act.entry].envelope.occurred
        return Done(act.act.replace("-", " "), on, act.effect, act.entry, ahead=self.ahead(act.effect))

    def voted(self, proposal: Proposal) -> Done | None:
        """Return that a vote adopted the present version, where one did."""
        vote = proposal.voted
        if vote is None or not vote.adopted:
            return None
        return Done("adopted", self.entries[vote.entry].envelope.occurred, None, vote.entry, ahead=False)

    def ahead(self, effect: str | None) -> bool:
        return effect is not None and span(effect, self._zone).start >= self._moment  # as a day begins, it is to come

    def start(self, done: Done) -> int:
        return span(done.since, self._zone).start if done.since else 0


def _of_all(acts: Iterable[Act]) -> dict[FormalAct, Act]:
    """Return the first act of each kind."""
    found: dict[FormalAct, Act] = {}
    for act in acts:
        found.setdefault(act.act, act)
    return found


def _more_than_adopted(standing: Standing) -> bool:
    return any((standing.signed, standing.consent, standing.applies, standing.out))


def _line(
    found: _Told,
    proposal: Proposal,
    one: Standing,
    earlier: Sequence[Standing],
    heirs: tuple[str, ...],
    force: Done | None,
    in_it: frozenset[str],
    talks: Talks,
    *,
    signing_binds: bool,
) -> PartyLine:
    out = found.done(one.out)
    had_been = one.consent or (one.signed if signing_binds else None)
    was_bound = one.party in in_it or (one.out is not None and had_been is not None)
    by = found.done(one.consent or one.signed or one.agreed) if was_bound else None
    reservations = tuple(_reserved(r) for r in proposal.reservations if one.party in r.by)
    acts = [one.agreed, one.signed, one.consent, one.in_force, one.applies, one.suspended, one.out]
    acts += [act for stood in earlier for act in (stood.signed, stood.consent, stood.in_force, stood.out)]
    numbers = sorted({act.entry for act in acts if act} | {reservation.entry for reservation in reservations})
    behind = [found.entries[number] for number in numbers if number in found.entries]
    return PartyLine(
        party=one.party,
        continues=talks.place_of(one.party)[1:],
        continued_by=heirs,
        signed=found.done(one.signed),
        bound=by,
        is_bound=by is not None and not _counts(out),
        applies=found.done(one.applies),
        in_force=_in_force_for(found, talks, proposal, one, by, force),
        suspended=found.done(one.suspended),
        out=out,
        reservations=reservations,
        contested=disputes_of(behind),
        overridden=tuple(entry.number for entry in behind if entry.override),
        unsettled=tuple(entry.number for entry in behind if entry.unfinished),
        before=tuple(_before(found, talks, proposal, (*earlier, one), force, signing_binds=signing_binds)),
    )


def _before(
    found: _Told,
    talks: Talks,
    proposal: Proposal,
    in_turn: Sequence[Standing],
    force: Done | None,
    *,
    signing_binds: bool,
) -> Iterator[Before]:
    """Yield the times for which a party was bound, given how it stood in turn; who came back in time never left."""
    for stood, then in pairwise(in_turn):
        bound_by = found.done(stood.consent or (stood.signed if signing_binds else None))
        out, back = found.done(stood.out), then.consent or then.signed
        if bound_by and out and back and found.start(out) <= back.start:
            yield Before(bound_by, _in_force_for(found, talks, proposal, stood, bound_by, force), out)


def _in_force_for(
    found: _Told, talks: Talks, proposal: Proposal, one: Standing, by: Done | None, force: Done | None
) -> Done | None:
    """Return since when a treaty is, or was, in force for a party; None if it left before that."""
    own = entering_for(talks, proposal, one.consent) if one.consent else None
    since = found.done(one.in_force) or _in_force(found, by, force, own)
    out = found.done(one.out)
    return None if since and out and found.start(since) >= found.start(out) else since


def _counts(done: Done | None) -> bool:
    """Say whether something was done, and has effect by now."""
    return done is not None and not done.ahead


def _in_force(found: _Told, by: Done | None, force: Done | None, own: str | None) -> Done | None:
    """Return since when a treaty is in force for a party of which nobody recorded it (VCLT 24(2), (3)).

    Args:
        found: the entries.
        by: by what the party is bound.
        force: that the treaty entered into force.
        own: the day before which it does not for this party, by its terms.
    """
    if by is None or force is None:
        return None
    bound_from = by if own is None else replace(by, effect=own, ahead=found.ahead(own))
    return max(force, bound_from, key=found.start)


def _reserved(reservation: Reservation) -> Reserved:
    objections = tuple(dict.fromkeys(party for party, _ in reservation.objections))
    return Reserved(reservation.text, reservation.declaration, reservation.provision, reservation.entry, objections)


VIEW = View(treaty, Needs.ACTS, about=("proposal",))
