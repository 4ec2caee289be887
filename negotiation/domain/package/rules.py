"""The rules that the events of a package keep."""

from collections.abc import Iterator, Mapping
from typing import get_args

from ..aggregate import Aggregate
from ..dates.edtf import Span
from ..pledge.state import Pledge
from ..proposal.state import Proposal
from ..refusal import Refusal
from ..state import State
from ..talks.presence import actors_absent
from .events import AnyPackageEvent, PackageChanged, PackageDissolved, PackageFormed
from .state import Package, evolve

Proposals = Mapping[str, Proposal]


def refusals(now: State, event: AnyPackageEvent, _when: Span) -> Iterator[Refusal]:
    """Yield every rule that the event breaks at this point of the history."""
    proposals, package = now.proposals, now.packages.get(event.package, Package(event.package))
    yield from actors_absent(now.talks, event)
    match event:
        case PackageFormed() if package.open:
            yield Refusal(
                "package-exists", f"the package {package.id} was formed already (#{package.formed})", (package.formed,)
            )
        case PackageFormed():
            yield from _on_the_table(proposals, event.proposals)
            yield from _pledged(now.pledges, event.pledges or ())
        case PackageChanged() | PackageDissolved() if not package.open:
            gone = f" (dissolved by #{package.dissolved})" if package.dissolved else ""
            behind = (package.dissolved,) if package.dissolved else ()
            yield Refusal("no-such-package", f"there is no package {package.id} at that time{gone}", behind)
        case PackageChanged():
            yield from _on_the_table(proposals, event.added)
            yield from _pledged(now.pledges, event.pledges_added or ())
            yield from _changes(package, event)
        case _:
            return


def _on_the_table(proposals: Proposals, names: tuple[str, ...]) -> Iterator[Refusal]:
    for name in names:
        found = proposals.get(name)
        if found is None or not found.on_the_table:
            yield Refusal("not-on-the-table", f"{name} is not on the table at that time")


def _pledged(pledges: Mapping[str, Pledge], names: tuple[str, ...]) -> Iterator[Refusal]:
    for name in names:
        found = pledges.get(name)
        if found is None or not found.made:
            yield Refusal("not-pledged", f"{name} was not pledged at that time")
        elif found.ending:
            entry = found.ending.entry
            yield Refusal("pledge-ended", f"{name} is {found.ending.how} (#{entry}): it holds with nothing", (entry,))


def _changes(package: Package, event: PackageChanged) -> Iterator[Refusal]:
    pledges_added, pledges_removed = event.pledges_added or (), event.pledges_removed or ()
    strangers = [name for name in event.removed if name not in package.proposals]
    strangers += [name for name in pledges_removed if name not in package.pledges]
    there = [name for name in event.added if name in package.proposals]
    there += [name for name in pledges_added if name in package.pledges]
    if there:
        yield Refusal("already-in-the-package", f"{there[0]} is in the package {package.id} already", (package.entry,))
    left = len({*package.proposals, *event.added} - set(event.removed))
    left += len({*package.pledges, *pledges_added} - set(pledges_removed))
    if strangers:
        members = ", ".join((*package.proposals, *package.pledges))
        yield Refusal(
            "not-in-the-package",
            f"{strangers[0]} is not in the package {package.id}, which holds {members}",
            (package.entry,),
        )
    elif left < 2:
        yield Refusal(
            "package-too-small",
            f"the package {package.id} would hold fewer than two proposals or pledges: dissolve it",
            (),
        )


PACKAGE = Aggregate[AnyPackageEvent, Package](
    name="package",
    kinds=get_args(AnyPackageEvent),
    first=Package,
    of=lambda state: state.packages,
    evolve=evolve,
    rules=refusals,
    own_stream=False,  # it bears on all its members at once, like an act of the talks
)
"""Proposals that are agreed only together, and pledges that hold only with them."""
