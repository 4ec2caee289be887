"""The shell on a terminal: a line with completion and history, one after the other."""

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from negotiation.domain.errors import NegotiationError
from negotiation.rendering.safe import for_terminal
from negotiation.store.places import opened_by

from ..commands import COMMANDS
from ..remembering import state_folder
from ..settings import find_log
from .arguments import waiting_in
from .session import LEAVING, Session

_OWN = {"help": "What a command takes.", "use": "Take other talks of the log.", "exit": "End the shell."}


def converse(session: Session) -> None:
    """Take lines from the terminal until it ends: Ctrl-C ends a line, Ctrl-D or exit the shell."""
    lines: PromptSession[str] = PromptSession(
        history=history_of(session),
        completer=_Completing(session),
        complete_while_typing=False,
        enable_history_search=True,
    )
    while True:
        try:
            line = lines.prompt(for_terminal(session.prompt()))
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if not session.run(line):
            return
        gc.collect()


def history_of(session: Session) -> History:
    """Return the lines of earlier shells, in a file that is its owner's alone.

    Where no file can be, there are those of this shell only; so, too, where its log is encrypted: what was typed would
    lie about in the clear.
    """
    if _is_encrypted(session):
        return InMemoryHistory()
    with suppress(OSError, RuntimeError):
        path = state_folder() / "history"
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        path.chmod(0o600)
        return FileHistory(path)
    return InMemoryHistory()


def _is_encrypted(session: Session) -> bool:
    with suppress(NegotiationError):
        return bool(opened_by(find_log(session.settings.log)))
    return False


class _Completing(Completer):
    """Offers commands, options, names of things that there are, and fixed words."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield what the word before the cursor may become."""
        line = document.text_before_cursor.lstrip()
        name, space, rest = line.partition(" ")
        if not space:
            offered = {**{name: place.help for name, place in COMMANDS.items()}, **_OWN}
            yield from (_offer(word, name, help_) for word, help_ in offered.items() if word.startswith(name))
            return
        if name == "help":
            yield from (_offer(word, rest, COMMANDS[word].help) for word in COMMANDS if word.startswith(rest))
            return
        command = self._session.command(name) if name not in LEAVING else None
        if command is not None:
            yield from self._of(command, rest)

    def _of(self, command: Any, rest: str) -> Iterator[Completion]:
        waiting = waiting_in(command, rest)
        if waiting.parameter is None:
            if waiting.beginning.startswith("-"):
                options = [option for option in command.params if option.param_type_name == "option"]
                yield from (
                    _offer(option.opts[0], waiting.beginning, option.help or "")
                    for option in options
                    if option.opts[0].startswith(waiting.beginning)
                )
            return
        before, comma, word = waiting.beginning.rpartition(",")
        root = self._session.program.make_context("talks", self._session.before(), resilient_parsing=True)
        with root, command.make_context(command.name, [], parent=root, resilient_parsing=True) as context:
            for item in waiting.parameter.shell_complete(context, word):
                yield _offer(f"{before}{comma}{item.value}", waiting.beginning, item.help or "")


def _offer(word: str, beginning: str, help_: str) -> Completion:
    return Completion(word, start_position=-len(beginning), display_meta=for_terminal(help_))
