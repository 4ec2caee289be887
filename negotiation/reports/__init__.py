"""Reports: the talks on paper, each claim with its sources, from one point of view on the three clocks."""

from typing import TYPE_CHECKING

from ..domain.errors import InputError
from ..registry import Registry

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..rendering.document import Report
    from ..rendering.formats import Paper
    from .kinds import Kind

__all__ = ["FILES", "FORMATS", "KINDS", "make", "packed", "write"]

KINDS: "Registry[Kind]" = Registry(
    f"{__name__}.kinds",
    "KIND",
    {
        "status": "where the talks and every proposal stand",
        "proposal": "one proposal: its text, the positions on it, its history",
        "positions": "who has taken which position on what, and how each moved",
        "timeline": "what happened, in the order in which it did",
        "state-of-play": "provision by provision: what each side thinks of it, and what is still to deliver",
        "traffic-light": "the texts in groups: agreed at negotiators' level, objective agreed, proposed",
        "words-and-deeds": "every pledge: what was said, what was observed, and the verdict of each assessor",
        "treaty": "how a treaty stands for each party: signed, bound and how, in force, out",
        "changes": "what changed since a date or an entry",
        "dossier": "all of it in one: summary, course, texts, deeds, what is due, sources, words",
        "brief": "one party: what it asks, offers, accepts, owes, is owed and has said last",
    },
)
"""Every kind of report by its name, with what it shows; each is the module of that name in `kinds`."""

FORMATS = {
    "md": "Markdown, with footnotes",
    "html": "one self-contained page, for the screen and for paper",
    "csv": "the main table",
    "json": "the typed view, with the head and the footnotes",
    "jsonl": "the rows of the main table, one JSON object a line",
}
"""Every format of a report that is text, with what it holds."""

FILES = {
    "pdf": "tagged for screen readers, with page numbers, and on A4 or Letter (extra `pdf`)",
    "docx": "Word, with its styles; redlines are tracked changes",
    "xlsx": "Excel, a sheet for each table (extra `xlsx`)",
}
"""Every format of a report that is a file, with what it holds."""


def make(kind: str, asof: "AsOf", reference: str | None = None, *, deadlines: str | None = None) -> "Report":
    """Make a report of the talks as of a moment.

    Args:
        kind: one of `KINDS`.
        asof: the talks, seen at one point of view.
        reference: what it is about, for the kinds that are about one thing.
        deadlines: the moment for which deadlines are worked out (EDTF; its end counts), where no clock says so;
            else the last full minute.

    Raises:
        InputError: there is no such kind, or it needs a reference, or takes none; or the clocks say for which moment
            deadlines are worked out.
        NotFound, Ambiguous: the reference names nothing in view, or several things.
    """
    if kind not in KINDS:
        raise InputError(f"there is no report '{kind[:80]}'", f"the reports are {', '.join(KINDS)}")
    from .build import build  # noqa: PLC0415  # naming the kinds needs no views

    found = KINDS[kind]
    if found.about and found.needed and not reference:
        raise InputError(
            f"the report '{kind}' is about one {found.about}",
            f"name it: talks report {kind} {found.about.upper()}, such as {found.example}",
        )
    if reference and not found.about:
        raise InputError(f"the report '{kind}' is about the whole talks", f"leave out '{reference[:80]}'")
    return build(kind, found, asof, reference, deadlines)


def write(report: "Report", format: str) -> str:  # noqa: A002  # the word that the command line uses
    """Write a report in one of `FORMATS`; the same report gives the same text.

    Raises:
        InputError: there is no such format.
    """
    if format not in FORMATS:
        raise InputError(
            f"a report cannot be written as '{format[:80]}'", f"the formats of reports are {', '.join(FORMATS)}"
        )
    from ..rendering.formats import FORMATS as WRITERS  # noqa: PLC0415  # naming the formats needs none

    return WRITERS[format](report)


def packed(report: "Report", format: str, paper: "Paper | None" = None) -> bytes:  # noqa: A002  # as above
    """Write a report in one of `FILES`; the same report gives the same bytes.

    Args:
        report: the report.
        format: which one.
        paper: the paper that it is laid out for; A4 if None.

    Raises:
        InputError: there is no such format, or a cell holds more than Excel takes.
        MissingExtra: the library that writes the format is not installed.
        MissingNativeLibrary: what that library needs of the system is not.
    """
    if format not in FILES:
        raise InputError(
            f"a report cannot be packed as '{format[:80]}'", f"the files of reports are {', '.join(FILES)}"
        )
    from ..rendering.formats import FILES as WRITERS  # noqa: PLC0415  # naming the formats needs none
    from ..rendering.formats import Paper  # noqa: PLC0415

    return WRITERS[format](report, paper or Paper.A4)
