"""The talks at one moment, folded from their events."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from ..growing import Growing
from ..record.entry import EffectiveEntry
from ..shares import Weight, tallies
from .events import (
    AnyTalksEvent,
    DecisionRule,
    DecisionRuleSet,
    EntriesHashed,
    GroupDissolved,
    GroupFormed,
    GroupMembersChanged,
    IssueAdded,
    KnowledgeRuleSet,
    NoteSorted,
    NoteTaken,
    PartyContinued,
    PartyJoined,
    PartyLeft,
    PartyRenamed,
    PartyRoleChanged,
    PartyWeightSet,
    RecordDisclosed,
    Role,
    SourceRegistered,
    StatementRecorded,
    TalksCollapsed,
    TalksConcluded,
    TalksOpened,
    TalksResumed,
    TalksSuspended,
    TermKindDefined,
)
from .groups import Group, regrouped

V = TypeVar("V")


class Phase(StrEnum):
    """How the talks as a whole stand."""

    NOT_OPEN = "not open"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CONCLUDED = "concluded"
    COLLAPSED = "collapsed"


class Party(Struct, frozen=True):
    """A party that is, or was, at the talks."""

    code: str
    name: str | None
    roles: tuple[Role, ...]
    entry: int
    """The entry behind its present roles, or behind its leaving."""
    present: bool = True
    continues: tuple[str, ...] = ()
    """The parties in whose place it stands."""
    renamed: int = 0
    """The entry that gave it its present name after it had joined, or 0."""

    @property
    def negotiates(self) -> bool:
        """Whether its agreement can be asked for."""
        return self.present and Role.NEGOTIATING in self.roles


class Deciders(Struct, frozen=True):
    """Whose agreement it takes, and how much of it: the seats and the decision rule of one moment."""

    parties: tuple[str, ...]
    kind: str
    count: int | None = None
    percent: float | None = None
    shares: tuple[tuple[str, float], ...] = ()
    including: tuple[str, ...] = ()
    question: str | None = None
    """The kind of question for which the rule is; None for the rule of all others."""
    weights: Mapping[str, Mapping[str, Weight]] = field(default_factory=dict)
    """What the parties weigh, of the weights that the rule looks at."""

    def met_by(self, agreeing: Collection[str]) -> bool:
        """Say whether the agreement of these parties is enough."""
        count = sum(1 for party in self.parties if party in agreeing)
        if not self.parties or not count:
            return False
        if self.kind != "threshold":
            return count == len(self.parties)
        named = self.count is not None or bool(self.shares)
        found = tallies(
            agreeing,
            self.parties,
            self.weights,
            count=self.count,
            percent=self.percent if self.percent is not None or named else 100,
            shares=self.shares,
            including=self.including,
        )
        return all(tally.met for tally in found)

    def within_reach(self, most: int) -> bool:
        """Say whether the agreement of so many parties may be enough, whoever they are."""
        if self.kind != "threshold":
            return most >= len(self.parties)
        return most >= (self.count or 1) and most * 100 >= (self.percent or 0) * len(self.parties) - 1e-6

    def still_at(self, talks: "Talks") -> "Deciders":
        """Return them without those who have left since: nobody waits for who is gone, but for who is named."""
        required = talks.required(self.question)
        if self.parties == required:
            return self
        there = frozenset(required)
        left = tuple(party for party in self.parties if party in there)
        return self if self.kind == "named-set" or not left else replace(self, parties=left)


class Rule(Struct, frozen=True):
    """A decision rule for questions of one kind, and the entry that set it."""

    rule: DecisionRule
    entry: int


class Talks(Struct, frozen=True):
    """The talks at one moment."""

    title: str = ""
    timezone: str = "UTC"
    phase: Phase = Phase.NOT_OPEN
    phase_entry: int = 0
    parties: Mapping[str, Party] = field(default_factory=Growing)
    negotiating: Growing[str, None] = field(default_factory=Growing)
    """Those of them that negotiate, in the order in which they came; the same object as long as these are the same."""
    spelled: Mapping[str, tuple[str, ...]] = field(default_factory=Growing)
    """Their codes, by how they read where case does not count."""
    bodies: frozenset[str] = frozenset()
    """Those of the parties that are conferences, committees or the like."""
    issues: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, SourceRegistered] = field(default_factory=Growing)
    weights: Mapping[str, Mapping[str, Weight]] = field(default_factory=dict)
    """What parties weigh, by the name of the weight; another object whenever one of them is told anew."""
    groups: Mapping[str, Group] = field(default_factory=dict)
    """The groups that have formed, those without members too, by their codes."""
    rule: DecisionRule = field(default_factory=DecisionRule)
    rule_entry: int = 0
    """The entry that set the rule, or 0: nobody has said how the talks decide."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """The rules for questions of one kind, by the kind."""
    unsourced: str = "recorded"
    """From when on what rests on no source counts as known: when it was ``recorded``, or when it ``happened``."""
    unsourced_entry: int = 0
    """The entry that says so, or 0."""

    term_kinds: Mapping[str, int] = field(default_factory=dict)
    """The kinds of terms that the talks have defined, each with the entry that did."""

    @property
    def behind_phase(self) -> tuple[int, ...]:
        """The entry that brought the phase, if one did."""
        return (self.phase_entry,) if self.phase_entry else ()

    @property
    def deciders(self) -> "Deciders":
        """Whose agreement it takes at this moment, and how much of it, where a question has no rule of its own."""
        return self.deciders_on(None)

    def deciders_on(self, question: str | None) -> "Deciders":
        """Return whose agreement it takes on a question of a kind."""
        own = self.rules.get(question) if question else None
        rule, question = (own.rule, question) if own else (self.rule, None)
        parties = self._looked_at(rule)
        if not rule.shares and not rule.including:
            return Deciders(parties, rule.kind, rule.count, rule.percent, question=question)
        shares = tuple((share.name, share.percent) for share in rule.shares or ())
        weights = {name: self.weights.get(name, {}) for name, _ in shares}
        including = self.each_of(rule.including or ())
        return Deciders(parties, rule.kind, rule.count, rule.percent, shares, including, question, weights)

    def _looked_at(self, rule: DecisionRule) -> tuple[str, ...]:
        return self.each_of(rule.parties) if rule.kind == "named-set" else tuple(self.negotiating)

    @property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The members of each group that has any."""
        return {code: group.members for code, group in self.groups.items() if group.members}

    def each_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return parties with the members in the place of each group."""
        found = ((name,) if name not in self.groups else self.groups[name].members for name in names)
        return tuple(dict.fromkeys(party for parties in found for party in parties))

    def place_of(self, code: str) -> tuple[str, ...]:
        """Return a party and those in whose place it stands, directly or through others."""
        found = [code]
        for name in found:
            party = self.parties.get(name)
            found += [before for before in (party.continues if party else ()) if before not in found]
        return tuple(found)

    def not_replaced(self, parties: Collection[str]) -> frozenset[str]:
        """Return parties without those in whose place another one of them stands: together they count once."""
        heirs = (party for code in parties if (party := self.parties.get(code)) is not None and party.continues)
        return frozenset(parties).difference(*(self.place_of(heir.code)[1:] for heir in heirs))

    @property
    def succession(self) -> tuple[tuple[str, str], ...]:
        """Who stands in whose place, as pairs of a party and one that was there before it."""
        return tuple((party.code, before) for party in self.parties.values() for before in party.continues)

    def required(self, question: str | None = None) -> tuple[str, ...]:
        """Return the parties whose agreement the decision rule for a kind of question looks at."""
        own = self.rules.get(question) if question else None
        return self._looked_at(own.rule if own else self.rule)

    def alike(self, code: str) -> str | None:
        """Return how the code of a party at the talks is written that differs from this one in its case at the most."""
        return next((one for one in self.spelled.get(code.casefold(), ()) if self.parties[one].present), None)


UNOPENED = Talks()
"""The talks before anything is known of them."""


def evolve(talks: Talks, entry: EffectiveEntry, event: AnyTalksEvent) -> Talks:  # noqa: C901, PLR0911, PLR0912
    """Return the talks after an event; total, so that no history can fail to be read."""
    match event:
        case TalksOpened():
            return replace(
                talks, title=event.title, timezone=event.timezone, phase=Phase.ACTIVE, phase_entry=entry.number
            )
        case PartyJoined():
            known = talks.parties.get(event.party)
            name = event.name or (known.name if known else None)
            continues = known.continues if known else ()
            return _seat(talks, Party(event.party, name, event.roles, entry.number, continues=continues))
        case PartyRoleChanged():
            known = talks.parties.get(event.party)
            before = known or Party(event.party, None, (), 0)
            if before.present and set(before.roles) == set(event.roles):
                return talks
            since = entry.number if before.present else before.entry  # who has left is away since then
            return _seat(talks, replace(before, roles=event.roles, entry=since))
        case PartyRenamed():
            known = talks.parties.get(event.party) or Party(event.party, None, (), 0, present=False)
            return _seat(talks, replace(known, name=event.name, renamed=entry.number))
        case KnowledgeRuleSet():
            return replace(talks, unsourced=event.unsourced, unsourced_entry=entry.number)
        case PartyContinued():
            known = talks.parties.get(event.party) or Party(event.party, None, (), 0, present=False)
            return _seat(talks, replace(known, continues=(*known.continues, event.predecessor)))
        case PartyWeightSet():
            weight = Weight(event.value, event.of, entry.number)
            of_all = _growing(talks.weights.get(event.weight, {})).with_(event.party, weight)
            return replace(talks, weights={**talks.weights, event.weight: of_all})
        case PartyLeft():
            known = talks.parties.get(event.party) or Party(event.party, None, (), 0)
            return _seat(talks, replace(known, present=False, entry=entry.number))
        case GroupFormed() | GroupMembersChanged() | GroupDissolved():
            return replace(talks, groups=regrouped(talks.groups, event, entry.number))
        case IssueAdded():
            return replace(talks, issues=MappingProxyType(talks.issues | {event.issue: event.title}))
        case DecisionRuleSet() if event.question:
            had = talks.rules.get(event.question)
            own = Rule(event.rule, entry.number)
            return (
                talks if had and had.rule == event.rule else replace(talks, rules={**talks.rules, event.question: own})
            )
        case DecisionRuleSet():
            same = talks.rule_entry != 0 and event.rule == talks.rule
            return talks if same else replace(talks, rule=event.rule, rule_entry=entry.number)
        case TermKindDefined():
            return replace(talks, term_kinds={**talks.term_kinds, event.term_kind: entry.number})
        case TalksSuspended():
            return replace(talks, phase=Phase.SUSPENDED, phase_entry=entry.number)
        case TalksResumed():
            return replace(talks, phase=Phase.ACTIVE, phase_entry=entry.number)
        case TalksConcluded():
            return replace(talks, phase=Phase.CONCLUDED, phase_entry=entry.number)
        case TalksCollapsed():
            return replace(talks, phase=Phase.COLLAPSED, phase_entry=entry.number)
        case SourceRegistered():
            return replace(talks, sources=_growing(talks.sources).with_(event.source, event))
        case StatementRecorded() | EntriesHashed() | RecordDisclosed() | NoteTaken() | NoteSorted():
            return talks
        case _:
            assert_never(event)


def _seat(talks: Talks, party: Party) -> Talks:
    known = talks.parties.get(party.code)
    parties = _growing(talks.parties).with_(party.code, party)
    negotiating, spelled = talks.negotiating, talks.spelled
    if known is None:
        folded = party.code.casefold()
        spelled = _growing(spelled).with_(folded, (*spelled.get(folded, ()), party.code))
        negotiating = negotiating.with_(party.code, None) if party.negotiates else negotiating
    elif known.negotiates is not party.negotiates:
        negotiating = Growing(dict.fromkeys(one.code for one in parties.values() if one.negotiates))
    bodies = talks.bodies | {party.code} if Role.BODY in party.roles else talks.bodies - {party.code}
    return replace(talks, parties=parties, negotiating=negotiating, spelled=spelled, bodies=bodies)


def _growing(found: Mapping[str, V]) -> Growing[str, V]:
    return found if isinstance(found, Growing) else Growing(dict(found))
