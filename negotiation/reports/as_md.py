"""Reports as Markdown, with footnotes, and with text from outside escaped."""

from collections.abc import Iterator
from typing import assert_never

from ..rendering.links import for_link
from ..rendering.safe import for_markdown
from .model import Block, Cell, Facts, Footnote, Passage, Points, Report, Section, Table
from .words import footnote_words, marking_words


def write(report: Report) -> str:
    """Return the report as Markdown (GitHub's, with tables and footnotes)."""
    parts = [*_head(report), *(part for section in report.sections for part in _section(section))]
    parts += ["## Sources", *(_footnote(note) for note in report.footnotes)]
    if not report.footnotes:
        parts.append("*Nothing in this report has a source.*")
    parts += ["---", f"To make this report again: {_code(report.head.reproduce)}"]
    return "\n\n".join(parts) + "\n"


def _head(report: Report) -> Iterator[str]:
    head = report.head
    yield f"# {for_markdown(head.subject or head.title)}"
    if head.marked:
        yield f"> **{head.marking.upper()}**: {for_markdown(marking_words(head))}."
    yield f"*{for_markdown(head.name)}*"
    facts = [
        ("Talks", (Passage(f"{head.title} ({head.talks})"),)),
        *((name, (Passage(words),)) for name, words in head.clocks_words),
        ("Parties", head.parties),
        ("Phase", (head.phase,)),
        ("Decision rule", (head.decides_by,)),
        ("Marking", (Passage(head.marking),)),
        ("Rests on", (Passage(f"the entries up to #{head.last_entry}"),)),
    ]
    yield _block(Facts(tuple(facts)))


def _section(section: Section) -> Iterator[str]:
    yield f"{'###' if section.below else '##'} {for_markdown(section.heading)}"
    yield from (_block(block) for block in section.blocks)


def _block(block: Block) -> str:
    match block:
        case Facts():
            return "\n".join(f"- **{for_markdown(name)}**: {_cell(cell, '; ')}" for name, cell in block.pairs)
        case Points():
            return "\n".join(f"- {_passage(passage)}" for passage in block.passages)
        case Table():
            return _table(block) if block.rows else f"*{for_markdown(block.empty)}*"
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    rows = [
        f"| {' | '.join(map(for_markdown, table.columns))} |",
        f"|{'---|' * len(table.columns)}",
        *(f"| {' | '.join(_cell(cell, '<br>') for cell in row)} |" for row in table.rows),
    ]
    return "\n".join(rows)


def _cell(cell: Cell, between: str) -> str:
    return between.join(_passage(passage) for passage in cell)


def _passage(passage: Passage) -> str:
    text = for_markdown(passage.text)
    if passage.strong:
        text = f"**{text}**"
    entry = f" (\\#{passage.entry})" if passage.entry else ""
    marks = "".join(f" **\\[{for_markdown(mark)}\\]**" for mark in passage.marks)
    return f"{text}{entry}{marks}{''.join(f'[^{number}]' for number in passage.notes)}"


def _footnote(note: Footnote) -> str:
    words = [for_markdown(note.publisher or note.source)]
    if note.title:
        words.append(f"*{for_markdown(note.title)}*")
    words += map(for_markdown, footnote_words(note))
    language = f" ({for_markdown(note.language)})" if note.language else ""
    quote = f" “{for_markdown(note.quote)}”{language}." if note.quote else ""
    link = for_link(note.url) if note.url else None
    address = f" <{link}>" if link else f" {for_markdown(note.url)}" if note.url else ""
    marks = "".join(f" **\\[{for_markdown(mark)}\\]**" for mark in note.marks)
    return f"[^{note.number}]: {', '.join(words)}.{quote}{address}{marks}"


def _code(text: str) -> str:
    """Return text as code; a command holds no backtick, as what it is made of is checked."""
    return f"`{text.replace('`', '')}`"
