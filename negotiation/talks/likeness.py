"""Entries that look like ones that stand already: the same kind, thing, party and date, in other words."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ..domain.catalogue import stream_of
from ..domain.errors import LooksRecorded, Problem
from ..domain.record.annotated import Annotated
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.envelope import Claim
from ..domain.record.event import Event, acting, introduced_by, subject_of
from ..domain.record.unread import Unread

if TYPE_CHECKING:
    from ..exchange.item import Item
    from .recording import Recording

_TELL_APART = ("about", "act", "assessor", "by", "declaration", "indicator", "link", "party", "provision", "question",
               "speaker", "weight")  # fmt: skip
"""The fields that say what an entry is about, beside those that name things: what differs in one is another entry."""


_ALIKE = 0.6
"""How much of two texts is the same where one is the other with something mended: somebody may say much on a day."""


def refuse_look_alikes(talks: "Recording", items: "Sequence[Item]") -> None:
    """Make sure that no item looks like an entry that stands already and says something else.

    That is so where a journal is recorded again after a mistake in it was mended. An entry that its author gave an id
    is what that says, and one that another item of the journal stands for is not meant.

    Raises:
        LooksRecorded: some do, every one named with the entry that it looks like.
    """
    there = talks.log.store.reader.by_id(talks.id, [str(item.id) for item in items])
    fresh = [item for item in items if item.id not in there and not item.named and item.event is not None]
    if not fresh or not talks.last_number():
        return
    streams = {found for item in fresh if item.event and (found := stream_of(talks.id, item.event))}
    standing = _standing(talks.log.store.reader.entries(talks.id, streams=sorted(streams)), there)
    bad = list(_alike(fresh, standing, talks))
    if bad:
        raise LooksRecorded(bad)


def _standing(entries: Sequence[Entry], meant: Collection[str]) -> Mapping[Hashable, list[Entry]]:
    """Return the entries that stand, apart from those that items stand for, by what tells them apart."""
    annotated = Annotated(entries)
    found: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        if entry.id in meant or entry.id in annotated.retracted or isinstance(entry.event, Annotation | Unread):
            continue
        reads = annotated.of(entry)
        found.setdefault(_key(reads.event, reads.envelope.claim()), []).append(entry)
    return found


def _alike(fresh: "Iterable[Item]", standing: Mapping[Hashable, list[Entry]], talks: "Recording") -> Iterator[Problem]:
    for item in fresh:
        assert item.event is not None  # noqa: S101  # those that amend were left out
        like = [e for e in standing.get(_key(item.event, item.claim), ()) if _words_alike(e.event, item.event)]
        if like:
            last = like[-1]
            words = "the same" if (last.event, last.envelope.claim()) == (item.event, item.claim) else "other"
            said = talks.sentences([last])[0]
            yield Problem(item.where, "", f"looks like #{last.number}, in {words} words: {said}")


def _words_alike(one: Event, other: Event) -> bool:
    """Say whether texts are much the same, with a word mended; what has no text of its own is told apart without."""
    first, second = getattr(one, "text", None), getattr(other, "text", None)
    if not (isinstance(first, str) and isinstance(second, str)):
        return True
    return SequenceMatcher(None, first.casefold(), second.casefold(), autojunk=False).ratio() >= _ALIKE


def _key(event: Event, claim: Claim) -> Hashable:
    """Return what tells an entry apart from others of its kind: what and whom it is about, and its date."""
    told = tuple(getattr(event, name, None) for name in _TELL_APART)
    brought = introduced_by(event) or subject_of(event)
    return event.kind, brought, acting(event), told, claim.occurred
