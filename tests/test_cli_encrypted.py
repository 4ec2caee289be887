"""Encrypted logs on the command line: where a passphrase comes from, and that every command works on one."""

import sqlite3
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from commandline import Desk
from encrypted import WORDS, cheaply, told_in

from negotiation import store
from negotiation.store.sqlite import unlocking

FILE = "passphrase"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with an encrypted log, which it forgot how to open, and a file with the passphrase."""
    cheaply(monkeypatch)
    monkeypatch.setattr(store, "_asked", [])
    found = Desk(tmp_path)
    (tmp_path / FILE).write_text(f"{WORDS}\nno part of it\n", "utf-8")
    found.done("--passphrase-file", FILE, "init", "--encrypted")
    for line in (
        "open river-talks 'Talks on the river'",
        "party north south --role negotiating",
        "propose ferry --by south --to north --title 'The ferry runs again' --on 2022-03-30",
    ):
        found.done("--passphrase-file", FILE, *_words(line))
    unlocking.forget(str(found.log))
    return found


def _words(line: str) -> list[str]:
    import shlex

    return shlex.split(line)


def test_a_passphrase_comes_from_a_file_or_the_environment(desk: Desk) -> None:
    """It is the first line of a file that is named, by the option or a variable, or stands in a variable itself."""
    ways: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
        (("--passphrase-file", FILE), {}),
        ((), {"TALKS_PASSPHRASE_FILE": FILE}),
        ((), {"TALKS_PASSPHRASE": WORDS}),
        (("--passphrase-file", FILE), {"TALKS_PASSPHRASE": "another one"}),  # what is said last counts
    )
    for options, environment in ways:
        assert "ferry" in desk.done(*options, "status", **environment)
        unlocking.forget(str(desk.log))


def test_what_does_not_open_a_log_is_said(desk: Desk) -> None:
    """No passphrase, a wrong one, a file that is not there or empty: each is exit status 2, with what to do."""
    assert "$TALKS_PASSPHRASE_FILE" in desk.fails(2, "status")
    assert "does not open" in desk.fails(2, "status", TALKS_PASSPHRASE="a wrong passphrase")
    assert "cannot be read" in desk.fails(2, "--passphrase-file", "none", "status")
    (desk.folder / "empty").write_text("\n", "utf-8")
    assert "is empty" in desk.fails(2, "status", TALKS_PASSPHRASE_FILE="empty")
    (desk.folder / "binary").write_bytes(b"\xff\xfe")
    assert "no text" in desk.fails(2, "status", TALKS_PASSPHRASE_FILE="binary")
    for command in (("verify",), ("doctor",), ("propose", "x", "--by", "south"), ("export",), ("passphrase",)):
        assert "is encrypted" in desk.fails(2, *command)


def test_a_passphrase_is_never_on_the_command_line(desk: Desk) -> None:
    """No option takes one, and where there is no terminal a new log asks for a file."""
    assert "no such option" in desk.fails(2, "--passphrase", WORDS, "status").casefold()
    assert "--passphrase-file FILE" in desk.fails(2, "init", "new.db", "--encrypted")
    assert "goes with --encrypted" in desk.fails(2, "init", "new.db", "--recipient", "age1x")
    assert not (desk.folder / "new.db").exists()
    assert "needs 8" in desk.fails(2, "init", "new.db", "--encrypted", TALKS_PASSPHRASE="short")


def test_a_change_of_passphrase(desk: Desk) -> None:
    """It is changed by whoever has the old one; then only the new one opens the log."""
    (desk.folder / "new").write_text("new passphrase\n", "utf-8")
    assert "is encrypted" in desk.fails(2, "passphrase", "--new-passphrase-file", "new")
    ran = desk("--passphrase-file", FILE, "passphrase")
    assert ran.status == 2
    assert "--new-passphrase-file FILE" in ran.err
    unlocking.forget(str(desk.log))
    ran = desk("--passphrase-file", FILE, "passphrase", "--new-passphrase-file", "new")
    assert (ran.status, ran.err) == (0, "opened by a passphrase\n")
    unlocking.forget(str(desk.log))
    assert "does not open" in desk.fails(2, "--passphrase-file", FILE, "status")
    assert "ferry" in desk.done("--passphrase-file", "new", "status")
    assert "passphrase" in desk.done("passphrase", "--list")
    assert "stands alone" in desk.fails(2, "passphrase", "--list", "--without", "passphrase")
    assert "nothing would open" in desk.fails(2, "passphrase", "--without", "passphrase")


def test_recipients_of_age(desk: Desk) -> None:
    """A recipient is added, opens the log by $TALKS_IDENTITY, and is taken away again."""
    pyrage = import_module("pyrage")
    identity = pyrage.x25519.Identity.generate()
    (desk.folder / "identity").write_text(f"# made for a test\n{identity}\n", "utf-8")
    public = str(identity.to_public())
    assert public in desk("--passphrase-file", FILE, "passphrase", "--recipient", public).err
    unlocking.forget(str(desk.log))
    assert "ferry" in desk.done("status", TALKS_IDENTITY="identity")
    desk.done("passphrase", "--without", "passphrase", TALKS_IDENTITY="identity")
    unlocking.forget(str(desk.log))
    assert "$TALKS_IDENTITY" in desk.fails(2, "status")
    assert "cannot be read" in desk.fails(2, "status", TALKS_IDENTITY="none")
    desk.done("init", "other.db", "--encrypted", "--recipient", public)
    assert desk.done("--log", "other.db", "passphrase", "--list", "--format", "json").count(public) == 1


def test_a_log_that_is_not_encrypted_has_no_passphrase(tmp_path: Path) -> None:
    """To change one there is refused; a passphrase that is given opens nothing, and does no harm."""
    desk = Desk(tmp_path)
    desk.done("init")
    assert "not encrypted" in desk.fails(2, "passphrase")
    assert "not encrypted" in desk.done("passphrase", "--list")
    desk.done("open", "t", "T", TALKS_PASSPHRASE="whatever it may be")


EVERY = (
    *("status", "positions", "log", "show ferry", "why ferry", "diff --since 2020", "sources", "search ferry"),
    *("rounds", "pledges", "packages", "guarantees", "due", "list", "count entries", "measure ferry", "text ferry"),
    *("verify", "doctor", "imports", "report status", "export", "export --format yaml", "doctor --rebuild"),
    *("archive bag", "tables out", "disclose --audience press -o press.db", "backup copy.db", "restore copy.db"),
    *("say Brun 'We study it' --party north", "undo", "redo", "log --json"),
)


def test_every_command_works_on_an_encrypted_log_as_on_a_plain_one(desk: Desk) -> None:
    """Each command gives what it gives on a plain log of the same entries, and leaves nothing in the file."""
    environment = {"TALKS_PASSPHRASE_FILE": FILE}
    desk.done("export", "--output", "all.jsonl", **environment)
    desk.done("init", "plain.db")
    desk.done("--log", "plain.db", "import", "all.jsonl")
    for folder in ("plain", "hidden"):
        (desk.folder / folder).mkdir()
    for line in EVERY:
        command, *rest = _words(line)
        ran = []
        for name, log in (("plain", "plain.db"), ("hidden", "talks.db")):
            desk.folder.joinpath(name)
            arguments = [f"{name}/{word}" if word in ("bag", "out", "press.db", "copy.db") else word for word in rest]
            ran.append(desk("--log", log, command, *arguments, **environment))
        one, other = ran
        assert one.status == other.status, f"{line}\n{one.err}\n{other.err}"
        if command in ("status", "positions", "show", "why", "search", "list", "count", "text", "due", "pledges"):
            assert one.out == other.out
        assert "Traceback" not in other.err
    content = b"".join(path.read_bytes() for path in desk.folder.glob("talks.db*"))
    assert told_in(content, "ferry") == told_in(content, "river-talks") == []
    assert told_in((desk.folder / "hidden" / "copy.db").read_bytes(), "ferry") == []


def test_a_backup_needs_no_passphrase_and_a_copy_has_the_same(desk: Desk) -> None:
    """A copy is made of the file as it is, opens with the same passphrase, and is checked before it is put back."""
    desk.done("backup", "copy.db")
    assert "is encrypted" in desk.fails(2, "--log", "copy.db", "status")
    assert "ferry" in desk.done("--log", "copy.db", "--passphrase-file", FILE, "status")
    desk.done("restore", "copy.db")
    assert "ferry" in desk.done("status")
    with closing(sqlite3.connect(desk.folder / "copy.db")) as file, file:
        file.execute("DROP TRIGGER no_update_sealed")
        file.execute("UPDATE sealed_entry SET content = x'00' WHERE place = 2")
    assert "not in order" in desk.fails(6, "restore", "copy.db")


def test_a_damaged_row_is_told_by_doctor(desk: Desk) -> None:
    """Where a row is not what was encrypted, no command reads the rest as if it were all, and doctor says which."""
    with closing(sqlite3.connect(desk.log)) as file, file:
        file.execute("DROP TRIGGER no_update_sealed")
        file.execute("UPDATE sealed_entry SET head = x'00' WHERE place = 2")
    assert "row 2 is not what was encrypted" in desk.fails(6, "--passphrase-file", FILE, "status")
    ran = desk("doctor")
    assert ran.status == 6
    assert "row 2 is not what was encrypted there" in ran.out


def test_completion_asks_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that completes a word is given the names where the environment opens the log, and else none."""
    monkeypatch.setattr("typer.prompt", lambda *_, **__: pytest.fail("asked"))
    monkeypatch.setattr("negotiation_cli.unlocking._at_a_terminal", lambda: True)
    wanted = {"_TALKS_COMPLETE": "complete_bash", "COMP_WORDS": "talks show ", "COMP_CWORD": "2"}
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(store, "_asked", [])  # as in a process of its own
    assert "ferry" not in desk("show", **wanted).out
    assert "ferry" in desk("show", **wanted, TALKS_PASSPHRASE_FILE=FILE).out
    unlocking.forget(str(desk.log))
    assert "ferry" not in desk("show", **wanted, TALKS_PASSPHRASE="another one").out


