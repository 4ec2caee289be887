"""Security guarantees: the roster of guarantors, the lists that differ, and how long each may consult."""

import pytest

from negotiation import TalksLog
from negotiation.domain.dates.edtf import span
from negotiation.views.guarantees import LISTED, Guarantee, Guarantor


def guarantee(journal: TalksLog, **clocks: str) -> Guarantee:
    """Return the only guarantee on the table."""
    (found,) = journal.as_of(**clocks).guarantees().guarantees
    return found


def guarantor(found: Guarantee, name: str) -> Guarantor:
    """Return one guarantor of the roster."""
    return next(one for one in found.guarantors if one.guarantor == name)


def test_what_is_to_be_guaranteed(journal: TalksLog) -> None:
    """A guarantee is shown with all that its term says; who is listed and not heard from is only listed.

    - kind: proposal-tabled
      on: 2022-03-29
      proposal: pact
      title: Guarantees
      by: UKR
      terms:
        kind: security-guarantees
        obligation: as Article 5
        trigger: armed attack
        consultation: P3D
        guarantors: [GBR, TUR]
        excluded_territories: [Crimea]
        decision_rule: all of them together
        decision: unanimity
    - {kind: proposal-tabled, on: 2022-03-29, proposal: other, by: UKR, terms: {kind: neutral-status}}
    """
    found = guarantee(journal)
    assert ("pact", "Guarantees", 5) == (found.proposal, found.title, found.entry)
    assert ("as Article 5", "armed attack", "P3D", ("Crimea",)) == (
        found.obligation, found.trigger, found.consultation, found.exclusions
    )  # fmt: skip
    assert ("all of them together", "unanimity") == (found.decision_rule, found.decision)
    assert [("GBR", LISTED, None, ("UKR",), ()), ("TUR", LISTED, None, ("UKR",), ())] == [
        (one.guarantor, one.state, one.now, one.listed_by, one.not_listed_by) for one in found.guarantors
    ]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("unanimity", "yes: the guarantors act only if all of them agree, so that each can block"),
        ("majority", "no single one can: a majority of the guarantors decides"),
        ("each-alone", "no: each guarantor decides for itself"),
        (None, "the text does not say how the guarantors decide"),
    ],
)
def test_whether_one_guarantor_could_block_the_others(journal: TalksLog, decision: str | None, words: str) -> None:
    """That follows from how the guarantors decide, and from nothing else: least of all from free words."""
    term = {"kind": "security-guarantees", "decision_rule": "each can veto", "decision": decision}
    journal.propose("pact", by="UKR", terms=[term], on="2022-03-29")
    assert words == guarantee(journal).can_block


def test_how_far_each_guarantor_has_gone(journal: TalksLog) -> None:
    """A guarantor has its last state with the date and the source, and every step before it.

    - {kind: source-registered, source: wire, publisher: Agencies}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: TUR}}
    - {kind: guarantor-state-changed, on: 2022-03-30, proposal: pact, guarantor: TUR, state: approached}
    - kind: guarantor-state-changed
      on: 2022-04-01
      proposal: pact
      guarantor: TUR
      state: conditional
      conditions: [parliament agrees, "proposal:pact"]
      says: Cavusoglu
      sources: wire
    - {kind: guarantor-state-changed, on: 2022-04-02, proposal: pact, guarantor: DEU, state: declined, reason: too far}
    """
    found = guarantee(journal)
    turkey, germany = guarantor(found, "TUR"), guarantor(found, "DEU")
    assert turkey.now
    assert ("conditional", ("parliament agrees", "pact is agreed")) == (turkey.state, turkey.now.conditions)
    assert ("2022-04-01", "Cavusoglu", 8, ("wire",)) == (
        turkey.now.on, turkey.now.says, turkey.now.entry, turkey.now.sources
    )  # fmt: skip
    assert [("approached", 7), ("conditional", 8)] == [(step.state, step.entry) for step in turkey.steps]
    assert germany.now
    assert ("declined", "too far", (), ("UKR",)) == (
        germany.state, germany.now.reason, germany.listed_by, germany.not_listed_by
    )  # fmt: skip
    assert "approached" == guarantor(guarantee(journal, at="2022-03-31"), "TUR").state


