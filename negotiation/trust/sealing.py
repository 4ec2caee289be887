"""Sealing: signing the head of a record, once every entry was hashed again; and signing what others have sealed."""

from collections.abc import Sequence
from typing import NamedTuple

from ..domain.errors import InputError, NotVerified, StoreError
from ..integrity.checkpoint import Checkpoint, origin
from ..integrity.head import RecordHead
from ..integrity.leaf import leaf
from ..integrity.note import Note
from ..integrity.tree import root_of
from ..log import NegotiationLog
from ..talks import TalksLog
from . import comparing, signed, signing, timestamps
from .keyring import Keyring
from .signed import Signed

_SEE = "nothing was {}; what is wrong is told by: talks verify"


class Sealed(NamedTuple):
    """A checkpoint that was signed."""

    note: Note
    head: RecordHead
    by: str
    """The name of the key."""
    kept: bool
    """Whether the log keeps it."""
    why_not: str = ""
    """Why the log that is there does not keep it: it may not be written to, say, or its disk failed."""
    compared: str = ""
    """How it was compared with the log."""


def verified_leaves(log: NegotiationLog, talks: str, purpose: str) -> list[bytes]:
    """Hash every entry of some talks again, and return the hashes if they are those of the recording.

    Args:
        log: the log.
        talks: the id of the talks.
        purpose: what they are for, as a participle.

    Raises:
        NotVerified: something of the record is not as it was recorded, each thing named.
    """
    reader = log.store.reader
    with reader.snapshot():
        wrong = [found for found in log.check_record(talks) if not found.fine]
        leaves = [leaf(entry) for entry in reader.stored(talks)]
        kept = reader.tree(talks)
    problems = [f"{found.check}: {found.words}" for found in wrong]
    if not problems and kept is not None and kept.root != root_of(leaves):  # somebody altered it between the two
        problems = [f"the entries of {talks} are not those of the head {kept.root.hex()[:16]}"]
    if problems:
        raise NotVerified(problems, _SEE.format(purpose))
    return leaves


def checkpoint_of(talks: str, leaves: Sequence[bytes]) -> Checkpoint:
    """Return the head over the hashes of all entries, to be signed."""
    return Checkpoint(origin(talks, leaves[0]), len(leaves), root_of(leaves))


def seal(
    talks: TalksLog, log: NegotiationLog, ring: Keyring, key: str | None = None, *, timestamp: str | None = None
) -> Sealed:
    """Sign the head of a record, and keep the checkpoint in the log, beside the record.

    Args:
        talks: the talks.
        log: their log.
        ring: the keys.
        key: the name of the key; the only one of the user's own if None.
        timestamp: the address of an authority that is to stamp it with the time; only the hash of it is sent there.

    Raises:
        NotVerified: the record is not what was recorded.
        NoKey, InputError: there is no such key.
        NoTimeStamp: the authority gives no time-stamp; nothing was sealed.
        MissingExtra: a library for it is not installed.
    """
    if timestamp:
        timestamps.see_that_it_is_there()
    name, private = ring.signer(key)
    found = checkpoint_of(talks.id, verified_leaves(log, talks.id, "sealed"))
    note = Note(found.text, (signing.signed(name, private, found.text),))
    if timestamp:
        note = note.with_([timestamps.stamped(timestamp, found.text)])
    why_not = _why_not_kept(log, found, note)
    return Sealed(note, found.head, name, not why_not, why_not)


def cosign(given: Signed, log: NegotiationLog | None, ring: Keyring, key: str | None = None) -> Sealed:
    """Add a signature to a checkpoint, after comparing it with the log of whoever signs.

    Args:
        given: the checkpoint.
        log: the log to compare with; None where there is none.
        ring: the keys.
        key: the name of the key; the only one of the user's own if None.

    Raises:
        NotVerified: the log holds another record; or a signature below it is not by the key that it names.
        NoKey, InputError: there is no such key; or it is no checkpoint of talks.
        MissingExtra: the library that signs is not installed.
    """
    name, private = ring.signer(key)
    told = signed.who(ring, given.note)
    if told.wrong:
        raise NotVerified([f"the checkpoint is {told.words}"], "nothing was signed; ask for the checkpoint again")
    talks = given.head.talks
    if not talks:
        raise InputError(f"'{given.head.origin}' is of no talks", "checkpoints of talks are made with: talks seal")
    here = log is not None and log.store.reader.holds(talks)
    compared = f"not compared: {'this log holds no talks of that id' if log else 'there is no log here'}"
    if here and log is not None:
        finding = comparing.with_checkpoint(verified_leaves(log, talks, "signed"), given.head, "the checkpoint")
        if not finding.fine:
            raise NotVerified([finding.words], "nothing was signed; compare the two records: talks verify --export")
        compared = finding.detail
    own = signing.signed(name, private, given.note.text)
    if own in given.note.signatures:
        compared = f"{name} had signed it before; {compared}"
    note = given.note.with_([own])
    why_not = _why_not_kept(log, given.head, note) if here and log is not None else ""
    return Sealed(note, given.head.head, name, here and not why_not, why_not, compared)


def _why_not_kept(log: NegotiationLog, head: Checkpoint, note: Note) -> str:
    """Keep a checkpoint in the log; if that cannot be written to, say why."""
    try:
        log.store.place.writer().keep_checkpoint(head.talks, head.size, note.written)
    except StoreError as error:
        return str(error)
    return ""


def kept_of(log: NegotiationLog, talks: str) -> list[Signed]:
    """Return the checkpoints that a log keeps of some talks, the earliest first, each with all its signatures.

    What cannot be read is left out: the check of the record names it.
    """
    found: dict[str, Signed] = {}
    for content in log.store.reader.checkpoints(talks):
        try:
            one = signed.parsed(content, talks)
        except InputError:
            continue
        before = found.get(one.note.text)
        found[one.note.text] = one._replace(note=before.note.with_(one.note.signatures)) if before else one
    return list(found.values())
