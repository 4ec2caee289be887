"""References to nothing, or to several things."""

from collections.abc import Iterable, Sequence

from .base import NegotiationError, short


class NotFound(NegotiationError):
    """A reference names nothing in this log."""

    code = "not-found"
    exit_status = 3

    def __init__(self, what: str, name: str, known: Iterable[str] = (), hint: str | None = None) -> None:
        from ..near import near  # noqa: PLC0415  # only what goes wrong needs it

        names = list(known)
        close = near(name, names)
        if hint is None and close:
            hint = f"did you mean {' or '.join(close)}?"
        elif hint is None and names:
            hint = f"there is {', '.join(names[:8])}{' and others' if len(names) > 8 else ''}"
        place = "" if what.startswith(("kind", "event")) else " in this log"
        super().__init__(f"there is no {what} '{short(name)}'{place}", hint)


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
        named = f" '{short(name)}'" if name else ""
        self.message = f"there are no talks{named} in this log" if known or name else "this log holds no talks yet"
        begin = "begin with: talks open ID TITLE · a journal that opens them: talks --talks ID record FILE"
        self.hint = self.hint if known else begin
        self.args = (self.message,)


class NoKey(NotFound):
    """There is no key of that name, or none to sign with."""

    code = "no-key"

    def __init__(self, name: str | None, known: Sequence[str]) -> None:
        super().__init__("key", name or "", known)
        self.message = f"there is no key '{short(name)}'" if name else "there is no key of your own to sign with"
        self.hint = self.hint if known else "make one with: talks key new NAME"
        self.args = (self.message,)


class NothingTakenBack(NotFound):
    """There is nothing to bring back."""

    code = "nothing-taken-back"

    def __init__(self) -> None:
        NegotiationError.__init__(
            self, "nothing was taken back that is not back by now", "see what was: talks log --record"
        )


FEW = 8
"""So many names are written out in a sentence; of more it is told how many there are."""


def some_of(names: Sequence[str]) -> str:
    """Write names in a sentence of a bearable length: ``a, b, c and 9,992 more``."""
    more = len(names) - FEW
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:FEW])} and {more:,} more"


class Ambiguous(NegotiationError):
    """A reference could mean several things."""

    code = "ambiguous"
    exit_status = 3

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(f"'{short(name)}' could be {some_of(candidates)}", "write out the one you mean")


class SeveralTalks(Ambiguous):
    """The log holds several talks, and none was named."""

    code = "several-talks"

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__("", known)
        self.message = f"this log holds {len(known):,} talks: {some_of(known)}"
        self.hint = "name the ones you mean with --talks ID, or set $TALKS; talks list lists them all"
        self.args = (self.message,)
