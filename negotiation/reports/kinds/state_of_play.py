"""The state of play: provision by provision what each side thinks of it, and what is still to deliver.

Positions are taken on a proposal or on its numbered provisions. So every live proposal has a row of its own, with its
typed terms in it, and below it a row for each of its provisions.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from ...asof import AsOf
from ...domain.proposal.stage import agreed
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Section, Table
from ...views.due_item import DueItem, DueKind
from ...views.pledges import PledgeStatus
from ...views.positions import PositionCell, Positions
from ...views.status import ProposalStatus, Status
from ..pieces import pledges, waiting
from ..pieces.common import contest, many, named, of_many, stance
from . import Body, Kind

T = TypeVar("T")
_DELIVER = (DueKind.UNANSWERED, DueKind.STALE, DueKind.CONSULTATION, DueKind.GUARANTOR)
COLUMNS = ("Provision", "State of play", "Still to deliver")


class StateOfPlay(Struct, frozen=True):
    """Where the talks stand, who thinks what of which provision, and what is still to come."""

    status: Status
    positions: Positions
    due: tuple[DueItem, ...]


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of a state of play."""
    view = StateOfPlay(asof.status(), asof.positions(), asof.due(waiting.AHEAD).items)
    return Body(
        view, (_on_the_table(view, apparatus), *waiting.sections(view.status, apparatus), *_off(view, apparatus))
    )


def play(view: StateOfPlay, apparatus: Apparatus) -> tuple[Section, ...]:
    """Return what is on the table, provision by provision, and what is off it."""
    return (_on_the_table(view, apparatus), *_off(view, apparatus))


def _on_the_table(view: StateOfPlay, apparatus: Apparatus) -> Section:
    play = _Play(view, apparatus)
    live = [found for found in view.status.proposals if not apparatus.now.proposals[found.proposal].ending]
    table = Table(
        "Provisions on the table",
        COLUMNS,
        tuple(row for found in live for row in _rows(found, play)),
        "No proposal is on the table at this point of view.",
        shape="play",
    )
    return Section("State of play", (table,))


class _Play:
    """The view, sorted by proposal."""

    def __init__(self, view: StateOfPlay, apparatus: Apparatus) -> None:
        self.apparatus = apparatus
        self.many = many(apparatus)
        self.parties = view.positions.parties
        self.packages = {package.package: package for package in view.status.packages}
        self._said = _by(view.positions.cells, lambda cell: cell.proposal)
        self._on_provisions = _by(view.positions.provisions, lambda cell: cell.proposal)
        self._due = _by(view.due, lambda item: item.subject)
        self._pledges = _by(view.status.pledges, lambda pledge: pledge.words.under)

    def whole(self, name: str) -> list[PositionCell]:
        """Return what the parties think of a proposal as a whole: of few each, of many those that were heard."""
        said = {cell.party: cell for cell in self._said.get(name, ())}
        if self.many:
            return list(said.values())
        nothing = (PositionCell(party, name, None, (), (), sponsor=False) for party in self.parties)
        return [said.get(cell.party, cell) for cell in nothing]

    def provision(self, name: str, number: str) -> dict[str, PositionCell]:
        """Return what parties think of one provision of a proposal."""
        return {cell.party: cell for cell in self._on_provisions.get(name, ()) if cell.provision == number}

    def due(self, name: str) -> Iterator[DueItem]:
        """Yield what is due on a proposal and not told by its status."""
        return (item for item in self._due.get(name, ()) if item.kind in _DELIVER)

    def pledges(self, name: str) -> Sequence[PledgeStatus]:
        """Return the pledges that were made under a proposal."""
        return self._pledges.get(name, ())


