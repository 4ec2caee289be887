"""An hour at work: every command that writes, as a note-taker types it."""

import json
from pathlib import Path

import pytest
from commandline import SESSION, TALKS, Desk, at_work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def test_an_hour_with_it(tmp_path: Path) -> None:
    """From nothing to a report: each command answers with the numbers of what it recorded, and a rule refuses."""
    desk = Desk(tmp_path)
    answers = [desk.done(*command) for command in SESSION]
    assert answers == [
        "made the log talks.db; next: talks open ID TITLE\n",
        "#1  talks opened: Ukraine–Russia talks, February–April 2022\n",  # noqa: RUF001
        "#2  UKR joined the talks as negotiating\n#3  RUS joined the talks as negotiating\n",
        "#4  TUR joined the talks as host and mediator\n",
        "#5  source agencies-0330: Agencies, 30 Mar 2022\n",
        "#6  29 Mar 2022  UKR tabled security-guarantees (version 1) to RUS\n",
        "#7  29 Mar 2022  UKR tabled neutral-status (version 1) to RUS, in exchange for security-guarantees\n",
        "#8  29 Mar 2022  RUS is studying neutral-status (version 1), says Medinsky\n",
    ]
    said = desk.fails(4, "act", "neutral-status", "signed", "--by", "UKR", "--on", "2022-03-30")
    assert said == (
        "error: neutral-status cannot be signed: it is not agreed; RUS is studying it (#8), and it stands in exchange "
        "for security-guarantees (#6), which is not agreed either\n"
        "hint:  talks why neutral-status · record it all the same with --override REASON (rule: not-agreed)\n"
    )
    status = desk.done("status", "--at", "2022-03-29")
    assert "seen        happened by 29 Mar 2022 · whenever known · everything recorded" in status
    assert "in exchange for security-guarantees  RUS: studying" in status
    changed = [line.split() for line in desk.done("diff", "2022-03-28", "2022-03-30").splitlines()]
    assert ["neutral-status", "position", "of", "RUS", "–", "studying", "#8"] in changed  # noqa: RUF001
    why = desk.done("why", "neutral-status")
    assert "it stands in exchange for security-guarantees, which is not agreed" in why
    desk.done("report", "status", "--at", "2022-03-29", "--output", "status.html")
    assert "neutral-status" in (tmp_path / "status.html").read_text(encoding="utf-8")


def test_a_new_log_is_its_owners_alone(tmp_path: Path) -> None:
    """The file that init makes can be read and written by its owner only."""
    desk = Desk(tmp_path)
    desk.done("init")
    assert desk.log.stat().st_mode & 0o777 == 0o600


def test_an_override_records_and_says_so(desk: Desk) -> None:
    """With --override the refused act is recorded, its reason said at once, and views mark it."""
    ran = desk("act", "neutral-status", "signed", "--by", "UKR", "--on", "2022-03-30", "--override", "seen signing")
    assert (ran.status, ran.err) == (0, "recorded over the rule not-agreed: seen signing\n")
    assert ran.out.startswith("#9  30 Mar 2022  UKR signed neutral-status")
    assert "over a rule" in desk.done("show", "9")
    assert "seen signing" in desk.done("show", "9")
    assert "neutral-status rests on #9, recorded over a rule" in desk.done("status")


def test_an_override_that_is_not_needed_leaves_no_mark(desk: Desk) -> None:
    """A reason given where no rule stands in the way is not recorded, and one is told so."""
    ran = desk("respond", "neutral-status", "--by", "RUS", "--stance", "reserved", "--override", "just in case")
    said = "warning: no rule refuses this: --override was not needed, and its reason is not recorded\n"
    assert (ran.status, ran.err) == (0, said)
    assert "over a rule" not in desk.done("show", "9")


def test_a_dry_run_says_what_would_be_and_records_nothing(desk: Desk) -> None:
    """--dry-run prints the entry that would be, and the log stays as it is."""
    before = desk.record()
    said = desk.done("reject", "neutral-status", "--by", "RUS", "--on", "2022-04-01", "--dry-run")
    assert said.startswith("#9  1 Apr 2022  RUS rejected neutral-status")
    assert said.endswith("(not recorded: dry run)\n")
    assert before == desk.record()


def test_an_id_of_ones_own_records_once(desk: Desk) -> None:
    """The same command with the same --id, run again, answers with the entry that is there, and adds none."""
    command = ("respond", "neutral-status", "--by", "RUS", "--by", "UKR", "--stance", "supports", "--on", "2022-04-01")
    first = desk.done(*command, "--id", "mine")
    record = desk.record()
    assert first.count("#") == 2
    assert first == desk.done(*command, "--id", "mine")
    assert record == desk.record()


def test_an_id_of_ones_own_records_once_without_a_date(desk: Desk) -> None:
    """What happens now is the same when it is told again a little later."""
    first = desk.done("say", "Arakhamia", "We have shown them the paper", "--party", "UKR", "--id", "mine")
    assert first == desk.done("say", "Arakhamia", "We have shown them the paper", "--party", "UKR", "--id", "mine")


