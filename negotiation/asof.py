"""The talks as of a moment: every view, at one point of view on the three clocks."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from msgspec import structs

from .domain.errors import InputError, NotFound
from .viewpoint import Viewpoint
from .views.registry import VIEWS

if TYPE_CHECKING:
    from .views.blame import Blame
    from .views.count import Count
    from .views.course import Course
    from .views.drafts import Drafts
    from .views.due import Due
    from .views.filter import Filter
    from .views.guarantees import Guarantees
    from .views.notes import Notes
    from .views.packages import Packages
    from .views.pledges import Pledges
    from .views.positions import Positions
    from .views.rounds import Rounds
    from .views.search import Found
    from .views.show import Shown
    from .views.sources import Sources
    from .views.status import Status
    from .views.text import ShownText, Text
    from .views.timeline import Timeline
    from .views.treaty import Treaty
    from .views.why import Why, WhyPackage, WhyPledge

_VERSION = re.compile(r"\d{1,3}", re.ASCII)
"""The number of a version; longer ones are years."""


class AsOf(Viewpoint):
    """One talks, seen at one point of view; what it shows does not change when more is recorded."""

    def status(self) -> "Status":
        """Report where every proposal stands."""
        return cast("Status", self.view("status"))

    def pledges(self, wanted: "Filter | None" = None, *, last: int | None = None) -> "Pledges":
        """Return every pledge: the words, the conduct observed, and the current verdict of each assessor.

        Args:
            wanted: only those that were made by an entry which is asked for.
            last: only so many, the last ones.
        """
        return cast("Pledges", self.view("pledges", **_filter(wanted), last=last))

    def guarantees(self) -> "Guarantees":
        """Return every security guarantee with its roster of guarantors."""
        return cast("Guarantees", self.view("guarantees"))

    def rounds(self, wanted: "Filter | None" = None, *, last: int | None = None) -> "Rounds":
        """Return every round, with the entries that happened in it.

        Args:
            wanted: only those to which, or in which, something happened that is asked for.
            last: only so many, the last ones.
        """
        return cast("Rounds", self.view("rounds", **_filter(wanted), last=last))

    def notes(self, *, every: bool = False) -> "Notes":
        """Return the notes that wait to be sorted; all, with what became of them, if told."""
        return cast("Notes", self.view("notes", every=every))

    def packages(self) -> "Packages":
        """Return every package, what it waits for, who holds it up, and the circles of waiting."""
        return cast("Packages", self.view("packages"))

    def due(
        self,
        within: str = "P14D",
        kinds: Sequence[str] = (),
        wanted: "Filter | None" = None,
        *,
        last: int | None = None,
    ) -> "Due":
        """Return what is due at this moment, or will be soon; without `at`, at the present one.

        Args:
            within: how far ahead to look: ``14d``, ``2 weeks``, or ``P14D`` as ISO 8601 has it.
            kinds: only these kinds; all if none is given.
            wanted: only what rests on an entry that is asked for.
            last: only so many, the last ones.

        Raises:
            InvalidInput: `within` is no duration, or there is no such kind.
        """
        from .domain import build  # noqa: PLC0415
        from .domain.values import Duration  # noqa: PLC0415
        from .views.due_item import DueKind  # noqa: PLC0415

        span = build.scalar(Duration, within, "within")
        only = [build.scalar(DueKind, kind, "kind") for kind in kinds]
        return cast("Due", self.view("due", within=span, kinds=only, **_filter(wanted), last=last))

    def calendar(self) -> str:
        """Return the rounds and the deadlines as an iCalendar file (RFC 5545).

        Raises:
            MissingExtra: the library that writes iCalendar is not installed.
        """
        from .rendering.calendar import calendar  # noqa: PLC0415

        return calendar(self.history, self.entries)

    def positions(self, wanted: "Filter | None" = None, *, last: int | None = None) -> "Positions":
        """Return who has taken which position on what.

        Args:
            wanted: only of those parties, and on those proposals, of which an entry is asked for.
            last: only so many of the proposals, the last ones.
        """
        return cast("Positions", self.view("positions", **_filter(wanted), last=last))

    def timeline(
        self, wanted: "Filter | None" = None, *, newest_first: bool = False, last: int | None = None
    ) -> "Timeline":
        """Return what happened, in the order in which it did; of it, only the last so many entries if told.

        Raises:
            InputError: the last of less than one entry are asked for.
        """
        return cast("Timeline", self.view("timeline", **_filter(wanted), newest_first=newest_first, last=last))

    def record(
        self, wanted: "Filter | None" = None, *, newest_first: bool = False, last: int | None = None
    ) -> "Timeline":
        """Return every entry as it was recorded, with what became of it, in the order of record; or the last so many.

        Raises:
            InputError: the last of less than one entry are asked for.
        """
        return cast("Timeline", self.view("record", **_filter(wanted), newest_first=newest_first, last=last))

    def filter(
        self,
        *,
        party: str | None = None,
        by: str | None = None,
        to: str | None = None,
        about: str | None = None,
        says: str | None = None,
        speaker: str | None = None,
        proposal: str | None = None,
        pledge: str | None = None,
        round: str | None = None,  # noqa: A002  # the word of the field
        kind: str | None = None,
        source: str | None = None,
        marking: str | None = None,
        text: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> "Filter":
        """Return which entries are asked for, with references written out.

        Raises:
            NotFound, Ambiguous: a reference names nothing, or several things; or there is no such kind of entry.
            DateError: a moment is neither a date nor the number of an entry.
        """
        from .domain.catalogue import EVENTS  # noqa: PLC0415
        from .views.filter import Filter  # noqa: PLC0415

        def named(sort: str, name: str | None) -> str | None:
            return None if name is None else self._talks.reference(f"{sort}:{name}").partition(":")[2]

        if kind is not None and not any(name.startswith(kind) for name in EVENTS):
            raise NotFound("kind of entry", kind, EVENTS)
        found = Filter(
            party=named("party", party),
            by=named("party", by),
            to=named("party", to),
            about=None if about is None else self._talks.reference(about),
            says=says,
            speaker=speaker,
            proposal=named("proposal", proposal),
            pledge=named("pledge", pledge),
            round=named("round", round),
            kind=kind,
            source=named("source", source),
            marking=marking,
            text=text,
            since=since,
            until=until,
        )
        found.in_zone("UTC")  # so that a moment that is none is refused before anything is read
        return found

    def search(
        self, text: str, wanted: "Filter | None" = None, *, parts: bool = False, last: int | None = None
    ) -> "Found":
        """Return the entries that hold all the words of a search, oldest first, each with the place where it does.

        An entry that was corrected is found by what it said at first and by what it reads now.

        Args:
            text: words; ``"words in this order"``; ``begin*``, ``*end``, ``*within*``.
            wanted: which entries.
            parts: whether each word may be a part of a longer one.
            last: only so many, the last ones.

        Raises:
            InputError: too many words have a part that is sought.
        """
        from .views.search import FEW, sought  # noqa: PLC0415

        words, wider = sought(text, parts=parts), sought(text, parts=True)
        matching = self._talks.matching(words, self._until)
        more = set[int]()
        if len(matching) <= FEW and wider != words:
            with suppress(InputError):  # too many words have them in them to say how many entries do
                more = self._talks.matching(wider, self._until)
        options: dict[str, Any] = {"matching": matching, "words": words, "within_words": more, "last": last}
        return cast("Found", self.view("search", **options, **_filter(wanted)))

    def count(
        self,
        by: Sequence[str] | None = None,
        wanted: "Filter | None" = None,
        *,
        what: str = "entries",
        cumulative: bool = False,
    ) -> "Count":
        """Return how many there are, grouped; what has several parties is counted with each.

        Args:
            by: what to group by: of entries kind, party, month and so on; the usual one if None.
            wanted: which entries; what is none itself is counted by the entry that brought it about.
            what: entries, proposals, pledges or acts.
            cumulative: add up to the end of each day, month or year, by which it is grouped.

        Raises:
            InputError: there is nothing of that name to count or to group by, or no period to add up by.
        """
        return cast("Count", self.view("count", by=by, **_filter(wanted), what=what, cumulative=cumulative))

    def sources(self, wanted: "Filter | None" = None, *, last: int | None = None) -> "Sources":
        """Return what rests on each source, and what rests on none.

        Args:
            wanted: only of the entries that are asked for, and the sources on which they rest.
            last: only so many of the sources, the last ones.
        """
        return cast("Sources", self.view("sources", **_filter(wanted), last=last))

    def why_proposal(self, reference: str) -> "Why":
        """Return the entries behind the label of a proposal.

        Raises:
            NotFound, Ambiguous: it names no proposal on the table at these clocks, or several.
        """
        return cast("Why", self._folded("why", self._talks.reference(reference, ("proposal",))))

    def why(self, reference: str) -> "Why | WhyPledge | WhyPackage":
        """Return the entries behind the label of a proposal, a pledge or a package.

        Raises:
            NotFound, Ambiguous: it names none of these in view at these clocks, or several.
        """
        try:
            resolved = self._talks.reference(reference, VIEWS["why"].about)
        except NotFound as error:
            if reference.removeprefix("#").isdigit():
                error.hint = f"of an entry: talks show {reference.removeprefix('#')}"
            raise
        return cast("Why | WhyPledge | WhyPackage", self._folded("why", resolved))

    def treaty(self, reference: str, *, day_by_day: bool = False) -> "Treaty":
        """Return how a proposal stands for each party: who signed it, who is bound by it and how, who has left it.

        Args:
            reference: the proposal.
            day_by_day: and how far it had come towards its entry into force after each day on which parties consented.

        Raises:
            NotFound, Ambiguous: it names no proposal on the table at these clocks, or several.
        """
        return cast("Treaty", self.view("treaty", reference, day_by_day=day_by_day))

    def course(self, by: str = "proposal") -> "Course":
        """Return how the talks went: every proposal and pledge from stage to stage, beside the rounds.

        Args:
            by: what a lane is of beside the pledges: a ``proposal`` or a ``party``.
        """
        return cast("Course", self.view("course", by=by))

    def drafts(self, reference: str) -> "Drafts":
        """Return how a text grew: its words, brackets and provisions still open, version by version.

        Raises:
            NotFound, Ambiguous: it names no proposal on the table at these clocks, or several.
        """
        return cast("Drafts", self.view("drafts", reference))

    def blame(self, reference: str) -> "Blame":
        """Return who wrote which words of a text, and with which amendment.

        Raises:
            NotFound, Ambiguous: it names no proposal on the table at these clocks, or several.
        """
        return cast("Blame", self.view("blame", reference))

    def text(
        self,
        reference: str,
        *,
        version: int | None = None,
        first: str | int | None = None,
        in_brackets: bool = False,
    ) -> "ShownText":
        """Return the words of a proposal; compared with earlier ones, or what stands in square brackets, if told.

        Args:
            reference: the proposal.
            version: in this version; the one on the table at this point of view if None.
            first: compared with this: a version (``1``), a moment (``2022-03-29``: its end counts), or ``#7``, when
                the log held so many entries. What was not on the table then is nothing, and all is new.
            in_brackets: only what stands in square brackets.

        Raises:
            NotFound, Ambiguous: it names no proposal on the table at these clocks, or several.
            InputError: it has no such version.
            DateError: the moment is no date.
        """
        options: dict[str, Any] = {"version": version, "in_brackets": in_brackets}
        if first is not None:
            options["against"] = self._earlier(reference, str(first))
        return cast("ShownText", self.view("text", reference, **options))

    def _earlier(self, reference: str, first: str) -> "Text":
        """Return the words to compare with; none where the proposal was not on the table at that moment."""
        if _VERSION.fullmatch(first):
            return cast("Text", self.view("text", reference, version=int(first)))
        clock = "recorded" if first.startswith("#") else "at"
        clocks = self._talks.within(structs.replace(self.clocks, **{clock: first}))
        try:
            return cast("Text", AsOf(self._talks.at(clocks), clocks, self.now).view("text", reference))
        except NotFound:
            from .views.text import NOTHING  # noqa: PLC0415

            return NOTHING

    def show(self, reference: str) -> "Shown":
        """Return everything about a proposal, pledge, round, package, party, source, agenda item or entry.

        Raises:
            NotFound, Ambiguous: it names nothing in view at these clocks, or several things.
        """
        shown = cast("Shown", self.view("show", reference))
        number = getattr(getattr(shown, "line", None), "number", None)
        imported = None if number is None else self._talks.imported(number)
        return shown if imported is None else structs.replace(shown, imported=imported)


def _filter(wanted: "Filter | None") -> dict[str, Any]:
    return {} if wanted is None else {"wanted": wanted}
