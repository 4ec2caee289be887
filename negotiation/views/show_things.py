"""Everything about one round, one pledge or one package."""

from msgspec import Struct

from ..domain.fold import fold
from ..domain.record.history import History
from ..domain.record.order import in_order
from .filter import Filter
from .packages import PackageStatus, packages_status
from .pledges import PledgeStatus, pledges_of
from .rounds import RoundStatus, rounds_of
from .timeline import EntryLine, line_of, lines_about, versions_made


class ShownRound(Struct, frozen=True):
    """A round, and what was recorded in it."""

    status: RoundStatus
    happenings: tuple[EntryLine, ...]
    """The entries of the round itself."""
    history: tuple[EntryLine, ...]
    """The entries that happened in it."""


class ShownPledge(Struct, frozen=True):
    """A pledge with its deeds and verdicts, and its history."""

    status: PledgeStatus
    history: tuple[EntryLine, ...]


class ShownPackage(Struct, frozen=True):
    """A package with its members, and its history."""

    status: PackageStatus
    history: tuple[EntryLine, ...]


def show_round(history: History, name: str) -> ShownRound | None:
    """Return a round and what was recorded in it; None if nothing is known of it at these clocks."""
    now = fold(history)
    found = next((status for status in rounds_of(now, history) if status.round == name), None)
    if found is None:
        return None
    versions = versions_made(now)
    own, within = history.among(found.happenings), history.among(found.entries)
    return ShownRound(
        found, tuple(line_of(entry, versions) for entry in own), tuple(line_of(entry, versions) for entry in within)
    )


def show_pledge(history: History, name: str) -> ShownPledge | None:
    """Return a pledge; None if it was not made at these clocks."""
    found = next((status for status in pledges_of(fold(history), history) if status.pledge == name), None)
    return None if found is None else ShownPledge(found, lines_about(history, Filter(pledge=name)))


def show_package(history: History, name: str) -> ShownPackage | None:
    """Return a package; None if it was not formed at these clocks."""
    now = fold(history)
    found = next((status for status in packages_status(now, history) if status.package == name), None)
    if found is None:
        return None
    versions = versions_made(now)
    own = in_order(entry for entry in history.entries if _of_package(entry.event, name))
    return ShownPackage(found, tuple(line_of(entry, versions) for entry in own))


def _of_package(event: object, name: str) -> bool:
    return getattr(event, "package", None) == name
