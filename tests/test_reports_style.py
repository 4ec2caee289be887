"""The style of the pages: colours that can be told apart, by day, by night and on paper."""

import re
from importlib.resources import files

import pytest

STYLE = (files("negotiation.rendering") / "templates" / "page.css.j2").read_text("utf-8")
DAY, NIGHT, PAPER = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [DAY, NIGHT, PAPER], ids=["day", "night", "paper"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "warn"])
@pytest.mark.parametrize("paper", ["paper", "shade", "warn-paper"])
def test_text_stands_out_from_its_ground(colours: dict[str, str], ink: str, paper: str) -> None:
    """Every text has the contrast of 4.5 that WCAG asks for (level AA) on every ground."""
    assert contrast(colours[ink], colours[paper]) >= 4.5


def test_paper_is_white_and_ink_black() -> None:
    """What is printed needs no colour, whatever the screen shows."""
    assert (PAPER["ink"], PAPER["paper"]) == ("#000", "#fff")
    assert set(PAPER) == set(DAY) == set(NIGHT)


def test_a_printed_table_repeats_its_head_and_splits_no_row() -> None:
    """The rules for paper say so."""
    paper = STYLE[STYLE.index("@media print") :]
    assert "thead { display: table-header-group; }" in paper
    assert re.search(r"\btr,[^{]*\{ break-inside: avoid; \}", paper)
