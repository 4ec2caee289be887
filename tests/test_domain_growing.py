"""A mapping that grows: each is what a copy would be, whatever grows from it."""

from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.growing import Growing

steps = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 9)), max_size=20)


@given(steps)
def test_each_stays_what_it_was(made: list[tuple[int, int, int]]) -> None:
    """Each grows from any earlier one, and all of them hold what copies of dictionaries would hold, in that order."""
    grown: list[Growing[int, int]] = [Growing()]
    copies: list[dict[int, int]] = [{}]
    for of, key, value in made:
        grown.append(grown[of % len(grown)].with_(key, value))
        copies.append({**copies[of % len(copies)], key: value})
    for found, expected in zip(grown, copies, strict=True):
        assert dict(found) == expected == found
        assert list(found) == list(expected)
        assert len(found) == len(expected)
        assert all(found.since(one) in (None, tuple(found)[len(one) :]) for one in grown)
        assert all((key in found) == (key in expected) for key in range(6))


def test_what_it_has_more_than_one_that_it_grew_from() -> None:
    """It is told by its keys; of what it did not grow from nothing is."""
    one = Growing({"a": 1})
    two = one.with_("b", 2).with_("c", 3)
    assert (("b", "c"), (), None) == (two.since(one), two.since(two), two.since(Growing({"a": 1})))
    assert two.with_("b", 4).since(one) is None
