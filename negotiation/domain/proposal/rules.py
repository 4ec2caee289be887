"""The rules that the events of a proposal keep."""

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from msgspec.structs import replace

from ..aggregate import Aggregate, Change
from ..dates.edtf import Span
from ..dates.words import in_words
from ..listing import listed
from ..record.entry import EffectiveEntry
from ..refusal import Refusal
from ..state import State
from ..talks.events import Role, TalksCollapsed
from ..talks.presence import actors_absent
from ..talks.state import Phase, Talks
from . import acts, amending, guarantee, silence_rules, stage
from .conditions import awaiting
from .events import (
    AmendmentMoved,
    AmendmentNotMoved,
    AmendmentSeconded,
    AnyProposalEvent,
    FormalAct,
    FormalActDone,
    GuarantorStateChanged,
    Link,
    LinkKind,
    PositionTaken,
    ProposalAmended,
    ProposalExtended,
    ProposalFloated,
    ProposalLinked,
    ProposalReceived,
    ProposalRejected,
    ProposalReopened,
    ProposalRevised,
    ProposalSponsored,
    ProposalSuperseded,
    ProposalTabled,
    ProposalWithdrawn,
    ReservationObjected,
    ReservationWithdrawn,
    SilenceBroken,
    SilenceOpened,
    VoteHeld,
)
from .evolve import evolve
from .links import cycle
from .stage import by_silence
from .state import RANK, End, Proposal, Validity

Proposals = Mapping[str, Proposal]


def refusals(now: State, event: AnyProposalEvent, when: Span) -> Iterator[Refusal]:
    """Yield every rule that the event breaks at this point of the history.

    Args:
        now: what the history has come to.
        event: what happens next.
        when: when it happens.
    """
    talks, proposals = now.talks, now.proposals
    proposal = proposals.get(event.proposal, Proposal(event.proposal))
    yield from _talks_allow(talks, event)
    yield from actors_absent(talks, event)
    if isinstance(event, AmendmentMoved):
        yield from _may_be_put_on_table(proposal, event)
        yield from amending.moving(proposals.get(event.of, Proposal(event.of)), event)
        return
    if isinstance(event, ProposalFloated | ProposalTabled):
        yield from _may_be_put_on_table(proposal, event)
        yield from _ahead(talks, event.valid_until, when)
        yield from _links(proposals, proposal, event.links)
        return
    if not proposal.on_the_table:
        yield Refusal("not-on-the-table", f"{event.proposal} is not on the table at that time")
        return
    yield from _live(proposal, event)
    yield from _own_rules(now, proposal, event, when)


def _talks_allow(talks: Talks, event: AnyProposalEvent) -> Iterator[Refusal]:
    """New words need talks that go on; agreement and signature may follow their conclusion."""
    agreement = isinstance(event, FormalActDone) and RANK[event.act] <= RANK[FormalAct.AGREED_AD_REFERENDUM]
    words = isinstance(event, ProposalTabled | ProposalRevised | AmendmentMoved | ProposalAmended | SilenceOpened)
    stopped = talks.phase in (Phase.SUSPENDED, Phase.COLLAPSED)
    if (words and talks.phase is not Phase.ACTIVE) or (agreement and stopped):
        yield Refusal("talks-not-active", f"the talks are {talks.phase}", talks.behind_phase)


def _may_be_put_on_table(
    proposal: Proposal, event: ProposalFloated | ProposalTabled | AmendmentMoved
) -> Iterator[Refusal]:
    if proposal.tabled:
        yield Refusal(
            "already-on-the-table",
            f"{proposal.id} is on the table already (#{proposal.tabled}): revise it, or reopen it if it was ended",
            (proposal.tabled,),
        )
    elif proposal.floated and isinstance(event, ProposalFloated):
        yield Refusal(
            "already-floated", f"{proposal.id} was floated already (#{proposal.floated})", (proposal.floated,)
        )
    elif proposal.floated:
        yield from (replace(refusal, since=2) for refusal in _live(proposal, event))


