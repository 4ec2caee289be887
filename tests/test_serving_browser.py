"""The pages in a real browser: with script and without, by keyboard, for a screen reader, dark, on a phone, live."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import serving
from browsing import DESKTOP, PHONE, looking, needs_browser, started, unlike
from playwright import sync_api as playwright
from serving import ISTANBUL

from negotiation import NegotiationLog
from negotiation.serving.tokens import Tokens

AXE = os.environ.get("TALKS_TEST_AXE", "")
"""Where the script of axe-core lies, which looks for what keeps people out."""
HOME = f"/talks/{ISTANBUL}"
pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give a browser, which the tests of this module share."""
    with started() as found:
        yield found


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the log of the demo, in which tests of this module only add."""
    return serving.put(tmp_path_factory.mktemp("browser"), serving.demo())


@pytest.fixture(scope="module")
def address(path: Path) -> Iterator[str]:
    """Give the address of a server of it, for somebody who may record."""
    with serving.running(path, may_append=True) as found:
        yield found


def test_the_slider_shows_on_each_day_what_the_status_says(browser: Any, address: str, path: Path) -> None:
    """Moved by hand to a day, it shows the rows of the status of that day, and the address says which day it is."""
    with NegotiationLog.open(str(path)) as log, looking(browser, address) as page:
        page.goto(f"{address}{HOME}?at=2022-02-28")
        assert [] == list(unlike(page, log.talks(), (0, 7, 10, 28, 29, 30, 37, 46)))


def test_arrow_keys_go_from_change_to_change_and_are_said(browser: Any, address: str) -> None:
    """On the slider a key leads to the next change; what is shown then is said to whoever cannot see it."""
    with looking(browser, address) as page:
        page.goto(f"{address}{HOME}?at=2022-03-10")
        page.focus("#at-step")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**at=2022-03-29*")
        playwright.expect(page.locator("#said")).to_contain_text("happened by 29 Mar 2022")
        playwright.expect(page.locator("#at-step")).to_have_attribute("aria-valuetext", "29 Mar 2022")
        page.keyboard.press("Shift+ArrowLeft")
        page.wait_for_url("**at=2022-03-28*")
        playwright.expect(page.locator("#at-step")).to_be_focused()
        page.reload()
        playwright.expect(page.locator(".words").first).to_contain_text("28 Mar 2022")


def test_play_says_entry_by_entry(browser: Any, address: str) -> None:
    """From where the slider stands each entry is said, and marked where it stands in the table; it can be stopped."""
    with looking(browser, address) as page:
        page.goto(f"{address}{HOME}?at=2022-03-30")
        page.click(".play")
        playwright.expect(page.locator("#said")).to_contain_text(re.compile(r"#\d+ 30 Mar 2022: "))
        playwright.expect(page.locator("tr.told")).to_have_count(1)
        first = page.inner_text("#said")
        playwright.expect(page.locator("#said")).not_to_have_text(first)
        page.evaluate("button = document.querySelector('.play'); if (button.textContent === 'Stop') button.click()")
        playwright.expect(page.locator(".play")).to_have_text("Play")


def test_play_says_the_label_of_what_is_not_for_everybody(browser: Any, tmp_path: Path) -> None:
    """A line that leaves its table says for whom it is, as everything does that is shown; the rest does not."""
    path = serving.put(tmp_path, serving.demo())
    with NegotiationLog.open(str(path), recorder="ben") as log:
        log.talks().say("Ana", "A zebra.", on="2022-05-20", marking="TLP:RED")
        log.talks().say("Ana", "It rains.", on="2022-05-21")
    with serving.running(path) as own, looking(browser, own) as page:
        page.goto(f"{own}{HOME}?at=2022-05-20")
        page.click(".play")
        playwright.expect(page.locator("#said")).to_have_text(re.compile(r": Ana: “A zebra.” \[TLP:RED\]$"))
        playwright.expect(page.locator("#said")).to_have_text(re.compile(r": Ana: “It rains.”$"))


def test_without_script_the_slider_has_a_button(browser: Any, address: str) -> None:
    """It goes where it was moved, and the links lead from change to change."""
    with looking(browser, address, java_script_enabled=False) as page:
        page.goto(f"{address}{HOME}?known=2022-05")
        page.fill("#at-step", "29")
        page.click(".go >> nth=0")
        page.wait_for_url("**at=2022-03-29*")
        assert "known=2022-05" in page.url
        playwright.expect(page.locator(".words").first).to_contain_text("29 Mar 2022")
        page.click(".before >> nth=0")
        page.wait_for_url("**at=2022-03-10*")
        page.fill("#at", "2022-03-30")
        page.press("#at", "Enter")
        page.wait_for_url("**at=2022-03-30*")


def test_new_entries_appear_without_reload(browser: Any, address: str, path: Path) -> None:
    """What another process records stands on the page soon after, and is said; what the reader does is undisturbed."""
    with looking(browser, address) as page:
        with page.expect_response("**/events/**"):  # what is recorded from then on is told
            page.goto(f"{address}{HOME}/timeline")
        page.evaluate("window.stayed = true")
        page.fill("#q", "half a wo")
        with NegotiationLog.open(str(path), recorder="ben") as log:
            log.talks().say("Ana", "The ice is melting.", on="2022-04-12")
        playwright.expect(page.locator("#shown")).to_contain_text("The ice is melting.")
        playwright.expect(page.locator("#said")).to_contain_text("The ice is melting.")
        assert page.evaluate("window.stayed")
        playwright.expect(page.locator("#q")).to_have_value("half a wo")


def test_a_line_at_the_desk_is_sent_by_the_enter_key_and_kept_where_it_cannot_be(browser: Any, address: str) -> None:
    """Line after line goes out without a new page; one that does not reach the server stays in its field."""
    with looking(browser, address, viewport=PHONE) as page:
        page.goto(f"{address}{HOME}/desk")
        for line in ("S: Thursday?", "N: asks for a pause"):
            page.fill("#line", line)
            page.keyboard.press("Enter")
            playwright.expect(page.locator(".jotted")).to_contain_text(line)
            playwright.expect(page.locator("#line")).to_have_value("")
        page.route("**/desk", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
        page.fill("#line", "nobody hears this")
        page.evaluate("console.error = () => {}")
        page.keyboard.press("Enter")
        playwright.expect(page.locator("#noted")).to_contain_text("still here")
        playwright.expect(page.locator("#line")).to_have_value("nobody hears this")


def test_lines_that_overtake_their_answers_are_all_noted(browser: Any, address: str, path: Path) -> None:
    """On a slow line, who goes on before the answer comes loses nothing, and sends nothing twice."""
    with looking(browser, address) as page:
        page.goto(f"{address}{HOME}/desk")
        held: list[Any] = []
        page.route("**/desk", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
        for line in ("first of two", "second of two"):
            page.fill("#line", line)
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
        for _ in range(2):
            while not held:
                page.wait_for_timeout(20)
            held.pop(0).continue_()
        playwright.expect(page.locator(".jotted")).to_contain_text("second of two")
        playwright.expect(page.locator("#line")).to_have_value("")
        assert [] == held
    with NegotiationLog.open(str(path)) as log:
        told = [row.text for row in log.talks().as_of().notes().notes]
    assert [1, 1] == [told.count(line) for line in ("first of two", "second of two")]


def test_a_token_in_the_address_is_taken_and_forgotten(browser: Any, path: Path) -> None:
    """What stands behind # lets in, is sent to nobody in an address, and is gone from the bar; one can leave again."""
    secret = Tokens(path.parent / "conf").new("Maria", lasts=timedelta(days=1))[1]
    with serving.running(path, wants_token=True) as address, looking(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}{HOME}?at=2022-03-29")
        playwright.expect(page.locator("main")).to_contain_text("Your token")
        page.goto(f"{address}/enter#token={secret}", wait_until="commit")  # it goes on by itself
        page.wait_for_url(f"{address}{HOME}")
        playwright.expect(page.locator(".leave")).to_contain_text("Maria")
        assert [] == [url for url in asked if secret in url.partition("#")[0]]
        assert [] == page.evaluate("document.cookie.split(';').filter(Boolean)")
        page.click(".leave button")
        playwright.expect(page.locator("main")).to_contain_text("Your token")


