"""Everything about one thing: a proposal, a party, a source, an item of the agenda, an entry."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from ..domain.fold import fold
from ..domain.record.annotated import Annotated
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..domain.record.history import History, told_of
from ..domain.record.imported import Imported
from ..domain.record.order import in_order
from ..domain.record.unread import Unread, Withheld
from ..domain.references import SORTS
from ..domain.talks.events import SourceRegistered
from .differences import Difference, differences, numbered, value_words, with_numbers
from .disputes import RivalAccount, rival_accounts
from .exchange import Counterpart, given_for
from .filter import Filter
from .guarantees import Guarantee, guarantees_of
from .phrases import LINK_WORDS, term_words
from .pledges import sides_of
from .positions import PositionCell, positions
from .redline.provisions import ComparedProvision, changed_in
from .registry import Needs, View
from .show_things import ShownPackage, ShownPledge, ShownRound, show_package, show_pledge, show_round
from .sources import cites
from .status import ProposalStatus, Tie, bearings, proposal_status, status
from .timeline import EntryLine, as_it_reads_line, line_of, lines_about, recorded_line, versions_made


class VersionText(Struct, frozen=True):
    """One version of a proposal."""

    version: int
    by: tuple[str, ...]
    on: str | None
    entry: int
    terms: tuple[str, ...]
    provisions: tuple[tuple[str, str], ...]
    amendments: tuple[str, ...]
    """The amendments that made it of the version before."""
    author: str | None
    """Where nobody is named: that its author is unknown, or the room."""
    changed: tuple[ComparedProvision, ...]
    """What became of the terms and provisions of the version before, as far as anything did; none of the first."""


class ShownProposal(Struct, frozen=True):
    """A proposal with its versions, ties, positions, accounts and history."""

    status: ProposalStatus
    versions: tuple[VersionText, ...]
    tied_from: tuple[Tie, ...]
    """Ties that other proposals have to this one."""
    positions: tuple[PositionCell, ...]
    pledged_for_it: tuple[Counterpart, ...]
    """The pledges that are in exchange for it, or conditional on it."""
    guarantee: Guarantee | None
    """What it guarantees, and by whom, if it offers security guarantees."""
    accounts: tuple[RivalAccount, ...]
    history: tuple[EntryLine, ...]


class ShownParty(Struct, frozen=True):
    """A party with its roles, its positions and what it took part in."""

    party: str
    name: str | None
    roles: tuple[str, ...]
    groups: tuple[str, ...]
    """The groups that it is a member of."""
    present: bool
    positions: tuple[PositionCell, ...]
    history: tuple[EntryLine, ...]


class ShownGroup(Struct, frozen=True):
    """A group with its members, and what was done in its name."""

    group: str
    name: str | None
    members: tuple[str, ...]
    history: tuple[EntryLine, ...]


class ShownSource(Struct, frozen=True):
    """A source and the entries that rest on it."""

    source: SourceRegistered
    history: tuple[EntryLine, ...]


class ShownIssue(Struct, frozen=True):
    """An item of the agenda and the proposals that belong to it."""

    issue: str
    title: str
    proposals: tuple[ProposalStatus, ...]


class ShownCitation(Struct, frozen=True):
    """A place in a source."""

    source: str
    publisher: str | None
    locator: str | None
    quote: str | None
    language: str | None


class ShownEntry(Struct, frozen=True):
    """An entry with its envelope, and every entry about it."""

    line: EntryLine
    stream: str | None
    """The thing that it happened to, and its place there; not known of one that a copy withholds."""
    version: int | None
    learned: str | None
    override: str | None
    quote_language: str | None
    """The language of the words as they were heard."""
    citations: tuple[ShownCitation, ...]
    fields: tuple[tuple[str, str], ...]
    corrected: tuple[Difference, ...]
    """What it said when it was recorded, and what it reads by now."""
    accounts: tuple[RivalAccount, ...]
    about_it: tuple[EntryLine, ...]
    imported: Imported | None = None
    """Since when this log holds it, if it was taken over from a file, with its own moment and recorder."""


Shown = (
    ShownProposal
    | ShownPledge
    | ShownRound
    | ShownPackage
    | ShownParty
    | ShownGroup
    | ShownSource
    | ShownIssue
    | ShownEntry
)


def show(entries: Sequence[Entry], history: History, reference: str) -> Shown | None:
    """Return everything about one thing; None if it is not in view at these clocks.

    Args:
        entries: the entries of the talks, in the order of record.
        history: the history at the clocks of the question.
        reference: which thing, written out: ``proposal:neutral-status``.
    """
    sort, _, name = reference.partition(":")
    if sort == "entry":
        return show_entry(entries, history, name)
    return _BY_SORT[sort](history, name)


def show_proposal(history: History, proposal: str) -> ShownProposal | None:
    """Return everything about a proposal; None if it is not on the table at these clocks."""
    now = fold(history)
    found = now.proposals.get(proposal)
    if found is None or not found.on_the_table:
        return None
    by_number = history.by_number
    matrix, around = positions(history, proposal), bearings(now, history)
    own = in_order(entry for entry in history.entries if getattr(entry.event, "proposal", None) == proposal)
    return ShownProposal(
        status=proposal_status(found, around),
        versions=tuple(
            VersionText(
                version=version.number,
                by=version.by,
                on=by_number[version.entry].envelope.occurred,
                entry=version.entry,
                terms=tuple(term_words(term) for term in version.terms),
                provisions=tuple((provision.number, provision.text) for provision in version.provisions),
                amendments=version.amendments,
                author=version.author,
                changed=changed_in(before, version) if before else (),
            )
            for before, version in zip((None, *found.versions), found.versions, strict=False)
        ),
        tied_from=(
            *(
                Tie(LINK_WORDS[linked.link.kind], other.id, linked.entry)
                for other in now.proposals.values()
                for linked in other.links
                if linked.link.target == proposal and other.id != proposal
            ),
            *(
                Tie("amends", other.id, other.tabled)
                for other in now.proposals.values()
                if other.amends and other.amends.of == proposal
            ),
        ),
        positions=tuple(
            cell for cell in (*matrix.cells, *matrix.provisions) if cell.proposal == proposal and cell.moves
        ),
        pledged_for_it=given_for(proposal, sides_of(now, around.pledges), now),
        guarantee=next(iter(guarantees_of(now, history, proposal)), None),
        accounts=tuple(account for entry in own for account in rival_accounts(entry)),
        history=lines_about(history, Filter(proposal=proposal)),
    )


def show_party(history: History, party: str) -> ShownParty | ShownGroup | None:
    """Return everything about a party, or a group; None if it has not been at the talks by these clocks."""
    talks = fold(history).talks
    if group := talks.groups.get(party):
        return ShownGroup(group.code, group.name, group.members, lines_about(history, Filter(party=party)))
    found = talks.parties.get(party)
    if found is None:
        return None
    return ShownParty(
        party=found.code,
        name=found.name,
        roles=tuple(found.roles),
        groups=tuple(code for code, members in talks.members.items() if party in members),
        present=found.present,
        positions=tuple(cell for cell in positions(history, of=party).cells if cell.moves),
        history=lines_about(history, Filter(party=party)),
    )


def show_source(history: History, source: str) -> ShownSource | None:
    """Return a source and what rests on it; None if it is not in view at these clocks."""
    found = fold(history).talks.sources.get(source)
    if found is None:
        return None
    disputes = (recorded_line(d, {}, history.numbers) for e in history.entries for d in e.disputes if cites(d, source))
    return ShownSource(found, (*lines_about(history, Filter(source=source)), *disputes))


def show_issue(history: History, issue: str) -> ShownIssue | None:
    """Return an item of the agenda and its proposals; None if it is not in view at these clocks."""
    title = fold(history).talks.issues.get(issue)
    if title is None:
        return None
    return ShownIssue(issue, title, tuple(p for p in status(history).proposals if p.issue == issue))


def show_entry(entries: Sequence[Entry], history: History, entry_id: str) -> ShownEntry | None:
    """Return an entry and everything said about it since; None if it is not in view at these clocks.

    Args:
        entries: the entries of the talks, in the order of record.
        history: the history at the clocks of the question.
        entry_id: which entry.
    """
    held = [e for e in entries if history.clocks.holds(e.number, e.recorded) and e.id not in history.unknown]
    original = next((entry for entry in held if entry.id == entry_id), None)
    if original is None:
        return None
    effective = told_of(history).get(entry_id)
    in_view = effective is not None or isinstance(original.event, Annotation | Unread) or entry_id in history.retracted
    if not in_view:
        return None
    read = Annotated(held)
    said = effective or read.of(original)
    event, envelope = said.event, said.envelope
    override = effective.override if effective else envelope.override
    now = fold(history)
    versions, numbers = versions_made(now), {entry.id: entry.number for entry in held}
    line = line_of(effective, versions) if effective else as_it_reads_line(original, read, versions, numbers)
    about = [e for e in held if isinstance(e.event, Annotation) and e.event.entry == entry_id]
    withheld = isinstance(original.event, Withheld)
    return ShownEntry(
        line=line,
        stream=None if withheld else original.stream,
        version=None if withheld else original.version,
        learned=envelope.learned,
        override=override.reason if override else None,
        quote_language=envelope.quote_language,
        citations=tuple(
            ShownCitation(
                citation.source,
                now.talks.sources[citation.source].publisher if citation.source in now.talks.sources else None,
                citation.locator,
                citation.quote,
                citation.language,
            )
            for citation in envelope.sources
        ),
        fields=tuple((name, numbered(name, words, numbers)) for name, words in _fields(event)),
        corrected=tuple(
            with_numbers(one, numbers)
            for one in differences(original.event, original.envelope.claim(), event, envelope.claim())
        ),
        accounts=rival_accounts(effective) if effective else (),
        about_it=tuple(as_it_reads_line(e, read, versions, numbers) for e in about),
    )


def _fields(event: Event) -> tuple[tuple[str, str], ...]:
    if isinstance(event, Withheld):
        return (("why", event.why),)  # nothing else is known of it
    pairs = []
    for name, value in asdict(event).items():
        if name != "proposal" and value is not None and value != ():
            pairs.append((name.replace("_", " "), value_words(value, name)))
    return tuple(pairs)


_BY_SORT: dict[str, Callable[[History, str], Shown | None]] = {
    "proposal": show_proposal,
    "pledge": show_pledge,
    "round": show_round,
    "package": show_package,
    "party": show_party,
    "source": show_source,
    "issue": show_issue,
}
"""How each sort of thing is shown, entries apart."""

VIEW = View(show, Needs.RECORD, about=SORTS, of_entries=True)
