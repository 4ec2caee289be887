"""The command that records what happens to a round."""

from typing import Annotated

import typer

from ..arguments import By, Reason, fits, given_of, need, one_of
from ..complete import names_of, values
from ..options import Write, takes
from ..parties import Names

app = typer.Typer()
_SETTING = ("label", "venue", "host", "mediator", "form", "track", "level", "delegation")
ACTS: dict[str, tuple[str, ...]] = {
    "scheduled": ("planned", *_SETTING),
    "opened": _SETTING,
    "suspended": ("by", "reason"),
    "resumed": ("by",),
    "walked-out": ("by", "reason"),
    "adjourned": ("until", "reason"),
    "closed": ("outcome", "duration", "result", "press"),
    "cancelled": ("by", "reason"),
}
"""The options that go with each act."""

FIELDS = {
    "mediator": "mediators",
    "form": "format",
    "delegation": "delegations",
    "result": "outputs",
    "press": "press_access",
}
"""The fields that are given under another name."""

FORMS = ("direct", "proximity", "shuttle", "video")
TRACKS = ("1", "1.5", "2")
LEVELS = ("heads", "ministers", "delegations", "experts")
OUTCOMES = ("concluded", "broken-off")


@app.command("round")
@takes(Write)
def round_(
    write: Write,
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="A short name: istanbul-march.", autocompletion=names_of("round", new=True)),
    ],
    act: Annotated[str, typer.Argument(metavar="ACT", help=f"{', '.join(ACTS)}.", autocompletion=values(*ACTS))],
    label: Annotated[
        str | None, typer.Option("--label", metavar="TEXT", help='The number that it is given: "fourth round".')
    ] = None,
    planned: Annotated[
        str | None, typer.Option("--planned", metavar="WHEN", help="Of scheduled: when it is to be.")
    ] = None,
    venue: Annotated[str | None, typer.Option("--venue", metavar="TEXT", help="Where it is held.")] = None,
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="PARTY", help="Who hosts it.", autocompletion=names_of("party")),
        Names.PARTY,
    ] = None,
    mediator: Annotated[
        list[str] | None,
        typer.Option(
            "--mediator", metavar="WHO", help="Who mediates in it (repeatable).", autocompletion=names_of("party")
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--form", metavar="FORM", help=f"How they meet: {', '.join(FORMS)}.", autocompletion=values(*FORMS)
        ),
    ] = None,
    track: Annotated[
        str | None,
        typer.Option(
            "--track",
            metavar="1|1.5|2",
            help="How official it is: 1 official, 1.5 mixed, 2 unofficial.",
            autocompletion=values(*TRACKS),
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level", metavar="LEVEL", help=f"Who meets: {', '.join(LEVELS)}.", autocompletion=values(*LEVELS)
        ),
    ] = None,
    delegation: Annotated[
        list[str] | None,
        typer.Option(
            "--delegation",
            metavar="PARTY[=HEAD]",
            help="Who came, and who led them (repeatable, or as A,B).",
            autocompletion=names_of("party"),
        ),
        Names.EACH_WITH,
    ] = None,
    by: By = None,
    reason: Reason = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="Of adjourned: when it is to go on.")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            "--outcome",
            metavar="OUTCOME",
            help=f"Of closed: {' or '.join(OUTCOMES)}; else concluded.",
            autocompletion=values(*OUTCOMES),
        ),
    ] = None,
    duration: Annotated[
        str | None, typer.Option("--duration", metavar="DURATION", help="Of closed: how long it took: PT3H.")
    ] = None,
    result: Annotated[
        list[str] | None, typer.Option("--result", metavar="TEXT", help="Of closed: what came of it (repeatable).")
    ] = None,
    press: Annotated[
        str | None, typer.Option("--press", metavar="TEXT", help="Of closed: what the press could see and ask.")
    ] = None,
) -> None:
    """Record that a round was set, opened, broken off, closed: talks round antalya opened --level ministers."""
    if act in OUTCOMES:
        how = f"talks round {name} closed --outcome {act}"
        raise typer.BadParameter(f"'{act}' is how a round was closed: {how}", param_hint="ACT")
    one_of(ACTS, "ACT", act, after=name, command="talks round")
    given: dict[str, object] = {
        "label": label, "planned": planned, "venue": venue, "host": host, "mediator": mediator, "form": form,
        "track": track, "level": level, "delegation": delegation, "by": by, "reason": reason, "until": until,
        "outcome": outcome, "duration": duration, "result": result, "press": press,
    }  # fmt: skip
    fits(act, ACTS[act], **given)
    if act == "walked-out":
        need(by=by)
    talks = write.talks()
    fields = {FIELDS.get(option, option): value for option, value in given_of(given).items()}
    write.done(talks, talks.act_on_round(name, act, fields, **write.details()))
