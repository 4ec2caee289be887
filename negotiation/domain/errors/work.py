"""What could not be done: a library, a lock, a file or its content is in the way."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .base import NegotiationError, Problem, short


class MissingExtra(NegotiationError):
    """Something needs a library that is an option, and is not installed."""

    code = "missing-extra"

    def __init__(self, library: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} takes the library {library}, which is not installed",
            f"install it with: pip install {library} (it comes with the extra '{extra}' of negotiation-log)",
        )


class MissingNativeLibrary(NegotiationError):
    """Something needs a library of the system that is not installed."""

    code = "missing-library"

    def __init__(self, library: str, purpose: str, why: str) -> None:
        super().__init__(
            f"{purpose} takes the system's library {library}, which cannot be loaded: {why.splitlines()[0][:120]}",
            f"install {library} with the system's packages (Debian, Ubuntu: apt install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango), or write html and print that",
        )


class StoreBusy(NegotiationError):
    """Somebody else kept the log locked for too long."""

    code = "busy"
    exit_status = 5

    def __init__(self, path: str) -> None:
        super().__init__(f"the log '{path}' is locked by another program", "try again in a moment; nothing was written")


class ProblemsFound(NegotiationError):
    """A check of the log found problems, or could not be made."""

    code = "problems"
    exit_status = 6

    def __init__(self, count: int, unseen: int = 0) -> None:
        problems = f"{count} problem{'' if count == 1 else 's'} found"
        unchecked = f"{unseen} thing{'' if unseen == 1 else 's'} could not be compared"
        super().__init__(", ".join(words for number, words in ((count, problems), (unseen, unchecked)) if number))


_TOLD = 200
"""How many problems of a file are told."""


class NotVerified(NegotiationError):
    """What was to be vouched for, or handed on, is not what was recorded; nothing was done."""

    code = "not-verified"
    exit_status = 6

    def __init__(self, problems: Sequence[str], hint: str) -> None:
        super().__init__("\n".join(problems), hint)


class NoTimeStamp(NegotiationError):
    """A time-stamp authority gave no time-stamp; nothing was sealed."""

    code = "no-time-stamp"

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"'{short(url)}' gave no time-stamp: {why}",
            "nothing was sealed; try again, take another authority, or seal without --timestamp",
        )


class ImportFailed(NegotiationError):
    """A file has lines that cannot be taken; nothing of it was recorded."""

    code = "import-failed"

    def __init__(
        self, problems: Sequence[Problem], hint: str | None = "nothing was recorded", *, more: int = 0
    ) -> None:
        self.problems = tuple(problems)
        self.more = more + max(0, len(problems) - _TOLD)
        """How many problems there are that are not told."""
        rest = [f"and {self.more:,} more"] if self.more else []
        super().__init__("\n".join([*(str(problem) for problem in problems[:_TOLD]), *rest]), hint)


class Difference(NamedTuple):
    """An entry that a file tells otherwise than the log does."""

    where: str
    """The line of the file."""
    number: int
    fields: tuple[tuple[str, str, str], ...]
    """Each field that differs: its name, what is recorded, and what the file says."""


class RecordedOtherwise(NegotiationError):
    """A file tells entries that the log holds otherwise than the log does; nothing of it was recorded."""

    code = "recorded-otherwise"
    exit_status = 6
    SHOWN = 5
    """How many of the entries are shown with what differs in them."""
    RECORDING = ("number", "stream", "version", "format", "recorded", "envelope.recorder", "envelope.batch",
                 "envelope.override")  # fmt: skip
    """The fields that tell of the recording, and not of what happened."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        named = Counter(name for one in differences for name, _, _ in one.fields)
        count = "1 entry" if len(differences) == 1 else f"{len(differences)} entries"
        fields = ", ".join(f"{name} of {number}" for name, number in named.items())
        lines = [f"{count} of the log differ{'s' if len(differences) == 1 else ''} in the file: {fields}"]
        for where, number, unlike in differences[: self.SHOWN]:
            lines += [
                f"{where}: #{number}: {name}: recorded is {short(ours)}, and here stands {short(theirs)}"
                for name, ours, theirs in unlike
            ]
        if left := [f"#{one.number}" for one in differences[self.SHOWN :]]:
            lines.append(f"and {len(left)} more: {', '.join(left[:10])}{' and so on' if len(left) > 10 else ''}")
        alone = all(name in self.RECORDING for name in named)
        hint = "; where others recorded the same anew: --record-now" if alone else ""
        super().__init__("\n".join(lines), f"nothing was recorded{hint}")


