"""Laws of reports: whatever the history, they are made, show nothing out of view, and count every marking."""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

from anything import DATES, pasts, well_begun
from effort import examples
from given import Told, entries_of, told
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import force_setattr, replace

from negotiation import reports
from negotiation.asof import AsOf
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.dates.edtf import instant
from negotiation.domain.errors import NotFound
from negotiation.domain.record.annotations import Annotation
from negotiation.domain.record.entry import Entry
from negotiation.domain.talks.events import StatementRecorded
from negotiation.integrity.head import RecordHead
from negotiation.rendering.document import Facts, Points, Report, Table
from negotiation.views.out_of_view import out_of_view

ABOUT = {"proposal": "p", "treaty": "p", "brief": "RUS"}
NOW = instant(entries_of([told("talks-resumed")])[0].recorded) + 10**14
kinds = st.sampled_from([*reports.KINDS])
clocks = st.builds(Clocks, st.sampled_from(DATES), st.sampled_from((None, None, *DATES)))


class Kept:
    """Entries in memory that answer what a report asks of talks."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)

    def entries(self, *, until: int | None = None, statements: bool = True) -> list[Entry]:
        """Return the entries up to a number, with the statements or without."""
        held = self._entries[: len(self._entries) if until is None else until]
        return held if statements else [e for e in held if not isinstance(e.event, StatementRecorded)]

    id = "peace"
    reader = None
    """Who looks may see all."""

    def at(self, clocks: Clocks) -> "Kept":  # noqa: ARG002  # whoever may see all sees all then
        """Return the same."""
        return self

    def telling_damage(self) -> AbstractContextManager[None]:
        """Tell of none: nothing in memory is damaged."""
        return nullcontext()

    def keeps(self) -> bool:
        """Keep nothing beside the record."""
        return False

    def kept(self, clocks: Clocks, now: int, until: int) -> None:
        """Return nothing that is kept."""

    def last_number(self) -> int:
        """Return the number of the last entry."""
        return len(self._entries)

    def record_head(self, until: int) -> RecordHead:
        """Return the head of the record up to a number."""
        return RecordHead("peace", until, "0" * 64)

    def kept_heads(self, until: int) -> list[Any]:  # noqa: ARG002
        """Return no head: nobody sealed the record."""
        return []

    def reference(self, text: str, sorts: tuple[str, ...] = ()) -> str:
        """Return what a text refers to: it is written out already."""
        return text if ":" in text else f"{sorts[0]}:{text}"

    def proposal_id(self, text: str) -> str:
        """Return the id of a proposal: it is written out already."""
        return text


def seen(past: Sequence[Told], at: Clocks) -> AsOf:
    """Return talks with a pledge, a package and a round, and then what was drawn, from a point of view."""
    whole = (
        *well_begun(),
        told("pledge-made", "2022-03-01", pledge="withdraw", by="RUS", to="UKR", text="to withdraw", under="p"),
        told("package-formed", "2022-03-01", package="deal", proposals=["p", "q"]),
        told("proposal-revised", "2022-03-01", proposal="p", by="UKR", terms={"kind": "security-guarantees"}),
        *past,
    )
    kind_of = {f"e{number}": one.event.kind for number, one in enumerate(whole, start=1)}
    fitting = [one for one in whole if _fits(one.event, kind_of)]
    return AsOf(cast("Any", Kept(entries_of(fitting))), at, NOW)


def _fits(event: object, kind_of: Mapping[str, str]) -> bool:
    account = getattr(event, "event", None)
    return account is None or account.kind == kind_of.get(getattr(event, "entry", ""))


def made(kind: str, asof: AsOf) -> Report | None:
    """Make a report; None if what it is about is not in view."""
    try:
        return reports.make(kind, asof, "#9" if kind == "changes" else ABOUT.get(kind))
    except NotFound:
        return None


def rests_on(report: Report) -> set[int]:
    """Return the entries that passages rest on, or name."""
    cells = [cell for section in report.sections for block in section.blocks for cell in _cells(block)]
    numbers = {passage.entry for cell in cells for passage in cell if passage.entry}
    return numbers | {int(found) for cell in cells for p in cell for found in re.findall(r"#(\d+)", p.text)}


def _cells(block: object) -> list[tuple[Any, ...]]:
    match block:
        case Facts():
            return [cell for _, cell in block.pairs]
        case Points():
            return [block.passages]
        case Table():
            return [cell for row in block.rows for cell in row]
    return []


@examples(0.6)
@given(pasts, clocks, kinds)
def test_a_report_of_any_history_is_written_and_shows_only_what_is_in_view(past: Any, at: Clocks, kind: str) -> None:
    """Rules broken, entries disputed and taken back: every format is written, and each entry shown is in view."""
    asof = seen(past, at)
    report = made(kind, asof)
    if report is None:
        return
    for format_ in reports.FORMATS:
        assert reports.write(report, format_) or format_ == "jsonl"
    annotations = {entry.number for entry in asof.entries if isinstance(entry.event, Annotation)}
    left = out_of_view(asof.history)  # what is told below a report is that these are not in view
    in_view = {entry.number for entry in asof.history.entries} | annotations
    in_view |= {line.number for line in left.ahead} | {*left.unsourced, *left.undated_source}
    assert {shown.entry for shown in report.data["shown"]} <= in_view
    if kind != "changes":  # which names what is no longer in view
        assert rests_on(report) <= in_view


@examples(0.6)
@given(pasts, clocks, kinds)
def test_every_entry_named_counts_for_the_marking(past: Any, at: Clocks, kind: str) -> None:
    """Were every entry confidential, each that a report rests on would be among those that make it so."""
    asof = seen(past, at)
    for entry in asof.entries:
        marked = replace(entry.envelope, marking="confidential")
        force_setattr(entry, "envelope", marked)
    report = made(kind, asof)
    if report is None:
        return
    re_marked = {e.event.entry for e in asof.entries if e.event.kind == "entry-re-marked"}  # type: ignore[attr-defined]
    in_view = {entry.number for entry in asof.history.entries if entry.id not in re_marked}
    assert rests_on(report) & in_view <= set(report.head.marked)
