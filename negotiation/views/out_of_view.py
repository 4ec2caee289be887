"""What a view does not take into account, and why: what lies ahead, what nothing tells when it was known, damage."""

from msgspec import Struct

from ..domain.fold import fold
from ..domain.memberships import memberships
from ..domain.record.entry import EffectiveEntry
from ..domain.record.facts import Wanted
from ..domain.record.history import History
from ..domain.record.unread import Unread, Withheld
from .timeline import EntryLine, line_of, versions_made


class Unreadable(Struct, frozen=True):
    """An entry that stands in the record and cannot be read."""

    entry: int
    kind: str
    why: str


class OutOfView(Struct, frozen=True):
    """What is recorded and not taken into account by a view."""

    ahead: tuple[EntryLine, ...] = ()
    """Entries that are dated later than now, where no moment was asked for."""
    unsourced: tuple[int, ...] = ()
    """Entries that rest on no source and were recorded too late to count as known."""
    undated_source: tuple[int, ...] = ()
    """Entries that were recorded too late as well, and whose sources do not say when they were published."""
    unreadable: tuple[Unreadable, ...] = ()
    withheld: tuple[int, ...] = ()
    """Entries that a disclosed copy withholds, so that what rests on them is not what it would be with them."""

    def __len__(self) -> int:
        """Return how many entries that are; a view that takes all into account leaves nothing."""
        return sum(map(len, (self.ahead, self.unsourced, self.undated_source, self.unreadable, self.withheld)))


def out_of_view(history: History, reference: str | None = None) -> OutOfView:
    """Return what a view of a history does not take into account.

    Args:
        history: the history at the clocks of the question.
        reference: the thing that the view is about, written out (``proposal:neutral-status``); None for all of it.
    """
    ahead = [entry for entry in _ahead(history) if reference is None or _concerns(history, entry, reference)]
    versions = versions_made(fold(history)) if ahead else {}
    return OutOfView(
        ahead=tuple(line_of(entry, versions) for entry in ahead),
        unsourced=history.unsourced,
        undated_source=history.undated_source,
        unreadable=tuple(
            Unreadable(entry.number, entry.event.stored_kind, entry.event.why)
            for entry in history.unread
            if isinstance(entry.event, Unread) and not isinstance(entry.event, Withheld)
        ),
        withheld=tuple(entry.number for entry in history.unread if isinstance(entry.event, Withheld)),
    )


def _ahead(history: History) -> tuple[EffectiveEntry, ...]:
    """Return what lies ahead of the present; a view of an earlier day, which is asked for, tells nothing later."""
    return history.ahead if history.clocks.at is None else ()


def _concerns(history: History, entry: EffectiveEntry, reference: str) -> bool:
    """Say whether an entry is about a thing, or a party has a part in it."""
    sort, _, name = reference.partition(":")
    asked = {"party": Wanted(party=name), "source": Wanted(source=name)}.get(sort, Wanted(things=(reference,)))
    brought = name == getattr(entry.event, sort, None)
    return brought or asked.admits(entry.number, memberships(history).facts(entry), entry.occurred)
