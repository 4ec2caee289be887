"""The command that changes what opens an encrypted log."""

from typing import Annotated

import typer

from ..options import Output, takes
from ..output import aside
from ..settings import find_log

app = typer.Typer()


@app.command("passphrase")
@takes(Output, whole=True)
def passphrase(
    given: Output,
    new_passphrase_file: Annotated[
        str | None,
        typer.Option("--new-passphrase-file", metavar="FILE", help="The new one is its first line; else it is asked."),
    ] = None,
    recipient: Annotated[
        list[str] | None,
        typer.Option(
            "--recipient", metavar="KEY", help="Whoever has its identity opens the log, too: age1..., ssh-ed25519 ..."
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="KEY", help="It opens the log no longer: a recipient, or passphrase."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what opens the log, and change nothing.")] = False,
) -> None:
    """Change the passphrase of an encrypted log, or who else opens it; what is recorded stays as it is."""
    from negotiation.domain.errors import InputError
    from negotiation.rendering.safe import for_terminal
    from negotiation.store import places
    from negotiation.store.secret import Lock

    from ..unlocking import new_lock

    path = find_log(given.log_path)
    opens = places.opened_by(path)
    if listed:
        if new_passphrase_file or recipient or without:
            raise typer.BadParameter("changes nothing, and stands alone", param_hint="--list")
        _list(given, opens)
        return
    if not opens:
        raise InputError(f"'{path}' is not encrypted", "talks init --encrypted makes a log that is")
    places.unlock(path, ())
    asked = not (recipient or without)
    lock = Lock()
    if asked or recipient or new_passphrase_file:
        lock = new_lock(f"{path}, the new one", new_passphrase_file, recipient or (), from_environment=False)
    gone = places.change_lock(path, lock, without or ())
    for way, name in places.opened_by(path):
        aside(for_terminal(f"opened by {name or f'a {way}'}"))
    if not gone:
        aside("warning: others have the log open: what opened it before is in its -wal file until they close it")


def _list(given: Output, opens: list[tuple[str, str]]) -> None:
    from negotiation.rendering.document import Document, table

    empty = "nothing has to: it is not encrypted"
    shown = table(("opened by", "recipient"), tuple(opens), empty=empty)
    given.give(Document("what opens the log", (shown,), opens, opens))
