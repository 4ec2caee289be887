"""Rounds, and what happened in them, recorded from Python."""

import pytest

from negotiation import TalksLog
from negotiation.domain import build
from negotiation.domain.errors import InvalidInput, NotFound, Refused
from negotiation.domain.fold import fold


def test_a_round_is_set_opened_and_closed(journal: TalksLog) -> None:
    """A round goes from its date to its outcome; what was planned holds unless it is told otherwise."""
    journal.act_on_round(
        "istanbul", "scheduled", {"label": "fourth", "planned": "2022-03-29", "venue": "Dolmabahçe"}, on="2022-03-26"
    )
    journal.act_on_round("istanbul", "opened", {"delegations": ["RUS=Medinsky", "UKR"]}, on="2022-03-29")
    journal.act_on_round("ist", "closed", {"duration": "PT3H", "outputs": "a paper"}, on="2022-03-29")
    found = fold(journal.as_of().history).rounds["istanbul"]
    assert ("closed", "fourth", "Dolmabahçe", ("a paper",)) == (found.stage, found.label, found.venue, found.outputs)
    assert [("RUS", "Medinsky"), ("UKR", None)] == [(one.party, one.head) for one in found.delegations]


def test_a_round_that_begins_has_the_name_that_is_written(journal: TalksLog) -> None:
    """Of a round that is set or opened, the beginning of another one's name is a name of its own.

    - {kind: round-opened, on: 2022-03-29, round: istanbul}
    """
    for act in ("scheduled", "opened"):
        (entry,) = journal.act_on_round("ist", act, on="2022-03-30")
        assert "ist" == entry.event.round  # type: ignore[attr-defined]  # an event of a round
    (entry,) = journal.act_on_round("istan", "suspended", on="2022-03-30")
    assert "istanbul" == entry.event.round  # type: ignore[attr-defined]


def test_what_does_not_belong_to_an_act_on_a_round_is_refused(journal: TalksLog) -> None:
    """An act has its own fields; and there are no other acts.

    - {kind: round-opened, on: 2022-03-29, round: istanbul}
    """
    with pytest.raises(InvalidInput, match="venue: there is no such field"):
        journal.act_on_round("ist", "closed", {"venue": "Ankara"})
    with pytest.raises(NotFound, match="there is no kind of entry 'round-begun'"):
        journal.act_on_round("ist", "begun")
    with pytest.raises(NotFound, match="there is no round 'ankara'"):
        journal.act_on_round("ankara", "closed")


def test_what_happened_in_a_round_says_so(journal: TalksLog) -> None:
    """Any write takes the round in which it happened, by the beginning of its name, and an amendment does too.

    - {kind: round-opened, on: 2022-03-29, round: istanbul}
    """
    tabled = journal.propose("treaty", by="UKR", on="2022-03-29", in_round="ist")
    taken = journal.respond("treaty", by="RUS", stance="studying", on="2022-03-29", in_round="ISTANBUL")
    said = journal.say("S", "T", on="2022-03-29", in_round="round:istanbul")
    disputed = journal.dispute(f"#{taken[0].number}", by="RUS", reason="never", in_round="ist")
    assert {"istanbul"} == {entry.envelope.in_round for entry in (*tabled, *taken, *said, *disputed)}
    again = journal.propose("pact", by="UKR", on="2022-03-29", in_round="ist", id="mine")
    assert again == journal.propose("pact", by="UKR", on="2022-03-29", in_round="istanbul", id="mine")


def test_a_round_and_what_happened_in_it_may_be_one_batch(journal: TalksLog) -> None:
    """What brings a round into the record may be recorded with what happened in it."""
    opened = build.event("round-opened", {"round": "istanbul"})
    statement = build.event("statement-recorded", {"speaker": "S", "text": "T"})
    entries = journal.record(opened, statement, on="2022-03-29", in_round="istanbul")
    assert ["istanbul", "istanbul"] == [entry.envelope.in_round for entry in entries]


def test_a_round_that_is_not_there_is_not_found(journal: TalksLog) -> None:
    """Nothing can have happened in a round that nobody recorded; nor may its name be something else.

    - {kind: round-opened, on: 2022-03-29, round: istanbul}
    """
    before = journal.entries()
    for name in ("geneva", "round:geneva"):
        with pytest.raises(NotFound, match="there is no round 'geneva'"):
            journal.say("S", "T", on="2022-03-29", in_round=name)
    with pytest.raises(InvalidInput, match="in_round: is written in small letters"):
        journal.say("S", "T", on="2022-03-29", in_round="Geneva!")
    assert before == journal.entries()


def test_an_entry_is_put_in_its_round_by_a_correction(journal: TalksLog) -> None:
    """A correction may say the round, of any entry; and a round that something happened in cannot be taken back.

    - {kind: round-opened, on: 2022-03-29, round: istanbul}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    - {kind: statement-recorded, on: 2022-03-29, speaker: S, text: T}
    """
    for number in (6, 7):
        journal.correct(f"#{number}", {"in_round": "istanbul"}, reason="the minutes")
    assert ["istanbul"] * 2 == [entry.envelope.in_round for entry in journal.as_of().history.entries[-2:]]
    with pytest.raises(Refused, match="it happened in istanbul"):
        journal.retract("#5", reason="there was none")


def test_a_correction_may_tie_an_entry_to_other_things(journal: TalksLog) -> None:
    """What a correction refers to anew bears on it, though the entry had nothing to do with that.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: border, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: bases, by: UKR}
    - {kind: pledge-made, on: 2022-03-02, pledge: leave, by: RUS, text: T}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [treaty, border]}
    """
    journal.correct("#8", {"under": "bases"}, reason="misread")
    journal.correct("#9", {"proposals": ["treaty", "bases"]}, reason="misread")
    found = fold(journal.as_of().history)
    assert ("treaty", "bases") == found.packages["deal"].proposals
    assert found.pledges["leave"].words
    assert "bases" == found.pledges["leave"].words.under
