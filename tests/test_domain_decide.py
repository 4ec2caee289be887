"""The one decision: late entries are checked against what came after them, and overrides answer for what they break."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from given import act, decided, entries_of, frame, given, position, tabled, told
from msgspec.structs import replace
from refused import REASON, refusals

import negotiation.domain
from negotiation import TalksLog
from negotiation.domain.errors import HistoryConflict, InvalidInput, NotFound, Refused
from negotiation.domain.record.history import history
from negotiation.domain.violations import _GONE, unexcused, violations

AGREED = (*frame(), tabled(), act("agreed-in-principle", "UKR", "RUS", on="2022-03-20"))
"""#4 is the tabling of 1 March, #5 the agreement of 20 March."""


def test_what_the_rules_allow_is_recorded() -> None:
    """Drafts that break no rule become entries, in their order."""
    drafts = (position("RUS", "studying"), position("UKR", "supports"))
    given(*frame(), tabled()).when(*drafts).then(*(draft.event for draft in drafts))


def test_a_batch_is_decided_as_a_whole() -> None:
    """A draft may rest on one before it in the same batch, and one that is refused takes all with it."""
    given(*frame()).when(tabled(), position("RUS", "studying")).then(tabled().event, position("RUS", "studying").event)
    outcome = given(*frame()).when(tabled(), position("BLR", "studying"))
    outcome.then_refused(Refused, ("not-at-the-talks", ()))
    assert () == outcome.entries


def test_a_late_entry_is_checked_against_the_history_as_it_stood_then() -> None:
    """A position of 2 March may be recorded after the party left on 5 March; one of 6 March may not."""
    past = (*frame(), tabled(), told("party-left", "2022-03-05", party="RUS"))
    late = position("RUS", "studying", on="2022-03-02")
    given(*past).when(late).then(late.event)
    given(*past).when(position("RUS", "studying", on="2022-03-06")).then_refused(Refused, ("not-at-the-talks", (5,)))


def test_a_late_withdrawal_that_makes_an_agreement_impossible_names_it() -> None:
    """A withdrawal dated before an agreement is refused as a conflict with what came after."""
    withdrawal = told("proposal-withdrawn", "2022-03-10", proposal="peace-treaty", by="UKR")
    outcome = given(*AGREED).when(withdrawal)
    outcome.then_refused(HistoryConflict, ("ended", (6,)))
    message = "this would make #5 impossible: peace-treaty is withdrawn (this entry): reopen it first"
    assert message == str(outcome.error)


def test_an_override_keeps_the_late_entry_and_names_what_it_breaks() -> None:
    """With an override the late withdrawal is kept, and holds the id of the agreement that it makes impossible."""
    withdrawal = told("proposal-withdrawn", "2022-03-10", override=REASON, proposal="peace-treaty", by="UKR")
    outcome = given(*AGREED).when(withdrawal)
    outcome.then(withdrawal.event)
    override = outcome.entries[0].envelope.override
    assert override is not None
    assert (override.reason, override.breaks) == (REASON, ("e5",))


def test_a_party_that_left_earlier_than_recorded_makes_its_later_acts_impossible() -> None:
    """The late news that a party had left conflicts with what it is recorded to have done since."""
    past = (*frame(), tabled(), position("RUS", "studying", on="2022-03-05"))
    leaving = told("party-left", "2022-03-03", party="RUS")
    given(*past).when(leaving).then_refused(HistoryConflict, ("not-at-the-talks", (6,)))
    given(*past).when(told("party-left", "2022-03-06", party="RUS")).then(told("party-left", party="RUS").event)


def test_taking_back_a_tabling_conflicts_with_the_position_on_it() -> None:
    """What a later entry rests on cannot be retracted alone, but with that entry it can."""
    past = (*frame(), tabled(), position("RUS", "studying"))
    one, both = (told("entry-retracted", entry=entry, reason="undone") for entry in ("e4", "e5"))
    given(*past).when(one).then_refused(HistoryConflict, ("not-on-the-table", ()))
    given(*past).when(one, both).then(one.event, both.event)


def test_correcting_a_date_conflicts_with_what_came_between() -> None:
    """A tabling cannot be moved behind a position on it; with an override it can, and the override names it."""
    past = (*frame(), tabled(), position("RUS", "studying"))
    fields: dict[str, Any] = {
        "entry": "e4",
        "reason": "the date",
        "event": tabled().event,
        "claim": {"occurred": "2022-03-05"},
    }
    given(*past).when(told("entry-corrected", **fields)).then_refused(HistoryConflict, ("not-on-the-table", ()))
    outcome = given(*past).when(told("entry-corrected", override=REASON, **fields))
    assert [("e5",)] == [entry.envelope.override.breaks for entry in outcome.entries if entry.envelope.override]


