"""What the tests of the store and of the exchange share: logs filled in known and in generated ways, and children."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from negotiation.exchange import jsonl
from negotiation.exchange.export import exported
from negotiation.exchange.line import Line
from negotiation.log import NegotiationLog
from negotiation.store.store import Appended
from negotiation.talks import TalksLog

SAMPLE_ENTRIES = 8
"""How many entries a sample holds."""


def sample(path: Path, talks: str = "ist") -> Path:
    """Make a log with one talks in it, of eight entries: a copy of one and the same log."""
    return _put(path, _sample(talks))


def another(path: Path, talks: str = "ist") -> Path:
    """Make a log with one talks in it, of eight entries, which is another log than every sample."""
    with NegotiationLog.create(str(path), recorder="ada") as log:
        fill(log, talks)
    return path


@cache
def _sample(talks: str) -> bytes:
    with TemporaryDirectory() as folder:
        return another(Path(folder) / "a.db", talks).read_bytes()


def new_log(path: Path, **options: Any) -> NegotiationLog:
    """Return a new, empty log: a copy of one that was made once."""
    return NegotiationLog.open(str(_put(path, _empty())), **options)


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        NegotiationLog.create(str(path)).close()
        return path.read_bytes()


def _put(path: Path, content: bytes) -> Path:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
    return path


def fill(log: NegotiationLog, talks: str = "ist") -> TalksLog:
    """Record eight entries of new talks: a frame, a proposal, an answer, a statement and a correction."""
    found = log.open_talks(talks, "Talks in Istanbul")
    found.party("UKR", "RUS", roles=["negotiating"])
    found.source("agencies", "Agencies", published="2022-03-30")
    found.propose("neutral", by=["UKR"], on="2022-03-29", terms=[{"kind": "neutral-status", "permanent": True}])
    found.respond("neutral", by=["RUS"], stance="studying", on="2022-03-29", sources=["agencies"])
    found.say("Medinsky", "We study it.", party="RUS", about=["proposal:neutral"], on="2022-03-30")
    found.correct("#6", {"stance": "reserved"}, reason="misheard")
    return found


def export(path: Path | str) -> bytes:
    """Return everything that a log holds, as it is exported."""
    with NegotiationLog.open(str(path)) as log:
        entries = [entry for talks in log.talks_ids() for entry in log.talks(talks).entries()]
    return "".join(f"{line}\n" for line in exported(entries)).encode()


class NotWhole(Exception):
    """A log in which something is wrong."""


def held(path: Path) -> int:
    """Return how many entries a log holds, in which nothing may be wrong but where it lies."""
    with NegotiationLog.open(str(path)) as log:
        wrong = [found for found in log.check() if not found.fine and not found.check.startswith("only its owner")]
        if wrong:
            raise NotWhole(str(wrong))
        return sum(len(log.talks(name).entries()) for name in log.talks_ids())


def lines_of(path: Path) -> list[str]:
    """Return the lines of a log's export."""
    return export(path).decode().splitlines()


def import_into(path: Path, text: bytes | str, *, name: str = "in.jsonl") -> Appended:
    """Import a text into a log, as a file beside it."""
    with NegotiationLog.open(str(path)) as log:
        return jsonl.record(log.store, read(path.with_name(name), text))


def read(file: Path, text: bytes | str) -> list[Line]:
    """Write a text to a file, and read it as exported entries."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return jsonl.read_whole(str(file))


def child(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start a Python process that runs a code, which finds its arguments in `sys.argv[1:]`."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: "subprocess.Popen[str]") -> str:
    """Wait for a child, and return what it printed; it must have ended well."""
    out, err = process.communicate(timeout=600)
    assert (process.returncode, err) == (0, ""), err
    return out.strip()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    [
        "שלום עולם \u202e txet",  # right to left, and an override of the direction
        "e\u0301\u0323 combining",
        "\x00 \x07 \x1b[31m \x85 \u2028 \ufeff",
        " leading\n\n  and indented \n trailing ",
        "next\x85line",
        "line\u2028and\u2029paragraph\nend",
        "tab\tand\r\nline\rends",
        "- 'yaml': {a: &x [*x]} # !!python/object",
        "null",
        "2022-03-29",
        "NO",
        "😀" * 8,
        "\ufffd\ufffe\U0010ffff",
    ]
)
DATES = st.sampled_from(["2022-03-28", "2022-03-29", "2022-03-29T10:00+03:00", "2022-03-30/2022-04-02", "2022-04-05~"])
ACTIONS = (
    "propose", "respond", "revise", "say", "correct", "retract", "dispute", "re-mark", "withdraw", "link", "agree",
    "reject", "undo", "leave",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 2), st.integers(1, 12), TEXTS, DATES), min_size=1, max_size=12
)
Step = tuple[str, int, int, str, str]


def play(talks: TalksLog, steps: Sequence[Step]) -> None:
    """Record what the steps say, over the rules where a rule refuses it, and leave out what makes no sense."""
    from negotiation.domain.errors import Ambiguous, HistoryConflict, InvalidInput, NotFound, Refused, TakenBack

    for action, index, number, text, date in steps:
        with suppress(NotFound, InvalidInput, Ambiguous, Refused, HistoryConflict, TakenBack):
            _step(talks, action, f"p{index}", f"#{number}", text, date)


def _step(talks: TalksLog, action: str, proposal: str, entry: str, text: str, date: str) -> None:  # noqa: C901, PLR0912  # a table
    other = "p0" if proposal != "p0" else "p1"
    match action:
        case "propose":
            provisions = [{"number": "1", "text": text}]
            terms = [{"kind": "free-text", "text": text}]
            talks.propose(proposal, by=["UKR"], on=date, override=text, terms=terms, provisions=provisions)
        case "respond":
            talks.respond(proposal, by=["RUS"], stance="opposes", conditions=[text], on=date, override=text, note=text)
        case "revise":
            talks.revise(proposal, by=["UKR"], summary=text, on=date, override=text, marking="confidential")
        case "say":
            talks.say("Speaker", text, party="UKR", about=[entry], on=date, grade="B2")
        case "correct":
            talks.correct(entry, {"note": text, "on": date}, reason=text, override=text)
        case "retract":
            talks.retract(entry, reason=text, override=text)
        case "dispute":
            talks.dispute(entry, by="RUS", reason=text, account={"note": text})
        case "re-mark":
            talks.re_mark(entry, "confidential", reason=text)
        case "withdraw":
            talks.withdraw(proposal, by="UKR", reason=text, on=date, override=text)
        case "link":
            talks.link(proposal, "in-exchange-for", other, on=date, override=text)
        case "agree":
            talks.act(proposal, "agreed-in-principle", by=["UKR", "RUS"], on=date, override=text)
        case "reject":
            talks.reject(proposal, by=["RUS"], reason=text, on=date, override=text)
        case "undo":
            talks.undo(entry, reason=text, override=text)
        case "leave":
            talks.leave("RUS", reason=text, on=date, override=text)
