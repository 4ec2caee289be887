"""The names that the talks hold by now, for drafts to refer to."""

from collections.abc import Mapping, Sequence

from ..domain.record.annotated import standing
from ..domain.record.entry import Entry
from ..domain.record.event import introduced_by
from ..domain.references import Names


def names(entries: Sequence[Entry], versions: Mapping[str, int], named: Mapping[str, tuple[str, str]]) -> Names:
    """Return what drafts may refer to, given the entries in the stream of the talks."""
    by_sort: dict[str, set[str]] = {}
    for event in standing(entries):
        new = introduced_by(event)
        if new:
            by_sort.setdefault(new[0], set()).add(new[1])
    for stream in versions:
        _, sort, *name = stream.split("/", 2)
        if name:
            by_sort.setdefault(sort, set()).add(name[0])
    return Names(by_sort, named)
