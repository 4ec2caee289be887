"""The options that all reads share, and those that all writes share: defined once, added to each command."""

import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import MISSING, dataclass, fields
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

import typer

from negotiation.rendering.formats import FILES, FORMATS, Paper

from .complete import Offered, names_of, offered, values
from .days import dated, moments
from .parties import Names, parties_in, resolved
from .settings import ALL, Settings, open_log, staying, who_looks

if TYPE_CHECKING:
    from negotiation import AsOf, NegotiationLog, TalksLog
    from negotiation.domain.record.entry import Entry
    from negotiation.domain.visible import Reader
    from negotiation.rendering.document import Document

MARKINGS = (
    *("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"),
    *("public", "restricted", "confidential"),
)
"""The labels that are offered: those of the scheme that talks have if they chose no other, and the words."""
AUDIENCES = ("press", "public", "community", "partners", "organisation")
ATTRIBUTIONS = ("named", "office", "party", "none")


def label(text: str, option: str) -> str:
    """Return the label that a text names.

    Raises:
        BadParameter: there is no such label.
    """
    from negotiation.markings import written

    try:
        return written(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


@dataclass(kw_only=True)
class Common:
    """What every command takes, before its name or after it."""

    ctx: typer.Context
    log: Annotated[str | None, typer.Option("--log", metavar="FILE", help="The log.")] = None
    talks_id: Annotated[
        str | None, typer.Option("--talks", metavar="ID", help="Which talks.", autocompletion=names_of("talks"))
    ] = None

    @property
    def settings(self) -> Settings:
        """The options that stand before the command."""
        found = self.ctx.find_root().obj
        return found if isinstance(found, Settings) else Settings()

    @property
    def log_path(self) -> str | None:
        """The log that was named, if any."""
        return self.log or self.settings.log

    @property
    def talks_named(self) -> str | None:
        """The talks that were named, if any."""
        return self.talks_id or self.settings.talks

    @property
    def talks_wanted(self) -> str | None:
        """The talks that were named, here or by $TALKS."""
        return self.talks_named or os.environ.get("TALKS") or None

    def who(self) -> "Reader | None":
        """Return who looks, if it is somebody who may not see all of the log: by default as the environment says."""
        return who_looks(None, None, ())

    def see_all(self) -> None:
        """Make sure that whoever looks may see all.

        Raises:
            PartSeen: they may not.
        """
        who = self.who()
        if who is not None:
            from negotiation.domain.errors import PartSeen

            raise PartSeen(who.clearance)

    def open_log(self) -> "NegotiationLog":
        """Open the log for whoever looks, until the command ends, or the shell in which it was given."""
        deeds, who = self.settings.deeds, self.who()
        if deeds.staying is not None:
            log = staying(deeds.staying, self.log_path, who)
            if log not in deeds.logs:
                log.attempts.clear()  # what an earlier command set out to record is no matter of this one
                deeds.logs.append(log)
            return log
        log = open_log(self.log_path, who)
        deeds.logs.append(log)
        self.ctx.call_on_close(log.close)
        return log

    def talks(self) -> "TalksLog":
        """Open the log and the talks, once for each command."""
        return self._opened

    @cached_property
    def _opened(self) -> "TalksLog":
        return self.open_log().talks(self.talks_wanted)

    def parties(self, text: str) -> list[str]:
        """Return the codes of the parties and groups that a text names."""
        return parties_in(text, self.talks)


@dataclass(kw_only=True)
class Looking(Common):
    """For whom what is looked at is meant."""

    clearance: Annotated[
        str | None,
        typer.Option(
            "--clearance",
            metavar="LABEL",
            help="Show what is marked up to it, and no more; all for everything. Else $TALKS_CLEARANCE.",
            autocompletion=values(*MARKINGS, ALL),
        ),
    ] = None
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience",
            metavar="NAME",
            help=f"Show the edition for people outside: {', '.join(AUDIENCES)}. Else $TALKS_AUDIENCE.",
            autocompletion=values(*AUDIENCES),
        ),
    ] = None
    compartment: Annotated[
        list[str] | None,
        typer.Option("--compartment", metavar="NAME", help="With either: what is in it, too (repeatable)."),
    ] = None

    def who(self) -> "Reader | None":
        """Return who looks, if it is somebody who may not see all of the log."""
        return who_looks(self.clearance, self.audience, self.compartment or ())


