"""Words and deeds: what was pledged, what was seen of it, and who says that it is kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from given import entries_of, frame, told
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from negotiation import Filter, NegotiationError, TalksLog
from negotiation.domain.pledge.events import Verdict
from negotiation.domain.record.history import history
from negotiation.views.pledges import PledgeStatus, pledges
from negotiation.views.scales import NONE, SCALES
from negotiation.views.show_things import ShownPledge
from negotiation.views.verdicts import NOT_ASSESSED, GivenVerdict
from negotiation.views.why import WhyPledge


def reduce(journal: TalksLog, **clocks: str) -> PledgeStatus:
    """Return the pledge to reduce, at some clocks."""
    return next(one for one in journal.as_of(**clocks).pledges().pledges if one.pledge == "reduce")


def given_by(findings: Sequence[GivenVerdict]) -> list[tuple[str, str]]:
    """Return who gave which verdict."""
    return [(finding.assessor, finding.verdict) for finding in findings]


def test_every_withdrawal_is_behind_the_label(journal: TalksLog) -> None:
    """A label that says who took their word back rests on the entries that say so, and on their disputes.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: [RUS, UKR], text: to leave}
    - {kind: pledge-withdrawn, on: 2022-03-02, pledge: leave, by: RUS}
    - {kind: pledge-withdrawn, on: 2022-03-03, pledge: leave, by: UKR}
    """
    journal.dispute("#6", by="RUS", reason="it never was")
    (found,) = journal.as_of(at="2022-03-02").pledges().pledges
    assert ("made, withdrawn by RUS, contested", (5, 6), [6]) == (
        found.label, found.grounds.because, [contest.entry for contest in found.grounds.contested]
    )  # fmt: skip
    assert (5, 6, 7) == journal.as_of().pledges().pledges[0].grounds.because


def test_a_pledge_that_nobody_assessed(journal: TalksLog) -> None:
    """The words stand with all that is said of them; until somebody gives a verdict it is not assessed, and vague.

    - {kind: issue-added, issue: arms, title: Arms}
    - {kind: source-registered, source: wire, publisher: Agencies}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: treaty, by: UKR}
    - kind: pledge-made
      on: 2022-03-29
      pledge: reduce
      by: RUS
      to: UKR
      text: We shall reduce our activity
      actions: [withdraw troops]
      areas: [Kyiv, Chernihiv]
      purpose: to build trust
      issue: arms
      under: treaty
      says: Fomin
      sources: wire
    """
    found = reduce(journal)
    assert ("made", NOT_ASSESSED, True, None, False) == (
        found.label, found.kept.words, found.measured.vague, found.measured.due, found.measured.past_due
    )  # fmt: skip
    assert ("We shall reduce our activity", ("RUS",), ("UKR",)) == (found.words.text, found.words.by, found.words.to)
    assert (("withdraw troops",), ("Kyiv", "Chernihiv"), "to build trust") == (
        found.words.actions,
        found.words.areas,
        found.words.purpose,
    )
    assert ("arms", "treaty", "Fomin", "2022-03-29", 8) == (
        found.words.issue, found.words.under, found.words.says, found.words.on, found.words.entry
    )  # fmt: skip
    assert (("wire",), (8,), (), (), ()) == (
        found.words.sources, found.grounds.because, found.kept.verdicts, found.kept.earlier, found.kept.deeds
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verdicts", "kept", "label"),
    [
        ({"USA": "no-evidence"}, "no evidence (USA)", "made"),
        ({"USA": "fulfilled", "UKR": "fulfilled"}, "fulfilled (USA and UKR)", "made"),
        ({"RUS": "fulfilled"}, "fulfilled (RUS)", "made"),
        (
            {"USA": "no-evidence", "UKR": "contradicted"},
            "contested: no evidence (USA) and contradicted (UKR)",
            "made, contested",
        ),
        (
            {"USA": "partial", "RUS": "fulfilled", "GBR": "partial"},
            "contested: partial (USA and GBR) and fulfilled (RUS)",
            "made, contested",
        ),
    ],
)
def test_what_the_verdicts_come_to(journal: TalksLog, verdicts: Mapping[str, str], kept: str, label: str) -> None:
    """Verdicts that agree are one verdict, with who gives it; verdicts that differ are contested, and never counted.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    """
    for assessor, verdict in verdicts.items():
        journal.assess("reduce", verdict, by=assessor, on="2022-03-30")
    found = reduce(journal)
    assert (kept, label) == (found.kept.words, found.label)
    assert list(verdicts.items()) == given_by(found.kept.verdicts)


def numbers_in(value: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Yield every number of a view with the name of its field."""
    if isinstance(value, Struct):
        for field in fields(value):
            yield from numbers_in(getattr(value, field.name), field.name)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from numbers_in(item, path)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