def test_guarantors_that_are_not_named(journal: TalksLog) -> None:
    """Those of whom a source speaks without a name are on the roster in its words, and no list leaves them out.

    - {kind: proposal-tabled, on: 2022-03-29, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: TUR}}
    - {kind: guarantor-state-changed, on: 2022-03-30, proposal: pact, unnamed: some countries, state: in-principle}
    """
    found = guarantor(guarantee(journal), "some countries")
    assert (False, "in-principle", (), ()) == (found.named, found.state, found.listed_by, found.not_listed_by)


def test_lists_that_differ_stand_side_by_side(journal: TalksLog) -> None:
    """Every account of the guarantors is a list with its sources; of each guarantor one sees who leaves it out.

    - {kind: source-registered, source: wire, publisher: Agencies}
    - {kind: source-registered, source: blog, publisher: A blog}
    - id: pact
      kind: proposal-tabled
      on: 2022-03-29
      proposal: pact
      by: UKR
      says: Arakhamia
      sources: wire
      terms: {kind: security-guarantees, guarantors: [GBR, RUS]}
    """
    theirs = [{"kind": "security-guarantees", "guarantors": ["GBR", "USA"]}]
    journal.dispute("pact", by="blog", reason="a shorter list", account={"terms": theirs}, sources="blog")
    same = [{"kind": "security-guarantees", "trigger": "an attack", "guarantors": ["GBR", "RUS"]}]
    journal.dispute("pact", by="RUS", reason="another trigger", account={"terms": same})
    journal.dispute("pact", by="CHN", reason="not so")
    found = guarantee(journal)
    assert [("Arakhamia", ("GBR", "RUS"), 7, ("wire",)), ("blog", ("GBR", "USA"), 8, ("blog",))] == [
        (one.by, one.guarantors, one.entry, one.sources) for one in found.lists
    ]
    assert {
        "GBR": (("Arakhamia", "blog"), ()),
        "RUS": (("Arakhamia",), ("blog",)),
        "USA": (("blog",), ("Arakhamia",)),
    } == {one.guarantor: (one.listed_by, one.not_listed_by) for one in found.guarantors}
    assert ["blog", "RUS", "CHN"] == [contest.by for contest in found.contested]


def test_a_list_that_only_a_rival_account_gives(journal: TalksLog) -> None:
    """Where the wording lists nobody, the list of an account that does stands alone.

    - {id: pact, kind: proposal-tabled, on: 2022-03-29, proposal: pact, by: UKR, terms: {kind: security-guarantees}}
    """
    theirs = [{"kind": "security-guarantees", "guarantors": ["USA"]}]
    journal.dispute("pact", by="blog", reason="a list was given", account={"terms": theirs}, says="a diplomat")
    found = guarantee(journal)
    assert [("USA",)] == [one.guarantors for one in found.lists]
    assert ["USA"] == [one.guarantor for one in found.guarantors]


@pytest.mark.parametrize(
    ("on", "over"),
    [
        ("2022-05-01", "2022-05-04T00:00Z"),
        ("2022-05-01T10:00Z", "2022-05-04T10:00Z"),
        ("2022-05-01T10:00+03:00", "2022-05-04T07:00Z"),
    ],
)
def test_the_time_for_consultations_runs_from_the_invocation(journal: TalksLog, on: str, over: str) -> None:
    """From the date on which a guarantor was called upon, and not from that of the record, the clock of the text runs.

    - kind: proposal-tabled
      on: 2022-03-29
      proposal: pact
      by: UKR
      terms: {kind: security-guarantees, consultation: P3D, guarantors: [TUR, GBR]}
    - {kind: guarantor-state-changed, on: 2022-04-20, proposal: pact, guarantor: TUR, state: active}
    """
    journal.guarantor("pact", "invoked", ["TUR"], on=on)
    found = guarantee(journal)
    assert (span(over).start, None) == (
        guarantor(found, "TUR").consulting_until,
        guarantor(found, "GBR").consulting_until,
    )
    journal.guarantor("pact", "honoured", ["TUR"], on="2022-05-05")
    assert guarantor(guarantee(journal), "TUR").consulting_until is None


