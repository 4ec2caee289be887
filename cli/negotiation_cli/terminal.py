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

from negotiation.rendering.as_table import BETWEEN, fitting
from negotiation.rendering.directions import isolated
from negotiation.rendering.document import Block, Cell, Document, Facts, Figure, Section, Table, tables, text_of
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
    console.print(Text(_shown(document.title), style="bold"))
    for section in _fitting(document, console.width):
        console.print()
        _print_section(console, section)
    text = buffer.getvalue()
    if paged and sys.stdout.isatty() and text.count("\n") >= Console().height:
        _page(text)
    else:
        sys.stdout.write(text)


def _shown(text: str) -> str:
    return isolated(for_terminal(text))


def _fitting(document: Document, width: int) -> tuple[Section, ...]:
    """Return the sections of a document, in their narrow form if it has one and a table does not fit as it is."""
    if document.narrow and any(_too_wide(table, width) for table in tables(document.sections)):
        return document.narrow()
    return document.sections


def _too_wide(table: Table, width: int) -> bool:
    found = fitting(table, None)
    return bool(table.rows) and sum(found) + BETWEEN * (len(found) - 1) > width


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


def _print_section(console: Console, section: Section) -> None:
    if section.heading:
        console.print(Text(_shown(section.heading), style="bold"))
    for block in section.blocks:
        _print(console, block)


def _print(console: Console, block: Block) -> None:
    if isinstance(block, Facts):
        console.print(_facts(block.pairs))
    elif isinstance(block, Table):
        _print_table(console, block)
    elif isinstance(block, Figure):
        console.print(Text(_shown(f"{block.title}. {block.says}")))
    else:
        for passage in block.passages:
            console.print(Text(_shown(passage.text)))


def _facts(pairs: tuple[tuple[str, Cell], ...]) -> RichTable:
    grid = RichTable.grid(padding=(0, BETWEEN))
    for name, value in pairs:
        grid.add_row(Text(_shown(name), style="dim"), Text(_shown(text_of(value))))
    return grid


def _print_table(console: Console, table: Table) -> None:
    """Print a table in columns that break no word; where they do not fit, print its rows one below the other."""
    if not table.rows:
        console.print(Text(table.empty, style="dim"))
        return
    widths = fitting(table, console.width)
    if sum(widths) + BETWEEN * (len(widths) - 1) > console.width:
        _print_rows(console, table)
        return
    shown = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, BETWEEN - 1, 0, 0))
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        shown.add_column(Text(_shown(column)), style="bold" if index == 0 else None, overflow="fold", width=width)
    for row in table.rows:
        shown.add_row(*(Text(_shown(text_of(cell))) for cell in row))
    console.print(shown)


def _print_rows(console: Console, table: Table) -> None:
    for number, row in enumerate(table.rows):
        if number:
            console.print()
        console.print(Text(_shown(text_of(row[0])), style="bold"))
        console.print(
            _facts(
                tuple((f"  {name}", cell) for name, cell in zip(table.columns, row, strict=True) if text_of(cell))[1:]
            )
        )