PAGES = (
    *("", "?at=2022-03-29&known=2022-05&recorded=%2360", "/status?at=2022-03-29", "/timeline?party=RUS", "/positions"),
    *("/pledges", "/sources", "/count?by=month,kind", "/search?q=neutral", "/changes?from=2022-03-28&to=2022-03-30"),
    *("/course?by=party", "/names", "/proposal/neutral-status", "/proposal/security-guarantees/text", "/party/UKR"),
    *("/pledge/kyiv-chernihiv/why", "/entry/54", "/forms", "/forms/respond", "/desk", "/nothing"),
)
DARK = ("", "/timeline?party=RUS", "/proposal/security-guarantees/text", "/forms/respond", "/desk", "/nothing")
"""Those that are looked at in the dark, on a phone, too."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(browser: Any, address: str, scheme: str) -> None:
    """axe-core finds nothing wrong, light or dark, on a desktop or a phone; no page is wider than its screen."""
    if not AXE:
        assert not os.environ.get("CI"), "TALKS_TEST_AXE does not say where axe-core is"
        pytest.skip("TALKS_TEST_AXE does not say where axe-core is")
    script = Path(AXE).read_text("utf-8")
    size = DESKTOP if scheme == "light" else PHONE
    with looking(browser, address, color_scheme=scheme, viewport=size) as page:
        for where in PAGES if scheme == "light" else DARK:
            page.goto(f"{address}{HOME}{where}")
            page.evaluate(script)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            told = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
            assert [] == told, where
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], where


def test_on_paper_there_are_words_and_no_controls(browser: Any, address: str) -> None:
    """Printed, a page has its point of view, its tables and no buttons."""
    with looking(browser, address) as page:
        page.goto(f"{address}{HOME}?at=2022-03-29")
        page.emulate_media(media="print")
        playwright.expect(page.locator(".views")).to_be_hidden()
        playwright.expect(page.locator(".play")).to_be_hidden()
        playwright.expect(page.locator(".clocks .words").first).to_be_visible()
        playwright.expect(page.locator("#shown")).to_contain_text("security-guarantees")
