"""What can happen to a package; its events stand in the stream of the talks."""

from typing import Annotated, ClassVar

from msgspec import Meta

from ..record.event import Acts, Event, RefersTo
from ..values import ONE_OR_MANY, PartyCode, Slug, Text, Title

Proposals = Annotated[tuple[Slug, ...], ONE_OR_MANY, RefersTo("proposal")]
Parties = Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Acts()]


class PackageEvent(Event):
    """Base of the events of a package."""

    aggregate: ClassVar[str] = "package"

    package: Annotated[Slug, RefersTo("package")]


class PackageFormed(PackageEvent, tag="package-formed"):
    """Proposals were tied together: none is agreed until all are."""

    introduces: ClassVar[str] = "package"
    package: Slug
    title: Title | None = None
    proposals: Annotated[tuple[Slug, ...], ONE_OR_MANY, Meta(min_length=2), RefersTo("proposal")]
    by: Parties = ()

    def complete(self) -> None:
        """See that the fields go together."""
        twice = sorted({name for name in self.proposals if self.proposals.count(name) > 1})
        if twice:
            raise ValueError(f"{twice[0]} is named twice")


class PackageChanged(PackageEvent, tag="package-changed"):
    """Proposals joined a package, or left it."""

    added: Proposals = ()
    removed: Proposals = ()
    by: Parties = ()
    reason: Text | None = None

    def complete(self) -> None:
        """See that the fields go together."""
        if not (self.added or self.removed):
            raise ValueError("a change adds proposals to the package, or removes some")


class PackageDissolved(PackageEvent, tag="package-dissolved"):
    """The proposals of a package stand for themselves again."""

    by: Parties = ()
    reason: Text | None = None


AnyPackageEvent = PackageFormed | PackageChanged | PackageDissolved
