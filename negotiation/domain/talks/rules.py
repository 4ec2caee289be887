"""The rules that the events of the talks keep."""

from collections.abc import Iterator
from typing import get_args

from ..aggregate import Aggregate
from ..dates.edtf import Span
from ..record.event import TALKS
from ..refusal import Refusal
from ..state import State
from ..terms import TERMS
from .events import (
    AnyTalksEvent,
    DecisionRuleSet,
    GroupDissolved,
    GroupFormed,
    GroupMembersChanged,
    IssueAdded,
    KnowledgeRuleSet,
    PartyContinued,
    PartyJoined,
    PartyRenamed,
    PartyRoleChanged,
    PartyWeightSet,
    SourceRegistered,
    TalksCollapsed,
    TalksConcluded,
    TalksOpened,
    TalksResumed,
    TalksSuspended,
    TermKindDefined,
)
from .group_rules import refusals as of_group
from .presence import absent, actors_absent
from .state import UNOPENED, Phase, Talks, evolve


def refusals(now: State, event: AnyTalksEvent, _when: Span) -> Iterator[Refusal]:  # noqa: C901, PLR0912
    """Yield every rule that the event breaks at this point of the talks."""
    talks = now.talks
    yield from actors_absent(talks, event)
    match event:
        case TalksOpened() if talks.phase is not Phase.NOT_OPEN:
            yield Refusal("already-open", f"the talks are open already (#{talks.phase_entry})", talks.behind_phase)
        case PartyJoined():
            yield from _seated(talks, event.party)
        case PartyRoleChanged() | PartyRenamed():
            yield from _changes(talks, event)
        case GroupFormed() | GroupMembersChanged() | GroupDissolved():
            yield from of_group(talks, event)
        case PartyContinued():
            yield from _continued(talks, event)
        case PartyWeightSet():
            yield from _weighed(talks, event)
        case KnowledgeRuleSet() if event.unsourced == talks.unsourced:
            behind = (talks.unsourced_entry,) if talks.unsourced_entry else ()
            yield Refusal(
                "nothing-new", f"that is so already: what has no source is known when {event.unsourced}", behind
            )
        case DecisionRuleSet():
            yield from _decides_so(talks, event)
        case IssueAdded() if event.issue in talks.issues:
            yield Refusal("already-on-the-agenda", f"{event.issue} is on the agenda already")
        case SourceRegistered() if event.source in talks.sources:
            yield Refusal("source-exists", f"the source {event.source} is registered already: correct that entry")
        case TermKindDefined():
            yield from _defined(talks, event.term_kind)
        case TalksSuspended() if talks.phase is not Phase.ACTIVE:
            yield _not_active(talks)
        case TalksConcluded() | TalksCollapsed() if talks.phase not in (Phase.ACTIVE, Phase.SUSPENDED):
            yield _not_active(talks)
        case TalksResumed() if talks.phase is Phase.NOT_OPEN:
            yield _not_active(talks)
        case TalksResumed() if talks.phase is Phase.ACTIVE:
            yield Refusal("not-suspended", "the talks are active: there is nothing to resume", talks.behind_phase)
        case _:
            return


def _decides_so(talks: Talks, event: DecisionRuleSet) -> Iterator[Refusal]:
    """Yield a refusal if the talks decide by that rule already."""
    own = talks.rules.get(event.question) if event.question else None
    rule, entry = (own.rule, own.entry) if own else (talks.rule, 0 if event.question else talks.rule_entry)
    if entry and event.rule == rule:
        words = f"the talks decide like that already (#{entry})"
        yield Refusal("nothing-new", words, (entry,), since=2, of_new=True)


def _defined(talks: Talks, kind: str) -> Iterator[Refusal]:
    """Yield a refusal if there is a kind of term of that name already."""
    if kind in TERMS:
        words = f"{kind} is a kind of term that every talks has: choose another name"
        yield Refusal("term-kind-exists", words, of_new=True)
    elif known := talks.term_kinds.get(kind):
        yield Refusal("term-kind-exists", f"{kind} is defined already (#{known}): correct that entry", (known,))


def _not_active(talks: Talks) -> Refusal:
    return Refusal("not-active", f"the talks are {talks.phase}, not active", talks.behind_phase)


def _seated(talks: Talks, code: str) -> Iterator[Refusal]:
    """Yield a refusal if the party is at the talks already, however its code is written."""
    known = talks.alike(code)
    if known is not None:
        entry = talks.parties[known].entry
        yield Refusal("already-at-the-talks", f"{known} is at the talks already (#{entry})", (entry,))


def _continued(talks: Talks, event: PartyContinued) -> Iterator[Refusal]:
    """Yield a refusal if either was never at the talks, or one would stand in its own place."""
    for code in (event.party, event.predecessor):
        if code not in talks.parties:
            yield from absent(talks, code)
    if event.party in talks.place_of(event.predecessor):
        yield Refusal("circular", f"{event.predecessor} stands in the place of {event.party}")
    elif event.predecessor in talks.place_of(event.party):
        words = f"{event.party} stands in the place of {event.predecessor} already"
        yield Refusal("nothing-new", words, of_new=True)


def _weighed(talks: Talks, event: PartyWeightSet) -> Iterator[Refusal]:
    """Yield a refusal if somebody weighs that much already, or was never at the talks."""
    if event.party not in talks.parties:
        yield from absent(talks, event.party)
    known = talks.weights.get(event.weight, {}).get(event.party)
    if known is not None and (known.value, known.of) == (event.value, event.of):
        words = f"{event.party} has that weight (#{known.entry}) already"
        yield Refusal("nothing-new", words, (known.entry,), of_new=True)


def _changes(talks: Talks, event: PartyRoleChanged | PartyRenamed) -> Iterator[Refusal]:
    """Yield a refusal if a party has these roles, or this name, already."""
    party = talks.parties.get(event.party)
    if party is None or not party.present:
        return
    if isinstance(event, PartyRenamed):
        behind = party.renamed or party.entry
        same, what = event.name == party.name, f"is called {event.name}"
    else:
        behind = party.entry
        same, what = set(event.roles) == set(party.roles), f"is at the talks as {', '.join(event.roles)}"
    if same:
        yield Refusal("nothing-new", f"{event.party} {what} (#{behind}) already", (behind,), since=2, of_new=True)


AGENDA = Aggregate[AnyTalksEvent, Talks](
    name=TALKS,
    kinds=get_args(AnyTalksEvent),
    first=lambda _name: UNOPENED,
    of=lambda state: state.sole,
    evolve=evolve,
    rules=refusals,
)
"""The talks themselves: who is at them, about what and deciding how, and what was said and cited."""
