"""Forgiving references: a slug, an entry number, or the beginning of either that fits one thing only."""

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from ..domain.aggregates import STREAMS
from ..domain.catalogue import EVENTS
from ..domain.errors import Ambiguous, InputError, NotFound
from ..domain.record.annotations import AnyAnnotation
from ..domain.references import SORTS
from ..domain.values import code_of
from ..store.port import Keeps, Reads
from .parties import groups_by_name

NAMED = tuple(sort for sort in SORTS if sort != "entry")
"""The sorts of things that have names; entries have numbers and ids."""

_MADE_BY = {
    "proposal": "put one on the table with: talks propose",
    "pledge": "record one with: talks pledge",
    "round": "record one with: talks round ID opened",
    "package": "form one with: talks package ID PROPOSAL...",
}
"""What to do where there is nothing of a sort yet."""


_ANNOTATIONS = get_args(AnyAnnotation)


def catalogue(reader: Reads, talks: str, sorts: Sequence[str] = NAMED) -> dict[str, list[str]]:
    """Return the names that can be referred to, by sort, entries apart."""
    if keeps := reader.keeps(talks):
        return _kept_catalogue(keeps, reader.versions(talks), sorts)
    from ..store.names import names  # noqa: PLC0415  # mostly what is kept has them

    framing = {sort for sort in sorts if sort not in STREAMS}
    others = [kind for kind, event in EVENTS.items() if not (event.introduces in framing or event in _ANNOTATIONS)]
    frame = reader.entries(talks, streams=[f"{talks}/talks"], without=others) if framing else ()
    known = names(frame, reader.versions(talks), {})
    return {sort: sorted(known.of(sort)) for sort in sorts}


def _kept_catalogue(keeps: Keeps, versions: Mapping[str, int], sorts: Sequence[str]) -> dict[str, list[str]]:
    streams = (stream.split("/", 2) for stream in versions)
    there = {*keeps.brought(), *((part[1], part[2]) for part in streams if len(part) == 3)}
    return {sort: sorted(name for of, name in there if of == sort) for sort in sorts}


def _exact(reader: Reads, talks: str, text: str, sorts: Sequence[str]) -> list[str]:
    """Return what has just this name, as far as that can be told without a look at all names."""
    keeps = reader.keeps(talks)
    if keeps is None:
        return []

    def there(sort: str) -> bool:
        return keeps.brings((sort, text)) or reader.version(f"{talks}/{sort}/{text}") > 0

    return [f"{sort}:{text}" for sort in sorts if there(sort)]


def resolve(reader: Reads, talks: str, text: str, sorts: tuple[str, ...] = ()) -> str:
    """Return what a text refers to, as ``sort:name``.

    Args:
        reader: the log.
        talks: in which talks.
        text: an entry's number (``#7``), ``sort:name``, a name, or the beginning of one.
        sorts: only these sorts; all if empty.

    Raises:
        NotFound, Ambiguous: it refers to nothing, or to several things.
    """
    sort, colon, name = text.partition(":")
    if colon and sort in SORTS and (not sorts or sort in sorts):
        text, sorts = name, (sort,)
    if not text:
        raise InputError("a reference is empty", "name a proposal, a party, or an entry such as #7")
    numeric = text.removeprefix("#").isdigit()
    if sorts == ("entry",) or (numeric and (not sorts or "entry" in sorts)):
        return f"entry:{reader.id_of(talks, text)}"
    among = [sort for sort in NAMED if not sorts or sort in sorts]
    exact = _exact(reader, talks, text, among)
    available = {} if exact else catalogue(reader, talks, among)
    found = exact or _matching(available, text)
    if not found and "party" in available and (group := groups_by_name(reader, talks).get(code_of(text).casefold())):
        return f"party:{group}"
    if len(found) > 1:
        raise Ambiguous(text, found)
    if found:
        return found[0]
    if not sorts or "entry" in sorts:
        try:
            return f"entry:{reader.id_of(talks, text)}"
        except NotFound:
            pass
    *others, last = sorts or (*NAMED, "entry")
    what = f"{', '.join(others)} or {last}" if others else last
    known = [name for found in available.values() for name in found]
    raise NotFound(what, text, known, None if known else _MADE_BY.get(what))


def _matching(available: dict[str, list[str]], text: str) -> list[str]:
    """Return what a text names: the whole name comes first, then the name in other letters, then its beginning."""
    matches: tuple[Callable[[str], bool], ...] = (
        lambda name: name == text,
        lambda name: name.casefold() == text.casefold(),
        lambda name: name.casefold().startswith(text.casefold()),
    )
    for match in matches:
        found = [f"{sort}:{name}" for sort, names_ in available.items() for name in names_ if match(name)]
        if found:
            return found
    return []
