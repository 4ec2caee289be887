"""Tokens: what is kept of them, what the command says, and what is refused."""

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import serving
from commandline import Desk, at_work

from negotiation.domain.dates.words import in_words
from negotiation.domain.errors import InputError, NotFound
from negotiation.serving.tokens import Tokens


def test_the_secret_is_kept_nowhere(tmp_path: Path) -> None:
    """It is told once; what is kept is its hash, in a file for its owner alone, and no list has either."""
    desk = at_work(tmp_path)
    ran = desk("token", "new", "--reader", "Maria", "--clearance", "green")
    secret = ran.out.strip()
    assert len(secret) > 40
    kept = tmp_path / ".config" / "talks" / "tokens.json"
    assert 0o600 == kept.stat().st_mode & 0o777
    assert 0o700 == kept.parent.stat().st_mode & 0o777
    assert secret not in kept.read_text()
    (token,) = json.loads(kept.read_text())
    listed = json.loads(desk.done("token", "list", "--json"))
    assert ("Maria", "TLP:GREEN") == (listed[0]["reader"], listed[0]["clearance"])
    assert token["hashed"] not in desk.done("token", "list", "--json") + desk.done("token", "list")
    assert secret not in ran.err


def test_a_token_is_listed_used_and_revoked(tmp_path: Path) -> None:
    """The list says whom each is for, what they see, until when, whether it opens anything, and when it last did."""
    desk = at_work(tmp_path)
    secret = desk.done("token", "new", "--reader", "Ana", "--clearance", "all", "--may-append").strip()
    desk.done("token", "new", "--reader", "Press", "--audience", "press", "--expires", "2d")
    first, second = json.loads(desk.done("token", "list", "--json"))
    assert (True, None) == (first["may_append"], first.get("clearance"))
    shown = desk.done("token", "list")
    assert "the edition for press" in shown
    assert in_words(f"{first['expires'][:16]}Z") in shown
    assert "never" in shown
    tokens = Tokens(tmp_path / ".config" / "talks")
    found = tokens.opened_by(secret)
    assert found is not None
    tokens.note_use(found.id, "pages")
    tokens.note_use(found.id, "pages")
    assert [(first["id"], "pages")] == [(use.token, use.what) for use in tokens.uses()]
    assert second["id"] in desk("token", "revoke", second["id"]).err
    assert "revoked" in desk.done("token", "list")
    assert tokens.opened_by(secret) is not None


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("new",), 2, "--reader"),
        (("new", "--reader", "A"), 2, "--clearance"),
        (("new", "--reader", "A", "--clearance", "nothing"), 2, "nothing"),
        (("new", "--reader", "A", "--clearance", "green", "--may-append"), 2, "sees all"),
        (("new", "--reader", "A", "--clearance", "all", "--expires", "soon"), 2, "neither a duration"),
        (("new", "--reader", "A", "--clearance", "all", "--expires", "2020-01-01"), 2, "opens nothing"),
        (("new", "--reader", "\x1b", "--clearance", "all"), 2, "80 letters"),
        (("revoke",), 2, "ID"),
        (("revoke", "x"), 3, "x"),
        (("list", "--reader", "A"), 2, "goes with new"),
        (("give",), 2, "new, list, revoke"),
    ],
)
def test_what_is_no_token_is_refused(tmp_path: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    """A token says whom it is for and what they may see, and lasts; else there is none."""
    assert words in at_work(tmp_path).fails(status, "token", *arguments)


def test_uses_are_kept_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many lines the older half goes, and what is no line is passed over."""
    monkeypatch.setattr("negotiation.serving.tokens._MOST_USES", 10)
    tokens = Tokens(tmp_path)
    (tmp_path / "token-uses.jsonl").write_bytes(b"not a line\n")
    for number in range(11):
        tokens.note_use(f"{number}", "pages")
    assert ["6", "7", "8", "9", "10"] == [use.token for use in tokens.uses()][-5:]
    assert len(tokens.uses()) < 11


def test_a_token_lasts_as_long_as_it_says(tmp_path: Path) -> None:
    """Up to its end it opens, and not from then on."""
    moment = [datetime(2022, 3, 29, tzinfo=UTC)]
    tokens = Tokens(tmp_path, lambda: moment[0])
    made, secret = tokens.new("Ana", lasts=timedelta(hours=1))
    moment[0] += timedelta(minutes=59)
    assert tokens.opened_by(secret) == made
    moment[0] += timedelta(minutes=1)
    assert tokens.opened_by(secret) is None
    assert "expired" == made.state(moment[0])
    with pytest.raises(NotFound):
        tokens.revoke("nothing")
    (tmp_path / "tokens.json").write_text("spoiled")
    with pytest.raises(InputError):
        tokens.every()


def test_serving_to_others_needs_a_token_that_opens(tmp_path: Path) -> None:
    """Beyond this machine, where nobody could get in, nothing is served; nor where nobody can listen."""
    desk = Desk(tmp_path, serving.demo())
    assert "make one first" in desk.fails(2, "serve", "--address", "0.0.0.0", "--port", "0")  # noqa: S104  # nothing is
    assert "make one first" in desk.fails(2, "serve", "--tokens", "--port", "0")
    assert "goes with" in desk.fails(2, "serve", "--behind-proxy")
    assert "sees all" in desk.fails(2, "serve", "--may-append", "--clearance", "green", "--port", "0")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "nothing can listen" in desk.fails(2, "serve", "--port", port)
