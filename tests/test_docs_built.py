"""The page on how it is built names files that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "how-it-is-built.md"


def test_every_file_of_a_walk_is_there() -> None:
    """Each file and folder that the page names exists, and there are five walks of twenty files at most each way."""
    if not (ROOT / "negotiation").is_dir():
        pytest.skip("the code is not beside the tests: these are the tests of an installed package")
    page = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"`((?:negotiation|cli|docs)/[\w/.-]+)`", page)
    assert len(named) > 40
    assert [] == [name for name in named if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()]
    walks = page.split("\n## Five walks")[1].split("\n### ")[1:]
    assert 5 == len(walks)
    assert all(1 <= max(int(n) for n in re.findall(r"(?m)^(\d+)\. `", walk)) <= 20 for walk in walks)
