"""What a pledge is given for: both sides of an exchange, what it hangs on, and packages that hold pledges."""

import pytest
from refused import expect_refused

from negotiation import TalksLog
from negotiation.domain.errors import HistoryConflict, InputError, InvalidInput, NotFound, Refused
from negotiation.views.exchange import Exchange, Side, exchange_lines


def exchange(journal: TalksLog, pledge: str, **clocks: str) -> Exchange:
    """Return what a pledge is tied to, at some clocks."""
    return next(one for one in journal.as_of(**clocks).pledges().pledges if one.pledge == pledge).exchange


def lines(journal: TalksLog, pledge: str, **clocks: str) -> list[str]:
    """Return what a pledge is tied to, as it is put for people."""
    return [line for line, _ in exchange_lines(exchange(journal, pledge, **clocks))]


def test_both_sides_of_an_exchange_are_shown(journal: TalksLog) -> None:
    """Limits against relief: each side names the other, and how it stands, with the entry that ties them.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: [RUS, TUR], text: no sanctions, in_exchange_for: "pledge:limit"}
    - {kind: pledge-assessed, on: 2022-04-01, pledge: limit, assessor: IAEA, verdict: fulfilled}
    """  # noqa: E501
    assert ["in exchange for pledge limit of UKR (made; fulfilled (IAEA))"] == lines(journal, "relief")
    assert ["pledge relief of RUS and TUR stands in exchange for it (made; not assessed)"] == lines(journal, "limit")
    assert [6] == [one.entry for one in exchange(journal, "limit").given_for_it]
    assert ["in exchange for pledge limit of UKR (made; not assessed)"] == lines(journal, "relief", at="2022-03")


def test_an_exchange_that_both_sides_name_is_told_once(journal: TalksLog) -> None:
    """Where each is recorded as given for the other, neither is shown twice.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: RUS, text: no sanctions, in_exchange_for: "pledge:limit"}
    """
    journal.link("limit", "in-exchange-for", "relief", on="2022-03-02")
    assert ["in exchange for pledge relief of RUS (made; not assessed)"] == lines(journal, "limit")
    assert ["in exchange for pledge limit of UKR (made; not assessed)"] == lines(journal, "relief")


def test_what_a_pledge_hangs_on_comes_about_through_verdicts_and_agreement(journal: TalksLog) -> None:
    """A condition has come about when a proposal is agreed, or all who judged a pledge found it kept; on every clock.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - kind: pledge-made
      on: 2022-03-01
      pledge: relief
      by: RUS
      text: no sanctions
      conditional_on: ["pledge:limit", "proposal:plan"]
    - {kind: formal-act-done, on: 2022-03-05, proposal: plan, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    - {kind: pledge-assessed, on: 2022-04-01, pledge: limit, assessor: IAEA, verdict: fulfilled}
    - {kind: pledge-assessed, on: 2022-05-01, pledge: limit, assessor: RUS, verdict: breached}
    - {kind: pledge-withdrawn, on: 2022-06-01, pledge: limit, by: UKR}
    """
    found = {
        at: [one.side.come_about for one in exchange(journal, "relief", at=at).stands_for]
        for at in ("2022-03-01", "2022-03-05", "2022-04", "2022-05", "2022-06")
    }
    assert {
        "2022-03-01": [False, False],
        "2022-03-05": [False, True],
        "2022-04": [True, True],
        "2022-05": [None, True],
        "2022-06": [False, True],
    } == found
    contested = "contested: fulfilled (IAEA) and breached (RUS)"
    assert [
        f"conditional on pledge limit of UKR (made, {contested}): contested whether that has come about",
        "conditional on proposal plan of UKR (agreed in principle): come about",
    ] == lines(journal, "relief", at="2022-05")


def test_what_is_not_in_view_is_said_not_to_be(journal: TalksLog) -> None:
    """What a pledge is given for may come later than the moment of the view, or be taken back.

    - {kind: proposal-tabled, on: 2022-03-10, proposal: plan, by: UKR}
    - {kind: pledge-made, on: 2022-03-10, pledge: limit, by: UKR, text: at most 300 kg}
    - kind: pledge-made
      on: 2022-03-01
      pledge: relief
      by: RUS
      text: no sanctions
      in_exchange_for: ["proposal:plan", "pledge:limit"]
    """
    assert [
        Side("proposal", "plan", (), None, "not on the table at this point of view", come_about=False),
        Side("pledge", "limit", (), None, "not pledged at this point of view", come_about=False),
    ] == [one.side for one in exchange(journal, "relief", at="2022-03-01").stands_for]
    journal.retract("#6", reason="never said")
    assert "not pledged at this point of view" == exchange(journal, "relief").stands_for[1].side.state


def test_a_correction_of_what_a_pledge_is_for_is_shown_on_the_clocks_that_know_of_it(journal: TalksLog) -> None:
    """What a pledge was recorded to be for can be corrected; what the log held before stays in its view.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - {kind: pledge-made, on: 2022-03-01, pledge: mines, by: UKR, text: no mines}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: RUS, text: no sanctions, in_exchange_for: "pledge:limit"}
    """
    journal.correct("#7", {"in-exchange-for": "pledge:mines"}, reason="misread")
    assert ["mines"] == [one.side.name for one in exchange(journal, "relief").stands_for]
    assert ["limit"] == [one.side.name for one in exchange(journal, "relief", recorded="#7").stands_for]