def test_an_old_breach_is_not_held_against_a_new_entry() -> None:
    """What was recorded over a rule stays a breach, and does not stand in the way of what comes later."""
    past = (*frame(), tabled(), position("BLR", "studying", override=REASON))
    given(*past).when(position("RUS", "studying")).then(position("RUS", "studying").event)


def test_an_override_without_need_breaks_nothing() -> None:
    """An override on an entry that no rule refuses is kept, and names no other entry."""
    outcome = given(*frame(), tabled()).when(position("RUS", "studying", override=REASON))
    assert [()] == [entry.envelope.override.breaks for entry in outcome.entries if entry.envelope.override]
    assert [((), False)] == [(o.rules, o.needed) for entry in outcome.entries if (o := entry.envelope.override)]


def test_an_override_holds_for_the_rules_that_it_was_refused_by_and_no_other() -> None:
    """Moved by a correction to where a further rule stands against it, the entry is refused again, by that one."""
    past = (*frame(), tabled(), position("BLR", "supports", override=REASON))
    entries = [*entries_of(past[:4]), *decided(entries_of(past[:4]), [past[4]])]
    assert entries[4].envelope.override
    assert ("not-at-the-talks",) == entries[4].envelope.override.rules
    claim = replace(entries[4].envelope.claim(), occurred="2022-02-01")
    fields: dict[str, Any] = {"entry": "e5", "reason": "misread", "event": entries[4].event, "claim": claim}
    with pytest.raises(HistoryConflict) as caught:
        decided(entries, [told("entry-corrected", **fields)])
    assert ["not-on-the-table"] == [found.refusal.rule for found in caught.value.violations]
    (mended,) = decided(entries, [told("entry-corrected", override="read again", **fields)])
    assert mended.envelope.override
    assert ("not-on-the-table",) == mended.envelope.override.rules
    assert not list(unexcused(history([*entries, mended])))


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (position("RUS", "studying", proposal="plan"), "there is no proposal 'plan' in this log"),
        (tabled("plan", issue="land"), "there is no issue 'land' in this log"),
        (tabled("plan", said={"sources": "wire"}), "there is no source 'wire' in this log"),
        (tabled("plan", links={"kind": "restates", "target": "lost"}), "there is no proposal 'lost' in this log"),
        (told("entry-retracted", entry="e99", reason="no"), "there is no entry 'e99' in this log"),
        (told("statement-recorded", speaker="S", text="T", about="party:BLR"), "there is no party 'BLR' in this log"),
        (
            told("entry-corrected", entry="e4", reason="no", event=tabled().event, claim={"sources": ["wire"]}),
            "there is no source 'wire' in this log",
        ),
        (
            told("entry-disputed", entry="e4", by="RUS", reason="no", event=tabled(issue="land").event),
            "there is no issue 'land' in this log",
        ),
    ],
)
def test_what_refers_to_nothing_is_not_recorded(draft: object, message: str) -> None:
    """A reference to something that is neither in the log nor in the batch fails, also within a correction."""
    given(*frame(), tabled()).when(draft).then_fails(NotFound, message)  # type: ignore[arg-type]


def test_a_batch_may_bring_what_it_refers_to() -> None:
    """A draft may cite a source, and amend an entry, that the same batch records before it."""
    source = told("source-registered", source="wire", publisher="Agencies")
    drafts = (
        source,
        tabled(said={"sources": "wire"}, id="mine"),
        told("entry-disputed", entry="mine", by="RUS", reason="n"),
    )
    given(*frame()).when(*drafts).then(*(draft.event for draft in drafts))


@pytest.mark.parametrize("event", [tabled("plan").event, position("RUS", "supports").event])
def test_a_correction_leaves_an_entry_what_it_is(event: object) -> None:
    """A tabling cannot be corrected into a position, nor into the tabling of another proposal."""
    draft = told("entry-corrected", entry="e4", reason="no", event=event, claim={})
    outcome = given(*frame(), tabled()).when(draft)
    assert isinstance(outcome.error, InvalidInput)
    assert "cannot become" in str(outcome.error)


def test_drafts_are_numbered_and_versioned_without_a_gap() -> None:
    """Each entry takes the next number of the talks and the next version of its stream."""
    outcome = given(*frame(), tabled()).when(position("RUS", "studying"), tabled("plan"), position("UKR", "supports"))
    assert [
        (5, "peace/proposal/peace-treaty", 2),
        (6, "peace/proposal/plan", 1),
        (7, "peace/proposal/peace-treaty", 3),
    ] == [(entry.number, entry.stream, entry.version) for entry in outcome.entries]


# --- the same through a log on disk


