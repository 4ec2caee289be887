"""Markings are inherited by what is about a marked entry or thing, and lowered only with a reason."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from negotiation import NegotiationLog, TalksLog
from negotiation.domain.circles import Circles, circle_of
from negotiation.domain.errors import LowersMarking, NegotiationError
from negotiation.domain.record.annotations import EntryDisputed
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.event import Event
from negotiation.domain.record.unread import Unread
from negotiation.domain.talks.events import EntriesHashed, RecordDisclosed
from negotiation.domain.visible import Reader, visible_record
from negotiation.markings import above_public, labels, schemes, strictest, strictness, written
from negotiation.store.codec import decode, encode
from negotiation.writing import Details

ON = "2022-03-01"


def _begun(folder: str | Path) -> TalksLog:
    talks = NegotiationLog.create(str(Path(folder) / "talks.db"), recorder="ana").open_talks("river", "The river")
    talks.party("UKR", "RUS", roles=["negotiating"])
    talks.source("agent", "An agent", marking="TLP:RED")
    talks.propose("ferry", by=["UKR"], provisions=[{"number": "1", "text": "A ferry"}], on=ON)
    talks.propose("dam", by=["UKR"], provisions=[{"number": "1", "text": "No dam"}], on=ON, marking="TLP:AMBER")
    return talks


@pytest.fixture
def talks(tmp_path: Path) -> TalksLog:
    """Return talks with a red source, an open proposal (#5) and one marked amber (#6)."""
    return _begun(tmp_path)


Step = Callable[[TalksLog, int, str | None], Any]
STEPS: tuple[Step, ...] = (
    lambda t, _, m: t.respond("dam", by=["RUS"], stance="studying", on=ON, marking=m),
    lambda t, _, m: t.respond("ferry", by=["RUS"], stance="opposes", on=ON, sources="agent", marking=m),
    lambda t, _, m: t.revise(
        "dam", by=["UKR"], provisions=[{"number": "1", "text": "Less of a dam"}], on=ON, marking=m
    ),
    lambda t, _, m: t.revise(
        "ferry", by=["UKR"], provisions=[{"number": "1", "text": "Two ferries"}], on=ON, marking=m
    ),
    lambda t, _, m: t.link("ferry", "in-exchange-for", "dam", on=ON, marking=m),
    lambda t, n, m: t.dispute(f"#{n}", by="RUS", reason="not so", marking=m),
    lambda t, n, m: t.correct(f"#{n}", {"note": f"note {n}"}, reason="more", marking=m),
    lambda t, n, m: t.retract(f"#{n}", reason="wrong", marking=m),
    lambda t, n, m: t.re_mark(f"#{n}", m or "public", reason="as asked"),
    lambda t, n, m: t.say("Ann", f"About {n}", about=[f"#{n}"], on=ON, marking=m),
    lambda t, n, _: t.dispute(f"#{n}", by="RUS", reason="no", marking="public", lowered="it is known"),
    lambda t, n, m: t.undo(f"#{n}", marking=m),
)
"""What can be recorded about something, given the number of an entry and a marking."""
calls = st.tuples(st.sampled_from(range(len(STEPS))), st.integers(1, 12), st.sampled_from((None, None, *labels()[:5])))


@examples(0.5)
@given(st.lists(calls, min_size=4, max_size=9))
def test_nothing_about_a_marked_entry_is_marked_lower_unless_it_says_why(
    steps: list[tuple[int, int, str | None]],
) -> None:
    """By whichever way it is decided: the circle of an entry is no wider than that of what it is about."""
    with TemporaryDirectory() as folder:
        found = _begun(folder)
        for step, number, marking in steps:
            try:
                STEPS[step](found, number, marking)
            except NegotiationError:
                continue
        entries = found.entries()
        found.log.close()
    for place, entry in enumerate(entries):
        about = Circles(entries[:place]).about(entry.event, entry.envelope)
        assert entry.envelope.lowered or circle_of(entry.envelope).within(about), (entry, about)


def test_what_is_about_a_marked_thing_inherits(talks: TalksLog) -> None:
    """A position on a marked proposal, and what cites a marked source, are marked as these are."""
    (position,) = talks.respond("dam", by=["RUS"], stance="opposes", on=ON)
    (citing,) = talks.respond("ferry", by=["RUS"], stance="opposes", on=ON, sources="agent")
    (other,) = talks.respond("ferry", by=["RUS"], stance="supports", on=ON)
    assert ["TLP:AMBER", "TLP:RED", "public"] == [one.envelope.marking for one in (position, citing, other)]


def test_what_was_raised_since_is_inherited_as_it_is_by_now(talks: TalksLog) -> None:
    """A proposal raised later makes what is said of it, and of what was said of it before, as strict."""
    (position,) = talks.respond("ferry", by=["RUS"], stance="opposes", on=ON)
    talks.re_mark("#5", "TLP:RED", reason="a mistake")
    (later,) = talks.respond("ferry", by=["RUS"], stance="studying", on=ON)
    (dispute,) = talks.dispute(position.id, by="UKR", reason="not so")
    assert ["public", "TLP:RED", "TLP:RED"] == [one.envelope.marking for one in (position, later, dispute)]
    talks.re_mark("#5", "TLP:GREEN", reason="half of a mistake")
    (last,) = talks.respond("ferry", by=["RUS"], stance="supports", on=ON)
    assert "TLP:GREEN" == last.envelope.marking


def test_compartments_and_attribution_are_inherited(talks: TalksLog) -> None:
    """What is said of an entry is in its compartments, and is no more to be attributed than it."""
    (said,) = talks.say("Ann", "Yes", on=ON, compartments="room", attribution="none")
    (wrong,) = talks.correct(said.id, {"text": "No"}, reason="misheard")
    assert (("room",), "none") == (wrong.envelope.compartments, wrong.envelope.attribution)


def test_a_position_on_a_version_that_is_hidden_is_as_the_version(talks: TalksLog) -> None:
    """A revision may be for fewer people than the version before it; what is said of it then, too."""
    talks.revise("ferry", by=["UKR"], provisions=[{"number": "1", "text": "Two ferries"}], on=ON, marking="TLP:GREEN")
    (first,) = talks.respond("ferry", by=["RUS"], stance="opposes", on=ON, version=1)
    (second,) = talks.respond("ferry", by=["RUS"], stance="opposes", on=ON)
    assert ["public", "TLP:GREEN"] == [one.envelope.marking for one in (first, second)]


def test_a_version_that_was_taken_back_hides_none_after_it(talks: TalksLog) -> None:
    """A red revision that was undone is no version: what is revised next goes on from the one before it."""
    talks.revise("ferry", by=["UKR"], provisions=[{"number": "1", "text": "Two ferries"}], on=ON, marking="TLP:RED")
    talks.undo()
    (next_,) = talks.revise("ferry", by=["UKR"], provisions=[{"number": "1", "text": "Three ferries"}], on=ON)
    assert "public" == next_.envelope.marking
    press = visible_record(talks.entries(), Reader("TLP:CLEAR", audience="press"))
    assert next_.id in [entry.id for entry in press]


def test_what_is_said_of_a_hidden_version_is_hidden_however_it_is_marked(talks: TalksLog) -> None:
    """A position on a red version, marked lower with a reason, would tell of the version; so would what is about it."""
    talks.revise("ferry", by=["UKR"], provisions=[{"number": "1", "text": "Two ferries"}], on=ON, marking="TLP:RED")
    (position,) = talks.respond(
        "ferry", by=["RUS"], stance="opposes", version=2, on=ON, marking="TLP:CLEAR", lowered="it was said in public"
    )
    (dispute,) = talks.dispute(position.id, by="UKR", reason="not so", marking="TLP:CLEAR")
    (again,) = talks.dispute(dispute.id, by="RUS", reason="it is so", marking="TLP:CLEAR")
    assert {"TLP:CLEAR"} == {one.envelope.marking for one in (position, dispute, again)}
    seen = {entry.id for entry in visible_record(talks.entries(), Reader("TLP:CLEAR"))}
    assert not seen & {position.id, dispute.id, again.id}
    assert {position.id, again.id} <= {entry.id for entry in visible_record(talks.entries(), Reader("TLP:RED"))}


@pytest.mark.parametrize("clearance", [*labels(), "COSMIC"])
def test_what_nobody_can_judge_is_hidden_from_everybody(talks: TalksLog, clearance: str) -> None:
    """An entry that cannot be read may be anything, and a label that no scheme has may be for anybody."""
    (said, other, last) = (talks.say("Ann", text, on=ON)[0] for text in ("one", "two", "three"))
    entries = [
        replace(entry, event=Unread(stored_kind="of-tomorrow", why="it is of a later version"))
        if entry.id == said.id
        else replace(entry, envelope=replace(entry.envelope, marking="COSMIC"))
        if entry.id == other.id
        else entry
        for entry in talks.entries()
    ]
    seen = {entry.id for entry in visible_record(entries, Reader(clearance))}
    assert {last.id} == seen & {said.id, other.id, last.id}


@pytest.mark.parametrize("clearance", ["COSMIC", "green", ""])
def test_a_clearance_that_no_scheme_has_opens_nothing(talks: TalksLog, clearance: str) -> None:
    """It is taken for the least, and not for the highest as an unknown label is: only what is public is seen."""
    (hidden,) = talks.say("Ann", "in confidence", on=ON, marking="TLP:GREEN")
    (shown,) = talks.say("Ann", "to all", on=ON)
    seen = {entry.id for entry in visible_record(talks.entries(), Reader(clearance))}
    assert (hidden.id in seen, shown.id in seen) == (False, True)


def test_what_counts_all_entries_is_for_those_who_see_all(talks: TalksLog) -> None:
    """A hash of the whole record, and what was left out of a copy, tell how much there is."""
    told = talks.entries()
    counting: tuple[Event, ...] = (
        EntriesHashed(entries=9, root="0" * 64),
        RecordDisclosed(entries=9, root="0" * 64, audience="press"),
    )
    of_all = [replace(told[0], id=f"counts-{n}", number=len(told) + 1 + n, event=e) for n, e in enumerate(counting)]
    assert told == visible_record([*told, *of_all], Reader("TLP:RED"))


def test_who_did_what_is_not_to_be_attributed_is_told_nobody_outside(talks: TalksLog) -> None:
    """Of an act that is not to be attributed nothing would be left: it is hidden outside, and shown inside."""
    (position,) = talks.respond("ferry", by=["RUS"], stance="opposes", on=ON, attribution="none")
    assert position.id not in {e.id for e in visible_record(talks.entries(), Reader("TLP:RED", audience="press"))}
    assert position.id in {e.id for e in visible_record(talks.entries(), Reader("TLP:RED"))}


def _for_the_press(talks: TalksLog) -> dict[str, Entry]:
    return {entry.id: entry for entry in visible_record(talks.entries(), Reader("TLP:RED", audience="press"))}


@pytest.mark.parametrize("account", [{}, {"note": "otherwise"}])
def test_who_disputes_what_is_not_to_be_attributed_is_told_nobody_outside(
    talks: TalksLog, account: dict[str, str]
) -> None:
    """Of a dispute outside no party is named where nobody is to be, and no person where the party is."""
    told = {
        (by, attribution): talks.dispute("#1", account=account, by=by, reason="no", attribution=attribution)[0].id
        for by in ("RUS", "Ann")
        for attribution in ("named", "office", "party", "none")
    }
    seen = _for_the_press(talks)
    named = {case: event.by for case, id_ in told.items() if isinstance(event := seen[id_].event, EntryDisputed)}
    withheld = {("RUS", "none"), ("Ann", "office"), ("Ann", "party"), ("Ann", "none")}
    assert named == {case: "withheld" if case in withheld else case[0] for case in told}


def test_of_a_verdict_outside_only_a_party_is_named(talks: TalksLog) -> None:
    """What a person saw or judged, which is to be attributed to a party, says nothing without who it was."""
    talks.pledge("boats", by=["UKR"], text="Two boats", on=ON)
    told = {}
    for by in ("RUS", "Ann"):
        details: Details = {"on": ON, "attribution": "party"}
        told[by] = [
            *talks.clarify("boats", by=by, baseline="none", **details),
            *talks.observe("boats", "One boat", by=by, **details),
            *talks.assess("boats", "partial", by=by, **details),
        ]
    seen = _for_the_press(talks)
    assert [True] * 3 == [entry.id in seen for entry in told["RUS"]]
    assert [False] * 3 == [entry.id in seen for entry in told["Ann"]]


def test_a_party_of_whom_few_know_is_named_to_nobody_else_in_any_place(talks: TalksLog) -> None:
    """Who disputes, who speaks and who asserts may be a marked party: it is marked as that, or left out."""
    talks.party("FRA", roles=["observer"], marking="TLP:RED")
    told = [
        *talks.dispute("#5", by="FRA", reason="no"),
        *talks.dispute("#5", account={"note": "otherwise"}, by="FRA", reason="no"),
        *talks.say("FRA", "No", on=ON),
        *talks.say("Ann", "No", says="FRA", on=ON),
    ]
    assert ["TLP:RED"] * 4 == [entry.envelope.marking for entry in told]
    lowered = [
        *talks.dispute("#5", by="FRA", reason="no", marking="clear", lowered="said in public"),
        *talks.dispute("#5", account={"note": "x"}, by="FRA", reason="no", marking="clear", lowered="said in public"),
        *talks.say("FRA", "It is no", on=ON, marking="clear", lowered="said in public"),
        *talks.say("Ann", "It is no", says="FRA", on=ON, marking="clear", lowered="said in public"),
    ]
    seen = visible_record(talks.entries(), Reader("TLP:GREEN"))
    assert not any(b"FRA" in encode(entry.envelope, entry.event, entry.format) for entry in seen)
    assert [lowered[-1].id] == [entry.id for entry in seen if entry.id in {one.id for one in (*told, *lowered)}]


def test_lowering_takes_a_reason_and_shows_it(talks: TalksLog) -> None:
    """A lower marking takes a reason, which is shown; a reason is refused where nothing is lowered."""
    with pytest.raises(LowersMarking, match="what it is about is marked TLP:AMBER, and TLP:GREEN is lower"):
        talks.respond("dam", by=["RUS"], stance="opposes", on=ON, marking="TLP:GREEN")
    talks.respond("dam", by=["RUS"], stance="opposes", on=ON, marking="green", lowered="it was said to the press")
    line = talks.as_of().timeline().lines[-1]
    assert "TLP:GREEN" == line.marking
    assert "marked lower than what it is about: it was said to the press" in line.marks
    with pytest.raises(NegotiationError, match="lowered: is not needed"):
        talks.respond("ferry", by=["RUS"], stance="opposes", on=ON, marking="green", lowered="why")


def test_why_what_is_said_of_an_entry_is_marked_lower_is_shown(talks: TalksLog) -> None:
    """A correction, or another entry about an entry, that was marked lower than that says so wherever it is shown."""
    (hidden,) = talks.say("Brun", "Nothing below the dam.", party="RUS", on=ON, marking="TLP:RED")
    (corrected,) = talks.correct(
        f"#{hidden.number}", {"text": "Nothing."}, reason="asked", marking="green", lowered="they agreed"
    )
    words = "marked lower than what it is about: they agreed"
    assert words in talks.as_of().show(f"#{corrected.number}").line.marks  # type: ignore[union-attr]
    (recorded,) = [line for line in talks.as_of().record().lines if line.number == corrected.number]
    assert words in recorded.marks


def test_run_again_it_finds_what_it_recorded(talks: TalksLog) -> None:
    """A retry with an id of its own does not stumble over what it inherited."""
    first = talks.respond("dam", by=["RUS"], stance="opposes", on=ON, id="mine")
    assert first == talks.respond("dam", by=["RUS"], stance="opposes", on=ON, id="mine")


def test_the_words_of_before_are_taken_in_every_scheme(talks: TalksLog) -> None:
    """Other schemes' labels are refused in talks that chose another; the three words never are."""
    (said,) = talks.say("Ann", "Yes", on=ON, marking="confidential")
    assert "confidential" == said.envelope.marking
    with pytest.raises(NegotiationError, match="in these talks"):
        talks.say("Ann", "Yes", on=ON, marking="UN CONFIDENTIAL")
    ranked = talks.log
    assert isinstance(ranked, NegotiationLog)
    other = ranked.open_talks("lake", "The lake", markings="un-2007")
    (said,) = other.say("Ann", "Yes", on=ON, marking="un confidential")
    assert "UN CONFIDENTIAL" == said.envelope.marking


def test_labels_are_in_one_order_and_an_unknown_one_is_the_highest() -> None:
    """TLP is in the order of its circles; what no scheme has is stricter than all; words name labels loosely."""
    tlp = [one.label for one in schemes()["tlp-2.0"].labels]
    assert ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"] == tlp == sorted(tlp, key=strictness)
    assert "COSMIC" == strictest([*labels(), "COSMIC"])
    assert above_public("COSMIC")
    assert ["TLP:AMBER+STRICT", "TLP:RED"] == [written("amber+strict"), written(" tlp:red")]
    with pytest.raises(ValueError, match="is one of TLP:CLEAR"):
        written("ultra")


OLD = (
    b'{"format":2,"envelope":{"recorder":"ana","batch":"b","marking":"restricted","sources":[],"occurred":"2022-03-01"},'
    b'"event":{"kind":"statement-recorded","speaker":"A","text":"x","about":[]}}'
)
NEW = OLD.replace(b'"restricted"', b'"COSMIC","compartments":["room"],"attribution":"party","lowered":"why"')


@pytest.mark.parametrize("stored", [OLD, NEW], ids=["before", "since"])
def test_stored_bytes_are_read_as_they_were_written(stored: bytes) -> None:
    """What an earlier version stored reads as it did; what is not given is not stored; a label of nobody's is kept."""
    record = decode("statement-recorded", stored, 1)
    again = decode("statement-recorded", encode(record.envelope, record.event), 1)
    assert record == again
    assert (b"compartments" in stored) == (b"compartments" in encode(record.envelope, record.event))
    assert (record.envelope.marking, record.envelope.compartments) in (("restricted", None), ("COSMIC", ("room",)))
