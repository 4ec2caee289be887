"""Commands that show whether the record is the one that was written."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..options import Output, takes
from ..settings import keyring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from negotiation.store.port import Finding

app = typer.Typer()


@app.command("head")
@takes(Output, whole=True)
def head(given: Output) -> None:
    """Print the head of the record of each talks: how many entries it has, and the root over them."""
    from negotiation.rendering.document import Document, table

    with given.open_log() as log:
        names = [log.talks(given.talks_named).id] if given.talks_named else log.talks_ids()
        heads = [log.talks(name).record_head() for name in names]
    rows = [(found.talks, str(found.entries), found.root[:16], found.root) for found in heads]
    columns = ("talks", "entries", "root in short", "root")
    given.give(Document("heads", (table(columns, rows, empty="nothing is recorded yet"),), heads, heads))


@app.command("verify")
@takes(Output, whole=True)
def verify(
    given: Output,
    expect: Annotated[
        list[str] | None,
        typer.Option("--expect", metavar="ROOT", help="A root that was kept, or its first 16 digits (repeatable)."),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FILE", help="A report, with the head at its foot (repeatable)."),
    ] = None,
    export: Annotated[
        list[str] | None, typer.Option("--export", metavar="FILE", help="An export as JSON lines (repeatable).")
    ] = None,
    checkpoint: Annotated[
        list[str] | None,
        typer.Option("--checkpoint", metavar="FILE", help="A checkpoint that somebody sealed (repeatable)."),
    ] = None,
) -> None:
    """Hash every entry again, and compare the record with what one holds; exit status 6 if something differs."""
    from negotiation.trust.verify import Held, verified

    held = Held(tuple(expect or ()), tuple(report or ()), tuple(export or ()), tuple(checkpoint or ()))
    with given.open_log() as log:
        give_findings(given, "verification", list(verified(log, held, keyring())))


def give_findings(given: Output, title: str, found: "list[Finding]", about: "Mapping[str, str] | None" = None) -> None:
    """Write out what a check found, and what it is about.

    Raises:
        ProblemsFound: something is wrong.
    """
    from negotiation.domain.errors import ProblemsFound
    from negotiation.rendering.document import Document, table

    rows = [("fine" if item.fine else "open" if item.open else "WRONG", item.check, item.words) for item in found]
    shown = [table(("", "check", "detail"), rows)]
    if about is None:
        given.give(Document(title, tuple(shown), found, found))
    else:
        shown.append(table(("entry", ""), list(about.items())))
        given.give(Document(title, tuple(shown), {"findings": found, "entry": about}, found))
    wrong = sum(1 for item in found if not item.fine and not item.open)
    unseen = sum(1 for item in found if item.open)
    if wrong or unseen:
        raise ProblemsFound(wrong, unseen)
