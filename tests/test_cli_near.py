"""Slips of names on the command line: asked about on a terminal, and elsewhere named by the error."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commandline import Desk, at_work
from typer.main import get_command

from negotiation_cli.commands import COMMANDS, OTHER_OPTIONS
from negotiation_cli.main import app

pexpect = pytest.importorskip("pexpect")
from terminals import Terminal  # noqa: E402  # it needs pexpect


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


@pytest.fixture
def terminal(desk: Desk) -> Iterator[Terminal]:
    """Return a terminal at the desk, of which nothing goes on running."""
    made = Terminal(desk)
    yield made
    made.close()


def test_slips_of_codes_names_and_stances_are_asked_about_on_a_terminal(desk: Desk, terminal: Terminal) -> None:
    """Enter takes what is meant, of a proposal, a party and a stance alike, and that is recorded."""
    child = terminal("respond", "neutral-sttaus", "--by", "RUX", "--stance", "studing")
    for meant in ("neutral-status", "RUS", "studying"):
        child.expect(f"did you mean {meant}")
        child.sendline("")
    child.expect(pexpect.EOF)
    assert "RUS is studying neutral-status" in desk.done("show", "9")


def test_a_party_in_no_record_is_asked_about_on_a_statement_too(desk: Desk, terminal: Terminal) -> None:
    """Of a statement, no is taken as it is said: the name stays as it was written."""
    child = terminal("say", "Lavrov", "No.", "--party", "Russia")
    child.expect("'Russia' is not known here: did you mean RUS")
    child.sendline("n")
    child.expect(pexpect.EOF)
    assert "Lavrov (Russia)" in desk.done("log", "--last", "1")


def test_of_several_names_that_may_be_meant_one_is_written(desk: Desk, terminal: Terminal) -> None:
    """What is none of them is asked again."""
    child = terminal("party", "NIG", "--role", "observer")
    child.expect("did you mean NER or NGA")
    child.sendline("NGE")
    child.expect("did you mean NER or NGA")
    child.sendline("NGA")
    child.expect(pexpect.EOF)
    assert "NGA joined the talks as observer" in desk.done("log", "--record", "--last", "1")


def test_a_code_that_is_nearly_that_of_a_state_is_asked_about_once(desk: Desk, terminal: Terminal) -> None:
    """The state need be in no record; a code that was kept on purpose is in the record then, and not asked about."""
    child = terminal("party", "IRM", "--role", "observer")
    child.expect("'IRM' is not known here: did you mean IRN")
    child.sendline("n")
    child.expect(pexpect.EOF)
    assert "IRM joined" in desk.done("log", "--record", "--last", "1")
    child = terminal("party", "IRM", "--role", "monitor")
    child.expect(pexpect.EOF)
    assert "did you mean" not in child.before
    assert "monitor" in desk.done("show", "party:IRM")


def test_every_other_word_for_an_option_is_one_of_an_option() -> None:
    """What is offered in its place is an option of some command, and the word itself is none of that command."""
    program: Any = get_command(app)
    commands = [program.get_command(None, name) for name in COMMANDS]
    taken = [{name for option in command.params for name in option.opts} for command in commands]
    for word, others in OTHER_OPTIONS.items():
        for other in others:
            assert any(f"--{other}" in names and f"--{word}" not in names for names in taken), f"{word} for {other}"


@pytest.mark.parametrize(
    ("command", "meant"),
    [
        (["party", "Iran"], "talks party Iran --role negotiating · the code of Iran is IRN"),
        (["party", "EGY", "JOR"], "talks party EGY JOR --role negotiating"),
        (["party", "Iran", "--role", "negotiator"], "did you mean negotiating?"),
        (
            ["act", "neutral-status", "agreed", "--by", "UKR"],
            "did you mean agreed-in-principle or agreed-ad",
        ),
        (["round", "5", "close"], "did you mean closed?"),
        (["respond", "neutral-status", "--by", "UKR", "--stance", "suports"], "did you mean supports or supports-if?"),
        (["brief", "IRN"], "did you mean report brief PARTY?"),
        (["parties"], "did you mean status?"),
        (
            ["round", "5", "broken-off"],
            "'broken-off' is how a round was closed: talks round 5 closed --outcome broken-off\n",
        ),
        (["assess", "troops", "partially-fulfilled", "--by", "UKR"], "did you mean partial?"),
        (
            ["open", "cyprus", "Cyprus", "--timezone", "Nicosia"],
            "'Nicosia': did you mean Asia/Nicosia or Europe/Nicosia?\n",
        ),
        (["open", "cyprus", "Cyprus", "--timezone", "asia/nicosia"], "'asia/nicosia': did you mean Asia/Nicosia?\n"),
        (["open", "nepal", "Nepal", "--timezone", "Asia/New York"], "did you mean America/New_York?\n"),
        (["open", "nepal", "Nepal", "--timezone", "Pokhara"], "use an IANA name such as Europe/Istanbul\n"),
        (["say", "Brun"], "missing: TEXT\nhint:  give it on the command line, or run it on a terminal\n"),
        (["say"], "missing: SPEAKER, TEXT\nhint:  give them on the command line, or run it on a terminal\n"),
        (
            ["respond", "neutral", "--by", "UKR", "--stance", "support"],
            "silent, not 'support': did you mean supports or ",
        ),
        (["link", "neutral", "conditional", "security"], "merges, not 'conditional': did you mean conditional-on?\n"),
        (["status", "--format", "markdown"], "there is no format 'markdown' here: did you mean md?\n"),
        (["report", "status", "--format", "word"], "there is no format 'word' here: did you mean docx?\n"),
        (
            ["open", "geneva", "Talks", "in", "Geneva"],
            "'in' is one argument too many: a TITLE of several words stands in q",
        ),
        (
            ["say", "Brun", "We", "need", "a", "pause"],
            "'need' is one argument too many: a TEXT of several words stands in",
        ),
        (["retract", "7", "8"], "'8' is one argument too many\n"),
        (["rename", "UKR"], "did you mean party PARTY --name NAME?"),
        (
            ["issue", "land", "--title", "Who owns it"],
            "no option --title: write TITLE without it: talks issue ID TITLE\n",
        ),
        (["note", "--text", "a pause"], "no option --text: write TEXT without it: talks note TEXT\n"),
        (["say", "Brun", "No.", "--by", "UKR"], "no option --by: did you mean --party?\n"),
        (["say", "Brun", "No.", "--at", "2022"], "no option --at: did you mean --on?\n"),
        (["status", "--on", "2022"], "no option --on: did you mean --at?\n"),
        (["log", "--from", "2022"], "no option --from: did you mean --since?\n"),
        (["propose", "land", "--titel", "Who owns it"], "no option --titel: did you mean --title?\n"),
        (["say", "Brun", "No.", "--zzz", "1"], "no option --zzz\n"),
        (["vote", "neutral", "--against", "RUS"], "Invalid value for '--against': 'RUS' is no whole number\n"),
    ],
)
def test_off_a_terminal_the_error_names_what_is_meant(desk: Desk, command: list[str], meant: str) -> None:
    """Nobody can be asked in a script."""
    assert meant in desk.fails(2, *command)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["EGY", "Egypt"], ["party: 'Egypt' is the name of EGY", "talks party EGY --role negotiating --name Egypt\n"]),
        (
            ["Egypt", "EGY", "--role", "host"],
            ["'Egypt' is the name of EGY", "talks party EGY --role host --name Egypt\n"],
        ),
        (["EGY", "SAU", "Saudi Arabia", "--role", "host"], ["party SAU --role host --name 'Saudi Arabia'\n"]),
        (
            ["GC", "Greek Cypriots", "--role", "host"],
            ["such as Greek-Cypriots, not 'Greek Cypriots'", "talks party GC --role host --name 'Greek Cypriots'\n"],
        ),
        (
            ["GC", "--role", "host", "--name", "Greek", "Cypriots"],
            ["of one party at a time, not of GC and Cypriots; a name of several words stands in quotes\n"],
        ),
        (["GC", "TC", "--role", "host", "--weight", "votes=1"], ["of one party at a time, not of GC and TC\n"]),
    ],
)
def test_the_name_of_a_party_is_not_taken_for_another_one(desk: Desk, command: list[str], said: list[str]) -> None:
    """After a code its name is refused, and the error says where it belongs; nothing is recorded."""
    before = desk.record()
    error = desk.fails(2, "party", *command)
    assert [] == [part for part in said if part not in error]
    assert before == desk.record()


def test_what_names_nothing_is_told_with_every_sort_that_it_could_be(desk: Desk) -> None:
    """Three sorts are joined as people do."""
    assert "there is no proposal, pledge or package 'zzz' in this log" in desk.fails(3, "why", "zzz")


def test_parties_that_are_several_are_recorded_so(desk: Desk) -> None:
    """Codes beside each other, and the name of a state whose code is not among them, are parties of their own."""
    said = desk.done("party", "EGY", "JOR", "Saudi-Arabia", "--role", "host")
    assert ["EGY", "JOR", "Saudi-Arabia"] == [line.split()[1] for line in said.splitlines() if line.startswith("#")]


def test_who_has_not_spoken_is_told_in_one_breath(desk: Desk) -> None:
    """Two are named with one verb, and so are more."""
    desk.done("party", "FRA", "--role", "negotiating")
    desk.done("propose", "land", "--by", "UKR", "--on", "2022-03-29")
    sign = ("act", "land", "signed", "--by", "UKR", "--on", "2022-03-30")
    assert "it is not agreed; RUS and FRA have not spoken\n" in desk.fails(4, *sign)
    desk.done("party", "ITA", "--role", "negotiating")
    assert "it is not agreed; RUS, FRA and ITA have not spoken\n" in desk.fails(4, *sign)
    desk.done("respond", "land", "--by", "FRA,ITA", "--stance", "opposes", "--on", "2022-03-29")
    assert "it is not agreed; FRA opposes it (#12), and ITA opposes it (#13), and RUS has not spoken\n" in desk.fails(
        4, *sign
    )


def test_a_party_that_is_refused_is_named_with_the_one_that_is_meant(desk: Desk) -> None:
    """A position by somebody who is not at the talks is refused, and whoever is near is named."""
    assert "RUX is not at the talks by then: do you mean RUS?" in desk.fails(
        4, "respond", "neutral-status", "--by", "RUX", "--stance", "opposes"
    )


@pytest.mark.parametrize(
    ("command", "warning"),
    [
        (["say", "Lavrov", "No.", "--party", "Russia"], "Russia is new to this record: if RUS is meant"),
        (["party", "JAP", "--role", "observer"], "JAP is new to this record: if JPN (Japan) is meant"),
        (["party", "IRM", "--role", "observer"], "IRM is new to this record: if IRN (Iran) is meant"),
        (["party", "EUU", "--role", "observer"], ""),
        (["say", "Biden", "No.", "--party", "USA"], ""),
        (["say", "Lavrov", "No.", "--party", "RUS"], ""),
    ],
)
def test_off_a_terminal_a_slip_that_no_rule_refuses_is_recorded_with_a_warning(
    desk: Desk, command: list[str], warning: str
) -> None:
    """A report is never lost; one hears of it where a code looks like a slip, and only there."""
    ran = desk(*command)
    assert 0 == ran.status
    assert ran.err.startswith(f"warning: {warning}" if warning else "")
    assert bool(warning) == bool(ran.err)


def test_the_code_of_an_armed_group_is_not_called_the_name_of_a_state(desk: Desk) -> None:
    """Three letters with which the name of a state begins may be a slip, and are no name of it."""
    assert "GMB" not in desk.fails(2, "party", "GAM")
    assert "GAM is new to this record: if GMB (Gambia) is meant" in desk("party", "GAM", "--role", "observer").err
    assert "GMB joined the talks" in desk.done("party", "GMB", "FAR", "--role", "observer")
    assert 0 == desk("party", "JPN", "JAP", "--role", "observer").status


def test_parties_that_come_in_by_one_command_are_no_slips_of_each_other(desk: Desk) -> None:
    """Whoever writes two codes side by side tells them apart; a later one that is near is warned of."""
    assert "" == desk("party", "UUP", "DUP", "--role", "observer").err
    assert "PUP is new to this record: if DUP or UUP is meant" in desk("party", "PUP", "--role", "observer").err


def test_a_proposal_that_stands_beside_what_supersedes_it_is_told(desk: Desk) -> None:
    """A journal says so in one entry and ends it in another; the command does both, and has nothing to warn of."""
    tables = (
        "- {kind: proposal-tabled, on: 2022-03-30, proposal: two, by: UKR, links: [{kind: supersedes, target: one}]}"
    )
    ends = "- {kind: proposal-superseded, on: 2022-03-30, proposal: one, by-proposal: two}"
    desk("propose", "one", "--by", "UKR", "--on", "2022-03-29")
    journal = desk.folder / "j.yaml"
    journal.write_text(f"{tables}\n{ends}\n", "utf-8")
    assert "still stands" not in desk("record", "j.yaml", "--dry-run").err
    journal.write_text(f"{tables}\n", "utf-8")
    told = desk("record", "j.yaml").err
    assert "warning: one still stands beside two, which supersedes it: to end it, record " in told
    assert "{kind: proposal-superseded, proposal: one, by-proposal: two}" in told
    assert "" == desk("propose", "three", "--by", "UKR", "--supersedes", "two").err
