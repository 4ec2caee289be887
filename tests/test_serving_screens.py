"""What the first page looks like before, on and after the day of Istanbul: as it did when somebody looked at it."""

import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
import screens
import serving
from browsing import needs_browser, started
from PIL import Image

pytestmark = [
    needs_browser,
    pytest.mark.skipif(
        not screens.has_font() and not os.environ.get("CI"), reason=f"the font {screens.FONT} is not installed"
    ),
]


Look = Callable[[str, str], Image.Image]


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    """Give what says how the first page of the demo looks on a day; it looks once."""
    path = serving.put(tmp_path_factory.mktemp("screens"), serving.demo())
    with started() as browser, serving.running(path) as address:
        yield cache(partial(screens.taken, browser, address))


@pytest.mark.parametrize("screen", screens.SCREENS)
@pytest.mark.parametrize("day", screens.DAYS)
def test_the_first_page_looks_as_it_did(look: Look, day: str, screen: str, tmp_path: Path) -> None:
    """No more of it has another shade than other letters make; `python tests/screens.py` keeps it anew."""
    found = look(day, screen)
    found.save(tmp_path / "found.png")
    place = screens.kept(day, screen)
    with Image.open(place) as kept:
        assert screens.unlike(found, kept) < screens.LEAST, f"look at {tmp_path / 'found.png'} and at {place}"


def test_what_looks_otherwise_is_noticed(look: Look) -> None:
    """Another day, dark in place of light, or everything a little further down are no other letters."""
    there = look("2022-03-29", "desktop")
    moved = Image.new("L", there.size, 255)
    moved.paste(there, (0, 2))
    for other in (look("2022-04-06", "desktop"), look("2022-03-29", "dark"), moved):
        assert screens.unlike(there, other) > screens.LEAST
