"""The silence procedures of the talks: a text counts as agreed at a deadline unless somebody objects before."""

from typing import Unpack

from ..details import Details, OneOrMore, each
from ..domain import build
from ..domain.record.entry import Entry
from .versions import Versions


class Silences(Versions):
    """Recording silence procedures; that a deadline passed is never recorded, it is worked out when one asks."""

    def open_silence(
        self, proposal: str, *, until: str, by: OneOrMore = (), version: int | None = None, **details: Unpack[Details]
    ) -> tuple[Entry, ...]:
        """Record that a version of a proposal counts as agreed at a deadline unless somebody objects before.

        Args:
            proposal: the proposal.
            until: the deadline (EDTF).
            by: who opened the procedure.
            version: which version; the one on the table then if not given.
            details: what every write takes.
        """
        return self._on_version(
            proposal, version, lambda at: [("silence-opened", {**at, "by": each(by), "deadline": until})], details
        )

    def break_silence(
        self, proposal: str, *, by: OneOrMore, reason: str | None = None, **details: Unpack[Details]
    ) -> tuple[Entry, ...]:
        """Record that parties objected before the deadline."""
        fields = {"proposal": self.proposal_id(proposal), "by": each(by), "reason": reason}
        return self.record(build.event("silence-broken", fields), **details)
