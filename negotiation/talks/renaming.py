"""An item of a journal in which one name is written out."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..domain import build
from ..domain.catalogue import EVENTS
from ..domain.record.envelope import Claim
from ..domain.values import plain
from ..fields.written_out import written_out

if TYPE_CHECKING:
    from ..exchange.item import Item


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
