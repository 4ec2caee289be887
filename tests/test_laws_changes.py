"""The law of what changed: two moments differ in it if, and only if, any view differs between them."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from anything import pasts
from effort import LAW, examples
from given import TALKS, Told, entries_of, frame
from hypothesis import given
from hypothesis import strategies as st
from random_logs import logs
from test_laws_about import possible
from test_laws_kept import stored

from negotiation.domain.dates.clocks import ANY, Clocks
from negotiation.domain.dates.edtf import instant
from negotiation.domain.fold import fold
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import History, history
from negotiation.rendering.as_json import dumped
from negotiation.views import changes as views_changes
from negotiation.views.changes import Changes, changes
from negotiation.views.registry import VIEWS, Needs

ASKED_FOR = ("changes", "search")
"""The views that are of two moments, or that say no more than the timeline."""
ECHOES = ("moment", "deadlines_at")
"""What views say of the moment that was asked for."""
moments = {
    "at": st.sampled_from((*(f"2022-03-{day:02}" for day in range(1, 13)), "2022-03", "2022-03-02T10:00", "2023", ANY)),
    "known": st.sampled_from(("2022-03-01", "2022-03-04", "2022-03-08", "2022-04", "2022-06-01T12:07Z", "2023")),
    "recorded": st.integers(1, 20).map(lambda number: f"#{number}"),
}
pairs = st.sampled_from(sorted(moments)).flatmap(
    lambda clock: st.tuples(st.just(clock), moments[clock], moments[clock], st.sampled_from((None, "2022-03-06")))
)


def everything(entries: Sequence[Entry], seen: History) -> str:
    """Return what all views tell at some clocks: of the talks, of every thing, and of every entry."""
    now = fold(seen)
    named: dict[str, Iterable[str]] = {
        "proposal": now.proposals,
        "pledge": now.pledges,
        "package": now.packages,
        "round": now.rounds,
        "party": now.talks.parties,
        "source": now.talks.sources,
        "issue": now.talks.issues,
        "entry": [entry.id for entry in seen.entries],
    }
    told: dict[str, Any] = {}
    for name, view in VIEWS.items():
        if name in ASKED_FOR:
            continue
        given_ = (entries, seen) if view.needs is Needs.RECORD else (seen,)
        if not view.about:
            told[name] = json.loads(dumped(view.fold(*given_)))
        for sort in view.about:
            for thing in named.get(sort, ()):
                told[f"{name} {sort}:{thing}"] = json.loads(dumped(view.fold(*given_, f"{sort}:{thing}")))
    told["record"] = [line for line in told["record"]["lines"] if not any("retracted" in m for m in line["marks"])]
    return json.dumps(_without_echoes(told))


def _without_echoes(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_echoes(item) for name, item in value.items() if name not in ECHOES}
    return [_without_echoes(item) for item in value] if isinstance(value, list) else value


def between(entries: Sequence[Entry], pair: tuple[str, str, str, str | None]) -> tuple[History, History, Changes]:
    """Return the histories at two moments, and what changed between them."""
    clock, first, second, at = pair
    others = {"at": at} if at and clock != "at" else {}
    last = entries[-1].number
    sides = [f"#{min(int(side[1:]), last)}" if side.startswith("#") else side for side in (first, second)]
    now = instant(entries[-1].recorded) + 1
    before, after = (history(entries, Clocks(**{**others, clock: side}), now) for side in sides)
    return before, after, changes(after, before=before, clock=clock, first=first, second=second)


def told_alike(entries: Sequence[Entry], pair: tuple[str, str, str, str | None]) -> None:
    """See that there are changes if, and only if, any view differs."""
    before, after, found = between(entries, pair)
    assert (everything(entries, before) != everything(entries, after)) == bool(found.rows)


@examples(3, LAW)
@given(log=logs, pair=pairs)
def test_two_moments_differ_if_any_view_does(log: list[Entry], pair: tuple[str, str, str, str | None]) -> None:
    """Logs that the rules accept, between any two moments on any clock."""
    told_alike(log, pair)


@examples(3, LAW)
@given(past=pasts, pair=pairs)
def test_so_whatever_is_recorded(past: list[Told], pair: tuple[str, str, str, str | None]) -> None:
    """Logs of anything: the same."""
    told_alike(entries_of([*frame("UKR", "RUS", "TUR"), *possible(past)]), pair)


@examples(2, LAW)
@given(log=logs | pasts.map(lambda past: entries_of([*frame("UKR", "RUS", "TUR"), *possible(past)])), pair=pairs)
def test_changes_from_what_is_kept_are_those_of_the_record(
    log: list[Entry], pair: tuple[str, str, str, str | None]
) -> None:
    """What is kept beside the record tells the same changes as the record, between any two moments on any clock."""
    clock, *sides, at = pair
    others = {"at": at} if at and clock != "at" else {}
    first, second = (f"#{min(int(s[1:]), len(log))}" if s.startswith("#") else s for s in sides)
    with tempfile.TemporaryDirectory() as folder, stored(log, [7], folder) as opened:
        talks = opened.begin(TALKS)
        found = talks.changes(first, second, clock=clock, **others)
        with pytest.MonkeyPatch.context() as here:
            here.setattr(opened.store.reader, "keeps", lambda _: None)
            assert dumped(talks.changes(first, second, clock=clock, **others)) == dumped(found)


@examples(4, LAW)
@given(log=logs | pasts.map(lambda past: entries_of([*frame("UKR", "RUS", "TUR"), *possible(past)])), pair=pairs)
def test_changes_of_what_is_affected_are_all_changes(log: list[Entry], pair: tuple[str, str, str, str | None]) -> None:
    """To look only at what differs, and at what is tied to it, tells the same as to look at everything."""
    with_focus = between(log, pair)[-1]
    with pytest.MonkeyPatch.context() as here:
        here.setattr(views_changes, "affected", lambda *_: None)
        assert dumped(between(log, pair)[-1]) == dumped(with_focus)
