"""The entries of a copy: as they are shown, with what it takes to give the hashes of those that were recorded.

The id of an entry may be made of what it says, so that it would tell whether a guess is right. So what is not shown
whole has another id in a copy, wherever it is named, and what names it has another one as well, and so on. The versions
of a stream are counted anew, so that they do not tell to what thing something happened that is withheld.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from ..domain.record.entry import Entry
from ..domain.record.unread import RECORDER, WITHHELD
from ..integrity.fields import WHOLE, Field, cut, put_together
from ..integrity.leaf import Stored
from ..integrity.opening import DECLARED, altered_paths, shown_as, withheld_whole
from ..store.codec import encode

_ENVELOPE = f"{WHOLE}/envelope/"
_NAMES_NOTHING = f"{_ENVELOPE}batch"


class Copied(NamedTuple):
    """What becomes of a record in a copy."""

    entries: tuple[Stored, ...]
    withheld: tuple[int, ...]
    """The numbers of those that are not shown at all."""
    in_part: Mapping[int, tuple[str, ...]]
    """The fields that are not shown of others, by number; those of which only the recorder is not shown apart."""
    renamed: tuple[int, ...]
    """Those that are shown and name entries, which have other ids in the copy."""
    guessable: tuple[int, ...]
    """Those that are not shown, and could be guessed from their hashes."""


def copied(recorded: Sequence[Stored], entries: Sequence[Entry], shown: Sequence[Entry | None]) -> Copied:
    """Return what a copy holds of a record.

    Args:
        recorded: every entry of one talks as it is stored, in the order of record.
        entries: the same, as they are read.
        shown: each as it is to be read; None where nothing of it is.
    """
    contents = {
        one.number: one.content if as_read == entry else encode(as_read.envelope, as_read.event, as_read.format)
        for one, entry, as_read in zip(recorded, entries, shown, strict=True)
        if as_read is not None
    }
    named = {number: frozenset(_texts(content)) for number, content in contents.items()}
    other, hidden = _not_whole(recorded, contents, named)
    taken = {one.id for one in recorded}
    ids = {
        one.id: _another_id(one.number, taken, WITHHELD if one.id in hidden else "in-part")
        for one in recorded
        if one.id in other
    }
    copies, in_part, renamed = [], {}, []
    places = _Places(recorded, hidden)
    for one in recorded:
        if one.id in hidden:
            copies.append(withheld_whole(one, places.withheld(one, ids[one.id])))
            continue
        content = contents[one.number]
        place = places.shown(one._replace(id=ids.get(one.id, one.id)))
        if one.id in other:
            lacking = _altered(one, content)
            content, altered = _with_other_ids(one, content, ids)
            in_part[one.number] = lacking
            renamed += [one.number] * (set(altered) > set(lacking))
        copies.append(shown_as(one, place._replace(content=content)))
    guessable = tuple(one.number for one in recorded if one.id in hidden and one.salt is None)
    withheld = tuple(one.number for one in recorded if one.id in hidden)
    without = {n: fields for n, fields in in_part.items() if set(fields) - {RECORDER}}
    return Copied(tuple(copies), withheld, without, tuple(renamed), guessable)


def _not_whole(
    recorded: Sequence[Stored], contents: Mapping[int, bytes], named: Mapping[int, frozenset[str]]
) -> tuple[set[str], set[str]]:
    """Return the ids of the entries that are not shown whole, and of those among them that are not shown at all."""
    other = {one.id for one in recorded if contents.get(one.number) != one.content}
    while True:
        more = {one.id for one in recorded if one.id not in other and named[one.number] & other}
        if not more:
            break
        other |= more
    # An entry of form 1 shows all or nothing.
    return other, {one.id for one in recorded if one.number not in contents or (one.id in other and one.salt is None)}


class _Places:
    """The places of entries in a copy, which tell nothing of those that are withheld."""

    def __init__(self, recorded: Sequence[Stored], hidden: set[str]) -> None:
        self._versions: dict[str, int] = {}
        self._last = next((one.recorded for one in recorded if one.id not in hidden), "")

    def withheld(self, one: Stored, id_: str) -> Stored:
        stream = f"{one.talks}/{WITHHELD}/{one.number}"
        return Stored(one.talks, one.number, id_, stream, 1, self._last, WITHHELD, b"{}")

    def shown(self, one: Stored) -> Stored:
        self._last = one.recorded
        version = self._versions.get(one.stream, 0) + 1 if one.salt is not None else one.version
        self._versions[one.stream] = version
        return one._replace(version=version)


def _with_other_ids(one: Stored, content: bytes, ids: Mapping[str, str]) -> tuple[bytes, tuple[str, ...]]:
    """Return the content of an entry with the ids of a copy, and the names of its fields that are not as recorded."""
    fields = [(path, _renamed(value, ids)) for path, value in cut(content)]
    altered = _altered(one, put_together(fields))
    return put_together(list(_declaring(fields, altered))), altered


def _altered(one: Stored, content: bytes) -> tuple[str, ...]:
    """Return the names of the fields of an entry that are not in some content as they were recorded."""
    altered = altered_paths(one, one._replace(content=content))
    return tuple(path.removeprefix(f"{WHOLE}/") for path in altered if path not in (_NAMES_NOTHING, WHOLE))


def _declaring(fields: Sequence[Field], altered: Sequence[str]) -> Iterator[Field]:
    """Yield fields, and in their envelope which of them are not as recorded."""
    last = max((at for at, (path, _) in enumerate(fields) if path.startswith(_ENVELOPE)), default=-1)
    for at, field in enumerate(fields):
        if field[0] != DECLARED:
            yield field
        if at == last and altered:
            yield DECLARED, msgspec.json.encode(altered)


def _renamed(value: bytes, ids: Mapping[str, str]) -> bytes:
    """Return the value of a field with other ids of entries in it; to the letter as it was, if there are none."""
    if not any(text in ids for text in _texts(value)):
        return value
    return msgspec.json.encode(_with_other_names(msgspec.json.decode(value), ids))


def _with_other_names(value: Any, ids: Mapping[str, str]) -> Any:
    match value:
        case str():
            sort, colon, name = value.rpartition(":")
            return f"{sort}{colon}{ids[name]}" if name in ids else value
        case list():
            return [_with_other_names(one, ids) for one in value]
        case dict():
            return {name: _with_other_names(one, ids) for name, one in value.items()}
        case _:
            return value


def _texts(content: bytes) -> Iterator[str]:
    """Yield what may be the id of an entry in some JSON: each text, and what follows the sort of one."""
    yield from (text.rpartition(":")[2] for text in texts_in(msgspec.json.decode(content)))


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a value that was JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def _another_id(number: int, taken: set[str], word: str) -> str:
    found = f"{word}-{number}"
    while found in taken:
        found += "-x"
    return found
