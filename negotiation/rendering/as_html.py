"""Documents as HTML: one file that needs nothing else, for the screen, for paper and for e-mail."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from .directions import all_from_right_to_left, parts
from .document import Document, Facts, Figure, Passage, Points, Table, tables
from .footnotes import clock_line, footnote_words, marking_title, marking_words, running_words, title_words
from .formats import Paper
from .links import for_link
from .safe import for_css, for_terminal
from .widths import needs_turning, shares

if TYPE_CHECKING:
    from ..views.redline.runs import WordRun

_MOST_BACK_LINKS = 12


class References:
    """Numbers the places that refer to a footnote, so that it can lead back to each."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}

    def next(self, note: int) -> str:
        """Return the anchor of the next place that refers to a footnote."""
        self._places[note] = self._places.get(note, 0) + 1
        return f"ref-{note}-{self._places[note]}"

    def of(self, note: int) -> list[str]:
        """Return the anchors of the first places that refer to a footnote."""
        return [f"ref-{note}-{place + 1}" for place in range(min(self._places.get(note, 0), _MOST_BACK_LINKS))]

    def more(self, note: int) -> int:
        """Return how many places there are beyond those."""
        return max(self._places.get(note, 0) - _MOST_BACK_LINKS, 0)

    def words(self, text: str, column: str = "") -> Markup:  # noqa: ARG002  # where pages are served, it is looked at
        """Return words for the page; a page that stands by itself leads nowhere from them.

        Args:
            text: the words.
            column: the head of the column in which they stand, or the name of the fact.
        """
        return isolated(text)

    def entry(self, number: int) -> Markup:
        """Return the number of an entry for the page."""
        return escape(f"#{number}")

    def behind(self, passage: Passage) -> Markup:  # noqa: ARG002  # footnotes say it
        """Return what leads to the entries that a passage rests on."""
        return Markup()

    def below(self, table: Table) -> Markup:  # noqa: ARG002  # there is nowhere else to get it from
        """Return what stands below a table: where it is to be had in other forms."""
        return Markup()


def environment(*packages: str) -> Environment:
    """Return what reads the templates of some packages: what they are given is escaped, and never missing.

    Args:
        packages: where the templates are, in the order in which they are looked for; those of documents come last.
    """
    loaders = [PackageLoader(package, "templates") for package in (*packages, "negotiation.rendering")]
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_visible,
    )
    made.globals["cell"] = cell
    made.filters["isolated"] = isolated
    made.filters["css"] = lambda text: Markup(for_css(text))  # noqa: S704  # letters, figures and escapes alone
    made.tests.update(
        facts=lambda block: isinstance(block, Facts),
        figure=lambda block: isinstance(block, Figure),
        points=lambda block: isinstance(block, Points),
        table=lambda block: isinstance(block, Table),
    )
    return made


@cache
def _page() -> Template:
    """Return the template of a page: read and compiled once, which takes longer than most pages."""
    return environment().get_template("page.html.j2")


def write(document: Document, paper: Paper | None = None) -> str:
    """Return the document as one HTML page.

    Args:
        document: what to write.
        paper: the paper that it is to be printed on; whatever the printer has if None.
    """
    return _page().render(
        document=document,
        paper=paper,
        shares=shares if paper else None,
        turned=paper is not None and needs_turning(tables(document.sections)),
        head=document.head,
        notes=document.notes,
        references=References(),
        link=for_link,
        footnote_words=footnote_words,
        marking_words=marking_words,
        marking_title=marking_title,
        title_words=title_words,
        running_words=running_words,
        clock_line=clock_line,
    )


def isolated(text: str) -> Markup:
    """Return a text escaped for HTML, whose parts from right to left are isolated by ``<bdi>``.

    One that is all from right to left is left as it is, so that what it stands in takes its direction.
    """
    text = for_terminal(text)
    if text.isascii() or all_from_right_to_left(text):
        return escape(text)
    pieces = (Markup("<bdi>{}</bdi>").format(part) if foreign else escape(part) for part, foreign in parts(text))
    return Markup("").join(pieces)


def cell(passages: Iterable[Passage], references: References, column: str = "") -> Markup:
    """Return passages for a page, without a template, which takes three times as long: a page has hundreds of them.

    Args:
        passages: the passages.
        references: what numbers the places that refer to footnotes, and leads from words to others.
        column: the head of the column in which they stand, or the name of the fact.
    """
    return _safe("".join(_passage(passage, references, column) for passage in passages))


def _passage(p: Passage, references: References, column: str) -> str:
    shape = f"p{' strong' if p.strong else ''}{' quiet' if p.quiet else ''}"
    words = Markup("").join(map(_run, p.runs)) if p.runs else escape(references.words(p.text, column))
    found = [f'<div class="{shape}" dir="auto"><span class="t">{words}</span>']
    if p.entry:
        found.append(f' <span class="entry">{escape(references.entry(p.entry))}</span>')
    found.append(escape(references.behind(p)))
    found += [f' <span class="mark">{isolated(mark)}</span>' for mark in p.marks]
    if p.accounts:
        found.append(f' <a class="beside" href="#accounts-{p.accounts:d}">other accounts</a>')
    for n in p.notes:
        found.append(
            f'<sup><a id="{escape(references.next(n))}" href="#note-{n:d}" aria-label="Source {n:d}">[{n:d}]</a></sup>'
        )
    found.append("</div>")
    return "".join(found)


def _run(run: "WordRun") -> Markup:
    tag = {"deleted": "del", "inserted": "ins"}.get(run.how)
    return _safe(f"<{tag}>{isolated(run.text)}</{tag}>") if tag else isolated(run.text)


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704  # all that it is made of was escaped


def _visible(value: Any) -> Any:
    """Show control characters instead of writing them; escaping comes after this."""
    return for_terminal(value) if isinstance(value, str) and not isinstance(value, Markup) else value
