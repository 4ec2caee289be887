"""Who may see what through the pages: hosts, origins, tokens, proxies, limits, canaries, hostile words."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import serving
from commandline import Desk
from serving import HOST, ISTANBUL, ORIGIN, links_in, words_of
from tampering import MISSING, lacking
from test_cli_canaries import HIDDEN, SHOWN

from negotiation import NegotiationLog
from negotiation.domain.visible import Reader
from negotiation.exchange.journal import parse
from negotiation.serving import bodies
from negotiation.serving.asking import Ask
from negotiation.serving.guard import POLICY
from negotiation.serving.logs import Logs
from negotiation.serving.tokens import Tokens

HOME = f"/talks/{ISTANBUL}"
GREEN, PRESS = Reader("TLP:GREEN"), Reader("TLP:CLEAR", audience="press")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the log of the demo."""
    return serving.put(tmp_path_factory.mktemp("guard"), serving.demo())


def given(path: Path, reader: str = "Maria", *, may_append: bool = False, who: Reader | None = None) -> str:
    """Return the secret of a new token."""
    return Tokens(path.parent / "conf").new(reader, lasts=timedelta(days=1), who=who, may_append=may_append)[1]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "", f"{HOST}.evil"])
def test_a_foreign_host_is_refused(path: Path, host: str) -> None:
    """A name that is not that of the server is answered with nothing, so that no other site can stand for it."""
    with serving.served(path) as client:
        for address in ("/", HOME, f"/api{HOME}/status", "/static/page.css"):
            answer = client.get(address, headers={"Host": host})
            assert 421 == answer.status_code
            assert "istanbul" not in answer.text


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", f"https://{HOST}", "http://127.0.0.1:1"])
def test_a_forged_post_is_refused(path: Path, origin: str | None) -> None:
    """A form that comes from anywhere but a page of the server is refused, whatever it holds."""
    before = path.read_bytes()
    with serving.served(path, may_append=True) as client:
        desk = f"{HOME}/desk"
        form = serving.filled(client, desk, {"text": "forged"})
        headers = {"Origin": origin} if origin else {}
        assert 403 == client.post(desk, data=form, headers=headers).status_code
        assert 403 == client.post("/enter", data={"token": "x"}, headers=headers).status_code
    assert before == path.read_bytes()


def test_a_form_of_somebody_else_is_refused(path: Path) -> None:
    """What stands in a form is of one visitor and of one run of the server: neither another's nor an old one counts."""
    one, other = given(path, "Ann", may_append=True), given(path, "Ben", may_append=True)
    with serving.served(path, wants_token=True, token=one) as client:
        form = serving.filled(client, f"{HOME}/desk", {"text": "not hers"})
        theirs = {"Origin": ORIGIN, "Authorization": f"Bearer {other}"}
        assert 400 == client.post(f"{HOME}/desk", data=form, headers=theirs).status_code
        assert 400 == client.post(f"{HOME}/desk", data={"text": "none"}, headers={"Origin": ORIGIN}).status_code
    with serving.served(path, wants_token=True, token=one) as again:
        assert 400 == again.post(f"{HOME}/desk", data=form, headers={"Origin": ORIGIN}).status_code
    with NegotiationLog.open(str(path)) as log:
        assert () == log.talks().as_of().notes().notes


def test_no_other_site_reads_a_page_or_frames_it(path: Path) -> None:
    """A request that another site makes is refused, but for following a link; every answer forbids to be framed."""
    with serving.served(path) as client:
        assert 403 == client.get(HOME, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}).status_code
        ways = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        assert 200 == client.get(HOME, headers=ways).status_code
        for address in (HOME, f"/api{HOME}/status", "/static/page.js", "/nothing"):
            told = client.get(address).headers
            assert POLICY == told["content-security-policy"]
            assert ("nosniff", "DENY") == (told["x-content-type-options"], told["x-frame-options"])
            assert "access-control-allow-origin" not in told


