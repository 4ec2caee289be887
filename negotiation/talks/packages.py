"""The packages of the talks: proposals that are agreed only together, and pledges that hold only with them."""

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
    """Record that proposals, and pledges with them, were tied together: none is agreed until all are.

    Args:
        package: its id, a slug.
        proposals: at least two proposals or pledges: ``treaty``, ``pledge:lift-sanctions``.
        title: its name for people.
        by: the parties that tied them together.
        details: what every write takes.
    """
    members, pledges = _members(talks, proposals)
    fields = {"package": package, "proposals": members, "pledges": pledges, "title": title, "by": each(by)}
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
    """Record that proposals or pledges joined a package, or left it."""
    (added, pledges_added), (removed, pledges_removed) = _members(talks, add), _members(talks, remove)
    fields = {
        "package": talks.package_id(package),
        "added": added,
        "removed": removed,
        "pledges_added": pledges_added,
        "pledges_removed": pledges_removed,
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


def _members(talks: Recording, references: OneOrMore) -> tuple[list[str], list[str] | None]:
    """Return the proposals, and the pledges if there are any, that references name."""
    found = [talks.reference(reference, ("proposal", "pledge")).partition(":") for reference in each(references)]
    proposals = [name for sort, _, name in found if sort == "proposal"]
    return proposals, [name for sort, _, name in found if sort == "pledge"] or None