def test_a_terminal_is_asked_without_echo(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the passphrase is asked for, hidden, three times at the most; a new one is asked for twice."""
    asked: list[dict[str, object]] = []
    answers = iter(["a wrong one", WORDS, "x" * 9, "a wrong one", "a wrong one", "a wrong one"])

    def prompt(*_: object, **how: object) -> str:
        asked.append(how)
        return next(answers)

    monkeypatch.setattr("typer.prompt", prompt)
    monkeypatch.setattr("negotiation_cli.unlocking._at_a_terminal", lambda: True)
    monkeypatch.setattr("negotiation_cli.settings.passphrase_of", lambda what, anew=False: prompt(what, anew=anew))
    assert "ferry" in desk.done("status")
    desk.done("passphrase")
    unlocking.forget(str(desk.log))
    assert desk("status").status == 2
    assert [how["anew"] for how in asked] == [False, False, True, False, False, False]


def test_a_shell_asks_once(desk: Desk) -> None:
    """Commands that are given one after the other in the shell open an encrypted log with one passphrase."""
    out = desk.done("--passphrase-file", FILE, "shell", typed="status\nsay Brun We study it.\nlog --last 1\nexit\n")
    assert "ferry" in out
    assert "We study it." in out


def test_a_shell_keeps_no_history_of_an_encrypted_log(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed for an encrypted log is in no file; what is typed for a plain one is, as ever."""
    from negotiation_cli.settings import Settings
    from negotiation_cli.shell.prompting import history_of
    from negotiation_cli.shell.session import Session

    monkeypatch.setenv("XDG_STATE_HOME", str(desk.folder / "state"))
    desk.done("init", "plain.db")
    for name, kept in (("talks.db", False), ("plain.db", True)):
        history_of(Session(Settings(log=str(desk.folder / name)))).append_string("say Brun We study it.")
        assert (desk.folder / "state" / "talks" / "history").exists() is kept


def test_a_plain_log_loads_no_cryptography(tmp_path: Path) -> None:
    """What encrypts is loaded for an encrypted log, and for no other."""
    import subprocess

    desk = Desk(tmp_path)
    desk.done("init")
    code = (
        "import sys; from negotiation import NegotiationLog; log = NegotiationLog.open(sys.argv[1]); "
        "log.open_talks('t', 'T').party('A', 'B', roles=['negotiating']); log.talks().as_of().status(); log.close(); "
        "assert not [name for name in sys.modules if name.startswith(('cryptography', 'pyrage')) or 'vault' in name]"
    )
    subprocess.run([sys.executable, "-c", code, str(desk.log)], check=True)
