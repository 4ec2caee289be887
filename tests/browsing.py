"""A real browser in tests: it is started, looks at pages, and says which days it shows otherwise than the status."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from playwright import sync_api as playwright

from negotiation import TalksLog

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
"""Where a browser of the Chromium family lies, if there is one."""
needs_browser = pytest.mark.skipif(
    BROWSER is None and not os.environ.get("CI"), reason="there is no browser of the Chromium family"
)
WAIT = 120_000
"""How many milliseconds something may take on a machine that has other things to do."""
playwright.expect.set_options(timeout=WAIT)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def started() -> Iterator[Any]:
    """Give a browser."""
    with playwright.sync_playwright() as found:
        browser = found.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@contextmanager
def looking(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """Open a page; whatever it asks for elsewhere, and whatever its console has to say, fails the test."""
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    wrong: list[str] = []
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    try:
        yield page
        assert [] == [said for said in wrong if not said.startswith("Failed to load resource")]
    finally:
        context.close()


def unlike(page: Any, talks: TalksLog, steps: Iterable[int]) -> Iterator[str]:
    """Move the slider of a page to some days, and yield each on which it shows another status than the talks have.

    Args:
        page: the course of the talks, open.
        talks: the talks.
        steps: the days, counted from the first of the slider.
    """
    origin = date.fromisoformat(page.get_attribute("#at-step", "data-origin"))
    for step in steps:
        day = (origin + timedelta(days=step)).isoformat()
        page.fill("#at-step", str(step))
        page.wait_for_url(f"**at={day}*")
        playwright.expect(page.locator("body.busy")).to_have_count(0)
        proposals = talks.as_of(at=day).status().proposals
        stands = page.locator("#shown .panel").first
        names = stands.locator("table").first.locator("tbody th .t").all_inner_texts() if proposals else []
        rows = stands.locator("tbody tr").all_inner_texts()
        if [one.proposal for one in proposals] != names or not all(
            one.label in row for one, row in zip(proposals, rows, strict=False)
        ):
            yield day
