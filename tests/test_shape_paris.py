"""The Paris shape in small: five parties with weights, thresholds by heads and by weight, a correction, an exit."""

import json
import re
from pathlib import Path

import pytest
from carried import carried_through_changes, carried_through_files

from negotiation import NegotiationLog, TalksLog, reports
from negotiation.exchange.journal import parse
from negotiation.pictures import figure
from negotiation.rendering.formats import FORMATS
from negotiation.views.treaty import PartyLine

RECORD = """
- {kind: talks-opened, title: Climate in small, timezone: Europe/Paris}
- {kind: source-registered, source: depositary, publisher: Depositary, published: 2016-10-20}
- {kind: party-joined, party: CHN, roles: negotiating}
- {kind: party-joined, party: USA, roles: negotiating}
- {kind: party-joined, party: IND, roles: negotiating}
- {kind: party-joined, party: EUU, roles: negotiating}
- {kind: party-joined, party: FJI, roles: observer}
- {kind: party-weight-set, party: CHN, weight: emissions, value: "20.09"}
- {kind: party-weight-set, party: USA, weight: emissions, value: "17.89"}
- {kind: party-weight-set, party: IND, weight: emissions, value: "4.10"}
- {kind: party-weight-set, party: EUU, weight: emissions, value: "12.08"}
- {kind: party-weight-set, party: FJI, weight: emissions, value: "0.01"}
- kind: proposal-tabled
  on: 2015-12-12
  proposal: accord
  by: EUU
  terms: {kind: entry-into-force, count: "4", weights: "emissions:50%", after: P30D}
- {kind: formal-act-done, on: 2015-12-12, proposal: accord, act: adopted, by: [CHN, USA, IND, EUU], version: "1"}
- {kind: formal-act-done, on: 2016-04-22, proposal: accord, act: signed, by: [CHN, USA, IND, EUU], version: "1"}
- {kind: formal-act-done, on: 2016-09-03, proposal: accord, act: ratified, by: [CHN, USA], version: "1"}
- {kind: formal-act-done, on: 2016-09-10, proposal: accord, act: acceded, by: FJI, version: "1"}
- {id: "last-needed", kind: formal-act-done, on: 2016-11-05, proposal: accord, act: accepted, by: EUU, version: "1"}
- {kind: formal-act-done, on: 2016-12-20, proposal: accord, act: ratified, by: IND, version: "1"}
- kind: formal-act-done
  on: 2019-11-04
  proposal: accord
  act: denounced
  by: USA
  version: "1"
  effect: 2020-11-04
"""
OVERWRITTEN = "#20"
"""The last entry before the correction."""
ABOUT = (("treaty", "accord"), ("show", "proposal:accord"), ("why", "accord"))


@pytest.fixture
def talks(log: NegotiationLog) -> TalksLog:
    """Return the talks."""
    found = log.begin("climate")
    found.record_items(parse(RECORD, "climate.yaml"))
    told = {"on": "2016-10-05", "sources": ["depositary"]}
    found.correct("#18", told, reason="The month was overwritten.")
    return found


def line(talks: TalksLog, party: str, **clocks: str) -> PartyLine:
    """Return how the accord stands for a party."""
    return next(one for one in talks.as_of(**clocks).treaty("accord").lines if one.party == party)


def drawn(talks: TalksLog, **clocks: str) -> str:
    """Return the picture of the accord, as it is drawn for a page."""
    return figure("treaty", talks.as_of(**clocks).treaty("accord", day_by_day=True)).wide


def day(talks: TalksLog, **clocks: str) -> tuple[str | None, str | None]:
    """Return when there was enough, and from when on the accord is then in force."""
    coming = talks.as_of(**clocks).treaty("accord").coming
    assert coming
    return coming.met_on, coming.date


def test_neither_heads_nor_weight_alone_are_enough(talks: TalksLog) -> None:
    """Three of four have not half of the emissions; the fourth brings both."""
    coming = talks.as_of(at="2016-10-01").treaty("accord").coming
    assert coming
    assert ("3 of 4 parties, 37.99 of 50 % of emissions", None) == (coming.words, coming.met_on)
    assert ("2016-10-05", "2016-11-04") == day(talks)


def test_the_day_of_the_threshold_as_known_before_and_after_the_correction(talks: TalksLog) -> None:
    """Before the correction was recorded, or could be known, there was enough a month later."""
    wrong, right = ("2016-11-05", "2016-12-05"), ("2016-10-05", "2016-11-04")
    assert right == day(talks) == day(talks, at="2016-11-04") == day(talks, recorded="#21")
    assert wrong == day(talks, recorded=OVERWRITTEN)
    assert wrong == day(talks, at="2016-12-31", recorded=OVERWRITTEN)


