"""One request: who asks, about which talks, from which point of view."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from msgspec import Struct
from starlette.requests import Request

from ..domain.errors import NotFound
from ..domain.lazily import lazily
from .form import Form
from .logs import Logs
from .parameters import CLOCKS, Parameter, read
from .visitors import Visitor

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..log import NegotiationLog
    from ..talks import TalksLog


class Serving(Struct, frozen=True):
    """What is the same for all requests."""

    logs: Logs
    forms: dict[str, Form]
    """What can be recorded through the page, by name."""
    key: bytes
    """With what forms are sealed; another at each start."""
    refusals: tuple[type[Exception], ...] = ()
    """The errors by which the forms refuse an answer, beside those of the library."""
    wants_token: bool = False
    """Whether everybody has to show a token."""
    live: Any = None
    """What tells readers of new entries."""


class Ask:
    """A request, as it is answered in a thread of its own.

    Args:
        request: the request.
        serving: what is the same for all of them.
        form: what was posted, if anything.
    """

    def __init__(self, request: Request, serving: Serving, form: Sequence[tuple[str, str]] = ()) -> None:
        self.request = request
        self.serving = serving
        self.form = form
        self.path: dict[str, str] = dict(request.path_params)
        self.visitor: Visitor = request.scope["visitor"]
        self.query: list[tuple[str, str]] = request.query_params.multi_items()

    @lazily
    def log(self) -> "NegotiationLog":
        """The log as the visitor may see it."""
        return self.serving.logs.seen_by(self.visitor)

    @lazily
    def talks(self) -> "TalksLog":
        """The talks that the address names, by the whole of their id.

        Raises:
            NotFound: there are none, or the visitor may not see them.
        """
        name = self.path["talks"]
        if not self.log.store.reader.holds(name):
            raise NotFound("talks", name)
        return self.log.talks(name)

    def given(self, parameters: Sequence[Parameter] = (), *, strict: bool = False) -> dict[str, Any]:
        """Return what the address says, the clocks too.

        Raises:
            InvalidInput: something does not fit.
        """
        return read(self.query, (*CLOCKS, *parameters), strict=strict)

    def seen(self, **moved: str | None) -> "AsOf":
        """Return the talks at the clocks of the address, or at others.

        Raises:
            DateError, NotFound: a clock is no date, or the log does not hold as many entries.
        """
        return self.talks.as_of(**{**self.clocks, **moved})

    @lazily
    def clocks(self) -> dict[str, str | None]:
        """The clocks of the address, by their names."""
        found = read([pair for pair in self.query if pair[0] in _CLOCKS], CLOCKS, strict=False)
        return {name: found[name] for name in _CLOCKS}

    def to(self, *parts: str, **query: str | int | None) -> str:
        """Return the address of a page of these talks, at the clocks of this one unless told otherwise.

        Args:
            parts: what comes behind the talks: a view; or a sort, a name and a view.
            query: what else it says; None leaves a clock out.
        """
        if query:
            return address(self._home, parts, {**self.clocks, **query})
        return "".join((self._home, *(f"/{_part(part)}" for part in parts), self._at))

    @lazily
    def _home(self) -> str:
        return f"/talks/{_part(self.path['talks'])}"

    @lazily
    def _at(self) -> str:
        """The clocks, as they stand at the end of an address: worked out once, for the hundreds of a page."""
        return address("", (), self.clocks)

    def api(self, *parts: str, **query: str | int | None) -> str:
        """Return the address of the same thing for programs."""
        return address(f"/api/talks/{_part(self.path['talks'])}", parts, {**self.clocks, **query})


_CLOCKS = tuple(one.name for one in CLOCKS)

Answer = Callable[[Ask], Any]
"""Answers a request, in a thread of its own."""


def address(base: str, parts: Sequence[str], query: dict[str, Any]) -> str:
    """Return an address; what is None, or empty, is left out of it."""
    path = "/".join((base, *map(_part, parts)))
    said = urlencode({name.rstrip("_"): str(value) for name, value in query.items() if value not in (None, "")})
    return f"{path}?{said}" if said else path


def _part(text: str) -> str:
    return quote(text, safe="")
