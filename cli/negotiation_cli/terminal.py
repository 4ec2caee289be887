"""Documents on a terminal: tables that fit its width, in colour where that is wanted, paged where they are long."""

import os
import shlex
import subprocess
import sys
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from negotiation.rendering.document import Block, Document, Facts, Table
from negotiation.rendering.safe import for_terminal


def show(document: Document, *, color: str, paged: bool) -> None:
    """Print a document on the terminal."""
    colored = color == "always" or (color == "auto" and "NO_COLOR" not in os.environ)
    buffer = StringIO()
    console = Console(
        file=buffer,
        force_terminal=colored,
        no_color=not colored,
        width=Console().width,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(Text(for_terminal(document.title), style="bold"))
    for block in document.blocks:
        console.print()
        _print(console, block)
    text = buffer.getvalue()
    if paged and text.count("\n") >= Console().height:
        _page(text)
    else:
        sys.stdout.write(text)


def _page(text: str) -> None:
    """Show text in $PAGER, else in less; as it is where there is none, or where PAGER is empty."""
    pager = shlex.split(os.environ.get("PAGER", "less"))
    try:
        if pager:
            environment = {"LESS": "-RFX", **os.environ}
            subprocess.run(pager, input=text, encoding="utf-8", env=environment, check=False)  # noqa: S603
            return
    except OSError:
        pass
    sys.stdout.write(text)


def _print(console: Console, block: Block) -> None:
    if block.heading:
        console.print(Text(for_terminal(block.heading), style="bold"))
    if isinstance(block, Facts):
        grid = RichTable.grid(padding=(0, 2))
        for name, value in block.pairs:
            grid.add_row(Text(for_terminal(name), style="dim"), Text(for_terminal(value)))
        console.print(grid)
    elif isinstance(block, Table):
        console.print(_table(block) if block.rows else Text(block.empty, style="dim"))
    else:
        for line in block.lines:
            console.print(Text(for_terminal(line)))


def _table(table: Table) -> RichTable:
    shown = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, column in enumerate(table.columns):
        shown.add_column(Text(for_terminal(column)), style="bold" if index == 0 else None, overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(for_terminal(cell)) for cell in row))
    return shown
