"""Commands about how proposals are agreed: by silence, only together, and with whom to stand behind them."""

from typing import Annotated

import typer

from ..arguments import By, Conditions, Proposal, Reason, Version, fits, need, one_of
from ..complete import names_of, values
from ..options import Write, takes
from ..parties import Names

app = typer.Typer()
STATES = (
    "approached",
    "in-principle",
    "conditional",
    "declined",
    "committed",
    "signed",
    "ratified",
    "active",
    "invoked",
    "honoured",
    "defaulted",
)


@app.command("guarantor")
@takes(Write)
def guarantor(
    write: Write,
    proposal: Proposal,
    state: Annotated[
        str, typer.Argument(metavar="STATE", help=f"{', '.join(STATES)}.", autocompletion=values(*STATES))
    ],
    guarantors: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[GUARANTOR...]",
            help="Codes: USA, GBR; they need not be at the talks.",
            autocompletion=names_of("party"),
        ),
        Names.PARTIES,
    ] = None,
    unnamed: Annotated[
        str | None,
        typer.Option("--unnamed", metavar="TEXT", help='Of those not named, what is said of them: "some countries".'),
    ] = None,
    condition: Conditions = None,
    reason: Reason = None,
) -> None:
    """Record how far guarantors of a proposal have gone: talks guarantor security conditional USA --if "a vote"."""
    one_of(STATES, "STATE", state, after=proposal, command="talks guarantor")
    if not (guarantors or unnamed):
        raise typer.BadParameter("name one, or describe those not named with --unnamed", param_hint="GUARANTOR")
    if condition and state != "conditional":
        raise typer.BadParameter(f"does not go with {state}: conditions make it conditional", param_hint="--if")
    talks = write.talks()
    entries = talks.guarantor(
        proposal,
        state,
        guarantors or [],
        unnamed=unnamed,
        conditions=condition or [],
        reason=reason,
        **write.details(),
    )
    write.done(talks, entries)


@app.command("silence")
@takes(Write)
def silence(
    write: Write,
    proposal: Proposal,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="The deadline of a procedure that is opened.")
    ] = None,
    by: By = None,
    version: Version = None,
    broken: Annotated[bool, typer.Option("--broken", help="Somebody objects to one that is running.")] = False,
    reason: Reason = None,
) -> None:
    """Record that silence counts as agreement from a deadline on, or, with --broken, that parties objected."""
    if not (broken or until):
        raise typer.BadParameter("give the deadline, or --broken where parties object", param_hint="--until")
    if broken:
        fits("--broken", ("by", "reason"), until=until, version=version)
        need(by=by)
    else:
        fits("--until", ("by", "version"), reason=reason)
    talks, details = write.talks(), write.details()
    if broken:
        write.done(talks, talks.break_silence(proposal, by=by or [], reason=reason, **details))
    else:
        write.done(talks, talks.open_silence(proposal, until=until or "", by=by or [], version=version, **details))


@app.command("package")
@takes(Write)
def package(
    write: Write,
    name: Annotated[
        str, typer.Argument(metavar="ID", help="A short name: the-deal.", autocompletion=names_of("package", new=True))
    ],
    proposals: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PROPOSAL|PLEDGE...]",
            help="What a new package holds.",
            autocompletion=names_of("proposal", "pledge"),
        ),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="PROPOSAL|PLEDGE",
            help="It joins (repeatable).",
            autocompletion=names_of("proposal", "pledge"),
        ),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove",
            metavar="PROPOSAL|PLEDGE",
            help="It leaves (repeatable).",
            autocompletion=names_of("proposal", "pledge"),
        ),
    ] = None,
    dissolve: Annotated[bool, typer.Option("--dissolve", help="Its proposals stand for themselves again.")] = False,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Of a new one: its name.")] = None,
    by: By = None,
    reason: Reason = None,
) -> None:
    """Record that proposals are agreed only together: talks package the-deal neutrality guarantees."""
    if not (proposals or add or remove or dissolve):
        raise typer.BadParameter(
            "give those of a new package, or --add, --remove, --dissolve; to look at it: talks packages",
            param_hint="PROPOSAL",
        )
    talks, details = write.talks(), write.details()
    if proposals:
        fits("the proposals of a new package", (), add=add, remove=remove, dissolve=dissolve, reason=reason)
        entries = talks.form_package(name, proposals, title=title, by=by or [], **details)
    elif add or remove:
        fits("--add and --remove", (), dissolve=dissolve, title=title)
        entries = talks.change_package(name, add=add or [], remove=remove or [], by=by or [], reason=reason, **details)
    else:
        fits("--dissolve", (), title=title)
        entries = talks.dissolve_package(name, by=by or [], reason=reason, **details)
    write.done(talks, entries)
