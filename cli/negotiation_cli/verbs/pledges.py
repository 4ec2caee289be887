"""Commands that record what was pledged, what was seen of it, and what that comes to."""

from typing import Annotated

import typer

from ..arguments import (
    ACCESS,
    CONFIDENCE,
    VERDICTS,
    Baseline,
    By,
    Due,
    Indicators,
    Measured,
    Pledge,
    Reason,
    To,
    Who,
    indicators,
    need,
    one_of,
)
from ..complete import names_of, values
from ..options import Write, takes

app = typer.Typer()


@app.command("pledge")
@takes(Write)
def pledge(
    write: Write,
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="A short name: fewer-troops.")] = None,
    by: By = None,
    to: To = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The words of it.")] = None,
    action: Annotated[
        list[str] | None, typer.Option("--action", metavar="TEXT", help="What is to be done (repeatable).")
    ] = None,
    area: Annotated[list[str] | None, typer.Option("--area", metavar="TEXT", help="Where (repeatable).")] = None,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help="What for.")] = None,
    issue: Annotated[
        str | None, typer.Option("--issue", metavar="ID", help="Its agenda item.", autocompletion=names_of("issue"))
    ] = None,
    under: Annotated[
        str | None,
        typer.Option(
            "--under", metavar="PROPOSAL", help="Under which proposal it is made.", autocompletion=names_of("proposal")
        ),
    ] = None,
    in_exchange_for: Annotated[
        list[str] | None,
        typer.Option(
            "--in-exchange-for",
            metavar="PLEDGE|PROPOSAL",
            help="What it is given for (repeatable).",
            autocompletion=names_of("pledge", "proposal"),
        ),
    ] = None,
    conditional_on: Annotated[
        list[str] | None,
        typer.Option(
            "--conditional-on",
            metavar="PLEDGE|PROPOSAL",
            help="What must be kept, or agreed, before it holds (repeatable).",
            autocompletion=names_of("pledge", "proposal"),
        ),
    ] = None,
    supersedes: Annotated[
        list[str] | None,
        typer.Option(
            "--supersedes",
            metavar="PLEDGE",
            help="Whose place it takes (repeatable).",
            autocompletion=names_of("pledge"),
        ),
    ] = None,
    indicator: Indicators = None,
    baseline: Baseline = None,
    due: Due = None,
) -> None:
    """Record what a party announced: talks pledge fewer-troops --by RUS --text "We shall reduce" --due 2022-04.

    Without arguments, on a terminal, it asks.
    """
    others = (by, to, text, action, area, purpose, issue, under, supersedes, indicator, baseline, due)
    talks = write.talks()
    if not name or not any(others):
        from ..ask import ask, asks

        if asks(*others):
            ask("pledge", talks, write, name)
            return
    need(asks=not any(others), ID=name, by=by, text=text)
    told = indicators(indicator)
    entries = talks.pledge(
        name or "",
        by=by or [],
        to=to or [],
        text=text or "",
        actions=action or [],
        areas=area or [],
        purpose=purpose,
        issue=issue,
        under=under,
        in_exchange_for=in_exchange_for or [],
        conditional_on=conditional_on or [],
        supersedes=supersedes or [],
        indicators=told,
        baseline=baseline,
        due=due,
        **write.details(),
    )
    write.done(talks, entries)


@app.command("clarify")
@takes(Write)
def clarify(
    write: Write,
    pledge: Pledge,
    by: Who = None,
    indicator: Indicators = None,
    baseline: Baseline = None,
    due: Due = None,
) -> None:
    """Record how one is to see whether a pledge is kept, from which baseline, and by when."""
    need(by=by)
    if not (indicator or baseline or due):
        raise typer.BadParameter("give at least one, or --baseline or --due", param_hint="--indicator")
    told = indicators(indicator)
    talks = write.talks()
    entries = talks.clarify(pledge, by=by or [], indicators=told, baseline=baseline, due=due, **write.details())
    write.done(talks, entries)


@app.command("observe")
@takes(Write)
def observe(
    write: Write,
    pledge: Pledge,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was seen.")],
    by: Who = None,
    indicator: Annotated[
        str | None, typer.Option("--indicator", metavar="NAME", help="About which of its indicators.")
    ] = None,
    access: Annotated[
        str | None,
        typer.Option(
            "--access",
            metavar="ACCESS",
            help=f"Whether one could see what there was to see: {', '.join(ACCESS)}.",
            autocompletion=values(*ACCESS),
        ),
    ] = None,
    access_denied: Annotated[
        bool, typer.Option("--access-denied", help="The same as --access denied: one was kept from seeing it.")
    ] = False,
    measured: Measured = None,
) -> None:
    """Record what was seen of what was done about a pledge; it is no verdict."""
    need(by=by)
    if access_denied and access not in (None, "denied"):
        raise typer.BadParameter(f"and --access {access} exclude each other", param_hint="--access-denied")
    talks = write.talks()
    access = "denied" if access_denied else access
    entries = talks.observe(
        pledge, text, by=by or [], indicator=indicator, access=access, measured=measured or [], **write.details()
    )
    write.done(talks, entries)


@app.command("assess")
@takes(Write)
def assess(
    write: Write,
    pledge: Pledge,
    verdict: Annotated[
        str, typer.Argument(metavar="VERDICT", help=f"{', '.join(VERDICTS)}.", autocompletion=values(*VERDICTS))
    ],
    by: Who = None,
    confidence: Annotated[
        str | None,
        typer.Option(
            "--confidence", metavar="LEVEL", help=f"{', '.join(CONFIDENCE)}.", autocompletion=values(*CONFIDENCE)
        ),
    ] = None,
    reason: Reason = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="ENTRY", help="An entry that it rests on, as #7 (repeatable)."),
    ] = None,
    measured: Measured = None,
) -> None:
    """Record a verdict on a pledge, which stands until the same assessor gives another one."""
    one_of(VERDICTS, "VERDICT", verdict, after=pledge, command="talks assess")
    need(by=by)
    talks = write.talks()
    entries = talks.assess(
        pledge,
        verdict,
        by=by or [],
        confidence=confidence,
        reason=reason,
        evidence=evidence or [],
        measured=measured or [],
        **write.details(),
    )
    write.done(talks, entries)
