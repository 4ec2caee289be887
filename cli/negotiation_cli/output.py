"""Writing documents where they are asked for: a terminal, a pipe, a file; as a table, or for programs."""

import gc
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from negotiation.domain.dates.words import in_words
from negotiation.domain.errors import InputError
from negotiation.rendering.directions import isolated
from negotiation.rendering.formats import ANNOTATED, FILES, FORMATS, Paper
from negotiation.rendering.safe import for_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from negotiation import TalksLog
    from negotiation.domain.record.entry import Entry
    from negotiation.rendering.document import Document, Notes
    from negotiation.store.store import Appended


_BY_ENDING = {".txt": "table", ".htm": "html", ".yml": "yaml"}
"""Endings that are not the name of their format."""


@dataclass(frozen=True, slots=True)
class Form:
    """In which form a document is written, and where."""

    format: str | None = None
    json: bool = False
    output: str | None = None
    color: str = "auto"
    bom: bool = False
    """Whether CSV begins with the mark by which spreadsheets know UTF-8."""
    paper: str | None = None
    """For which paper a file is laid out."""


BOM = "\ufeff"
EVERY = (*FORMATS, *FILES)
"""Every format of a view."""


def chosen_format(form: str | None, *, json: bool, output: str | None, formats: tuple[str, ...] = EVERY) -> str:
    """Return the format asked for: by name, by --json, by the file's ending, or the first there is.

    Raises:
        InputError: there is no such format, or two are asked for, or the ending of the file is that of none.
    """
    if json and form not in (None, "json"):
        raise InputError(f"--json and --format {form} ask for two formats", "give one of them")
    named = "json" if json else form
    ending = Path(output).suffix.lower() if named is None and output else ""
    named = named or _BY_ENDING.get(ending, ending[1:]) or formats[0]
    if named in formats:
        return named
    there_is = f"there is {', '.join(formats)}"
    if ending:
        raise InputError(f"'{output}' ends in {ending}, which no format here does", f"{there_is}: say --format")
    from negotiation.domain.near import near_value

    alike = near_value(named, formats)
    meant = f": did you mean {' or '.join(alike)}?" if alike else ""
    raise InputError(f"there is no format '{named}' here{meant}", there_is)


def give(
    document: "Document",
    wanted: Form,
    *,
    annotated: "Callable[[Document], Document] | None" = None,
    labelled: "Callable[[Document, str], Document] | None" = None,
    paged: bool = False,
    private: "Callable[[], bool] | None" = None,
) -> None:
    """Write a document in the form that is asked for; in colour and page by page on a terminal, where it is long.

    Args:
        document: what to write.
        wanted: in which form, and where.
        annotated: looks its footnotes up, for the formats that show them.
        labelled: writes how what it shows is marked, for the formats that do not.
        paged: whether it may be shown page by page.
        private: says whether it holds anything above public, where its footnotes do not.
    """
    form = chosen_format(wanted.format, json=wanted.json, output=wanted.output)
    mark = marked_for_spreadsheets(form, bom=wanted.bom)
    paper = paper_for(form, wanted.paper, wanted.output)
    whole, document = document, labelled(document, form) if labelled and form not in ANNOTATED else document
    if form == "table" and wanted.output is None and (sys.stdout.isatty() or wanted.color == "always"):
        from .terminal import show

        show(document, color=wanted.color, paged=paged)
        return
    to_file = wanted.output not in (None, "-")
    looked_up = annotated(whole) if annotated and (form in ANNOTATED or to_file) else document
    ready = looked_up if form in ANNOTATED else document
    marked = document is not whole or (looked_up.notes is not None and above_public(looked_up.notes))
    hidden = to_file and (private() if private else marked)
    if form in FILES:
        with working("laying out the pages"):
            write_out(FILES[form](ready, paper), wanted.output, private=hidden)
        return
    write_out(f"{mark}{FORMATS[form](ready)}", wanted.output, private=hidden)


def paper_for(form: str, paper: str | None, output: str | None) -> Paper:
    """Return the paper that a file is laid out for, once it is clear that it can be written where it is to go.

    Raises:
        InputError: there is no such paper, or the format has no pages; or a file would be shown on a terminal.
    """
    if paper is not None and form not in FILES:
        raise InputError(
            f"--paper goes with {', '.join(FILES)}", f"{form} has no pages of its own: leave it out, or name a file"
        )
    if form in FILES:
        not_on_a_terminal(form, output)
    try:
        return Paper((paper or Paper.A4).lower())
    except ValueError:
        raise InputError(f"there is no paper '{str(paper)[:40]}'", f"there is {', '.join(Paper)}") from None


def not_on_a_terminal(form: str, output: str | None) -> None:
    """Refuse to show the bytes of a file on a terminal.

    Raises:
        InputError: they would be.
    """
    if output in (None, "-") and sys.stdout.isatty():
        raise InputError(f"{form} is no text for a terminal", f"name a file: -o FILE.{form}")


