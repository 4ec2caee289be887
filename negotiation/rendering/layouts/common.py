"""Pieces that several layouts share."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...domain.dates.clocks import ANY, Clocks
from ...domain.dates.words import in_words
from ...views.disputes import Dispute
from ...views.stances import HeldStance, stance_words
from ..document import Passage, Section, Table, Words, facts, resting, sheet, table

if TYPE_CHECKING:
    from ...views.status import ProposalStatus
    from ...views.timeline import EntryLine


def clocks_words(clocks: Clocks, *, without: str | None = None) -> str:
    """Say from which point of view something is seen, on all three clocks or on those but one."""
    recorded = clocks.recorded
    if recorded is None:
        held = "everything recorded"
    elif recorded.startswith("#"):
        held = f"recorded up to {recorded}"
    else:
        held = f"recorded by {in_words(recorded)}"
    words = {
        "at": _happened(clocks.at),
        "known": f"known by {in_words(clocks.known)}" if clocks.known else "whenever known",
        "recorded": held,
    }
    return " · ".join(text for clock, text in words.items() if clock != without)


def _happened(at: str | None) -> str:
    if at is None:
        return "happened by now"
    return "whatever the date" if at == ANY else f"happened by {in_words(at)}"


DASH = "–"  # noqa: RUF001  # a dash, as in tables
"""What stands where there is nothing."""


def seen(clocks: Clocks) -> Section:
    """Say in a section of its own from which point of view something is seen."""
    return facts([("seen", clocks_words(clocks))])


def numbers(entries: Iterable[int]) -> str:
    """Write entry numbers: ``#6, #7``."""
    return ", ".join(f"#{number}" for number in entries)


def ranges(entries: Iterable[int]) -> str:
    """Write entry numbers, those that follow each other as one: ``#36, #38 to #53``."""
    runs: list[list[int]] = []
    for number in sorted(entries):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join(f"#{run[0]} to #{run[-1]}" if len(run) > 1 else f"#{run[0]}" for run in runs)


def contest_words(contests: Iterable[Dispute]) -> str:
    """Say who contests which entry."""
    return "; ".join(f"#{contest.entry} by {contest.by}: {contest.reason}" for contest in contests)


def standing(
    name: str, contested: Iterable[Dispute] = (), unsettled: Sequence[int] = (), overridden: Sequence[int] = ()
) -> list[str]:
    """Say by whom a thing is contested, and which entries it rests on over a rule or of a vague date."""
    words = contest_words(contested)
    found = [f"{name} is contested: {words}"] if words else []
    found += [f"{name} rests on {numbers(unsettled)}, of a vague date"] if unsettled else []
    found += [f"{name} rests on {numbers(overridden)}, recorded over a rule"] if overridden else []
    return found


def contesters(contested: Iterable[Dispute]) -> str:
    """Name those who contest something, each once."""
    return "; ".join(dict.fromkeys(contest.by for contest in contested))


def _when(line: "EntryLine") -> str:
    """Write when an entry happened; an entry about an entry has the day of its recording."""
    if line.on is None and line.kind.startswith("entry-"):
        return f"recorded {in_words(line.recorded[:10])}"
    return in_words(line.on)


def stance_line(stance: HeldStance, since: str | None = None) -> Passage:
    """Write a party's stance, with its date where that differs from the one given."""
    when = f" ({in_words(stance.on)})" if stance.on != since else ""
    return resting(f"{stance.party}: {stance_words(stance)}{when}", stance.entry)


def axes(status: "ProposalStatus") -> tuple[tuple[str, Words], ...]:
    """Write where a proposal stands: its label, the three axes, and since when it stands so formally."""
    return (
        ("status", resting(status.label, *status.grounds.because)),
        ("text", status.text.convergence),
        ("formal", resting(f"{status.formal.words} (#{status.formal.entry})", status.formal.entry)),
        ("kept", status.kept or "nothing is pledged under it"),
        *((("silence", status.formal.silence.removeprefix("silence ")),) if status.formal.silence else ()),
        *((("open until", in_words(status.formal.last_day)),) if status.formal.last_day else ()),
        *((("entry into force", status.formal.coming),) if status.formal.coming else ()),
    )


def lines_table(lines: "Iterable[EntryLine]", heading: str | None = None, empty: str = "no entries") -> Section:
    """Lay entries out as a table, one a row."""
    rows = (
        (
            f"#{line.number}",
            _when(line),
            resting(line.what, line.number),
            ", ".join(line.sources),
            "; ".join(line.marks),
        )
        for line in lines
    )
    return table(("entry", "when", "what", "sources", "marks"), rows, heading, empty)


def lines_sheet(lines: "Iterable[EntryLine]") -> Table:
    """Lay entries out for a spreadsheet: one thing a column, dates as EDTF, parties and kinds by their codes."""
    columns = ("entry", "on", "kind", "subject", "parties", "what", "says", "round", "sources", "grade", "marking",
               "recorded", "recorder", "marks", "note", "quote")  # fmt: skip
    rows = (
        (
            f"#{line.number}",
            line.on or "",
            line.kind,
            line.subject or "",
            ", ".join(line.parties),
            line.what,
            line.says or "",
            line.in_round or "",
            ", ".join(line.sources),
            line.grade or "",
            line.marking,
            line.recorded,
            line.recorder,
            "; ".join(line.marks),
            line.note or "",
            line.quote or "",
        )
        for line in lines
    )
    return sheet(columns, rows)
