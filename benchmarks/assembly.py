"""An invented assembly: many parties, many proposals that are amended, answered and put to the vote, and one treaty."""

from collections.abc import Callable
from random import Random

import phrases
from scribe import Scribe

from negotiation.domain.pledge.events import PledgeAssessed, PledgeClarified, PledgeMade, Verdict
from negotiation.domain.proposal.amending import changes_of
from negotiation.domain.proposal.events import (
    AmendmentMoved,
    Ballot,
    Cast,
    Change,
    FormalAct,
    FormalActDone,
    Link,
    LinkKind,
    PositionTaken,
    ProposalAmended,
    ProposalLinked,
    ProposalReferred,
    ProposalTabled,
    ProposalWithdrawn,
    Provision,
    Stance,
    VoteHeld,
)
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.event import Event
from negotiation.domain.shares import Share
from negotiation.domain.talks.events import (
    DecisionRule,
    DecisionRuleSet,
    PartyJoined,
    PartyWeightSet,
    Role,
    SourceRegistered,
    TalksOpened,
)
from negotiation.domain.terms import EntryIntoForce

TREATY = "convention"
"""The proposal that everybody adopts, that most ratify, and that some leave."""


class Assembly:
    """What happens in an assembly, from its opening to the ratifications.

    Args:
        parties: how many parties negotiate.
        proposals: how many proposals are put on the table beside the treaty.
        chance: where chance comes from.
    """

    def __init__(self, parties: int, proposals: int, chance: Random) -> None:
        self.chance = chance
        self.scribe = Scribe(chance, per_day=max(20, (parties + 4 * proposals) // 500))
        self.parties = [f"P{number:04}" for number in range(1, parties + 1)]
        self.proposals = [f"proposal-{number:04}" for number in range(1, proposals + 1)]

    def entries(self) -> list[Entry]:
        """Let everything happen, and return the entries, in the order of record."""
        self._open()
        self._treaty()
        for place, name in enumerate(self.proposals):
            self._proposal(place, name)
        self._consents()
        return self.scribe.entries

    def _tell(self, event: Event) -> Entry | None:
        return self.scribe.write(event, on=self.scribe.day, source="records")

    def _some(self, most: int) -> list[str]:
        return self.chance.sample(self.parties, min(self.chance.randint(1, most), len(self.parties)))

    def _open(self) -> None:
        frame: Callable[[Event], object] = lambda event: self.scribe.write(event, on=None)  # noqa: E731
        frame(TalksOpened(title="An invented assembly"))
        frame(SourceRegistered(source="records", publisher="The secretariat", published="2012-01-01"))
        for party in self.parties:
            frame(PartyJoined(party=party, name=f"Party {party[1:]}", roles=(Role.NEGOTIATING,)))
        for party in self.parties:
            frame(PartyWeightSet(party=party, weight="share", value=100 / len(self.parties)))
        frame(DecisionRuleSet(rule=DecisionRule(kind="threshold", percent=66)))

    def _treaty(self) -> None:
        enough = EntryIntoForce(count=len(self.parties) // 2, weights=(Share(name="share", percent=50),), after="P30D")
        articles = tuple(Provision(number=str(n), text=phrases.paragraph(self.chance)) for n in range(1, 31))
        self._tell(ProposalTabled(proposal=TREATY, by=tuple(self._some(5)), terms=(enough,), provisions=articles))
        self._tell(VoteHeld(proposal=TREATY, version=1, adopted=True, how="acclamation"))

    def _proposal(self, place: int, name: str) -> None:
        sponsors = tuple(self._some(6))
        provisions = tuple(Provision(number=str(n), text=phrases.paragraph(self.chance)) for n in range(1, 4))
        title = phrases.sentence(self.chance)[:80].strip()
        self._tell(ProposalTabled(proposal=name, by=sponsors, title=title, provisions=provisions))
        for party in self._some(5):
            stance = self.chance.choice(list(Stance)[2:])
            self._tell(PositionTaken(proposal=name, party=party, stance=stance, version=1))
        if place % 10 == 1:
            link = Link(kind=self.chance.choice(list(LinkKind)), target=self.proposals[place - 1])
            self._tell(ProposalLinked(proposal=name, link=link))
        if place % 5 == 2:
            self._amendment(name)
        if place % 20 == 3:
            self._pledge(name)
        self._end(place, name, sponsors)

    def _amendment(self, name: str) -> None:
        amendment = f"{name}-a1"
        change = Change(number="2", text=phrases.paragraph(self.chance))
        by = tuple(self._some(2))
        if self._tell(AmendmentMoved(proposal=amendment, of=name, of_version=1, by=by, changes=(change,))):
            self._tell(VoteHeld(proposal=amendment, version=1, adopted=True, how="acclamation"))
            changes = changes_of(self.scribe.fold.state.proposals[amendment])
            self._tell(ProposalAmended(proposal=name, amendments=(amendment,), changes=changes))

    def _pledge(self, name: str) -> None:
        pledge, by = f"pledge-{name[9:]}", self._some(1)[0]
        self._tell(PledgeMade(pledge=pledge, by=(by,), text=phrases.sentence(self.chance), under=name))
        self._tell(PledgeClarified(pledge=pledge, by=by, due=self.scribe.day))
        if self.chance.random() < 0.5:
            self._tell(PledgeAssessed(pledge=pledge, assessor="Secretariat", verdict=self.chance.choice(list(Verdict))))

    def _end(self, place: int, name: str, sponsors: tuple[str, ...]) -> None:
        version = self.scribe.fold.state.proposals[name].version
        match place % 25:
            case 0:  # a roll call
                votes = tuple(
                    Cast(party=party, vote=self.chance.choices(list(Ballot), (70, 15, 10, 5))[0])
                    for party in self.parties[:200]
                )
                self._tell(VoteHeld(proposal=name, version=version, adopted=True, votes=votes))
            case 1 | 2 | 3 | 4 | 5:
                self._tell(FormalActDone(proposal=name, act=FormalAct.ADOPTED, by=tuple(self.parties), version=version))
            case 6 | 7:
                self._tell(ProposalWithdrawn(proposal=name, by=sponsors[0]))
            case 8:
                self._tell(ProposalReferred(proposal=name, to_body="The first committee"))
            case _:
                return

    def _consents(self) -> None:
        signing = self.parties[: len(self.parties) * 9 // 10]
        for act, share in ((FormalAct.SIGNED, 1.0), (FormalAct.RATIFIED, 0.8)):
            for party in signing:
                if self.chance.random() < share:
                    self._tell(FormalActDone(proposal=TREATY, act=act, by=(party,), version=1))
        for party in self.parties[len(signing) :]:
            self._tell(FormalActDone(proposal=TREATY, act=FormalAct.ACCEDED, by=(party,), version=1))
        for party in signing[:3]:
            self._tell(FormalActDone(proposal=TREATY, act=FormalAct.DENOUNCED, by=(party,), version=1))
