"""The pictures on the pages: drawn by the commands of the page that tells of them, and kept beside the pages."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from negotiation.rendering.safe import for_markdown

from . import blocks

DOCS = Path(__file__).parent.parent
PAGE = DOCS / "how-to" / "draw-the-talks.md"
"""The page whose commands draw them."""
FOLDER = DOCS / "_static" / "pictures"
SHOWN = (PAGE, DOCS.parent / "README.md")
"""The pages that show them."""

_IMAGE = re.compile(r"!\[[^\n]*\]\((\S*_static/pictures/([\w-]+\.svg))\)")


def drawn() -> dict[str, str]:
    """Return every picture that the commands of the page write, by the name of its file."""
    page = PAGE.read_text(encoding="utf-8")
    with blocks.scene_of(page) as played:
        played.begin(*blocks.beginning(page, ""))
        for _ in blocks.run(page, played.folder, blocks.in_process(played)):
            pass
        return lying_in(played.folder)


def lying_in(folder: Path) -> dict[str, str]:
    """Return the pictures of a folder, by the names of their files."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.svg"))}


def names(page: str) -> list[str]:
    """Return the pictures that a page shows, by the names of their files."""
    return [found[2] for found in _IMAGE.finditer(page)]


def with_sentences(page: str, pictures: Mapping[str, str]) -> str:
    """Return a page in which each picture has for its words the sentence that it says of itself."""
    return _IMAGE.sub(lambda found: f"![{for_markdown(_sentence(pictures[found[2]]))}]({found[1]})", page)


def _sentence(svg: str) -> str:
    return unescape(svg.partition("<desc>")[2].partition("</desc>")[0])
