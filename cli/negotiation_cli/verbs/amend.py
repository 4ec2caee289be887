"""Commands that set the record right without editing it."""

from typing import Annotated

import typer

from ..arguments import EntryReference, Reason, changes, need
from ..complete import values
from ..options import MARKINGS, Write, takes
from ..parties import Names, one

app = typer.Typer()
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="A field that should read otherwise (repeatable)."),
]
UNDATED = "When it happened, if that is known."


@app.command("correct")
@takes(Write, on=UNDATED)
def correct(write: Write, entry: EntryReference, change: Set = None, reason: Reason = None) -> None:
    """Record how an entry should have read: talks correct 7 --set stance=opposes --reason "misheard"."""
    need(set=change, reason=reason)
    talks = write.talks()
    write.done(talks, talks.correct(entry, changes(change), reason=reason or "", **write.details()))


@app.command("retract")
@takes(Write, on=UNDATED)
def retract(write: Write, entry: EntryReference, reason: Reason = None) -> None:
    """Record that an entry should not have been recorded."""
    need(reason=reason)
    talks = write.talks()
    write.done(talks, talks.retract(entry, reason=reason or "", **write.details()))


@app.command("dispute")
@takes(Write, on=UNDATED)
def dispute(
    write: Write,
    entry: EntryReference,
    by: Annotated[list[str] | None, typer.Option("--by", metavar="WHO", help="Who contests it."), Names.WHO] = None,
    reason: Reason = None,
    account: Set = None,
) -> None:
    """Record that somebody contests an entry; --set gives the fields that differ in their own account."""
    need(by=by, reason=reason)
    talks = write.talks()
    told = changes(account) if account else None
    write.done(talks, talks.dispute(entry, by=one(by), reason=reason or "", account=told, **write.details()))


@app.command("re-mark")
@takes(Write, on=UNDATED)
def re_mark(
    write: Write,
    entry: EntryReference,
    to: Annotated[
        str, typer.Argument(metavar="MARKING", help=f"{', '.join(MARKINGS)}.", autocompletion=values(*MARKINGS))
    ],
    reason: Reason = None,
) -> None:
    """Record who may see an entry from now on."""
    need(reason=reason)
    talks = write.talks()
    write.done(talks, talks.re_mark(entry, to, reason=reason or "", **write.details()))


@app.command("undo")
@takes(Write, on=UNDATED)
def undo(
    write: Write,
    entry: Annotated[
        str | None, typer.Argument(metavar="[ENTRY]", help="Any entry of what one command recorded.")
    ] = None,
    reason: Reason = None,
) -> None:
    """Take back what one command recorded, the last one if not told which; undone twice, it is back."""
    talks = write.talks()
    write.done(talks, talks.undo(entry, reason=reason or "undone", **write.details()))
