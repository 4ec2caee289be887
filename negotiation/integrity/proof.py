"""A proof that an entry is in a record: the entry as it is stored, and the hashes that lead from it to a root.

It is checked without the log (RFC 9162, section 2.1.3.2). How an entry is hashed has a name, so that a proof tells
which way to take; what a way needs of an entry is its own business.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .checkpoint import Checkpoint, origin
from .fields import WHOLE
from .leaf import FORM, FORM_2, SALT_BYTES, Opened, Stored, commitment, fields_of, hash_of, leaf, salts_of
from .tree import includes, inclusion, inclusions

_HASH = re.compile(r"[0-9a-f]{64}")
_MOST_HASHES = 64
"""How many hashes lead to the root of the largest tree that there can be."""


class NoProof(ValueError):
    """What was given is no proof."""


class Proof(NamedTuple):
    """That an entry is in a record."""

    form: str
    """The name of the way in which it is hashed."""
    entry: Mapping[str, Any]
    """What of it is hashed."""
    origin: str
    size: int
    root: bytes
    path: tuple[bytes, ...]
    checkpoint: str | None = None
    """The head as it was signed, if it was."""

    @property
    def number(self) -> int:
        """The number of the entry."""
        return int(self.entry["number"])

    @property
    def shown(self) -> dict[str, str]:
        """What it says of its entry, by the names of the fields."""
        if self.form == PLAIN:
            return {name: str(value) for name, value in self.entry.items()}
        parts = [part for part in self.entry["fields"] if not isinstance(part, str)]
        withheld = len(self.entry["fields"]) - len(parts)
        place = {"talks": str(self.entry["talks"]), "number": str(self.number)}
        fields = {path.removeprefix(f"{WHOLE}/"): value for path, value, _ in parts}
        return {**place, **fields, **({"withheld": f"{withheld} fields"} if withheld else {})}

    @property
    def leaf(self) -> bytes:
        """The hash of the entry.

        Raises:
            NoProof: the entry lacks what is hashed of it, or is hashed in a way that is not known.
        """
        hashed = FORMS.get(self.form)
        if hashed is None:
            raise NoProof(f"its entry is hashed as '{self.form[:60]}', which this version does not know")
        return hashed(self.entry)

    @property
    def holds(self) -> bool:
        """Whether the hashes lead from the entry, at its number, to the root."""
        return includes(self.root, self.size, self.number - 1, self.leaf, self.path)

    @property
    def head(self) -> Checkpoint:
        """The head that it leads to."""
        return Checkpoint(self.origin, self.size, self.root)

    @property
    def written(self) -> str:
        """The proof as a file."""
        return f"{json.dumps(self._told, ensure_ascii=False, indent=2)}\n"

    @property
    def line(self) -> str:
        """The proof as a line of a file of proofs."""
        return json.dumps(self._told, ensure_ascii=False, separators=(",", ":"))

    @property
    def _told(self) -> dict[str, Any]:
        signed = {} if self.checkpoint is None else {"checkpoint": self.checkpoint}
        return {
            "form": self.form,
            "entry": dict(self.entry),
            "origin": self.origin,
            "size": self.size,
            "root": self.root.hex(),
            "path": [part.hex() for part in self.path],
            **signed,
        }


_PLAIN_FIELDS: Mapping[str, type] = {
    name: kind for name, kind in Stored.__annotations__.items() if name not in ("salt", "given")
}


def _plain(entry: Stored) -> dict[str, Any]:
    return {**{name: getattr(entry, name) for name in _PLAIN_FIELDS}, "content": entry.content.decode()}


def _hashed(entry: Mapping[str, Any]) -> bytes:
    fields = _PLAIN_FIELDS
    if set(entry) != set(fields):
        raise NoProof(f"its entry has other fields than {', '.join(fields)}")
    for name, kind in fields.items():
        if type(entry[name]) is not (int if kind is int else str):
            raise NoProof(f"the field {name} of its entry is not what it should be")
    try:
        return leaf(Stored(**{**entry, "content": entry["content"].encode()}))
    except UnicodeEncodeError:
        raise NoProof("the content of its entry is no text") from None


def _opened(entry: Stored) -> dict[str, Any]:
    """Return the fields of an entry, each with its path, its value and its salt; of those withheld what is there."""
    fields = fields_of(entry)
    if isinstance(entry.given, tuple):
        own = dict(fields)
        parts = [
            _part((p.path, own.get(p.path, b"")), p.salt) if isinstance(p, Opened) else p.hex() for p in entry.given
        ]
    else:
        salts = salts_of(entry.salt or b"", len(fields))
        parts = [_part(field, salt) for field, salt in zip(fields, salts, strict=True)]
    return {"talks": entry.talks, "number": entry.number, "fields": parts}


def _part(field: tuple[str, bytes], salt: bytes) -> list[str]:
    path, value = field
    return [path, value.decode(), salt.hex()]


def _committed(entry: Mapping[str, Any]) -> bytes:
    parts = entry.get("fields")
    if set(entry) != {"talks", "number", "fields"} or not isinstance(parts, list):
        raise NoProof("its entry has other fields than talks, number, fields")
    if type(entry["talks"]) is not str or type(entry["number"]) is not int:
        raise NoProof("the talks, or the number, of its entry are not what they should be")
    try:
        return hash_of(entry["talks"], entry["number"], [_commitment(part) for part in parts])
    except UnicodeEncodeError:
        raise NoProof("a field of its entry is no text") from None


def _commitment(part: object) -> bytes:
    if isinstance(part, str) and _HASH.fullmatch(part):
        return bytes.fromhex(part)
    match part:
        case [str(path), str(value), str(salt)] if _HASH.fullmatch(salt) and len(salt) == 2 * SALT_BYTES:
            return commitment(bytes.fromhex(salt), (path, value.encode()))
    raise NoProof("a field of its entry is neither shown with its salt nor withheld")


PLAIN = FORM.decode().strip()
"""The name of the way in which an entry is hashed as it is stored."""
COMMITTED = FORM_2.decode().strip()
"""That of the way in which each field of it is committed to by itself."""
FORMS: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = {PLAIN: _hashed, COMMITTED: _committed}
"""How an entry is hashed, by the name of the way."""


def proof(entry: Stored, leaves: Sequence[bytes], head: Checkpoint, signed: str | None = None) -> Proof:
    """Return the proof that an entry is in a record.

    Args:
        entry: the entry.
        leaves: the hashes of all entries up to the head.
        head: the head that it is to lead to.
        signed: the head as it was signed.
    """
    return _led(entry, leaves, head, inclusion(leaves, entry.number - 1), signed)


def proofs(entries: Iterable[Stored], leaves: Sequence[bytes], head: Checkpoint) -> Iterator[Proof]:
    """Yield the proofs of the entries of a record, in their order; what is withheld whole cannot be proved.

    Args:
        entries: the entries, all of the record.
        leaves: their hashes.
        head: the head over them.
    """
    for entry, path in zip(entries, inclusions(leaves), strict=True):
        if not isinstance(entry.given, bytes):
            yield _led(entry, leaves, head, path, None)


def _led(entry: Stored, leaves: Sequence[bytes], head: Checkpoint, path: Sequence[bytes], signed: str | None) -> Proof:
    """Return the proof of an entry from which some hashes lead to a head."""
    form, told = (COMMITTED, _opened(entry)) if entry.salt or entry.given else (PLAIN, _plain(entry))
    return Proof(form, told, origin(entry.talks, leaves[0]), head.size, head.root, tuple(path), signed)


def read_all(text: str) -> list[Proof]:
    """Read a proof, or several of one record, one a line.

    Raises:
        NoProof: there is none, one of them is none, or they are of several records.
    """
    lines = text.strip().split("\n")
    if len(lines) == 1 or not lines[0].endswith("}"):
        return [read(text)]
    found: list[Proof] = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(read(line))
        except NoProof as error:
            raise NoProof(f"line {number}: {error}") from None
        if found[-1].head != found[0].head:
            raise NoProof(f"line {number}: it leads to another head than the first")
    return found


def read(text: str) -> Proof:
    """Read a proof.

    Raises:
        NoProof: it is none.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoProof(f"it is no JSON: {error}") from None
    kinds = {"form": str, "entry": dict, "origin": str, "size": int, "root": str, "path": list}
    if not isinstance(data, dict) or {*data} - {"checkpoint"} != set(kinds):
        raise NoProof(f"it does not hold {', '.join(kinds)}")
    for name, kind in kinds.items():
        if type(data[name]) is not kind:
            raise NoProof(f"its {name} is not what it should be")
    hashes = [data["root"], *data["path"]]
    if len(hashes) > _MOST_HASHES or not all(isinstance(part, str) and _HASH.fullmatch(part) for part in hashes):
        raise NoProof("its root and path are not hashes in hexadecimal")
    if type(data["entry"].get("number")) is not int or not isinstance(data.get("checkpoint", ""), str):
        raise NoProof("its entry has no number, or its checkpoint is no text")
    root, *path = map(bytes.fromhex, hashes)
    place = data["form"], data["entry"], data["origin"], data["size"]
    return Proof(*place, root, tuple(path), data.get("checkpoint"))
