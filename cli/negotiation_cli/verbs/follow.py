"""Commands that follow up: words and deeds, guarantees, rounds, packages, and what is due."""

import re
from typing import Annotated

import typer

from ..complete import values
from ..options import Read, takes

app = typer.Typer()
SCALES = ("kroc", "politifact", "plover")
DUE = ("round", "silence", "pledge", "deferred", "consultation", "package", "stale", "unanswered", "guarantor")
SOMETHING_DUE = 6
"""The exit status of `talks due --exit-code` where something is due."""


@app.command("pledges")
@takes(Read)
def pledges(
    read: Read,
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
    from negotiation.rendering.layouts.pledges import lay_out
    from negotiation.views.scales import SCALES as FOUND

    if scale is not None and scale not in FOUND:
        raise typer.BadParameter(f"'{scale[:40]}' is none of {', '.join(SCALES)}", param_hint="--scale")
    seen = read.as_of()
    read.give(lay_out(seen.pledges(), seen.clocks, FOUND[scale] if scale else None), paged=True)


@app.command("guarantees")
@takes(Read)
def guarantees(read: Read) -> None:
    """Show every security guarantee, who is to give it according to whom, and how far each guarantor has gone."""
    from negotiation.rendering.layouts.guarantees import lay_out

    seen = read.as_of()
    read.give(lay_out(seen.guarantees(), seen.clocks), paged=True)


@app.command("rounds")
@takes(Read)
def rounds(read: Read) -> None:
    """Show the rounds of the talks: when and where, by whom, what came of each, and the entries in it."""
    from negotiation.rendering.layouts.rounds import lay_out

    seen = read.as_of()
    read.give(lay_out(seen.rounds(), seen.clocks), paged=True)


@app.command("packages")
@takes(Read)
def packages(read: Read) -> None:
    """Show what is agreed only together, what each package waits for, who holds it up, and deadlocks."""
    from negotiation.rendering.layouts.packages import lay_out

    seen = read.as_of()
    read.give(lay_out(seen.packages(), seen.clocks), paged=True)


@app.command("due")
@takes(Read)
def due(
    read: Read,
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
    from negotiation.rendering.layouts.due import lay_out

    for kind in only or []:
        if kind not in DUE:
            raise typer.BadParameter(f"'{kind[:40]}' is none of {', '.join(DUE)}", param_hint="--only")
    seen = read.as_of()
    view = seen.due(_duration(within), only or [])
    read.give(lay_out(view, seen.clocks), paged=True)
    if exit_code and view.items:
        raise typer.Exit(SOMETHING_DUE)


def _duration(text: str) -> str:
    """Read ``14d`` as the ISO 8601 duration that it stands for; what looks like one already is left as it is."""
    match = re.fullmatch(r"(\d{1,6})([hdwmyHDWMY])", text.strip())
    if match is None:
        return text.strip().upper() if text.strip()[:1] in ("p", "P") else text
    figure, unit = match[1], match[2].upper()
    return f"PT{figure}H" if unit == "H" else f"P{figure}{unit}"
