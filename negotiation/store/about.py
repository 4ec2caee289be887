"""What bears on one thing: which entries are read to show it, and no others."""

from collections.abc import Iterable, Sequence

from ..domain.record.annotations import Annotation, EntryCorrected
from ..domain.record.entry import Entry
from ..domain.record.event import Event, introduced_by, subject_of
from ..domain.references import evidence_in
from ..domain.words import Sought, words_of
from .bearing import UNFRAMED, Bearing, Thing, thing_of
from .port import Reads

_OF_FEW = ("proposal", "pledge", "package", "entry")
"""The sorts of things on which little bears; what bears on a party, say, is much of the record."""

_WITHOUT = (*UNFRAMED, "source-registered")
"""Kinds that are many, of which only those that a thing rests on are read."""


def about(reader: Reads, talks: str, reference: str) -> Sequence[Entry] | None:
    """Return the entries from which a thing can be shown as from the whole record, in the order of record.

    Those are its own and those of what it is tied to, the acts of the talks, what was said about it, and what its
    verdicts rest on; of an entry also the sources that it cites. What could be known by a day hangs on the sources of
    all, and is not to be told from them.

    Args:
        reader: the log.
        talks: whose entries.
        reference: the thing, written out; None is returned for one on which much bears.
    """
    sort, _, name = reference.partition(":")
    if sort not in _OF_FEW:
        return None
    wanted = _naming(reader, talks, reference)
    thing: Thing | None = (sort, name)
    if sort == "entry":
        number, stream, _kind = reader.by_id(talks, [name])[name]
        wanted.add(number)
        thing = thing_of(stream)
    bearing = Bearing(reader, talks, (thing,) if thing else (), _WITHOUT)
    found = {entry.number: entry for entry in bearing.entries if not _of_other_things(entry.event, bearing)}
    wanted |= _numbers(reader, talks, {id_ for entry in found.values() for id_ in evidence_in(entry.event)})
    found = _followed(reader, talks, wanted, found)
    if sort == "entry":
        found |= _cited(reader, talks, [entry for entry in found.values() if name in (entry.id, *_targets([entry]))])
    return [found[number] for number in sorted(found)]


def naming(reader: Reads, talks: str, reference: str) -> Sequence[Entry]:
    """Return the entries that name a thing, with what was said of them and what its verdicts rest on.

    Where what it is tied to stands must be known otherwise.

    Args:
        reader: the log.
        talks: whose entries.
        reference: the thing, written out.
    """
    wanted = _naming(reader, talks, reference.partition(":")[2])
    found = _followed(reader, talks, wanted, {})
    return [found[number] for number in sorted(found)]


def _naming(reader: Reads, talks: str, name: str) -> set[int]:
    """Return the numbers of the entries that have a name in them, be it the id of an entry."""
    return reader.matching(talks, [Sought(tuple(words_of(name)))], in_names=True)


def _followed(reader: Reads, talks: str, wanted: set[int], known: dict[int, Entry]) -> dict[int, Entry]:
    """Return entries with those of some numbers, and with what these are about or rest on in turn.

    An account of a statement may be what tells that it is about a thing.
    """
    found, followed = dict(known), set[int]()
    while wanted := wanted - followed:
        found |= {entry.number: entry for entry in reader.entries(talks, among=wanted - set(found))}
        followed |= wanted
        more = [found[number] for number in wanted]
        wanted = _numbers(reader, talks, _targets(more) | {id_ for entry in more for id_ in evidence_in(entry.event)})
    return found


def _of_other_things(event: Event, bearing: Bearing) -> bool:
    """Say whether an event in the stream of the talks is about a thing, as of a package, that does not bear on this."""
    thing = subject_of(event)
    return thing is not None and thing not in bearing


def _targets(entries: Iterable[Entry]) -> set[str]:
    return {entry.event.entry for entry in entries if isinstance(entry.event, Annotation)}


def _numbers(reader: Reads, talks: str, ids: set[str]) -> set[int]:
    return {number for number, _, _ in reader.by_id(talks, ids).values()}


def _cited(reader: Reads, talks: str, entries: Iterable[Entry]) -> dict[int, Entry]:
    """Return what registers the sources that entries cite, by number."""
    said = [entry.envelope for entry in entries]
    claims = [entry.event.claim for entry in entries if isinstance(entry.event, EntryCorrected)]
    names = {name for claim in (*said, *claims) for name in claim.cited}
    numbers = {number for name in names for number in _naming(reader, talks, name)}
    citing = reader.entries(talks, among=numbers)
    return {entry.number: entry for entry in citing if (introduced_by(entry.event) or ("",))[0] == "source"}