def _live(proposal: Proposal, event: AnyProposalEvent) -> Iterator[Refusal]:
    """Nothing happens to a proposal that left the table, but for its reopening, a new link, a word of a guarantor."""
    if proposal.ending and not isinstance(event, ProposalReopened | ProposalLinked | GuarantorStateChanged):
        entry = proposal.ending.entry
        if proposal.ending.how is End.LAPSED and proposal.ending.detail:
            words = f"{proposal.id} has lapsed (#{entry}): {proposal.ending.detail}; reopen it first"
        else:
            words = f"{proposal.id} is {proposal.ending.how} (#{entry}): reopen it first"
        yield Refusal("ended", words, (entry,))


def _own_rules(now: State, proposal: Proposal, event: AnyProposalEvent, when: Span) -> Iterator[Refusal]:  # noqa: C901, PLR0912
    talks, proposals = now.talks, now.proposals
    match event:
        case ProposalRevised():
            yield from _sponsor(proposal, (by for by in event.by if not _chairs(talks, by)), "revise")
            yield from _text_is_open(proposal)
            yield from _new_words(proposal, event)
        case VoteHeld():
            yield from _current_version(proposal, event.version)
            yield from _voting(talks, proposal, event)
        case ProposalAmended():
            yield from _text_is_open(proposal)
            yield from amending.making(proposals, proposal, event)
        case AmendmentSeconded() | AmendmentNotMoved():
            yield from amending.called(proposal, event)
        case ProposalExtended():
            yield from _extended(talks, proposal, event, when)
        case ProposalWithdrawn():
            yield from _withdrawn(proposal, event.by)
        case PositionTaken():
            yield from _version_exists(proposal, event.version)
            yield from _provision_exists(proposal, event)
            yield from _waits_for_others(proposal, event)
        case ProposalRejected():
            yield from _current_version(proposal, event.version)
        case FormalActDone():
            yield from _current_version(proposal, event.version)
            yield from acts.refusals(now, proposal, event)
        case ProposalLinked():
            yield from _links(proposals, proposal, (event.link,))
        case ProposalSuperseded():
            yield from _successor(proposals, proposal, event.by_proposal)
        case GuarantorStateChanged():
            yield from guarantee.refusals(proposal, event)
        case SilenceOpened():
            yield from _current_version(proposal, event.version)
            yield from silence_rules.refusals(talks, proposal, event, when)
        case SilenceBroken():
            yield from silence_rules.refusals(talks, proposal, event, when)
        case ProposalSponsored() | ProposalReceived():
            yield from _once(proposal, event)
        case ReservationWithdrawn():
            yield from _reserved(proposal, event.by)
        case ReservationObjected():
            yield from _reserved(proposal, event.to)
        case ProposalReopened() if not (
            proposal.ending or proposal.rejections or proposal.acts or by_silence(proposal)
        ):
            yield Refusal("nothing-to-reopen", f"{proposal.id} is on the table: there is nothing to reopen")
        case _:
            return


def _once(proposal: Proposal, event: ProposalSponsored | ProposalReceived) -> Iterator[Refusal]:
    """Who is among the sponsors does not join them, and what has been received is not received again."""
    if isinstance(event, ProposalReceived):
        first = proposal.received.get(event.by)
        if first is not None:
            words = f"{event.by} has received {proposal.id} (#{first}) already"
            yield Refusal("nothing-new", words, (first,), since=2, of_new=True)
    elif set(event.by) <= set(proposal.sponsors):
        entry = proposal.tabled or proposal.floated
        words = f"{listed(event.by)} {'is' if len(event.by) == 1 else 'are'} among the sponsors already"
        yield Refusal("nothing-new", f"{words}: {proposal.id} (#{entry})", (entry,), of_new=True)


