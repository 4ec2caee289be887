"""What could not be done: a library, a lock, a file or its content is in the way."""

from collections.abc import Sequence

from .base import NegotiationError, Problem, short


class MissingExtra(NegotiationError):
    """Something needs a library that is an option, and is not installed."""

    code = "missing-extra"

    def __init__(self, library: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} takes the library {library}, which is not installed",
            f"install it with: pip install {library} (it comes with the extra '{extra}' of negotiation-log)",
        )


class StoreBusy(NegotiationError):
    """Somebody else kept the log locked for too long."""

    code = "busy"
    exit_status = 5

    def __init__(self, path: str) -> None:
        super().__init__(f"the log '{path}' is locked by another program", "try again in a moment; nothing was written")


class ProblemsFound(NegotiationError):
    """A check of the log found problems."""

    code = "problems"
    exit_status = 6

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} problem{'' if count == 1 else 's'} found")


class ImportFailed(NegotiationError):
    """A file has lines that cannot be taken; nothing of it was recorded."""

    code = "import-failed"

    def __init__(self, problems: Sequence[Problem], hint: str | None = "nothing was recorded") -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems), hint)


class StoreError(NegotiationError):
    """The log cannot be read or written."""

    code = "store"


class LogExists(StoreError):
    """There is a log there already, and it is left as it is."""

    code = "log-exists"

    def __init__(self, path: str) -> None:
        super().__init__(f"'{path}' exists already, and was left as it is", "name another file with --log FILE")


class NotALog(StoreError):
    """The file is something else."""

    code = "not-a-log"

    def __init__(self, path: str, why: str = "it was not made by talks init") -> None:
        super().__init__(f"'{path}' is not a negotiation log: {why}", "name the log with --log FILE")


class NewerLog(StoreError):
    """The log was written by a newer version of this program."""

    code = "newer-log"

    def __init__(self, path: str, format_version: int, ours: int) -> None:
        super().__init__(
            f"'{path}' has format {format_version}, and this version reads up to {ours}",
            "update negotiation-log; nothing was read or written",
        )


class UnknownKind(StoreError):
    """An entry is of a kind that this version does not know."""

    code = "unknown-kind"

    def __init__(self, kind: str, number: int) -> None:
        super().__init__(
            f"#{number} is of the unknown kind '{short(kind)}'",
            "it was written by another version, or not by this program: see talks doctor",
        )


class Unreadable(StoreError):
    """An entry's stored content cannot be decoded."""

    code = "unreadable"

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"#{number} cannot be read: {why}", "restore the log from a copy; see talks doctor")


class ReadOnlyLog(StoreError):
    """The log, or its folder, may not be written."""

    code = "read-only"

    def __init__(self, path: str) -> None:
        super().__init__(f"'{path}' may not be written", "check the permissions of the file and of its folder")


class DiskFull(StoreError):
    """There is no room left; nothing was written."""

    code = "disk-full"

    def __init__(self, path: str) -> None:
        super().__init__(f"there is no room left to write '{path}'", "free some space; nothing was written")
