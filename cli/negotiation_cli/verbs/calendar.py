"""The command that writes rounds and deadlines for a calendar."""

from typing import Annotated

import typer

from ..options import Seen, takes
from ..output import write_out

app = typer.Typer()


@app.command("calendar")
@takes(Seen)
def calendar(
    seen: Seen,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead: talks.ics.")
    ] = None,
) -> None:
    """Write the rounds and the deadlines as iCalendar (RFC 5545); import it again, and its revisions are taken."""
    write_out(seen.as_of().calendar(), output)
