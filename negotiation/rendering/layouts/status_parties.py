"""Many parties in few words: who is at the talks as what, and who says the same."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ...domain.shares import MANY
from ...views.phrases import listed
from ...views.status import ProposalStatus, Status
from ..document import Passage, Resting, resting

LONG = 160
"""How many characters of a fact are too many to be read at a glance."""


def seats_words(parties: tuple[str, ...]) -> str:
    """Name the parties with their roles; of many, say how many there are in each."""
    if len(parties) <= MANY:
        return listed(parties) or "none yet"
    roles = Counter(map(_role, parties))
    return f"{len(parties)}: {listed([f'{count} {role}' for role, count in roles.most_common()])}"


def seats_beside(status: Status) -> Iterator[tuple[str, str]]:
    """Yield who left the talks, and which groups there are: with their members, where that is no long story."""
    if status.left:
        yield "left", listed(status.left) if len(status.left) <= MANY else f"{len(status.left)} parties"
    if status.groups:
        whole = "; ".join(status.groups)
        yield "groups", whole if len(whole) <= LONG else listed([group.partition(":")[0] for group in status.groups])


def in_roles(parties: tuple[str, ...]) -> str:
    """Name the parties, those of one role together; of many, say how many there are in each."""
    if len(parties) > MANY or not parties:
        return seats_words(parties)
    roles: dict[str, list[str]] = {}
    for party in parties:
        roles.setdefault(_role(party), []).append(party.partition(" (")[0])
    return "; ".join(f"{listed(found)} ({role})" for role, found in roles.items())


def _role(party: str) -> str:
    return party.partition(" (")[2].removesuffix(")")


def together(proposal: ProposalStatus, spoken: Sequence[Passage], most: int = MANY) -> Iterator[Passage]:
    """Yield what parties say; of many, as one those that say the same, by the same entry or on the same day."""
    if len(spoken) <= most:
        yield from spoken
        return
    groups: dict[str, list[Passage]] = {}
    for passage in spoken:
        groups.setdefault(passage.text.partition(": ")[2], []).append(passage)
    of_all = len({stance.party for stance in proposal.stances})
    for words, found in groups.items():
        if len(found) == 1:
            yield found[0]
            continue
        behind = tuple(dict.fromkeys(number for one in found if isinstance(one, Resting) for number in one.behind))
        who = f"all {of_all}" if len(found) == of_all and not proposal.unheard else f"{len(found)} parties"
        yield resting(f"{who}: {words}", *behind)
