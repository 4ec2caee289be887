"""What comes from outside, spoiled by chance: taken or refused in words, ten thousand times."""

from collections.abc import Iterator
from random import Random

import pytest
from outside import Sort, sorts, spoiled

TIMES = {
    "journals": 900,
    "lines": 600,
    "references": 1500,
    "labels": 2600,
    "dates": 2000,
    "heads": 2000,
    "reports as md": 180,
    "reports as html": 40,
    "reports as json": 180,
}
"""How often each is spoiled; what is read fast, more often."""


@pytest.fixture(scope="module")
def every() -> Iterator[dict[str, Sort]]:
    """Return everything that comes from outside."""
    with sorts() as found:
        yield found


def test_it_is_done_ten_thousand_times(every: dict[str, Sort]) -> None:
    """Nothing that comes from outside is left out."""
    assert (set(every), 10_000) == (set(TIMES), sum(TIMES.values()))


@pytest.mark.parametrize("name", TIMES)
def test_what_is_spoiled_is_taken_or_refused_in_words(every: dict[str, Sort], name: str) -> None:
    """Whatever is changed, missing, doubled or elsewhere in it; and no report is taken for what it was."""
    counted = spoiled(name, every[name], TIMES[name], Random(name))
    assert set(counted) <= {name, f"{name} refused"}
