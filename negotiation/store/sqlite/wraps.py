"""The one room in which the key of a log is wrapped: by a passphrase (scrypt, RFC 7914), or to a recipient of age.

Each wrap has a sum beside it, of itself, so that one that is damaged is told from one that a passphrase does not open.
A sum is made without a key: it tells of accidents, and of nobody's intent.

The forms, where ``|`` joins bytes: a wrap by a passphrase is one byte of work | 16 bytes of salt | 12 of nonce |
AES-256-GCM(scrypt(passphrase in NFC and UTF-8, salt, N = 2^work, r = 8, p = 1), nonce, key of the log), bound to
``negotiation-log key 1`` | line feed | id of the log | work | salt. A wrap to a recipient is the file of age
(age-encryption.org/v1) of ``negotiation-log key 1`` | line feed | id of the log | key of the log.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ...domain.errors import Damaged, InputError, MissingExtra, WrongPassphrase
from ..secret import AGE, PASSPHRASE, Lock, Secret
from .cipher import KEY_BYTES, NONCE_BYTES, Undecipherable, aes

if TYPE_CHECKING:
    from collections.abc import Callable

_FORM = b"negotiation-log key 1\n"
WORK = 17
"""How much work a try of a passphrase is: 2^17 steps of 1 KiB, and 128 MiB (OWASP, 2025)."""
_MOST_WORK = 20
"""How much of it a file may ask for, so that a false one does not stop the machine."""
_SALT_BYTES = 16
_SUM_BYTES = 8
SHORTEST = 8
"""How many characters a passphrase has at least: whoever has a copy of the file can try them without being seen."""


class Wrap(NamedTuple):
    """The key of a log as one passphrase, or one identity, opens it."""

    way: str
    """Which of these."""
    name: str
    """The recipient, which is no secret; nothing of a passphrase."""
    wrapped: bytes
    sum: bytes

    @property
    def whole(self) -> bool:
        """Whether it is as it was written."""
        return self.sum == sum_of(self.way, self.name, self.wrapped)


def sum_of(way: str, name: str, wrapped: bytes) -> bytes:
    """Return what tells whether a wrap is as it was written."""
    return hashlib.sha256(b"\0".join((way.encode(), name.encode("utf-8", "replace"), wrapped))).digest()[:_SUM_BYTES]


def wraps(key: bytes, log: bytes, lock: Lock) -> list[Wrap]:
    """Wrap the key of a log in each of the ways of a lock.

    Raises:
        InputError: the passphrase is too short, or a recipient is none.
        MissingExtra: a library is not installed.
    """
    found = [] if lock.passphrase is None else [_by_passphrase(key, log, lock.passphrase)]
    return [*found, *(_to_recipient(key, log, name) for name in dict.fromkeys(lock.recipients))]


def key_in(path: str, log: bytes, there: Sequence[Wrap], secrets: Iterable[Secret]) -> bytes | None:
    """Return the key of a log, by the first secret that opens a wrap of it; None if there is no secret.

    Args:
        path: the log, for errors.
        log: its id.
        there: the wraps.
        secrets: what may open one.

    Raises:
        WrongPassphrase: none of them opens any.
        Damaged: none opens any, and one that might is not as it was written.
        InputError: an identity cannot be read.
        MissingExtra: a library is not installed.
    """
    tried: set[str] = set()
    for secret in secrets:
        for wrap in there:
            opener = _OPENERS.get(wrap.way)
            if opener is None or not _fits(wrap, secret):
                continue
            tried.add(wrap.way)
            try:
                return opener(wrap.wrapped, log, secret)
            except Undecipherable:
                continue
        tried.add(AGE if secret.passphrase is None else PASSPHRASE)
    if not tried:
        return None
    broken = [wrap for wrap in there if not wrap.whole and wrap.way in tried]
    if broken or not there:
        raise Damaged(path, "what its key is wrapped in is not as it was written")
    raise WrongPassphrase(path, sorted(tried), sorted({wrap.way for wrap in there}))


def _fits(wrap: Wrap, secret: Secret) -> bool:
    return (wrap.way == PASSPHRASE and secret.passphrase is not None) or (
        wrap.way == AGE and secret.identities is not None
    )


def _by_passphrase(key: bytes, log: bytes, passphrase: str) -> Wrap:
    if len(passphrase) < SHORTEST:
        raise InputError(
            f"the passphrase has {len(passphrase)} characters, and needs {SHORTEST}",
            "take several words that nobody else would put together",
        )
    start = bytes([WORK]) + os.urandom(_SALT_BYTES)
    nonce = os.urandom(NONCE_BYTES)
    closed = aes(_stretched(passphrase, start)).encrypt(nonce, key, _FORM + log + start)
    wrapped = start + nonce + closed
    return Wrap(PASSPHRASE, "", wrapped, sum_of(PASSPHRASE, "", wrapped))


def _stretched(passphrase: str, start: bytes) -> bytes:
    work, salt = start[0], start[1:]
    if not 1 <= work <= _MOST_WORK:
        raise Undecipherable
    told = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        told, salt=salt, n=1 << work, r=8, p=1, maxmem=(1 << work) * 1024 + (1 << 22), dklen=KEY_BYTES
    )


def _with_passphrase(wrapped: bytes, log: bytes, secret: Secret) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # an option

    start, rest = wrapped[: 1 + _SALT_BYTES], wrapped[1 + _SALT_BYTES :]
    if len(start) <= _SALT_BYTES or len(rest) <= NONCE_BYTES:
        raise Undecipherable
    cipher = aes(_stretched(secret.passphrase or "", start))
    try:
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], _FORM + log + start)
    except InvalidTag:
        raise Undecipherable from None


def _pyrage() -> Any:
    try:
        return import_module("pyrage")
    except ImportError:
        raise MissingExtra("pyrage", "encrypt", "a log whose key is wrapped to a recipient of age") from None


def _to_recipient(key: bytes, log: bytes, name: str) -> Wrap:
    pyrage = _pyrage()
    try:
        recipient = (pyrage.x25519 if name.startswith("age1") else pyrage.ssh).Recipient.from_str(name)
    except pyrage.RecipientError:
        raise InputError(
            f"'{name[:80]}' is no recipient of age",
            "it begins with age1, ssh-ed25519 or ssh-rsa; age-keygen -y shows it",
        ) from None
    wrapped = pyrage.encrypt(_FORM + log + key, [recipient])
    return Wrap(AGE, name, wrapped, sum_of(AGE, name, wrapped))


def _with_identity(wrapped: bytes, log: bytes, secret: Secret) -> bytes:
    pyrage = _pyrage()
    try:
        told = pyrage.decrypt(wrapped, _identities(pyrage, secret.identities or ""))
    except pyrage.DecryptError:
        raise Undecipherable from None
    form, key = told[: len(_FORM) + len(log)], bytes(told[len(_FORM) + len(log) :])
    if form != _FORM + log or len(key) != KEY_BYTES:
        raise Undecipherable
    return key


def _identities(pyrage: Any, text: str) -> list[Any]:
    """Return the identities of a file, of age or of SSH.

    Raises:
        InputError: there is none that can be read.
    """
    try:
        if "-----BEGIN" in text:
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        lines = (line.strip() for line in text.splitlines())
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise InputError(
            "the identity cannot be read: it is no key of age, and no key of SSH without a passphrase",
            "it is a file as age-keygen writes it, with a line that begins with AGE-SECRET-KEY-1",
        )
    return found


_OPENERS: "dict[str, Callable[[bytes, bytes, Secret], bytes]]" = {PASSPHRASE: _with_passphrase, AGE: _with_identity}
