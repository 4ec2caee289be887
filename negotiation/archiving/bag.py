"""A bag: a folder whose files are listed with their hashes, in the form that archives take (BagIt 1.0, RFC 8493)."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ..files import make

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64}) +(\S.*)")


def write(folder: Path, files: Mapping[str, str], info: Mapping[str, str], *, private: bool) -> None:
    """Write a bag into an empty folder.

    Args:
        folder: where.
        files: the text of each file, by its path below ``data``.
        info: what the bag says of itself, a line each.
        private: whether nobody but the owner may read it.
    """
    payload = {f"data/{name}": text.encode() for name, text in files.items()}
    size = f"{sum(map(len, payload.values()))}.{len(payload)}"
    told = "".join(f"{name}: {_in_a_line(value)}\n" for name, value in {**info, "Payload-Oxum": size}.items())
    tags = {"bagit.txt": DECLARATION.encode(), "bag-info.txt": told.encode(), _MANIFEST: _manifest(payload)}
    for name, content in {**payload, **tags, _TAGS: _manifest(tags)}.items():
        path = folder / PurePosixPath(name)
        for parent in reversed(PurePosixPath(name).parents):  # what mkdir makes on the way has another mode
            (folder / parent).mkdir(mode=0o700 if private else 0o777, exist_ok=True)
        make(path, content, private=private)


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the list of files with their hashes; a name holds no line end, and a percent sign is written as %25."""
    return "".join(
        f"{sha256(content).hexdigest()}  {name.replace('%', '%25')}\n" for name, content in sorted(files.items())
    ).encode()


def problems(folder: Path) -> Iterator[str]:
    """Yield each file of a bag that is not as its list says, that is missing, or that no list names."""
    listed: set[str] = {_TAGS}
    for manifest in (_TAGS, _MANIFEST):
        for line in (folder / manifest).read_text("utf-8").splitlines():
            found = _LINE.fullmatch(line)
            name = found[2].replace("%25", "%") if found else ""
            path = folder / PurePosixPath(name)
            if found is None or not path.resolve().is_relative_to(folder.resolve()):
                yield f"{manifest}: '{line[:100]}' names no file"
                continue
            listed.add(name)
            if not path.is_file():
                yield f"{name} is missing"
            elif sha256(path.read_bytes()).hexdigest() != found[1]:
                yield f"{name} is not what was put there"
    there = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
    yield from (f"{name} was put there by something else" for name in there if name not in listed)
