"""What stands in the place of an entry that cannot be read: its number is known, and why it says nothing more."""

from .event import Event


class Unread(Event, tag="unreadable"):
    """Stored content that this program cannot read; it is never recorded, and no kind of the catalogue."""

    stored_kind: str
    """The kind under which it is filed."""
    why: str
    newer: bool = False
    """Whether a later version of this program wrote it."""
