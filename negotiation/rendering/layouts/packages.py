"""The layout of packages: what each waits for, and who holds it up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.packages import Packages, PackageStatus, circle_words, waiting_words
from ...views.phrases import listed, parties_words
from ..document import (
    NOTHING,
    Document,
    Passage,
    Section,
    Table,
    Words,
    cell,
    facts,
    remarks,
    resting,
    said_in,
    sheet,
    table,
)
from .common import clocks_words, contest_words, contesters, lines_table, seen, several_numbers, standing

if TYPE_CHECKING:
    from ...views.show_things import ShownPackage


def lay_out(view: Packages, clocks: Clocks) -> Document:
    """Return the packages as a document."""
    found = packages_table(view.packages, None)
    waiting = table(
        ("proposal", "waits for", "why", "entry"),
        ((wait.proposal, wait.for_proposal, resting(wait.why, wait.entry), f"#{wait.entry}") for wait in view.waits),
        "what waits for what",
        "no proposal waits for another one",
    )
    lines = [r for p in view.packages for r in standing(p.package, p.contested, p.unsettled, p.overridden)]
    lines += [f"deadlock: {circle_words(circle)}" for circle in view.deadlocks]
    sections = (seen(clocks), found, waiting, *([remarks(lines)] if lines else []))
    return Document(f"{view.talks}: packages", sections, view, view.packages, _sheet(view))


def _sheet(view: Packages) -> Table:
    """Return the packages as a sheet, with who contests them and what they rest on over a rule."""
    rows = (
        (*map(_plain, _row(found)), contesters(found.contested), several_numbers(found.overridden))
        for found in view.packages
    )
    return sheet((*COLUMNS, "contested by", "over a rule"), rows)


def _plain(words: Words) -> str:
    return said_in(cell(words)).replace("\n", ";")


def show(shown: "ShownPackage", clocks: Clocks) -> Document:
    """Return everything about one package as a document."""
    found = shown.status
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("state", resting(found.state, found.entry)),
        ("formed, or last changed", in_words(found.on) if found.on else ""),
        ("formed by", parties_words(found.by)),
        ("waits for", listed(waiting_words(found))),
        ("reason", found.reason or ""),
        ("contested", contest_words(found.contested)),
    )
    rows = [(member.proposal, member.label) for member in found.members]
    rows += [(f"pledge {one.pledge}", one.label) for one in found.pledges]
    members = table(("member", "status") if found.pledges else ("proposal", "status"), rows, "members")
    held = table(
        ("party", "on", "stance", "entry"),
        (
            (h.party, h.proposal, resting(h.stance, h.entry), f"#{h.entry}" if h.entry else NOTHING)
            for h in found.held_up_by
        ),
        "held up by",
        "nobody",
    )
    title = f"{found.package}: {found.title}" if found.title else found.package
    sections = (facts(told), members, held, lines_table(shown.history, "history"))
    return Document(f"package {title}", sections, shown, shown.history)


COLUMNS = ("package", "state", "members", "waits for", "held up by")


def packages_table(packages: Sequence[PackageStatus], heading: str | None) -> Section:
    """Lay packages out: their members, what each waits for, and who holds it up."""
    return table(COLUMNS, map(_row, packages), heading, "no package is formed at this point of view")


def _row(package: PackageStatus) -> tuple[Words, ...]:
    held = tuple(resting(f"{h.party} on {h.proposal}: {h.stance}", h.entry) for h in package.held_up_by)
    return (
        package.package,
        resting(package.state, package.entry),
        (
            *(Passage(f"{member.proposal}: {member.label}") for member in package.members),
            *(Passage(f"pledge {one.pledge}: {one.label}") for one in package.pledges),
        ),
        tuple(map(Passage, waiting_words(package))) or NOTHING,
        held or NOTHING,
    )
