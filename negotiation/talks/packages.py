"""The packages of the talks: proposals that are agreed only together."""

from typing import Unpack

from ..details import Details, OneOrMore, each
from ..domain import build
from ..domain.record.entry import Entry
from .base import TalksBase


class Packages(TalksBase):
    """Recording what is tied together, and what is not any more."""

    def form_package(
        self,
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
        fields = {"package": package, "proposals": self._proposals(proposals), "title": title, "by": each(by)}
        return self.record(build.event("package-formed", fields), **details)

    def change_package(
        self,
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
            "package": self.package_id(package),
            "added": self._proposals(add),
            "removed": self._proposals(remove),
            "by": each(by),
            "reason": reason,
        }
        return self.record(build.event("package-changed", fields), **details)

    def dissolve_package(
        self, package: str, *, by: OneOrMore = (), reason: str | None = None, **details: Unpack[Details]
    ) -> tuple[Entry, ...]:
        """Record that the proposals of a package stand for themselves again."""
        fields = {"package": self.package_id(package), "by": each(by), "reason": reason}
        return self.record(build.event("package-dissolved", fields), **details)

    def _proposals(self, references: OneOrMore) -> list[str]:
        return [self.proposal_id(reference) for reference in each(references)]
