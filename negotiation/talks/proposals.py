"""The proposals of the talks: tabling, answering, revising, agreeing, ending."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..domain import build
from ..domain.errors import InputError
from ..domain.proposal.events import ProposalTabled
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..store.store import Scope
from ..writing import Details, OneOrMore, each
from .pledges import link_pledge
from .recording import Recording
from .resolve import resolve
from .versions import proposals_at, record_on_version, record_reworded, situation_at

Terms = Sequence[Mapping[str, Any]]
Links = Sequence[tuple[str, str]]

ENDS = {"received", "deferred", "referred", "lapsed", "superseded"}
"""Acts on a proposal that are no steps towards its entry into force."""


def propose(
    talks: Recording,
    proposal: str,
    *,
    by: OneOrMore = (),
    author: str | None = None,
    to: OneOrMore = (),
    title: str | None = None,
    issue: str | None = None,
    question: str | None = None,
    terms: Terms = (),
    provisions: Sequence[Mapping[str, str]] = (),
    links: Links = (),
    valid_until: str | None = None,
    floated: bool = False,
    deniable: bool = True,
    agreed: bool = False,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Put a proposal on the table.

    Args:
        proposal: its id, a slug.
        by: the parties that put it forward; may be empty for one that is only floated.
        author: of one that nobody is named for: ``unknown``, or ``room`` where all at the talks wrote it.
        to: the parties that it is addressed to.
        title: its name for people.
        issue: the agenda item that it belongs to.
        question: the kind of question that it is, if the talks decide on such by a rule of its own.
        terms: its terms, each with its `kind` and fields.
        provisions: its text, each with `number` and `text`.
        links: ties to other proposals, as pairs of kind and proposal.
        valid_until: its last day (EDTF): if it is not agreed by then, it lapses.
        floated: passed around as a non-paper, not tabled.
        deniable: of one that is floated: whether its author may deny it.
        agreed: all whose agreement it takes agreed to it in principle as it was tabled; it is the room's if nobody is
            named for it.
        details: what every write takes.

    Raises:
        InputError: it is agreed although it is only floated, or although nobody's agreement is asked for.
    """
    ties = [(kind, talks.proposal_id(target)) for kind, target in links]
    fields: dict[str, Any] = {
        "proposal": proposal,
        "by": each(by),
        "to": each(to),
        "title": title,
        "issue": None if issue is None else talks.named("issue", issue),
        "question": question,
        "valid_until": valid_until,
        "terms": list(terms),
        "provisions": list(provisions),
        "links": [{"kind": kind, "target": target} for kind, target in ties],
    }
    if floated:
        fields["deniable"] = deniable
        if agreed or author:
            raise InputError("what is floated is neither agreed nor the room's", "table it, or leave that out")
        event = build.event("proposal-floated", fields)
        return talks.record(event, *_replaced(proposal, ties), **details)
    fields["author"] = author or ("room" if agreed and not each(by) else None)
    event = build.event("proposal-tabled", fields)
    if not agreed:
        return talks.record(event, *_replaced(proposal, ties), **details)

    def writing(scope: Scope) -> list[Event]:
        return [event, *_replaced(proposal, ties), _agreed(scope, event, details)]

    return talks.write(writing, [("proposal", proposal)], details)


def _agreed(scope: Scope, tabled: Event, details: Mapping[str, Any]) -> Event:
    """Return that all whose agreement it takes agreed to a text as it was tabled."""
    assert isinstance(tabled, ProposalTabled)  # noqa: S101  # it was just made
    there = situation_at(scope, [("proposal", tabled.proposal)], details)
    required = there.talks.required(tabled.question)
    if not required:
        raise InputError("nobody's agreement is asked for at the talks", "record who negotiates first: talks party")
    before = there.proposals.get(tabled.proposal)
    new = before is None or bool(tabled.terms or tabled.provisions)
    version = (before.version if before else 0) + new
    fields = {"proposal": tabled.proposal, "act": "agreed-in-principle", "by": list(required), "version": version}
    return build.event("formal-act-done", fields)


