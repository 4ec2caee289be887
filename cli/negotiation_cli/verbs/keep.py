"""Commands that keep copies of a log, and put them back."""

import sys
from typing import Annotated

import typer

from ..options import Common, takes
from ..settings import keyring

app = typer.Typer()


@app.command("backup")
@takes(Common, whole=True)
def backup(
    given: Common,
    copy: Annotated[str, typer.Argument(metavar="FILE", help="Where; nothing is overwritten.")],
) -> None:
    """Write a copy of the log, of one moment, while others may write to it; it is checked after writing."""
    from negotiation.rendering.safe import for_terminal
    from negotiation.store import places

    from ..settings import find_log

    number = places.backup(find_log(given.log_path), copy)
    print(for_terminal(f"{number} entries are in {copy}, which was checked"))


@app.command("archive")
@takes(Common, whole=True)
def archive(
    given: Common,
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where; nothing is overwritten.")],
) -> None:
    """Write the record with its seals, reports and what was verified to a folder for an archive, as BagIt has it."""
    from negotiation.archiving.archive import archive as archived
    from negotiation.rendering.safe import for_terminal

    with given.open_log() as log:
        names = archived(log, folder, keyring(), given.talks_named)
    print(for_terminal(f"{folder} has the record of {', '.join(names)}, which was verified"))


@app.command("restore")
@takes(Common, whole=True)
def restore(
    given: Common,
    copy: Annotated[str, typer.Argument(metavar="FILE", help="A copy of the log; it is checked first.")],
) -> None:
    """Put a copy in the place of the log; what is there is moved aside, nothing is overwritten."""
    from negotiation import NegotiationLog
    from negotiation.domain.errors import NoLog
    from negotiation.rendering.safe import for_terminal

    from ..settings import find_log, new_log

    try:
        path = find_log(given.log_path)
    except NoLog:
        path = new_log(given.log_path)
    for aside in NegotiationLog.restore(path, copy):
        print(for_terminal(f"what was there is now {aside}"), file=sys.stderr)
    print(for_terminal(f"{path} is what {copy} holds; next: talks doctor"))
