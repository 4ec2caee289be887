"""The talks at one of two moments that are compared: how each thing reads, in words and in every view."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..domain.components import Subject
from ..domain.fold import fold
from ..domain.package.waiting import Wait, deadlocks, waits
from ..domain.record.history import History
from ..domain.state import State
from .compared import TALKS, Aspect, aspects
from .focus import focused
from .registry import VIEWS
from .status import Status
from .unlike import key_of

_SORTS = {"proposal": "", "pledge": "pledge ", "package": "package ", "round": "round "}
"""The fields of a row that name what it is about, and how that is called."""
_CALLED = {
    "proposals": "",
    "pledges": "",
    "packages": "",
    "rounds": "",
    "guarantees": "guarantee",
    "cells": "position of",
    "provisions": "position of",
    "items": "due,",
}
"""What a row of a list is called, where that is not the name of the list."""
_ECHOES = frozenset({"talks", "moment", "within", "deadlines_at"})
"""The fields of views that say what was asked, and no more."""
_HEADS = frozenset({"parties", "proposals", "deadlocks"})
"""Those that name what is told of by itself."""


class Moment(Struct, frozen=True):
    """The talks at one moment, as far as they may differ from another."""

    now: State
    aspects: Mapping[tuple[str, str], Aspect]
    told: Mapping[str, Mapping[str, Any]]
    """What any view tells of each thing, by its name, and by what that is called."""


def moment(history: History, things: Collection[Subject] | None = None) -> Moment:
    """Return the talks at one moment, as far as it takes to compare some things; all if None."""
    whole = fold(history)
    seen = history if things is None else focused(history, things)
    now = fold(seen)
    told: dict[str, dict[str, Any]] = {}
    status: Status | None = None
    for name, view in VIEWS.items():
        if view.of_entries:
            continue
        for about in [(f"proposal:{found}",) for found in now.proposals] if view.about else [()]:
            found = view.fold(seen, *about)
            status = found if isinstance(found, Status) else status
            for subject, called, value in _told(found, name) if found is not None else ():
                told.setdefault(subject, {})[called] = value
    circles = deadlocks(tuple(waits(whole.talks, whole.proposals)))  # one may lead through what else is the same
    told.setdefault(TALKS, {})["deadlocks"] = tuple(map(_circle, circles))
    assert status is not None  # noqa: S101  # it is one of the views
    return Moment(now, aspects(status, now, seen), told)


def _told(view: Struct, name: str) -> Iterator[tuple[str, str, Any]]:
    """Yield what a view tells of each thing: its rows by what they are about, everything else of the talks."""
    if subject := _subject(view):
        yield subject, name, view
        return
    for field in view.__struct_fields__:
        value = getattr(view, field)
        if field in _ECHOES or value == ():
            continue
        if not (isinstance(value, tuple) and isinstance(value[0], Struct)):
            if field not in _HEADS:
                yield TALKS, f"{name}.{field}", value
            continue
        for row in value:
            called = f"{_CALLED.get(field, field)} {key_of(row, besides=(*_SORTS, 'subject'))}".strip()
            yield _subject(row) or TALKS, called, row


def _circle(circle: tuple[Wait, ...]) -> str:
    return " waits for ".join((*(wait.proposal for wait in circle), circle[0].proposal))


def _subject(row: Any) -> str | None:
    """Return what a row is about; None if that is the talks."""
    for field, sort in _SORTS.items():
        if isinstance(named := getattr(row, field, None), str):
            return f"{sort}{named}"
    kind, named = getattr(row, "kind", None), getattr(row, "subject", None)
    if isinstance(named, str):
        return f"{_SORTS.get(str(kind), '')}{named}"
    return None
