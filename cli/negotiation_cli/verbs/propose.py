"""Commands that put words on the table."""

from typing import Annotated, Any

import typer

from ..arguments import By, LastDay, Proposal, Provisions, Question, Reason, Terms, Texts, To, need, provisions, terms
from ..complete import names_of
from ..options import Write, takes

app = typer.Typer()


def _tie(kind: str, words: str) -> Any:
    return typer.Option(
        f"--{kind}", metavar="PROPOSAL", help=f"{words} (repeatable).", autocompletion=names_of("proposal")
    )


@app.command("propose")
@takes(Write)
def propose(
    write: Write,
    proposal: Annotated[str | None, typer.Argument(metavar="[ID]", help="A short name: neutral-status.")] = None,
    by: By = None,
    to: To = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its name for people.")] = None,
    issue: Annotated[
        str | None, typer.Option("--issue", metavar="ID", help="Its agenda item.", autocompletion=names_of("issue"))
    ] = None,
    term: Terms = None,
    text: Texts = None,
    provision: Provisions = None,
    in_exchange_for: Annotated[list[str] | None, _tie("in-exchange-for", "What it is offered in exchange for")] = None,
    conditional_on: Annotated[list[str] | None, _tie("conditional-on", "On what it depends")] = None,
    responds_to: Annotated[list[str] | None, _tie("responds-to", "What it answers")] = None,
    supersedes: Annotated[list[str] | None, _tie("supersedes", "Whose place it takes")] = None,
    restates: Annotated[list[str] | None, _tie("restates", "What it says again")] = None,
    splits: Annotated[list[str] | None, _tie("splits", "Of what it is a part, split off")] = None,
    merges: Annotated[list[str] | None, _tie("merges", "What it brings together")] = None,
    question: Question = None,
    valid_until: LastDay = None,
    agreed: Annotated[
        bool,
        typer.Option("--agreed", help="All have agreed to it already; without --by it is the text of the room."),
    ] = False,
    floated: Annotated[bool, typer.Option("--floated", help="A non-paper: passed around, not tabled.")] = False,
    attributable: Annotated[
        bool, typer.Option("--attributable", help="Of one that is floated: its author does not deny it.")
    ] = False,
) -> None:
    """Put a proposal on the table, by parties or --by unknown; without arguments, on a terminal, it asks."""
    if attributable and not floated:
        raise typer.BadParameter(
            "is said of a proposal that is --floated; what is tabled has its author", param_hint="--attributable"
        )
    talks = write.talks()
    links = {
        "in-exchange-for": in_exchange_for,
        "conditional-on": conditional_on,
        "responds-to": responds_to,
        "supersedes": supersedes,
        "restates": restates,
        "splits": splits,
        "merges": merges,
    }
    if proposal is None or not (by or floated or agreed):
        words = (by, to, title, issue, term, text, provision, *links.values())
        told = (*words, floated, attributable, question, valid_until, agreed)
        from ..ask import ask, asks

        if asks(*told):
            ask("propose", talks, write, proposal)
            return
        need(asks=not any(told), ID=proposal, by=by or floated or agreed)
    unknown = by == ["unknown"]
    entries = talks.propose(
        proposal or "",
        by=[] if unknown else by or [],
        author="unknown" if unknown and not floated else None,
        to=to or [],
        title=title,
        issue=issue,
        question=question,
        valid_until=valid_until,
        agreed=agreed,
        terms=terms(term, text, write.parties),
        provisions=provisions(provision),
        links=[(kind, target) for kind, targets in links.items() for target in targets or []],
        floated=floated,
        deniable=not attributable,
        **write.details(),
    )
    write.done(talks, entries)


@app.command("counter")
@takes(Write)
def counter(
    write: Write,
    proposal: Proposal,
    new: Annotated[str, typer.Argument(metavar="ID", help="A short name for the one that answers it.")],
    by: By = None,
    to: To = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its name for people.")] = None,
    term: Terms = None,
    text: Texts = None,
    provision: Provisions = None,
    in_its_place: Annotated[
        bool, typer.Option("--in-its-place", help="The one that it answers is off the table by it.")
    ] = False,
) -> None:
    """Put a proposal on the table that answers another one; it goes to the sponsors of that, if not told to whom."""
    need(by=by)
    talks = write.talks()
    entries = talks.counter(
        proposal,
        new,
        by=by or [],
        to=to or [],
        title=title,
        terms=terms(term, text, write.parties),
        provisions=provisions(provision),
        in_its_place=in_its_place,
        **write.details(),
    )
    write.done(talks, entries)


@app.command("extend")
@takes(Write)
def extend(
    write: Write,
    proposal: Proposal,
    until: Annotated[str | None, typer.Option("--until", metavar="WHEN", help="Its last day from now on.")] = None,
    by: By = None,
    reason: Reason = None,
) -> None:
    """Set the last day of a proposal, or set it anew: if it is not agreed by then, it lapses."""
    need(until=until)
    talks = write.talks()
    write.done(talks, talks.extend(proposal, until or "", by=by or [], reason=reason, **write.details()))


@app.command("sponsor")
@takes(Write)
def sponsor(write: Write, proposal: Proposal, by: By = None) -> None:
    """Record that parties joined the sponsors of a proposal, and stand behind its present words."""
    need(by=by)
    talks = write.talks()
    write.done(talks, talks.sponsor(proposal, by=by or [], **write.details()))


@app.command("revise")
@takes(Write)
def revise(
    write: Write,
    proposal: Proposal,
    by: By = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its new name for people.")] = None,
    term: Terms = None,
    text: Texts = None,
    provision: Provisions = None,
    summary: Annotated[
        str | None, typer.Option("--summary", metavar="TEXT", help="What is new, in a few words.")
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="What is given is all there is: other terms and provisions are gone.")
    ] = False,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="N", help="A provision that it has no more (repeatable).")
    ] = None,
    drop_term: Annotated[
        list[str] | None,
        typer.Option("--drop-term", metavar="KIND", help="A kind of term that it has no more (repeatable)."),
    ] = None,
) -> None:
    """Put a new version of a proposal on the table; terms of other kinds and provisions not given stay as they were."""
    need(by=by)
    talks = write.talks()
    entries = talks.revise(
        proposal,
        by=by or [],
        title=title,
        terms=terms(term, text, write.parties),
        provisions=provisions(provision),
        summary=summary,
        anew=anew,
        drop=drop or (),
        drop_terms=drop_term or (),
        **write.details(),
    )
    write.done(talks, entries)
