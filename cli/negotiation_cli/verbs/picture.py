"""The command that draws a picture."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.pictures import FORMATS, PICTURES

from ..complete import names_of, values
from ..options import Read, takes
from ..output import EVERY, chosen_format, not_on_a_terminal, write_out
from .look import LANES

app = typer.Typer()
_NAMES = tuple(PICTURES)
ORDERS = ("party", "group", "convergence")
"""The orders of the picture that has several; a test holds this to it."""


@dataclass(kw_only=True)
class PictureRead(Read):
    """What a read takes, in the formats of a picture."""

    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}, {', '.join(EVERY[:-1])} or {EVERY[-1]}; else by --output.",
            autocompletion=values(*FORMATS, *EVERY),
        ),
    ] = None


@app.command("picture")
@takes(PictureRead)
def picture(
    read: PictureRead,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"{', '.join(_NAMES)}.", autocompletion=values(*_NAMES))],
    reference: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="Of one proposal: which.", autocompletion=names_of("proposal")),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="WHAT", help="Of course: a lane a proposal, or a party.", autocompletion=values(*LANES)
        ),
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(
            "--sort", metavar="ORDER", help=f"Of positions: {', '.join(ORDERS)}.", autocompletion=values(*ORDERS)
        ),
    ] = None,
) -> None:
    """Draw a picture of the talks as svg, or png (extra png); with what it shows as tables as html, pdf, docx or md."""
    from negotiation.pictures import drawing_of, make, written

    if by is not None and by not in LANES:
        raise typer.BadParameter(f"'{by[:40]}' is none of {', '.join(LANES)}", param_hint="--by")
    options = {} if by is None else {"by": by}
    form = chosen_format(read.form, json=read.json, output=read.output, formats=(*FORMATS, *EVERY))
    seen = read.as_of()
    document = make(kind, seen, reference, order=order, **options)
    if form in EVERY:
        read.give(
            document,
            annotated=seen.annotated,
            labelled=lambda found, written: seen.labelled(found, PICTURES[kind].view, written),
            paged=True,
        )
        return
    drawing = drawing_of(document)
    marked = document.title != drawing.title
    if form != "svg":
        not_on_a_terminal(form, read.output)
    write_out(written(drawing, form), read.output, private=marked)
