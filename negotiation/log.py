"""A log of negotiations: opening it, and finding the talks in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self, Unpack

from .clock import Doubt, utc_now
from .domain.errors import Ambiguous, InputError, NoTalks, SeveralTalks
from .domain.record.entry import Entry
from .domain.record.unread import Unread
from .open_log import OpenLog, random_id
from .store import places
from .store.store import Store, random_salt

if TYPE_CHECKING:
    from .asof import AsOf
    from .domain.record.imported import Imported
    from .domain.visible import Reader
    from .store.port import Finding
    from .store.store import Appended
    from .talks import TalksLog
    from .views.listed import Listed
    from .writing import Details


def several(talks: str) -> bool:
    """Say whether talks are named by what their ids look like: ``casino-*``."""
    return any(sign in talks for sign in "*?[")


def _like(talks: str, ids: Iterable[str]) -> list[str]:
    from fnmatch import fnmatchcase  # noqa: PLC0415  # few ask so

    return [id_ for id_ in ids if fnmatchcase(id_, talks)]


class NegotiationLog(OpenLog):
    """One log file, which holds one or more talks.

    Example::

        with NegotiationLog.create("talks.db") as log:
            talks = log.open_talks("istanbul-2022", "Ukraine-Russia talks")
            talks.party("UKR", roles=["negotiating"])
    """

    @classmethod
    def open(
        cls,
        path: str,
        *,
        recorder: str = "unknown",
        clock: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        doubt: Doubt | None = None,
        new_salt: Callable[[], bytes] = random_salt,
        reader: "Reader | None" = None,
        passphrase: str | None = None,
        identities: str | None = None,
    ) -> Self:
        """Open a log.

        Args:
            path: the log file.
            recorder: who records what is written through it.
            clock: gives the present moment, aware of its time zone.
            new_id: gives a new entry id at each call.
            doubt: says why that moment is not believed, given when the last entry was recorded; the machine's own
                clock is doubted where another clock of the machine stands against it, others are believed.
            new_salt: gives what the fields of a new entry are hashed with, 32 bytes at each call, so that what is
                withheld from somebody cannot be guessed from its hash; random ones are.
            reader: who looks, if it is somebody who may not see all: then nothing can be recorded through it.
            passphrase: opens an encrypted log; the process keeps its key until it ends.
            identities: opens one as well: the text of a file of identities of age.

        Raises:
            NoPassphrase, WrongPassphrase: it is encrypted, and nothing was given that opens it.
            NoLog, NotALog, NewerLog, BadPath, StoreError: it cannot be opened, and why.
        """
        if passphrase is not None or identities is not None:
            from .store.secret import Secret  # noqa: PLC0415  # only an encrypted log needs it

            told = [Secret(identities=identities), Secret(passphrase=passphrase)]
            places.unlock(path, [secret for secret in told if secret != Secret()])
        store = Store(places.place(path), reader, new_salt=new_salt)
        return cls(store, recorder=recorder, clock=clock, new_id=new_id, doubt=doubt)

    @classmethod
    def create(
        cls, path: str, *, recorder: str = "unknown", passphrase: str | None = None, recipients: Sequence[str] = ()
    ) -> Self:
        """Make a new, empty log, readable by its owner only, and open it.

        Args:
            path: where.
            recorder: who records what is written through it.
            passphrase: encrypts the log, and opens it.
            recipients: encrypt it as well: whoever has the identity of one, of age or SSH, opens it.

        Raises:
            LogExists, BadPath, ReadOnlyLog, StoreError: it cannot be made, and why.
            InputError: the passphrase is too short, or a recipient is none.
            MissingExtra: a library for it is not installed.
        """
        if passphrase is None and not recipients:
            places.create(path)
        else:
            from .store.secret import Lock  # noqa: PLC0415  # only an encrypted log needs it

            places.create(path, Lock(passphrase, tuple(recipients)))
        return cls.open(path, recorder=recorder)

    def opened_by(self) -> list[tuple[str, str]]:
        """Return what opens the log, each by its way and its name; nothing if it is not encrypted."""
        return places.opened_by(self.store.path)

    def change_lock(
        self, *, passphrase: str | None = None, recipients: Sequence[str] = (), without: Sequence[str] = ()
    ) -> bool:
        """Change what opens an encrypted log, whose key is wrapped anew, and return whether nothing old is left in it.

        What was taken away is left in its write-ahead log where others have it open, until the last of them closes it.

        Args:
            passphrase: in the place of the one before.
            recipients: of age or SSH, who are added.
            without: what opens it no longer: recipients, or ``passphrase``.

        Raises:
            InputError: the log is not encrypted, nothing would open it any more, or the passphrase is too short.
            NotFound: what is to be taken away is not there.
            ReadOnlyLog, StoreBusy, StoreError: it cannot be written, and why.
        """
        from .store.secret import Lock  # noqa: PLC0415  # only an encrypted log needs it

        return places.change_lock(self.store.path, Lock(passphrase, tuple(recipients)), without)

    def talks_ids(self) -> list[str]:
        """Return the ids of all talks in the log."""
        return self.store.reader.talks()

    def talks(self, talks: str | None = None) -> "TalksLog":
        """Return the talks of that id, or of the beginning of one, or ``casino-*``; without it, the only ones.

        Raises:
            NotFound, Ambiguous: there is none, or there are several.
        """
        from .talks import TalksLog  # noqa: PLC0415  # only what reads or writes talks needs it

        if talks is not None and self.store.reader.holds(talks):
            return TalksLog(self, talks)
        ids = self.talks_ids()
        if talks is None:
            if len(ids) > 1:
                raise SeveralTalks(ids)
            if not ids:
                raise NoTalks(None, ids)
            return TalksLog(self, ids[0])
        matching = _like(talks, ids) if several(talks) else [id_ for id_ in ids if id_.startswith(talks)]
        if len(matching) > 1:
            raise Ambiguous(talks, matching)
        if not matching:
            raise NoTalks(talks, ids)
        return TalksLog(self, matching[0])

    def matching(self, talks: str | None = None) -> list[str]:
        """Return the ids of the talks that are meant: all of them, those like ``casino-*``, or those of one id.

        Raises:
            NotFound, Ambiguous: there are none, or the beginning of an id is that of several.
        """
        if talks is not None and not several(talks):
            return [self.talks(talks).id]
        ids = self.talks_ids()
        if talks is None:
            return ids
        found = _like(talks, ids)
        if not found:
            raise NoTalks(talks, ids)
        return found

    def each(
        self,
        talks: str | None = None,
        *,
        at: str | None = None,
        known: str | None = None,
        recorded: str | None = None,
    ) -> "Iterator[AsOf]":
        """Give each talks of the log at the same clocks, one after the other.

        Args:
            talks: only some: those like ``casino-*``, or of one id or the beginning of it.
            at: what had happened by then (EDTF; its end counts).
            known: what could be known by then.
            recorded: what this log held then; of one talks also ``#42``.

        Raises:
            DateError: one of the clocks is no date.
            NotFound, Ambiguous: there are no such talks, or several; or they do not hold as many entries.
            InputError: a number of entries is asked for of several talks.
        """
        from .talks import TalksLog  # noqa: PLC0415  # only what reads or writes talks needs it

        ids = self.matching(talks)
        if recorded and recorded.startswith("#") and len(ids) > 1:
            raise InputError(f"{recorded[:20]} is an entry of one talks", "name the talks, or give a date")
        return (TalksLog(self, id_).as_of(at=at, known=known, recorded=recorded) for id_ in ids)

    def listed(
        self,
        talks: str | None = None,
        *,
        at: str | None = None,
        known: str | None = None,
        recorded: str | None = None,
    ) -> "Listed":
        """Return a line for each talks of the log: how they stand, and how much of them is in view.

        Args:
            talks: only some: those like ``casino-*``, or of one id or the beginning of it.
            at: what had happened by then (EDTF; its end counts).
            known: what could be known by then.
            recorded: what this log held then; of one talks also ``#42``.

        Raises:
            DateError: one of the clocks is no date.
            NotFound, Ambiguous: there are no such talks, or several; or they do not hold as many entries.
            InputError: a number of entries is asked for of several talks.
        """
        from .views.listed import listed  # noqa: PLC0415  # only this needs it

        found = self.each(talks, at=at, known=known, recorded=recorded)
        return listed((seen.talks, seen.seen) for seen in found)

    def write_tables(
        self,
        target: str,
        form: str = "csv",
        talks: str | None = None,
        *,
        at: str | None = None,
        known: str | None = None,
        recorded: str | None = None,
    ) -> dict[str, int]:
        """Write what is in view as tidy tables, for pandas, R, SQL and spreadsheets.

        Args:
            target: the folder for their files; for DuckDB and Excel the file.
            form: ``csv``, ``parquet``, ``duckdb`` or ``xlsx``.
            talks: only some: those like ``casino-*``, or of one id or the beginning of it.
            at: what had happened by then (EDTF; its end counts).
            known: what could be known by then.
            recorded: what this log held then; of one talks also ``#42``.

        Returns:
            How many rows each table has.

        Raises:
            InputError: it cannot be written there, or other files would be lost, or Excel does not hold as much.
            MissingExtra: the library that writes Parquet and DuckDB, or Excel, is not installed.
            DateError, NotFound, Ambiguous: as for :meth:`each`.
        """
        from .domain.dates.clocks import Clocks  # noqa: PLC0415  # reading does not need it
        from .tables.citing import Tally  # noqa: PLC0415  # only this needs it
        from .tables.writing import write  # noqa: PLC0415

        several = self.each(talks, at=at, known=known, recorded=recorded)
        tally = Tally(self.store.path.rpartition("/")[2], Clocks(at=at, known=known, recorded=recorded))
        return write(((seen.talks, seen.entries, seen.history) for seen in several), tally, target, form)

    def export(self, talks: str | None = None, *, salvage: bool = False, heads: bool = False) -> Iterator[str]:
        """Yield every entry as a line of JSON, of the talks named or of all, lossless and the same bytes each time.

        Args:
            talks: which talks; all if None.
            salvage: leave out what cannot be read, which :meth:`unreadable` names.
            heads: end with a line of each talks that tells the head of its record, by which an import knows that the
                entries are all there as they were; none where a log that takes them in would have another head.

        Raises:
            NotFound, Ambiguous: there are no such talks.
            RestsOnUnreadable: an entry cannot be read, so that the export would not be whole.
        """
        from .exchange.export import exported  # noqa: PLC0415  # only an export needs it
        from .exchange.heads import head_of, written  # noqa: PLC0415

        ends: list[str] = []
        for id_ in [self.talks(talks).id] if talks else self.talks_ids():
            with self.store.reader.snapshot():
                entries, salts = self.store.reader.entries(id_), self.store.reader.salts(id_)
            yield from exported(entries, salts, salvage=salvage)
            if heads and not salvage and self.store.who is None:
                found = head_of(id_, ((entry, salts.get(entry.number)) for entry in entries))
                if entries and found == self.begin(id_).record_head(found.entries):
                    ends.append(written(found))
        yield from ends

    def holds_marked(self, talks: str | None = None) -> bool:
        """Say whether anything of the talks named, or of all, is marked above public by now."""
        from .marked import above_public  # noqa: PLC0415  # only what is written to a file needs it

        found = self.matching(talks)
        return any(above_public(self.store.reader.entries(id_)) for id_ in found)

    def unreadable(self, talks: str | None = None) -> list[Entry]:
        """Return the entries that cannot be read, of the talks named or of all: each stands in its place."""
        found = [self.talks(talks).id] if talks else self.talks_ids()
        return [e for id_ in found for e in self.store.reader.entries(id_) if isinstance(e.event, Unread)]

    def import_file(
        self,
        path: str,
        *,
        talks: str | None = None,
        dry_run: bool = False,
        record_now: bool = False,
        ahead: bool = False,
        new: bool = False,
        unverified: bool = False,
    ) -> "Appended":
        """Record a file of entries, all or nothing; entries that the log holds already are left as they are.

        A line that lacks what only a log knows (its number, its stream, its version, when and by whom and in which
        batch it was recorded, its id) is taken as an entry of a journal.

        Args:
            path: the file, or ``-`` for standard input.
            talks: the talks of lines that name none; the only ones of the log if None.
            dry_run: check everything, but record nothing.
            record_now: record the entries as taken now, not when they first were.
            ahead: do so although the clock, or a date of a line that is no export, looks as if it were ahead.
            new: record entries of lines that are no export although they look like ones that stand already.
            unverified: do so although the entries are not those of the head of their record that stands in the file.

        Raises:
            ImportFailed: lines that cannot be taken, every one named.
            NotAsExported: entries of an export are missing, altered, or in another order.
            NoTalks, SeveralTalks: lines name no talks, or talks that are not there and that they do not open.
            BackDated: entries were recorded before the last one that the log holds.
            LooksRecorded: entries look like ones that stand already.
            FarAhead, ClockAhead: a date lies far ahead; or they would be recorded now, and the clock is ahead.
            RecordedOtherwise: entries of the log are told otherwise, every one named.
        """
        from .exchange.twice import Twice  # noqa: PLC0415  # only an import needs it
        from .talks.lines import import_lines  # noqa: PLC0415

        file = Twice(path, in_memory=bool(self.opened_by()))
        try:
            how = {"dry_run": dry_run, "record_now": record_now, "ahead": ahead, "new": new, "unverified": unverified}
            appended = import_lines(self, file, talks=talks, **how)
        except BaseException:
            file.close()
            raise
        if not dry_run:  # of which very many are read from there as they are looked at
            file.close()
        return appended

    def imports(self, talks: str | None = None) -> "list[Imported]":
        """Return what was taken over from files, with its own moments and recorders: when, by whom and from which.

        Args:
            talks: only of some: those like ``casino-*``, or of one id or the beginning of it.

        Raises:
            NotFound, Ambiguous: there are no such talks, or several.
        """
        ids = set(self.matching(talks))
        return [found for found in self.store.reader.imports() if found.talks in ids]

    def import_table(
        self,
        path: str,
        map_path: str,
        *,
        talks: str | None = None,
        encoding: str | None = None,
        dry_run: bool = False,
        ahead: bool = False,
    ) -> "Appended":
        """Record the rows of a CSV file by a map, all or nothing; rows recorded before are left as they are.

        Args:
            path: the table, or ``-`` for standard input.
            map_path: the map, which says which entries the rows are.
            talks: the talks of the rows where the map names none; the only ones of the log if None.
            encoding: how the characters of the table are written; as the map says, else UTF-8.
            dry_run: check everything, but record nothing.
            ahead: record it although dates, or the machine's clock, are far ahead.

        Raises:
            InputError: the table or the map cannot be read.
            ImportFailed: the map does not fit the table; or rows cannot be taken, every one named with its line and
                column; or rows that were recorded say something else by now.
            NoTalks, SeveralTalks: rows are of talks that are not there, and that they do not open.
            FarAhead, ClockAhead, StoreBusy, StoreError: as for any write.
        """
        from .talks.tables import import_table  # noqa: PLC0415  # only an import needs it

        return import_table(self, path, map_path, talks=talks, encoding=encoding, dry_run=dry_run, ahead=ahead)

    def recorded_of_last_call(self) -> "list[tuple[str, int]]":
        """Look up what the last call recorded: the talks and the number of each entry.

        It tells the truth of a call that was broken off, too.
        """
        found = []
        for talks, attempt in self.attempts.items():
            places = self.store.reader.by_id(talks, attempt.ids).values()
            found += sorted((talks, number) for number, _, _ in places if number > attempt.after)
        return found

    def backup(self, copy: str) -> int:
        """Write a copy of the whole log, of one moment, checked after writing; return how many entries it holds.

        Raises:
            LogExists, BadPath, BackupFailed, StoreError: it was not written, and why.
        """
        return self.store.place.backup(copy)

    @classmethod
    def restore(cls, path: str, copy: str, *, clock: Callable[[], datetime] = utc_now) -> list[str]:
        """Put a copy in the place of a log, and return the names under which what was there lies now.

        Args:
            path: the log.
            copy: the copy, which is checked first, and stays where it is.
            clock: gives the present moment, by which what was there is named.

        Raises:
            BackupFailed, BadPath, StoreBusy, StoreError: nothing was put there, and why.
        """
        return places.restore(path, copy, clock())

    def rebuild(self) -> list[str]:
        """Make anew what is kept beside the record so that it is read fast, and follows from it.

        Returns:
            The talks of which nothing can be kept, since some of their entries cannot be read.

        Raises:
            StoreBusy, StoreError: it cannot be written, and why.
        """
        return self.store.rebuild()

    def check_record(self, talks: str | None = None) -> "list[Finding]":
        """Hash every entry again, compare it with what was hashed as it was recorded, and return what was found.

        Args:
            talks: the id of the talks; all if None.
        """
        return self.store.place.check_record(talks)

    def check(self) -> "list[Finding]":
        """Check the log from top to bottom, without changing it, and return what was found."""
        return self.store.place.check()

    def begin(self, talks: str) -> "TalksLog":
        """Return the talks of exactly that id, whether or not anything is recorded of them yet.

        Raises:
            InvalidInput: it is no slug.
        """
        from .domain import build  # noqa: PLC0415  # reading does not need it
        from .domain.values import Slug  # noqa: PLC0415
        from .talks import TalksLog  # noqa: PLC0415

        return TalksLog(self, build.scalar(Slug, talks, "talks"))

    def open_talks(
        self,
        talks: str,
        title: str,
        *,
        description: str | None = None,
        timezone: str = "UTC",
        markings: str | None = None,
        **details: "Unpack[Details]",
    ) -> "TalksLog":
        """Begin the record of a negotiation.

        Args:
            talks: its id, a slug such as ``istanbul-2022``.
            title: its name for people.
            description: more about it.
            timezone: the IANA zone in which its dates and times are read.
            markings: the scheme of the labels by which its entries are marked; TLP 2.0 if None.
            details: what every write takes.

        Raises:
            InvalidInput: a field does not fit.
            Refused: talks of that id are open already.
        """
        from .domain import build  # noqa: PLC0415  # reading does not need it

        found = self.begin(talks)
        fields = {"title": title, "description": description, "timezone": timezone, "markings": markings}
        found.record(build.event("talks-opened", fields), **details)
        return found
