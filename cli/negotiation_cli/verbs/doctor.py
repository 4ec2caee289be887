"""The command that checks a log."""

import typer

from ..options import Output, takes
from ..settings import find_log

app = typer.Typer()


@app.command("doctor")
@takes(Output)
def doctor(given: Output) -> None:
    """Check a log from top to bottom, without changing it; exit status 6 if something is wrong."""
    from negotiation.domain.errors import ProblemsFound
    from negotiation.rendering.document import Document, table
    from negotiation.store.check import findings

    path = find_log(given.log_path)
    found = list(findings(path))
    rows = [("fine" if item.fine else "WRONG", item.check, item.detail) for item in found]
    given.give(Document(f"check of {path}", (table(("", "check", "detail"), rows),), found, found))
    wrong = sum(1 for item in found if not item.fine)
    if wrong:
        raise ProblemsFound(wrong)
