"""How each event changes a proposal."""

from dataclasses import replace
from types import MappingProxyType
from typing import assert_never

from ..record.entry import EffectiveEntry
from .events import (
    AnyProposalEvent,
    FormalActDone,
    PositionTaken,
    ProposalDeferred,
    ProposalFloated,
    ProposalLapsed,
    ProposalLinked,
    ProposalReceived,
    ProposalReferred,
    ProposalRejected,
    ProposalReopened,
    ProposalRevised,
    ProposalSuperseded,
    ProposalTabled,
    ProposalWithdrawn,
)
from .guarantee import GuarantorStateChanged, GuarantorStep
from .silence import Silence, SilenceBroken, SilenceOpened, object_to
from .state import OBJECTIONS, Act, End, Ending, Linked, Position, Proposal, Rejection, Version


def evolve(proposal: Proposal, entry: EffectiveEntry, event: AnyProposalEvent) -> Proposal:  # noqa: C901, PLR0911, PLR0912
    """Return the proposal after an event; total, so that no history can fail to be read."""
    number = entry.number
    match event:
        case ProposalFloated():
            return replace(_put_on_table(proposal, event, number), floated=number, deniable=event.deniable)
        case ProposalTabled():
            return replace(_put_on_table(proposal, event, number), tabled=number, deniable=False)
        case ProposalReceived():
            return replace(proposal, received=MappingProxyType({**proposal.received, event.by: number}))
        case ProposalRevised():
            return _revise(proposal, event, number)
        case ProposalLinked():
            return replace(proposal, links=(*proposal.links, Linked(event.link, number)))
        case PositionTaken():
            return _take_position(proposal, entry, event)
        case FormalActDone():
            act = Act(event.act, event.by, event.version, number)
            kept = tuple(r for r in proposal.rejections if r.by not in event.by or event.version < r.version)
            return replace(proposal, acts=(*proposal.acts, act), rejections=kept)
        case ProposalRejected():
            rejection = Rejection(event.by, event.version, number)
            rejected = replace(proposal, rejections=(*proposal.rejections, rejection))
            against = event.version == proposal.version
            return object_to(rejected, event.by, number, entry.occurred, formal=False) if against else rejected
        case ProposalWithdrawn():
            return replace(proposal, ending=Ending(End.WITHDRAWN, number, event.by, event.reason))
        case ProposalSuperseded():
            return replace(proposal, ending=Ending(End.SUPERSEDED, number, event.by_proposal))
        case ProposalDeferred():
            return replace(proposal, ending=Ending(End.DEFERRED, number, None, event.until))
        case ProposalReferred():
            return replace(proposal, ending=Ending(End.REFERRED, number, None, event.to_body))
        case ProposalLapsed():
            return replace(proposal, ending=Ending(End.LAPSED, number, None, event.reason))
        case ProposalReopened():
            again = replace(proposal, ending=None, rejections=(), acts=(), silence=None)
            return replace(again, reopened=number, positions_then=len(proposal.positions))
        case GuarantorStateChanged():
            named = event.guarantor is not None
            step = GuarantorStep(event.who, named, event.state, event.conditions, event.reason, number)
            return replace(proposal, guarantors=(*proposal.guarantors, step))
        case SilenceOpened():
            return replace(proposal, silence=Silence(event.version, event.deadline, number, event.by))
        case SilenceBroken():
            for party in event.by:
                proposal = object_to(proposal, party, number, entry.occurred, formal=True)
            return proposal
        case _:
            assert_never(event)


def _put_on_table(proposal: Proposal, event: ProposalFloated | ProposalTabled, number: int) -> Proposal:
    """Start the next version; one that was floated keeps its number when it is tabled without new words."""
    same = bool(proposal.versions) and not event.terms and not event.provisions
    version = Version(proposal.version + 1, number, event.by, event.terms, event.provisions)
    return replace(
        proposal,
        title=event.title or proposal.title,
        issue=event.issue or proposal.issue,
        sponsors=event.by or proposal.sponsors,
        addressees=event.to or proposal.addressees,
        versions=proposal.versions if same else (*proposal.versions, version),
        links=(*proposal.links, *(Linked(link, number) for link in event.links)),
    )


def _revise(proposal: Proposal, event: ProposalRevised, number: int) -> Proposal:
    """Add a version; terms or provisions that the revision does not give stay as they were."""
    before = proposal.content
    version = Version(
        proposal.version + 1,
        number,
        event.by,
        event.terms or before.terms,
        event.provisions or before.provisions,
    )
    return replace(
        proposal,
        title=event.title or proposal.title,
        versions=(*proposal.versions, version),
        received=MappingProxyType({}),  # what was received is the version before
    )


def _take_position(proposal: Proposal, entry: EffectiveEntry, event: PositionTaken) -> Proposal:
    position = Position(
        party=event.party,
        stance=event.stance,
        version=event.version,
        provision=event.provision,
        conditions=event.conditions,
        asserted_by=entry.envelope.asserted_by,
        entry=entry.number,
    )
    # A party's later word on the whole text takes back its rejection; one on a provision or an older text does not.
    whole = event.provision is None
    kept = tuple(r for r in proposal.rejections if r.by != event.party or not whole or event.version < r.version)
    taken = replace(proposal, positions=(*proposal.positions, position), rejections=kept)
    against = event.stance in OBJECTIONS and event.version == proposal.version and whole
    return object_to(taken, event.party, entry.number, entry.occurred, formal=False) if against else taken
