"""Which entries are asked for: by whom, to whom, about what, of which kind, since when; for all views alike."""

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

from ..domain.dates.edtf import DateError, Span, span
from ..domain.record.facts import Wanted

_NUMBER = re.compile(r"#(\d{1,15})")


class Filter(Struct, frozen=True):
    """Which entries are asked for; what is not given does not limit."""

    party: str | None = None
    """A party that does it, that it is done to, or that it is about."""
    by: str | None = None
    """A party that does it."""
    to: str | None = None
    """A party that it is done to."""
    about: str | None = None
    """A thing, written out (``party:CHN``): it happened to it, or refers to it."""
    says: str | None = None
    """Who asserts it, or a part of the name."""
    speaker: str | None = None
    """Who speaks, or a part of the name."""
    proposal: str | None = None
    pledge: str | None = None
    round: str | None = None
    kind: str | None = None
    """The kind of entry, or its beginning: ``proposal-``."""
    source: str | None = None
    marking: str | None = None
    text: str | None = None
    """Words in its sentence, in its note, or in the name of whoever asserts it."""
    since: str | None = None
    """A date (EDTF) from which on it may have happened, or the number of the first entry: ``#7``."""
    until: str | None = None
    """A date at the end of which it may have happened, or the number of the last entry."""
    numbers: frozenset[int] | None = None

    def in_zone(self, zone: str) -> Wanted:
        """Return the same by what entries are found, given the time zone of the talks.

        Raises:
            DateError: a moment is neither a date nor the number of an entry.
        """
        first, start = _moment(self.since, "since", zone)
        last, end = _moment(self.until, "until", zone)
        named = {"proposal": self.proposal, "pledge": self.pledge, "round": self.round}
        return Wanted(
            kind=self.kind,
            party=self.party,
            acting=self.by,
            addressed=self.to,
            source=self.source,
            says=self.says,
            speaker=self.speaker,
            marking=self.marking,
            things=(
                *(f"{sort}:{name}" for sort, name in named.items() if name is not None),
                *((self.about,) if self.about is not None else ()),
            ),
            first=first,
            last=last,
            start=start.start if start else None,
            end=end.end if end else None,
        )

    def tells(self, *texts: str | None) -> bool:
        """Say whether the words that are asked for stand in what is told of an entry."""
        return self.text is None or self.text.casefold() in " ".join(text or "" for text in texts).casefold()


EVERYTHING = Filter()


def _moment(text: str | None, name: str, zone: str) -> tuple[int | None, Span | None]:
    """Read the number of an entry, or a date.

    Raises:
        DateError: it is neither.
    """
    if text is None:
        return None, None
    if match := _NUMBER.fullmatch(text.strip()):
        return int(match[1]), None
    try:
        return None, span(text, zone)
    except DateError as error:
        number = f"; write '#{text}' for the entry of that number" if text.isdigit() else ""
        raise DateError(f"--{name}: {error}{number}") from None


def any_of(numbers: Collection[int] | None, entries: Iterable[int | None]) -> bool:
    """Say whether a thing is asked for: one of its entries is, or everything.

    Args:
        numbers: the entries that are asked for; None for all.
        entries: those of the thing.
    """
    return numbers is None or any(number in numbers for number in entries)