@dataclass(kw_only=True)
class Output(Common):
    """Where output goes, and in which form."""

    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"{', '.join([*FORMATS, *FILES][:-1])} or {[*FILES][-1]}; else by --output.",
            autocompletion=values(*FORMATS, *FILES),
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")] = (
        None
    )

    bom: Annotated[bool, typer.Option("--bom", help="Of CSV: mark it as UTF-8, for spreadsheets.")] = False
    paper: Annotated[
        str | None,
        typer.Option(
            "--paper",
            metavar="PAPER",
            help=f"Of {', '.join(FILES)}: {' or '.join(Paper)}.",
            autocompletion=values(*Paper),
        ),
    ] = None

    def give(
        self,
        document: "Document",
        *,
        annotated: "Callable[[Document], Document] | None" = None,
        labelled: "Callable[[Document, str], Document] | None" = None,
        paged: bool = False,
        private: "Callable[[], bool] | None" = None,
    ) -> None:
        """Write a document out as the options ask, with its footnotes looked up where they are shown."""
        from .output import Form, give

        wanted = Form(
            self.form, json=self.json, output=self.output, color=self.settings.color, bom=self.bom, paper=self.paper
        )
        give(document, wanted, annotated=annotated, labelled=labelled, paged=paged, private=private)


@dataclass(kw_only=True)
class Seen(Looking):
    """The three clocks."""

    at: Annotated[
        str | None, typer.Option("--at", metavar="WHEN", help="What had happened by then: 2022-03-29, 2022-03.")
    ] = None
    known: Annotated[str | None, typer.Option("--known", metavar="WHEN", help="What could be known by then.")] = None
    recorded: Annotated[
        str | None, typer.Option("--recorded", metavar="WHEN|#N", help="What this log held then, or at entry N.")
    ] = None

    def as_of(self) -> "AsOf":
        """Return the talks at the point of view that the clocks give."""
        return self.talks().as_of(at=self.at, known=self.known, recorded=self.recorded)


@dataclass(kw_only=True)
class Read(Seen, Output):
    """The three clocks, and where output goes."""

    def show(self, seen: "AsOf", name: str, view: object, **options: object) -> None:
        """Write a view out as the options ask, page by page where it is long."""
        document = seen.document(name, view, **options)
        self.give(
            document,
            annotated=seen.annotated,
            labelled=lambda found, form: seen.labelled(found, name, form),
            paged=True,
        )
        self.say_if_all_was_read(read_all=seen.folds_all)

    def holds_marked(self) -> bool:
        """Say whether the talks hold anything above public: figures and titles do not say which entries they are of."""
        return self.open_log().holds_marked(self.talks_named)

    def with_labels(self, document: "Document", several: "Iterable[AsOf]") -> "Document":
        """Return a document of figures of several talks with the labels of what they are of, if anything is marked."""
        if not self.holds_marked():
            return document
        from negotiation.rendering.labelled_talks import labelled_talks, markings_of

        from .output import chosen_format

        form = chosen_format(self.form, json=self.json, output=self.output)
        return labelled_talks(document, markings_of(seen.seen for seen in several), form)

    def say_if_all_was_read(self, *, read_all: bool) -> None:
        """Say on standard error if much was folded for want of what is kept beside the record."""
        if read_all:
            from .output import aside

            aside("every entry was read: nothing is kept of them by this version; talks doctor --rebuild mends that")


