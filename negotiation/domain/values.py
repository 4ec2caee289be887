"""The small value types that events are made of."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Model(BaseModel):
    """Base of every stored value: immutable, and closed against fields it does not know."""

    # defer_build: a command decodes a few kinds of event, so it should not pay for the schema of all.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


def _one_or_many(value: Any) -> Any:
    """Read a single value where a list is expected, as people write it in a journal."""
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


OneOrMany = BeforeValidator(_one_or_many)


def _one_or_many_if_given(value: Any) -> Any:
    return None if value is None else _one_or_many(value)


OneOrManyIfGiven = BeforeValidator(_one_or_many_if_given)
"""As :data:`OneOrMany`, but what is not given is kept apart from an empty list."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", max_length=80)]
"""A lower-case name with hyphens that identifies a thing within one talks, such as ``neutral-status``."""

PartyCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", max_length=80)]
"""A party: its ISO 3166-1 alpha-3 code where it has one (``UKR``), any slug else (``osce``)."""

EntryId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", max_length=100)]
"""An entry's own identifier, made by whoever records it and unique within its talks."""

Title = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
"""A short name for people, at most 500 characters."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]
"""Text as it was written, kept to the letter; at most 100,000 characters."""


def _not_empty_duration(text: str) -> str:
    if text[-1] in "PT":
        raise ValueError("a duration states at least one figure, such as P3D (three days)")
    return text


Duration = Annotated[
    str,
    StringConstraints(pattern=r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$", max_length=40),
    AfterValidator(_not_empty_duration),
]
"""An ISO 8601 duration, such as ``P3D`` (three days) or ``P15Y`` (fifteen years)."""

Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
"""A BCP 47 language tag, such as ``uk`` or ``zh-Hant``."""

PATTERN_WORDS = {
    r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$": "is written in small letters, digits and hyphens, such as neutral-status",
    r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$": "is a code of letters, digits and hyphens, such as UKR",
    r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$": "is an id of letters, digits, dots, hyphens and underscores",
    r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$": "is a duration, such as P3D (three days) or PT12H",
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "is a language tag, such as uk or zh-Hant",
    r"^[A-F][1-6]?$": "is an Admiralty grade, from A1 to F6, or its letter alone",
    r"^https?://[^\s]+$": "is an address that begins with http:// or https://",
    r"^[0-9a-f]{64}$": "is a SHA-256 digest: 64 digits and letters from a to f",
    r"^(proposal|party|issue|source|entry|pledge|round|package):[A-Za-z0-9._-]+$": (
        "is a reference, such as proposal:neutral-status"
    ),
}
"""What a text that does not match a pattern should have been, for errors."""
