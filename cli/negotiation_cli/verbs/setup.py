"""Commands that set up a log and the frame of the talks."""

from typing import Annotated

import typer

from ..arguments import Together, changes, need
from ..complete import names_of, values
from ..options import Common, Write, takes
from ..parties import Names
from ..settings import new_log, recorder

app = typer.Typer()
ROLES = ("negotiating", "mediator", "host", "guarantor", "observer", "monitor", "third-party", "body")
SCHEMES = ("tlp-2.0", "words", "un-2007", "eu-2013")
FROM_THE_BEGINNING = "When it happened; else it is undated, and holds from the beginning."


@app.command("init")
@takes(Common)
def init(
    given: Common,
    path: Annotated[str | None, typer.Argument(metavar="[FILE]", help="Where; else talks.db here.")] = None,
    encrypted: Annotated[
        bool, typer.Option("--encrypted", help="What is recorded is encrypted in the file, with a passphrase.")
    ] = False,
    recipient: Annotated[
        list[str] | None,
        typer.Option(
            "--recipient",
            metavar="KEY",
            help="Of --encrypted: whoever has its identity opens the log: age1..., ssh-ed25519 ... (repeatable).",
        ),
    ] = None,
) -> None:
    """Make a new, empty log, which only its owner may read."""
    from negotiation import NegotiationLog
    from negotiation.rendering.safe import for_terminal

    place = path or new_log(given.log_path)
    if recipient and not encrypted:
        raise typer.BadParameter("goes with --encrypted", param_hint="--recipient")
    if encrypted:
        from ..unlocking import new_lock

        named = given.settings.passphrase_file
        lock = new_lock(place, named, recipient or (), from_environment=True)
        NegotiationLog.create(
            place, recorder=recorder(), passphrase=lock.passphrase, recipients=lock.recipients
        ).close()
    else:
        NegotiationLog.create(place, recorder=recorder()).close()
    given.settings.deeds.made.append(place)
    print(for_terminal(f"made the log {place}; next: talks open ID TITLE"))


@app.command("open")
@takes(Write, on=FROM_THE_BEGINNING)
def open_(
    write: Write,
    talks: Annotated[str, typer.Argument(metavar="ID", help="A short name: istanbul-2022.")],
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its name for people.")],
    description: Annotated[str | None, typer.Option("--description", metavar="TEXT", help="More about it.")] = None,
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help="In which dates are read: Europe/Istanbul.")
    ] = "UTC",
    markings: Annotated[
        str | None,
        typer.Option(
            "--markings",
            metavar="SCHEME",
            help=f"By which labels entries are marked: {', '.join(SCHEMES)}; {SCHEMES[0]} if not given.",
            autocompletion=values(*SCHEMES),
        ),
    ] = None,
    decide_by: Annotated[
        str | None, typer.Option("--decide-by", metavar="RULE", help="consensus, threshold:3 or threshold:75%.")
    ] = None,
    together: Together = False,
) -> None:
    """Begin the record of a negotiation."""
    from negotiation.domain import build

    rule = None
    if decide_by is not None or together:
        rule = _rule("consensus" if decide_by is None else decide_by, "--decide-by")
    opened = write.open_log().begin(talks)
    fields = {"title": title, "description": description, "timezone": timezone, "markings": markings}
    events = [build.event("talks-opened", fields)]
    if rule is not None:
        events.append(build.event("decision-rule-set", {"rule": {**rule, "single_undertaking": together or None}}))
    write.done(opened, opened.record(*events, **write.details()))


def _rule(text: str, where: str, *, shares: bool = False, of: Write | None = None) -> dict[str, object]:
    """Read a decision rule as people write it.

    Args:
        text: the rule.
        where: how its option or argument is called.
        shares: whether a threshold is measured by shares.
        of: reads the parties and groups that a text names; None where there are none yet.

    Raises:
        BadParameter: it is none, or names parties before there are any.
    """
    from negotiation.domain.shares import percent_of

    kind, _, rest = text.partition(":")
    if kind == "consensus" and not rest:
        return {"kind": "consensus"}
    if text == "threshold" and shares:
        return {"kind": "threshold"}
    if kind == "threshold" and rest:
        share = percent_of(rest)
        return {"kind": "threshold", "count": rest} if share is None else {"kind": "threshold", "percent": share}
    if "+" not in text and "," not in text and not (of and of.talks().group_code(text)):
        rules = ["consensus", "threshold:3", "threshold:75%", *(["the parties, as UKR+RUS"] if where == "RULE" else [])]
        raise typer.BadParameter(f"is {', '.join(rules[:-1])} or {rules[-1]}, not '{text}'", param_hint=where)
    if of is None:
        raise typer.BadParameter(
            f"the parties must be at the talks first, and then: talks decide {text}", param_hint=where
        )
    return {"kind": "named-set", "parties": of.parties(text)}


