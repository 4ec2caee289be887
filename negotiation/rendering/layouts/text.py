"""The layout of the words of a proposal: as they stand, against other ones, or what of them is in brackets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.phrases import listed, made_words, maker_words
from ...views.redline.brackets import Bracketed
from ...views.redline.provisions import ComparedProvision
from ...views.redline.runs import How, WordRun
from ...views.text import BracketedText, Redline, ShownText, Text, TextVersion
from ..document import (
    NOTHING,
    ChangedBy,
    Document,
    Passage,
    Points,
    Section,
    Table,
    Words,
    facts,
    redlined,
    remarks,
    resting,
    sheet,
    table,
)
from .common import clocks_words, several, standing


def lay_out(view: ShownText, clocks: Clocks) -> Document:
    """Return the words of a proposal as a document."""
    match view:
        case Redline():
            return _redline(view, clocks)
        case BracketedText():
            return _bracketed(view, clocks)
        case Text():
            return _text(view, clocks)


def _text(view: Text, clocks: Clocks) -> Document:
    words = [resting(_numbered(piece.provision, piece.text), view.made.entry) for piece in view.provisions]
    rows = ((piece.provision, piece.text) for piece in view.provisions)
    sections = [
        facts((("seen", clocks_words(clocks)), ("version", _made(view.made)))),
        remarks(words or ["no words of it are recorded"]),
        *_contested(view.made),
    ]
    title = _titled(view.proposal, view.title)
    return Document(title, tuple(sections), view, view.provisions, sheet(("provision", "text"), rows))


def _redline(view: Redline, clocks: Clocks) -> Document:
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("compared", f"{_made(view.before)} with {_made(view.after)}" if view.before else "with nothing"),
        ("changes", tally(view.provisions)),
    )
    empty = "no words of it are recorded"
    sections = [facts(told), compared_table(view.provisions, view.after.entry, empty=empty), *_contested(view.after)]
    resting_on = resting(str(told[1][1]), view.before.entry if view.before else None, view.after.entry)
    prose = (
        facts((told[0], ("compared", resting_on), told[2])),
        Section(None, (Points(tuple(_tracked(view, _whose(view))), prose=True),)),
        *sections[2:],
    )
    title = f"{_titled(view.proposal, view.title)}, what changed"
    return Document(
        title,
        tuple(sections),
        view,
        view.provisions,
        _redline_sheet(view.provisions),
        prose=prose if view.provisions else (),
    )


def compared_table(
    found: Iterable[ComparedProvision], entry: int, heading: str | None = None, empty: str = "no words were changed"
) -> Section:
    """Lay out what became of provisions, a row each, their words as a redline."""
    rows = (
        (one.name, listed(one.changes) or NOTHING, redlined(one.runs, entry if one.changes else None)) for one in found
    )
    return table(("provision", "change", "words"), rows, heading, empty)


def _whose(view: Redline) -> ChangedBy:
    """Return whose the changes are: of whoever made the second text of the first, or of nobody in particular.

    Where other versions lie between, what each of them changed is not told here (`blame` does).
    """
    after, first = view.after, view.before.version if view.before else 0
    if after.version == first + 1:
        return ChangedBy(maker_words(after.by, after.author, after.amendments, after.version), after.on)
    return ChangedBy(f"{view.talks} (versions {first + 1} to {after.version})")


def _tracked(view: Redline, by: ChangedBy) -> Iterator[Passage]:
    """Yield the paragraphs of a text with what was changed in each: its number is a part of it, and may change too."""
    for one in view.provisions:
        old, new = (_number(name) for name in (one.before, one.provision))
        if one.before is None or one.provision is None:
            how = How.INSERTED if one.before is None else How.DELETED
            numbers: tuple[WordRun, ...] = (WordRun(how, old or new),)
        elif old == new:
            numbers = (WordRun(How.SAME, new),)
        else:
            numbers = (WordRun(How.DELETED, old), WordRun(How.INSERTED, new))
        yield redlined(tuple(_merged((*numbers, *one.runs))), by=by)


def _merged(runs: Iterable[WordRun]) -> Iterator[WordRun]:
    """Yield runs of words, those of which the same became in one."""
    for how, found in groupby((run for run in runs if run.text), lambda run: run.how):
        yield WordRun(how, "".join(run.text for run in found))


def _number(name: str | None) -> str:
    return "" if name is None else _numbered(name, "")


def _redline_sheet(found: Iterable[ComparedProvision]) -> Table:
    rows = (
        (one.provision or "", one.before or "", several(one.changes), one.old, one.new, _marked(one.runs))
        for one in found
    )
    return sheet(("provision", "was", "changes", "before", "after", "redline"), rows)


def _marked(runs: tuple[WordRun, ...]) -> str:
    return redlined(runs).text


def tally(found: Iterable[ComparedProvision]) -> str:
    """Say how many provisions were added, dropped, reworded and so on, and how many are as they were."""
    counts = Counter(change.partition(" ")[0] for one in found for change in (one.changes or ("as before",)))
    named = ("added", "dropped", "reworded", "renumbered", "moved")
    said = [f"{counts[name]} {name}" for name in named if counts[name]]
    same = counts["as"]
    return listed([*said, *([f"{same} as before"] if same else [])]) or "nothing to compare"


def _bracketed(view: BracketedText, clocks: Clocks) -> Document:
    passages = table(
        ("provision", "number", "words", "note"),
        (
            (found.provision, found.number, resting(_in_brackets(found), view.made.entry), _note(found))
            for found in view.passages
        ),
        "in brackets",
        "nothing stands in brackets",
    )
    counts = table(
        ("version", "provision", "in brackets", "[", "]"),
        (
            (str(count.version), count.provision, str(count.passages), str(count.opening), str(count.closing))
            for count in view.counts
        ),
        "how many, by version",
        "no version has brackets",
    )
    opening, closing = (sum(found) for found in _marks(view))
    unbalanced = opening != closing or any(not (found.opened and found.closed) for found in view.passages)
    balance = f"{opening} [ and {closing} ]{': they do not match' if unbalanced else ''}"
    told = facts((("seen", clocks_words(clocks)), ("version", _made(view.made)), ("brackets", balance)))
    title = f"{_titled(view.proposal, view.title)}, in brackets"
    sections = (told, passages, counts, *_contested(view.made))
    rows = (
        (found.provision, found.number, str(found.depth), found.text, found.until or "", _note(found))
        for found in view.passages
    )
    columns = ("provision", "number", "depth", "text", "closes in", "note")
    return Document(title, sections, view, view.passages, sheet(columns, rows))


def _marks(view: BracketedText) -> tuple[list[int], list[int]]:
    """Return how many brackets open and close in each provision of the version that is shown."""
    own = [count for count in view.counts if count.version == view.made.version]
    return [count.opening for count in own], [count.closing for count in own]


def _in_brackets(found: Bracketed) -> str:
    return f"{'[' if found.opened else ''}{found.text}{']' if found.closed else ''}"


def _note(found: Bracketed) -> str:
    if not found.opened:
        return "closes a bracket that is not opened"
    if not found.closed:
        return "is not closed"
    return f"closes in {found.until}" if found.until else ""


def _numbered(provision: str, text: str) -> str:
    return text if provision.startswith("term ") else f"{provision}. {text}"


def _made(made: TextVersion) -> str:
    how = made_words(made.by, made.author, made.amendments)
    return f"version {made.version}, {how}, {in_words(made.on)} (#{made.entry})"


def _titled(proposal: str, title: str | None) -> str:
    return f"{proposal}: {title}" if title else proposal


def _contested(made: TextVersion) -> list[Section]:
    lines = standing(f"version {made.version}", made.contested)
    return [remarks(lines)] if lines else []
