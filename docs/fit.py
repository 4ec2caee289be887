"""Say which built pages are wider than a window: ``python docs/fit.py docs/_build/html``; exit status 1 if any is.

What commands print is wide, and has to scroll by itself.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (390, 1000, 1200, 1440)
"""How wide windows are: of a phone, and of desks, at which the theme lays pages out in different ways."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Look at each page at each width."""
    folder = Path(sys.argv[1]).resolve()
    pages = sorted(page for page in folder.rglob("*.html") if "_static" not in page.parts)
    too_wide = []
    with sync_playwright() as found:
        browser = found.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NAMES))),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        looking = browser.new_page()
        for page in pages:
            looking.goto(page.as_uri())
            for width in WIDTHS:
                looking.set_viewport_size({"width": width, "height": 900})
                takes = looking.evaluate("document.documentElement.scrollWidth")
                if takes > width:
                    too_wide.append(f"{page.relative_to(folder)}: {takes} pixels in a window of {width}")
        browser.close()
    print(*too_wide, f"{len(pages)} pages, {len(too_wide)} times too wide", sep="\n")
    return 1 if too_wide or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
