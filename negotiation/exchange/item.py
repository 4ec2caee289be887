"""One entry of a journal: what its author wrote, checked field by field."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from ..domain import build
from ..domain.catalogue import EVENTS, FRAME
from ..domain.errors import ImportFailed, InvalidInput, NotFound, Problem
from ..domain.pledge.events import PledgeEvent
from ..domain.record.annotations import Annotation
from ..domain.record.envelope import Claim, Handling, Override
from ..domain.record.event import Event
from ..domain.references import ENTRY
from ..domain.values import EntryId, code_of, plain
from ..fields import blanks
from ..fields.groups import with_codes
from ..fields.words import told, version_field
from ..fields.written_out import written_out
from ..markings import PUBLIC
from ..writing import handling_of

_OWN = {
    "id": "id",
    "marking": "marking",
    "own-marking": "marking",  # of the entry itself, where `marking` is what it says of another one
    "compartments": "compartments",
    "own-compartments": "compartments",
    "attribution": "attribution",
    "own-attribution": "attribution",
    "lowered": "lowered",
    "override": "override",
    "set": "set",
    "ahead": "ahead",
}
_AMENDING = ("entry-corrected", "entry-disputed")
_STAND_IN = {"event": {"kind": "talks-resumed"}, "claim": {}}
"""What an amendment is checked with until the entry that it amends has been looked up."""

PLAIN = re.compile(r"[A-Za-z0-9._-]+")
"""What a reference may be without its sort."""

T = TypeVar("T")


class Item(Struct, frozen=True):
    """One entry of a journal, as it was written and as it is understood."""

    where: str
    kind: str
    id: str | None
    event: Event | None
    """The event; None while it waits for the entry that it amends."""
    fields: dict[str, Any]
    claim: Claim
    handling: Handling
    """Who may see it, as far as that was written."""
    override: Override | None
    changes: dict[str, Any] | None = None
    """Of an amendment written with `set`: the fields that read otherwise."""
    unsorted: frozenset[str] = frozenset()
    """What it names without saying of which sort it is; taken for entries until that has been looked up."""
    ahead: bool = False
    """Whether its date is meant, however far ahead it is."""
    on_the_table: bool = False
    """Whether it is on the version on the table, which is not named; the event holds the first in its place."""
    named: bool = False
    """Whether its author gave it its id, and so says that it is no other entry."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Names of groups that stand where codes do, by the codes that they give, until the groups have been looked up."""


def item(fields: Mapping[str, Any], where: str) -> Item:
    """Make an item of a journal from what was written.

    Raises:
        ImportFailed: fields that do not fit, every one named.
    """
    fields = dict(fields)
    kind = fields.pop("kind", None)
    if kind is None:
        raise ImportFailed([Problem(where, "kind", "is needed")])
    if not isinstance(kind, str) or kind not in EVENTS:
        error = NotFound("kind of entry", str(kind), EVENTS)
        raise ImportFailed([Problem(where, "kind", f"there is no kind '{str(kind)[:60]}'; {error.hint}")])
    made = _Making(kind, where, fields).item()
    return replace(made, named=True) if made.id else replace(made, id=derived_id(made))


def repeated(items: Iterable[Item]) -> Iterator[Problem]:
    """Name every item that is one above it once more."""
    first: dict[str | None, str] = {}
    for found in items:
        if found.id in first:
            message = f"it repeats {first[found.id]}: if it did happen twice, give each an id of its own"
            yield Problem(found.where, "id", message)
        first.setdefault(found.id, found.where)


