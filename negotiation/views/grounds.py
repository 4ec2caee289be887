"""What the state of a thing rests on, and what to know of that."""

from msgspec import Struct

from .disputes import Dispute


class Grounds(Struct, frozen=True):
    """The entries that a label rests on."""

    because: tuple[int, ...]
    """Those entries, in the order of record."""
    contested: tuple[Dispute, ...]
    """The disputes of them, and of what else is shown with the label."""
    overridden: tuple[int, ...]
    """Those that a rule had refused."""
    unsettled: tuple[int, ...]
    """Those whose date reaches beyond the view: they happened some time before or after its end."""
