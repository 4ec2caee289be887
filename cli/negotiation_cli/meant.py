"""Asking on a terminal whether a name that is none is a slip of another one; elsewhere the error names that."""

from collections.abc import Mapping
from typing import Any

import typer

from .complete import Offered, names


def meant(ctx: typer.Context, offers: Mapping[str, Offered], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was given, with each slip in the place of which another name is meant put right.

    Args:
        ctx: of the command.
        offers: what there is, by parameter.
        given: the values, by parameter.
    """
    known: dict[str, list[str]] = {}
    right = dict(given)
    for parameter, offer in offers.items():
        value = given.get(parameter)
        if not value or offer.new:
            continue
        if offer.sorts and not known:
            known = names(ctx)
        if isinstance(value, list):
            right[parameter] = [_right(item, offer, known) for item in value]
        elif isinstance(value, str):
            right[parameter] = _right(value, offer, known)
    return right


def _right(word: str, offer: Offered, known: Mapping[str, list[str]]) -> str:
    """Return a word, or what is meant by it; where it was read and who led a delegation stay as they are."""
    sign = next((sign for sign in "@=" if sign in word), "")
    name, _, rest = word.partition(sign) if sign else (word, "", "")
    alike = _alike(name, offer, known)
    chosen = _chosen(name, alike) if alike else None
    return f"{chosen}{sign}{rest}" if chosen else word


def _alike(word: str, offer: Offered, known: Mapping[str, list[str]]) -> list[str]:
    """Return what a word may be a slip of; nothing if it names something."""
    from negotiation.domain.near import near, near_party, near_value

    if offer.choices:
        return [] if word in offer.choices else near_value(word, offer.choices)
    there = [name for sort in offer.sorts for name in known.get(sort, [])]
    if word in there or word[:1] == "#" or word.isdigit() or ":" in word:
        return []
    if offer.sorts == ("party",):
        return near_party(word, there)
    begins = any(name.casefold().startswith(word.casefold()) for name in there)
    return [] if begins else near(word, there)


def _chosen(word: str, alike: list[str]) -> str | None:
    """Ask which of some names is meant; None if the word is to stay."""
    from negotiation.rendering.safe import for_terminal

    said = for_terminal(f"'{word}' is not known here: did you mean {' or '.join(alike)}?")
    if len(alike) == 1:
        return alike[0] if typer.confirm(said, default=True, err=True) else None
    while True:
        answer = typer.prompt(f"{said} (Enter leaves it)", default="", show_default=False, err=True).strip()
        if not answer or answer in alike:
            return answer or None
