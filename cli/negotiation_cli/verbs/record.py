"""Commands that record what was said, any kind of entry, or a whole journal."""

import os
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ..arguments import NAMED, New, changes, need
from ..complete import kinds, names_of
from ..options import Common, Write, takes
from ..output import aside, recorded, taking_many, tally, warn
from ..parties import Names

if TYPE_CHECKING:
    from negotiation import TalksLog
    from negotiation.exchange.journal import Journal

app = typer.Typer()
_OPTIONS = {"in_round": "in"}
"""Details that are given under another name."""


@app.command("say")
@takes(Write)
def say(
    write: Write,
    speaker: Annotated[str | None, typer.Argument(metavar="[SPEAKER]", help="The person.")] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The words.")] = None,
    party: Annotated[
        str | None,
        typer.Option("--party", metavar="PARTY", help="On whose behalf.", autocompletion=names_of("party")),
        Names.PARTY,
    ] = None,
    office: Annotated[str | None, typer.Option("--office", metavar="TEXT", help="The person's office.")] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            metavar="REF",
            help="A proposal, pledge, round, package, party, issue, source or entry (repeatable).",
            autocompletion=names_of(*NAMED),
        ),
    ] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="TAG", help="uk, ru, en.")] = None,
) -> None:
    """Record what somebody said; without arguments, on a terminal, it asks: talks say Medinsky "Yes" --party RUS."""
    told = (text, party, office, about, language)
    talks = write.talks()
    if not any(told):
        from ..ask import ask, asks

        if asks(*told):
            ask("say", talks, write, speaker)
            return
    need(asks=not any(told), SPEAKER=speaker, TEXT=text)
    entries = talks.say(
        speaker or "", text or "", party=party, office=office, about=about or [], language=language, **write.details()
    )
    write.done(talks, entries)


@app.command("note")
@takes(Write)
def note(
    write: Write, words: Annotated[list[str], typer.Argument(metavar="TEXT...", help="The words; quotes are optional.")]
) -> None:
    """Jot down a line, to be sorted later: talks notes lists them, --from-note makes one into an entry."""
    talks = write.talks()
    write.done(talks, talks.jot(" ".join(words), **write.details()))


@app.command("record")
@takes(Write, on="When it happened; else now; what sets up the talks and what is said of entries is undated then.")
def record(
    write: Write,
    what: Annotated[
        str | None, typer.Argument(metavar="KIND|FILE|-", help="A kind of entry, or a journal.", autocompletion=kinds)
    ] = None,
    given: Annotated[
        list[str] | None, typer.Argument(metavar="[FIELD=VALUE...]", help="Of a kind: its fields; lists as JSON.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Write a journal in $EDITOR.")] = False,
    new: New = False,
) -> None:
    """Record any kind of entry from its fields, or a whole journal, all or nothing."""
    from negotiation.domain.catalogue import EVENTS

    if edit:
        if what is not None:
            raise typer.BadParameter("opens an empty journal: leave out the file", param_hint="--edit")
        from ..editing import edited

        edited(partial(journal, write, new=new), keep=write.dry_run)
        return
    if what is None:
        raise typer.BadParameter("give one, or --edit", param_hint="KIND|FILE")
    if what in EVENTS:
        if new:
            raise typer.BadParameter("is said of a journal: a single entry is always recorded", param_hint="--new")
        talks = write.talks()
        write.done(talks, talks.record_kind(what, changes(given, option="FIELD=VALUE"), **write.details()))
    else:
        if given:
            from negotiation.domain.errors import NotFound

            raise NotFound("kind of entry", what, EVENTS)
        _plain_options_only(write)
        from negotiation.exchange.journal import read

        journal(write, read(what), new=new)


def _plain_options_only(write: Write) -> None:
    """Refuse options that say something of one entry: a journal says it of each.

    Raises:
        BadParameter: one was given.
    """
    for name, value in {**write.details(), "source": write.source, "sources": None}.items():
        if (value and name not in ("marking", "dry_run", "ahead")) or (name == "marking" and write.marking):
            raise typer.BadParameter(
                "is said of each entry in the journal itself", param_hint=f"--{_OPTIONS.get(name, name)}"
            )


def talks_of(given: Common, journal: "Journal") -> "TalksLog":
    """Return the talks that a journal is of: those named, else those that it names; new ones where it opens them."""
    log = given.open_log()
    name = given.talks_named or os.environ.get("TALKS") or journal.talks
    opens = any(item.kind == "talks-opened" for item in journal.items)
    if name is not None and (opens or log.store.reader.holds(name)):
        return log.begin(name)
    return log.talks(name)


def journal(write: Write, found: "Journal", *, new: bool = False) -> None:
    """Record a journal and say what became of it."""
    from negotiation.talks.journals import of_another_record

    talks = talks_of(write, found)
    with taking_many("recording the journal"):
        appended = talks.record_items(found, dry_run=write.dry_run, ahead=write.ahead, new=new)
    recorded(talks, appended.entries, dry_run=write.dry_run, once=True)
    if other := of_another_record(talks, found, appended):
        warn([other])
    aside(tally(appended, dry_run=write.dry_run))
