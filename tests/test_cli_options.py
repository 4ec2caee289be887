"""No option is accepted and lost: whatever is given to a command that writes stands in the record, or is refused."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import typer
from commandline import Desk, at_work
from typer.main import get_command

from negotiation_cli.commands import COMMANDS, SET_UP, WRITE
from negotiation_cli.main import app

STEERING = {
    "--log": "which log is written",
    "--talks": "which talks are written",
    "--dry-run": "nothing is recorded",
    "--ahead": "a date far ahead is meant; it says nothing of what happened",
    "--lowered": "kept where it lowers a marking, which tests of markings look at; else it is refused",
    "--from-note": "the note that an entry is made of, which tests of the notes look at",
    "--override": "kept where a rule refuses the entry, which tests of the rules look at; else it excuses nothing",
    "--edit": "where the journal is written",
    "--record-now": "an import is recorded at the present moment",
    "--rebuild": "what is kept beside the record is made anew first",
    "--anew": "what is not given is left out of the new version",
    "--drop": "one provision is left out of the new version",
    "--drop-term": "terms of one kind are left out of the new version",
    "--format": "the form of the answer",
    "--json": "the form of the answer",
    "--output": "where the answer goes",
    "--new": "an entry that looks like one that stands is recorded beside it",
    "--bom": "the answer is marked for spreadsheets",
    "--paper": "the answer is laid out for it",
    "--encrypted": "how a new log is kept, which tests of encrypted logs look at",
    "--recipient": "who opens an encrypted log",
    "--without": "who opens it no longer",
    "--new-passphrase-file": "what opens it from now on",
    "--list": "who opens it is shown",
}
"""Options that say nothing of what happened, with what they do."""

KNOWN_EXCEPTIONS: dict[tuple[str, str], str] = {}
"""Options that are lost today, with why; the goal is that there are none."""

CLAIM = {
    "--on": "2022-04-17",
    "--learned": "2022-04-18",
    "--says": "Somebody Else",
    "--source": "agencies-0330@page 17",
    "--quote": "the very words",
    "--quote-language": "ru",
    "--grade": "B2",
    "--marking": "restricted",
    "--compartment": "inner-circle",
    "--attribution": "party",
    "--note": "a note of ours",
    "--in": "antalya",
    "--id": "an-id-of-ours",
}
"""What every write takes, each with a value that stands nowhere else."""
STORED = {"agencies-0330@page 17": "page 17"}
"""Values that are stored in another form."""

PREPARED = (
    ("issue", "territory", "Territory"),
    ("round", "antalya", "opened", "--on", "2022-03-10"),
    ("propose", "bases", "--by", "UKR", "--text", "No bases", "--on", "2022-03-29"),
    ("propose", "old-bases", "--by", "UKR", "--provision", "1=None", "--on", "2022-03-29"),
    ("revise", "bases", "--by", "UKR", "--provision", "Preamble=No bases at all", "--on", "2022-03-30"),
    ("package", "parcel", "bases", "old-bases", "--on", "2022-03-30"),
    ("amend", "bases", "am", "--by", "RUS", "--drop", "Preamble", "--on", "2022-03-30"),
    ("act", "am", "agreed-in-principle", "--by", "UKR", "--on", "2022-03-30"),
    ("reserve", "bases", "Not on Sundays", "--by", "RUS", "--on", "2022-03-30"),
    ("silence", "neutral", "--until", "2022-05-01", "--by", "TUR", "--on", "2022-03-30"),
    ("pledge", "troops", "--by", "RUS", "--text", "Fewer troops", "--on", "2022-03-30"),
    ("pledge", "old-troops", "--by", "RUS", "--text", "Fewer troops", "--on", "2022-03-30"),
    ("observe", "troops", "They move", "--by", "The monitors", "--on", "2022-03-31"),
    ("clarify", "troops", "--by", "RUS", "--indicator", "tanks=none", "--on", "2022-03-31"),
    ("party", "plenary", "--role", "body"),
    ("group", "duo", "UKR", "RUS"),
    ("say", "Lavrov", "Hm.", "--on", "2022-03-31"),
    ("undo",),
)
"""What is recorded before each call: #9 to #24 of the log of the session."""
OBSERVED = "#21"

