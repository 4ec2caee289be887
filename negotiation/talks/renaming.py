"""An item of a journal in which one name is written out."""

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..domain import build
from ..domain.catalogue import EVENTS
from ..domain.errors import ImportFailed, Problem
from ..domain.record.envelope import Claim
from ..domain.talks.events import GroupFormed
from ..domain.values import plain
from ..fields.groups import with_parties
from ..fields.written_out import written_out
from .parties import groups_by_name, names_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..exchange.item import Item
    from .recording import Recording


def renamed(item: "Item", sort: str, name: str, full: str) -> "Item":
    """Return an item that names something in full.

    Args:
        item: the item.
        sort: the sort of the thing as it is written.
        name: its name as it is written.
        full: what that stands for, as ``sort:name``.
    """

    def full_name(text: str, of: str) -> str:
        if of:
            return full.partition(":")[2] if (of, text) == (sort, name) else text
        return full if text == f"{sort}:{name}" else text

    model, claim = EVENTS[item.kind], plain(item.claim)
    fields = written_out(model, item.fields, full_name)
    event = build.event(item.kind, fields) if item.event else None
    return replace(item, fields=fields, event=event, claim=build.claim(written_out(Claim, claim, full_name)))


def with_groups(talks: "Recording", items: "Sequence[Item]") -> "list[Item]":
    """Return items in which groups that are named by what people call them go by their codes.

    Args:
        talks: the talks, which know of groups, as the items above do.
        items: what was read.

    Raises:
        ImportFailed: a name is that of no group.
    """
    if not any(item.groups for item in items):
        return list(items)
    known = groups_by_name(talks.log.store.reader, talks.id)
    bad: list[Problem] = []
    found: list[Item] = []
    for item in items:
        codes = {code: known.get(code.casefold(), "") for code in item.groups}
        strange = [code for code, group in codes.items() if not group]
        bad += [Problem(item.where, "", _strange(item.groups[code], code)) for code in strange]
        if codes and not strange:
            fields = with_parties(EVENTS[item.kind], item.fields, partial(_renamed, codes))
            item = replace(item, fields=fields, event=build.event(item.kind, fields))  # noqa: PLW2901
        if isinstance(item.event, GroupFormed):
            known = known | names_of(item.event)
        found.append(item)
    if bad:
        raise ImportFailed(bad)
    return found


def _renamed(codes: "Mapping[str, str]", texts: list[str]) -> list[str]:
    return [codes.get(text, text) for text in texts]


def _strange(name: str, code: str) -> str:
    """Return what is wrong with a name that is no group's; where it has a comma, several parties are meant."""
    if "," in name:
        return f"'{name}' stands where one party does: write an entry for each"
    return f"there is no group '{name}'; a party is named by its code, such as {code}"
