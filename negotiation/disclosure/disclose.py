"""Writing a disclosed copy of the record of talks, and recording that it was given."""

from typing import Unpack

from msgspec import Struct

from ..domain.errors import Guessable, InputError, StoreError
from ..domain.record.entry import Entry
from ..domain.talks.events import RecordDisclosed
from ..integrity.head import RecordHead
from ..integrity.leaf import leaf
from ..integrity.tree import Tree
from ..store import places
from ..store.bearing import see_that_all_is_read
from ..talks import TalksLog
from ..writing import Details
from .audiences import shown_to
from .copying import Copied, copied
from .spilling import Spilled, spilled


class Disclosed(Struct, frozen=True):
    """A copy that was written."""

    head: RecordHead
    """The head of what it is a copy of, and of the copy."""
    copy: Copied
    spilled: tuple[Spilled, ...]
    recorded: Entry
    """The entry that says so."""


def disclose(
    talks: TalksLog,
    path: str,
    audience: str,
    *,
    to: str | None = None,
    reason: str | None = None,
    guessable: bool = False,
    **details: Unpack[Details],
) -> Disclosed:
    """Write a copy of the record of talks that shows what is for an audience, and record that.

    It is recorded when the copy is written and before it lies in its place, so that there is no copy of which the
    record does not tell; the entry is the first that the copy does not hold.

    Args:
        talks: the talks.
        path: where: there must be nothing of that name.
        audience: for whose eyes it is.
        to: who is given it.
        reason: why.
        guessable: withhold also what an earlier version hashed, although it can be guessed from its hash.
        details: what every write takes.

    Raises:
        NotFound: there is no such audience.
        InputError: nothing is for it.
        Guessable: what is withheld was hashed by an earlier version.
        RestsOnUnreadable: an entry cannot be read, so that nobody knows whether it is for the audience.
        DisclosedCopy: the log is a disclosed copy itself.
        LogExists, BadPath, StoreError: it cannot be written, or the record is not what was recorded.
    """
    reader = talks.log.store.reader
    with reader.snapshot():
        entries, recorded, kept = talks.entries(), list(reader.stored(talks.id)), reader.tree(talks.id)
    see_that_all_is_read(entries)
    tree = Tree().with_(map(leaf, recorded))
    if kept is not None and tree != kept:
        raise StoreError(f"the record of {talks.id} is not what was recorded: nothing was disclosed", "talks verify")
    shown = shown_to(audience, entries)
    copy = copied(recorded, entries, shown)
    if copy.guessable and not guessable:
        raise Guessable(copy.guessable)
    if len(copy.withheld) == len(entries):
        hint = f"see what is: talks log --audience {audience}"
        if copy.guessable:
            hint = "what an earlier version hashed is shown whole or not at all, and who recorded it is for few"
        raise InputError(f"nothing in the record of {talks.id} is for {audience}", hint)
    head = RecordHead(talks.id, tree.size, tree.root.hex())
    event = RecordDisclosed(
        audience=audience,
        to=to,
        reason=reason,
        entries=head.entries,
        root=head.root,
        withheld=len(copy.withheld),
        in_part=len(copy.in_part),
    )
    told: list[Entry] = []
    places.write_copy(path, copy.entries, lambda: told.extend(talks.record(event, **details)))
    return Disclosed(head, copy, tuple(spilled(entries, shown)), told[0])
