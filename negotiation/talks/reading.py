"""Reading what one talks holds: its entries, sentences about them, and its views as of any moment."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Self, cast

from msgspec.structs import replace

from ..domain.dates.clocks import ANY, Clocks
from ..domain.dates.edtf import instant, span
from ..domain.errors import NotFound
from ..domain.proposal.events import LinkKind, ProposalFloated, ProposalLinked, ProposalSuperseded, ProposalTabled
from ..domain.record.annotated import as_it_reads
from ..domain.record.annotations import Annotation, EntryCorrected, EntryRetracted
from ..domain.record.entry import Entry
from ..domain.record.event import actors_of, introduced_by, parties_of
from ..domain.record.history import history
from ..domain.references import evidence_in
from ..domain.shares import MANY
from ..domain.talks.events import NoteSorted, TalksOpened
from ..markings import DEFAULT
from ..moments import numbered, recorded_ahead
from ..open_log import OpenLog
from ..store.bearing import UNFRAMED
from ..store.store import Scope
from .referring import Referring

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..domain.record.history import History
    from ..domain.record.imported import Imported
    from ..domain.visible import Reader
    from ..domain.words import Sought
    from ..integrity.checkpoint import KeptHead
    from ..integrity.head import RecordHead
    from ..views.changes import Changes
    from ..views.differences import Difference


_MINUTE = timedelta(minutes=1)
_MAY_HOLD_NUMBERS = ("measured", "indicators", "baseline", "terms", "event")
"""The fields of events that hold quantities or bounds, or an account that may."""


def _same(one: Entry, other: Entry) -> bool:
    """Say whether two entries tell the same of the same minute, or of the minute in which each was recorded."""
    first, second = one.envelope.claim(), other.envelope.claim()
    if other.recorded - one.recorded <= _MINUTE and _by_the_clock(one) and _by_the_clock(other):
        second = replace(second, occurred=first.occurred)
    return one.event == other.event and first == second


def _by_the_clock(entry: Entry) -> bool:
    """Say whether an entry happened in the minute in which it was recorded."""
    occurred = entry.envelope.occurred
    return (
        occurred is not None and "T" in occurred and abs(span(occurred).start - instant(entry.recorded)) <= 60_000_000
    )


class Reading(Referring):
    """One talks of a log, to read."""

    def __init__(self, log: OpenLog, talks: str) -> None:
        self.log = log
        self.id = talks

    def entries(self, *, until: int | None = None, statements: bool = True) -> list[Entry]:
        """Return the entries as they were recorded, in the order of record.

        Args:
            until: none after the entry of this number.
            statements: with the statements, or without them.
        """
        numbers = None if until is None else (1, until)
        return self.log.store.reader.entries(self.id, numbers=numbers, without=() if statements else UNFRAMED)

    def entries_about(self, reference: str) -> Sequence[Entry] | None:
        """Return the entries from which a thing can be shown as from the whole record; None if that takes many."""
        from ..store.about import about  # noqa: PLC0415  # only what shows one thing needs it

        return about(self.log.store.reader, self.id, reference)

    def keeps(self) -> bool:
        """Say whether anything is kept beside the record, of this version and up to its last entry."""
        store = self.log.store
        return store.who is not None or store.reader.keeps(self.id) is not None

    def kept(self, clocks: Clocks, now: int, until: int) -> "History | None":
        """Return the history up to an entry from what is kept beside the record; None if that does not do."""
        from ..store.kept.standing import kept_history  # noqa: PLC0415  # only what asks for all needs it

        return kept_history(self.log.store.reader, self.id, clocks, now, until)

    def entries_naming(self, reference: str) -> Sequence[Entry]:
        """Return the entries that name a thing, with what was said of them and what its verdicts rest on."""
        from ..store.about import naming  # noqa: PLC0415  # only what shows one thing needs it

        return naming(self.log.store.reader, self.id, reference)

    @contextmanager
    def telling_damage(self) -> Iterator[None]:
        """Raise the damage of the log where an error comes about by it that nobody has foreseen.

        Raises:
            Damaged: what stands in the log does not fit together.
        """
        try:
            yield
        except Exception as error:
            from ..store.places import damage_behind  # noqa: PLC0415  # few reads need it

            store = self.log.store
            damage = damage_behind(error, store.path, sees_all=store.who is None)
            if damage is None:
                raise
            raise damage from error

    def last_number(self) -> int:
        """Return the number of the last entry; 0 if there is none."""
        return self.log.store.reader.head(self.id).number

    def imported(self, number: int) -> "Imported | None":
        """Return what of a file an entry was taken over with; None if it was not."""
        own = (found for found in self.log.store.reader.imports() if found.talks == self.id)
        return next((found for found in own if found.first <= number <= found.last), None)

    def record_head(self, until: int | None = None) -> "RecordHead":
        """Return the head of the record, or of its entries up to a number: how many, and the root over them.

        Raises:
            PartSeen: not all of it is seen.
        """
        from ..integrity.head import RecordHead  # noqa: PLC0415  # few reads need it
        from ..integrity.tree import Tree  # noqa: PLC0415

        reader = self.log.store.reader
        with reader.snapshot():
            tree = reader.tree(self.id)
            if tree is None or (until is not None and until != tree.size):
                tree = Tree().with_(reader.leaves(self.id, until))
        return RecordHead(self.id, tree.size, tree.root.hex())

    def kept_heads(self, until: int) -> "Sequence[KeptHead]":
        """Return the heads of the record that were signed and are kept beside it, of no more entries than that."""
        from ..integrity.checkpoint import kept_heads  # noqa: PLC0415  # few reads need it

        found = kept_heads(self.log.store.reader.checkpoints(self.id), until)
        return [one._replace(fits=self.record_head(one.head.entries) == one.head) for one in found]

    def sentences(self, entries: Sequence[Entry]) -> list[str]:
        """Say in a sentence each what these entries record."""
        from ..domain.fold import fold  # noqa: PLC0415
        from ..domain.proposal.events import MAKES_VERSION  # noqa: PLC0415
        from ..domain.record.history import history  # noqa: PLC0415  # only what speaks needs it
        from ..views.phrases import listed  # noqa: PLC0415
        from ..views.sentences.sentence import sentence  # noqa: PLC0415
        from ..views.timeline import versions_made  # noqa: PLC0415

        reader = self.log.store.reader
        made = [entry for entry in entries if isinstance(entry.event, MAKES_VERSION)]
        streams = {entry.stream for entry in made}
        own = reader.entries(self.id, streams=streams) if made else []
        near = [entry for entry in own if isinstance(entry.event, (*MAKES_VERSION, Annotation))]
        known = {entry.id for entry in near}
        versions = versions_made(fold(history([*near, *(e for e in made if e.id not in known)])))
        named = [e.event.entry for e in entries if isinstance(e.event, Annotation)]
        named += [e.event.entry for e in entries if isinstance(e.event, NoteSorted)]
        numbers = self._numbers([*named, *(id_ for e in entries for id_ in evidence_in(e.event))], entries)

        def said(entry: Entry) -> str:
            evidence = () if isinstance(entry.event, Annotation) else evidence_in(entry.event)
            if not evidence:
                says = entry.envelope.asserted_by
                return sentence(entry.event, number=entry.number, says=says, versions=versions, numbers=numbers)
            words = sentence(entry.event).removesuffix(".")
            by = f", says {entry.envelope.asserted_by}" if entry.envelope.asserted_by else ""
            return f"{words}, resting on {listed([f'#{numbers.get(id_, id_)}' for id_ in evidence])}{by}"

        return [said(entry) for entry in entries]

    def _numbers(self, ids: Collection[str], beside: Sequence[Entry] = ()) -> dict[str, int]:
        """Return the numbers of entries by their ids: of those in the log, and of others that may not be in it yet."""
        found = self.log.store.reader.by_id(self.id, ids) if ids else {}
        return {**{e.id: e.number for e in beside}, **{id_: number for id_, (number, _, _) in found.items()}}

    def warnings(self, entries: Sequence[Entry]) -> list[str]:
        """Say in a sentence each what is odd in entries that were recorded, and not refused by any rule."""
        moved = recorded_ahead(entries, self.log.clock())
        found = [moved] if moved else []
        verdicts = [entry for entry in entries if evidence_in(entry.event)]
        if verdicts:
            from .evidence import strays  # noqa: PLC0415  # only what has evidence needs it

            found += strays(self.log.store.reader, self.id, verdicts, entries)
        if any(getattr(entry.event, field, None) for entry in entries for field in _MAY_HOLD_NUMBERS):
            from .thousands import maybe_meant  # noqa: PLC0415  # few entries hold any

            found += maybe_meant(entries, _MAY_HOLD_NUMBERS)
        return [*found, *self._replaced(entries), *self._strangers(entries)]

    def _replaced(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Say which proposals stand, though others were put in their place: to say so of a new one ends no other."""
        ties = {
            link.target: entry.event.proposal
            for entry in entries
            if isinstance(entry.event, ProposalFloated | ProposalTabled | ProposalLinked)
            for link in ((entry.event.link,) if isinstance(entry.event, ProposalLinked) else entry.event.links)
            if link.kind is LinkKind.SUPERSEDES
        }
        ended = {entry.event.proposal for entry in entries if isinstance(entry.event, ProposalSuperseded)}
        if not ties.keys() - ended:
            return
        from ..domain.fold import fold  # noqa: PLC0415  # few entries need it

        proposals = fold(self.as_of(at=ANY).seen).proposals
        for target, by in ties.items():
            if target not in ended and target in proposals and proposals[target].ending is None:
                entry = f"{{kind: proposal-superseded, proposal: {target}, by-proposal: {by}}}"
                yield f"{target} still stands beside {by}, which supersedes it: to end it, record {entry}, too"

    def _strangers(self, entries: Sequence[Entry]) -> list[str]:
        """Say of each party that entries bring in, and no rule looks at, whether its code may be a slip of another."""
        new = {found[1] for entry in entries if (found := introduced_by(entry.event)) and found[0] == "party"}
        told = {party for entry in entries for party in {*parties_of(entry.event)} - {*actors_of(entry.event)}}
        if not told:
            return []
        from ..domain.near import near_party  # noqa: PLC0415  # few entries need it
        from ..domain.states import states  # noqa: PLC0415
        from .resolve import catalogue  # noqa: PLC0415

        odd = sorted(told - states().keys())
        if len(odd) > MANY:  # codes of a scheme of their own are no slips
            return []
        known = catalogue(self.log.store.reader, self.id, ["party"])["party"] if odd else []
        apart = [code for code in known if code not in new]  # who comes in together was told apart by whoever wrote it
        slips = [
            (code, near_party(code, apart if code in new else known))
            for code in odd
            if code in new or code not in known
        ]

        def named(code: str) -> str:
            return code if code in known else f"{code} ({states()[code][0]})"  # which nobody has written here

        return [
            f"{code} is new to this record: if {' or '.join(map(named, alike))} is meant, take it back with talks undo"
            for code, alike in slips
            if alike
        ]

    def repeated_by(self, entries: Sequence[Entry]) -> str | None:
        """Say in a sentence that entries say what those right before them say, as after a command was run again."""
        if not entries:
            return None
        many, first = len(entries), entries[0].number
        before = self.log.store.reader.entries(self.id, numbers=(first - many, first - 1))
        if len(before) < many or not all(map(_same, before, entries)):
            return None
        new, old = numbered(entries), numbered(before)
        return (
            f"{new} say{'s' * (many == 1)} the same as {old}: if it did not happen twice, take it back with talks undo"
        )

    def taken_back_by(self, entry: Entry) -> str | None:
        """Say in a sentence what a retraction takes back; nothing for an entry of another kind."""
        if not isinstance(entry.event, EntryRetracted):
            return None
        number = self.number_of(entry.event.entry)
        return self.sentences(self.log.store.reader.entries(self.id, numbers=(number, number)))[0]

    def changed_by(self, entry: Entry) -> "tuple[Difference, ...]":
        """Return what a correction changed, field by field; nothing for an entry of another kind."""
        if not isinstance(entry.event, EntryCorrected):
            return ()
        from ..views.differences import differences, with_numbers  # noqa: PLC0415  # only what speaks needs it

        near = self.log.store.reader.entries(self.id, streams=[entry.stream], numbers=(1, entry.number - 1))
        event, envelope = as_it_reads(near, entry.event.entry)
        numbers = self._numbers([*evidence_in(event), *evidence_in(entry.event)])
        return tuple(
            with_numbers(found, numbers)
            for found in differences(event, envelope.claim(), entry.event.event, entry.event.claim)
        )

    def matching(self, sought: "Sequence[Sought]", until: int | None = None) -> set[int]:
        """Return the numbers of the entries in which all that is sought stands, and of those they are about.

        Args:
            sought: what is looked for.
            until: none after the entry of this number.

        Raises:
            InputError: too many words have a part that is sought.
        """
        reader = self.log.store.reader
        found = {number for number in reader.matching(self.id, sought) if until is None or number <= until}
        if keeps := reader.keeps(self.id):
            return keeps.meant(found)
        from ..store.kept.readings import all_readings, frame_of  # noqa: PLC0415  # where nothing is kept

        entries = self.entries(until=until)
        rows = all_readings(entries, frame_of(entries))
        return found | {row.of for row in rows if row.of and row.number in found}

    @property
    def markings(self) -> str:
        """The scheme of the labels by which these talks are marked."""
        first = self.log.store.reader.entries(self.id, numbers=(1, 1))
        opened = first[0].event if first else None
        return (opened.markings if isinstance(opened, TalksOpened) else None) or DEFAULT

    @property
    def zone(self) -> str:
        """The time zone in which the dates of these talks are read."""
        return Scope(self.log.store.reader, self.id, ()).zone

    def as_of(self, *, at: str | None = None, known: str | None = None, recorded: str | None = None) -> "AsOf":
        """Return the talks at one point of view on the three clocks.

        Args:
            at: what had happened by then (EDTF; its end counts).
            known: what could be known by then.
            recorded: what this log held then, or ``#42``: when it held 42 entries.

        Raises:
            DateError: one of them is no date.
            NotFound: the log does not hold as many entries.
        """
        from ..asof import AsOf  # noqa: PLC0415  # only what shows needs it

        now = instant(self.log.clock())
        clocks = self.within(Clocks(at, known, recorded))
        return AsOf(self.at(clocks), clocks, now)

    def at(self, clocks: Clocks) -> Self:
        """Return the talks as whoever looks may see them at some clocks, which may be less than by now."""
        log = self.log.at(clocks)
        return self if log is self.log else type(self)(log, self.id)

    @property
    def reader(self) -> "Reader | None":
        """Who looks, if it is somebody who may not see all."""
        return self.log.store.who

    def within(self, clocks: Clocks) -> Clocks:
        """Return clocks that ask for no more entries than there are.

        Raises:
            NotFound: they ask for the moment of an entry that there is not.
            DateError: a time of theirs comes twice in the zone of the talks, or never.
        """
        if clocks.of_a_place:
            clocks = clocks.clear(self.zone)
        if clocks.number is not None and clocks.number > (last := self.last_number()):
            raise NotFound("entry", f"#{clocks.number}", hint=f"its last entry is #{last}")
        return clocks

    def changes(self, first: str, second: str, *, clock: str = "at", **others: str | None) -> "Changes":
        """Return what changed between two moments on one clock, the other clocks held still.

        Args:
            first: the earlier moment (EDTF).
            second: the later moment.
            clock: at, known or recorded.
            others: the other two clocks.

        Raises:
            DateError: one of them is no date.
            NotFound: the log does not hold as many entries.
            Damaged: what stands in the log does not fit together.
        """
        with self.telling_damage():
            return self._changes(first, second, clock, others)

    def _changes(self, first: str, second: str, clock: str, others: dict[str, str | None]) -> "Changes":
        from ..views.changes import changes  # noqa: PLC0415

        seen = [self.within(Clocks(**{**others, clock: moment})) for moment in (first, second)]
        last, now = self.last_number(), instant(self.log.clock())
        kept = [self.kept(clocks, now, last) for clocks in seen]
        if None in kept:
            kept = [history(self.at(clocks).entries(until=last), clocks, now) for clocks in seen]
        before, after = cast("list[History]", kept)
        return changes(after, before=before, clock=clock, first=first, second=second)
