"""Tokens, by which others look in: kept hashed, in a file of the user's own, beside their keys and in no record."""

import os
import secrets
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from .. import files
from ..clock import utc_now
from ..domain.errors import InputError, NotFound
from ..domain.visible import Reader

_FILE, _USES = "tokens.json", "token-uses.jsonl"
_MOST_USES = 2_000
"""How many lines the log of uses holds at the most; then the older half goes."""
_BYTES = 32
LONGEST_NAME = 80


class Token(Struct, frozen=True, omit_defaults=True):
    """What somebody may see, and do, who shows a secret that is not kept."""

    id: str
    """Its name in lists; it opens nothing."""
    reader: str
    """Who it was given to: what they record is recorded by that name."""
    hashed: str
    """SHA-256 of the secret, which is random, so that nothing slower is needed."""
    made: str
    expires: str
    clearance: str | None = None
    """The label up to which they may see; None if they may see all."""
    audience: str | None = None
    compartments: tuple[str, ...] = ()
    may_append: bool = False
    revoked: str | None = None

    @property
    def who(self) -> Reader | None:
        """What its bearer may see; None if that is all."""
        return None if self.clearance is None else Reader(self.clearance, frozenset(self.compartments), self.audience)

    def state(self, now: datetime) -> str:
        """Say whether it opens anything: valid, expired or revoked."""
        if self.revoked is not None:
            return "revoked"
        return "valid" if now < datetime.fromisoformat(self.expires) else "expired"


class Use(Struct, frozen=True):
    """One use of a token; those of one kind within a minute are one."""

    when: str
    token: str
    what: str
    """What was asked for: pages, api, events, forms or desk."""


class Tokens:
    """The tokens in a folder of the user's.

    Args:
        folder: where they are kept; it is made when the first one is.
        clock: gives the present moment.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.folder = folder
        self.clock = clock
        self._read: tuple[tuple[int, int, int], tuple[Token, ...]] | None = None
        self._used: dict[tuple[str, str], int] = {}

    def every(self) -> tuple[Token, ...]:
        """Return all tokens, the first made first; what another process has changed counts at once.

        Raises:
            InputError: the file cannot be read, or holds something else.
        """
        path = self.folder / _FILE
        try:
            found = path.stat()
            mark = found.st_mtime_ns, found.st_size, found.st_ino
            if self._read is None or self._read[0] != mark:
                read = msgspec.json.decode(path.read_bytes(), type=tuple[Token, ...])
                for token in read:
                    token.state(self.clock())  # what is no moment is found here
                self._read = mark, read
        except FileNotFoundError:
            return ()
        except (OSError, msgspec.MsgspecError, ValueError, TypeError):
            raise InputError(f"'{path}' cannot be read as tokens", "move it away, and make new ones") from None
        return self._read[1]

    def new(
        self,
        reader: str,
        *,
        lasts: timedelta,
        who: Reader | None = None,
        may_append: bool = False,
    ) -> tuple[Token, str]:
        """Make a token, and return it with its secret, which is told this once.

        Args:
            reader: whom it is for.
            lasts: how long it opens anything.
            who: what they may see; all if None.
            may_append: whether they may record.

        Raises:
            InputError: the name will not do, or they may not see all and are to record.
        """
        name = reader.strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise InputError("a reader has a name of up to 80 letters", "say whom it is for with --reader NAME")
        if lasts <= timedelta(0):
            raise InputError("a token that has expired opens nothing", "give a later --expires")
        if may_append and who is not None:
            raise InputError(
                "whoever records sees all: what is decided on a part of the record could go against the rest",
                "leave out --may-append, or give --clearance all",
            )
        secret = secrets.token_urlsafe(_BYTES)
        now = self.clock()
        made = Token(
            id=secrets.token_hex(4),
            reader=name,
            hashed=_hashed(secret),
            made=_written(now),
            expires=_written(now + lasts),
            clearance=None if who is None else who.clearance,
            audience=None if who is None else who.audience,
            compartments=() if who is None else tuple(sorted(who.compartments)),
            may_append=may_append,
        )
        self._keep((*self.every(), made))
        return made, secret

    def revoke(self, id_: str) -> Token:
        """Let a token open nothing from now on.

        Raises:
            NotFound: there is none of that id.
        """
        every = self.every()
        found = next((token for token in every if token.id == id_), None)
        if found is None:
            raise NotFound("token", id_, [token.id for token in every])
        revoked = found if found.revoked else replace(found, revoked=_written(self.clock()))
        self._keep([revoked if token.id == id_ else token for token in every])
        return revoked

    def opened_by(self, secret: str) -> Token | None:
        """Return the token of a secret, if it opens anything now."""
        hashed = _hashed(secret)
        found = [token for token in self.every() if secrets.compare_digest(token.hashed, hashed)]
        return next((token for token in found if token.state(self.clock()) == "valid"), None)

    def still_opens(self, id_: str) -> bool:
        """Say whether a token opens anything now; none does where they cannot be read."""
        try:
            return any(token.id == id_ and token.state(self.clock()) == "valid" for token in self.every())
        except InputError:
            return False

    def note_use(self, id_: str, what: str) -> None:
        """Write down that a token was used; once a minute for each sort of use."""
        minute = int(time.time()) // 60
        if self._used.get((id_, what)) == minute:
            return
        self._used[id_, what] = minute
        path = self.folder / _USES
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, files.OWNER_ONLY)
        with os.fdopen(handle, "ab") as file:
            file.write(msgspec.json.encode(Use(_written(self.clock()), id_, what)) + b"\n")
        lines = path.read_bytes().splitlines(keepends=True)
        if len(lines) > _MOST_USES:
            self._put(_USES, b"".join(lines[-_MOST_USES // 2 :]))

    def uses(self) -> list[Use]:
        """Return the uses that are written down, the first first; what is no line of them is passed over."""
        try:
            lines = (self.folder / _USES).read_bytes().splitlines()
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                found.append(msgspec.json.decode(line, type=Use))
            except msgspec.MsgspecError:
                continue
        return found

    def _keep(self, tokens: Sequence[Token]) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._put(_FILE, msgspec.json.format(msgspec.json.encode(list(tokens)), indent=2) + b"\n")

    def _put(self, name: str, content: bytes) -> None:
        draft = self.folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        files.make(draft, content, private=True)
        files.put(draft, self.folder / name, private=True)


def _hashed(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
