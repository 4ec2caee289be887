"""Who stands where on what: parties by proposals, and below it how each moved."""

from collections.abc import Iterable, Iterator, Sequence

from ...domain.dates.words import in_words
from ...views.phrases import listed
from ...views.positions import PositionCell, Positions
from ...views.stances import HeldStance, stance_words
from ..axis import Axis, axis_over, ticks
from ..glyphs import Sign, drawn, sign_of
from ..key import Item, contested, key_at, signs
from ..lanes import placed
from ..look import INK, RULE, SOFT, STYLE, shade_of
from ..picture import Picture, Setting
from ..svg import WIDER, element, fitted, group, linked, picture, text_at, title, width_of

SIDE, WIDEST = 30.0, 76.0
"""How wide and high a cell is, in pixels, and how wide a column for the name above it at the most."""
MOST_ROWS = 400
"""How many proposals are drawn; of more the tables tell."""
STANCES = {
    "supports": "#a3c0e0",
    "supports if": "#cfdcec",
    "can live with": "#cfdcec",
    "opposes": "#f3d9c8",
    "red line": "#e2a98a",
    "rejected": "#e2a98a",
}
"""The ground behind each stance; what says neither yes nor no has none."""
ORDERS = ("party", "group", "convergence")
"""Parties by their codes or by their groups; proposals by how many parties agree to them."""


def name_of(view: Positions) -> str:
    """Return the title of the picture."""
    return f"{view.talks}: positions"


def says(view: Positions) -> str:
    """Say what the picture shows."""
    if not view.proposals:
        return "No proposal is on the table."
    said = [cell for cell in view.cells if cell.now]
    stale = sum(all(stance.stale for stance in cell.now) for cell in said)
    old = f" {stale} of them on a version that was revised since, drawn hollow." if stale else ""
    parts = sum(bool(cell.objections) for cell in view.cells)
    single = f" {_so_many(parts, 'party is', 'parties are')} against single provisions of a proposal." if parts else ""
    agree, against = (sum(_side(cell) == side for cell in said) for side in (1, -1))
    return (
        f"{_so_many(len(view.parties), 'party', 'parties')} on {_so_many(len(view.proposals), 'proposal')}:"
        f" {_so_many(len(said), 'position')}, {agree} of them in favour or an act of"
        f" agreement and {against} against.{single}{old}"
    )


