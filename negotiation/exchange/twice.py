"""A file that is read twice: from its beginning to its end, and then line by line, each as it was at first."""

import sys
from hashlib import blake2b
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, NamedTuple
from weakref import finalize

from ..domain.errors import InputError
from .reading import opened

DIGEST_BYTES = 16
"""How long what stands for the bytes of a line is."""


class Spot(NamedTuple):
    """Where a line stands in its file, and what stands for its bytes."""

    begin: int
    digest: bytes


class Twice:
    """A file that gives its lines one after the other, and later any of them again.

    What is no file on a disk, such as a pipe, is kept meanwhile in a temporary one that has no name, so that nobody
    else can open it.

    Args:
        path: the file; ``-`` is standard input.
        in_memory: what is no file on a disk is kept in memory, and nothing of it is written anywhere.

    Raises:
        InputError: it cannot be read.
    """

    def __init__(self, path: str, *, in_memory: bool = False) -> None:
        self.path = path
        self._given: IO[bytes] = opened(path)
        passing = path == "-" or not self._given.seekable()
        self._kept: IO[bytes] = _beside(in_memory=in_memory) if passing else self._given
        self._begin = self._end = 0
        self._raw = b""
        self._closing = finalize(self, _close, self._given, self._kept)

    def readline(self, most: int, /) -> bytes:
        """Return the next line, or as much of it as may be had at once; nothing at the end.

        Raises:
            InputError: there is no room to keep it for the second time.
        """
        self._raw = self._given.readline(most)
        if self._kept is not self._given:
            self._keep(self._raw)
        self._begin, self._end = self._end, self._end + len(self._raw)
        return self._raw

    def _keep(self, raw: bytes) -> None:
        try:
            self._kept.write(raw)
        except OSError as error:
            hint = "bring it as a file, or make room where temporary files lie"
            raise InputError(f"what is read from '{self.path}' cannot be kept: {error.strerror}", hint) from None

    @property
    def spot(self) -> Spot:
        """Where the line stands that was read last."""
        return Spot(self._begin, _digest(self._raw))

    def again(self, spot: Spot, most: int) -> bytes:
        """Return a line once more.

        Args:
            spot: where it stands.
            most: how many bytes it has at the most.

        Raises:
            InputError: it cannot be read, or is not what it was.
        """
        try:
            if self._end != spot.begin or self._kept.tell() != spot.begin:
                self._kept.seek(spot.begin)
            raw = self._kept.readline(most)
        except OSError as error:
            raise InputError(f"'{self.path}' cannot be read: {error.strerror}") from None
        self._end = spot.begin + len(raw)
        if _digest(raw) != spot.digest:
            raise InputError(f"'{self.path}' was changed while it was read", "nothing was recorded; import it again")
        return raw

    def close(self) -> None:
        """Let go of it; that is done, too, when nobody holds it any more."""
        self._closing()


def _close(*files: IO[bytes]) -> None:
    for file in files:
        if file is not sys.stdin.buffer:
            file.close()


def _beside(*, in_memory: bool) -> IO[bytes]:
    """Return a temporary file, which only this process has."""
    return SpooledTemporaryFile() if in_memory else TemporaryFile()  # the first never leaves the memory by itself


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=DIGEST_BYTES).digest()
