"""Commands that answer a proposal: positions, links, formal acts, endings."""

from typing import Annotated

import typer

from ..arguments import LINKS, By, Conditions, Proposal, Reason, Stance, Version, fits, need, one_of
from ..complete import names_of, values
from ..options import Write, takes
from ..parties import Names

app = typer.Typer()
ACTS = (
    "agreed-in-principle",
    "agreed-ad-referendum",
    "initialled",
    "adopted",
    "signed-ad-referendum",
    "signed",
    "ratified",
    "accepted",
    "approved",
    "acceded",
    "succeeded",
    "in-force",
    "suspended",
    "resumed",
    "terminated",
    "provisionally-applied",
    "provisional-application-ended",
    "in-force-for",
    "denounced",
)
TURNS = ("received", "deferred", "referred", "lapsed", "superseded", "not-moved")
TALKS_ACTS = {"suspended": "reason", "resumed": "", "concluded": "outcome", "collapsed": "reason"}
TAKEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ACTS, ("by", "version", "effect")),
    "received": ("by",),
    "deferred": ("until", "reason"),
    "referred": ("to_body", "reason"),
    "lapsed": ("reason",),
    "not-moved": ("reason",),
    "superseded": ("by_proposal",),
}
"""The options that go with each act on a proposal."""

RESERVING: dict[str, tuple[str, ...]] = {
    "a reservation": ("provision", "declaration"),
    "an objection": ("objection_to", "reason"),
    "a withdrawal": ("withdrawn", "reason"),
}
"""The options that go with each thing said of what a treaty means for a party."""

OF_TALKS = {"suspended": ("by", "reason"), "resumed": (), "concluded": ("reason",), "collapsed": ("by", "reason")}
"""The options that go with each act on the talks as a whole."""


@app.command("respond")
@takes(Write)
def respond(
    write: Write,
    proposal: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROPOSAL]", help="Its id, or the beginning of it.", autocompletion=names_of("proposal")
        ),
    ] = None,
    by: By = None,
    stance: Stance = None,
    version: Version = None,
    provision: Annotated[str | None, typer.Option("--provision", metavar="N", help="On one provision only.")] = None,
    condition: Conditions = None,
) -> None:
    """Record the position of parties on a proposal; without arguments, on a terminal, it asks."""
    talks = write.talks()
    told = (by, stance, version, provision, condition)
    if not any(told):
        from ..ask import ask, asks

        if asks(*told):
            ask("respond", talks, write, proposal)
            return
    need(asks=not any(told), PROPOSAL=proposal, by=by, stance=stance)
    entries = talks.respond(
        proposal or "",
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
    reference: Annotated[
        str,
        typer.Argument(
            metavar="PROPOSAL|PLEDGE",
            help="Its id, or the beginning of it.",
            autocompletion=names_of("proposal", "pledge"),
        ),
    ],
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"{', '.join(LINKS)}.", autocompletion=values(*LINKS))],
    target: Annotated[
        str,
        typer.Argument(
            metavar="PROPOSAL|PLEDGE",
            help="The other one; of a pledge, either can be.",
            autocompletion=names_of("proposal", "pledge"),
        ),
    ],
) -> None:
    """Tie a proposal, or a pledge, to another one: talks link neutral-status in-exchange-for security-guarantees."""
    talks = write.talks()
    write.done(talks, talks.link(reference, kind, target, **write.details()))


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
    effect: Annotated[
        str | None, typer.Option("--effect", metavar="WHEN", help="From when on it has effect, if that is another day.")
    ] = None,
) -> None:
    """Record a formal act: agreed, signed, deferred ...; or that the talks were suspended, resumed, concluded."""
    talks, details = write.talks(), write.details()
    taken = OF_TALKS if proposal == "talks" else TAKEN
    if proposal == "talks" and act not in taken:
        raise typer.BadParameter(f"of the talks is one of {', '.join(taken)}", param_hint="ACT")
    one_of(taken, "ACT", act, after=proposal, command="talks act")
    fits(
        act, taken[act], by=by, version=version, reason=reason, until=until, to_body=to_body, by_proposal=by_proposal,
        effect=effect,
    )  # fmt: skip
    if proposal == "talks":
        said = {TALKS_ACTS[act]: reason} if TALKS_ACTS[act] else {}
        entries = talks.act_on_talks(
            act, {**said, **({"by": by} if by and act in ("suspended", "collapsed") else {})}, **details
        )
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
            case "not-moved":
                entries = talks.not_moved(proposal, reason=reason, **details)
            case _:
                entries = talks.lapse(proposal, reason=reason, **details)
    else:
        need(by=by)
        entries = talks.act(proposal, act, by=by or [], version=version, effect=effect, **details)
    write.done(talks, entries)


@app.command("accept")
@takes(Write)
def accept(write: Write, proposal: Proposal, by: By = None, version: Version = None) -> None:
    """Record that parties accepted an offer: that they agree in principle to the version on the table."""
    need(by=by)
    talks = write.talks()
    write.done(talks, talks.accept(proposal, by=by or [], version=version, **write.details()))


@app.command("reserve")
@takes(Write)
def reserve(
    write: Write,
    proposal: Proposal,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Its words.")] = None,
    by: By = None,
    provision: Annotated[str | None, typer.Option("--provision", metavar="N", help="To one provision only.")] = None,
    declaration: Annotated[
        bool, typer.Option("--declaration", help="It only says how the party reads the text.")
    ] = False,
    objection: Annotated[
        str | None,
        typer.Option(
            "--objection-to",
            metavar="PARTY",
            help="That parties object to the reservations of this one.",
            autocompletion=names_of("party"),
        ),
        Names.PARTY,
    ] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="That a party took back its reservations.")] = False,
    reason: Reason = None,
) -> None:
    """Record a reservation or a declaration to a treaty, an objection to one, or that it was taken back."""
    need(by=by)
    what = "an objection" if objection is not None else "a withdrawal" if withdrawn else "a reservation"
    told = {"provision": provision, "declaration": declaration or None, "objection_to": objection, "reason": reason}
    fits(what, RESERVING[what], withdrawn=withdrawn or None, **told)
    if (text is None) == (what == "a reservation"):
        says = "say what is reserved, in words" if text is None else f"{what} has no words of its own: give --reason"
        raise typer.BadParameter(says, param_hint="TEXT")
    talks, details = write.talks(), write.details()
    if objection is not None:
        entries = talks.object_to_reservation(proposal, by=by or [], to=objection, reason=reason, **details)
    elif withdrawn:
        entries = talks.withdraw_reservation(proposal, by=by or [], reason=reason, **details)
    else:
        entries = talks.reserve(
            proposal, text or "", by=by or [], provision=provision, declaration=declaration, **details
        )
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
    """Record that sponsors took a proposal off the table, or that parties took back their pledge."""
    need(by=by)
    talks = write.talks()
    write.done(talks, talks.withdraw(reference, by=by or [], reason=reason, **write.details()))


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
