"""What a log took over from a file, with the moments and the recorders that the entries had there."""

from datetime import datetime

from msgspec import Struct

from ..dates.words import in_words


class Imported(Struct, frozen=True):
    """Entries of one talks, one after the other, that were taken over from a file.

    It is no part of the record, which is the same in every log that holds it: it says how it came into this one.
    """

    talks: str
    first: int
    """The number of the first of them."""
    last: int
    moment: datetime
    """When they were taken over."""
    by: str
    """Who took them over."""
    file: str
    """The name of the file; ``-`` for standard input."""
    as_exported: bool
    """Whether the head of the record stood in the file, and they made it."""

    @property
    def numbers(self) -> str:
        """Their numbers in words: ``#1 to #68``."""
        return f"#{self.first}" if self.first == self.last else f"#{self.first} to #{self.last}"

    @property
    def words(self) -> str:
        """When, by whom and from where they were taken over, in words."""
        when = f"{in_words(f'{self.moment:%Y-%m-%d}')}, {self.moment:%H:%M} UTC"
        source = "standard input" if self.file == "-" else self.file
        return f"{when}, by {self.by}, from {source} ({'as it was exported' if self.as_exported else 'unverified'})"
