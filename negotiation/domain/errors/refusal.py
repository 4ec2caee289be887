"""What the record does not take: a rule, an earlier entry or an earlier date stands against it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from .base import NegotiationError, Problem


class _Rule(Protocol):
    @property
    def rule(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def behind(self) -> tuple[int, ...]: ...


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def id(self) -> str: ...


class Broken(Protocol):
    """An entry, and a rule that it breaks."""

    @property
    def entry(self) -> _Numbered:
        """The entry."""

    @property
    def refusal(self) -> _Rule:
        """The rule."""


class TakenBack(NegotiationError):
    """An entry was retracted, so that nothing more can be said of it."""

    code = "taken-back"
    exit_status = 4

    def __init__(self, number: int, retraction: int) -> None:
        super().__init__(
            f"#{number} was taken back by #{retraction}", f"to bring it back, retract #{retraction} or undo it"
        )


class Refused(NegotiationError):
    """A rule refuses the entry; it can be recorded all the same, with a reason."""

    code = "refused"
    exit_status = 4

    def __init__(self, broken: Sequence[Broken], reference: str | None = None) -> None:
        self.violations = tuple(broken)
        sentences = list(dict.fromkeys(violation.refusal.message for violation in broken))
        why = f"talks why {reference} · " if reference else ""
        rules = ", ".join(dict.fromkeys(violation.refusal.rule for violation in broken))
        super().__init__("\n".join(sentences), f"{why}record it all the same with --override REASON (rule: {rules})")


class HistoryConflict(Refused):
    """A late entry would make one that is recorded to have come after it impossible."""

    code = "history-conflict"

    def __init__(self, broken: Sequence[Broken], proposed: Iterable[int] = ()) -> None:
        super().__init__(broken)
        message = "\n".join(
            f"this would make #{violation.entry.number} impossible: {violation.refusal.message}" for violation in broken
        )
        for number in proposed:  # they are recorded nowhere, so their numbers say nothing
            message = message.replace(f"(#{number})", "(this entry)")
        self.message = message
        self.args = (message,)
        self.hint = f"talks show {broken[0].entry.number} · {self.hint}" if broken else self.hint


class FarAhead(NegotiationError):
    """A date is so far ahead that it looks like a slip of the pen."""

    code = "far-ahead"
    exit_status = 4

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)), "if it is meant, record it with --ahead")


class LooksRecorded(NegotiationError):
    """Entries look like ones that stand already, as after a journal was recorded, mended and recorded again."""

    code = "looks-recorded"
    exit_status = 4

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(map(str, problems)),
            "nothing was recorded; mend what stands with talks correct, or record them beside it with --new",
        )


class ClockAhead(FarAhead):
    """The machine's clock looks as if it were ahead, which would keep every later entry at its time."""

    code = "clock-ahead"

    def __init__(self, now: str, why: str) -> None:
        super().__init__([Problem("", "", f"this machine's clock says {now}, but {why}")])
        self.hint = "set the clock right; if it is right, record it with --ahead"


class LowersMarking(NegotiationError):
    """An entry would be for more people than what it is about, and nobody says why."""

    code = "lowers-marking"
    exit_status = 4

    def __init__(self, marking: str, about: str) -> None:
        super().__init__(
            f"what it is about is marked {about}, and {marking} is lower",
            "leave the marking out, and it is inherited; or say why it is lower: --lowered REASON",
        )


class PartSeen(NegotiationError):
    """Something takes the whole record, and whoever asks looks at a part of it."""

    code = "part-seen"
    exit_status = 4

    def __init__(self, clearance: str) -> None:
        super().__init__(
            f"this takes the whole record, and only what is for {clearance} is looked at",
            "leave out --clearance and --audience, and unset TALKS_CLEARANCE and TALKS_AUDIENCE",
        )


class IdReused(NegotiationError):
    """An entry id stands for another entry already."""

    code = "id-reused"
    exit_status = 4

    def __init__(self, entry_id: str, number: int) -> None:
        self.entry_id = entry_id
        self.number = number
        super().__init__(
            f"the id '{entry_id}' belongs to #{number}, which says something else",
            f"give the new entry an id of its own; to change #{number}, use: talks correct {number}",
        )


class BackDated(NegotiationError):
    """Entries were recorded before those that the log already holds."""

    code = "back-dated"
    exit_status = 4

    def __init__(self, recorded: datetime, latest: datetime, number: int) -> None:
        finest = "seconds" if latest - recorded >= timedelta(seconds=1) else "microseconds"  # so that they read unlike
        first, last = (at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", finest) for at in (recorded, latest))
        super().__init__(
            f"an entry recorded {first} UTC cannot follow #{number}, recorded {last} UTC: "
            "the log would claim to have held it earlier than it did",
            "import into a new log, or take the entries as recorded now with --record-now",
        )
