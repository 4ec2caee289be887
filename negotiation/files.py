"""Files that are written for people: whole or not at all, and never open to more readers than they should be."""

import os
from pathlib import Path

OWNER_ONLY = 0o600


def opened(draft: Path, *, private: bool) -> int:
    """Make a new file, and return its descriptor: its owner's alone where it is private, else as the umask says."""
    return os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY if private else 0o666)


def make(path: Path, content: bytes, *, private: bool) -> None:
    """Write a new file, its owner's alone where it is private; it is on disk when this returns.

    Raises:
        OSError: it cannot be written, or there is one.
    """
    with os.fdopen(opened(path, private=private), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put(draft: Path, target: Path, *, private: bool) -> None:
    """Move what was written into its place, once it is on disk: else a power cut leaves a part of it there.

    What is there gives its mode to what takes its place, so that nothing is ever opened to more readers; of that, what
    would let others read or write is taken away where it is private.

    Args:
        draft: what was written, in the folder of the target or in one beside it.
        target: where it is to be.
        private: whether it holds anything above public.
    """
    mode = (target if target.exists() else draft).stat().st_mode & 0o777
    draft.chmod(mode & OWNER_ONLY if private else mode)
    whole = os.open(draft, os.O_RDWR)  # for reading alone is not enough everywhere
    try:
        os.fsync(whole)
    finally:
        os.close(whole)
    draft.replace(target)
