"""What every entry says about itself: when, who says so, where it was read, who may see it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from msgspec.structs import replace

from ..dates.field import Edtf
from ..values import ONE_OR_MANY, EntryId, Language, Model, Slug, Text, Title, text
from .event import RefersTo


class Marking(StrEnum):
    """Who may see an entry, from the widest circle to the smallest."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"


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
    asserted_by: Title | None = None
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


class Envelope(Claim):
    """A claim, and how it came into this log."""

    recorder: Title
    batch: EntryId
    marking: Marking = Marking.PUBLIC
    override: Override | None = None
    withheld: tuple[str, ...] | None = None
    """Of an entry of a disclosed copy: the fields that it withholds; what stands in their places was not recorded."""

    def claim(self) -> Claim:
        """Return the claim alone, without how it was recorded."""
        return Claim(**{name: getattr(self, name) for name in Claim.__struct_fields__})

    def with_claim(self, claim: Claim) -> "Envelope":
        """Return this envelope around another claim."""
        return replace(self, **{name: getattr(claim, name) for name in Claim.__struct_fields__})