assessments = st.lists(
    st.tuples(st.sampled_from(["USA", "UKR", "RUS", "OSCE"]), st.sampled_from([*Verdict])), max_size=8
)


@given(given_verdicts=assessments)
def test_sources_are_never_counted(given_verdicts: list[tuple[str, Verdict]]) -> None:
    """No figure of the view is a count: each number in it is that of an entry, and what it comes to has no figure."""
    past = [
        *frame(),
        told("pledge-made", "2022-03-29", pledge="reduce", by="RUS", text="We shall reduce"),
        *(
            told("pledge-assessed", "2022-03-30", pledge="reduce", assessor=assessor, verdict=verdict)
            for assessor, verdict in given_verdicts
        ),
    ]
    (found,) = pledges(history(entries_of(past))).pledges
    assert {"entry", "evidence", "because", "unsettled", "overridden", "dispute"} >= {n for n, _ in numbers_in(found)}
    assert not any(character.isdigit() for character in found.kept.words + found.label)
    differ = len(set(dict(given_verdicts).values())) > 1
    assert differ == found.kept.words.startswith("contested: ") == found.label.endswith(", contested")


@given(given_verdicts=assessments)
def test_each_assessor_has_one_verdict_that_stands(given_verdicts: list[tuple[str, Verdict]]) -> None:
    """Of each assessor the last verdict stands; every other one is among the earlier ones, and none is lost."""
    past = [
        *frame(),
        told("pledge-made", "2022-03-29", pledge="reduce", by="RUS", text="We shall reduce"),
        *(
            told("pledge-assessed", "2022-03-30", pledge="reduce", assessor=assessor, verdict=verdict)
            for assessor, verdict in given_verdicts
        ),
    ]
    (found,) = pledges(history(entries_of(past))).pledges
    assert dict(given_verdicts) == dict(given_by(found.kept.verdicts))
    assert sorted(given_verdicts) == sorted(given_by((*found.kept.verdicts, *found.kept.earlier)))


@pytest.mark.parametrize(
    ("account", "kept", "after_a_verdict"),
    [
        (None, "contested: announced (RUS), not assessed", "contested: announced (RUS) and partial (USA)"),
        (
            {"text": "We may reduce"},
            "contested: announced (RUS), not assessed",
            "contested: announced (RUS) and partial (USA)",
        ),
        ({"on": "2022-03-30"}, NOT_ASSESSED, "partial (USA)"),
        ({"says": "Medinsky"}, NOT_ASSESSED, "partial (USA)"),
    ],
)
def test_words_that_are_denied_stand_beside_the_verdicts(
    journal: TalksLog, account: dict[str, str] | None, kept: str, after_a_verdict: str
) -> None:
    """Who denies the words makes them one side of the contest; who disputes their date or speaker alone does not.

    - {id: made, kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce, says: Fomin}
    """
    journal.dispute("made", by="USA", reason="not so", account=account)
    found = reduce(journal)
    assert (kept, "made, contested") == (found.kept.words, found.label)
    assert [(5, "USA", 6)] == [(contest.entry, contest.by, contest.dispute) for contest in found.grounds.contested]
    journal.assess("reduce", "partial", by="USA", on="2022-03-30")
    assert after_a_verdict == reduce(journal).kept.words


def test_a_dispute_that_was_taken_back_contests_nothing(journal: TalksLog) -> None:
    """Once a dispute is retracted, the words are no side of a contest any more.

    - {id: made, kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {id: no, kind: entry-disputed, entry: made, by: USA, reason: not so}
    - {kind: entry-retracted, entry: "no", reason: a mistake}
    """
    assert ("made", NOT_ASSESSED) == ((found := reduce(journal)).label, found.kept.words)
    assert "made, contested" == reduce(journal, recorded="#6").label


