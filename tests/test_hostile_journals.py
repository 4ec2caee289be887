"""Journals that are broken or meant to harm: one clear error each, at once, and an unchanged log."""

import time
from pathlib import Path

import pytest
from storing import export, fill, sample

from negotiation.domain.errors import ImportFailed, InputError
from negotiation.exchange import journal, reading
from negotiation.log import NegotiationLog

BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
ONE = "- {kind: talks-resumed, on: 2022-03-29}\n"

HOSTILE: dict[str, tuple[str, str]] = {
    "an alias bomb": (BOMB, "anchors and aliases"),
    "an anchor": ("- &a {kind: talks-resumed}", "anchors and aliases"),
    "an alias to itself": ("- &a [*a]", "anchors and aliases"),
    "an unknown alias": ("- *a", "alias"),
    "a merge key": ("- {<<: {kind: x}, kind: talks-resumed, on: 2022}", "there is no such field"),
    "a Python object": ("- !!python/object/apply:os.system ['touch owned']", "tag"),
    "a Python name": ("- {kind: !!python/name:os.system x}", "tag"),
    "a tag of YAML's own": ("- {kind: !!binary eA==}", "tag"),
    "a tag of somebody's": ("- !me {kind: x}", "tag"),
    "deep lists": ("[" * 10_000, "nested"),
    "deep lists, closed": ("[" * 10_000 + "]" * 10_000, "nested"),
    "deep mappings": ("{a: " * 10_000, "nested"),
    "deep blocks": ("".join(f"{' ' * n}a:\n" for n in range(5_000)), "nested"),
    "deep blocks of lists": ("- " * 10_000 + "x", "nested"),
    "a key twice": ("- {kind: talks-resumed, kind: talks-resumed}", "given twice"),
    "a key that is a list": ("- {[a, b]: c}", "a field's name is a text"),
    "a key that is a mapping": ("- ? {a: b}\n  : c", "a field's name is a text"),
    "several documents": (f"{ONE}---\n{ONE}", "several documents"),
    "unclosed": ("- {kind: talks-resumed", ""),
    "a tab for indentation": ("-\tkind: a\n\ton: b", ""),
    "a control character": ("- {kind: talks-resumed, note: \x1b[31mred}", "YAML"),
    "a NUL": ("- {kind: talks-resumed, note: a\0b}", "YAML"),
    "half a character": ('- {kind: talks-resumed, on: 2022, note: "\\ud800"}', ""),
    "JSON lines": ('{"a": 1}\n{"b": 2}\n', ""),
    "a long name": (f"- {{kind: party-joined, party: {'x' * 10_000}, roles: host}}", "at most 80 characters"),
    "a long kind": (f"- {{kind: {'x' * 10_000}}}", "there is no kind"),
    "a long field": (f"- {{kind: talks-resumed, on: 2022, {'x' * 1000}: y}}", "there is no such field"),
    "a terminal escape as kind": ('- {kind: "\\e[2J"}', "there is no kind"),
    "a path as a name": ("- {kind: issue-added, issue: ../../etc, title: x}", "is written in small letters"),
    "a long note": (f"- {{kind: talks-resumed, on: 2022, note: {'x' * 100_001}}}", "at most 100000 characters"),
    "an empty override": ("- {kind: talks-resumed, on: 2022, override: {reason: ''}}", "override"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_journal_is_refused_at_once(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that would explode, run something or be read in two ways is refused in a short sentence, and soon."""
    monkeypatch.chdir(tmp_path)
    path = sample(tmp_path / "a.db")
    before = export(path)
    text, expected = HOSTILE[what]
    started = time.monotonic()
    with NegotiationLog.open(str(path)) as log, pytest.raises(ImportFailed) as failed:
        log.talks().record_items(journal.parse(text, "j.yaml"))
    assert time.monotonic() - started < 30  # an explosion would take far longer, or all memory
    assert before == export(path)
    assert not (tmp_path / "owned").exists()
    assert expected in str(failed.value)
    assert str(failed.value).startswith("j.yaml:")
    assert len(str(failed.value)) < 1500


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-5"])
def test_other_encodings_are_named(tmp_path: Path, encoding: str) -> None:
    """A journal that is not UTF-8 is said to be so, or not to be YAML."""
    (tmp_path / "j.yaml").write_bytes("- {kind: talks-resumed, note: Слова}\n".encode(encoding))
    with pytest.raises(ImportFailed, match=r"j\.yaml:1"):
        journal.read(str(tmp_path / "j.yaml"))


def test_line_ends_and_marks_of_windows_do_no_harm(tmp_path: Path) -> None:
    """A journal that a Windows editor saved is read as any other."""
    (tmp_path / "j.yaml").write_bytes(b"\xef\xbb\xbf" + (ONE * 1).replace("\n", "\r\n").encode())
    assert len(journal.read(str(tmp_path / "j.yaml")).items) == 1


def test_text_in_any_script_is_kept_to_the_letter(tmp_path: Path) -> None:
    """Right-to-left text, its overrides, combining marks and long texts are recorded as they are."""
    texts = [
        "שלום \u202etxet\u202c",
        "e\u0301\u0323",
        "é",
        "\u200f\u200e\u2066",
        "Ω" * 100_000,
        "\x1b[31m",
        "a\0b",
        "\u2028",
    ]
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = fill(log)
        for text in texts:
            talks.say("Speaker", text, on="2022-03-30")
        (tmp_path / "j.yaml").write_text(journal.exported("ist", talks.entries()), encoding="utf-8")
    with NegotiationLog.create(str(tmp_path / "b.db")) as log:
        from negotiation.talks import TalksLog

        TalksLog(log, "ist").record_journal(str(tmp_path / "j.yaml"))
        assert texts == [getattr(entry.event, "text", "") for entry in log.talks().entries()[8:]]


def test_a_journal_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A journal that is too large, in many lines or in one, is refused before it fills the memory."""
    for name, line in (("lines", f"# {'x' * 998_000}\n" * 3), ("line", "")):
        file = tmp_path / f"{name}.yaml"
        with file.open("w") as stream:
            for _ in range(12):
                stream.write(line)
            stream.truncate(8 << 30)
        with pytest.raises((ImportFailed, InputError), match=r"larger than|longer than"):
            journal.read(str(file))
    assert reading.MAX_JOURNAL > reading.MAX_LINE
