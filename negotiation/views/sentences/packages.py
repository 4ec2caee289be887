"""What happens to packages, as sentences."""

from typing import assert_never

from ...domain.package import events as k
from ..phrases import because, by_parties, listed


def package_sentence(event: k.AnyPackageEvent) -> str:
    """Say in one sentence what an entry about a package records."""
    match event:
        case k.PackageFormed():
            names = _named(event.proposals, event.pledges)
            return f"{names} were tied together in the package {event.package}{by_parties(event.by)}"
        case k.PackageChanged():
            joined = (
                [f"{_named(event.added, event.pledges_added)} joined"] if event.added or event.pledges_added else []
            )
            left = (
                [f"{_named(event.removed, event.pledges_removed)} left"]
                if event.removed or event.pledges_removed
                else []
            )
            return f"{' and '.join([*joined, *left])} the package {event.package}{because(event.reason)}"
        case k.PackageDissolved():
            return f"the package {event.package} was dissolved{by_parties(event.by)}{because(event.reason)}"
        case _:
            assert_never(event)


def _named(proposals: tuple[str, ...], pledges: tuple[str, ...] | None) -> str:
    return listed([*proposals, *(f"the pledge {name}" for name in pledges or ())])
