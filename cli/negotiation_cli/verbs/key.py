"""The command for keys: the user's own, and those of others."""

from enum import StrEnum
from typing import Annotated

import typer

from ..complete import values
from ..options import Output, takes
from ..output import aside, write_out
from ..settings import keyring, passphrase_of

app = typer.Typer()


class Deed(StrEnum):
    """What can be done with keys."""

    NEW = "new"
    LIST = "list"
    EXPORT = "export"
    TRUST = "trust"
    DISTRUST = "distrust"


@app.command("key")
@takes(Output)
def key(
    given: Output,
    deed: Annotated[
        str, typer.Argument(metavar="DEED", help="new, list, export, trust or distrust.", autocompletion=values(*Deed))
    ],
    what: Annotated[
        str | None,
        typer.Argument(metavar="[NAME|KEY]", help="Its name; to trust one: the key, a certificate, or a file."),
    ] = None,
    ssh: Annotated[
        str | None, typer.Option("--ssh", metavar="FILE", help="Of new: use this private key of SSH, where it lies.")
    ] = None,
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help="Of new: ask for one, and encrypt the key with it.")
    ] = False,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Of trust: what a key of SSH is to be called.")
    ] = None,
) -> None:
    """Make a key to sign with, list keys, export the public part of one, or trust one of somebody else's."""
    _see_that_it_fits(deed, what, {"--ssh": ssh, "--passphrase": passphrase, "--name": name})
    ring = keyring()
    match Deed(deed):
        case Deed.NEW:
            secret = passphrase_of(str(what), anew=True) if passphrase else None
            print(ring.new(str(what), passphrase=secret, ssh=ssh).written)
            aside(f"'{what}' signs from now on; give others the line above, by a way that nobody can alter")
        case Deed.LIST:
            _list(given)
        case Deed.EXPORT:
            write_out(f"{ring.public(what).written}\n", given.output)
        case Deed.TRUST:
            found = ring.trust(str(what), name)
            aside(f"'{found.name}' is {found.whose}; compare it with its owner: {found.key}")
        case Deed.DISTRUST:
            ring.distrust(str(what))
            aside(f"'{what}' is not trusted any longer")


_NEEDED = {Deed.NEW: "NAME", Deed.TRUST: "KEY", Deed.DISTRUST: "NAME"}
_GOES_WITH = {"--ssh": Deed.NEW, "--passphrase": Deed.NEW, "--name": Deed.TRUST}


def _see_that_it_fits(deed: str, what: str | None, options: dict[str, object]) -> None:
    if deed not in list(Deed):
        raise typer.BadParameter(f"is {', '.join(Deed)}, not '{deed}'", param_hint="DEED")
    for option, value in options.items():
        if value and deed != _GOES_WITH[option]:
            raise typer.BadParameter(f"goes with {_GOES_WITH[option]}", param_hint=option)
    if options["--ssh"] and options["--passphrase"]:
        raise typer.BadParameter("does not go with --ssh, whose key has its own", param_hint="--passphrase")
    if what is None and (needed := _NEEDED.get(Deed(deed))):
        from negotiation.domain.errors import MissingInput

        raise MissingInput([needed])


def _list(given: Output) -> None:
    from negotiation.rendering.document import Document, table

    found = keyring().every()
    rows = [(one.name, one.whose, one.key) for one in found]
    shown = table(("name", "whose", "key"), rows, empty="there are no keys: talks key new NAME")
    given.give(Document("keys", (shown,), found, found))
