"""Which entries are asked for: the same filters for every list, with one meaning in all of them."""

from typing import Any

import pytest

from negotiation import Filter, NegotiationError, TalksLog
from negotiation.exchange.journal import parse

MIXED = """
- {kind: round-opened, on: 2022-03-28, round: first}
- {kind: party-joined, party: CHN, roles: observer}
- {kind: source-registered, source: wire, publisher: Agencies, published: 2022-03-30}
- {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR, to: [RUS, CHN], sources: wire}
- {kind: position-taken, on: 2022-03, proposal: treaty, party: RUS, stance: studying, version: 1, says: Medinsky}
- {id: said, kind: statement-recorded, on: 2022-03-31, speaker: Wang Yi, party: CHN, text: Peace, about: "party:RUS"}
- {kind: pledge-made, on: 2022-04-02, pledge: leave, by: RUS, to: UKR, text: We leave, under: treaty, in_round: first}
- {kind: pledge-assessed, on: 2022-04-03, pledge: leave, assessor: UKR, verdict: partial, evidence: said}
- {kind: proposal-tabled, on: 2022-04-04, proposal: plan, by: RUS}
- {kind: position-taken, on: 2022-04-05, proposal: plan, party: UKR, stance: opposes, version: 1}
"""


@pytest.fixture
def mixed(journal: TalksLog) -> TalksLog:
    """Return talks in which three parties do things to each other: #5 and #6 frame them, #7 to #14 happened."""
    journal.record_items(parse(MIXED, "docstring"))
    return journal


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"by": "CHN"}, [10]),
        ({"by": "UKR"}, [8, 12, 14]),
        ({"to": "CHN"}, [6, 8]),
        ({"to": "UKR"}, [2, 11]),
        ({"party": "RUS"}, [3, 8, 9, 10, 11, 13]),
        ({"about": "RUS"}, [10]),
        ({"about": "treaty"}, [8, 9, 11]),
        ({"about": "leave"}, [11, 12]),
        ({"about": "#10"}, [12]),
        ({"proposal": "tre"}, [8, 9, 11]),
        ({"round": "first"}, [5, 11]),
        ({"says": "medin"}, [9]),
        ({"speaker": "WANG"}, [10]),
        ({"kind": "position-t"}, [9, 14]),
        ({"kind": "pledge-"}, [11, 12]),
        ({"kind": "p", "by": "RUS"}, [9, 11, 13]),
        ({"since": "2022-04"}, [11, 12, 13, 14]),
        ({"since": "2022-03-30", "until": "2022-04-02"}, [9, 10, 11]),
        ({"until": "2022-03-29"}, [5, 8, 9]),
        ({"since": "#12"}, [12, 13, 14]),
        ({"since": "#8", "until": "2022-03-31"}, [8, 9, 10]),
        ({"since": "#3", "until": "#6"}, [3, 4, 5, 6]),
        ({"text": "peace", "by": "CHN"}, [10]),
    ],
    ids=str,
)
def test_each_filter_keeps_what_it_asks_for(mixed: TalksLog, asked: dict[str, Any], numbers: list[int]) -> None:
    """By whom, to whom, about what, who says so, of which kind, since when: in the history and in the record."""
    seen = mixed.as_of()
    wanted = seen.filter(**asked)
    assert numbers == sorted(line.number for line in seen.timeline(wanted).lines)
    assert numbers == [line.number for line in seen.record(wanted).lines]
    last = seen.timeline(wanted, last=1)
    assert [seen.timeline(wanted).lines[-1]] == list(last.lines)
    assert len(numbers) - 1 == last.earlier
    assert len(numbers) == seen.count((), wanted).total


def test_a_list_of_things_shows_those_that_rest_on_what_is_asked_for(mixed: TalksLog) -> None:
    """Pledges by the entry that made them, rounds by what happened in them, the others by any entry of theirs."""
    seen = mixed.as_of(at="2022-04-06")
    assert [pledge.pledge for pledge in seen.pledges(seen.filter(by="RUS")).pledges] == ["leave"]
    assert () == seen.pledges(seen.filter(by="UKR")).pledges
    assert [found.round for found in seen.rounds(seen.filter(since="2022-04")).rounds] == ["first"]
    assert () == seen.rounds(seen.filter(since="2022-05")).rounds
    assert [(line.source, line.entries) for line in seen.sources(seen.filter(proposal="treaty")).sources] == [
        ("wire", (8,))
    ]
    assert () == seen.sources(seen.filter(by="CHN")).sources
    mixed.propose("map", by=["TUR"], on="2022-04-05")
    waiting = [(item.subject, item.who) for item in mixed.as_of(at="2022-04-06").due().items]
    assert [("map", ("UKR", "RUS"))] == waiting
    for asked in ({"by": "TUR"}, {"party": "TUR"}, {"party": "RUS"}, {"party": "UKR", "since": "#15"}):
        found = mixed.as_of(at="2022-04-06").due(wanted=seen.filter(**asked))
        assert waiting == [(item.subject, item.who) for item in found.items], asked
    for asked in ({"by": "RUS"}, {"party": "CHN"}, {"party": "UKR", "until": "#14"}):
        assert () == mixed.as_of(at="2022-04-06").due(wanted=seen.filter(**asked)).items, asked


def test_positions_are_of_the_parties_and_proposals_asked_for(mixed: TalksLog) -> None:
    """A proposal stays if something on it is asked for, a party if it did that; the cells that stay are whole."""
    seen = mixed.as_of()

    def shown(last: int | None = None, **asked: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = seen.positions(seen.filter(**asked), last=last)
        assert len(found.cells) == len(found.parties) * len(found.proposals)
        return found.proposals, found.parties

    assert (("treaty", "plan"), ("UKR",)) == shown(by="UKR")
    proposals, parties = shown(since="2022-04")
    assert (("plan",), {"RUS", "UKR"}) == (proposals, set(parties))
    assert (("treaty",), ("RUS",)) == shown(says="medinsky")
    assert (("plan",), ("UKR",)) == shown(by="UKR", last=1)
    assert ((), ()) == shown(by="CHN")


@pytest.mark.parametrize("view", ["timeline", "record", "positions", "pledges", "rounds", "due", "sources"])
def test_the_last_of_none_is_a_slip(mixed: TalksLog, view: str) -> None:
    """To ask for the last of less than one is refused, by every list."""
    with pytest.raises(NegotiationError, match="the last 0 entries are none"):
        mixed.as_of().view(view, last=0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2022-13"}, "--since: '2022-13' does not exist"),
        ({"until": "7"}, "write '#7' for the entry of that number"),
        ({"kind": "nosuch"}, "there is no kind of entry 'nosuch'"),
        ({"by": "XYZ"}, "there is no party 'XYZ'"),
        ({"about": "nothing"}, "there is no proposal, party"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_for(mixed: TalksLog, asked: dict[str, str], said: str) -> None:
    """A moment that is none, and names of nothing, are refused in words before anything is read."""
    with pytest.raises(NegotiationError) as refused:
        mixed.as_of().filter(**asked)
    assert said in str(refused.value)


def test_what_is_said_of_a_party_is_found_under_it(mixed: TalksLog) -> None:
    """A statement of one party about another is in the history of both, and says whom it is about."""
    for party in ("CHN", "RUS"):
        history = mixed.as_of().view("show", party).history
        assert "Wang Yi (CHN) about RUS: “Peace”" in [line.what for line in history]
    line = mixed.as_of().timeline(Filter(speaker="wang")).lines[0]
    assert (("party:RUS",), "Wang Yi", "Peace", ("CHN",)) == (line.about, line.speaker, line.text, line.parties)