def _so_many(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def draw(view: Positions, setting: Setting) -> str:
    """Draw the matrix of parties and proposals, and how each party moved."""
    label = 110.0 if setting.narrow else 210.0
    parties = _parties(view, setting.order)
    rows = _proposals(view, setting.order)[:MOST_ROWS]
    column = _column(parties)
    across = max(int((setting.width - label - 10) // column), 1)
    cells = {(cell.party, cell.proposal): cell for cell in view.cells}
    parts: list[str] = []
    y = 34.0
    for start in range(0, len(parties), across):
        some = parties[start : start + across]
        parts += _matrix(some, rows, cells, label, y, column, view, setting)
        y += 24 + SIDE * len(rows) + (16 if view.groups and setting.order == "group" else 0) + 14
    if len(view.proposals) > len(rows):
        more = f"and {len(view.proposals) - len(rows)} more proposals, which the tables tell of"
        parts.append(text_at(8, y, more, class_="ps", fill=SOFT))
        y += 20
    key, y = key_at(8, y + 8, setting.width - 16, _key(view))
    parts.append(key)
    moved = [cell for cell in view.cells if len(cell.moves) > 1 and cell.proposal in rows]
    if moved:
        drawing, y = _moves(moved, rows, label, y + 34, setting)
        parts += drawing
    return picture(setting.width, y + 16, setting.title, says(view), parts, STYLE)


def _column(parties: Iterable[str]) -> float:
    """Return how wide a column is: as the longest name of a party, within reason."""
    names = max((width_of(party, 10) * WIDER + 12 for party in parties), default=SIDE)
    return min(max(names, SIDE), WIDEST)


def _parties(view: Positions, order: str | None) -> list[str]:
    if order == "party":
        return sorted(view.parties)
    if order == "group":
        rank = {party: place for place, found in reversed([*enumerate(view.groups)]) for party in found.parties}
        return sorted(view.parties, key=lambda party: (rank.get(party, len(view.groups)), party))
    return list(view.parties)


def _proposals(view: Positions, order: str | None) -> list[str]:
    if order != "convergence":
        return list(view.proposals)
    balance = dict.fromkeys(view.proposals, 0)
    for cell in view.cells:
        balance[cell.proposal] += _side(cell)
    return sorted(view.proposals, key=lambda proposal: -balance[proposal])


def _side(cell: PositionCell) -> int:
    """Return whether a party is for a proposal (1), against it (-1), or neither."""
    stance = cell.now[0].stance.replace("-", " ") if cell.now else ""
    if stance in ("opposes", "red line", "rejected"):
        return -1
    neither = ("", "reserved", "studying", "silent", "denounced", "terminated", "suspended")
    return 0 if stance in neither else 1


def _matrix(
    parties: Sequence[str],
    rows: Sequence[str],
    cells: dict[tuple[str, str], PositionCell],
    left: float,
    top: float,
    column: float,
    view: Positions,
    setting: Setting,
) -> Iterator[str]:
    """Yield a part of the matrix, with parties above and proposals at its left."""
    if view.groups and setting.order == "group":
        yield from _groups_above(parties, left, top + 8, column, view)
        top += 16
    for place, party in enumerate(parties):
        x = left + column * (place + 0.5)
        yield text_at(
            x, top + 14, fitted(party, (column - 2) / WIDER, 10), font_size=10, font_weight=600, text_anchor="middle"
        )
    top += 22
    right = left + column * len(parties)
    for place, proposal in enumerate(rows):
        y = top + SIDE * place
        href = setting.links(f"proposal:{proposal}")
        label = text_at(8, y + SIDE / 2 + 4, fitted(proposal, left - 16, 11.5), font_size=11.5)
        told = title(proposal)
        yield linked(href, told, label)
        yield element("line", class_="pr", x1=8, x2=right, y1=y, y2=y, stroke=RULE, stroke_width=0.6)
        for at, party in enumerate(parties):
            cell = cells.get((party, proposal))
            if cell is not None:
                yield _cell(cell, left + column * (at + 0.5) - SIDE / 2, y, setting)
    bottom = top + SIDE * len(rows)
    yield element("line", class_="pr", x1=8, x2=right, y1=bottom, y2=bottom, stroke=RULE, stroke_width=0.6)


def _groups_above(parties: Sequence[str], left: float, y: float, column: float, view: Positions) -> Iterator[str]:
    groups = {party: found.group for found in reversed(view.groups) for party in found.parties}
    place = 0
    while place < len(parties):
        group_, start = groups.get(parties[place]), place
        while place < len(parties) and groups.get(parties[place]) == group_:
            place += 1
        if group_:
            x1, x2 = left + column * start + 2, left + column * place - 2
            yield element("line", class_="pk", x1=x1, x2=x2, y1=y + 4, y2=y + 4, stroke=INK)
            yield text_at((x1 + x2) / 2, y, fitted(group_, x2 - x1, 10), font_size=10, text_anchor="middle")


def _cell(cell: PositionCell, x: float, y: float, setting: Setting) -> str:
    """Return where one party stands on one proposal: its sign, on a ground that says for or against."""
    stances = [*cell.now, *cell.objections]
    told = [f"{cell.party} on {cell.proposal}"]
    told += ["puts it forward"] if cell.sponsor else []
    told += [_stance(stance) for stance in stances]
    sign = _sign(cell)
    if sign is None:
        return ""
    entry = stances[0].entry if stances else None
    link = setting.links(f"entry:{entry}" if entry else f"proposal:{cell.proposal}")
    words = cell.now[0].stance.replace("-", " ") if cell.now else ""
    fill = (
        None if _stale(cell) or not cell.now else STANCES.get(words) or (shade_of(words).fill if sign.filled else None)
    )
    ground = element("rect", x=x + 1, y=y + 1, width=SIDE - 2, height=SIDE - 2, fill=fill) if fill else ""
    hollow = _hollow(x + 3, y + 3, SIDE - 6) if _stale(cell) else ""
    middle = SIDE / 2
    part = _part(x + SIDE - 2, y + 10) if cell.objections else ""
    return group(ground, hollow, drawn(sign, x + middle, y + middle, told, contested=_doubtful(cell), link=link), part)


def _part(x: float, y: float) -> str:
    """Return the sign that something is said of single provisions, which ends at a place."""
    return text_at(x, y, "§", font_size=9, font_weight=700, text_anchor="end")


def _stale(cell: PositionCell) -> bool:
    """Say whether all that a party said is on a version that was revised since."""
    return bool(cell.now) and all(stance.stale for stance in cell.now)


def _doubtful(cell: PositionCell) -> bool:
    stances = (*cell.now, *cell.objections)
    return len(cell.now) > 1 or any(one.contested or one.denied or one.inconsistent for one in stances)


def _hollow(x: float, y: float, side: float) -> str:
    """Return the broken frame around what is stale."""
    return element(
        "rect", class_="pk", x=x, y=y, width=side, height=side, fill="none", stroke=SOFT, stroke_dasharray="2 2"
    )


def _sign(cell: PositionCell) -> Sign | None:
    """Return the sign of where a party stands; None where it said nothing that holds, and does not put it forward."""
    if told := cell.now or (() if cell.sponsor else cell.objections):
        return _sign_of(told[0])
    return Sign("square", "p", "puts it forward") if cell.sponsor else None


def _sign_of(stance: HeldStance) -> Sign:
    words = stance.stance.replace("-", " ")
    kind = "stance" if words in (*STANCES, "reserved", "studying", "silent") else "act"
    return sign_of(kind, "rejects" if words == "rejected" else words)


def _stance(stance: HeldStance) -> str:
    old = ", on an older version" if stance.stale else ""
    doubt = f", contested by {listed([one.by for one in stance.contested])}" if stance.contested else ""
    return f"{stance_words(stance)}, {in_words(stance.on)}{old}{doubt} (#{stance.entry})"


def _key(view: Positions) -> Iterator[Item]:
    """Yield what the signs mean, those that are there."""
    found = {sign for cell in view.cells if (sign := _sign(cell))}
    found |= {_sign_of(stance) for cell in view.cells for stance in cell.moves}
    yield from signs(sorted(found, key=lambda sign: (sign.shape, sign.letter, sign.filled, sign.meaning)))
    if any(cell.objections for cell in view.cells):
        yield Item(_part(14, -2), 20, "against single provisions")
    if any(_stale(cell) for cell in view.cells):
        yield Item(_hollow(0, -11, 14), 20, "on an older version")
    if any(_doubtful(cell) for cell in view.cells):
        yield contested("contested, or several at once: in a broken ring")


def _moves(
    moved: Iterable[PositionCell], rows: Sequence[str], label: float, top: float, setting: Setting
) -> tuple[list[str], float]:
    """Return how those moved that did: a line along time for each party on each proposal."""
    cells = sorted(moved, key=lambda cell: rows.index(cell.proposal))
    dates = [stance.on for cell in cells for stance in cell.moves]
    axis = axis_over(dates, [], setting.zone, label + 40, setting.width - 14)
    parts = [text_at(8, top, "How they moved", font_weight=700), *_dates(axis, top)]
    y, before = top + 14, ""
    for cell in cells:
        if cell.proposal != before:
            y += 8
            line = element("line", class_="pr", x1=8, x2=axis.right, y1=y - 2, y2=y - 2, stroke=RULE, stroke_width=0.6)
            parts += [text_at(8, y + 12, fitted(cell.proposal, label - 12, 11.5), font_size=11.5), line]
            before = cell.proposal
        parts.append(text_at(axis.left - 8, y + 12, cell.party, font_size=10, font_weight=600, text_anchor="end"))
        parts.append(_path(cell, axis, y + 8, setting))
        y += 20
    return parts, y


def _path(cell: PositionCell, axis: Axis, y: float, setting: Setting) -> str:
    from ...views.course import Mark  # noqa: PLC0415  # its marks are placed as those of a course are

    marks = [
        Mark(one.entry, one.on, "stance", one.stance, (cell.party,), _stance(one), bool(one.contested))
        for one in cell.moves
    ]
    by_entry = {one.entry: one for one in cell.moves}
    parts = [element("line", class_="pr", x1=axis.left, x2=axis.right, y1=y, y2=y, stroke=RULE)]
    for one in placed(marks, axis, 14):
        told = [f"{cell.party} on {cell.proposal}: {mark.what}" for mark in one.marks]
        sign = _sign_of(by_entry[one.marks[-1].entry])
        doubt = any(mark.contested for mark in one.marks)
        link = setting.links(f"entry:{one.marks[-1].entry}")
        parts.append(drawn(sign, one.x, y, told, contested=doubt, link=link))
    return group(*parts)


def _dates(axis: Axis, top: float) -> Iterator[str]:
    for tick in ticks(axis):
        if tick.x + width_of(tick.label, 10) / 2 <= axis.right + 12 and tick.x > axis.left + 40:
            yield text_at(tick.x, top, tick.label, class_="ps", font_size=10, text_anchor="middle", fill=SOFT)


PICTURE = Picture("positions", name_of, says, draw, orders=ORDERS)
"""Who stands where on what."""