@app.command("decide")
@takes(Write, on=FROM_THE_BEGINNING)
def decide(
    write: Write,
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="consensus, threshold:3, threshold:75% or :2/3, or the parties, as UKR+RUS."
        ),
    ],
    together: Together = False,
    question: Annotated[
        str | None,
        typer.Option("--question", metavar="KIND", help="It is for questions of this kind only, such as procedure."),
    ] = None,
    share: Annotated[
        list[str] | None,
        typer.Option(
            "--share", metavar="WEIGHT:PERCENT", help="Of a threshold: and that share of a weight: population:65%."
        ),
    ] = None,
    including: Annotated[
        list[str] | None,
        typer.Option(
            "--including",
            metavar="PARTY",
            help="Of a threshold: who must be among those who agree (repeatable, or as A,B).",
            autocompletion=names_of("party"),
        ),
        Names.PARTIES,
    ] = None,
) -> None:
    """Record how the talks decide: from the date of --on, else from the beginning: talks decide UKR+RUS."""
    read = _rule(rule, "RULE", shares=bool(share), of=write)
    measures = {name: value for name, value in (("shares", share), ("including", including)) if value}
    if measures and read["kind"] != "threshold":
        raise typer.BadParameter("goes with a threshold", param_hint="--share" if share else "--including")
    read |= measures
    talks = write.talks()
    write.done(talks, talks.decide_by(read, question=question, nothing_until_everything=together, **write.details()))


@app.command("party")
@takes(Write, on="When it happened; else undated, from the beginning; of a new role or name, or if it left, now.")
def party(
    write: Write,
    codes: Annotated[
        list[str],
        typer.Argument(metavar="PARTY...", help="Codes: UKR, RUS, osce.", autocompletion=names_of("party")),
        Names.PARTIES,
    ],
    role: Annotated[
        list[str] | None,
        typer.Option("--role", metavar="ROLE", help=f"{', '.join(ROLES)} (repeatable).", autocompletion=values(*ROLES)),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="TEXT", help="Its name for people, from now on; one party at a time."),
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(
            "--weight",
            metavar="NAME=VALUE",
            help="What it weighs from now on: emissions=17.89%, votes=29/345, population=83 (repeatable).",
        ),
    ] = None,
    continues: Annotated[
        str | None,
        typer.Option(
            "--continues",
            metavar="PARTY",
            help="In the place of which party it stands: what that one signed, it can ratify.",
            autocompletion=names_of("party"),
        ),
        Names.PARTY,
    ] = None,
    left: Annotated[bool, typer.Option("--left", help="It left the talks.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it left.")] = None,
) -> None:
    """Record who is at the talks, in which roles and under which name from now on, or that they left."""
    if left and (role or name or weight or continues):
        raise typer.BadParameter("a party that left has no role", param_hint="--left")
    if not (left or name):
        _no_name_among(codes, role)
    if (name or weight or continues) and len(codes) > 1:
        from negotiation.domain.listing import listed

        hint = "--name" if name else "--weight" if weight else "--continues"
        quotes = "; a name of several words stands in quotes" if name else ""
        raise typer.BadParameter(f"is of one party at a time, not of {listed(codes)}{quotes}", param_hint=hint)
    if reason and not left:
        raise typer.BadParameter("says why a party left: give --left too", param_hint="--reason")
    talks = write.talks()
    if left:
        write.done(talks, talks.leave(*codes, reason=reason, **write.details()))
        return
    if continues:
        if role or name or weight:
            raise typer.BadParameter("is recorded by itself", param_hint="--continues")
        write.done(talks, talks.continues(codes[0], continues, **write.details()))
        return
    if not name and not weight:
        _roles_needed(codes, role)
    weights = {found: str(value) for found, value in changes(weight, option="--weight").items()}
    write.done(talks, talks.party(*codes, roles=role or [], name=name, weights=weights, **write.details()))


