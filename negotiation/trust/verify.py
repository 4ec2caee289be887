"""Verifying a log: against the hashes in it, and against what somebody kept elsewhere."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from ..domain.errors import InputError
from ..exchange.jsonl import read, whole_lines
from ..exchange.reading import lines
from ..integrity.head import RecordHead, heads_in
from ..integrity.leaf import leaf
from ..log import NegotiationLog
from ..store.port import Finding
from . import comparing

_ROOT = re.compile(r"[0-9a-f]{16,64}")


class Held(NamedTuple):
    """What somebody holds of a record: roots, and files with a head or with entries in them."""

    roots: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()


def verified(log: NegotiationLog, held: Held) -> Iterator[Finding]:
    """Yield what the verification of a log finds: of the log itself, then of each thing that is held of it.

    Raises:
        InputError: a root is none, a file cannot be read, or there is no head in it.
        ImportFailed: an export is none.
    """
    for root in held.roots:
        if not _ROOT.fullmatch(root.lower()):
            raise InputError(f"'{root[:80]}' is no root", "give at least its first 16 digits: talks head")
    heads = [(path, head) for path in held.reports for head in _heads(path)]
    files = [(path, read(path)) for path in held.exports]
    exports = [(path, [line.entry for line in whole_lines(file)]) for path, file in files]
    heads += [(path, line.head) for path, file in files for line in file.heads]
    torn = [problem for _, file in files for problem in file.other_than_exported]
    yield from log.check_record()
    reader = log.store.reader
    leaves = {talks: [leaf(entry) for entry in reader.stored(talks)] for talks in log.talks_ids()}
    yield from (comparing.with_root(leaves, root.lower()) for root in held.roots)
    yield from (comparing.with_head(leaves, head, path) for path, head in heads)
    recorded = {talks: reader.entries(talks) for talks in log.talks_ids()} if exports else {}
    yield from (comparing.with_entries(recorded, entries, path) for path, entries in exports)
    yield from (Finding(f"{bad.where}: its head", fine=False, detail=bad.message) for bad in torn)


def _heads(path: str) -> list[RecordHead]:
    text = unescape("\n".join(line for _, line in lines(path)))
    found = list(dict.fromkeys(heads_in(text)))
    if not found:
        raise InputError(f"there is no head of a record in {path}", "reports made since hashes are kept have one")
    return found
