"""The command that writes a report."""

from typing import Annotated

import typer

from negotiation.reports import FILES, FORMATS, KINDS

from ..complete import names_of, values
from ..options import ReportRead, takes
from ..output import chosen_format, marked_for_spreadsheets, paper_for, working, write_out

app = typer.Typer()
_NAMES = tuple(KINDS)


def _subjects(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the things that the kind of report on the line can be about."""
    kind = str(ctx.params.get("kind"))
    about = KINDS[kind].about if kind in KINDS else None
    return names_of(about)(ctx, incomplete) if about else []


@app.command("report")
@takes(ReportRead)
def report(
    read: ReportRead,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=f"{', '.join(_NAMES[:-1])} or {_NAMES[-1]}.",
            autocompletion=values(*_NAMES),
        ),
    ],
    reference: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]",
            help="Of proposal and brief: which; of changes, and if wanted of dossier: since when (2022-03-29 or '#7').",
            autocompletion=_subjects,
        ),
    ] = None,
    deadlines: Annotated[
        str | None,
        typer.Option("--deadlines", metavar="WHEN", help="Without --at: for which moment deadlines are; else now."),
    ] = None,
) -> None:
    """Write a report as md, html, csv, json, jsonl, pdf, docx or xlsx; html is one file that needs no network."""
    from negotiation.reports import make, packed, write

    form = chosen_format(read.form, json=read.json, output=read.output, formats=(*FORMATS, *FILES))
    mark = marked_for_spreadsheets(form, bom=read.bom)
    paper = paper_for(form, read.paper, read.output)
    made = make(kind, read.as_of(), reference, deadlines=deadlines)
    private = bool(made.head.marked)
    if form not in FILES:
        write_out(f"{mark}{write(made, form)}", read.output, private=private)
        return
    with working("laying out the pages"):
        write_out(packed(made, form, paper), read.output, private=private)
