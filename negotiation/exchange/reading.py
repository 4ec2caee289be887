"""Reading files from outside with bounds: their size, their lines, their encoding."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from ..domain.errors import ImportFailed, InputError, Problem

MAX_LINE = 10_000_000
"""The longest line that is read, in bytes: room for the largest entry that a log keeps."""

MAX_FILE = 256_000_000
"""The largest file of lines that is read, in bytes: some 350,000 entries of an export."""

IN_PARTS = "bring it in several files: talks --talks ID export writes the talks one by one"
"""What to do with a file that is too large."""

MAX_JOURNAL = 32_000_000
"""The largest journal that is read, in bytes; machines exchange more as JSON lines."""


_MARK = b"\xef\xbb\xbf"
"""What some programs write before the first line of a file to say that it is UTF-8."""


class GivesLines(Protocol):
    """What lines are read from."""

    def readline(self, most: int, /) -> bytes:
        """Return the next line, or as much of it as may be had at once; nothing at the end."""


def lines(path: str, most: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file, numbered from 1, without their ends; ``-`` is standard input.

    Args:
        path: the file.
        most: how many bytes it may have; any number if None.

    Raises:
        InputError: the file cannot be read, or is too large.
        ImportFailed: it is not UTF-8, or a line is too long.
    """
    stream = opened(path)
    try:
        yield from lines_in(stream, path, most)
    finally:
        if stream is not sys.stdin.buffer:
            stream.close()


def lines_in(stream: GivesLines, path: str, most: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that is open already; see :func:`lines`."""
    number = size = 0
    while raw := _next(stream, path):
        number += 1
        size += len(raw)
        if most is not None and size > most:
            raise InputError(f"{path} is larger than {most:,} bytes", IN_PARTS)
        if len(raw) > MAX_LINE:
            raise ImportFailed([Problem(f"{path}:{number}", "", f"the line is longer than {MAX_LINE:,} bytes")])
        if number == 1:
            _refuse_other_encodings(path, raw)
        try:
            yield number, text_of(raw, first=number == 1)
        except UnicodeDecodeError as error:
            raise ImportFailed(
                [Problem(f"{path}:{number}", "", f"the file is not UTF-8 (byte {error.start + 1} of the line)")]
            ) from None


def text_of(raw: bytes, *, first: bool) -> str:
    """Return the text of a line, without its end; of the first line of a file also without what marks it as UTF-8.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    return (raw.removeprefix(_MARK) if first else raw).decode("utf-8").rstrip("\r\n")


def whole(path: str) -> str:
    """Return the text of a UTF-8 file of bounded size.

    Raises:
        InputError, ImportFailed: see :func:`lines`; or the file is too large.
    """
    found, size = [], 0
    for _, line in lines(path):
        size += len(line) + 1
        if size > MAX_JOURNAL:
            raise InputError(
                f"{path} is larger than {MAX_JOURNAL:,} bytes", "record it in several journals, or as JSON lines"
            )
        found.append(line)
    return "\n".join(found)


def _next(stream: GivesLines, path: str) -> bytes:
    try:
        return stream.readline(MAX_LINE + 1)
    except OSError as error:
        raise InputError(f"'{path}' cannot be read: {error.strerror}") from None


def opened(path: str) -> BinaryIO:
    """Return a file, opened to be read; ``-`` is standard input.

    Raises:
        InputError: it cannot be.
    """
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except FileNotFoundError:
        raise InputError(f"there is no file '{path}'") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"'{path}' cannot be read: {why}") from None


def _refuse_other_encodings(path: str, raw: bytes) -> None:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportFailed([Problem(f"{path}:1", "", "the file is UTF-16: save it as UTF-8")])
