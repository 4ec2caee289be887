"""What an entry refers to, what may be referred to, and what bears on its decision."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from .errors import Ambiguous, InputError, NotFound
from .record.annotations import EntryCorrected, EntryDisputed
from .record.envelope import Claim
from .record.event import Event, RefersTo, introduced_by, stated, subject_of

ENTRY = "entry"
SORTS = ("proposal", "party", "issue", "source", ENTRY, "pledge", "round", "package")
"""The sorts of things that can be referred to."""
_DIGITS = 18
"""How many digits a number of an entry has at the most, beside zeros before it: so many any store can hold."""
_BEGINS = 4
"""How many characters of an id are its beginning, as with the commits of git."""
ALIKE = 9
"""How many ids that begin alike are named."""


class Names(Struct, frozen=True):
    """What a draft may refer to: the things that the talks hold by now."""

    by_sort: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The names of the things of each sort, entries apart."""
    entries: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Of the entries that the drafts name: the stream and the kind, by entry id."""

    def of(self, sort: str) -> Collection[str]:
        """Return the names of the things of a sort."""
        return self.entries if sort == ENTRY else self.by_sort.get(sort, ())


class Missing(Struct, frozen=True):
    """A reference to something that is not there."""

    draft: int
    """Which draft makes it, counted from 0."""
    sort: str
    name: str
    known: tuple[str, ...]


def references(event: Event, claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what an entry refers to, as pairs of a sort (one of `SORTS`) and a name."""
    for said in (claim, event):
        for fact, name in stated(said):
            found = fact.of(name) if isinstance(fact, RefersTo) else None
            if found:
                yield found


def evidence_in(event: Event) -> tuple[str, ...]:
    """Return the ids of the entries that a verdict rests on, told by an event or by an account of one within it."""
    while isinstance(event, EntryCorrected | EntryDisputed) and event.event is not None:
        event = event.event
    return tuple(getattr(event, "evidence", ()))


def tied(event: Event) -> Iterator[tuple[str, str]]:
    """Yield the things whose state bears on that of an event's subject, so that they are folded together."""
    subject = subject_of(event)
    if subject is None:
        return
    bear = ("proposal", "pledge") if subject[0] == "package" else (subject[0],)
    yield from (found for found in references(event, Claim()) if found[0] in bear)


def bearing(event: Event) -> Iterator[tuple[str, str]]:
    """Yield an event's own subject, and everything whose entries its decision looks at; nothing for the talks."""
    subject = subject_of(event)
    if subject is None:
        return
    yield subject
    for found in references(event, Claim()):
        if found[0] in ("proposal", "pledge") and found != subject:
            yield found


def missing(drafts: Iterable[tuple[str, Event, Claim]], names: Names) -> Iterator[Missing]:
    """Yield every reference of the drafts to something that is neither in the talks nor in an earlier draft.

    Args:
        drafts: the id, the event and the claim of each, in order.
        names: what the talks hold before them.
    """
    known = {sort: set(names.of(sort)) for sort in SORTS}
    for index, (id_, event, claim) in enumerate(drafts):
        new = introduced_by(event)
        if new:
            known[new[0]].add(new[1])
        for sort, name in references(event, claim):
            if name not in known[sort]:
                yield Missing(index, sort, name, tuple(sorted(known[sort])) if sort != ENTRY else ())
        known[ENTRY].add(id_)


def entry_named(
    reference: str,
    numbered: Callable[[int], str | None],
    beginning: Callable[[str], Sequence[str]],
    last: Callable[[], int],
) -> str:
    """Return the id of the entry that a number (``42``, ``#42``), an id or the beginning of one names.

    The beginning of an id has four characters or more, not all of them digits: ids are random, and a number or a
    letter that names nothing must not happen to name an entry.

    Args:
        reference: what somebody calls it.
        numbered: gives the id of the entry of a number, None if there is none.
        beginning: gives ids that begin so, in their order, no more than `ALIKE`.
        last: gives the number of the last entry.

    Raises:
        InputError: nothing is given.
        NotFound, Ambiguous: it names none, or several.
    """
    number = reference.removeprefix("#")
    if not number:
        raise InputError("a reference is empty", "name an entry by its number, such as #7")
    if number.isascii() and number.isdigit():
        digits = number.lstrip("0")
        found = numbered(int(digits)) if 0 < len(digits) <= _DIGITS else None
        if found is None and reference not in beginning(reference):
            raise NotFound("entry", reference, hint=f"its last entry is #{last()}")
        return found or reference
    ids = beginning(reference)
    if reference in ids:
        return reference
    if not ids or len(reference) < _BEGINS:
        raise NotFound("entry", reference, hint="an entry is named as #7")
    if len(ids) > 1:
        raise Ambiguous(reference, ids)
    return ids[0]
