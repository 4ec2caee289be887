"""Commands that give the record to others, and take it from them."""

import sys
from typing import Annotated

import typer

from ..complete import names_of, values
from ..options import Common, Output, Read, takes
from ..output import chosen_format, write_out

app = typer.Typer()


@app.command("report")
@takes(Read)
def report(
    read: Read,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="status, proposal, positions or timeline.",
            autocompletion=values("status", "proposal", "positions", "timeline"),
        ),
    ],
    reference: Annotated[
        str | None,
        typer.Argument(metavar="[PROPOSAL]", help="Of proposal: which.", autocompletion=names_of("proposal")),
    ] = None,
) -> None:
    """Write a report as md, html, csv or json; html is one file that prints well and needs no network."""
    from negotiation.reports import make, write

    formats = ("md", "html", "csv", "json")
    form = chosen_format(read.form, json=read.json, output=read.output, formats=formats)
    write_out(write(make(kind, read.as_of(), reference), form), read.output)


@app.command("export")
@takes(Common)
def export(
    given: Common,
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
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
) -> None:
    """Write the whole record: all talks as JSON lines, lossless; or one talks as a journal."""
    form = chosen_format(form, json=False, output=output, formats=("jsonl", "yaml"))
    if form == "yaml":
        from negotiation.exchange.journal import exported as journal

        talks = given.talks()
        write_out(journal(talks.id, talks.entries()), output)
        return
    from negotiation.exchange.jsonl import exported

    log, named = given.open_log(), given.talks_named
    chosen = [log.talks(named)] if named else [log.talks(id_) for id_ in log.talks_ids()]
    lines = (line for talks in chosen for line in exported(talks.entries()))
    if output is None:
        for line in lines:
            sys.stdout.write(f"{line}\n")
    else:
        write_out("".join(f"{line}\n" for line in lines), output)


@app.command("import")
@takes(Common)
def import_(
    given: Common,
    path: Annotated[
        str, typer.Argument(metavar="[FILE]", help="JSON lines, or a journal (.yaml); - is the input.")
    ] = "-",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything; record nothing.")] = False,
    record_now: Annotated[
        bool, typer.Option("--record-now", help="Record the entries as taken now, not when they were first.")
    ] = False,
) -> None:
    """Record what was exported, all or nothing; entries that the log holds already are left as they are."""
    if path.lower().endswith((".yaml", ".yml")):
        from negotiation.exchange.journal import read as read_journal

        appended = given.talks().record_items(read_journal(path), dry_run=dry_run)
    else:
        from negotiation.exchange.jsonl import read, record

        if path == "-" and sys.stdin.isatty():
            from negotiation.domain.errors import MissingInput

            raise MissingInput(["FILE"])
        log = given.open_log()
        appended = record(log.store, read(path), dry_run=dry_run, record_now=log.clock if record_now else None)
    verb = "would be recorded" if dry_run else "recorded"
    there = f", {len(appended.known)} were there already" if appended.known else ""
    print(f"{len(appended.entries)} entries {verb}{there}")


@app.command("schema")
@takes(Output)
def schema(
    given: Output,
    kind: Annotated[str | None, typer.Argument(metavar="[KIND]", help="One event or term; else all.")] = None,
) -> None:
    """Print the JSON Schema of every event and term, or of one."""
    import json

    from negotiation.exchange.schema import schema_of

    if given.form not in (None, "json"):
        raise typer.BadParameter("a schema is JSON", param_hint="--format")
    write_out(f"{json.dumps(schema_of(kind), indent=2, sort_keys=True, ensure_ascii=False)}\n", given.output)