def _reserved(proposal: Proposal, party: str) -> Iterator[Refusal]:
    """Only what a party has reserved or declared can be taken back, or objected to."""
    if not any(party in reservation.by for reservation in proposal.reservations):
        yield Refusal("no-reservation", f"{party} has no reservation or declaration on {proposal.id}")


def _voting(talks: Talks, proposal: Proposal, event: VoteHeld) -> Iterator[Refusal]:
    """A vote is taken among the parties, or in a body; what was passed around only is put to none."""
    if not proposal.tabled:
        yield Refusal("only-floated", f"{proposal.id} was floated but never tabled", (proposal.floated,))
    if event.body is not None and not stage.is_body(talks, event.body) and event.body in talks.parties:
        entry = talks.parties[event.body].entry
        yield Refusal("not-a-body", f"{event.body} is no body (#{entry}): only a body votes for its members", (entry,))


def _chairs(talks: Talks, code: str) -> bool:
    """Say whether a party keeps the text for the others: a mediator revises a single negotiating text."""
    party = talks.parties.get(code)
    return party is not None and Role.MEDIATOR in party.roles


def _sponsor(proposal: Proposal, by: Iterable[str], verb: str) -> Iterator[Refusal]:
    for party in by:
        if proposal.sponsors and party not in proposal.sponsors:
            yield Refusal(
                "not-a-sponsor",
                f"only a sponsor {'or a mediator ' if verb != 'withdraw' else ''}can {verb} {proposal.id}, "
                f"and {party} is {'neither' if verb != 'withdraw' else 'not one'}: "
                f"it was put forward by {listed(proposal.sponsors)}",
                (proposal.tabled or proposal.floated,),
            )


def _new_words(proposal: Proposal, event: ProposalRevised) -> Iterator[Refusal]:
    """A revision that leaves title, terms and provisions as they are, and says nothing of itself, is none."""
    content = proposal.content
    same = (
        event.title in (None, proposal.title)
        and event.terms in (None, content.terms)
        and event.provisions in (None, content.provisions)
    )
    if same and event.summary is None:
        words = f"version {content.number} of {proposal.id} (#{content.entry}) says the same already"
        yield Refusal("nothing-new", words, (content.entry,), since=2, of_new=True)


def _extended(talks: Talks, proposal: Proposal, event: ProposalExtended, when: Span) -> Iterator[Refusal]:
    """Who may revise a proposal sets its last day, which is another one than before."""
    yield from _sponsor(proposal, (by for by in event.by if not _chairs(talks, by)), "extend")
    known = proposal.validity
    if known and known.until == event.valid_until:
        words = f"{proposal.id} can be agreed to until {in_words(known.until)} (#{known.entry}) already"
        yield Refusal("nothing-new", words, (known.entry,), of_new=True)
    yield from _ahead(talks, event.valid_until, when)


def _ahead(talks: Talks, last_day: str | None, when: Span) -> Iterator[Refusal]:
    """A last day lies ahead of its setting."""
    if last_day and Validity(last_day, 0).ends(talks) <= when.start:
        yield Refusal("deadline-passed", f"the last day {in_words(last_day)} is over before it is set")


def _withdrawn(proposal: Proposal, by: str) -> Iterator[Refusal]:
    """A sponsor takes its proposal back; what somebody unnamed put forward, nobody else can."""
    yield from _sponsor(proposal, (by,), "withdraw")
    if not proposal.sponsors:
        yield Refusal(
            "not-a-sponsor",
            f"the author of {proposal.id} is not named (#{proposal.floated}): nothing says that {by} can withdraw it",
            (proposal.floated,),
            since=2,
        )


def _text_is_open(proposal: Proposal) -> Iterator[Refusal]:
    """Initialling or signature fixes the text as authentic (Vienna Convention on the Law of Treaties, article 10)."""
    for act in proposal.acts:
        if act.version == proposal.version and act.binds:
            yield Refusal(
                "text-authentic",
                f"version {act.version} of {proposal.id} is {act.act} (#{act.entry}): its text is fixed",
                (act.entry,),
            )
            return


