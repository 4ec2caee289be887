"""Who visits: what they may see, whether they may record, and under which name."""

import hmac
from hashlib import sha256

from msgspec import Struct

from ..domain.visible import Reader


class Visitor(Struct, frozen=True):
    """Somebody who looks at the pages."""

    name: str
    """Under which name what they record is recorded."""
    reader: Reader | None = None
    """What they may see; None if that is all."""
    may_append: bool = False
    token: str | None = None
    """The id of the token that they showed, if any."""
    session: str = "loopback"
    """What their forms are bound to, so that nobody else can fill one in for them."""

    def seal(self, key: bytes) -> str:
        """Return what stands in their forms, and in nobody else's."""
        return hmac.new(key, f"form {self.session}".encode(), sha256).hexdigest()

    def sealed(self, key: bytes, given: str) -> bool:
        """Say whether a form is theirs."""
        return hmac.compare_digest(self.seal(key).encode(), given.encode())
