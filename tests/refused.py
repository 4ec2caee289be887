"""Rules seen from outside: what they refuse, and what becomes of it when it is recorded all the same."""

from collections.abc import Callable
from typing import Any

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import Refused
from negotiation.views.phrases import override_words

REASON = "the minutes say so"

Write = Callable[..., Any]
"""Records something; takes the details that every write takes."""


def refusals(write: Write, error: type[Refused] = Refused) -> list[tuple[str, tuple[int, ...]]]:
    """Return the rules that refuse a write, each with the numbers of the entries behind it."""
    with pytest.raises(Refused) as caught:
        write()
    assert error is type(caught.value)
    return [(violation.refusal.rule, violation.refusal.behind) for violation in caught.value.violations]


def expect_refused(talks: TalksLog, write: Write, *expected: tuple[str, tuple[int, ...]]) -> None:
    """Expect rules to refuse a write and leave the log alone, and an override to record it, marked in the timeline."""
    before = talks.entries()
    assert list(expected) == refusals(write)
    assert before == talks.entries()
    recorded = write(override=REASON)
    rules = tuple(dict.fromkeys(rule for rule, _ in expected))
    assert [(entry.envelope.override.reason, entry.envelope.override.rules) for entry in recorded] == [(REASON, rules)]
    mark = override_words(recorded[0].envelope.override)
    assert all(rule in mark for rule in rules)
    marked = [line.number for line in talks.as_of().timeline().lines if mark in line.marks]
    assert recorded[0].number in marked


def expect_refused_of_proposal(
    talks: TalksLog, proposal: str, write: Write, *expected: tuple[str, tuple[int, ...]]
) -> None:
    """Expect what :func:`expect_refused` does, and the status view to name the entry as overridden besides."""
    expect_refused(talks, write, *expected)
    status = next(one for one in talks.as_of().status().proposals if one.proposal == proposal)
    assert (talks.entries()[-1].number,) == status.grounds.overridden
