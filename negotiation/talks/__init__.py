"""One talks of a log: a method for each command, and its views as of any moment."""

from .amendments import Amendments
from .drafts import NewEntry
from .frame import Frame
from .journals import Journals
from .proposals import Proposals

__all__ = ["NewEntry", "TalksLog"]


class TalksLog(Frame, Proposals, Amendments, Journals):
    """One talks of a log."""
