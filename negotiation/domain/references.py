"""What an event refers to, and what it brings into the talks for others to refer to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .annotations import Annotation, AnyEvent, EntryCorrected, EntryDisputed
from .envelope import Claim
from .proposal.events import (
    ProposalEvent,
    ProposalFloated,
    ProposalLinked,
    ProposalSuperseded,
    ProposalTabled,
)
from .talks.events import IssueAdded, PartyJoined, SourceRegistered, StatementRecorded


@dataclass(frozen=True, slots=True)
class Names:
    """What a draft may refer to: the things that the talks hold by now."""

    proposals: Collection[str] = ()
    sources: Collection[str] = ()
    issues: Collection[str] = ()
    parties: Collection[str] = ()
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


def references(event: AnyEvent, claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what an entry refers to, as pairs of a sort (proposal, source, issue, party, entry) and a name."""
    for citation in claim.sources:
        yield "source", citation.source
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


def _of_proposal(event: ProposalEvent) -> Iterator[tuple[str, str]]:
    match event:
        case ProposalFloated() | ProposalTabled():
            if event.issue is not None:
                yield "issue", event.issue
            for link in event.links:
                yield "proposal", link.target
        case _:
            yield "proposal", event.proposal
            if isinstance(event, ProposalLinked):
                yield "proposal", event.link.target
            if isinstance(event, ProposalSuperseded):
                yield "proposal", event.by_proposal


def introduces(event: AnyEvent) -> tuple[str, str] | None:
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