def test_a_proposal_shows_the_pledges_that_are_given_for_it(journal: TalksLog) -> None:
    """Who looks at a proposal sees what was pledged for it, and on condition of it.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR, title: The plan}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: RUS, text: no sanctions}
    """
    journal.link("relief", "conditional-on", "plan", on="2022-03-02")
    shown = journal.as_of().show("plan")
    assert [("conditional on", "relief", 7)] == [
        (one.how, one.side.name, one.entry)
        for one in shown.pledged_for_it  # type: ignore[union-attr]  # a proposal
    ]
    assert ["conditional on proposal plan of UKR (tabled): not come about"] == lines(journal, "relief")


def test_a_package_of_proposals_and_pledges_waits_for_all(journal: TalksLog) -> None:
    """A package with a pledge is complete when its proposals are agreed and its pledges stand, and not before.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: RUS, text: no sanctions}
    """
    journal.form_package("deal", ["plan", "relief"], on="2022-03-02")
    assert ["in the package deal, with plan, which waits for plan"] == lines(journal, "relief")
    journal.accept("plan", by=["RUS", "UKR"], on="2022-03-03")
    assert ["in the package deal, with plan, which is complete"] == lines(journal, "relief")
    (package,) = journal.as_of().packages().packages
    assert ("agreed", [("relief", "made", True)]) == (
        package.state,
        [(one.pledge, one.label, one.stands) for one in package.pledges],
    )
    journal.withdraw("relief", by="RUS", on="2022-03-04")
    (package,) = journal.as_of().packages().packages
    (plan,) = journal.as_of().status().proposals
    assert ("waiting", True) == (package.state, plan.formal.provisional)
    with pytest.raises(Refused, match="of its pledges relief does not stand"):
        journal.act("plan", "signed", by=["RUS", "UKR"], on="2022-03-05")


def test_a_pledge_joins_and_leaves_a_package(journal: TalksLog) -> None:
    """Pledges join and leave like proposals, once, and two members must be left.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: map, by: UKR}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: RUS, text: no sanctions}
    """
    journal.form_package("deal", ["plan", "map"], on="2022-03-02")
    journal.change_package("deal", add="pledge:relief", on="2022-03-03")
    with pytest.raises(Refused, match="relief is in the package deal already"):
        journal.change_package("deal", add="relief", on="2022-03-04")
    journal.change_package("deal", remove=["plan"], on="2022-03-04")
    with pytest.raises(Refused, match="fewer than two proposals or pledges"):
        journal.change_package("deal", remove=["relief"], on="2022-03-05")
    (package,) = journal.as_of().packages().packages
    assert (["map"], ["relief"]) == ([one.proposal for one in package.members], [one.pledge for one in package.pledges])


def test_a_package_takes_only_pledges_that_stand(journal: TalksLog) -> None:
    """What was not pledged yet, or was withdrawn, holds with nothing; a late withdrawal would make that impossible.

    - {kind: proposal-tabled, on: 2022-02-01, proposal: plan, by: UKR}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: RUS, text: no sanctions}
    - {kind: pledge-made, on: 2022-03-01, pledge: gone, by: RUS, text: no sanctions}
    - {kind: pledge-withdrawn, on: 2022-03-02, pledge: gone, by: RUS}
    """
    members = ["plan", "relief"]
    expect_refused(
        journal, lambda **d: journal.form_package("deal", members, on="2022-02-02", **d), ("not-pledged", ())
    )
    expect_refused(
        journal, lambda **d: journal.form_package("two", ["plan", "gone"], on="2022-03-03", **d), ("pledge-ended", (8,))
    )
    journal.form_package("three", members, on="2022-03-03")
    with pytest.raises(HistoryConflict, match="relief is withdrawn"):
        journal.withdraw("relief", by="RUS", on="2022-03-02")


def test_a_pledge_is_not_given_for_itself_nor_twice_for_the_same(journal: TalksLog) -> None:
    """What is named exists, is another pledge or a proposal, and is not named already.

    - {kind: pledge-made, on: 2022-03-01, pledge: limit, by: UKR, text: at most 300 kg}
    - {kind: pledge-made, on: 2022-03-01, pledge: relief, by: RUS, text: no sanctions, in_exchange_for: "pledge:limit"}
    """
    with pytest.raises(Refused, match="relief cannot be conditional on itself"):
        journal.link("relief", "conditional-on", "relief", on="2022-03-02")
    with pytest.raises(Refused, match="relief stands like that already"):
        journal.link("relief", "in-exchange-for", "limit", on="2022-03-02")
    with pytest.raises(NotFound, match="no pledge or proposal 'lost'"):
        journal.link("relief", "in-exchange-for", "lost", on="2022-03-02")
    with pytest.raises(InputError, match="a pledge is not merges anything"):
        journal.link("relief", "merges", "limit", on="2022-03-02")
    with pytest.raises(InvalidInput, match="is a pledge or a proposal, such as pledge:lift-sanctions"):
        journal.record_kind("pledge-linked", {"pledge": "relief", "conditional_on": "party:UKR"}, on="2022-03-02")
