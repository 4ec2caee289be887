"""Where words on a page lead: numbers of entries, and the names of things, to the pages of these."""

import re
from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup, escape

from ..rendering.as_html import References, isolated
from ..rendering.document import Passage, Resting, Table
from .asking import Ask

_TOKEN = re.compile(r"#(?P<number>\d{1,9})\b|(?<![\w-])(?P<name>[A-Za-z0-9][A-Za-z0-9-]*)(?![\w-])")
_SPOKEN = ("proposal", "pledge", "package", "round", "party")
"""The sorts of things whose names stand in sentences."""
_SORTS = ("proposal", "pledge", "package", "round", "party", "source", "issue")
_MOST_BEHIND = 4
"""How many of the entries behind a few words are led to from them."""
_COLUMNS = {
    "thing": _SORTS,
    "member": ("proposal", "pledge"),
    "guarantee": ("proposal",),
    "assessor": ("party",),
    "observer": ("party",),
    "sources": ("source",),
    "source": ("source",),
    "issue": ("issue",),
    "on": ("proposal", "pledge"),
}
"""What the words of some columns name, beside the sort of their own name."""


class Links(References):
    """What leads from the words of a page of talks to others.

    Args:
        ask: the request that the page answers.
        names: the names of all things, by their sorts.
        files: gives the addresses of a table as files, by its place in the document.
        cut: how many rows of some tables are left out, by their places.
    """

    def __init__(
        self,
        ask: Ask,
        names: Mapping[str, set[str]],
        files: Callable[[int], list[tuple[str, str]]] | None = None,
        cut: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__()
        self._ask = ask
        self._names = names
        self._files = files
        self._cut = cut or {}
        self._tables = 0
        self._row: int | None = None
        self._made: dict[tuple[str, str], Markup] = {}

    def words(self, text: str, column: str = "") -> Markup:
        """Return words in which the numbers of entries and the names of things lead to their pages."""
        if column == "entry" and text[1:].isdigit():
            self._row = int(text[1:])
        whole = self._thing(text, _COLUMNS.get(column, (column, *_SPOKEN)))
        if whole is not None:
            return whole
        if column in ("sources", "source"):
            return Markup(", ").join(self._thing(part, ("source",)) or isolated(part) for part in text.split(", "))
        return Markup("").join(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[Markup]:
        done = 0
        for match in _TOKEN.finditer(text):
            link = self._of(match)
            if link is None:
                continue
            if done < match.start():
                yield isolated(text[done : match.start()])
            yield link
            done = match.end()
        if done < len(text):
            yield isolated(text[done:])

    def _of(self, match: re.Match[str]) -> Markup | None:
        if match["number"]:
            return self._to("entry", match["number"])
        name = match["name"]
        told_apart = "-" in name.strip("-") or (name.isupper() and len(name) > 1)
        return self._thing(name, _SPOKEN) if told_apart else None

    def _thing(self, name: str, sorts: tuple[str, ...]) -> Markup | None:
        """Return what leads to the page of a thing, if there is one of that name."""
        found = next((sort for sort in sorts if name in self._names.get(sort, ())), None)
        return None if found is None else self._to(found, name)

    def _to(self, sort: str, name: str) -> Markup:
        """Return what leads to the page of something, made once for each: many words of a page lead to a few."""
        made = self._made.get((sort, name))
        if made is None:
            words = escape(f"#{name}") if sort == "entry" else isolated(name)
            made = self._made[sort, name] = _link(self._ask.to(sort, name), words)
        return made

    def entry(self, number: int) -> Markup:
        """Return the number of an entry, which leads to its page."""
        return self._to("entry", str(number))

    def behind(self, passage: Passage) -> Markup:
        """Return what leads to the entries that a passage rests on, but for those that it names itself."""
        if not isinstance(passage, Resting) or not passage.behind:
            return Markup("")
        named = {int(match["number"]) for match in _TOKEN.finditer(passage.text) if match["number"]} | {self._row}
        left = [number for number in dict.fromkeys(passage.behind) if number not in named]
        if not left:
            return Markup("")
        shown = " ".join(self.entry(number) for number in left[:_MOST_BEHIND])
        more = f" +{len(left) - _MOST_BEHIND}" if len(left) > _MOST_BEHIND else ""
        return Markup(f' <span class="behind">{shown}{more}</span>')  # noqa: S704  # links, which were escaped

    def below(self, table: Table) -> Markup:  # noqa: ARG002  # its place tells which it is
        """Return where a table is to be had as files, and how many rows of it are not shown."""
        place, self._tables, self._row = self._tables, self._tables + 1, None
        left = self._cut.get(place, 0)
        said = f"{left:,} more rows are in the files" if left else ""
        found = self._files(place) if self._files else []
        if not (found or said):
            return Markup("")
        links = Markup(" ").join(_link(to, escape(name)) for name, to in found)
        return Markup('<p class="files">{} {}</p>').format(said, links)


def _link(to: str, words: Markup) -> Markup:
    return Markup(f'<a href="{escape(to)}">{words}</a>')  # noqa: S704  # words that were escaped
