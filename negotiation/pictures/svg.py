"""Scalable Vector Graphics, written element by element: every text is escaped, and nothing refers to anywhere outside.

W3C, Scalable Vector Graphics 2; the roles are those of WAI-ARIA Graphics.
"""

import unicodedata
from collections.abc import Iterable
from html import escape

from ..rendering.safe import for_terminal

Attribute = str | float | None


def element(name: str, *inside: str, **attributes: Attribute) -> str:
    """Return an element with what is inside of it, written already; what is None is left out.

    An underscore in the name of an attribute stands for a hyphen; one at its end keeps it from being a word of Python.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def _value(value: str | float) -> str:
    return escape(shown(value), quote=True) if isinstance(value, str) else f"{value:.1f}".rstrip("0").rstrip(".")


def shown(text: str) -> str:
    """Return a text without what turns its direction over or cannot stand in XML."""
    return (
        "".join(one for one in for_terminal(text) if one >= " " or one in "\n\t")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def words(text: str) -> str:
    """Return a text as it stands inside an element."""
    return escape(shown(text), quote=False)


def title(text: str) -> str:
    """Return what a part of a picture says to who cannot see it, or points at it."""
    return element("title", words(text))


def text_at(x: float, y: float, text: str, **attributes: Attribute) -> str:
    """Return a line of text that begins at a place, its baseline there; its letters decide for its direction."""
    return element("text", words(text), x=x, y=y, **attributes)


def text_over(x: float, y: float, text: str, **attributes: Attribute) -> str:
    """Return a line of text that may lie across lines: they end before its letters."""
    halo: dict[str, Attribute] = {"class_": "ph", "stroke": "#ffffff", "stroke_width": 3, "paint_order": "stroke"}
    return text_at(x, y, text, **{**halo, **attributes})


def group(*inside: str, **attributes: Attribute) -> str:
    """Return elements as one."""
    return element("g", *inside, **attributes)


def linked(href: str | None, *inside: str) -> str:
    """Return elements as one, which leads to an address if there is one."""
    return element("a", *inside, href=href) if href else group(*inside)


WIDER = 1.15
"""How much wider than reckoned the letters of some screens are: what stands close together runs not into each other."""


def width_of(text: str, size: float = 12) -> float:
    """Return about how wide a text is in the letters of a screen, in pixels."""
    return size * sum(_width(one) for one in text)


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    return (
        0.3
        if character in "iljtf.,:;'|! ()[]"
        else 0.85
        if character in "mwMW@%"
        else 0.64
        if character.isupper()
        else 0.53
    )


def fitted(text: str, room: float, size: float = 12, least: int = 2) -> str:
    """Return as much of a text as there is room for, with an ellipsis where it is cut.

    Args:
        text: the text.
        room: how much room there is, in pixels.
        size: how large it is written.
        least: of how many letters there is nothing rather than fewer.
    """
    if width_of(text, size) <= room:
        return text
    kept = ""
    for character in text:
        if width_of(f"{kept}{character}…", size) > room:
            break
        kept += character
    return f"{kept.rstrip()}…" if len(kept.strip()) >= least else ""


def folded(text: str, room: float, size: float = 12, most: int = 2) -> list[str]:
    """Return a text as lines that fit, of which the last is cut where there would be too many."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(line, room, size) or line[:1] for line in lines]


def _heading(name: str, room: float) -> list[str]:
    """Return a title in one line, or smaller in two."""
    if width_of(name, 14) <= room:
        return [text_at(8, 18, name, font_size=14, font_weight=700)]
    lines = folded(name, room / WIDER, 12)
    return [text_at(8, 13 + 14 * place, line, font_weight=700) for place, line in enumerate(lines)]


def picture(width: float, height: float, name: str, says: str, inside: Iterable[str], style: str) -> str:
    """Return a whole picture below its title, which says what it shows to who cannot see it.

    Args:
        width: how wide it is, in pixels.
        height: how high.
        name: its title.
        says: what it shows, in a sentence.
        inside: what is drawn, from the bottom to the top.
        style: how its classes look, where that hangs on where it is shown.
    """
    return element(
        "svg",
        title(name),
        element("desc", words(says)),
        element("style", style),
        element("rect", class_="pp", width=width, height=height, fill="#ffffff"),
        *_heading(name, width - 16),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=width,
        height=height,
        role="img",
        class_="picture",
        font_family="'Source Sans 3', 'Noto Sans', 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif",
        font_size=12,
        fill="#1c2430",
    )
