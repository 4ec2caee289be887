"""What one holds of a record, compared with the record: the same, an earlier state of it, or another record."""

from collections.abc import Iterable, Mapping, Sequence

from ..domain.record.entry import Entry
from ..integrity.checkpoint import Checkpoint, origin
from ..integrity.head import RecordHead
from ..integrity.tree import Tree, consistency, root_of
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


def without_head(talks: str, where: str) -> Finding:
    """Say of the entries of an export that nothing tells whether these are all: its end may have been cut off."""
    words = f"no head of {talks} stands in it: nothing tells whether entries are missing there"
    remedy = "ask for the export again; an edition for an audience, and an export by an earlier version, have none"
    return Finding(f"{where}: its end", fine=False, detail=words, remedy=remedy, open=True)


def with_checkpoint(
    leaves: Leaves, held: Checkpoint, where: str, *, known: Iterable[Checkpoint] = (), others: Iterable[Leaves] = ()
) -> Finding:
    """Compare a checkpoint with the record of its talks: the head of it, an earlier one, or another record.

    Args:
        leaves: the hashes of the entries here; none where there are no such talks.
        held: the checkpoint.
        where: where it stands.
        known: those that its signer has signed of this record, which tell how far the two are the same.
        others: the hashes of the entries of other records, of which one may be the one that was sealed.
    """
    check = f"{where}: the checkpoint of {held.talks or held.origin} at {held.size} entries"
    ask = "an export of that record tells which: talks verify --checkpoint FILE --export EXPORT"
    if not (leaves and held.talks and held.size):
        none = "it is of no entry: any record goes on from it" if leaves and held.talks else ""
        return Finding(check, fine=False, detail=none or f"there are no talks {held.talks or held.origin} in this log")
    own = origin(held.talks, leaves[0])
    if own != held.origin:
        words = "it is of another record of talks with this id: #1 is another entry here"
        return Finding(check, fine=False, detail=words, entry=1, expected=held.origin, found=own, remedy=ask)
    if held.size > len(leaves):
        words = f"the record of {held.talks} ends at #{len(leaves)}: entries are missing, or this is an old copy"
        expected, found = f"{held.size} entries, root {held.root.hex()}", f"{len(leaves)} entries"
        remedy = "look for a later copy of this log, or import an export of the record that was sealed"
        return Finding(check, fine=False, detail=words, expected=expected, found=found, remedy=remedy)
    here = root_of(leaves[: held.size])
    if here == held.root:
        proof = tuple(part.hex() for part in consistency(leaves, held.size))
        return Finding(check, fine=True, detail=_how_far(held.talks, held.size, len(leaves)), proof=proof)
    expected, found = f"root {held.root.hex()}", f"root {here.hex()}"
    sealed = next((other for other in others if _is_of(other, held)), None)
    if sealed is not None:
        number = next(n for n, (ours, theirs) in enumerate(zip(leaves, sealed, strict=False), 1) if ours != theirs)
        words = f"it is of another record: #{number} is the first entry that differs"
        remedy = "the export that was sealed says what stood there: talks show, in a new log that imports it"
        return Finding(check, fine=False, detail=words, entry=number, expected=expected, found=found, remedy=remedy)
    same = max((one.size for one in known if one.size < held.size and _is_of(leaves, one)), default=1)
    words = f"it is of another record: up to #{same} they are the same, and one of #{same + 1} to #{held.size} differs"
    return Finding(check, fine=False, detail=words, expected=expected, found=found, remedy=ask)


def _is_of(leaves: Leaves, held: Checkpoint) -> bool:
    """Say whether a checkpoint is of a record."""
    return 0 < held.size <= len(leaves) and root_of(leaves[: held.size]) == held.root


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
