"""Pictures of the pages that `talks serve` shows: taken with a browser as these pages are built, where there is one.

A comment `<!-- screen: NAME; what it shows -->` on a page becomes the picture, or a sentence where none could be taken.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

FOLDER = Path(__file__).parent.parent / "_static" / "screens"
"""Where they lie; git does not keep them."""
ADDRESSES = {
    "course": "talks/istanbul-2022?at=2022-04-06",
    "proposal": "talks/istanbul-2022/proposal/security-guarantees?at=2022-04-15",
}
"""Which page of the demo each shows."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_COMMENT = re.compile(r"<!-- screen: (\w+); ([^\n]+?) -->")
_TALKS = (sys.executable, "-m", "negotiation_cli")
_LONGEST = 60
"""How many seconds anything here may take."""


def take() -> None:
    """Take the pictures anew; whatever keeps one from being taken leaves it out."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        return
    FOLDER.mkdir(parents=True)
    # Without the extra `web` nothing is served, and a browser may refuse to start: pages are built all the same.
    with suppress(OSError, subprocess.SubprocessError), _served() as (address, folder):
        for name, page in ADDRESSES.items():
            _take(browser, f"{address}{page}", folder / f"{name}.png", folder)
            shutil.copyfile(folder / f"{name}.png", FOLDER / f"{name}.png")


def filled(page: str) -> str:
    """Return a page with the pictures that were taken, as seen from a folder beside theirs."""
    return _COMMENT.sub(lambda found: _shown(found[1], found[2]), page)


def _shown(name: str, what: str) -> str:
    if (FOLDER / f"{name}.png").exists():
        return f"![{what}](../_static/screens/{name}.png)"
    return f"*A picture of this would stand here, had these pages been built where there is a browser: {what}*"


def _take(browser: str, address: str, to: Path, home: Path) -> None:
    options = ("--headless", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1200,1000")
    _run(browser, *options, f"--user-data-dir={home / 'browser'}", f"--screenshot={to}", address, cwd=home)


@contextmanager
def _served() -> Iterator[tuple[str, Path]]:
    """Serve the log of the demo from a folder of its own, and give the address and the folder."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _run(*_TALKS, "demo", "--log", "talks.db", cwd=folder)
        server = subprocess.Popen(  # noqa: S603  # our own program
            [*_TALKS, "--log", "talks.db", "serve", "--no-browser", "--port", "0"],
            cwd=folder,
            env=_plain(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        overdue = Timer(_LONGEST * (1 + len(ADDRESSES)), server.kill)
        overdue.start()
        try:
            found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
            if found is None:
                raise subprocess.SubprocessError("nothing is served")
            yield found[0], folder
        finally:
            overdue.cancel()
            server.terminate()
            server.communicate()


def _run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, env=_plain(cwd), check=True, capture_output=True, timeout=_LONGEST)  # noqa: S603


def _plain(home: Path) -> dict[str, str]:
    """Return the environment without what is set up for somebody's own talks."""
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    return {**{name: value for name, value in os.environ.items() if not name.startswith("TALKS")}, **own}
