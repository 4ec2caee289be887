"""Talks are found by their id, however many others there are, and by the beginning of one that is nobody else's."""

import pytest

from negotiation import NegotiationLog
from negotiation.domain.errors import Ambiguous, NoTalks
from negotiation.store.sqlite.reader import Reader


def test_an_id_is_itself_though_others_begin_like_it(log: NegotiationLog) -> None:
    """The whole id is meant before any beginning; what is no id of ASCII letters is none of the log."""
    for name in ("accord", "accord-2", "truce"):
        log.open_talks(name, name.title())
    assert "accord" == log.talks("accord").id
    assert "truce" == log.talks("tr").id
    with pytest.raises(Ambiguous):
        log.talks("acc")
    for strange in ("pläne", "\udcff", "accord\0", ""):
        with pytest.raises((NoTalks, Ambiguous)):
            log.talks(strange)


def test_other_talks_are_not_looked_at(log: NegotiationLog) -> None:
    """They are found without a statement of SQL that goes through the ids of all."""
    told: list[str] = []
    log.open_talks("first", "First")
    assert isinstance(log.store.reader, Reader)
    log.store.reader._connection.set_trace_callback(told.append)
    log.talks("first")
    assert told
    assert not [statement for statement in told if "RECURSIVE" in statement]
