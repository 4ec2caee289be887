"""What every entry says about itself: when, who says so, where it was read, who may see it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec.structs import replace

from ...markings import PUBLIC, above_public
from ..dates.field import Edtf
from ..values import (
    ONE_OR_MANY,
    STRIPPED,
    EntryId,
    Language,
    Model,
    OneOrMany,
    Slug,
    Text,
    Title,
    text,
)
from .event import MayNameAParty, RefersTo

Marking = Annotated[str, text(least=1, most=80), STRIPPED]
"""Who may see an entry: a label of a scheme; one that no scheme has is kept, and counts as the strictest."""

Attribution = Literal["named", "office", "party", "none"]
"""To whom people outside may attribute what was said: the speaker, the office, the party, or nobody (Chatham House)."""

Compartments = Annotated[tuple[Slug, ...] | None, OneOrMany(if_given=True)]
"""The compartments that an entry is in: only who is in all of them may see it."""


class Citation(Model):
    """One place in one source: the source, where in it, and the words themselves."""

    source: Annotated[Slug, RefersTo("source")]
    locator: Title | None = None
    quote: Text | None = None
    language: Language | None = None

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``agencies-0330`` or ``agencies-0330@paragraph 4``."""
        source, at, locator = text.partition("@")
        return {"source": source, "locator": locator} if at else {"source": source}

    @classmethod
    def quoting(cls, text: str, quote: str, language: str | None = None) -> Mapping[str, object]:
        """Read the same, with words of it, and their language if that is known."""
        return {**cls.from_text(text), "quote": quote, **({} if language is None else {"language": language})}


Grade = Annotated[str, text(r"^[A-F][1-6]?$")]
"""An Admiralty grade: reliability of the source A-F, then, where judged, credibility of the report 1-6 (``B2``)."""

Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""How reliable a source is, on the Admiralty scale: A completely, E unreliable, F cannot be judged."""


class Claim(Model):
    """The part of an entry that can turn out to be wrong: when, who says so, where that was read."""

    occurred: Edtf | None = None
    learned: Edtf | None = None
    asserted_by: Annotated[Title | None, MayNameAParty()] = None
    sources: Annotated[tuple[Citation, ...], ONE_OR_MANY] = ()
    grade: Grade | None = None
    note: Text | None = None
    quote: Text | None = None
    """The words as they were heard, where no source has them; what a source says is quoted with it."""
    quote_language: Language | None = None
    in_round: Annotated[Slug | None, RefersTo("round")] = None
    """The round in which it happened."""

    def complete(self) -> None:
        """See that the fields go together."""
        if self.quote_language and not self.quote:
            raise ValueError("a language is that of a quote: give the quote, too")

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources that it cites, each once."""
        return tuple(dict.fromkeys(citation.source for citation in self.sources))


class Override(Model):
    """Why an entry stands although a rule refused it, and which later entries it makes impossible."""

    reason: Text
    breaks: tuple[EntryId, ...] = ()
    rules: tuple[str, ...] | None = None
    """The rules that refused it: it holds for these only. None of one that was recorded before they were noted."""

    @property
    def needed(self) -> bool:
        """Whether a rule refused it, as far as that was noted: else it was given for nothing."""
        return self.rules is None or bool(self.rules or self.breaks)

    def covers(self, rule: str) -> bool:
        """Say whether it was given for this rule."""
        return self.rules is None or rule in self.rules


class Handling(Model):
    """What whoever records an entry says of who may see it; what is not said is inherited from what it is about."""

    marking: Marking | None = None
    compartments: Compartments = None
    attribution: Attribution | None = None
    lowered: Text | None = None
    """Why more people may see it than what it is about."""


class Envelope(Claim):
    """A claim, and how it came into this log."""

    recorder: Title
    batch: EntryId
    marking: Marking = PUBLIC
    override: Override | None = None
    compartments: Compartments = None
    attribution: Attribution | None = None
    """Named, if it is not given."""
    lowered: Text | None = None
    """Why more people may see it than what it is about."""
    withheld: tuple[str, ...] | None = None
    """Of an entry of a disclosed copy: the fields that it withholds; what stands in their places was not recorded."""

    def handling(self) -> Handling:
        """Return who may see it, as it is written in it."""
        return Handling(**{name: getattr(self, name) for name in Handling.__struct_fields__})

    def claim(self) -> Claim:
        """Return the claim alone, without how it was recorded."""
        return Claim(**{name: getattr(self, name) for name in Claim.__struct_fields__})

    def with_claim(self, claim: Claim) -> "Envelope":
        """Return this envelope around another claim."""
        return replace(self, **{name: getattr(claim, name) for name in Claim.__struct_fields__})


def open_to_all(envelope: Envelope) -> bool:
    """Say whether everybody may see what is in an envelope, and name who said it."""
    named = envelope.attribution in (None, "named")
    return named and not envelope.compartments and not above_public(envelope.marking)
