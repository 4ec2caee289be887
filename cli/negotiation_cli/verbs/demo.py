"""The command that records the Istanbul talks and looks at them."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import Common, takes
from ..output import aside, write_out

if TYPE_CHECKING:
    from negotiation import TalksLog
    from negotiation.rendering.document import Document

app = typer.Typer()
PAGE_WIDTH = 110


@app.command("demo")
@takes(Common)
def demo(
    given: Common,
    path: Annotated[
        str, typer.Argument(metavar="[FILE]", help="The new log; a demo recorded there before is looked at again.")
    ] = "istanbul-2022.db",
) -> None:
    """Record the Istanbul talks of 2022 in a new log, look at words and deeds, and write a report."""
    from negotiation import demo as istanbul
    from negotiation.reports import make, write

    place = given.log_path or path
    talks = _recorded(given, place)
    show = partial(_section, given.settings.color)
    seen = talks.as_of(at=istanbul.DAY)
    show(f"talks rounds --at {istanbul.DAY}", seen.document("rounds", seen.rounds()))
    show(f"talks status --at {istanbul.DAY}", seen.document("status", seen.status()))
    show(f"talks why {istanbul.EXCHANGE} --at {istanbul.DAY}", seen.document("why", seen.why(istanbul.EXCHANGE)))
    show(f"talks guarantees --at {istanbul.DAY}", seen.document("guarantees", seen.guarantees()))
    for moment in istanbul.VERDICTS:
        seen = talks.as_of(at=moment)
        show(f"talks pledges --at {moment}", seen.document("pledges", seen.pledges()))
    for known in (istanbul.THEN, None):
        seen = talks.as_of(at=istanbul.LATER, known=known)
        command = f"talks status --at {istanbul.LATER}{f' --known {known}' if known else ''}"
        show(command, seen.document("status", seen.status()))
    made = make("status", talks.as_of(at=istanbul.LATER))
    write_out(write(made, "html"), str(Path(place).with_suffix(".html")), private=made.head.marking != "public")


def _recorded(given: Common, path: str) -> "TalksLog":
    """Return the demo's talks, recorded now or before: its entries have ids, so that they are recorded once."""
    from negotiation import NegotiationLog
    from negotiation import demo as istanbul
    from negotiation.exchange.journal import parse

    fresh = not Path(path).exists()
    log = NegotiationLog.create(path, recorder="demo") if fresh else NegotiationLog.open(path, recorder="demo")
    given.ctx.call_on_close(log.close)
    given.settings.deeds.logs.append(log)
    talks = log.begin(istanbul.TALKS)
    appended = talks.record_items(parse(istanbul.journal_text(), f"{istanbul.TALKS}.yaml"))
    aside(f"recorded {len(appended.entries)} entries in {path}")
    return talks


def _section(color: str, command: str, document: "Document") -> None:
    """Show a document as the command would, within the width of a page."""
    print(f"$ {command}")
    if sys.stdout.isatty() or color == "always":
        from ..terminal import show

        sys.stdout.flush()
        show(document, color=color, paged=False)
        print()
    else:
        from negotiation.rendering import as_table

        print(as_table.write(document, PAGE_WIDTH))
