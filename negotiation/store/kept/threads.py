"""The entries of each thing in their order, and what stands for all that its state after each is folded from."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...domain.components import Subject
from ...domain.course import Course, Turn
from ...domain.record.order import order
from ...domain.talks.state import Talks
from ..port import Own

_FACTOR, _MASK = 0x1E37_79B9_7F4A_7C15, (1 << 63) - 1
"""An odd number and as many bits as SQLite keeps: by these a key is mixed, so that no two are alike by chance."""


class Thread(NamedTuple):
    """The entries of one thing that are in view, in their order."""

    own: Sequence[Own]
    places: Sequence[int]
    """After how many acts of the talks each comes."""
    keys: Sequence[int]
    """Under which the state after each is kept."""
    end: int
    """What stands for the state after all of them, and after all acts of the talks."""

    def done_of(self, *kept: Collection[int]) -> int:
        """Return after how many of its entries the last state is known, given the keys of those that are; 0 if none."""
        known = (done for done in range(len(self.keys), 0, -1) if any(self.keys[done - 1] in keys for keys in kept))
        return next(known, 0)


class Keys:
    """What stands for the turns of the talks in the keys of states.

    Args:
        course: the course of the talks.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.turning = [turn.place for turn in course.turns]
        self.tokens = list(_tokens(course))
        self.begun = [0]
        """The key of what begins after so many turns."""
        for token in self.tokens:
            self.begun.append(_mixed(self.begun[-1], token))


def threads(turns: Keys, rows: Mapping[Subject, Sequence[Own]], until: int) -> dict[Subject, Thread]:
    """Return the entries in view of each thing in their order, each with the key of the state after it.

    Args:
        turns: what stands for the turns of the talks.
        rows: the entries of each thing, in their order, those ahead too.
        until: the instant up to which what happened is in view, exclusive.
    """
    turning, tokens = turns.turning, turns.tokens
    found = {}
    for subject, all_of_it in rows.items():
        own = [one for one in all_of_it if one.start < until]
        if not own:
            continue
        places = list(turns.course.places((one.number, one.begin, one.end) for one in own))
        turn = bisect_left(turning, places[0])
        keys, key = [], turns.begun[turn]
        for one, place in zip(own, places, strict=True):
            while turn < len(turning) and turning[turn] < place:
                key = _mixed(key, tokens[turn])
                turn += 1
            key = _mixed(key, one.number << 31 ^ one.since)
            if one.part:
                key = _mixed(key, one.part)
            keys.append(key)
        for token in tokens[turn:]:
            key = _mixed(key, token)
        found[subject] = Thread(own, places, keys, key)
    return found


def ordered(rows: Sequence[Own]) -> list[Own]:
    """Return entries, which stand in the order of record, in the order in which they are folded."""
    return [rows[place] for place in order([(one.begin, one.end) for one in rows])]


def _mixed(key: int, value: int) -> int:
    key = (key ^ value) * _FACTOR & _MASK
    return key ^ key >> 29


def _tokens(course: Course) -> Iterator[int]:
    """Yield a number for all that a thing takes into account of each turn of the talks."""
    before = course.talks_at(0)
    for turn in course.turns:
        after = course.talks_at(turn.place + 1)
        yield _token(turn, before, after)
        before = after


def _token(turn: Turn, before: Talks, after: Talks) -> int:
    """Return a number for a turn, and what has changed since the one before of whose agreement it takes."""
    act = turn.act
    came = after.negotiating.since(before.negotiating)
    seats = (came, ()) if came is not None else (None, tuple(after.negotiating))
    same = after.rule is before.rule, after.rules is before.rules, after.groups is before.groups
    rules = None if all(same) else (after.rule, after.rules, after.members)
    said = act.number, act.event, act.occurred, act.placed, turn.change, after.timezone, rules, seats
    key, text = 0, repr(said).encode()
    for place in range(0, len(text), 7):
        key = _mixed(key, int.from_bytes(text[place : place + 7], "big"))
    return key
