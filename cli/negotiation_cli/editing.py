"""Writing a journal in the user's editor, without ever losing what was written."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from negotiation.domain.errors import NegotiationError
    from negotiation.exchange.journal import Journal

TEMPLATE = """\
# A journal: one item an entry. Save and close to record; leave it empty to record nothing.
# Each entry has a kind and its fields, and may have: on, learned, says, sources, grade, in-round, marking,
# note, override, id; and ahead: yes, if a date more than a year ahead is meant.
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


def edited(record: "Callable[[Journal], None]", *, keep: bool) -> None:
    """Open the editor on a template and record what was written there.

    What is not recorded stays in its file, which is named; on a terminal it can be mended at once.

    Args:
        record: records the journal that was written.
        keep: keep the file even then, as after a dry run.

    Raises:
        InputError: there is no editor, or nothing was written.
        NegotiationError: what recording the journal raises.
    """
    from negotiation.domain.errors import InputError, NegotiationError
    from negotiation.exchange.journal import read

    path = _new_file()
    try:
        while True:
            _edit(path)
            if not _written(path):
                raise InputError("nothing was written, so nothing was recorded")
            try:
                record(read(str(path)))
            except NegotiationError as error:
                if not _again(error):
                    raise
            else:
                if not keep:
                    path.unlink()
                return
    finally:
        _keep(path)


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
        raise InputError(f"the editor '{editor}' cannot be run: {error}", "set EDITOR to one that can") from None
    if status:
        raise InputError(f"the editor ended with status {status}; nothing was recorded")


def _written(path: Path) -> bool:
    """Say whether there is more than comments."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _keep(path: Path) -> None:
    """Say where the text is that was not recorded; remove a file that holds none."""
    if _written(path):
        print(f"the text is kept in {path}; record it with: talks record {path}", file=sys.stderr)
    else:
        path.unlink(missing_ok=True)


def _again(error: "NegotiationError") -> bool:
    """Show what is wrong, and ask whether to mend it; off a terminal nobody can be asked."""
    from negotiation.rendering.safe import for_terminal

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(for_terminal(str(error)), file=sys.stderr)
    return typer.confirm("edit it again?", default=True, err=True)
