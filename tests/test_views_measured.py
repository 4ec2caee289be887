"""What was pledged beside what was measured: by whom, when, and on which side of the bound; never a verdict."""

import builtins
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import TalksLog, units
from negotiation.domain.errors import Refused
from negotiation.domain.quantities import Bound, Quantity, bound, quantity
from negotiation.units import UnitsDiffer, in_unit
from negotiation.views.measured import Beside, Place, beside_words, placed


def found(journal: TalksLog, **clocks: str) -> tuple[Beside, ...]:
    """Return what was pledged beside what was measured, of the first pledge."""
    return journal.as_of(**clocks).pledges().pledges[0].beside


def lines(journal: TalksLog, **clocks: str) -> list[str]:
    """Return the same as it is put for people."""
    return [line for line, _ in beside_words(found(journal, **clocks))]


def test_a_measurement_stands_beside_what_was_pledged(journal: TalksLog) -> None:
    """By whom and when is said, and where the number lies; what assessors find of it is theirs.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: limit, by: UKR, indicators: ["stock: at most 300 kg"], baseline: "9,000 kg"}
    - {kind: conduct-observed, on: 2022-05-01, pledge: limit, by: IAEA, text: weighed, measured: stock=250 kg}
    - {kind: conduct-observed, on: 2022-05-11, pledge: limit, by: IAEA, text: weighed, measured: stock=450 kg}
    - {kind: pledge-assessed, on: 2022-05-12, pledge: limit, assessor: TUR, verdict: partial, measured: stock=300 kg}
    """  # noqa: E501
    assert [
        "stock: at most 300 kg; measured 250 kg by IAEA (1 May 2022): within the bound",
        "stock: at most 300 kg; measured 450 kg by IAEA (11 May 2022): above the bound",
        "stock: at most 300 kg; measured 300 kg by TUR (12 May 2022): within the bound",
    ] == lines(journal)
    pledge = journal.as_of().pledges().pledges[0]
    assert ("partial (TUR)", Quantity(9000, unit="kg")) == (pledge.kept.words, pledge.measured.baseline_quantity)
    assert (Bound(high=300, unit="kg"), [7, 8, 9]) == (
        pledge.beside[0].bound,
        [one.entry for one in pledge.beside[0].readings],
    )


def test_every_clock_has_its_own_measurements(journal: TalksLog) -> None:
    """What was measured later, read later, corrected or taken back shows on the clocks that know of it.

    - {kind: source-registered, source: report, publisher: IAEA, published: 2022-05-20}
    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: limit, by: UKR, indicators: ["stock<=300 kg"]}
    - {kind: conduct-observed, on: 2022-05-01, pledge: limit, by: IAEA, text: weighed, measured: stock=450 kg, source: report}
    """  # noqa: E501
    journal.correct("#8", {"measured": "stock=250 kg"}, reason="misread")
    assert ([], ["450 kg"], ["250 kg"]) == tuple(
        [one.value for beside in found(journal, **clocks) for one in beside.readings]
        for clocks in ({"at": "2022-04"}, {"recorded": "#8"}, {})
    )
    journal.dispute("#8", by="RUS", reason="not so")
    assert ["stock: <=300 kg; measured 250 kg by IAEA, contested (1 May 2022): within the bound"] == lines(journal)
    journal.retract("#8", reason="never weighed")
    assert [] == lines(journal)


def test_accounts_of_the_bound_stand_side_by_side(journal: TalksLog) -> None:
    """Where two say differently what the bound is, each is set beside what was measured; who says the same is no other.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: limit, by: UKR, indicators: ["stock: at most 300 kg"]}
    - {kind: pledge-clarified, on: 2022-03-02, pledge: limit, by: RUS, indicators: ["stock: at most 200 kg"]}
    - {kind: pledge-clarified, on: 2022-03-03, pledge: limit, by: TUR, indicators: ["stock: at most 200 kg"]}
    - {kind: conduct-observed, on: 2022-05-01, pledge: limit, by: IAEA, text: weighed, measured: stock=250 kg}
    """
    assert [
        "stock: at most 300 kg (according to UKR); measured 250 kg by IAEA (1 May 2022): within the bound",
        "stock: at most 200 kg (according to TUR); measured 250 kg by IAEA (1 May 2022): above the bound",
    ] == lines(journal)


def test_what_is_measured_without_a_bound_is_shown_and_not_judged(journal: TalksLog) -> None:
    """Of an indicator in words the number stands alone; and one that new words of the pledge no more name stays seen.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: less}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: limit, by: UKR, indicators: ["stock=little of it"]}
    - {kind: conduct-observed, on: 2022-05-01, pledge: limit, by: IAEA, text: weighed, measured: stock=250 kg}
    """
    assert ["stock: little of it; measured 250 kg by IAEA (1 May 2022)"] == lines(journal)
    journal.withdraw("limit", by="UKR", on="2022-05-12")
    journal.pledge("limit", by="UKR", text="less still", on="2022-05-13")
    assert ["stock; measured 250 kg by IAEA (1 May 2022)"] == lines(journal)


