"""The keys of a user: private ones, each in a file that nobody else may read, and the public ones of others."""

import base64
import binascii
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec import Struct

from .. import files
from ..domain.errors import InputError, MissingInput, NoKey
from ..integrity.note import NoNote, Signature, VerifierKey, key_name, verifier_key
from . import authorities, signing
from .signing import Ask

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_OWN, _SSH, _PUBLIC = ".key", ".ssh", ".pub"
"""How the files of an own key end: the private key, or the path of one of SSH; and its public part."""
_TRUSTED = "trusted-keys"
_LONGEST_NAME = 80


class Key(Struct, frozen=True):
    """A key that the user has, or trusts."""

    name: str
    whose: str
    """``own``, ``own, of SSH``, ``trusted`` or ``trusted for time``."""
    key: str
    """The public key as people pass it on."""


def _unasked(path: str) -> str:
    raise MissingInput([f"the passphrase of {path}"])


class Keyring:
    """The keys in a folder of the user's.

    Args:
        folder: where they are kept; it is made when the first one is.
        ask: asks for a passphrase.
    """

    def __init__(self, folder: Path, ask: Ask = _unasked) -> None:
        self.folder = folder
        self.ask = ask

    def new(self, name: str, *, passphrase: str | None = None, ssh: str | None = None) -> VerifierKey:
        """Make a key, or take one of SSH into use where it lies, and return its public part.

        Args:
            name: what it is called in signatures, which others read; nothing is overwritten.
            passphrase: encrypts the file.
            ssh: the private key of SSH.

        Raises:
            InputError: the name will not do, or there is a key of that name; or the file is no Ed25519 key.
            MissingExtra: a library for it is not installed.
        """
        self._see_that_it_can_be_used(name)
        if ssh is None:
            content, ending = signing.new_private_key(passphrase), _OWN
        else:
            path = Path(ssh).expanduser().resolve()
            signing.private_key(path, self.ask)
            content, ending = f"{path}\n".encode(), _SSH
        target = self._own(name, ending)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        _write(target, content)
        try:
            opened = self._opened(target) if not passphrase else signing.private_key(target, lambda _: passphrase)
            key = VerifierKey(name, signing.public_bytes(opened))
            _write(self._own(name, _PUBLIC), f"{key.written}\n".encode())
        except BaseException:
            target.unlink()
            raise
        return key

    def _see_that_it_can_be_used(self, name: str) -> None:
        try:
            key_name(name)
        except NoNote as error:
            raise InputError(f"'{name[:80]}' will not do: {error}") from None
        if len(name) > _LONGEST_NAME:
            raise InputError(f"the name of a key has up to {_LONGEST_NAME} characters")
        if any(key.name == name for key in self.every()):
            raise InputError(f"there is a key '{name}' already", "take another name; talks key list shows all")

    def own(self) -> dict[str, VerifierKey]:
        """Return the public parts of the user's own keys, by name."""
        found: dict[str, VerifierKey] = {}
        for path in sorted((self.folder / "keys").glob(f"*{_PUBLIC}")):
            key = _read(path.read_text("utf-8"), str(path))
            if unquote(path.name.removesuffix(_PUBLIC)) == key.name:
                found[key.name] = key
        return found

    def trusted(self) -> list[VerifierKey]:
        """Return the keys of others that the user trusts."""
        path = self.folder / _TRUSTED
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [_read(line, str(path)) for line in lines if line.strip() and not line.startswith("#")]

    def every(self) -> list[Key]:
        """Return all keys, the user's own first."""
        stamping: list[Key] = []
        if authorities.any_there(self.folder):
            stamping = [
                Key(name, "trusted for time", f"SHA-256 of the certificate: {authorities.fingerprint(one)}")
                for name, one in authorities.trusted(self.folder).items()
            ]
        own = [
            Key(name, "own, of SSH" if self._own(name, _SSH).exists() else "own", key.written)
            for name, key in self.own().items()
        ]
        return [*own, *(Key(key.name, "trusted", key.written) for key in self.trusted()), *stamping]

    def known(self, signature: Signature) -> VerifierKey | None:
        """Return the key, own or trusted, that a signature says it is by; None if it is not known."""
        every = (*self.own().values(), *self.trusted())
        return next((key for key in every if (key.name, key.id) == (signature.name, signature.key_id)), None)

    def public(self, name: str | None) -> VerifierKey:
        """Return one of the user's own keys, or of the trusted ones; the only own one if none is named.

        Raises:
            NoKey, InputError: there is none of that name; or there are several, and none is named.
        """
        own = self.own()
        if name is None:
            return own[self._only(own)]
        found = [key for key in (*own.values(), *self.trusted()) if key.name == name]
        if not found:
            raise NoKey(name, sorted({*own, *(key.name for key in self.trusted())}))
        return found[0]

    def signer(self, name: str | None) -> "tuple[str, Ed25519PrivateKey]":
        """Return the name and the private part of one of the user's own keys; of the only one if none is named.

        Raises:
            NoKey, InputError: there is none of that name; or there are several, and none is named.
            MissingExtra: a library for it is not installed.
        """
        own = self.own()
        name = name or self._only(own)
        if name not in own:
            raise NoKey(name, sorted(own))
        ending = _SSH if self._own(name, _SSH).exists() else _OWN
        opened = self._opened(self._own(name, ending))
        if signing.public_bytes(opened) != own[name].public:
            raise InputError(f"the key '{name}' is not the one that was exported under that name")
        return name, opened

    def _only(self, own: dict[str, VerifierKey]) -> str:
        if not own:
            raise NoKey(None, ())
        if len(own) > 1:
            raise InputError(f"there are several keys: {', '.join(own)}", "name one with --key NAME, or set $TALKS_KEY")
        return next(iter(own))

    def _opened(self, path: Path) -> "Ed25519PrivateKey":
        if path.suffix == _SSH:
            path = Path(path.read_text("utf-8").strip())
        return signing.private_key(path, self.ask)

    def trust(self, text: str, name: str | None = None) -> Key:
        """Trust a public key of somebody else's, or an authority for time.

        Args:
            text: the key as NAME+ID+KEY or as a line of SSH, a certificate, or a file that holds it.
            name: what it is to be called, for one of SSH; else the comment at the end of its line.

        Raises:
            InputError: it is no such key, or another one of that name is known.
        """
        content = _content(text)
        if authorities.PEM in content:
            called = authorities.trust(self.folder, content)
            return next(one for one in self.every() if one.name == called)
        key = self._trusted_now(_public(content, name))
        return Key(key.name, "trusted", key.written)

    def _trusted_now(self, key: VerifierKey) -> VerifierKey:
        known = {one.name: one for one in (*self.trusted(), *self.own().values())}.get(key.name)
        if known == key:
            return key
        if known is not None:
            words = f"another key '{key.name}' is known: {known.written}"
            raise InputError(words, f"if it was replaced, and you know from whom: talks key distrust {key.name}")
        self._keep([*self.trusted(), key])
        return key

    def distrust(self, name: str) -> None:
        """Trust a key, or an authority for time, no longer.

        Raises:
            NoKey: none of that name is trusted.
        """
        trusted = self.trusted()
        kept = [key for key in trusted if key.name != name]
        if len(kept) < len(trusted):
            self._keep(kept)
        elif not (authorities.any_there(self.folder) and authorities.distrust(self.folder, name)):
            raise NoKey(name, [one.name for one in self.every() if one.whose.startswith("trusted")])

    def _keep(self, keys: list[VerifierKey]) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{_TRUSTED}.{os.getpid()}"
        _write(draft, "".join(f"{key.written}\n" for key in keys).encode())
        draft.replace(self.folder / _TRUSTED)

    def _own(self, name: str, ending: str) -> Path:
        return self.folder / "keys" / f"{quote(name, safe='@')}{ending}"


