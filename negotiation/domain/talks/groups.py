"""Groups of parties, and who is in each."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from .events import AnyGroupEvent, GroupDissolved, GroupFormed, GroupMembersChanged


class Group(Struct, frozen=True):
    """A group at one moment."""

    code: str
    name: str | None
    members: tuple[str, ...]
    entry: int
    """The entry behind its present members."""


def regrouped(groups: Mapping[str, Group], event: AnyGroupEvent, number: int) -> dict[str, Group]:
    """Return the groups after an event; total, so that no history can fail to be read."""
    known = groups.get(event.group) or Group(event.group, None, (), number)
    match event:
        case GroupFormed():
            found = Group(event.group, event.name, tuple(dict.fromkeys(event.members)), number)
        case GroupMembersChanged():
            members = (member for member in (*known.members, *event.added) if member not in event.removed)
            found = replace(known, members=tuple(dict.fromkeys(members)), entry=number)
        case GroupDissolved():
            found = replace(known, members=(), entry=number)
    return {**groups, event.group: found}
