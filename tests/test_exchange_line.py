"""Lines of an export: what is read quickly is what is read with care."""

import json
from typing import Any

from anything import anything
from effort import examples
from given import entries_of, told
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.errors import Problem
from negotiation.exchange import line
from negotiation.exchange.export import exported
from negotiation.exchange.line import ExportedEntry, Line, parsed, parsed_again

WRONG = st.sampled_from(
    (None, True, 0, 1, -1, 1.5, "", " ", " x ", "x\0", "e\u0301", "2022-03-01T10:00:00Z", "2022-13", [], [1], ["x"], {},
     {"kind": "talks-resumed"}, "x" * 5000, 10**30, "2022-06-01T14:00:00.000000+02:00", "2022-06-01T12:00:00.0000009Z")
)  # fmt: skip
"""What may stand where something else should."""


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths to every value within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def altered(data: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a value with another one at a path."""
    if not path:
        return new
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = altered(copy[path[0]], path[1:], new)
    return copy


@examples(4, 20_000)
@given(one=anything, where=st.integers(0, 60), new=st.none() | st.tuples(WRONG, st.sampled_from(("", "x"))))
def test_what_is_read_quickly_is_what_is_read_with_care(one: Any, where: int, new: tuple[Any, str] | None) -> None:
    """Whatever a line holds, altered anywhere: either it is left to be read with care, or it reads the same."""
    first = told("talks-opened", title="Talks")
    data = json.loads(list(exported(entries_of([first, one])))[1])
    if new is not None:
        found = places(data)
        path = found[where % len(found)]
        data = altered(data, path, new[0]) if not new[1] else altered(data, path, {**data, new[1]: new[0]})
    if not isinstance(data, dict) or line._unknown_kind(data):
        return
    quickly = line._as_written(line._upcast(data))
    if new is None:
        assert quickly is not None
    if quickly is not None:
        assert quickly == ExportedEntry.model_validate(line._upcast(data)).entry()


def test_a_line_written_by_hand_is_read_with_care() -> None:
    """What this program does not write, and people may, is taken as before: a source in one word, a zone of its own."""
    entry = next(exported(entries_of([told("talks-opened", title="Talks")])))
    data = json.loads(entry)
    data["envelope"]["sources"] = ["wire@page 1"]
    data["recorded"] = "2022-06-01T14:00:00+02:00"
    found = parsed("f:1", json.dumps(data))
    assert isinstance(found, Line)
    assert ("wire", "page 1") == (found.entry.envelope.sources[0].source, found.entry.envelope.sources[0].locator)
    assert found.entry.recorded.isoformat() == "2022-06-01T12:00:00+00:00"
    assert [Problem("f:1", "number", "input should be a valid integer, not 'one'")] == parsed(
        "f:1", json.dumps({**data, "number": "one"})
    )
    found = parsed("f:1", json.dumps({**data, "event": {"kind": {}}}))
    assert isinstance(found, list)
    assert found[0].field == "event"


@examples(4, 20_000)
@given(one=anything, where=st.integers(0, 60), new=st.none() | st.tuples(WRONG, st.sampled_from(("", "x"))))
def test_a_line_reads_the_same_again(one: Any, where: int, new: tuple[Any, str] | None) -> None:
    """Whatever a line holds, altered anywhere: if it is taken, it is the same entry when it is read once more."""
    data = json.loads(list(exported(entries_of([told("talks-opened", title="Talks"), one])))[1])
    if new is not None:
        found = places(data)
        path = found[where % len(found)]
        data = altered(data, path, new[0]) if not new[1] else altered(data, path, {**data, new[1]: new[0]})
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    first = parsed("f:1", text)
    if isinstance(first, Line):
        assert first == parsed_again("f:1", text, first.entry)
