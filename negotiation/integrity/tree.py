"""A Merkle tree over the entries of one talks, as of Certificate Transparency (RFC 6962, RFC 9162).

Its root stands for all entries in their order. That an entry is among them, and that an earlier tree is the beginning
of a later one, is shown by a few hashes, and checked without the entries.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

EMPTY = sha256(b"").digest()
"""The root of a tree without entries."""


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two parts."""
    return sha256(b"\1" + left + right).digest()


class Tree(NamedTuple):
    """As much of a tree as it takes to add to it: how many leaves it has, and the roots of its whole parts.

    Each part is a full tree over a power of two of leaves, the largest first; there are as many as ``size`` has bits.
    """

    size: int = 0
    parts: tuple[bytes, ...] = ()

    def with_(self, leaves: Iterable[bytes]) -> "Tree":
        """Return the tree with leaves added to it."""
        size, parts = self.size, list(self.parts)
        for leaf in leaves:
            whole, carried = leaf, size
            while carried & 1:
                whole = node(parts.pop(), whole)
                carried >>= 1
            parts.append(whole)
            size += 1
        return Tree(size, tuple(parts))

    @property
    def root(self) -> bytes:
        """The hash that stands for all leaves in their order."""
        if not self.parts:
            return EMPTY
        root = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            root = node(part, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree over some leaves."""
    return Tree().with_(leaves).root


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes which show that the leaf at an index, from 0 on, is in the tree over all.

    See RFC 9162, section 2.1.3.1.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    half = _half(len(leaves))
    if index < half:
        return [*inclusion(leaves[:half], index), root_of(leaves[half:])]
    return [*inclusion(leaves[half:], index - half), root_of(leaves[:half])]


def inclusions(leaves: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Yield what `inclusion` returns of each leaf in their order; each part of the tree is hashed once a level."""
    if len(leaves) == 1:
        yield []
    if len(leaves) <= 1:
        return
    half = _half(len(leaves))
    left, right = leaves[:half], leaves[half:]
    for part, beside in ((left, root_of(right)), (right, root_of(left))):
        for path in inclusions(part):
            yield [*path, beside]


def consistency(leaves: Sequence[bytes], before: int) -> list[bytes]:
    """Return the hashes which show that the tree over the first leaves is the beginning of that over all.

    Args:
        leaves: all leaves.
        before: how many there were, from 1 to all (RFC 9162, section 2.1.4.1).
    """
    if not 0 < before <= len(leaves):
        raise IndexError(before)
    return _subproof(leaves, before, whole=True)


def _subproof(leaves: Sequence[bytes], before: int, *, whole: bool) -> list[bytes]:
    if before == len(leaves):
        return [] if whole else [root_of(leaves)]
    half = _half(len(leaves))
    if before <= half:
        return [*_subproof(leaves[:half], before, whole=whole), root_of(leaves[half:])]
    return [*_subproof(leaves[half:], before - half, whole=False), root_of(leaves[:half])]


def _half(size: int) -> int:
    """Return the largest power of two that is smaller than a size."""
    return 1 << (size - 1).bit_length() - 1


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether hashes show that a leaf stands at an index of the tree of that size (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(part, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, part)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def continues(before: int, earlier: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether hashes show that a tree goes on from an earlier one (RFC 9162, section 2.1.4.2).

    Args:
        before: how many leaves the earlier tree had, at the least one.
        earlier: its root.
        size: how many the later one has.
        root: the root of that.
        proof: the hashes.
    """
    if not 0 < before <= size:
        return False
    if before == size:
        return not proof and earlier == root
    path = [earlier, *proof] if before & (before - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = before - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node(part, old), node(part, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, part)
        place, last = place >> 1, last >> 1
    return last == 0 and old == earlier and new == root
