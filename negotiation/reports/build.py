"""Putting a report together: its head, its body, the accounts that contest it, its footnotes."""

import shlex

from msgspec.structs import replace

from ..asof import AsOf
from ..domain.dates.clocks import ANY, Clocks
from ..domain.dates.words import its_end
from ..rendering.apparatus import Apparatus
from ..rendering.document import Passage, Report, ReportHead, Table, tables
from ..rendering.out_of_view import sections as below
from ..views.out_of_view import out_of_view
from ..views.phrases import decision_words
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
    sections = (*body.sections, *contested, *below(left))
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
    return Report(kind.name, sections, data, body.records, main, notes=notes, head=head)


def clock_facts(clocks: Clocks, last: int, deadlines: str | None = None) -> tuple[tuple[str, str], ...]:
    """Say what each of the three clocks lets into view.

    Args:
        clocks: the point of view.
        last: the last entry that the log held then.
        deadlines: the minute for which deadlines are worked out, where no clock says so.
    """
    worked_out = () if deadlines is None else (("Deadlines", f"as of {its_end(deadlines)}"),)
    up_to = f"entry #{last}" if last else "nothing at all"
    dated = clocks.recorded if clocks.recorded and not clocks.recorded.startswith("#") else None
    return (
        ("Happened", _happened(clocks.at)),
        ("Known", f"by {its_end(clocks.known)}" if clocks.known else "whenever it became known"),
        (
            "Recorded",
            f"by {its_end(dated)}: up to {up_to}" if dated else f"in this log up to {up_to}",
        ),
        *worked_out,
    )


def _happened(at: str | None) -> str:
    if at is None:
        return "by now"
    return "whatever the date" if at == ANY else f"by {its_end(at)}"


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


def _phase(apparatus: Apparatus) -> Passage:
    return apparatus.claim(apparatus.now.talks.phase, apparatus.now.talks.phase_entry)


def _rule(apparatus: Apparatus) -> Passage:
    """Return the decision rule, with the entry that set it; the talks begin with consensus."""
    apparatus.see(n for n, entry in apparatus.entries.items() if entry.event.kind == "talks-opened")
    set_by = [n for n, entry in apparatus.entries.items() if entry.event.kind == "decision-rule-set"]
    return apparatus.claim(decision_words(apparatus.now.talks), set_by[-1] if set_by else 0)
