"""The rounds: how each stands, what it is called, who came and left, and what was recorded in it."""

from typing import Any

import pytest

from negotiation import Filter, NegotiationError, TalksLog
from negotiation.domain.dates.clocks import Clocks
from negotiation.rendering.document import tables, text_of
from negotiation.rendering.layouts import lay_out
from negotiation.views.rounds import RoundStatus
from negotiation.views.show_things import ShownRound


def first(journal: TalksLog, **clocks: str) -> RoundStatus:
    """Return the first round, at some clocks."""
    return next(one for one in journal.as_of(**clocks).rounds().rounds if one.round == "first")


def test_the_course_says_from_when_to_when_a_round_was_held(journal: TalksLog) -> None:
    """Its days, its delegations and its entries stand in the row of a round, as in the table of rounds.

    - {kind: round-opened, on: 2022-03-01, round: first, delegations: [UKR, RUS]}
    - {kind: round-closed, on: 2022-03-21, round: first}
    """
    shown = lay_out("course", journal.as_of().view("course"), Clocks())
    row = next(found for one in tables(shown.sections) for found in one.rows if text_of(found[0]) == "first")
    held = "1 Mar 2022 to 21 Mar 2022"
    assert [text_of(one) for one in row] == ["first", held, "concluded", "UKR and RUS", "#5 to #6"]


STAGES: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("scheduled", {"planned": "2022-03-10"}, "scheduled"),
    ("opened", {}, "open"),
    ("suspended", {"reason": "shelling"}, "suspended"),
    ("resumed", {}, "open"),
    ("adjourned", {"until": "2022-03-20"}, "adjourned"),
    ("resumed", {}, "open"),
    ("walked-out", {"by": ["RUS"]}, "open, RUS walked out"),
    ("closed", {"outcome": "broken-off"}, "broken off, RUS walked out"),
    ("resumed", {}, "open"),
    ("closed", {}, "concluded"),
)


def test_each_stage_is_said_in_words(journal: TalksLog) -> None:
    """From its setting to its end, a round is as the last entry about it says, with who is away from it."""
    for day, (act, fields, words) in enumerate(STAGES, start=1):
        journal.act_on_round("first", act, fields, on=f"2022-03-{day:02}")
        assert words == first(journal).stage, act
    assert list(range(5, 5 + len(STAGES))) == list(first(journal).happenings)
    assert "scheduled" == first(journal, at="2022-03-01").stage


def test_a_round_that_was_set(journal: TalksLog) -> None:
    """Until it opens, a round has a planned date and no other; it may be moved, or cancelled.

    - {kind: round-scheduled, on: 2022-03-01, round: first, planned: 2022-03-10, venue: Gomel}
    - {kind: round-scheduled, on: 2022-03-05, round: first, planned: 2022-03-12}
    - {kind: round-cancelled, on: 2022-03-11, round: first, by: RUS, reason: no agenda}
    """
    then, moved, gone = first(journal, at="2022-03-04"), first(journal, at="2022-03-10"), first(journal)
    assert ("scheduled", "2022-03-10", None, "Gomel") == (then.stage, then.planned, then.opened, then.venue)
    assert ("2022-03-12", "Gomel") == (moved.planned, moved.venue)
    assert ("cancelled", None, "2022-03-11", "no agenda") == (gone.stage, gone.planned, gone.closed, gone.reason)


def test_a_round_that_was_held(journal: TalksLog) -> None:
    """A round is shown with its place and form, the delegations and their heads, and what came of it.

    - kind: round-opened
      on: 2022-03-29
      round: first
      label: fifth round
      venue: Dolmabahçe
      host: TUR
      mediators: [TUR]
      format: direct
      track: 1
      level: delegations
      delegations: [UKR=Arakhamia, RUS]
    - {kind: round-closed, on: 2022-03-30, round: first, duration: PT3H, outputs: [a paper], press_access: none}
    """
    found = first(journal)
    assert ("concluded", "fifth round", "2022-03-29", "2022-03-30", None) == (
        found.stage, found.label, found.opened, found.closed, found.planned
    )  # fmt: skip
    assert ("Dolmabahçe", "TUR", ("TUR",)) == (found.venue, found.host, found.mediators)
    assert ("direct", "1", "delegations") == (found.format, found.track, found.level)
    assert (("UKR (Arakhamia)", "RUS"), "PT3H", ("a paper",), "none") == (
        found.delegations, found.duration, found.outputs, found.press_access
    )  # fmt: skip
    assert None is first(journal, at="2022-03-29").closed