def test_without_a_token_only_this_machine_is_answered(path: Path) -> None:
    """Somebody else is refused, be it for a file of the pages' looks."""
    with serving.served(path, peer="192.0.2.7") as client:
        assert [403, 403] == [client.get(address).status_code for address in (HOME, "/static/page.css")]


@pytest.mark.parametrize("peer", ["192.0.2.7", "127.0.0.1"])
def test_where_tokens_are_wanted_nothing_is_shown_without(path: Path, peer: str) -> None:
    """No page, no file and no stream is given to whoever shows no token, a wrong one, or a good one with more to it."""
    good = given(path)
    with serving.served(path, peer=peer, wants_token=True) as client:
        for shown in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {good}x"}, {"Cookie": "talks=x"}):
            for address in ("/", HOME, f"{HOME}/entry/7", f"/api{HOME}/status", "/events/" + ISTANBUL, "/nothing"):
                answer = client.get(address, headers=shown)
                assert 401 == answer.status_code, (address, shown)
                assert "istanbul-2022:" not in answer.text
                assert "Ukraine" not in answer.text
        assert 200 == client.get(HOME, headers={"Authorization": f"Bearer {good}"}).status_code
        assert 200 == client.get("/static/page.css").status_code


def test_an_expired_and_a_revoked_token_open_nothing(path: Path) -> None:
    """What was revoked opens nothing from that moment on, while the server runs; nor does what has expired."""
    tokens = Tokens(path.parent / "conf")
    made, secret = tokens.new("Maria", lasts=timedelta(days=1))
    late = Tokens(path.parent / "conf", lambda: serving.now() - timedelta(days=2))
    expired = late.new("Nina", lasts=timedelta(days=1))[1]
    with serving.served(path, wants_token=True) as client:
        bearer = {"Authorization": f"Bearer {secret}"}
        assert 200 == client.get(HOME, headers=bearer).status_code
        assert 401 == client.get(HOME, headers={"Authorization": f"Bearer {expired}"}).status_code
        tokens.revoke(made.id)
        assert 401 == client.get(HOME, headers=bearer).status_code
        assert 401 == client.get(HOME, headers={"Cookie": f"talks={secret}"}).status_code


def test_a_token_is_given_once_in_a_form_and_then_kept_from_scripts(path: Path) -> None:
    """The form sets a cookie that no script reads and no other site sends, and leads on to where one wanted to go."""
    secret = given(path)
    with serving.served(path, wants_token=True) as client:
        asked = client.get(f"{HOME}?at=2022-03-29")
        assert f'name="next" value="{HOME}?at=2022-03-29"' in asked.text
        told = {"token": secret, "next": f"{HOME}?at=2022-03-29"}
        entered = client.post("/enter", data=told, headers={"Origin": ORIGIN})
        assert (303, told["next"]) == (entered.status_code, entered.headers["location"])
        cookie = entered.headers["set-cookie"].lower()
        assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
        assert 200 == client.get(HOME).status_code
        for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
            led = client.post("/enter", data={**told, "next": elsewhere}, headers={"Origin": ORIGIN})
            assert "/" == led.headers["location"]
        left = client.post("/leave", data=serving.hidden_in(client.get(HOME).text), headers={"Origin": ORIGIN})
        assert 303 == left.status_code
        assert 401 == client.get(HOME).status_code
        assert 401 == client.post("/enter", data={"token": "wrong"}, headers={"Origin": ORIGIN}).status_code
    with serving.served(path, wants_token=True, secure=True) as client:
        told = {"token": secret}
        cookie = client.post("/enter", data=told, headers={"Origin": f"https://{HOST}"}).headers["set-cookie"]
        assert cookie.startswith("__Host-talks=")
        assert "Secure" in cookie