def _no_name_among(codes: list[str], roles: list[str] | None) -> None:
    """See that what follows the code of a party is not its name, which would be recorded as another party.

    Raises:
        InvalidInput: it is the name of a state whose code stands there too, or it can be no code.
    """
    if len(codes) < 2:
        return
    from shlex import quote

    from negotiation.domain.errors import InvalidInput, Problem
    from negotiation.domain.states import codes_named
    from negotiation.domain.values import code_of

    for word in codes:
        state = next((code for code in codes_named(word) if code in codes and code != word), None)
        named = state or (codes[0] if code_of(codes[0]) == codes[0] and code_of(word) != word else None)
        if named:
            no_code = f"is a code of letters, digits and hyphens, such as {code_of(word) or 'UKR'}, not '{word}'"
            wrong = f"'{word}' is the name of {named}, and no other party" if state else no_code
            how = f"talks party {named} --role {(roles or ROLES)[0]} --name {quote(word)}"
            raise InvalidInput([Problem("", "party", wrong)], f"the name of a party goes with --name: {how}")


def _roles_needed(codes: list[str], roles: list[str] | None) -> None:
    """Say which roles there are where none is given.

    Raises:
        MissingInput: none is given.
    """
    if roles:
        return
    from negotiation.domain.errors import MissingInput
    from negotiation.domain.states import codes_named

    error = MissingInput(["--role"])
    states = {code: codes_named(code) for code in codes}
    named = "".join(f" · the code of {code} is {' or '.join(found)}" for code, found in states.items() if found)
    how = f"talks party {' '.join(codes)} --role {ROLES[0]}"
    error.hint = f"a party is {', '.join(ROLES[:-1])} or {ROLES[-1]}: {how}{named}"
    raise error


@app.command("knowledge")
@takes(Write, on=FROM_THE_BEGINNING)
def knowledge(
    write: Write,
    unsourced: Annotated[
        str,
        typer.Argument(metavar="recorded|happened", help="When.", autocompletion=values("recorded", "happened")),
    ],
) -> None:
    """Record from when on what rests on no source counts as known, for --known: its recording, or its happening."""
    talks = write.talks()
    write.done(talks, talks.knowledge(unsourced, **write.details()))


@app.command("issue")
@takes(Write, on=FROM_THE_BEGINNING)
def issue(
    write: Write,
    item: Annotated[str, typer.Argument(metavar="ID", help="A short name: territory.")],
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its name for people.")],
) -> None:
    """Put an item on the agenda."""
    talks = write.talks()
    write.done(talks, talks.issue(item, title, **write.details()))


@app.command("term-kind")
@takes(Write, on=FROM_THE_BEGINNING)
def term_kind(
    write: Write,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Its name: limit.")],
    fields: Annotated[
        str,
        typer.Argument(
            metavar="FIELD,FIELD:TYPE...",
            help="Its fields: substance,amount:quantity,note?, where ? is one that a term may go without. "
            "TYPE is text, quantity, bound, date, duration or party; text if not given.",
        ),
    ],
    description: Annotated[
        str | None, typer.Option("--description", metavar="TEXT", help="What terms of the kind say.")
    ] = None,
) -> None:
    """Define a kind of term for these talks: talks term-kind limit substance,amount:quantity."""
    talks = write.talks()
    told = [field for field in fields.split(",") if field.strip()]
    write.done(talks, talks.term_kind(kind, told, description=description, **write.details()))


@app.command("source")
@takes(Write, on=FROM_THE_BEGINNING)
def source(
    write: Write,
    name: Annotated[str, typer.Argument(metavar="ID", help="A short name: agencies-0330.")],
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title.")] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it is: http or https.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="WHEN", help="When; what cites it could be known from then.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="TAG", help="uk, ru, en.")] = None,
    sha256: Annotated[str | None, typer.Option("--sha256", metavar="HEX", help="Digest of an archived copy.")] = None,
    archived: Annotated[
        str | None, typer.Option("--archived", metavar="FILE", help="An archived copy, to take the digest of.")
    ] = None,
    reliability: Annotated[
        str | None, typer.Option("--reliability", metavar="A-F", help="A completely reliable ... F cannot be judged.")
    ] = None,
) -> None:
    """Register a source, for entries to cite."""
    need(publisher=publisher)
    if archived is not None and sha256 is not None:
        raise typer.BadParameter(
            "and --sha256 exclude each other: the digest is taken of the copy", param_hint="--archived"
        )
    talks = write.talks()
    entries = talks.source(
        name,
        publisher or "",
        title=title,
        url=url,
        published=published,
        language=language,
        sha256=_digest(archived) if archived else sha256,
        reliability=reliability,
        **write.details(),
    )
    write.done(talks, entries)


def _digest(path: str) -> str:
    """Return the SHA-256 of a file.

    Raises:
        BadParameter: it cannot be read.
    """
    import hashlib
    from pathlib import Path

    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise typer.BadParameter(f"'{path}' cannot be read: {why}", param_hint="--archived") from None
