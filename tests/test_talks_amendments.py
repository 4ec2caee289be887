"""Setting the record right from Python: correct, retract, dispute, mark anew, undo."""

from functools import partial

import pytest
from refused import refusals

from negotiation import NegotiationError, TalksLog, reports
from negotiation.domain.errors import HistoryConflict, IdReused, InvalidInput, NotFound, TakenBack
from negotiation.domain.record.annotations import EntryCorrected, EntryDisputed
from negotiation.domain.talks.events import StatementRecorded


def present(journal: TalksLog) -> list[int]:
    """Return the numbers of the entries that stand, without the frame."""
    return [line.number for line in journal.as_of().timeline().lines if line.number > 4]


def test_a_correction_is_written_out_from_the_fields_that_change(journal: TalksLog) -> None:
    """A correction names the fields that read otherwise; the others stay as they read by then.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, to: RUS, title: A, note: first}
    """
    journal.correct("#5", {"title": "B", "on": "2022-03-02"}, reason="misread")
    (entry,) = journal.correct("#5", {"to": ["TUR"], "note": None}, reason="again")
    assert isinstance(entry.event, EntryCorrected)
    status = journal.as_of().status().proposals[0]
    assert ("B", ("TUR",), "2022-03-02") == (status.title, status.addressees, status.formal.since)
    assert None is journal.as_of().timeline().lines[-1].note


@pytest.mark.parametrize(("field", "why"), [("titel", "there is no such field"), ("on", "can be read as")])
def test_a_change_that_does_not_fit_is_refused(journal: TalksLog, field: str, why: str) -> None:
    """A field that the entry does not have, or a value that it cannot hold, is named.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    with pytest.raises(InvalidInput, match=why) as caught:
        journal.correct("#5", {field: "03/04/2026"}, reason="misread")
    assert [field] == [problem.field for problem in caught.value.problems]


def test_a_correction_cannot_cite_what_is_not_there(journal: TalksLog) -> None:
    """A source that was never registered cannot come in by a correction.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    with pytest.raises(NotFound, match="there is no source 'wire'"):
        journal.correct("#5", {"sources": ["wire"]}, reason="read it")


def test_a_correction_can_be_corrected(journal: TalksLog) -> None:
    """The reason of a correction is mended like any field.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, title: A}
    """
    journal.correct("#5", {"title": "B"}, reason="misraed")
    journal.correct("#6", {"reason": "misread"}, reason="a typo in the reason")
    assert "B" == journal.as_of().status().proposals[0].title


def test_a_dispute_may_tell_another_account(journal: TalksLog) -> None:
    """A dispute stands alone, or with the fields that its author tells otherwise.

    - {kind: statement-recorded, on: 2022-03-29, speaker: Fomin, party: RUS, text: We will reduce.}
    """
    (bare,) = journal.dispute("#5", by="USA", reason="not a withdrawal")
    (told,) = journal.dispute("#5", by="CGTN", reason="the day", account={"on": "2022-03-30"})
    assert isinstance(bare.event, EntryDisputed)
    assert isinstance(told.event, EntryDisputed)
    assert (None, None) == (bare.event.event, bare.event.claim)
    assert isinstance(told.event.event, StatementRecorded)
    assert told.event.claim
    assert ("We will reduce.", "2022-03-30") == (told.event.event.text, told.event.claim.occurred)


def test_marking_anew_takes_a_marking_of_its_own(journal: TalksLog) -> None:
    """A re-marking changes who may see the entry; what it is marked itself is said apart.

    - {kind: statement-recorded, on: 2022-03-29, speaker: S, text: T}
    """
    (entry,) = journal.re_mark("#5", "confidential", reason="asked", marking="restricted", lowered="no secret")
    assert ("restricted", "confidential") == (
        entry.envelope.marking, journal.as_of().timeline().lines[-1].marking
    )  # fmt: skip


