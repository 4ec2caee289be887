"""The rules by which groups form and change."""

from collections.abc import Iterable, Iterator

from ..refusal import Refusal
from .events import AnyGroupEvent, GroupDissolved, GroupFormed, GroupMembersChanged
from .groups import Group
from .presence import absent
from .state import Talks


def refusals(talks: Talks, event: AnyGroupEvent) -> Iterator[Refusal]:
    """Yield every rule that the forming or changing of a group breaks."""
    group = talks.groups.get(event.group)
    if isinstance(event, GroupFormed):
        yield from _formed(talks, event)
    elif group is None:
        words = f"{event.group} is no group then: form it first with talks group {event.group} PARTY..."
        yield Refusal("not-a-group", words)
        return
    match event:
        case GroupFormed():
            yield from _known(talks, event.group, event.members)
        case GroupMembersChanged():
            yield from _known(talks, event.group, event.added)
            yield from _as_before(talks.groups[event.group], event)
        case GroupDissolved() if group is not None and not group.members:
            words = f"{group.code} has no members any more (#{group.entry})"
            yield Refusal("nothing-new", words, (group.entry,), of_new=True)


def _formed(talks: Talks, event: GroupFormed) -> Iterator[Refusal]:
    """Yield a refusal if the code is taken, however it is written."""
    for code, group in talks.groups.items():
        if code.casefold() == event.group.casefold():
            words = f"{code} is a group already (#{group.entry}): change who is in it with --add and --remove"
            yield Refusal("group-exists", words, (group.entry,))
    for code, party in talks.parties.items():
        if code.casefold() == event.group.casefold():
            words = f"{code} is a party (#{party.entry}): a group needs a code of its own"
            yield Refusal("code-is-a-party", words, (party.entry,))


def _known(talks: Talks, name: str, members: Iterable[str]) -> Iterator[Refusal]:
    """Yield a refusal for each member that is a group, or has never been at the talks."""
    for code in members:
        if code in talks.groups or code == name:
            yield Refusal("group-in-group", f"{code} is a group: name its members, since groups hold parties only")
        elif code not in talks.parties:
            yield from absent(talks, code)


def _as_before(group: Group, event: GroupMembersChanged) -> Iterator[Refusal]:
    """Yield a refusal for each party that is a member already, or that is none and is to leave."""
    for code in event.added:
        if code in group.members:
            words = f"{code} is a member of {group.code} already (#{group.entry})"
            yield Refusal("nothing-new", words, (group.entry,), of_new=True)
    for code in event.removed:
        if code not in group.members:
            words = f"{code} is no member of {group.code} (#{group.entry})"
            yield Refusal("nothing-new", words, (group.entry,), of_new=True)
