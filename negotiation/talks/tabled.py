"""Which version of a proposal was on the table, where what is said of one does not name it."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..domain.dates.clocks import Clocks
from ..domain.fold import fold
from ..domain.proposal.events import MAKES_VERSION
from ..domain.proposal.state import Proposal
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.event import Event, SetsZone, value_of
from ..domain.record.history import history
from ..fields.words import version_field
from ..store.store import Scope


def version_at(scope: Scope, proposal: str, on: str | None) -> int:
    """Return which version of a proposal was on the table at a date; 1 if none was."""
    return proposal_at(scope, proposal, on).version or 1


def proposal_at(scope: Scope, proposal: str, on: str | None) -> Proposal:
    """Return a proposal as it was at a date; an empty one if it was not there."""
    now = fold(scope.history(Clocks(at=on), [("proposal", proposal)]))
    return now.proposals.get(proposal, Proposal(proposal))


class Tables:
    """The versions of proposals on the table after some entries, to which more may be added."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._frame: list[Entry] = []
        self._own: dict[str, list[Entry]] = {}
        self._found: dict[tuple[str, str | None], int] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take one more entry into account."""
        event = entry.event
        if isinstance(event, MAKES_VERSION):
            self._own.setdefault(event.proposal, []).append(entry)
        elif isinstance(event, Annotation) or value_of(event, SetsZone):
            self._frame.append(entry)
        else:
            return
        self._found.clear()

    def version(self, proposal: str, on: str | None) -> int:
        """Return which version of a proposal was on the table at a date; 1 if none was."""
        key = (proposal, on)
        if key not in self._found:
            self._found[key] = self._folded(sorted([*self._frame, *self._own.get(proposal, ())], key=_number), *key)
        return self._found[key]

    def _folded(self, entries: Sequence[Entry], proposal: str, on: str | None) -> int:
        found = fold(history(entries, Clocks(at=on))).proposals.get(proposal)
        return (found.version if found else 0) or 1


def on_the_table(event: Event, tables: Tables, on: str | None, recorded: Event | None) -> Event:
    """Return an event on the version that was on the table at its date; of one that was recorded, as it was then."""
    field = version_field(type(event))
    assert field is not None  # noqa: S101  # only what is on a version is asked about
    if type(recorded) is type(event):
        return replace(event, **{field.name: getattr(recorded, field.name)})
    return replace(event, **{field.name: tables.version(str(getattr(event, field.proposal)), on)})


def _number(entry: Entry) -> int:
    return entry.number
