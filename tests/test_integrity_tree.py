"""The tree over the entries: its roots, and the proofs that need nobody."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from effort import LAW, examples
from hypothesis import given
from hypothesis import strategies as st

from negotiation.integrity.tree import (
    EMPTY,
    Tree,
    consistency,
    continues,
    includes,
    inclusion,
    inclusions,
    node,
    root_of,
)

PUBLISHED = (
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
)
"""The leaves of the published test vectors of Certificate Transparency."""
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The roots over the first one, two and so on of them."""
LEAVES = tuple(sha256(b"\0" + content).digest() for content in PUBLISHED)


def defined(leaves: Sequence[bytes]) -> bytes:
    """Return the root by its recursive definition, RFC 9162, section 2.1.1, as it stands there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1" + defined(leaves[:half]) + defined(leaves[half:])).digest()


some = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size: int) -> None:
    """The roots are those that the published vectors give, however the tree is made."""
    assert ROOTS[size - 1] == root_of(LEAVES[:size]).hex()
    assert ROOTS[size - 1] == Tree().with_(LEAVES[: size - 1]).with_(LEAVES[size - 1 : size]).root.hex()


def test_an_empty_tree() -> None:
    """It has the hash of nothing."""
    assert EMPTY == Tree().root == defined(())


def test_the_published_proofs() -> None:
    """Those of the published vectors: of the first of eight leaves, that six go on to eight, and two to five."""
    first = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert first == [part.hex() for part in inclusion(LEAVES, 0)]
    six_to_eight = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert six_to_eight == [part.hex() for part in consistency(LEAVES, 6)]
    two_to_five = [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]
    assert two_to_five == [part.hex() for part in consistency(LEAVES[:5], 2)]


@examples(17, LAW)
@given(leaves=some, cut=st.integers(0, 70))
def test_a_tree_grows_to_what_is_defined(leaves: list[bytes], cut: int) -> None:
    """Added to in two turns it has the root of the definition, and a part for each bit of its size."""
    tree = Tree().with_(leaves[:cut]).with_(leaves[cut:])
    assert defined(leaves) == tree.root
    assert len(tree.parts) == tree.size.bit_count()


@examples(17, LAW)
@given(leaves=some, data=st.data())
def test_a_leaf_is_shown_to_be_in_the_tree(leaves: list[bytes], data: st.DataObject) -> None:
    """The proof holds for that leaf at that place, and for no other leaf, place, size or root."""
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root, size = inclusion(leaves, index), root_of(leaves), len(leaves)
    assert includes(root, size, index, leaves[index], proof)
    assert not includes(root, size, index, sha256(leaves[index]).digest(), proof)
    assert not includes(sha256(root).digest(), size, index, leaves[index], proof)
    assert not includes(root, size, size, leaves[index], proof)
    for other in range(size):
        if other != index and leaves[other] != leaves[index]:
            assert not includes(root, size, other, leaves[index], proof)
    for place in range(len(proof)):
        assert not includes(root, size, index, leaves[index], [*proof[:place], *proof[place + 1 :]])


@examples(1)
@given(leaves=some)
def test_all_leaves_are_shown_at_once_as_each_is_by_itself(leaves: list[bytes]) -> None:
    """The proofs of all are those that are made one by one, and of nothing there are none."""
    assert [inclusion(leaves, index) for index in range(len(leaves))] == list(inclusions(leaves))
    assert [] == list(inclusions([]))


@examples(17, LAW)
@given(leaves=some, data=st.data())
def test_a_tree_is_shown_to_go_on_from_an_earlier_one(leaves: list[bytes], data: st.DataObject) -> None:
    """The proof holds for the earlier tree, and for none in which a leaf was another or is missing."""
    before = data.draw(st.integers(1, len(leaves)))
    proof, size, root = consistency(leaves, before), len(leaves), root_of(leaves)
    earlier = root_of(leaves[:before])
    assert continues(before, earlier, size, root, proof)
    changed = [sha256(leaves[0]).digest(), *leaves[1:]]
    assert not continues(before, root_of(changed[:before]), size, root, proof)
    assert not continues(before, earlier, size, root_of(changed), proof)
    assert not continues(size + 1, earlier, size, root, proof)
    assert not continues(0, EMPTY, size, root, [])
    for place in range(len(proof)):
        assert not continues(before, earlier, size, root, [*proof[:place], *proof[place + 1 :]])


@examples(17, LAW)
@given(proof=st.lists(st.binary(min_size=32, max_size=32), max_size=8), sizes=st.tuples(*[st.integers(-2, 40)] * 2))
def test_a_made_up_proof_shows_nothing(proof: list[bytes], sizes: tuple[int, int]) -> None:
    """Random hashes show nothing, and asking about them ends, whatever the numbers are."""
    one, other = sizes
    assert not includes(node(EMPTY, EMPTY), other, one, EMPTY, proof)
    if one != other:
        assert not continues(one, EMPTY, other, node(EMPTY, EMPTY), proof)
