"""The tutorial and the how-to pages do what they say: every command and every program in them is run."""

import os
import shutil
import sys
import sysconfig
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))
blocks: Any = import_module("generator.blocks")
drawings: Any = import_module("generator.drawings")
running: Any = import_module("generator.running")

TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")
BY_HAND = (DOCS / "reference/journal.md", DOCS / "reference/lines.md", DOCS / "tutorial-treaty.md")
PAGES = sorted(str(path.relative_to(DOCS)) for path in (*DOCS.glob("how-to/*.md"), *BY_HAND))


def unlike(steps: list[Any]) -> list[str]:
    """Return every step that printed something else than the page shows, with both."""
    return [f"$ {s.command}\nshown:\n{s.shown}\nprinted:\n{s.printed}" for s in steps if not s.fits]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the tutorial is typed into bash")
def test_the_tutorial_prints_what_it_shows(tmp_path: Path) -> None:
    """A new user with an empty folder and an empty home sees what the tutorial shows, step by step."""
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    with running.scene(now=None) as scene:
        bash = blocks.bash(scene.folder, {"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8"})
        steps = list(blocks.run(TUTORIAL, scene.folder, blocks.in_process(scene, bash)))
        assert len(steps) > 30
        assert [] == unlike(steps)
        assert "<html" in (scene.folder / "status.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_how_to_page_prints_what_it_shows(name: str) -> None:
    """The commands and programs of a how-to page print what it shows, after the log that it begins with."""
    page = (DOCS / name).read_text(encoding="utf-8")
    with blocks.scene_of(page) as scene:
        scene.begin(*blocks.beginning(page, TUTORIAL))
        assert [] == unlike(list(blocks.run(page, scene.folder, blocks.in_process(scene))))
        if DOCS / name == drawings.PAGE:  # it draws what it, and the README, show
            kept = drawings.lying_in(drawings.FOLDER)
            assert kept == drawings.lying_in(scene.folder), "write them again with: python docs/generate.py"


@pytest.mark.parametrize("part", blocks.parts_that_run(README), ids=lambda part: part.partition("\n")[0])
def test_the_readme_prints_what_it_shows(part: str) -> None:
    """Each part of the README that begins with a new log shows what its commands and programs print."""
    with running.scene() as scene:
        assert [] == unlike(list(blocks.run(part, scene.folder, blocks.in_process(scene))))


def test_the_readme_has_parts_that_run() -> None:
    """The hour with the program is run: a change of its heading does not leave it out."""
    assert ["## An hour with it"] == [part.partition("\n")[0] for part in blocks.parts_that_run(README)]


def test_the_demo_is_put_into_its_block_of_a_readme() -> None:
    """What the demo prints takes the place of what the block held, and nothing else changes."""
    page = "before\n<!-- output: demo -->\n```console\nold\n```\nafter\n"
    screen = page.replace("output", "screen")
    printed = f"$ talks status\nnew \\1\n\n$ {blocks.BEST_SCREEN}\nbest\n\n"
    assert page.replace("old", printed.strip()) == blocks.with_demo(page, printed)
    assert screen.replace("old", f"$ {blocks.BEST_SCREEN}\nbest") == blocks.with_demo(screen, printed)


def test_what_is_shown_may_leave_out_a_part() -> None:
    """Three dots stand for any text within a line, and alone on a line for any lines."""
    block = blocks.Block(0, "console", "", None)
    shown = "check of ...\n...\nfine\n"
    assert blocks.Step(block, "talks doctor", shown, "check of /tmp/talks.db\na\nb\nfine\n").fits
    assert not blocks.Step(block, "talks doctor", shown, "check of /tmp/talks.db\na\nb\nbad\n").fits