def test_no_clock_runs_where_the_text_gives_none(journal: TalksLog) -> None:
    """Without a time for consultations there is nothing that runs out.

    - {kind: proposal-tabled, on: 2022-03-29, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: TUR}}
    - {kind: guarantor-state-changed, on: 2022-04-20, proposal: pact, guarantor: TUR, state: active}
    - {kind: guarantor-state-changed, on: 2022-05-01, proposal: pact, guarantor: TUR, state: invoked}
    """
    assert guarantor(guarantee(journal), "TUR").consulting_until is None


def test_what_is_not_on_the_table_guarantees_nothing(journal: TalksLog) -> None:
    """A guarantee is shown from its tabling on; one that was revised away is there as long as somebody took a step.

    - {kind: proposal-tabled, on: 2022-03-29, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: TUR}}
    - {kind: guarantor-state-changed, on: 2022-03-30, proposal: pact, guarantor: TUR, state: approached}
    - {kind: proposal-revised, on: 2022-03-31, proposal: pact, by: UKR, terms: {kind: neutral-status}}
    """
    assert () == journal.as_of(at="2022-03-28").guarantees().guarantees
    found = guarantee(journal)
    assert ((), ["TUR"], 7) == (found.lists, [one.guarantor for one in found.guarantors], found.entry)


def test_a_step_that_is_contested(journal: TalksLog) -> None:
    """Who denies a step contests it, and the guarantee with it; what was recorded over a rule is named.

    - {kind: proposal-tabled, on: 2022-03-29, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: TUR}}
    - {id: step, kind: guarantor-state-changed, on: 2022-03-30, proposal: pact, guarantor: TUR, state: committed}
    - {kind: entry-disputed, entry: step, by: TUR, reason: we never did}
    - kind: guarantor-state-changed
      on: 2022-03-31
      proposal: pact
      guarantor: GBR
      state: ratified
      override: so it was reported
    """
    found = guarantee(journal)
    turkey = guarantor(found, "TUR")
    assert turkey.now
    assert ["TUR"] == [contest.by for contest in turkey.now.contested]
    assert [6] == [contest.entry for contest in found.contested]
    assert (8,) == found.overridden


def test_a_revision_of_other_words_leaves_the_accounts_of_the_list(journal: TalksLog) -> None:
    """The disputed list stands beside the other one for as long as the guarantees keep their words.

    - {id: words, kind: proposal-tabled, on: 2022-03-01, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: [GBR, USA]}}
    """
    account = {"security-guarantees.guarantors": ["USA"]}
    journal.dispute("words", by="Herald", reason="read otherwise", account=account)
    journal.revise("pact", by="UKR", provisions=[{"number": "1", "text": "Peace"}], on="2022-03-02")
    found = guarantee(journal)
    assert ([("UKR", ("GBR", "USA")), ("Herald", ("USA",))], 5, ["Herald"]) == (
        [(one.by, one.guarantors) for one in found.lists], found.entry, [one.by for one in found.contested]
    )  # fmt: skip
    journal.revise("pact", by="UKR", terms=[{"kind": "security-guarantees", "guarantors": ["USA"]}], on="2022-03-03")
    assert [("UKR", ("USA",))] == [(one.by, one.guarantors) for one in guarantee(journal).lists]


def test_the_time_for_consultations_counts_from_the_end_of_a_vague_date(journal: TalksLog) -> None:
    """A call some time in March may have come on its last day; one on a day counts from its start.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: pact, by: UKR,
       terms: {kind: security-guarantees, guarantors: [GBR, USA], consultation: P3D}}
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: pact, guarantor: GBR, state: active}
    - {kind: guarantor-state-changed, on: 2022-03-02, proposal: pact, guarantor: USA, state: active}
    - {kind: guarantor-state-changed, on: 2022-03, proposal: pact, guarantor: GBR, state: invoked}
    - {kind: guarantor-state-changed, on: 2022-03-05, proposal: pact, guarantor: USA, state: invoked}
    """
    until = {one.guarantor: one.consulting_until for one in guarantee(journal).guarantors}
    assert {"GBR": span("2022-04-03").end, "USA": span("2022-03-07").end} == until
    assert ["USA"] == [item.who[0] for item in journal.as_of(at="2022-03-20").due().items if item.overdue]
    journal.withdraw("pact", by="UKR", on="2022-03-21")
    assert () == tuple(item for item in journal.as_of(at="2022-05").due().items if item.overdue)
