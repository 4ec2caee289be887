"""What all events of a proposal share."""

from typing import Annotated

from pydantic import Field

from ..values import Model, OneOrMany, PartyCode, Slug

Parties = Annotated[tuple[PartyCode, ...], OneOrMany]
VersionNumber = Annotated[int, Field(ge=1, le=10_000)]


class ProposalEvent(Model):
    """Base of the events in the stream of a proposal."""

    proposal: Slug
