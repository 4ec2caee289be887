"""Who may see what: the labels of every scheme that is shipped, in one order of strictness, and the usual audiences.

TLP says to whom something may be handed on and is no rank, yet access needs an order: each label has a strictness, on
one scale for all schemes. A label that is in none counts as stricter than all, since nobody here knows whom it is for.
"""

from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec import Struct, field

PUBLIC = "public"
"""The label of what was given none."""
DEFAULT = "tlp-2.0"
"""The scheme of talks that chose no other."""
WORDS = "words"
"""The scheme whose labels are taken in all talks."""
UNKNOWN = 1_000
"""The strictness of a label that no scheme has."""


class Label(Struct, frozen=True):
    """A label of a scheme."""

    label: str
    strictness: int
    audience: str = field(name="for")
    """For whom it is, in words."""


class Scheme(Struct, frozen=True):
    """Labels that are used together; its name has its version."""

    scheme: str
    title: str
    labels: tuple[Label, ...]


class Audience(Struct, frozen=True):
    """People outside, to whom something is handed: up to which label."""

    audience: str
    clearance: str


class Shipped(Struct, frozen=True):
    """What the file holds that is shipped with the program."""

    version: int
    schemes: tuple[Scheme, ...]
    audiences: tuple[Audience, ...]


@cache
def shipped() -> Shipped:
    """Return all schemes and audiences; the file is read when a label first matters."""
    with open(__file__.replace("__init__.py", "schemes.json"), "rb") as file:  # noqa: PTH123  # no more imports
        return msgspec.json.decode(file.read(), type=Shipped)


def schemes() -> dict[str, Scheme]:
    """Return the schemes by their names."""
    return {one.scheme: one for one in shipped().schemes}


def labels(scheme: str | None = None) -> tuple[str, ...]:
    """Return the labels of a scheme and the words that are taken with any; those of all schemes if none is named."""
    found = [one for one in shipped().schemes if scheme is None or one.scheme in (scheme, WORDS)]
    return tuple(label.label for one in found for label in one.labels)


@cache
def _strictness() -> dict[str, int]:
    return {label.label: label.strictness for one in shipped().schemes for label in one.labels}


def strictness(label: str) -> int:
    """Return how strict a label is: the more, the fewer may see what has it."""
    return 0 if label == PUBLIC else _strictness().get(label, UNKNOWN)


def strictest(found: Iterable[str]) -> str:
    """Return the strictest of some labels, of equal ones the first; `PUBLIC` if there are none."""
    return max(found, key=strictness, default=PUBLIC)


def above_public(label: str) -> bool:
    """Say whether not everybody may see what has a label."""
    return strictness(label) > 0


def written(text: str) -> str:
    """Return the label that a text names, be it in other letters or without the name of its scheme: ``red``.

    Raises:
        ValueError: no scheme has it, or several.
    """
    folded = " ".join(text.split()).casefold()
    every = labels()
    exact = [one for one in every if one.casefold() == folded]
    found = exact or [one for one in every if one.casefold().partition(":")[2] == folded]
    if len(found) != 1:
        raise ValueError(f"is one of {', '.join((*labels(DEFAULT),))}, or of another scheme, not '{text[:60]}'")
    return found[0]


def clearance_of(audience: str) -> str:
    """Return the label up to which an audience is given things.

    Raises:
        ValueError: there is no such audience.
    """
    found = {one.audience: one.clearance for one in shipped().audiences}
    if audience not in found:
        raise ValueError(f"is one of {', '.join(found)}, not '{audience[:60]}'")
    return found[audience]
