"""Commands that amend texts."""

from typing import Annotated

import typer

from ..arguments import By, Proposal, Provisions, Question, Terms, Version, changes, need, provisions, terms
from ..complete import names_of
from ..options import Write, takes
from ..parties import Names

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
    question: Question = None,
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
        terms=terms(term, None, write.parties),
        question=question,
        **write.details(),
    )
    write.done(talks, entries)


@app.command("second")
@takes(Write)
def second(write: Write, amendment: Proposal, by: By = None) -> None:
    """Record that parties seconded an amendment: they want it to be considered, whatever they think of it."""
    need(by=by)
    talks = write.talks()
    write.done(talks, talks.second(amendment, by=by or [], **write.details()))


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


@app.command("vote")
@takes(Write)
def vote(
    write: Write,
    proposal: Proposal,
    in_favour: Annotated[int | None, typer.Option("--for", metavar="N", min=0, help="How many were for it.")] = None,
    against: Annotated[
        int | None, typer.Option("--against", metavar="N", min=0, help="How many were against it.")
    ] = None,
    abstain: Annotated[int | None, typer.Option("--abstain", metavar="N", min=0, help="How many abstained.")] = None,
    by_party: Annotated[
        list[str] | None,
        typer.Option(
            "--by-party",
            metavar="PARTY=VOTE",
            help="The roll call: for, against, abstained, absent (repeatable, or as A=for,B=for).",
            autocompletion=names_of("party"),
        ),
        Names.EACH_VOTE,
    ] = None,
    in_body: Annotated[
        str | None,
        typer.Option("--in-body", metavar="BODY", help="The body that voted.", autocompletion=names_of("party")),
        Names.PARTY,
    ] = None,
    acclamation: Annotated[bool, typer.Option("--acclamation", help="It was adopted by acclamation.")] = False,
    without_vote: Annotated[bool, typer.Option("--without-vote", help="It was adopted without a vote.")] = False,
    adopted: Annotated[bool, typer.Option("--adopted", help="It was stated to be adopted.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="It was stated to be rejected.")] = False,
    version: Version = None,
) -> None:
    """Record a vote on a proposal or an amendment: its count, its roll call, and the result that was stated."""
    if acclamation and without_vote:
        raise typer.BadParameter("and --without-vote exclude each other", param_hint="--acclamation")
    how = "acclamation" if acclamation else "without-a-vote" if without_vote else "vote"
    if adopted == rejected and (how == "vote" or adopted):
        raise typer.BadParameter("say what was stated: --adopted or --rejected", param_hint="--adopted")
    talks = write.talks()
    entries = talks.vote(
        proposal,
        adopted=not rejected,
        body=in_body,
        how=how,
        in_favour=in_favour,
        against=against,
        abstained=abstain,
        votes={party: str(cast) for party, cast in changes(by_party, option="--by-party").items()},
        version=version,
        **write.details(),
    )
    write.done(talks, entries)
