"""Where entries come from that are taken over from a file."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from msgspec import Struct

from ..domain.record.entry import Entry
from ..domain.record.imported import Imported


class Origin(Struct, frozen=True):
    """The file from which entries are taken over."""

    file: str
    """Its name."""
    by: str
    """Who takes them over."""
    clock: Callable[[], datetime]
    begun: datetime
    checked: Collection[str] = ()
    """The talks of which the file tells the head, and whose entries make it."""

    def of(self, entries: Sequence[Entry]) -> list[Imported]:
        """Return what is taken over: all of which the recording is not this one itself."""
        now = self.clock()
        others = [e for e in entries if e.envelope.recorder != self.by or not self.begun <= e.recorded <= now]
        runs: list[tuple[str, int, int]] = []
        for entry in others:
            talks, first, last = runs.pop() if runs else (entry.talks, entry.number, entry.number)
            if (talks, last) in ((entry.talks, entry.number - 1), (entry.talks, entry.number)):
                runs.append((talks, first, entry.number))
            else:
                runs += [(talks, first, last), (entry.talks, entry.number, entry.number)]
        return [Imported(*run, now, self.by, self.file, run[0] in self.checked) for run in runs]
