"""Completion of references in the shell, from the log by SQL alone."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from typer import Context

from .settings import Settings, find_log, open_log, who_looks

if TYPE_CHECKING:
    from negotiation.domain.visible import Reader
    from negotiation.store.secret import Secret


class Offered(NamedTuple):
    """What a completion offers: the names of some sorts of things, or fixed values."""

    sorts: tuple[str, ...] = ()
    new: bool = False
    """Whether a name that is not there yet may be meant."""
    choices: tuple[str, ...] = ()


OFFERED: dict[Callable[..., Any], Offered] = {}
"""What each completion that was made offers."""


def offered(annotations: Mapping[str, Any]) -> dict[str, Offered]:
    """Return what is offered for each parameter of a command, by its name, where it is asked about."""
    found = {}
    for name, annotation in annotations.items():
        for fact in get_args(annotation)[1:]:
            offer = OFFERED.get(getattr(fact, "autocompletion", None) or offered)
            if offer and name != "talks_id":
                found[name] = offer
    return found


def listen(passphrase_file: str | None, *, asks: bool = True) -> None:
    """Set where what opens an encrypted log comes from: a file, the environment, somebody at a terminal.

    Args:
        passphrase_file: the file that was named for the passphrase.
        asks: whether somebody at the terminal may be asked; a shell that completes a word must not.
    """
    from negotiation.store import ask

    def secrets(path: str, ways: Collection[str]) -> "Iterable[Secret]":
        from .unlocking import secrets as found

        return found(passphrase_file, path, ways, asks=asks)

    ask(secrets)


def names(ctx: Context) -> dict[str, list[str]]:
    """Return the names in the log, by sort; none where it cannot be read, since a shell has no use for an error."""
    from negotiation.store import asked
    from negotiation.store.places import names_in

    root = ctx.find_root()
    settings = root.obj if isinstance(root.obj, Settings) else Settings()
    given = {name: value for level in (root, ctx) for name, value in level.params.items() if value}
    try:
        if asked() is None:
            listen(given.get("passphrase_file"), asks=False)
        path = find_log(given.get("log") or settings.log)
        talks = given.get("talks_id") or settings.talks or os.environ.get("TALKS")
        who = who_looks(given.get("clearance"), given.get("audience"), given.get("compartment") or ())
        return names_in(path, talks) if who is None else _names_for(who, path, talks)
    except Exception:  # noqa: BLE001  # whatever is wrong, completion only offers less
        return {}


def _names_for(who: "Reader", path: str, talks: str | None) -> dict[str, list[str]]:
    """Return the names in a log that somebody may see who may not see all of it."""
    from negotiation.talks.resolve import catalogue

    with open_log(path, who) as log:
        ids = log.talks_ids()
        chosen = talks or (ids[0] if ids else "")
        return {"talks": ids, **(catalogue(log.store.reader, chosen) if chosen in ids else {})}


def names_of(*sorts: str, new: bool = False) -> Callable[[Context, str], list[str]]:
    """Return a completion that offers the names of these sorts; others may be given where a new one may be meant."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        found = names(ctx)
        return [name for sort in sorts for name in found.get(sort, []) if name.startswith(incomplete)]

    OFFERED[complete] = Offered(sorts=sorts, new=new)
    return complete


def values(*choices: str) -> Callable[[str], list[str]]:
    """Return a completion that offers fixed values."""

    def complete(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    OFFERED[complete] = Offered(choices=choices)
    return complete


def kinds(incomplete: str) -> list[str]:
    """Offer the kinds of entry."""
    from negotiation.domain.catalogue import EVENTS

    return [kind for kind in EVENTS if kind.startswith(incomplete)]