def test_only_indicators_that_there_are_are_measured(journal: TalksLog) -> None:
    """A measurement of what no indicator names is refused, in an observation and in a verdict.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: less}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: limit, by: UKR, indicators: ["stock<=300 kg"]}
    """
    with pytest.raises(Refused, match="limit has no indicator sites at that time: it has stock"):
        journal.observe("limit", "weighed", by="IAEA", measured="sites=3", on="2022-03-02")
    with pytest.raises(Refused, match="limit has no indicator sites"):
        journal.assess("limit", "breached", by="IAEA", measured="sites=3", on="2022-03-02")
    journal.observe("limit", "weighed", by="IAEA", indicator="stock", measured="250 kg", on="2022-03-02")
    assert ["stock: <=300 kg; measured 250 kg by IAEA (2 Mar 2022): within the bound"] == lines(journal)


@pytest.mark.parametrize(
    ("measured", "pledged", "expected"),
    [
        ("300 kg", "at most 300 kg", Place.WITHIN),
        ("300 kg", "below 300 kg", Place.ABOVE),
        ("3 of 12 sites", "at least 5 of 12 sites", Place.BELOW),
        ("6 sites", "at least 5 of 12 sites", Place.WITHIN),
        ("6 %", "between 3 and 5 %", Place.ABOVE),
        ("2.9 %", "between 3 and 5 %", Place.BELOW),
        ("7", "exactly 7", Place.WITHIN),
        ("0.3 t", "at most 300 kg", Place.WITHIN),
        ("0.31 t", "at most 300 kg", Place.ABOVE),
        ("2 weeks", "at most 14 days", Place.WITHIN),
    ],
)
def test_numbers_are_compared_to_the_last_digit(measured: str, pledged: str, expected: Place) -> None:
    """In one unit, or in another one that is known to be the same thing."""
    assert expected == placed(quantity(measured), bound(pledged))


@pytest.mark.parametrize(
    ("measured", "pledged", "why"),
    [
        ("5", "at most 300 kg", "one is in kg, and the other without a unit"),
        ("5 centrifuges", "at most 300 kg", "centrifuges and kg are different units"),
        ("5 of 10 sites", "at least 5 of 12 sites", "one is of 12, and the other of 10"),
        ("3 tons", "at most 3000 kg", "there are several sorts of tons"),
        ("2 months", "at most 60 days", "there are several sorts of months"),
        ("3 m**9999999", "at most 300 kg", "different units"),
    ],
)
def test_what_cannot_be_compared_is_not_guessed(measured: str, pledged: str, why: str) -> None:
    """Another unit, none, another whole, and a unit of which there are several: it is said why."""
    with pytest.raises(UnitsDiffer) as caught:
        placed(quantity(measured), bound(pledged))
    assert why in str(caught.value)


def test_without_the_library_only_the_same_unit_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is named, with the extra that brings it; nothing that is in one unit needs it."""
    units._registry.cache_clear()
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "pint":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    try:
        assert 3 == in_unit(3, "kg", "kg")
        with pytest.raises(UnitsDiffer, match=r"pip install pint .*the extra 'units'"):
            in_unit(3, "t", "kg")
    finally:
        units._registry.cache_clear()


def test_nothing_loads_the_library_for_one_unit(journal: TalksLog) -> None:
    """A view of numbers in one unit does not import what knows units.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: less}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: limit, by: UKR, indicators: ["stock<=300 kg"]}
    - {kind: conduct-observed, on: 2022-05-01, pledge: limit, by: IAEA, text: weighed, measured: stock=250 kg}
    """
    loaded = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "pint"}
    try:
        assert 1 == len(lines(journal))
        assert "pint" not in sys.modules
    finally:
        sys.modules.update(loaded)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(0, 1000))
def test_a_number_lies_on_one_side_only(number: int, low: int, wide: int) -> None:
    """Below, within and above exclude each other, and agree with the numbers."""
    place = placed(Quantity(number, unit="kg"), Bound(low, low + wide, unit="kg"))
    assert (number < low, low <= number <= low + wide, number > low + wide) == (
        place is Place.BELOW,
        place is Place.WITHIN,
        place is Place.ABOVE,
    )


def test_a_sheet_has_the_numbers_in_columns_of_their_own(journal: TalksLog) -> None:
    """CSV has a row for each measurement, and one for a bound of which nothing was measured.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: less}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: limit, by: UKR, indicators: ["stock<=300 kg", "sites>=5 of 12"]}
    - {kind: conduct-observed, on: 2022-05-01, pledge: limit, by: IAEA, text: weighed, measured: stock=450.5 kg}
    - {kind: pledge-assessed, on: 2022-05-12, pledge: limit, assessor: TUR, verdict: partial}
    """
    asof = journal.as_of()
    sheet = asof.document("pledges", asof.pledges()).main
    at = sheet.columns.index("assessor")
    rows = [
        dict(zip(sheet.columns, ["".join(p.text for p in cell) for cell in row], strict=True)) for row in sheet.rows
    ]
    assert ["TUR", "", ""] == [row["assessor"] for row in rows]
    assert at < sheet.columns.index("indicator")
    names = ("indicator", "bound", "at least", "at most", "bound of", "bound unit", "measured", "unit", "taken by",
             "taken on", "comes to", "measurement entry")  # fmt: skip
    assert [
        ("stock", "at most", "", "300", "", "kg", "450.5", "kg", "IAEA", "2022-05-01", "above the bound", "#7"),
        ("sites", "at least", "5", "", "12", "", "", "", "", "", "", ""),
    ] == [tuple(row[name] for name in names) for row in rows[1:]]