def test_a_proxy_says_who_asks_only_where_it_is_believed(path: Path) -> None:
    """Its header counts once, from this machine, and where the server was told of it; else it is passed over."""
    named = {"Remote-User": "Nina"}
    with serving.served(path, proxy_header="Remote-User") as client:
        assert 401 == client.get(HOME).status_code
        assert 200 == client.get(HOME, headers=named).status_code
        assert 401 == client.get(HOME, headers=[("Remote-User", "a"), ("Remote-User", "b")]).status_code
        for origin, status in ((ORIGIN, 404), (f"https://{HOST}", 404), ("https://evil.example", 403)):
            told = {**named, "Origin": origin}
            assert status == client.post(f"{HOME}/forms/say", data={}, headers=told).status_code
    with serving.served(path, proxy_header="Remote-User", wants_token=True, peer="192.0.2.7") as client:
        assert 401 == client.get(HOME, headers=named).status_code
    with serving.served(path, wants_token=True) as client:
        assert 401 == client.get(HOME, headers=named).status_code


def test_what_is_too_much_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are bounds on addresses, on what is posted, on its fields, on methods and on how many wait."""
    with serving.served(path, may_append=True) as client:
        assert 414 == client.get(f"{HOME}?at={'x' * 9_000}").status_code
        assert 400 == client.get(f"{HOME}?at={'x' * 1_100}").status_code
        assert {405} == {client.request(method, HOME).status_code for method in ("PUT", "DELETE", "TRACE", "OPTIONS")}
        long = {"text": "x" * (bodies.MOST_BODY + 1)}
        assert 413 == client.post(f"{HOME}/desk", data=long, headers={"Origin": ORIGIN}).status_code
        pieces = (b"x" * 1024 for _ in range(bodies.MOST_BODY // 1024 + 1))
        assert 413 == client.post(f"{HOME}/desk", content=pieces, headers={"Origin": ORIGIN}).status_code
        monkeypatch.setattr("negotiation.serving.replies.WAITING", 0)
        assert 503 == client.get(HOME).status_code


def test_an_answer_that_takes_too_long_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks is told so, and to ask for less."""
    monkeypatch.setattr("negotiation.serving.replies.SECONDS", 0.0)
    with serving.served(path) as client:
        assert 503 == client.get(f"/api{HOME}/status").status_code


