"""Files of exported entries that are broken or meant to harm: one clear error each, and an unchanged log."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from storing import child, export, import_into, lines_of, read, said, sample

from negotiation.domain.errors import ImportFailed
from negotiation.exchange import jsonl, reading
from negotiation.log import NegotiationLog


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    """Return the lines of a sample's export."""
    return lines_of(sample(tmp_path / "a.db"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a new, empty log."""
    NegotiationLog.create(str(tmp_path / "new.db")).close()
    return tmp_path / "new.db"


def refused(path: Path, text: bytes | str) -> list[str]:
    """Return what is wrong with a text, which must leave the log as it is."""
    before = export(path)
    with pytest.raises(ImportFailed) as failed:
        import_into(path, text)
    assert before == export(path)
    found = [str(problem).replace(f"{path.parent}/", "") for problem in failed.value.problems]
    assert all(len(problem) < 400 and problem.encode() for problem in found)
    return found


def nested(depth: int) -> dict[str, Any]:
    """Return the correction of a correction of a correction, and so on."""
    event: dict[str, Any] = {"kind": "talks-resumed"}
    for _ in range(depth):
        event = {"kind": "entry-corrected", "entry": "a", "reason": "b", "claim": {}, "event": event}
    return event


SPOILED: dict[str, Callable[[str], str]] = {
    "a key twice": lambda line: line.replace('"id":', '"id":"x","id":'),
    "an inner key twice": lambda line: line.replace('"recorder":', '"recorder":"x","recorder":'),
    "NaN": lambda line: line.replace('"number":3', '"number":NaN'),
    "infinity": lambda line: line.replace('"number":3', '"number":-Infinity'),
    "a huge number": lambda line: line.replace('"number":3', f'"number":{"9" * 5000}'),
    "a number past the range": lambda line: line.replace('"number":3', '"number":1e999'),
    "nested lists": lambda line: line.replace('"number":3', '"number":' + "[" * 100_000 + "]" * 100_000),
    "nested objects": lambda line: line.replace('"number":3', '"number":' + '{"a":' * 50_000 + "1" + "}" * 50_000),
    "unclosed lists": lambda _: "[" * 100_000,
    "nested events": lambda line: json.dumps({**json.loads(line), "event": nested(300)}),
    "half a character": lambda line: line.replace('"id":', '"note\\ud800":1,"id":'),
    "half a character as a value": lambda line: line.replace('"recorder":"ada"', '"recorder":"\\udfff"'),
    "a NUL": lambda line: line.replace('"ada"', '"a\0"'),
    "a list": lambda line: f"[{line}]",
    "a text": lambda _: '"text"',
    "null": lambda _: "null",
    "two on a line": lambda line: f"{line} {line}",
    "cut off": lambda line: line[:-1],
    "a remark": lambda line: f"{line} // remark",
    "YAML": lambda _: "- kind: talks-opened",
    "a terminal escape": lambda line: line.replace('"id":', '"\x1b[2J":1,"id":'),
    "a path as talks": lambda line: line.replace('"talks":"ist"', '"talks":"../../etc"'),
    "a class as kind": lambda line: line.replace('"kind":"party-joined"', '"kind":"os:system"'),
    "a long name": lambda line: line.replace('"party":"RUS"', f'"party":"{"x" * 10_000}"'),
    "no date": lambda line: line.replace('"recorder"', '"occurred":"2022-02-30","recorder"'),
    "an ambiguous date": lambda line: line.replace('"recorder"', '"occurred":"03/04/2022","recorder"'),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_line_is_named(lines: list[str], empty: Path, how: str) -> None:
    """A line that is spoiled in any way is named by its number, and nothing of the file is recorded."""
    spoiled = SPOILED[how](lines[2])
    assert spoiled != lines[2]
    found = refused(empty, "\n".join([*lines[:2], spoiled, *lines[3:]]))
    assert {"in.jsonl:3"} == {":".join(problem.split(":")[:2]) for problem in found}


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "Latin-1": lambda text: text.replace("Istanbul", "İstanbul").encode("iso-8859-9"),
    "half a character at the end": lambda text: text.encode() + b"\xd0",
    "CESU-8": lambda text: text.replace("Istanbul", "@").encode().replace(b"@", b"\xed\xa0\x80"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_other_encodings_are_named(lines: list[str], empty: Path, encoding: str) -> None:
    """A file that is not UTF-8 is said to be so."""
    found = refused(empty, ENCODINGS[encoding]("\n".join(lines)))
    assert any("UTF-" in problem or "JSON" in problem for problem in found)


HARMLESS: dict[str, Callable[[str], bytes]] = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "no line end at the end": lambda text: text.removesuffix("\n").encode(),
    "empty lines": lambda text: ("\n" + text.replace("\n", "\n \n\n")).encode(),
    "escapes": lambda text: "".join(json.dumps(json.loads(line)) + "\n" for line in text.splitlines()).encode(),
    "keys in another order": lambda text: "".join(
        json.dumps(dict(reversed(json.loads(line).items()))) + "\n" for line in text.splitlines()
    ).encode(),
}


@pytest.mark.parametrize("how", HARMLESS)
def test_harmless_differences_are_read_over(lines: list[str], empty: Path, how: str) -> None:
    """What editors and other programs do to a file without changing what it says does no harm."""
    import_into(empty, HARMLESS[how]("".join(f"{line}\n" for line in lines)))
    assert lines == lines_of(empty)


def test_an_empty_file_records_nothing(empty: Path) -> None:
    """A file without entries is no error."""
    for text in (b"", b"\n\n", b"\xef\xbb\xbf"):
        assert import_into(empty, text).entries == ()


def test_bad_lines_before_one_that_cannot_be_read_are_named_too(lines: list[str], empty: Path) -> None:
    """What is wrong before the line at which the reading has to stop is reported with it."""
    found = refused(empty, "\n".join([lines[0], "{"]).encode() + b"\n\xff\n" + lines[2].encode())
    assert [":".join(problem.split(":")[:2]) for problem in found] == ["in.jsonl:2", "in.jsonl:3"]


def test_of_a_hopeless_file_some_lines_are_told_and_all_are_counted(tmp_path: Path) -> None:
    """Of a file with many bad lines the first are told, and it is said how many there are besides."""
    with pytest.raises(ImportFailed) as failed:
        read(tmp_path / "x.jsonl", "{\n" * 5000)
    assert jsonl.MAX_PROBLEMS == len(failed.value.problems)
    assert f"and {5000 - jsonl.MAX_PROBLEMS:,} more" == failed.value.message.splitlines()[-1]


def test_a_line_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    """Of a line of many gigabytes no more is read than the longest line may have, and little memory is taken."""
    file = tmp_path / "long.jsonl"
    with file.open("wb") as stream:
        stream.truncate(8 << 30)  # without blocks on the disk: read to the end, it would fill the memory
    code = (
        "import resource, sys\nresource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "from negotiation.exchange import jsonl\nfrom negotiation.domain.errors import ImportFailed\n"
        "try:\n    jsonl.read(sys.argv[1])\nexcept ImportFailed as error:\n    print(error)"
    )
    message = said(child(code, file)).strip()
    assert message.endswith(f"long.jsonl:1: the line is longer than {reading.MAX_LINE:,} bytes")


def test_a_line_without_end_from_a_pipe_is_not_read_to_its_end() -> None:
    """The same holds for standard input, which has no size."""
    code = "from negotiation.exchange import jsonl\njsonl.read('-')"
    with subprocess.Popen(
        [sys.executable, "-c", "import sys\nwhile True: sys.stdout.write('x' * 65536)"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as source:
        reader = subprocess.run(
            [sys.executable, "-c", code],
            stdin=source.stdout,
            env={"PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        source.kill()
    assert "-:1: the line is longer than" in reader.stderr
