"""Pictures of the served pages in the documentation: taken where there is a browser, told of where there is none."""

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))
screens: Any = import_module("generator.screens")
PAGE = (DOCS / "how-to" / "look-in-a-browser.md").read_text(encoding="utf-8")


def test_the_page_names_every_picture_that_is_taken() -> None:
    """Each has its comment there, with words for whoever does not see it."""
    assert list(screens.ADDRESSES) == re.findall(r"^<!-- screen: (\w+); [A-Z].{40,} -->$", PAGE, re.MULTILINE)


def test_a_picture_stands_in_the_place_of_its_comment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was taken is shown, and of one that was not a sentence says what it would show; no comment is left."""
    monkeypatch.setattr(screens, "FOLDER", tmp_path)
    (tmp_path / "course.png").touch()
    page = screens.filled(PAGE)
    assert "![The first page of the Istanbul talks: " in page
    assert "](../_static/screens/course.png)" in page
    assert "proposal.png" not in page
    assert "there is a browser: The page of a proposal: " in page
    assert "<!-- screen" not in page


@pytest.mark.parametrize("browser", [None, "/bin/false"])
def test_pages_are_built_without_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: str | None
) -> None:
    """Where there is none, or it does not start, pictures of an earlier time go, and nothing fails."""
    monkeypatch.setattr(screens, "FOLDER", tmp_path / "screens")
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / "course.png").touch()
    monkeypatch.setattr(screens.shutil, "which", lambda _: browser)
    screens.take()
    assert [] == list(tmp_path.glob("screens/*"))