def test_an_answer_that_is_still_made_is_finished_before_the_log_is_closed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops the server waits for what it is at; nothing is read from a log that is closed."""
    monkeypatch.setattr("negotiation.serving.replies.SECONDS", 0.0)
    order: list[str] = []
    close = Logs.close

    def closed(logs: Logs) -> None:
        order.append("closed")
        close(logs)

    def slow(_: Ask) -> None:
        time.sleep(0.3)
        order.append("made")

    monkeypatch.setattr(Logs, "close", closed)
    monkeypatch.setattr("negotiation.serving.pages.front", slow)
    with serving.served(path) as client:
        assert 503 == client.get("/").status_code
    assert ["made", "closed"] == order


def test_what_is_wrong_with_the_file_is_told_to_its_owner_alone(path: Path, tmp_path: Path) -> None:
    """The page says that the log cannot be read; its name, and why, are for the terminal of the server."""
    broken = serving.put(tmp_path, path.read_bytes())
    with serving.served(broken) as client:
        broken.unlink()
        broken.write_bytes(b"no log at all" * 100)
        answer = client.get(HOME)
        assert answer.status_code in (400, 500)
        assert str(broken.parent) not in answer.text


@pytest.mark.parametrize(("good", "bad"), [("[", "no tokens"), ('"expires": "20', '"expires": "xx'), ("+00:00", "")])
def test_tokens_that_cannot_be_read_open_nothing(
    path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], good: str, bad: str
) -> None:
    """Whoever shows one is told so, and the terminal of the server which file it is."""
    secret = given(serving.put(tmp_path, path.read_bytes()))
    kept = tmp_path / "conf" / "tokens.json"
    with serving.served(tmp_path / "talks.db", wants_token=True, token=secret) as client:
        assert 200 == client.get(HOME).status_code
        kept.write_text(kept.read_text().replace(good, bad))
        entered = client.post("/enter", data={"token": secret}, headers={"Origin": ORIGIN})
        for answer in (client.get(HOME), client.get(f"/api{HOME}/status"), client.get(f"/events/{ISTANBUL}"), entered):
            assert 500 == answer.status_code
            assert "The tokens cannot be read" in answer.text
            assert str(tmp_path) not in answer.text
    assert f"'{kept}' cannot be read as tokens" in capfd.readouterr().err


@pytest.mark.parametrize("damage", MISSING)
def test_a_damaged_log_is_said_to_be_one(
    path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], damage: str
) -> None:
    """No page says that this program is wrong; what is damaged is told on the terminal of the server."""
    broken = lacking(serving.put(tmp_path, path.read_bytes()), damage)
    with serving.served(broken) as client:
        for more in ("", "/timeline", "/entry/30", "/changes?from=2022-03-01&to=2022-04-01"):
            answer = client.get(f"{HOME}{more}")
            assert "program is wrong" not in answer.text
        answer = client.get(f"/api{HOME}/status")
        assert (500, "failed") == (answer.status_code, answer.json()["error"])
        assert str(tmp_path) not in answer.text
    assert f"'{broken}' is damaged: it is not so that" in capfd.readouterr().err


@pytest.fixture(scope="module")
def zebras() -> Iterator[Path]:
    """Give a log with canary words in whatever is hidden."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for command in (*SHOWN, *HIDDEN):
            desk.done(*command)
        yield desk.log


@pytest.mark.parametrize(("who", "words"), [(PRESS, ("zebra", "gnu")), (GREEN, ("zebra",))])
def test_canary_words_never_leave(zebras: Path, who: Reader, words: tuple[str, ...]) -> None:
    """No page, no file of a table and no answer of the API holds a word of what its reader may not see."""
    secret = given(zebras, who=who)
    with serving.served(zebras, wants_token=True, token=secret) as client:
        paths = client.get("/api/openapi.json").json()["paths"]
        names = {"proposal": "ferry", "pledge": "boats", "party": "north", "source": "paper", "round": "one"}
        todo = ["/", "/talks/river?at=any", "/talks/river/changes?from=2022-03-01&to=2022-03-09", "/talks/river/desk"]
        for address in paths:
            sort = address.split("/")[4] if "{name}" in address else ""
            filled = address.format(talks="river", name=names.get(sort, "8"))
            todo += [f"{filled}?format={form}" for form in ("json", "csv", "md", "jsonl")]
        seen = set(todo)
        while todo and len(seen) < 700:
            address = todo.pop()
            answer = client.get(address)
            said = f"{answer.text} {answer.headers}".casefold()
            assert [] == [word for word in words if word in said], address
            if "text/html" in answer.headers.get("content-type", ""):
                new = {link for link in links_in(answer.text) if link.count("=") < 3} - seen
                seen |= new
                todo += sorted(new)
        assert len(seen) > 150
        assert (
            "zebra" in client.get("/talks/river/search?q=zebra").text
        )  # what was looked for is said again, and no more
        assert "no entries" in words_of(client.get("/talks/river/search?q=zebra").text)


