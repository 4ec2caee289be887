"""The traffic light: the texts in groups, by how far they are agreed; the words say the group, the colour only follows.

A proposal falls where the two axes of its status put it, in this order:

- set apart, if it is off the table, rejected or out of force: formal `withdrawn`, `superseded`, `deferred`, `referred`,
  `lapsed`, `not moved`, `rejected`, `suspended` or `terminated`;
- green, if its formal axis is `agreed by silence`, `agreed ad referendum`, `initialled`, `signed`, `ratified` or
  `in force`;
- yellow, if its formal axis is `agreed in principle`, or its text axis `converged` or `conditional`;
- set apart, if its text axis is `divided`: somebody opposes it;
- white else: its text axis is `proposed by one side`, `proposed jointly` or `under study`.

Where parties took positions on single provisions, each provision stands by itself, unless the proposal as a whole is
green or set apart by its formal axis: it stands apart if somebody opposes it, it is yellow if every party whose
agreement is required supports it, can live with it or supports it on conditions, and white else; what counts is the
last word on the provision or, of a party that has not spoken on that, on the whole proposal, on the current version:
a rejection or an agreement in principle of the whole text is such a word too.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from ...asof import AsOf
from ...domain.proposal.convergence import Convergence
from ...domain.proposal.events import FormalAct, Stance
from ...domain.proposal.stage import agreed
from ...domain.proposal.state import OBJECTIONS, Position, Proposal
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, ChangedBy, Passage, Points, Section, Table, redlined
from ...views.phrases import from_words, listed, maker_words
from ...views.positions import PositionCell
from ...views.redline.provisions import ComparedProvision, changed_in
from ...views.status import ProposalStatus
from ..pieces import waiting
from ..pieces.common import NONE, contest, many, named, of_many, stance
from . import Body, Kind


class Light(StrEnum):
    """How far a text is agreed."""

    GREEN = "agreed at negotiators' level"
    YELLOW = "objective agreed"
    WHITE = "proposed"
    APART = "opposed or off the table"


_TONES = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.WHITE: "white", Light.APART: "red"}
_COLOURS = {Light.GREEN: " (green)", Light.YELLOW: " (yellow)", Light.WHITE: " (white)", Light.APART: ""}
_CAPTIONS = {
    Light.GREEN: "Agreed ad referendum or by silence, initialled, signed, ratified or in force",
    Light.YELLOW: "Agreed in principle, or supported by every party that is asked, if need be on conditions",
    Light.WHITE: "Everything else that is on the table",
    Light.APART: "Opposed, rejected or off the table",
}
_OFF = (
    *("withdrawn", "superseded", "deferred", "referred", "lapsed", "not moved", "rejected"),
    *("suspended", "terminated"),
)
_GREEN = ("agreed by silence", "agreed ad referendum", "initialled", "signed", "ratified", "in force")
_YES = (Stance.SUPPORTS, Stance.SUPPORTS_IF, Stance.CAN_LIVE_WITH)

RULE = (
    "Green is what was agreed ad referendum or by silence, initialled, signed, ratified or put in force; yellow is "
    "what was agreed in principle, or what every party whose agreement is required supports, can live with or "
    "supports on conditions; white is everything else that is on the table; what somebody opposes, what was rejected "
    "and what is off the table stand apart."
)
"""The rule in one sentence, for the report itself."""
PROVISIONS = "Where parties took positions on single provisions, each provision of that text stands by itself."

REDLINE = "Where a text was changed since the version before, deleted words stand in [-…-], and inserted ones in {+…+}."


class LitText(Struct, frozen=True):
    """One text, and how far it is agreed."""

    light: Light
    proposal: str
    provision: str | None
    text: tuple[str, ...]
    changed: tuple[ComparedProvision, ...]
    """What became of these words since the version before, as far as anything did."""
    label: str
    stances: tuple[PositionCell, ...]
    """What the parties think of it: of the provision, or of the whole proposal."""


class TrafficLight(Struct, frozen=True):
    """The texts of the talks, by how far they are agreed."""

    talks: str
    rule: str
    items: tuple[LitText, ...]


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of a traffic light."""
    status, matrix = asof.status(), asof.positions()
    cells: dict[str, list[PositionCell]] = {}
    for cell in (*matrix.cells, *matrix.provisions):
        cells.setdefault(cell.proposal, []).append(cell)
    by_id = {found.proposal: found for found in status.proposals}
    items = tuple(
        item for found in status.proposals for item in _items(found, cells.get(found.proposal, ()), apparatus)
    )
    view = TrafficLight(status.talks, RULE, items)
    rows = {
        light: tuple(_row(item, by_id[item.proposal], apparatus) for item in items if item.light is light)
        for light in Light
    }
    sections = tuple(
        Section(f"{_upper(light)}{_COLOURS[light]}", (_table(light, rows[light]),))
        for light in Light
        if rows[light] or light is not Light.APART
    )
    main = Table(
        "Traffic light",
        ("Group", *_COLUMNS),
        tuple(((Passage(f"{light}{_COLOURS[light]}"),), *row) for light in Light for row in rows[light]),
        "No proposal is on the table at this point of view.",
    )
    return Body(
        view,
        (Section("How to read it", (Points((Passage(RULE), Passage(PROVISIONS), Passage(REDLINE))),)), *sections),
        main,
    )


