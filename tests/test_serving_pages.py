"""The pages: every state is an address, they show what the command line prints, and they work without script."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
import serving
from commandline import Desk
from serving import ISTANBUL, links_in, words_of
from starlette.testclient import TestClient

from negotiation import NegotiationLog, viewpoint
from negotiation.demo import DEMOS
from negotiation.domain.visible import Reader
from negotiation.serving import names
from negotiation.serving.asking import Serving
from negotiation.serving.logs import Logs
from negotiation.serving.rules import Rules
from negotiation.serving.tokens import Tokens
from negotiation.serving.warming import read_ahead

HOME = f"/talks/{ISTANBUL}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the log of the demo."""
    return serving.put(tmp_path_factory.mktemp("pages"), serving.demo())


@pytest.fixture(scope="module")
def pages(path: Path) -> Iterator[TestClient]:
    """Give what asks for its pages."""
    with serving.served(path) as client:
        yield client


def test_one_talks_are_shown_at_once_and_several_as_a_list(pages: TestClient, tmp_path: Path) -> None:
    """Where a log holds one talks, they are the first page; of several a list is, with how each stands."""
    assert HOME == pages.get("/").headers["location"]
    several = tmp_path / "several.db"
    with NegotiationLog.create(str(several)) as log:
        log.open_talks("first", "The first <talks>")
        log.open_talks("second", "The second talks")
    with serving.served(several) as client:
        listed = client.get("/")
        assert 200 == listed.status_code
        assert "The first <talks> first" in words_of(listed.text)
        assert {"/talks/first", "/talks/second"} <= set(links_in(listed.text))
        assert {"first", "second"} == {line["talks"] for line in client.get("/api/talks").json()["lines"]}


@pytest.mark.parametrize("demo", DEMOS)
def test_on_every_day_the_course_shows_what_the_status_says(demo: str, tmp_path: Path) -> None:
    """Each row of the status of a day stands on the page: on each day of Istanbul, and on those around each change."""
    path = serving.put(tmp_path, serving.demo(demo))
    with serving.served(path) as client, NegotiationLog.open(str(path)) as log:
        talks = log.talks()
        home = client.get(f"/talks/{talks.id}").text
        origin = date.fromisoformat(home.partition('data-origin="')[2].partition('"')[0])
        changes = [int(step) for step in home.partition('data-steps="')[2].partition('"')[0].split()]
        near = {step + off for step in changes for off in (-1, 0, 1)}
        for step in sorted(near | set(range(min(near), min(max(near), 60)))):
            day = (origin + timedelta(days=step)).isoformat()
            assert [] == list(serving.left_out(client, talks, day)), day


def test_a_slider_that_is_moved_without_script_leads_to_the_address_of_its_day(pages: TestClient) -> None:
    """Its form asks for a step, and is answered with the address of the day, in which all else stays as it was."""
    moved = pages.get(HOME, params={"at-step": "29", "known": "2022-04"})
    assert (303, f"{HOME}?at=2022-03-29&known=2022-04") == (moved.status_code, moved.headers["location"])
    assert f"{HOME}?recorded=%237" == pages.get(f"{HOME}?recorded-step=6").headers["location"]
    assert f"{HOME}/pledges?at=2022-02-28&last=3" == pages.get(f"{HOME}/pledges?last=3&at-step=0").headers["location"]


def test_the_slider_marks_every_day_on_which_something_changed(pages: TestClient) -> None:
    """There is a mark for each such day, and the ways to the change before and to the next one lead to such days."""
    shown = pages.get(HOME, params={"at": "2022-03-29"}).text
    assert 8 == shown.partition('class="marks"')[2].partition("</svg>")[0].count("<rect")
    assert "29 Mar 2022: 27 entries" in shown
    assert {f"{HOME}?at=2022-03-10", f"{HOME}?at=2022-03-30"} <= set(links_in(shown))


def test_every_link_leads_somewhere(pages: TestClient) -> None:
    """Whatever a page of one day leads to is there, or in the record at another point of view; nothing breaks."""
    start = f"{HOME}?at=2022-03-30"
    todo, seen = [start], {start}
    while todo:
        address = todo.pop()
        answer = pages.get(address)
        assert answer.status_code in (200, 303) or "not in view at this point of view" in answer.text, address
        if "text/html" in answer.headers.get("content-type", "") and len(seen) < 120:
            new = {link for link in links_in(answer.text) if "at=2022-03-30" in link} - seen
            seen |= new
            todo += sorted(new)
    assert len(seen) > 100


