"""What happens to a proposal, as sentences."""

from collections.abc import Mapping
from typing import assert_never

from ...domain.dates.words import in_words
from ...domain.proposal import events as p
from ...domain.proposal.acts import STANCE_WORDS
from ..phrases import GUARANTOR_VERBS, LINK_WORDS, because, condition_words, listed, parties_words, term_words


def proposal_sentence(event: p.AnyProposalEvent, made: str) -> str:  # noqa: C901, PLR0911, PLR0912
    """Say in one sentence what an entry about a proposal records; `made` names the version that it made."""
    name = event.proposal
    match event:
        case p.ProposalFloated():
            who = parties_words(event.by) or "somebody unnamed"
            return f"{who} floated {name}{made}{_offer(event)}"
        case p.ProposalTabled():
            return f"{_author(event)} tabled {name}{made}{_offer(event)}"
        case p.ProposalReceived():
            return f"{event.by} received {name}"
        case p.VoteHeld():
            return _vote(event)
        case p.AmendmentMoved():
            what = listed([*(_change(change) for change in event.changes), *map(term_words, event.terms)])
            return f"{parties_words(event.by)} moved {name} to amend {event.of} (version {event.of_version}): {what}"
        case p.AmendmentSeconded():
            return f"{parties_words(event.by)} seconded {name}"
        case p.AmendmentNotMoved():
            return f"{name} was not moved{because(event.reason)}"
        case p.ProposalAmended():
            by = f" by {parties_words(event.by)}" if event.by else ""
            return f"{name}{made} was amended{by} with {listed(event.amendments)}"
        case p.ProposalSponsored():
            return f"{parties_words(event.by)} joined the sponsors of {name}"
        case p.ProposalRevised():
            summary = f": {event.summary}" if event.summary else ""
            return f"{parties_words(event.by)} revised {name}{made}{summary}"
        case p.ProposalExtended():
            by = f" by {parties_words(event.by)}" if event.by else ""
            last = in_words(event.valid_until)
            return f"{last} was set as the last day of {name}{by}{because(event.reason)}"
        case p.ProposalLinked():
            return f"{name} stands {LINK_WORDS[event.link.kind]} {event.link.target}"
        case p.PositionTaken():
            provision = f", provision {event.provision}" if event.provision else ""
            conditions = f" if {listed([condition_words(c) for c in event.conditions])}" if event.conditions else ""
            return f"{event.party} {_stance_words(event)} {name} (version {event.version}{provision}){conditions}"
        case p.FormalActDone():
            return f"{_act(event)}{_effect(event)}"
        case p.ReservationMade():
            what = "declared how it reads" if event.declaration else "made a reservation to"
            where = f", provision {event.provision}" if event.provision else ""
            return f"{parties_words(event.by)} {what} {name}{where}: “{event.text}”"
        case p.ReservationWithdrawn():
            return f"{event.by} withdrew its reservations to {name}{because(event.reason)}"
        case p.ReservationObjected():
            return (
                f"{parties_words(event.by)} objected to the reservation of {event.to} to {name}{because(event.reason)}"
            )
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
            return f"{parties_words(event.by) or 'the talks'} reopened {name}{because(event.reason)}"
        case p.GuarantorStateChanged():
            return f"{_guarantor(event)}{because(event.reason)}"
        case p.SilenceOpened():
            by = f" by {parties_words(event.by)}" if event.by else ""
            return (
                f"a silence procedure was opened{by} on {name} (version {event.version}) "
                f"until {in_words(event.deadline)}"
            )
        case p.SilenceBroken():
            return f"{parties_words(event.by)} broke the silence on {name}{because(event.reason)}"
        case _:
            assert_never(event)


def _stance_words(event: p.PositionTaken) -> str:
    """Return the verb of a stance; support on conditions that follow is support."""
    return "supports" if event.stance is p.Stance.SUPPORTS_IF and event.conditions else STANCE_WORDS[event.stance]


def _guarantor(event: p.GuarantorStateChanged) -> str:
    """Say who took which step: ``USA declined to serve as guarantor of treaty``."""
    told = f"{event.who} {GUARANTOR_VERBS[event.state]} as guarantor of {event.proposal}"
    if event.conditions:
        return f"{told} on condition that {listed([condition_words(c) for c in event.conditions])}"
    return f"{told}, on conditions" if event.state is p.GuarantorState.CONDITIONAL else told


def _vote(event: p.VoteHeld) -> str:
    """Say how a vote went: ``plenary adopted draft (version 2) by 24 to 8, with 3 abstentions``."""
    done = "adopted" if event.adopted else "rejected"
    text = f"{event.proposal} (version {event.version})"
    told = f"{event.body} {done} {text}" if event.body else f"{text} was {done}"
    if event.how != "vote":
        return f"{told} {'by acclamation' if event.how == 'acclamation' else 'without a vote'}"
    yes, no = event.in_favour, event.against
    count = (
        f" by {yes if yes is not None else '?'} to {no if no is not None else '?'}" if (yes, no) != (None, None) else ""
    )
    abstained = event.abstained
    if abstained is not None:
        count += f", with {abstained} abstention{'' if abstained == 1 else 's'}"
    roll = "; ".join(f"{vote}: {parties_words(event.cast(vote))}" for vote in p.Ballot if event.cast(vote))
    return f"{told}{count} ({roll})" if roll else f"{told}{count}"


def _change(change: p.Change) -> str:
    """Say what an amendment does to one provision."""
    if change.text is None:
        return f"drop provision {change.number}"
    where = f" after {change.after}" if change.after else ""
    return f"provision {change.number}{where}: “{change.text}”"


def _act(event: p.FormalActDone) -> str:
    text, who = f"{event.proposal} (version {event.version})", parties_words(event.by)
    if event.act is p.FormalAct.IN_FORCE_FOR:
        return f"{text} entered into force for {who}"
    return f"{who} {_ACT_WORDS.get(event.act, event.act)} {text}"


def _effect(event: p.FormalActDone) -> str:
    return f", with effect from {in_words(event.effect)}" if event.effect else ""


_ACT_WORDS: Mapping[p.FormalAct, str] = {
    p.FormalAct.AGREED_IN_PRINCIPLE: "agreed in principle to",
    p.FormalAct.AGREED_AD_REFERENDUM: "agreed ad referendum to",
    p.FormalAct.SIGNED_AD_REFERENDUM: "signed ad referendum",
    p.FormalAct.ACCEDED: "acceded to",
    p.FormalAct.SUCCEEDED: "succeeded to",
    p.FormalAct.IN_FORCE: "put in force",
    p.FormalAct.PROVISIONALLY_APPLIED: "applies provisionally",
    p.FormalAct.PROVISIONAL_APPLICATION_ENDED: "ended the provisional application of",
}
"""What is said of those who do an act, where that is not the word of the act itself."""


def _to(parties: tuple[str, ...]) -> str:
    return f" to {parties_words(parties)}" if parties else ""


def _links(links: tuple[p.Link, ...]) -> str:
    return "".join(f", {LINK_WORDS[link.kind]} {link.target}" for link in links)


def _author(event: p.ProposalTabled) -> str:
    """Name who tabled a text; where nobody is named, say whether that is not known."""
    return parties_words(event.by) or ("the room" if event.author == "room" else "somebody unknown")


def _offer(event: p.ProposalFloated | p.ProposalTabled) -> str:
    """Say to whom a text goes, how it stands to others, and until when it can be agreed to."""
    last_day = f", open until {in_words(event.valid_until)}" if event.valid_until else ""
    return f"{_to(event.to)}{_links(event.links)}{last_day}"
