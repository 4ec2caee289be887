"""Recording through the page: forms with a preview, under the rules of the command line, and the desk."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import serving
from serving import ISTANBUL, ORIGIN, hidden_in, words_of
from starlette.testclient import TestClient

from negotiation import NegotiationLog
from negotiation.serving.tokens import Tokens
from negotiation_cli.questions import FORMS, ON_PAGES

HOME = f"/talks/{ISTANBUL}"
FROM = {"Origin": ORIGIN}
ANSWERS: dict[str, dict[str, str]] = {
    "propose": {"proposal": "ceasefire", "by": "UKR", "to": "RUS", "on": "2022-04-16", "text": "From noon",
                "terms": "neutral-status,permanent=yes", "in_exchange_for": "neutral-status", "sources": "agencies"},
    "pledge": {"pledge": "corridor", "by": "RUS", "text": "A corridor", "due": "2022-05", "on": "2022-04-16"},
    "respond": {"proposal": "neutral-status", "by": "RUS", "stance": "supports-if", "condition": "no bases",
                "on": "2022-04-16", "says": "Medinsky"},
    "say": {"speaker": "Ana", "text": "It rains.", "about": "neutral-status", "on": "2022-04-16"},
    "amend": {"proposal": "neutral-status", "name": "an-amendment", "by": "RUS", "changes": "1=For ever\n2=And ever",
              "on": "2022-04-16"},
    "observe": {"pledge": "kyiv-chernihiv", "text": "No tanks", "by": "OSCE mission", "access": "full",
                "on": "2022-04-16"},
    "assess": {"pledge": "kyiv-chernihiv", "verdict": "fulfilled", "by": "OSCE mission", "confidence": "high",
               "evidence": "66", "reason": "seen", "on": "2022-04-16"},
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the log of the demo."""
    return serving.put(tmp_path, serving.demo())


@pytest.fixture
def pages(path: Path) -> Iterator[TestClient]:
    """Give what asks for its pages, for somebody who may record."""
    with serving.served(path, may_append=True) as client:
        yield client


def post(client: TestClient, address: str, answers: dict[str, str], **more: str) -> Any:
    """Open a form, fill it in, and send it."""
    return client.post(address, data={**serving.filled(client, address, answers), **more}, headers=FROM)


def held(path: Path) -> int:
    """Return how many entries the talks have."""
    with NegotiationLog.open(str(path)) as log:
        return log.talks().last_number()


@pytest.mark.parametrize("name", ON_PAGES)
def test_each_form_is_seen_first_and_recorded_then(pages: TestClient, path: Path, name: str) -> None:
    """Each shows what would be recorded, and records nothing; then just that, once, by whoever sent it."""
    address = f"{HOME}/forms/{name}"
    preview = post(pages, address, ANSWERS[name])
    assert 200 == preview.status_code, words_of(preview.text)
    assert "This would be recorded" in words_of(preview.text)
    assert 68 == held(path)
    again = {**hidden_in(preview.text), "step": "record"}
    done = pages.post(address, data=again, headers=FROM)
    assert (303, f"{HOME}/entry/69") == (done.status_code, done.headers["location"])
    assert f"{HOME}/entry/69" == pages.post(address, data=again, headers=FROM).headers["location"]
    assert 68 + (2 if name == "pledge" else 1) == held(path)  # which says by when, too
    with NegotiationLog.open(str(path)) as log:
        entry = log.talks().entries()[68]
        assert ("ana", "2022-04-16") == (entry.envelope.recorder, entry.envelope.occurred)
        (sentence,) = log.talks().sentences([entry])
        assert sentence in words_of(preview.text)


def test_the_page_asks_what_the_terminal_asks() -> None:
    """The forms of the commands that ask are those of the page: what is added to one is asked on both."""
    assert set(FORMS) < set(ON_PAGES)
    assert all(ON_PAGES[name] is form for name, form in FORMS.items())
    assert set(ANSWERS) == set(ON_PAGES)


def test_what_does_not_fit_is_said_and_kept(pages: TestClient, path: Path) -> None:
    """An answer that does not fit is told as on the command line; the others stay in the form; nothing is recorded."""
    wrong = {
        "respond": ({**ANSWERS["respond"], "stance": "suports"}, "did you mean supports"),
        "propose": ({**ANSWERS["propose"], "proposal": "neutral-status"}, "there is a proposal neutral-status already"),
        "say": ({**ANSWERS["say"], "on": "03/04/2026"}, "03/04/2026"),
        "assess": ({**ANSWERS["assess"], "verdict": ""}, "missing: The verdict"),
        "amend": ({**ANSWERS["amend"], "changes": "For ever"}, "is no N=TEXT"),
    }
    for name, (answers, words) in wrong.items():
        answer = post(pages, f"{HOME}/forms/{name}", answers)
        assert 400 == answer.status_code
        assert words in words_of(answer.text)
        assert "Nothing was recorded" in answer.text
        assert f'value="{answers["on"]}"' in unescape(answer.text)
    assert 68 == held(path)


