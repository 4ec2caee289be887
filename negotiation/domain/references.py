"""What an event refers to, what it brings into the talks for others to refer to, and what it is folded with."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .catalogue import subject_of
from .package.events import PackageChanged, PackageEvent, PackageFormed
from .pledge.events import PledgeAssessed, PledgeEvent, PledgeMade, PledgeSuperseded
from .proposal.base import ProposalEvent
from .proposal.conditions import awaited
from .proposal.events import (
    PositionTaken,
    ProposalFloated,
    ProposalLinked,
    ProposalSuperseded,
    ProposalTabled,
)
from .proposal.guarantee import GuarantorStateChanged
from .record.annotations import Annotation, AnyEvent, EntryCorrected, EntryDisputed
from .record.envelope import Claim
from .round.events import RoundEvent, RoundOpened, RoundScheduled
from .talks.events import IssueAdded, PartyJoined, SourceRegistered, StatementRecorded

SORTS = ("proposal", "party", "issue", "source", "entry", "pledge", "round", "package")
"""The sorts of things that can be referred to."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a draft may refer to: the things that the talks hold by now."""

    proposals: Collection[str] = ()
    sources: Collection[str] = ()
    issues: Collection[str] = ()
    parties: Collection[str] = ()
    pledges: Collection[str] = ()
    rounds: Collection[str] = ()
    packages: Collection[str] = ()
    entries: Mapping[str, tuple[str, str]] | None = None
    """Of the entries that the drafts name: the stream and the kind, by entry id."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A reference to something that is not there."""

    draft: int
    """Which draft makes it, counted from 0."""
    sort: str
    name: str
    known: tuple[str, ...]


def references(event: AnyEvent, claim: Claim) -> Iterator[tuple[str, str]]:  # noqa: C901
    """Yield what an entry refers to, as pairs of a sort (one of `SORTS`) and a name."""
    for citation in claim.sources:
        yield "source", citation.source
    if claim.in_round is not None:
        yield "round", claim.in_round
    match event:
        case Annotation():
            yield "entry", event.entry
            if isinstance(event, EntryCorrected | EntryDisputed) and event.event is not None:
                yield from references(event.event, event.claim or Claim())
        case StatementRecorded():
            for reference in event.about:
                sort, _, name = reference.partition(":")
                yield sort, name
        case ProposalEvent():
            yield from _of_proposal(event)
        case PackageEvent():
            yield from _of_package(event)
        case PledgeEvent():
            yield from _of_pledge(event)
        case RoundEvent() if not isinstance(event, RoundScheduled | RoundOpened):
            yield "round", event.round


def _of_proposal(event: ProposalEvent) -> Iterator[tuple[str, str]]:
    match event:
        case ProposalFloated() | ProposalTabled():
            if event.issue is not None:
                yield "issue", event.issue
            for link in event.links:
                yield "proposal", link.target
            return
        case ProposalLinked():
            yield "proposal", event.proposal
            yield "proposal", event.link.target
        case ProposalSuperseded():
            yield "proposal", event.proposal
            yield "proposal", event.by_proposal
        case PositionTaken() | GuarantorStateChanged():
            yield "proposal", event.proposal
            yield from (("proposal", name) for name in map(awaited, event.conditions) if name)
        case _:
            yield "proposal", event.proposal


def _of_package(event: PackageEvent) -> Iterator[tuple[str, str]]:
    match event:
        case PackageFormed():
            yield from (("proposal", name) for name in event.proposals)
        case PackageChanged():
            yield "package", event.package
            yield from (("proposal", name) for name in (*event.added, *event.removed))
        case _:
            yield "package", event.package


def _of_pledge(event: PledgeEvent) -> Iterator[tuple[str, str]]:
    match event:
        case PledgeMade():
            if event.issue is not None:
                yield "issue", event.issue
            if event.under is not None:
                yield "proposal", event.under
            return
        case PledgeAssessed():
            yield from (("entry", id_) for id_ in event.evidence)
        case PledgeSuperseded():
            yield "pledge", event.by_pledge
    yield "pledge", event.pledge


def evidence_in(event: AnyEvent) -> tuple[str, ...]:
    """Return the ids of the entries that a verdict rests on, told by an event or by an account of one within it."""
    while isinstance(event, EntryCorrected | EntryDisputed) and event.event is not None:
        event = event.event
    return event.evidence if isinstance(event, PledgeAssessed) else ()


def tied(event: AnyEvent) -> Iterator[tuple[str, str]]:
    """Yield the things whose state bears on that of an event's subject, so that they are folded together."""
    subject = subject_of(event)
    if subject is None:
        return
    same = "proposal" if subject[0] == "package" else subject[0]
    yield from (found for found in references(event, Claim()) if found[0] == same)


def bearing(event: AnyEvent) -> Iterator[tuple[str, str]]:
    """Yield an event's own subject, and everything whose entries its decision looks at; nothing for the talks."""
    subject = subject_of(event)
    if subject is None:
        return
    yield subject
    for found in references(event, Claim()):
        if found[0] in ("proposal", "pledge") and found != subject:
            yield found


def introduces(event: AnyEvent) -> tuple[str, str] | None:  # noqa: PLR0911
    """Return what an event brings into the talks, as a sort and a name."""
    match event:
        case ProposalFloated() | ProposalTabled():
            return "proposal", event.proposal
        case SourceRegistered():
            return "source", event.source
        case IssueAdded():
            return "issue", event.issue
        case PartyJoined():
            return "party", event.party
        case PledgeMade():
            return "pledge", event.pledge
        case RoundScheduled() | RoundOpened():
            return "round", event.round
        case PackageFormed():
            return "package", event.package
    return None


def missing(drafts: Sequence[tuple[str, AnyEvent, Claim]], names: Names) -> Iterator[Missing]:
    """Yield every reference of the drafts to something that is neither in the talks nor in an earlier draft.

    Args:
        drafts: the id, the event and the claim of each, in order.
        names: what the talks hold before them.
    """
    known: dict[str, set[str]] = {
        "proposal": set(names.proposals),
        "source": set(names.sources),
        "issue": set(names.issues),
        "party": set(names.parties),
        "pledge": set(names.pledges),
        "round": set(names.rounds),
        "package": set(names.packages),
        "entry": set(names.entries or ()),
    }
    for index, (id_, event, claim) in enumerate(drafts):
        new = introduces(event)
        if new:
            known[new[0]].add(new[1])
        for sort, name in references(event, claim):
            if name not in known[sort]:
                yield Missing(index, sort, name, tuple(sorted(known[sort])) if sort != "entry" else ())
        known["entry"].add(id_)
