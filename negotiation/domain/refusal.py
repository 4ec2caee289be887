"""Why a rule refuses an entry, and on which earlier entries that rests."""

from msgspec import Struct


class Refusal(Struct, frozen=True):
    """One rule that an entry breaks."""

    rule: str
    """The rule's name, as listed in the reference: ``not-agreed``, ``not-at-the-talks`` and so on."""
    message: str
    behind: tuple[int, ...] = ()
    """The numbers of the entries that the refusal rests on."""
    since: int = 1
    """The form of entries since which there is this rule: it does not hold against those written before."""
    of_new: bool = False
    """Whether it holds only against what is being recorded: no entry that stands becomes impossible by it."""
