"""One dialect: what an option takes, a field of a journal takes, and records the same."""

import json
from pathlib import Path

import pytest
from commandline import Desk, at_work

SAME = (
    (
        (
            "propose",
            "pact",
            "--by",
            "UKR,RUS",
            "--to",
            "TUR",
            "--on",
            "29 March 2022",
            "--provision",
            "1=Free",
            "--term",
            'neutral-status,permanent=yes,detail="in peace, and war"',
            "--text",
            "On both coasts",
            "--in-exchange-for",
            "neutral-status",
            "--valid-until",
            "2022-21",
        ),
        (
            "kind: proposal-tabled, proposal: pact, by: 'UKR,RUS', to: TUR, on: 29 March 2022, provision: 1=Free, "
            "term: 'neutral-status,permanent=yes,detail=\"in peace, and war\"', text: On both coasts, "
            "in-exchange-for: neutral-status, valid-until: 2022-21"
        ),
    ),
    (
        (
            "respond",
            "neutral-status",
            "--by",
            "TUR",
            "--stance",
            "supports-if",
            "--if",
            "proposal:security-guarantees",
            "--on",
            "2022-03-30",
            "--source",
            "agencies-0330@p 2",
            "--quote",
            "we may",
            "--quote-language",
            "en",
        ),
        (
            "kind: position-taken, proposal: neutral, by: TUR, stance: supports-if, if: 'proposal:security', "
            "on: 2022-03-30, "
            "source: agencies-0330@p 2, quote: we may, quote-language: en"
        ),
    ),
    (
        ("say", "A", "hm", "--about", "neutral", "--about", "#7", "--on", "2022-03-30 10:00"),
        "kind: statement-recorded, speaker: A, text: hm, about: [neutral, '#7'], on: 2022-03-30 10:00",
    ),
    (
        (
            "amend",
            "neutral-status",
            "a",
            "--by",
            "TUR",
            "--provision",
            "1=New",
            "--drop",
            "2",
            "--on",
            "2022-03-30",
            "--override",
            "so",
        ),
        (
            "kind: amendment-moved, of: neutral-status, proposal: a, by: TUR, provision: 1=New, drop: '2', "
            "on: 2022-03-30, override: so"
        ),
    ),
    (
        (
            "vote",
            "neutral-status",
            "--for",
            "2",
            "--against",
            "1",
            "--abstain",
            "0",
            "--by-party",
            "UKR=for",
            "--in-body",
            "TUR",
            "--adopted",
            "--on",
            "2022-03-30",
            "--override",
            "so",
        ),
        (
            "kind: vote-held, proposal: neutral-status, for: 2, against: 1, abstain: 0, by-party: UKR=for, "
            "in-body: TUR, adopted: yes, on: 2022-03-30, override: so"
        ),
    ),
    (
        ("say", "A", "hm", "--quote", "хм", "--quote-language", "uk", "--on", "2022"),
        "kind: statement-recorded, speaker: A, text: hm, on: 2022, quote: хм, quote-language: uk",
    ),
    (("decide", "UKR+RUS"), "kind: decision-rule-set, rule: UKR+RUS"),
    (("decide", "threshold:66.7%"), "kind: decision-rule-set, rule: 'threshold:66.7%'"),
    (("party", "UKR", "--weight", "votes=3/15"), "kind: party-weight-set, party: UKR, weight: votes=3/15"),
    (
        (
            "act",
            "neutral-status",
            "initialled",
            "--by",
            "UKR+RUS",
            "--effect",
            "2023",
            "--on",
            "2022-03-30",
            "--override",
            "they did",
        ),
        (
            "kind: formal-act-done, proposal: neutral-status, act: initialled, by: UKR+RUS, effect: 2023, "
            "on: 2022-03-30, override: they did"
        ),
    ),
)
"""Commands, each with the entry of a journal that says the same in the same words."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def _last(desk: Desk) -> str:
    """Return the last entry of the log as a journal, without its id."""
    written = desk.done("export", "--format", "yaml").rpartition("\n- id: ")[2]
    return written.partition("\n")[2]


@pytest.mark.parametrize(("command", "entry"), SAME, ids=lambda value: value[0] if isinstance(value, tuple) else "")
def test_a_field_takes_what_an_option_takes(desk: Desk, tmp_path: Path, command: tuple[str, ...], entry: str) -> None:
    """An entry of a journal in the words of a command is the entry that the command records."""
    (tmp_path / "other").mkdir()
    other = at_work(tmp_path / "other")
    desk.done(*command)
    (other.folder / "j.yaml").write_text(f"- {{{entry}}}\n", encoding="utf-8")
    other.done("record", "j.yaml")
    assert _last(desk) == _last(other)


def _journal(desk: Desk, *entries: str) -> str:
    (desk.folder / "j.yaml").write_text("".join(f"- {{{entry}}}\n" for entry in entries), encoding="utf-8")
    return desk.done("record", "j.yaml")


POSITION = "kind: position-taken, proposal: neutral-status, party: TUR, stance"
REVISED = "kind: proposal-revised, proposal: neutral-status, by: UKR, provision: 1=New"


def test_the_version_is_the_one_on_the_table_at_the_date(desk: Desk) -> None:
    """A version that is not named is the one at the date of the entry, by the log and by what stands above it."""
    entries = (
        f"{REVISED}, on: 2022-04-02",
        f"{POSITION}: opposes, on: 2022-03-31",
        f"{POSITION}: supports, on: 2022-04-03",
    )
    assert [
        "#9  2 Apr 2022  UKR revised neutral-status (version 2)",
        "#10  31 Mar 2022  TUR opposes neutral-status (version 1)",
        "#11  3 Apr 2022  TUR supports neutral-status (version 2)",
    ] == _journal(desk, *entries).splitlines()
    assert "(version 2)" in desk.done("record", "position-taken", "proposal=neutral-status", "party=TUR",
                                      "stance=opposes", "on=2022-04-04")  # fmt: skip


def test_a_version_that_was_worked_out_stays_what_it_was(desk: Desk) -> None:
    """Recorded again after a revision came to be known of, an entry is the same, and recorded once."""
    taken = f"{POSITION}: supports, on: 2022-04-03"
    assert "(version 1)" in _journal(desk, taken)
    desk.done("revise", "neutral-status", "--by", "UKR", "--provision", "1=New", "--on", "2022-04-02")
    assert "" == _journal(desk, taken)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("kind: proposal-tabled, proposal: p, by: UKR, on: 2022, term: nosuch", "there is no kind 'nosuch'"),
        ("kind: proposal-tabled, proposal: p, by: UKR, on: 2022, term: 'neutral-status,x'", "'x' is no FIELD=VALUE"),
        ("kind: proposal-tabled, proposal: p, by: UKR, on: 2022, provisions: words", "'words' is no N=TEXT"),
        ("kind: statement-recorded, speaker: A, text: x, on: 2022, quote-language: uk", "give the quote, too"),
        (
            "kind: decision-rule-set, rule: nosuch",
            "rule, kind: is one of consensus, named-set, threshold",
        ),
    ],
)
def test_what_has_not_the_form_of_an_option_is_refused(desk: Desk, entry: str, said: str) -> None:
    """A value in neither form is named with its line and field."""
    (desk.folder / "j.yaml").write_text(f"- {{{entry}}}\n", encoding="utf-8")
    assert said in desk.fails(1, "record", "j.yaml")


def test_a_quote_is_of_the_source_that_is_named_or_as_it_was_heard(desk: Desk) -> None:
    """Beside a source in one word it is of that source; beside none, or one that is written out, it was heard."""
    said = "kind: statement-recorded, speaker: Brun, on: 2022-03-30, quote: so, quote-language: en, text"
    _journal(
        desk,
        f"{said}: One, source: agencies-0330@p 2",
        f"{said}: Two",
        f"{said}: Three, sources: [{{source: agencies-0330, quote: as printed}}]",
    )
    told = [json.loads(line)["envelope"] for line in desk.record().splitlines()[-3:]]
    assert [("so", None), (None, "so"), ("as printed", "so")] == [
        (one["sources"][0].get("quote") if one.get("sources") else None, one.get("quote")) for one in told
    ]


PAWS = "kind: statement-recorded, speaker: Brun, party: TUR, on: 2022-03-30, text"


def test_a_mended_journal_names_what_its_entries_look_like(desk: Desk) -> None:
    """Of a journal that was recorded and mended, what looks like an entry that stands is recorded only with --new."""
    other = f"{PAWS}: We shall see."
    _journal(desk, f"{PAWS}: We need paws now.", other, f"{POSITION}: opposes, on: 2022-03-30")
    mended = (f"{PAWS}: We need a pause now.", other, f"{POSITION}: supports, on: 2022-03-30")
    (desk.folder / "j.yaml").write_text("".join(f"- {{{entry}}}\n" for entry in mended), encoding="utf-8")
    said = desk.fails(4, "record", "j.yaml")
    assert [
        "error: j.yaml:1: looks like #9, in other words: Brun (TUR): “We need paws now.”",
        "error: j.yaml:3: looks like #11, in other words: TUR opposes neutral-status (version 1)",
    ] == said.splitlines()[:2]
    assert "--new" in said
    assert ["#12", "#13"] == [line.split()[0] for line in desk.done("record", "j.yaml", "--new").splitlines()]


def test_words_that_were_mended_in_their_capitals_are_the_same_words(desk: Desk) -> None:
    """What shouts and what does not is told apart by nothing else."""
    _journal(desk, f"{PAWS}: WE NEED PAWS NOW")
    (desk.folder / "j.yaml").write_text(f"- {{{PAWS}: We need a pause now}}\n", encoding="utf-8")
    assert "looks like #9, in other words" in desk.fails(4, "record", "j.yaml")


@pytest.mark.parametrize(
    "entry",
    [
        f"id: other, {PAWS}: We need a pause now.",  # it has an id of its own
        f"{PAWS}: Let us meet again in May.",  # somebody may say much on a day
        f"{PAWS.replace('2022-03-30', '2022-03-31')}: We need paws now.",
        f"{PAWS.replace('Brun', 'Kern')}: We need paws now.",
        f"{PAWS}: 'We need paws now.', about: neutral-status",
    ],
)
def test_what_is_another_entry_is_recorded(desk: Desk, entry: str) -> None:
    """What differs in more than its words, or has an id of its own, is another entry."""
    _journal(desk, f"{PAWS}: We need paws now.")
    assert "#10" in _journal(desk, entry)


def test_what_was_taken_back_stands_in_nobodys_way(desk: Desk) -> None:
    """A journal may be mended by taking back what it recorded, and recording it again."""
    _journal(desk, f"{PAWS}: We need paws now.")
    desk.done("undo")
    assert "#11" in _journal(desk, f"{PAWS}: We need a pause now.")