CALLS: dict[str, tuple[list[str], ...]] = {
    "open": (
        ["geneva", "Geneva talks", "--description", "About gas", "--timezone", "Europe/Zurich", "--markings", "words"],
        ["geneva", "Geneva talks", "--decide-by", "threshold:17", "--nothing-until-everything"],
    ),
    "party": (
        ["CHN", "--role", "observer", "--name", "China"],
        ["TUR", "--role", "guarantor", "--name", "Türkiye"],
        ["RUS", "--weight", "votes=29"],
        ["RUS", "--continues", "TUR"],
        ["TUR", "--left", "--reason", "recalled"],
    ),
    "group": (
        ["Trio/2", "UKR,RUS", "TUR", "--name", "The three"],
        ["duo", "--add", "TUR", "--remove", "RUS", "--reason", "a change"],
        ["duo", "--dissolve", "--reason", "over"],
    ),
    "issue": (["gas", "Natural gas"],),
    "term-kind": (["limit", "substance,amount:quantity,note?", "--description", "How much"],),
    "source": (
        ["gazette", "--publisher", "The Gazette", "--title", "Talks of gas", "--url", "https://x.example/a",
         "--published", "2022-04-02", "--language", "uk", "--reliability", "C", "--sha256", "ab" * 32],
        ["gazette", "--publisher", "The Gazette", "--archived", "copy.txt"],
    ),
    "decide": (
        ["threshold:17", "--nothing-until-everything"],
        ["threshold:17", "--share", "votes:61%", "--including", "TUR", "--question", "procedure"],
    ),
    "knowledge": (["happened"],),
    "round": (
        ["vienna", "scheduled", "--label", "third round", "--planned", "2022-04-19", "--venue", "Hofburg",
         "--host", "AUT", "--mediator", "Guterres", "--form", "shuttle", "--track", "1.5", "--level", "experts",
         "--delegation", "RUS=Medinsky"],
        ["antalya", "suspended", "--by", "RUS", "--reason", "for the night"],
        ["antalya", "adjourned", "--until", "2022-04-21"],
        ["antalya", "closed", "--outcome", "broken-off", "--duration", "PT3H", "--result", "A paper",
         "--press", "None"],
    ),
    "propose": (
        ["gas", "--by", "UKR", "--to", "RUS", "--title", "On gas", "--issue", "territory", "--term",
         'referendum,question="Gas, or none?"', "--text", "In words", "--provision", "7=It flows"],
        ["gas", "--by", "UKR", "--in-exchange-for", "bases", "--conditional-on", "neutral", "--responds-to", "security",
         "--supersedes", "old-bases"],
        ["gas", "--by", "UKR", "--restates", "bases", "--splits", "neutral", "--merges", "security"],
        ["gas", "--floated", "--attributable"],
        ["gas", "--by", "unknown", "--valid-until", "2022-05-20", "--question", "procedure"],
        ["gas", "--agreed"],
    ),
    "revise": (
        ["neutral", "--by", "UKR", "--title", "Neutrality", "--term", "referendum,question=Really?", "--text",
         "In words", "--provision", "7=It stays out", "--summary", "wider"],
    ),
    "respond": (
        ["bases", "--by", "RUS", "--stance", "supports-if", "--if", "a vote", "--provision", "Preamble"],
        ["bases", "--by", "RUS", "--stance", "reserved", "--version", "1"],
    ),
    "link": (["bases", "responds-to", "security"],),
    "act": (
        ["bases", "received", "--by", "RUS"],
        ["bases", "deferred", "--until", "2023-04", "--reason", "too early"],
        ["bases", "referred", "--to-body", "the presidents"],
        ["bases", "superseded", "--by-proposal", "neutral"],
        ["bases", "agreed-in-principle", "--by", "UKR", "--version", "2", "--effect", "2022-11"],
        ["am", "not-moved", "--reason", "nobody was there"],
        ["talks", "collapsed", "--by", "RUS", "--reason", "no more"],
        ["talks", "suspended", "--by", "RUS", "--reason", "for the night"],
    ),
    "accept": (["bases", "--by", "RUS", "--version", "2"],),
    "counter": (
        ["bases", "fewer-bases", "--by", "RUS", "--to", "TUR", "--title", "Fewer bases", "--term",
         "referendum,question=Really?", "--text", "Some bases", "--provision", "7=Three", "--in-its-place"],
    ),
    "amend": (
        ["bases", "am1", "--by", "TUR", "--title", "Ports", "--provision", "7=And ports",
         "--insert-after", "Preamble=Or ships", "--term", "referendum,question=Really?"],
        ["bases", "am1", "--by", "TUR", "--provision", "7=And ports", "--question", "procedure"],
    ),
    "second": (["am", "--by", "TUR"],),
    "extend": (["bases", "--until", "2022-06-19", "--by", "UKR", "--reason", "more time"],),
    "adopt": (["am", "--by", "TUR"],),
    "vote": (
        ["bases", "--for", "24", "--against", "8", "--abstain", "3", "--by-party", "RUS=against", "--in-body",
         "plenary", "--version", "2", "--rejected"],
        ["bases", "--without-vote", "--adopted"],
        ["bases", "--acclamation"],
    ),
    "sponsor": (["bases", "--by", "TUR"],),
    "reserve": (
        ["bases", "Not in war", "--by", "RUS", "--provision", "Preamble", "--declaration"],
        ["bases", "--by", "UKR", "--objection-to", "RUS", "--reason", "too wide"],
        ["bases", "--by", "RUS", "--withdrawn", "--reason", "peace"],
    ),
    "withdraw": (
        ["neutral", "--by", "UKR", "--reason", "no answer"],
        ["troops", "--by", "RUS", "--reason", "no answer"],
    ),
    "reject": (["bases", "--by", "RUS", "--version", "2", "--reason", "too little"],),
    "reopen": (["old", "--by", "UKR", "--reason", "new hope"],),
    "silence": (
        ["bases", "--until", "2022-06-17", "--by", "TUR", "--version", "2"],
        ["neutral", "--broken", "--by", "RUS", "--reason", "not so"],
    ),
    "package": (
        ["deal", "neutral", "security", "--title", "The deal", "--by", "UKR"],
        ["parcel", "--add", "neutral", "--remove", "bases", "--by", "UKR", "--reason", "a trade"],
        ["parcel", "--dissolve", "--by", "UKR", "--reason", "no trade"],
    ),
    "guarantor": (
        ["security", "conditional", "USA", "--if", "a vote", "--reason", "elections"],
        ["security", "declined", "--unnamed", "some countries"],
    ),
    "pledge": (
        ["gas", "--by", "RUS", "--to", "UKR", "--text", "It shall flow", "--action", "Open it", "--area", "The east",
         "--purpose", "Warmth", "--issue", "territory", "--under", "bases", "--supersedes", "old-troops",
         "--in-exchange-for", "bases", "--conditional-on", "pledge:troops",
         "--indicator", "pressure=80 bar", "--baseline", "none", "--due", "2022-10"],
    ),
    "clarify": (
        ["troops", "--by", "The monitors", "--indicator", "tanks=fewer than 5", "--baseline", "50", "--due", "2022-10"],
    ),
    "observe": (
        ["troops", "None left", "--by", "The monitors", "--indicator", "tanks", "--access", "partial",
         "--measured", "tanks=7 tanks"],
        ["troops", "None seen", "--by", "The monitors", "--access-denied"],
    ),
    "assess": (
        ["troops", "partial", "--by", "The monitors", "--confidence", "moderate", "--reason", "some left",
         "--evidence", OBSERVED, "--measured", "tanks=9"],
    ),
    "note": (["Brun", "wants", "a", "pause"],),
    "say": (
        ["Peskov", "We shall see.", "--party", "RUS", "--office", "spokesman", "--about", "bases", "--language", "uk"],
    ),
    "record": (["issue-added", "issue=gas", "title=Natural gas"],),
    "correct": (["8", "--set", "stance=reserved", "--reason", "misheard"],),
    "retract": (["8", "--reason", "never said"],),
    "dispute": (["8", "--by", "Peskov himself", "--set", "stance=red-line", "--reason", "never said"],),
    "re-mark": (["8", "restricted", "--reason", "asked to"], ["8", "public", "--reason", "asked", "--no-compartment"]),
    "undo": (["8", "--reason", "never said"],),
    "redo": (["--reason", "said all the same"],),
}  # fmt: skip
"""Calls that are accepted, and in which every option of the command stands once."""

