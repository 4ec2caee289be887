"""The layouts of everything about one thing."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.positions import Cell
from ...views.show import Shown, ShownEntry, ShownIssue, ShownParty, ShownProposal, ShownSource
from ...views.show_things import ShownPackage, ShownPledge, ShownRound
from ...views.stances import stance_words
from ...views.wording import listed
from ..document import Block, Document, Facts, Remarks, Table
from . import guarantees, packages, pledges, rounds
from .accounts import accounts_table
from .common import axes, clocks_words, lines_table, numbers, stance_line


def lay_out(shown: Shown, clocks: Clocks) -> Document:  # noqa: PLR0911
    """Return everything about one thing as a document."""
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
        case ShownSource():
            return _source(shown, clocks)
        case ShownIssue():
            return _issue(shown, clocks)
        case ShownEntry():
            return _entry(shown, clocks)


def _proposal(shown: ShownProposal, clocks: Clocks) -> Document:
    status = shown.status
    facts = [
        ("seen", clocks_words(clocks)),
        *axes(status),
        ("by", listed(status.sponsors) or "unnamed"),
        ("to", listed(status.addressees) or "nobody in particular"),
    ]
    facts += [("issue", status.issue)] if status.issue else []
    facts += [("stands", f"{tie.kind} {tie.proposal} (#{tie.entry})") for tie in status.ties]
    facts += [("tied to it", f"{tie.proposal}, {tie.kind} it (#{tie.entry})") for tie in shown.tied_from]
    facts += [("position", stance_line(stance)) for stance in status.stances]
    facts += [("position", f"{party}: not heard") for party in status.unheard]
    facts += [("in package", name) for name in status.packages]
    if status.overridden:
        facts.append(("over a rule", numbers(status.overridden)))
    blocks: list[Block] = [Facts(tuple(facts))]
    for wording in reversed(shown.versions):
        heading = f"version {wording.version}, by {listed(wording.by) or 'unnamed'}, {in_words(wording.on)}"
        lines = (*wording.terms, *(f"{number}. {text}" for number, text in wording.provisions))
        blocks.append(Remarks(lines or ("no terms recorded",), f"{heading} (#{wording.entry})"))
    if shown.guarantee and shown.guarantee.guarantors:
        blocks.append(guarantees.roster_table([shown.guarantee], "guarantors"))
    if shown.accounts:
        blocks.append(accounts_table(shown.accounts))
    if shown.positions:
        blocks.append(_moves(shown.positions))
    blocks.append(lines_table(shown.history, "history"))
    title = f"{status.proposal}: {status.title}" if status.title else status.proposal
    return Document(title, tuple(blocks), shown, shown.history)


def _moves(cells: tuple[Cell, ...]) -> Table:
    rows = tuple(
        (
            cell.party,
            f"provision {cell.provision}" if cell.provision else cell.proposal,
            " → ".join(f"{stance_words(move)} ({in_words(move.on)}, #{move.entry})" for move in cell.moves),
        )
        for cell in cells
    )
    return Table(("party", "on", "moves"), rows, "positions over time")


def _party(shown: ShownParty, clocks: Clocks) -> Document:
    roles = listed(shown.roles) if shown.present else f"not at the talks any more (was {listed(shown.roles)})"
    facts = Facts((("seen", clocks_words(clocks)), ("roles", roles)))
    blocks: list[Block] = [facts]
    if shown.positions:
        blocks.append(_moves(shown.positions))
    blocks.append(lines_table(shown.history, "history"))
    title = f"{shown.party}: {shown.name}" if shown.name else shown.party
    return Document(title, tuple(blocks), shown, shown.history)


def _source(shown: ShownSource, clocks: Clocks) -> Document:
    source = shown.source
    named = (
        ("publisher", source.publisher),
        ("title", source.title),
        ("published", in_words(source.published) if source.published else None),
        ("language", source.language),
        ("reliability", source.reliability),
        ("url", source.url),
        ("sha256", source.sha256),
    )
    facts = Facts((("seen", clocks_words(clocks)), *((name, value) for name, value in named if value)))
    blocks = (facts, lines_table(shown.history, "what rests on it"))
    return Document(f"source {source.source}", blocks, shown, shown.history)


def _issue(shown: ShownIssue, clocks: Clocks) -> Document:
    table = Table(
        ("proposal", "status", "since"),
        tuple((p.proposal, p.label, in_words(p.since)) for p in shown.proposals),
        empty="no proposal belongs to it",
    )
    facts = Facts((("seen", clocks_words(clocks)),))
    return Document(f"{shown.issue}: {shown.title}", (facts, table), shown, shown.proposals)


def _entry(shown: ShownEntry, clocks: Clocks) -> Document:
    line = shown.line
    named = (
        ("seen", clocks_words(clocks)),
        ("when", in_words(line.on)),
        ("learned", in_words(shown.learned) if shown.learned else None),
        ("recorded", f"{line.recorded} by {line.recorder}"),
        ("in round", line.in_round),
        ("says", line.says),
        ("grade", line.grade),
        ("marking", line.marking),
        ("note", line.note),
        ("over a rule", shown.override),
        ("marks", "; ".join(line.marks)),
        ("kind", line.kind),
        *shown.fields,
        ("id", line.id),
        ("batch", line.batch),
        ("stream", f"{shown.stream}, version {shown.version}"),
    )
    blocks: list[Block] = [Facts(tuple((name, value) for name, value in named if value))]
    if shown.citations:
        rows = tuple(
            (c.source, c.publisher or "", c.locator or "", f"“{c.quote}”" if c.quote else "", c.language or "")
            for c in shown.citations
        )
        blocks.append(Table(("source", "publisher", "where", "quote", "language"), rows, "sources"))
    if shown.corrected:
        changed = tuple((d.field, d.one, d.other) for d in shown.corrected)
        blocks.append(Table(("field", "as recorded", "as corrected"), changed, "corrected"))
    if shown.accounts:
        blocks.append(accounts_table(shown.accounts))
    if shown.about_it:
        blocks.append(lines_table(shown.about_it, "entries about it"))
    return Document(f"#{line.number} {line.what}", tuple(blocks), shown, (line,))
