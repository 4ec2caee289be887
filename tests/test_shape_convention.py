"""A convention in small: six articles, eight amendments, two of them to amendments, two that collide, votes."""

from pathlib import Path

import pytest
from carried import carried_through_changes, carried_through_files

from negotiation import NegotiationLog, TalksLog
from negotiation.domain.errors import Refused
from negotiation.views.blame import Run

ARTICLES = {
    "1": "The parties keep the peace of the river.",
    "2": "Ships of all parties pass freely.",
    "3": "A commission of seven watches over it.",
    "4": "Disputes go to the commission.",
    "5": "The convention holds for ten years.",
    "6": "It is open to every state.",
}
MIDDLE = "2022-03-06"
"""A day on which two of the amendments are in the text, and the others are not."""


@pytest.fixture
def talks(log: NegotiationLog) -> TalksLog:
    """Return the talks, with everything that happened at the conference."""
    found = log.open_talks("river", "A convention on the river")
    found.party("NOR", "SUD", "EST", "WES", roles=["negotiating"])
    found.party("plenary", roles=["body"])
    found.decide_by({"kind": "threshold", "percent": 66})
    articles = [{"number": number, "text": text} for number, text in ARTICLES.items()]
    found.propose("draft", by=["NOR"], provisions=articles, on="2022-03-01")
    # The first version: one changes words, another adds an article; a third is amended itself, and then adopted.
    found.amend(
        "draft",
        "a1",
        by=["SUD"],
        provisions=[words("2", "Ships of all parties and of others pass freely.")],
        on="2022-03-02",
    )
    found.amend("draft", "a2", by=["EST"], insert=[("3", "The commission meets every year.")], on="2022-03-02")
    found.amend(
        "draft", "a3", by=["WES"], provisions=[words("3", "A commission of nine watches over it.")], on="2022-03-03"
    )
    found.amend(
        "a3", "a3-bis", by=["NOR"], provisions=[words("3", "A commission of five watches over it.")], on="2022-03-03"
    )
    found.vote("a1", adopted=True, in_favour=3, against=1, on="2022-03-04")
    found.vote("a2", adopted=True, votes={"NOR": "for", "SUD": "for", "EST": "for", "WES": "against"}, on="2022-03-04")
    found.adopt("a1", "a2", on="2022-03-05")
    # They made the second version, and left the third amendment behind: it is restated on that, and amended again.
    found.amend(
        "draft", "a4", by=["WES"], provisions=[words("3", "A commission of nine watches over it.")], on="2022-03-07"
    )
    found.amend(
        "a4", "a4-bis", by=["NOR"], provisions=[words("3", "A commission of five watches over it.")], on="2022-03-07"
    )
    found.vote("a4-bis", adopted=True, how="acclamation", on="2022-03-08")
    found.adopt("a4-bis", on="2022-03-08")
    found.vote("a4", adopted=True, votes={"NOR": "for", "SUD": "for", "EST": "for", "WES": "for"}, on="2022-03-08")
    # Two touch the same article, of which one is adopted; one is rejected.
    found.amend(
        "draft", "a5", by=["SUD"], provisions=[words("5", "The convention holds for twenty years.")], on="2022-03-08"
    )
    found.amend("draft", "a6", by=["EST"], provisions=[words("5", "The convention holds for ever.")], on="2022-03-08")
    found.vote("a5", adopted=True, how="without-a-vote", on="2022-03-09")
    found.vote("a6", adopted=True, in_favour=2, against=2, on="2022-03-09")
    return found


def words(number: str, text: str) -> dict[str, str]:
    """Return a provision with words."""
    return {"number": number, "text": text}


def finished(talks: TalksLog) -> TalksLog:
    """Let the conference decide which of the two goes, and adopt the convention."""
    talks.adopt("a4", "a5", on="2022-03-10")
    talks.vote("draft", adopted=True, votes=dict.fromkeys(("NOR", "SUD", "EST", "WES"), "for"), on="2022-03-11")
    return talks


def runs(talks: TalksLog, article: str, **clocks: str) -> list[Run]:
    """Return the runs of words of an article, with what brought each in."""
    found = talks.as_of(**clocks).blame("draft").provisions
    return list(next(one.runs for one in found if one.provision == article))


