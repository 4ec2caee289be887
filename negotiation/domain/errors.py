"""Everything that can go wrong, in one tree; each error builds its own sentence.

::

    NegotiationError                     exit status 1
    ├── InputError                       2   what was given cannot be used
    │   ├── InvalidInput                     fields that do not fit, each named
    │   ├── DateError                        a text is no date that can be read in one way (in `edtf`)
    │   ├── MissingInput                     a needed option is missing, and there is no terminal to ask on
    │   └── BadPath                          a path that cannot hold a log
    ├── NotFound                         3   a reference to nothing
    │   ├── NoLog                            there is no log there
    │   └── NoTalks                          the log holds no such talks
    ├── Ambiguous                        3   a reference to several things
    │   └── SeveralTalks                     the log holds several talks, and none was named
    ├── TakenBack                        4   an entry that was retracted, and so cannot be amended
    ├── Refused                          4   a rule refuses the entry
    │   └── HistoryConflict                  a late entry would make a later one impossible
    ├── IdReused                         4   an entry id that stands for something else already
    ├── BackDated                        4   entries recorded before those that the log holds
    ├── MissingExtra                     1   a library that is an option is not installed
    ├── StoreBusy                        5   somebody else keeps the log locked
    ├── ProblemsFound                    6   a check of the log found problems
    ├── ImportFailed                     1   lines of a file that cannot be taken, every one named
    └── StoreError                       1   the log cannot be read or written
        ├── LogExists                        there is a log there already
        ├── NotALog                          a file, but not a log
        ├── NewerLog                         a log written by a newer version
        ├── UnknownKind                      an entry of a kind that this version does not know
        ├── Unreadable                       an entry whose content cannot be decoded
        ├── ReadOnlyLog                      the log may not be written
        └── DiskFull                         no room left
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from .situation import Violation


class NegotiationError(Exception):
    """Base of every error that this package raises on purpose."""

    code: ClassVar[str] = "failed"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(NegotiationError):
    """What was given cannot be used."""

    code = "input"
    exit_status = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was given: where, in which field, and what."""

    where: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.field, self.message) if part)


class InvalidInput(InputError):
    """Fields do not fit what they should hold."""

    code = "invalid-input"

    def __init__(self, problems: Sequence[Problem], hint: str | None = None) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems), hint)


class MissingInput(InputError):
    """Something needed was not given, and there is no terminal to ask on."""

    code = "missing-input"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"missing: {', '.join(missing)}", "give them on the command line, or run it on a terminal")


class BadPath(InputError):
    """A path cannot hold a log."""

    code = "bad-path"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"a log cannot be kept at '{path}': {why}", "name a file, such as talks.db")


class NotFound(NegotiationError):
    """A reference names nothing in this log."""

    code = "not-found"
    exit_status = 3

    def __init__(self, what: str, name: str, known: Iterable[str] = (), hint: str | None = None) -> None:
        names = list(known)
        close = get_close_matches(name, names, n=3, cutoff=0.6)
        if hint is None and close:
            hint = f"did you mean {' or '.join(close)}?"
        elif hint is None and names:
            hint = f"there is {', '.join(names[:8])}{' and others' if len(names) > 8 else ''}"
        place = "" if what.startswith(("kind", "event")) else " in this log"
        super().__init__(f"there is no {what} '{_short(name)}'{place}", hint)


class NoLog(NotFound):
    """There is no log at the place named, or anywhere from here upward."""

    code = "no-log"

    def __init__(self, path: str | None, nearby: Sequence[str] = ()) -> None:
        where = f"at '{path}'" if path else "here or in any folder above (talks.db)"
        hint = f"name one, such as talks --log {nearby[0]} ..., or set $TALKS_LOG" if nearby else None
        hint = hint or "make one with: talks init, or name one with --log FILE"
        NegotiationError.__init__(self, f"there is no log {where}", hint)


class NoTalks(NotFound):
    """The log holds no talks, or none of that id."""

    code = "no-talks"

    def __init__(self, name: str | None, known: Sequence[str]) -> None:
        super().__init__("talks", name or "", known)
        named = f" '{_short(name)}'" if name else ""
        self.message = f"there are no talks{named} in this log" if known or name else "this log holds no talks yet"
        self.hint = self.hint if known else "begin with: talks open ID TITLE"
        self.args = (self.message,)


class Ambiguous(NegotiationError):
    """A reference could mean several things."""

    code = "ambiguous"
    exit_status = 3

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(f"'{_short(name)}' could be {', '.join(candidates)}", "write out the one you mean")


class SeveralTalks(Ambiguous):
    """The log holds several talks, and none was named."""

    code = "several-talks"

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__("", known)
        self.message = f"this log holds several talks: {', '.join(known)}"
        self.hint = "name the ones you mean with --talks ID, or set $TALKS"
        self.args = (self.message,)


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

    def __init__(self, broken: Sequence["Violation"], reference: str | None = None) -> None:
        self.violations = tuple(broken)
        sentences = list(dict.fromkeys(violation.refusal.message for violation in broken))
        why = f"talks why {reference} · " if reference else ""
        rules = ", ".join(dict.fromkeys(violation.refusal.rule for violation in broken))
        super().__init__("\n".join(sentences), f"{why}record it all the same with --override REASON (rule: {rules})")


class HistoryConflict(Refused):
    """A late entry would make one that is recorded to have come after it impossible."""

    code = "history-conflict"

    def __init__(self, broken: Sequence["Violation"], proposed: Iterable[int] = ()) -> None:
        super().__init__(broken)
        message = "\n".join(
            f"this would make #{violation.entry.number} impossible: {violation.refusal.message}" for violation in broken
        )
        for number in proposed:  # they are recorded nowhere, so their numbers say nothing
            message = message.replace(f"(#{number})", "(this entry)")
        self.message = message
        self.args = (message,)
        self.hint = f"talks show {broken[0].entry.number} · {self.hint}" if broken else self.hint


class IdReused(NegotiationError):
    """An entry id stands for another entry already."""

    code = "id-reused"
    exit_status = 4

    def __init__(self, entry_id: str, number: int) -> None:
        super().__init__(
            f"the id '{entry_id}' belongs to #{number}, which says something else",
            f"give the new entry an id of its own; to change #{number}, use: talks correct {number}",
        )


class BackDated(NegotiationError):
    """Entries were recorded before those that the log already holds."""

    code = "back-dated"
    exit_status = 4

    def __init__(self, recorded: str, latest: str, number: int) -> None:
        super().__init__(
            f"an entry recorded {recorded} cannot follow #{number}, recorded {latest}: "
            "the log would claim to have held it earlier than it did",
            "import into a new log, or take the entries as recorded now with --record-now",
        )


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
            f"#{number} is of the unknown kind '{_short(kind)}'",
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


def _short(text: str) -> str:
    """Keep an error readable when what it quotes is not."""
    return text if len(text) <= 80 else f"{text[:77]}..."
