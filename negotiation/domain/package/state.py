"""A package at one moment, folded from its events."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from ..record.entry import EffectiveEntry
from .events import AnyPackageEvent, PackageChanged, PackageDissolved, PackageFormed


class Package(Struct, frozen=True):
    """Proposals that are agreed only together."""

    id: str
    title: str | None = None
    proposals: tuple[str, ...] = ()
    pledges: tuple[str, ...] = ()
    """The pledges that hold only together with them."""
    formed: int = 0
    """The entry that formed it, or 0."""
    entry: int = 0
    """The entry that last changed it."""
    by: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()
    """Every entry that formed or changed it since it was last formed."""
    dissolved: int = 0
    """The entry that dissolved it, or 0."""
    reason: str | None = None

    @property
    def open(self) -> bool:
        """Whether it ties its proposals together at this moment."""
        return bool(self.formed) and not self.dissolved


def evolve(package: Package, entry: EffectiveEntry, event: AnyPackageEvent) -> Package:
    """Return the package after an event; total, so that no history can fail to be read."""
    now = replace(package, entry=entry.number, entries=(*package.entries, entry.number))
    match event:
        case PackageFormed():
            return replace(
                now,
                title=event.title or package.title,
                proposals=event.proposals,
                pledges=event.pledges or (),
                formed=entry.number,
                entries=(entry.number,),
                by=event.by,
                dissolved=0,
                reason=None,
            )
        case PackageChanged():
            return replace(
                now,
                proposals=_changed(package.proposals, event.added, event.removed),
                pledges=_changed(package.pledges, event.pledges_added or (), event.pledges_removed or ()),
                reason=event.reason,
            )
        case PackageDissolved():
            return replace(now, dissolved=entry.number, reason=event.reason)
        case _:
            assert_never(event)


def _changed(names: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...]) -> tuple[str, ...]:
    kept = [name for name in names if name not in removed]
    return tuple(dict.fromkeys((*kept, *added)))
