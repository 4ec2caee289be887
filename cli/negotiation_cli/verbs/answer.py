"""Commands that answer a proposal: positions, links, formal acts, endings."""

from typing import Annotated

import typer

from ..arguments import LINKS, By, Conditions, Proposal, Reason, Stance, Version, fits, need, one_of
from ..complete import names_of, values
from ..options import Write, takes

app = typer.Typer()
ACTS = (
    "agreed-in-principle",
    "agreed-ad-referendum",
    "initialled",
    "signed",
    "ratified",
    "in-force",
    "suspended",
    "resumed",
    "terminated",
)
TURNS = ("received", "deferred", "referred", "lapsed", "superseded")
TALKS_ACTS = {"suspended": "reason", "resumed": "", "concluded": "outcome", "collapsed": "reason"}
TAKEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ACTS, ("by", "version")),
    "received": ("by",),
    "deferred": ("until", "reason"),
    "referred": ("to_body", "reason"),
    "lapsed": ("reason",),
    "superseded": ("by_proposal",),
}
"""The options that go with each act on a proposal."""

OF_TALKS = {"suspended": ("by", "reason"), "resumed": (), "concluded": ("reason",), "collapsed": ("reason",)}
"""The options that go with each act on the talks as a whole."""


@app.command("respond")
@takes(Write)
def respond(
    write: Write,
    proposal: Proposal,
    by: By = None,
    stance: Stance = None,
    version: Version = None,
    provision: Annotated[str | None, typer.Option("--provision", metavar="N", help="On one provision only.")] = None,
    condition: Conditions = None,
) -> None:
    """Record the position of parties on a proposal."""
    need(by=by, stance=stance)
    talks = write.talks()
    entries = talks.respond(
        proposal,
        by=by or [],
        stance=stance or "",
        version=version,
        provision=provision,
        conditions=condition or [],
        **write.details(),
    )
    write.done(talks, entries)


@app.command("link")
@takes(Write)
def link(
    write: Write,
    proposal: Proposal,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"{', '.join(LINKS)}.", autocompletion=values(*LINKS))],
    target: Annotated[
        str, typer.Argument(metavar="PROPOSAL", help="The other one.", autocompletion=names_of("proposal"))
    ],
) -> None:
    """Tie a proposal to another one: talks link neutral-status in-exchange-for security-guarantees."""
    talks = write.talks()
    write.done(talks, talks.link(proposal, kind, target, **write.details()))


@app.command("act")
@takes(Write)
def act(
    write: Write,
    proposal: Annotated[
        str,
        typer.Argument(
            metavar="PROPOSAL|talks",
            help="A proposal; or the word talks, for the talks as a whole.",
            autocompletion=names_of("proposal"),
        ),
    ],
    act: Annotated[
        str,
        typer.Argument(
            metavar="ACT",
            help=f"{', '.join((*ACTS, *TURNS))}; of the talks: {', '.join(TALKS_ACTS)}.",
            autocompletion=values(*ACTS, *TURNS, *TALKS_ACTS),
        ),
    ],
    by: By = None,
    version: Version = None,
    reason: Reason = None,
    until: Annotated[str | None, typer.Option("--until", metavar="WHEN", help="Of deferred: until when.")] = None,
    to_body: Annotated[str | None, typer.Option("--to-body", metavar="BODY", help="Of referred: to whom.")] = None,
    by_proposal: Annotated[
        str | None,
        typer.Option(
            "--by-proposal", metavar="PROPOSAL", help="Of superseded: by what.", autocompletion=names_of("proposal")
        ),
    ] = None,
) -> None:
    """Record a formal act: agreed, signed, deferred ...; or that the talks were suspended, resumed, concluded."""
    talks, details = write.talks(), write.details()
    taken = OF_TALKS if proposal == "talks" else TAKEN
    if proposal == "talks" and act not in taken:
        raise typer.BadParameter(f"of the talks is one of {', '.join(taken)}", param_hint="ACT")
    one_of(taken, "ACT", act, after=proposal, command="talks act")
    fits(act, taken[act], by=by, version=version, reason=reason, until=until, to_body=to_body, by_proposal=by_proposal)
    if proposal == "talks":
        said = {TALKS_ACTS[act]: reason} if TALKS_ACTS[act] else {}
        entries = talks.act_on_talks(act, {**said, **({"by": by} if by and act == "suspended" else {})}, **details)
    elif act in TURNS:
        match act:
            case "received":
                need(by=by)
                entries = talks.receive(proposal, by=by or [], **details)
            case "deferred":
                entries = talks.defer(proposal, until=until, reason=reason, **details)
            case "referred":
                need(to_body=to_body)
                entries = talks.refer(proposal, to_body or "", reason=reason, **details)
            case "superseded":
                need(by_proposal=by_proposal)
                entries = talks.supersede(proposal, by_proposal or "", **details)
            case _:
                entries = talks.lapse(proposal, reason=reason, **details)
    else:
        need(by=by)
        entries = talks.act(proposal, act, by=by or [], version=version, **details)
    write.done(talks, entries)


@app.command("withdraw")
@takes(Write)
def withdraw(
    write: Write,
    reference: Annotated[
        str,
        typer.Argument(
            metavar="PROPOSAL|PLEDGE",
            help="Its id, or the beginning of it.",
            autocompletion=names_of("proposal", "pledge"),
        ),
    ],
    by: By = None,
    reason: Reason = None,
) -> None:
    """Record that a sponsor took a proposal off the table, or that a party took back its pledge."""
    need(by=by)
    if by and len(by) > 1:
        raise typer.BadParameter("name the sponsor that took it back", param_hint="--by")
    talks = write.talks()
    write.done(talks, talks.withdraw(reference, by=(by or [""])[0], reason=reason, **write.details()))


@app.command("reject")
@takes(Write)
def reject(write: Write, proposal: Proposal, by: By = None, version: Version = None, reason: Reason = None) -> None:
    """Record that parties rejected the version on the table."""
    need(by=by)
    talks = write.talks()
    write.done(talks, talks.reject(proposal, by=by or [], version=version, reason=reason, **write.details()))


@app.command("reopen")
@takes(Write)
def reopen(write: Write, proposal: Proposal, by: By = None, reason: Reason = None) -> None:
    """Record that a proposal is on the table again."""
    talks = write.talks()
    write.done(talks, talks.reopen(proposal, by=by or [], reason=reason, **write.details()))
