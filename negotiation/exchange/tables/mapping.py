"""A map: which entries the rows of a table are, said in a small YAML file."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

from msgspec import Meta, Struct

from ...domain import build
from ...domain.catalogue import EVENTS
from ...domain.errors import ImportFailed, InvalidInput, NotFound, Problem
from ...domain.values import Model, Text
from .. import yaml_values
from ..reading import whole
from .template import ORDERS, SLUG, Tables, names_in

_ABOUT = ("kind", "once", "only", "skip")
"""What an entry of a map says of itself, beside the fields of the entry."""


class Said(Model):
    """What a map says of a table as a whole."""

    key: Text
    """What tells its rows apart: ``{nr}``."""
    talks: Text | None = None
    """The talks of a row: their id, or a template of it where a table is of several talks."""
    ids: Text | None = None
    """How the ids of its entries begin; with their kind if it does not say."""
    encoding: Annotated[str, Meta(max_length=40)] = "utf-8"
    delimiter: Annotated[str, Meta(max_length=3)] = ","
    """What stands between cells; ``tab`` is a tab."""
    values: dict[str, dict[str, str]] | None = None
    """What the values of a column become."""
    dates: dict[str, str] | None = None
    """In which order the figures of the dates in a column stand: ``day month year``."""
    only: dict[str, Any] | None = None
    """The rows that are taken: those with these values in these columns."""
    skip: dict[str, Any] | None = None
    """The rows that are left out."""


class EntryTemplate(Struct, frozen=True):
    """One entry that a row makes."""

    where: str
    kind: str
    fields: dict[str, Any]
    once: str | None = None
    """What it is made once for, of all rows: a party, some talks."""
    only: dict[str, Any] = {}
    skip: dict[str, Any] = {}


class Map(Struct, frozen=True):
    """A map that has been read."""

    path: str
    said: Said
    entries: tuple[EntryTemplate, ...]

    @property
    def delimiter(self) -> str:
        """What stands between cells."""
        return {"tab": "\t", "\\t": "\t"}.get(self.said.delimiter, self.said.delimiter)

    @property
    def tables(self) -> Tables:
        """What the values of columns stand for."""
        return Tables(self.said.values or {}, self.said.dates or {})

    def unfit(self, columns: Sequence[str]) -> Iterator[Problem]:
        """Yield what is wrong with the map for a table of these columns."""
        said = self.said
        for field, template in (("key", said.key), ("talks", said.talks or "")):
            yield from self._strange(self.path, field, template, columns)
        for field, named in (("dates", said.dates), ("only", said.only), ("skip", said.skip)):
            strange = [name for name in named or () if name not in columns]
            yield from (self._no_column(self.path, field, name, columns) for name in strange)
        for entry in self.entries:
            for field, value in {**entry.fields, "once": entry.once or ""}.items():
                yield from self._strange(entry.where, field, value, columns)
            for name in (*entry.only, *entry.skip):
                if name not in columns:
                    yield self._no_column(entry.where, "only", name, columns)

    def _strange(self, where: str, field: str, template: Any, columns: Sequence[str]) -> Iterator[Problem]:
        for name in names_in(template):
            if name.column not in columns:
                yield self._no_column(where, field, name.column, columns)
            if name.table and name.table != SLUG and name.table not in (self.said.values or {}):
                yield Problem(where, field, f"there are no values '{name.table[:60]}' in the map")

    def _no_column(self, where: str, field: str, name: str, columns: Sequence[str]) -> Problem:
        near = get_close_matches(name, columns, n=1)
        meant = f": did you mean {near[0]}?" if near else f"; there is {', '.join(columns)}"
        return Problem(where, field, f"there is no column '{name[:60]}'{meant}")


def read(path: str) -> Map:
    """Read a map.

    Raises:
        InputError: the file cannot be read.
        ImportFailed: it is no map; everything that is wrong with it is named.
    """
    return parse(whole(path), path)


def parse(text: str, path: str) -> Map:
    """Read a map from its text; see :func:`read`."""
    document = yaml_values.read(text, path)
    if not isinstance(document, yaml_values.Mapping):
        raise ImportFailed([Problem(f"{path}:1", "", "a map has fields: key: and entries:")])
    fields = dict(document.values)
    entries = fields.pop("entries", None)
    bad: list[Problem] = []
    said = None
    try:
        plain = {name: yaml_values.plain(value) for name, value in fields.items()}
        said = build.validated(Said, plain, f"{path}:{document.line}")
    except InvalidInput as error:
        bad += error.problems
    templates: list[EntryTemplate] = []
    if not isinstance(entries, yaml_values.Sequence) or not entries.values:
        bad.append(Problem(f"{path}:{document.line}", "entries", "is needed: what each row is, a list of kinds"))
    else:
        for position, value in enumerate(entries.values, start=1):
            templates += _template(value, position, path, bad)
    if said is not None:
        bad += _wrong(said, path)
    if bad or said is None:
        raise ImportFailed(bad)
    return Map(path, said, tuple(templates))


def _wrong(said: Said, path: str) -> Iterator[Problem]:
    """Yield what is wrong with what a map says of the table, beside its fields."""
    for column, order in (said.dates or {}).items():
        if order not in ORDERS:
            yield Problem(path, "dates", f"the order of {column} is one of {', '.join(ORDERS)}, not '{order[:60]}'")
    if len({"tab": "\t", "\\t": "\t"}.get(said.delimiter, said.delimiter)) != 1:
        yield Problem(path, "delimiter", "is one character, or tab")
    for field, template in (("key", said.key), ("talks", said.talks or "")):
        yield from _braces(path, field, template)
    if not any(True for _ in _names(said.key)):
        yield Problem(path, "key", "names no column: it tells the rows apart, as '{nr}'")


def _names(template: Any) -> Iterator[object]:
    try:
        yield from names_in(template)
    except ValueError:
        yield None


def _braces(where: str, field: str, template: Any) -> Iterator[Problem]:
    try:
        list(names_in(template))
    except ValueError as error:
        yield Problem(where, field, str(error))


def _template(value: Any, position: int, path: str, bad: list[Problem]) -> Iterator[EntryTemplate]:
    """Yield an entry of a map, or take up what is wrong with it."""
    if not isinstance(value, yaml_values.Mapping):
        bad.append(Problem(path, f"entries {position}", "has fields, beginning with 'kind:'"))
        return
    where = f"{path}:{value.line}"
    fields: dict[str, Any] = yaml_values.plain(value)
    kind = fields.get("kind")
    if kind not in EVENTS:
        error = NotFound("kind of entry", str(kind), EVENTS)
        bad.append(
            Problem(where, "kind", f"there is no kind '{str(kind)[:60]}'; {error.hint}" if kind else "is needed")
        )
        return
    for field in ("only", "skip"):
        if not isinstance(fields.get(field, {}), Mapping):
            bad.append(Problem(where, field, "gives columns and their values"))
            return
    own = {name: item for name, item in fields.items() if name not in _ABOUT}
    for name, item in {**own, "once": fields.get("once", "")}.items():
        bad += _braces(where, name, item)
    yield EntryTemplate(
        where, str(kind), own, fields.get("once") or None, fields.get("only") or {}, fields.get("skip") or {}
    )
