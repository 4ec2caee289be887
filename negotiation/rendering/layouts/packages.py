"""The layout of packages: what each waits for, and who holds it up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.packages import Packages, PackageStatus, circle_words
from ...views.wording import listed
from ..document import Block, Document, Facts, Remarks, Table
from .common import DASH, clocks_words, contest_words, contesters, lines_table, numbers, sheet, standing

if TYPE_CHECKING:
    from ...views.show_things import ShownPackage


def lay_out(view: Packages, clocks: Clocks) -> Document:
    """Return the packages as a document."""
    table = packages_table(view.packages, None)
    waiting = Table(
        ("proposal", "waits for", "why", "entry"),
        tuple((wait.proposal, wait.for_proposal, wait.why, f"#{wait.entry}") for wait in view.waits),
        "what waits for what",
        "no proposal waits for another one",
    )
    blocks: list[Block] = [Facts((("seen", clocks_words(clocks)),)), table, waiting]
    remarks = [r for p in view.packages for r in standing(p.package, p.contested, p.unsettled, p.overridden)]
    remarks += [f"deadlock: {circle_words(circle)}" for circle in view.deadlocks]
    if remarks:
        blocks.append(Remarks(tuple(remarks)))
    return Document(f"{view.talks}: packages", tuple(blocks), view, view.packages, _sheet(view, table))


def _sheet(view: Packages, table: Table) -> Table:
    """Return the packages as a sheet, with who contests them and what they rest on over a rule."""
    plain = sheet(table)
    marks = ((contesters(found.contested), numbers(found.overridden)) for found in view.packages)
    rows = tuple((*row, *mark) for row, mark in zip(plain.rows, marks, strict=True))
    return Table((*plain.columns, "contested by", "over a rule"), rows)


def show(shown: "ShownPackage", clocks: Clocks) -> Document:
    """Return everything about one package as a document."""
    found = shown.status
    named = (
        ("seen", clocks_words(clocks)),
        ("state", found.state),
        ("formed, or last changed", in_words(found.on) if found.on else ""),
        ("formed by", listed(found.by)),
        ("waits for", listed(found.waits_for)),
        ("reason", found.reason or ""),
        ("contested", contest_words(found.contested)),
    )
    members = Table(
        ("proposal", "status"), tuple((member.proposal, member.label) for member in found.members), "members"
    )
    held = Table(
        ("party", "on", "stance", "entry"),
        tuple((h.party, h.proposal, h.stance, f"#{h.entry}" if h.entry else DASH) for h in found.held_up_by),
        "held up by",
        "nobody",
    )
    blocks = (
        Facts(tuple((name, value) for name, value in named if value)),
        members,
        held,
        lines_table(shown.history, "history"),
    )
    title = f"{found.package}: {found.title}" if found.title else found.package
    return Document(f"package {title}", blocks, shown, shown.history)


def packages_table(packages: Sequence[PackageStatus], heading: str | None) -> Table:
    """Lay packages out: their members, what each waits for, and who holds it up."""
    rows = tuple(
        (
            package.package,
            package.state,
            "\n".join(f"{member.proposal}: {member.label}" for member in package.members),
            "\n".join(package.waits_for) or DASH,
            "\n".join(f"{h.party} on {h.proposal}: {h.stance}" for h in package.held_up_by) or DASH,
        )
        for package in packages
    )
    columns = ("package", "state", "members", "waits for", "held up by")
    return Table(columns, rows, heading, "no package is formed at this point of view")
