"""The Paris shape in small: five parties with weights, thresholds by heads and by weight, a correction, an exit."""

from pathlib import Path

import pytest
from carried import carried_through_changes, carried_through_files

from negotiation import NegotiationLog, TalksLog
from negotiation.exchange.journal import parse
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
