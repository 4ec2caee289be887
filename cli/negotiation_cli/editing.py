"""Writing a journal in the user's editor, without ever losing what was written."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .options import Write

if TYPE_CHECKING:
    from negotiation.domain.errors import NegotiationError

TEMPLATE = """\
# A journal: one item an entry. Save and close to record; leave it empty to record nothing.
# Each entry has a kind and its fields, and may have: on, learned, says, sources, grade, marking, note, override, id.
# What kinds and fields there are: talks schema. Examples, to copy without the #:
#
# - kind: proposal-tabled
#   on: 2022-03-29
#   proposal: neutral-status
#   by: UKR
#   to: RUS
#   terms:
#     - kind: neutral-status
#       permanent: yes
#   sources: agencies-0330
#
# - kind: position-taken
#   on: 2022-03-29
#   proposal: neutral-status
#   party: RUS
#   stance: studying
#   version: 1
#   says: Medinsky

"""


def edited(write: Write) -> None:
    """Open the editor on a template and record what was written there.

    What cannot be recorded stays in its file, which is named; on a terminal it can be mended at once.

    Raises:
        InputError: there is no editor, or nothing was written.
        NegotiationError: what recording the journal raises; the text is kept.
    """
    from negotiation.domain.errors import InputError, NegotiationError
    from negotiation.exchange.journal import parse

    from .verbs.record import journal

    talks = write.talks()
    path = _new_file()
    while True:
        _edit(path)
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        if not _written(text):
            path.unlink()
            raise InputError("nothing was written, so nothing was recorded")
        try:
            journal(write, talks, parse(text, str(path)))
        except NegotiationError as error:
            if not _again(error, path):
                raise
        else:
            if not write.dry_run:
                path.unlink()
            return


def _new_file() -> Path:
    """Make the file to be edited: where the system keeps such files, readable by its owner only."""
    descriptor, name = tempfile.mkstemp(prefix="talks-", suffix=".yaml")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(TEMPLATE)
    return Path(name)


def _edit(path: Path) -> None:
    from negotiation.domain.errors import InputError

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        status = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode  # noqa: S603  # the user's own
    except (OSError, ValueError) as error:
        path.unlink()
        raise InputError(f"the editor '{editor}' cannot be run: {error}", "set EDITOR to one that can") from None
    if status:
        raise InputError(f"the editor ended with status {status}; nothing was recorded", f"the text is kept in {path}")


def _written(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _again(error: "NegotiationError", path: Path) -> bool:
    """Show what is wrong, and ask on a terminal whether to mend it; the text is kept either way."""
    from negotiation.rendering.safe import for_terminal

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        print(f"the text is kept in {path}; record it with: talks record {path}", file=sys.stderr)
        return False
    print(for_terminal(str(error)), file=sys.stderr)
    if typer.confirm("edit it again?", default=True, err=True):
        return True
    print(f"the text is kept in {path}; record it with: talks record {path}", file=sys.stderr)
    return False
