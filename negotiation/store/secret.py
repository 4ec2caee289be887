"""What opens an encrypted log: passphrases, and identities of age."""

from msgspec import Struct

PASSPHRASE, AGE = "passphrase", "age"
"""The ways in which the key of a log is wrapped."""


class Secret(Struct, frozen=True):
    """One thing that may open a log: a passphrase, or the text of a file of identities."""

    passphrase: str | None = None
    identities: str | None = None


class Lock(Struct, frozen=True):
    """What a log is to be opened with from now on: a passphrase, and whoever has an identity for a recipient."""

    passphrase: str | None = None
    recipients: tuple[str, ...] = ()
