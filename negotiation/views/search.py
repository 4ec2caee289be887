"""Entries that hold the words of a search, and the query by which the full-text index finds them."""

import re
from collections.abc import Collection

from msgspec.structs import replace

from ..domain.record.history import History
from .registry import Needs, View
from .timeline import EVERYTHING, Filter, Timeline, timeline

_PART = re.compile(r'"([^"]*)"|(\S+)')


def query(text: str) -> str:
    """Return the FTS5 query for a search as people write it.

    All words must occur; ``"words in quotes"`` must occur in that order; ``guarant*`` matches beginnings. Everything
    is passed on as quoted strings, so that no character of the text is taken for an operator.
    """
    parts = []
    for match in _PART.finditer(text):
        phrase, word = match[1], match[2]
        if phrase is not None:
            parts.append(_quoted(phrase))
        elif word.endswith("*") and len(word) > 1:
            parts.append(f"{_quoted(word[:-1])}*")
        else:
            parts.append(_quoted(word))
    return " ".join(part for part in parts if part.strip('"*'))


def _quoted(text: str) -> str:
    storable = text.encode("utf-8", "replace").decode()  # a command line may hold bytes that are no text
    doubled = storable.replace('"', '""').replace("\0", " ")
    return f'"{doubled}"'


def search(history: History, *, matching: Collection[int], wanted: Filter = EVERYTHING) -> Timeline:
    """Return the entries that match a search, oldest first, by what they said at first or by what they read now.

    Args:
        history: the history at the clocks of the question.
        matching: the numbers of the entries as recorded that match, and of those that they are about.
        wanted: which of them.
    """
    return timeline(history, replace(wanted, numbers=frozenset(matching)))


VIEW = View(search, Needs.HISTORY, of_entries=True)
