"""What follows the words in invented talks: rounds, pledges and verdicts, guarantors, packages, silence."""

from collections.abc import Callable
from random import Random

import phrases
from scribe import Scribe

from negotiation.domain.package.events import PackageDissolved, PackageFormed
from negotiation.domain.pledge.events import (
    ConductObserved,
    Confidence,
    Indicator,
    PledgeAssessed,
    PledgeClarified,
    PledgeMade,
    Verdict,
)
from negotiation.domain.proposal.guarantee import GuarantorState, GuarantorStateChanged
from negotiation.domain.proposal.silence import SilenceOpened
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.event import Event
from negotiation.domain.round.events import Delegation, Format, RoundClosed, RoundOpened

Tell = Callable[[Event], Entry | None]
OBSERVERS = ("Monitoring mission", "Red Cross", "Joint commission")
ACTIVE = 20
"""How many pledges are watched at a time."""


class Deeds:
    """What may happen beside the proposals."""

    def __init__(self, chance: Random, scribe: Scribe, tell: Tell, subject: Callable[[], Proposal]) -> None:
        self.chance = chance
        self.scribe = scribe
        self.tell = tell
        self.subject = subject
        self.pledges: list[str] = []
        self.seen: dict[str, list[str]] = {}
        """The observations of each pledge, by their entry ids."""
        self.made = 0
        self.rounds = 0
        self.packages = 0
        self.happenings: tuple[tuple[Callable[[], None], float], ...] = (
            (self._pledge, 0.5),
            (self._conduct, 3),
            (self._verdict, 2),
            (self._round, 0.4),
            (self._guarantor, 1),
            (self._package, 0.2),
            (self._silence, 0.3),
        )

    def _pledge(self) -> None:
        pledge, by = f"pledge-{self.made + 1:04}", self.chance.choice(phrases.NEGOTIATING)
        under = self.subject().id if self.chance.random() < 0.5 else None
        made = PledgeMade(pledge=pledge, by=(by,), text=phrases.paragraph(self.chance), areas=("Bank",), under=under)
        if self.tell(made):
            self.made += 1
            self.pledges = [*self.pledges, pledge][-ACTIVE:]
            if self.chance.random() < 0.6:
                measured = (Indicator(name="troops", text=phrases.sentence(self.chance)),)
                self.tell(PledgeClarified(pledge=pledge, by=by, indicators=measured, due=self.scribe.day))

    def _conduct(self) -> None:
        if self.pledges:
            pledge = self.chance.choice(self.pledges)
            text, by = phrases.sentence(self.chance), self.chance.choice(OBSERVERS)
            entry = self.tell(ConductObserved(pledge=pledge, by=by, text=text))
            if entry:
                self.seen.setdefault(pledge, []).append(entry.id)

    def _verdict(self) -> None:
        if self.pledges:
            pledge = self.chance.choice(self.pledges)
            event = PledgeAssessed(
                pledge=pledge,
                assessor=self.chance.choice((*OBSERVERS, *phrases.THIRD)),
                verdict=self.chance.choice(list(Verdict)),
                confidence=self.chance.choice(list(Confidence)),
                evidence=tuple(self.seen.get(pledge, ())[-2:]),
            )
            self.tell(event)

    def _round(self) -> None:
        name = f"round-{self.rounds + 1:03}"
        delegations = tuple(Delegation(party=party) for party in phrases.NEGOTIATING)
        opened = RoundOpened(round=name, venue="A hotel", format=Format.DIRECT, delegations=delegations)
        if self.tell(opened):
            self.rounds += 1
            self.tell(RoundClosed(round=name, duration="PT3H", outputs=(phrases.sentence(self.chance),)))

    def _guarantor(self) -> None:
        states = (GuarantorState.APPROACHED, GuarantorState.IN_PRINCIPLE, GuarantorState.COMMITTED)
        guarantor, state = self.chance.choice(phrases.THIRD), self.chance.choice(states)
        self.tell(GuarantorStateChanged(proposal=self.subject().id, guarantor=guarantor, state=state))

    def _package(self) -> None:
        members = {self.subject().id, self.subject().id}
        package = f"package-{self.packages + 1:03}"
        if len(members) == 2 and self.tell(PackageFormed(package=package, proposals=tuple(sorted(members)))):
            self.packages += 1
            if self.chance.random() < 0.7:
                self.tell(PackageDissolved(package=package))

    def _silence(self) -> None:
        subject = self.subject()
        self.tell(SilenceOpened(proposal=subject.id, version=subject.version, deadline="2030"))
