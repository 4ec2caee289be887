"""Text from outside, made harmless for where it goes."""

import re

# Control characters (C0 but tab and newline, DEL, C1), the marks that turn the direction of writing over, and lone
# surrogates. Combining marks and right-to-left letters stay as they are.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~^$!&@])")
# The wide forms count too, and so does what stands behind spaces or behind marks that nobody sees.
_FORMULA = re.compile("[\t\r\n]|[\\s\ufeff\u200b-\u200f\u2060]*[-=+@＝＋－＠]")  # noqa: RUF001


def for_terminal(text: str) -> str:
    r"""Show control characters instead of sending them: ``\x1b`` for an escape; line ends of Windows become plain."""
    return _HARMFUL.sub(lambda match: _shown(match[0]), text.replace("\r\n", "\n"))


def _shown(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def for_json(text: str) -> str:
    """Escape in JSON text what JSON itself would let through to a terminal."""
    return _HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}" if match[0] != "\n" else "\n", text)


def for_markdown(text: str) -> str:
    """Escape what Markdown, or HTML within it, would take for markup; keep a cell on one line."""
    escaped = _MARKDOWN.sub(r"\\\1", for_terminal(text))
    escaped = re.sub(r"(?i)\b(https?|ftp|www|mailto)([:.])", r"\1\\\2", escaped)
    escaped = re.sub(r"^([^\S\n]*)([-+=]|\d+[.)])", lambda m: f"{m[1]}\\{m[2]}" if not m[2][0].isdigit() else
                     f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped, flags=re.MULTILINE)  # fmt: skip
    return escaped.replace("\n", "<br>")


def for_csv(text: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula: an apostrophe goes before it."""
    shown = for_terminal(text)
    return f"'{shown}" if means_formula(shown) else shown


def means_formula(text: str) -> bool:
    """Say whether a spreadsheet may take a text for a formula."""
    return _FORMULA.match(text) is not None


def for_css(text: str) -> str:
    """Return text as a string of a style sheet, which no quote, line end or element of it can leave."""
    return re.sub(
        r"""["'\\<>&\s]""", lambda match: match[0] if match[0] == " " else f"\\{ord(match[0]):x} ", for_terminal(text)
    )


def for_xml(text: str) -> str:
    """Show control characters, and what no XML may hold; what XML takes for markup is escaped where it is written."""
    return re.sub("[\ufffe\uffff]", lambda match: _shown(match[0]), for_terminal(text))
