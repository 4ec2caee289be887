"""The talks as of a moment: every view, at one point of view on the three clocks."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, cast

from msgspec import structs

from .domain.dates.clocks import Clocks
from .domain.errors import InputError, NotFound
from .domain.lazily import lazily
from .domain.record.entry import Entry
from .domain.record.history import History, history
from .domain.references import SORTS, evidence_in
from .views.registry import VIEWS, Needs

if TYPE_CHECKING:
    from .domain.record.imported import Imported
    from .domain.visible import Reader
    from .domain.words import Sought
    from .integrity.checkpoint import KeptHead
    from .integrity.head import RecordHead
    from .rendering.document import Document
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


class TalksRecord(Protocol):
    """What is asked of one talks of a log: its entries, and what texts refer to in it."""

    @property
    def id(self) -> str:
        """Return the id of the talks."""

    def entries(self, *, until: int | None = None, statements: bool = True) -> Sequence[Entry]:
        """Return the entries up to a number, in the order of record, with the statements or without."""

    def entries_about(self, reference: str) -> Sequence[Entry] | None:
        """Return the entries from which a thing can be shown as from the whole record; None if that takes many."""

    def keeps(self) -> bool:
        """Say whether anything is kept beside the record, of this version and up to its last entry."""

    def kept(self, clocks: Clocks, now: int, until: int) -> History | None:
        """Return the history up to an entry from what is kept beside the record; None if that does not do."""

    def entries_naming(self, reference: str) -> Sequence[Entry]:
        """Return the entries that name a thing, with what was said of them and what its verdicts rest on."""

    def last_number(self) -> int:
        """Return the number of the last entry."""

    def record_head(self, until: int) -> "RecordHead":
        """Return the head of the record up to a number."""

    def kept_heads(self, until: int) -> "Sequence[KeptHead]":
        """Return the heads of the record that were signed and are kept beside it, of no more entries than that."""

    def imported(self, number: int) -> "Imported | None":
        """Return what of a file an entry was taken over with; None if it was not."""

    def number_of(self, entry_id: str) -> int:
        """Return the number of an entry."""

    def within(self, clocks: Clocks) -> Clocks:
        """Return clocks that ask for no more entries than there are."""

    @property
    def reader(self) -> "Reader | None":
        """Return who looks, if it is somebody who may not see all."""

    def at(self, clocks: Clocks) -> "TalksRecord":
        """Return the talks as whoever looks may see them at some clocks."""

    def reference(self, text: str, sorts: tuple[str, ...] = ()) -> str:
        """Return what a text refers to, written out."""

    def matching(self, sought: "Sequence[Sought]", until: int) -> set[int]:
        """Return the numbers of the entries in which all that is sought stands, and of those they are about."""


MANY = 1_000
"""How many entries it takes to feel that all are folded."""


_VERSION = re.compile(r"\d{1,3}", re.ASCII)
"""The number of a version; longer ones are years."""

_TIED = ("proposal:", "pledge:", "package:")
"""How references to things begin that are shown with what they are tied to."""


class AsOf:
    """One talks, seen at one point of view; what it shows does not change when more is recorded."""

    def __init__(self, talks: TalksRecord, clocks: Clocks, now: int) -> None:
        self._talks = talks
        self.clocks = clocks
        self._asked: dict[str, str | None] = {}
        self._tied: dict[tuple[str, bool], tuple[Any, ...]] = {}
        self._near: dict[str, tuple[Sequence[Entry], History] | None] = {}
        self.now = now
        """The present instant, in microseconds since 1970: deadlines are worked out for it where no clock says so."""

    @property
    def talks(self) -> str:
        """The id of the talks."""
        return self._talks.id

    def with_deadlines_at(self, moment: int) -> "AsOf":
        """Return the same talks at the same clocks, with deadlines worked out for another moment than the present."""
        return AsOf(self._talks, self.clocks, moment)

    @lazily
    def entries(self) -> Sequence[Entry]:
        """Every entry of the talks as it was recorded, in the order of record."""
        return self._talks.entries(until=self._until)

    @lazily
    def history(self) -> History:
        """The effective history at this point of view."""
        return history(self.entries, self.clocks, self.now)

    @lazily
    def _until(self) -> int:
        """The number of the last entry that is looked at, so that all views are of one moment of the record."""
        last = self._talks.last_number()
        asked = self.clocks.number
        return last if asked is None else min(last, asked)

    @property
    def reader(self) -> "Reader | None":
        """Who looks, if it is somebody who may not see all."""
        return self._talks.reader

    @lazily
    def record_head(self) -> "RecordHead | None":
        """The head of the record that is looked at: how many entries, and the root over them; None of a part of it."""
        return self._talks.record_head(self._until) if self.reader is None else None

    @lazily
    def kept_heads(self) -> "Sequence[KeptHead]":
        """The heads of the record that were signed and are kept beside it, up to what is looked at; none of a part."""
        return self._talks.kept_heads(self._until) if self.reader is None else ()

    @lazily
    def _kept(self) -> History | None:
        """The history from what is kept beside the record, of which only what is asked for is read; None without."""
        return self._talks.kept(self.clocks, self.now, self._until)

    @property
    def folds_all(self) -> bool:
        """Whether much was folded for want of what is kept beside the record: it is of another version, or missing."""
        read = "history" in vars(self) or "_acts" in vars(self)
        return read and self._until >= MANY and not self._talks.keeps()

    @property
    def seen(self) -> History:
        """The history at this point of view, of which no more is read than is asked for where that can be."""
        if "history" in vars(self) or self._kept is None:
            return self.history
        return self._kept

    @lazily
    def _acts(self) -> History:
        """The history without statements, which are many, and on which no status rests unless they are evidence.

        What could be known by a day leaves out statements, too, and says so.
        """
        if self._kept is not None and "history" not in vars(self):
            return self._kept
        if "history" in vars(self) or self.clocks.known is not None:
            return self.history
        acts = self._talks.entries(until=self._until, statements=False)
        evidence = {id_ for entry in acts for id_ in evidence_in(entry.event)}
        if evidence and evidence - {entry.id for entry in acts}:
            return self.history
        return history(acts, self.clocks, self.now)

    def view(self, name: str, reference: str | None = None, **options: Any) -> Any:
        """Return a view by its name, folded from what it needs of the talks.

        Args:
            name: one of `negotiation.views.registry.VIEWS`.
            reference: what it is about, for the views that are about one thing.
            options: what else it takes.

        Raises:
            InputError: there is no such view.
            NotFound, Ambiguous: the reference names nothing in view, or several things.
        """
        if name not in VIEWS:
            raise InputError(f"there is no view '{name[:80]}'", f"the views are {', '.join(VIEWS)}")
        about = VIEWS[name].about
        sorts = () if about == SORTS else about  # a view of anything is refused in the words for anything
        resolved = self._talks.reference(reference or "", sorts) if about else None
        return self._folded(name, resolved, **options)

    def _folded(self, name: str, resolved: str | None = None, **options: Any) -> Any:
        found = VIEWS[name]
        about = () if resolved is None else (resolved,)
        self._asked[name] = resolved
        shown = found.fold(*self._given(found.needs, resolved), *about, **options)
        if shown is None:
            raise self._out_of_view(resolved or "")
        return shown

    def _given(self, needs: Needs, reference: str | None = None) -> tuple[Any, ...]:
        if reference and reference.startswith(_TIED) and self._kept is not None:
            return self._of_tied(self._kept, needs, reference)
        about = self._about(reference) if reference else None
        if about is not None:
            return about if needs is Needs.RECORD else about[1:]
        match needs:
            case Needs.ACTS:
                return (self._acts,)
            case Needs.HISTORY:
                return (self.seen,)
            case Needs.RECORD:
                return (self.entries, self.history)

    def _of_tied(self, kept: History, needs: Needs, reference: str) -> tuple[Any, ...]:
        """Return what a view of one thing is folded from, given how that stands which it is tied to."""
        asked = reference, needs is Needs.RECORD
        if asked not in self._tied:
            sort, _, name = reference.partition(":")
            tied = kept.tied_to((sort, name))
            if needs is Needs.RECORD:
                naming = self._talks.entries_naming(reference)
                self._tied[asked] = naming, tied.showing(naming)
            else:
                self._tied[asked] = (tied,)
        return self._tied[asked]

    def _about(self, reference: str) -> tuple[Sequence[Entry], History] | None:
        """Return the entries and the history from which a thing can be shown; None if that takes the whole record.

        What could be known by a day hangs on the sources of all.
        """
        if "history" in vars(self) or (self.clocks.known is not None and self._kept is None):
            return None
        if reference not in self._near:
            until = self._until
            found = self._talks.entries_about(reference)
            entries = None if found is None else [entry for entry in found if entry.number <= until]
            self._near[reference] = None if entries is None else (entries, self._history_of(entries))
        return self._near[reference]

    def _history_of(self, entries: Sequence[Entry]) -> History:
        if self.clocks.known is None or self._kept is None:
            return history(entries, self.clocks, self.now)
        found = history(entries, self.clocks, self.now, told=self._kept.telling)
        return found.leaving_untold_what(self._kept)

    def document(self, name: str, view: Any, **options: Any) -> "Document":
        """Return a view laid out as a document, to be written in any format.

        Args:
            name: which view it is.
            view: the view.
            options: how it is laid out, beside what the view says.
        """
        from .rendering.layouts import lay_out  # noqa: PLC0415  # a view for programs has no layout
        from .rendering.out_of_view import told_below  # noqa: PLC0415
        from .views.out_of_view import out_of_view  # noqa: PLC0415

        asked = self._asked.get(name)
        left = out_of_view(self._given(VIEWS[name].needs, asked)[-1], asked)
        document = told_below(lay_out(name, view, self.clocks, **options), left)
        return structs.replace(document, record=lambda: self.record_head) if VIEWS[name].tells_head else document

    def labelled(self, document: "Document", name: str, form: str | None = None) -> "Document":
        """Return a view that was laid out with the labels of what not everybody may see, for formats without notes.

        Args:
            document: the view, laid out.
            name: which view it is.
            form: the format in which it is to be written; any if None.
        """
        seen = self._given(VIEWS[name].needs, self._asked.get(name))[-1]
        if not seen.any_closed():
            return document
        from .rendering.labelled import labelled  # noqa: PLC0415  # most records have none

        return labelled(document, seen, form)

    def annotated(self, document: "Document") -> "Document":
        """Return a view that was laid out with its sources as footnotes, for the formats that show them."""
        from .rendering.annotated import annotated  # noqa: PLC0415

        return annotated(document, self.entries, self.history)

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

    def _out_of_view(self, resolved: str) -> NotFound:
        sort, _, name = resolved.partition(":")
        if sort == "entry":
            name = f"#{self._talks.number_of(name)}"
        error = NotFound(sort, name, hint="it is in the log, but not in view at these clocks")
        error.args = (f"there is no {sort} '{name}' at this point of view",)
        error.message = error.args[0]
        return error


def _filter(wanted: "Filter | None") -> dict[str, Any]:
    return {} if wanted is None else {"wanted": wanted}
