"""What the first page looks like, small and in grey: taken, kept and compared; ``python tests/screens.py`` keeps it.

Letters differ from machine to machine, so a page is set in one font here, and compared by squares in each of which
some letters lie: what moves, goes, overlaps or changes its shade is noticed, and how a letter is smoothed is not.
"""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import serving
from browsing import DESKTOP, PHONE, looking, started
from PIL import Image, ImageChops

KEPT = Path(__file__).parent / "screens"
DAYS = ("2022-03-28", "2022-03-29", "2022-04-06")
SQUARE = 16
"""How many pixels each way are one of the picture that is kept."""
HIGH = 1_600
"""How many pixels from the top are looked at."""
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {**DESKTOP, "height": HIGH}},
    "phone": {"viewport": {**PHONE, "height": HIGH}},
    "dark": {"viewport": {**DESKTOP, "height": HIGH}, "color_scheme": "dark"},
}
FONT = "DejaVu Sans"
LEAST = 0.01
"""From which share of squares of another shade on a page looks otherwise."""


def has_font() -> bool:
    """Say whether the font is installed here."""
    lists = shutil.which("fc-list")
    return lists is not None and FONT in subprocess.run([lists], capture_output=True, text=True, check=False).stdout


def taken(browser: Any, address: str, day: str, screen: str) -> Image.Image:
    """Return what the first page looks like on a day."""
    with looking(browser, address, bypass_csp=True, reduced_motion="reduce", **SCREENS[screen]) as page:
        page.goto(f"{address}/talks/{serving.ISTANBUL}?at={day}")
        page.add_style_tag(content=f"* {{ font-family: '{FONT}' !important }}")
        page.evaluate("document.activeElement && document.activeElement.blur()")
        with Image.open(BytesIO(page.screenshot(animations="disabled"))) as whole:
            return whole.convert("L").resize((whole.width // SQUARE, HIGH // SQUARE), Image.Resampling.BOX)


def kept(day: str, screen: str) -> Path:
    """Return where it is kept what the first page looks like on a day."""
    return KEPT / f"{day}-{screen}.png"


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Return the share of squares that are plainly of another shade."""
    apart = ImageChops.difference(one, other)
    return sum(apart.histogram()[32:]) / (apart.width * apart.height)


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        started() as browser,
        serving.running(serving.put(Path(folder), serving.demo())) as address,
    ):
        for day in DAYS:
            for screen in SCREENS:
                taken(browser, address, day, screen).save(kept(day, screen), optimize=True)
