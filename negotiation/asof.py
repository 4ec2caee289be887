"""The talks as of a moment: every view, at one point of view on the three clocks."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from .domain.dates.clocks import Clocks
from .domain.errors import NotFound
from .domain.record.entry import Entry
from .domain.record.history import History, history
from .domain.references import evidence_in

if TYPE_CHECKING:
    from .talks import TalksLog
    from .views.due import Due
    from .views.guarantees import Guarantees
    from .views.packages import Packages
    from .views.pledges import Pledges
    from .views.positions import Positions
    from .views.rounds import Rounds
    from .views.show import Shown
    from .views.sources import Sources
    from .views.status import Status
    from .views.timeline import Filter, Timeline
    from .views.why import Why, WhyPackage, WhyPledge


class AsOf:
    """One talks, seen at one point of view; what it shows does not change when more is recorded."""

    def __init__(self, talks: "TalksLog", clocks: Clocks, now: int) -> None:
        self._talks = talks
        self.clocks = clocks
        self.now = now
        """The present instant, in microseconds since 1970: deadlines are worked out for it where no clock says so."""

    def with_deadlines_at(self, moment: int) -> "AsOf":
        """Return the same talks at the same clocks, with deadlines worked out for another moment than the present."""
        return AsOf(self._talks, self.clocks, moment)

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Every entry of the talks as it was recorded, in the order of record."""
        return self._talks.entries(until=self._until)

    @cached_property
    def history(self) -> History:
        """The effective history at this point of view."""
        return history(self.entries, self.clocks, self.now)

    @cached_property
    def _until(self) -> int:
        """The number of the last entry that is looked at, so that all views are of one moment of the record."""
        last = self._talks.last_number()
        asked = self.clocks.number
        return last if asked is None else min(last, asked)

    @cached_property
    def _acts(self) -> History:
        """The history without statements, which are many, and on which no status rests unless they are evidence."""
        if "history" in self.__dict__:
            return self.history
        acts = self._talks.entries(until=self._until, statements=False)
        evidence = {id_ for entry in acts for id_ in evidence_in(entry.event)}
        if evidence and evidence - {entry.id for entry in acts}:
            return self.history
        return history(acts, self.clocks, self.now)

    def status(self) -> "Status":
        """Report where every proposal stands."""
        from .views.status import status  # noqa: PLC0415  # each view is loaded when it is asked for

        return status(self._acts)

    def pledges(self) -> "Pledges":
        """Return every pledge: the words, the conduct observed, and the current verdict of each assessor."""
        from .views.pledges import pledges  # noqa: PLC0415

        return pledges(self._acts)

    def guarantees(self) -> "Guarantees":
        """Return every security guarantee with its roster of guarantors."""
        from .views.guarantees import guarantees  # noqa: PLC0415

        return guarantees(self._acts)

    def rounds(self) -> "Rounds":
        """Return every round, with the entries that happened in it."""
        from .views.rounds import rounds  # noqa: PLC0415

        return rounds(self.history)

    def packages(self) -> "Packages":
        """Return every package, what it waits for, who holds it up, and the circles of waiting."""
        from .views.packages import packages  # noqa: PLC0415

        return packages(self._acts)

    def due(self, within: str = "P14D", kinds: Sequence[str] = ()) -> "Due":
        """Return what is due at this moment, or will be soon; without `at`, at the present one.

        Args:
            within: how far ahead to look, an ISO 8601 duration such as ``P14D``.
            kinds: only these kinds; all if none is given.

        Raises:
            InvalidInput: `within` is no duration, or there is no such kind.
        """
        from .domain import build  # noqa: PLC0415
        from .domain.values import Duration  # noqa: PLC0415
        from .views.due import due  # noqa: PLC0415
        from .views.due_item import DueKind  # noqa: PLC0415

        span = build.scalar(Duration, within, "within")
        return due(self._acts, span, [build.scalar(DueKind, kind, "kind") for kind in kinds])

    def calendar(self) -> str:
        """Return the rounds and the deadlines as an iCalendar file (RFC 5545).

        Raises:
            MissingExtra: the library that writes iCalendar is not installed.
        """
        from .rendering.calendar import calendar  # noqa: PLC0415

        return calendar(self.history, self.entries)

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
        pledge: str | None = None,
        round: str | None = None,  # noqa: A002  # the word of the field
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
            pledge=named("pledge", pledge),
            round=named("round", round),
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

        from .domain.record.annotations import Annotation  # noqa: PLC0415
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

    def why_proposal(self, reference: str) -> "Why":
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

    def why(self, reference: str) -> "Why | WhyPledge | WhyPackage":
        """Return the entries behind the label of a proposal, a pledge or a package.

        Raises:
            NotFound, Ambiguous: it names none of these in view at these clocks, or several.
        """
        from .views import why  # noqa: PLC0415

        try:
            resolved = self._talks.reference(reference, ("proposal", "pledge", "package"))
        except NotFound as error:
            if reference.removeprefix("#").isdigit():
                error.hint = f"of an entry: talks show {reference.removeprefix('#')}"
            raise
        sort, _, name = resolved.partition(":")
        views = {"proposal": why.why, "pledge": why.why_pledge, "package": why.why_package}
        found = views[sort](self._acts, name)
        if found is None:
            raise self._out_of_view(resolved)
        return found

    def show(self, reference: str) -> "Shown":
        """Return everything about a proposal, pledge, round, package, party, source, agenda item or entry.

        Raises:
            NotFound, Ambiguous: it names nothing in view at these clocks, or several things.
        """
        from .views import show, show_things  # noqa: PLC0415

        resolved = self._talks.reference(reference)
        sort, _, name = resolved.partition(":")
        found: Shown | None
        match sort:
            case "proposal":
                found = show.show_proposal(self.history, name)
            case "pledge":
                found = show_things.show_pledge(self.history, name)
            case "round":
                found = show_things.show_round(self.history, name)
            case "package":
                found = show_things.show_package(self.history, name)
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
        if sort == "entry":
            name = f"#{self._talks.number_of(name)}"
        error = NotFound(sort, name, hint="it is in the log, but not in view at these clocks")
        error.args = (f"there is no {sort} '{name}' at this point of view",)
        error.message = error.args[0]
        return error
