"""The page of the columns of CSV, from what the code says of each."""

from negotiation.rendering.columns import COLUMNS, OF_SEVERAL
from negotiation_cli.commands import COMMANDS

_CALLED = {"timeline": "log", "record": "log --record", "changes": "diff"}

_INTRODUCTION = """\
# The columns of CSV

<!-- Written by docs/generate.py from the code; do not edit. -->

`--format csv`, or an `--output` that ends in `.csv`, gives one table, a row a line, for a spreadsheet or a program.
Where there is nothing a cell is empty.
Several values of one thing are joined by `;` without a space: parties, sources, entries.
Where such a value is free text, as a condition, a `;` may stand in it as well: JSON tells them apart.
Parties, kinds and things are written by their codes, dates as EDTF, entries by their numbers, such as `#7`.
A cell that a spreadsheet would take for a formula begins with an apostrophe.
With `--format json` and `jsonl` the same is nested, and what can be several is a list.
The [classes of Python](python.md) name those fields.
"""


def page() -> str:
    """Return the page: a section for each command, with its columns."""
    parts = [_INTRODUCTION, *(f"The column `{name}` tells {words}.\n" for name, words in OF_SEVERAL.items())]
    for name, columns in COLUMNS.items():
        command = _CALLED.get(name, name)
        assert command.split()[0] in COMMANDS  # noqa: S101
        rows = "\n".join(f"| {f'`{column}`' if column else ''} | {words} |" for column, words in columns.items())
        parts.append(f"## talks {command}\n\n| column | what it holds |\n|---|---|\n{rows}\n")
    return "\n".join(parts)
