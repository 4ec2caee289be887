"""The commands as a whole: all can be reached, and all say what they and their options are for."""

import re
from pathlib import Path
from typing import Any

import pytest
from commandline import Desk, at_work
from typer.main import get_command

from negotiation_cli import verbs
from negotiation_cli.commands import COMMANDS, OTHER_WORDS
from negotiation_cli.main import app

TYPES = re.compile(r"<\w+( \w+)*>")


def _command(name: str) -> Any:
    group: Any = get_command(app)
    return group.get_command(None, name)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_defined(name: str) -> None:
    """A command of the table is in the module that the table names, under its name."""
    assert name == _command(name).name


def test_every_command_that_is_defined_is_in_the_table() -> None:
    """No module defines a command that the table does not hold, so that none is out of reach."""
    from importlib import import_module

    modules = [path.stem for path in Path(verbs.__path__[0]).glob("*.py") if path.stem != "__init__"]
    defined = {
        (info.name, module)
        for module in modules
        for info in import_module(f"negotiation_cli.verbs.{module}").app.registered_commands
    }
    assert {(name, place.module) for name, place in COMMANDS.items()} == defined


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_and_the_command_say_the_same_of_it(name: str) -> None:
    """The line of help in the table begins as the command's own help does, with the same verb."""
    own = _command(name).help
    assert COMMANDS[name].help.endswith(".")
    assert own.split()[0] == COMMANDS[name].help.split()[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_says_what_it_is_for(name: str) -> None:
    """Each option and argument has a sentence of help, and a word of its own for its value."""
    for parameter in _command(name).params:
        assert parameter.help, parameter.name
        assert parameter.help.endswith((".", ")", "]")) or parameter.name == "help", parameter.help


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_no_type_of_the_program(tmp_path: Path, name: str) -> None:
    """Values have names that a note-taker understands, such as TEXT, and not <str>."""
    shown = Desk(tmp_path).done(name, "--help")
    assert TYPES.search(shown) is None, shown


FRAMING = ["open", "party", "issue", "source", "decide", "round"]
"""Commands that set up what the others write about, and write as they do."""


@pytest.mark.parametrize("name", [name for name, place in COMMANDS.items() if place.panel == "Write"] + FRAMING)
def test_every_write_takes_what_is_said_of_any_entry(name: str) -> None:
    """Every command that writes has the options of the envelope."""
    options = {option for parameter in _command(name).params for option in parameter.opts}
    assert options >= {
        *("--on", "--learned", "--says", "--source", "--quote", "--quote-language", "--grade"),
        *("--marking", "--note", "--in", "--override", "--id", "--dry-run", "--log", "--talks"),
    }


@pytest.mark.parametrize("name", [name for name, place in COMMANDS.items() if place.panel == "Read"] + ["report"])
def test_every_read_takes_the_three_clocks_and_where_output_goes(name: str) -> None:
    """Every command that reads has the three clocks, the formats and a file to write to."""
    options = {option for parameter in _command(name).params for option in parameter.opts}
    assert options >= {"--at", "--known", "--recorded", "--format", "--json", "--output", "--log", "--talks"}


def test_the_help_lists_every_command_in_its_part(tmp_path: Path) -> None:
    """The help of the program names every command, under set up, write, read and give."""
    shown = Desk(tmp_path).done("--help")
    assert re.findall(r"^(?:Set up|Write|Read|Give):", shown, re.MULTILINE) == ["Set up:", "Write:", "Read:", "Give:"]
    assert set(COMMANDS) <= set(re.findall(r"^  ([a-z-]+)  ", shown, re.MULTILINE))


def test_without_arguments_the_program_shows_its_help(tmp_path: Path) -> None:
    """Run alone it prints the help on standard error, and calls that a wrong use, not an error of some sort."""
    ran = Desk(tmp_path)()
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Usage: talks")


def test_a_command_that_does_not_exist_is_told_from_those_like_it(tmp_path: Path) -> None:
    """A slip in the name of a command is answered with the command that was probably meant."""
    assert "error: there is no command 'statu': did you mean status?" in Desk(tmp_path).fails(2, "statu")
    said = Desk(tmp_path).fails(2, "suspend")
    assert "there is no command 'suspend': did you mean" in said
    assert "record talks-suspended or record round-suspended?" in said
    assert "error: there is no command 'xyzzy'\n" in Desk(tmp_path).fails(2, "xyzzy")


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    """--version prints the name and the version of the installed package."""
    from importlib.metadata import version

    assert f"talks {version('negotiation-log')}\n" == Desk(tmp_path).done("--version")


@pytest.mark.parametrize(("word", "meant"), OTHER_WORDS.items())
def test_a_word_of_the_field_that_is_no_command_names_the_command(tmp_path: Path, word: str, meant: str) -> None:
    """Whoever types leave or sign is told how it is called here, by a command and options that there are."""
    assert f"there is no command '{word}': did you mean {meant}?" in Desk(tmp_path).fails(2, word)
    command = _command(meant.split(maxsplit=1)[0])
    assert {part for part in meant.split() if part.startswith("--")} <= {o for p in command.params for o in p.opts}


def test_what_is_one_argument_too_many_is_named(tmp_path: Path) -> None:
    """After an option that may be repeated, it is said how; elsewhere only what is too much."""
    desk = at_work(tmp_path)
    said = desk.fails(2, "propose", "plan", "--by", "UKR", "RUS", "--text", "Peace")
    assert "error: 'RUS' is one argument too many: write --by UKR --by RUS\n" in said
    assert "error: 'again' is one argument too many\n" in desk.fails(2, "why", "neutral-status", "again")
