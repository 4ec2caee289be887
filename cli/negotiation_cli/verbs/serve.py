"""The command that shows the talks in a browser."""

import sys
from typing import Annotated

import typer

from ..configured import config_folder
from ..options import Looking, takes
from ..output import aside
from ..settings import find_log, recorder

app = typer.Typer()
ADDRESS, PORT = "127.0.0.1", 8765


@app.command("serve")
@takes(Looking)
def serve(
    given: Looking,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 for any that is free.")] = PORT,
    address: Annotated[
        str, typer.Option("--address", metavar="ADDRESS", help="Where to listen; beyond this machine, with tokens.")
    ] = ADDRESS,
    tokens: Annotated[
        bool, typer.Option("--tokens", help="Everybody has to show a token, on this machine too.")
    ] = False,
    may_append: Annotated[
        bool, typer.Option("--may-append", help="Whoever needs no token may record, by your name.")
    ] = False,
    host: Annotated[
        list[str] | None,
        typer.Option(
            "--host", metavar="NAME", help="A name under which others ask for it, with its port (repeatable)."
        ),
    ] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy on this machine says who asks, with --proxy-header.")
    ] = False,
    proxy_header: Annotated[
        str | None, typer.Option("--proxy-header", metavar="NAME", help="The header in which it does.")
    ] = None,
    certificate: Annotated[
        str | None, typer.Option("--certificate", metavar="FILE", help="Serve https: the certificate, as PEM.")
    ] = None,
    certificate_key: Annotated[
        str | None, typer.Option("--certificate-key", metavar="FILE", help="The key of the certificate.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Show the talks in a browser: a page on this machine alone, unless tokens are given to others."""
    from negotiation.domain.errors import MissingExtra

    try:
        from negotiation.serving.running import Listening, Unnamed, run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn", "anyio", "h11"):
            raise
        raise MissingExtra(error.name or "starlette", "web", "a page in a browser") from None
    if behind_proxy != (proxy_header is not None):
        raise typer.BadParameter("goes with --proxy-header, and that with it", param_hint="--behind-proxy")
    if bool(certificate) != bool(certificate_key):
        raise typer.BadParameter("goes with --certificate-key, and that with it", param_hint="--certificate")
    given.open_log()  # what is wrong with it is said at once
    from ..questions import ON_PAGES

    run(
        find_log(given.log_path),
        Listening(address, port, tuple(host or ()), certificate, certificate_key, proxy_header, tokens),
        Unnamed(recorder(), given.who(), may_append),
        config_folder(),
        forms=ON_PAGES,
        refusals=(typer.BadParameter,),
        talks=given.talks().id if given.talks_wanted else None,
        say=aside,
        browser=not no_browser and sys.stdout.isatty(),
    )
