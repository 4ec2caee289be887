"""The words that a report uses, as the glossary of the documentation explains them."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ..rendering.document import Passage, Table


@cache
def glossary() -> dict[str, dict[str, str]]:
    """Return every word with its definition, by the section of the glossary that it stands in."""
    found: dict[str, dict[str, str]] = json.loads((files(__package__) / "glossary.json").read_text("utf-8"))
    return found


def explained(words: Iterable[tuple[str, str]]) -> Table:
    """Return words with their definitions, in the order of the glossary; what it does not know is left out.

    Args:
        words: each with the section that it stands in: ``("Positions", "red line")``.
    """
    asked = set(words)
    rows = tuple(
        ((Passage(word, strong=True),), (Passage(definition),))
        for section, defined in glossary().items()
        for word, definition in defined.items()
        if (section, word) in asked
    )
    return Table(
        "As the glossary explains them",
        ("Word", "What it means here"),
        rows,
        "None of the words that need explaining are used.",
    )
