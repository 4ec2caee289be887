"""Nobody reads above their clearance: canary words in what is hidden, looked for in whatever any command writes."""

import json
import re
from collections.abc import Iterator
from inspect import unwrap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from commandline import Desk
from typer.main import get_command
from unpacked import everything_in, pictures_in

from negotiation import NegotiationLog
from negotiation.domain.other_ids import with_other_ids
from negotiation.domain.visible import Reader, visible_record
from negotiation.pictures import FORMATS as DRAWN
from negotiation.pictures import PICTURES
from negotiation.rendering.formats import FILES, FORMATS
from negotiation.rendering.pixels import png
from negotiation.reports import FORMATS as REPORTS
from negotiation.reports import KINDS
from negotiation_cli.commands import COMMANDS, GIVE, READ
from negotiation_cli.complete import _names_for
from negotiation_cli.main import app

RED, DAY = ("--marking", "TLP:RED"), ("--on", "2022-03-02")
HIDDEN = (
    ("party", "zebraland", "--role", "mediator", "--name", "The Zebras", *RED),
    ("group", "zebras", "north", "south", "--name", "All zebras", *RED),
    ("issue", "zebra-issue", "The zebra question", *RED),
    ("term-kind", "zebra-kind", "zebrafield", *RED),
    ("source", "zebra-agent", "--publisher", "Zebra & Sons", "--title", "What zebras say", *RED),
    ("round", "zebra-round", "opened", "--on", "2022-03-01", "--venue", "Zebra Inn", *RED),
    ("propose", "zebra-dam", "--by", "north", "--title", "The zebra dam", "--provision", "1=Zebras drink", *DAY, *RED),
    ("revise", "zebra-dam", "--by", "north", "--provision", "1=Zebras drink twice", "--on", "2022-03-03"),
    ("revise", "ferry", "--by", "north", "--text", "A zebra ferry", "--summary", "zebra", "--on", "2022-03-03", *RED),
    ("revise", "ferry", "--by", "north", "--text", "A lesser zebra ferry", "--on", "2022-03-04",
     "--marking", "clear", "--lowered", "zebra"),
    ("respond", "zebra-dam", "--by", "south", "--stance", "opposes", "--on", "2022-03-04"),
    ("link", "ferry", "in-exchange-for", "zebra-dam", "--on", "2022-03-04"),
    ("act", "zebra-dam", "signed", "--by", "north+south", "--on", "2022-03-05", "--override", "zebra word"),
    ("pledge", "zebra-pledge", "--by", "north", "--text", "No zebras", "--due", "2022-12-01", *DAY, *RED),
    ("observe", "zebra-pledge", "A zebra came", "--by", "Zebra watch", "--on", "2022-03-06"),
    ("assess", "zebra-pledge", "breached", "--by", "Zebra watch", "--on", "2022-03-07"),
    ("observe", "boats", "A zebra boat", "--by", "Zebra watch", "--on", "2022-03-06", *RED),
    ("package", "zebra-package", "zebra-dam", "ferry", "--on", "2022-03-06"),
    ("say", "Zebra Speaker", "We are zebras", "--quote", "zebra quote", "--note", "zebra note", *DAY, *RED),
    ("note", "a zebra walked in", *RED),
    ("say", "Ann", "It is warm", "--says", "A zebra", "--id", "zebra-id", "--on", "2022-03-07", *RED),
    ("respond", "ferry", "--by", "south", "--stance", "supports", "--on", "2022-03-08",
     "--source", "zebra-agent@zebra p. 1", "--marking", "clear", "--lowered", "the zebra said so in public"),
    ("say", "Ben", "It is cold", "--about", "zebra-dam", "--in", "zebra-round", "--on", "2022-03-08",
     "--marking", "clear", "--lowered", "zebra"),
    ("correct", "said-1", "--set", "text=zebra text", "--reason", "zebra slip", *RED),
    ("dispute", "said-1", "--by", "zebraland", "--reason", "zebra doubt", *RED),
    ("re-mark", "said-2", "red", "--reason", "zebra reason"),
    ("say", "Carl", "All in the zebra room", "--compartment", "zebra-room", "--on", "2022-03-08"),
    ("undo",),
    ("say", "Carl", "All in the zebra room", "--compartment", "zebra-room", "--on", "2022-03-09"),
)  # fmt: skip
"""What nobody outside may see: every text, name and id in it is a canary."""
SHOWN = (
    ("init",),
    ("open", "river", "Talks on the river"),
    ("party", "north", "south", "--role", "negotiating"),
    ("source", "paper", "--publisher", "The Paper", "--published", "2022-03-01"),
    ("round", "one", "opened", "--on", "2022-03-01"),
    ("propose", "ferry", "--by", "north", "--text", "A ferry twice a day", "--on", "2022-03-01", "--source", "paper"),
    ("pledge", "boats", "--by", "south", "--text", "Two boats", "--due", "2022-12-01", "--on", "2022-03-01"),
    ("say", "Maria", "The river is high", "--id", "said-1", "--on", "2022-03-01"),
    ("say", "Maria", "And zebras swim", "--id", "said-2", "--on", "2022-03-01"),
    ("say", "Gnu Person", "It floods", "--party", "south", "--attribution", "none", "--on", "2022-03-01"),
    ("say", "Gnu Minister", "It rains", "--says", "Gnu Press", "--party", "south", "--attribution", "party", *DAY),
)
ABOUT = {
    "texts": ("ferry",),
    "proposal": ("ferry",),
    "brief": ("north",),
    "changes": ("2022-03-01",),
    "dossier": ("2022-03-01",),
    "treaty": ("ferry",),
}
CALLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "show": (("ferry",), ("boats",), ("north",), ("#8",), ("paper",)),
    "why": (("ferry",), ("boats",)),
    "treaty": (("ferry",),),
    "blame": (("ferry",),),
    "text": (("ferry",), ("ferry", "--from", "2022-03-01")),
    "diff": (("2022-03-01", "2022-03-09"), ("#8", "#10")),
    "search": (("zebra*",), ("river",)),
    "count": (("entries", "--by", "kind,party"), ("proposals",), ("entries", "--by", "marking,speaker,source")),
    "log": ((), ("--record",), ("--last", "3")),
    "notes": ((), ("--all",)),
    "report": tuple((kind, *ABOUT.get(kind, ())) for kind in KINDS),
    "course": ((), ("--by", "party")),
    "drafts": (("ferry",),),
    "picture": (*((kind, *ABOUT.get(kind, ())) for kind in PICTURES), ("course", "--by", "party")),
}
"""How the commands are called that need more than their names."""
WHOLE = ("head", "verify", "seal", "prove", "archive", "imports")
"""What takes the whole record."""
OTHERS = ("import", "schema", "disclose", "key", "cosign", "check-proof", "serve", "token")
"""What shows nothing of a record, or writes to it; copies are looked at in `test_disclosure_disclose.py`, and pages in
`test_serving_guard.py`.
"""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """Return a desk with one log of what may be seen, and of what may not."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        found = Desk(Path(folder))
        for command in (*SHOWN, *HIDDEN):
            found.done(*command)
        yield found


def _formats(command: str) -> tuple[str, ...]:
    """Return the formats of a command; PDF is made of the page of HTML, which `test_rendering_pdf.py` holds it to."""
    files = tuple(form for form in FILES if form != "pdf")
    if command == "picture":
        return (*(form for form in DRAWN if form != "png"), *FORMATS, *files)  # pixels are those of the SVG
    return (*(REPORTS if command == "report" else FORMATS), *files)


def _looks() -> Iterator[tuple[str, ...]]:
    """Yield a call for each command that reads or gives, in each of its formats."""
    for name, place in COMMANDS.items():
        if place.panel not in (READ, GIVE) or name in (*WHOLE, *OTHERS):
            continue
        if name == "export":
            yield from (("export", "--format", form) for form in ("jsonl", "yaml"))
        elif name == "calendar":
            yield ("calendar",)
        elif name != "tables":
            yield from ((name, *call, "--format", f) for call in CALLS.get(name, ((),)) for f in _formats(name))


def _written(desk: Desk, *call: str) -> str:
    form = next((form for form in FILES if form in call), None)
    ran = desk(*call, *(("-o", "written") if form else ()))
    assert ran.status == 0, f"{call}: {ran.err}"
    said = f"{ran.out}{ran.err}".casefold()
    if form:
        said += everything_in(form, (desk.folder / "written").read_bytes()).casefold()
    said = said.replace("search for zebra", "")  # Excel takes no asterisk in the name of a sheet
    return said.replace("zebra*", "").replace("zebra\\*", "")  # what was looked for, and is said again


@pytest.mark.parametrize("name", [name for name, place in COMMANDS.items() if place.panel in (READ, GIVE)])
def test_no_command_shows_a_canary_outside(desk: Desk, name: str) -> None:
    """Neither what is hidden nor who is not to be named is in anything that a command writes for the press."""
    for call in _looks():
        if call[0] == name:
            said = _written(desk, *call, "--audience", "press")
            assert "zebra" not in said, call
            assert "gnu" not in said, call
            if call[-1] in ("json", "table", "md", "docx", "xlsx"):
                inside = (
                    _written(desk, *call, "--clearance", "TLP:GREEN")
                    .casefold()
                    .replace("zebra*", "")
                    .replace("zebra\\*", "")
                )
                assert "zebra" not in inside, call


def test_the_pictures_in_word_are_those_that_are_looked_at_as_svg(desk: Desk) -> None:
    """For the press, what Word holds as pixels, in which no word can be looked for, is drawn from the very SVG."""
    for call in CALLS["picture"]:
        svg = desk.done("picture", *call, "--audience", "press", "--format", "svg")
        desk.done("picture", *call, "--audience", "press", "-o", "drawn.docx")
        assert [png(svg)] == pictures_in((desk.folder / "drawn.docx").read_bytes()), call


def test_the_canaries_are_there(desk: Desk) -> None:
    """Whoever may see all sees every one of them: else this test would look for nothing."""
    everything = desk.done("export").casefold()
    for command in HIDDEN:
        assert command[0] in ("undo", "link") or "zebra" in " ".join(command).casefold()
    assert everything.count("zebra") > 60


def test_tables_hold_no_canary(desk: Desk) -> None:
    """Neither names nor rows of the tidy tables tell of what is hidden."""
    desk.done("tables", "-o", "out", "--audience", "press")
    for file in (desk.folder / "out").iterdir():
        said = file.read_text().casefold()
        assert "zebra" not in said, file.name
        assert "gnu" not in said, file.name
    assert (desk.folder / "out" / "entries.csv").stat().st_mode & 0o077
    desk.done("tables", "-o", "out.xlsx", "--audience", "press")
    said = everything_in("xlsx", (desk.folder / "out.xlsx").read_bytes()).casefold()
    assert "zebra" not in said
    assert "gnu" not in said


def test_what_is_hidden_is_what_is_not_there(desk: Desk) -> None:
    """An error about something hidden is that about something missing, to the letter, whatever is asked of it."""
    for command in ("show", "why", "treaty", "text", "blame"):
        for hidden, missing in (("zebra-dam", "qebra-dam"), ("zebra", "qebra"), ("zebra-id", "qebra-id")):
            one, other = (desk(command, name, "--audience", "press") for name in (hidden, missing))
            assert one.status == other.status != 0
            assert one.err.replace("zebra", "qebra") == other.err
    asked = (("log", "--party", "zebraland"), ("log", "--proposal", "zebra-dam"), ("log", "--about", "zebra-agent"))
    for call in (*asked, ("status", "--recorded", "#40"), ("show", "#40"), ("status", "--talks", "zebra")):
        one = desk(*call, "--audience", "press")
        other = desk(*(word.replace("zebra", "qebra") for word in call), "--audience", "press")
        assert one.err.replace("zebra", "qebra") == other.err, call


def test_what_takes_the_whole_record_is_refused(desk: Desk) -> None:
    """Recording, checking, copying and hashing would tell of what is hidden, or go against it."""
    before = desk.log.read_bytes()
    writing = (("say", "A", "b"), ("undo",), ("backup", "b.db"), ("import", "x"), ("archive", "bag"))
    telling = (("doctor",), ("verify",), ("head",), ("seal", "--key", "x"), ("prove", "#1"), ("imports",))
    for call in (*writing, *telling):
        ran = desk(*call, TALKS_CLEARANCE="green")
        assert (4, "") == (ran.status, ran.out)
        assert "this takes the whole record" in ran.err
    assert before == desk.log.read_bytes()


def _command(name: str) -> Any:
    group: Any = get_command(app)
    return group.get_command(None, name)


def _called(name: str) -> tuple[str, ...]:
    """Return a command with something for all that it cannot do without."""
    words = [name]
    for parameter in _command(name).params:
        if parameter.required:
            words += [parameter.opts[0]] if parameter.param_type_name == "option" else []
            words.append("1" if "Int" in type(parameter.type).__name__ else "x")
    return tuple(words)


def _takes_the_whole_record(name: str) -> bool:
    return bool(getattr(unwrap(_command(name).callback), "takes_the_whole_record", False))


def test_every_command_is_for_part_of_a_record_or_is_refused(desk: Desk) -> None:
    """All that writes, hashes or copies says that it takes the whole record, and then refuses who sees a part of it."""
    of_part = {name for name in COMMANDS if not _takes_the_whole_record(name)}
    reads = {name for name, place in COMMANDS.items() if place.panel == READ}
    assert of_part == reads | {
        "report",
        "picture",
        "calendar",
        "tables",
        "export",
        "schema",
        "key",
        "check-proof",
        "init",
        "shell",
        "serve",
        "token",
    }
    before = desk.log.read_bytes()
    for name in set(COMMANDS) - of_part:
        ran = desk(*_called(name), TALKS_CLEARANCE="green")
        assert (4, "") == (ran.status, ran.out), (name, ran.err)
        assert "this takes the whole record" in ran.err, name
    assert before == desk.log.read_bytes()


def _ids(desk: Desk, *options: str) -> dict[str, str]:
    """Return the ids of the entries of an export, each with its whole line."""
    lines = [line for line in desk.done("export", *options).splitlines() if not line.startswith('{"head"')]
    return {json.loads(line)["id"]: line for line in lines}


def test_the_ids_of_an_edition_tell_nothing(tmp_path: Path) -> None:
    """What is shown in part, or is not the first of its command, has another id wherever it is named; others do not."""
    desk = Desk(tmp_path)
    for command in SHOWN:
        desk.done(*command)
    (tmp_path / "j.yaml").write_text(
        "- {kind: statement-recorded, on: 2022-03-03, speaker: Gnu, party: south, text: It ebbs, attribution: party}"
    )
    desk.done("record", "j.yaml")
    desk.done("dispute", str(len(_ids(desk))), "--by", "north", "--reason", "it does not")
    own, press = _ids(desk), _ids(desk, "--audience", "press")
    assert press == _ids(desk, "--audience", "press")
    ebbs = next(id_ for id_, line in press.items() if "It ebbs" in line)
    assert ebbs not in own
    assert any(ebbs in line for id_, line in press.items() if "it does not" in line)
    assert any(re.search(r"\.\d+$", id_) for id_ in own)
    assert not any(re.search(r"\.\d+$", id_) for id_ in press)
    assert {"said-1", "said-2"} <= press.keys() & own.keys()
    assert own.keys() == _ids(desk, "--clearance", "green").keys()


def test_completion_offers_nothing_hidden(desk: Desk) -> None:
    """A shell offers the names that may be seen."""
    offered = _names_for(Reader("TLP:CLEAR", audience="press"), str(desk.log), None)
    assert ["ferry"] == offered["proposal"]
    assert "zebra" not in json.dumps(offered)


def test_an_edition_is_the_record_that_its_readers_see(desk: Desk, tmp_path: Path) -> None:
    """Every view for an audience is, to the letter, that of a log which holds what they may see and nothing else."""
    reader = Reader("TLP:CLEAR", audience="press")
    with NegotiationLog.open(str(desk.log)) as log, NegotiationLog.create(str(tmp_path / "talks.db")) as other:
        recorded = log.store.reader.entries("river")
        seen = with_other_ids(visible_record(recorded, reader), recorded)
        other.store.place.writer().append(seen, [bytes(32)] * len(seen))
    apart = Desk(tmp_path)
    for call in _looks():
        if call[0] in ("report", "export") or call[-1] not in ("json", "csv", "table"):
            continue
        whole = apart.done("--log", str(tmp_path / "talks.db"), *call)
        assert re.sub(r'"record": \{.*?\}', '"record": null', whole, flags=re.DOTALL) == desk.done(
            *call, "--audience", "press"
        ), call


def test_what_was_for_fewer_then_stays_hidden_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stricter of then and now governs; whoever may see both sees the label as it was."""
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path)
    for command in SHOWN[:3]:
        desk.done(*command)
    desk.done("say", "Maria", "High water", "--on", "2022-03-01", *RED)
    desk.done("re-mark", "4", "clear", "--reason", "it is in the papers")
    desk.done("say", "Maria", "Low water", "--on", "2022-03-01")
    desk.done("re-mark", "6", "red", "--reason", "she asked")
    press = ("--audience", "press")
    assert "High water" in desk.done("log", *press)
    assert "High water" not in desk.done("log", *press, "--recorded", "#3")
    assert "Low water" not in desk.done("log", *press)
    assert "Low water" in (then := desk.done("log", "--recorded", "#6"))
    assert "#6 [" not in then
    assert "#6 [TLP:RED]" in desk.done("log")
    assert "Low water" not in desk.done("log", "--clearance", "green", "--recorded", "2100")
    assert "High water" not in desk.done("log", "--clearance", "green", "--recorded", "#4")
    assert "High water" in desk.done("log", "--clearance", "green", "--recorded", "#5")


def test_who_was_not_to_be_named_then_is_not_named_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of attribution, too, the stricter of then and now governs, for whoever is outside."""
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path)
    for command in SHOWN[:3]:
        desk.done(*command)
    desk.done("say", "Maria", "High water", "--on", "2022-03-01", "--attribution", "none")
    desk.done("re-mark", "4", "public", "--attribution", "named", "--reason", "she agreed")
    desk.done("say", "Zoe", "Low water", "--on", "2022-03-01")
    desk.done("re-mark", "6", "public", "--attribution", "none", "--reason", "she asked")
    press = ("log", "--audience", "press")
    for then, water, named in (((), "High water", True), (("--recorded", "#4"), "High water", False)):
        shown = desk.done(*press, *then)
        assert (True, named) == (water in shown, "Maria" in shown)
    for then in ((), ("--recorded", "#6"), ("--recorded", "2100")):
        shown = desk.done(*press, *then)
        assert (True, False) == ("Low water" in shown, "Zoe" in shown)
    assert "Maria" in desk.done("log", "--clearance", "clear", "--recorded", "#4")
