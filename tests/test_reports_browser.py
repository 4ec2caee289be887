"""Reports in a real browser: nothing is loaded, nothing runs, nothing spills over a narrow screen."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import reports_example as example

from negotiation import reports

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--enable-logging=stderr",
    "--virtual-time-budget=5000",
)
FRAME = '<iframe title="{kind}" src="{name}-{kind}.html" width="360" height="800"></iframe>'
HARNESS = """<!DOCTYPE html><body>{frames}<script>
onload = () => {{
  const found = {{}};
  for (const frame of document.querySelectorAll("iframe")) {{
    const page = frame.contentDocument, root = page.documentElement;
    const seen = [...page.querySelectorAll("body *:not(thead, thead *)")];
    const beyond = seen.filter(e => e.getBoundingClientRect().right > 361).length;
    const style = getComputedStyle(page.querySelector(".clocks"));
    found[frame.title] = {{ width: root.scrollWidth, beyond, font: style.borderTopWidth }};
  }}
  document.body.replaceChildren(JSON.stringify(found));
}};
</script>"""


@pytest.fixture(scope="module")
def chromium() -> str:
    """The browser; only a machine of one's own may lack it."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is needed to test reports: install the package chromium")
        pytest.skip("Chromium is not installed: install the package chromium to test reports in a browser")
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports as pages, and for each log a page that looks at its reports through narrow frames."""
    folder: Path = tmp_path_factory.mktemp("pages")
    told = (
        ("istanbul", example.bargaining(folder / "a.db"), example.ABOUT),
        ("hostile", example.hostile(folder / "b.db"), example.HARM),
    )
    for name, talks, about in told:
        for kind in reports.KINDS:
            page = reports.write(reports.make(kind, talks.as_of(), about.get(kind)), "html")
            (folder / f"{name}-{kind}.html").write_text(page, "utf-8")
        frames = "".join(FRAME.format(name=name, kind=kind) for kind in reports.KINDS)
        (folder / f"narrow-{name}.html").write_text(HARNESS.format(frames=frames), "utf-8")
        example.closed(talks)
    (folder / "control.html").write_text(
        '<img src="probe.png"><img src="https://probe.example/outside.png"><script>console.error("heard")</script>',
        "utf-8",
    )
    return folder


class Served:
    """A folder on the network of this machine, and what was asked of it."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[str] = []


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder."""
    found = Served()

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class calls it so
            del format, args
            found.asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        found.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield found
        server.shutdown()
        thread.join()


def run(chromium: str, profile: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the browser once, in a profile of its own."""
    command = [chromium, *FLAGS, f"--user-data-dir={profile / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False)


def visit(chromium: str, profile: Path, address: str, name: str) -> tuple[str, list[str], set[str]]:
    """Open a page; return what it became, what it complained of, and which outside addresses of it were asked for."""
    log = profile / "net.json"
    done = run(chromium, profile, f"--log-net-log={log}", "--dump-dom", f"{address}/{name}")
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    text = log.read_text("utf-8", "replace")
    return done.stdout, complaints, set(re.findall(r'"url":"(https?://[^"]+\.example/[^"]*)"', text))


class Elements(HTMLParser):
    """The elements of a page, with their text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element, and of the handlers it has."""
        self.tags += [tag, *(name for name, _ in attrs if name.startswith("on"))]

    def handle_data(self, data: str) -> None:
        """Take note of text."""
        self.text += data


def test_what_is_looked_for_would_be_seen(chromium: str, folder: Path, tmp_path: Path) -> None:
    """A page that does load a picture and does complain is found out."""
    with served(folder) as server:
        _, complaints, asked = visit(chromium, tmp_path, server.address, "control.html")
    assert any("heard" in line for line in complaints)
    assert "https://probe.example/outside.png" in asked
    assert "/probe.png" in server.asked


@pytest.mark.parametrize("name", ["istanbul-status.html", "hostile-timeline.html"])
def test_a_page_loads_in_silence(chromium: str, folder: Path, tmp_path: Path, name: str) -> None:
    """The browser has nothing to complain of, and asks for nothing but the page itself, not even an icon."""
    with served(folder) as server:
        _, complaints, asked = visit(chromium, tmp_path, server.address, name)
    assert complaints == []
    assert asked == set()
    assert server.asked == [f"/{name}"]


@pytest.mark.parametrize("kind", ["status", "timeline"])
def test_text_from_outside_is_inert(chromium: str, folder: Path, tmp_path: Path, kind: str) -> None:
    """After loading from a file, as from an e-mail, the page holds no element of the text, and all of its words."""
    done = run(chromium, tmp_path, "--dump-dom", (folder / f"hostile-{kind}.html").as_uri())
    page = Elements(done.stdout)
    assert not {"script", "img", "iframe", "onerror"} & set(page.tags)
    assert example.SCRIPT in page.text
    assert example.ARABIC in page.text


@pytest.mark.parametrize("name", ["istanbul", "hostile"])
def test_every_page_fits_a_narrow_screen(chromium: str, folder: Path, tmp_path: Path, name: str) -> None:
    """At 360 pixels nothing reaches beyond the edge, and the style has been applied under the page's own policy."""
    with served(folder) as server:
        text, _, _ = visit(chromium, tmp_path, server.address, f"narrow-{name}.html")
    found = json.loads(Elements(text).text)
    assert found == {kind: {"width": 360, "beyond": 0, "font": "3px"} for kind in reports.KINDS}


def test_a_page_prints(chromium: str, folder: Path, tmp_path: Path) -> None:
    """The browser makes a PDF of it, of more than one page for a long one."""
    paper = tmp_path / "report.pdf"
    run(chromium, tmp_path, f"--print-to-pdf={paper}", (folder / "istanbul-timeline.html").as_uri())
    data = paper.read_bytes()
    assert data.startswith(b"%PDF-")
    pages = re.search(rb"/Type\s*/Pages\b.*?/Count (\d+)|/Count (\d+)", data, re.DOTALL)
    assert pages is not None
    assert int(pages[1] or pages[2]) > 1


def test_the_head_takes_an_eighth_of_a_page(chromium: str, folder: Path, tmp_path: Path) -> None:
    """On paper, of A4 with the margins of the page, the head of a report leaves room for what is asked of it."""
    page = (folder / "istanbul-status.html").read_text("utf-8")
    on_paper = page.replace("@media screen and", "@media not all and").replace("@media print", "@media all")
    open_to_scripts = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", on_paper)
    head = "document.querySelector('header').getBoundingClientRect().bottom"
    top = "document.querySelector('.kind').getBoundingClientRect().top"  # below the marking, which is asked of it here
    telling = f"<script>document.title = {head} - {top}</script></body>"
    (tmp_path / "head.html").write_text(open_to_scripts.replace("</body>", telling), "utf-8")
    wide = round((210 - 32) / 25.4 * 96)
    flags = (f"--window-size={wide},1000", "--hide-scrollbars", "--dump-dom")
    done = run(chromium, tmp_path, *flags, (tmp_path / "head.html").as_uri())
    found = re.search(r"<title>([0-9.]+)</title>", done.stdout)
    assert found is not None
    assert float(found[1]) <= 297 / 25.4 * 96 / 8
