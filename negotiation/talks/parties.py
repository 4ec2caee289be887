"""Parties and groups by their codes or their names, one or several in one text."""

import re
from collections.abc import Mapping
from typing import get_args

from ..domain.catalogue import EVENTS
from ..domain.record.annotated import standing
from ..domain.record.annotations import AnyAnnotation
from ..domain.talks.events import GroupFormed
from ..domain.values import code_of
from ..store.port import Reads


def groups_by_name(reader: Reads, talks: str) -> dict[str, str]:
    """Return the codes of the groups, by their codes and by what their names give as a code, in small letters."""
    read = (GroupFormed, *get_args(AnyAnnotation))
    others = [kind for kind, event in EVENTS.items() if event not in read]
    found: dict[str, str] = {}
    for event in standing(reader.entries(talks, streams=[f"{talks}/talks"], without=others)):
        if isinstance(event, GroupFormed):
            found |= names_of(event)
    return found


def names_of(event: GroupFormed) -> dict[str, str]:
    """Return the code of a group that is formed, by its code and by what its name gives as one, in small letters."""
    return {_key(name): event.group for name in (event.name, event.group) if name}


def named(text: str, groups: Mapping[str, str]) -> str:
    """Return the code of the group that a text names, or the text."""
    return groups.get(_key(text), text.strip())


def several(text: str, groups: Mapping[str, str]) -> list[str]:
    """Return the parties that a text names, as ``GBR,FRA`` or ``GBR+FRA``; a group is found before its name is split.

    Args:
        text: the text.
        groups: the codes of groups, by their names.
    """
    parts = re.split(r"([,+])", text)
    found: list[str] = []
    place = 0
    while place < len(parts):
        for end in range(len(parts), place, -2):
            joined = "".join(parts[place:end])
            if end == place + 1 or _key(joined) in groups:
                found.append(named(joined, groups))
                place = end + 1
                break
    return found


def _key(name: str) -> str:
    return (code_of(name) or name).casefold()