SAID = {
    "--nothing-until-everything": '"single_undertaking":true',
    "--left": '"kind":"party-left"',
    "--archived": hashlib.sha256(b"a copy").hexdigest(),
    "--floated": '"kind":"proposal-floated"',
    "--attributable": '"deniable":false',
    "--broken": '"kind":"silence-broken"',
    "--dissolve": '-dissolved"',
    "--for": '"in_favour":24',
    "--abstain": '"abstained":3',
    "--adopted": '"adopted":true',
    "--rejected": '"adopted":false',
    "--acclamation": '"how":"acclamation"',
    "--without-vote": '"how":"without-a-vote"',
    "--declaration": '"declaration":true',
    "--withdrawn": '"kind":"reservation-withdrawn"',
    "--in-its-place": '"kind":"proposal-superseded"',
    "--access-denied": '"access":"denied"',
    "--decide-by": '"count":17',
    "--no-compartment": '"compartments":[]',
}
"""What options put into the record that do not stand in it as they were typed."""
FULL = {"votes:61%": "votes", "neutral": "neutral-status", "security": "security-guarantees", "old": "old-bases"}
WRITES = [name for name, place in COMMANDS.items() if place.panel in (SET_UP, WRITE)]


@cache
def _prepared() -> bytes:
    with TemporaryDirectory() as folder:
        desk = at_work(Path(folder))
        for command in PREPARED:
            desk.done(*command)
        return desk.log.read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with a log that holds one thing of each sort."""
    (tmp_path / "copy.txt").write_bytes(b"a copy")
    return Desk(tmp_path, _prepared())


def _command(name: str) -> Any:
    group: Any = get_command(app)
    return group.get_command(None, name)


def _options(name: str) -> list[tuple[str, bool]]:
    """Return the options of a command that say something of what happened, and whether each is a flag."""
    found = (parameter for parameter in _command(name).params if parameter.param_type_name == "option")
    return [(option.opts[0], bool(option.is_flag)) for option in found if option.opts[0] not in STEERING]


def _in_call(name: str, call: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each option that stands in a call, with what of it is to be found in the record."""
    flags = dict(_options(name))
    names = {alias: option.opts[0] for option in _command(name).params for alias in option.opts}
    for index, word in enumerate(call):
        if word.startswith("--"):
            option = names[word]
            value = "" if flags[option] else call[index + 1]
            yield option, SAID.get(option) or _stored(value)


