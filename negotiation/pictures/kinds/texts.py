"""How a text grew: its words, its provisions, and what of it is still open in brackets, version by version."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...domain.dates.words import in_words
from ...rendering.document import Section
from ...views.drafts import Draft, Drafts
from ..axis import Axis, axis_over
from ..charts import Scale, frame, scale_over, steps
from ..glyphs import dot
from ..key import drawn_line, key_at
from ..look import STYLE
from ..picture import Picture, Setting
from ..svg import group, picture, text_at, title

if TYPE_CHECKING:
    from ...asof import AsOf

HIGH = 110.0
COUNTS = (("words", "words"), ("provisions", "provisions"), ("bracketed", "passages in brackets"))
"""What is counted, and what it is called."""
WITH_BRACKETS = "provisions with brackets"


def name_of(view: Drafts) -> str:
    """Return the title of the picture."""
    return f"{view.title or view.proposal}: how the text grew"


def says(view: Drafts) -> str:
    """Say what the picture shows."""
    first, last = view.drafts[0], view.drafts[-1]
    many = f"From version {first.made.version} to {last.made.version}" if len(view.drafts) > 1 else "In its one version"
    return (
        f"{many}: {_from_to(first.words, last.words)} words, {_from_to(first.provisions, last.provisions)} provisions,"
        f" {_from_to(first.open, last.open)} of them with brackets, in which stand"
        f" {_from_to(first.bracketed, last.bracketed)} passages."
    )


def _from_to(first: int, last: int) -> str:
    return f"{last}" if first == last else f"{first} to {last}"


def draw(view: Drafts, setting: Setting) -> str:
    """Draw a chart for each of the counts, one below the other, on the same days."""
    axis = axis_over([draft.made.on for draft in view.drafts], [], setting.zone, 58, setting.width - 24)
    parts: list[str] = []
    y = 36.0
    for name, words in COUNTS:
        values = [getattr(draft, name) for draft in view.drafts]
        scale = scale_over(values, y + 20, y + 20 + HIGH)
        parts += [*frame(axis, scale, words, whole=True), *_line(view.drafts, values, axis, scale, words)]
        if name == "provisions":
            open_ = [draft.open for draft in view.drafts]
            parts += _line(view.drafts, open_, axis, scale, WITH_BRACKETS, dashes="3 3")
            key, y = key_at(
                axis.left, y + HIGH + 54, axis.right, [drawn_line("all provisions"), drawn_line(WITH_BRACKETS, "3 3")]
            )
            parts.append(key)
            y -= HIGH + 34
        y += HIGH + 48
    return picture(setting.width, y, setting.title, says(view), parts, STYLE)


def _line(
    drafts: Sequence[Draft], values: Sequence[int], axis: Axis, scale: Scale, words: str, dashes: str | None = None
) -> Iterator[str]:
    points = [(axis.place(draft.made.on), scale.at(value)) for draft, value in zip(drafts, values, strict=True)]
    yield steps(points, axis.right, f"{words}: {values[-1]}", dashes)
    free = -1.0
    for draft, value, (x, y) in zip(drafts, values, points, strict=True):
        told = title(f"version {draft.made.version}, {in_words(draft.made.on)}: {value} {words} (#{draft.made.entry})")
        label = text_at(x + 3, y - 6, f"v{draft.made.version}", font_size=9.5) if x > free and not dashes else ""
        free = x + 22 if label else free
        yield group(told, dot(x, y, 3.2, filled=not dashes), label)


def redline(asof: "AsOf", view: Drafts) -> tuple[Section, ...]:
    """Return the last version against the first one, word by word; nothing of a text with one version."""
    if len(view.drafts) < 2:
        return ()
    found = asof.text(f"proposal:{view.proposal}", first=str(view.drafts[0].made.version))
    _, *others = asof.document("text", found).sections
    heading = f"Version {view.drafts[0].made.version} to {view.drafts[-1].made.version}, word by word"
    return tuple(replace(section, heading=None if place else heading) for place, section in enumerate(others))


PICTURE = Picture("drafts", name_of, says, draw, redline, about="proposal")
"""How a text grew."""
