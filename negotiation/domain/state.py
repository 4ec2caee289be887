"""What a history folds to: the talks, and everything in them, at one moment."""

from collections.abc import MutableMapping

from msgspec import Struct, field

from .package.state import Package
from .pledge.state import Pledge
from .proposal.state import Proposal
from .round.state import Round
from .talks.state import UNOPENED, Talks


class State(Struct):
    """The talks and everything in them at one moment of a fold."""

    sole: dict[str, Talks] = field(default_factory=dict)
    """The talks, under no name: there is one."""
    proposals: MutableMapping[str, Proposal] = field(default_factory=dict)
    packages: MutableMapping[str, Package] = field(default_factory=dict)
    pledges: MutableMapping[str, Pledge] = field(default_factory=dict)
    rounds: MutableMapping[str, Round] = field(default_factory=dict)

    @property
    def talks(self) -> Talks:
        """The talks themselves."""
        return self.sole.get("", UNOPENED)
