"""The packages of the talks: proposals that are agreed only together."""

from typing import Unpack

from ..domain import build
from ..domain.record.entry import Entry
from ..writing import Details, OneOrMore, each
from .recording import Recording


def form_package(
    talks: Recording,
    package: str,
    proposals: OneOrMore,
    *,
    title: str | None = None,
    by: OneOrMore = (),
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that proposals were tied together: none is agreed until all are.

    Args:
        package: its id, a slug.
        proposals: at least two proposals.
        title: its name for people.
        by: the parties that tied them together.
        details: what every write takes.
    """
    fields = {"package": package, "proposals": _proposals(talks, proposals), "title": title, "by": each(by)}
    return talks.record(build.event("package-formed", fields), **details)


def change_package(
    talks: Recording,
    package: str,
    *,
    add: OneOrMore = (),
    remove: OneOrMore = (),
    by: OneOrMore = (),
    reason: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that proposals joined a package, or left it."""
    fields = {
        "package": talks.package_id(package),
        "added": _proposals(talks, add),
        "removed": _proposals(talks, remove),
        "by": each(by),
        "reason": reason,
    }
    return talks.record(build.event("package-changed", fields), **details)


def dissolve_package(
    talks: Recording, package: str, *, by: OneOrMore = (), reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that the proposals of a package stand for themselves again."""
    fields = {"package": talks.package_id(package), "by": each(by), "reason": reason}
    return talks.record(build.event("package-dissolved", fields), **details)


def _proposals(talks: Recording, references: OneOrMore) -> list[str]:
    return [talks.proposal_id(reference) for reference in each(references)]
