"""Commands that show what the log holds."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..arguments import Reference
from ..complete import kinds, names_of, values
from ..options import MARKINGS, Read, takes

if TYPE_CHECKING:
    from negotiation import AsOf, Filter

app = typer.Typer()
Party = Annotated[
    str | None,
    typer.Option("--party", metavar="PARTY", help="In which it takes part.", autocompletion=names_of("party")),
]
About = Annotated[
    str | None,
    typer.Option("--proposal", metavar="PROPOSAL", help="About it.", autocompletion=names_of("proposal")),
]
Pledge = Annotated[
    str | None,
    typer.Option("--pledge", metavar="PLEDGE", help="About it.", autocompletion=names_of("pledge")),
]
Round = Annotated[
    str | None,
    typer.Option("--round", metavar="ROUND", help="Of it, or that happened in it.", autocompletion=names_of("round")),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="KIND", help="position-taken ..., or its beginning: proposal.", autocompletion=kinds
    ),
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="SOURCE", help="That rests on it.", autocompletion=names_of("source"))
]
Marking = Annotated[
    str | None,
    typer.Option(
        "--marking",
        metavar="WHO",
        help=f"{', '.join(MARKINGS)}.",
        autocompletion=values(*MARKINGS),
    ),
]


def _wanted(seen: "AsOf", kind: str | None, marking: str | None, **others: str | None) -> "Filter":
    """Return which entries are asked for.

    Raises:
        NotFound: there is no such kind of entry, or another name is that of nothing.
        BadParameter: there is no such marking.
    """
    from negotiation.domain.catalogue import EVENTS

    if kind is not None and kind not in EVENTS and kind not in {name.partition("-")[0] for name in EVENTS}:
        from negotiation.domain.errors import NotFound

        raise NotFound("kind of entry", kind, EVENTS)
    if marking is not None and marking not in MARKINGS:
        raise typer.BadParameter(f"is one of {', '.join(MARKINGS)}", param_hint="--marking")
    return seen.filter(kind=kind, marking=marking, **others)


@app.command("status")
@takes(Read)
def status(read: Read) -> None:
    """Show where every proposal stands."""
    from negotiation.rendering.layouts.status import lay_out

    seen = read.as_of()
    read.give(lay_out(seen.status(), seen.clocks), paged=True)


@app.command("show")
@takes(Read)
def show(read: Read, reference: Reference) -> None:
    """Show everything about a proposal, pledge, round, package, party, source, agenda item or entry."""
    from negotiation.rendering.layouts.show import lay_out

    seen = read.as_of()
    read.give(lay_out(seen.show(reference), seen.clocks), paged=True)


@app.command("log")
@takes(Read)
def log(
    read: Read,
    party: Party = None,
    proposal: About = None,
    pledge: Pledge = None,
    round_: Round = None,
    kind: Kind = None,
    source: Source = None,
    marking: Marking = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="That holds these words.")] = None,
    newest: Annotated[bool, typer.Option("--newest", "-r", help="Newest first.")] = False,
    record: Annotated[
        bool, typer.Option("--record", help="In the order of record, with corrections and what was taken back.")
    ] = False,
) -> None:
    """Show what happened, entry by entry, in the order in which it did."""
    from negotiation.rendering.layouts.entries import timeline

    seen = read.as_of()
    wanted = _wanted(
        seen, kind, marking, party=party, proposal=proposal, pledge=pledge, round=round_, source=source, text=text
    )
    view = seen.record if record else seen.timeline
    title = "record" if record else "timeline"
    read.give(timeline(view(wanted, newest_first=newest), seen.clocks, title), paged=True)


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
    from negotiation.rendering.layouts.entries import why as lay_out

    seen = read.as_of()
    read.give(lay_out(seen.why(reference), seen.clocks), paged=True)


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
    from negotiation import Clocks
    from negotiation.rendering.layouts.entries import changes

    clock = clock or ("recorded" if first.startswith("#") and second.startswith("#") else "at")
    if clock not in ("at", "known", "recorded"):
        raise typer.BadParameter("is at, known or recorded", param_hint="--clock")
    others = {"at": read.at, "known": read.known, "recorded": read.recorded}
    if others.pop(clock) is not None:
        raise typer.BadParameter(f"FROM and TO are moments of this clock: leave out --{clock}", param_hint="--clock")
    view = read.talks().changes(first, second, clock=clock, **others)
    read.give(changes(view, Clocks(**others)), paged=True)


@app.command("positions")
@takes(Read)
def positions(read: Read) -> None:
    """Show who has taken which position on what, and how each position moved."""
    from negotiation.rendering.layouts.positions import lay_out

    seen = read.as_of()
    read.give(lay_out(seen.positions(), seen.clocks), paged=True)


@app.command("search")
@takes(Read)
def search(
    read: Read,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='All of them; "in this order"; begin*.')],
    party: Party = None,
    proposal: About = None,
    kind: Kind = None,
    source: Source = None,
    marking: Marking = None,
) -> None:
    """Find entries by their words."""
    from negotiation.rendering.layouts.entries import timeline

    if not any(word.strip() for word in words):
        raise typer.BadParameter("give at least one", param_hint="WORDS")
    seen = read.as_of()
    wanted = _wanted(seen, kind, marking, party=party, proposal=proposal, source=source)
    sought = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    read.give(timeline(seen.search(sought, wanted), seen.clocks, f"search for {sought}"), paged=True)


@app.command("sources")
@takes(Read)
def sources(read: Read) -> None:
    """Show what rests on each source, and what rests on none."""
    from negotiation.rendering.layouts.entries import sources as lay_out

    seen = read.as_of()
    read.give(lay_out(seen.sources(), seen.clocks), paged=True)
