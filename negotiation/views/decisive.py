"""Which of the entries behind the label or the text of a proposal made it read as it does."""

from collections.abc import Callable, Mapping

from ..domain.fold import fold
from ..domain.proposal.convergence import convergence
from ..domain.proposal.state import Proposal
from ..domain.record.history import History
from ..domain.talks.state import Talks
from .label import label


def decisive(
    what: str, entries: tuple[int, ...], proposal: Proposal, history: History, talks: Talks
) -> tuple[int, ...]:
    """Return those of some entries without which a proposal would read otherwise; all of them if none by itself.

    A label and a text weigh all that was said and done, and most of that may change nothing. Where any of several would
    do, all are named; and so is what is said of its entries, and the package that holds it back.

    Args:
        what: the reading: ``status`` or ``text``; of others all entries are returned.
        entries: the entries behind it.
        proposal: the proposal.
        history: the history that it was folded from.
        talks: the talks that it is of.
    """
    reading = _READINGS.get(what)
    if reading is None:
        return entries
    acts = history.alone([("proposal", proposal.id)])
    own = {entry.number for entry in acts.whole}

    def reads(without: int) -> str | None:
        state = fold(acts.only(lambda entry: entry.number != without))
        found = state.proposals.get(proposal.id)
        return reading(state.talks, found) if found else None

    whole = reading(talks, proposal)
    return tuple(n for n in entries if n not in own or reads(n) != whole) or entries


_READINGS: Mapping[str, Callable[[Talks, Proposal], str]] = {
    "text": convergence,
    "status": lambda talks, proposal: label(talks, proposal, contested=False),
}