@pytest.mark.parametrize(
    ("clocks", "stage"),
    [
        ({"at": "2016-11-03"}, "signed"),
        ({"at": "2016-11-04"}, "in force"),
        ({"at": "2016-11-04", "recorded": OVERWRITTEN}, "signed"),
        ({"at": "2016-12-04", "recorded": OVERWRITTEN}, "signed"),
        ({"at": "2016-12-05", "recorded": OVERWRITTEN}, "in force"),
        ({"at": "2020-12-01"}, "in force"),
    ],
)
def test_it_is_in_force_from_its_day_on_on_every_clock(talks: TalksLog, clocks: dict[str, str], stage: str) -> None:
    """Nobody recorded that it is in force: what is known of the dates says so."""
    (accord,) = talks.as_of(**clocks).status().proposals
    assert stage == accord.formal.stage


@pytest.mark.parametrize(("moment", "since"), [("2016-12-31", "2017-01-19"), ("2017-02-01", "2017-01-19")])
def test_who_comes_later_has_it_in_force_as_long_after(talks: TalksLog, moment: str, since: str) -> None:
    """India ratifies in December, and has it in force thirty days after that; until then that is ahead."""
    found = line(talks, "IND", at=moment).in_force
    assert found
    assert (since, moment < since) == (found.since, found.ahead)


def test_an_accession_an_exit_and_the_totals(talks: TalksLog) -> None:
    """Fiji signed nothing and is bound; the United States are out on the day on which their exit has effect."""
    fiji = line(talks, "FJI", at="2017-12-31")
    assert (None, "acceded", True) == (fiji.signed, fiji.bound and fiji.bound.act, fiji.is_bound)
    assert [True, True, False] == [
        line(talks, "USA", at=moment).is_bound for moment in ("2019-11-03", "2020-11-03", "2020-11-04")
    ]
    totals = talks.as_of(at="2020-11-04").treaty("accord").totals
    assert (5, 4, 4, 4, 1) == (totals.parties, totals.signed, totals.bound, totals.in_force, totals.out)
    known_then = talks.as_of(at="2020-11-04", recorded="#19").treaty("accord").totals
    assert (5, 0) == (known_then.bound, known_then.out)


@pytest.mark.parametrize("moment", ["2016-04-30", "2016-09-02"])
def test_signature_alone_binds_nobody_where_consent_is_asked_for(talks: TalksLog, moment: str) -> None:
    """Before the first ratification nobody is bound, as the text says how many must consent (VCLT 14)."""
    found = talks.as_of(at=moment).treaty("accord")
    assert (4, 0) == (found.totals.signed, found.totals.bound)
    assert all(one.bound is None for one in found.lines)


def test_a_conference_adopts_by_a_vote(log: NegotiationLog) -> None:
    """The day of the vote is the day of the adoption (VCLT 9)."""
    found = log.begin("climate")
    record = RECORD[: RECORD.index("- {kind: formal-act-done")]
    vote = "- {kind: vote-held, on: 2015-12-12, proposal: accord, version: 1, adopted: yes, in_favour: 4, against: 0}"
    found.record_items(parse(f"{record}{vote}\n", "climate.yaml"))
    adopted = found.as_of(at="2015-12-12").treaty("accord").adopted
    assert adopted is not None
    assert ("adopted", "2015-12-12", 14) == (adopted.act, adopted.on, adopted.entry)


def test_who_signed_and_left_before_anybody_is_bound_was_never_bound(log: NegotiationLog) -> None:
    """A treaty that asks for consent is not binding by signature, for who has left it neither."""
    found = log.begin("climate")
    found.record_items(parse(RECORD[: RECORD.index("- {id:")], "climate.yaml"))
    found.act("accord", "denounced", by=["IND"], on="2016-09-15")
    assert (None, False) == (line(found, "IND").bound, line(found, "IND").is_bound)


def test_it_goes_through_files_and_formats(talks: TalksLog, tmp_path: Path) -> None:
    """Journal, JSON lines and every format hold all of it."""
    carried_through_files(talks, tmp_path, *ABOUT)


def test_it_goes_through_undo_and_dispute(talks: TalksLog) -> None:
    """The last ratification is taken back, brought back, and disputed."""
    talks.act("accord", "provisionally-applied", by=["IND"], on="2021-01-20")
    carried_through_changes(talks, "22", *ABOUT)


