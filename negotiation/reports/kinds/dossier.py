"""The dossier: everything about the talks in one report of numbered parts, for whoever takes them over."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ...asof import AsOf
from ...domain.dates.words import in_words, its_end
from ...domain.proposal.events import FormalAct
from ...domain.proposal.state import CONSENTS, Proposal
from ...rendering.apparatus import Apparatus
from ...rendering.document import Passage, Points, Section, Table
from ...views.changes import Changes
from ...views.course import Course
from ...views.due_item import DueItem
from ...views.guarantees import Guarantees
from ...views.phrases import author_words, parties_words
from ...views.pledges import Pledges
from ...views.positions import Positions
from ...views.rounds import Rounds
from ...views.sources import Sources
from ...views.status import ProposalStatus, Status
from ..clocks import clock_facts
from ..deadlines import named
from ..glossary import explained
from ..pieces import figures, guarantees, meetings, periods, redlines, sourcing, vocabulary, waiting
from ..pieces.cautions import count
from ..pieces.chosen import IN_FULL, Chosen, Remembering
from ..pieces.parts import LISTED, MOST, listed, note, part, plain, within
from ..pieces.summary import Summed, sentences
from . import Body, Kind, changes, positions, state_of_play, treaty, words_and_deeds

MOST_STEPS = 300
"""Of more steps than this, those are left out by which a proposal was only put forward and looked at."""
_LOOKED_AT = ("floated", "tabled", "received", "under consideration", "moved", "seconded")
_OF_TREATIES = CONSENTS | {FormalAct.IN_FORCE, FormalAct.IN_FORCE_FOR, FormalAct.PROVISIONALLY_APPLIED}


class Dossier(Struct, frozen=True):
    """The views that a dossier is made of."""

    status: Status
    course: Course
    positions: Positions
    pledges: Pledges
    guarantees: Guarantees
    due: tuple[DueItem, ...]
    rounds: Rounds
    sources: Sources
    changes: Changes | None
    since: str | None
    """Since when the changes are told, as it was asked for."""


class _Told(NamedTuple):
    """What the parts are made from."""

    asof: AsOf
    apparatus: Apparatus
    view: Dossier
    chosen: Chosen

    @property
    def less(self) -> Passage | None:
        """What is said where not all proposals are told in full."""
        left = len(self.view.course.lanes) - len(self.chosen.proposals)
        if left <= 0:
            return None
        words = f"The {IN_FULL} proposals on which most is recorded; {left:,} others stand in the state of play."
        return Passage(words, quiet=True)


def build(asof: AsOf, apparatus: Apparatus, reference: str | None) -> Body:
    """Build the body of a dossier."""
    asof = Remembering(asof)
    changed = changes.compared(asof, apparatus, reference) if reference else None
    view = Dossier(
        status=asof.status(),
        course=asof.course(),
        positions=asof.positions(),
        pledges=asof.pledges(),
        guarantees=asof.guarantees(),
        due=asof.due(waiting.AHEAD).items,
        rounds=asof.rounds(),
        sources=asof.sources(),
        changes=changed.view if changed else None,
        since=changed.since if changed else None,
    )
    chosen = Chosen(view.course)
    told = _Told(asof, apparatus, view, chosen)
    parts = (
        _summary(told),
        _course(told),
        _positions(told),
        _play(told),
        _texts(told),
        _deeds(told),
        _guarantees(told),
        _treaties(told),
        _pending(told),
        _rounds(told),
        _changed(told, changed) if changed else (),
        sourcing.cited(view.sources),
        sourcing.uncited(view.sources, apparatus),
    )
    closing = (
        *sourcing.record(asof),
        *part("Words", (plain(explained(vocabulary.used(asof, apparatus, view.status))),)),
    )
    return Body(
        view,
        tuple(section for part in parts for section in part),
        _overview(apparatus, view.status.proposals),
        view.status.proposals,
        reference=view.since,
        closing=closing,
        contents=True,
    )


def _changed(told: _Told, found: changes.Compared) -> tuple[Section, ...]:
    return part(f"What changed since {_since(told.view)}", within(changes.sections(found, told.asof, told.apparatus)))


def _since(view: Dossier) -> str:
    since = view.since or ""
    return f"entry {since}" if since.startswith("#") else its_end(since).removeprefix("the end of ") if since else ""


def _summary(told: _Told) -> tuple[Section, ...]:
    asof, apparatus, view = told.asof, told.apparatus, told.view
    last = apparatus.held[-1].number if apparatus.held else 0
    clocks = clock_facts(asof.clocks, last, named(asof, apparatus.now, with_deadlines=True))
    found = Summed(view.status, view.course, view.due, view.sources, view.changes, _since(view))
    return part("Summary", (plain(Points(tuple(sentences(found, asof.history, apparatus, clocks)))),))


def _course(told: _Told) -> tuple[Section, ...]:
    asof, apparatus, view = told.asof, told.apparatus, told.view
    lanes = (*view.course.lanes, *view.course.pledges)
    stages = [stretch for lane in lanes for stretch in lane.stretches]
    if len(stages) > MOST_STEPS:
        stages = [stretch for stretch in stages if stretch.words not in _LOOKED_AT]
    steps = [stretch.entry for stretch in stages]
    steps += [number for found in view.rounds.rounds for number in found.happenings]
    steps += [mark.entry for lane in lanes for mark in lane.marks if mark.kind == "vote"]
    happened = periods.happened(asof.history.entries, steps, asof.history.zone, apparatus)
    return part("The course of the talks", (*figures.course(asof, apparatus, view.course, told=True), *happened))


def _positions(told: _Told) -> tuple[Section, ...]:
    view = told.chosen.positions(told.view.positions)
    if not any(cell.now or cell.moves for cell in (*view.cells, *view.provisions)):
        return ()
    found = positions.sections(told.asof, told.apparatus, view)
    return part("Positions", (*((plain(note(told.less)),) if told.less else ()), *within(found)))


def _play(told: _Told) -> tuple[Section, ...]:
    apparatus, view = told.apparatus, told.view
    if not view.status.proposals:
        return ()
    shown = told.chosen.status(view.status)
    play = state_of_play.StateOfPlay(shown, told.chosen.positions(view.positions), view.due)
    left = [one for one in view.status.proposals if one.proposal not in told.chosen.proposals]
    others = Section("All other proposals", (_overview(apparatus, left),), folded=count(len(left), "proposal"))
    return part("State of play", (*within(state_of_play.play(play, apparatus)), *((others,) if left else ())))


def _overview(apparatus: Apparatus, found: Sequence[ProposalStatus]) -> Table:
    """Return a row for each proposal: where it stands, since when, how far its words have come, and from whom."""
    rows = tuple(
        (
            (Passage(one.title or one.proposal, strong=True), Passage(one.proposal, quiet=True)),
            (apparatus.claim(one.label, one.formal.entry),),
            (Passage(in_words(one.formal.since)),),
            (Passage(f"{one.text.convergence}, version {one.text.version}"),),
            (Passage(author_words(one.sponsors, one.author)),),
        )
        for one in found
    )
    columns = ("Proposal", "Status", "Since", "Text", "From")
    return Table("Where the proposals stand", columns, rows, "No proposal is on the table at this point of view.")


def _texts(told: _Told) -> tuple[Section, ...]:
    revised = [
        one.proposal
        for one in told.view.status.proposals
        if one.text.version > 1 and one.proposal in told.chosen.proposals
    ]
    found = tuple(section for name in revised for section in redlines.sections(name, told.asof, told.apparatus))
    return part("Texts, from their first version to the present one", found)


def _deeds(told: _Told) -> tuple[Section, ...]:
    view = told.chosen.of_pledges(told.view.pledges)
    if not view.pledges:
        return ()
    left = len(told.view.pledges.pledges) - len(view.pledges)
    less = note(Passage(f"The {IN_FULL} pledges on which most is recorded, of {left + IN_FULL:,}.", quiet=True))
    found = words_and_deeds.sections(told.asof, told.apparatus, view)
    return part("Words and deeds", (*((plain(less),) if left > 0 else ()), *found))


def _guarantees(told: _Told) -> tuple[Section, ...]:
    found = [one for one in told.view.guarantees.guarantees if one.proposal in told.chosen.proposals]
    consulting = [item for item in told.view.due if item.kind == "consultation"]
    return part(
        "Guarantees",
        [
            replace(
                guarantees.section(one, [item for item in consulting if item.subject == one.proposal], told.apparatus),
                heading=one.title or one.proposal,
            )
            for one in found
        ],
    )


def _treaties(told: _Told) -> tuple[Section, ...]:
    return part("Treaties", tuple(section for name in _of_treaties(told) for section in _treaty(name, told)))


def _of_treaties(told: _Told) -> list[str]:
    return [
        one.proposal
        for one in told.view.status.proposals
        if one.proposal in told.chosen.proposals and _is_treaty(told.apparatus.now.proposals[one.proposal])
    ]


def _is_treaty(found: Proposal) -> bool:
    term = any(getattr(term, "kind", "") == "entry-into-force" for term in found.content.terms)
    return term or any(act.act in _OF_TREATIES for act in found.acts)


def _treaty(name: str, told: _Told) -> Iterator[Section]:
    body = treaty.build(told.asof, told.apparatus, f"proposal:{name}")
    for place, one in enumerate(body.sections):
        long = any(isinstance(block, Table) and len(block.rows) > MOST for block in one.blocks)
        heading = body.subject if place == 0 else one.heading
        yield replace(one, heading=heading, below=place > 0, folded="Party by party" if long else "")


def _pending(told: _Told) -> tuple[Section, ...]:
    apparatus, view = told.apparatus, told.view
    tied = waiting.sections(view.status, apparatus)
    items = [item for item in view.due if item.when] + [item for item in view.due if not item.when]
    rows = tuple(
        (
            (waiting.item_words(item, apparatus),),
            (Passage(item.subject),),
            (Passage(parties_words(item.who), quiet=not item.who),),
        )
        for item in items[:LISTED]
    )
    table = Table("Deadlines first", ("What", "On", "Waiting for"), rows)
    due = (Section("What is due, or waited for"), *listed(table, len(items), "thing", "the first; all: talks due"))
    return part("Packages and what is due", (*tied, *(due if rows else ())))


def _rounds(told: _Told) -> tuple[Section, ...]:
    found = told.view.rounds.rounds
    return part("Rounds", (plain(meetings.table(found, told.apparatus)),) if found else ())


KIND = Kind("Dossier", build, about="moment", example="2022-03-29 or '#7'", needed=False, sealed=True)
"""Everything about the talks in one report."""
