"""What goes wrong, as a sentence on standard error and an exit status."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

import typer

from .deeds import Deeds

USAGE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
REFUSED = (2, 3, 4)
"""The statuses of what was not done because it was not so: bad usage, a name that is none, a rule."""
UNPRINTED = 7
"""What was asked was done, and recorded; only the answer was lost. To run the command again would do it twice."""


def exit_status(command: Any, arguments: list[str], deeds: Deeds | None = None) -> int:
    """Run a command and return its exit status, with every error put in words.

    Args:
        command: the program.
        arguments: what was typed after its name.
        deeds: keeps what the command did; new ones if not given.
    """
    _prepare_streams()
    debug = "--debug" in arguments or bool(os.environ.get("TALKS_DEBUG"))
    deeds = Deeds() if deeds is None else deeds
    try:
        result = command.main(args=arguments, prog_name="talks", standalone_mode=False, obj=deeds)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit) as left:
        if isinstance(left, SystemExit) and type(sys.stdout).__name__ != "PacifyFlushWrapper":
            raise
        with _undisturbed():  # whoever read it has enough of it; the parser answers that with a way out of its own
            _let_go_of_output()
            return _unprinted(deeds, "nobody reads it") or BROKEN_PIPE
    except (typer.Abort, KeyboardInterrupt):
        result = INTERRUPTED
    except Exception as error:
        if debug and not hasattr(error, "format_message"):
            raise
        with _undisturbed():
            _let_go_of_output()
            return _failed(error, deeds)
    if result == INTERRUPTED:  # how the parser answers Ctrl-C
        with _undisturbed():
            _print(f"stopped; {deeds.done() or 'nothing was recorded'}", None)
    return result if isinstance(result, int) else 0


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no second Ctrl-C come between an error and what is said about it."""
    before = None
    with suppress(ValueError):  # signals are for the first thread
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _failed(error: Exception, deeds: Deeds) -> int:
    """Print what went wrong and, where something had been recorded before it did, that; return the exit status."""
    if isinstance(error, OSError):
        status = _unprinted(deeds, error.strerror or str(error))
        return status or _explained(error)
    status = _explained(_damage_behind(error, deeds) or error)
    if status in REFUSED:
        from .remembering import remember_failure

        remember_failure()
    done = deeds.done(doubts=False)
    if done:
        _print(f"{done} all the same", None)
        return UNPRINTED
    return status


def _damage_behind(error: Exception, deeds: Deeds) -> Exception | None:
    """Return an error of a log that is damaged, by which another one came about that nobody has foreseen."""
    if hasattr(error, "format_message"):
        return None
    from negotiation.store.places import damage_behind

    whole = {log.store.path: log.store.who is None for log in deeds.logs}
    found = (damage_behind(error, path, sees_all=sees_all) for path, sees_all in whole.items())
    return next((damage for damage in found if damage is not None), None)


def _unprinted(deeds: Deeds, why: str) -> int:
    """Say what was done although it could not be printed; 0 if nothing was."""
    done = deeds.done()
    if done:
        _print(f"{done}, but it could not be printed: {why}", None)
    return UNPRINTED if done else 0


def _let_go_of_output() -> None:
    """Drop what standard output cannot take, so that the interpreter does not try, and complain, again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        _let_go_of(sys.stdout)


def _let_go_of(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere: at its end the interpreter would try again, and exit with 120."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _prepare_streams() -> None:
    """Write UTF-8 to pipes and files on any machine; what a terminal cannot show is written out, never an error."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115  # closed by whoever started this
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _explained(error: Exception) -> int:
    """Print what went wrong and return the exit status for it."""
    shown = getattr(error, "format_message", None)
    if shown is not None:  # the parser's own: an unknown option, a missing argument
        if type(error).__name__ == "NoArgsIsHelpError":
            _print(shown(), None)
            return USAGE
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "talks"
        _print(f"error: {shown()}", f"{path} --help")
        return int(getattr(error, "exit_code", USAGE))
    from negotiation.domain.dates.edtf import DateError
    from negotiation.domain.errors import NegotiationError

    if isinstance(error, NegotiationError):
        _print(_titled(error.message), error.hint)
        return error.exit_status
    if isinstance(error, DateError):
        _print(f"error: {error}", None)
        return USAGE
    if isinstance(error, OSError):
        where = f" '{error.filename}'" if error.filename else ""
        _print(f"error: {error.strerror or error}{where}", None)
        return 1
    _print(
        f"error: something in this program is wrong: {type(error).__name__}: {error}",
        "run it again with --debug before the command, and report what it prints",
    )
    return 1


def _titled(message: str) -> str:
    lines = message.split("\n")
    if len(lines) == 1:
        return f"error: {message}"
    return "\n".join(f"error: {line}" for line in lines)


def _print(message: str, hint: str | None) -> None:
    from negotiation.rendering.safe import for_terminal

    with suppress(ValueError):
        try:
            print(for_terminal(message), file=sys.stderr)
            if hint:
                print(for_terminal(f"hint:  {hint}"), file=sys.stderr)
        except OSError:  # where standard error takes nothing either, the status has to do
            _let_go_of(sys.stderr)
