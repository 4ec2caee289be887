"""Amendments: changes to one version of a text that others than its sponsors may move, and what becomes of them.

An amendment is a proposal with a life of its own; when it is adopted, the text is put in its next version, which names
it. So the text follows from its own entries alone.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..refusal import Refusal
from ..terms import AnyTerm
from .events import AmendmentMoved, AmendmentNotMoved, AmendmentSeconded, Change, FormalAct, ProposalAmended, Provision
from .stage import agreed, has_reached
from .state import Proposal, Version

Proposals = Mapping[str, Proposal]

DROPPED = "[dropped]"
"""What stands in an amendment for the words of a provision that the text would have no more."""


def amended(content: Version, changes: Sequence[Change]) -> tuple[Provision, ...]:
    """Return the provisions of a version with changes made to them, in the order in which these were decided."""
    found = list(content.provisions)
    for change in changes:
        places = {provision.number: place for place, provision in enumerate(found)}
        if change.text is None:
            found = [provision for provision in found if provision.number != change.number]
        elif change.number in places:
            found[places[change.number]] = Provision(number=change.number, text=change.text)
        else:
            place = places[change.after] + 1 if change.after in places else len(found)
            found.insert(place, Provision(number=change.number, text=change.text))
    return tuple(found)


def changes_of(amendment: Proposal) -> tuple[Change, ...]:
    """Return what an amendment does to its text by its present words, be they revised or amended in turn."""
    moved = amendment.amends.changes if amendment.amends else ()
    after = {change.number: change.after for change in moved}
    found: list[Change] = []
    for provision in amendment.content.provisions:
        place = after.get(provision.number, found[-1].number if found else None)
        text = None if provision.text == DROPPED else provision.text
        found.append(Change(number=provision.number, text=text, after=None if text is None else place))
    return tuple(found)


def retermed(content: Version, terms: Sequence[AnyTerm]) -> tuple[AnyTerm, ...]:
    """Return the terms of a version with others in the place of those of their kinds."""
    kinds = {term.kind for term in terms}
    return (*(term for term in content.terms if term.kind not in kinds), *terms)


def accepted(text: Proposal, amendment: Proposal) -> bool:
    """Say whether an amendment changes its text: it was adopted or agreed, or all sponsors of the text accepted it."""
    if agreed(amendment) or has_reached(amendment, FormalAct.ADOPTED):
        return True
    friends = amendment.agreeing(FormalAct.AGREED_IN_PRINCIPLE)
    return bool(text.sponsors) and set(text.sponsors) <= friends


def stale(proposals: Proposals, amendment: Proposal) -> bool:
    """Say whether the text has moved on from the version that an amendment would change."""
    if amendment.amends is None or amendment.ending:
        return False
    text = proposals.get(amendment.amends.of)
    if text is None or text.version == amendment.amends.version:
        return False
    return all(amendment.id not in version.amendments for version in text.versions)


def moving(text: Proposal, event: AmendmentMoved) -> Iterator[Refusal]:
    """Yield why a text cannot be amended like that."""
    if not text.on_the_table:
        yield Refusal("not-on-the-table", f"{event.of} is not on the table at that time")
        return
    if event.proposal == event.of:
        yield Refusal("circular", f"{event.of} cannot amend itself")
    if event.of_version != text.version:
        words = f"version {text.version} of {text.id} is on the table (#{text.content.entry}), not {event.of_version}"
        yield Refusal("old-version", words, (text.content.entry,))
    if text.ending:
        yield Refusal("ended", f"{text.id} is {text.ending.how} (#{text.ending.entry})", (text.ending.entry,))
    there = [provision.number for provision in text.content.provisions]
    for change in event.changes:
        named = change.after or (change.number if change.text is None else None)
        if named is not None and named not in there:
            has = f"it has {', '.join(there)}" if there else "it has none"
            words = f"version {text.version} of {text.id} has no provision {named}: {has}"
            yield Refusal("no-such-provision", words, (text.content.entry,))


def called(amendment: Proposal, event: AmendmentSeconded | AmendmentNotMoved) -> Iterator[Refusal]:
    """Yield why an amendment cannot be seconded, or left unmoved: only another one than its mover seconds it, once."""
    if amendment.amends is None:
        yield Refusal("not-an-amendment", f"{amendment.id} is no amendment", (amendment.content.entry,))
        return
    for party in event.by if isinstance(event, AmendmentSeconded) else ():
        if party in amendment.sponsors:
            words = f"{party} moved {amendment.id} (#{amendment.tabled}): somebody else seconds it"
            yield Refusal("own-amendment", words, (amendment.tabled,))
        elif party in amendment.seconded:
            entry = amendment.seconded[party]
            words = f"{party} has seconded {amendment.id} (#{entry}) already"
            yield Refusal("nothing-new", words, (entry,), of_new=True)


def making(proposals: Proposals, text: Proposal, event: ProposalAmended) -> Iterator[Refusal]:
    """Yield why amendments cannot make the next version of a text."""
    touched: dict[str, str] = {}
    for name in event.amendments:
        amendment = proposals.get(name)
        if amendment is None or amendment.amends is None or amendment.amends.of != text.id:
            yield Refusal("not-an-amendment", f"{name} is no amendment of {text.id}")
            continue
        entry = amendment.content.entry
        if stale(proposals, amendment):
            words = f"{name} (#{entry}) amends version {amendment.amends.version} of {text.id}, which is at version"
            yield Refusal("stale-amendment", f"{words} {text.version}: restate it", (entry, text.content.entry))
        if not accepted(text, amendment):
            words = f"{name} (#{entry}) is neither adopted nor accepted by the sponsors of {text.id}"
            yield Refusal("not-adopted", words, (entry,))
        for number in _touched(amendment):
            if number in touched:
                words = f"{name} and {touched[number]} both change {number} of {text.id}: say which of them does"
                yield Refusal("colliding-amendments", words, (entry,))
            touched[number] = name


def _touched(amendment: Proposal) -> Collection[str]:
    return [f"provision {c.number}" for c in changes_of(amendment)] + [
        f"the term {t.kind}" for t in amendment.content.terms
    ]