def marked_for_spreadsheets(form: str, *, bom: bool) -> str:
    """Return the mark with which a file begins that spreadsheets are to know as UTF-8; nothing if it is not asked for.

    Raises:
        InputError: it is asked for, and the file is no CSV.
    """
    if bom and form != "csv":
        raise InputError("--bom goes with CSV", "say --format csv, or --output FILE.csv")
    return BOM if bom else ""


def above_public(notes: "Notes") -> bool:
    """Say whether a document holds anything that not everybody may see."""
    return bool(notes.marked)


def write_out(text: str | bytes, output: str | None, *, private: bool = False) -> None:
    """Write text, or the bytes of a file, to standard output or to a file, whole or not at all.

    A new file is for its owner only where the text is private, and else as the umask says; one that is there keeps its
    mode, but for what would let others read what is private.

    Args:
        text: what to write.
        output: the file; None or ``-`` is standard output.
        private: whether it holds anything above public.

    Raises:
        InputError: the file cannot be written.
    """
    if output is None or output == "-":
        _printed(text)
        return
    see_that_it_is_no_log(output)
    try:
        _written(text, Path(output), private=private)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"'{output}' cannot be written: {why}") from None
    print(f"wrote {for_terminal(output)}", file=sys.stderr)


def see_that_it_is_no_log(output: str | None) -> None:
    """Refuse to write a file in the place of a log, or of what is kept beside one.

    Raises:
        InputError: there is one.
    """
    from negotiation.store.places import is_of_a_log

    with suppress(OSError, ValueError):  # what cannot be looked into cannot be written either, which says why
        if output not in (None, "-") and is_of_a_log(str(output)):
            raise InputError(f"'{output}' is a log, or belongs to one, and was left as it is", "name another file")


def _printed(text: str | bytes) -> None:
    if isinstance(text, str):
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def _written(text: str | bytes, target: Path, *, private: bool) -> None:
    """Write a file beside its place and then move it there; what is no file, such as a pipe, is written to as it is."""
    content = text.encode() if isinstance(text, str) else text
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    from negotiation.files import opened, put

    target = target.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with open(opened(draft, private=private), "wb") as file:  # noqa: PTH123  # of what is open already
            file.write(content)
        put(draft, target, private=private)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def tally(appended: "Appended", *, dry_run: bool) -> str:
    """Say how many entries were recorded, or would be, and how many were there already."""
    number = len(appended.entries)
    verb = "would be recorded" if dry_run else "recorded"
    there = f", {len(appended.known)} were there already" if appended.known else ""
    return f"{'1 entry' if number == 1 else f'{number} entries'} {verb}{there}"


def working(what: str) -> "AbstractContextManager[object]":
    """Show on a terminal that something goes on; elsewhere show nothing."""
    if not sys.stderr.isatty():
        from contextlib import nullcontext

        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(what)


@contextmanager
def taking_many(what: str) -> "Iterator[None]":
    """Show that many entries are taken in, and let go of what is in cycles meanwhile: of so many, that is a lot."""
    looked = gc.isenabled()
    gc.enable()
    try:
        with working(what):
            yield
    finally:
        if not looked:
            gc.disable()


def aside(text: str) -> None:
    """Say something on standard error, after what was printed before it: it is not said where that could not be."""
    sys.stdout.flush()
    print(for_terminal(text), file=sys.stderr)


def warn(sentences: "Iterable[str]") -> None:
    """Say on standard error what is odd in what was recorded."""
    for sentence in sentences:
        aside(f"warning: {sentence}")


def recorded(talks: "TalksLog", entries: "Sequence[Entry]", *, dry_run: bool, once: bool) -> None:
    """Print a line for each entry that was recorded, or would be, and what is odd in them.

    Args:
        talks: their talks.
        entries: what was recorded.
        dry_run: it was not.
        once: their ids keep them from being recorded twice.
    """
    from negotiation.views.labels import labels_of

    for entry, sentence in zip(entries, talks.sentences(entries), strict=True):
        when = in_words(entry.envelope.occurred)
        line = f"#{entry.number}  {when}  {sentence}" if entry.envelope.occurred else f"#{entry.number}  {sentence}"
        if labels := labels_of(entry.envelope):
            line += f"  [{', '.join(labels)}]"
        print(isolated(for_terminal(f"{line}  (not recorded: dry run)" if dry_run else line)))
        gone = talks.taken_back_by(entry)
        if gone is not None:
            print(for_terminal(f"    {gone}"))
        for change in talks.changed_by(entry):
            print(for_terminal(f"    {change.field}: {change.one} → {change.other}"))
        if entry.envelope.override:
            from negotiation.views.phrases import override_words

            aside(override_words(entry.envelope.override))
    repeated = None if once else talks.repeated_by(entries)
    warn([*talks.warnings(entries), *([repeated] if repeated else [])])
