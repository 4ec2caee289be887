"""The silence procedure: a text counts as agreed at a deadline unless somebody objects before.

Nothing is ever written when the deadline passes: whether it has is worked out for the moment that is asked about.
See for instance the Rules of Procedure of the OSCE (2006), appendix 1(A).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from ..dates.edtf import Edtf, Span, span
from ..dates.words import in_words
from ..refusal import Refusal
from ..values import OneOrMany, PartyCode, Text
from .base import ProposalEvent, VersionNumber

if TYPE_CHECKING:
    from ..talks.state import Talks
    from .state import Proposal


class SilenceOpened(ProposalEvent):
    """A version of the proposal counts as agreed at a deadline unless somebody objects before."""

    kind: Literal["silence-opened"] = "silence-opened"
    by: Annotated[tuple[PartyCode, ...], OneOrMany] = ()
    version: VersionNumber
    deadline: Edtf


class SilenceBroken(ProposalEvent):
    """Parties objected before the deadline, so that silence does not count as agreement."""

    kind: Literal["silence-broken"] = "silence-broken"
    by: Annotated[tuple[PartyCode, ...], OneOrMany, Field(min_length=1)]
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """Something said against a text while silence was running."""

    party: str
    entry: int
    start: int
    """The first instant at which it may have been said."""
    end: int
    """The instant by which it had been said."""
    formal: bool
    """Whether it names the procedure; else it is a rejection, or a stance against the text."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence procedure at one moment."""

    version: int
    deadline: str
    entry: int
    by: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    collapse: int = 0
    """The entry of the collapse of the talks that ended it before the deadline; 0 if none did."""
    relied_on: bool = False
    """Whether parties have bound themselves to the text since: an objection dated no earlier than that is too late."""
    expired: bool = False
    """Whether the deadline has passed without an objection, at the moment that is asked about."""

    def ends(self, talks: "Talks") -> int:
        """Return the instant at which the deadline has passed."""
        return span(self.deadline, talks.timezone).end

    def broken_by(self, talks: "Talks") -> Objection | None:
        """Return the first objection that was made in time."""
        end = self.ends(talks)
        return next((objection for objection in self.objections if objection.start < end), None)


def running(talks: "Talks", proposal: "Proposal") -> Silence | None:
    """Return the silence procedure on the current version that nothing has ended, whether or not it has expired."""
    silence = proposal.silence
    if silence is None or silence.version != proposal.version or proposal.ending:
        return None
    return None if silence.collapse or silence.broken_by(talks) else silence


def at_moment(talks: "Talks", proposal: "Proposal", moment: int) -> "Proposal":
    """Return the proposal as it is at an instant: agreed by silence if the deadline has passed by then."""
    silence = running(talks, proposal)
    if silence is None or silence.ends(talks) > moment:
        return proposal
    return replace(proposal, silence=replace(silence, expired=True))


def object_to(proposal: "Proposal", party: str, entry: int, occurred: Span, *, formal: bool) -> "Proposal":
    """Note an objection, if a silence procedure is running for it to break."""
    if proposal.silence is None or proposal.silence.version != proposal.version or proposal.silence.relied_on:
        return proposal
    objection = Objection(party, entry, occurred.start, occurred.end, formal)
    silence = replace(proposal.silence, objections=(*proposal.silence.objections, objection))
    return replace(proposal, silence=silence)


def collapsed(talks: "Talks", proposal: "Proposal", entry: int, occurred: Span) -> "Proposal":
    """End a silence procedure that is running when the talks collapse: then nobody is left to be silent towards."""
    silence = running(talks, proposal)
    if silence is None or silence.relied_on or silence.ends(talks) <= occurred.start:
        return proposal
    return replace(proposal, silence=replace(silence, collapse=entry))


def weighed(talks: "Talks", proposal: "Proposal", entry: int, occurred: Span) -> "Proposal":
    """Return the proposal with what its last entry means for a silence procedure in these talks.

    An objection that names the procedure counts, whoever makes it; a rejection, or a stance against the text, counts
    if the agreement of that party is required when it is made, whatever becomes of the party later. Who initials or
    signs the text once the deadline may have passed relies on the silence.
    """
    silence = proposal.silence
    if silence is None:
        return proposal
    done = proposal.acts[-1] if proposal.acts else None
    bound = done is not None and done.entry == entry and done.version == silence.version and done.binds
    if bound and silence.ends(talks) <= occurred.end:
        return replace(proposal, silence=replace(silence, relied_on=True))
    if not silence.objections or silence.objections[-1].entry != entry:
        return proposal
    required = talks.required()
    kept = tuple(o for o in silence.objections if o.entry != entry or o.formal or o.party in required)
    return proposal if kept == silence.objections else replace(proposal, silence=replace(silence, objections=kept))


def _ripe(talks: "Talks", proposal: "Proposal") -> Iterator[Refusal]:
    """Silence can lead only where a formal act could: to a text on the table that nobody who decides stands against."""
    if not proposal.tabled:
        yield Refusal("only-floated", f"{proposal.id} was floated but never tabled", (proposal.floated,))
    for party, entry in proposal.objections(talks.required()):
        yield Refusal("live-objection", f"{party} stands against {proposal.id} (#{entry})", (entry,))


def refusals(
    talks: "Talks", proposal: "Proposal", event: SilenceOpened | SilenceBroken, when: Span
) -> Iterator[Refusal]:
    """Yield every rule that the opening or the breaking of a silence procedure breaks."""
    under_way = running(talks, proposal)
    if isinstance(event, SilenceOpened):
        yield from _ripe(talks, proposal)
        if under_way and under_way.expired:
            yield Refusal(
                "already-agreed",
                f"{proposal.id} is agreed by silence already (#{under_way.entry}): reopen it first",
                (under_way.entry,),
            )
        elif under_way:
            yield Refusal(
                "silence-running",
                f"a silence procedure on {proposal.id} is running already (#{under_way.entry})",
                (under_way.entry,),
            )
        if span(event.deadline, talks.timezone).end <= when.start:
            yield Refusal("deadline-passed", f"the deadline {in_words(event.deadline)} lies before the procedure opens")
    elif proposal.silence is None or proposal.silence.version != proposal.version or proposal.silence.collapse:
        yield Refusal("no-silence-running", f"no silence procedure is running on {proposal.id} at that time")
    elif proposal.silence.ends(talks) <= when.start or proposal.silence.relied_on:
        yield Refusal(
            "silence-expired",
            f"the silence on {proposal.id} expired {in_words(proposal.silence.deadline)} (#{proposal.silence.entry}): "
            "an objection after that does not break it",
            (proposal.silence.entry,),
        )
