"""The pledges as a sheet: a row for each verdict, and for each measurement beside what was pledged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...views.exchange import exchange_lines
from ...views.measured import Beside, Reading
from ...views.pledges import Pledges, PledgeStatus
from ...views.verdicts import GivenVerdict
from ..document import Table, sheet
from .common import contesters, numbers, several
from .pledge_words import deed_words, evidence_words, measures_words

if TYPE_CHECKING:
    from ...views.scales import Scale


def pledges_sheet(view: Pledges, scale: "Scale | None") -> Table:
    """Return the pledges as a sheet, one thing a column, dates as EDTF.

    There is a row for each verdict that stands, and one for each indicator that has a bound, or each measurement of it.
    """
    columns = ("pledge", "by", "binds", "to", "words", "on", "entry", "status", "kept", "stands", "measured by", "due",
               "past due", "observed", "contested by", "over a rule", "assessor", "verdict", "assessed", "confidence",
               "reason", "evidence", "sources", "verdict entry", "verdict contested by", *_BESIDE)  # fmt: skip
    rows = (
        (*_pledge_cells(pledge), *verdict_or_not, *measured_or_not, *on_the_scale)
        for pledge in view.pledges
        for verdict_or_not, measured_or_not, on_the_scale in _rows(pledge, scale)
    )
    return sheet(columns if scale is None else (*columns, scale.name), rows)


_BESIDE = ("indicator", "bound", "at least", "at most", "bound of", "bound unit", "measured", "measured of", "unit",
           "taken by", "taken on", "comes to", "not compared", "measurement entry")  # fmt: skip
"""The columns of what was pledged beside what was measured."""


_Cells = tuple[str, ...]


def _rows(pledge: PledgeStatus, scale: "Scale | None") -> Iterator[tuple[_Cells, _Cells, _Cells]]:
    """Yield the cells of each row of a pledge: of a verdict, or of a measurement; of neither if it has none."""
    no_verdict, nothing, off = ("",) * 9, ("",) * len(_BESIDE), ("",) if scale else ()
    found = False
    for given in pledge.kept.verdicts:
        found = True
        yield _verdict_cells(given), nothing, (scale.of(given.verdict).value,) if scale else ()
    for one in pledge.beside:
        for reading in one.readings or (None,):
            found = True
            yield no_verdict, _beside_cells(one, reading), off
    if not found:
        yield no_verdict, nothing, off


def _beside_cells(found: Beside, reading: Reading | None) -> _Cells:
    bound, measured = found.bound, reading.quantity if reading else None
    return (
        found.indicator,
        bound.words if bound else "",
        _figure(bound.low if bound else None),
        _figure(bound.high if bound else None),
        _figure(bound.of if bound else None),
        bound.unit if bound else "",
        _figure(measured.number if measured else None),
        _figure(measured.of if measured else None),
        measured.unit if measured else "",
        reading.by if reading else "",
        (reading.on or "") if reading else "",
        (reading.place or "") if reading else "",
        (reading.not_compared or "") if reading else "",
        f"#{reading.entry}" if reading else "",
    )


def _figure(number: float | None) -> str:
    return "" if number is None else str(number)


def _pledge_cells(pledge: PledgeStatus) -> tuple[str, ...]:
    return (
        pledge.pledge,
        several(pledge.words.by),
        several(pledge.words.bound),
        several(pledge.words.to),
        pledge.words.text,
        pledge.words.on or "",
        f"#{pledge.words.entry}",
        pledge.label,
        pledge.kept.words,
        several(line for line, _ in exchange_lines(pledge.exchange)),
        several(measures_words(pledge)),
        pledge.measured.due or "",
        ("yes" if pledge.measured.past_due else "no") if pledge.measured.due else "",
        several(deed_words(deed) for deed in pledge.kept.deeds),
        contesters(pledge.grounds.contested),
        numbers(pledge.grounds.overridden),
    )


def _verdict_cells(given: GivenVerdict) -> tuple[str, ...]:
    return (
        given.assessor,
        given.verdict.replace("-", " "),
        given.on or "",
        given.confidence or "",
        given.reason or "",
        several(evidence_words(given)),
        several(given.sources),
        f"#{given.entry}",
        contesters(given.contested),
    )
