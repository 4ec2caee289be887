"""The groups of the talks: parties that act under one name."""

from typing import Unpack

from ..domain import build
from ..domain.record.entry import Entry
from ..domain.values import code_of
from ..writing import Details, OneOrMore, each
from .recording import Recording


def form_group(
    talks: Recording, group: str, members: OneOrMore, *, name: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that parties form a group, which may be named wherever a party may, and is read as its members then.

    Args:
        group: its code; one is made of a name with other signs, which is kept for people: ``E3EU+3`` is ``E3EU-3``.
        members: the codes of the parties.
        name: its name for people, if that is another one.
        details: what every write takes.
    """
    code = code_of(group)
    called = name if name is not None or code == group else group
    fields = {"group": code or group, "name": called, "members": each(members)}
    return talks.record(build.event("group-formed", fields), **details)


def change_group(
    talks: Recording,
    group: str,
    *,
    add: OneOrMore = (),
    remove: OneOrMore = (),
    reason: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that parties joined a group, or left it; what it did before is that of its members then.

    Args:
        group: its code or its name.
        add: who joined.
        remove: who left.
        reason: why.
        details: what every write takes.
    """
    fields = {"group": talks.party_code(group), "added": each(add), "removed": each(remove), "reason": reason}
    return talks.record(build.event("group-members-changed", fields), **details)


def dissolve_group(
    talks: Recording, group: str, *, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that all members of a group left it."""
    fields = {"group": talks.party_code(group), "reason": reason}
    return talks.record(build.event("group-dissolved", fields), **details)