_COLUMNS = ("Text", "Where it stands", "Who thinks what of it")


def _table(light: Light, rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(_CAPTIONS[light], _COLUMNS, rows, "No text stands here at this point of view.", _TONES[light], "play")


def _words(item: LitText, by: ChangedBy) -> Iterator[Passage]:
    """Yield the words of a text, as a redline where they are not those of the version before, and what was dropped."""
    numbered = {_line(one.name, one.new): one for one in item.changed if one.provision}
    for line in item.text:
        one = numbered.get(line)
        yield Passage(line) if one is None else _redline(one, by)
    yield from (_redline(one, by) for one in item.changed if one.provision is None)


def _whose(item: LitText, apparatus: Apparatus) -> ChangedBy:
    """Return whose the words on the table are."""
    made = apparatus.now.proposals[item.proposal].versions[-1]
    entry = apparatus.entries.get(made.entry)
    by = maker_words(made.by, made.author, made.amendments, made.number)
    return ChangedBy(by, entry.envelope.occurred if entry else None)


def _redline(one: ComparedProvision, by: ChangedBy) -> Passage:
    beside = [change for change in one.changes if change not in ("reworded", "added", "dropped")]
    after = f" ({listed(beside)})" if beside else ""
    return redlined(one.runs, before=_line(one.name, ""), after=after, by=by)


def _line(name: str, words: str) -> str:
    return words if name.startswith("term ") else f"{name}. {words}"


def _upper(light: Light) -> str:
    return f"{light[0].upper()}{light[1:]}"


def _items(found: ProposalStatus, own: Sequence[PositionCell], apparatus: Apparatus) -> Iterator[LitText]:
    """Yield a proposal as one text; provision by provision, where parties took positions on these."""
    versions = apparatus.now.proposals[found.proposal].versions
    content = versions[-1]
    changed = changed_in(versions[-2], content) if len(versions) > 1 else ()
    light = whole(found)
    spoken = {cell.provision for cell in own if cell.provision}
    if light is Light.GREEN or found.formal.stage in _OFF or not spoken:
        texts = (*found.text.terms, *(f"{one.number}. {one.text}" for one in content.provisions))
        said = tuple(_naming(cell) for cell in own if cell.now or (cell.sponsor and cell.provision is None))
        yield LitText(light, found.proposal, None, texts, changed, found.label, said)
        return
    if found.text.terms:
        on_whole = tuple(cell for cell in own if cell.provision is None and (cell.now or cell.sponsor))
        terms = tuple(one for one in changed if one.name.startswith("term "))
        yield LitText(light, found.proposal, None, found.text.terms, terms, found.label, on_whole)
    for one in content.provisions:
        part = provision(apparatus.now.proposals[found.proposal], one.number, apparatus)
        on_it = tuple(cell for cell in own if cell.provision == one.number)
        new = tuple(it for it in changed if it.provision == one.number)
        yield LitText(part, found.proposal, one.number, (f"{one.number}. {one.text}",), new, found.label, on_it)


def _naming(cell: PositionCell) -> PositionCell:
    """Return a cell whose stances name the provision that they are on."""
    return replace(cell, now=tuple(replace(taken, provision=cell.provision) for taken in cell.now))


def whole(found: ProposalStatus) -> Light:
    """Say where a proposal as a whole falls."""
    if found.formal.stage in _OFF:
        return Light.APART
    if found.formal.stage in _GREEN:
        return Light.GREEN
    if found.formal.stage == "agreed in principle" or found.text.convergence in (
        Convergence.CONVERGED,
        Convergence.CONDITIONAL,
    ):
        return Light.YELLOW
    return Light.APART if found.text.convergence == Convergence.DIVIDED else Light.WHITE


def provision(proposal: Proposal, number: str, apparatus: Apparatus) -> Light:
    """Say where one provision falls, of a proposal that is neither green nor off the table."""
    talks, on_it = apparatus.now.talks, _current(proposal, proposal.stances(number))
    said = _current(proposal, proposal.stances()) | on_it
    rejecting = {one.by for one in proposal.rejections if one.version == proposal.version} - set(on_it)
    required = talks.required(proposal.question)
    if rejecting & set(required) or any(position.stance in OBJECTIONS for position in said.values()):
        return Light.APART
    agreeing = proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE) - set(on_it)
    others = [party for party in required if party not in proposal.sponsors]
    if others and all(party in agreeing or (party in said and said[party].stance in _YES) for party in others):
        return Light.YELLOW
    return Light.YELLOW if agreed(proposal) and not on_it else Light.WHITE