def test_undo_takes_back_the_last_batch_and_brings_it_back(journal: TalksLog) -> None:
    """Undoing takes back all of what one command recorded, the latest first; undoing that brings it back.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    journal.respond("treaty", by=["RUS", "TUR"], stance="studying", on="2022-03-02")
    undone = journal.undo()
    assert ["#7", "#6"] == [f"#{journal.entries()[int(n) - 1].number}" for n in (7, 6)]
    assert [journal.entries()[6].id, journal.entries()[5].id] == [entry.event.entry for entry in undone]  # type: ignore[attr-defined]
    assert [5] == present(journal)
    journal.undo()
    assert [5, 6, 7] == present(journal)
    journal.undo()
    assert [5] == present(journal)


def test_undo_takes_back_the_batch_of_an_entry(journal: TalksLog) -> None:
    """An earlier batch is named by any of its entries.

    - {kind: statement-recorded, on: 2022-03-01, speaker: S, text: before}
    """
    journal.party("BLR", "USA", roles=["observer"], on="2022-03-01")
    journal.say("S", "after", on="2022-03-02")
    journal.undo("#7", reason="they did not come")
    assert [5, 8] == present(journal)


def test_undo_of_what_others_rest_on_is_a_conflict(journal: TalksLog) -> None:
    """A tabling on which a position rests cannot be undone alone; with an override it can.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: studying, version: 1}
    """
    write = partial(journal.undo, "#5")
    assert [("not-on-the-table", ())] == refusals(write, HistoryConflict)
    assert [5, 6] == present(journal)
    (entry,) = write(override="it was another paper")
    assert entry.envelope.override
    assert (journal.entries()[5].id,) == entry.envelope.override.breaks
    assert [6] == present(journal)
    journal.undo()
    assert [5, 6] == present(journal)


def test_what_was_recorded_over_a_rule_is_undone_and_brought_back(journal: TalksLog) -> None:
    """An undoing of an undoing needs no reason of its own: what it brings back stood over the rule already.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: BLR, stance: supports, version: 1, override: seen}
    """
    journal.undo()
    assert [5] == present(journal)
    journal.undo()
    assert [5, 6] == present(journal)


def test_what_is_said_of_a_retracted_statement_is_refused_with_its_number(journal: TalksLog) -> None:
    """Whoever corrects what was taken back is told which entry that is, and by which one it was taken back.

    - {kind: statement-recorded, on: 2022-03-01, speaker: S, text: one}
    """
    journal.retract("#5", reason="twice")
    with pytest.raises(TakenBack, match="#5 was taken back by #6"):
        journal.correct("#5", {"text": "two"}, reason="typo")


def test_an_annotation_cannot_be_turned_to_another_entry(journal: TalksLog) -> None:
    """What an annotation is about is what it is: neither a retraction nor another one can be pointed elsewhere.

    - {kind: statement-recorded, on: 2022-03-01, speaker: S, text: one}
    - {kind: statement-recorded, on: 2022-03-01, speaker: S, text: two}
    """
    other = journal.entries()[5].id
    journal.retract("#5", reason="twice")
    journal.dispute("#6", by="RUS", reason="no")
    journal.correct("#6", {"text": "too"}, reason="typo")
    journal.re_mark("#6", "restricted", reason="private")
    before = journal.entries()
    for number in (7, 8, 9, 10):
        with pytest.raises(InvalidInput, match="another entry"):
            journal.correct(f"#{number}", {"entry": before[4].id if number != 7 else other}, reason="turn")
    assert before == journal.entries()


def test_a_corrected_dispute_cites_the_source_that_it_was_corrected_to(journal: TalksLog) -> None:
    """Reports and the clock of knowledge go by the source that the dispute cites by now, not by the one before.

    - {kind: source-registered, source: early, publisher: P, published: 2022-03-02}
    - {kind: source-registered, source: late, publisher: P, published: 2022-03-20}
    - {kind: statement-recorded, on: 2022-03-01, speaker: S, text: one, sources: early}
    - {kind: entry-disputed, entry: "#7", by: RUS, reason: no, sources: early}
    """
    assert journal.as_of(known="2022-03-10").timeline().lines[-1].marks == ("contested by RUS",)
    journal.correct("#8", {"sources": "late"}, reason="the other paper")
    assert journal.as_of(known="2022-03-10").timeline().lines[-1].marks == ()
    assert journal.as_of(known="2022-03-20").timeline().lines[-1].marks == ("contested by RUS",)
    journal.correct("#8", {"learned": "2022-03-05"}, reason="it was told before")
    assert journal.as_of(known="2022-03-10").timeline().lines[-1].marks == ("contested by RUS",)
    notes = reports.make("timeline", journal.as_of()).notes.footnotes
    assert {"early": {7}, "late": {8}} == {note.source: set(note.entries) & {7, 8} for note in notes}


@pytest.mark.parametrize("reference", ["#99", "lost", "treaty"])
def test_what_names_no_entry_is_not_found(journal: TalksLog, reference: str) -> None:
    """An amendment of an entry that is not there is not recorded."""
    before = journal.entries()
    for write in (
        partial(journal.retract, reference),
        partial(journal.dispute, reference, by="RUS"),
        partial(journal.correct, reference, {"note": "N"}),
        partial(journal.re_mark, reference, "public"),
        partial(journal.undo, reference),
    ):
        with pytest.raises(NegotiationError, match="there is no entry"):
            write(reason="no")
    assert before == journal.entries()


def test_one_field_of_one_term_can_be_told_otherwise(journal: TalksLog) -> None:
    """An account may differ in one field of a term: the rest of the term, and the other terms, stay as they read.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: treaty
      by: UKR
      terms:
        - {kind: security-guarantees, trigger: attack, guarantors: [GBR, USA, RUS]}
        - {kind: free-text, text: and so on}
    """
    account = {"security-guarantees.guarantors": "GBR+USA"}
    journal.dispute("#5", by="RUS", reason="we were not named", account=account)
    (guarantee,) = journal.as_of().guarantees().guarantees
    assert [("GBR", "USA", "RUS"), ("GBR", "USA")] == [told.guarantors for told in guarantee.lists]
    (told,) = [d for a in guarantee.accounts for d in a.says_otherwise if d.field != "says"]
    assert ("security guarantees, guarantors", "GBR, USA, RUS", "GBR, USA") == (told.field, told.one, told.other)


@pytest.mark.parametrize("name", ["neutral-status.permanent", "security-guarantees.guarantor"])
def test_a_field_of_a_term_that_is_not_there_is_named(journal: TalksLog, name: str) -> None:
    """A term that the entry does not hold, or a field that its term does not have, is refused by name.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, terms: {kind: security-guarantees}}
    """
    with pytest.raises(InvalidInput, match=name.partition(".")[2]):
        journal.correct("#5", {name: "yes"}, reason="misread")


def test_an_undoing_with_the_id_of_another_is_refused(journal: TalksLog) -> None:
    """The id of an undoing, or of a retraction, stands for that one: another entry is not passed over as done.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: c, by: UKR}
    """
    done = journal.undo("#5", id="first")
    assert done == journal.undo("#5", id="first")
    journal.retract("#7", reason="a mistake", id="second")
    for used in ("first", "second"):
        with pytest.raises(IdReused):
            journal.undo("#6", id=used)


def test_what_happened_in_a_round_is_brought_back_with_it(journal: TalksLog) -> None:
    """To take back a retraction of what happened in a round is no breach of a rule: the round is there.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR, in-round: first}
    """
    journal.undo()
    assert () == journal.as_of().status().proposals
    journal.undo()
    assert ["a"] == [found.proposal for found in journal.as_of().status().proposals]


def test_an_undoing_has_an_id_of_its_own(journal: TalksLog) -> None:
    """An id that stands for something else is refused; it would look as if that had been taken back.

    - {id: mine, kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    with pytest.raises(IdReused):
        journal.undo(id="mine")
    assert [5] == present(journal)
    first = journal.undo(id="undone")
    assert first == journal.undo(id="undone")


def test_the_same_id_with_another_marking_is_another_entry(journal: TalksLog) -> None:
    """Who asks for a narrower circle under an id that was used is told, and not left to believe that it was done."""
    journal.say("Kirby", "A small number", on="2022-03-29", id="said")
    with pytest.raises(IdReused):
        journal.say("Kirby", "A small number", on="2022-03-29", id="said", marking="confidential")


def test_an_id_that_looks_like_a_number_is_that_entry(journal: TalksLog) -> None:
    """What was taken back is told by its id, which may read like the number of another entry.

    - {id: "1", kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    (undone,) = journal.undo()
    told = journal.taken_back_by(undone)
    assert told is not None
    assert told.startswith("UKR tabled treaty")
