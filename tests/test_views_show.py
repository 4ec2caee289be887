"""Everything about one thing."""

import pytest

from negotiation import NegotiationError, TalksLog
from negotiation.views.show import ShownEntry, ShownIssue, ShownParty, ShownProposal, ShownSource


def test_a_proposal_with_its_versions_ties_and_accounts(journal: TalksLog) -> None:
    """A proposal is shown with each wording, the ties to it, the positions, other accounts of it, and its history.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, terms: {kind: neutral-status, permanent: yes}}
    - {id: p, kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: supports, version: 1}
    - {kind: proposal-revised, on: 2022-03-03, proposal: treaty, by: UKR, provisions: [{number: 1, text: Peace}]}
    - {kind: proposal-tabled, on: 2022-03-04, proposal: plan, by: RUS, links: {kind: responds-to, target: treaty}}
    - {kind: entry-disputed, entry: p, by: RUS, reason: not so, set: {stance: studying, on: 2022-03-03}}
    """
    found = journal.as_of().show("treaty")
    assert isinstance(found, ShownProposal)
    assert [(1, 5, ()), (2, 7, (("1", "Peace"),))] == [(v.version, v.entry, v.provisions) for v in found.versions]
    assert [("neutral status: permanent",)] * 2 == [version.terms for version in found.versions]
    assert [("in response to", "plan", 8)] == [(tie.kind, tie.proposal, tie.entry) for tie in found.tied_from]
    assert [("RUS", 1)] == [(cell.party, len(cell.moves)) for cell in found.positions]
    (account,) = found.accounts
    assert (6, "RUS", 9) == (account.entry, account.by, account.dispute)
    assert [("stance", "supports", "studying"), ("date", "2 Mar 2022", "3 Mar 2022")] == [
        (difference.field, difference.one, difference.other) for difference in account.says_otherwise
    ]
    assert [5, 6, 7] == [line.number for line in found.history if line.proposal == "treaty"]


def test_a_party_with_its_roles_and_its_deeds(journal: TalksLog) -> None:
    """A party is shown with its present roles, its positions, and what it took part in.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, to: TUR}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: TUR, stance: supports, version: 1}
    - {kind: party-role-changed, on: 2022-03-03, party: TUR, roles: guarantor}
    """
    found = journal.as_of().show("TUR")
    assert isinstance(found, ShownParty)
    assert (("guarantor",), True) == (found.roles, found.present)
    assert [4, 5, 6, 7] == [line.number for line in found.history]
    assert ["treaty"] == [cell.proposal for cell in found.positions]


def test_an_issue_with_its_proposals(journal: TalksLog) -> None:
    """An item of the agenda is shown with the proposals that belong to it.

    - {kind: issue-added, issue: land, title: Territory}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, issue: land}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    """
    found = journal.as_of().show("land")
    assert isinstance(found, ShownIssue)
    assert ("Territory", ["treaty"]) == (found.title, [one.proposal for one in found.proposals])


def test_a_source_with_what_rests_on_it(journal: TalksLog) -> None:
    """A source is shown with the entries that cite it.

    - {kind: source-registered, source: wire, publisher: Agencies}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, sources: wire}
    """
    found = journal.as_of().show("wire")
    assert isinstance(found, ShownSource)
    assert ("Agencies", [6]) == (found.source.publisher, [line.number for line in found.history])


def test_an_entry_with_its_envelope_and_all_said_about_it(journal: TalksLog) -> None:
    """An entry is shown as it reads now, with what it said first, its citations, and every entry about it.

    - {kind: source-registered, source: wire, publisher: Agencies}
    - id: a
      kind: proposal-tabled
      on: 2022-03-01
      proposal: treaty
      by: BLR
      title: "2022-13"
      override: seen
      sources: [{source: wire, locator: page 1, quote: Neutrality, language: en}]
    - {kind: entry-corrected, entry: a, reason: the day, set: {on: 2022-03-02}}
    """
    found = journal.as_of().show("#6")
    assert isinstance(found, ShownEntry)
    assert ("2022-03-02", "peace/proposal/treaty", "seen") == (found.line.occurred, found.stream, found.override)
    assert [("wire", "Agencies", "page 1", "Neutrality", "en")] == [
        (c.source, c.publisher, c.locator, c.quote, c.language) for c in found.citations
    ]
    assert [("date", "1 Mar 2022", "2 Mar 2022")] == [(d.field, d.one, d.other) for d in found.corrected]
    assert {"title": "2022-13", "by": "BLR"} == dict(found.fields)
    assert ["#6 was corrected: the day"] == [line.what for line in found.about_it]


