"""How many examples a property-based test tries, in proportion to the Hypothesis profile in force."""

from hypothesis import settings

LONG = 2_000
"""How many examples the profile of the long look tries at least, of each test that does not say otherwise."""
LAW = 20_000
"""How many it tries of a law."""


def examples(share: float, at_length: int | None = None) -> settings:
    """Return settings that try this share of the examples of the profile, so that a long look is long everywhere.

    Args:
        share: of the examples of the profile.
        at_length: how many a long look tries, where that is not the same share.
    """
    most = settings().max_examples
    return settings(max_examples=at_length if at_length and most >= LONG else max(1, int(most * share)))