def _stored(value: str) -> str:
    """Return what of a typed value stands in the record."""
    value = value.rpartition("=")[2].strip('"')
    return json.dumps(FULL.get(value, value), ensure_ascii=False).strip('"')


def _new(desk: Desk, before: str) -> str:
    """Return the entries that were recorded since."""
    return "\n".join(line for line in desk.record().splitlines() if line not in before.splitlines())


@pytest.mark.parametrize("name", WRITES)
def test_every_option_is_looked_at(name: str) -> None:
    """An option of a command that writes is known here: as one that steers, or by a call in which it stands."""
    told = {option for call in CALLS.get(name, ()) for option, _ in _in_call(name, call)} | set(CLAIM)
    assert [] == [option for option, _ in _options(name) if option not in told]


@pytest.mark.parametrize(
    ("name", "call"), [(name, call) for name, calls in CALLS.items() for call in calls], ids=lambda part: str(part)[:60]
)
def test_what_is_given_stands_in_the_record(desk: Desk, name: str, call: list[str]) -> None:
    """Every value that a command takes is found in what it recorded."""
    before = desk.record()
    if name == "reopen":
        desk.done("withdraw", "old-bases", "--by", "UKR", "--on", "2022-04-01")
    desk.done(name, *call, "--on", "2022-04-17", "--talks", "geneva" if name == "open" else "istanbul-2022")
    entries = _new(desk, before)
    for option, value in _in_call(name, call):
        if (name, option) not in KNOWN_EXCEPTIONS:
            number = f'"{option[2:]}":{value}'
            shown = f"entry {value}" if value == OBSERVED else value
            found = value in entries or number in entries or (value == OBSERVED and '"evidence":["' in entries)
            assert found, f"{option} {shown} is not in {entries}"


@pytest.mark.parametrize("name", [name for name in CALLS if name != "open"])
def test_what_is_said_of_an_entry_stands_in_every_entry(desk: Desk, name: str) -> None:
    """What every write takes is kept with each entry that it records."""
    if name == "reopen":
        desk.done("withdraw", "old-bases", "--by", "UKR", "--on", "2022-04-01")
    before = desk.record()
    desk.done(name, *CALLS[name][0], *(word for option in CLAIM.items() for word in option))
    for entry in _new(desk, before).splitlines():
        for option, value in CLAIM.items():
            assert f'"{STORED.get(value, value)}' in entry, f"{option} is not in {entry}"


def test_what_new_talks_do_not_have_is_refused(desk: Desk) -> None:
    """Talks that are opened have no source and no round yet, so that none can be cited."""
    for option in ("--source", "--in"):
        assert "there is no" in desk.fails(3, "open", "geneva", "Geneva", option, CLAIM[option])


def test_an_option_given_twice_is_refused_where_it_takes_one(desk: Desk) -> None:
    """Of two values the last would be kept and the first lost."""
    for command in (
        ("assess", "troops", "partial", "--by", "The monitors", "--confidence", "low", "--confidence", "high"),
        ("say", "Peskov", "Hm", "--note", "one", "--note", "two"),
        ("propose", "gas", "--by", "UKR", "--title", "One", "--title", "Two"),
        ("status", "--at", "2022-03", "--at", "2022-04"),
    ):
        assert "is given twice, and takes one value" in desk.fails(2, *command)
    assert desk("status", "--log", "nowhere.db", "--log", "talks.db").status == 0


