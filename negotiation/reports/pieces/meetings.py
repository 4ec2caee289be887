"""Rounds on paper: when and where each was held, by whom, and what came of it."""

from collections.abc import Iterator, Sequence

from ...domain.dates.words import in_words
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Table
from ...views.phrases import duration_words, listed
from ...views.rounds import RoundStatus
from .common import NONE, contest


def table(found: Sequence[RoundStatus], apparatus: Apparatus) -> Table:
    """Lay rounds out, one a row."""
    columns = ("Round", "When", "Where", "Delegations", "What came of it")
    return Table("The rounds, in their order", columns, tuple(_row(one, apparatus) for one in found), "No round.")


def _row(found: RoundStatus, apparatus: Apparatus) -> tuple[Cell, ...]:
    apparatus.see(found.happenings)
    return (
        tuple(_name(found, apparatus)),
        (Passage(_when(found)),),
        tuple(_where(found)) or NONE,
        tuple(Passage(one) for one in found.delegations) or NONE,
        tuple(_outcome(found, apparatus)),
    )


def _name(found: RoundStatus, apparatus: Apparatus) -> Iterator[Passage]:
    yield Passage(found.label or found.round, strong=True)
    if found.label:
        yield Passage(found.round, quiet=True)
    yield from (Passage(f"{told.by} calls it {told.says}", quiet=True) for told in found.labels)
    yield from (contest(one, apparatus) for one in found.contested)


def _when(found: RoundStatus) -> str:
    if found.opened is None:
        return f"set for {in_words(found.planned)}" if found.planned else "not set"
    ended = f" to {in_words(found.closed)}" if found.closed and found.closed != found.opened else ""
    until = f", to go on {in_words(found.until)}" if found.until else ""
    return f"{in_words(found.opened)}{ended}{until}"


def _where(found: RoundStatus) -> Iterator[Passage]:
    if found.venue:
        yield Passage(found.venue)
    if found.host:
        yield Passage(f"host {found.host}", quiet=True)
    if found.mediators:
        yield Passage(f"mediated by {listed(found.mediators)}", quiet=True)
    if found.format:
        yield Passage(found.format, quiet=True)


def _outcome(found: RoundStatus, apparatus: Apparatus) -> Iterator[Passage]:
    says = f", says {found.says}" if found.says else ""
    yield apparatus.claim(f"{found.stage}{says}", found.happenings[-1] if found.happenings else 0)
    back = [party for party in found.walked_out if party not in found.away]
    if back:
        yield Passage(f"{listed(back)} had walked out, and came back")
    if found.duration:
        yield Passage(f"lasted {duration_words(found.duration)}")
    yield from map(Passage, found.outputs)
    if found.reason:
        yield Passage(found.reason)
    if found.press_access:
        yield Passage(f"press: {found.press_access}", quiet=True)
