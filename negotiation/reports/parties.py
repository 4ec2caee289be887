"""The parties in the head of a report: by the groups that they form, and by their number where they are many."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ..domain.shares import MANY
from ..domain.talks.groups import Group
from ..domain.talks.state import Party, Talks
from ..rendering.apparatus import Apparatus
from ..rendering.document import Cell, Passage
from ..views.phrases import listed, parties_words


def one_by_one(told: Cell, apparatus: Apparatus) -> Cell:
    """Return every party by itself, for programs, given the parties as they are told to people."""
    parties = apparatus.now.talks.parties.values()
    if {passage.text for passage in told} >= {_words(party) for party in parties}:
        return told
    return tuple(Passage(_words(party), party.entry) for party in parties)


def parties_in_few_words(apparatus: Apparatus) -> Cell:
    """Return the parties, those of a group that are at the talks in the same roles under its name; many by number."""
    talks = apparatus.now.talks
    grouped = _grouped(talks)
    within = {code for group in grouped.values() for code in group.members}
    alone = [party for party in talks.parties.values() if party.code not in within]
    groups = (_group(group, talks, apparatus) for group in grouped.values())
    if len(alone) <= MANY:
        return (*groups, *(_one(party, apparatus) for party in alone)) or (Passage("none yet"),)
    apparatus.see(party.entry for party in alone)
    return (*groups, *_counted(alone, others=bool(grouped)))


def _one(party: Party, apparatus: Apparatus) -> Passage:
    return apparatus.claim(_words(party), party.entry)


def _words(party: Party) -> str:
    name = f"{party.code} ({party.name})" if party.name else party.code
    return f"{name}: {_roles(party)}"


def _roles(party: Party) -> str:
    return listed(party.roles) if party.present else "no longer at the talks"


def _grouped(talks: Talks) -> Mapping[str, Group]:
    """Return the groups of several parties that are all at the talks in the same roles, each party in one of them."""
    found: dict[str, Group] = {}
    taken: set[str] = set()
    for group in sorted(talks.groups.values(), key=lambda group: -len(group.members)):
        members = [talks.parties.get(code) for code in group.members]
        there = [party for party in members if party is not None and party.present]
        alike = len(there) == len(members) and len({_roles(party) for party in there}) == 1
        if alike and len(there) > 1 and taken.isdisjoint(group.members):
            found[group.code] = group
            taken.update(group.members)
    return found


def _group(group: Group, talks: Talks, apparatus: Apparatus) -> Passage:
    members = [talks.parties[code] for code in group.members]
    apparatus.see(party.entry for party in members)
    name = group.name or group.code
    return apparatus.claim(f"{name} ({parties_words(group.members)}): {_roles(members[0])}", group.entry)


def _counted(parties: list[Party], *, others: bool) -> Iterator[Passage]:
    roles = Counter(map(_roles, parties)).most_common()
    yield Passage(f"{len(parties)} {'others' if others else 'parties'}: {listed([f'{n} {role}' for role, n in roles])}")
