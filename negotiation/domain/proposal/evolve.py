"""How each event changes a proposal."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import assert_never

from msgspec.structs import replace

from ..growing import Growing
from ..listing import listed
from ..record.disavowal import disavowed
from ..record.entry import EffectiveEntry
from . import amending, treaty
from .events import (
    AmendmentMoved,
    AmendmentNotMoved,
    AmendmentSeconded,
    AnyProposalEvent,
    Ballot,
    FormalAct,
    FormalActDone,
    GuarantorStateChanged,
    PositionTaken,
    ProposalAmended,
    ProposalDeferred,
    ProposalExtended,
    ProposalFloated,
    ProposalLapsed,
    ProposalLinked,
    ProposalReceived,
    ProposalReferred,
    ProposalRejected,
    ProposalReopened,
    ProposalRevised,
    ProposalSponsored,
    ProposalSuperseded,
    ProposalTabled,
    ProposalWithdrawn,
    Provision,
    ReservationMade,
    ReservationObjected,
    ReservationWithdrawn,
    SilenceBroken,
    SilenceOpened,
    Stance,
    VoteHeld,
)
from .silence import Silence
from .silence_rules import object_to
from .state import (
    NOTICES,
    Act,
    Amends,
    End,
    Ending,
    GuarantorStep,
    Linked,
    Position,
    Proposal,
    Reached,
    Rejection,
    Reservation,
    Validity,
    Version,
    Vote,
    Word,
    against,
    who,
    with_done,
)


def evolve(proposal: Proposal, entry: EffectiveEntry, event: AnyProposalEvent) -> Proposal:  # noqa: C901, PLR0911, PLR0912
    """Return the proposal after an event; total, so that no history can fail to be read."""
    number = entry.number
    match event:
        case ProposalFloated():
            return replace(_put_on_table(proposal, event, entry), floated=number, deniable=event.deniable)
        case ProposalTabled():
            return replace(_put_on_table(proposal, event, entry), tabled=number, deniable=False)
        case ProposalReceived():
            return replace(proposal, received=MappingProxyType({**proposal.received, event.by: number}))
        case VoteHeld():
            return _vote(proposal, entry, event)
        case AmendmentMoved():
            return _moved(proposal, event, number)
        case AmendmentSeconded():
            seconded = {**dict.fromkeys(event.by, number), **proposal.seconded}
            return replace(proposal, seconded=MappingProxyType(seconded))
        case AmendmentNotMoved():
            return replace(proposal, ending=Ending(End.NOT_MOVED, number, None, event.reason))
        case ProposalAmended():
            return _amend(proposal, event, number)
        case ProposalSponsored():
            return _sponsored(proposal, event)
        case ProposalRevised():
            return _revise(proposal, event, number)
        case ProposalExtended():
            return replace(proposal, validity=_open_until(proposal, event.valid_until, entry))
        case ProposalLinked():
            return replace(proposal, links=(*proposal.links, Linked(event.link, number)))
        case PositionTaken() | FormalActDone() | ProposalRejected():
            return _hear(proposal, entry, _word(event, entry))
        case ReservationMade():
            made = Reservation(event.by, event.text, event.declaration, event.provision, number)
            return replace(proposal, reservations=(*proposal.reservations, made))
        case ReservationWithdrawn() | ReservationObjected():
            return replace(proposal, reservations=tuple(_answered(r, event, number) for r in proposal.reservations))
        case ProposalWithdrawn():
            return _withdraw(proposal, event, number)
        case ProposalSuperseded():
            return replace(proposal, ending=Ending(End.SUPERSEDED, number, event.by_proposal))
        case ProposalDeferred():
            return replace(proposal, ending=Ending(End.DEFERRED, number, None, event.until))
        case ProposalReferred():
            return replace(proposal, ending=Ending(End.REFERRED, number, None, event.to_body))
        case ProposalLapsed():
            return replace(proposal, ending=Ending(End.LAPSED, number, None, event.reason))
        case ProposalReopened():
            return _reopen(proposal, number)
        case GuarantorStateChanged():
            named = event.guarantor is not None
            step = GuarantorStep(event.who, named, event.state, event.conditions, event.reason, number)
            return replace(proposal, guarantors=(*proposal.guarantors, step))
        case SilenceOpened():
            return replace(proposal, silence=Silence(event.version, event.deadline, number, event.by))
        case SilenceBroken():
            for party in event.by:
                proposal = object_to(proposal, party, number, entry.placed, formal=True)
            return proposal
        case _:
            assert_never(event)


def _put_on_table(proposal: Proposal, event: ProposalFloated | ProposalTabled, entry: EffectiveEntry) -> Proposal:
    """Start the next version; one that was floated keeps its number when it is tabled without new words."""
    number = entry.number
    same = bool(proposal.versions) and not event.terms and not event.provisions
    versions = proposal.versions
    if same and event.by:  # who tables what was passed around stands behind it
        versions = (*versions[:-1], replace(versions[-1], by=event.by))
    author = event.author if isinstance(event, ProposalTabled) else None
    version = Version(proposal.version + 1, number, event.by, event.terms, event.provisions, author=author)
    on_the_table = replace(
        proposal,
        versions=versions,
        title=event.title or proposal.title,
        issue=event.issue or proposal.issue,
        sponsors=event.by or proposal.sponsors,
        addressees=event.to or proposal.addressees,
        links=(*proposal.links, *(Linked(link, number) for link in event.links)),
        question=event.question or proposal.question,
        validity=_open_until(proposal, event.valid_until, entry),
    )
    return on_the_table if same else _reworded(on_the_table, version)


def _open_until(proposal: Proposal, last_day: str | None, entry: EffectiveEntry) -> Validity | None:
    return Validity(last_day, entry.number, entry.occurred.start) if last_day else proposal.validity


def _amend(proposal: Proposal, event: ProposalAmended, number: int) -> Proposal:
    """Add the version that amendments make of the one before."""
    before = proposal.content
    terms, provisions = amending.retermed(before, event.terms), amending.amended(before, event.changes)
    return _reworded(proposal, Version(proposal.version + 1, number, (), terms, provisions, event.amendments))


def _vote(proposal: Proposal, entry: EffectiveEntry, event: VoteHeld) -> Proposal:
    """Take a vote into account: its result, and in a roll call the word of each party."""
    vote = Vote(event.version, event.adopted, entry.number)
    current = vote if event.version == proposal.version else proposal.voted
    voted = replace(proposal, votes=(*proposal.votes, vote), voted=current)
    yes = tuple(party for party in event.cast(Ballot.FOR) if not disavowed(entry, party))
    if yes and not event.adopted:  # who voted for what was rejected supports it, and no more
        for party in yes:
            says = entry.envelope.asserted_by
            support = Position(party, Stance.SUPPORTS, event.version, None, (), says, entry.number)
            voted = _hear(voted, entry, support)
    elif yes:
        date, start = entry.envelope.occurred, entry.occurred.start
        voted = _hear(voted, entry, Act(FormalAct.ADOPTED, yes, event.version, entry.number, None, date, start))
    for party in event.cast(Ballot.AGAINST):
        voted = _hear(voted, entry, Rejection(party, event.version, entry.number, disavowed(entry, party)))
    return voted


def _moved(proposal: Proposal, event: AmendmentMoved, number: int) -> Proposal:
    """Put an amendment on the table: its words are those that the provisions would have."""
    words = tuple(Provision(number=c.number, text=c.text or amending.DROPPED) for c in event.changes)
    version = Version(proposal.version + 1, number, event.by, event.terms, words)
    moved = replace(
        proposal,
        title=event.title or proposal.title,
        sponsors=event.by,
        tabled=number,
        question=event.question,
        amends=Amends(event.of, event.of_version, event.changes),
    )
    return _reworded(moved, version)


def _sponsored(proposal: Proposal, event: ProposalSponsored) -> Proposal:
    """Put parties behind a proposal, and behind its present words."""
    versions = proposal.versions
    if versions:
        versions = (*versions[:-1], replace(versions[-1], by=tuple(dict.fromkeys((*versions[-1].by, *event.by)))))
    withdrawn = {party: number for party, number in proposal.withdrawn.items() if party not in event.by}
    sponsors = tuple(dict.fromkeys((*proposal.sponsors, *event.by)))
    return replace(proposal, versions=versions, sponsors=sponsors, withdrawn=MappingProxyType(withdrawn))


def _reworded(proposal: Proposal, version: Version) -> Proposal:
    """Put a new version in the place of the one before: what was said, agreed and received was that one."""
    return replace(
        proposal,
        versions=(*proposal.versions, version),
        received=MappingProxyType({}),
        last=Growing(),
        objecting=frozenset(),
        doers=MappingProxyType({}),
        agreement=None,
        reached=(),
        force=None,
        voted=None,
        rejection=None,
    )


def _revise(proposal: Proposal, event: ProposalRevised, number: int) -> Proposal:
    """Add a version; terms or provisions that are not given stay as they were, those given empty are gone."""
    before = proposal.content
    version = Version(
        proposal.version + 1,
        number,
        event.by,
        before.terms if event.terms is None else event.terms,
        before.provisions if event.provisions is None else event.provisions,
    )
    return replace(_reworded(proposal, version), title=event.title or proposal.title)


def _word(event: PositionTaken | FormalActDone | ProposalRejected, entry: EffectiveEntry) -> Word:
    """Return what an entry has a party say, without the parties that disavow it."""
    match event:
        case PositionTaken():
            return Position(
                party=event.party,
                stance=event.stance,
                version=event.version,
                provision=event.provision,
                conditions=event.conditions,
                asserted_by=entry.envelope.asserted_by,
                entry=entry.number,
                disavowed=disavowed(entry, event.party),
            )
        case FormalActDone():
            by = tuple(party for party in event.by if not disavowed(entry, party))
            date, start = entry.envelope.occurred, entry.occurred.start
            return Act(event.act, by, event.version, entry.number, event.effect, date, start)
        case ProposalRejected():
            return Rejection(event.by, event.version, entry.number, disavowed(entry, event.by))


def _hear(proposal: Proposal, entry: EffectiveEntry, word: Word) -> Proposal:
    """Take a word into account: on the present version, the last one of a party counts."""
    heard = replace(proposal, words=(*proposal.words, word))
    if word.version != proposal.version:
        return heard
    last = _last(proposal.last, word)
    if last is not proposal.last:
        objecting = proposal.objecting.difference(who(word)).union(who(word) if against(word) else ())
        heard = replace(heard, last=last, objecting=objecting)
    if isinstance(word, Act):
        heard = replace(heard, doers=with_done(heard.doers, word))
    if isinstance(word, Act) and word.act in NOTICES and word.by:
        part = word.act in _OF_SOME and not treaty.of_all(heard, word)
        return heard if part else replace(heard, force=Reached(word.act, word.entry))
    if not against(word) or heard.last.get(who(word)[0]) is not word:
        return heard
    for party in who(word):
        heard = object_to(heard, party, word.entry, entry.placed, formal=False)
    return heard


_OF_SOME = frozenset({FormalAct.SUSPENDED, FormalAct.RESUMED})
"""The notices that may be between some of the parties only (VCLT 57, 58, 72)."""


def _answered(found: Reservation, event: ReservationWithdrawn | ReservationObjected, number: int) -> Reservation:
    """Return a reservation after one was taken back, or objected to."""
    match event:
        case ReservationWithdrawn():
            return replace(found, by=tuple(party for party in found.by if party != event.by))
        case ReservationObjected() if event.to in found.by:
            return replace(found, objections=(*found.objections, *((party, number) for party in event.by)))
        case _:
            return found


def _last(last: Mapping[str, Word], word: Word) -> Mapping[str, Word]:
    """Return the last words with one more; silence, a word on a provision and one that is disavowed replace none."""
    if not isinstance(word, Act) and word.disavowed:
        return last
    if isinstance(word, Position) and (word.provision or (word.stance is Stance.SILENT and word.party in last)):
        return last
    found = last if isinstance(last, Growing) else Growing(last)
    for party in who(word):
        found = found.with_(party, word)
    return found


def _withdraw(proposal: Proposal, event: ProposalWithdrawn, number: int) -> Proposal:
    """Take one sponsor from behind a proposal, which is off the table once none is left."""
    withdrawn = MappingProxyType({**proposal.withdrawn, event.by: number})
    left = tuple(party for party in proposal.sponsors if party != event.by)
    if left and event.by in proposal.sponsors:
        return replace(proposal, sponsors=left, withdrawn=withdrawn)
    by = listed(tuple(withdrawn))
    return replace(proposal, withdrawn=withdrawn, ending=Ending(End.WITHDRAWN, number, by, event.reason))


def _reopen(proposal: Proposal, number: int) -> Proposal:
    """Bring a proposal back to the table: acts and rejections are taken back, positions stand."""
    last: Growing[str, Word] = Growing({p: word for p, word in proposal.last.items() if isinstance(word, Position)})
    sponsors, withdrawn = proposal.sponsors, proposal.withdrawn
    if proposal.ending:
        sponsors, withdrawn = tuple(dict.fromkeys((*sponsors, *withdrawn))), MappingProxyType({})
    return replace(
        proposal,
        ending=None,
        sponsors=sponsors,
        withdrawn=withdrawn,
        words_then=len(proposal.words),
        last=last,
        objecting=frozenset(party for party, word in last.items() if against(word)),
        doers=MappingProxyType({}),
        agreement=None,
        reached=(),
        force=None,
        voted=None,
        rejection=None,
        silence=None,
        validity=None if proposal.ending and proposal.ending.how is End.LAPSED else proposal.validity,
        reopened=number,
    )
