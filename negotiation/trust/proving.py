"""Proving that an entry is in a record, to somebody who has no log; and checking such a proof without one."""

from collections.abc import Iterator, Sequence

from ..domain.errors import ImportFailed, InputError, NotVerified
from ..exchange.reading import whole
from ..integrity import continuing
from ..integrity import proof as proofs
from ..integrity.checkpoint import Checkpoint
from ..integrity.continuing import Continuation
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


def prove_all(log: NegotiationLog, talks: str, leaves: Sequence[bytes]) -> Iterator[Proof]:
    """Yield the proof of every entry of a record, that all are in it as it is now; of those withheld there is none.

    Args:
        log: the log.
        talks: the id of the talks.
        leaves: the hashes of their entries, verified.
    """
    yield from proofs.proofs(log.store.reader.stored(talks), leaves, checkpoint_of(talks, leaves))


def prove_from(log: NegotiationLog, talks: str, leaves: Sequence[bytes], given: Signed) -> Continuation:
    """Return the proof that a record, as it is now, goes on from a checkpoint that was kept of it.

    Args:
        log: the log.
        talks: the id of the talks.
        leaves: the hashes of their entries, verified.
        given: the checkpoint.

    Raises:
        NotVerified: the record does not go on from that.
        InputError: the checkpoint is of other talks.
    """
    if given.head.talks != talks:
        words = f"the checkpoint is of {given.head.talks or given.head.origin}, and not of {talks}"
        raise InputError(words, "name the talks that it is of: --talks ID")
    compared = comparing.with_checkpoint(leaves, given.head, "the checkpoint")
    if not compared.fine:
        raise NotVerified([compared.words], "nothing was proved")
    head = checkpoint_of(talks, leaves)
    later = next((one.note.written for one in kept_of(log, talks) if one.head == head), None)
    return continuing.continuation(leaves, given.head, head, given.note.written, later)


def read(path: str) -> Proof:
    """Read a proof of one entry from a file; ``-`` is standard input. See :func:`read_any`."""
    found = read_any(path)
    if isinstance(found, Continuation) or len(found) != 1:
        raise InputError(f"'{path}' is no proof of one entry", _MAKE)
    return found[0]


def read_any(path: str) -> list[Proof] | Continuation:
    """Read the proofs that entries are in a record, or that it goes on from an earlier state; ``-`` is standard input.

    Raises:
        InputError: the file cannot be read, or holds none.
    """
    try:
        text = whole(path)
    except ImportFailed:
        raise InputError(f"'{path}' is no proof: it is no text", _MAKE) from None
    try:
        if continuing.is_one(text):
            return continuing.read(text)
        found = proofs.read_all(text)
        for one in found:
            _ = one.leaf
    except NoProof as error:
        raise InputError(f"'{path}' is no proof: {error}", _MAKE) from None
    return found


_MAKE = "make one with: talks prove ENTRY -o FILE"


def checked(
    given: Proof | Sequence[Proof], ring: Keyring, path: str | None = None, root: str | None = None
) -> Iterator[Finding]:
    """Yield what the check of proofs of one record finds: whether they lead to its root, and who vouches for that.

    Args:
        given: the proof, or several that lead to one head.
        ring: the keys that are known.
        path: the file of a checkpoint; the one that the proof holds if None.
        root: a root that was kept, or its first digits.

    Raises:
        InputError: the checkpoint or the root is none.
        MissingExtra: there is a checkpoint, and the library that verifies signatures is not installed.
    """
    several = [given] if isinstance(given, Proof) else given
    proof, wrong = several[0], [one for one in several if not _fine(one)]
    detail = f"it leads to the root {proof.root.hex()}, over {proof.size} entries"
    if len(several) > 1 and not wrong:
        name = f"{len({one.number for one in several})} entries are in the record of {proof.head.talks}"
        yield Finding(name, fine=True, detail=f"each {detail.removeprefix('it ')}")
    for one in wrong or (several if len(several) == 1 else ()):
        name = f"#{one.number} is in the record of {one.head.talks}"
        if not wrong:
            yield Finding(name, fine=True, detail=detail, entry=one.number)
            continue
        words = "the entry, its number or the hashes are not those of that record"
        remedy = "ask for the proof again: talks prove"
        yield Finding(name, fine=False, detail=words, entry=one.number, expected=detail, remedy=remedy)
    yield from _vouched([(proof.head, proof.checkpoint, "the checkpoint in the proof")], ring, path, root)


def _fine(proof: Proof) -> bool:
    return proof.holds and proof.head.talks == proof.entry.get("talks")


def checked_from(
    proof: Continuation, ring: Keyring, path: str | None = None, root: str | None = None
) -> Iterator[Finding]:
    """Yield what the check of a proof finds that a record goes on from an earlier state: see `checked`.

    A checkpoint or a root that was kept may be that of either state; each state that is vouched for by neither, and is
    not sealed in the proof, is told of.
    """
    before, head = proof.before, proof.head
    name = f"the record of {head.talks} at {head.size} entries goes on from that at {before.size}"
    if proof.holds:
        yield Finding(name, fine=True, detail=f"from the root {before.root.hex()} to {head.root.hex()}")
    else:
        remedy = "ask for the proof again: talks prove --from FILE"
        yield Finding(name, fine=False, detail="the hashes do not lead from the one to the other", remedy=remedy)
    states = [
        (before, proof.earlier_checkpoint, "the earlier checkpoint in the proof"),
        (head, proof.checkpoint, "the checkpoint in the proof"),
    ]
    yield from _vouched(states, ring, path, root)


def _vouched(
    states: Sequence[tuple[Checkpoint, str | None, str]], ring: Keyring, path: str | None, root: str | None
) -> Iterator[Finding]:
    """Yield who vouches for the heads that a proof leads to, each with its checkpoint, as far as it is in the proof."""
    own = False
    if root is not None:
        own = any(head.root.hex().startswith(root_given(root)) for head, _, _ in states)
        words = "it is the root" if own else f"the root is {states[-1][0].root.hex()}"
        yield Finding(f"the root is {root}", own, words)
    kept = signed.read(path) if path else None
    about = None if kept is None else next((head for head, *_ in states if head.size == kept.head.size), states[-1][0])
    sealed = False
    for head, checkpoint, where in states:
        if kept is not None and head is about:
            given, where = kept, path or ""  # noqa: PLW2901  # the one that was kept stands for that in the proof
        elif checkpoint is not None:
            given = signed.parsed(checkpoint.encode(), where)
        else:
            continue
        sealed = True
        yield _head(head, given, where)
        yield signed.given(ring, given.note, where, needed=not own)
    if not sealed and root is None:
        remedy = "compare it with a root or a checkpoint that you hold: --expect ROOT, --checkpoint FILE"
        yield Finding("somebody vouches for the root", fine=False, detail="the proof is not sealed", remedy=remedy)


def _head(own: Checkpoint, given: Signed, where: str) -> Finding:
    """Compare a head that a proof leads to with a checkpoint."""
    check, head = f"{where}: it is of the head that the proof leads to", given.head
    if (head.origin, head.size, head.root) == (own.origin, own.size, own.root):
        return Finding(check, fine=True, detail=head.head.words)
    expected, found = f"{own.origin}, {own.head.words}", f"{head.origin}, {head.head.words}"
    same = head.origin == own.origin and head.size != own.size
    words = "it is of another record" if not same else f"it is of {head.size} entries, and the proof of {own.size}"
    remedy = "ask for a proof that leads to it: talks prove ENTRY --checkpoint FILE" if same else None
    return Finding(check, fine=False, detail=words, expected=expected, found=found, remedy=remedy)