def test_what_goes_into_one_option_twice_is_refused(desk: Desk) -> None:
    """A field that is given twice within options, or within JSON, is refused; so is what says nothing."""
    for command, said in (
        (("correct", "8", "--set", "stance=opposes", "--set", "stance=reserved", "--reason", "x"), "stance is given"),
        (("correct", "8", "--set", "source=a", "--set", "sources=b", "--reason", "x"), "sources: is given twice"),
        (("correct", "8", "--set", "conditions=[{}", "--reason", "x"), "looks like JSON and is not"),
        (("correct", "6", "--set", 'terms=[{"kind":"referendum","question":"a","question":"b"}]', "--reason", "x"),
         "looks like JSON and is not: a field is given twice"),
        (("record", "issue-added", "issue=a", "issue=b", "title=c"), "issue is given twice"),
        (("record", "issue-added", "issue=a", "title=c", "note=d", "--note", "e"), "note: is given twice"),
        (("propose", "gas", "--by", "UKR", "--term", "referendum,question=a,question=b"), "question is given twice"),
        (("source", "s", "--publisher", "P", "--archived", "copy.txt", "--sha256", "ab" * 32), "exclude each other"),
        (("propose", "gas", "--by", "UKR", "--attributable"), "--attributable: is said of"),
        (("issue", "gas", "Gas", "--override", ""), "--override: is empty"),
        (("issue", "gas", "Gas", "--id", " "), "--id: is empty"),
        (("issue", "gas", "Gas", "--marking", ""), "--marking: is empty"),
    ):  # fmt: skip
        assert said in desk.fails(2, *command)


def test_an_import_of_a_journal_takes_no_option_that_says_nothing(desk: Desk) -> None:
    """A journal is recorded now in any case."""
    (desk.folder / "j.yaml").write_text("- {kind: issue-added, issue: gas, title: Gas}\n", encoding="utf-8")
    assert "--record-now: goes without saying" in desk.fails(2, "import", "j.yaml", "--record-now")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ('question="Gas, or none?"', "Gas, or none?"),
        ('question=Is it "gas", or not?', None),
        ('question=Is it "gas" or not?', 'Is it "gas" or not?'),
        ('question=Is it "gas, oil" or not?', 'Is it "gas, oil" or not?'),
        ("question=a=b", "a=b"),
        ('question=" gas "', " gas "),
    ],
)
def test_a_term_keeps_every_sign(desk: Desk, text: str, question: str | None) -> None:
    """Quotes around a whole value hold its commas; within a value they belong to it. What would be cut is refused."""
    command = ("propose", "gas", "--by", "UKR", "--on", "2022-04-01", "--term", f"referendum,{text}")
    if question is None:
        assert "is no FIELD=VALUE" in desk.fails(2, *command)
    else:
        desk.done(*command)
        assert question == json.loads(desk.record().splitlines()[-1])["event"]["terms"][0]["question"]


def test_options_that_steer_are_no_more_than_there_are() -> None:
    """What is listed here as steering is an option of some command."""
    there = {alias for name in COMMANDS for option in _command(name).params for alias in option.opts}
    assert isinstance(app, typer.Typer)
    assert [] == [option for option in STEERING if option not in there]


NOW = {
    **{name: calls[-1] for name, calls in CALLS.items()},
    "silence": ["bases", "--until", "2040-06-17", "--by", "TUR", "--ahead"],
    "extend": ["bases", "--until", "2040-06-17", "--by", "UKR", "--ahead"],
}
"""Calls that are accepted at the present moment."""


@pytest.mark.parametrize(("name", "call"), NOW.items())
def test_what_is_given_no_date_has_the_date_that_help_says(desk: Desk, name: str, call: list[str]) -> None:
    """Help says of each command what it does without --on: it is now, from the beginning, or undated."""
    said = next(option.help for option in _command(name).params if "--on" in option.opts)
    before = desk.record()
    if name == "reopen":
        desk.done("withdraw", "old-bases", "--by", "UKR", "--on", "2022-04-01")
        before = desk.record()
    desk.done(name, *call, "--talks", "geneva" if name == "open" else "istanbul-2022")
    dated = ["occurred" in json.loads(line)["envelope"] for line in _new(desk, before).splitlines()]
    now = said == "When it happened; else now." or "if it left, now" in said or said.endswith("now if it changed.")
    assert dated
    assert all(dated) if now else not any(dated)
