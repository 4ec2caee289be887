"""The tables of the record: every entry, what each cites, and who and what is tied to what."""

from collections.abc import Iterable, Iterator

from ..domain.record.annotations import (
    Annotation,
    EntryCorrected,
    EntryDisputed,
    EntryReMarked,
    EntryRetracted,
)
from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.envelope import Envelope
from ..domain.record.event import Event, subject_of
from ..domain.record.unread import Unread, Withheld
from ..domain.references import evidence_in
from ..domain.talks.events import StatementRecorded
from ..views.sentences.sentence import sentence
from .declaration import WHEN, Column, Row, Type, entry, number, table, text, yes_no
from .material import Material, instant


def _entries(seen: Material) -> Iterator[Row]:
    in_view = seen.history.by_number
    ahead = {found.number for found in seen.history.ahead}
    for one in seen.held:
        found = in_view.get(one.number)
        if found is not None:
            yield _in_view(seen, found)
        else:
            nothing = (None,) * (len(_TOLD) - 1)
            yield one.number, one.id, False, _why_not(one, seen, ahead), one.event.kind, *nothing, *_taken_in(one)


def _taken_in(one: Entry) -> Row:
    """Return who may see an entry, and when, by whom and in which batch it was recorded; nothing of one withheld."""
    own = one.envelope
    if isinstance(one.event, Withheld):
        return (None,) * 6
    recorded = one.recorded.replace(tzinfo=None).isoformat(timespec="microseconds")
    return *_who_sees(own), recorded, own.recorder, own.batch


def _in_view(seen: Material, found: EffectiveEntry) -> Row:
    event, own, one = found.event, found.envelope, found.original
    sort, name = subject_of(event) or (None, None)
    return (
        one.number,
        one.id,
        True,
        None,
        event.kind,
        *seen.when(found),
        instant(found.occurred.start),
        instant(found.occurred.end),
        sentence(event, number=one.number, says=own.asserted_by, versions=seen.versions, numbers={}),
        sort,
        name,
        own.in_round,
        own.asserted_by,
        own.grade,
        own.note,
        bool(own.sources),
        bool(found.disputes),
        bool(found.corrections),
        found.override is not None,
        *_taken_in(one),
    )


def _who_sees(own: Envelope) -> tuple[str, str | None, str | None]:
    """Return the marking of an entry, its compartments, and to whom it may be attributed outside."""
    return str(own.marking), ";".join(own.compartments or ()) or None, own.attribution


def _why_not(one: Entry, seen: Material, ahead: set[int]) -> str:
    if one.id in seen.history.retracted:
        return "taken back"
    if one.number in ahead:
        return "ahead"
    if isinstance(one.event, Withheld):
        return "withheld"
    if isinstance(one.event, Unread):
        return "unreadable"
    if isinstance(one.event, Annotation) and one.id not in seen.history.unknown:
        return "about an entry"
    return "not known" if seen.history.clocks.known else "taken back or ahead"


_TOLD = (
    text("kind", "Its kind"),
    *WHEN,
    Column("begins", Type.INSTANT, "The first instant of its date", unit="UTC"),
    Column("ends", Type.INSTANT, "The instant at which its date is over", unit="UTC"),
    text("sentence", "What it says, in a sentence"),
    text("sort", "The sort of thing that it happened to; nothing for the talks"),
    text("thing", "The thing that it happened to"),
    text("round", "The round in which it happened", refers="rounds"),
    text("says", "Who asserts it, if not who does it"),
    text("grade", "How it is graded", unit="Admiralty scale"),
    text("note", "A note on it"),
    yes_no("sourced", "Whether it cites a source"),
    yes_no("contested", "Whether somebody disputes it"),
    yes_no("corrected", "Whether it was corrected, and reads as corrected here"),
    yes_no("over_a_rule", "Whether it was recorded although a rule refused it"),
)
ENTRIES = table(
    "entries",
    "Every entry that the log held; of those that are not in view nothing is told but that, and why",
    (
        number("entry", "Its number: its place in the record of its talks", key=True),
        text("id", "Its own id"),
        yes_no("in_view", "Whether it is in view at these clocks"),
        text("why_not", "Else why not: taken back, ahead, not known, withheld, unreadable, or about an entry"),
        *_TOLD,
        text("marking", "Who may see it: a label of the scheme of its talks"),
        text("compartments", "Only who is in all of these may see it, with semicolons between them"),
        text("attribution", "To whom people outside may attribute it: named, office, party or none"),
        Column("recorded", Type.INSTANT, "When the log took it", unit="UTC"),
        text("recorder", "Who recorded it"),
        text("batch", "The command by which it was recorded, with others"),
    ),
    _entries,
)


def _citations(seen: Material) -> Iterator[Row]:
    for found in seen.history.entries:
        for place, cited in enumerate(found.envelope.sources, start=1):
            yield found.number, place, cited.source, cited.locator, cited.quote, cited.language


CITATIONS = table(
    "citations",
    "One place in a source that an entry cites",
    (
        entry("The entry that cites it", key=True),
        number("place", "Its place among the citations of the entry, from 1", key=True),
        text("source", "The source", refers="sources"),
        text("locator", "Where in it"),
        text("quote", "The words themselves"),
        text("language", "Their language", unit="BCP 47"),
    ),
    _citations,
)

