"""The talks as of a moment: every view, at one point of view on the three clocks."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from .domain.clocks import Clocks
from .domain.entry import Entry
from .domain.errors import NotFound
from .domain.history import History, history

if TYPE_CHECKING:
    from .talks import TalksLog
    from .views.positions import Positions
    from .views.show import Shown
    from .views.sources import Sources
    from .views.status import Status
    from .views.timeline import Filter, Timeline
    from .views.why import Why


class AsOf:
    """One talks, seen at one point of view; what it shows does not change when more is recorded."""

    def __init__(self, talks: "TalksLog", clocks: Clocks) -> None:
        self._talks = talks
        self.clocks = clocks

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Every entry of the talks as it was recorded, in the order of record."""
        return self._talks.entries(until=self._until)

    @cached_property
    def history(self) -> History:
        """The effective history at this point of view."""
        return history(self.entries, self.clocks)

    @cached_property
    def _until(self) -> int:
        """The number of the last entry that is looked at, so that all views are of one moment of the record."""
        last = self._talks.last_number()
        asked = self.clocks.number
        return last if asked is None else min(last, asked)

    @cached_property
    def _acts(self) -> History:
        """The history without statements, which are many and on which no status rests."""
        if "history" in self.__dict__:
            return self.history
        return history(self._talks.entries(until=self._until, statements=False), self.clocks)

    def status(self) -> "Status":
        """Report where every proposal stands."""
        from .views.status import status  # noqa: PLC0415  # each view is loaded when it is asked for

        return status(self._acts)

    def positions(self) -> "Positions":
        """Return who has taken which position on what."""
        from .views.positions import positions  # noqa: PLC0415

        return positions(self._acts)

    def timeline(self, wanted: "Filter | None" = None, *, newest_first: bool = False) -> "Timeline":
        """Return what happened, in the order in which it did."""
        from .views.timeline import EVERYTHING, timeline  # noqa: PLC0415

        return timeline(self.history, wanted or EVERYTHING, newest_first=newest_first)

    def record(self, wanted: "Filter | None" = None, *, newest_first: bool = False) -> "Timeline":
        """Return every entry as it was recorded, with what became of it, in the order of record."""
        from .views.timeline import EVERYTHING, record  # noqa: PLC0415

        return record(self.entries, self.history, wanted or EVERYTHING, newest_first=newest_first)

    def filter(
        self,
        *,
        party: str | None = None,
        proposal: str | None = None,
        kind: str | None = None,
        source: str | None = None,
        marking: str | None = None,
        text: str | None = None,
    ) -> "Filter":
        """Return which entries are asked for, with references written out.

        Raises:
            NotFound, Ambiguous: a reference names nothing, or several things.
        """
        from .views.timeline import Filter  # noqa: PLC0415

        def named(sort: str, name: str | None) -> str | None:
            return None if name is None else self._talks.reference(f"{sort}:{name}").partition(":")[2]

        return Filter(
            party=named("party", party),
            proposal=named("proposal", proposal),
            kind=kind,
            source=named("source", source),
            marking=marking,
            text=text,
        )

    def search(self, text: str, wanted: "Filter | None" = None) -> "Timeline":
        """Return the entries that hold all the words of a search, oldest first.

        An entry that was corrected is found by what it said at first and by what it reads now.
        """
        from dataclasses import replace  # noqa: PLC0415

        from .domain.annotations import Annotation  # noqa: PLC0415
        from .views.search import query  # noqa: PLC0415
        from .views.timeline import EVERYTHING, timeline  # noqa: PLC0415

        words = query(text)
        numbers = self._talks.matching(words) if words else set()
        by_id = {entry.id: entry.number for entry in self.entries}
        for entry in self.entries:
            if entry.number in numbers and isinstance(entry.event, Annotation) and entry.event.entry in by_id:
                numbers.add(by_id[entry.event.entry])
        return timeline(self.history, replace(wanted or EVERYTHING, numbers=frozenset(numbers)))

    def sources(self) -> "Sources":
        """Return what rests on each source, and what rests on none."""
        from .views.sources import sources  # noqa: PLC0415

        return sources(self.history)

    def why(self, reference: str) -> "Why":
        """Return the entries behind the label of a proposal.

        Raises:
            NotFound, Ambiguous: it names no proposal on the table at these clocks, or several.
        """
        from .views.why import why  # noqa: PLC0415

        proposal = self._talks.proposal_id(reference)
        found = why(self._acts, proposal)
        if found is None:
            raise self._out_of_view(f"proposal:{proposal}")
        return found

    def show(self, reference: str) -> "Shown":
        """Return everything about a proposal, a party, a source, an item of the agenda or an entry.

        Raises:
            NotFound, Ambiguous: it names nothing in view at these clocks, or several things.
        """
        from .views import show  # noqa: PLC0415

        resolved = self._talks.reference(reference)
        sort, _, name = resolved.partition(":")
        found: Shown | None
        match sort:
            case "proposal":
                found = show.show_proposal(self.history, name)
            case "party":
                found = show.show_party(self.history, name)
            case "source":
                found = show.show_source(self.history, name)
            case "issue":
                found = show.show_issue(self.history, name)
            case _:
                found = show.show_entry(self.entries, self.history, name)
        if found is None:
            raise self._out_of_view(resolved)
        return found

    def _out_of_view(self, resolved: str) -> NotFound:
        sort, _, name = resolved.partition(":")
        error = NotFound(sort, name, hint="it is in the log, but not in view at these clocks")
        error.args = (f"there is no {sort} '{name}' at this point of view",)
        error.message = error.args[0]
        return error