def _by(found: Iterable[T], key: Callable[[T], str | None]) -> dict[str | None, list[T]]:
    groups: dict[str | None, list[T]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return groups


def _rows(found: ProposalStatus, play: _Play) -> Iterator[tuple[Cell, ...]]:
    """Yield the row of a proposal as a whole, then those of its provisions."""
    apparatus = play.apparatus
    content, cells = apparatus.now.proposals[found.proposal].content, play.whole(found.proposal)
    apparatus.see(found.grounds.because)
    # The terms rest on what the title rests on, so its footnotes and marks are not repeated at each.
    name = (*named(found.proposal, apparatus), *map(Passage, found.text.terms))
    label = (
        apparatus.claim(found.label, found.formal.entry, strong=True),
        Passage(
            f"text: {found.text.convergence}; formal: {found.formal.words}",
            quiet=True,
        ),
    )
    if play.many:
        said = of_many([taken for cell in cells for taken in cell.now], len(found.unheard), apparatus)
    else:
        said = tuple(passage for cell in cells for passage in _side(cell, apparatus))
    shown = {passage.entry for passage in (*name, *label, *said)}
    elsewhere = tuple(contest(one, apparatus) for one in found.grounds.contested if one.entry not in shown)
    yield name, (*label, *elsewhere, *said), tuple(_to_deliver(found, play, cells)) or _nothing(found, apparatus)
    for one in content.provisions:
        own = play.provision(found.proposal, one.number)
        text = apparatus.claim(f"{one.number}. {one.text}", content.entry)
        if play.many:
            sides = of_many([taken for cell in own.values() for taken in cell.now], 0, apparatus) or _AS_A_WHOLE
        else:
            sides = tuple(
                passage for whole in cells for passage in _on_provision(own.get(whole.party), whole, apparatus)
            )
        out = (
            *waiting.undecided(own.values(), found, apparatus),
            *waiting.conditions(own.values(), apparatus),
        ) or _AS_A_WHOLE
        yield (text, Passage(f"of {found.proposal}", quiet=True)), sides, out


_AS_A_WHOLE: Cell = (Passage("as for the whole proposal", quiet=True),)


def _side(cell: PositionCell, apparatus: Apparatus) -> Cell:
    """Return what one side thinks of the whole proposal, and what it did about it, each with its date."""
    said = (
        *((Passage(f"{cell.party}: sponsor", quiet=True),) if cell.sponsor else ()),
        *(stance(taken, apparatus, party=True, version=True) for taken in cell.now),
    )
    return said or (Passage(f"{cell.party}: not heard", quiet=True),)


def _on_provision(own: PositionCell | None, whole: PositionCell, apparatus: Apparatus) -> Iterable[Passage]:
    if own and own.now:
        return tuple(stance(taken, apparatus, party=True, version=True) for taken in own.now)
    if whole.now:
        return (Passage(f"{whole.party}: nothing on this provision; see the proposal as a whole", quiet=True),)
    return _side(whole, apparatus)


def _to_deliver(found: ProposalStatus, play: _Play, whole: Sequence[PositionCell]) -> Iterator[Passage]:
    """Yield what is still out on a proposal: answers, what it waits for, packages, pledges, guarantors, silence."""
    apparatus = play.apparatus
    yield from waiting.silence(found, apparatus)
    yield from (waiting.item_words(item, apparatus) for item in play.due(found.proposal))
    yield from waiting.undecided(whole, found, apparatus)
    yield from waiting.conditions(whole, apparatus)
    yield from (waiting.wait(one, apparatus, named=False) for one in found.waits)
    for package in (play.packages[name] for name in found.packages if name in play.packages):
        out = [name for name in package.waits_for if name != found.proposal]
        if out:
            what = f"package {package.package} waits for {', '.join(out)}"
            yield apparatus.claim(what, package.entry or 0)
        for one in package.held_up_by:
            if one.proposal != found.proposal:
                what = f"package {package.package} is held up by {one.party} on {one.proposal}: {one.stance}"
                yield apparatus.claim(what, one.entry or 0)
    for pledge in play.pledges(found.proposal):
        yield from pledges.open_questions(pledge, apparatus)


def _nothing(found: ProposalStatus, apparatus: Apparatus) -> Cell:
    settled = agreed(apparatus.now.proposals[found.proposal]) or found.formal.stage == "rejected"
    return (Passage("nothing that is recorded" if settled else "a formal agreement", quiet=True),)


def _off(view: StateOfPlay, apparatus: Apparatus) -> tuple[Section, ...]:
    found = [found for found in view.status.proposals if apparatus.now.proposals[found.proposal].ending]
    if not found:
        return ()
    for one in found:
        apparatus.see(one.grounds.because)
    rows = tuple((named(one.proposal, apparatus), (apparatus.claim(one.label, one.formal.entry),)) for one in found)
    return (Section("Off the table", (Table("Proposals off the table", ("Proposal", "How it left"), rows),)),)


KIND = Kind("State of play", build)
"""Provision by provision: what each side thinks of it, and what is still to deliver."""
