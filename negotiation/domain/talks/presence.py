"""Whether those who act are at the talks."""

from collections.abc import Iterable, Iterator

from ..record.event import Event, actors_of
from ..refusal import Refusal
from .events import DecisionRuleSet
from .state import Talks


def actors_absent(talks: Talks, event: Event) -> Iterator[Refusal]:
    """Yield a refusal for each party that does something at the talks without being at them."""
    over_time = isinstance(event, DecisionRuleSet)  # a rule looks at the members whenever something is decided
    if over_time:
        yield from memberless(talks, actors_of(event))
    for name in actors_of(event):
        for party in talks.each_of([name]) if over_time else (name,):
            yield from absent(talks, party)


def absent(talks: Talks, code: str) -> Iterator[Refusal]:
    """Yield a refusal if the party is not at the talks at this point of their history."""
    party = talks.parties.get(code)
    if code in talks.groups:
        entry = talks.groups[code].entry
        yield Refusal("is-a-group", f"{code} is a group (#{entry}): name a party here", (entry,))
    elif party is None:
        from ..near import near_party  # noqa: PLC0415  # only what goes wrong needs it

        alike = near_party(code, [*talks.parties, *talks.groups])
        meant = f": do you mean {' or '.join(alike)}?" if alike else ": record first that it joined"
        yield Refusal("not-at-the-talks", f"{code} is not at the talks by then{meant}")
    elif not party.present:
        yield Refusal("not-at-the-talks", f"{code} had left the talks (#{party.entry})", (party.entry,))


def memberless(talks: Talks, names: Iterable[str]) -> Iterator[Refusal]:
    """Yield a refusal for each group that is to act, or to be acted upon, and has no members then."""
    for name in names:
        group = talks.groups.get(name)
        if group is not None and not group.members:
            yield Refusal("group-without-members", f"{name} has no members then (#{group.entry})", (group.entry,))