def _current(proposal: Proposal, stances: Mapping[str, tuple[Position, ...]]) -> dict[str, Position]:
    return {party: taken[-1] for party, taken in stances.items() if taken[-1].version == proposal.version}


def _row(item: LitText, found: ProposalStatus, apparatus: Apparatus) -> tuple[Cell, ...]:
    apparatus.see(found.grounds.because)
    # The text rests on what the title rests on, so its footnotes and marks are not repeated at each.
    title = (*named(item.proposal, apparatus), *_words(item, _whose(item, apparatus)))
    unheard = () if item.provision else found.unheard
    if many(apparatus):
        said = of_many([taken for cell in item.stances for taken in cell.now], len(unheard), apparatus)
    else:
        said = (
            *(stance(taken, apparatus, party=True) for cell in item.stances for taken in cell.now),
            *(Passage(f"{cell.party}: sponsor", quiet=True) for cell in item.stances if not cell.now),
            *(Passage(f"{party}: not heard", quiet=True) for party in unheard),
        )
    if item.provision and not said:
        said = (Passage("nobody has spoken on this provision", quiet=True),)
    sponsors = from_words(found.sponsors, found.author)
    stands = (
        apparatus.claim(f"{'as a whole: ' if item.provision else ''}{found.label}", found.formal.entry),
        Passage(f"{found.formal.words}; text: {found.text.convergence}; {sponsors}", quiet=True),
        *waiting.silence(found, apparatus),
        *(Passage(f"in the package {name}, which is not agreed as a whole", quiet=True) for name in found.packages),
    )
    shown = {passage.entry for cell in (title, stands, said) for passage in cell}
    elsewhere = tuple(contest(one, apparatus) for one in found.grounds.contested if one.entry not in shown)
    return (title, (*stands, *elsewhere), said or NONE)


KIND = Kind("Traffic light", build)
"""The texts in groups, by how far they are agreed."""