def test_a_round_that_is_to_go_on(journal: TalksLog) -> None:
    """A round that is adjourned has the date on which it goes on, until it does.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {kind: round-adjourned, on: 2022-03-02, round: first, until: 2022-03-05, reason: to consult}
    - {kind: round-resumed, on: 2022-03-05, round: first}
    """
    then, now = first(journal, at="2022-03-04"), first(journal)
    assert [("goes on", None, "5 Mar 2022", (6,)), ("reason", None, "to consult", (6,))] == [
        (change.what, change.before, change.after, change.entries)
        for change in journal.changes("2022-03-01", "2022-03-02").changes
        if change.what != "state" and not change.what.startswith("due")
    ]
    assert ("adjourned", "2022-03-05", "to consult") == (then.stage, then.until, then.reason)
    assert ("open", None, None, "2022-03-01") == (now.stage, now.until, now.reason, now.opened)


def test_who_walked_out(journal: TalksLog) -> None:
    """Each party that left is named once, in the order in which they left.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {kind: round-walked-out, on: 2022-03-01, round: first, by: RUS}
    - {kind: round-resumed, on: 2022-03-02, round: first}
    - {kind: round-walked-out, on: 2022-03-03, round: first, by: [UKR, RUS]}
    """
    found = first(journal)
    assert (("RUS", "UKR"), "open, UKR and RUS walked out") == (found.walked_out, found.stage)


def test_what_others_call_it(journal: TalksLog) -> None:
    """The number of a round is a label: what others call it stands beside it, and the round is contested.

    - {id: opening, kind: round-opened, on: 2022-03-29, round: first, label: fifth round}
    """
    journal.dispute("opening", by="RUA", reason="they count otherwise", account={"label": "fourth round"})
    journal.dispute("opening", by="KP", reason="another day", account={"on": "2022-03-30"})
    found = first(journal)
    assert ("open, contested", "fifth round") == (found.stage, found.label)
    assert [("fourth round", "RUA", 6)] == [(told.says, told.by, told.entry) for told in found.labels]
    assert ["RUA", "KP"] == [account.by for account in found.accounts]


def test_two_accounts_of_one_end(journal: TalksLog) -> None:
    """Concluded according to one, broken off according to another: the record has the one, and the other beside it.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {id: end, kind: round-closed, on: 2022-03-02, round: first, outcome: concluded}
    """
    journal.dispute("end", by="RUS", reason="it was broken off", account={"outcome": "broken-off"})
    found = first(journal)
    assert "concluded, contested" == found.stage
    assert [("outcome", "concluded", "broken-off")] == [
        (difference.field, difference.one, difference.other)
        for account in found.accounts
        for difference in account.says_otherwise
    ]


def test_what_was_recorded_in_it(journal: TalksLog) -> None:
    """Whatever names the round is in it, statements too, in the order in which it happened; no other entry is.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {kind: statement-recorded, on: 2022-03-01, in_round: first, speaker: S, text: T}
    - {kind: proposal-tabled, on: 2022-03-01, in_round: first, proposal: treaty, by: UKR}
    - {kind: pledge-made, on: 2022-03-02, pledge: reduce, by: RUS, text: T}
    - {kind: statement-recorded, on: 2022-02-28, in_round: first, speaker: S, text: T}
    """
    assert ((5,), (9, 6, 7)) == ((found := first(journal)).happenings, found.entries)
    shown = journal.as_of().show("round:first")
    assert isinstance(shown, ShownRound)
    assert shown.status == found
    assert ([5], [9, 6, 7]) == ([line.number for line in shown.happenings], [line.number for line in shown.history])
    wanted = journal.as_of().filter(round="first")
    assert [9, 5, 6, 7] == [line.number for line in journal.as_of().timeline(wanted).lines]
    assert [5, 6, 7, 9] == [line.number for line in journal.as_of().record(Filter(round="first")).lines]


def test_a_round_that_nothing_is_known_of(journal: TalksLog) -> None:
    """Before anything is known of a round it is not there, and cannot be shown.

    - {kind: round-opened, on: 2022-03-01, round: first}
    """
    seen = journal.as_of(at="2022-02-28")
    assert () == seen.rounds().rounds
    with pytest.raises(NegotiationError, match="there is no round 'first' at this point of view"):
        seen.show("round:first")


def test_what_a_round_rests_on(journal: TalksLog) -> None:
    """An entry over a rule, and one of a vague date, are named.

    - {kind: round-opened, on: 2022-03, round: first}
    - {kind: round-opened, on: 2022-03-15, round: first, override: so it was reported}
    """
    found = first(journal, at="2022-03-20")
    assert ((5,), (6,)) == (found.unsettled, found.overridden)


def test_the_rounds_are_of_their_talks(journal: TalksLog) -> None:
    """The view names the talks."""
    assert "peace" == journal.as_of().rounds().talks
