"""What a verdict rests on, and how entries, things and fields are named: in one way, wherever they are typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from commandline import Desk, at_work

PREPARED = (
    ("pledge", "troops", "--by", "RUS", "--text", "Fewer troops", "--under", "security", "--on", "2022-03-29"),
    ("pledge", "corridor", "--by", "RUS", "--text", "A way out", "--on", "2022-03-29"),
    ("observe", "troops", "They move", "--by", "The monitors", "--on", "2022-03-30"),
    ("observe", "corridor", "It is open", "--by", "The monitors", "--on", "2022-03-30"),
    ("say", "Peskov", "They moved.", "--about", "troops", "--on", "2022-03-30"),
    ("say", "Peskov", "Good morning.", "--on", "2022-03-30"),
    ("assess", "troops", "partial", "--by", "The monitors", "--on", "2022-03-31"),
)
"""What is recorded before each test: #9 to #15."""
ASSESS = ("assess", "troops", "fulfilled", "--by", "The press", "--on", "2022-04-01")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with a pledge made under a proposal, another pledge, and what was seen and said of them."""
    return at_work(tmp_path, *PREPARED)


def _last(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.record().splitlines()[-1])
    return found


def _id(desk: Desk, number: int) -> str:
    return str(json.loads(desk.record().splitlines()[number - 1])["id"])


@pytest.mark.parametrize("number", [9, 11, 13, 15, 6])
def test_evidence_about_the_pledge_is_taken_without_a_word(desk: Desk, number: int) -> None:
    """The pledge, what was seen and said of it, an earlier verdict, and the proposal that it is under are about it."""
    ran = desk(*ASSESS, "--evidence", str(number))
    assert (0, "") == (ran.status, ran.err)
    assert f"The press assessed troops: fulfilled, resting on #{number}\n" in ran.out


@pytest.mark.parametrize("number", [1, 2, 5, 10, 12, 14])
def test_evidence_about_something_else_is_warned_of(desk: Desk, number: int) -> None:
    """The opening of the talks, a party, a source, another pledge and its conduct, and small talk are not."""
    ran = desk(*ASSESS, "--evidence", str(number), "--evidence", "11")
    assert ran.status == 0
    assert f"resting on #{number} and #11\n" in ran.out
    assert ran.err == f"warning: #{number} is not about troops, nor about anything that it is tied to\n"


@pytest.mark.parametrize(
    "command",
    [
        ("observe", "troops", "Counted", "--by", "The monitors", "--measured", "troops=40.000"),
        ("assess", "troops", "partial", "--by", "The monitors", "--measured", "troops=40.000"),
        ("clarify", "troops", "--by", "RUS", "--indicator", "troops: at most 40.000"),
        ("clarify", "troops", "--by", "RUS", "--indicator", "troops=few", "--baseline", "40.000"),
        ("correct", "11", "--set", "measured=troops=40.000", "--reason", "they counted"),
    ],
)
def test_a_number_that_may_be_meant_as_thousands_is_warned_of(desk: Desk, command: tuple[str, ...]) -> None:
    """It is recorded as it is read; the warning says how that is, and what is to be done if it was meant otherwise."""
    desk.done("clarify", "troops", "--by", "RUS", "--indicator", "troops: at most 9", "--on", "2022-03-29")
    ran = desk(*command)
    assert ran.status == 0
    said = "40.000 is read with a decimal point: if 40,000 is meant, take it back with talks undo"
    assert f"warning: {said}\n" == ran.err
    assert "" == desk(*(part.replace("40.000", "40,000") for part in command)).err


def test_the_warning_comes_by_every_way_in(desk: Desk) -> None:
    """A journal, `record`, and a correction of a verdict are warned of like the verdict itself."""
    said = "warning: #1 is not about troops, nor about anything that it is tied to\n"
    fields = ("pledge=troops", "by=The press", "verdict=fulfilled", "evidence=#1", "on=2022-04-01")
    assert desk("record", "pledge-assessed", *fields).err == said
    journal = "- {kind: pledge-assessed, on: 2022-04-02, pledge: troops, by: UN, verdict: partial, evidence: 1}\n"
    (desk.folder / "j.yaml").write_text(journal, encoding="utf-8")
    assert said in desk("record", "j.yaml").err
    (desk.folder / "i.yaml").write_text(journal.replace("UN", "EU"), encoding="utf-8")
    assert said in desk("import", "i.yaml").err
    assert desk("correct", "15", "--set", "evidence=1", "--reason", "x").err == said
    desk.done("retract", "12", "--reason", "x")
    assert "no evidence" in desk.fails(2, *ASSESS, "--evidence", "20")
    (desk.folder / "k.yaml").write_text(
        journal.replace("UN", "OSCE").replace("evidence: 1", "evidence: 20"), encoding="utf-8"
    )
    assert "warning: #20 is an entry about an entry" in desk("record", "k.yaml").err


@pytest.mark.parametrize("typed", ["11", "#11", "ID", "ID[:8]"])
def test_an_entry_is_named_in_one_way_everywhere(desk: Desk, typed: str) -> None:
    """A number, with its sign or without, an id and the beginning of one will do wherever an entry is named."""
    wanted = _id(desk, 11)
    typed = typed.replace("ID[:8]", wanted[:8]).replace("ID", wanted)
    desk.done(*ASSESS, "--evidence", typed)
    assert [wanted] == _last(desk)["event"]["evidence"]
    desk.done("correct", "15", "--set", f"evidence={typed}", "--reason", "x")
    assert [wanted] == _last(desk)["event"]["event"]["evidence"]
    desk.done("dispute", "15", "--by", "RUS", "--set", f'evidence=["{typed}"]', "--reason", "x")
    assert [wanted] == _last(desk)["event"]["event"]["evidence"]
    kind = ("record", "pledge-assessed", "pledge=troops", "assessor=A", "verdict=partial", "on=2022-04-01")
    desk.done(*kind, f"evidence={typed}")
    assert [wanted] == _last(desk)["event"]["evidence"]
    desk.done("say", "Peskov", "Hm", "--about", typed)
    assert [f"entry:{wanted}"] == _last(desk)["event"]["about"]
    assert desk.done("record", "entry-retracted", f"entry={typed}", "reason=x")
    assert wanted == _last(desk)["event"]["entry"]


def test_things_are_named_in_one_way_everywhere(desk: Desk) -> None:
    """The beginning of a name will do in `record`, in --set, and for sources and rounds, as it does in commands."""
    desk.done("round", "antalya", "opened", "--on", "2022-03-10")
    desk.done("record", "conduct-observed", "pledge=tro", "by=A", "text=B", "in=anta", "source=agen@page 4", "on=2022")
    entry = _last(desk)
    assert ("troops", "antalya") == (entry["event"]["pledge"], entry["envelope"]["in_round"])
    assert [{"source": "agencies-0330", "locator": "page 4"}] == entry["envelope"]["sources"]
    desk.done("correct", "11", "--set", "in=anta", "--set", "source=agen", "--reason", "x")
    claim = _last(desk)["event"]["claim"]
    assert ("antalya", "agencies-0330") == (claim["in_round"], claim["sources"][0]["source"])
    desk.done("observe", "troops", "More", "--by", "A", "--source", "agen", "--on", "2022-04-01")
    assert "agencies-0330" == _last(desk)["envelope"]["sources"][0]["source"]
    desk.done("correct", "13", "--set", "about=corr", "--reason", "x")
    assert ["pledge:corridor"] == _last(desk)["event"]["event"]["about"]
    desk.done(
        "record", "proposal-linked", 'link={"kind": "responds-to", "target": "sec"}', "proposal=neu", "on=2022-04"
    )
    assert "security-guarantees" == _last(desk)["event"]["link"]["target"]


def test_a_journal_names_things_as_commands_do(desk: Desk) -> None:
    """In a journal a number, a beginning and a name without its sort are written out."""
    (desk.folder / "j.yaml").write_text(
        "- {kind: pledge-assessed, on: 2022-04-01, pledge: tro, by: UN, verdict: partial, evidence: ['#11', 13]}\n"
        "- {kind: proposal-tabled, on: 2022-04-01, proposal: gas, by: UKR}\n"
        "- kind: statement-recorded\n"
        "  on: 2022-04-02\n"
        "  speaker: Peskov\n"
        "  text: Well.\n"
        "  about: [gas, '#9', 10, tro, proposal:neu, RUS]\n"
        "  source: agen@page 4\n"
        "- {kind: entry-corrected, entry: '#15', reason: x, set: {evidence: 12, by: The UN}}\n",
        encoding="utf-8",
    )
    desk.done("record", "j.yaml")
    verdict, _, said, corrected = [json.loads(line) for line in desk.record().splitlines()[-4:]]
    assert ("troops", [_id(desk, 11), _id(desk, 13)]) == (verdict["event"]["pledge"], verdict["event"]["evidence"])
    about = ["proposal:gas", f"entry:{_id(desk, 9)}", f"entry:{_id(desk, 10)}", "pledge:troops"]
    assert [*about, "proposal:neutral-status", "party:RUS"] == said["event"]["about"]
    assert "agencies-0330" == said["envelope"]["sources"][0]["source"]
    told = corrected["event"]["event"]
    assert ([_id(desk, 12)], "The UN") == (told["evidence"], told["assessor"])
    before = desk.record()
    assert "0 entries recorded, 4 were there already" in desk("record", "j.yaml").err
    assert before == desk.record()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{kind: pledge-assessed, on: 2022, pledge: troops, by: UN, verdict: partial, evidence: 99}", "no entry '99'"),
        ("{kind: statement-recorded, on: 2022, speaker: A, text: B, about: nothing-like-it}", "'nothing-like-it'"),
        ("{kind: statement-recorded, on: 2022, speaker: A, text: B, about: later}", "'later'"),
    ],
)
def test_a_name_of_nothing_in_a_journal_is_named_by_its_line(desk: Desk, line: str, said: str) -> None:
    """What a journal names and is neither in the log nor above it is an error of that line."""
    below = "- {kind: issue-added, issue: later, title: T}\n"
    (desk.folder / "j.yaml").write_text(f"- {line}\n{below}", encoding="utf-8")
    error = desk.fails(1, "record", "j.yaml")
    assert "error: j.yaml:1: there is no " in error
    assert said in error


@pytest.mark.parametrize(
    ("number", "word", "field", "value"),
    [
        (8, "by=UKR", "party", "UKR"),
        (8, "if=a vote", "conditions", ["a vote"]),
        (15, "by=The UN", "assessor", "The UN"),
        (3, "role=observer", "roles", ["observer"]),
        (9, "action=march", "actions", ["march"]),
        (9, "under=neutral", "under", "neutral-status"),
        (6, 'provision=[{"number": "1", "text": "T"}]', "provisions", [{"number": "1", "text": "T"}]),
    ],
)  # fmt: skip
def test_set_speaks_the_words_of_the_options(desk: Desk, number: int, word: str, field: str, value: object) -> None:
    """A field may be named by the option that gives it, in corrections, disputes and journals."""
    desk.done("correct", str(number), "--set", word, "--reason", "x")
    assert value == _last(desk)["event"]["event"][field]
    desk.done("dispute", str(number), "--by", "RUS", "--set", word, "--reason", "x")
    assert value == _last(desk)["event"]["event"][field]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("on=2022-03-30", {"occurred": "2022-03-30"}),
        ("says=Peskov", {"asserted_by": "Peskov"}),
        ("source=agencies-0330", {"sources": [{"source": "agencies-0330"}]}),
        ("learned=2022-04", {"learned": "2022-04"}),
        ("grade=B2", {"grade": "B2"}),
        ("note=misread", {"note": "misread"}),
    ],
)
def test_set_speaks_the_words_of_what_is_said_of_an_entry(desk: Desk, word: str, value: dict[str, object]) -> None:
    """When, who says so, where it was read, the grade and the note are set by the words of their options."""
    desk.done("correct", "8", "--set", word, "--reason", "x")
    assert value.items() <= _last(desk)["event"]["claim"].items()


def test_a_field_can_be_emptied(desk: Desk) -> None:
    """A field that is set to nothing holds nothing any more, on the command line and in a journal."""
    desk.done("correct", "9", "--set", "under=", "--reason", "x")
    assert "under" not in _last(desk)["event"]["event"]
    (desk.folder / "j.yaml").write_text(
        "- {kind: entry-corrected, entry: 8, reason: x, set: {says: , note: heard}}\n", encoding="utf-8"
    )
    desk.done("record", "j.yaml")
    claim = _last(desk)["event"]["claim"]
    assert ("heard", False) == (claim["note"], "asserted_by" in claim)
    assert "text: " in desk.fails(2, "correct", "9", "--set", "text=", "--reason", "x")


@pytest.mark.parametrize(
    ("number", "word", "said"),
    [
        (15, "evidense=11", "evidense: there is no such field: did you mean evidence?"),
        (8, "souce=agencies-0330", "souce: there is no such field: did you mean sources?"),
        (8, "colour=red", "colour: there is no such field; there is proposal, party, stance"),
        (8, "marking=public", "marking: is changed with: talks re-mark"),
        (8, "quote-language=uk", "a language is that of a quote: give the quote, too"),
        (8, "kind=proposal-rejected", "kind: "),
    ],
)
def test_what_names_no_field_is_answered_with_what_was_meant(desk: Desk, number: int, word: str, said: str) -> None:
    """A slip is named with the field that it is like; what is told in another way, with that way."""
    assert said in desk.fails(2, "correct", str(number), "--set", word, "--reason", "x")
    assert said in desk.fails(2, "dispute", str(number), "--by", "RUS", "--set", word, "--reason", "x")


def test_a_correction_of_evidence_is_told_by_numbers(desk: Desk) -> None:
    """What a verdict rested on and what it rests on now are entries, not ids of 32 digits."""
    desk.done("correct", "15", "--set", "evidence=11", "--reason", "x")
    assert "    evidence: #11 → #13\n" in desk.done("correct", "15", "--set", "evidence=13", "--reason", "x")
