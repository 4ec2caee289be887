"""What one holds of a record, compared with the record: the same, an earlier state of it, or another record."""

from collections.abc import Iterable, Mapping, Sequence

from ..domain.record.entry import Entry
from ..integrity.head import RecordHead
from ..integrity.tree import Tree, root_of
from ..store.codec import encode, stamp
from ..store.port import Finding

Leaves = Sequence[bytes]
"""The hashes of the entries of one talks, in the order of record, made of what is stored."""


def with_root(leaves: Mapping[str, Leaves], root: str) -> Finding:
    """Look for a root, or the beginning of one, among all states that the records of a log have had.

    Args:
        leaves: the hashes of the entries, by talks.
        root: 16 or more of its 64 hexadecimal digits.
    """
    check = f"a record had the root {root}"
    for talks, own in leaves.items():
        tree = Tree()
        states = []
        for hash_ in own:
            tree = tree.with_((hash_,))
            if tree.root.hex().startswith(root):
                states.append(tree.size)
        if states:
            return Finding(check, fine=True, detail=_how_far(talks, states[-1], len(own)))
    held = "; ".join(_head(talks, own).words for talks, own in leaves.items())
    return Finding(
        check, fine=False, detail=f"no state of a record of this log has it: {held or 'nothing is recorded'}"
    )


def with_head(leaves: Mapping[str, Leaves], held: RecordHead, where: str) -> Finding:
    """Compare a head that stands somewhere with the record of those talks."""
    check = f"{where}: the head of {held.talks} at {held.entries} entries"
    own = leaves.get(held.talks)
    if own is None:
        return Finding(check, fine=False, detail=f"there are no talks {held.talks} in this log")
    if held.entries > len(own):
        words = f"the record of {held.talks} ends at #{len(own)}: entries are missing, or this is an old copy"
        return Finding(check, fine=False, detail=words)
    if root_of(own[: held.entries]).hex() != held.root:
        words = f"the first {held.entries} entries here are others: root {root_of(own[: held.entries]).hex()}"
        return Finding(check, fine=False, detail=words)
    return Finding(check, fine=True, detail=_how_far(held.talks, held.entries, len(own)))


def with_entries(recorded: Mapping[str, Sequence[Entry]], entries: Iterable[Entry], where: str) -> Finding:
    """Compare entries that stand in a file with those of the log, and name the first that is another.

    Args:
        recorded: the entries of the log, by talks.
        entries: those of the file, of one or several talks.
        where: the file.
    """
    check = f"{where}: its entries"
    count = 0
    for entry in entries:
        count += 1
        own = recorded.get(entry.talks, ())
        name = f"{entry.talks} #{entry.number} ({entry.event.kind})"
        if entry.number > len(own):
            return Finding(check, fine=False, detail=f"{name} is not in this log, which ends before it")
        if _content(entry) != _content(own[entry.number - 1]):
            return Finding(check, fine=False, detail=f"{name} is the first that differs from what is recorded here")
    return Finding(check, fine=True, detail=f"all {count} are recorded here as they stand there")


def _content(entry: Entry) -> tuple[object, ...]:
    place = entry.number, entry.id, entry.stream, entry.version, stamp(entry.recorded)
    return *place, entry.event.kind, encode(entry.envelope, entry.event, entry.format)


def _head(talks: str, leaves: Leaves) -> RecordHead:
    return RecordHead(talks, len(leaves), root_of(leaves).hex())


def _how_far(talks: str, size: int, now: int) -> str:
    """Say where in the record a state stands."""
    if size == now:
        return f"it is the head of {talks} now, at {now} entries"
    return f"it is an earlier head of {talks}: {size} of {now} entries, and the others came after"
