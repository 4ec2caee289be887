"""What is wrong with a text that is no YAML, in words for whoever wrote it: most often a text that wants quotes."""

import yaml

_BEGINS = "a text that begins with such a sign stands within quotes"
_DEPTH = "this stands at another depth than what is above: an entry begins with a hyphen, its fields below each other"
_GOES_ON = "a text goes on after its closing quote or bracket: put all of it within quotes of the other kind"
_SAID = (
    ("mapping values", "a colon and a space begin a value: put such a text within quotes, or indent as above"),
    ("',' or", "a comma or a closing bracket is missing: put a text with a colon, a bracket or a quote within quotes"),
    ("'-' indicator", _DEPTH),
    ("'<block mapping start>'", _DEPTH),
    ("found '?'", _DEPTH),
    ("expected key", _GOES_ON),
    ("<block end>", _GOES_ON),
    ("expected ':'", "the line before this has a name and no value: a colon and a space stand between them"),
    ("end of stream", "a quote that is opened here is not closed"),
    ("tab character", "a tab stands here where spaces should: indent with spaces"),
    ("'\\t'", "a tab stands here where spaces should: indent with spaces"),
    ("start any token", _BEGINS),
    ("alphabetic or numeric", _BEGINS),
    ("line break", _BEGINS),
    ("not allowed", _BEGINS),
)
"""A part of what a parser says, of libyaml or in Python, and what that comes of."""


def in_words(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return the line of an error, counted from 0, and what to write; what is not known is told as the parser does."""
    problem = error.problem or "it is not YAML"
    opened = error.context_mark if "end of stream" in problem else None
    mark = opened or error.problem_mark or error.context_mark
    said = next((words for part, words in _SAID if part in problem), None)
    return mark.line if mark else 0, f"{said} ({problem})" if said else problem
