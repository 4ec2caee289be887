"""The dossier: everything about the talks in one report of numbered parts, for whoever takes them over."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...asof import AsOf
from ...domain.dates.words import in_words, its_end
from ...domain.proposal.events import FormalAct
from ...domain.proposal.state import CONSENTS, Proposal
from ...rendering.apparatus import Apparatus
from ...rendering.document import Block, Passage, Points, Section, Table
from ...rendering.footnotes import grade_words
from ...rendering.layouts.common import ranges
from ...views.changes import Changes
from ...views.course import Course
from ...views.due_item import DueItem
from ...views.guarantees import Guarantees
from ...views.phrases import parties_words
from ...views.pledges import Pledges
from ...views.positions import Positions
from ...views.rounds import Rounds
from ...views.sources import Sources
from ...views.status import Status
from ..clocks import clock_facts
from ..deadlines import named
from ..glossary import explained
from ..pieces import figures, guarantees, meetings, periods, redlines, vocabulary, waiting
from ..pieces.chosen import IN_FULL, Chosen, Remembering
from ..pieces.common import lines
from ..pieces.summary import Summed, count, sentences
from . import Body, Kind, changes, positions, state_of_play, treaty, words_and_deeds

MOST, LISTED = 60, 100
"""How many rows stand without being folded away, and how many rows of one sort are told at all."""
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
        _sources(told),
        _unsourced(told),
    )
    closing = (*_record(asof), *_part("Words", (_plain(explained(vocabulary.used(asof, apparatus, view.status))),)))
    return Body(
        view,
        tuple(section for part in parts for section in part),
        _overview(view.status, apparatus, view.status.proposals),
        view.status.proposals,
        reference=view.since,
        closing=closing,
        contents=True,
    )


class _Told(Struct, frozen=True):
    """What the parts are made from."""

    asof: Any
    apparatus: Any
    view: Dossier
    chosen: Any

    @property
    def less(self) -> Passage | None:
        """What is said where not all proposals are told in full."""
        left = len(self.view.course.lanes) - len(self.chosen.proposals)
        if left <= 0:
            return None
        return Passage(
            f"The {IN_FULL} proposals on which most is recorded; {left:,} others stand in part 4.", quiet=True
        )


def _part(heading: str, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return a part under its heading; nothing where it has nothing to say."""
    if not sections:
        return ()
    first, *others = sections
    said = replace(first, heading=None) if first.heading == heading else first
    return (Section(heading), *(replace(one, inside=True) for one in (said, *others)))


def _changed(told: "_Told", found: changes.Compared) -> tuple[Section, ...]:
    return _part(f"What changed since {_since(told.view)}", _within(changes.sections(found, told.asof, told.apparatus)))


