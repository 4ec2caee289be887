"""Entries as sentences: who did what to which proposal."""

from collections.abc import Mapping
from typing import assert_never

from ...domain.dates.words import in_words
from ...domain.package.events import PackageEvent
from ...domain.pledge.events import PledgeEvent
from ...domain.proposal import events as p
from ...domain.proposal.acts import STANCE_WORDS
from ...domain.proposal.base import ProposalEvent
from ...domain.proposal.guarantee import GuarantorState, GuarantorStateChanged
from ...domain.proposal.silence import SilenceBroken, SilenceOpened
from ...domain.record.annotations import EntryCorrected, EntryDisputed, EntryReMarked, EntryRetracted
from ...domain.record.event import Event
from ...domain.round.events import RoundEvent
from ...domain.talks import events as t
from ..phrases import GUARANTOR_VERBS, LINK_WORDS, because, condition_words, listed, rule_words
from .packages import package_sentence
from .pledges import pledge_sentence
from .rounds import round_sentence


def sentence(
    event: Event,
    *,
    number: int = 0,
    says: str | None = None,
    versions: Mapping[int, int] | None = None,
    numbers: Mapping[str, int] | None = None,
) -> str:
    """Say in one sentence what an entry records.

    Args:
        event: what happened.
        number: the entry's number, to look up which version it made.
        says: who asserts it, if not the actor.
        versions: the version of the proposal that each entry made, by entry number.
        numbers: the number of each entry, by id, for entries about entries.
    """
    made = (versions or {}).get(number)
    match event:
        case ProposalEvent():
            words = _proposal(event, f" (version {made})" if made else "")
        case RoundEvent():
            words = round_sentence(event)
        case PledgeEvent():
            words = pledge_sentence(event)
        case PackageEvent():
            words = package_sentence(event)
        case t.TalksEvent():
            words = _talks(event)
        case EntryCorrected() | EntryRetracted() | EntryDisputed() | EntryReMarked():
            words = _annotation(event, f"#{(numbers or {}).get(event.entry, event.entry)}")
        case _:
            assert_never(event)
    return f"{words.removesuffix('.')}, says {says}" if says else words


def _proposal(event: p.AnyProposalEvent, made: str) -> str:  # noqa: C901, PLR0911, PLR0912
    name = event.proposal
    match event:
        case p.ProposalFloated():
            who = listed(event.by) or "somebody unnamed"
            return f"{who} floated {name}{made}{_to(event.to)}{_links(event.links)}"
        case p.ProposalTabled():
            return f"{listed(event.by)} tabled {name}{made}{_to(event.to)}{_links(event.links)}"
        case p.ProposalReceived():
            return f"{event.by} received {name}"
        case p.ProposalRevised():
            summary = f": {event.summary}" if event.summary else ""
            return f"{listed(event.by)} revised {name}{made}{summary}"
        case p.ProposalLinked():
            return f"{name} stands {LINK_WORDS[event.link.kind]} {event.link.target}"
        case p.PositionTaken():
            provision = f", provision {event.provision}" if event.provision else ""
            conditions = f" if {listed([condition_words(c) for c in event.conditions])}" if event.conditions else ""
            return f"{event.party} {_stance_words(event)} {name} (version {event.version}{provision}){conditions}"
        case p.FormalActDone():
            return f"{listed(event.by)} {_act_words(event)} {name} (version {event.version})"
        case p.ProposalRejected():
            return f"{event.by} rejected {name} (version {event.version}){because(event.reason)}"
        case p.ProposalWithdrawn():
            return f"{event.by} withdrew {name}{because(event.reason)}"
        case p.ProposalSuperseded():
            return f"{name} was superseded by {event.by_proposal}"
        case p.ProposalDeferred():
            until = f" until {in_words(event.until)}" if event.until else ""
            return f"{name} was deferred{until}{because(event.reason)}"
        case p.ProposalReferred():
            return f"{name} was referred to {event.to_body}{because(event.reason)}"
        case p.ProposalLapsed():
            return f"{name} lapsed{because(event.reason)}"
        case p.ProposalReopened():
            return f"{listed(event.by) or 'the talks'} reopened {name}{because(event.reason)}"
        case GuarantorStateChanged():
            return f"{_guarantor(event)}{because(event.reason)}"
        case SilenceOpened():
            by = f" by {listed(event.by)}" if event.by else ""
            return (
                f"a silence procedure was opened{by} on {name} (version {event.version}) "
                f"until {in_words(event.deadline)}"
            )
        case SilenceBroken():
            return f"{listed(event.by)} broke the silence on {name}{because(event.reason)}"
        case _:
            assert_never(event)


