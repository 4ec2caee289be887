"""The head of a record: how many entries it has, and the root over them; enough to tell it from any other record."""

import re
from collections.abc import Iterator

from msgspec import Struct


class RecordHead(Struct, frozen=True):
    """The head of the record of one talks."""

    talks: str
    entries: int
    root: str
    """The root of the tree over them, in 64 hexadecimal digits."""

    @property
    def words(self) -> str:
        """The head as it stands at the foot of reports: ``istanbul-2022: 68 entries, root 8d61…``."""
        return f"{self.talks}: {self.entries} {'entry' if self.entries == 1 else 'entries'}, root {self.root}"


_WORDS = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,99}): (\d{1,12}) entr(?:y|ies), root ([0-9a-f]{64})(?![0-9a-f])")


def heads_in(text: str) -> Iterator[RecordHead]:
    """Yield the heads that stand in a text."""
    for found in _WORDS.finditer(text):
        yield RecordHead(found[1], int(found[2]), found[3])
