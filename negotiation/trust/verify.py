"""Verifying a log: against the hashes in it, and against what somebody kept elsewhere."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import InputError
from ..integrity.leaf import leaf
from ..log import NegotiationLog
from ..store.port import Finding
from . import comparing, reports_held, signed, signing
from .keyring import Keyring
from .sealing import kept_of
from .signed import Signed

if TYPE_CHECKING:
    from ..exchange.jsonl import File
    from ..exchange.line import Line

_ROOT = re.compile(r"[0-9a-f]{16,64}")


class Held(NamedTuple):
    """What somebody holds of a record: roots, and files with a head or with entries in them."""

    roots: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    checkpoints: tuple[str, ...] = ()


def verified(log: NegotiationLog, held: Held, ring: Keyring) -> Iterator[Finding]:
    """Yield what the verification of a log finds: of the log itself, then of each thing that is held of it.

    Raises:
        InputError: a root is none, a file cannot be read, or there is no head, entry or checkpoint in it.
        ImportFailed: an export is none.
        MissingExtra: a checkpoint was given, and the library that verifies signatures is not installed.
    """
    roots = [root_given(root) for root in held.roots]
    reports = [reports_held.read(path) for path in held.reports]
    files = [(path, *_read(path)) for path in held.exports]
    exports = [(path, [line.entry for line in whole]) for path, _, whole in files]
    heads = [(path, line.head) for path, file, _ in files for line in file.heads]
    torn = [problem for _, file, _ in files for problem in file.other_than_exported]
    sealed = [(path, signed.read(path)) for path in held.checkpoints]
    if sealed:
        signing.see_that_it_is_there()
    checked = log.check_record()
    for found in checked:
        yield found
        if found.ends:
            return
    kept = {talks: kept_of(log, talks) for talks in log.talks_ids()}
    yield from signatures(kept, ring)
    reader = log.store.reader
    wanted = log.talks_ids() if roots or reports or heads or sealed else []
    as_recorded = all(finding.fine for finding in checked)  # then what was hashed is what hashing gives again
    leaves = {
        talks: reader.leaves(talks) if as_recorded else [leaf(entry) for entry in reader.stored(talks)]
        for talks in wanted
    }
    yield from (comparing.with_root(leaves, root) for root in roots)
    for one in reports:
        yield from reports_held.compared(log, leaves, one)
    yield from (comparing.with_head(leaves, head, path) for path, head in heads)
    other = {path: _leaves(whole) for path, _, whole in files} if sealed else {}
    for path, seal in sealed:
        talks = seal.head.talks
        others = [own[talks] for own in other.values() if talks in own]
        known = [before.head for before in kept.get(talks, ()) if _same_signer(ring, before, seal)]
        yield comparing.with_checkpoint(leaves.get(talks, ()), seal.head, path, known=known, others=others)
        yield signed.given(ring, seal.note, path)
    recorded = {talks: reader.entries(talks) for talks in log.talks_ids()} if exports else {}
    yield from (comparing.with_entries(recorded, entries, path) for path, entries in exports)
    yield from (Finding(f"{bad.where}: its head", fine=False, detail=bad.message) for bad in torn)
    yield from (comparing.without_head(talks, path) for path, file, _ in files for talks in file.headless)


def root_given(text: str) -> str:
    """Return a root, or the beginning of one, as it was given.

    Raises:
        InputError: it is none.
    """
    if not _ROOT.fullmatch(text.lower()):
        raise InputError(f"'{text[:80]}' is no root", "give at least its first 16 digits: talks head")
    return text.lower()


def signatures(kept: Mapping[str, Sequence[Signed]], ring: Keyring) -> Iterator[Finding]:
    """Yield what is found of the signatures of the checkpoints that a log keeps, by talks."""
    for talks, every in kept.items():
        if (found := signed.kept(ring, (one.note for one in every), talks)) is not None:
            yield found


def _same_signer(ring: Keyring, one: Signed, other: Signed) -> bool:
    """Say whether somebody whose key is known signed both."""
    return bool(set(signed.who(ring, one.note).known) & set(signed.who(ring, other.note).known))


def _read(path: str) -> "tuple[File, list[Line]]":
    """Read an export, and return it with its lines, each of which is an entry as a whole."""
    from ..exchange import jsonl  # noqa: PLC0415  # few compare a log with an export, and it takes long to load

    file = jsonl.read(path)
    if not (len(file.lines) or file.told or file.heads):
        raise InputError(f"there is no entry in {path}", "make an export with: talks export -o FILE")
    return file, jsonl.whole_lines(file)


def _leaves(lines: "Iterable[Line]") -> dict[str, list[bytes]]:
    """Return the hashes of the entries of an export, by talks."""
    from ..exchange.heads import leaf_of  # noqa: PLC0415

    found: dict[str, list[bytes]] = {}
    for line in lines:
        found.setdefault(line.entry.talks, []).append(leaf_of(line.entry, line.salt))
    return found
