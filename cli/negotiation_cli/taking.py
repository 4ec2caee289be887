"""Taking a file of entries in: as lines, as a journal, or as a table by a map."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .options import Common
from .output import recorded, taking_many, tally, warn, write_out

if TYPE_CHECKING:
    from negotiation.store.store import Appended

JOURNALS, TABLES = (".yaml", ".yml"), (".csv", ".tsv")
SHOWN = 10
"""How many entries of a table a dry run shows."""


@dataclass(frozen=True)
class Taking:
    """A file, and what was said of taking it in."""

    given: Common
    path: str
    map: str | None
    start_map: str | None
    encoding: str | None
    dry_run: bool = False
    record_now: bool = False
    ahead: bool = False
    new: bool = False
    unverified: bool = False

    def take(self) -> None:
        """Record the file, or write a map to begin with, and say what became of it."""
        table = self.map or self.start_map or self.path.lower().endswith(TABLES)
        if not table and self.encoding:
            raise typer.BadParameter("goes with a table: other files are UTF-8", param_hint="--encoding")
        if self.unverified and table:
            raise typer.BadParameter("goes with an export", param_hint="--unverified")
        if table:
            self._refuse_of_a_table()
            appended = self._table()
        elif self.path.lower().endswith(JOURNALS):
            appended = self._journal()
        else:
            appended = self._lines()
        if appended is not None:
            print(tally(appended, dry_run=self.dry_run))

    def _refuse_of_a_table(self) -> None:
        for name, value in {"--record-now": self.record_now, "--new": self.new}.items():
            if value:
                raise typer.BadParameter("does not go with a table, whose rows have keys", param_hint=name)

    def _table(self) -> "Appended | None":
        if self.start_map:
            self._started(self.start_map)
            return None
        if self.map is None:
            from negotiation.domain.errors import InputError

            raise InputError(
                f"'{self.path}' is a table: say what its rows are with --map MAP.yaml",
                f"talks import {self.path} --start-map MAP.yaml writes a map to begin with",
            )
        log = self.given.open_log()
        with taking_many("importing"):
            appended = log.import_table(
                self.path,
                self.map,
                talks=self._talks(),
                encoding=self.encoding,
                dry_run=self.dry_run,
                ahead=self.ahead,
            )
        if self.dry_run and appended.entries:
            talks = appended.entries[0].talks
            first = tuple(entry for entry in appended.entries[:SHOWN] if entry.talks == talks)
            recorded(log.begin(talks), first, dry_run=True, once=True)
        return appended

    def _started(self, target: str) -> None:
        from negotiation.domain.errors import InputError
        from negotiation.exchange.tables.starting import starting_map
        from negotiation.exchange.tables.table import delimiter_of, read

        if self.map:
            raise typer.BadParameter("writes a map, and --map reads one", param_hint="--start-map")
        if Path(target).exists():
            raise InputError(f"'{target}' exists already, and was left as it is", "name another file")
        encoding = self.encoding or "utf-8"
        delimiter = delimiter_of(self.path, encoding)
        write_out(starting_map(read(self.path, encoding=encoding, delimiter=delimiter), encoding, delimiter), target)

    def _journal(self) -> "Appended":
        if self.record_now:
            raise typer.BadParameter(
                "goes without saying of a journal, which is recorded now", param_hint="--record-now"
            )
        from negotiation.exchange.journal import read
        from negotiation.talks.journals import of_another_record

        from .verbs.record import talks_of

        journal = read(self.path)
        talks = talks_of(self.given, journal)
        with taking_many("recording the journal"):
            how = {"dry_run": self.dry_run, "ahead": self.ahead, "new": self.new, "unverified": self.unverified}
            appended = talks.record_items(journal, **how)
        other = of_another_record(talks, journal, appended)
        warn([*talks.warnings(appended.entries), *([other] if other else [])])
        return appended

    def _lines(self) -> "Appended":
        if self.path == "-" and sys.stdin.isatty():
            from negotiation.domain.errors import MissingInput

            raise MissingInput(["FILE"])
        log = self.given.open_log()
        with taking_many("importing"):
            appended = log.import_file(
                self.path,
                talks=self._talks(),
                dry_run=self.dry_run,
                record_now=self.record_now,
                ahead=self.ahead,
                new=self.new,
                unverified=self.unverified,
            )
        if appended.entries:
            name = "standard input" if self.path == "-" else self.path
            warn(f"no head of {talks} stands in {name} to check its entries by" for talks in appended.headless)
        warn([appended.ahead] if appended.ahead else [])
        return appended

    def _talks(self) -> str | None:
        """Return the talks that are named for what names none."""
        return self.given.talks_named or os.environ.get("TALKS") or None
