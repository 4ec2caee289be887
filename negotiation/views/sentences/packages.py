"""What happens to packages, as sentences."""

from typing import assert_never

from ...domain.package import events as k
from ..phrases import because, by_parties, listed


def package_sentence(event: k.AnyPackageEvent) -> str:
    """Say in one sentence what an entry about a package records."""
    match event:
        case k.PackageFormed():
            return f"{listed(event.proposals)} were tied together in the package {event.package}{by_parties(event.by)}"
        case k.PackageChanged():
            joined = [f"{listed(event.added)} joined"] if event.added else []
            left = [f"{listed(event.removed)} left"] if event.removed else []
            return f"{' and '.join([*joined, *left])} the package {event.package}{because(event.reason)}"
        case k.PackageDissolved():
            return f"the package {event.package} was dissolved{by_parties(event.by)}{because(event.reason)}"
        case _:
            assert_never(event)