def test_things_have_pages_with_what_they_rest_on_and_what_rests_on_them(pages: TestClient) -> None:
    """A proposal leads to its entries, to why, words, blame; an entry to those beside it, and to what is about it."""
    proposal = pages.get(f"{HOME}/proposal/neutral-status").text
    assert {f"{HOME}/proposal/neutral-status/{tab}" for tab in ("why", "text", "blame", "treaty")} <= set(
        links_in(proposal)
    )
    assert f"{HOME}/entry/48" in links_in(proposal)
    assert f"{HOME}/proposal/security-guarantees" in links_in(proposal)
    entry = pages.get(f"{HOME}/entry/54").text
    assert {f"{HOME}/entry/53", f"{HOME}/entry/55", f"{HOME}/source/cgtn"} <= set(links_in(entry))
    assert "What is about it, or rests on it" in words_of(entry)
    assert "#33" in words_of(pages.get(f"{HOME}/source/agencies").text)


def test_a_text_of_several_versions_leads_to_its_redlines(tmp_path: Path) -> None:
    """Each version can be compared with the one before, by an address; what was struck out is told by its element."""
    desk = Desk(tmp_path)
    for command in (
        ("init",),
        ("open", "river", "River"),
        ("party", "N", "S", "--role", "negotiating"),
        ("propose", "ferry", "--by", "N", "--provision", "1=The ferry runs daily", "--on", "2022-03-01"),
        ("revise", "ferry", "--by", "N", "--provision", "1=The ferry runs weekly", "--on", "2022-03-02"),
    ):
        desk.done(*command)
    with serving.served(desk.log) as client:
        redline = "/talks/river/proposal/ferry/text?from=1&version=2"
        assert redline in links_in(client.get("/talks/river/proposal/ferry").text)
        shown = client.get(redline).text
        assert "<del>daily</del>" in shown
        assert "<ins>weekly</ins>" in shown


def test_what_is_not_in_view_says_so_and_keeps_its_sliders(pages: TestClient) -> None:
    """A thing of a later day has a page on an earlier one, on which the clocks can be moved."""
    early = pages.get(f"{HOME}/proposal/neutral-status?at=2022-03-01")
    assert 404 == early.status_code
    assert "not in view at this point of view" in words_of(early.text)
    assert 'id="at-step"' in early.text


@pytest.mark.parametrize(
    "address",
    [
        "/talks/nothing",
        "/talks/istanbul",
        f"{HOME}/nothing",
        f"{HOME}/show",
        f"{HOME}/proposal/neutral",
        f"{HOME}/proposal/nothing",
        f"{HOME}/entry/4711",
        f"{HOME}/entry/x",
        f"{HOME}/party/UKR/blame",
        f"{HOME}/forms",
        f"{HOME}/desk",
        "/events/nothing",
        "/nothing",
        "/static/app.py",
        "/static/..%2fapp.py",
    ],
)
def test_where_there_is_nothing_the_answer_is_always_the_same(pages: TestClient, address: str) -> None:
    """A page that there is not, a thing that there is not, and a page for others are answered in the same bytes."""
    answer = pages.get(address)
    assert 404 == answer.status_code
    if not address.startswith(("/static", "/events")):
        assert pages.get("/never").text == answer.text


def test_every_table_has_its_files_beside_it(pages: TestClient) -> None:
    """Below each table stand CSV and JSON; they hold its rows, at the clocks of the page."""
    address = f"{HOME}/status?at=2022-03-29"
    files = [link for link in links_in(pages.get(address).text) if link.startswith("/api/")]
    main, other = (next(link for link in files if end in link) for end in ("format=csv", "table=1"))
    rows = list(csv.DictReader(io.StringIO(pages.get(main).text)))
    assert ("security-guarantees", 8) == (rows[0]["proposal"], len(rows))
    assert "kyiv-chernihiv" in pages.get(other).text
    assert "attachment" in pages.get(main).headers["content-disposition"]


@pytest.mark.parametrize("name", ["at", "known", "since"])
def test_a_date_that_is_none_is_told_without_options(pages: TestClient, name: str) -> None:
    """Whoever wrote it into a field of a page has typed no option of a command."""
    answer = pages.get(f"{HOME}/timeline?{name}=soon")
    assert 400 == answer.status_code
    assert f"{name}: 'soon' is not a date" in words_of(answer.text)
    assert "--" not in words_of(answer.text)


