"""What is at hand of talks: what was read of them, as long as it is what stands in the log."""

import sqlite3
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from negotiation import NegotiationLog
from negotiation.store.kept import shelf
from negotiation.store.kept.asked import Loaded
from negotiation.store.kept.shelf import Shelf
from negotiation.store.kept.states import EVERY, kept_after


def filled(path: Path) -> NegotiationLog:
    """Return a log of talks about a truce."""
    log = NegotiationLog.create(str(path))
    talks = log.open_talks("truce", "Truce talks", on="2021-01-01")
    talks.party("AAA", "BBB", roles=["negotiating"], on="2021-01-01")
    talks.propose("line", by="AAA", to="BBB", title="A line", on="2021-01-02")
    return log


def test_what_others_record_meanwhile_is_seen(tmp_path: Path) -> None:
    """A log that stays open shows each entry as soon as somebody else has recorded it."""
    with filled(tmp_path / "talks.db") as log, NegotiationLog.open(str(tmp_path / "talks.db")) as other:
        for stance in ("opposes", "supports", "studying"):
            log.talks().as_of().show("line")
            other.talks().respond("line", by="BBB", stance=stance, on="2021-02-01")
            (held,) = log.talks().as_of().status().proposals[0].stances
            assert held.stance == stance


def test_a_log_that_stays_open_tells_each_day_as_it_is_folded_from_all_entries(tmp_path: Path) -> None:
    """The order of entries is at hand for other days, and gives way to what comes late, is corrected or taken back."""
    path = tmp_path / "talks.db"
    with filled(path) as log:
        talks = log.talks()

        def same() -> None:
            for last in range(1, talks.last_number() + 1):
                for at in (None, "2021-01-02", "2021-02", "2021-02-10", "2021-03"):
                    held, folded = (talks.as_of(at=at, recorded=f"#{last}") for _ in range(2))
                    assert folded.history.clocks == held.clocks  # which is worked out from all entries
                    assert held.status() == folded.status()
                    wanted = held.filter(since="2021-02-01")
                    assert held.timeline(wanted) == folded.timeline(wanted)

        talks.respond("line", by="BBB", stance="opposes", on="2021-02-10")
        same()
        talks.respond("line", by="AAA", stance="supports", on="2021-03-01")
        same()
        (late,) = talks.respond("line", by="BBB", stance="studying", on="2021-02-03")
        same()
        talks.correct(late.id, {"on": "2021-02-20"}, reason="the date was misread")
        same()
        talks.retract(late.id, reason="it was somebody else")
        same()


def test_of_few_moments_it_is_at_hand_how_all_lies() -> None:
    """What was asked for last is at hand, and nothing is given for another moment."""
    found, made = Shelf(), list[int]()

    def worked_out(seen: int) -> str:
        made.append(seen)
        return f"as of {seen}"

    def make(seen: int) -> str:
        return found.lying("order", seen, lambda: worked_out(seen))

    assert [f"as of {seen}" for seen in (1, 2, 1, 3, 1, 2)] == [make(seen) for seen in (1, 2, 1, 3, 1, 2)]
    assert [1, 2, 3, 2] == made
    assert "another" == found.lying("places", 1, lambda: "another")


def test_what_was_edited_and_made_anew_meanwhile_is_seen_as_it_is(tmp_path: Path) -> None:
    """A log that stays open while its file is altered shows what is there, and not what was."""
    path = tmp_path / "talks.db"
    with filled(path) as log:
        assert "A line" in str(log.talks().as_of().show("line"))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TRIGGER no_update_stored_events")
            connection.execute("UPDATE stored_events SET state = replace(state, 'A line', 'A wall')")
            connection.commit()
        with NegotiationLog.open(str(path)) as other:
            other.rebuild()
        assert "A wall" in str(log.talks().as_of().show("line"))


def test_states_of_earlier_moments_lie_further_and_further_apart() -> None:
    """All that are kept of one thing take no more room than a few times its last, and none is far from any moment."""
    for last in (100, 1_000, 10_000):
        kept = [done for done in range(1, last + 1) if kept_after(done)]
        assert sum(kept) < 8 * last
        assert all(after - before <= max(EVERY, before / 3) for before, after in pairwise([0, *kept, last]))


def test_what_lay_longest_makes_room() -> None:
    """Of each thing the states that were laid by last are at hand; of many entries none."""
    found = Shelf()
    for key in range(shelf.STATES + 2):
        found.put(("proposal", "line"), {key: key})
    assert list(found.states(("proposal", "line"))) == list(range(2, shelf.STATES + 2))
    assert not found.states(("proposal", "other"))


def test_each_is_loaded_once_and_only_when_it_is_asked_for() -> None:
    """A mapping that is loaded is what it is loaded from, with what was put into it."""
    asked: list[str] = []

    def load(names: Collection[str]) -> dict[str, int]:
        asked.extend(names)
        return {name: len(name) for name in names if name != "gone"}

    found = Loaded(["a", "bb", "gone", "dddd"], load)
    assert (found["bb"], found["bb"], found.get("gone"), found.get("other")) == (2, 2, None, None)
    assert asked == ["bb", "gone"]
    found["dddd"] = 0
    del found["bb"]
    assert dict(found) == {"a": 1, "dddd": 0}
    assert (len(found), asked) == (2, ["bb", "gone", "a"])


def test_threads_that_share_a_log_see_the_same(tmp_path: Path) -> None:
    """However many look at once, and write between, each is told what stands."""
    with filled(tmp_path / "talks.db") as log:

        def look(number: int) -> int:
            log.talks().respond("line", by="BBB", stance="studying", on=f"2021-02-{number + 1:02}")
            return len(log.talks().as_of().show("line").history)  # type: ignore[union-attr]

        with ThreadPoolExecutor(8) as pool:
            seen = list(pool.map(look, range(16)))
        assert max(seen) == 17
        assert len(log.talks().as_of().show("line").history) == 17  # type: ignore[union-attr]