def test_what_is_said_of_an_entry_is_shown_with_it(desk: Desk) -> None:
    """Who says so, where it was read, the quote, the grade, the marking and the note are all in show."""
    desk.done(
        *("respond", "neutral-status", "--by", "RUS", "--stance", "reserved", "--on", "2022-03-29~"),
        *("--learned", "2022-03-30", "--says", "Peskov", "--source", "agencies-0330@paragraph 4"),
        *("--quote", "есть вопросы", "--quote-language", "ru", "--grade", "B2"),
        *("--marking", "restricted", "--note", "told to the pool"),
    )
    shown = desk.done("show", "#9")
    for words in (
        *("about 29 Mar 2022", "learned", "30 Mar 2022", "Peskov", "agencies-0330", "paragraph 4", "“есть вопросы”"),
        *("ru", "B2", "restricted", "told to the pool", "by ana"),
    ):
        assert words in shown, words


WRITES = (
    (["open", "geneva", "Geneva talks", "--timezone", "Europe/Zurich", "--decide-by", "consensus"], "talks opened"),
    (["party", "CHN", "--role", "observer", "--name", "China"], "CHN (China) joined the talks as observer"),
    (["party", "TUR", "--role", "guarantor"], "TUR"),
    (["party", "TUR", "--left", "--reason", "recalled"], "TUR left the talks"),
    (["issue", "territory", "Crimea and Donbas"], "territory"),
    (["source", "meduza", "--publisher", "Meduza", "--url", "https://meduza.io/x", "--language", "ru"], "meduza"),
    (["propose", "bases", "--by", "UKR", "--text", "no foreign bases", "--provision", "1=None at all"], "tabled bases"),
    (["propose", "non-paper", "--floated"], "non-paper"),
    (["revise", "neutral", "--by", "UKR", "--text", "and non-aligned", "--summary", "wider"], "version 2"),
    (["respond", "neutral", "--by", "RUS", "--stance", "supports-if", "--if", "no bases"], "no bases"),
    (["respond", "neutral", "--by", "RUS", "--stance", "supports-if", "--condition", "proposal:sec"],
     "if security-guarantees is agreed"),
    (["respond", "neutral", "--by", "RUS", "--stance", "opposes", "--version", "1"], "RUS opposes"),
    (["link", "security", "responds-to", "neutral"], "security-guarantees"),
    (["act", "neutral", "received", "--by", "RUS"], "RUS"),
    (["act", "neutral", "deferred", "--until", "2023", "--reason", "too early"], "deferred"),
    (["act", "neutral", "referred", "--to-body", "the presidents"], "the presidents"),
    (["act", "neutral", "lapsed"], "lapsed"),
    (["act", "neutral", "superseded", "--by-proposal", "security"], "security-guarantees"),
    (["act", "talks", "suspended", "--by", "RUS", "--reason", "for the night"], "suspended"),
    (["act", "talks", "collapsed", "--reason", "walk-out"], "collapsed"),
    (["act", "talks", "concluded", "--reason", "a treaty"], "a treaty"),
    (["withdraw", "neutral", "--by", "UKR", "--reason", "no answer"], "UKR withdrew neutral-status"),
    (["reject", "neutral", "--by", "RUS", "--reason", "too little"], "RUS rejected neutral-status"),
    (["decide", "threshold:2"], "the talks decide by 2 of the negotiating parties"),
    (["round", "istanbul", "opened", "--venue", "Dolmabahçe"], "istanbul"),
    (["silence", "neutral", "--until", "2030-04-02", "--by", "TUR"], "neutral-status (version 1)"),
    (["package", "deal", "neutral", "security", "--by", "UKR"], "the package deal"),
    (["guarantor", "security", "approached", "USA"], "as guarantor of security-guarantees"),
    (["pledge", "leave", "--by", "RUS", "--text", "We shall leave"], "RUS pledged leave"),
    (["say", "Medinsky", "We shall study it", "--party", "RUS", "--office", "head", "--about", "neutral"], "Medinsky"),
    (["record", "issue-added", "issue=prisoners", "title=Prisoners"], "prisoners"),
    (["correct", "8", "--set", "stance=reserved", "--reason", "misheard"], "#8"),
    (["retract", "8", "--reason", "not said"], "#8 was retracted"),
    (["dispute", "8", "--by", "Peskov", "--reason", "never said"], "Peskov"),
    (["re-mark", "8", "confidential", "--reason", "a source at risk"], "#8"),
    (["undo"], "#8"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("command", "said"), WRITES, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_every_write_says_what_it_recorded(desk: Desk, command: list[str], said: str) -> None:
    """Each command that writes prints the number and a sentence, and does nothing on a dry run."""
    before = desk.record()
    assert "(not recorded: dry run)\n" in desk.done(*command, "--dry-run")
    assert before == desk.record()
    answer = desk.done(*command)
    assert answer.startswith("#1  " if command[0] == "open" else "#9  ")
    assert said in answer
    assert before != desk.record()


def test_what_was_withdrawn_can_be_reopened(desk: Desk) -> None:
    """Every end can be left again."""
    desk.done("withdraw", "neutral", "--by", "UKR", "--on", "2022-04-01")
    assert "neutral-status" in desk.done(
        "reopen", "neutral", "--by", "UKR", "--reason", "new talks", "--on", "2022-04-05"
    )
    assert "withdrawn" in desk.done("status", "--at", "2022-04-02")
    assert "withdrawn" not in desk.done("status", "--at", "2022-04-06")


def test_an_archived_copy_is_cited_by_its_digest(desk: Desk) -> None:
    """--archived takes the SHA-256 of a file."""
    (desk.folder / "copy.html").write_bytes(b"abc")
    desk.done("source", "meduza", "--publisher", "Meduza", "--archived", "copy.html")
    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" in desk.done("show", "meduza")


def test_a_term_may_hold_commas_and_apostrophes(desk: Desk) -> None:
    """Commas within double quotes belong to the value; apostrophes are letters like others."""
    desk.done(
        "propose", "pact", "--by", "UKR", "--term", 'security-guarantees,trigger="war, or its neighbour\'s threat"'
    )
    (entry,) = [line for line in desk.record().splitlines() if '"pact"' in line]
    (term,) = json.loads(entry)["event"]["terms"]
    assert term["trigger"] == "war, or its neighbour's threat"


def test_a_decision_rule_goes_with_the_opening(desk: Desk) -> None:
    """--decide-by is recorded with the talks, as one thing done: once with an id, and shown on a dry run."""
    for name, rule, words in (
        ("a", "consensus", "consensus"),
        ("b", "threshold:3", "3"),
        ("c", "threshold:75%", "75"),
        ("d", "threshold:2/3", "2/3 of the negotiating parties"),
    ):
        command = ("open", f"talks-{name}", "Talks", "--decide-by", rule, "--id", "mine")
        assert desk.done(*command, "--dry-run").count("(not recorded: dry run)") == 2
        assert desk.done(*command) == desk.done(*command)
        (decided,) = [
            line for line in desk.done("--talks", f"talks-{name}", "status").splitlines() if "decided" in line
        ]
        assert words in decided


def test_a_set_of_parties_decides_once_they_are_there(desk: Desk) -> None:
    """A rule that names parties is set by decide, when the parties are at the talks."""
    said = desk.fails(2, "open", "more", "Talks", "--decide-by", "UKR+RUS")
    assert "--decide-by: the parties must be at the talks first, and then: talks decide UKR+RUS" in said
    assert "CHN is not at the talks by then" in desk.fails(4, "decide", "UKR+CHN")
    assert desk.done("decide", "UKR+RUS", "--on", "2022-03-29") == (
        "#9  29 Mar 2022  the talks decide by the agreement of UKR and RUS\n"
    )
    (decided,) = [line for line in desk.done("status").splitlines() if line.startswith("decided")]
    assert "UKR and RUS" in decided


@pytest.mark.parametrize("rule", ["lot", "threshold", "threshold:", "consensus:2", "UKR", ""])
def test_what_is_no_decision_rule_is_answered_with_those_there_are(desk: Desk, rule: str) -> None:
    """A rule that cannot be read is refused with the ways in which one is written."""
    said = desk.fails(2, "decide", rule)
    assert f"RULE: is consensus, threshold:3, threshold:75% or the parties, as UKR+RUS, not '{rule}'" in said


@pytest.mark.parametrize("rule", ["threshold:some", "threshold:0", "threshold:101%", "UKR+", "set:UKR+RUS"])
def test_a_decision_rule_whose_parts_do_not_fit_is_refused(desk: Desk, rule: str) -> None:
    """A number that is none and a code that is none are named."""
    assert "error: rule, " in desk.fails(2, "decide", rule)


def test_nothing_may_be_agreed_until_everything_is(desk: Desk) -> None:
    """--nothing-until-everything goes with any rule, at the opening and later; a rule without it ends it."""
    words = "; nothing is agreed until everything is agreed"
    opened = desk.done("open", "more", "Talks", "--nothing-until-everything")
    assert f"#2  the talks decide by consensus of the negotiating parties{words}\n" in opened
    opened = desk.done("open", "most", "Talks", "--decide-by", "threshold:2", "--nothing-until-everything", "--dry-run")
    assert f"#2  the talks decide by 2 of the negotiating parties{words}  (not recorded: dry run)\n" in opened
    ours = ("--talks", TALKS)
    assert words in desk.done(*ours, "decide", "threshold:75%", "--nothing-until-everything", "--on", "2022-03-30")
    assert words in desk.done(*ours, "status")
    assert words not in desk.done(*ours, "decide", "threshold:75%", "--on", "2022-03-31")
    assert words not in desk.done(*ours, "status")


def test_who_records_is_kept(desk: Desk) -> None:
    """The recorder is $TALKS_RECORDER, else the user."""
    desk.done("issue", "territory", "Territory", TALKS_RECORDER="Ben")
    assert "by Ben" in desk.done("show", "9")
    assert TALKS in desk.done("log")
