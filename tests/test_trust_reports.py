"""Comparing the words of a report with the log: one as it was written is found to be right, any other is not."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import reports_example as example
from commandline import Desk, after
from hypothesis import given
from hypothesis import strategies as st

from negotiation import reports
from negotiation.log import NegotiationLog
from negotiation.reports.carried import Damaged, made_in
from negotiation.reports.read_lines import differing, read_lines
from negotiation.store.port import Finding
from negotiation.trust.keyring import Keyring
from negotiation.trust.verify import Held, verified

FORMS = ("md", "html", "json")
CLOCKS = ((), ("--at", "2022-04-02"), ("--known", "2022-04-01"), ("--recorded", "#40"), ("--recorded", "2030-01-01"))
THEN = datetime(2022, 4, 20, 12, 0, 30, tzinfo=UTC)
every_form = pytest.mark.parametrize("form", FORMS)


@cache
def recorded() -> bytes:
    """Return the log of the talks that reports are written about."""
    with TemporaryDirectory() as folder:
        example.closed(example.bargaining(Path(folder) / "talks.db"))
        return (Path(folder) / "talks.db").read_bytes()


@cache
def written(kind: str, form: str) -> str:
    """Return a report of these talks, written on that day."""
    with TemporaryDirectory() as folder, opened(Path(folder)) as log:
        return reports.write(reports.make(kind, log.talks().as_of(), example.ABOUT.get(kind)), form)


def opened(folder: Path, *, later: timedelta = timedelta()) -> NegotiationLog:
    """Open the log of these talks on that day, or later."""
    path = folder / "talks.db"
    if not path.exists():
        put(path, recorded())
    return NegotiationLog.open(str(path), recorder="ana", clock=lambda: THEN + later)


@cache
def recorded_later() -> bytes:
    """Return that log a year later, when more is recorded that makes other reports of it."""
    with TemporaryDirectory() as folder:
        with opened(Path(folder), later=timedelta(days=366)) as found:
            talks = found.talks()
            talks.say("Peskov", "No breakthrough.", on="2022-03-30")
            talks.respond("ceasefire", by=["RUS"], stance="supports", on="2022-04-19")
            talks.re_mark("#12", "restricted", reason="it was for few")
            talks.retract("#13", reason="it was not so")
        return (Path(folder) / "talks.db").read_bytes()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[NegotiationLog]:
    """Return the log of a year later."""
    put(tmp_path / "talks.db", recorded_later())
    with opened(tmp_path, later=timedelta(days=366)) as found:
        yield found


def put(path: Path, content: bytes) -> None:
    """Write a log that only its owner can read."""
    path.touch(mode=0o600)
    path.write_bytes(content)


def findings(log: NegotiationLog, text: str, folder: Path) -> list[Finding]:
    """Return what is found of the words of a report."""
    path = folder / "report"
    path.write_text(text, encoding="utf-8", newline="")
    found = verified(log, Held(reports=(str(path),)), Keyring(folder))
    return [one for one in found if one.check == f"{path}: its words"]


@pytest.mark.parametrize("kind", reports.KINDS)
@every_form
def test_a_report_as_it_was_written_is_right(kind: str, form: str, log: NegotiationLog, tmp_path: Path) -> None:
    """Every kind, a year later and with more on record, which would make another report."""
    text = written(kind, form)
    assert [True] == [one.fine for one in findings(log, text, tmp_path)]
    now = reports.make(kind, log.talks().as_of(), example.ABOUT.get(kind))
    assert text != reports.write(now, form)


@pytest.mark.parametrize("clocks", CLOCKS)
@every_form
def test_a_report_at_any_clocks_is_right(clocks: tuple[str, ...], form: str, tmp_path: Path) -> None:
    """And when it was saved with the line ends of Windows, or without its last one."""
    desk = Desk(tmp_path, recorded())
    desk.done("report", "state-of-play", *clocks, "-o", f"r.{form}")
    desk.done("say", "Peskov", "No breakthrough.", "--on", "2022-03-30", "--ahead")
    assert f"fine  r.{form}: its words" in desk.done("verify", "--report", f"r.{form}")
    file = tmp_path / f"r.{form}"
    for other in (file.read_bytes().replace(b"\n", b"\r\n"), file.read_bytes().removesuffix(b"\n")):
        file.write_bytes(other)
        desk.done("verify", "--report", f"r.{form}")


def seen_words(form: str, text: str) -> list[tuple[int, int]]:
    """Return where words stand that a reader sees: in a page, outside of its markup and of what it does not show."""
    if form != "html":
        end = text.rindex("<!-- talks-report") if form == "md" else len(text)
        return [found.span() for found in re.finditer(r"\w+", text[:end])]
    body = text.index("<body>")
    hidden = [found.span() for found in re.finditer(r"<[^>]*>|&#?\w+;", text)]
    taken = {place for start, end in hidden for place in range(start, end)}
    return [f.span() for f in re.finditer(r"\w+", text) if f.start() > body and f.start() not in taken]


@given(
    st.sampled_from([*reports.KINDS]),
    st.sampled_from(FORMS[:2]),
    st.integers(0, 10**6),
    st.sampled_from(("changed", "deleted", "inserted", "doubled")),
    st.text("abcdefghijklmnopqrstuvwxyzäß0123456789\u200b", min_size=1, max_size=6),
)
def test_any_edited_word_is_found(kind: str, form: str, place: int, how: str, word: str) -> None:
    """Changed, taken out or put in, anywhere: it is named, where it stands and with what should stand there."""
    text = written(kind, form)
    words = seen_words(form, text)
    start, end = words[place % len(words)]
    own = text[start:end]
    other = {"changed": word, "deleted": "", "inserted": f"{word} {own}", "doubled": f"{own} {own}"}[how]
    if other == own:
        return
    edited = f"{text[:start]}{other}{text[end:]}"
    with TemporaryDirectory() as folder, opened(Path(folder)) as log:
        found = findings(log, edited, Path(folder))
    assert found
    assert not any(one.fine for one in found)
    if other.strip("\u200b ") and "head" not in found[0].detail and how != "deleted":
        assert any(one.found and (one.found != one.expected) for one in found), found


@every_form
def test_what_only_shows_words_otherwise_is_found(form: str, log: NegotiationLog, tmp_path: Path) -> None:
    """A style that hides words, a space more, a line end within: nothing but the report as it was is right."""
    text = written("status", form)
    edits = {
        "html": (("<body>", "<body hidden>"), ("</style>", "main{display:none}</style>"), ("</p>", "</p >")),
        "md": (("\n\n", "\n\n\n"), ("---", "----"), ("| ", "|  ")),
        "json": (("{", "{ "), (": ", ":  "), ("\n}", "}")),
    }[form]
    for old, new in edits:
        (found,) = findings(log, text.replace(old, new, 1), tmp_path)[:1]
        assert not found.fine, new


def test_the_places_are_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    """With their line, their heading, what stands there and what should; in JSON too; with exit status 6."""
    desk = Desk(tmp_path, recorded())
    desk.done("report", "timeline", "-o", "r.md")
    file = tmp_path / "r.md"
    text = file.read_text("utf-8")
    line = next(n for n, found in enumerate(text.split("\n"), start=1) if "tabled neutral-status" in found)
    file.write_text(text.replace("tabled neutral-status", "refused neutral-status"), "utf-8")
    ran = desk("verify", "--report", "r.md", "--json")
    assert 6 == ran.status
    (found,) = (one for one in json.loads(ran.out) if one["check"] == "r.md: its words")
    assert not found["fine"]
    assert f"line {line}, under “What happened”" in found["detail"]
    assert "refused neutral-status" in found["found"]
    assert "tabled neutral-status" in found["expected"]
    file.write_text(text.replace("UKR", "RUS"), "utf-8")
    assert "more places differ" in desk("verify", "--report", "r.md").out
    file.write_text(text.replace("tabled neutral-status", "\x1b[31mtabled\u202e"), "utf-8")
    shown = desk("verify", "--report", "r.md")
    assert 6 == shown.status
    assert not {"\x1b", "\u202e"} & set(f"{shown.out}{shown.err}")


def carrying(form: str, text: str, made: str) -> str:
    """Return a report that says it was made by something else."""
    if form == "md":
        return re.sub(r"<!-- talks-report .* -->", lambda _: f"<!-- talks-report {made} -->", text)
    quoted = made.replace("&", "&amp;").replace('"', "&quot;")
    return re.sub(r'(<meta name="talks-report" content=")[^"]*', lambda found: f"{found[1]}{quoted}", text)


def made_of(form: str, text: str) -> dict[str, object]:
    """Return what a report says that it was made by."""
    pattern = r"<!-- talks-report (.*) -->" if form == "md" else r'<meta name="talks-report" content="([^"]*)"'
    found = re.search(pattern, text)
    assert found is not None
    return dict(json.loads(unescape(found[1])))


HOSTILE = ("../../etc/passwd", "'; rm -rf /", "\x1b[31m", "$(id)", "\u202e", "x" * 300, "", "#7; ls", "a\nb", None, 7)


@pytest.mark.parametrize("form", FORMS[:2])
@pytest.mark.parametrize(
    "field", ["report", "talks", "version", "about", "at", "recorded", "audience", "last", "other"]
)
def test_whatever_a_report_claims_is_judged(form: str, field: str, tmp_path: Path) -> None:
    """Edited values are named, or refused; none reaches the terminal as it is, and nothing is written."""
    text = written("status", form)
    desk = Desk(tmp_path, recorded())
    (tmp_path / "r").write_text(text, "utf-8")
    before = sorted(tmp_path.iterdir())
    for value in HOSTILE:
        made = {**made_of(form, text), field: value}
        edited = carrying(form, text, json.dumps(made))
        (tmp_path / "r").write_text(edited, "utf-8")
        ran = desk("verify", "--report", "r", "--json")
        assert 6 == ran.status, (value, ran.out)
        assert [False] == [one["fine"] for one in json.loads(ran.out) if one["check"] == "r: its words"]
        assert "Traceback" not in ran.err
        assert not {"\x1b", "\u202e"} & set(f"{ran.out}{ran.err}")
    assert before == sorted(tmp_path.iterdir())


@pytest.mark.parametrize("made", ["", "{", "[]", "null", '{"report": "status"}', "[" * 5_000, "\ud800"])
@pytest.mark.parametrize("form", FORMS[:2])
def test_what_is_not_what_a_report_says_is_damaged(form: str, made: str) -> None:
    """Cut short, of another kind, endlessly deep, or no text."""
    with pytest.raises(Damaged):
        made_in(carrying(form, written("status", form), made))


@pytest.mark.parametrize("form", FORMS[:2])
def test_a_report_that_says_it_twice_is_damaged(form: str) -> None:
    """So that nobody has to guess which of the two is meant."""
    text = written("status", form)
    carried = re.search(r"<!-- talks-report .* -->|<meta name=\"talks-report\"[^>]*>", text)
    assert carried is not None
    with pytest.raises(Damaged, match="more than once"):
        made_in(text.replace(carried[0], f"{carried[0]}\n{carried[0]}"))


@every_form
def test_what_cannot_be_compared_is_called_open(form: str, log: NegotiationLog, tmp_path: Path) -> None:
    """One that does not say what made it, or that another version wrote with other words; neither is called right."""
    text = written("status", form)
    without = re.sub(
        r'<!-- talks-report .*-->\n|<meta name="talks-report"[^>]*>\n|    "made": \{.*?\},\n', "", text, flags=re.DOTALL
    )
    (found,) = findings(log, without, tmp_path)
    assert (False, True) == (found.fine, found.open)
    assert "does not say what it was made by" in found.detail
    other = re.sub(r'(version(?:"|&#34;): ?(?:"|&#34;))0\.1\.0', r"\g<1>0.0.9", text)
    assert other != text
    (found,) = findings(log, other.replace("tabled", "put on the table"), tmp_path)
    assert (False, True) == (found.fine, found.open)
    assert "version 0.0.9" in found.detail
    path = tmp_path / "report"
    path.write_text(without, "utf-8")
    ran = Desk(tmp_path)("verify", "--report", "report")
    assert 6 == ran.status
    assert "open" in ran.out
    assert "1 thing could not be compared" in ran.err


def test_a_report_of_another_record_is_not_compared_by_its_words(tmp_path: Path) -> None:
    """Its head says that already, and its words could be no others."""
    desk = Desk(tmp_path)
    example.closed(example.istanbul(desk.log))
    (tmp_path / "r.md").write_text(written("status", "md"), "utf-8")
    ran = desk("verify", "--report", "r.md")
    assert 6 == ran.status
    assert "the head is not of this record" in ran.out


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """Of paper, Word and Excel nothing is compared, and a table has no head."""
    desk = Desk(tmp_path, recorded())
    for name in ("r.docx", "r.xlsx", "r.csv", "r.jsonl"):
        desk.done("report", "status", "-o", name)
        assert "md, html and json" in desk.fails(2, "verify", "--report", name)


def test_checkpoints_that_came_later_are_left_out(tmp_path: Path) -> None:
    """A dossier tells those that were kept when it was written, and is right after the record was sealed again."""
    desk = Desk(tmp_path, recorded())
    config = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    desk.done("key", "new", "ana", **config)
    names = []
    for name in ("none.md", "one.md", "two.md"):
        desk.done("report", "dossier", "-o", name, **config)
        names += ["--report", name]
        desk.done("seal", **config)
        desk.done("say", "Peskov", name, "--on", "2022-03-30", "--ahead", **config)
    assert "WRONG" not in desk.done("verify", *names, **config)
    file = tmp_path / "two.md"
    text = file.read_text("utf-8")
    file.write_text("".join(line for line in text.splitlines(keepends=True) if "A checkpoint of" not in line), "utf-8")
    assert 6 == desk("verify", "--report", "two.md", **config).status


RED = ("--marking", "TLP:RED")
READERS = (("--audience", "press"), ("--audience", "partners"), ("--clearance", "TLP:GREEN"))


@pytest.fixture
def river(tmp_path: Path) -> Desk:
    """Return a desk with talks of which not everybody may see all."""
    return after(
        tmp_path,
        ("init",),
        ("open", "river", "Talks on the river"),
        ("party", "north", "south", "--role", "negotiating"),
        ("propose", "ferry", "--by", "north", "--text", "A ferry", "--on", "2022-03-01"),
        ("say", "Ben", "Hidden words", "--on", "2022-03-01", *RED),
        ("say", "Ann", "It rains", "--on", "2022-03-02"),
        ("say", "Ben", "More hidden words", "--on", "2022-03-03", *RED),
    )


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("form", FORMS)
def test_what_was_written_for_some_readers_is_compared(reader: tuple[str, str], form: str, river: Desk) -> None:
    """Although it does not say how much there was beside; also when labels were changed before it, and after it."""
    river.done("say", "Ben", "Once hidden words", "--on", "2022-03-03", *RED)
    river.done("re-mark", "#8", "clear", "--reason", "it was told", *RED)
    for kind, about in (("timeline", ()), ("status", ()), ("brief", ("north",))):
        river.done("report", kind, *about, *reader, "-o", f"{kind}.{form}")
    names = [word for kind in ("timeline", "status", "brief") for word in ("--report", f"{kind}.{form}")]
    for later in (
        ("re-mark", "#6", "red", "--reason", "she asked"),
        ("say", "Ann", "It pours", "--on", "2022-03-04"),
        ("re-mark", "#5", "clear", "--reason", "it was told"),
        ("re-mark", "#6", "clear", "--reason", "she asked again"),
    ):
        river.done("verify", *names)
        river.done(*later)
    river.done("verify", *names)
    file = river.folder / f"timeline.{form}"
    text = file.read_text("utf-8")
    assert "It rains" in text
    file.write_text(text.replace("It rains", "It shines"), "utf-8")
    ran = river("verify", *names)
    assert 6 == ran.status
    assert "It shines" in ran.out


@pytest.mark.parametrize("reader", READERS)
@every_form
def test_what_an_edition_carries_tells_nothing_that_is_hidden(reader: tuple[str, str], form: str, river: Desk) -> None:
    """It is the same to the byte whether anything is hidden behind the last entry that its readers see, or nothing."""
    (river.folder / "other").mkdir()
    other = Desk(river.folder / "other", river.log.read_bytes())
    other.done("say", "Ben", "Yet more hidden words", "--on", "2022-03-03", *RED)
    call = ("report", "timeline", *reader, "--format", form)
    assert river.done(*call) == other.done(*call)
    assert '"entries"' not in river.done(*call)


def test_lines_that_both_have_are_not_said_to_differ() -> None:
    """One that was put in, taken out or changed is named by itself."""
    ours = "# Head\none\ntwo\nthree\nfour"
    for theirs, expected in (
        (ours, []),
        ("# Head\none\nzwei\nthree\nfour", [(3, "Head", "two", "zwei")]),
        ("# Head\none\nthree\nfour", [(3, "Head", "two", "")]),
        ("# Head\none\ntwo\nmore\nthree\nfour", [(4, "Head", "", "more")]),
        (
            "",
            [(1, "", "# Head", ""), (1, "", "one", ""), (1, "", "two", ""), (1, "", "three", ""), (1, "", "four", "")],
        ),
    ):
        assert expected == list(map(tuple, differing(read_lines(ours, "md"), read_lines(theirs, "md"))))


def test_a_copy_that_withholds_entries_cannot_tell(river: Desk) -> None:
    """The head of a report of the whole log is that of the copy, and its words cannot be; a report of the copy can."""
    river.done("report", "timeline", "-o", "whole.md")
    river.done("disclose", "--audience", "press", "-o", "copy.db")
    ran = river("--log", "copy.db", "verify", "--report", "whole.md", "--json")
    assert 6 == ran.status
    head, words = (one for one in json.loads(ran.out) if one["check"].startswith("whole.md: "))
    assert head["fine"]
    assert words["open"]
    assert "cannot be read in this log" in words["detail"]
    river.done("--log", "copy.db", "report", "timeline", "-o", "part.md")
    river.done("--log", "copy.db", "verify", "--report", "part.md")