def extend(
    talks: Recording,
    proposal: str,
    valid_until: str,
    *,
    by: OneOrMore = (),
    reason: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Set the last day of a proposal, or set it anew: if it is not agreed by then, it lapses."""
    fields = {"proposal": talks.proposal_id(proposal), "valid_until": valid_until, "by": each(by), "reason": reason}
    return talks.record(build.event("proposal-extended", fields), **details)


def revise(
    talks: Recording,
    proposal: str,
    *,
    by: OneOrMore,
    title: str | None = None,
    terms: Terms = (),
    provisions: Sequence[Mapping[str, str]] = (),
    drop: Sequence[str] = (),
    drop_terms: Sequence[str] = (),
    summary: str | None = None,
    anew: bool = False,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Replace the version on the table; terms or provisions not given stay as they are.

    Args:
        proposal: the proposal.
        by: who revises it.
        title: its new name for people.
        terms: new terms; each replaces those of its kind.
        provisions: new text; each replaces the provision of its number. One that was dropped earlier and is given
            again stands where it stood.
        drop: the numbers of provisions that the new version has no more.
        drop_terms: the kinds of terms that it has no more.
        summary: what is new, in a few words.
        anew: the terms and provisions given are all there are: what is not given is gone.
        details: what every write takes.

    Raises:
        NotFound: a provision or a kind of term that is to be dropped is not there.
    """
    fields = {
        "by": each(by),
        "title": title,
        "terms": list(terms) or None,
        "provisions": list(provisions) or None,
        "summary": summary,
    }
    if anew:
        if drop or drop_terms:
            raise InputError("what is not given is dropped already", "give either 'anew' or what to drop")
        fields |= {"terms": list(terms), "provisions": list(provisions)}
        event = build.event("proposal-revised", {**fields, "proposal": talks.proposal_id(proposal)})
        return talks.record(event, **details)
    return record_reworded(talks, proposal, fields, (tuple(drop), tuple(drop_terms)), details)


def respond(
    talks: Recording,
    proposal: str,
    *,
    by: OneOrMore,
    stance: str,
    version: int | None = None,
    provision: str | None = None,
    conditions: OneOrMore = (),
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record the stance of parties on a version of a proposal, the one on the table then if not given.

    A condition that is the agreement on another proposal is written as ``proposal:ceasefire``.
    """
    fields = {"stance": stance, "provision": provision, "conditions": talks.conditions(conditions)}
    return record_on_version(
        talks,
        proposal,
        version,
        lambda at: [("position-taken", {**at, "party": party, **fields}) for party in each(by)],
        details,
    )


def act(
    talks: Recording,
    proposal: str,
    act: str,
    *,
    by: OneOrMore,
    version: int | None = None,
    effect: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record a formal act of parties, from agreed-in-principle to denounced, on a version of a proposal.

    Args:
        proposal: the proposal.
        act: the act, one of :class:`negotiation.FormalAct`.
        by: who did it.
        version: on which version; the current one if None.
        effect: from when on it has effect, if that is another day (EDTF).
        details: what every write takes.
    """
    fields = {"act": act, "by": each(by), "effect": effect}
    return record_on_version(talks, proposal, version, lambda at: [("formal-act-done", {**at, **fields})], details)


def accept(
    talks: Recording, proposal: str, *, by: OneOrMore, version: int | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that parties accepted an offer: that they agree in principle to the version on the table."""
    return act(talks, proposal, "agreed-in-principle", by=by, version=version, **details)


def counter(
    talks: Recording,
    proposal: str,
    new: str,
    *,
    by: OneOrMore,
    to: OneOrMore = (),
    title: str | None = None,
    terms: Terms = (),
    provisions: Sequence[Mapping[str, str]] = (),
    in_its_place: bool = False,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Put a proposal on the table that answers another one.

    Args:
        proposal: the proposal that it answers.
        new: its own id, a slug.
        by: the parties that put it forward.
        to: the parties that it is addressed to; the sponsors of the one that it answers if none is given.
        title: its name for people.
        terms: its terms, each with its `kind` and fields.
        provisions: its text, each with `number` and `text`.
        in_its_place: the one that it answers is off the table by it.
        details: what every write takes.
    """
    name = talks.proposal_id(proposal)

    def writing(scope: Scope) -> list[Event]:
        found = proposals_at(scope, [("proposal", name)], details).get(name)
        kinds = ("responds-to", "supersedes") if in_its_place else ("responds-to",)
        fields: dict[str, Any] = {
            "proposal": new,
            "by": each(by),
            "to": each(to) or (found.sponsors if found else ()),
            "title": title,
            "terms": list(terms),
            "provisions": list(provisions),
            "links": [{"kind": kind, "target": name} for kind in kinds],
        }
        return [build.event("proposal-tabled", fields), *_replaced(new, [(kind, name) for kind in kinds])]

    return talks.write(writing, [("proposal", name)], details)


def sponsor(talks: Recording, proposal: str, *, by: OneOrMore, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that parties joined the sponsors of a proposal."""
    event = build.event("proposal-sponsored", {"proposal": talks.proposal_id(proposal), "by": each(by)})
    return talks.record(event, **details)


def reject(
    talks: Recording,
    proposal: str,
    *,
    by: OneOrMore,
    version: int | None = None,
    reason: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that parties rejected the version on the table."""
    return record_on_version(
        talks,
        proposal,
        version,
        lambda at: [("proposal-rejected", {**at, "by": party, "reason": reason}) for party in each(by)],
        details,
    )


def receive(talks: Recording, proposal: str, *, by: OneOrMore, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that parties confirmed the receipt of a proposal."""
    name = talks.proposal_id(proposal)
    events = [build.event("proposal-received", {"proposal": name, "by": party}) for party in each(by)]
    return talks.record(*events, **details)


def link(talks: Recording, proposal: str, kind: str, target: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Tie a proposal to another one: in-exchange-for, conditional-on, responds-to, supersedes and so on.

    A pledge can be in exchange for, or conditional on, another pledge or a proposal.
    """
    if talks.reference(proposal, ("proposal", "pledge")).startswith("pledge:"):
        return link_pledge(talks, proposal, kind, target, **details)
    name, other = talks.proposal_id(proposal), talks.proposal_id(target)
    event = build.event("proposal-linked", {"proposal": name, "link": {"kind": kind, "target": other}})
    return talks.record(event, *_replaced(name, [(kind, other)]), **details)


def withdraw(
    talks: Recording, reference: str, *, by: OneOrMore, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that sponsors took a proposal off the table, or that parties took back their pledge.

    Args:
        reference: the proposal or the pledge.
        by: the sponsors, or who made the pledge.
        reason: why.
        details: what every write takes.

    Raises:
        NotFound, Ambiguous: it names neither, or several of them.
    """
    found = resolve(talks.log.store.reader, talks.id, reference, ("proposal", "pledge"))
    sort, _, name = found.partition(":")
    fields = [{sort: name, "by": party, "reason": reason} for party in each(by)]
    return talks.record(*(build.event(f"{sort}-withdrawn", one) for one in fields), **details)


def defer(
    talks: Recording, proposal: str, *, until: str | None = None, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that a proposal was put off."""
    return _end(talks, "deferred", proposal, {"until": until, "reason": reason}, details)


def refer(
    talks: Recording, proposal: str, to_body: str, *, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that a proposal was passed to another body or level."""
    return _end(talks, "referred", proposal, {"to_body": to_body, "reason": reason}, details)


def lapse(
    talks: Recording, proposal: str, *, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that a proposal's time ran out."""
    return _end(talks, "lapsed", proposal, {"reason": reason}, details)


def supersede(talks: Recording, proposal: str, by_proposal: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that another proposal took this one's place."""
    return _end(talks, "superseded", proposal, {"by_proposal": talks.proposal_id(by_proposal)}, details)


def reopen(
    talks: Recording, proposal: str, *, by: OneOrMore = (), reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that a proposal is on the table again."""
    return _end(talks, "reopened", proposal, {"by": each(by), "reason": reason}, details)


def _end(
    talks: Recording, how: str, proposal: str, fields: Mapping[str, object], details: Mapping[str, Any]
) -> tuple[Entry, ...]:
    event = build.event(f"proposal-{how}", {"proposal": talks.proposal_id(proposal), **fields})
    return talks.record(event, **details)


def _replaced(proposal: str, ties: Links) -> list[Event]:
    """Return what a link that supersedes does to its target."""
    return [
        build.event("proposal-superseded", {"proposal": target, "by_proposal": proposal})
        for kind, target in ties
        if kind == "supersedes"
    ]
