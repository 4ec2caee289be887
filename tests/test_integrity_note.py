"""Signed notes and checkpoints: the published examples, and what is none."""

from hashlib import sha256

import pytest

from negotiation.integrity.checkpoint import Checkpoint, checkpoint, origin
from negotiation.integrity.note import NoNote, Signature, key_name, note, verifier_key
from negotiation.trust.signing import is_by, signed

SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
"""The example of https://c2sp.org/tlog-checkpoint."""

NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_SEED = "81810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173"
NEUMANN_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""The key and the note of the tests of golang.org/x/mod/sumdb/note, where the format comes from."""


def test_the_published_checkpoint_is_read_and_written() -> None:
    """What is read is written again to the byte; its parts are what the text says."""
    found = note(SOFA.encode())
    assert found.written == SOFA
    head = checkpoint(found.text)
    assert (head.origin, head.size, head.talks) == ("example.com/behind-the-sofa", 20852163, "")
    assert head.text == found.text


def test_the_published_note_verifies_and_is_signed_to_the_byte() -> None:
    """The key reads and writes as published, its signature holds, and Ed25519 makes the same one again."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key, found = verifier_key(NEUMANN), note(NEUMANN_NOTE.encode())
    assert key.written == NEUMANN
    (signature,) = found.signatures
    assert (signature.name, signature.key_id) == (key.name, key.id)
    assert is_by(key, signature, found.text)
    assert not is_by(key, signature, found.text.replace("answer", "Answer"))
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(NEUMANN_SEED)[1:])
    assert signature == signed("PeterNeumann", private, found.text)


def test_a_key_that_was_altered_or_cut_is_none() -> None:
    """Whatever character is changed or left out: what is copied wrongly is not trusted."""
    for place in range(len(NEUMANN)):
        for other in (NEUMANN[:place] + NEUMANN[place + 1 :], NEUMANN[:place] + "!" + NEUMANN[place + 1 :]):
            with pytest.raises(NoNote):
                verifier_key(other)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\nno signature\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— name AAAA!AAAA\n".encode(),
        "text\n\n— a+b AAAAAAAA\n".encode(),
        b"text\n\n- name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA".encode(),
        "te\txt\n\n— name AAAAAAAA\n".encode(),
        b"\xff\n\n- name AAAAAAAA\n",
        b"text\n\n" + "— name AAAAAAAA\n".encode() * 257,
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_note_is_refused(content: bytes) -> None:
    """No text, no signature, bad base64, control characters, other encodings, or too much of it."""
    with pytest.raises(NoNote):
        note(content)


def test_an_empty_line_in_the_text_belongs_to_it() -> None:
    """The signatures stand below the last empty line; signatures are kept once each."""
    found = note("one\n\ntwo\n\n— name AAAAAAAA\n— name AAAAAAAA\n".encode())
    assert found.text == "one\n\ntwo\n"
    assert found.with_([]).signatures == (Signature("name", b"\0\0\0\0", b"\0\0"),)


@pytest.mark.parametrize(
    "text",
    ["", "origin\n", "o\n1\n", "o\n01\nAAAA\n", "o\n-1\nAAAA\n", "o\n1\nAAAA\n", "o\n1\n\nAAAA\n", "o\n\u0661\nAAAA\n",
     f"o\n1\n{'A' * 43}B\n", f"o\n1\n{'A' * 43}="],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    """Lines that lack, a number with zeros before it, a root of another length or in another spelling."""
    with pytest.raises(NoNote):
        checkpoint(text)


def test_the_origin_names_the_talks_and_their_first_entry() -> None:
    """The same for every copy of a record, and another one for other talks of that name."""
    one, other = (origin("ist", sha256(content).digest()) for content in (b"one", b"other"))
    assert one != other
    assert Checkpoint(one, 1, bytes(32)).talks == "ist"
    assert checkpoint(Checkpoint(one, 7, bytes(32), ("more",)).text) == Checkpoint(one, 7, bytes(32), ("more",))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u202eb", "a\nb", "a\u200bb"])
def test_what_is_no_name_of_a_key_is_refused(name: str) -> None:
    """Spaces of any kind, a plus, and what cannot be seen."""
    with pytest.raises(NoNote):
        key_name(name)