def _within(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections of another kind of report without those that have only an empty table to show."""
    return tuple(
        one for one in sections if not all(isinstance(block, Table) and not block.rows for block in one.blocks)
    )


def _plain(*blocks: Block | None) -> Section:
    return Section(None, tuple(block for block in blocks if block is not None))


def _note(passage: Passage | None) -> Points | None:
    return Points((passage,)) if passage else None


def _since(view: Dossier) -> str:
    since = view.since or ""
    return f"entry {since}" if since.startswith("#") else its_end(since).removeprefix("the end of ") if since else ""


def _summary(told: _Told) -> tuple[Section, ...]:
    asof, apparatus, view = told.asof, told.apparatus, told.view
    last = apparatus.held[-1].number if apparatus.held else 0
    clocks = clock_facts(asof.clocks, last, named(asof, apparatus.now, with_deadlines=True))
    found = Summed(view.status, view.course, view.due, view.sources, view.changes, _since(view))
    return _part("Summary", (_plain(Points(tuple(sentences(found, asof.history, apparatus, clocks)))),))


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
    return _part("The course of the talks", (*figures.course(asof, apparatus, view.course, told=True), *happened))


def _positions(told: _Told) -> tuple[Section, ...]:
    view = told.chosen.positions(told.view.positions)
    if not any(cell.now or cell.moves for cell in (*view.cells, *view.provisions)):
        return ()
    found = positions.sections(told.asof, told.apparatus, view)
    return _part("Positions", (*((_plain(_note(told.less)),) if told.less else ()), *_within(found)))


def _play(told: _Told) -> tuple[Section, ...]:
    apparatus, view = told.apparatus, told.view
    if not view.status.proposals:
        return ()
    shown = told.chosen.status(view.status)
    play = state_of_play.StateOfPlay(shown, told.chosen.positions(view.positions), view.due)
    left = [one for one in view.status.proposals if one.proposal not in told.chosen.proposals]
    others = Section(
        "All other proposals", (_overview(view.status, apparatus, left),), folded=count(len(left), "proposal")
    )
    return _part("State of play", (*_within(state_of_play.play(play, apparatus)), *((others,) if left else ())))


def _overview(status: Status, apparatus: Apparatus, found: Sequence[Any]) -> Table:
    """Return a row for each proposal: where it stands, since when, how far its words have come, and from whom."""
    del status
    rows = tuple(
        (
            (Passage(one.title or one.proposal, strong=True), Passage(one.proposal, quiet=True)),
            (apparatus.claim(one.label, one.formal.entry),),
            (Passage(in_words(one.formal.since)),),
            (Passage(f"{one.text.convergence}, version {one.text.version}"),),
            (Passage(parties_words(one.sponsors) or one.author or "nobody named"),),
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
    return _part("Texts, from their first version to the present one", found)


def _deeds(told: _Told) -> tuple[Section, ...]:
    view = told.chosen.of_pledges(told.view.pledges)
    if not view.pledges:
        return ()
    left = len(told.view.pledges.pledges) - len(view.pledges)
    less = _note(Passage(f"The {IN_FULL} pledges on which most is recorded, of {left + IN_FULL:,}.", quiet=True))
    found = words_and_deeds.sections(told.asof, told.apparatus, view)
    return _part("Words and deeds", (*((_plain(less),) if left > 0 else ()), *found))


def _guarantees(told: _Told) -> tuple[Section, ...]:
    found = [one for one in told.view.guarantees.guarantees if one.proposal in told.chosen.proposals]
    consulting = [item for item in told.view.due if item.kind == "consultation"]
    return _part(
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
    return _part("Treaties", tuple(section for name in _of_treaties(told) for section in _treaty(name, told)))


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
    due = (Section("What is due, or waited for"), *_listed(table, len(items), "thing", "the first; all: talks due"))
    return _part("Packages and what is due", (*tied, *(due if rows else ())))


def _rounds(told: _Told) -> tuple[Section, ...]:
    found = told.view.rounds.rounds
    return _part("Rounds", (_plain(meetings.table(found, told.apparatus)),) if found else ())


def _sources(told: _Told) -> tuple[Section, ...]:
    found = told.view.sources.sources
    if not found:
        return ()
    shown = found
    if len(found) > LISTED:  # those on which most rests, in their order
        most = {one.source for one in sorted(found, key=lambda one: -len(one.entries))[:LISTED]}
        shown = tuple(one for one in found if one.source in most)
    rows = tuple(
        (
            (
                Passage(one.publisher, strong=True),
                *((Passage(one.title),) if one.title else ()),
                Passage(one.source, quiet=True),
            ),
            (Passage(in_words(one.published) if one.published else "undated"),),
            (Passage(grade_words(one.reliability) if one.reliability else "not graded", quiet=not one.reliability),),
            (Passage(_resting(one.entries), quiet=not one.entries),),
        )
        for one in shown
    )
    columns = ("Source", "Published", "Reliability", "Entries that cite it")
    table = Table("The sources, and what rests on each", columns, rows)
    return _part("Sources and their grades", _listed(table, len(found), "source", "those that are cited most"))


def _listed(table: Table, number: int, what: str, which: str) -> tuple[Section, ...]:
    """Return a table of so many things, folded away where it is long; before it which they are, where some miss."""
    shown = len(table.rows)
    note = Points((Passage(f"Of {count(number, what)} {shown}: {which}.", quiet=True),))
    words = count(shown, what) if shown > MOST else ""
    return (*((_plain(note),) if number > shown else ()), Section(None, (table,), folded=words))


def _resting(entries: tuple[int, ...]) -> str:
    """Name the entries that cite a source; of many, say how many they are."""
    if not entries:
        return "none"
    named = ranges(entries)
    return named if len(named) <= MOST else f"{len(entries):,} entries, #{entries[0]} to #{entries[-1]}"


def _unsourced(told: _Told) -> tuple[Section, ...]:
    found = told.view.sources.unsourced
    if not found or not told.view.sources.sources:
        return ()
    table = lines(found[:LISTED], told.apparatus, "Entries that name no source")
    return _part("What rests on no source", _listed(table, len(found), "entry", "the first; all: talks sources"))


def _record(asof: AsOf) -> tuple[Section, ...]:
    """Return the head of the record with the heads that were sealed; nothing where only a part is seen."""
    if asof.record_head is None:
        return ()
    said = [Passage(f"The record that this was made from is {asof.record_head.words}.")]
    for kept in asof.kept_heads:
        fits = "which the record had" if kept.fits else "which the record did not have: it was rewritten since"
        names = ", ".join(dict.fromkeys(kept.names)) or "nobody"
        said.append(Passage(f"A checkpoint of {kept.head.words}, {fits}; the names below it: {names}."))
    if asof.kept_heads:
        said.append(Passage("Whether those named signed is seen with their keys: talks verify.", quiet=True))
    else:
        said.append(Passage("No checkpoint of it is kept: nobody has sealed it here.", quiet=True))
    return _part("The record", (_plain(Points(tuple(said))),))


KIND = Kind("Dossier", build, about="moment", example="2022-03-29 or '#7'", needed=False)
"""Everything about the talks in one report."""
