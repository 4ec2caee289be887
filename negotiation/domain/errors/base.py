"""The root of the tree of errors, and what was given but cannot be used."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


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


class Problem(NamedTuple):
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
        them = "it" if len(missing) == 1 else "them"
        super().__init__(f"missing: {', '.join(missing)}", f"give {them} on the command line, or run it on a terminal")


_OPENS = {"passphrase": "a passphrase", "age": "an identity of age"}
_GIVE = {
    "passphrase": "give it in a file: --passphrase-file FILE or $TALKS_PASSPHRASE_FILE; or run it on a terminal",
    "age": "name the file of the identity: $TALKS_IDENTITY",
}


class NoPassphrase(InputError):
    """A log is encrypted, and nothing was given that opens it."""

    code = "no-passphrase"

    def __init__(self, path: str, ways: Sequence[str]) -> None:
        words = " or ".join(_OPENS.get(way, "what a newer version of this program knows") for way in ways)
        hints = "; ".join(_GIVE[way] for way in ways if way in _GIVE)
        super().__init__(f"'{path}' is encrypted: {words} opens it, and none was given", hints or "update this program")


class WrongPassphrase(InputError):
    """A log is encrypted, and what was given does not open it; its wraps are as they were written."""

    code = "wrong-passphrase"

    def __init__(self, path: str, tried: Sequence[str], ways: Sequence[str]) -> None:
        words = {"passphrase": "the passphrase", "age": "the identity"}
        told = " and ".join(words.get(way, way) for way in tried)
        opens = " or ".join(_OPENS.get(way, way) for way in ways)
        verb = "does" if len(tried) == 1 else "do"
        super().__init__(
            f"{told} {verb} not open '{path}'",
            f"{opens} opens it, and its file is whole: look for a slip, or for the one of another log",
        )


class BadPath(InputError):
    """A path cannot hold a log."""

    code = "bad-path"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"a log cannot be kept at '{path}': {why}", "name a file, such as talks.db")


def short(text: str) -> str:
    """Keep an error readable when what it quotes is not."""
    return text if len(text) <= 80 else f"{text[:77]}..."
