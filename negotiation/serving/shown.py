"""How pages are made: from templates, and from the documents of views as everywhere else."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files as package_files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from markupsafe import Markup
from msgspec.structs import replace
from starlette.responses import HTMLResponse

from ..markings import above_public, labels
from ..rendering.as_html import environment, isolated
from ..rendering.directions import all_from_right_to_left
from ..rendering.document import Block, Document, Passage, Points, Section, Table
from .asking import Ask
from .links import Links
from .names import names_of
from .questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 300
"""How many rows of a table a page shows; the files beside it have all of them."""
HEADINGS = {name: question.heading for name, question in QUESTIONS.items() if not question.about}


@cache
def templates() -> Environment:
    """Return what reads the templates of the pages, all of them compiled, which takes longer than most pages."""
    made = environment("negotiation.serving")
    public = "|".join(label for label in labels() if not above_public(label))
    made.globals.update(headings=HEADINGS, isolated=isolated, rtl=all_from_right_to_left, public=public)
    own = package_files(__package__) / "templates"
    for name in sorted(one.name for one in own.iterdir() if one.name.endswith(".j2")):
        made.get_template(name)
    return made


def page(template: str, status: int = 200, **given: Any) -> HTMLResponse:
    """Return a page.

    Args:
        template: its template.
        status: how it is answered.
        given: what the template takes.
    """
    return HTMLResponse(templates().get_template(template).render(**given), status)


def part(template: str, **given: Any) -> Markup:
    """Return a part of a page, to stand in others as it is.

    Args:
        template: its template.
        given: what the template takes.
    """
    return Markup(templates().get_template(template).render(**given))  # noqa: S704  # which escapes what it is given


class Panel:
    """One document on a page, with what leads from it.

    Args:
        ask: the request.
        document: what is shown.
        view: the last parts of its address, by which it is to be had as a file.
        query: what else its address says.
        heading: what stands above it, if it is one of several.
        facts: whether what it says of its own point of view is shown.
        most: how many rows of a table are shown, and how many points of a list; as many as a page takes if None.
    """

    def __init__(
        self,
        ask: Ask,
        document: Document,
        *view: str,
        query: Mapping[str, Any] | None = None,
        heading: str | None = None,
        facts: bool = True,
        most: int | None = None,
    ) -> None:
        self.heading = heading
        self.view = view
        cut: dict[int, int] = {}
        sections = document.sections if facts else document.sections[1:]
        self.document = replace(document, sections=tuple(_shortened(sections, most or MOST_ROWS, cut)))
        self._ask = ask
        self._query = query or {}
        self.links = Links(ask, names_of(ask), self._files, cut)

    def _api(self, form: str, table: int) -> str:
        return self._ask.api(*self.view, **self._query, format=form, table=table or None)

    def _files(self, place: int) -> list[tuple[str, str]]:
        return [("CSV", self._api("csv", place)), *([] if place else [("JSON", self._api("json", 0))])]

    @property
    def json(self) -> str:
        """The address of all of it as JSON."""
        return self._api("json", 0)


def _shortened(sections: "Sequence[Section]", most: int, cut: dict[int, int]) -> "list[Section]":
    """Return sections whose tables and lists are not too long, and take in how much of which table is left out."""
    found, place = [], 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table) and block.rows:
                if (left := len(block.rows) - most) > 0:
                    cut[place] = left
                place += 1
            blocks.append(_short(block, most))
        found.append(replace(section, blocks=tuple(blocks)))
    return found


def _short(block: Block, most: int) -> Block:
    match block:
        case Table() if len(block.rows) > most:
            return replace(block, rows=tuple(block.rows[:most]))
        case Points() if len(block.passages) > most:
            left = Passage(f"and {len(block.passages) - most:,} more", quiet=True)
            return replace(block, passages=(*block.passages[:most], left))
    return block
