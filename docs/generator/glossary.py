"""The glossary as data: what the page says of each word, for the reports that explain the words that they use."""

import json
import re

_OF_THE_CODE = "Words of the code"
_MARKS = re.compile(r"`([^`]+)`|\*([^*]+)\*")


def words(page: str) -> str:
    """Return the words of the glossary with their definitions, by their section, as JSON; without those of the code."""
    found: dict[str, dict[str, str]] = {}
    for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        if heading != _OF_THE_CODE:
            defined = re.findall(r"^(\S.*)\n: (.+(?:\n  .+)*)", body, flags=re.MULTILINE)
            found[heading] = {word: _plain(definition) for word, definition in defined}
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n"


def _plain(text: str) -> str:
    """Return a definition without the marks of Markdown, on one line."""
    return " ".join(_MARKS.sub(lambda found: found[1] or found[2], text).split())
