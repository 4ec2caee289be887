"""Who may ask for the pages, under which names, and what those see who show no token."""

from collections.abc import Sequence

from msgspec import Struct

from ..domain.visible import Reader

COOKIE = "talks"


class Rules(Struct, frozen=True):
    """Who may ask."""

    hosts: frozenset[str]
    """The names, each with its port, under which the pages may be asked for."""
    secure: bool = False
    """Whether they are asked for by https."""
    wants_token: bool = False
    """Whether everybody has to show a token; else those on this machine need none, and nobody else may ask."""
    proxy_header: str | None = None
    """The header in which a proxy on this machine says who asks; None if there is no proxy."""
    name: str = "unknown"
    """Under which name those without a token record."""
    reader: Reader | None = None
    """What those without a token may see."""
    may_append: bool = False
    """Whether those without a token may record."""

    @property
    def scheme(self) -> str:
        """How the pages are asked for."""
        return "https" if self.secure else "http"

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds a token."""
        return f"__Host-{COOKIE}" if self.secure else COOKIE


def hosts_of(address: str, port: int, names: Sequence[str], *, secure: bool) -> frozenset[str]:
    """Return the names under which the pages may be asked for.

    Args:
        address: where the server listens.
        port: at which port.
        names: further names, each with a port unless it is the usual one.
        secure: whether they are asked for by https.
    """
    usual = 443 if secure else 80
    found = {"127.0.0.1", "localhost", "[::1]"}
    if address not in ("0.0.0.0", "::"):  # noqa: S104  # which names no host
        found.add(f"[{address}]" if ":" in address else address.lower())
    ported = {f"{name}:{port}" for name in found}
    return frozenset(ported | (found if port == usual else set()) | {name.lower() for name in names})
