"""What the record of the Istanbul talks must show, on all three clocks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation import NegotiationLog, TalksLog
from negotiation import demo as istanbul
from negotiation.exchange.journal import parse
from negotiation.views.pledges import PledgeStatus

PLEDGE = "kyiv-chernihiv"


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TalksLog]:
    """Return the talks of the demo, recorded in a log of their own."""
    path: Path = tmp_path_factory.mktemp("demo") / "istanbul.db"
    with NegotiationLog.create(str(path)) as log:
        found = log.begin(istanbul.TALKS)
        found.record_items(parse(istanbul.journal_text(), "istanbul.yaml"))
        yield found


def pledge(talks: TalksLog, **clocks: str) -> PledgeStatus:
    """Return the pledge to reduce military activity, at some clocks."""
    return next(found for found in talks.as_of(**clocks).pledges().pledges if found.pledge == PLEDGE)


def verdicts(talks: TalksLog, **clocks: str) -> list[tuple[str, str, str | None]]:
    """Return the current verdicts on that pledge, each with its assessor and its date."""
    return [(found.assessor, found.verdict, found.on) for found in pledge(talks, **clocks).kept.verdicts]


def number_of(talks: TalksLog, entry_id: str) -> int:
    """Return the number of an entry of the demo."""
    return next(entry.number for entry in talks.entries() if entry.id == entry_id)


def test_on_29_march_the_pledge_is_made_and_contested(talks: TalksLog) -> None:
    """Russia announced it, the United States deny that it is a withdrawal: made, and contested by both accounts."""
    found = pledge(talks, at="2022-03-29")
    assert "made, contested" == found.label
    assert "contested: announced (RUS) and no evidence (USA)" == found.kept.words
    assert {"USA", "Al Mayadeen English"} == {contest.by for contest in found.grounds.contested}
    assert [("USA", "no-evidence", "2022-03-29")] == verdicts(talks, at="2022-03-29")


def test_on_30_march_ukraine_contradicts_it_and_the_united_states_doubt_it(talks: TalksLog) -> None:
    """A day later there are two verdicts, and neither takes the place of the other."""
    expected = [("USA", "no-evidence", "2022-03-29"), ("UKR", "contradicted", "2022-03-30")]
    assert expected == verdicts(talks, at="2022-03-30")


def test_on_6_april_the_new_verdict_stands_beside_the_older_one(talks: TalksLog) -> None:
    """The United States find it fulfilled; the verdict of Ukraine still stands with its date: it is contested."""
    found = pledge(talks, at="2022-04-06")
    expected = [("UKR", "contradicted", "2022-03-30"), ("USA", "fulfilled", "2022-04-06")]
    assert expected == verdicts(talks, at="2022-04-06")
    assert found.kept.words.startswith("contested")
    assert [("USA", "no-evidence")] == [(earlier.assessor, earlier.verdict) for earlier in found.kept.earlier]


def test_what_could_be_known_of_the_pledge_grows_with_its_sources(talks: TalksLog) -> None:
    """By what was known on 29 and 30 March the later verdicts are out of view, whatever the date that is asked for."""
    assert [("USA", "no-evidence", "2022-03-29")] == verdicts(talks, at="2022-04-15", known="2022-03-29")
    known = verdicts(talks, at="2022-04-15", known="2022-03-30")
    assert [("USA", "no-evidence", "2022-03-29"), ("UKR", "contradicted", "2022-03-30")] == known


def test_what_the_log_held_of_the_pledge_grows_with_its_entries(talks: TalksLog) -> None:
    """Up to the entry before the one of 6 April, the log held the older verdict of the United States."""
    before = number_of(talks, "withdrawn-to-refit") - 1
    held = verdicts(talks, recorded=f"#{before}")
    assert [("USA", "no-evidence", "2022-03-29"), ("UKR", "contradicted", "2022-03-30")] == held
    assert [] == verdicts(talks, recorded=f"#{number_of(talks, 'small-number')}")


def test_the_pledge_is_vague_and_nothing_says_by_when(talks: TalksLog) -> None:
    """It was announced without a date and without a measure, and is shown as vague."""
    found = pledge(talks, at="2022-03-29")
    assert found.measured.vague
    assert found.measured.due is None
    assert ("RUS",) == found.words.by


def test_the_list_of_guarantors_differs_by_source(talks: TalksLog) -> None:
    """The paper names eleven states, a report of Arakhamia's words leaves out Russia and Italy; both lists stand."""
    (guarantee,) = talks.as_of(at="2022-03-29").guarantees().guarantees
    paper, report = guarantee.lists
    assert {"RUS", "ITA"} == set(paper.guarantors) - set(report.guarantors)
    assert set(report.guarantors) < set(paper.guarantors)
    assert (("meduza", "glostat"), ("empr",)) == (paper.sources, report.sources)
    assert "P3D" == guarantee.consultation
    assert ("Crimea", "Sevastopol", "parts of Donetsk and Luhansk") == guarantee.exclusions
    unnamed = [found for found in guarantee.guarantors if not found.named]
    assert [("some countries", "in-principle")] == [(found.guarantor, found.state) for found in unnamed]


