"""Names in a row, as people write them."""

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """Join names as people do: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
