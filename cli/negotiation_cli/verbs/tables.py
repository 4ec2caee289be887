"""The command that writes the record as tidy tables."""

from pathlib import Path
from typing import Annotated

import typer

from ..across import SeenOfAll
from ..complete import values
from ..options import takes
from ..output import aside, see_that_it_is_no_log, working

app = typer.Typer()
FORMS = ("csv", "parquet", "duckdb", "xlsx")
ONE_FILE = {".duckdb": "duckdb", ".ddb": "duckdb", ".xlsx": "xlsx"}
"""The endings of what holds all tables in one file."""


@app.command("tables")
@takes(
    SeenOfAll,
    talks_id="Only these talks, or those like 'casino-*'; else all.",
    all_="All talks of the log, as without it.",
)
def tables(
    seen: SeenOfAll,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FOLDER|FILE", help="Where to: a folder, or one FILE.duckdb or FILE.xlsx."
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"{', '.join(FORMS)}; else by --output.",
            autocompletion=values(*FORMS),
        ),
    ] = None,
) -> None:
    """Write what is in view as tidy tables, all talks in one: for pandas, R, SQL and spreadsheets."""
    form = _form(form, output)
    see_that_it_is_no_log(output)
    seen.see_that_some_or_all_are_meant()
    with working("writing the tables"):
        rows = seen.open_log().write_tables(
            output, form, seen.talks_named, at=seen.at, known=seen.known, recorded=seen.recorded
        )
    print(", ".join(f"{name}: {number}" for name, number in rows.items() if number))
    aside(f"wrote {output}")


def _form(form: str | None, output: str) -> str:
    """Return the form that is asked for, by its name or by what the place is called.

    Raises:
        BadParameter: there is no such form, or the place is not for it.
    """
    ending = Path(output).suffix.lower()
    found = form or ONE_FILE.get(ending, "csv")
    if found not in FORMS:
        raise typer.BadParameter(f"'{found[:40]}' is none of {', '.join(FORMS)}", param_hint="--format")
    if output in ("", "-"):
        raise typer.BadParameter("the tables are many: name a folder, FILE.duckdb or FILE.xlsx", param_hint="--output")
    if found not in ONE_FILE.values() and ending in (".csv", ".parquet", ".json", *ONE_FILE):
        raise typer.BadParameter(
            f"the tables are many, and '{output[:80]}' is the name of a file: name a folder", param_hint="--output"
        )
    return found
