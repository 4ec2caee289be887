"""The command that says what was taken over from files."""

import typer

from ..options import Output, takes

app = typer.Typer()


@app.command("imports")
@takes(Output, whole=True)
def imports(given: Output) -> None:
    """List which entries were imported with a recording of their own: when, by whom and from which file."""
    from negotiation.rendering.document import Document, table
    from negotiation.store.codec import stamp

    found = given.open_log().imports(given.talks_named)
    rows = [
        (i.talks, i.numbers, f"{stamp(i.moment)[:16].replace('T', ' ')} UTC", i.by, i.file,
         "as exported" if i.as_exported else "unverified")
        for i in found
    ]  # fmt: skip
    columns = ("talks", "entries", "imported", "by", "from", "")
    given.give(Document("imports", (table(columns, rows, empty="nothing was imported"),), found, found))
