"""The page of commands: every command, argument and option, as the program itself knows them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import typer
from typer.main import get_command

from negotiation_cli.commands import COMMANDS
from negotiation_cli.main import app
from negotiation_cli.options import Common, Output, Read, Write

HEAD = """\
# Commands

The program is `talks`, and `python -m negotiation_cli` is the same.
`talks --help` lists the commands, and `talks COMMAND --help` says what one takes.

What a command prints for you to keep goes to standard output; everything else goes to standard error.

## Exit status

- 0: done.
- 1: failed: the log or a file cannot be used.
- 2: what was given cannot be used.
- 3: a reference names nothing, or several things.
- 4: a rule refuses the entry, or it does not fit what the log holds.
- 5: somebody else keeps the log locked.
- 6: a check found problems.
- 7: what was asked was recorded, and only the answer could not be printed: to run it again would record it twice.
- 130: stopped with Ctrl-C.

The [errors](errors.md) have a page of their own.

## References

Where a command takes a proposal, a party, an item or a source, the beginning of its name will do if only one begins so.
An entry is named by its number, `7` or `"#7"`; the quotes keep the shell from taking `#` for a comment.
Its id does as well, or the beginning of it: four characters or more that are not all digits.
If a reference could mean several things, the command fails and lists them.
"""

BUNDLES = (
    ("of every write", Write, "The commands that write take these options; they are said of each entry recorded."),
    ("of every read", Read, "The commands that read take these options: the three clocks, and the form of the output."),
    ("of every output", Output, "These commands have no clocks, but write their output where and how you say."),
    ("of every command", Common, "These stand before the command or after it."),
)
"""The options that commands share: the title, the class that holds them, and a sentence; the largest first."""


@dataclass(frozen=True)
class Parameter:
    """An argument or an option of a command, as the page tells of it."""

    shown: str
    help: str
    name: str
    argument: bool


def page() -> str:
    """Return the page."""
    parts = [HEAD, "## Options before the command\n", *_listed(parameters(get_command(app)))]
    for title, bundle, words in BUNDLES:
        own = names(bundle) - (names(Common) if bundle is not Common else set())
        found = next(command(name) for name in COMMANDS if bundle_of(command(name)) is bundle)
        parts += [f"\n## Options {title}\n\n{words}\n", *_listed(p for p in parameters(found) if p.name in own)]
    for panel in dict.fromkeys(place.panel for place in COMMANDS.values()):
        parts.append(f"\n## {panel}\n")
        for name, place in COMMANDS.items():
            if place.panel == panel:
                parts += _section(name)
    return "\n".join(parts) + "\n"


def _section(name: str) -> Iterator[str]:
    found = command(name)
    bundle = bundle_of(found)
    own = [parameter for parameter in parameters(found) if parameter.name not in names(bundle)]
    arguments = [p.shown for p in own if p.argument]
    usage = " ".join(["talks", name, *arguments, "[OPTIONS]"])
    yield f"### talks {name}\n\n{' '.join(str(found.help).split())}\n\n```text\n{usage}\n```\n"
    yield from _listed(own)
    title = next(title for title, kind, _ in BUNDLES if kind is bundle)
    yield f"\nIt takes the options [{title}](#options-{title.replace(' ', '-')}) too.\n"


def command(name: str) -> Any:
    """Return a command."""
    group: Any = get_command(app)
    return group.get_command(typer.Context(group), name)


def parameters(found: Any) -> list[Parameter]:
    """Return the arguments and options of a command, but for the help."""
    context = typer.Context(found)
    told = []
    for parameter in found.params:
        record = parameter.get_help_record(context)
        shown, words = record or (parameter.make_metavar(context), "")
        told.append(Parameter(shown, " ".join(words.split()), parameter.name, parameter.param_type_name == "argument"))
    return told


def names(bundle: type[Any]) -> set[str]:
    """Return the names of the options of a bundle."""
    return {item.name for item in fields(bundle)} - {"ctx"}


def bundle_of(found: Any) -> type[Any]:
    """Return the largest bundle of options that a command takes."""
    own = {parameter.name for parameter in found.params}
    return next(bundle for _, bundle, _ in BUNDLES if names(bundle) <= own)


def _listed(found: Any) -> Iterator[str]:
    for parameter in found:
        yield f"- `{parameter.shown}`{f': {parameter.help}' if parameter.help else ''}"
