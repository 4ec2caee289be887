"""Commands that follow up: words and deeds, and what is due."""

from typing import Annotated

import typer

from negotiation.views.due_item import DueKind

from ..complete import values
from ..filtering import Listing
from ..options import takes

app = typer.Typer()
SCALES = ("kroc", "politifact", "plover")
DUE = tuple(DueKind)
SOMETHING_DUE = 6
"""The exit status of `talks due --exit-code` where something is due."""


@app.command("pledges")
@takes(Listing)
def pledges(
    read: Listing,
    scale: Annotated[
        str | None,
        typer.Option(
            "--scale",
            metavar="SCALE",
            help=f"Show the verdicts on another scale too: {', '.join(SCALES)}.",
            autocompletion=values(*SCALES),
        ),
    ] = None,
) -> None:
    """Show words beside deeds: every pledge, what was observed of it, and each assessor's verdict."""
    from negotiation.views.scales import SCALES as FOUND

    if scale is not None and scale not in FOUND:
        raise typer.BadParameter(f"'{scale[:40]}' is none of {', '.join(SCALES)}", param_hint="--scale")
    read.show_view(
        "pledges",
        lambda seen: seen.pledges(read.wanted(seen), last=read.last),
        scale=FOUND[scale] if scale else None,
    )


@app.command("due")
@takes(Listing)
def due(
    read: Listing,
    within: Annotated[
        str, typer.Option("--within", metavar="14d", help="How far ahead to look: 12h, 14d, 2w, or P1M.")
    ] = "14d",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KIND", help=f"{', '.join(DUE)} (repeatable).", autocompletion=values(*DUE)),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with status 6 if something is due, else 0: for cron.")
    ] = False,
) -> None:
    """Show what is due at a moment, now if not told: deadlines, verdicts, answers, and who is waited for."""
    for kind in only or []:
        if kind not in DUE:
            raise typer.BadParameter(f"'{kind[:40]}' is none of {', '.join(DUE)}", param_hint="--only")
    from negotiation.domain.dates.spans import as_duration

    span = as_duration(within.strip())
    shown = read.show_view("due", lambda seen: seen.due(span, only or [], read.wanted(seen), last=read.last))
    if exit_code and any(view.items for view in shown):
        raise typer.Exit(SOMETHING_DUE)
