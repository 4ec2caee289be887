"""How many examples a property-based test tries, in proportion to the Hypothesis profile in force."""

from hypothesis import settings


def examples(share: float) -> settings:
    """Return settings that try this share of the examples of the profile, so that a long look is long everywhere."""
    return settings(max_examples=max(1, int(settings().max_examples * share)))