def texts(talks: TalksLog, **clocks: str) -> dict[str, str]:
    """Return the articles as they read."""
    found = talks.as_of(**clocks).blame("draft").provisions
    return {one.provision: "".join(run.text for run in one.runs) for one in found}


def test_two_that_touch_the_same_article_collide(talks: TalksLog) -> None:
    """Both are adopted; until somebody says which of them goes, neither makes a version."""
    with pytest.raises(Refused) as refused:
        talks.adopt("a5", "a6", on="2022-03-10")
    assert ["colliding-amendments"] == [found.refusal.rule for found in refused.value.violations]
    assert 2 == talks.as_of().blame("draft").version


def test_a_stated_result_that_the_rule_does_not_bear_out_is_marked(talks: TalksLog) -> None:
    """Two of four are not two thirds: the vote stands as it was stated, and status says that it differs."""
    found = {one.proposal: one.vote for one in talks.as_of().status().proposals}
    assert [("a1", False), ("a2", False), ("a6", True)] == [
        (name, vote.differs) for name in ("a1", "a2", "a6") if (vote := found[name])
    ]


def test_an_amendment_to_a_version_that_was_left_behind_is_stale(talks: TalksLog) -> None:
    """The third is not adopted any more; it was restated on the second version."""
    labels = {one.proposal: one.label for one in finished(talks).as_of().status().proposals}
    assert "stale" in labels["a3"]
    assert "stale" not in labels["a4"]


def test_blame_of_the_end(talks: TalksLog) -> None:
    """Each run of words has the party that brought it in: of an amended amendment the words that it came to have."""
    end = finished(talks)
    assert {"1": ARTICLES["1"], "4": ARTICLES["4"], "6": ARTICLES["6"]} == {
        number: text for number, text in texts(end).items() if number in "146"
    }
    told = [(run.text.strip(), run.by, run.amendments) for run in runs(end, "2")]
    assert [
        ("Ships of all parties", ("NOR",), ()),
        ("and of others", ("SUD",), ("a1",)),
        ("pass freely.", ("NOR",), ()),
    ] == told
    changed = [(run.text.strip(), run.amendments) for run in runs(end, "3")]
    assert [("A commission of", ()), ("five", ("a4",)), ("watches over it.", ())] == changed
    assert [("a5",)] == [run.amendments for run in runs(end, "5") if "twenty" in run.text]
    assert "ever" not in texts(end)["5"]
    assert "adopted" == end.as_of().status().proposals[0].formal.stage


def test_everything_as_of_the_middle(talks: TalksLog) -> None:
    """On the day after the first two were adopted the text is the second version, and the third amendment is stale."""
    end = finished(talks)
    middle = texts(end, at=MIDDLE)
    assert ("A commission of seven watches over it.", ARTICLES["5"]) == (middle["3"], middle["5"])
    assert "The commission meets every year." in middle.values()
    assert ARTICLES == texts(end, at="2022-03-04")
    labels = {one.proposal: one.label for one in end.as_of(at=MIDDLE).status().proposals}
    assert {"draft", "a1", "a2", "a3", "a3-bis"} == set(labels)
    assert "stale" in labels["a3"]
    before = next(e.number for e in end.entries() if e.event.kind == "proposal-amended") - 1
    assert ARTICLES == texts(end, recorded=f"#{before}")


def test_a_corrected_amendment_corrects_the_text_that_it_made(talks: TalksLog) -> None:
    """Whose words they are follows the record: of a version it is what the version says."""
    end = finished(talks)
    entry = next(e for e in end.entries() if e.event.kind == "amendment-moved" and "a1" in str(e.event))
    end.correct(str(entry.number), {"by": ["EST"]}, reason="It was the east.")
    assert [("EST",)] == [run.by for run in runs(end, "2") if run.amendments]


def test_it_goes_through_files_and_formats(talks: TalksLog, tmp_path: Path) -> None:
    """Journal, JSON lines and every format hold all of it."""
    carried_through_files(
        finished(talks), tmp_path, ("blame", "draft"), ("show", "proposal:draft"), ("show", "proposal:a4")
    )


def test_it_goes_through_undo_and_dispute(talks: TalksLog) -> None:
    """The last vote is taken back, brought back, and disputed."""
    end = finished(talks)
    carried_through_changes(end, str(end.entries()[-1].number), ("blame", "draft"), ("why", "draft"))
