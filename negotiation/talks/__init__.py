"""One talks of a log: a method for each command, and its views as of any moment."""

from .amendments import Amendments
from .drafts import NewEntry
from .frame import Frame
from .guarantees import Guarantees
from .journals import Journals
from .packages import Packages
from .pledges import Pledges
from .proposals import Proposals
from .rounds import Rounds
from .silences import Silences

__all__ = ["NewEntry", "TalksLog"]


class TalksLog(Frame, Rounds, Proposals, Silences, Guarantees, Packages, Pledges, Amendments, Journals):
    """One talks of a log."""
