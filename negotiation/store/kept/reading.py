"""The row of an entry among what is kept."""

from typing import NamedTuple


class Reading(NamedTuple):
    """What an entry says while nothing more is said of it, as far as one looks for entries by it."""

    number: int
    since: int
    """The number of the entry since which it reads so: its own, or that of one that was said of it."""
    until: int | None
    """The number of the entry since which it reads otherwise."""
    of: int | None
    """Of an entry about an entry: the number of the entry that it is about in the end."""
    sort: str
    """The sort of thing that it happened to: the talks, or a thing in them; empty for an entry about an entry."""
    name: str
    kind: str
    start: int
    """The beginning of its date, in microseconds since 1970."""
    end: int
    firm: bool
    """Whether its date decides for its place among others."""
    gone: bool
    """Whether it was taken back, or reads as what is no part of a history."""
    acting: str
    """The parties that do it, one in a line, as all that are several."""
    parties: str
    sources: str
    in_round: str | None
    says: str | None
    marking: str
    recorder: str
    brings: str
    """What it brings into the talks, written out: ``party:UKR``; empty if nothing."""
