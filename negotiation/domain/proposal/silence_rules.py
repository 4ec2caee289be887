"""How a silence procedure runs: what breaks it, when it has expired, and the rules that its events keep.

Nothing is ever written when the deadline passes: whether it has is worked out for the moment that is asked about.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from ..dates.edtf import Span
from ..dates.words import in_words
from ..refusal import Refusal
from ..talks.state import Talks
from .events import SilenceBroken, SilenceOpened
from .silence import Objection, Silence
from .state import Proposal


def running(talks: Talks, proposal: Proposal) -> Silence | None:
    """Return the silence procedure on the current version that nothing has ended, whether or not it has expired."""
    silence = proposal.silence
    if silence is None or silence.version != proposal.version or proposal.ending:
        return None
    return None if silence.collapse or silence.broken_by(talks) else silence


def at_moment(talks: Talks, proposal: Proposal, moment: int) -> Proposal:
    """Return the proposal as it is at an instant: agreed by silence if the deadline has passed by then."""
    silence = running(talks, proposal)
    if silence is None or silence.ends(talks) > moment:
        return proposal
    return replace(proposal, silence=replace(silence, expired=True))


def object_to(proposal: Proposal, party: str, entry: int, placed: Span, *, formal: bool) -> Proposal:
    """Note an objection, if a silence procedure is running for it to break."""
    if proposal.silence is None or proposal.silence.version != proposal.version or proposal.silence.relied_on:
        return proposal
    objection = Objection(party, entry, placed.start, placed.end, formal)
    silence = replace(proposal.silence, objections=(*proposal.silence.objections, objection))
    return replace(proposal, silence=silence)


def collapsed(talks: Talks, proposal: Proposal, entry: int, placed: Span) -> Proposal:
    """End a silence procedure that is running when the talks collapse: then nobody is left to be silent towards."""
    silence = running(talks, proposal)
    if silence is None or silence.relied_on or silence.ends(talks) <= placed.start:
        return proposal
    return replace(proposal, silence=replace(silence, collapse=entry))


def weighed(talks: Talks, proposal: Proposal, entry: int, placed: Span) -> Proposal:
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
    if bound and silence.ends(talks) <= placed.end:
        return replace(proposal, silence=replace(silence, relied_on=True))
    if not silence.objections or silence.objections[-1].entry != entry:
        return proposal
    required = talks.required(proposal.question)
    kept = tuple(o for o in silence.objections if o.entry != entry or o.formal or o.party in required)
    return proposal if kept == silence.objections else replace(proposal, silence=replace(silence, objections=kept))


def _ripe(talks: Talks, proposal: Proposal) -> Iterator[Refusal]:
    """Silence can lead only where a formal act could: to a text on the table that nobody who decides stands against."""
    if not proposal.tabled:
        yield Refusal("only-floated", f"{proposal.id} was floated but never tabled", (proposal.floated,))
    for party, entry in proposal.objections(talks.required(proposal.question)):
        yield Refusal("live-objection", f"{party} stands against {proposal.id} (#{entry})", (entry,))


def refusals(talks: Talks, proposal: Proposal, event: SilenceOpened | SilenceBroken, when: Span) -> Iterator[Refusal]:
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
        if Silence(event.version, event.deadline, 0).ends(talks) <= when.start:
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
