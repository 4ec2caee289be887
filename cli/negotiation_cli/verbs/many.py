"""Commands that look at several talks."""

import typer

from ..options import Read, takes

app = typer.Typer()


@app.command("list")
@takes(Read)
def list_(read: Read) -> None:
    """List the talks of the log, a line each."""
    log = read.open_log()
    view = log.listed(read.talks_named, at=read.at, known=read.known, recorded=read.recorded)
    from negotiation import Clocks
    from negotiation.rendering.layouts.listed import lay_out

    document = lay_out(view, Clocks(read.at, read.known, read.recorded))
    several = log.each(read.talks_named, at=read.at, known=read.known, recorded=read.recorded)
    read.give(read.with_labels(document, several), paged=True, private=read.holds_marked)
