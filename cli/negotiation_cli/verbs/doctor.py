"""The command that checks a log."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..options import Output, takes
from ..settings import find_log, keyring

if TYPE_CHECKING:
    from negotiation.store.port import Finding

app = typer.Typer()


@app.command("doctor")
@takes(Output, whole=True)
def doctor(
    given: Output,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make anew what follows from the record and is kept beside it.")
    ] = False,
) -> None:
    """Check a log from top to bottom, without changing its record; exit status 6 if something is wrong."""
    from negotiation.domain.errors import ProblemsFound
    from negotiation.rendering.document import Document, table
    from negotiation.store.places import findings
    from negotiation.store.port import Finding

    path = find_log(given.log_path)
    if rebuild:
        _rebuild(path)
    found = list(findings(path))
    found += [] if any(item.ends for item in found) else _signatures(path)
    rows = [("fine" if item.fine else "WRONG", item.check, item.words) for item in found]
    odd = _ahead(path) if all(item.fine for item in found) else []
    found += [Finding(check, fine=True, detail=detail) for check, detail in odd]
    rows += [("odd" if detail else "fine", check, detail) for check, detail in odd]
    given.give(Document(f"check of {path}", (table(("", "check", "detail"), tuple(rows)),), found, found))
    wrong = sum(1 for item in found if not item.fine)
    if wrong:
        raise ProblemsFound(wrong)


def _rebuild(path: str) -> None:
    from negotiation import NegotiationLog

    from ..output import aside, working

    with NegotiationLog.open(path) as log, working("keeping how everything reads and stands"):
        left = log.rebuild()
    for talks in left:
        aside(f"nothing is kept of {talks}: some of its entries cannot be read")


def _signatures(path: str) -> "list[Finding]":
    """Return what is found of the signatures of the checkpoints that the log keeps."""
    from negotiation import NegotiationLog

    with NegotiationLog.open(path) as log:
        if not any(log.store.reader.checkpoints(talks) for talks in log.talks_ids()):
            return []
        from negotiation.trust.sealing import kept_of
        from negotiation.trust.verify import signatures

        return list(signatures({talks: kept_of(log, talks) for talks in log.talks_ids()}, keyring()))


def _ahead(path: str) -> "list[tuple[str, str]]":
    """Return what is said of moments that have not come yet, which are odd, and no damage."""
    from negotiation import NegotiationLog
    from negotiation.moments import ahead_in

    with NegotiationLog.open(path) as log:
        now = log.clock()
        return [row for talks in log.talks_ids() for row in ahead_in(talks, log.talks(talks).entries(), now)]
