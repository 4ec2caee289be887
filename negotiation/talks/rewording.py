"""The words of a new version: those of the one before, with what is replaced, dropped and brought back."""

from collections.abc import Sequence

from ..domain.errors import NotFound
from ..domain.proposal.events import ProposalRevised, Provision
from ..domain.proposal.state import Proposal


def reworded(
    proposal: Proposal, given: ProposalRevised, drop: Sequence[str], drop_terms: Sequence[str]
) -> dict[str, object]:
    """Return the terms and the provisions of a new version, where they are not as before.

    Args:
        proposal: the proposal as it stands.
        given: the revision with the words that are given: a term replaces those of its kind, and a provision the one
            of its number.
        drop: the numbers of provisions that the new version has no more.
        drop_terms: the kinds of terms that it has no more.

    Raises:
        NotFound: what is to be dropped is not there.
    """
    content = proposal.content
    _see("provision", drop, [one.number for one in content.provisions])
    _see("kind of term", drop_terms, [term.kind for term in content.terms])
    changed: dict[str, object] = {}
    if given.terms or drop_terms:
        replaced = {*drop_terms, *(term.kind for term in given.terms or ())}
        kept = tuple(term for term in content.terms if term.kind not in replaced)
        changed["terms"] = (*kept, *(given.terms or ()))
    if given.provisions or drop:
        texts = {one.number: one for one in content.provisions if one.number not in drop}
        changed["provisions"] = _in_place(proposal, {**texts, **{one.number: one for one in given.provisions or ()}})
    return changed


def _see(sort: str, names: Sequence[str], there: Sequence[str]) -> None:
    for name in names:
        if name not in there:
            raise NotFound(sort, name, there, None if there else "the version on the table has none")


def _in_place(proposal: Proposal, texts: dict[str, Provision]) -> tuple[Provision, ...]:
    """Return provisions in the order of the text: one that is back follows what it followed when it was last there."""
    now = [one.number for one in proposal.content.provisions]
    order = [number for number in now if number in texts]
    for number in (number for number in texts if number not in now):
        before = _before(proposal, number)
        place = max((order.index(name) + 1 for name in before if name in order), default=None)
        order.insert(len(order) if place is None and not before else place or 0, number)
    return tuple(texts[number] for number in order)


def _before(proposal: Proposal, number: str) -> list[str]:
    """Return the numbers that stood before one in the last version that had it, and itself; none if none had it."""
    for version in reversed(proposal.versions):
        numbers = [one.number for one in version.provisions]
        if number in numbers:
            return numbers[: numbers.index(number) + 1]
    return []
