"""Commands that show what the log holds."""

from typing import Annotated

import typer

from ..across import ReadSeveral
from ..arguments import Proposal, Reference
from ..commands import COMMANDS
from ..complete import names_of, values
from ..filtering import Listing
from ..options import Read, takes

app = typer.Typer()
LANES = ("proposal", "party")
"""What a lane of the course can be of; a test holds this to the view."""


@app.command("show")
@takes(Read)
def show(read: Read, reference: Reference) -> None:
    """Show everything about a proposal, pledge, round, package, party, source, agenda item or entry."""
    seen = read.as_of()
    read.show(seen, "show", seen.show(reference))


@app.command("log")
@takes(Listing)
def log(
    read: Listing,
    newest: Annotated[bool, typer.Option("--newest", "-r", help="Newest first.")] = False,
    record: Annotated[
        bool, typer.Option("--record", help="In the order of record, with corrections and what was taken back.")
    ] = False,
) -> None:
    """Show what happened, entry by entry, in the order in which it did."""
    name = "record" if record else "timeline"

    read.show_view(name, lambda seen: seen.view(name, wanted=read.wanted(seen), newest_first=newest, last=read.last))


@app.command("why")
@takes(Read)
def why(
    read: Read,
    reference: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="A proposal, pledge or package, or the beginning of its id.",
            autocompletion=names_of("proposal", "pledge", "package"),
        ),
    ],
) -> None:
    """Show the entries that the status of a proposal, a pledge or a package rests on."""
    seen = read.as_of()
    read.show(seen, "why", seen.why(reference))


@app.command("course")
@takes(Read)
def course(
    read: Read,
    by: Annotated[
        str, typer.Option("--by", metavar="WHAT", help="A lane a proposal, or a party.", autocompletion=values(*LANES))
    ] = LANES[0],
) -> None:
    """Show how the talks went: every proposal and pledge from stage to stage, beside the rounds."""
    if by not in LANES:
        raise typer.BadParameter(f"'{by[:40]}' is none of {', '.join(LANES)}", param_hint="--by")
    seen = read.as_of()
    read.show(seen, "course", seen.view("course", by=by))


@app.command("treaty")
@takes(Read)
def treaty(read: Read, proposal: Proposal) -> None:
    """Show how a treaty stands for each party: signed, bound, in force, out."""
    seen = read.as_of()
    read.show(seen, "treaty", seen.treaty(proposal))


@app.command("drafts")
@takes(Read)
def drafts(read: Read, proposal: Proposal) -> None:
    """Show how a text grew: words, brackets and provisions still open, version by version."""
    seen = read.as_of()
    read.show(seen, "drafts", seen.drafts(proposal))


@app.command("blame")
@takes(Read)
def blame(read: Read, proposal: Proposal) -> None:
    """Show who wrote which words of a text, and with which amendment."""
    seen = read.as_of()
    read.show(seen, "blame", seen.blame(proposal))


@app.command("text")
@takes(Read)
def text(
    read: Read,
    proposal: Proposal,
    first: Annotated[
        str | None,
        typer.Option("--from", metavar="N|WHEN|#N", help="Compare with this version, or with the words of a moment."),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="N|WHEN|#N", help="This version, or moment; else what is on the table."),
    ] = None,
    brackets: Annotated[bool, typer.Option("--brackets", help="List what stands in square brackets.")] = False,
) -> None:
    """Show the words of a proposal, compare two versions word by word, or list what is in brackets."""
    if brackets and first:
        raise typer.BadParameter("and --from exclude each other", param_hint="--brackets")
    version = None
    if last is not None and is_version(last):
        version = int(last)
    elif last is not None:
        clock = "recorded" if last.startswith("#") else "at"
        if getattr(read, clock) is not None:
            raise typer.BadParameter(f"{last} is a moment of this clock: leave out --{clock}", param_hint="--to")
        setattr(read, clock, last)
    seen = read.as_of()
    read.show(seen, "text", seen.text(proposal, version=version, first=first, in_brackets=brackets))


