"""The layout of a treaty: a row for each party, and the totals below."""

from collections.abc import Iterable, Sequence

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.phrases import listed
from ...views.treaty import Before, ComingForce, Done, PartyLine, Reserved, Treaty
from ..document import NOTHING, Document, Section, Table, Words, cell, facts, remarks, resting, sheet, table
from .common import clocks_words, contesters, several, several_numbers, standing

COLUMNS = ("party", "signed", "bound", "in force for it since", "reservations", "out")
_HOW = ("signed", "agreed in principle", "agreed ad referendum", "initialled", "adopted")
"""Ways to be bound that are no consent of their own."""


def lay_out(view: Treaty, clocks: Clocks) -> Document:
    """Return a treaty as a document."""
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("status", view.stage),
        *((("adopted", _when(view.adopted)),) if view.adopted else ()),
        *((("in force", _when(view.in_force)),) if view.in_force else ()),
        *((("by its terms", coming_words(view.coming)),) if view.coming else ()),
    )
    lines = [remark for line in view.lines for remark in _remarks(line)]
    sections = (facts(told), lines_table(view.lines), remarks([*lines, totals_words(view)]))
    title = f"{view.proposal}: {view.title}" if view.title else view.proposal
    return Document(f"treaty {title}", sections, view, view.lines, _sheet(view))


def coming_words(coming: ComingForce) -> str:
    """Say how a treaty enters into force by its own terms."""
    if coming.met_on is None:
        return coming.words
    differs = "; another day was recorded" if coming.differs else ""
    met = f"{coming.words}: met on {in_words(coming.met_on)} (#{coming.entry})"
    return f"{met}, in force from {in_words(coming.date) if coming.date else 'then'}{differs}"


def totals_words(view: Treaty) -> str:
    """Say how many parties have done what."""
    found = view.totals
    out = f" · {found.out} out" if found.out else ""
    return (
        f"{found.parties} {'party' if found.parties == 1 else 'parties'}: {found.signed} signed · "
        f"{found.bound} bound · in force for {found.in_force}{out}"
    )


def lines_table(lines: Iterable[PartyLine], heading: str | None = None) -> Section:
    """Lay out how a treaty stands for each party."""
    return table(COLUMNS, map(_row, lines), heading, "no party has done anything on it")


def _row(line: PartyLine) -> tuple[Words, ...]:
    by = line.bound or line.applies
    bound = resting(f"{bound_words(line)} (#{by.entry})", by.entry) if by else NOTHING
    force = line.in_force
    return (
        party_words(line),
        _when(line.signed),
        _after([_bound_before(one) for one in line.before], bound),
        _after(
            [_force_before(one) for one in line.before],
            resting(f"{in_force_words(line)} (#{force.entry})", force.entry) if force else NOTHING,
        ),
        tuple(resting(f"{reservation_words(one)} (#{one.entry})", one.entry) for one in line.reservations) or NOTHING,
        _after([_when(one.out) for one in line.before], _when(line.out)),
    )


def _after(before: Sequence[Words], now: Words) -> Words:
    """Put what was before above what is now."""
    return tuple(passage for words in (*before, now) for passage in cell(words)) if before else now


def _bound_before(one: Before) -> Words:
    return resting(f"{how_words(one.bound)} (#{one.bound.entry})", one.bound.entry)


def _force_before(one: Before) -> Words:
    if one.in_force is None:
        return NOTHING
    return resting(f"{before_words(one)} (#{one.in_force.entry})", one.in_force.entry)


def party_words(line: PartyLine) -> str:
    """Name a party, those in whose place it stands, and those that stand in its place."""
    place = f", for {', '.join(line.continues)}" if line.continues else ""
    heirs = f" ({listed(line.continued_by)} in its place)" if line.continued_by else ""
    return f"{line.party}{place}{heirs}"


def _when(done: Done | None) -> Words:
    return resting(f"{when_words(done)} (#{done.entry})", done.entry) if done else NOTHING


def when_words(done: Done) -> str:
    """Say when something was done, and from when on it has effect."""
    on = in_words(done.on) if done.on else "undated"
    effect = f", with effect from {in_words(done.effect)}" if done.effect else ""
    how = " (ad referendum)" if done.act == "signed ad referendum" else ""
    return f"{on}{how}{effect}"


def bound_words(line: PartyLine) -> str:
    """Say by what a party is bound; or that it applies the treaty provisionally."""
    if line.bound is None:
        return f"applies it provisionally: {when_words(line.applies)}" if line.applies else ""
    return how_words(line.bound)


def how_words(bound: Done) -> str:
    """Say by what, and when, a party bound itself."""
    how = f"by having {bound.act}" if bound.act in _HOW else bound.act
    return f"{how}: {when_words(bound)}"


def before_words(one: Before) -> str:
    """Say from when until when a treaty was in force for a party that left it and came back."""
    if one.in_force is None:
        return ""
    since = in_words(one.in_force.since) if one.in_force.since else "undated"
    return f"{since}{_until(one.out)}"


def _until(out: Done | None) -> str:
    return f" until {in_words(out.since)}" if out and out.since else ""


def in_force_words(line: PartyLine) -> str:
    """Say since when a treaty is in force for a party, and whether it is suspended for it."""
    done = line.in_force
    if done is None:
        return ""
    since = in_words(done.since) if done.since else "undated"
    held = line.suspended
    suspended = f"; suspended since {in_words(held.since) if held.since else 'undated'} (#{held.entry})" if held else ""
    return f"{since}{_until(line.out)}{suspended}"


def reservation_words(one: Reserved) -> str:
    """Say what a party reserves or declares, and who objected."""
    what = "declares" if one.declaration else "reserves"
    where = f", provision {one.provision}" if one.provision else ""
    against = f" – objected to by {', '.join(one.objections)}" if one.objections else ""  # noqa: RUF001
    return f"{what}{where}: {one.text}{against}"


def _remarks(line: PartyLine) -> list[str]:
    return standing(line.party, line.contested, line.unsettled, line.overridden)


def _sheet(view: Treaty) -> Table:
    """Return the parties as a sheet: one thing a column, dates as EDTF."""
    columns = (
        "party",
        "in the place of",
        "in its place",
        "signed",
        "bound",
        "bound by",
        "bound with effect from",
        "applies provisionally since",
        "in force since",
        "in force before",
        "suspended since",
        "reservations",
        "declarations",
        "objected to by",
        "out",
        "out with effect from",
        "contested by",
        "over a rule",
    )
    rows = (
        (
            line.party,
            several(line.continues),
            several(line.continued_by),
            _on(line.signed),
            _on(line.bound),
            line.bound.act if line.bound else "",
            (line.bound.effect or "") if line.bound else "",
            (line.applies.since or "") if line.applies else "",
            (line.in_force.since or "") if line.in_force else "",
            several(f"{one.in_force.since or ''}/{one.out.since or ''}" for one in line.before if one.in_force),
            (line.suspended.since or "") if line.suspended else "",
            several(one.text for one in line.reservations if not one.declaration),
            several(one.text for one in line.reservations if one.declaration),
            several(dict.fromkeys(party for one in line.reservations for party in one.objections)),
            _on(line.out),
            (line.out.effect or "") if line.out else "",
            contesters(line.contested),
            several_numbers(line.overridden),
        )
        for line in view.lines
    )
    return sheet(columns, rows)


def _on(done: Done | None) -> str:
    return (done.on or "undated") if done else ""
