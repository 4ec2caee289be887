"""Pieces that several layouts share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...domain.dates.clocks import ANY, Clocks
from ...domain.dates.words import in_words, stretch_words
from ...domain.record.unread import WITHHELD
from ...views.disputes import Dispute
from ...views.phrases import listed
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
        held = f"recorded by {stretch_words(recorded)}"
    words = {
        "at": _happened(clocks.at),
        "known": f"known by {stretch_words(clocks.known)}" if clocks.known else "whenever known",
        "recorded": held,
    }
    return " · ".join(text for clock, text in words.items() if clock != without)


def _happened(at: str | None) -> str:
    if at is None:
        return "happened by now"
    return "whatever the date" if at == ANY else f"happened by {stretch_words(at)}"


def several(values: Iterable[str]) -> str:
    """Write several values of one thing into a cell of a spreadsheet."""
    return ";".join(values)


def several_numbers(entries: Iterable[int]) -> str:
    """Write entry numbers into a cell of a spreadsheet: ``#6;#7``."""
    return several(f"#{number}" for number in entries)


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
    return several(dict.fromkeys(contest.by for contest in contested))


def line_when(line: "EntryLine") -> str:
    """Write when an entry happened; an entry about an entry has the day of its recording, one withheld has none."""
    if line.kind == WITHHELD:
        return "not known"
    if line.occurred is None and line.recorded is not None and line.kind.startswith("entry-"):
        return f"recorded {in_words(line.recorded[:10])}"
    return in_words(line.occurred)


def stance_line(stance: HeldStance, since: str | None = None) -> Passage:
    """Write a party's stance, with its date where that differs from the one given."""
    when = f" ({in_words(stance.on)})" if stance.on != since else ""
    return resting(f"{stance.party}: {stance_words(stance)}{when}", stance.entry)


def together(stances: Iterable[HeldStance], since: str | None = None, others: int = 0) -> Iterator[str]:
    """Yield who says what, as one those that say the same: three of them by name, of more how many they are.

    Args:
        stances: what each says.
        since: the date that goes without saying.
        others: how many say nothing.
    """
    groups: dict[str, list[HeldStance]] = {}
    for stance in stances:
        groups.setdefault(stance_words(stance), []).append(stance)
    of_all = len({stance.party for found in groups.values() for stance in found}) + others
    for words, found in groups.items():
        parties = tuple(dict.fromkeys(stance.party for stance in found))
        dates = {stance.on for stance in found}
        when = f" ({in_words(found[0].on)})" if len(dates) == 1 and found[0].on != since else ""
        who = f"all {of_all}" if len(parties) == of_all else f"{len(parties)} parties"
        yield f"{listed(parties) if len(parties) <= NAMED else who}: {words}{when}"


NAMED = 3
"""How many of those that say the same are named."""


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
            line_when(line),
            resting(line.what, line.number),
            ", ".join(line.sources),
            "; ".join(line.marks),
        )
        for line in lines
    )
    return table(("entry", "when", "what", "sources", "marks"), rows, heading, empty)


def lines_sheet(lines: "Sequence[EntryLine]", more: Mapping[str, Sequence[str]] | None = None) -> Table:
    """Lay entries out for a spreadsheet: one thing a column, dates as EDTF, parties and kinds by their codes.

    Args:
        lines: the entries.
        more: further columns, each by its name.
    """
    columns = {
        "entry": (f"#{line.number}" for line in lines),
        "occurred": (line.occurred or "" for line in lines),
        "learned": (line.learned or "" for line in lines),
        "recorded": (line.recorded or "" for line in lines),
        "kind": (line.kind for line in lines),
        "subject": (line.subject or "" for line in lines),
        "about": (several(line.about) for line in lines),
        "parties": (several(line.parties) for line in lines),
        "speaker": (line.speaker or "" for line in lines),
        "text": (line.text or "" for line in lines),
        "act": (line.act or "" for line in lines),
        "version": (str(line.version or "") for line in lines),
        "what": (line.what for line in lines),
        "says": (line.says or "" for line in lines),
        "round": (line.in_round or "" for line in lines),
        "sources": (several(line.sources) for line in lines),
        "grade": (line.grade or "" for line in lines),
        "marking": (line.marking or "" for line in lines),
        "recorder": (line.recorder or "" for line in lines),
        "batch": (line.batch or "" for line in lines),
        "marks": (several(line.marks) for line in lines),
        "note": (line.note or "" for line in lines),
        "quote": (line.quote or "" for line in lines),
        **(more or {}),
    }
    return sheet([*columns], zip(*columns.values(), strict=True))