class _Making:
    """The making of one item, which goes on after a field that does not fit, to name them all."""

    def __init__(self, kind: str, where: str, fields: Mapping[str, Any]) -> None:
        self.kind = kind
        self.where = where
        self.model = EVENTS[kind]
        self.bad: list[Problem] = []
        mine = {name for name in fields if name in _OWN and name.replace("-", "_") not in self.model.__struct_fields__}
        found = told({n: v for n, v in fields.items() if n not in mine}, self.model, where)
        self.bad += found.strange
        self.event_fields, self.said = found.event, found.claim
        self.own: dict[str, Any] = {_OWN[name]: fields[name] for name in mine}
        if len(self.own) < len(mine):
            twice = next(name for name in _OWN.values() if [_OWN[one] for one in mine].count(name) > 1)
            self.bad.append(Problem(where, twice, "is given twice"))
        self.unsorted: set[str] = set()
        self.groups: Mapping[str, str] = {}

    def item(self) -> Item:
        changes = self.own.get("set")
        self._refuse_unknown()
        self.event_fields = written_out(self.model, self.event_fields, self._whole)
        claim = self._attempt(lambda: build.claim(self.said), Claim())
        version = version_field(self.model)
        on_the_table = version is not None and version.name not in self.event_fields
        if version is not None and on_the_table:
            self.event_fields[version.name] = 1
        event = None
        if changes is None:
            event = self._attempt(self._event, None)
        else:
            self._check_amendment(changes)
        handling = self._attempt(self._handling, Handling())
        override = self._override()
        id_ = self._own("id", EntryId, None)
        ahead = self._own("ahead", bool, otherwise=False)
        undated = self.kind in FRAME or issubclass(self.model, Annotation)
        if not (claim.occurred or "occurred" in self.said or undated):
            self.bad.append(Problem(self.where, "on", "is needed: when it happened"))
        if self.bad:
            raise ImportFailed(self.bad)
        return Item(
            where=self.where,
            kind=self.kind,
            id=id_,
            event=event,
            fields=self.event_fields,
            claim=claim,
            handling=handling,
            override=override,
            changes=changes,
            unsorted=frozenset(self.unsorted),
            ahead=ahead,
            on_the_table=on_the_table,
            groups=self.groups,
        )

    def _event(self) -> Event:
        """Return the event; a name that is no code, where one belongs, may be that of a group."""
        try:
            return build.event(self.kind, self.event_fields)
        except InvalidInput as error:
            wrong = {problem.field.partition(" ")[0] for problem in error.problems}
            coded, groups = with_codes(self.model, self.event_fields, wrong)
            if not groups or self.model.introduces == "party":  # which says itself by which code it is named
                raise
            event = build.event(self.kind, coded)
            self.event_fields, self.groups = coded, groups
            return event

    def _whole(self, text: str, sort: str) -> str:
        """Return a reference as an event holds it: an entry without the sign of its number, and with its sort."""
        given, colon, name = text.partition(":")
        if colon and not sort:
            return f"{given}:{_unsigned(name)}" if given == ENTRY else text
        if sort == ENTRY:
            return _unsigned(text)
        if sort or issubclass(self.model, PledgeEvent):  # what a pledge is given for says itself of which sort it is
            return text
        if _unsigned(text) == text and not text.isdigit():
            text = text if PLAIN.fullmatch(text) else code_of(text) or text  # the name of a group, say
            self.unsorted.add(text)
        return f"{ENTRY}:{_unsigned(text)}"

    def _refuse_unknown(self) -> None:
        """Name the fields that there are not, although nothing is in them; then leave out what was left empty."""
        self.bad += blanks.unknown(self.model, {"kind": self.kind, **self.event_fields}, self.where)
        self.bad += blanks.unknown(Claim, self.said, self.where)
        override = self.own.get("override")
        if isinstance(override, dict):
            self.bad += blanks.unknown(Override, override, self.where)
        self.event_fields, self.said, self.own = map(blanks.filled, (self.event_fields, self.said, self.own))

    def _attempt(self, make: Callable[[], T], otherwise: T, field: str | None = None) -> T:
        try:
            return make()
        except InvalidInput as error:
            self.bad.extend(Problem(self.where, field or problem.field, problem.message) for problem in error.problems)
            return otherwise

    def _handling(self) -> Handling:
        return handling_of(self.own)

    def _own(self, name: str, kind: Any, otherwise: Any) -> Any:
        if name not in self.own:
            return otherwise
        return self._attempt(lambda: build.scalar(kind, self.own[name], name), otherwise)

    def _check_amendment(self, changes: object) -> None:
        """Check an amendment as far as that can be done without the entry that it amends."""
        if self.kind not in _AMENDING:
            self.bad.append(Problem(self.where, "set", f"belongs to {' and '.join(_AMENDING)} only"))
        elif not isinstance(changes, dict):
            self.bad.append(Problem(self.where, "set", "gives fields and their values"))
        elif {"event", "claim"} & self.event_fields.keys():
            self.bad.append(Problem(self.where, "set", "is given beside the whole event or claim"))
        else:
            self._attempt(lambda: build.event(self.kind, {**self.event_fields, **_STAND_IN}), None)

    def _override(self) -> Override | None:
        given = self.own.get("override")
        if given is None:
            return None
        fields = given if isinstance(given, dict) else {"reason": given}
        return self._attempt(lambda: build.validated(Override, fields), None, "override")


def _unsigned(text: str) -> str:
    """Return the number of an entry without its sign; anything else as it is."""
    return text[1:] if text.startswith("#") and text[1:].isdigit() else text


def derived_id(item: Item) -> str:
    """Return the id of an entry that was given none: derived from its content, so that it is recorded once."""
    event = plain(item.event) if item.event else item.fields
    if item.on_the_table and (version := version_field(EVENTS[item.kind])):
        del event[version.name]
    content = {
        "kind": item.kind,
        "event": event,
        "set": item.changes,
        "claim": plain(item.claim),
        "marking": item.handling.marking or PUBLIC,
    }
    others = {name: value for name, value in plain(item.handling).items() if name != "marking"}
    content |= {"handling": others} if others else {}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]
