"""The journal: the form in which people write many entries, in YAML, one item an entry."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..details import CLAIM_FIELDS
from ..domain import build
from ..domain.annotations import Annotation, AnyEvent
from ..domain.catalogue import EVENTS
from ..domain.entry import Entry
from ..domain.envelope import Claim, Marking
from ..domain.errors import ImportFailed, InvalidInput, NotFound, Problem
from ..domain.values import EntryId, Slug
from . import yaml_values
from .reading import whole

_OWN = ("id", "kind", "marking", "override", "set")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a journal, as it was written and as it is understood."""

    where: str
    kind: str
    id: str | None
    event: AnyEvent | None
    """The event; None while it waits for the entry that it amends."""
    fields: dict[str, Any]
    claim: Claim
    marking: Marking
    override: str | None
    changes: dict[str, Any] | None = None
    """Of an amendment written with `set`: the fields that read otherwise."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal that has been read."""

    talks: str | None
    items: tuple[Item, ...]


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
    entries = document
    if isinstance(document, yaml_values.Mapping):
        unknown = set(document.values) - {"talks", "entries"}
        if unknown or "entries" not in document.values:
            raise ImportFailed(
                [Problem(f"{path}:{document.line}", "", "a journal is a list of entries, or has talks: and entries:")]
            )
        talks, entries = document.values.get("talks"), document.values["entries"]
        if talks is not None:
            build.scalar(Slug, talks, "talks")
    if entries == "":
        entries = yaml_values.Sequence(1)
    if not isinstance(entries, yaml_values.Sequence):
        raise ImportFailed([Problem(f"{path}:1", "", "a journal is a list of entries, each beginning with '- kind:'")])
    items: list[Item] = []
    bad: list[Problem] = []
    for value in entries.values:
        try:
            items.append(_item(value, path))
        except InvalidInput as error:
            bad.extend(error.problems)
        except ImportFailed as error:
            bad.extend(error.problems)
    bad.extend(_doubled(items))
    if bad:
        raise ImportFailed(bad)
    return Journal(talks, tuple(items))


def _item(value: Any, path: str) -> Item:
    if not isinstance(value, yaml_values.Mapping):
        raise ImportFailed([Problem(path, "", f"an entry has fields, beginning with 'kind:', not '{str(value)[:60]}'")])
    where = f"{path}:{value.line}"
    fields = yaml_values.plain(value)
    kind = fields.pop("kind", None)
    if kind is None:
        raise ImportFailed([Problem(where, "kind", "is needed")])
    if kind not in EVENTS:
        error = NotFound("kind of entry", str(kind), EVENTS)
        raise ImportFailed([Problem(where, "kind", f"there is no kind '{str(kind)[:60]}'; {error.hint}")])
    return item(kind, fields, where)


def item(kind: str, fields: dict[str, Any], where: str) -> Item:
    """Make an item of a journal from its fields.

    Raises:
        InvalidInput: fields that do not fit, every one named.
    """
    fields = {_name(kind, name): value for name, value in fields.items()}
    own = {name: fields.pop(name) for name in _OWN if name in fields}
    said = {CLAIM_FIELDS[name]: fields.pop(name) for name in CLAIM_FIELDS if name in fields and name not in
            EVENTS[kind].model_fields}  # fmt: skip
    bad: list[Problem] = []
    claim, event, marking = Claim(), None, Marking.PUBLIC
    try:
        claim = build.claim(said, where)
    except InvalidInput as error:
        bad.extend(error.problems)
    changes = own.get("set")
    try:
        if changes is None:
            event = build.event(kind, fields, where)
        elif not isinstance(changes, dict):
            bad.append(Problem(where, "set", "gives fields and their values"))
    except InvalidInput as error:
        bad.extend(error.problems)
    if own.get("marking") is not None:
        try:
            marking = Marking(own["marking"])
        except ValueError:
            bad.append(Problem(where, "marking", f"is one of {', '.join(Marking)}"))
    bad.extend(
        Problem(where, name, "is a text")
        for name in ("override", "id")
        if own.get(name) is not None and not isinstance(own[name], str)
    )
    if isinstance(own.get("id"), str):
        try:
            build.scalar(EntryId, own["id"], "id")
        except InvalidInput as error:
            bad.extend(Problem(where, "id", problem.message) for problem in error.problems)
    dated = claim.occurred or "occurred" in said or kind in build.FRAME or issubclass(EVENTS[kind], Annotation)
    if not dated:
        bad.append(Problem(where, "on", "is needed: when it happened"))
    if bad:
        raise InvalidInput(bad)
    made = Item(where, kind, own.get("id"), event, fields, claim, marking, own.get("override"), changes)
    return made if made.id else replace(made, id=derived_id(made))


def _name(kind: str, name: str) -> str:
    """Accept a field's name with hyphens."""
    plain = name.replace("-", "_")
    return plain if name not in EVENTS[kind].model_fields and plain in EVENTS[kind].model_fields else name


def derived_id(item: Item) -> str:
    """Return the id of an entry that was given none: derived from its content, so that it is recorded once."""
    content = {
        "kind": item.kind,
        "event": item.event.model_dump(mode="json", exclude_none=True) if item.event else item.fields,
        "set": item.changes,
        "claim": item.claim.model_dump(mode="json", exclude_none=True),
        "marking": item.marking,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def _doubled(items: Sequence[Item]) -> list[Problem]:
    first: dict[str, str] = {}
    bad = []
    for found in items:
        earlier = first.setdefault(str(found.id), found.where)
        if earlier != found.where:
            message = f"it repeats {earlier}: if it did happen twice, give each an id of its own"
            bad.append(Problem(found.where, "id", message))
    return bad


def exported(talks: str, entries: Iterable[Entry]) -> str:
    """Return entries as a journal: what was said, without how and when it was recorded."""
    import yaml  # noqa: PLC0415  # reading needs the parser only

    items = [_exported(entry) for entry in entries]
    return yaml.dump(
        {"talks": talks, "entries": items},
        Dumper=_dumper(),
        allow_unicode=True,
        sort_keys=False,
        width=110,
        default_flow_style=False,
    )


def _dumper() -> Any:
    import yaml  # noqa: PLC0415

    class Dumper(yaml.SafeDumper):
        """Writes every text so that it is read back to the letter, and long texts as blocks."""

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            return True

    def text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", data)

    Dumper.add_representer(str, text)
    return Dumper


def _exported(entry: Entry) -> dict[str, Any]:
    envelope = entry.envelope
    event = entry.event.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    item: dict[str, Any] = {"id": entry.id, "kind": event.pop("kind")}
    written = {ours: theirs for theirs, ours in CLAIM_FIELDS.items()}
    claim = envelope.claim().model_dump(mode="json", exclude_none=True)
    item.update({written[name]: value for name, value in claim.items() if value != []})
    if envelope.marking is not Marking.PUBLIC:
        item["marking"] = envelope.marking.value
    if envelope.override is not None:
        item["override"] = envelope.override.reason
    item.update({name: value for name, value in event.items() if value != []})
    return item
