"""The layouts of everything about one thing."""

from collections.abc import Iterator

from msgspec.structs import replace

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...domain.record.unread import WITHHELD
from ...views.exchange import given_words
from ...views.phrases import author_words, listed, made_words, parties_words
from ...views.positions import PositionCell
from ...views.show import Shown, ShownEntry, ShownGroup, ShownIssue, ShownParty, ShownProposal, ShownSource, VersionText
from ...views.show_things import ShownPackage, ShownPledge, ShownRound
from ...views.timeline import EntryLine
from ..document import Document, Section, Words, facts, remarks, resting, table
from . import guarantees, packages, pledges, positions, rounds, status
from .common import axes, clocks_words, lines_sheet, lines_table, numbers, seen, stance_line
from .disputes import rival_accounts_table
from .text import compared_table


def lay_out(shown: Shown, clocks: Clocks) -> Document:
    """Return everything about one thing as a document; its sheet is that of the entries in it, as of a timeline."""
    found = _laid_out(shown, clocks)
    lines = [record for record in found.records if isinstance(record, EntryLine)]
    return replace(found, sheet=found.sheet or lines_sheet(lines))


def _laid_out(shown: Shown, clocks: Clocks) -> Document:  # noqa: PLR0911
    match shown:
        case ShownProposal():
            return _proposal(shown, clocks)
        case ShownPledge():
            return pledges.show(shown, clocks)
        case ShownRound():
            return rounds.show(shown, clocks)
        case ShownPackage():
            return packages.show(shown, clocks)
        case ShownParty():
            return _party(shown, clocks)
        case ShownGroup():
            return _group(shown, clocks)
        case ShownSource():
            return _source(shown, clocks)
        case ShownIssue():
            return _issue(shown, clocks)
        case ShownEntry():
            return _entry(shown, clocks)


def _proposal(shown: ShownProposal, clocks: Clocks) -> Document:
    stands = shown.status
    told: list[tuple[str, Words]] = [
        ("seen", clocks_words(clocks)),
        *axes(stands),
        ("by", author_words(stands.sponsors, stands.author)),
        ("to", parties_words(stands.addressees) or "nobody in particular"),
    ]
    told += [("seconded by", listed(stands.seconded))] if stands.seconded else []
    told += [("issue", stands.issue)] if stands.issue else []
    told += [("question", stands.question)] if stands.question else []
    told += [("stands", resting(f"{tie.kind} {tie.proposal} (#{tie.entry})", tie.entry)) for tie in stands.ties]
    told += [
        ("tied to it", resting(f"{tie.proposal}, {tie.kind} it (#{tie.entry})", tie.entry)) for tie in shown.tied_from
    ]
    told += [
        ("pledged for it", resting(f"{given_words(found)} (#{found.entry})", found.entry))
        for found in shown.pledged_for_it
    ]
    told += [("position", stance_line(stance)) for stance in stands.stances]
    told += [("position", f"{party}: not heard") for party in stands.unheard]
    told += [("in package", name) for name in stands.packages]
    if stands.grounds.overridden:
        told.append(("over a rule", numbers(stands.grounds.overridden)))
    sections = [facts(told), *wordings(shown.versions)]
    if shown.guarantee and shown.guarantee.guarantors:
        sections.append(guarantees.roster_table([shown.guarantee], "guarantors"))
    if shown.accounts:
        sections.append(rival_accounts_table(shown.accounts))
    if shown.positions:
        sections.append(_moves(shown.positions))
    sections.append(lines_table(shown.history, "history"))
    title = f"{stands.proposal}: {stands.title}" if stands.title else stands.proposal
    return Document(title, tuple(sections), shown, shown.history)


def wordings(versions: tuple[VersionText, ...]) -> Iterator[Section]:
    """Yield the words on the table, and below them what each version changed, newest first, down to the first one."""
    for version in reversed(versions):
        heading = f"{version_words(version)} (#{version.entry})"
        if version is versions[-1] or version is versions[0]:
            lines = (*version.terms, *(f"{number}. {text}" for number, text in version.provisions))
            yield remarks([resting(line, version.entry) for line in lines or ("no terms recorded",)], heading)
            heading = "against the version before"
        if version is not versions[0]:
            yield compared_table(version.changed, version.entry, heading)


