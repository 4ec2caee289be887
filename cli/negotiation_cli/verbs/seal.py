"""Commands that sign the head of a record."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..configured import configured
from ..options import Common, takes
from ..output import aside, see_that_it_is_no_log, warn, write_out
from ..settings import keyring

if TYPE_CHECKING:
    from negotiation import NegotiationLog
    from negotiation.trust.sealing import Sealed

app = typer.Typer()
KeyName = Annotated[
    str | None, typer.Option("--key", metavar="NAME", help="The key to sign with; else $TALKS_KEY, else the only one.")
]


@app.command("seal")
@takes(Common, whole=True)
def seal(
    given: Common,
    key: KeyName = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the checkpoint to a file.")
    ] = None,
    timestamp: Annotated[
        str | None,
        typer.Option("--timestamp", metavar="URL", help="Let this authority stamp it with the time (RFC 3161)."),
    ] = None,
) -> None:
    """Sign the head of the record, once every entry was hashed again; the checkpoint is kept in the log, too."""
    from negotiation.trust.sealing import seal as sealed

    see_that_it_is_no_log(output)
    talks = given.talks()
    ring = keyring()
    found = sealed(talks, given.open_log(), ring, _named(key), timestamp=timestamp)
    write_out(found.note.written, output)
    _say("sealed", found)
    if timestamp:
        from negotiation.trust.signed import who

        aside(who(ring, found.note).words)


@app.command("cosign")
@takes(Common, whole=True)
def cosign(
    given: Common,
    path: Annotated[str, typer.Argument(metavar="FILE", help="The checkpoint, which gets one more signature.")],
    key: KeyName = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there, and leave FILE as it is.")
    ] = None,
) -> None:
    """Add a signature to a checkpoint, after comparing it with the log, if there is one here."""
    from negotiation.trust import sealing, signed

    checkpoint = signed.read(path)
    see_that_it_is_no_log(output)
    found = sealing.cosign(checkpoint, _log_here(given), keyring(), _named(key))
    write_out(found.note.written, output or path)
    _say("signed", found)


def _named(key: str | None) -> str | None:
    return key or configured("key").get("key")


def _log_here(given: Common) -> "NegotiationLog | None":
    """Return the log; None where none was named, and there is none."""
    from negotiation.domain.errors import NoLog

    try:
        return given.open_log()
    except NoLog:
        if given.log_path:
            raise
        return None


def _say(done: str, found: "Sealed") -> None:
    aside(f"{done} by {found.by}: {found.head.words}")
    if found.compared:
        aside(found.compared)
    if found.why_not:
        warn([f"the log does not keep it: {found.why_not}"])