def test_a_verdict_gives_way_to_a_later_one_of_the_same_assessor_alone(journal: TalksLog) -> None:
    """The older verdict of another assessor stands, with its date; the replaced one is kept among the earlier ones.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {kind: pledge-assessed, on: 2022-03-30, pledge: reduce, assessor: UKR, verdict: contradicted}
    - {kind: pledge-assessed, on: 2022-04-06, pledge: reduce, assessor: USA, verdict: fulfilled, confidence: high}
    - {kind: pledge-assessed, on: 2022-03-29, pledge: reduce, assessor: USA, verdict: no-evidence, reason: too early}
    """
    found = reduce(journal)
    assert [("UKR", "contradicted"), ("USA", "fulfilled")] == given_by(found.kept.verdicts)
    assert ["2022-03-30", "2022-04-06"] == [finding.on for finding in found.kept.verdicts]
    assert [("USA", "no-evidence", 8, "too early")] == [
        (finding.assessor, finding.verdict, finding.entry, finding.reason) for finding in found.kept.earlier
    ]
    assert (5, 6, 7) == found.grounds.because
    then = reduce(journal, at="2022-04-05")
    assert ([("USA", "no-evidence"), ("UKR", "contradicted")], ()) == (given_by(then.kept.verdicts), then.kept.earlier)


def test_how_a_pledge_is_measured(journal: TalksLog) -> None:
    """Indicators, baseline and due date make it less vague; a later word on each replaces an earlier one.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {kind: pledge-clarified, on: 2022-03-30, pledge: reduce, by: RUS, indicators: [troops=fewer, posts=none]}
    - {kind: pledge-clarified, on: 2022-03-31, pledge: reduce, by: OSCE, baseline: 1 March, due: 2022-04-10}
    - {kind: pledge-clarified, on: 2022-04-01, pledge: reduce, by: OSCE, indicators: troops=under 5000}
    """
    found = reduce(journal)
    assert (("troops", "under 5000"), ("posts", "none")) == found.measured.indicators
    assert (False, "1 March", "2022-04-10", (5, 6, 7, 8)) == (
        found.measured.vague,
        found.measured.baseline,
        found.measured.due,
        found.grounds.because,
    )
    assert (True, None) == ((then := reduce(journal, at="2022-03-29")).measured.vague, then.measured.due)


@pytest.mark.parametrize(
    ("at", "past"),
    [("2022-04-09", False), ("2022-04-10T23:58Z", False), ("2022-04-10", True), ("2022-04-11", True), ("2022", True)],
)
def test_a_pledge_is_past_due_once_its_day_is_over(journal: TalksLog, at: str, *, past: bool) -> None:
    """Whether the due date has passed is worked out for the moment that is asked about.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {kind: pledge-clarified, on: 2022-03-30, pledge: reduce, by: RUS, due: 2022-04-10}
    """
    found = reduce(journal, at=at)
    assert ("2022-04-10", past) == (found.measured.due, found.measured.past_due)


def test_the_evidence_of_a_verdict(journal: TalksLog) -> None:
    """A verdict names the entries that it rests on as far as they are in view, and says which are not.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {id: seen, kind: conduct-observed, on: 2022-03-30, pledge: reduce, by: OSCE, text: Columns moved north}
    - {id: said, kind: statement-recorded, on: 2022-04-05, speaker: Kirby, text: A small number}
    - {kind: pledge-assessed, on: 2022-03-31, pledge: reduce, assessor: USA, verdict: partial, evidence: [said, seen]}
    """
    (verdict,) = reduce(journal).kept.verdicts
    assert ((6, 7), False) == (verdict.evidence, verdict.evidence_out_of_view)
    (then,) = reduce(journal, at="2022-03-31").kept.verdicts
    assert ((6,), True) == (then.evidence, then.evidence_out_of_view)
    journal.retract("seen", reason="another day")
    (now,) = reduce(journal).kept.verdicts
    assert ((7,), (9,), False) == (now.evidence, now.evidence_retracted, now.evidence_out_of_view)


