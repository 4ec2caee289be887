"""Commands that amend texts."""

from typing import Annotated

import typer

from ..arguments import By, Proposal, Provisions, Terms, need, provisions, terms
from ..complete import names_of
from ..options import Write, takes

app = typer.Typer()


@app.command("amend")
@takes(Write)
def amend(
    write: Write,
    proposal: Proposal,
    name: Annotated[str, typer.Argument(metavar="ID", help="A short name for the amendment.")],
    by: By = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its name for people.")] = None,
    provision: Provisions = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="N", help="A provision to be dropped (repeatable).")
    ] = None,
    insert_after: Annotated[
        list[str] | None,
        typer.Option("--insert-after", metavar="N=TEXT", help="A new provision after another one (repeatable)."),
    ] = None,
    term: Terms = None,
) -> None:
    """Move an amendment to the version of a text that is on the table: by anybody, and with a life of its own."""
    need(by=by)
    if not (provision or drop or insert_after or term):
        raise typer.BadParameter("say what it changes: --provision, --drop, --insert-after or --term", param_hint="ID")
    put_in = [(found["number"], found["text"]) for found in provisions(insert_after)]
    talks = write.talks()
    entries = talks.amend(
        proposal,
        name,
        by=by or [],
        title=title,
        provisions=provisions(provision),
        drop=drop or [],
        insert=put_in,
        terms=terms(term, None),
        **write.details(),
    )
    write.done(talks, entries)


@app.command("adopt")
@takes(Write)
def adopt(
    write: Write,
    amendments: Annotated[
        list[str],
        typer.Argument(
            metavar="AMENDMENT...", help="In the order in which they apply.", autocompletion=names_of("proposal")
        ),
    ],
    by: By = None,
) -> None:
    """Record that amendments were adopted: they make the next version of their text. Accepted ones need no --by."""
    talks = write.talks()
    write.done(talks, talks.adopt(*amendments, by=by or [], **write.details()))