def version_words(version: VersionText) -> str:
    """Say which version it is, what made it, and when."""
    made = made_words(version.by, version.author, version.amendments)
    return f"version {version.version}, {made}, {in_words(version.on)}"


def _moves(cells: tuple[PositionCell, ...]) -> Section:
    rows = (
        (cell.party, f"provision {cell.provision}" if cell.provision else cell.proposal, positions.moves(cell))
        for cell in cells
    )
    return table(("party", "on", "moves"), rows, "positions over time")


def _party(shown: ShownParty, clocks: Clocks) -> Document:
    roles = listed(shown.roles) if shown.present else f"not at the talks any more (was {listed(shown.roles)})"
    told: tuple[tuple[str, Words], ...] = (("seen", clocks_words(clocks)), ("roles", roles))
    sections = [facts((*told, *((("groups", listed(shown.groups)),) if shown.groups else ())))]
    if shown.positions:
        sections.append(_moves(shown.positions))
    sections.append(lines_table(shown.history, "history"))
    title = f"{shown.party}: {shown.name}" if shown.name else shown.party
    return Document(title, tuple(sections), shown, shown.history)


def _group(shown: ShownGroup, clocks: Clocks) -> Document:
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("members", listed(shown.members) or "none any more"),
    )
    title = f"{shown.group}: {shown.name}" if shown.name else shown.group
    return Document(title, (facts(told), lines_table(shown.history, "history")), shown, shown.history)


def _source(shown: ShownSource, clocks: Clocks) -> Document:
    source = shown.source
    told = (
        ("seen", clocks_words(clocks)),
        ("publisher", source.publisher),
        ("title", source.title or ""),
        ("published", in_words(source.published) if source.published else ""),
        ("language", source.language or ""),
        ("reliability", source.reliability or ""),
        ("url", source.url or ""),
        ("sha256", source.sha256 or ""),
    )
    sections = (facts(told), lines_table(shown.history, "what rests on it"))
    return Document(f"source {source.source}", sections, shown, shown.history)


def _issue(shown: ShownIssue, clocks: Clocks) -> Document:
    proposals = table(
        ("proposal", "status", "formal since"),
        ((p.proposal, resting(p.label, *p.grounds.because), in_words(p.formal.since)) for p in shown.proposals),
        empty="no proposal belongs to it",
    )
    return Document(
        f"{shown.issue}: {shown.title}",
        (seen(clocks), proposals),
        shown,
        shown.proposals,
        status.sheet_of(shown.proposals),
    )


def _entry(shown: ShownEntry, clocks: Clocks) -> Document:
    line = shown.line
    if line.kind == WITHHELD:
        known = facts((("seen", clocks_words(clocks)), ("kind", line.kind), *shown.fields))
        return Document(f"#{line.number} {line.what}", (known,), shown, (line,))
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("when", resting(in_words(line.occurred), line.number)),
        ("learned", in_words(shown.learned) if shown.learned else ""),
        ("recorded", f"{line.recorded} by {line.recorder}"),
        ("imported", shown.imported.words if shown.imported else ""),
        ("in round", line.in_round or ""),
        ("says", line.says or ""),
        ("grade", line.grade or ""),
        ("marking", line.marking or ""),
        ("note", line.note or ""),
        ("heard", f"“{line.quote}”" if line.quote else ""),
        ("language heard", shown.quote_language or ""),
        ("over a rule", shown.override or ""),
        ("marks", "; ".join(line.marks)),
        ("kind", line.kind),
        *shown.fields,
        ("id", line.id),
        ("batch", line.batch or ""),
        ("stream", f"{shown.stream}, version {shown.version}"),
    )
    sections = [facts(told)]
    if shown.citations:
        rows = (
            (c.source, c.publisher or "", c.locator or "", f"“{c.quote}”" if c.quote else "", c.language or "")
            for c in shown.citations
        )
        sections.append(table(("source", "publisher", "where", "quote", "language"), rows, "sources"))
    if shown.corrected:
        changed = ((d.field, d.one, d.other) for d in shown.corrected)
        sections.append(table(("field", "as recorded", "as corrected"), changed, "corrected"))
    if shown.accounts:
        sections.append(rival_accounts_table(shown.accounts))
    if shown.about_it:
        sections.append(lines_table(shown.about_it, "entries about it"))
    return Document(f"#{line.number} {line.what}", tuple(sections), shown, (line,))
