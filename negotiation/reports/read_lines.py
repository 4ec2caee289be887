"""What a reader reads of a written report, line by line, and where two such texts differ."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import NamedTuple

_MOST = 2_000
"""How many lines are compared with how many, beyond those that both begin and end with."""
_AROUND, _LONGEST = 24, 96
"""How many characters of a line are shown before what differs, and of all of it."""
_INLINE = frozenset({"a", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "q", "span", "strong", "sup", "tspan"})
_UNREAD = frozenset({"style", "script"})
_HEADINGS = ("h1", "h2", "h3", "h4")


class Line(NamedTuple):
    """A line of a text as it is read."""

    number: int
    """The line of the file on which it begins."""
    part: str
    """The heading above it."""
    text: str


class Differing(NamedTuple):
    """What differs in one place."""

    number: int
    """The line of the file where it is, or would be."""
    part: str
    expected: str
    """What should stand there; nothing where there is too much."""
    found: str


def read_lines(text: str, form: str) -> list[Line]:
    """Return what is read of a report in one of the formats that are text."""
    return list(_of_page(text)) if form == "html" else list(_of_text(text))


def differing(expected: Sequence[Line], found: Sequence[Line]) -> Iterator[Differing]:
    """Yield the places where what was found is not what was expected, in their order."""
    ours, theirs = [one.text for one in expected], [one.text for one in found]
    same = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    tail = 0
    while tail < min(len(ours), len(theirs)) - same and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    ends = len(ours) - tail, len(theirs) - tail
    if max(ends[0] - same, ends[1] - same) > _MOST:
        yield from _places(expected, found, (same, ends[0]), (same, ends[1]))
        return
    matcher = SequenceMatcher(None, ours[same : ends[0]], theirs[same : ends[1]], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            yield from _places(expected, found, (same + a, same + b), (same + c, same + d))


def _places(
    expected: Sequence[Line], found: Sequence[Line], ours: tuple[int, int], theirs: tuple[int, int]
) -> Iterator[Differing]:
    """Yield what differs between two stretches, line beside line as far as both go."""
    for step in range(max(ours[1] - ours[0], theirs[1] - theirs[0])):
        mine = expected[ours[0] + step] if ours[0] + step < ours[1] else None
        other = found[theirs[0] + step] if theirs[0] + step < theirs[1] else None
        if mine and other and mine.text == other.text:
            continue
        place = other or (found[min(theirs[1], len(found) - 1)] if found else Line(1, "", ""))
        yield Differing(place.number, place.part, *cut(mine.text if mine else "", other.text if other else ""))


def cut(expected: str, found: str) -> tuple[str, str]:
    """Return two texts cut to where they begin to differ, with what nobody sees written out."""
    pairs = enumerate(zip(expected, found, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(expected), len(found)))
    start = max(0, at - _AROUND)
    return _shown(expected, start), _shown(found, start)


def _shown(text: str, start: int) -> str:
    end = start + _LONGEST
    before, behind = "…" if start and text else "", "…" if len(text) > end else ""
    return f"{before}{''.join(map(_visible, text[start:end]))}{behind}"


def _visible(character: str) -> str:
    return character if character.isprintable() else f"\\u{ord(character):04x}"


def _of_text(text: str) -> Iterator[Line]:
    part = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("#"):
            part = line.lstrip("# ")
        if line.strip():
            yield Line(number, part, line)


class _Page(HTMLParser):
    """Collects the words of a page by the blocks in which they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._part, self._words, self._begun = "", list[str](), 1
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a block, unless the element is one within."""
        if tag not in _INLINE:
            self.end()
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag: str) -> None:
        """End a block, unless the element is one within."""
        if tag not in _INLINE:
            self.end(heading=tag in _HEADINGS)
        self._unread -= tag in _UNREAD and self._unread > 0

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if self._unread:
            return
        if data.strip() and not "".join(self._words).strip():
            self._begun = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self._words.append(data)

    def end(self, *, heading: bool = False) -> None:
        """End the block that was read."""
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self._part = text if heading else self._part
            self.lines.append(Line(self._begun, self._part, text))


def _of_page(text: str) -> Iterable[Line]:
    page = _Page()
    page.feed(text)
    page.close()
    page.end()
    return page.lines
