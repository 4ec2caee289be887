"""Running the server: where it listens, what it says of itself, and how it ends."""

import gc
import socket
import threading
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from msgspec import Struct

from ..clock import utc_now
from ..domain.errors import InputError
from ..domain.visible import Reader
from .app import application
from .asking import address as address_of
from .form import Form
from .guard import Guard
from .logs import Logs
from .rules import Rules, hosts_of
from .tokens import Tokens

MOST_CONNECTIONS = 500
"""How many connections are held at a time; others are told to come again."""


class Listening(Struct, frozen=True):
    """Where the server listens, and how it is called."""

    address: str = "127.0.0.1"
    port: int = 0
    """0 for any that is free."""
    hosts: tuple[str, ...] = ()
    """Further names by which others ask for it."""
    certificate: str | None = None
    certificate_key: str | None = None
    proxy_header: str | None = None
    """The header in which a proxy on this machine says who asks."""
    tokens: bool = False
    """Whether everybody has to show a token."""

    @property
    def here(self) -> bool:
        """Whether it is to be had from this machine alone."""
        with suppress(ValueError):
            return ip_address(self.address).is_loopback
        return self.address == "localhost"


class Unnamed(Struct, frozen=True):
    """What whoever needs no token may see and do."""

    name: str
    reader: Reader | None = None
    may_append: bool = False


def run(
    path: str,
    listening: Listening,
    unnamed: Unnamed,
    folder: Path,
    *,
    forms: Mapping[str, Form],
    refusals: tuple[type[Exception], ...] = (),
    talks: str | None = None,
    say: Callable[[str], None] = lambda _: None,
    browser: bool = False,
) -> None:
    """Serve a log until somebody stops it.

    Args:
        path: the log.
        listening: where, and under which names.
        unnamed: what those without a token may see and do.
        folder: where tokens are kept.
        forms: what can be recorded through the page.
        refusals: the errors by which the forms refuse an answer, beside those of the library.
        talks: the talks to begin with.
        say: says where it is to be had.
        browser: whether a browser is opened.

    Raises:
        InputError: it cannot listen there, or nobody could get in.
    """
    tokens = Tokens(folder)
    wants_token = listening.tokens or not listening.here
    if listening.proxy_header is not None and not listening.here:
        raise InputError("a proxy is believed on this machine alone", f"leave out --address {listening.address}")
    if (
        wants_token
        and listening.proxy_header is None
        and not any(one.state(utc_now()) == "valid" for one in tokens.every())
    ):
        raise InputError(
            "everybody would need a token, and there is none that opens anything",
            "make one first: talks token new --reader NAME --clearance LABEL",
        )
    if unnamed.may_append and unnamed.reader is not None:
        raise InputError("whoever records sees all", "leave out --may-append, or --clearance and --audience")
    secure = listening.certificate is not None
    with _listening(listening) as bound:
        port = int(bound.getsockname()[1])
        rules = Rules(
            hosts=hosts_of(listening.address, port, listening.hosts, secure=secure),
            secure=secure,
            wants_token=wants_token,
            proxy_header=listening.proxy_header,
            name=unnamed.name,
            reader=unnamed.reader,
            may_append=unnamed.may_append,
        )
        app = application(Logs(path), rules, tokens, forms, refusals)
        host = listening.address if listening.here else "127.0.0.1"
        base = f"{rules.scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        where = address_of(f"{base}/talks", [talks], {}) if talks else f"{base}/"
        say(f"{where} shows the log, until Ctrl-C")
        if browser:
            threading.Timer(0.5, webbrowser.open, [where]).start()
        collect_rarely()
        with suppress(KeyboardInterrupt):
            server_of(app, listening).run(sockets=[bound])


def collect_rarely() -> None:
    """Look for garbage, which commands do without, but not after every few hundred objects.

    What is at hand of a log stays, and is looked through each time: a fifth of the time of a page went into that.
    """
    gc.enable()
    gc.set_threshold(50_000, 20, 50)


def _listening(listening: Listening) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: the address is none of this machine, or somebody listens there already.
    """
    family = socket.AF_INET6 if ":" in listening.address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((listening.address, listening.port))
    except OSError as error:
        found.close()
        raise InputError(
            f"nothing can listen at {listening.address}, port {listening.port}: {error.strerror or error}",
            "choose another with --port N, or --port 0 for any that is free",
        ) from None
    return found


class _Server(uvicorn.Server):
    """A server that lets streams end before it waits for them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        app = self.config.app
        if isinstance(app, Guard):
            app.end()
        await super().shutdown(sockets)


def server_of(app: Guard, listening: Listening) -> uvicorn.Server:
    """Return the server of an application, with its bounds."""
    return _Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="on",
            loop="asyncio",
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=16 * 1024,
            ssl_certfile=listening.certificate,
            ssl_keyfile=listening.certificate_key,
        )
    )
