"""The program `talks`: finds the command, runs it, and turns what goes wrong into a sentence and an exit status."""

import gc
import os
import sys
from importlib import import_module
from typing import Annotated, Any

# Third-party plugins of pydantic have no business in a log, and looking for them costs a fifth of the start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_command_from_info

from .commands import COMMANDS, OTHER_WORDS
from .complete import listen, names_of, values
from .deeds import Deeds
from .once import OnceCommand
from .settings import Settings


class LazyGroup(TyperGroup):
    """A group that loads a command when it is run, and its one line of help from a table."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Load one command."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module = import_module(f"{__package__}.verbs.{place.module}")
        for info in module.app.registered_commands:
            if info.name == cmd_name:
                info.cls = OnceCommand
                return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
        return None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is named first.

        Raises:
            UsageError: there is none of that name; those that look like it are named.
        """
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            from negotiation.domain.catalogue import EVENTS

            word = args[0].casefold()
            kinds = [f"record {kind}" for kind in EVENTS if word in kind and len(word) > 3]
            meant = OTHER_WORDS.get(word) or " or ".join([*get_close_matches(word, COMMANDS), *kinds])
            ctx.fail(f"there is no command '{args[0]}'{f': did you mean {meant}?' if meant else ''}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the list of commands, in parts, without loading any."""
        for panel in dict.fromkeys(place.panel for place in COMMANDS.values()):
            with formatter.section(panel):
                formatter.write_dl([(name, place.help) for name, place in COMMANDS.items() if place.panel == panel])


app = typer.Typer(
    cls=LazyGroup,
    name="talks",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from negotiation.release import VERSION

        typer.echo(f"talks {VERSION}")
        raise typer.Exit


@app.callback()
def talks(
    ctx: typer.Context,
    log: Annotated[
        str | None,
        typer.Option("--log", metavar="FILE", help="The log; else $TALKS_LOG, else the nearest talks.db upward."),
    ] = None,
    talks_id: Annotated[
        str | None,
        typer.Option(
            "--talks",
            metavar="ID",
            help="Which talks; else $TALKS, else the only ones.",
            autocompletion=names_of("talks"),
        ),
    ] = None,
    color: Annotated[
        str,
        typer.Option(
            "--color",
            metavar="auto|always|never",
            help="Colour: auto is on a terminal, unless NO_COLOR is set.",
            autocompletion=values("auto", "always", "never"),
        ),
    ] = "auto",
    passphrase_file: Annotated[
        str | None,
        typer.Option(
            "--passphrase-file",
            metavar="FILE",
            help="Its first line is the passphrase of an encrypted log.",
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Show the version and stop.")
    ] = False,
) -> None:
    """Keep the record of a negotiation: who proposed what, who answered how, as of any moment."""
    if color not in ("auto", "always", "never"):
        raise typer.BadParameter("is auto, always or never", param_hint="--color")
    deeds = ctx.obj if isinstance(ctx.obj, Deeds) else Deeds()
    ctx.obj = Settings(log=log, talks=talks_id, color=color, debug=debug, passphrase_file=passphrase_file, deeds=deeds)
    listen(passphrase_file)


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit with its status."""
    from .failing import exit_status

    gc.disable()  # entries hold no cycles, and a command is over before looking for some would pay
    sys.exit(exit_status(get_command(app), sys.argv[1:] if arguments is None else arguments))
