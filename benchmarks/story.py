"""The story of invented talks: what may happen next, and how often."""

from collections.abc import Callable
from random import Random

import phrases
from deeds import Deeds
from msgspec.structs import replace
from scribe import Scribe

from negotiation.domain import build
from negotiation.domain.proposal.events import (
    FormalAct,
    FormalActDone,
    Link,
    LinkKind,
    PositionTaken,
    ProposalDeferred,
    ProposalLapsed,
    ProposalLinked,
    ProposalReceived,
    ProposalReferred,
    ProposalRejected,
    ProposalReopened,
    ProposalRevised,
    ProposalSuperseded,
    ProposalWithdrawn,
    Provision,
    Stance,
)
from negotiation.domain.proposal.state import OBJECTIONS, RANK, Proposal
from negotiation.domain.record.annotations import EntryCorrected, EntryDisputed, EntryReMarked, EntryRetracted
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.envelope import Claim
from negotiation.domain.record.event import Event
from negotiation.domain.talks.events import (
    IssueAdded,
    PartyJoined,
    Role,
    SourceRegistered,
    StatementRecorded,
    TalksOpened,
    TalksResumed,
    TalksSuspended,
)

ACTIVE = 12
"""How many proposals are talked about at a time."""


class Story:
    """What may happen next, each thing with its weight."""

    def __init__(self, chance: Random, per_day: int) -> None:
        self.chance = chance
        self.scribe = Scribe(chance, per_day)
        self.sources: list[str] = []
        self.active: list[str] = []
        self.steady: list[Entry] = []
        """Late entries that no rule looks at, so that they may be corrected or retracted."""
        self.proposals = 0
        self._begin()
        happenings: tuple[tuple[Callable[[], None], float], ...] = (
            (self._source, 4),
            (self._statement, 29),
            (self._proposal, 1.7),
            (self._revision, 5),
            (self._position, 33),
            (self._reception, 3),
            (self._link, 2),
            (self._act, 7),
            (self._rejection, 2),
            (self._ending, 1),
            (self._late_position, 5),
            (self._annotation, 3),
            (self._pause, 0.2),
            *Deeds(chance, self.scribe, self._tell, self._subject).happenings,
        )
        self._happenings = [happening for happening, _ in happenings]
        self._weights = [weight for _, weight in happenings]

    def go_on(self) -> None:
        """Let the next thing happen; if a rule is against it, nothing does."""
        self.chance.choices(self._happenings, self._weights)[0]()

    def _begin(self) -> None:
        write = self.scribe.write
        write(TalksOpened(title="Invented talks"), on=self.scribe.day)
        for party in phrases.NEGOTIATING:
            write(PartyJoined(party=party, roles=(Role.NEGOTIATING,)), on=None)
        roles = (Role.HOST, Role.MEDIATOR, Role.GUARANTOR, Role.GUARANTOR, Role.GUARANTOR, Role.OBSERVER)
        for party, role in zip(phrases.THIRD, roles, strict=True):
            write(PartyJoined(party=party, roles=(role,)), on=None)
        for issue in phrases.ISSUES:
            write(IssueAdded(issue=issue, title=issue.capitalize()), on=None)
        self._source()
        self._proposal()

    def _tell(self, event: Event, *, on: str | None = None, says: str | None = None) -> Entry | None:
        """Write down what happened today, or on the day given, as mostly read in a recent source."""
        source = self.chance.choice(self.sources[-15:]) if self.chance.random() < 0.8 else None
        quote = phrases.sentence(self.chance) if source and self.chance.random() < 0.3 else None
        return self.scribe.write(event, on=on or self.scribe.day, source=source, quote=quote, says=says)

    def _subject(self) -> Proposal:
        return self.scribe.fold.state.proposals[self.chance.choice(self.active)]

    def _source(self) -> None:
        source = f"source-{len(self.sources) + 1:05}"
        self.sources.append(source)
        event = SourceRegistered(
            source=source,
            publisher=self.chance.choice(phrases.PUBLISHERS),
            title=phrases.sentence(self.chance),
            url=f"https://example.org/{self.scribe.day}/{source}",
            published=self.scribe.day,
            language=self.chance.choice(("en", "ru", "uk", "tr")),
            reliability=self.chance.choice(("A", "B", "C")),
        )
        self.scribe.write(event, on=None)

    def _statement(self) -> None:
        party = self.chance.choice(list(phrases.SPEAKERS))
        event = StatementRecorded(
            speaker=self.chance.choice(phrases.SPEAKERS[party]),
            party=party,
            text=phrases.paragraph(self.chance),
            about=(f"proposal:{self.chance.choice(self.active)}",) if self.chance.random() < 0.6 else (),
        )
        late = self.chance.random() < 0.09
        entry = self._tell(event, on=self.scribe.days_ago(self.chance.randint(1, 30)) if late else self._roughly())
        if entry:
            self.steady.append(entry)

    def _roughly(self) -> str:
        """Return today, now and then with an hour, or only about."""
        some = self.chance.random()
        hour = f"T{self.scribe.now.hour:02}:{self.scribe.now.minute:02}+03:00"
        return self.scribe.day + (hour if some < 0.1 else "~" if some < 0.15 else "")

    def _proposal(self) -> None:
        proposal = f"proposal-{self.proposals + 1:04}"
        by, to = self.chance.sample(phrases.NEGOTIATING, 2)
        fields = {
            "proposal": proposal,
            "by": (by,),
            "to": (to,),
            "title": phrases.sentence(self.chance)[:80].strip(),
            "issue": self.chance.choice(phrases.ISSUES),
            "terms": tuple(phrases.term(self.chance) for _ in range(self.chance.randint(1, 3))),
            "provisions": self._provisions(),
            "links": (self._tie(),) if self.active and self.chance.random() < 0.5 else (),
        }
        floated = self.chance.random() < 0.15
        event = build.event("proposal-floated" if floated else "proposal-tabled", fields)
        if self._tell(event):
            self.proposals += 1
            self.active = [*self.active, proposal][-ACTIVE:]

    def _provisions(self) -> tuple[Provision, ...]:
        return tuple(Provision(number=str(n), text=phrases.paragraph(self.chance)) for n in range(1, 4))

    def _tie(self) -> Link:
        return Link(kind=self.chance.choice(list(LinkKind)), target=self.chance.choice(self.active))

    def _revision(self) -> None:
        subject = self._subject()
        terms = (*subject.content.terms[1:], phrases.term(self.chance))
        self._tell(ProposalRevised(proposal=subject.id, by=subject.sponsors, terms=terms, summary="New wording."))

    def _position(self) -> None:
        subject = self._subject()
        party = self.chance.choice((*phrases.NEGOTIATING * 3, *phrases.THIRD))
        stance = self.chance.choices(list(Stance), (20, 15, 15, 10, 20, 8, 2, 5))[0]
        event = PositionTaken(
            proposal=subject.id,
            party=party,
            stance=stance,
            version=subject.version,
            provision="1" if subject.content.provisions and self.chance.random() < 0.1 else None,
            conditions=(phrases.sentence(self.chance),) if stance is Stance.SUPPORTS_IF else (),
        )
        speaker = self.chance.choice(phrases.SPEAKERS[party])
        self._tell(event, says=speaker if self.chance.random() < 0.4 else None)

    def _late_position(self) -> None:
        """Record a position days later: of a party that no rule asks, on a wording that stood by then and stands."""
        days = self.chance.randint(1, 10)
        day = self.scribe.days_ago(days)
        subject = self._subject()
        wording = self.scribe.entries[subject.content.entry - 1]
        if subject.ending or subject.reopened or (wording.envelope.occurred or "") >= day:
            return
        stance = self.chance.choice([stance for stance in Stance if stance not in OBJECTIONS])
        party = self.chance.choice(phrases.THIRD)
        event = PositionTaken(proposal=subject.id, party=party, stance=stance, version=subject.version)
        entry = self._tell(event, on=day)
        if entry:
            self.steady.append(entry)

    def _reception(self) -> None:
        subject = self._subject()
        self._tell(ProposalReceived(proposal=subject.id, by=(subject.addressees or phrases.NEGOTIATING)[0]))

    def _link(self) -> None:
        self._tell(ProposalLinked(proposal=self._subject().id, link=self._tie()))

    def _act(self) -> None:
        """Take the next formal step: in principle first, then further by all who decide."""
        subject = self._subject()
        done = max((RANK[act.act] for act in subject.acts if act.version == subject.version), default=1)
        act = list(FormalAct)[min(done - 1 + self.chance.randint(0, 1), RANK[FormalAct.IN_FORCE] - 1)]
        by = phrases.NEGOTIATING if self.chance.random() < 0.7 else (self.chance.choice(phrases.NEGOTIATING),)
        self._tell(FormalActDone(proposal=subject.id, act=act, by=by, version=subject.version))

    def _rejection(self) -> None:
        subject, by = self._subject(), self.chance.choice(phrases.NEGOTIATING)
        reason = phrases.sentence(self.chance)
        self._tell(ProposalRejected(proposal=subject.id, by=by, version=subject.version, reason=reason))

    def _ending(self) -> None:
        subject = self._subject()
        ways: tuple[Event, ...] = (
            ProposalWithdrawn(proposal=subject.id, by=subject.sponsors[0], reason=phrases.sentence(self.chance)),
            ProposalSuperseded(proposal=subject.id, by_proposal=self.active[-1]),
            ProposalDeferred(proposal=subject.id, until="2030"),
            ProposalReferred(proposal=subject.id, to_body="The two presidents"),
            ProposalLapsed(proposal=subject.id, reason=phrases.sentence(self.chance)),
        )
        reopened = ProposalReopened(proposal=subject.id, by=(subject.sponsors[0],))
        self._tell(reopened if subject.ending else self.chance.choice(ways))

    def _annotation(self) -> None:
        """Correct, dispute, retract or re-mark one of the entries that no rule looks at."""
        if not self.steady:
            return
        index = -1 - min(int(self.chance.expovariate(0.05)), len(self.steady) - 1)
        target = self.steady[index]
        reason = phrases.sentence(self.chance)
        changed = target.event
        if isinstance(changed, StatementRecorded):
            changed = replace(changed, text=phrases.paragraph(self.chance))
        claim = replace(target.envelope.claim(), note="Compared with the recording.")
        ways: tuple[Event, ...] = (
            EntryCorrected(entry=target.id, reason=reason, event=changed, claim=claim),
            EntryDisputed(entry=target.id, reason=reason, by=self.chance.choice(phrases.NEGOTIATING), claim=Claim()),
            EntryRetracted(entry=target.id, reason=reason),
            EntryReMarked(entry=target.id, reason=reason, marking="restricted"),
        )
        chosen = self.chance.choice(ways)
        self.scribe.write(chosen, on=self.scribe.day, stream=target.stream)
        if isinstance(chosen, EntryRetracted):
            del self.steady[index]  # what was taken back is left alone

    def _pause(self) -> None:
        if self._tell(TalksSuspended(by=phrases.NEGOTIATING[:1], reason=phrases.sentence(self.chance))):
            self._tell(TalksResumed())
