"""The signs that stand for what happened: each known by its shape and its letter, never by a colour alone."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from .look import INK, PAPER, WARN
from .svg import element, linked, text_at, title

SIDE = 12.0
"""How wide a sign is, in pixels."""


class Sign(Struct, frozen=True):
    """The shape of a sign, and the letter in it."""

    shape: str
    """A square, a ring, a dot, a tick, a shield, a flag, or a flag to the left."""
    letter: str
    meaning: str
    filled: bool = False


STANCES = {
    "supports": "+",
    "supports if": "±",
    "can live with": "≈",
    "reserved": "r",
    "studying": "?",
    "opposes": "−",  # noqa: RUF001  # a minus, as wide as the plus
    "red line": "×",  # noqa: RUF001
    "silent": "·",
    "rejects": "×",  # noqa: RUF001
}
"""The letter of each stance."""
ACTS = {
    "agreed in principle": "A",
    "agreed ad referendum": "a",
    "initialled": "I",
    "adopted": "D",
    "signed ad referendum": "s",
    "signed": "S",
    "ratified": "R",
    "accepted": "R",
    "approved": "R",
    "acceded": "R",
    "succeeded": "R",
    "in force": "F",
    "in force for": "F",
    "suspended": "U",
    "resumed": "F",
    "terminated": "T",
    "provisionally applied": "P",
    "provisional application ended": "p",
    "denounced": "X",
}
"""The letter of each formal act; those by which a party consents to be bound share one (VCLT 11)."""
VERDICTS = {
    "fulfilled": "F",
    "partial": "P",
    "contradicted": "C",
    "breached": "B",
    "not yet due": "n",
    "no evidence": "0",
    "unverifiable": "u",
}
"""The letter of each verdict."""


def sign_of(kind: str, word: str) -> Sign:
    """Return the sign of a mark."""
    made = _SIGNS.get(kind)
    return made(word) if made else Sign("tick", "", word)


_SIGNS: Mapping[str, Callable[[str], Sign]] = {
    "version": lambda word: Sign("flag", f"v{word}", f"version {word}"),
    "act": lambda word: Sign("square", ACTS.get(word, word[:1].upper()), word, filled=True),
    "stance": lambda word: Sign("ring", STANCES.get(word, word[:1]), word),
    "refusal": lambda word: Sign("ring", STANCES.get(word, word[:1]), "rejects"),
    "vote": lambda word: Sign("square", "V" if word == "adopted" else "v", f"vote: {word}"),
    "verdict": lambda word: Sign("shield", VERDICTS.get(word, word[:1]), word),
    "observation": lambda word: Sign(
        "dot", "", "access denied" if word == "denied" else "observed", filled=word != "denied"
    ),
}


def drawn(sign: Sign, x: float, y: float, told: Sequence[str], *, contested: bool, link: str | None = None) -> str:
    """Return a sign with its middle at a place.

    Args:
        sign: the sign.
        x: the place, in pixels.
        y: likewise.
        told: the sentences that it says to who points at it, or cannot see it.
        contested: whether anybody contests it: then there is a broken ring around it.
        link: where it leads to, if anywhere.
    """
    parts = [title("\n".join(told)), _shape(sign, x, y)]
    if sign.letter and not sign.shape.startswith("flag"):
        ink = PAPER if sign.filled else INK
        parts.append(text_at(x, y + 3.4, sign.letter, font_size=9.5, font_weight=700, text_anchor="middle", fill=ink))
    if contested:
        dashes = "2 1.6"
        ring = {"cx": x, "cy": y, "r": SIDE / 2 + 2.6}
        parts.append(element("circle", class_="pw", fill="none", stroke=WARN, stroke_dasharray=dashes, **ring))
    return linked(link, *parts)


def _shape(sign: Sign, x: float, y: float) -> str:
    half = SIDE / 2
    fill = INK if sign.filled else PAPER
    match sign.shape:
        case "square":
            return element("rect", class_="pk", x=x - half, y=y - half, width=SIDE, height=SIDE, fill=fill, stroke=INK)
        case "ring":
            return element("circle", class_="pk", cx=x, cy=y, r=half, fill=fill, stroke=INK)
        case "dot":
            return dot(x, y, half - 1.6, filled=sign.filled)
        case "shield":
            low = half + 1
            d = f"M{x - half:.1f},{y - half:.1f}h{SIDE:.0f}v{half:.0f}l-{half:.0f},{low:.0f}l-{half:.0f},-{low:.0f}z"
            return element("path", class_="pk", d=d, fill=fill, stroke=INK)
        case "flag" | "flag to the left":
            pole = element("line", class_="pk", x1=x, x2=x, y1=y - half, y2=y + half + 2, stroke=INK, stroke_width=1.6)
            aside, anchor = (2.5, "start") if sign.shape == "flag" else (-2.5, "end")
            return pole + text_at(x + aside, y + 3, sign.letter, font_size=10, font_weight=600, text_anchor=anchor)
        case _:
            return element("line", class_="pk", x1=x, x2=x, y1=y - 4, y2=y + 4, stroke=INK)


def dot(x: float, y: float, radius: float, *, filled: bool) -> str:
    """Return a dot, filled or hollow whatever the colours of the screen are."""
    look = "pk pi" if filled else "pk po"
    fill = INK if filled else PAPER
    return element("circle", class_=look, cx=x, cy=y, r=radius, fill=fill, stroke=INK, stroke_width=1.4)


def counted(number: int, x: float, y: float) -> str:
    """Return how many things a sign stands for, where that is not one."""
    return text_at(x + SIDE / 2 + 1, y + 3, f"{number}", class_="ps", font_size=9, fill="#55606f") if number > 1 else ""
