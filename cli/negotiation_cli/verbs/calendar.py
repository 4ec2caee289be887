"""The command that writes rounds and deadlines for a calendar."""

import re
from typing import Annotated

import typer

from ..options import Seen, takes
from ..output import write_out

app = typer.Typer()
_NOT_PUBLIC = re.compile(r"^CLASS:(PRIVATE|CONFIDENTIAL)\r?$", re.MULTILINE)
"""How the objects of a calendar say that not everybody may see them."""


@app.command("calendar")
@takes(Seen)
def calendar(
    seen: Seen,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead: talks.ics.")
    ] = None,
) -> None:
    """Write the rounds and the deadlines as iCalendar (RFC 5545); import it again, and its revisions are taken."""
    written = seen.as_of().calendar()
    write_out(written, output, private=bool(_NOT_PUBLIC.search(written)))
