"""Amending texts: what others than their sponsors move, and how it becomes the next version."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..domain import build
from ..domain.errors import InputError
from ..domain.proposal.amending import Proposals, changes_of
from ..domain.proposal.stage import agreed
from ..domain.proposal.state import Proposal
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..store.store import Scope
from ..writing import Details, OneOrMore, each
from .recording import Recording
from .versions import proposals_at

INSERTED = ("bis", "ter", "quater", "quinquies", "sexies")
"""What is added to the number of a provision for those that are put in after it."""


def amend(
    talks: Recording,
    proposal: str,
    name: str,
    *,
    by: OneOrMore,
    title: str | None = None,
    provisions: Sequence[Mapping[str, str]] = (),
    drop: Sequence[str] = (),
    insert: Sequence[tuple[str, str]] = (),
    terms: Sequence[Mapping[str, Any]] = (),
    question: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Move an amendment to the version of a text that is on the table.

    Args:
        proposal: the text, which may be an amendment itself.
        name: the id of the amendment, a slug.
        by: who moves it.
        title: its name for people.
        provisions: new words for provisions, each with `number` and `text`; one of a new number stands last.
        drop: the numbers of provisions to be dropped.
        insert: provisions to be put in, each after the number of another one: they are numbered ``3 bis``, ``3 ter``.
        terms: terms, each in the place of the one of its kind.
        question: the kind of question that it is; that of the text if None.
        details: what every write takes.
    """
    of = talks.proposal_id(proposal)

    def writing(scope: Scope) -> list[Event]:
        text = proposals_at(scope, [("proposal", of)], details).get(of) or Proposal(of)
        taken = {provision.number for provision in text.content.provisions}
        changes: list[dict[str, str]] = [dict(found) for found in provisions]
        changes += [{"number": number} for number in drop]
        for after, words in insert:
            number = _inserted(after, taken)
            taken.add(number)
            changes.append({"number": number, "text": words, "after": after})
        fields = {
            "proposal": name,
            "of": of,
            "of_version": text.version or 1,
            "by": each(by),
            "title": title,
            "question": question or text.question,
            "terms": list(terms),
            "changes": changes,
        }
        return [build.event("amendment-moved", fields)]

    return talks.write(writing, [("proposal", of)], details)


def second(talks: Recording, amendment: str, *, by: OneOrMore, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that parties seconded an amendment: they want it to be considered, whatever they think of it."""
    event = build.event("amendment-seconded", {"proposal": talks.proposal_id(amendment), "by": each(by)})
    return talks.record(event, **details)


def not_moved(
    talks: Recording, amendment: str, *, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that an amendment which had been announced was not moved when it was called."""
    event = build.event("amendment-not-moved", {"proposal": talks.proposal_id(amendment), "reason": reason})
    return talks.record(event, **details)


def adopt(talks: Recording, *amendments: str, by: OneOrMore = (), **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that amendments were adopted, and make the next version of their text with them, in this order.

    Args:
        amendments: the amendments, all of one text.
        by: who adopted those that are not agreed yet: a body, or parties; nobody for those that the sponsors accepted.
        details: what every write takes.

    Raises:
        InputError: one of them amends nothing, or they amend different texts.
    """
    names = [talks.proposal_id(name) for name in amendments]

    def writing(scope: Scope) -> list[Event]:
        now = proposals_at(scope, [("proposal", name) for name in names], details)
        moved = [_amendment(now, name) for name in names]
        of = {found.amends.of for found in moved if found.amends}
        if len(of) != 1:
            raise InputError(f"they amend different texts: {', '.join(sorted(of))}", "adopt those of one text together")
        adopted = [
            build.event(
                "formal-act-done",
                {"proposal": found.id, "act": "adopted", "by": each(by), "version": found.version},
            )
            for found in moved
            if each(by) and not agreed(found)
        ]
        made = {
            "proposal": of.pop(),
            "amendments": names,
            "by": each(by),
            "terms": [term for found in moved for term in found.content.terms],
            "changes": [change for found in moved for change in changes_of(found)],
        }
        return [*adopted, build.event("proposal-amended", made)]

    return talks.write(writing, [("proposal", name) for name in names], details)


def _amendment(now: Proposals, name: str) -> Proposal:
    found = now.get(name)
    if found is None or found.amends is None:
        raise InputError(f"{name} is no amendment", "move one with: talks amend PROPOSAL NAME")
    return found


def _inserted(after: str, taken: set[str]) -> str:
    """Return the number of a provision that is put in after another one."""
    free = (f"{after} {word}" for word in INSERTED if f"{after} {word}" not in taken)
    return next(free, f"{after} {INSERTED[-1]} {len(taken)}")