def test_what_is_hidden_is_answered_as_what_is_missing(zebras: Path) -> None:
    """The address of something hidden gives the same bytes as that of something that never was."""
    with serving.served(zebras, wants_token=True, token=given(zebras, who=PRESS)) as client:
        for hidden, missing in (
            ("/talks/river/proposal/zebra-dam", "/talks/river/proposal/qebra-dam"),
            ("/talks/river/proposal/zebra-dam/text", "/talks/river/proposal/qebra-dam/text"),
            ("/talks/river/party/zebraland", "/talks/river/party/qebraland"),
            ("/talks/river/entry/38", "/talks/river/entry/99999"),
            ("/api/talks/river/pledge/zebra-pledge", "/api/talks/river/pledge/qebra-pledge"),
            ("/api/talks/river/timeline?party=zebraland", "/api/talks/river/timeline?party=qebraland"),
            ("/api/talks/river/status?recorded=%2340", "/api/talks/river/status?recorded=%239999"),
        ):
            one, other = client.get(hidden), client.get(missing)
            assert (404, one.text) == (other.status_code, other.text)
            assert one.status_code == 404
            assert dict(one.headers) == dict(other.headers)


@pytest.mark.parametrize("who", [GREEN, PRESS])
def test_what_is_hidden_by_now_is_shown_on_no_page(tmp_path: Path, who: Reader) -> None:
    """Whoever was shown it is not shown it again, though what hides it is hidden from them as well."""
    path = serving.put(tmp_path, serving.demo())
    with NegotiationLog.open(str(path), recorder="ben") as log:
        (told, *_) = log.talks().propose("zebra-plan", title="The plan", by="UKR", on="2022-04-18")
        log.talks().say("Ana", "It rains.", on="2022-04-20")
    addresses = [f"{HOME}{more}" for more in ("", "?at=2022-05-01", "/names", "/status", "/picture/course")]
    addresses += [f"/api{HOME}/{view}" for view in ("status", "picture/course", "picture/texts?about=zebra-plan")]
    with serving.served(path, wants_token=True, token=given(path, who=who)) as client:
        assert "zebra-plan" in "".join(client.get(address).text for address in addresses)
        assert 200 == client.get(f"{HOME}/proposal/zebra-plan").status_code
        with NegotiationLog.open(str(path), recorder="ben") as log:
            log.talks().re_mark(f"#{told.number}", "TLP:RED", reason="not for now")
            if who.outside:  # whose numbers count what they see, so that another entry makes up for the hidden one
                log.talks().say("Ana", "It snows.", on="2022-04-20")
        assert [] == [address for address in addresses if "zebra-plan" in client.get(address).text]
        hidden, missing = (client.get(f"{HOME}/proposal/{name}") for name in ("zebra-plan", "qebra-plan"))
        assert (404, missing.text) == (hidden.status_code, hidden.text)


def test_whoever_sees_a_part_records_nothing(zebras: Path) -> None:
    """There is no form for them, and what they post to one is answered as a page that there is not."""
    with serving.served(zebras, wants_token=True, token=given(zebras, who=GREEN)) as client:
        for address in ("/talks/river/desk", "/talks/river/forms", "/talks/river/forms/say"):
            assert 404 == client.get(address).status_code
            posted = client.post(address, data={"text": "x"}, headers={"Origin": ORIGIN})
            assert posted.status_code in (404, 405)


WORDS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\"><svg onload=alert(1)>",
    "</textarea><script>1</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- -->",
    "&lt;b&gt; &amp; &#x3c;",
    "\u202egnirts\u2066 \x1b[31m \x07",
    "]]><![CDATA[",
    "a\u0000b".replace("\u0000", ""),
    "=1+1|cmd",
    "' OR 1=1; DROP TABLE register; --",
    "<a href='//evil.example'>x</a>",
    "<style>*{display:none}</style>",
    "</title><h1>",
    "\\u003cscript\\u003e",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "עברית <b>",
)
HUNDRED = [f"{word} {number}" for number in range(5) for word in WORDS]


OURS = set(
    re.findall(
        r"\w+",
        "html head meta link script title body a header p form label input button nav ul li main h1 h2 h3 section div "
        "svg rect strong span details summary table caption thead tbody tr th td dl dt dd bdi select option textarea "
        "datalist ol del ins figure figcaption g path circle line text "
        "tspan pattern defs desc polygon polyline use ellipse",
    )
)
"""The elements of which pages are made."""