def test_evidence_that_is_contested_makes_the_verdict_contested(journal: TalksLog) -> None:
    """Who disputes what a verdict rests on contests the verdict, and the pledge with it; the verdict itself stays.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {id: seen, kind: conduct-observed, on: 2022-03-30, pledge: reduce, by: OSCE, text: Columns moved north}
    - {kind: pledge-assessed, on: 2022-03-31, pledge: reduce, assessor: USA, verdict: partial, evidence: seen}
    - {kind: pledge-assessed, on: 2022-03-31, pledge: reduce, assessor: GBR, verdict: partial}
    - {kind: entry-disputed, entry: seen, by: RUS, reason: it was another column}
    """
    found = reduce(journal)
    assert [[("RUS", 6)], []] == [[(c.by, c.entry) for c in verdict.contested] for verdict in found.kept.verdicts]
    assert ("made, contested", "partial (USA and GBR)") == (found.label, found.kept.words)
    assert [(6, "RUS", 9)] == [(contest.entry, contest.by, contest.dispute) for contest in found.grounds.contested]
    assert [["RUS"]] == [[contest.by for contest in deed.contested] for deed in found.kept.deeds]


def test_a_dispute_of_a_replaced_verdict_contests_no_more(journal: TalksLog) -> None:
    """Only what the label rests on makes it contested: an earlier verdict is no part of that.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {id: old, kind: pledge-assessed, on: 2022-03-30, pledge: reduce, assessor: USA, verdict: partial}
    - {kind: entry-disputed, entry: old, by: RUS, reason: not so}
    - {kind: pledge-assessed, on: 2022-04-30, pledge: reduce, assessor: USA, verdict: fulfilled}
    """
    assert ("made", ()) == ((found := reduce(journal)).label, found.grounds.contested)
    assert ["RUS"] == [contest.by for finding in found.kept.earlier for contest in finding.contested]
    assert "made, contested" == reduce(journal, at="2022-04-29").label


def test_deeds_stand_apart_from_words(journal: TalksLog) -> None:
    """What was seen, and what one was kept from seeing, is listed with who saw it, and is no verdict.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {kind: pledge-clarified, on: 2022-03-29, pledge: reduce, by: RUS, indicators: troops=fewer}
    - {kind: conduct-observed, on: 2022-03-30, pledge: reduce, by: OSCE, text: Turned back, access: denied}
    - {kind: conduct-observed, on: 2022-03-31, pledge: reduce, by: USA, text: Columns moved, indicator: troops}
    """
    found = reduce(journal)
    assert [("OSCE", "denied", None, 7), ("USA", None, "troops", 8)] == [
        (deed.by, deed.access, deed.indicator, deed.entry) for deed in found.kept.deeds
    ]
    assert (NOT_ASSESSED, "made", (5, 6)) == (found.kept.words, found.label, found.grounds.because)


@pytest.mark.parametrize(
    ("how", "label"),
    [
        ({"kind": "pledge-withdrawn", "by": "RUS"}, "withdrawn by RUS"),
        ({"kind": "pledge-superseded", "by_pledge": "other"}, "superseded by other"),
    ],
)
def test_how_a_pledge_ended(journal: TalksLog, how: dict[str, str], label: str) -> None:
    """The label says by whom it was taken back, or what took its place; made again, it begins anew.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {kind: pledge-made, on: 2022-03-29, pledge: other, by: RUS, text: We shall leave}
    - {kind: pledge-assessed, on: 2022-03-30, pledge: reduce, assessor: USA, verdict: partial}
    """
    from negotiation.domain import build

    fields = {name: value for name, value in how.items() if name != "kind"}
    journal.record(build.event(how["kind"], {"pledge": "reduce", **fields}), on="2022-04-01")
    assert (label, (5, 7, 8)) == ((found := reduce(journal)).label, found.grounds.because)
    journal.pledge("reduce", by="RUS", text="We shall reduce after all", on="2022-04-02")
    again = reduce(journal)
    assert ("made", NOT_ASSESSED, "We shall reduce after all", (9,)) == (
        again.label, again.kept.words, again.words.text, again.grounds.because
    )  # fmt: skip


