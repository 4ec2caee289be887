"""The command that records talks to learn from and looks at them."""

import sys
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
@takes(Common, whole=True)
def demo(
    given: Common,
    what: Annotated[
        str,
        typer.Argument(
            metavar="[NAME|FILE]",
            help="istanbul-2022, or cptpp-2018 for a treaty with many parties; or the new log of the first. "
            "A demo recorded there before is looked at again.",
        ),
    ] = "istanbul-2022",
) -> None:
    """Record the Istanbul talks of 2022, or a treaty, in a new log, look at them, and write a report."""
    from negotiation.demo import DEMOS, TALKS
    from negotiation.reports import make, write

    if what not in DEMOS and not Path(what).suffix and not Path(what).exists():
        raise typer.BadParameter(f"there is no demo '{what}'; there is {', '.join(DEMOS)}, and a file ends in .db")
    shown = DEMOS.get(what, DEMOS[TALKS])
    place = given.log_path or (f"{what}.db" if what in DEMOS else what)
    talks = _recorded(given, shown.talks, place)
    for look in shown.looks:
        seen = talks.as_of(at=look.at, known=look.known)
        view = seen.view(look.view, look.reference)
        _section(given.settings.color, look.command, seen.document(look.view, view))
    report = make(shown.report, talks.as_of(at=shown.report_at), shown.about)
    private = bool(report.head.marked)
    write_out(write(report, "html"), str(Path(place).with_suffix(".html")), private=private)


def _recorded(given: Common, name: str, path: str) -> "TalksLog":
    """Return the demo's talks, recorded now or before: its entries have ids, so that they are recorded once."""
    from negotiation import NegotiationLog
    from negotiation.demo import journal_text
    from negotiation.exchange.journal import parse

    fresh = not Path(path).exists()
    log = NegotiationLog.create(path, recorder="demo") if fresh else NegotiationLog.open(path, recorder="demo")
    given.ctx.call_on_close(log.close)
    given.settings.deeds.logs.append(log)
    talks = log.begin(name)
    appended = talks.record_items(parse(journal_text(name), f"{name}.yaml"))
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
