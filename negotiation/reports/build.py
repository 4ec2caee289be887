"""Putting a report together: its head, its body, the accounts that contest it, its footnotes."""

import shlex

from msgspec.structs import replace

from ..asof import AsOf
from ..domain.dates.clocks import Clocks
from ..release import VERSION
from ..rendering.apparatus import Apparatus
from ..rendering.document import Passage, Report, ReportHead, Section, Table, tables
from ..rendering.made import Made
from ..rendering.out_of_view import sections as below
from ..views.out_of_view import out_of_view
from ..views.phrases import decision_words
from .clocks import clock_facts
from .deadlines import named, settled
from .disputes import accounts, section
from .kinds import Body, Kind
from .parties import one_by_one, parties_in_few_words


def build(name: str, kind: Kind, asof: AsOf, reference: str | None, deadlines: str | None = None) -> Report:
    """Build a report of a kind."""
    asof = settled(asof, deadlines)
    apparatus = Apparatus(asof.entries, asof.history)
    parties, phase, rule = parties_in_few_words(apparatus), _phase(apparatus), _rule(apparatus)
    body = kind.build(asof, apparatus, reference)
    contested = section(apparatus)
    left = out_of_view(asof.history, f"{kind.about}:{body.subject}" if kind.about and body.subject else None)
    told_below = below(left)
    if body.contents and told_below:
        told_below = (Section("Not taken into account"), *(replace(one, inside=True) for one in told_below))
    sections = (*body.sections, *contested, *told_below, *body.closing)
    if body.contents:
        sections = numbered(sections)
    notes, told_otherwise, shown = apparatus.notes(), accounts(apparatus), apparatus.shown()
    last = apparatus.held[-1].number if apparatus.held else 0
    clocks = _settled(asof.clocks, last)
    deadlines = named(asof, apparatus.now, with_deadlines=kind.deadlines)
    head = ReportHead(
        name=kind.name,
        title=apparatus.now.talks.title or _id(asof),
        talks=_id(asof),
        subject=body.subject,
        clocks=clocks,
        clocks_words=clock_facts(clocks, last, deadlines),
        parties=parties,
        phase=phase,
        decides_by=rule,
        marking=notes.marking,
        marked=notes.marked,
        last_entry=last,
        deadlines=deadlines,
        record=asof.record_head.words if asof.record_head else "",
        reproduce=_command(name, body, clocks, deadlines, last, asof),
        made=_made(name, kind, body, clocks, deadlines, last, asof),
    )
    data = {
        "kind": name,
        "head": replace(head, parties=one_by_one(parties, apparatus)),
        "view": body.view,
        "shown": shown,
        "accounts": told_otherwise,
        "footnotes": notes.footnotes,
    }
    if left:
        data["out_of_view"] = left
    main = body.main or next(tables(sections), Table("", (), ()))
    return Report(kind.name, sections, data, body.records, main, notes=notes, head=head, contents=body.contents)


def numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return sections of which those of the highest level are numbered, and can be led to."""
    places = {id(one): place for place, one in enumerate((s for s in sections if s.heading and s.level == 2), start=1)}
    return tuple(
        replace(one, heading=f"{places[id(one)]}. {one.heading}", anchor=f"part-{places[id(one)]}")
        if id(one) in places
        else one
        for one in sections
    )


def _settled(clocks: Clocks, last: int) -> Clocks:
    """Name the last entry held where no date was asked for, so that the report can be made again."""
    if clocks.recorded is not None and not clocks.recorded.startswith("#"):
        return clocks
    return Clocks(clocks.at, clocks.known, f"#{last}")


def _id(asof: AsOf) -> str:
    return asof.entries[0].talks if asof.entries else ""


def _command(name: str, body: Body, clocks: Clocks, deadlines: str | None, last: int, asof: AsOf) -> str:
    words = ["talks", "--talks", _id(asof), "report", name, *([body.reference] if body.reference else [])]
    words += ["--at", clocks.at] if clocks.at else []
    words += ["--known", clocks.known] if clocks.known else []
    words += ["--deadlines", deadlines] if deadlines else []
    words += asof.reader.options() if asof.reader else []
    return shlex.join([*words, "--recorded", f"#{last}"])


def _made(name: str, kind: Kind, body: Body, clocks: Clocks, deadlines: str | None, last: int, asof: AsOf) -> Made:
    who, head = asof.reader, asof.record_head
    marks = (mark for one in asof.kept_heads for mark in one.marks) if kind.sealed and head else None
    return Made(
        report=name,
        talks=asof.talks,
        last=last,
        version=VERSION,
        about=body.reference,
        at=clocks.at,
        known=clocks.known,
        recorded=clocks.recorded,
        deadlines=deadlines,
        entries=head.entries if head else None,
        sealed=None if marks is None else tuple(sorted(marks)),
        audience=who.audience if who else None,
        clearance=who.clearance if who and not who.audience else None,
        compartments=tuple(sorted(who.compartments)) if who else (),
    )


def _phase(apparatus: Apparatus) -> Passage:
    return apparatus.claim(apparatus.now.talks.phase, apparatus.now.talks.phase_entry)


def _rule(apparatus: Apparatus) -> Passage:
    """Return the decision rule, with the entry that set it; the talks begin with consensus."""
    apparatus.see(n for n, entry in apparatus.entries.items() if entry.event.kind == "talks-opened")
    set_by = [n for n, entry in apparatus.entries.items() if entry.event.kind == "decision-rule-set"]
    return apparatus.claim(decision_words(apparatus.now.talks), set_by[-1] if set_by else 0)
