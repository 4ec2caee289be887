"""An instrument stands differently for each party: who is bound by it, who has left it, for whom it is suspended.

Vienna Convention on the Law of Treaties (1969), articles 11 to 16, 24, 25, 54 to 57, 70 and 72.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from ..refusal import Refusal
from .events import FormalAct
from .force import condition
from .state import CONSENTS, RANK, Act, Proposal

_SIGNATURES = frozenset({FormalAct.SIGNED, FormalAct.SIGNED_AD_REFERENDUM})


class Standing(Struct, frozen=True):
    """How an instrument stands for one party: the act behind each, None where there is none."""

    party: str
    agreed: Act | None = None
    """That it agreed to the text, adopted or initialled it."""
    signed: Act | None = None
    consent: Act | None = None
    """That it consented to be bound."""
    in_force: Act | None = None
    """That the instrument entered into force for it."""
    applies: Act | None = None
    """That it applies the instrument provisionally."""
    suspended: Act | None = None
    out: Act | None = None
    """That it denounced the instrument, or withdrew from it."""


def standings(proposal: Proposal) -> Mapping[str, Standing]:
    """Return how the present version stands for each party that did anything on it, in the order in which they did."""
    found: dict[str, Standing] = {}
    for act in _acts(proposal):
        for party in act.by:
            found[party] = _after(found.get(party) or Standing(party), act)
    return found


def left_before(proposal: Proposal) -> Mapping[str, tuple[Standing, ...]]:
    """Return how the present version stood for parties that left it and came back: how they stood whenever they did."""
    now: dict[str, Standing] = {}
    before: dict[str, tuple[Standing, ...]] = {}
    for act in _acts(proposal):
        for party in act.by:
            stood = now.get(party) or Standing(party)
            now[party] = _after(stood, act)
            if stood.out and not now[party].out:
                before[party] = (*before.get(party, ()), stood)
    return before


def standing(proposal: Proposal, party: str) -> Standing:
    """Return how the present version stands for one party."""
    found = Standing(party)
    for act in _acts(proposal):
        if party in act.by:
            found = _after(found, act)
    return found


def _acts(proposal: Proposal) -> Iterator[Act]:
    """Yield the acts on the present version, without a copy of all."""
    for word in islice(proposal.words, proposal.words_then, None):
        if isinstance(word, Act) and word.version == proposal.version:
            yield word


def _after(standing: Standing, act: Act) -> Standing:  # noqa: PLR0911
    match act.act:
        case done if done in CONSENTS:
            return replace(standing, consent=act, out=None, in_force=None if standing.out else standing.in_force)
        case done if done in _SIGNATURES:
            return replace(standing, signed=act, out=None)
        case FormalAct.IN_FORCE_FOR:
            return replace(standing, in_force=act)
        case FormalAct.PROVISIONALLY_APPLIED:
            return replace(standing, applies=act)
        case FormalAct.PROVISIONAL_APPLICATION_ENDED:
            return replace(standing, applies=None)
        case FormalAct.DENOUNCED:
            return replace(standing, out=act, applies=None)
        case FormalAct.SUSPENDED:
            return replace(standing, suspended=act)
        case FormalAct.RESUMED:
            return replace(standing, suspended=None)
        case done if RANK[done] <= RANK[FormalAct.ADOPTED]:
            return replace(standing, agreed=act)
        case _:
            return standing


def bound(proposal: Proposal) -> frozenset[str]:
    """Return the parties that are bound by the present version, as far as the record goes.

    Those that consented to be bound; where nobody did, those that signed, and where nobody did that, those that adopted
    it: what binds by signature, or is not a treaty, stands by that. Who only agreed in principle is not bound. A text
    that says how many must consent before it is in force binds nobody without. Whoever denounced it is out.
    """
    found = standings(proposal).values()
    by_consent = [one for one in found if one.consent]
    if awaits_consent(proposal):
        return frozenset(one.party for one in by_consent if not one.out)
    by_signature = [one for one in found if one.signed]
    by_adoption = [one for one in found if one.agreed and RANK[one.agreed.act] >= RANK[FormalAct.ADOPTED]]
    return frozenset(one.party for one in by_consent or by_signature or by_adoption if not one.out)


def awaits_consent(proposal: Proposal) -> bool:
    """Say whether a text by its own terms takes acts of consent, beyond a signature, and is not in force (VCLT 14)."""
    return proposal.force is None and condition(proposal) is not None


def _is_bound(proposal: Proposal, one: Standing) -> bool:
    """Say whether the party is bound of which that is the standing."""
    if one.out or one == Standing(one.party):
        return False
    if awaits_consent(proposal) or any(act.act in CONSENTS for act in _acts(proposal)):
        return one.consent is not None
    if any(act.act in _SIGNATURES for act in _acts(proposal)):
        return one.signed is not None
    return one.agreed is not None and RANK[one.agreed.act] >= RANK[FormalAct.ADOPTED]


def suspended(proposal: Proposal) -> frozenset[str]:
    """Return the parties for which the present version is suspended, be it only for them."""
    return frozenset(party for party, one in standings(proposal).items() if one.suspended)


def of_all(proposal: Proposal, act: Act) -> bool:
    """Say whether a suspension or a resumption, which is among the acts of a proposal, is of the instrument as a whole.

    It is if somebody else than its parties gives notice of it, or if it leaves, or makes again, two parties between
    which it operates.
    """
    parties = bound(proposal)
    if not set(act.by) <= parties:
        return True
    operating = parties - suspended(proposal)
    if act.act is FormalAct.SUSPENDED:
        return len(operating) <= 1
    held = proposal.force is not None and proposal.force.act is FormalAct.SUSPENDED
    return held and len(operating) > 1


def refusals(proposal: Proposal, act: FormalAct, by: tuple[str, ...]) -> Iterator[Refusal]:
    """Yield why parties cannot do an act for themselves alone."""
    for party in by:
        one = standing(proposal, party)
        match act:
            case FormalAct.DENOUNCED if one.out:
                yield _nothing_new(f"{party} has left {proposal.id}", one.out)
            case FormalAct.DENOUNCED | FormalAct.IN_FORCE_FOR if not (one.signed or _is_bound(proposal, one)):
                verb = "leave it" if act is FormalAct.DENOUNCED else "have it in force"
                yield Refusal("not-bound", f"{party} is not bound by {proposal.id}: it cannot {verb}")
            case FormalAct.IN_FORCE_FOR if one.in_force:
                yield _nothing_new(f"{proposal.id} is in force for {party}", one.in_force)
            case FormalAct.PROVISIONALLY_APPLIED if one.applies:
                yield _nothing_new(f"{party} applies {proposal.id} provisionally", one.applies)
            case FormalAct.PROVISIONAL_APPLICATION_ENDED if not one.applies:
                yield Refusal("not-applied", f"{party} does not apply {proposal.id} provisionally")
            case _:
                pass


def _nothing_new(words: str, behind: Act) -> Refusal:
    return Refusal("nothing-new", f"{words} (#{behind.entry}) already", (behind.entry,))
