"""What a silence procedure is: a text counts as agreed at a deadline unless somebody objects before.

See for instance the Rules of Procedure of the OSCE (2006), appendix 1(A).
"""

from msgspec import Struct

from ..dates.edtf import ALWAYS_AFTER, qualified, span
from ..talks.state import Talks


class Objection(Struct, frozen=True):
    """Something said against a text while silence was running."""

    party: str
    entry: int
    start: int
    """The first instant at which it may have been said."""
    end: int
    """The instant by which it had been said."""
    formal: bool
    """Whether it names the procedure; else it is a rejection, or a stance against the text."""


class Silence(Struct, frozen=True):
    """A silence procedure at one moment."""

    version: int
    deadline: str
    entry: int
    by: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    collapse: int = 0
    """The entry of the collapse of the talks that ended it before the deadline; 0 if none did."""
    relied_on: bool = False
    """Whether parties have bound themselves to the text since: an objection dated no earlier than that is too late."""
    expired: bool = False
    """Whether the deadline has passed without an objection, at the moment that is asked about."""

    def ends(self, talks: Talks) -> int:
        """Return the instant at which the deadline has passed; one that is not sure passes by no date alone."""
        return ALWAYS_AFTER if qualified(self.deadline) else span(self.deadline, talks.timezone).end

    def broken_by(self, talks: Talks) -> Objection | None:
        """Return the first objection that was made in time."""
        end = self.ends(talks)
        return next((objection for objection in self.objections if objection.start < end), None)
