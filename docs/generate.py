"""Write the reference pages, and the pictures on other pages, from the code: ``python docs/generate.py``.

With ``--check`` it only says what is out of date; with ``--outputs`` it runs the commands on the pages written by hand
as well, and puts in what they print where that is not what is shown; with ``--readme`` it does the same for the README,
the output of ``talks demo`` included.
"""

import os
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

from generator import blocks, columns, commands, drawings, events, glossary, python_api, refusals, tables
from generator.running import scene

FOLDER = Path(__file__).parent / "reference"
README = Path(__file__).parent.parent / "README.md"
WORDS = Path(__file__).parent.parent / "negotiation" / "reports" / "glossary.json"
"""The words of the glossary as reports explain them."""

PAGES: dict[str, Callable[[], str]] = {
    "columns.md": columns.page,
    "commands.md": commands.page,
    "errors.md": refusals.errors_page,
    "events.md": events.page,
    "python.md": python_api.page,
    "rules.md": refusals.rules_page,
    "tables.md": tables.page,
}
"""Every page that is written from the code."""


def tidy(text: str) -> str:
    """Return a page with one empty line where there were several, and one line end at its end."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).rstrip() + "\n"


def by_hand() -> list[Path]:
    """Return the pages written by hand that show what commands print, the tutorial first."""
    docs = FOLDER.parent
    others = (
        docs / "tutorial-treaty.md",
        *sorted(docs.glob("how-to/*.md")),
        FOLDER / "journal.md",
        FOLDER / "lines.md",
    )
    return [docs / "tutorial.md", *others]


def write_outputs() -> None:
    """Put what commands print now into the pages written by hand."""
    tutorial, *others = by_hand()
    first = tutorial.read_text(encoding="utf-8")
    with scene(now=None) as played:
        path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
        shell = blocks.bash(played.folder, {"PATH": path, "HOME": str(played.folder), "LANG": "C.UTF-8"})
        filled = {tutorial: blocks.filled(first, list(blocks.run(first, played.folder, shell)))}
    for path_of_page in others:
        page = path_of_page.read_text(encoding="utf-8")
        with blocks.scene_of(page) as played:
            played.begin(*blocks.beginning(page, first))
            steps = list(blocks.run(page, played.folder, blocks.in_process(played)))
        filled[path_of_page] = blocks.filled(page, steps)
    for path_of_page, page in filled.items():
        path_of_page.write_text(page, encoding="utf-8", newline="\n")


def write_readme() -> None:
    """Put what commands print now into the README: what it does in an hour, and what the demo shows."""
    page = README.read_text(encoding="utf-8")
    for part in blocks.parts_that_run(page):
        with scene() as played:
            page = page.replace(
                part, blocks.filled(part, list(blocks.run(part, played.folder, blocks.in_process(played))))
            )
    with scene() as played:
        printed = played.run("talks demo").output
    README.write_text(blocks.with_demo(page, printed), encoding="utf-8", newline="\n")
    demo = FOLDER.parent / "demo.md"
    demo.write_text(blocks.with_demo(demo.read_text(encoding="utf-8"), printed), encoding="utf-8", newline="\n")


def _written() -> Iterator[tuple[Path, str]]:
    """Yield every file that is written from another one, with its text."""
    yield from ((FOLDER / name, tidy(page())) for name, page in PAGES.items())
    pictures = drawings.drawn()
    yield from ((drawings.FOLDER / name, svg) for name, svg in pictures.items())
    yield from ((path, drawings.with_sentences(path.read_text(encoding="utf-8"), pictures)) for path in drawings.SHOWN)
    yield WORDS, glossary.words((FOLDER.parent / "glossary.md").read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them with what is there."""
    changed = 0
    if "--outputs" in arguments:
        write_outputs()
    if "--readme" in arguments:
        write_readme()
    for path, text in _written():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        changed += 1
        print(f"{path}: {'is out of date' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if changed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
