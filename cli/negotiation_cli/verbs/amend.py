"""Commands that set the record right without editing it."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from ..arguments import EntryReference, Reason, changes, need
from ..complete import values
from ..options import MARKINGS, Write, takes
from ..parties import Names, one

if TYPE_CHECKING:
    from negotiation import TalksLog

RECENT = timedelta(minutes=5)
"""So long after an entry one is taken to mean it who undoes the last command."""
app = typer.Typer()
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="A field that should read otherwise (repeatable)."),
]
UNDATED = "When it happened, if that is known; else it is undated."


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
    no_compartment: Annotated[
        bool, typer.Option("--no-compartment", help="It is in no compartment from now on; else in those as before.")
    ] = False,
) -> None:
    """Record who may see an entry from now on."""
    need(reason=reason)
    talks, details = write.talks(), write.details()
    if no_compartment:
        if details.get("compartments"):
            raise typer.BadParameter("does not go with --no-compartment", param_hint="--compartment")
        details["compartments"] = ()
    write.done(talks, talks.re_mark(entry, to, reason=reason or "", **details))


@app.command("undo")
@takes(Write, on=UNDATED)
def undo(
    write: Write,
    entry: Annotated[
        str | None, typer.Argument(metavar="[ENTRY]", help="Any entry of what one command recorded.")
    ] = None,
    reason: Reason = None,
) -> None:
    """Take back what one command recorded, the last one if not told which; redo brings it back.

    On a terminal it asks first where that may not be what is meant.
    """
    talks = write.talks()
    if entry is None and not write.dry_run:
        _sure(talks)
    write.done(talks, talks.undo(entry, reason=reason or "undone", **write.details()))


@app.command("redo")
@takes(Write, on=UNDATED)
def redo(write: Write, reason: Reason = None) -> None:
    """Bring back what was taken back last, by undo or retract, and has not been brought back."""
    talks = write.talks()
    write.done(talks, talks.redo(reason=reason or "brought back", **write.details()))


def _sure(talks: "TalksLog") -> None:
    """Ask on a terminal, where the last command failed or the last entry is older, whether that one is meant.

    Raises:
        Exit: it is not.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    from negotiation.rendering.safe import for_terminal

    from ..remembering import last_failure

    taken = talks.to_take_back()[::-1]
    recorded, failed = taken[-1].recorded, last_failure()
    old = talks.log.clock() - recorded > RECENT
    if not old and (failed is None or failed < recorded):
        return
    why = f"the last entry was recorded {recorded:%Y-%m-%d %H:%M} UTC" if old else "the last command recorded nothing"
    print(for_terminal(f"{why}; undo takes back:"), file=sys.stderr)
    for found, sentence in zip(taken, talks.sentences(taken), strict=True):
        print(for_terminal(f"    #{found.number}  {sentence}"), file=sys.stderr)
    if not typer.confirm("is that meant?", default=False, err=True):
        print("nothing was taken back", file=sys.stderr)
        raise typer.Exit(1)