class NotAsExported(NegotiationError):
    """The entries of an export are not those of the head at its end; nothing of it was recorded."""

    code = "not-as-exported"
    exit_status = 6

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(map(str, problems)),
            "nothing was recorded; entries are missing, altered or in another order: ask for the export again, "
            "or take what is there with talks import --unverified",
        )


class StoreError(NegotiationError):
    """The log cannot be read or written."""

    code = "store"


class LogExists(StoreError):
    """There is a log there already, and it is left as it is."""

    code = "log-exists"

    def __init__(self, path: str) -> None:
        super().__init__(f"'{path}' exists already, and was left as it is", "name another file with --log FILE")


class DisclosedCopy(StoreError):
    """The log is a copy for others from which something is withheld, in which nothing is recorded."""

    code = "disclosed-copy"
    exit_status = 4

    def __init__(self, path: str) -> None:
        super().__init__(f"'{path}' is a disclosed copy: nothing is recorded in it", "record it in the log itself")


class Guessable(StoreError):
    """What is to be withheld could be guessed from its hash."""

    code = "guessable"
    exit_status = 4

    def __init__(self, numbers: Sequence[int]) -> None:
        listed = ", ".join(f"#{number}" for number in numbers[:20])
        more = f" and {len(numbers) - 20} more" if len(numbers) > 20 else ""
        message = f"{listed}{more} would be withheld, but an earlier version hashed them without salts"
        hint = "whoever guesses what they say can check it by the hash: to disclose the rest all the same: --guessable"
        super().__init__(message, hint)


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


UPDATE = "update this program: a newer version wrote it"
"""What to do about what only a later version of this program can read."""


class Unreadable(StoreError):
    """An entry's stored content, or its place in the record, cannot be decoded."""

    code = "unreadable"

    def __init__(self, number: int, why: str, *, newer: bool = False) -> None:
        self.why = why
        self.newer = newer
        hint = UPDATE if newer else "talks doctor says more; talks restore FILE puts a backup in its place"
        super().__init__(f"#{number} cannot be read: {why}", hint)


class RestsOnUnreadable(StoreError):
    """Something hangs on an entry that cannot be read, and so is not done without it."""

    code = "rests-on-unreadable"
    what_it_is = what_they_are = "cannot be read"

    def __init__(self, numbers: Sequence[int], what: str, hint: str) -> None:
        from ..listing import listed  # noqa: PLC0415  # only where it is raised

        named = listed([f"#{number}" for number in numbers])
        is_so = self.what_it_is if len(numbers) == 1 else self.what_they_are
        super().__init__(f"{named} {is_so}, so that {what}", hint)


class RestsOnWithheld(RestsOnUnreadable):
    """Something hangs on an entry that this copy of a log withholds, and so is not done without it."""

    code = "rests-on-withheld"
    what_it_is, what_they_are = "is withheld", "are withheld"


class LogReplaced(StoreError):
    """The file that was opened is not the log of that name any more."""

    code = "log-replaced"

    def __init__(self, path: str, *, gone: bool) -> None:
        what = "was removed" if gone else "was replaced by another file"
        super().__init__(f"'{path}' {what} since it was opened: nothing was recorded", "open the log again")


class ForeignWriteAheadLog(StoreError):
    """What SQLite keeps beside a log belongs to another file than the one that lies there."""

    code = "foreign-wal"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"'{path}-wal' does not belong to '{path}': it holds what was written last to another state of the log, "
            "and SQLite would merge the two and destroy both",
            f"move '{path}' away and put back the file that it was written for; or, to go on with a copy: talks "
            f"--log {path} restore COPY, which moves what is there aside",
        )


class ForeignOwner(StoreError):
    """Another user than the owner of the log has put a file beside it, which SQLite would take for a part of it."""

    code = "foreign-owner"
    exit_status = 6

    def __init__(self, path: str, beside: str, owner: str, ours: str) -> None:
        super().__init__(
            f"'{beside}' belongs to {owner}, and the log '{path}' to {ours}: another user has put it there, "
            "and SQLite would merge it into the log; nothing was read or written",
            f"move '{beside}' away, and keep the log in a folder to which only its owner may write",
        )


class BackupFailed(StoreError):
    """A copy of a log is not in order."""

    code = "backup-failed"
    exit_status = 6

    def __init__(self, why: str) -> None:
        super().__init__(why, "nothing was put in the place of anything; take another copy")


class Damaged(StoreError):
    """The file of the log is damaged: what SQLite finds in it does not fit together."""

    code = "damaged"
    exit_status = 6

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"'{path}' is damaged: {why}", "talks doctor says more; talks restore FILE puts a backup in its place"
        )


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