def test_a_late_withdrawal_recorded_with_an_override_is_marked(journal: TalksLog) -> None:
    """The conflict is refused, then kept with its reason: the status marks the withdrawal, the log what it breaks.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: formal-act-done, on: 2022-03-20, proposal: treaty, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    """
    write = partial(journal.withdraw, "treaty", by="UKR", on="2022-03-10")
    assert [("ended", (7,))] == refusals(write, HistoryConflict)
    (entry,) = write(override=REASON)
    broken = journal.entries()[5]
    assert entry.envelope.override
    assert (broken.id,) == entry.envelope.override.breaks
    assert (7,) == journal.as_of().status().proposals[0].grounds.overridden
    assert ["ended"] == [violation.refusal.rule for violation in violations(history(journal.entries()))]


def test_an_overridden_correction_is_marked_on_what_it_corrects(journal: TalksLog) -> None:
    """An entry that reads as it does over a rule is marked so, though its own recording broke none.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: position-taken, on: 2022-03-05, proposal: treaty, party: RUS, stance: supports, version: 1}
    """
    write = partial(journal.correct, "#6", {"party": "BLR"}, reason="it was Belarus")
    assert [("not-at-the-talks", ())] == refusals(write, HistoryConflict)
    write(override=REASON)
    assert (6,) == journal.as_of().status().proposals[0].grounds.overridden
    assert f"recorded over the rule not-at-the-talks: {REASON}" in journal.as_of().timeline().lines[-1].marks


def test_a_source_that_entries_rest_on_is_not_taken_back(journal: TalksLog) -> None:
    """A source cannot be retracted while an entry cites it, be it a statement or dated before the source.

    - {kind: source-registered, source: paper, publisher: Paper, on: 2022-03-09}
    - {kind: statement-recorded, on: 2022-03-01, speaker: Somebody, text: words, sources: paper}
    """
    write = partial(journal.retract, "#5", reason="no such paper")
    assert [("source-not-registered", ())] == refusals(write, HistoryConflict)
    (entry,) = write(override=REASON)
    assert entry.envelope.override
    assert (journal.entries()[5].id,) == entry.envelope.override.breaks


def test_what_others_are_tied_to_is_not_taken_back(journal: TalksLog) -> None:
    """The tabling of a proposal, or an item of the agenda, cannot be retracted while another proposal rests on it.

    - {kind: issue-added, issue: land, title: Land}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: first, by: UKR, issue: land}
    - {kind: proposal-tabled, on: 2022-03-02, proposal: second, by: RUS, links: {kind: responds-to, target: first}}
    """
    issue = partial(journal.retract, "#5", reason="no such item")
    assert [("issue-not-on-the-agenda", ())] == refusals(issue, HistoryConflict)
    tabling = partial(journal.retract, "#6", reason="never tabled")
    assert [("tied-to-nothing", ())] == refusals(tabling, HistoryConflict)


def test_a_source_is_cited_by_its_corrected_name(journal: TalksLog) -> None:
    """Once the id of a source is corrected, entries cite it by that, and no longer by the one that was wrong.

    - {kind: source-registered, source: papre, publisher: Paper}
    """
    journal.correct("#5", {"source": "paper"}, reason="a slip")
    (entry,) = journal.say("Somebody", "words", sources=["paper"])
    assert ["paper"] == [citation.source for citation in entry.envelope.sources]
    with pytest.raises(NotFound):
        journal.say("Somebody", "other words", sources=["papre"])


def test_a_correction_may_tie_a_proposal_to_one_that_nothing_tied_it_to(journal: TalksLog) -> None:
    """A corrected tabling is judged with what it is tied to from now on, though nothing bore on it before.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: first, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: second, by: UKR}
    - {kind: formal-act-done, on: 2022-03-05, proposal: first, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    - {kind: formal-act-done, on: 2022-03-20, proposal: first, act: signed, by: UKR, version: 1}
    """
    journal.correct("#5", {"links": [{"kind": "restates", "target": "second"}]}, reason="left out")
    waiting = partial(
        journal.correct, "#5", {"links": [{"kind": "in-exchange-for", "target": "second"}]}, reason="left out"
    )
    assert [("counterpart-not-agreed", (6,))] == refusals(waiting, HistoryConflict)


def test_every_rule_has_a_test() -> None:
    """Each rule that the domain can refuse by is named in a test of its refusal."""
    domain = Path(negotiation.domain.__file__).parent
    rules = {name for path in domain.rglob("*.py") for name in re.findall(r'Refusal\(\s*"([a-z-]+)"', path.read_text())}
    rules |= {rule for rule, _ in _GONE.values()}
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_domain_*.py"))
    assert len(rules) >= 20
    assert set() == {rule for rule in rules if f'("{rule}", ' not in tests}
