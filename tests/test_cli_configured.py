"""What is set up once for all commands, in a file of the user's own."""

from pathlib import Path

import pytest
from commandline import Desk, at_work

from negotiation_cli.configured import NAMES


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a folder with the log of the session in it, and whoever sits there."""
    found = at_work(tmp_path)
    del found.own["TALKS_RECORDER"]
    return found


@pytest.fixture
def config(desk: Desk) -> Path:
    """Return the file in which a user sets things up, which is not there yet."""
    folder = Path(desk.own["XDG_CONFIG_HOME"]) / "talks"
    folder.mkdir(parents=True)
    return folder / "config.toml"


def filled(desk: Desk) -> None:
    """Record a word that is for all, and one that is not."""
    desk.done("say", "Maria", "It rains", "--on", "2022-03-30")
    desk.done("say", "Maria", "I give in", "--on", "2022-03-30", "--marking", "red")


def test_what_is_set_up_holds_for_every_command(desk: Desk, config: Path) -> None:
    """Sight is as the file says, unless the environment or an option does; so is who records."""
    filled(desk)
    config.write_text('audience = "press"\n', encoding="utf-8")
    assert "It rains" in desk.done("log")
    assert "I give in" not in desk.done("log")
    assert "I give in" in desk.done("log", "--clearance", "all")
    assert "I give in" in desk("log", TALKS_CLEARANCE="red").out
    assert 4 == desk("say", "Maria", "more").status
    config.write_text('recorder = "Ana I."\n', encoding="utf-8")
    desk.done("say", "Maria", "more")
    assert '"recorder": "Ana I."' in desk.done("show", "#11", "--json")
    assert 0 == desk("say", "Maria", "and more", TALKS_RECORDER="Boris").status
    assert '"recorder": "Boris"' in desk.done("show", "#12", "--json")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("audience = press", "is no TOML"),
        ('audiences = "press"', "sets 'audiences', which there is not"),
        ("clearance = 3", "sets clearance to what is no text"),
        ('clearance = " "', "sets clearance to what is no text"),
        ('clearance = "purple"', "the clearance"),
        ('audience = "nobody"', "the audience"),
        ('audience = "press"\nclearance = "red"', "ask for two readers"),
        ("\udcff", "it is not text in UTF-8"),
    ],
)
def test_what_is_set_up_wrongly_is_refused(desk: Desk, config: Path, text: str, said: str) -> None:
    """Nothing is shown by a file that may be meant to limit what is shown."""
    filled(desk)
    config.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = desk("log")
    assert (2, "") == (ran.status, ran.out)
    assert said in ran.err


def test_every_name_is_said_in_the_docs() -> None:
    """The page on setting up tells of each."""
    page = Path(__file__).parent.parent / "docs" / "how-to" / "set-up.md"
    assert all(f"- `{name}`" in page.read_text("utf-8") or f"or `{name}`:" in page.read_text("utf-8") for name in NAMES)
