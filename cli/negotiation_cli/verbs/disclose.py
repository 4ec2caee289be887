"""The command that gives others a copy from which something is withheld."""

from typing import Annotated

import typer

from ..arguments import Reason, need
from ..options import Write, takes

app = typer.Typer()


@app.command("disclose")
@takes(Write, on="When it was given, if that matters; else it is undated.")
def disclose(
    write: Write,
    audience: Annotated[
        str | None, typer.Option("--audience", metavar="NAME", help="For whose eyes it is, such as press.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="The copy, a log: a file that is not there yet."),
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="WHOM", help="Who is given it.")] = None,
    reason: Reason = None,
    guessable: Annotated[
        bool, typer.Option("--guessable", help="Withhold also what an earlier version hashed without salts.")
    ] = False,
) -> None:
    """Write a copy for others: what is not for them is withheld, and it still has the head of the record."""
    need(audience=audience, output=output)
    from negotiation.disclosure.disclose import disclose as disclosed
    from negotiation.domain.record.unread import RECORDER
    from negotiation.views.phrases import listed

    from ..output import aside, warn

    talks = write.talks()
    details = write.details()
    found = disclosed(talks, output or "", audience or "", to=to, reason=reason, guessable=guessable, **details)
    write.done(talks, (found.recorded,))
    if found.copy.withheld:
        aside(f"withheld: {listed([f'#{number}' for number in found.copy.withheld])}")
    for number, fields in found.copy.in_part.items():
        aside(f"#{number} is shown without {listed([field for field in fields if field != RECORDER])}")
    if found.copy.renamed:
        aside(f"entries are named by ids of the copy in {listed([f'#{number}' for number in found.copy.renamed])}")
    warn(one.words for one in found.spilled)
