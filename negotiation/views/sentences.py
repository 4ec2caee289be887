"""Entries as sentences: who did what to which proposal."""

import re
from collections.abc import Mapping
from typing import assert_never

from ..domain.annotations import AnyEvent, EntryCorrected, EntryDisputed, EntryReMarked, EntryRetracted
from ..domain.edtf import in_words
from ..domain.proposal import events as p
from ..domain.proposal.acts import STANCE_WORDS
from ..domain.talks import events as t
from ..domain.terms import FreeText, Term

LINK_WORDS = {
    p.LinkKind.IN_EXCHANGE_FOR: "in exchange for",
    p.LinkKind.CONDITIONAL_ON: "conditional on",
    p.LinkKind.RESPONDS_TO: "in response to",
    p.LinkKind.SUPERSEDES: "superseding",
    p.LinkKind.RESTATES: "restating",
    p.LinkKind.SPLITS: "split from",
    p.LinkKind.MERGES: "merging",
}
"""Each kind of link as the words between the two proposals."""


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Join names as people do: ``A``, ``A and B``, ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def sentence(
    event: AnyEvent,
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
    told = f", says {says}" if says else ""
    match event:
        case p.ProposalEvent():
            return _proposal(event, f" (version {made})" if made else "") + told
        case t.TalksEvent():
            return _talks(event) + told
        case EntryCorrected() | EntryRetracted() | EntryDisputed() | EntryReMarked():
            return _annotation(event, f"#{(numbers or {}).get(event.entry, event.entry)}") + told
        case _:
            assert_never(event)


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
            conditions = f" if {listed(event.conditions)}" if event.conditions else ""
            return f"{event.party} {_stance_words(event)} {name} (version {event.version}{provision}){conditions}"
        case p.FormalActDone():
            return f"{listed(event.by)} {_act_words(event)} {name} (version {event.version})"
        case p.ProposalRejected():
            return f"{event.by} rejected {name} (version {event.version}){_because(event.reason)}"
        case p.ProposalWithdrawn():
            return f"{event.by} withdrew {name}{_because(event.reason)}"
        case p.ProposalSuperseded():
            return f"{name} was superseded by {event.by_proposal}"
        case p.ProposalDeferred():
            until = f" until {in_words(event.until)}" if event.until else ""
            return f"{name} was deferred{until}{_because(event.reason)}"
        case p.ProposalReferred():
            return f"{name} was referred to {event.to_body}{_because(event.reason)}"
        case p.ProposalLapsed():
            return f"{name} lapsed{_because(event.reason)}"
        case p.ProposalReopened():
            return f"{listed(event.by) or 'the talks'} reopened {name}{_because(event.reason)}"
        case _:
            assert_never(event)


def _stance_words(event: p.PositionTaken) -> str:
    """Return the verb of a stance; support on conditions that follow is support."""
    return "supports" if event.stance is p.Stance.SUPPORTS_IF and event.conditions else STANCE_WORDS[event.stance]


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
            return f"{event.party} left the talks{_because(event.reason)}"
        case t.IssueAdded():
            return f"{event.issue} was put on the agenda: {event.title}"
        case t.DecisionRuleSet():
            return f"the talks decide by {rule_words(event.rule)}"
        case t.TalksSuspended():
            by = f" by {listed(event.by)}" if event.by else ""
            return f"the talks were suspended{by}{_because(event.reason)}"
        case t.TalksResumed():
            return "the talks were resumed"
        case t.TalksConcluded():
            return f"the talks were concluded{_because(event.outcome)}"
        case t.TalksCollapsed():
            return f"the talks collapsed{_because(event.reason)}"
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


def rule_words(rule: t.DecisionRule) -> str:
    """Say whose agreement a decision rule asks for."""
    if rule.kind == "named-set":
        return f"the agreement of {listed(rule.parties)}"
    if rule.kind == "threshold":
        share = f"{rule.count}" if rule.count is not None else f"{rule.percent:g} %"
        return f"{share} of the negotiating parties"
    return "consensus of the negotiating parties"


def term_words(term: Term) -> str:
    """Say what a typed term holds: ``neutral status: permanent; non-aligned``."""
    parts = [_field_words(name, value) for name, value in term if name != "kind" and value not in (None, ())]
    if isinstance(term, FreeText):
        return "; ".join(parts)
    kind = _spoken(term.kind.replace("-", "_"))
    return f"{kind}: {'; '.join(parts)}" if parts else kind


def _field_words(name: str, value: object) -> str:
    """Say what one field of a term holds."""
    label = _spoken(name)
    match value:
        case True:
            return label
        case False:
            return f"not {label}"
        case tuple():
            return f"{label} {', '.join(map(str, value))}"
        case str() if name in ("text", "detail"):
            return value
        case str() if name in ("consultation", "period"):
            return f"{label} {duration_words(value)}"
        case _:
            return f"{label} {value}".replace("-", " ") if name == "exercises" else f"{label} {value}"


def _spoken(name: str) -> str:
    """Write a field's name as words: ``non_aligned`` as ``non-aligned``."""
    return name.replace("non_", "non-").replace("_", " ")


_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "m": "minute", "S": "second"}


def duration_words(duration: str) -> str:
    """Write an ISO 8601 duration for people: ``3 days``, ``1 year 6 months``."""
    date, _, time = duration.removeprefix("P").partition("T")
    figures = re.findall(r"(\d+)([YMWDHmS])", date + time.replace("M", "m"))
    return " ".join(f"{figure} {_UNITS[unit]}{'' if figure == '1' else 's'}" for figure, unit in figures)


def _to(parties: tuple[str, ...]) -> str:
    return f" to {listed(parties)}" if parties else ""


def _links(links: tuple[p.Link, ...]) -> str:
    return "".join(f", {LINK_WORDS[link.kind]} {link.target}" for link in links)


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""