def _version_exists(proposal: Proposal, version: int) -> Iterator[Refusal]:
    if version > proposal.version:
        yield Refusal(
            "no-such-version",
            f"{proposal.id} has no version {version} at that time: its latest is {proposal.version}",
            (proposal.content.entry,),
        )


def _current_version(proposal: Proposal, version: int) -> Iterator[Refusal]:
    yield from _version_exists(proposal, version)
    if version < proposal.version:
        entry = proposal.content.entry
        yield Refusal(
            "old-version",
            f"version {version} of {proposal.id} was replaced by version {proposal.version} (#{entry})",
            (entry,),
        )


def _provision_exists(proposal: Proposal, event: PositionTaken) -> Iterator[Refusal]:
    if event.provision is None or event.version > proposal.version:
        return
    numbers = [provision.number for provision in proposal.versions[event.version - 1].provisions]
    if event.provision not in numbers:
        listed = f"it has {', '.join(numbers)}" if numbers else "it has none"
        yield Refusal(
            "no-such-provision",
            f"version {event.version} of {proposal.id} has no provision {event.provision}: {listed}",
            (proposal.versions[event.version - 1].entry,),
        )


def _waits_for_others(proposal: Proposal, event: PositionTaken) -> Iterator[Refusal]:
    if awaiting(proposal.id) in event.conditions:
        yield Refusal("circular", f"{proposal.id} cannot wait for itself")


def _links(proposals: Proposals, proposal: Proposal, links: Iterable[Link]) -> Iterator[Refusal]:
    for link in links:
        loop = cycle(proposals, proposal.id, link)
        if loop:
            yield Refusal("circular", f"the link would close a circle: {' → '.join(loop)}", ())
        if link.kind is LinkKind.SUPERSEDES and link.target not in proposals:
            yield Refusal("not-on-the-table", f"{link.target} is not on the table at that time")


def _successor(proposals: Proposals, proposal: Proposal, successor: str) -> Iterator[Refusal]:
    other = proposals.get(successor)
    if successor == proposal.id:
        yield Refusal("circular", f"{proposal.id} cannot supersede itself")
    elif other is None or not other.on_the_table:
        yield Refusal("not-on-the-table", f"{successor} is not on the table at that time: it cannot supersede anything")
    elif other.ending:
        yield Refusal(
            "ended",
            f"{successor} is {other.ending.how} (#{other.ending.entry}): it cannot supersede anything",
            (other.ending.entry,),
        )


def _after(talks: Talks, proposal: Proposal, entry: EffectiveEntry) -> Proposal:
    """Return the proposal with what its last entry, or an act of the talks, means for its silence and its stage."""
    if proposal.silence is not None:
        if isinstance(entry.event, TalksCollapsed):
            proposal = silence_rules.collapsed(talks, proposal, entry.number, entry.placed)
        proposal = silence_rules.weighed(talks, proposal, entry.number, entry.placed)
    return stage.judged(talks, proposal, entry)


def _minds(proposal: Proposal, change: Change) -> bool:
    """Say whether an act of the talks can mean anything for a proposal: its silence ends, or it is agreed by others."""
    if change in (Change.GROUPS, Change.SUCCESSION):  # what a group has done stays done by those who were in it
        return False
    return proposal.silence is not None or (change is Change.SEATS and proposal.on_the_table and not proposal.ending)


PROPOSAL = Aggregate[AnyProposalEvent, Proposal](
    name="proposal",
    kinds=get_args(AnyProposalEvent),
    first=Proposal,
    of=lambda state: state.proposals,
    evolve=evolve,
    rules=refusals,
    before=stage.before,
    after=_after,
    minds=_minds,
    settled=stage.at_last,
)
"""What is on the table."""