def test_a_search_shows_what_it_finds_and_not_its_fields(pages: TestClient) -> None:
    """They are folded away until more is asked than words; a search for nothing leads to the first page."""
    found = pages.get(f"{HOME}/search?q=neutral").text
    assert '<details class="narrow">\n<summary>Ask for some</summary>' in found
    assert '<label for="in-q">words</label>' in found
    narrowed = pages.get(f"{HOME}/search?q=neutral&party=RUS").text
    assert '<details class="narrow" open>\n<summary>Ask for some: party</summary>' in narrowed
    for nothing in ("", "?q=", "?q=+"):
        answer = pages.get(f"{HOME}/search{nothing}")
        assert (303, HOME) == (answer.status_code, answer.headers["location"])
    kept = pages.get(f"{HOME}/search?q=&at=2022-03-29")
    assert f"{HOME}?at=2022-03-29" == kept.headers["location"]


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("status?at=2022-03-29", ("status", "--at", "2022-03-29")),
        ("timeline?party=RUS&last=3", ("log", "--party", "RUS", "--last", "3")),
        ("record?since=%2360", ("log", "--record", "--since", "#60")),
        ("positions?known=2022-03-30", ("positions", "--known", "2022-03-30")),
        ("due?within=30d&at=2022-03-30", ("due", "--within", "30d", "--at", "2022-03-30")),
        ("count?what=entries&by=month,kind", ("count", "entries", "--by", "month,kind")),
        ("search?q=neutral*&part=1", ("search", "neutral*", "--part")),
        ("notes?all=1", ("notes", "--all")),
        ("sources", ("sources",)),
        ("changes?from=2022-03-28&to=2022-03-30", ("diff", "2022-03-28", "2022-03-30")),
        ("proposal/neutral-status", ("show", "proposal:neutral-status")),
        ("entry/7?recorded=%2340", ("show", "#7", "--recorded", "#40")),
        ("proposal/neutral-status/why", ("why", "neutral-status")),
        ("proposal/neutral-status/text?brackets=1", ("text", "neutral-status", "--brackets")),
    ],
)
def test_programs_are_given_what_the_command_line_gives(
    pages: TestClient, path: Path, tmp_path: Path, address: str, command: tuple[str, ...]
) -> None:
    """The API answers with the same JSON, JSON lines, CSV and Markdown as the command, byte for byte."""
    desk = Desk(tmp_path, path.read_bytes())
    sign = "&" if "?" in address else "?"
    for form in ("json", "jsonl", "csv", "md"):
        answer = pages.get(f"/api{HOME}/{address}{sign}format={form}")
        assert 200 == answer.status_code
        assert desk.done(*command, "--format", form) == answer.text