@dataclass(kw_only=True)
class ReportRead(Read):
    """What a read takes, in the formats of a report."""

    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"md, html, csv, json, jsonl, {', '.join([*FILES][:-1])} or {[*FILES][-1]}; else by --output.",
            autocompletion=values("md", "html", "csv", "json", "jsonl", *FILES),
        ),
    ] = None


@dataclass(kw_only=True)
class Write(Common):
    """What may be said of any entry."""

    on: Annotated[str | None, typer.Option("--on", metavar="WHEN", help="When it happened; else now.")] = None
    learned: Annotated[str | None, typer.Option("--learned", metavar="WHEN", help="When it could first be known.")] = (
        None
    )
    says: Annotated[str | None, typer.Option("--says", metavar="WHO", help="Who asserts it.")] = None
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            "-s",
            metavar="SOURCE[@WHERE]",
            help="Where it was read (repeatable).",
            autocompletion=names_of("source"),
        ),
    ] = None
    quote: Annotated[
        str | None,
        typer.Option(
            "--quote", metavar="TEXT", help="The words of the last --source; without one, as they were heard."
        ),
    ] = None
    quote_language: Annotated[
        str | None, typer.Option("--quote-language", metavar="TAG", help="The language of the quote: uk, ru, en.")
    ] = None
    grade: Annotated[str | None, typer.Option("--grade", metavar="A1-F6", help="Admiralty grade.")] = None
    marking: Annotated[
        str | None,
        typer.Option(
            "--marking",
            metavar="LABEL",
            help=f"Who may see it: {', '.join(MARKINGS)}; else as what it is about.",
            autocompletion=values(*MARKINGS),
        ),
    ] = None
    lowered: Annotated[
        str | None, typer.Option("--lowered", metavar="REASON", help="Why more may see it than what it is about.")
    ] = None
    compartment: Annotated[
        list[str] | None,
        typer.Option("--compartment", metavar="NAME", help="Only who is in it may see it (repeatable)."),
    ] = None
    attribution: Annotated[
        str | None,
        typer.Option(
            "--attribution",
            metavar="|".join(ATTRIBUTIONS),
            help="To whom people outside may attribute it.",
            autocompletion=values(*ATTRIBUTIONS),
        ),
    ] = None
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note on the entry.")] = None
    in_round: Annotated[
        str | None,
        typer.Option("--in", metavar="ROUND", help="The round in which it happened.", autocompletion=names_of("round")),
    ] = None
    from_note: Annotated[
        str | None,
        typer.Option("--from-note", metavar="ENTRY", help="The note that it is made of; its date holds without --on."),
    ] = None
    override: Annotated[
        str | None, typer.Option("--override", metavar="REASON", help="Record it although a rule refuses it.")
    ] = None
    entry_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="An id of your own: run again, it is recorded once.")
    ] = None
    ahead: Annotated[
        bool, typer.Option("--ahead", help="A date, or this machine's clock, is far ahead, and that is meant.")
    ] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded; record nothing.")] = False

    def details(self) -> dict[str, Any]:
        """Return what is said of the entry, as the library takes it.

        Raises:
            BadParameter: an option was given with nothing in it.
        """
        for name, value in {"--marking": self.marking, "--override": self.override, "--id": self.entry_id}.items():
            if value is not None and not value.strip():
                raise typer.BadParameter("is empty", param_hint=name)
        return {
            "on": self.on,
            "learned": self.learned,
            "says": self.says,
            "sources": self._sources(),
            "grade": self.grade,
            "marking": self.marking,
            "compartments": self.compartment,
            "attribution": self.attribution,
            "lowered": self.lowered,
            "note": self.note,
            **({} if self.source else {"quote": self.quote, "quote_language": self.quote_language}),
            "in_round": self.in_round,
            "from_note": self.from_note,
            "override": self.override,
            "id": self.entry_id,
            "ahead": self.ahead,
            "dry_run": self.dry_run,
        }

    def _sources(self) -> list[Any]:
        cited: list[Any] = list(self.source or [])
        if self.quote is None and self.quote_language is None:
            return cited
        if self.quote is None:
            raise typer.BadParameter("is the language of a --quote", param_hint="--quote-language")
        if not cited:
            return cited
        from negotiation.domain.record.envelope import Citation

        return [*cited[:-1], Citation.quoting(cited[-1], self.quote, self.quote_language)]

    def done(self, talks: "TalksLog", entries: "tuple[Entry, ...]") -> None:
        """Say what was recorded."""
        from .output import recorded, warn

        recorded(talks, entries, dry_run=self.dry_run, once=self.entry_id is not None)
        if self.override and not any(entry.envelope.override for entry in entries):
            warn(["no rule refuses this: --override was not needed, and its reason is not recorded"])


