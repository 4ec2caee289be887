"""What can happen to a package; its events stand in the stream of the talks."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ..record.event import Acts, Event, RefersTo
from ..values import OneOrMany, PartyCode, Slug, Text, Title

Proposals = Annotated[tuple[Slug, ...], OneOrMany, RefersTo("proposal")]
Parties = Annotated[tuple[PartyCode, ...], OneOrMany, Acts()]


class PackageEvent(Event):
    """Base of the events of a package."""

    aggregate: ClassVar[str] = "package"

    package: Annotated[Slug, RefersTo("package")]


class PackageFormed(PackageEvent):
    """Proposals were tied together: none is agreed until all are."""

    introduces: ClassVar[str] = "package"

    kind: Literal["package-formed"] = "package-formed"
    package: Slug
    title: Title | None = None
    proposals: Annotated[tuple[Slug, ...], OneOrMany, Field(min_length=2), RefersTo("proposal")]
    by: Parties = ()

    @model_validator(mode="after")
    def _each_once(self) -> "PackageFormed":
        twice = sorted({name for name in self.proposals if self.proposals.count(name) > 1})
        if twice:
            raise ValueError(f"{twice[0]} is named twice")
        return self


class PackageChanged(PackageEvent):
    """Proposals joined a package, or left it."""

    kind: Literal["package-changed"] = "package-changed"
    added: Proposals = ()
    removed: Proposals = ()
    by: Parties = ()
    reason: Text | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "PackageChanged":
        if not (self.added or self.removed):
            raise ValueError("a change adds proposals to the package, or removes some")
        return self


class PackageDissolved(PackageEvent):
    """The proposals of a package stand for themselves again."""

    kind: Literal["package-dissolved"] = "package-dissolved"
    by: Parties = ()
    reason: Text | None = None


AnyPackageEvent = PackageFormed | PackageChanged | PackageDissolved
