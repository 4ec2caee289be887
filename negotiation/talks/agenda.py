"""The talks themselves: who is at them, about what and deciding how, what is cited and what was said."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..domain import build
from ..domain.dates.clocks import ANY, Clocks
from ..domain.fold import fold
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..domain.talks.state import Party, Talks
from ..store.store import Scope
from ..writing import Details, OneOrMore, each
from .recording import Recording


def party(
    talks: Recording,
    *parties: str,
    roles: OneOrMore = (),
    name: str | None = None,
    weights: Mapping[str, str | float] | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that parties are at the talks in these roles: that they joined, or that their roles changed.

    Args:
        parties: their codes.
        roles: negotiating, mediator, host, guarantor, observer, monitor or third-party; of a party that is there
            already they may be left out.
        name: the party's name for people, where one party is given; of one that is there it holds from now on.
        weights: what it weighs, where one party is given: ``{"emissions": "17.89%"}``, ``{"votes": "29/345"}``, or a
            number, which is a percentage unless all together weigh more than 100.
        details: what every write takes.

    Raises:
        InvalidInput: a weight is no number.
    """
    given = each(roles)
    weighed = [_weighed(code, weight, value) for code in parties for weight, value in (weights or {}).items()]

    def writing(scope: Scope) -> list[Event]:
        there = fold(scope.history(Clocks(at=details.get("on") or ANY), ())).talks
        new = not weighed or bool(given) or name is not None
        codes = [one for code in parties for one in _alike(there, code)]
        seated = [event for code in codes for event in _seated(_standing(there, code, given), code, given, name) if new]
        return [*seated, *weighed]

    return talks.write(writing, (), details)


def knowledge(talks: Recording, unsourced: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record from when on an entry that rests on no source counts as known: when ``recorded`` or ``happened``."""
    return talks.record(build.event("knowledge-rule-set", {"unsourced": unsourced}), **details)


def leave(talks: Recording, *parties: str, reason: str | None = None, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that parties left the talks."""
    return talks.record(*(build.event("party-left", {"party": code, "reason": reason}) for code in parties), **details)


def continues(talks: Recording, party: str, predecessor: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that a party stands in the place of another one: what that one signed, it can ratify."""
    event = build.event("party-continued", {"party": party, "predecessor": predecessor})
    return talks.record(event, **details)


def issue(talks: Recording, issue: str, title: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Put an item on the agenda."""
    return talks.record(build.event("issue-added", {"issue": issue, "title": title}), **details)


def term_kind(
    talks: Recording,
    kind: str,
    fields: OneOrMore,
    *,
    description: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Define a kind of term for these talks: its terms are written, checked and shown like the built-in ones.

    Args:
        kind: its name, a slug.
        fields: its fields: ``substance``, ``amount:quantity``, ``note?`` for one that a term may go without. Types are
            text (if none is given), quantity, bound, date, duration and party.
        description: what terms of the kind say.
        details: what every write takes.
    """
    told = {"term_kind": kind, "fields": each(fields), "description": description}
    return talks.record(build.event("term-kind-defined", told), **details)


def source(
    talks: Recording,
    source: str,
    publisher: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    sha256: str | None = None,
    reliability: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Register a source, for entries to cite.

    Args:
        source: its id, a slug.
        publisher: who published it.
        published: when (EDTF); what cites it could be known from then on.
        language: a BCP 47 tag.
        sha256: the digest of an archived copy, 64 hexadecimal digits.
        reliability: A to F on the Admiralty scale.
    """
    fields = {
        "source": source,
        "publisher": publisher,
        "title": title,
        "url": url,
        "published": published,
        "language": language,
        "sha256": sha256,
        "reliability": reliability,
    }
    return talks.record(build.event("source-registered", fields), **details)


def say(
    talks: Recording,
    speaker: str,
    text: str,
    *,
    party: str | None = None,
    office: str | None = None,
    about: OneOrMore = (),
    language: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record what a person said.

    Args:
        speaker: the person.
        text: the words.
        party: on whose behalf.
        office: the person's office.
        about: references: a slug, a party's code, ``#7``.
        language: a BCP 47 tag.
        details: what every write takes.
    """
    fields = {
        "speaker": speaker,
        "text": text,
        "party": party,
        "office": office,
        "about": [talks.reference(reference) for reference in each(about)],
        "language": language,
    }
    return talks.record(build.event("statement-recorded", fields), **details)


def act_on_talks(
    talks: Recording, act: str, fields: Mapping[str, Any] | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that the talks were suspended, resumed, concluded or collapsed.

    Args:
        act: which of these.
        fields: what belongs to it: `by` and `reason` of a suspension or a collapse, the `outcome` of a conclusion.
        details: what every write takes.
    """
    return talks.record(build.event(f"talks-{act}", fields or {}), **details)


def decide_by(
    talks: Recording,
    rule: Mapping[str, Any],
    *,
    question: str | None = None,
    nothing_until_everything: bool = False,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record how the talks decide from now on.

    Args:
        rule: its `kind` (consensus, named-set, threshold), and `parties`, `count` or `percent`.
        question: the kind of question that it is for, such as ``procedure``; if None, it is for all that have no rule
            of their own.
        nothing_until_everything: nothing is agreed until everything is agreed.
        details: what every write takes.
    """
    together = {"single_undertaking": True} if nothing_until_everything else {}
    return talks.record(
        build.event("decision-rule-set", {"rule": {**rule, **together}, "question": question}), **details
    )


def _weighed(code: str, weight: str, value: str | float) -> Event:
    """Return what says how much a party weighs, as people write it."""
    from ..fields.spoken import weighed  # noqa: PLC0415  # few parties are weighed

    fields = {"party": code, **weighed(weight, str(value))}
    return build.event("party-weight-set", fields)


def _alike(there: Talks, code: str) -> tuple[str, ...]:
    """Return a party, or a group if all its members are at the talks, or none of them is; else its members."""
    present = {(party := there.parties.get(member)) is not None and party.present for member in there.each_of([code])}
    return (code,) if len(present) < 2 else there.each_of([code])


def _standing(there: Talks, code: str, roles: Sequence[str]) -> Party | None:
    """Return a party as it is at the talks; of a group a member, one that has other roles if there is one."""
    members = [party for member in there.each_of([code]) if (party := there.parties.get(member))]
    return next((party for party in members if set(party.roles) != set(roles)), members[0] if members else None)


def _seated(there: Party | None, code: str, roles: Sequence[str], name: str | None) -> list[Event]:
    """Return what it takes for a party to be at the talks in these roles, under this name."""
    if there is None or not there.present:
        return [build.event("party-joined", {"party": code, "roles": list(roles), "name": name})]
    # One of two that changes nothing is left out; if neither changes anything, that is refused by the rules.
    changes = bool(roles) and set(roles) != set(there.roles), name is not None and name != there.name
    events = []
    if roles and (changes[0] or not changes[1]):
        events.append(build.event("party-role-changed", {"party": code, "roles": list(roles)}))
    if name is not None and (changes[1] or not changes[0]):
        events.append(build.event("party-renamed", {"party": code, "name": name}))
    return events
