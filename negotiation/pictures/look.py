"""How pictures look: shades that stay apart in black and white, and hatching for what is contested.

Each class has its colours as attributes too, so that a picture is whole wherever no style is read.
"""

from .svg import element

INK, SOFT, RULE, PAPER = "#1c2430", "#55606f", "#c9d0d9", "#ffffff"
WARN = "#8a3b00"

STYLE = (
    "@media screen and (prefers-color-scheme: dark){"
    "svg.picture{fill:#e4e8ee}svg.picture .pp{fill:#14181e}svg.picture .ps{fill:#a3adba}"
    "svg.picture .pr{stroke:#3b4552}svg.picture .pk{stroke:#e4e8ee}svg.picture .pw{stroke:#f2b272}"
    "svg.picture .pb{fill:#1c222a}svg.picture .ph{stroke:#14181e}"
    "svg.picture .pi{fill:#e4e8ee}svg.picture .po{fill:#14181e}}"
    "svg.picture a:focus-visible{outline:2px solid #1d4f91}"
)
"""What follows the screen's colours: paper, soft and plain text, rules, ink, warnings, bands, paper around words,
and dots that are filled or hollow."""


class Shade:
    """One shade of a bar: how it is filled, and the colour of words on it."""

    def __init__(self, fill: str, ink: str, *, dashed: bool = False) -> None:
        self.fill, self.ink, self.dashed = fill, ink, dashed


SHADES = {
    "put forward": Shade("#eef2f7", INK),
    "considered": Shade("#cfdcec", INK),
    "agreed": Shade("#a3c0e0", INK),
    "signed": Shade("#6f9bcb", "#000000"),
    "bound": Shade("#33669f", "#ffffff"),
    "in force": Shade("#173a63", "#ffffff"),
    "off the table": Shade("#ffffff", INK, dashed=True),
}
"""The shades, from a text that was put forward to one that is in force; each further one is darker."""

_SHADE_OF = {
    "floated": "put forward",
    "tabled": "put forward",
    "moved": "put forward",
    "seconded": "put forward",
    "received": "put forward",
    "under consideration": "considered",
    "agreed in principle": "agreed",
    "agreed ad referendum": "agreed",
    "agreed by silence": "agreed",
    "initialled": "agreed",
    "adopted": "agreed",
    "signed ad referendum": "signed",
    "signed": "signed",
    "ratified": "bound",
    "accepted": "bound",
    "approved": "bound",
    "acceded": "bound",
    "succeeded": "bound",
    "consented to": "bound",
    "in force": "in force",
}


def shade_of(words: str) -> Shade:
    """Return the shade of a stage: what it does not know, such as what is withdrawn, is off the table."""
    return SHADES[_SHADE_OF.get(words, "off the table")]


def hatching(name: str) -> str:
    """Return the definition of the hatching under a name, which no other picture of a page may have."""
    stroke = element("path", d="M0,6 L6,0 M-1,1 L1,-1 M5,7 L7,5", stroke=WARN, stroke_width=1.2)
    return element("defs", element("pattern", stroke, id=name, width=6, height=6, patternUnits="userSpaceOnUse"))