def test_a_page_shows_so_many_rows_and_says_what_it_leaves_to_the_files(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long table is cut on the page, which says by how much; the file has all of it."""
    monkeypatch.setattr("negotiation.serving.shown.MOST_ROWS", 5)
    shown = words_of(pages.get(f"{HOME}/status?at=2022-03-29").text)
    assert "3 more rows are in the files" in shown
    assert 9 == len(pages.get(f"/api{HOME}/status?at=2022-03-29&format=csv").text.splitlines())


def test_a_wrong_date_is_told_in_words(pages: TestClient) -> None:
    """What cannot be read is said on the page and in JSON, and nothing is guessed."""
    page = pages.get(f"{HOME}?at=03/04/2026")
    assert 400 == page.status_code
    assert "03/04/2026" in words_of(page.text)
    answer = pages.get(f"/api{HOME}/status?at=soon&nonsense=1")
    assert 400 == answer.status_code
    assert "nonsense: is no parameter here" in answer.json()["message"]


def test_the_description_names_every_address_that_there_is(pages: TestClient) -> None:
    """The OpenAPI document is of the questions that are answered, and every one of its answers can be had."""
    told = pages.get("/api/openapi.json").json()
    assert "3.1.0" == told["openapi"]
    for address in told["paths"]:
        sort = address.split("/")[4] if "{name}" in address else ""
        name = {"entry": "54", "proposal": "neutral-status", "pledge": "kyiv-chernihiv", "party": "UKR",
                "source": "agencies", "issue": "security", "round": "istanbul"}.get(sort)  # fmt: skip
        if sort and name is None:
            continue  # the demo has no package
        extra = {"changes": "?from=2022-03-28&to=2022-03-30", "search": "?q=neutral"}.get(address.rsplit("/", 1)[1], "")
        extra = "?about=neutral-status" if address.endswith(("/picture/treaty", "/picture/texts")) else extra
        answer = pages.get(address.format(talks=ISTANBUL, name=name) + extra)
        assert 200 == answer.status_code, address
        if "/picture/" in address:
            assert answer.text.startswith("<svg")
        else:
            json.loads(answer.text)


def test_the_course_stays_where_it_is_from_day_to_day(pages: TestClient) -> None:
    """Whatever the slider shows, the same dates stand at the same places, up to the last day of the talks."""

    def dates(at: str) -> list[str]:
        drawing = pages.get(f"{HOME}?at={at}").text.partition('<div class="wide">')[2].partition("</svg>")[0]
        return re.findall(r'<text[^>]*text-anchor="middle"[^>]*>\d+ (?:Mar|Apr)[^<]*<', drawing)

    assert "10 Apr" in " ".join(dates("2022-03-01"))
    assert dates("2022-03-01") == dates("2022-03-29") == dates("2022-04-06")


def test_the_course_is_drawn_and_leads_to_what_it_shows(pages: TestClient) -> None:
    """The first page has a picture of the course at its point of view, whose lanes lead to pages; and as SVG."""
    shown = pages.get(f"{HOME}?at=2022-03-29").text
    drawing = shown.partition('<div class="wide">')[2].partition("</svg>")[0]
    assert f"{HOME}/proposal/neutral-status?at=2022-03-29" in links_in(drawing.replace("xlink:href", "href"))
    assert "<style" not in drawing
    assert "style=" not in drawing
    assert f"/api{HOME}/picture/course?at=2022-03-29" in links_in(shown)
    alone = pages.get(f"/api{HOME}/picture/course?at=2022-03-29")
    assert "image/svg+xml" == alone.headers["content-type"]
    assert "script-src" not in alone.headers["content-security-policy"]
    assert 404 == pages.get(f"/api{HOME}/picture/nothing").status_code
    assert 400 == pages.get(f"/api{HOME}/picture/course?about=neutral-status").status_code
    assert 404 == pages.get(f"/api{HOME}/picture/texts?about=nothing").status_code


def test_the_same_address_gives_the_same_bytes(pages: TestClient) -> None:
    """With the clocks given, a page is the same whenever it is asked for."""
    address = f"{HOME}?at=2022-03-29&known=2022-04-30&recorded=%2360"
    assert pages.get(address).content == pages.get(address).content


def test_a_page_says_that_nothing_is_kept_until_that_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the command line says it, and on the pages for which every entry was read, for those who see all."""
    monkeypatch.setattr(viewpoint, "MANY", 5)
    path, said = serving.put(tmp_path, serving.demo()), "nothing is kept of them by this version"
    with serving.served(path) as client, serving.served(path, reader=Reader("TLP:GREEN")) as other:
        assert said not in client.get(HOME).text
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE kept SET version = 'older'")
        for address in (f"{HOME}?at=2022-03-29", f"{HOME}/status", f"{HOME}/timeline?at=2022-03-29"):
            assert f"{said}. talks doctor --rebuild mends that" in words_of(client.get(address).text)
            assert said not in other.get(address).text
        with NegotiationLog.open(str(path)) as log:
            log.rebuild()
        assert said not in client.get(f"{HOME}?at=2022-03-29").text
        assert said not in client.get(f"{HOME}/status").text


def test_what_is_read_ahead_is_for_those_who_may_see_it(tmp_path: Path) -> None:
    """The first page is made before anybody asks, and whoever may see less is shown a page of their own."""
    path = serving.put(tmp_path, serving.demo())
    with NegotiationLog.open(str(path)) as log:
        log.talks().propose("secret-line", by="UKR", to="RUS", title="A secret", on="2022-04-20", marking="red")
        log.talks().say("UKR", "Good morning.", on="2022-04-21")  # so that both see as many entries
    _, token = Tokens(path.parent / "conf").new("press", lasts=timedelta(days=1), who=Reader("TLP:GREEN"))
    with serving.served(path) as client:
        for _ in range(2):
            assert "secret-line" in client.get(HOME).text
            assert "secret-line" not in client.get(HOME, headers={"Authorization": f"Bearer {token}"}).text
    with serving.served(path, reader=Reader("TLP:GREEN")) as client:
        assert "secret-line" not in client.get(HOME).text


def test_the_first_page_is_read_ahead(tmp_path: Path) -> None:
    """Where one talks are served to who needs no token, the course is there before it is asked for; else nothing is."""
    path = serving.put(tmp_path, serving.demo())
    for rules, expected in ((Rules(hosts=frozenset()), 1), (Rules(hosts=frozenset(), wants_token=True), 0)):
        logs = Logs(str(path))
        held = set(names._kept)
        read_ahead(Serving(logs, {}, b""), rules)
        made = [key for key in set(names._kept) - held if key[0] == "course"]
        assert expected == len(made)
        logs.close()
