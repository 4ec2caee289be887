"""A report that somebody holds, compared with the log: the head at its foot, and its words, by writing it again."""

from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice
from typing import NamedTuple

from ..domain.errors import ImportFailed, InputError, NegotiationError
from ..domain.record.unread import Unread
from ..exchange.reading import lines
from ..integrity.head import RecordHead, heads_in
from ..log import NegotiationLog
from ..release import VERSION
from ..rendering.made import Made
from ..reports import write
from ..reports.again import again
from ..reports.carried import Damaged, form_of, made_in
from ..reports.read_lines import Differing, cut, differing, read_lines
from ..store.port import Finding
from . import comparing
from .comparing import Leaves

_NAMED = 3
"""How many places of a report are named that differ."""
_COUNTED = 1_000
_UNTOLD = "it does not say what it was made by: an earlier version of this program wrote it, or that was taken out"
_REMEDY = "make it again, by the command at its foot, and compare"


class HeldReport(NamedTuple):
    """A report as a file."""

    path: str
    text: str
    heads: tuple[RecordHead, ...]
    """The heads of records that stand in it."""
    made: Made | None
    """What it says that it was made by."""
    damaged: str = ""
    """How what it says of that is not what this program writes."""


def read(path: str) -> HeldReport:
    """Read a report.

    Raises:
        InputError: it cannot be read, or nothing in it can be compared.
    """
    try:
        text = "\n".join(line for _, line in lines(path))
    except ImportFailed:
        raise InputError(f"{path} is no text", "of reports, those as md, html and json can be compared") from None
    heads = tuple(dict.fromkeys(heads_in(unescape(text))))
    try:
        made, damaged = made_in(text), ""
    except Damaged as error:
        made, damaged = None, str(error)
    if not (heads or made or damaged):
        raise InputError(
            f"there is no head of a record in {path}",
            "reports as md, html and json have one, and editions for an audience say at least what they were made by",
        )
    return HeldReport(path, text, heads, made, damaged)


def compared(log: NegotiationLog, leaves: Mapping[str, Leaves], held: HeldReport) -> Iterator[Finding]:
    """Yield what is found of a report: of each head that stands in it, and of its words.

    Args:
        log: the log, all of it.
        leaves: the hashes of its entries, by talks.
        held: the report.
    """
    found = [comparing.with_head(leaves, head, held.path) for head in held.heads]
    yield from found
    check = f"{held.path}: its words"
    if held.damaged:
        words = f"what it says it was made by was edited: {held.damaged}"
        yield Finding(check, fine=False, detail=words, remedy=_REMEDY)
    elif held.made is None:
        yield _open(check, _UNTOLD)
    elif not all(one.fine for one in found):
        yield _open(check, "they are not compared: the head is not of this record")
    elif held.made.talks not in leaves:
        yield _open(check, f"there are no talks {held.made.talks} in this log")
    else:
        yield from _of_words(log, held, held.made, check)


def _open(check: str, words: str) -> Finding:
    return Finding(check, fine=False, detail=words, remedy=_REMEDY, open=True)


def _of_words(log: NegotiationLog, held: HeldReport, made: Made, check: str) -> Iterator[Finding]:
    form, ours = form_of(held.text), list[str]()
    try:
        for report in again(log, made):
            text = write(report, form).removesuffix("\n")
            if text == held.text.removesuffix("\n"):
                yield Finding(check, fine=True, detail="they are what this log gives, written again")
                return
            ours.append(text)
    except (NegotiationError, ValueError) as error:
        words = f"it cannot be made by what it says it was made by: {error}"
        yield _open(check, words) if _withheld(log, made) else Finding(check, fine=False, detail=words, remedy=_REMEDY)
        return
    if not ours:
        words = f"this log gives no report for its readers that ends with entry #{made.last}"
        yield _open(check, words) if _withheld(log, made) else Finding(check, fine=False, detail=words, remedy=_REMEDY)
        return
    yield from _others(log, made, check, held.text, dict.fromkeys(ours))


def _others(log: NegotiationLog, made: Made, check: str, text: str, every: Iterable[str]) -> Iterator[Finding]:
    """Yield how the words of a report are not those of the log, or why that cannot be said.

    Args:
        log: the log.
        made: what the report was made by.
        check: what is checked.
        text: the report.
        every: what the log gives; of several, the one is meant from which it differs in the fewest places.
    """
    form, here = form_of(text), VERSION
    theirs = read_lines(text, form)
    pairs = ((list(islice(differing(read_lines(one, form), theirs), _COUNTED)), one) for one in every)
    places, ours = min(pairs, key=lambda pair: len(pair[0]))
    many = f"{len(places)} places differ" if len(places) != 1 else "1 place differs"
    if made.version != here:
        words = f"it says that version {made.version} of this program wrote it, and the words of {here} may be others"
        yield _open(check, f"{words}: {many}")
    elif withheld := _withheld(log, made):
        yield _open(check, f"they cannot be compared: {withheld} of its entries cannot be read in this log; {many}")
    elif not places:
        yield _laid_out(check, text, ours)
    else:
        yield from (_differs(check, place) for place in places[:_NAMED])
        if (left := len(places) - _NAMED) > 0:
            words = "1 more place differs" if left == 1 else f"{left} more places differ"
            yield Finding(check, fine=False, detail=words, remedy=_REMEDY)


def _differs(check: str, place: Differing) -> Finding:
    under = f", under “{cut(place.part, '')[0]}”" if place.part else ""
    expected = f"“{place.expected}”" if place.expected else "nothing"
    found = f"“{place.found}”" if place.found else "nothing"
    words = f"line {place.number}{under}: found {found}, where the log gives {expected}"
    return Finding(check, fine=False, detail=words, expected=place.expected, found=place.found)


def _laid_out(check: str, text: str, ours: str) -> Finding:
    """Say that nothing but the markup differs, which may hide words or show others."""
    theirs, own = text.split("\n"), ours.split("\n")
    pairs = enumerate(zip(own, theirs, strict=False), start=1)
    number = next((n for n, (a, b) in pairs if a != b), min(len(own), len(theirs)))
    expected, found = cut(own[number - 1], theirs[number - 1])
    words = f"the words are those of the log, but not the markup, which may hide words or show others: line {number}"
    return Finding(check, fine=False, detail=words, expected=expected, found=found, remedy=_REMEDY)


def _withheld(log: NegotiationLog, made: Made) -> int:
    """Return how many of the entries that a report rests on are not to be read in this log as they were recorded."""
    until = made.entries or log.store.reader.head(made.talks).number
    entries = log.store.reader.entries(made.talks, numbers=(1, until))
    return sum(isinstance(entry.event, Unread) or bool(entry.envelope.withheld) for entry in entries)
