"""Who signed a checkpoint: which keys are known, whose signatures hold, and which are of somebody unknown."""

from collections.abc import Iterable
from typing import NamedTuple

from ..domain.errors import ImportFailed, InputError, MissingExtra
from ..exchange.reading import whole
from ..integrity.checkpoint import Checkpoint, checkpoint
from ..integrity.note import NoNote, Note, Signature, note
from ..store.port import Finding
from . import authorities, signing, timestamps
from .keyring import Keyring


class Signed(NamedTuple):
    """A checkpoint with the signatures below it."""

    note: Note
    head: Checkpoint


class Who(NamedTuple):
    """What is known of the signatures of a checkpoint, by the names of their keys."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    wrong: tuple[str, ...]
    """Those that say they are by a known key, and are not; and time-stamps of something else."""
    times: tuple[str, ...]
    """The time-stamps that an authority vouches for which is trusted."""
    untold: tuple[str, ...]
    """Those that nobody who is trusted vouches for."""

    @property
    def words(self) -> str:
        """Who signed it, in a line."""
        parts = [f"signed by {', '.join(self.known)}"] if self.known else []
        parts += [f"by unknown keys: {', '.join(self.unknown)}"] if self.unknown else []
        parts += [f"not by the key that it names: {', '.join(self.wrong)}"] if self.wrong else []
        parts += [f"time-stamped by {', '.join(self.times)}"] if self.times else []
        parts += [f"with time-stamps that nobody trusted vouches for: {', '.join(self.untold)}"] if self.untold else []
        return "; ".join(parts) or "signed by nobody"


def read(path: str) -> Signed:
    """Read a checkpoint from a file; ``-`` is standard input.

    Raises:
        InputError: the file cannot be read, or holds none.
    """
    try:
        text = whole(path)
    except ImportFailed:
        raise InputError(f"'{path}' is no checkpoint: it is no text", "make one with: talks seal -o FILE") from None
    return parsed(f"{text}\n".encode(), path)


def parsed(content: bytes, where: str) -> Signed:
    """Read a checkpoint from what a file holds; see :func:`read`."""
    try:
        found = note(content)
        return Signed(found, checkpoint(found.text))
    except NoNote as error:
        raise InputError(f"'{where}' is no checkpoint: {error}", "make one with: talks seal -o FILE") from None


def who(ring: Keyring, found: Note) -> Who:
    """Return who signed a note, as far as their keys are known.

    Raises:
        MissingExtra: the library that verifies signatures is not installed.
    """
    signing.see_that_it_is_there()
    by: dict[str, list[str]] = {name: [] for name in Who._fields}
    for signature in found.signatures:
        if timestamps.is_one(signature):
            standing, words = _time(ring, signature, found.text)
            by[standing].append(words)
        else:
            by[_standing(ring, signature, found.text)].append(f"{signature.name} ({signature.key_id.hex()})")
    return Who(*(tuple(dict.fromkeys(some)) for some in by.values()))


def _time(ring: Keyring, signature: Signature, text: str) -> tuple[str, str]:
    """Return what is known of a time-stamp, and how it is told."""
    try:
        timestamps.see_that_it_is_there()
    except MissingExtra as error:
        return "untold", f"{signature.name} (not checked: {error.message})"
    moment = timestamps.time_of(signature)
    if moment is None or not timestamps.is_of(signature, text):
        return "wrong", f"the time-stamp of {signature.name}"
    words = f"{signature.name} at {moment:%Y-%m-%d %H:%M:%S} UTC"
    roots = list(authorities.trusted(ring.folder).values())
    return ("times" if timestamps.is_by_one_of(roots, signature, text) else "untold"), words


def _standing(ring: Keyring, signature: Signature, text: str) -> str:
    key = ring.known(signature)
    if key is None:
        return "unknown"
    return "known" if signing.is_by(key, signature, text) else "wrong"


def given(ring: Keyring, found: Note, where: str, *, needed: bool = True) -> Finding:
    """Check the signatures of a checkpoint that somebody gave: none may be wrong, and one of a known key must hold.

    Args:
        ring: the keys that are known.
        found: the checkpoint.
        where: where it stands.
        needed: whether somebody known must have signed it, since nothing else vouches for it.
    """
    check, told = f"{where}: its signatures", who(ring, found)
    if told.wrong:
        remedy = "do not rely on it: ask whoever gave it for the checkpoint again, and for their key by another way"
        return Finding(check, fine=False, detail=told.words, remedy=remedy)
    if needed and not told.known:
        remedy = "if you know whose key it is: talks key trust NAME+ID+KEY"
        return Finding(check, fine=False, detail=f"{told.words}; nobody whose key is known signed it", remedy=remedy)
    return Finding(check, fine=True, detail=told.words)


def kept(ring: Keyring, notes: Iterable[Note], talks: str) -> Finding | None:
    """Check the signatures of the checkpoints that a log keeps: none may be wrong; None if there is none.

    That some are of unknown keys is no fault of theirs: whoever looks at a log need not know who sealed it.
    """
    every = list(notes)
    if not every:
        return None
    check = f"the checkpoints kept of {talks} are signed by those they name"
    try:
        told = [who(ring, found) for found in every]
    except MissingExtra as error:
        return Finding(check, fine=True, detail=f"not checked: {error.message}", remedy=error.hint)
    names = Who(
        *(tuple(dict.fromkeys(name for one in told for name in one[place])) for place in range(len(Who._fields)))
    )
    remedy = "do not rely on that checkpoint; the record itself is compared above" if names.wrong else None
    return Finding(check, not names.wrong, names.words, remedy=remedy)
