"""Whether the entries on which a verdict rests have to do with the pledge that it judges."""

from collections.abc import Iterator, Sequence

from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.event import Event, subject_of
from ..domain.references import evidence_in, references
from ..store.port import Reads

Thing = tuple[str, str]


def strays(reader: Reads, talks: str, verdicts: Sequence[Entry], beside: Sequence[Entry]) -> list[str]:
    """Say of each piece of evidence that is about something else than the pledge of its verdict what is odd.

    Evidence is about a pledge that was observed or clarified there, that a statement is about, or that names what the
    pledge is tied to: the proposal it is made under, its item of the agenda, the pledge whose place it takes, and what
    these are tied to in turn.

    Args:
        reader: the log.
        talks: in which talks.
        verdicts: entries that give a verdict, or an account of one.
        beside: entries that may not be in the log yet, such as those of the same batch.
    """
    return [sentence for verdict in verdicts for sentence in _of(reader, talks, verdict, beside)]


def _of(reader: Reads, talks: str, verdict: Entry, beside: Sequence[Entry]) -> Iterator[str]:
    told = _told(verdict.event)
    subject = subject_of(told)
    if subject is None:
        return
    near = _tied(reader, talks, subject)
    unrecorded = {entry.id: entry for entry in beside}
    places = reader.by_id(talks, evidence_in(told))
    for id_ in evidence_in(told):
        if id_ in places:
            number = places[id_][0]
            (entry,) = reader.entries(talks, numbers=(number, number))
        elif id_ in unrecorded:
            entry = unrecorded[id_]
        else:
            continue
        if isinstance(entry.event, Annotation):
            yield f"#{entry.number} is an entry about an entry, and tells of nothing that was done about {subject[1]}"
        elif not _names(entry) & near:
            yield f"#{entry.number} is not about {subject[1]}, nor about anything that it is tied to"


def _told(event: Event) -> Event:
    """Return the verdict that an event gives, or that an account of one within it does."""
    while (account := getattr(event, "event", None)) is not None:
        event = account
    return event


def _names(entry: Entry) -> set[Thing]:
    """Return what an entry is about: its subject, and what it refers to but its sources and its round."""
    subject = subject_of(entry.event)
    named = {found for found in references(entry.event, entry.envelope.claim()) if found[0] not in ("source", "round")}
    return named | ({subject} if subject else set())


def _tied(reader: Reads, talks: str, pledge: Thing) -> set[Thing]:
    """Return a pledge and what it is tied to, directly or through others."""
    stream = f"{talks}/{pledge[0]}/{pledge[1]}"
    things = {pledge}
    for name in reader.component([stream]):
        _, sort, *rest = name.split("/", 2)
        things |= {(sort, rest[0])} if rest else set()
    for entry in reader.entries(talks, streams=[stream]):
        things |= {found for found in references(entry.event, entry.envelope.claim()) if found[0] == "issue"}
    return things