def _write(path: Path, content: bytes) -> None:
    """Write a new file that nobody else may read."""
    try:
        files.make(path, content, private=True)
    except OSError as error:
        raise InputError(f"'{path}' cannot be written: {error.strerror}") from None


def _content(text: str) -> str:
    """Return a key that is given, or what the file of that name holds."""
    try:
        if Path(text).expanduser().is_file():
            return "\n".join(_lines(Path(text).expanduser()))
    except OSError:  # too long for the name of a file
        pass
    return text


def _lines(path: Path) -> Iterator[str]:
    try:
        yield from path.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        raise InputError(f"'{path}' cannot be read as a public key") from None


def _public(text: str, name: str | None) -> VerifierKey:
    """Read a public key in either form."""
    words = text.split()
    if words[:1] != ["ssh-ed25519"]:
        if name is not None:
            raise InputError("a key as NAME+ID+KEY has its name", "leave --name out")
        return _read(text, "it")
    try:
        content = base64.b64decode(words[1], validate=True)
    except (IndexError, binascii.Error, ValueError):
        content = b""
    if not content.startswith(_SSH_KEY) or len(content) != len(_SSH_KEY) + 32:
        raise InputError("it is no Ed25519 key of SSH")
    given = name or (words[2] if len(words) > 2 else "")
    try:
        return VerifierKey(key_name(given), content[len(_SSH_KEY) :])
    except NoNote as error:
        raise InputError(f"the key of SSH needs a name: {error}", "give it with --name NAME") from None


_SSH_KEY = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"
"""What the 32 bytes of a key stand behind in SSH: its kind, and their number, each with its length (RFC 8709)."""


def _read(text: str, where: str) -> VerifierKey:
    try:
        return verifier_key(text)
    except NoNote as error:
        raise InputError(f"{where} holds no key: {error}" if where != "it" else f"that is no key: {error}") from None
