"""The journal: the form in which people write many entries, in YAML, one item an entry."""

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from msgspec import Struct

from ..domain import build
from ..domain.errors import ImportFailed, InvalidInput, Problem
from ..domain.record.annotations import EntryReMarked
from ..domain.record.entry import Entry
from ..domain.record.envelope import Override
from ..domain.terms import as_written
from ..domain.values import Slug, plain
from ..integrity.head import RecordHead, heads_in
from ..markings import PUBLIC
from ..moments import far_ahead
from ..writing import CLAIM_FIELDS
from . import yaml_values
from .item import Item, item, repeated
from .reading import whole


class Journal(Struct, frozen=True):
    """A journal that has been read."""

    talks: str | None
    items: tuple[Item, ...]
    head: RecordHead | None = None
    """The head of the record that it was exported from, if it tells that."""


def read(path: str) -> Journal:
    """Read a journal file; ``-`` is standard input.

    Raises:
        InputError: the file cannot be read.
        ImportFailed: entries that do not fit, every one named with its line and field.
    """
    return parse(whole(path), path)


def parse(text: str, path: str) -> Journal:
    """Read a journal from its text; see :func:`read`."""
    document = yaml_values.read(text, path)
    talks = None
    if isinstance(document, yaml_values.Mapping):
        talks, document = _headed(document, path)
    if document == "":
        document = yaml_values.Sequence(1)
    if not isinstance(document, yaml_values.Sequence):
        raise ImportFailed([Problem(f"{path}:1", "", "a journal is a list of entries, each beginning with '- kind:'")])
    items: list[Item] = []
    bad: list[Problem] = []
    for position, value in enumerate(document.values, start=1):
        try:
            items.append(_item(value, position, path))
        except ImportFailed as error:
            bad.extend(error.problems)
    bad.extend(repeated(items))
    if bad:
        raise ImportFailed(bad)
    return Journal(talks, tuple(items), next(heads_in(_remarks_above(text)), None))


def _remarks_above(text: str) -> str:
    """Return the remarks with which a journal begins."""
    return "\n".join(takewhile(lambda line: line.startswith("#"), text.splitlines()))


def _headed(document: yaml_values.Mapping, path: str) -> tuple[str | None, Any]:
    """Return the talks that a journal names, and its entries."""
    where, values = f"{path}:{document.line}", document.values
    if "entries" not in values:
        raise ImportFailed([Problem(where, "", "a journal is a list of entries, or has talks: and entries:")])
    if others := sorted(values.keys() - {"talks", "entries"}):
        message = "at its top a journal has talks: and entries: alone; what else is told of the talks are entries"
        opens = ": their title is the one of kind talks-opened" if "title" in others else ""
        raise ImportFailed([Problem(where, other, f"{message}{opens}") for other in others])
    if "talks" not in values:
        return None, values["entries"]
    try:
        return build.scalar(Slug, yaml_values.plain(values["talks"]), "talks"), values["entries"]
    except InvalidInput as error:
        raise ImportFailed([Problem(where, "talks", problem.message) for problem in error.problems]) from None


def _item(value: Any, position: int, path: str) -> Item:
    if isinstance(value, yaml_values.Mapping):
        return item(yaml_values.plain(value), f"{path}:{value.line}")
    where, shown = path, f"'{value[:60]}'" if isinstance(value, str) else "a list"
    if isinstance(value, yaml_values.Sequence):
        where = f"{path}:{value.line}"
    message = f"an entry has fields, beginning with 'kind:', not {shown}"
    raise ImportFailed([Problem(where, f"item {position}", message)])


def exported(talks: str, entries: Iterable[Entry], head: RecordHead | None = None) -> str:
    """Return entries as a journal: what was said, without how and when it was recorded.

    Args:
        talks: the id of the talks.
        entries: the entries.
        head: the head of their record, which stands above them as a remark, if they are all there.
    """
    import yaml  # noqa: PLC0415  # reading needs the parser only

    items = [_exported(entry) for entry in entries]
    written = yaml.dump(
        {"talks": talks, "entries": items},
        Dumper=_dumper(),
        allow_unicode=True,
        sort_keys=False,
        width=110,
        default_flow_style=False,
    )
    # They stand within double quotes only, where an escape is read back as what it stands for.
    above = f"# {head.words}\n" if head else ""
    return above + _TURNING.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""The marks that turn the direction of writing over, which would show a reader another text."""


def _dumper() -> Any:
    import yaml  # noqa: PLC0415

    class Dumper(yaml.SafeDumper):
        """Writes every text so that it is read back to the letter, and one of several lines as a block."""

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            return True

    def text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
        style = "|" if "\n" in data else None
        if any(mark in data for mark in "\x85\u2028\u2029") or _TURNING.search(data):
            style = '"'  # line ends to YAML, which it would read back as others; and marks that are to be escaped
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    Dumper.add_representer(str, text)
    return Dumper


def _exported(entry: Entry) -> dict[str, Any]:
    envelope = entry.envelope
    event = _terms_as_written(plain(entry.event))
    written: dict[str, Any] = {"id": entry.id, "kind": event.pop("kind")}
    names = {ours: theirs for theirs, ours in CLAIM_FIELDS.items()}
    claim = plain(envelope.claim())
    written.update({names[name]: value for name, value in claim.items() if value != []})
    if any(far_ahead(envelope, entry.event, entry.recorded)):
        written["ahead"] = "yes"
    handling = plain(envelope.handling())
    if handling["marking"] == PUBLIC and not envelope.lowered:
        del handling["marking"]
    of_another = isinstance(entry.event, EntryReMarked)
    written.update({f"own-{name}" if of_another and name != "lowered" else name: v for name, v in handling.items()})
    if envelope.override is not None:
        written["override"] = _override(envelope.override)
    written.update({name: value for name, value in event.items() if value != []})
    return written


def _terms_as_written(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event, or an account of one within it, with its terms as people write them."""
    if isinstance(event.get("event"), dict):
        return {**event, "event": _terms_as_written(event["event"])}
    terms = event.get("terms")
    return {**event, "terms": [as_written(term) for term in terms]} if terms else event


def _override(override: Override) -> str | dict[str, Any]:
    """Return an override as people write it: its reason, and what it is for and makes impossible if that is noted."""
    told = {name: value for name, value in plain(override).items() if value != []}
    return told if len(told) > 1 else override.reason