class Elements(HTMLParser):
    """The elements, the attributes and the addresses of a page, as a browser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element in."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action") and value]


def test_a_hundred_hostile_texts_are_text(tmp_path: Path) -> None:
    """Whatever is recorded stands on the pages as it was written, and is no element, no attribute and no address."""
    path = tmp_path / "talks.db"
    with NegotiationLog.create(str(path), recorder="<i>ana</i>") as log:
        talks = log.open_talks("evil", HUNDRED[0])
        talks.party("UKR", roles=["negotiating"], name=HUNDRED[1])
        talks.source("paper", HUNDRED[2], title=HUNDRED[3], url='https://x.example/"><b>')
        talks.issue("matter", HUNDRED[5])
        items: list[dict[str, object]] = []
        for number, text in enumerate(HUNDRED):
            name, cited = f"p-{number}", [{"source": "paper", "locator": text, "quote": text}]
            claim = {"on": "2022-03-01", "says": text, "sources": cited, "note": text}
            words = [{"number": "1", "text": text}]
            said = {"speaker": text, "text": text, "about": [f"proposal:{name}"]}
            items += [
                {"kind": "proposal-tabled", "proposal": name, "by": "UKR", "title": text, "provisions": words, **claim},
                {"kind": "statement-recorded", **said, **claim},
                {"kind": "note-taken", "text": text, "on": "2022-03-01"},
            ]
        talks.record_items(parse(json.dumps(items), "evil.yaml"))
    with serving.served(path, may_append=True) as client:
        pages = ["/talks/evil", "/talks/evil/timeline?last=300", "/talks/evil/desk", "/talks/evil/sources",
                 "/talks/evil/notes", "/talks/evil/names", "/talks/evil/search?q=script",
                 f"/talks/evil/search?q={HUNDRED[1]}", f"/talks/evil/timeline?text={HUNDRED[2]}"]  # fmt: skip
        pages += [f"/talks/evil/proposal/p-{number}" for number in range(0, 100, 14)]
        pages += [f"/talks/evil/proposal/p-{number}/text" for number in range(1, 100, 30)]
        shown = ""
        for address in pages:
            answer = client.get(address)
            assert 200 == answer.status_code, address
            found = Elements()
            found.feed(answer.text)
            assert found.tags <= OURS, address
            assert [] == [name for name in found.attributes if name.startswith("on") or name == "style"], address
            assert all(to.startswith(("/", "#")) for to in found.addresses), address
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", answer.text)
            shown += words_of(answer.text)
        for text in HUNDRED:
            if "\x1b" not in text:
                assert " ".join(text.split()) in shown, text


def test_an_appended_entry_of_another_process_is_seen_at_once(tmp_path: Path) -> None:
    """The log that stays open shows what others record, and another log where one was put in its place."""
    path = serving.put(tmp_path, serving.demo())
    with serving.served(path) as client:
        assert "#69" not in client.get(f"{HOME}/timeline").text
        with NegotiationLog.open(str(path), recorder="ben") as log:
            log.talks().say("Ana", "It rains.", on="2022-04-20")
        assert "It rains." in client.get(f"{HOME}/timeline").text
        path.unlink()
        for ending in ("-wal", "-shm"):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
        serving.put(tmp_path, serving.demo())
        assert "It rains." not in client.get(f"{HOME}/timeline").text


def test_nothing_is_written_by_looking(tmp_path: Path) -> None:
    """Whoever looks changes nothing in the log."""
    path = serving.put(tmp_path, serving.demo())
    with serving.served(path) as client:
        for address in (HOME, f"{HOME}/status", f"{HOME}/entry/7", f"/api{HOME}/status"):
            assert 200 == client.get(address).status_code
    with sqlite3.connect(path) as found:
        assert (68,) == found.execute("SELECT count(*) FROM register").fetchone()