def _stance_words(event: p.PositionTaken) -> str:
    """Return the verb of a stance; support on conditions that follow is support."""
    return "supports" if event.stance is p.Stance.SUPPORTS_IF and event.conditions else STANCE_WORDS[event.stance]


def _guarantor(event: GuarantorStateChanged) -> str:
    """Say who took which step: ``USA declined to serve as guarantor of treaty``."""
    told = f"{event.who} {GUARANTOR_VERBS[event.state]} as guarantor of {event.proposal}"
    if event.conditions:
        return f"{told} on condition that {listed([condition_words(c) for c in event.conditions])}"
    return f"{told}, on conditions" if event.state is GuarantorState.CONDITIONAL else told


def _act_words(event: p.FormalActDone) -> str:
    match event.act:
        case p.FormalAct.AGREED_IN_PRINCIPLE:
            return "agreed in principle to"
        case p.FormalAct.AGREED_AD_REFERENDUM:
            return "agreed ad referendum to"
        case p.FormalAct.IN_FORCE:
            return "put in force"
        case _:
            return event.act


def _talks(event: t.AnyTalksEvent) -> str:  # noqa: C901, PLR0911, PLR0912
    match event:
        case t.TalksOpened():
            return f"talks opened: {event.title}"
        case t.PartyJoined():
            name = f" ({event.name})" if event.name else ""
            return f"{event.party}{name} joined the talks as {listed(event.roles)}"
        case t.PartyRoleChanged():
            return f"{event.party} is at the talks as {listed(event.roles)}"
        case t.PartyLeft():
            return f"{event.party} left the talks{because(event.reason)}"
        case t.IssueAdded():
            return f"{event.issue} was put on the agenda: {event.title}"
        case t.DecisionRuleSet():
            return f"the talks decide by {rule_words(event.rule)}"
        case t.TalksSuspended():
            by = f" by {listed(event.by)}" if event.by else ""
            return f"the talks were suspended{by}{because(event.reason)}"
        case t.TalksResumed():
            return "the talks were resumed"
        case t.TalksConcluded():
            return f"the talks were concluded{because(event.outcome)}"
        case t.TalksCollapsed():
            return f"the talks collapsed{because(event.reason)}"
        case t.SourceRegistered():
            title = f", {event.title}" if event.title else ""
            published = f", {in_words(event.published)}" if event.published else ""
            return f"source {event.source}: {event.publisher}{title}{published}"
        case t.StatementRecorded():
            office = f", {event.office}" if event.office else ""
            party = f" ({event.party})" if event.party else ""
            return f"{event.speaker}{office}{party}: “{event.text}”"
        case _:
            assert_never(event)


def _annotation(event: EntryCorrected | EntryRetracted | EntryDisputed | EntryReMarked, target: str) -> str:
    match event:
        case EntryCorrected():
            return f"{target} was corrected: {event.reason}"
        case EntryRetracted():
            return f"{target} was retracted: {event.reason}"
        case EntryDisputed():
            return f"{event.by} disputes {target}: {event.reason}"
        case EntryReMarked():
            return f"{target} was marked {event.marking}: {event.reason}"


def _to(parties: tuple[str, ...]) -> str:
    return f" to {listed(parties)}" if parties else ""


def _links(links: tuple[p.Link, ...]) -> str:
    return "".join(f", {LINK_WORDS[link.kind]} {link.target}" for link in links)
