"""Security guarantees: what is to be guaranteed, who guarantees it according to whom, and how far each has gone."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..domain.dates.durations import after
from ..domain.dates.edtf import span
from ..domain.fold import fold
from ..domain.memberships import memberships
from ..domain.package.waiting import Proposals, met_by
from ..domain.proposal.events import GuarantorState
from ..domain.proposal.guarantee import guarantee_terms, roster
from ..domain.proposal.state import GuarantorStep, Proposal
from ..domain.record.annotations import EntryDisputed
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from ..domain.record.members import Members, each_member
from ..domain.state import State
from ..domain.terms import SecurityGuarantees
from .disputes import Dispute, RivalAccount, disputes_of, rival_accounts
from .phrases import condition_words, parties_words
from .registry import Needs, View

LISTED = "listed"
"""The state of a guarantor that the proposal names and that has not been heard from."""

_BLOCKS = {
    "unanimity": "yes: the guarantors act only if all of them agree, so that each can block",
    "majority": "no single one can: a majority of the guarantors decides",
    "each-alone": "no: each guarantor decides for itself",
    None: "the text does not say how the guarantors decide",
}
"""Whether one guarantor could keep the others from acting, by how they decide."""


class Listing(Struct, frozen=True):
    """Who the guarantors are to be, according to one account."""

    by: str
    guarantors: tuple[str, ...]
    entry: int
    """The entry that gives the account: the wording, or a dispute of it."""
    sources: tuple[str, ...]


class Step(Struct, frozen=True):
    """One step of a guarantor."""

    state: str
    conditions: tuple[str, ...]
    reason: str | None
    on: str | None
    says: str | None
    entry: int
    sources: tuple[str, ...]
    contested: tuple[Dispute, ...]


class Guarantor(Struct, frozen=True):
    """One guarantor: who lists it, and how far it has gone."""

    guarantor: str
    named: bool
    state: str
    now: Step | None
    """Its last step; None if it has not been heard from."""
    steps: tuple[Step, ...]
    """Every step, oldest first."""
    listed_by: tuple[str, ...]
    not_listed_by: tuple[str, ...]
    """The accounts of the list that leave it out, where there are several."""
    consulting_until: int | None
    """Of one that was called upon: the instant at which the time for consultations is over."""


class Guarantee(Struct, frozen=True):
    """One proposal of security guarantees."""

    proposal: str
    title: str | None
    obligation: str | None
    trigger: str | None
    consultation: str | None
    """An ISO 8601 duration."""
    exclusions: tuple[str, ...]
    decision_rule: str | None
    decision: str | None
    can_block: str
    lists: tuple[Listing, ...]
    """Every account of who the guarantors are to be; several where accounts differ."""
    guarantors: tuple[Guarantor, ...]
    entry: int
    """The entry that made the current wording."""
    contested: tuple[Dispute, ...]
    accounts: tuple[RivalAccount, ...]
    overridden: tuple[int, ...]
    unsettled: tuple[int, ...]


class Guarantees(Struct, frozen=True):
    """Every security guarantee on the table."""

    talks: str
    guarantees: tuple[Guarantee, ...]


def guarantees(history: History) -> Guarantees:
    """Return every proposal that holds security guarantees, with its roster of guarantors."""
    return Guarantees(history.talks, guarantees_of(fold(history), history))


def guarantees_of(now: State, history: History, only: str | None = None) -> tuple[Guarantee, ...]:
    """Return the guarantees of a situation already folded, or that of one proposal."""
    tabled = [p for p in now.proposals.values() if p.on_the_table and only in (None, p.id)]
    offering = [proposal for proposal in tabled if guarantee_terms(proposal) or proposal.guarantors]
    if not offering:
        return ()
    entries = history.by_number
    history.want(_worded(proposal, guarantee_terms(proposal)) for proposal in offering)
    history.want(step.entry for proposal in offering for step in roster(proposal).values())
    return tuple(_guarantee(proposal, now.proposals, entries, history) for proposal in offering)


def _guarantee(
    proposal: Proposal, proposals: Proposals, entries: Mapping[int, EffectiveEntry], history: History
) -> Guarantee:
    terms = guarantee_terms(proposal)
    term = terms[0] if terms else SecurityGuarantees()
    wording = entries[_worded(proposal, terms)]
    lists = tuple(_lists(wording, terms, proposal, memberships(history).at(wording)))
    behind = [wording, *(entries[step.entry] for step in roster(proposal).values())]
    return Guarantee(
        proposal=proposal.id,
        title=proposal.title,
        obligation=term.obligation,
        trigger=term.trigger,
        consultation=term.consultation,
        exclusions=term.excluded_territories,
        decision_rule=term.decision_rule,
        decision=term.decision,
        can_block=_BLOCKS[term.decision],
        lists=lists,
        guarantors=tuple(_guarantors(proposal, proposals, lists, term, entries, history.zone)),
        entry=wording.number,
        contested=disputes_of(behind),
        accounts=tuple(account for entry in behind for account in rival_accounts(entry)),
        overridden=tuple(entry.number for entry in behind if entry.override),
        unsettled=tuple(entry.number for entry in behind if entry.unfinished),
    )


def _worded(proposal: Proposal, terms: tuple[SecurityGuarantees, ...]) -> int:
    """Return the entry that gave the guarantees these words: a revision that left them alone did not."""
    entry = proposal.content.entry
    for version in reversed(proposal.versions):
        if tuple(term for term in version.terms if isinstance(term, SecurityGuarantees)) != terms:
            break
        entry = version.entry
    return entry


def _lists(
    wording: EffectiveEntry, terms: Iterable[SecurityGuarantees], proposal: Proposal, members: Members
) -> Iterator[Listing]:
    """Yield the list of the wording, and that of every account that disputes it and gives its own terms."""
    own = _named(terms)
    says = wording.envelope.asserted_by or parties_words(proposal.content.by) or "unnamed"
    if own:
        yield Listing(says, own, wording.number, wording.envelope.cited)
    for dispute in wording.disputes:
        event = dispute.event
        if not isinstance(event, EntryDisputed) or event.event is None:
            continue
        told = [term for account in each_member(event.event, members) for term in getattr(account, "terms", ())]
        theirs = _named(term for term in told if isinstance(term, SecurityGuarantees))
        if theirs and theirs != own:
            by = event.claim.asserted_by if event.claim and event.claim.asserted_by else event.by
            yield Listing(by, theirs, dispute.number, dispute.envelope.cited)


def _named(terms: Iterable[SecurityGuarantees]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for term in terms for name in term.guarantors))


def _guarantors(
    proposal: Proposal,
    proposals: Proposals,
    lists: tuple[Listing, ...],
    term: SecurityGuarantees,
    entries: Mapping[int, EffectiveEntry],
    zone: str,
) -> Iterator[Guarantor]:
    """Yield everybody whom some account lists, then everybody else who took a step."""
    taken: dict[str, list[GuarantorStep]] = {}
    for step in proposal.guarantors:
        taken.setdefault(step.guarantor, []).append(step)
    names = dict.fromkeys((*(name for found in lists for name in found.guarantors), *taken))
    for name in names:
        steps = tuple(_step(step, proposals, entries) for step in taken.get(name, ()))
        named = all(step.named for step in taken.get(name, ()))
        called = steps and steps[-1].state == GuarantorState.INVOKED and term.consultation and steps[-1].on
        yield Guarantor(
            guarantor=name,
            named=named,
            state=steps[-1].state if steps else LISTED,
            now=steps[-1] if steps else None,
            steps=steps,
            listed_by=tuple(found.by for found in lists if name in found.guarantors),
            not_listed_by=tuple(found.by for found in lists if named and name not in found.guarantors),
            consulting_until=after(_from(called, zone), term.consultation or "PT0S") if called else None,
        )


def _from(called: str, zone: str) -> int:
    """Return from when the time for consultations counts: a day from its start, a vaguer date from its end."""
    when = span(called, zone)
    return when.start if when.within_a_day else when.end


def _step(step: GuarantorStep, proposals: Proposals, entries: Mapping[int, EffectiveEntry]) -> Step:
    entry = entries[step.entry]
    return Step(
        state=step.state,
        conditions=tuple(condition_words(one, met_by(one, proposals)) for one in step.conditions),
        reason=step.reason,
        on=entry.envelope.occurred,
        says=entry.envelope.asserted_by,
        entry=step.entry,
        sources=entry.envelope.cited,
        contested=disputes_of([entry]),
    )


VIEW = View(guarantees, Needs.ACTS)
