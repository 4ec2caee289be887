"""Who has taken which position on what, and how each position moved."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from ..domain.fold import fold
from ..domain.proposal.state import OBJECTIONS, Position, Proposal, Word, who
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from ..domain.talks.state import Talks
from .filter import EVERYTHING, Filter, any_of
from .registry import Needs, View
from .stances import HeldStance, Told, heard, stance_of, stands, stands_on, with_met
from .timeline import chosen, see_that_some_are


class PositionCell(Struct, frozen=True):
    """What one party thinks of one proposal, or of one of its provisions."""

    party: str
    proposal: str
    provision: str | None
    now: tuple[HeldStance, ...]
    """Where it stands: its furthest act, else its latest word; empty if it has said and done nothing."""
    moves: tuple[HeldStance, ...]
    """Everything that it said and did, oldest first."""
    sponsor: bool
    objections: tuple[HeldStance, ...] = ()
    """Of a cell on a text as a whole: what the party has against single provisions of the present version."""


class Members(Struct, frozen=True):
    """A group, with those of the parties shown that are in it."""

    group: str
    parties: tuple[str, ...]


class Positions(Struct, frozen=True):
    """The positions of the parties on the proposals."""

    talks: str
    parties: tuple[str, ...]
    proposals: tuple[str, ...]
    cells: tuple[PositionCell, ...]
    """Of each party, and each proposal that it said or did anything on, or put forward."""
    provisions: tuple[PositionCell, ...]
    """Positions on single provisions."""
    groups: tuple[Members, ...] = ()
    """The groups that any of the parties are in."""
    unheard: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Of each proposal, the parties shown whose agreement it takes and that have not spoken, sponsors apart."""
    authors: Mapping[str, str] = MappingProxyType({})
    """Of proposals that nobody sponsors, whether the ``room`` put them forward or somebody ``unknown``."""


def positions(
    history: History,
    only: str | None = None,
    wanted: Filter = EVERYTHING,
    *,
    last: int | None = None,
    of: str | None = None,
) -> Positions:
    """Return the matrix of parties and proposals, and below it the positions on single provisions.

    Args:
        history: the history at the clocks of the question.
        only: the one proposal that is asked about; all if None.
        wanted: only the parties, and the proposals, of which an entry is asked for; their cells are whole.
        last: only so many of the proposals, the last ones.
        of: the one party whose cells are asked for; those of all if None.

    Raises:
        InputError: the last of less than one proposal are asked for.
    """
    now = fold(history)
    entries = history.by_number
    see_that_some_are(last)
    numbers = chosen(history, wanted)
    proposals = [p for p in now.proposals.values() if p.on_the_table and only in (None, p.id) and _asked(p, numbers)]
    proposals = proposals if last is None else proposals[-last:]
    named = {party for party in (wanted.by, wanted.party) if party is not None}
    speaking = {party for proposal in proposals for party in _speakers(proposal, numbers)}
    speaking = speaking & named if named else speaking
    seated = [
        party.code
        for party in now.talks.parties.values()
        if (party.negotiates and numbers is None) or party.code in speaking
    ]
    parties = (*seated, *sorted(speaking - set(seated)))
    history.want(word.entry for proposal in proposals for word in proposal.words)
    told = {proposal.id: Told(proposal) for proposal in proposals}

    def cell(party: str, proposal: Proposal, provision: str | None) -> PositionCell:
        found = told[proposal.id]
        own = [word for word in found.words.get(party, ()) if _of(word) == provision]
        held = stands_on(found, party, provision, entries) if provision else stands(found, party, entries)
        return PositionCell(
            party=party,
            proposal=proposal.id,
            provision=provision,
            now=tuple(with_met(replace(found, provision=None), now.proposals) for found in held),  # the cell names it
            moves=tuple(replace(stance_of(proposal, word, entries[word.entry], party), provision=None) for word in own),
            sponsor=party in proposal.sponsors,
            objections=() if provision else tuple(_objections(found, party, entries)),
        )

    on_provisions = dict.fromkeys(
        (position.party, proposal.id, position.provision)
        for proposal in proposals
        for position in proposal.positions
        if position.provision is not None and position.party in parties
    )
    whose = parties if of is None else (of,)
    return Positions(
        talks=history.talks,
        parties=parties,
        proposals=tuple(proposal.id for proposal in proposals),
        cells=tuple(
            cell(party, proposal, None)
            for party in whose
            for proposal in proposals
            if party in told[proposal.id].words or party in proposal.sponsors
        ),
        provisions=tuple(
            cell(party, now.proposals[name], provision) for party, name, provision in on_provisions if party in whose
        ),
        groups=tuple(
            Members(group.code, inside)
            for group in now.talks.groups.values()
            if (inside := tuple(party for party in group.members if party in parties))
        ),
        unheard={proposal.id: tuple(_unheard(now.talks, proposal, parties)) for proposal in proposals},
        authors={proposal.id: proposal.author for proposal in proposals if proposal.author},
    )


def _unheard(talks: Talks, proposal: Proposal, shown: Collection[str]) -> Iterator[str]:
    """Yield the parties whose word on a proposal is awaited: a body, a host and an observer need not give any."""
    spoken = {*heard(proposal), *proposal.sponsors}
    yield from (party for party in talks.required(proposal.question) if party in shown and party not in spoken)


def _asked(proposal: Proposal, numbers: Collection[int] | None) -> bool:
    """Say whether an entry that put a proposal on the table, or that said something on it, is asked for."""
    said = (version.entry for version in proposal.versions)
    return any_of(numbers, (*said, *(word.entry for word in proposal.words)))


def _speakers(proposal: Proposal, numbers: Collection[int] | None) -> Iterator[str]:
    """Yield the parties that said something on a proposal by an entry that is asked for, or put it on the table."""
    if numbers is None:
        yield from (*heard(proposal), *proposal.sponsors)
        return
    yield from (party for word in proposal.words if word.entry in numbers for party in who(word))
    yield from (party for version in proposal.versions if version.entry in numbers for party in version.by)


def _of(word: Word) -> str | None:
    return word.provision if isinstance(word, Position) else None


def _objections(told: Told, party: str, entries: Mapping[int, EffectiveEntry]) -> Iterator[HeldStance]:
    """Yield what a party has against single provisions of the present version."""
    for provision in told.provisions:
        for found in stands_on(told, party, provision, entries):
            if found.stance in OBJECTIONS and not found.stale:
                yield found


VIEW = View(positions, Needs.ACTS)
