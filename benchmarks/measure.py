"""Taking times: medians of several runs, each beside a floor that was measured in the same run."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result: what was done, how long it took, and how long the floor took."""

    what: str
    seconds: float
    floor: str
    floor_seconds: float
    items: int = 0
    """How many things were done in that time, where a rate says more than a time."""

    @property
    def ratio(self) -> float:
        """How many times as long as the floor."""
        return self.seconds / self.floor_seconds

    def cells(self) -> tuple[str, ...]:
        """Return the figure as the cells of a table."""
        rate = f"{self.items / self.seconds:,.0f}/s" if self.items else ""
        return self.what, _time(self.seconds), rate, f"{self.ratio:,.1f} x", self.floor, _time(self.floor_seconds)


HEADINGS = ("what", "median", "rate", "ratio", "to the floor", "floor")


def median_of_two(action: Callable[[], object], floor: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the medians of an action and of its floor, taken in turn, so that both see the same machine."""
    taken = [(_seconds(action), _seconds(floor)) for _ in range(runs)]
    return statistics.median(first for first, _ in taken), statistics.median(second for _, second in taken)


def _seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def process(command: Sequence[str]) -> Callable[[], object]:
    """Return an action that runs a whole process and throws its output away.

    Raises:
        CalledProcessError: it failed, when run; a figure of a failure would say nothing.
    """
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


@dataclass(frozen=True, slots=True)
class Took:
    """What one run of a command took."""

    seconds: float
    megabytes: float
    """Its peak memory."""
    bytes: int
    """How much it printed."""
    status: int
    """Its exit status."""


def took(command: Sequence[str]) -> Took:
    """Run a whole process and return what it took; its output is read, and thrown away."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        size = 0
        while running.stdout and (part := running.stdout.read(1 << 16)):
            size += len(part)
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    return Took(time.perf_counter() - begin, usage.ru_maxrss / 1024, size, running.returncode)
