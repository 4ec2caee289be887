"""What a command has done by now, looked up in the log: the truth, whatever became of the command or of its output."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negotiation import NegotiationLog


@dataclass(slots=True)
class Deeds:
    """What one run of the program set out to do."""

    logs: list["NegotiationLog"] = field(default_factory=list)
    """The logs that it opened, each of which knows what was to be recorded in it."""
    staying: dict[str, "NegotiationLog"] | None = None
    """The logs that stay open for the next command, by their paths; None where there is no next one."""
    made: list[str] = field(default_factory=list)
    """The logs that it made."""

    def done(self, *, doubts: bool = True) -> str:
        """Say what was done, in a few words; nothing if nothing was.

        Args:
            doubts: say also that it could not be looked up.
        """
        found = [_recorded(log, doubts=doubts) for log in self.logs if log.attempts]
        return "; ".join([*(f"made the log {path}" for path in self.made), *dict.fromkeys(filter(None, found))])


def _recorded(log: "NegotiationLog", *, doubts: bool) -> str:
    """Look up in a log, which may be closed by now, what was recorded in it."""
    from negotiation import NegotiationLog
    from negotiation.domain.errors import NegotiationError

    try:
        with NegotiationLog.open(log.store.path) as again:
            again.attempts = dict(log.attempts)
            found = again.recorded_of_last_call()
    except NegotiationError as error:
        if not doubts:
            return ""
        return f"whether it was recorded could not be looked up ({error.message}): see talks log --record"
    runs: dict[str, list[int]] = {}
    for talks, number in found:
        runs.setdefault(talks, []).append(number)
    named = {talks: f"#{min(some)}" + (f" to #{max(some)}" if len(some) > 1 else "") for talks, some in runs.items()}
    if len(named) < 2:
        return "".join(f"recorded as {run}" for run in named.values())
    return f"recorded as {', '.join(f'{run} of {talks}' for talks, run in named.items())}"