def _meant(options: Any, error: Exception) -> bool:
    """Ask on a terminal whether what is far ahead is meant; off one, the error says how to say so."""
    import sys

    asks = getattr(error, "code", "") in ("far-ahead", "clock-ahead") and getattr(options, "ahead", True) is False
    if not asks or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    from negotiation.rendering.safe import for_terminal

    print(for_terminal(str(error)), file=sys.stderr)
    return typer.confirm("is that meant?", default=False, err=True)


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__metadata__", ())


def _put_right(offers: Mapping[str, Offered], given: dict[str, Any]) -> dict[str, Any]:
    """Return what was given; on a terminal, where somebody can be asked, with slips of known names put right."""
    import sys

    if not (offers and sys.stdin.isatty() and sys.stderr.isatty()):
        return given
    from .meant import meant

    return meant(given["ctx"], offers, given)


def takes(
    bundle: type[Any], *, whole: bool = False, **helps: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a bundle; it receives them as its first argument.

    Args:
        bundle: the options, as a dataclass.
        whole: whether it takes the whole record, so that who may see a part of it is refused; every write does, since
            what is decided on a part of it could go against the rest, or tell of it.
        helps: the sentence of an option, by the name of its field, where it means something else here.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
        hints = get_type_hints(bundle, include_extras=True)
        for name, sentence in helps.items():
            kind, option = get_args(hints[name])
            option = copy(option)
            option.help = sentence
            hints[name] = Annotated[kind, option]
        everywhere = {name for base in bundle.__mro__ if base.__module__ == __name__ for name in base.__annotations__}
        shared = [  # what a few commands share stands before what all do
            inspect.Parameter(
                item.name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=hints[item.name],
                default=inspect.Parameter.empty if item.default is MISSING else item.default,
            )
            for item in sorted(fields(bundle), key=lambda item: item.name in everywhere)
        ]
        names = {item.name for item in fields(bundle)}
        dates = moments([*own, *shared])
        naming = {p.name: fact for p in own for fact in _metadata(p.annotation) if isinstance(fact, Names)}
        offers = offered({**{p.name: p.annotation for p in own}, **hints})

        @wraps(command)
        def run(**given: Any) -> None:
            opening = Looking if issubclass(bundle, Looking) else Common
            named = {item.name: given[item.name] for item in fields(opening)}
            if run.takes_the_whole_record:  # type: ignore[attr-defined]
                opening(**named).see_all()
            given = dated(_put_right(offers, given), dates, opening(**named).talks)
            options = bundle(**{name: given.pop(name) for name in names})
            try:
                given = resolved(given, naming, options.talks) if naming else given
                command(options, **given)
            except Exception as error:
                if given.get("edit") or not _meant(options, error):
                    raise
                options.ahead = True
                command(options, **given)

        run.takes_the_whole_record = whole or issubclass(bundle, Write)  # type: ignore[attr-defined]
        parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        del run.__wrapped__  # or the signature of the command itself would be used
        return run

    return decorate