def test_a_rule_refuses_as_on_the_command_line_and_can_be_overridden(pages: TestClient, path: Path) -> None:
    """What a rule refuses is refused with its words, and recorded with a reason, which is marked."""
    answers = {"proposal": "neutral-status", "by": "TUR", "stance": "supports", "on": "2022-02-01"}
    refused = post(pages, f"{HOME}/forms/respond", answers)
    assert 400 == refused.status_code
    assert "record it all the same by saying why in the last field (rule" in words_of(refused.text)
    assert "--override" not in refused.text
    last = re.findall(r'<(?:input|textarea) [^>]*name="([^"]+)"', refused.text)[-1]
    assert "override" == last
    told = {**answers, "override": "the chair said so"}
    assert 303 == post(pages, f"{HOME}/forms/respond", told, step="record").status_code
    with NegotiationLog.open(str(path)) as log:
        assert log.talks().entries()[-1].envelope.override is not None


def test_a_preview_leads_back_to_the_form(pages: TestClient) -> None:
    """Whoever sees a slip there goes back with all answers as they were."""
    preview = post(pages, f"{HOME}/forms/say", ANSWERS["say"])
    form = pages.post(f"{HOME}/forms/say", data={**hidden_in(preview.text), "step": "change"}, headers=FROM)
    assert 200 == form.status_code
    assert 'value="Ana"' in form.text
    assert ">It rains.</textarea>" in form.text


def test_a_line_at_the_desk_is_a_note_of_this_moment(path: Path) -> None:
    """It is recorded with the time at which it was sent, by whoever sent it, and waits to be sorted."""
    clock = datetime(2026, 3, 1, 14, 5, tzinfo=UTC) + timedelta(days=365)
    with serving.served(path, may_append=True, clock=clock) as client:
        desk = f"{HOME}/desk"
        sent = serving.filled(client, desk, {"text": "S: Thursday?"})
        assert f"{desk}?noted=69" == client.post(desk, data=sent, headers=FROM).headers["location"]
        assert f"{desk}?noted=69" == client.post(desk, data=sent, headers=FROM).headers["location"]
        shown = client.get(desk).text
        assert "S: Thursday?" in words_of(shown)
        assert f"{HOME}/forms/say?from_note=69" in serving.links_in(shown)
        assert 400 == client.post(desk, data={**sent, "text": " "}, headers=FROM).status_code
        made = post(client, f"{HOME}/forms/say?from_note=69", {"speaker": "Brun", "text": "Thursday?"}, step="record")
        assert 303 == made.status_code
        assert "Nothing waits to be sorted" in client.get(desk).text
    with NegotiationLog.open(str(path)) as log:
        note, said = log.talks().entries()[68:70]
        assert note.envelope.occurred is not None
        assert note.envelope.occurred.startswith("2027-03-01T")
        assert note.envelope.occurred == said.envelope.occurred


def test_a_form_that_is_made_of_a_note_shows_it(path: Path) -> None:
    """Its line and its date stand above the questions, and the date is said to hold; what is no note is not shown."""
    with NegotiationLog.open(str(path)) as log:
        log.talks().jot("القاهرة: Thursday? <b>", on="2022-03-29T14:25Z")
    with serving.served(path, may_append=True) as client:
        form = client.get(f"{HOME}/forms/say?from_note=69").text
        said = words_of(form)
        assert "القاهرة" in said
        assert ": Thursday? <b>" in said
        assert "It is made of note #69 (29 Mar 2022, 14:25 UTC):" in said
        assert "that of the note if empty" in said
        assert "now if empty" not in said
        wrong = post(client, f"{HOME}/forms/say?from_note=69", {"speaker": "Brun"})
        assert 400 == wrong.status_code
        assert "Thursday?" in words_of(wrong.text)
        for other in ("", "?from_note=68", "?from_note=x", "?from_note=999"):
            plain = words_of(client.get(f"{HOME}/forms/say{other}").text)
            assert "made of note" not in plain
            assert "now if empty" in plain


def test_many_write_at_the_desk_at_once(path: Path) -> None:
    """Several note-takers lose no line and get no number twice, each recorded by the name of the token."""
    tokens = Tokens(path.parent / "conf")
    secrets = [tokens.new(f"taker {n}", lasts=timedelta(days=1), may_append=True)[1] for n in range(4)]
    with serving.running(path, wants_token=True) as address:
        import httpx2 as httpx

        def write(secret: str) -> list[int]:
            headers = {"Authorization": f"Bearer {secret}", "Origin": address}
            with httpx.Client(base_url=address, headers=headers, timeout=120) as client:
                form = hidden_in(client.get(f"{HOME}/desk").text)
                found = []
                for line in range(5):
                    told = {**form, "id": f"{secret[:8].replace('-', 'a').replace('_', 'b')}{line}", "text": f"{line}"}
                    where = client.post(f"{HOME}/desk", data=told).headers["location"]
                    found.append(int(where.partition("noted=")[2]))
                return found

        with ThreadPoolExecutor(4) as threads:
            numbers = sorted(number for found in threads.map(write, secrets) for number in found)
    assert list(range(69, 89)) == numbers
    with NegotiationLog.open(str(path)) as log:
        assert {f"taker {n}" for n in range(4)} == {note.recorder for note in log.talks().as_of().notes().notes}