def is_version(text: str) -> bool:
    """Say whether a text is the number of a version; longer numbers are years."""
    return text.isascii() and text.isdigit() and len(text) <= 3


@app.command("diff")
@takes(Read)
def diff(
    read: Read,
    first: Annotated[str, typer.Argument(metavar="FROM", help="A moment: 2022-03-28; or an entry, #7.")],
    second: Annotated[str, typer.Argument(metavar="TO", help="A later moment.")],
    clock: Annotated[
        str | None,
        typer.Option(
            "--clock",
            metavar="CLOCK",
            help="at (happened), known or recorded; else at, and recorded between entries.",
            autocompletion=values("at", "known", "recorded"),
        ),
    ] = None,
) -> None:
    """Show what changed between two moments, on any clock; the other clocks stand still."""
    clock = clock or ("recorded" if first.startswith("#") and second.startswith("#") else "at")
    if clock not in ("at", "known", "recorded"):
        raise typer.BadParameter("is at, known or recorded", param_hint="--clock")
    others = {"at": read.at, "known": read.known, "recorded": read.recorded}
    if others.pop(clock) is not None:
        raise typer.BadParameter(f"FROM and TO are moments of this clock: leave out --{clock}", param_hint="--clock")
    talks = read.talks()
    view = talks.changes(first, second, clock=clock, **others)
    read.show(talks.as_of(**{**others, clock: second}), "changes", view)


@app.command("notes")
@takes(Read)
def notes(
    read: Read,
    every: Annotated[bool, typer.Option("--all", help="Those that were sorted too, with what they became.")] = False,
) -> None:
    """Show the notes that wait to be sorted; any command that records makes one into an entry with --from-note."""
    seen = read.as_of()
    read.show(seen, "notes", seen.notes(every=every))


@app.command("search")
@takes(Listing)
def search(
    read: Listing,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='All of them; "in this order"; begin*, *end, *within*.')
    ],
    part: Annotated[bool, typer.Option("--part", help="Each word may be a part of a longer one.")] = False,
) -> None:
    """Find entries by their words."""
    if not any(word.strip() for word in words):
        raise typer.BadParameter("give at least one", param_hint="WORDS")
    sought = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    read.show_view(
        "search",
        lambda seen: seen.search(sought, read.wanted(seen), parts=part, last=read.last),
        sought=sought,
    )


@app.command("positions")
@takes(Listing)
def positions(read: Listing) -> None:
    """Show who has taken which position on what, and how each position moved."""
    several = {"long": True} if read.several else {}
    read.show_view("positions", lambda seen: seen.positions(wanted=read.wanted(seen), last=read.last), **several)


def _plain(name: str) -> None:
    """Define the command that shows a view which takes nothing but the options of every read, or of many."""

    def show_view(read: Read) -> None:
        seen = read.as_of()
        read.show(seen, name, seen.view(name))

    def show_views(read: ReadSeveral) -> None:
        read.show_view(name, lambda seen: seen.view(name))

    command, options = (show_views, ReadSeveral) if name in _OF_SEVERAL else (show_view, Read)
    command.__doc__ = COMMANDS[name].help
    app.command(name)(takes(options)(command))


_OF_SEVERAL = ("status",)
"""The views of these that can be seen of several talks at once."""


def _of_entries(name: str) -> None:
    """Define the command that shows a view of things, of which those can be asked for that rest on some entries."""

    def show_view(read: Listing) -> None:
        read.show_view(name, lambda seen: seen.view(name, wanted=read.wanted(seen), last=read.last))

    show_view.__doc__ = COMMANDS[name].help
    app.command(name)(takes(Listing)(show_view))


for _name in ("rounds", "sources"):
    _of_entries(_name)
_WRITTEN_OUT = {info.name for info in app.registered_commands}
for _name, _place in COMMANDS.items():
    if _place.module == "look" and _name not in _WRITTEN_OUT:
        _plain(_name)
