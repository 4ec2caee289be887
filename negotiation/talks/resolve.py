"""Forgiving references: a slug, an entry number, or the beginning of either that fits one thing only."""

from collections.abc import Callable

from ..domain.errors import Ambiguous, InputError, NotFound
from ..store.reader import Reader, names


def catalogue(reader: Reader, talks: str) -> dict[str, list[str]]:
    """Return the names that can be referred to, by sort, entries apart."""
    frame = reader.entries(talks, streams=[f"{talks}/talks"], without=["statement-recorded"])
    known = names(frame, reader.versions(talks), {})
    return {
        "proposal": sorted(known.proposals),
        "party": sorted(known.parties),
        "issue": sorted(known.issues),
        "source": sorted(known.sources),
    }


def resolve(reader: Reader, talks: str, text: str, sorts: tuple[str, ...] = ()) -> str:
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
    if colon and sort in ("proposal", "party", "issue", "source", "entry"):
        text, sorts = name, (sort,)
    if not text:
        raise InputError("a reference is empty", "name a proposal, a party, or an entry such as #7")
    numeric = text.removeprefix("#").isdigit()
    if sorts == ("entry",) or (numeric and (not sorts or "entry" in sorts)):
        return f"entry:{reader.id_of(talks, text)}"
    available = {s: found for s, found in catalogue(reader, talks).items() if not sorts or s in sorts}
    matches: tuple[Callable[[str], bool], ...] = (
        lambda name: name == text,
        lambda name: name.casefold() == text.casefold(),
        lambda name: name.casefold().startswith(text.casefold()),
    )
    for match in matches:
        found = [f"{s}:{name}" for s, all_names in available.items() for name in all_names if match(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Ambiguous(text, found)
    if not sorts or "entry" in sorts:
        try:
            return f"entry:{reader.id_of(talks, text)}"
        except NotFound:
            pass
    what = " or ".join(sorts) if sorts else "proposal, party, issue, source or entry"
    raise NotFound(what, text, [name for found in available.values() for name in found])
