"""The journal: what people write, field by field, and what the program writes for them to read."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import every_kind
import pytest
from effort import examples
from hypothesis import example, given
from storing import DATES, STEPS, TEXTS, Step, export, fill, new_log, play, sample

from negotiation.domain.catalogue import EVENTS
from negotiation.domain.errors import ImportFailed, InputError
from negotiation.exchange import journal
from negotiation.log import NegotiationLog

FRAME = """
- {kind: talks-opened, title: Talks}
- {kind: party-joined, party: UKR, roles: negotiating}
- {kind: party-joined, party: RUS, roles: negotiating}
- {kind: proposal-tabled, on: 2022-03-29, proposal: neutral, by: UKR}
"""
"""How the journals of these tests begin: in lines 2 to 5."""


def refused(text: str) -> list[str]:
    """Return what is wrong with a journal by itself."""
    with pytest.raises(ImportFailed) as failed:
        journal.parse(text, "j.yaml")
    return [str(problem) for problem in failed.value.problems]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[NegotiationLog]:
    """Return a new, empty log."""
    with NegotiationLog.create(str(tmp_path / "a.db"), recorder="ada") as made:
        yield made


def recorded(log: NegotiationLog, text: str, talks: str = "ist") -> list[int]:
    """Record a journal, and return the numbers of the entries that are new."""
    from negotiation.talks import TalksLog

    return [entry.number for entry in TalksLog(log, talks).record_items(journal.parse(text, "j.yaml")).entries]


def exported(log: NegotiationLog) -> str:
    """Return the only talks of a log as a journal."""
    return journal.exported("ist", log.talks().entries())


@examples(0.5)
@given(steps=STEPS)
def test_a_journal_recorded_into_a_new_log_is_exported_as_the_same_text(steps: list[Step]) -> None:
    """Whatever a talks holds, recording its journal in a new log gives the same journal, and again changes nothing."""
    with TemporaryDirectory() as folder:
        with new_log(Path(folder) / "a.db") as first:
            play(fill(first), steps)
            text = exported(first)
        with new_log(Path(folder) / "b.db") as second:
            assert len(recorded(second, text)) > 0
            assert text == exported(second)
            assert recorded(second, text) == []


@examples(3)
@given(text=TEXTS, note=TEXTS, date=DATES)
@example(text="next\x85line", note="line\u2028and\u2029paragraph\nend", date="2022-03-29")
def test_any_text_is_written_so_that_it_is_read_to_the_letter(text: str, note: str, date: str) -> None:
    """Line ends, control characters, directions and quotes of a text survive the journal."""
    from datetime import UTC, datetime

    from negotiation.domain import build
    from negotiation.domain.record.entry import Entry
    from negotiation.domain.record.envelope import Envelope

    event = build.event("statement-recorded", {"speaker": "S", "text": text})
    envelope = Envelope(note=note, occurred=date, recorder="r", batch="b")
    entry = Entry("ist", 1, "e1", "ist/talks", 1, datetime(2022, 3, 29, tzinfo=UTC), envelope, event)
    (item,) = journal.parse(journal.exported("ist", [entry]), "j.yaml").items
    assert (event, envelope.claim()) == (item.event, item.claim)


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_can_be_written_and_read(kind: str) -> None:
    """An entry of every kind, with every field filled, is read from a journal as it was exported."""
    from datetime import UTC, datetime

    from negotiation.domain.record.entry import Entry

    event, envelope = every_kind.events()[kind], every_kind.envelope()
    entry = Entry("ist", 1, "e1", "ist/talks", 1, datetime(2022, 3, 29, tzinfo=UTC), envelope, event)
    (item,) = journal.parse(journal.exported("ist", [entry]), "j.yaml").items
    assert ("e1", event, envelope.claim()) == (item.id, item.event, item.claim)
    assert (envelope.handling(), envelope.override) == (item.handling, item.override)


def test_scalars_are_texts(log: NegotiationLog) -> None:
    """NO stays Norway, a date stays as it was written, and what is a number is one where a number belongs."""
    recorded(
        log,
        FRAME
        + "- {kind: party-joined, party: NO, roles: [observer]}\n"
        + "- {kind: statement-recorded, on: 2022-03-29, speaker: yes, text: 1_000, about: 'proposal:neutral'}\n"
        + "- {kind: position-taken, on: 2022-03-29, proposal: neutral, party: RUS, stance: studying, version: 1}\n",
    )
    joined, statement, position = (entry.event for entry in log.talks().entries()[4:])
    assert (joined.party, statement.speaker, statement.text, position.version) == ("NO", "yes", "1_000", 1)  # type: ignore[attr-defined]
    assert log.talks().entries()[5].envelope.occurred == "2022-03-29"


def test_recording_again_changes_nothing(log: NegotiationLog, tmp_path: Path) -> None:
    """Entries without an id derive one from what they say, so that a longer journal adds only what is new."""
    assert recorded(log, FRAME) == [1, 2, 3, 4]
    before = export(tmp_path / "a.db")
    assert recorded(log, FRAME) == []
    assert before == export(tmp_path / "a.db")
    assert recorded(log, f"{FRAME}- {{kind: issue-added, issue: bases, title: Bases}}\n") == [5]


def test_corrections_name_what_changes(log: NegotiationLog) -> None:
    """Several corrections of one entry, earlier in the same journal, add up, and can be recorded again."""
    text = FRAME + (
        "- {id: answer, kind: position-taken, on: 2022-03-29, proposal: neutral,\n"
        "   party: RUS, stance: opposes, version: 1}\n"
        "- {kind: entry-corrected, entry: answer, reason: misheard, set: {stance: studying}}\n"
        "- {kind: entry-corrected, entry: answer, reason: late, set: {on: 2022-03-30, note: by phone}}\n"
        "- {kind: entry-disputed, entry: answer, by: RUS, reason: never said, set: {stance: reserved}}\n"
    )
    assert list(range(1, 9)) == recorded(log, text)
    status = log.talks().entries()
    second, disputed = status[6].event, status[7].event
    assert (
        second.event.stance, second.claim.occurred, second.claim.note) == ("studying", "2022-03-30", "by phone")  # type: ignore[attr-defined]  # fmt: skip
    assert (disputed.event.stance, disputed.claim.note) == ("reserved", "by phone")  # type: ignore[attr-defined]
    log.talks().correct("answer", {"version": 1, "note": "by letter"}, reason="misread")
    assert recorded(log, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- {kind: proposal-tabeled}",
            "j.yaml:1: kind: there is no kind 'proposal-tabeled'; did you mean proposal-tabled",
        ),
        ("- {kind: [a]}", "j.yaml:1: kind: there is no kind '['a']'"),
        ("- {kind: {a: b}}", "j.yaml:1: kind: there is no kind"),
        ("- {title: x}", "j.yaml:1: kind: is needed"),
        ("- {kind: talks-resumed}", "j.yaml:1: on: is needed: when it happened"),
        ("- {kind: talks-resumed, on: 2022-02-30}", "j.yaml:1: on: '2022-02-30' does not exist"),
        ("- {kind: talks-resumed, on: 03/04/2022}", "j.yaml:1: on: '03/04/2022' can be read as 2022-04-03 or as"),
        ("- {kind: talks-resumed, on: 2022, reason: x}", "j.yaml:1: reason: there is no such field"),
        ("- {kind: talks-resumed, on: 2022, on: 2023}", "j.yaml:1: 'on' is given twice"),
        (
            "- {kind: proposal-referred, on: 2022, proposal: a, to-body: b, to_body: c}",
            "j.yaml:1: to_body: is given twice",
        ),
        ("- {kind: talks-resumed, on: 2022, marking: secret}", "j.yaml:1: marking: is one of TLP:CLEAR, TLP:GR"),
        ("- {kind: talks-resumed, on: 2022, override: [x]}", "j.yaml:1: override: "),
        ("- {kind: talks-resumed, on: 2022, override: {breaks: a}}", "j.yaml:1: override: "),
        ("- {kind: talks-resumed, on: 2022, id: a b}", "j.yaml:1: id: is an id of letters"),
        ("- {kind: talks-resumed, on: 2022, id: [a]}", "j.yaml:1: id: input should be a valid string"),
        ("- {kind: talks-resumed, on: 2022, set: {on: 2023}}", "j.yaml:1: set: belongs to entry-corrected and"),
        ("- {kind: entry-corrected, entry: a, reason: b, set: c}", "j.yaml:1: set: gives fields and their values"),
        ("- {kind: entry-corrected, entry: a, set: {on: 2022}}", "j.yaml:1: reason: is needed"),
        ("- {kind: entry-corrected, entry: a, reason: b, set: {}, claim: {}}", "j.yaml:1: set: is given beside"),
        ("- {kind: entry-corrected, entry: a, reason: b, more: c, set: {note: d}}", "j.yaml:1: more: there is no such"),
        ("- {kind: talks-resumed, on: 2022, grade: Z9}", "j.yaml:1: grade: is an Admiralty grade"),
        (
            "- {kind: talks-resumed, on: 2022, sources: [{source: a, page: 4}]}",
            "j.yaml:1: sources 1, page: there is",
        ),
        ("- kind", "j.yaml: item 1: an entry has fields, beginning with 'kind:', not 'kind'"),
        ("- []", "j.yaml:1: item 1: an entry has fields, beginning with 'kind:', not a list"),
        ("text", "j.yaml:1: a journal is a list of entries"),
        ("{talks: ist}", "j.yaml:1: a journal is a list of entries, or has talks: and entries:"),
        ("{talks: ist, title: T, entries: []}", "j.yaml:1: title: at its top a journal has talks: and entries: alone"),
        ("{talks: ist, entries: [], more: x}", "j.yaml:1: more: at its top a journal has talks: and"),
        ("{talks: [ist], entries: []}", "j.yaml:1: talks: input should be a valid string"),
        ("{talks: A/B, entries: []}", "j.yaml:1: talks: is written in small letters"),
        ("{talks: ist, entries: {kind: x}}", "j.yaml:1: a journal is a list of entries"),
    ],
)
def test_what_does_not_fit_is_named_by_line_and_field(text: str, expected: str) -> None:
    """Every entry that does not fit is named by its line, its field and what is wrong."""
    assert expected == refused(text)[0][: len(expected)]


def test_all_problems_are_listed() -> None:
    """One failing names every entry and every field that does not fit, in one go."""
    text = "- {kind: x}\n- {kind: talks-resumed, on: never, grade: 9, id: '!'}\n- y\n- {kind: party-joined}\n"
    assert [
        problem.removeprefix("j.yaml:").rsplit(": ", problem.count(": "))[0] + ": " + problem.split(": ")[1]
        if problem.startswith("j.yaml:") and problem[7].isdigit() else " item 3"
        for problem in refused(text)
    ] == ["1: kind", "2: on", "2: grade", "2: id", " item 3", "4: party", "4: roles"]  # fmt: skip


def test_the_same_entry_twice_is_refused() -> None:
    """An entry that a journal holds twice, on one line or on two, is refused: it may be a slip of the copying."""
    once = "{kind: talks-resumed, on: 2022}"
    assert len(refused(f"- {once}\n- {once}\n")) == 1
    assert len(refused(f"[{once}, {once}]")) == 1
    assert len(journal.parse(f"- {once}\n- {{kind: talks-resumed, on: 2022, id: b}}\n", "j.yaml").items) == 2


def test_references_to_nothing_and_broken_rules_are_named_by_line(log: NegotiationLog, tmp_path: Path) -> None:
    """Entries that refer to nothing, or that a rule refuses, are named by line, and nothing is recorded."""
    for line, what in (
        ("{kind: position-taken, on: 2022-03-29, proposal: neutrl, party: RUS, stance: opposes, version: 1}", "neutrl"),
        ("{kind: entry-retracted, entry: nothing, reason: x}", "nothing"),
        ("{kind: talks-resumed, on: 2022-03-29, sources: nobody}", "nobody"),
        ("{kind: statement-recorded, on: 2022-03-29, speaker: a, text: b, about: 'entry:nothing'}", "nothing"),
        ("{kind: position-taken, on: 2022-03-29, proposal: neutral, party: FRA, stance: opposes, version: 1}", "FRA"),
        ("{kind: entry-corrected, entry: tabled, reason: x, set: {stance: opposes}}", "stance"),
        ("{kind: entry-corrected, entry: tabled, reason: x, set: {on: never}}", "never"),
    ):
        text = FRAME.replace("{kind: proposal-tabled", "{id: tabled, kind: proposal-tabled")
        with pytest.raises(ImportFailed, match=f"j.yaml:6: .*{what}"):
            recorded(log, f"{text}- {line}\n")
    assert export(tmp_path / "a.db") == b""


def test_a_journal_of_other_talks_is_refused(tmp_path: Path) -> None:
    """A journal that names its talks is recorded in those only."""
    with NegotiationLog.open(str(sample(tmp_path / "a.db"))) as log, pytest.raises(InputError, match="minsk"):
        recorded(log, "{talks: minsk, entries: [{kind: talks-resumed, on: 2022}]}")


def test_an_empty_journal_records_nothing(log: NegotiationLog) -> None:
    """A journal without entries is no error."""
    for text in ("", "# only a remark\n", "talks: ist\nentries:\n", "[]"):
        assert recorded(log, text) == []


@pytest.mark.parametrize("said", ["pledge-made, by: RUS, text: We leave", "pledge-linked"])
def test_what_a_pledge_is_given_for_is_refused_as_it_was_written(said: str) -> None:
    """It says itself of which sort it is; nobody wrote that it is an entry."""
    line = f"- {{kind: {said}, on: 2022-03-01, pledge: leave, in-exchange-for: "
    with pytest.raises(ImportFailed) as caught:
        journal.parse(line + "stay}", "deal.yaml")
    assert "in_exchange_for 1: is a pledge or a proposal, such as pledge:lift-sanctions, not 'stay'" in str(
        caught.value
    )
    (item,) = journal.parse(line + "pledge:stay}", "deal.yaml").items
    assert item.event
    assert ("pledge:stay",) == getattr(item.event, "in_exchange_for", None)
