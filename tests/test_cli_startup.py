"""What a command loads: only what it uses, so that it starts while one blinks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import OURS, at_work

DUMP = (
    "import json, sys\n"
    "before = set(sys.modules)\n"
    "from negotiation_cli.main import main\n"
    "try:\n    main(sys.argv[1:])\n"
    "except SystemExit as left:\n"
    "    print(json.dumps([left.code, sorted(set(sys.modules) - before)]), file=sys.stderr)\n"
)
"""Runs a command and then lists, on standard error, the modules that it loaded."""

FOR_TERMINALS, FOR_REPORTS, FOR_JOURNALS = {"rich"}, {"jinja2", "negotiation.reports"}, {"yaml", "negotiation.exchange"}
STORING = {"eventsourcing"}
CHECKING, READING = {"pydantic"}, {"sqlite3"}


def _loaded(folder: Path, *command: str) -> set[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    ran = subprocess.run(
        [sys.executable, "-c", DUMP, *command], cwd=folder, env=kept, capture_output=True, text=True, check=True
    )
    status, modules = json.loads(ran.stderr.splitlines()[-1])
    assert status == 0, ran.stderr
    return set(modules)


@pytest.mark.parametrize(
    ("command", "without", "most"),
    [
        (("--help",), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING | READING, 115),
        (("status",), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 344),
        (("log", "--json"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 328),
        (("log", "--last", "3"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 328),
        (("why", "neutral-status"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 339),
        (("show", "neutral-status"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 363),
        (("due",), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 343),
        (("pledges",), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 338),
        (("positions",), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 329),
        (("search", "neutral"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 329),
        (("count", "entries"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 330),
        (("list",), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING | CHECKING, 332),
        (("say", "UKR", "Hello."), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | CHECKING, 344),
        (("propose", "pact", "--by", "UKR", "--dry-run"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING, 329),
        (("propose", "pact", "--by", "UKR"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | CHECKING, 345),
        (("round", "x", "opened", "--dry-run"), FOR_TERMINALS | FOR_REPORTS | FOR_JOURNALS | STORING, 328),
        (("report", "status", "--format", "csv"), FOR_TERMINALS | FOR_JOURNALS | STORING | {"jinja2"}, 401),
        (("export",), FOR_TERMINALS | FOR_REPORTS | STORING | CHECKING | {"yaml"}, 312),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_loads_what_it_uses(tmp_path: Path, command: tuple[str, ...], without: set[str], most: int) -> None:
    """A command loads no package that it has no use for, and few more modules than when this was written."""
    at_work(tmp_path)
    modules = _loaded(tmp_path, *command)
    assert without.isdisjoint(modules)
    assert len(modules) <= most