def test_who_left_and_came_back_was_bound_twice(talks: TalksLog) -> None:
    """The United States were bound from 2016 to 2020, and are again: both times are told, in every form."""
    back = {"kind": "formal-act-done", "proposal": "accord", "act": "accepted", "by": "USA", "version": "1"}
    talks.record_items(parse(json.dumps([back | {"on": "2021-01-20", "effect": "2021-02-19"}]), "back.yaml"))
    found = line(talks, "USA")
    (before,) = found.before
    assert found.bound
    assert found.in_force
    assert before.in_force
    assert ("2016-09-03", "2021-01-20") == (before.bound.on, found.bound.on)
    assert ("2016-11-04", "2020-11-04") == (before.in_force.since, before.out.since)
    assert ("2021-02-19", None) == (found.in_force.since, found.out)
    assert () == line(talks, "USA", at="2021-01-19").before
    seen = talks.as_of()
    view = seen.treaty("accord")
    page = FORMATS["table"](seen.document("treaty", view))
    assert "4 Nov 2016 until 4 Nov 2020 (#18)" in page
    assert "4 Nov 2019, with effect from 4 Nov 2020 (#20)" in page
    assert "2016-11-04/2020-11-04" in FORMATS["csv"](seen.document("treaty", view))
    assert "4 Nov 2016 until 4 Nov 2020" in reports.write(reports.make("treaty", seen, "accord"), "md")


def test_who_leaves_counts_until_that_has_effect(talks: TalksLog) -> None:
    """Day by day: 37.98 % with two, 37.99 % with three, 50.07 % with four, 54.17 % with five, 36.28 % a year later."""
    view = talks.as_of().treaty("accord", day_by_day=True)
    told = [(step.on, step.amounts[0].have, round(step.amounts[1].have, 2)) for step in view.gathered]
    assert told == [
        ("2016-09-03", 2, 37.98),
        ("2016-09-10", 3, 37.99),
        ("2016-10-05", 4, 50.07),
        ("2016-12-20", 5, 54.17),
        ("2020-11-04", 4, 36.28),
    ]
    still = talks.as_of(at="2020-06-01").treaty("accord", day_by_day=True)
    assert told[:-1] == [(one.on, one.amounts[0].have, round(one.amounts[1].have, 2)) for one in still.gathered]


def test_who_takes_back_a_denunciation_in_time_never_left(talks: TalksLog) -> None:
    """It accepted anew before the denunciation had effect: the line stays where it was."""
    back = {"kind": "formal-act-done", "proposal": "accord", "act": "accepted", "by": "USA", "version": "1"}
    talks.record_items(parse(json.dumps([back | {"on": "2020-06-01"}]), "back.yaml"))
    view = talks.as_of().treaty("accord", day_by_day=True)
    assert [one.amounts[0].have for one in view.gathered] == [2, 3, 4, 5, 5]
    assert () == line(talks, "USA").before
    assert 5 == view.totals.bound


def test_the_picture_counts_whoever_came_back_as_often_as_it_was_bound(talks: TalksLog) -> None:
    """Two, three, four, five; four once the United States have left, five when they are back."""
    back = {"kind": "formal-act-done", "proposal": "accord", "act": "accepted", "by": "USA", "version": "1"}
    talks.record_items(parse(json.dumps([back | {"on": "2021-01-20"}]), "back.yaml"))
    view = talks.as_of().treaty("accord", day_by_day=True)
    svg = drawn(talks)
    assert re.findall(r"<title>bound: (\d+)\n", svg) == ["2", "3", "4", "5", "4", "5"]
    assert [one.amounts[0].have for one in view.gathered] == [2, 3, 4, 5, 4, 5]
    assert re.findall(r"<title>bound: (\d+)\n", drawn(talks, at="2020-06-01")) == ["2", "3", "4", "5"]


def test_for_who_left_before_it_was_in_force_it_never_was(talks: TalksLog) -> None:
    """Fiji leaves in October, and the accord is in force in November, for the others."""
    gone = {"kind": "formal-act-done", "proposal": "accord", "act": "denounced", "by": "FJI", "version": "1"}
    more = {"kind": "formal-act-done", "proposal": "accord", "act": "ratified", "by": "IND", "version": "1"}
    talks.retract("last-needed", reason="not yet")
    talks.record_items(parse(json.dumps([gone | {"on": "2016-10-20"}]), "gone.yaml"))
    talks.record_items(parse(json.dumps([more | {"act": "accepted", "by": "EUU", "on": "2017-03-01"}]), "late.yaml"))
    assert line(talks, "FJI").in_force is None
    late = line(talks, "EUU").in_force
    assert late
    assert "2017-03-31" == late.since
