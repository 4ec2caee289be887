"""One point of view on the talks: which of the record is looked at, and what a view is folded from there.

What is kept beside the record answers where it can; else the entries are read and folded, of one thing those that bear
on it, and of everything all.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, Self

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

    def telling_damage(self) -> AbstractContextManager[None]:
        """Raise the damage of the log where an error comes about by it that nobody has foreseen."""

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

_TIED = ("proposal:", "pledge:", "package:")
"""How references to things begin that are shown with what they are tied to."""


class Viewpoint:
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

    def with_deadlines_at(self, moment: int) -> Self:
        """Return the same talks at the same clocks, with deadlines worked out for another moment than the present."""
        return type(self)(self._talks, self.clocks, moment)

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
            Damaged: what stands in the log does not fit together.
        """
        if name not in VIEWS:
            raise InputError(f"there is no view '{name[:80]}'", f"the views are {', '.join(VIEWS)}")
        about = VIEWS[name].about
        sorts = () if about == SORTS else about  # a view of anything is refused in the words for anything
        with self._talks.telling_damage():
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

    def _out_of_view(self, resolved: str) -> NotFound:
        sort, _, name = resolved.partition(":")
        if sort == "entry":
            name = f"#{self._talks.number_of(name)}"
        error = NotFound(sort, name, hint="it is in the log, but not in view at these clocks")
        error.args = (f"there is no {sort} '{name}' at this point of view",)
        error.message = error.args[0]
        return error
