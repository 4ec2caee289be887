"""What stands in the place of an entry that cannot be read: its number is known, and why it says nothing more."""

from .event import Event


class Unread(Event, tag="unreadable"):
    """Stored content that this program cannot read; it is never recorded, and no kind of the catalogue."""

    stored_kind: str
    """The kind under which it is filed."""
    why: str
    newer: bool = False
    """Whether a later version of this program wrote it."""

    @property
    def words(self) -> str:
        """What is to be said of it, after its number."""
        return f"cannot be read: {self.why}"


RECORDER = "envelope/recorder"
"""The field of an entry that tells who recorded it."""
WITHHELD = "withheld"
"""What stands in the place of a name that may not be told, and of the kind of an entry that a copy withholds."""


class Withheld(Unread, tag=WITHHELD):
    """What stands in the place of an entry that a disclosed copy withholds: only its number and its hash are known."""

    stored_kind: str = WITHHELD
    why: str = "this copy of the log withholds it"

    @property
    def words(self) -> str:
        """What is to be said of it, after its number."""
        return "is withheld"
