"""What can happen to a package; its events stand in the stream of the talks."""

from typing import Annotated, ClassVar

from ..record.event import Acts, Event, RefersTo
from ..values import ONE_OR_MANY, OneOrMany, PartyCode, Slug, Text, Title

Proposals = Annotated[tuple[Slug, ...], ONE_OR_MANY, RefersTo("proposal")]
Pledges = Annotated[tuple[Slug, ...] | None, OneOrMany(if_given=True), RefersTo("pledge")]
Parties = Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Acts()]


class PackageEvent(Event):
    """Base of the events of a package."""

    aggregate: ClassVar[str] = "package"

    package: Annotated[Slug, RefersTo("package")]


class PackageFormed(PackageEvent, tag="package-formed"):
    """Proposals were tied together, and pledges with them: none is agreed until all are."""

    introduces: ClassVar[str] = "package"
    package: Slug
    title: Title | None = None
    proposals: Proposals = ()
    pledges: Pledges = None
    """The pledges that hold only together with them."""
    by: Parties = ()

    def complete(self) -> None:
        """See that the fields go together."""
        for names in (self.proposals, self.pledges or ()):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{twice[0]} is named twice")
        if len(self.proposals) + len(self.pledges or ()) < 2:
            raise ValueError("a package holds at least two proposals or pledges")


class PackageChanged(PackageEvent, tag="package-changed"):
    """Proposals or pledges joined a package, or left it."""

    added: Proposals = ()
    removed: Proposals = ()
    pledges_added: Pledges = None
    pledges_removed: Pledges = None
    by: Parties = ()
    reason: Text | None = None

    def complete(self) -> None:
        """See that the fields go together."""
        if not (self.added or self.removed or self.pledges_added or self.pledges_removed):
            raise ValueError("a change adds proposals or pledges to the package, or removes some")


class PackageDissolved(PackageEvent, tag="package-dissolved"):
    """The proposals of a package stand for themselves again."""

    by: Parties = ()
    reason: Text | None = None


AnyPackageEvent = PackageFormed | PackageChanged | PackageDissolved
