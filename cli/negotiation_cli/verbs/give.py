"""Commands that give the record to others, and take it from them."""

import sys
from typing import Annotated

import typer

from ..arguments import New
from ..complete import kinds, values
from ..options import Common, Looking, takes
from ..output import aside, chosen_format, write_out

app = typer.Typer()
OutputFile = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")]


@app.command("export")
@takes(Looking)
def export(
    given: Looking,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="jsonl (lossless) or yaml (a journal).",
            autocompletion=values("jsonl", "yaml"),
        ),
    ] = None,
    output: OutputFile = None,
    salvage: Annotated[bool, typer.Option("--salvage", help="Leave out what cannot be read, and name it.")] = False,
) -> None:
    """Write the whole record: all talks as JSON lines, lossless; or one talks as a journal."""
    form = chosen_format(form, json=False, output=output, formats=("jsonl", "yaml"))
    if form == "yaml":
        from negotiation.exchange.journal import exported as journal

        talks = given.talks()
        entries = [entry for entry in talks.entries() if not salvage or entry.event.kind != "unreadable"]
        head = None if salvage or given.who() else talks.record_head()
        write_out(
            journal(talks.id, entries, head), output, private=bool(output) and given.open_log().holds_marked(talks.id)
        )
        _name_left_out(given, salvage=salvage)
        return
    from negotiation.rendering.safe import for_json

    lines = map(for_json, given.open_log().export(given.talks_named, salvage=salvage, heads=True))
    if output is None:
        for line in lines:
            sys.stdout.write(f"{line}\n")
    else:
        private = given.open_log().holds_marked(given.talks_named)
        write_out("".join(f"{line}\n" for line in lines), output, private=private)
    _name_left_out(given, salvage=salvage)


def _name_left_out(given: Common, *, salvage: bool) -> None:
    """Say on standard error what a salvage left out."""
    for entry in given.open_log().unreadable(given.talks_named) if salvage else ():
        why = getattr(entry.event, "why", "")
        aside(f"left out: {entry.talks} #{entry.number}, which cannot be read: {why}")


@app.command("import")
@takes(Common, whole=True)
def import_(
    given: Common,
    path: Annotated[
        str, typer.Argument(metavar="[FILE]", help="JSON lines, a journal (.yaml), or a table (.csv); - is the input.")
    ] = "-",
    map_: Annotated[
        str | None, typer.Option("--map", metavar="FILE", help="Of a table: the map that says what its rows are.")
    ] = None,
    start_map: Annotated[
        str | None, typer.Option("--start-map", metavar="FILE", help="Of a table: write a map to begin with.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of a table: of its characters; else UTF-8.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything; record nothing.")] = False,
    record_now: Annotated[
        bool, typer.Option("--record-now", help="Record the entries as taken now, not when they were first.")
    ] = False,
    ahead: Annotated[
        bool, typer.Option("--ahead", help="A date, or this machine's clock, is far ahead, and that is meant.")
    ] = False,
    new: New = False,
    unverified: Annotated[
        bool, typer.Option("--unverified", help="Take an export that is not as the head at its end says.")
    ] = False,
) -> None:
    """Record a file of entries, all or nothing; those that the log holds already are left as they are."""
    from ..taking import Taking

    said = {"dry_run": dry_run, "record_now": record_now, "ahead": ahead, "new": new, "unverified": unverified}
    Taking(given, path, map_, start_map, encoding, **said).take()


@app.command("schema")
@takes(Common)
def schema(
    _: Common,
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="One event or term, journal or line; else all.", autocompletion=kinds),
    ] = None,
    output: OutputFile = None,
) -> None:
    """Print the JSON Schema of every event and term, of one, of a journal, or of a line."""
    import json

    from negotiation.exchange.schema import schema_of

    write_out(f"{json.dumps(schema_of(kind), indent=2, sort_keys=True, ensure_ascii=False)}\n", output)
