"""What texts refer to: things by their names or the beginnings of these, and entries by their numbers."""

from collections.abc import Mapping
from typing import Any

from ..domain.errors import NotFound
from ..domain.proposal.conditions import awaited, awaiting
from ..domain.record.envelope import Claim
from ..domain.references import ENTRY
from ..fields.written_out import written_out
from ..open_log import OpenLog
from ..writing import CLAIM_FIELDS, OneOrMore, claim_of, each
from .parties import groups_by_name, named, several
from .resolve import catalogue, resolve

_NAMING = ("sources", "in_round")
"""The details that name things."""


class Referring:
    """One talks of a log, and what is named in it."""

    log: OpenLog
    """The log that it is in."""
    id: str

    def reference(self, text: str, sorts: tuple[str, ...] = ()) -> str:
        """Return what a text refers to, as ``sort:name``.

        Args:
            text: an entry's number (``#7``), ``sort:name``, or the id of a proposal, party, issue, source, pledge,
                round or package, or the beginning of one.
            sorts: only these sorts of things; all if empty.

        Raises:
            NotFound, Ambiguous: it refers to nothing, or to several things.
        """
        return resolve(self.log.store.reader, self.id, text, sorts)

    def proposal_id(self, reference: str) -> str:
        """Return the id of the proposal that a reference names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        return self.named("proposal", reference)

    def pledge_id(self, reference: str) -> str:
        """Return the id of the pledge that a reference names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        return self.named("pledge", reference)

    def round_id(self, reference: str) -> str:
        """Return the id of the round that a reference names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        return self.named("round", reference)

    def package_id(self, reference: str) -> str:
        """Return the id of the package that a reference names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        return self.named("package", reference)

    def named(self, sort: str, reference: str) -> str:
        """Return the name of the thing of a sort that a reference names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        return resolve(self.log.store.reader, self.id, reference, (sort,)).partition(":")[2]

    def party_codes(self, text: str) -> list[str]:
        """Return the codes of the parties and groups that a text names: ``GBR,FRA``, ``GBR+FRA``, ``E3EU+3``."""
        return several(text, groups_by_name(self.log.store.reader, self.id))

    def group_code(self, text: str) -> str | None:
        """Return the code of the group that a text names; None if it names none."""
        code = self.party_code(text)
        return code if code in groups_by_name(self.log.store.reader, self.id).values() else None

    def party_names(self) -> set[str]:
        """Return the codes of all parties and groups."""
        return set(catalogue(self.log.store.reader, self.id, ("party",))["party"])

    def party_code(self, text: str) -> str:
        """Return the code of the group that a text names, or else the text, which is the code of a party."""
        return named(text, groups_by_name(self.log.store.reader, self.id))

    def entry_id(self, reference: str) -> str:
        """Return the id of the entry that a reference names: its number, its id, or the beginning of one.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        return self.log.store.reader.id_of(self.id, reference.removeprefix("entry:"))

    def number_of(self, entry_id: str) -> int:
        """Return the number of the entry that has this id, written in full.

        Raises:
            NotFound: there is none.
        """
        return self.place(entry_id)[0]

    def place(self, entry_id: str) -> tuple[int, str, str]:
        """Return the number, the stream and the kind of the entry that has this id."""
        found = self.log.store.reader.by_id(self.id, [entry_id])
        if entry_id not in found:
            raise NotFound("entry", entry_id)
        return found[entry_id]

    def conditions(self, conditions: OneOrMore) -> tuple[str, ...]:
        """Write out the proposals that conditions name, as ``proposal:ceasefire``; others are kept to the letter."""
        found = []
        for condition in each(conditions):
            name = awaited(condition)
            found.append(awaiting(self.proposal_id(name)) if name else condition)
        return tuple(found)

    def full_name(self, text: str, sort: str) -> str:
        """Return the whole name of what a text names: of an entry its id; without a sort, ``sort:name``.

        Raises:
            NotFound, Ambiguous: it names nothing, or several things.
        """
        if not sort:
            return self.reference(text)
        return self.entry_id(text) if sort == ENTRY else self.named(sort, text)

    def claim(self, details: Mapping[str, Any]) -> Claim:
        """Return the claim that the details make, with the round and the sources that they name written out."""
        named = {CLAIM_FIELDS[name]: details[name] for name in _NAMING if details.get(name)}
        if not named:
            return claim_of(details)
        found = written_out(Claim, named, self.if_there)
        return claim_of({**details, **{name: found[CLAIM_FIELDS[name]] for name in _NAMING if details.get(name)}})

    def if_there(self, text: str, sort: str) -> str:
        """Return a whole name; of what is not there the text, since what is recorded with it may bring it in."""
        try:
            return self.full_name(text, sort)
        except NotFound:
            return text.removeprefix(f"{sort}:")
