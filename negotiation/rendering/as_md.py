"""Documents as Markdown (GitHub's, with tables and footnotes), text from outside escaped."""

from collections.abc import Iterator
from typing import assert_never

from .directions import isolated
from .document import Block, Cell, Document, Facts, Figure, Footnote, Notes, Passage, Points, ReportHead, Section, Table
from .footnotes import footnote_words, marking_title, marking_words
from .links import for_link
from .made import in_a_comment
from .safe import for_markdown


def write(document: Document) -> str:
    """Return the document as Markdown."""
    parts = [*_top(document), *(part for section in document.sections for part in _section(section))]
    if document.notes is not None:
        parts += _sources(document.notes, "this report" if document.head else "this view")
    if document.head is not None:
        parts += ["---", f"To make this report again: {_code(document.head.reproduce)}"]
    if document.head is not None and document.head.record:
        parts.append(f"The record that it was made from: {_code(document.head.record)}")
    carried = f"{in_a_comment(document.head.made)}\n" if document.head is not None else ""
    return "\n\n".join(parts) + f"\n{carried}"


def _top(document: Document) -> Iterator[str]:
    head, notes = document.head, document.notes
    yield f"# {_words(head.subject or head.title if head else document.title)}"
    if notes and notes.marked:
        yield f"> **{_words(marking_title(notes.marking))}**: {_words(marking_words(document))}."
    if head:
        yield f"*{_words(head.name)}*"
        yield _head(head)
    if document.parts:
        yield "## Contents"
        yield "\n".join(f"- {_words(heading)}" for _, heading in document.parts)


def _head(head: ReportHead) -> str:
    """Write what a report says of itself in three lines: which talks, as of when, and who decides by what rule."""
    lines = (
        (("Talks", (Passage(f"{head.title} ({head.talks})"),)), ("Phase", (head.phase,))),
        tuple((name, (Passage(words),)) for name, words in head.clocks_words),
        (
            ("Parties", head.parties),
            ("Decision rule", (head.decides_by,)),
            ("Marking", (Passage(head.marking),)),
            ("Rests on", (Passage(f"the entries up to #{head.last_entry}"),)),
        ),
    )
    return "\n".join(f"- {' · '.join(_fact(name, found) for name, found in line)}" for line in lines)


def _fact(name: str, found: Cell) -> str:
    return f"**{for_markdown(name)}**: {_cell(found, '; ')}"


def _sources(notes: Notes, what: str) -> Iterator[str]:
    yield "## Sources"
    yield from map(_footnote, notes.footnotes)
    if not notes.footnotes:
        yield f"*Nothing in {what} has a source.*"


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"{'#' * section.level} {_words(section.heading)}"
    if section.folded:
        yield f"**{_words(section.folded)}**"
    yield from (_block(block) for block in section.blocks)


def _block(block: Block) -> str:
    match block:
        case Facts():
            return "\n".join(f"- {_fact(name, cell)}" for name, cell in block.pairs)
        case Points():
            return "\n".join(f"- {_passage(passage)}" for passage in block.passages)
        case Table():
            return _table(block) if block.rows else f"*{_words(block.empty)}*"
        case Figure():
            return f"*{_words(block.title)}. {_words(block.says)}*"
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    rows = [
        f"| {' | '.join(map(_words, table.columns))} |",
        f"|{'---|' * len(table.columns)}",
        *(f"| {' | '.join(_cell(cell, '<br>') for cell in row)} |" for row in table.rows),
    ]
    return "\n".join(rows)


def _cell(cell: Cell, between: str) -> str:
    return between.join(_passage(passage) for passage in cell)


def _passage(passage: Passage) -> str:
    text = _words(passage.text)
    if passage.strong:
        text = f"**{text}**"
    entry = f" (\\#{passage.entry})" if passage.entry else ""
    marks = "".join(f" **\\[{_words(mark)}\\]**" for mark in passage.marks)
    return f"{text}{entry}{marks}{''.join(f'[^{number}]' for number in passage.notes)}"


def _footnote(note: Footnote) -> str:
    words = [_words(note.publisher or note.source)]
    if note.title:
        words.append(f"*{_words(note.title)}*")
    words += map(_words, footnote_words(note))
    language = f" ({_words(note.language)})" if note.language else ""
    quote = f" “{_words(note.quote)}”{language}." if note.quote else ""
    link = for_link(note.url) if note.url else None
    address = f" <{link}>" if link else f" {_words(note.url)}" if note.url else ""
    marks = "".join(f" **\\[{_words(mark)}\\]**" for mark in note.marks)
    return f"[^{note.number}]: {', '.join(words)}.{quote}{address}{marks}"


def _words(text: str) -> str:
    """Return words as Markdown, in which those from right to left are isolated."""
    return isolated(for_markdown(text))


def _code(text: str) -> str:
    """Return text as code; a command holds no backtick, as what it is made of is checked."""
    return f"`{text.replace('`', '')}`"
