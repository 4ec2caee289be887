"""The command that takes commands."""

import sys
from typing import TYPE_CHECKING

import typer

from ..options import Common, takes

if TYPE_CHECKING:
    from ..shell.session import Session

app = typer.Typer()


@app.command("shell")
@takes(Common)
def shell(given: Common) -> None:
    """Take commands one after the other, each a line: without the word talks, and without quotes around texts.

    Off a terminal it reads its lines from the input, and ends with the status of the first that failed.
    """
    from dataclasses import replace

    from ..shell.session import Session

    session = Session(replace(given.settings, log=given.log_path), given.talks_named)
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            _converse(session)
            return
        for line in sys.stdin:
            if not session.run(line):
                break
    finally:
        session.close()
    if session.status:
        raise typer.Exit(session.status)


def _converse(session: "Session") -> None:
    from negotiation.domain.errors import MissingExtra

    try:
        from ..shell.prompting import converse
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("prompt_toolkit"):
            raise
        raise MissingExtra("prompt_toolkit", "shell", "a shell on a terminal") from None
    converse(session)
