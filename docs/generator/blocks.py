"""The code blocks of the pages written by hand: running them, and comparing what they print with what is shown.

- ``console``: commands after ``$ `` (going on after ``> ``), and what they print below them.
- ``python``: run as one program after the blocks before it; a ``text`` block right after it is what it prints.
- Any block right after a comment ``<!-- file: NAME -->`` is a file of that name.
- Every other block is only shown.

In what is shown, ``...`` stands for any text within a line, and a line of ``...`` for any lines.
"""

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .running import Scene, scene

_FENCE = re.compile(r"^```(\w*)$")
_NEEDS_A_SHELL = re.compile(r" (?:\||>|<|&&|\|\||;) |[`]|[$][({]")
_DEMO = re.compile(r"(<!-- output: demo -->\n```\w*\n).*?^```$", re.DOTALL | re.MULTILINE)
_SCREEN = re.compile(r"(<!-- screen: demo -->\n```\w*\n).*?^```$", re.DOTALL | re.MULTILINE)
BEST_SCREEN = "talks pledges --at 2022-04-06"
"""The command of the demo whose screen the README shows."""
_FILE = re.compile(r"^<!-- file: (\S+) -->$")

RIVER = (
    "talks init",
    'talks open river-talks "Talks on the river"',
    "talks party north south --role negotiating",
    "talks party coast --role host --role mediator",
    "talks propose neutral-status --by north --to south --on 2022-03-29T10:00 --text 'The north stays neutral'",
)
"""What pages begin with that need invented talks: those with a comment ``<!-- scene: river -->``."""

_EMPTY = "<!-- scene: empty -->"


def scene_of(page: str) -> AbstractContextManager[Scene]:
    """Return the scene of a page: now where it begins with nothing, else the time of the invented talks."""
    return scene(now=None) if _EMPTY in page else scene()


Shell = Callable[[str], str]
"""Runs one command line and returns everything that it prints."""


@dataclass(frozen=True)
class Block:
    """A code block of a page."""

    line: int
    """The line of the page on which its content begins, counted from 0."""
    kind: str
    text: str
    file: str | None

    @property
    def end(self) -> int:
        """The line of its closing fence."""
        return self.line + len(self.text.splitlines())


@dataclass(frozen=True)
class Step:
    """One command with the output that is shown, or one program."""

    block: Block
    command: str
    shown: str
    printed: str

    @property
    def fits(self) -> bool:
        """Whether what was printed is what is shown."""
        return bool(_pattern(self.shown).fullmatch(self.printed))


def blocks(page: str) -> list[Block]:
    """Return the code blocks of a page."""
    found: list[Block] = []
    lines = page.splitlines()
    start, kind = -1, ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if start < 0 and fence:
            start, kind = number + 1, fence[1]
        elif start >= 0 and line == "```":
            file = _FILE.match(lines[start - 2]) if start > 1 else None
            text = "".join(f"{one}\n" for one in lines[start:number])
            found.append(Block(start, kind, text, file[1] if file else None))
            start = -1
    return found


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console block, each with the output shown below it."""
    command, shown = "", ""
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line[2:], ""
        elif line.startswith("> ") and not shown:
            command = f"{command}\n{line[2:]}"
        else:
            shown += f"{line}\n"
    if command:
        yield command, shown


def beginning(page: str, tutorial: str) -> list[str]:
    """Return the commands that come before a page: those of the river talks, the first of the tutorial, or none.

    Those of the tutorial go up to where it looks at its log for the first time.
    """
    if "<!-- scene: river -->" in page:
        return list(RIVER)
    if _EMPTY in page:
        return []
    every = [command for block in blocks(tutorial) if block.kind == "console" for command, _ in commands(block)]
    return [command.replace("\\\n", "") for command in every[: every.index("talks status")]]


def run(page: str, folder: Path, shell: Shell) -> Iterator[Step]:
    """Run the blocks of a page in a folder, and yield every step with what it printed."""
    names: dict[str, Any] = {"__name__": "__main__"}
    found = blocks(page)
    for position, block in enumerate(found):
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.kind == "console":
            for command, shown in commands(block):
                yield Step(block, command, shown, shell(command))
        elif block.kind == "python":
            following = found[position + 1 : position + 2]
            told = following[0] if following and following[0].kind == "text" else None
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(block.text, "the page", "exec"), names)  # noqa: S102  # our own page
            yield Step(told or block, block.text, told.text if told else "", out.getvalue())


def parts_that_run(readme: str) -> list[str]:
    """Return the parts of the README that begin with a new log, each up to the next heading."""
    return [part for part in re.split(r"^(?=## )", readme, flags=re.MULTILINE) if "\n$ talks init\n" in part]


def with_demo(page: str, printed: str) -> str:
    """Return a page with what the demo prints in its block, and with one screen of it in the block for that."""
    screens = re.split(r"(?m)^(?=\$ talks )", printed)
    best = next(screen for screen in screens if screen.startswith(f"$ {BEST_SCREEN}"))
    page = _SCREEN.sub(lambda found: f"{found[1]}{best.strip()}\n```", page)
    return _DEMO.sub(lambda found: f"{found[1]}{printed.strip()}\n```", page)


def bash(folder: Path, environment: dict[str, str]) -> Shell:
    """Return a shell that runs whatever bash runs."""

    def shell(command: str) -> str:
        ran = subprocess.run(  # noqa: S603  # our own page
            ["bash", "-c", command],  # noqa: S607
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return ran.stdout

    return shell


def in_process(scene: Scene, otherwise: Shell | None = None) -> Shell:
    """Return a shell that runs the program in this process, which is quick.

    Args:
        scene: where it runs.
        otherwise: runs what only a shell understands, such as a pipe.
    """

    def shell(command: str) -> str:
        if otherwise is not None and _NEEDS_A_SHELL.search(command):
            return otherwise(command)
        ran = scene.run(command.replace("\\\n", ""))
        return (ran.output + ran.errors).replace("\r\n", "\n")

    return shell


def filled(page: str, steps: list[Step]) -> str:
    """Return a page with the outputs that do not fit replaced by what was printed."""
    lines = page.splitlines()
    by_block: dict[int, list[Step]] = {}
    for step in steps:
        by_block.setdefault(step.block.line, []).append(step)
    for start in sorted(by_block, reverse=True):
        block, told = by_block[start][0].block, by_block[start]
        text = ""
        for step in told:
            output = step.shown if step.fits else _left_open(step)
            text += output if block.kind == "text" else f"$ {step.command.replace(chr(10), chr(10) + '> ')}\n{output}"
        if block.kind != "python":
            lines[start : block.end] = text.splitlines()
    return "\n".join(lines) + "\n"


def _left_open(step: Step) -> str:
    """Return what was printed, with the lines that leave a part of them out as they were shown."""
    opened = [line for line in step.shown.splitlines() if "..." in line and line.strip() != "..."]
    lines = (next((o for o in opened if _pattern(o).fullmatch(f"{p}\n")), p) for p in step.printed.splitlines())
    return "".join(f"{line}\n" for line in lines)


def _pattern(shown: str) -> re.Pattern[str]:
    """Return what is shown as a pattern."""
    parts = []
    for line in shown.splitlines():
        if line.strip() == "...":
            parts.append(r"(?:[^\n]*\n)*")
        else:
            parts.append(r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("...")) + r" *\n")
    return re.compile("".join(parts))
