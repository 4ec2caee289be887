"""The row of an entry among what is kept."""

from typing import NamedTuple


class Reading(NamedTuple):
    """What an entry says while nothing more is said of it, as far as one looks for entries by it."""

    number: int
    since: int
    """The number of the entry since which it reads so: its own, or that of one that was said of it."""
    until: int | None
    """The number of the entry since which it reads otherwise."""
    part: int
    """What stands for all that is left out of it, in the eyes of those who know less; 0 where they know all."""
    knowing_after: int | None
    """It reads so to those who know what could be known later than this instant, in microseconds since 1970."""
    knowing_until: int | None
    """And no later than this one: then more could be known that was said of it."""
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
    learned: int
    """The first instant at which it could be known."""
    told: bool
    """Whether anything tells when that was, so that it is not only that of its recording."""
    gone: bool
    """Whether it was taken back, or reads as what is no part of a history."""
    acting: str | None
    """The parties that do it, one in a line, as all that are several; None if these are all that have a part in it."""
    addressed: str
    """The parties that it is done to, one in a line."""
    parties: str
    about: str
    """What it refers to beside its subject, written out, one in a line."""
    sources: str
    """The sources that it cites; of an entry about an entry also those of what it says in its place."""
    loose: bool
    """Whether one of them is not among the sources of the talks."""
    published: int | None
    """Of what brings a source in: the beginning of its publication."""
    in_round: str | None
    says: str | None
    speaker: str | None
    marking: str
    closed: bool
    """Whether not everybody may see it, or name who said it; of what re-marks another one, also that one from then."""
    recorder: str
    brings: str
    """What it brings into the talks, written out: ``party:UKR``; empty if nothing."""
