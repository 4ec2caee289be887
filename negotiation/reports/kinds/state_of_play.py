"""The state of play: provision by provision what each side thinks of it, and what is still to deliver.

Positions are taken on a proposal or on its numbered provisions. So every live proposal has a row of its own, with its
typed terms in it, and below it a row for each of its provisions.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ...asof import AsOf
from ...domain.proposal.stage import agreed
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Section, Table
from ...views.due_item import DueItem, DueKind
from ...views.positions import PositionCell, Positions
from ...views.status import ProposalStatus, Status
from ..pieces import pledges, waiting
from ..pieces.common import contest, named, stance
from . import Body, Kind

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
    live = [found for found in view.status.proposals if not apparatus.now.proposals[found.proposal].ending]
    table = Table(
        "Provisions on the table",
        COLUMNS,
        tuple(row for found in live for row in _rows(found, view, apparatus)),
        "No proposal is on the table at this point of view.",
        shape="play",
    )
    off = [found for found in view.status.proposals if found not in live]
    sections = (Section("State of play", (table,)), *waiting.sections(view.status, apparatus), *_off(off, apparatus))
    return Body(view, sections)


def _rows(found: ProposalStatus, view: StateOfPlay, apparatus: Apparatus) -> Iterator[tuple[Cell, ...]]:
    """Yield the row of a proposal as a whole, then those of its provisions."""
    content = apparatus.now.proposals[found.proposal].content
    cells = [cell for cell in (*view.positions.cells, *view.positions.provisions) if cell.proposal == found.proposal]
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
    said = tuple(passage for cell in cells if cell.provision is None for passage in _side(cell, apparatus))
    shown = {passage.entry for passage in (*name, *label, *said)}
    elsewhere = tuple(contest(one, apparatus) for one in found.grounds.contested if one.entry not in shown)
    yield name, (*label, *elsewhere, *said), tuple(_to_deliver(found, view, apparatus)) or _nothing(found, apparatus)
    for one in content.provisions:
        own = {cell.party: cell for cell in cells if cell.provision == one.number}
        text = apparatus.claim(f"{one.number}. {one.text}", content.entry)
        sides = tuple(
            passage
            for whole in cells
            if whole.provision is None
            for passage in _on_provision(own.get(whole.party), whole, apparatus)
        )
        out = (
            *waiting.undecided(own.values(), found, apparatus),
            *waiting.conditions(own.values(), apparatus),
        ) or (Passage("as for the whole proposal", quiet=True),)
        yield (text, Passage(f"of {found.proposal}", quiet=True)), sides, out


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


def _to_deliver(found: ProposalStatus, view: StateOfPlay, apparatus: Apparatus) -> Iterator[Passage]:
    """Yield what is still out on a proposal: answers, what it waits for, packages, pledges, guarantors, silence."""
    yield from waiting.silence(found, apparatus)
    yield from (waiting.item_words(item, apparatus) for item in _due(view.due, found.proposal))
    whole = [cell for cell in view.positions.cells if cell.proposal == found.proposal]
    yield from waiting.undecided(whole, found, apparatus)
    yield from waiting.conditions(whole, apparatus)
    yield from (waiting.wait(one, apparatus, named=False) for one in found.waits)
    for package in view.status.packages:
        if package.package in found.packages:
            out = [name for name in package.waits_for if name != found.proposal]
            if out:
                what = f"package {package.package} waits for {', '.join(out)}"
                yield apparatus.claim(what, package.entry or 0)
            yield from (
                apparatus.claim(f"package {package.package} is held up by {one.party} on {one.proposal}: {one.stance}",
                                one.entry or 0)
                for one in package.held_up_by
                if one.proposal != found.proposal
            )  # fmt: skip
    for pledge in view.status.pledges:
        if pledge.words.under == found.proposal:
            yield from pledges.open_questions(pledge, apparatus)


def _due(due: Iterable[DueItem], proposal: str) -> Sequence[DueItem]:
    return [item for item in due if item.kind in _DELIVER and item.subject == proposal]


def _nothing(found: ProposalStatus, apparatus: Apparatus) -> Cell:
    settled = agreed(apparatus.now.proposals[found.proposal]) or found.formal.stage == "rejected"
    return (Passage("nothing that is recorded" if settled else "a formal agreement", quiet=True),)


def _off(found: Sequence[ProposalStatus], apparatus: Apparatus) -> tuple[Section, ...]:
    if not found:
        return ()
    for one in found:
        apparatus.see(one.grounds.because)
    rows = tuple((named(one.proposal, apparatus), (apparatus.claim(one.label, one.formal.entry),)) for one in found)
    return (Section("Off the table", (Table("Proposals off the table", ("Proposal", "How it left"), rows),)),)


KIND = Kind("State of play", build)
"""Provision by provision: what each side thinks of it, and what is still to deliver."""
