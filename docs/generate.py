"""Write the reference pages from the code: ``python docs/generate.py``; with ``--check``, only say what has changed."""

import sys
from collections.abc import Callable
from pathlib import Path

from generator import commands, events, python_api, refusals

FOLDER = Path(__file__).parent / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "errors.md": refusals.errors_page,
    "events.md": events.page,
    "python.md": python_api.page,
    "rules.md": refusals.rules_page,
}
"""Every page that is written from the code."""


def tidy(text: str) -> str:
    """Return a page with one empty line where there were several, and one line end at its end."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them with what is there."""
    changed = 0
    for name, page in PAGES.items():
        path, text = FOLDER / name, tidy(page())
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        changed += 1
        print(f"{path}: {'is out of date' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if changed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
