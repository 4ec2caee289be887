"""What a report was made by, as it carries it: enough to write the same report anew from the log, and nothing more.

An edition carries what its readers see anyway: the numbers are its own, and it tells no head of the record.
"""

import msgspec
from msgspec import Struct

NAME = "talks-report"
"""By what a file of text says that this follows."""


class Made(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a report was made by."""

    report: str
    """Which kind of report."""
    talks: str
    last: int
    """The number of the last entry that it rests on, as its readers count."""
    version: str
    """The version of the program."""
    about: str | None = None
    """What it is about, or since when, written out."""
    at: str | None = None
    """The three clocks as they were asked for; what was recorded, without a date, up to the last entry."""
    known: str | None = None
    recorded: str | None = None
    deadlines: str | None = None
    """The minute for which deadlines are worked out, where something hangs on it and no clock says so."""
    entries: int | None = None
    """How many entries the record had, where all of them were seen."""
    sealed: tuple[str, ...] | None = None
    """Of a report that tells the checkpoints kept beside the record, what tells these apart from others."""
    audience: str | None = None
    clearance: str | None = None
    """Up to which label colleagues see, where that is not all."""
    compartments: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """This as one line of JSON that neither ends a comment of HTML nor holds a character that does anything."""
        import json  # noqa: PLC0415  # of what is written as a table it is not asked

        text = json.dumps(msgspec.to_builtins(self), sort_keys=True, separators=(",", ":"))
        for character in "<>&":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return text.replace("--", "-\\u002d")


def in_a_comment(made: Made) -> str:
    """Return what a report was made by as a comment of HTML, which Markdown does not show."""
    return f"<!-- {NAME} {made.written} -->"
