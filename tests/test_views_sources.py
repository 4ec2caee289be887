"""What rests on each source, and what rests on none."""

from negotiation import TalksLog


def test_what_rests_on_each_source(journal: TalksLog) -> None:
    """Each source is listed with the entries that cite it, once each, though they cite it twice.

    - {kind: source-registered, source: wire, publisher: Agencies, published: 2022-03-30, reliability: B}
    - {kind: source-registered, source: paper, publisher: The Paper}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR, sources: [wire@page 1, wire@page 2, paper]}
    - {kind: position-taken, on: 2022-03-29, proposal: treaty, party: RUS, stance: studying, version: 1, sources: wire}
    """
    found = journal.as_of().sources()
    assert [("wire", (7, 8)), ("paper", (7,))] == [(line.source, line.entries) for line in found.sources]
    assert ("Agencies", "2022-03-30", "B") == (
        found.sources[0].publisher, found.sources[0].published, found.sources[0].reliability
    )  # fmt: skip
    assert ("peace", ()) == (found.talks, found.unsourced)


def test_claims_without_a_source_are_listed(journal: TalksLog) -> None:
    """An entry that cites nothing is listed as unsourced; what frames the talks is not.

    - {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    """
    assert ["UKR tabled treaty (version 1)"] == [line.what for line in journal.as_of().sources().unsourced]


def test_a_corrected_citation_counts_as_corrected(journal: TalksLog) -> None:
    """A source found later, and added by a correction, is the one on which the entry rests.

    - {kind: source-registered, source: wire, publisher: Agencies}
    - {id: a, kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    - {kind: entry-corrected, entry: a, reason: read it, set: {sources: wire}}
    """
    then, now = journal.as_of(recorded="#6").sources(), journal.as_of().sources()
    assert ([()], [6]) == ([line.entries for line in then.sources], [line.number for line in then.unsourced])
    assert ([(6,)], []) == ([line.entries for line in now.sources], list(now.unsourced))


def test_a_source_is_in_view_once_it_was_published(journal: TalksLog) -> None:
    """A source published later is not among those that could be known.

    - {kind: source-registered, source: nyt, publisher: NYT, published: 2024-06-15}
    """
    assert () == journal.as_of(known="2022-04").sources().sources
    assert ["nyt"] == [line.source for line in journal.as_of(known="2024-06-15").sources().sources]