def test_the_date_of_the_announcement_differs_by_outlet(talks: TalksLog) -> None:
    """29 March is recorded, 30 March stands beside it as another outlet's account."""
    found = pledge(talks, at="2022-04-06")
    told = [(a.by, d.one, d.other) for a in found.accounts for d in a.says_otherwise if d.field == "date"]
    assert "2022-03-29" == found.words.on
    assert [("Al Mayadeen English", "29 Mar 2022", "30 Mar 2022")] == told


def test_the_draft_treaty_could_not_be_known_on_30_march_but_had_happened_by_15_april(talks: TalksLog) -> None:
    """What became known in 2024 is in view only where knowledge is not held to an earlier day."""
    known = {found.proposal for found in talks.as_of(at="2022-04-15", known="2022-03-30").status().proposals}
    happened = {found.proposal for found in talks.as_of(at="2022-04-15").status().proposals}
    assert {"draft-treaty"} == happened - known
    learned = talks.as_of(known="2024-06-14").status().proposals, talks.as_of(known="2024-06-15").status().proposals
    assert [False, True] == ["draft-treaty" in {found.proposal for found in view} for view in learned]


def test_neutrality_stands_in_exchange_for_guarantees_and_neither_is_agreed(talks: TalksLog) -> None:
    """Russia has both under study, and each says what it waits for."""
    status = {found.proposal: found for found in talks.as_of(at="2022-03-29").status().proposals}
    neutral, guarantees = status["neutral-status"], status["security-guarantees"]
    assert [("in exchange for", "security-guarantees")] == [(tie.kind, tie.proposal) for tie in neutral.ties]
    assert ["under consideration"] * 2 == [neutral.formal.stage, guarantees.formal.stage]
    for found in (neutral, guarantees):
        assert [("RUS", "studying")] == [(stance.party, stance.stance) for stance in found.stances]
    assert ["security-guarantees"] == [wait.for_proposal for wait in neutral.waits]


def test_the_rounds_are_there_and_the_number_of_the_last_is_disputed(talks: TalksLog) -> None:
    """Five meetings are recorded; what the one in Istanbul is called differs by source."""
    rounds = talks.as_of(at="2022-03-29").rounds().rounds
    opened = ["2022-02-28", "2022-03-03", "2022-03-07", "2022-03-10", "2022-03-29"]
    assert opened == [found.opened for found in rounds]
    last = rounds[-1]
    assert ("TUR", "PT3H") == (last.host, last.duration)
    assert [("fourth round", "RUA")] == [(told.says, told.by) for told in last.labels]
    assert number_of(talks, "guarantees-tabled") in last.entries
    assert number_of(talks, "fomin-announces") not in last.entries


def test_every_entry_that_is_dated_has_a_source(talks: TalksLog) -> None:
    """Nothing of the demo is said without saying where it was read."""
    assert () == talks.as_of().sources().unsourced
