"""Commands that show what the log holds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from ..across import ReadSeveral
from ..arguments import Proposal, Reference
from ..commands import COMMANDS
from ..complete import kinds, names_of, values
from ..options import MARKINGS, Read, takes

if TYPE_CHECKING:
    from negotiation import AsOf, Filter

app = typer.Typer()
OfParty = Annotated[
    str | None,
    typer.Option("--party", metavar="PARTY", help="In which it takes part.", autocompletion=names_of("party")),
]
OnProposal = Annotated[
    str | None,
    typer.Option("--proposal", metavar="PROPOSAL", help="About it.", autocompletion=names_of("proposal")),
]
OnPledge = Annotated[
    str | None,
    typer.Option("--pledge", metavar="PLEDGE", help="About it.", autocompletion=names_of("pledge")),
]
OfRound = Annotated[
    str | None,
    typer.Option("--round", metavar="ROUND", help="Of it, or that happened in it.", autocompletion=names_of("round")),
]
OfKind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="KIND", help="position-taken ..., or its beginning: proposal.", autocompletion=kinds
    ),
]
FromSource = Annotated[
    str | None, typer.Option("--source", metavar="SOURCE", help="That rests on it.", autocompletion=names_of("source"))
]
WithMarking = Annotated[
    str | None,
    typer.Option(
        "--marking",
        metavar="WHO",
        help=f"{', '.join(MARKINGS)}.",
        autocompletion=values(*MARKINGS),
    ),
]
WithText = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="That holds these words.")]


@dataclass(kw_only=True)
class Sought(ReadSeveral):
    """Which entries are asked for, by what they are about and where they come from."""

    party: OfParty = None
    proposal: OnProposal = None
    kind: OfKind = None
    source: FromSource = None
    marking: WithMarking = None

    def wanted(self, seen: "AsOf", **others: str | None) -> "Filter":
        """Return which entries are asked for.

        Raises:
            NotFound: there is no such kind of entry, or another name is that of nothing.
            BadParameter: there is no such marking.
        """
        from negotiation.domain.catalogue import EVENTS

        kind, marking = self.kind, self.marking
        if kind is not None and kind not in EVENTS and kind not in {name.partition("-")[0] for name in EVENTS}:
            from negotiation.domain.errors import NotFound

            raise NotFound("kind of entry", kind, EVENTS)
        if marking is not None and marking not in MARKINGS:
            raise typer.BadParameter(f"is one of {', '.join(MARKINGS)}", param_hint="--marking")
        return seen.filter(
            party=self.party, proposal=self.proposal, kind=kind, source=self.source, marking=marking, **others
        )


@dataclass(kw_only=True)
class Filtered(Sought):
    """The same, by pledge, round and words too."""

    pledge: OnPledge = None
    round_: OfRound = None
    text: WithText = None

    def wanted(self, seen: "AsOf", **others: str | None) -> "Filter":
        """Return which entries are asked for, as :meth:`Sought.wanted` does."""
        return super().wanted(seen, pledge=self.pledge, round=self.round_, text=self.text, **others)


@app.command("show")
@takes(Read)
def show(read: Read, reference: Reference) -> None:
    """Show everything about a proposal, pledge, round, package, party, source, agenda item or entry."""
    seen = read.as_of()
    read.show(seen, "show", seen.show(reference))


@app.command("log")
@takes(Filtered)
def log(
    read: Filtered,
    newest: Annotated[bool, typer.Option("--newest", "-r", help="Newest first.")] = False,
    last: Annotated[
        int | None, typer.Option("--last", min=1, metavar="N", help="Only the last so many of them.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="In the order of record, with corrections and what was taken back.")
    ] = False,
) -> None:
    """Show what happened, entry by entry, in the order in which it did."""
    name = "record" if record else "timeline"
    read.show_view(name, lambda seen: seen.view(name, wanted=read.wanted(seen), newest_first=newest, last=last))


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


@app.command("treaty")
@takes(Read)
def treaty(read: Read, proposal: Proposal) -> None:
    """Show how a treaty stands for each party: signed, bound, in force, out."""
    seen = read.as_of()
    read.show(seen, "treaty", seen.treaty(proposal))


@app.command("blame")
@takes(Read)
def blame(read: Read, proposal: Proposal) -> None:
    """Show who wrote which words of a text, and with which amendment."""
    seen = read.as_of()
    read.show(seen, "blame", seen.blame(proposal))


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


@app.command("search")
@takes(Sought)
def search(
    read: Sought,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='All of them; "in this order"; begin*.')],
) -> None:
    """Find entries by their words."""
    if not any(word.strip() for word in words):
        raise typer.BadParameter("give at least one", param_hint="WORDS")
    sought = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    read.show_view("search", lambda seen: seen.search(sought, read.wanted(seen)), sought=sought)


@app.command("positions")
@takes(ReadSeveral)
def positions(read: ReadSeveral) -> None:
    """Show who has taken which position on what, and how each position moved."""
    several = {"long": True} if read.several else {}
    read.show_view("positions", lambda seen: seen.positions(), **several)


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


_OF_SEVERAL = ("status", "sources")
"""The views of these that can be seen of several talks at once."""


_WRITTEN_OUT = {info.name for info in app.registered_commands}
for _name, _place in COMMANDS.items():
    if _place.module == "look" and _name not in _WRITTEN_OUT:
        _plain(_name)
