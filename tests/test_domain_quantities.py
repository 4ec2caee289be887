"""Quantities and bounds: read from what people write, or refused with a reason, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain import build
from negotiation.domain.errors import InvalidInput
from negotiation.domain.pledge.events import Indicator
from negotiation.domain.quantities import (
    Bound,
    Parted,
    Quantity,
    bound,
    bound_in,
    maybe_thousands,
    parted,
    quantity,
    quantity_in,
)

QUANTITIES = {
    "300 kg": Quantity(300, unit="kg"),
    "3.67 %": Quantity(3.67, unit="%"),
    "3.67%": Quantity(3.67, unit="%"),
    "5 of 12 crossings": Quantity(5, 12, "crossings"),
    "5 of 12": Quantity(5, 12),
    "5060 centrifuges": Quantity(5060, unit="centrifuges"),
    "5,060  IR-1   centrifuges": Quantity(5060, unit="IR-1 centrifuges"),
    "1\u202f200\u202f000 t": Quantity(1_200_000, unit="t"),
    "-4.5 °C": Quantity(-4.5, unit="°C"),
    "20 m3/d": Quantity(20, unit="m3/d"),
    "0": Quantity(0),
}
NO_QUANTITIES = {
    "3,67 %": "'3,67 %' is no quantity: thousands are written as 1,200 and decimals as 3.67",
    "1.200.000 t": "'1.200.000 t' is no quantity: thousands",
    "about 300 kg": "'about 300 kg' is no quantity: write a number and its unit",
    "three": "is no quantity",
    "5 of the crossings": "is no quantity",
    "300 kg and 5 %": "is no quantity",
    "300 kg, sealed": "is no quantity",
    "<= 300 kg": "is no quantity",
    "": "is no quantity",
}
BOUNDS = {
    "at most 300 kg": ("at most", Bound(high=300, unit="kg")),
    "No more than 300 kg": ("at most", Bound(high=300, unit="kg")),
    "<=3.67 %": ("at most", Bound(high=3.67, unit="%")),
    "≤ 3.67 %": ("at most", Bound(high=3.67, unit="%")),
    ">= 5 of 12": ("at least", Bound(low=5, of=12)),
    "at least 5 of 12 crossings": ("at least", Bound(low=5, of=12, unit="crossings")),
    "< 20": ("below", Bound(high=20, strict=True)),
    "fewer than 5,000 soldiers": ("below", Bound(high=5000, strict=True, unit="soldiers")),
    "more than 3 kg": ("above", Bound(low=3, strict=True, unit="kg")),
    "exactly 7 sites": ("exactly", Bound(low=7, high=7, unit="sites")),
    "between 3 and 5 %": ("between", Bound(low=3, high=5, unit="%")),
    "between 3 % and 5 %": ("between", Bound(low=3, high=5, unit="%")),
}


@pytest.mark.parametrize(("written", "read"), QUANTITIES.items())
def test_a_quantity_is_read(written: str, read: Quantity) -> None:
    """A number, of how many if it says so, and its unit, whatever that is."""
    assert read == quantity(written)


@pytest.mark.parametrize(("written", "why"), NO_QUANTITIES.items())
def test_what_can_be_read_in_two_ways_or_none_is_refused(written: str, why: str) -> None:
    """A decimal comma, a guess and a sentence are no quantities, and the error says how one is written."""
    with pytest.raises(ValueError, match=r".") as caught:
        quantity(written)
    assert why in str(caught.value)
    assert quantity_in(written) is None


@pytest.mark.parametrize(("written", "words", "read"), [(text, *found) for text, found in BOUNDS.items()])
def test_a_bound_is_read(written: str, words: str, read: Bound) -> None:
    """Words and signs give the same bounds, at one end or at both."""
    assert (words, read) == (bound(written).words, bound(written))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("between 5 and 3 %", "ends before it begins"),
        ("between 5 kg and 3 %", "two units"),
        ("at most", "is no quantity"),
        ("300 kg", "is no bound: write at most, at least or between"),
    ],
)
def test_what_is_no_bound_is_refused(written: str, why: str) -> None:
    """Ends in the wrong order, two units and no number are named."""
    with pytest.raises(ValueError, match=r".") as caught:
        bound(written)
    assert why in str(caught.value)


numbers = st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=3).map(float)
units = st.sampled_from(("", "kg", "%", "centrifuges", "m3/d", "°C"))


@given(numbers, st.none() | st.integers(0, 1000), units)
def test_a_quantity_that_is_written_out_is_read_as_it_was(number: float, of: int | None, unit: str) -> None:
    """Whatever the number and the unit, with or without marks for thousands."""
    whole = "" if of is None else f" of {of}"
    for figure in (f"{number:,}", str(number)) if "e" not in str(number) else ():
        assert Quantity(number, of, unit) == quantity(f"{figure}{whole} {unit}")


@given(st.text(max_size=40))
def test_any_text_is_a_quantity_or_none(written: str) -> None:
    """What is looked for in a text is found or not, and nothing fails."""
    assert quantity_in(written) is None or isinstance(quantity(written), Quantity)
    assert bound_in(written) is None or isinstance(bound(written), Bound)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("stock: at most 300 kg", Parted("stock", "at most 300 kg")),
        ("stock=at most 300 kg", Parted("stock", "at most 300 kg")),
        ("enrichment<=5%", Parted("enrichment", "<=5%")),
        ("stock: <= 300 kg", Parted("stock", "<= 300 kg")),
        ("stock >5", Parted("stock", ">5")),
        ("troops=fewer < 5 of them", Parted("troops", "fewer < 5 of them")),
        ("posts: north=none", Parted("posts: north", "none")),
        ("fewer troops", None),
    ],
)
def test_an_indicator_is_parted_where_its_words_begin(written: str, found: Parted | None) -> None:
    """A sign of comparison is never cut in two, and belongs to the bound; an equals sign parts as it always did."""
    assert found == parted(written)


@pytest.mark.parametrize("said", ["enrichment<=lots", "enrichment: at most 3,67 %", "stock>=", "a<5 kg and 3 %"])
def test_an_indicator_that_is_meant_as_a_bound_is_read_or_refused(said: str) -> None:
    """What begins with a sign, or holds a number that is none, is not kept as a sentence."""
    with pytest.raises(InvalidInput):
        build.event("pledge-clarified", {"pledge": "limit", "by": "IAEA", "indicators": said})


@pytest.mark.parametrize("said", ["at most three", "fewer than 5,000 within 30 km", "at least 3 of the 5", "none"])
def test_an_indicator_in_words_stays_in_words(said: str) -> None:
    """A sentence is kept to the letter, and is no bound."""
    event = build.event("pledge-clarified", {"pledge": "limit", "by": "IAEA", "indicators": f"it={said}"})
    assert (Indicator(name="it", text=said),) == event.indicators  # type: ignore[attr-defined]  # a clarification
    assert bound_in(said) is None


def test_a_measurement_names_its_indicator_and_holds_a_quantity() -> None:
    """Neither is guessed."""
    fields = {"pledge": "limit", "by": "IAEA", "text": "weighed"}
    with pytest.raises(InvalidInput, match="measured 1, indicator: is needed"):
        build.event("conduct-observed", {**fields, "measured": "450 kg"})
    with pytest.raises(InvalidInput, match="measured 1, value: 'about 450' is no quantity"):
        build.event("conduct-observed", {**fields, "measured": "stock=about 450"})


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("40.000", ["40.000"]),
        ("at most 1.500 t", ["1.500"]),
        ("between 3.000 and 5.000 kg", ["3.000", "5.000"]),
        ("5.000 of 12.000 sluices", ["5.000", "12.000"]),
        ("0.125 kg", []),
        ("1,234.567 kg", []),
        ("1234.567 kg", []),
        ("3.67 %", []),
        ("3.6789 %", []),
        ("40,000", []),
        ("fewer than 40.000 within 30 km", []),
        ("40.000 men, they said", []),
    ],
)
def test_a_number_that_may_be_meant_as_thousands_is_told(written: str, numbers: list[str]) -> None:
    """Of a quantity or a bound, with a point before three last figures; what has one reading, and words, are not."""
    assert numbers == maybe_thousands(written)