def test_entries_that_an_entry_names_are_shown_by_their_numbers(journal: TalksLog) -> None:
    """A verdict says on which entries it rests, before and after it was corrected; an id in other words is a word.

    - {kind: pledge-made, on: 2022-03-01, pledge: halfway, by: RUS, text: We go half the way}
    - {id: way, kind: conduct-observed, on: 2022-03-02, pledge: halfway, by: UKR, text: None of it}
    - {id: half, kind: conduct-observed, on: 2022-03-03, pledge: halfway, by: UKR, text: A little}
    - {id: said, kind: pledge-assessed, on: 2022-03-04, pledge: halfway, by: UKR, verdict: breached, evidence: [way]}
    - {kind: entry-corrected, entry: said, reason: half, set: {evidence: [way, half], reason: no way}}
    """
    verdict, correction = journal.as_of().show("#8"), journal.as_of().show("#9")
    assert isinstance(verdict, ShownEntry)
    assert isinstance(correction, ShownEntry)
    told = dict(verdict.fields)
    assert ("halfway", "#6; #7", "no way") == (told["pledge"], told["evidence"], told["reason"])
    changed = {found.field: (found.one, found.other) for found in verdict.corrected}
    assert {"evidence": ("#6", "#6; #7"), "reason": ("nothing", "no way")} == changed
    assert ("#8", "half") == (dict(correction.fields)["entry"], dict(correction.fields)["reason"])
    assert verdict.corrected == journal.changed_by(journal.entries()[-1])


def test_an_entry_that_was_taken_back_can_still_be_shown(journal: TalksLog) -> None:
    """A retracted entry is shown with its retraction, and so is the retraction.

    - {id: a, kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: entry-retracted, entry: a, reason: a mistake}
    """
    entry, retraction = journal.as_of().show("#5"), journal.as_of().show("#6")
    assert isinstance(entry, ShownEntry)
    assert isinstance(retraction, ShownEntry)
    assert ["#5 was retracted: a mistake"] == [line.what for line in entry.about_it]
    assert "#5 was retracted: a mistake" == retraction.line.what


def test_what_could_not_be_known_is_not_shown(journal: TalksLog) -> None:
    """At a moment of knowledge an entry is shown without the dispute that was published later.

    - {kind: source-registered, source: paper, publisher: The Paper, published: 2022-05-01}
    - {id: a, kind: proposal-tabled, on: 2022-03-01, learned: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: entry-disputed, entry: a, by: RUS, reason: not so, sources: paper}
    """
    then, now = journal.as_of(known="2022-04").show("#6"), journal.as_of().show("#6")
    assert isinstance(then, ShownEntry)
    assert isinstance(now, ShownEntry)
    assert ((), (), 1, 1) == (then.accounts, then.about_it, len(now.accounts), len(now.about_it))
    with pytest.raises(NegotiationError, match="at this point of view"):
        journal.as_of(known="2022-04").show("#7")


@pytest.mark.parametrize("reference", ["treaty", "land", "wire", "#7", "BLR"])
def test_what_is_not_in_view_is_not_found(journal: TalksLog, reference: str) -> None:
    """What the log holds, but not at these clocks, is not found there, and the error says so.

    - {kind: issue-added, issue: land, title: Territory, on: 2022-03-10}
    - {kind: source-registered, source: wire, publisher: Agencies, on: 2022-03-10}
    - {kind: proposal-tabled, on: 2022-03-10, proposal: treaty, by: UKR}
    - {kind: party-joined, on: 2022-03-10, party: BLR, roles: observer}
    """
    with pytest.raises(NegotiationError, match="at this point of view") as caught:
        journal.as_of(at="2022-03-09").show(reference)
    assert "it is in the log, but not in view at these clocks" == caught.value.hint
    assert journal.as_of(at="2022-03-10").show(reference)


def test_an_entry_says_when_it_was_learned(journal: TalksLog) -> None:
    """When it could first be known is shown with everything else that was said of it.

    - {kind: proposal-tabled, on: 2022-03-01, learned: 2022-03-04, proposal: p, by: UKR}
    """
    assert "2022-03-04" == journal.as_of().show("#5").learned  # type: ignore[union-attr]  # an entry


def test_what_is_said_of_an_entry_reads_as_it_was_corrected(journal: TalksLog) -> None:
    """A dispute with the wrong source, put right and taken back, is shown with the right one and what became of it.

    - {kind: source-registered, source: one, publisher: P}
    - {kind: source-registered, source: two, publisher: Q}
    - {kind: statement-recorded, on: 2022-03-29, speaker: Fomin, text: We shall see}
    - {id: dispute, kind: entry-disputed, entry: "#7", by: Kyiv, reason: not so, sources: one}
    """
    journal.correct("#8", {"sources": "two"}, reason="misread")
    journal.retract("#8", reason="they did not say that")
    found, dispute = (journal.as_of().show(entry) for entry in ("#7", "#8"))
    assert isinstance(found, ShownEntry)
    assert isinstance(dispute, ShownEntry)
    (line,) = found.about_it
    assert (8, ("two",), ("corrected by #9", "retracted by #10")) == (line.number, line.sources, line.marks)
    assert (("two",), ("corrected by #9", "retracted by #10")) == (dispute.line.sources, dispute.line.marks)