_TABLE_OF = {
    "proposal": "proposals",
    "party": "parties",
    "issue": "issues",
    "source": "sources",
    "entry": "entries",
    "pledge": "pledges",
    "round": "rounds",
    "package": "packages",
}
"""The table of the things of each sort that can be referred to."""
_ABOUT: dict[type[Event], str] = {
    EntryCorrected: "corrects",
    EntryRetracted: "retracts",
    EntryDisputed: "disputes",
    EntryReMarked: "re-marks",
}
_Link = tuple[str, str, str, str, str, int | None]
"""From which table and name, how, to which table and name, and by which entry."""


def _links(seen: Material) -> Iterator[Row]:
    every = (*_of_proposals(seen), *_of_pledges(seen), *_of_talks(seen), *_of_entries(seen), *_about_entries(seen))
    told: dict[tuple[str, ...], _Link] = {}
    for link in every:
        told.setdefault(link[:5], link)
    yield from told.values()


def _of_proposals(seen: Material) -> Iterator[_Link]:
    for name, proposal in seen.now.proposals.items():
        first = proposal.versions[0].entry if proposal.versions else None
        for linked in proposal.links:
            yield "proposals", name, linked.link.kind.value, "proposals", linked.link.target, linked.entry
        behind = (("sponsor", proposal.sponsors), ("addressee", proposal.addressees))
        for how, parties in behind if proposal.on_the_table else ():
            yield from (("proposals", name, how, "parties", party, first) for party in parties)
        yield from (("proposals", name, "seconded-by", "parties", *seconded) for seconded in proposal.seconded.items())


def _of_pledges(seen: Material) -> Iterator[_Link]:
    for pledge in seen.status.pledges:
        for how, parties in (("pledger", pledge.words.by), ("addressee", pledge.words.to)):
            yield from (("pledges", pledge.pledge, how, "parties", party, pledge.words.entry) for party in parties)
    for name, made in seen.now.pledges.items():
        for tie in made.ties:
            yield "pledges", name, tie.kind.value, _TABLE_OF[tie.sort], tie.name, tie.entry


def _of_talks(seen: Material) -> Iterator[_Link]:
    for package in seen.status.packages:
        members = (member.proposal for member in package.members)
        yield from (("packages", package.package, "member", "proposals", name, package.entry) for name in members)
    for name, found in seen.now.rounds.items():
        delegations = (one.party for one in found.delegations)
        yield from (("rounds", name, "delegation", "parties", party, found.opened or None) for party in delegations)
        yield from (("rounds", name, "mediator", "parties", who, found.opened or None) for who in found.mediators)
    for code, group in seen.now.talks.groups.items():
        yield from (("parties", code, "member", "parties", member, group.entry) for member in group.members)
    for code, party in seen.now.talks.parties.items():
        yield from (("parties", code, "continues", "parties", before, None) for before in party.continues)


def _of_entries(seen: Material) -> Iterator[_Link]:
    for found in seen.history.entries:
        number, event = found.number, found.event
        acts = seen.groups.acting(found)
        yield from (("entries", str(number), "acting", "parties", party, number) for party in acts)
        concerned = (party for party in seen.groups.parties_of(found) if party not in acts)
        yield from (("entries", str(number), "concerned", "parties", party, number) for party in concerned)
        for id_ in evidence_in(event):
            if id_ in seen.numbers:
                yield "entries", str(number), "rests-on", "entries", str(seen.numbers[id_]), number
        if isinstance(event, StatementRecorded):
            yield from _about_things(seen, number, event.about)


def _about_things(seen: Material, number: int, about: Iterable[str]) -> Iterator[_Link]:
    for reference in about:
        sort, _, name = reference.partition(":")
        if sort != "entry":
            yield "entries", str(number), "about", _TABLE_OF[sort], name, number
        elif name in seen.numbers:
            yield "entries", str(number), "about", "entries", str(seen.numbers[name]), number


def _about_entries(seen: Material) -> Iterator[_Link]:
    for one in seen.held:
        event = one.event
        if isinstance(event, Annotation) and one.id not in seen.history.unknown and event.entry in seen.numbers:
            meant = str(seen.numbers[event.entry])
            yield "entries", str(one.number), _ABOUT[type(event)], "entries", meant, one.number


def _ends(row: Row) -> Iterator[tuple[str, str]]:
    yield str(row[0]), str(row[1])
    yield str(row[3]), str(row[4])


LINKS = table(
    "links",
    "One tie between two things, of whatever tables: sponsors, addressees, exchanges, members, who acts in an entry",
    (
        text("from_table", "The table of the one", key=True),
        text("from_id", "The one: its name, or the number of an entry", key=True),
        text("link", "How it is tied to the other", key=True),
        text("to_table", "The table of the other", key=True),
        text("to_id", "The other: its name, or the number of an entry", key=True),
        entry("The entry that ties them, if it is one"),
    ),
    _links,
    refers=_ends,
)

OF_THE_RECORD = (ENTRIES, CITATIONS, LINKS)
