"""The layout of the rounds: when and where, by whom, and what came of each."""

from collections.abc import Iterator

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.phrases import duration_words, listed, parties_words
from ...views.rounds import Rounds, RoundStatus
from ...views.show_things import ShownRound
from ..document import NOTHING, Document, Section, Table, Words, facts, remarks, resting, sheet, table
from .common import clocks_words, contesters, lines_table, numbers, ranges, seen, several, several_numbers, standing
from .disputes import rival_accounts_table

LEVELS = {
    "heads": "heads of state or government",
    "ministers": "ministers",
    "delegations": "level of delegations",
    "experts": "experts",
}
"""Each level at which delegations meet, in words."""


def lay_out(view: Rounds, clocks: Clocks) -> Document:
    """Return the rounds as a document."""
    found = table(
        ("round", "called", "when", "state", "where", "format", "delegations", "outcome", "entries"),
        map(_row, view.rounds),
        empty="no rounds",
    )
    sections: list[Section] = [seen(clocks), found]
    lines = [line for one in view.rounds for line in standing(one.round, one.contested, one.unsettled, one.overridden)]
    if lines:
        sections.append(remarks(lines))
    accounts = tuple(account for one in view.rounds for account in one.accounts)
    if accounts:
        sections.append(rival_accounts_table(accounts))
    return Document(f"{view.talks}: rounds", tuple(sections), view, view.rounds, _sheet(view))


def _sheet(view: Rounds) -> Table:
    """Return the rounds as a sheet: one thing a column, dates as EDTF."""
    columns = ("round", "called", "called by others", "state", "reason", "says", "planned", "opened", "closed",
               "until", "venue", "host", "mediators", "format", "track", "level", "delegations", "walked out",
               "still away", "duration", "results", "press access", "entries", "contested by",
               "over a rule")  # fmt: skip
    rows = (
        (
            found.round,
            found.label or "",
            several(f"{told.says} ({told.by})" for told in found.labels),
            found.stage,
            found.reason or "",
            found.says or "",
            found.planned or "",
            found.opened or "",
            found.closed or "",
            found.until or "",
            found.venue or "",
            found.host or "",
            several(found.mediators),
            found.format or "",
            found.track or "",
            found.level or "",
            several(found.delegations),
            several(found.walked_out),
            several(found.away),
            found.duration or "",
            several(found.outputs),
            found.press_access or "",
            several_numbers(found.entries),
            contesters(found.contested),
            several_numbers(found.overridden),
        )
        for found in view.rounds
    )
    return sheet(columns, rows)


def show(shown: ShownRound, clocks: Clocks) -> Document:
    """Return everything about one round as a document."""
    found = shown.status
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("state", resting(_state(found), *found.happenings)),
        ("called", _called(found)),
        ("when", held(found)),
        ("where", _where(found)),
        ("mediators", listed(found.mediators)),
        ("format", _form(found)),
        ("delegations", parties_words(found.delegations)),
        ("lasted", duration_words(found.duration) if found.duration else ""),
        ("walked out", listed([_walked(found, party) for party in found.walked_out])),
        ("outcome", "\n".join(found.outputs)),
        ("press", found.press_access or ""),
        ("reason", found.reason or ""),
        ("over a rule", numbers(found.overridden)),
    )
    sections: list[Section] = [facts(told)]
    if found.accounts:
        sections.append(rival_accounts_table(found.accounts))
    sections.append(lines_table(shown.happenings, "what became of it"))
    sections.append(lines_table(shown.history, "what happened in it", "nothing is recorded in it"))
    return Document(f"round {found.round}", tuple(sections), shown, (*shown.happenings, *shown.history))


def _row(found: RoundStatus) -> tuple[Words, ...]:
    return (
        found.round,
        _called(found) or NOTHING,
        held(found),
        resting(_state(found), *found.happenings),
        _where(found) or NOTHING,
        _form(found) or NOTHING,
        "\n".join(found.delegations) or NOTHING,
        "\n".join(_outcome(found)) or NOTHING,
        ranges(found.entries) or "none",
    )


def _state(found: RoundStatus) -> str:
    return f"{found.stage}; says {found.says}" if found.says else found.stage


def _called(found: RoundStatus) -> str:
    """Write what a round is called, and by whom it is called otherwise."""
    others = [f"{told.says} ({told.by})" for told in found.labels]
    return "\n".join([*([found.label] if found.label else []), *others])


def held(found: RoundStatus) -> str:
    """Say from when to when a round was held, or for when it is set."""
    if found.opened is None:
        return f"set for {in_words(found.planned)}" if found.planned else "not set"
    until = f", to go on {in_words(found.until)}" if found.until else ""
    ended = f" to {in_words(found.closed)}" if found.closed and found.closed != found.opened else ""
    return f"{in_words(found.opened)}{ended}{until}"


def _where(found: RoundStatus) -> str:
    host = f"host {found.host}" if found.host else ""
    return ", ".join(part for part in (found.venue, host) if part)


def _form(found: RoundStatus) -> str:
    track = f"track {found.track}" if found.track else ""
    level = LEVELS.get(found.level or "", "")
    return ", ".join(part for part in (found.format, track, level) if part)


def _walked(found: RoundStatus, party: str) -> str:
    return party if party in found.away else f"{party} (came back)"


def _outcome(found: RoundStatus) -> Iterator[str]:
    back = [party for party in found.walked_out if party not in found.away]
    if back:
        yield f"{listed(back)} had walked out, and came back"
    if found.duration:
        yield f"lasted {duration_words(found.duration)}"
    yield from found.outputs
    if found.press_access:
        yield f"press: {found.press_access}"
    if found.reason:
        yield found.reason
