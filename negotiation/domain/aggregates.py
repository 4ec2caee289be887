"""The aggregates of a negotiation, each registered once: everything that goes by sorts of things goes through here."""

from .aggregate import AnyAggregate
from .package.rules import PACKAGE
from .pledge.rules import PLEDGE
from .proposal.rules import PROPOSAL
from .record.event import TALKS
from .round.rules import ROUND
from .talks.rules import AGENDA

AGGREGATES: tuple[AnyAggregate, ...] = (AGENDA, PACKAGE, ROUND, PROPOSAL, PLEDGE)
"""Every aggregate, the talks first."""

BY_NAME = {aggregate.name: aggregate for aggregate in AGGREGATES}

STREAMS = tuple(aggregate.name for aggregate in AGGREGATES if aggregate.own_stream and aggregate.name != TALKS)
"""The sorts of things that have streams of their own; everything else is in the stream of the talks."""
