"""The command that forms and changes groups of parties."""

from typing import Annotated

import typer

from ..arguments import Reason, fits
from ..complete import names_of
from ..options import Write, takes
from ..parties import Names

app = typer.Typer()


@app.command("group")
@takes(Write, on="When it happened; else from the beginning, or now if it changed.")
def group(
    write: Write,
    name: Annotated[
        str, typer.Argument(metavar="GROUP", help="Its name or code: E3EU+3.", autocompletion=names_of("party"))
    ],
    members: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PARTY...]", help="Who forms a new one.", autocompletion=names_of("party")),
        Names.PARTIES,
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add", metavar="PARTY", help="Who joins it (repeatable, or as A,B).", autocompletion=names_of("party")
        ),
        Names.PARTIES,
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove", metavar="PARTY", help="Who leaves it (repeatable, or as A,B).", autocompletion=names_of("party")
        ),
        Names.PARTIES,
    ] = None,
    dissolve: Annotated[bool, typer.Option("--dissolve", help="All its members leave it.")] = False,
    called: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="Of a new one: its name for people, if it is another.")
    ] = None,
    reason: Reason = None,
) -> None:
    """Record that parties act under one name, which stands wherever a party may: talks group E3EU+3 GBR FRA DEU."""
    if not (members or add or remove or dissolve):
        raise typer.BadParameter(
            f"give those of a new group, or --add, --remove, --dissolve; to look at it: talks show {name}",
            param_hint="PARTY",
        )
    talks, details = write.talks(), write.details()
    if members:
        fits("the parties of a new group", ("name",), add=add, remove=remove, dissolve=dissolve, reason=reason)
        entries = talks.form_group(name, members, name=called, **details)
    elif add or remove:
        fits("--add and --remove", (), dissolve=dissolve, name=called)
        entries = talks.change_group(name, add=add or [], remove=remove or [], reason=reason, **details)
    else:
        fits("--dissolve", (), name=called)
        entries = talks.dissolve_group(name, reason=reason, **details)
    write.done(talks, entries)
