"""What waits for what, on paper: packages, circles of waiting, silence procedures."""

from collections.abc import Iterable, Iterator, Sequence

from ...domain.dates.words import in_words
from ...domain.package.waiting import Wait
from ...domain.proposal.conditions import awaited
from ...domain.proposal.events import Stance
from ...domain.proposal.stage import agreed
from ...domain.proposal.state import OBJECTIONS
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Points, Section, Table
from ...views.due_item import DueItem
from ...views.packages import PackageStatus
from ...views.phrases import listed, parties_words
from ...views.positions import PositionCell
from ...views.stances import conditions_of
from ...views.status import ProposalStatus, Status
from .common import NONE

_UNDECIDED = (Stance.STUDYING, Stance.RESERVED, Stance.SILENT)
AHEAD = "P1000Y"
"""How far ahead deadlines are looked for: all of them are still to come."""


def sections(view: Status, apparatus: Apparatus) -> tuple[Section, ...]:
    """Return the sections on packages, on circles of waiting and on silence, as far as there are any."""
    silences = tuple(passage for found in view.proposals for passage in silence(found, apparatus, named=True))
    found = [Section("Silence procedures", (Points(silences),))] if silences else []
    if view.packages:
        found.append(Section("Packages", (packages(view.packages, view, apparatus),)))
    if view.deadlocks:
        found.append(Section("Deadlocks", (deadlocks(view.deadlocks, apparatus),)))
    return tuple(found)


def silence(found: ProposalStatus, apparatus: Apparatus, *, named: bool = False) -> Cell:
    """Say how a silence procedure on a proposal stands; that silence runs is no consent yet."""
    procedure = apparatus.now.proposals[found.proposal].silence
    if found.formal.silence is None or procedure is None:
        return ()
    opened = f", opened by {parties_words(procedure.by)}" if procedure.by else ""
    what = f"{found.proposal}: {found.formal.silence}" if named else found.formal.silence
    objections = tuple(
        apparatus.claim(f"{one.party} objected", one.entry) for one in procedure.objections if named or one.formal
    )
    ended = (apparatus.claim("the talks collapsed", procedure.collapse),) if procedure.collapse else ()
    return (apparatus.claim(f"{what}{opened}", procedure.entry), *objections, *ended)


def packages(found: Iterable[PackageStatus], view: Status, apparatus: Apparatus) -> Table:
    """Lay packages out: their members, what each waits for, and who holds it up."""
    rows = tuple(_row(package, {p.proposal: p for p in view.proposals}, apparatus) for package in found)
    columns = ("Package", "Its proposals", "Waits for", "Held up by")
    return Table("Packages: agreed only together", columns, rows, "No package is formed at this point of view.")


def _row(package: PackageStatus, proposals: dict[str, ProposalStatus], apparatus: Apparatus) -> tuple[Cell, ...]:
    ended = f": {package.reason}" if package.reason else ""
    since = f" ({in_words(package.on)})" if package.on else ""
    return (
        (
            Passage(package.package, strong=True),
            *((apparatus.claim(package.title, package.entry or 0),) if package.title else ()),
            apparatus.claim(f"{package.state}{since}{ended}", package.entry or 0),
        ),
        tuple(
            _member(f"{member.proposal}: {member.label}", proposals.get(member.proposal), apparatus)
            for member in package.members
        ),
        tuple(Passage(name) for name in package.waits_for) or NONE,
        held_up(package, apparatus) or NONE,
    )


def _member(words: str, found: ProposalStatus | None, apparatus: Apparatus) -> Passage:
    return apparatus.claim(words, found.formal.entry) if found else Passage(words)


def held_up(package: PackageStatus, apparatus: Apparatus) -> Cell:
    """Name the parties whose agreement to a member is still out, each with its last word."""
    return tuple(
        apparatus.claim(f"{one.party} on {one.proposal}: {one.stance}", one.entry or 0) for one in package.held_up_by
    )


def deadlocks(circles: Sequence[tuple[Wait, ...]], apparatus: Apparatus) -> Table:
    """Lay out the circles in which proposals wait for each other."""
    rows = tuple(
        ((Passage(listed([one.proposal for one in circle])),), tuple(wait(one, apparatus) for one in circle))
        for circle in circles
    )
    return Table("Circles of waiting: none can go first", ("Proposals", "Which waits for which"), rows)


def wait(found: Wait, apparatus: Apparatus, *, named: bool = True) -> Passage:
    """Say which proposal waits for which, and why."""
    who = f"{found.proposal} waits" if named else "waits"
    return apparatus.claim(f"{who} for {found.for_proposal} ({found.why})", found.entry)


def item_words(item: DueItem, apparatus: Apparatus) -> Passage:
    """Return something that is due, with its deadline, resting on the entries behind it."""
    apparatus.see(item.entries)
    late = ", which has passed" if item.overdue else ", which may have passed" if item.perhaps else ""
    when = f" ({in_words(item.when)}{late})" if item.when else ""
    return apparatus.claim(f"{item.what}{when}", item.entries[0] if item.entries else 0)


def undecided(cells: Iterable[PositionCell], found: ProposalStatus, apparatus: Apparatus) -> Iterator[Passage]:
    """Yield what is out of the sides that have spoken: decisions and consents."""
    for cell in cells:
        last = cell.now[-1] if cell.now else None
        if last is None or last.stale or agreed(apparatus.now.proposals[found.proposal]):
            continue
        if last.stance in _UNDECIDED:
            yield apparatus.claim(f"the decision of {cell.party} ({last.stance})", last.entry)
        elif last.stance in (*OBJECTIONS, "rejected"):
            yield apparatus.claim(f"the consent of {cell.party} ({last.stance.replace('-', ' ')})", last.entry)


def conditions(cells: Iterable[PositionCell], apparatus: Apparatus) -> Iterator[Passage]:
    """Yield the conditions that the sides have set for what is not agreed yet, and that are to be met for them."""
    for cell in cells:
        last = cell.now[-1] if cell.now else None
        if last is None or last.stale or agreed(apparatus.now.proposals[cell.proposal]):
            continue
        for condition, words in zip(last.conditions, conditions_of(last), strict=True):
            if cell.provision or not awaited(condition):  # on the whole, that is what it waits for
                yield apparatus.claim(f"the condition of {cell.party}: {words}", last.entry)
