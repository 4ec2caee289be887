"""What reads share that can look at several talks: which ones, and their views as one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from .options import Common, Read, Seen

if TYPE_CHECKING:
    from negotiation import AsOf, TalksLog
    from negotiation.rendering.document import Document

T = TypeVar("T")


@dataclass(kw_only=True)
class OfAll(Common):
    """The option that asks for all talks."""

    all_: Annotated[
        bool, typer.Option("--all", help="Every talks of the log; or some of them: --talks 'casino-*'.")
    ] = False

    def see_that_some_or_all_are_meant(self) -> None:
        """See that not both all talks are asked for and some of them.

        Raises:
            BadParameter: both are.
        """
        if self.all_ and self.talks_named:
            raise typer.BadParameter(f"asks for all talks, and --talks {self.talks_named} does not", param_hint="--all")


@dataclass(kw_only=True)
class ReadSeveral(OfAll, Read):
    """What a read takes that can look at several talks."""

    @property
    def several(self) -> bool:
        """Whether several talks are meant."""
        from negotiation.log import several

        return self.all_ or several(self.talks_wanted or "")

    def talks(self) -> "TalksLog":
        """Open the log and the talks.

        Raises:
            SeveralTalks: there are several, and none is named; all of them could be.
        """
        from negotiation.domain.errors import SeveralTalks

        try:
            return super().talks()
        except SeveralTalks as error:
            error.hint = (
                "name one with --talks ID, some with --talks 'casino-*', or all with --all; talks list has them"
            )
            raise

    def each(self) -> "Iterator[AsOf] | None":
        """Return each of several talks as of the clocks; None if one talks is meant.

        Raises:
            BadParameter: all talks are asked for, and some of them.
        """
        self.see_that_some_or_all_are_meant()
        if not self.several:
            return None
        named = None if self.all_ else self.talks_wanted
        return self.open_log().each(named, at=self.at, known=self.known, recorded=self.recorded)

    def show_view(self, name: str, view: "Callable[[AsOf], T]", **options: object) -> list[T]:
        """Write a view of the talks out, or those of several talks as one; return what is written.

        Talks in which what is asked for is not there are left out, unless it is in none of them.

        Args:
            name: the name of the view.
            view: gives it for one talks.
            options: how it is laid out.
        """
        several = self.each()
        if several is None:
            seen = self.as_of()
            found = view(seen)
            self.show(seen, name, found, **options)
            return [found]
        from negotiation.rendering.together import together

        shown, read_all = {}, False
        for seen, found in where_there(several, view):
            shown[seen.talks] = found, seen.document(name, found, **options)
            read_all |= seen.folds_all

        def with_notes(_: "Document") -> "Document":
            again = ((seen, shown[seen.talks][1]) for seen in self.each() or () if seen.talks in shown)
            return together(name, [(seen.talks, seen.annotated(document)) for seen, document in again])

        def with_labels(_: "Document", form: str) -> "Document":
            again = ((seen, shown[seen.talks][1]) for seen in self.each() or () if seen.talks in shown)
            return together(name, [(seen.talks, seen.labelled(document, name, form)) for seen, document in again])

        document = together(name, [(talks, document) for talks, (_, document) in shown.items()])
        self.give(document, annotated=with_notes, labelled=with_labels if self.holds_marked() else None, paged=True)
        self.say_if_all_was_read(read_all=read_all)
        return [found for found, _ in shown.values()]


@dataclass(kw_only=True)
class SeenOfAll(OfAll, Seen):
    """What a command takes that looks at all talks if none are named."""


def where_there(several: "Iterable[AsOf]", ask: "Callable[[AsOf], T]") -> "Iterator[tuple[AsOf, T]]":
    """Yield what is asked of each talks; those in which what is asked for is not there are left out.

    Raises:
        NotFound: it is in none of them.
    """
    from negotiation.domain.errors import NotFound

    there, lost = False, None
    for seen in several:
        try:
            found = ask(seen)
        except NotFound as error:
            lost = error
            continue
        there = True
        yield seen, found
    if lost is not None and not there:
        raise lost
