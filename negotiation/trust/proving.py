"""Proving that an entry is in a record, to somebody who has no log; and checking such a proof without one."""

from collections.abc import Iterator

from ..domain.errors import InputError, NotVerified
from ..exchange.reading import whole
from ..integrity import proof as proofs
from ..integrity.leaf import leaf
from ..integrity.proof import NoProof, Proof
from ..log import NegotiationLog
from ..store.port import Finding
from ..talks import TalksLog
from . import comparing, signed
from .keyring import Keyring
from .sealing import checkpoint_of, kept_of, verified_leaves
from .signed import Signed
from .verify import root_given


def prove(talks: TalksLog, log: NegotiationLog, reference: str, given: Signed | None = None) -> Proof:
    """Return the proof that an entry is in a record.

    Args:
        talks: the talks.
        log: their log.
        reference: the entry.
        given: the checkpoint that the proof is to lead to; the head now if None, with its seal if it has one.

    Raises:
        NotFound, Ambiguous: there is no such entry.
        NotVerified: the record is not what was recorded, or not the one of the checkpoint.
        InputError: the checkpoint is of another talks, or was made before the entry was recorded.
    """
    leaves = verified_leaves(log, talks.id, "proved")
    reader = log.store.reader
    id_ = reader.id_of(talks.id, reference)
    number = reader.by_id(talks.id, [id_])[id_][0]
    head = given.head if given else checkpoint_of(talks.id, leaves)
    if given:
        compared = comparing.with_checkpoint(leaves, head, "the checkpoint")
        if head.talks != talks.id or head.size < number:
            words = f"the checkpoint is of {head.talks or head.origin} at {head.size} entries, and not of #{number}"
            raise InputError(words, "take a later checkpoint of these talks, or leave it out")
        if not compared.fine:
            raise NotVerified([compared.words], "nothing was proved")
    else:
        given = next((one for one in kept_of(log, talks.id) if one.head == head), None)
    entry = next(one for one in reader.stored(talks.id) if one.number == number)
    if isinstance(entry.given, bytes):
        raise InputError(f"#{number} is withheld from this copy", "ask whoever holds the log for a proof")
    if leaf(entry) != leaves[number - 1]:  # somebody altered it between the two
        raise NotVerified([f"#{number} is not what was recorded"], "nothing was proved")
    return proofs.proof(entry, leaves[: head.size], head, given.note.written if given else None)


def read(path: str) -> Proof:
    """Read a proof from a file; ``-`` is standard input.

    Raises:
        InputError: the file cannot be read, or holds none.
    """
    try:
        found = proofs.read(whole(path))
        _ = found.leaf
    except NoProof as error:
        raise InputError(f"'{path}' is no proof: {error}", "make one with: talks prove ENTRY -o FILE") from None
    return found


def checked(proof: Proof, ring: Keyring, path: str | None = None, root: str | None = None) -> Iterator[Finding]:
    """Yield what the check of a proof finds: whether it leads to its root, and who vouches for that.

    Args:
        proof: the proof.
        ring: the keys that are known.
        path: the file of a checkpoint; the one that the proof holds if None.
        root: a root that was kept, or its first digits.

    Raises:
        InputError: the checkpoint or the root is none.
        MissingExtra: there is a checkpoint, and the library that verifies signatures is not installed.
    """
    name = f"#{proof.number} is in the record of {proof.head.talks}"
    fine = proof.holds and proof.head.talks == proof.entry.get("talks")
    detail = f"it leads to the root {proof.root.hex()}, over {proof.size} entries"
    if fine:
        yield Finding(name, fine=True, detail=detail, entry=proof.number)
    else:
        words = "the entry, its number or the hashes are not those of that record"
        remedy = "ask for the proof again: talks prove"
        yield Finding(name, fine=False, detail=words, entry=proof.number, expected=detail, remedy=remedy)
    own = False
    if root is not None:
        own = proof.root.hex().startswith(root_given(root))
        words = "it is the root" if own else f"the root is {proof.root.hex()}"
        yield Finding(f"the root is {root}", own, words)
    if path is not None or proof.checkpoint is not None:
        where = path or "the checkpoint in the proof"
        given = signed.read(path) if path else signed.parsed((proof.checkpoint or "").encode(), where)
        yield _head(proof, given, where)
        yield signed.given(ring, given.note, where, needed=not own)
    elif root is None:
        remedy = "compare it with a root or a checkpoint that you hold: --expect ROOT, --checkpoint FILE"
        yield Finding("somebody vouches for the root", fine=False, detail="the proof is not sealed", remedy=remedy)


def _head(proof: Proof, given: Signed, where: str) -> Finding:
    """Compare the head that a proof leads to with a checkpoint."""
    check, head = f"{where}: it is of the head that the proof leads to", given.head
    if (head.origin, head.size, head.root) == (proof.origin, proof.size, proof.root):
        return Finding(check, fine=True, detail=head.head.words)
    expected, found = f"{proof.origin}, {proof.head.head.words}", f"{head.origin}, {head.head.words}"
    same = head.origin == proof.origin and head.size != proof.size
    words = "it is of another record" if not same else f"it is of {head.size} entries, and the proof of {proof.size}"
    remedy = f"ask for a proof that leads to it: talks prove {proof.number} --checkpoint FILE" if same else None
    return Finding(check, fine=False, detail=words, expected=expected, found=found, remedy=remedy)
