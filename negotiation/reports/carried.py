"""What a written report carries of what it was made by, read as what anybody may have edited."""

import re
from html.parser import HTMLParser
from typing import Any

import msgspec

from ..domain.dates.clocks import Clocks
from ..domain.dates.edtf import DateError, span
from ..domain.visible import Reader
from ..markings import clearance_of, written
from ..rendering.made import NAME, Made
from . import KINDS

_MOST = 200
"""How many characters a value may have."""
_MOST_SEALED = 10_000
_COMMENT = re.compile(rf"^<!-- {NAME} (.*) -->$", re.MULTILINE)
_TALKS = re.compile(r"[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,39}")
_MOST_ENTRIES = 10**12


class Damaged(Exception):
    """What a report carries is not what this program writes."""


def form_of(text: str) -> str:
    """Return in which format a report was written that is text."""
    begins = text.lstrip()[:20].lower()
    if begins.startswith("<!doctype html"):
        return "html"
    return "json" if begins.startswith("{") else "md"


def made_in(text: str) -> Made | None:
    """Return what a report says it was made by; None if it does not say.

    Raises:
        Damaged: it says so more than once, or in a way in which this program does not.
    """
    found = _CARRIED[form_of(text)](text)
    if not found:
        return None
    if len(found) > 1:
        raise Damaged("it says so more than once")
    try:
        made = msgspec.json.decode(found[0], type=Made)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeError):
        raise Damaged("it does not hold what it should") from None
    _see_that_it_can_be(made)
    return made


def reader_of(made: Made) -> Reader | None:
    """Return for whom a report was made; None for whoever may see all.

    Raises:
        Damaged: there is no such audience or label, or both are given.
    """
    compartments = frozenset(made.compartments)
    if made.audience is not None and made.clearance is not None:
        raise Damaged("it is for an audience and for a clearance")
    try:
        if made.audience is not None:
            return Reader(clearance_of(made.audience), compartments, made.audience)
        if made.clearance is not None:
            if written(made.clearance) != made.clearance:
                raise Damaged("it has no clearance that is written out")
            return Reader(made.clearance, compartments)
    except ValueError:
        raise Damaged("there is no such audience, or no such clearance") from None
    return None


def clocks_of(made: Made) -> Clocks:
    """Return the clocks of a report as they were asked for.

    Raises:
        Damaged: one of them is no date.
    """
    try:
        return Clocks(made.at, made.known, made.recorded)
    except DateError:
        raise Damaged("one of its clocks is no date") from None


def _see_that_it_can_be(made: Made) -> None:
    """Refuse what no report can have been made by.

    Raises:
        Damaged: it is so.
    """
    texts = (made.about, made.at, made.known, made.recorded, made.deadlines, made.clearance, *made.compartments)
    if any(text is not None and not (0 < len(text) <= _MOST and text.isprintable()) for text in texts):
        raise Damaged("a value of it is too long, or has characters that do not belong there")
    if made.report not in KINDS or not _TALKS.fullmatch(made.talks) or not _VERSION.fullmatch(made.version):
        raise Damaged("there is no such report, no such talks or no such version")
    sealed = made.sealed or ()
    if len(sealed) > _MOST_SEALED or len(made.compartments) > _MOST:
        raise Damaged("it is too long")
    if not 0 <= made.last <= (made.entries or _MOST_ENTRIES) <= _MOST_ENTRIES:
        raise Damaged("its numbers of entries do not fit")
    if (made.entries is None) != (reader_of(made) is not None):
        raise Damaged("it does not say how much of the record it is of")
    clocks_of(made)
    try:
        if made.deadlines is not None:
            span(made.deadlines)
    except DateError:
        raise Damaged("its deadlines are of no date") from None


class _Metas(HTMLParser):
    """Collects what the elements of a page hold that say what it was made by."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element."""
        named = dict(attrs)
        if tag == "meta" and named.get("name") == NAME:
            self.found.append(named.get("content") or "")


def _in_page(text: str) -> list[str]:
    parser = _Metas()
    parser.feed(text)
    parser.close()
    return parser.found


def _in_json(text: str) -> list[str]:
    try:
        data: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return []
    head = data.get("head") if isinstance(data, dict) else None
    carried = head.get("made") if isinstance(head, dict) else None
    return [] if carried is None else [msgspec.json.encode(carried).decode()]


def _in_markdown(text: str) -> list[str]:
    return [found[1] for found in _COMMENT.finditer(text)]


_CARRIED = {"md": _in_markdown, "html": _in_page, "json": _in_json}
