"""Which events make a version of a proposal."""

from anything import pasts
from effort import examples
from given import Told, entries_of
from hypothesis import given

from negotiation.domain.fold import fold
from negotiation.domain.proposal.events import MAKES_VERSION
from negotiation.domain.record.history import history


@examples(1)
@given(past=pasts)
def test_what_makes_a_version_is_known_by_its_kind(past: list[Told]) -> None:
    """Whatever is recorded, every version was made by an event of a kind that makes one."""
    found = history(entries_of(past))
    made = {version.entry for proposal in fold(found).proposals.values() for version in proposal.versions}
    assert made <= {entry.number for entry in found.entries if isinstance(entry.event, MAKES_VERSION)}
