"""Reading files from outside with bounds: their size, their lines, their encoding."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..domain.errors import ImportFailed, InputError, Problem

MAX_LINE = 10_000_000
"""The longest line that is read, in bytes: room for the largest entry that a log keeps."""

MAX_FILE = 256_000_000
"""The largest file of lines that is read, in bytes: some 400,000 entries, which take about a gigabyte of memory."""

MAX_JOURNAL = 32_000_000
"""The largest journal that is read, in bytes; machines exchange more as JSON lines."""


def lines(path: str, most: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file, numbered from 1, without their ends; ``-`` is standard input.

    Args:
        path: the file.
        most: how many bytes it may have; any number if None.

    Raises:
        InputError: the file cannot be read, or is too large.
        ImportFailed: it is not UTF-8, or a line is too long.
    """
    stream = _open(path)
    try:
        number = size = 0
        while raw := _next(stream, path):
            number += 1
            size += len(raw)
            if most is not None and size > most:
                hint = "bring it in several files: talks --talks ID export writes the talks one by one"
                raise InputError(f"{path} is larger than {most:,} bytes", hint)
            if len(raw) > MAX_LINE:
                raise ImportFailed([Problem(f"{path}:{number}", "", f"the line is longer than {MAX_LINE:,} bytes")])
            if number == 1:
                _refuse_other_encodings(path, raw)
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            try:
                yield number, raw.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise ImportFailed(
                    [Problem(f"{path}:{number}", "", f"the file is not UTF-8 (byte {error.start + 1} of the line)")]
                ) from None
    finally:
        if stream is not sys.stdin.buffer:
            stream.close()


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


def _next(stream: BinaryIO, path: str) -> bytes:
    try:
        return stream.readline(MAX_LINE + 1)
    except OSError as error:
        raise InputError(f"'{path}' cannot be read: {error.strerror}") from None


def _open(path: str) -> BinaryIO:
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