def test_pledges_are_of_their_clocks(journal: TalksLog) -> None:
    """What was not yet made is not there; what was made is there in the order of its making.

    - {kind: pledge-made, on: 2022-03-30, pledge: later, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: UKR, text: T}
    - {kind: pledge-made, on: 2022-03, pledge: some-day, by: UKR, text: T}
    """
    seen = {at: journal.as_of(at=at).pledges() for at in ("2022-02", "2022-03-29", "2022-03")}
    assert () == seen["2022-02"].pledges
    assert [("some-day", (7,)), ("reduce", ())] == sorted(
        ((one.pledge, one.grounds.unsettled) for one in seen["2022-03-29"].pledges), reverse=True
    )
    assert {"later", "reduce", "some-day"} == {one.pledge for one in seen["2022-03"].pledges}


def test_why_a_pledge_stands_where_it_stands(journal: TalksLog) -> None:
    """The reasons are the words, the measure and the verdicts that stand; disputes and evidence are listed apart.

    - {id: made, kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {kind: pledge-clarified, on: 2022-03-29, pledge: reduce, by: RUS, indicators: troops=fewer}
    - {id: seen, kind: conduct-observed, on: 2022-03-30, pledge: reduce, by: OSCE, text: Columns moved north}
    - {kind: pledge-assessed, on: 2022-03-30, pledge: reduce, assessor: USA, verdict: no-evidence}
    - {kind: pledge-assessed, on: 2022-03-31, pledge: reduce, assessor: USA, verdict: partial, evidence: seen}
    - {kind: entry-disputed, entry: made, by: UKR, reason: not so}
    """
    found = journal.as_of().why("pledge:reduce")
    assert isinstance(found, WhyPledge)
    assert [5, 6, 9] == [line.number for line in found.because]
    assert ["UKR disputes #5: not so"] == [line.what for line in found.disputes]
    assert [7] == [line.number for line in found.evidence]
    assert found.status == reduce(journal)


def test_why_a_verdict_is_contested_names_who_disputes_its_evidence(journal: TalksLog) -> None:
    """The disputes of the evidence are among the disputes: without them nothing would say why it is contested.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: We shall reduce}
    - {id: seen, kind: conduct-observed, on: 2022-03-30, pledge: reduce, by: OSCE, text: Columns moved north}
    - {kind: pledge-assessed, on: 2022-03-31, pledge: reduce, assessor: USA, verdict: partial, evidence: seen}
    - {kind: entry-disputed, entry: seen, by: RUS, reason: another column}
    """
    found = journal.as_of().why("pledge:reduce")
    assert isinstance(found, WhyPledge)
    assert "made, contested" == found.status.label
    assert ["RUS disputes #6: another column"] == [line.what for line in found.disputes]


def test_a_pledge_is_shown_with_its_history(journal: TalksLog) -> None:
    """All that happened to a pledge, and what was said about it, is its history; it is found by its name alone.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: T}
    - {kind: pledge-made, on: 2022-03-29, pledge: other, by: RUS, text: T}
    - {kind: pledge-assessed, on: 2022-03-31, pledge: reduce, assessor: USA, verdict: partial}
    - {kind: statement-recorded, on: 2022-03-30, speaker: S, text: T, about: pledge:reduce}
    """
    found = journal.as_of().show("reduce")
    assert isinstance(found, ShownPledge)
    assert found.status == reduce(journal)
    assert [5, 8, 7] == [line.number for line in found.history]
    assert found.history == journal.as_of().timeline(Filter(pledge="reduce")).lines
    assert [5, 7, 8] == [line.number for line in journal.as_of().record(Filter(pledge="reduce")).lines]


def test_a_pledge_out_of_view_is_not_found(journal: TalksLog) -> None:
    """A pledge that is in the log, but not yet at these clocks, has no reasons and is not shown.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: T}
    """
    seen = journal.as_of(at="2022-03-28")
    for ask in (seen.why, seen.show):
        with pytest.raises(NegotiationError, match="there is no pledge 'reduce' at this point of view"):
            ask("pledge:reduce")


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_has_a_value_for_every_verdict(name: str) -> None:
    """Every verdict stands somewhere on a scale, or is said to stand nowhere; none raises."""
    scale = SCALES[name]
    for verdict in Verdict:
        found = scale.of(verdict)
        assert found.value
        assert found.meaning
        assert (found.value == NONE) == (verdict not in scale.values)
    assert name == scale.name
