"""What stands in square brackets in a text: what is not agreed there, bracket within bracket."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct


class Bracketed(Struct, frozen=True):
    """A passage in square brackets, without them."""

    provision: str
    """The provision in which the bracket opens; where it does not open, that in which it closes."""
    number: str
    """Its number among those of the provision: ``2``; within another one ``2.1``."""
    depth: int
    """How many brackets it stands in, its own included."""
    text: str
    until: str | None = None
    """The provision in which it closes, if that is another one."""
    opened: bool = True
    closed: bool = True


class _Mark(Struct, frozen=True):
    """A bracket, where it stands: at which place of which provision."""

    piece: int
    place: int


def brackets(pieces: Mapping[str, str]) -> tuple[Bracketed, ...]:
    """Return what stands in brackets in a text, in the order in which the brackets open.

    Brackets are matched within each provision first, so that one that is missing in a provision does not upset those
    of the others; what is left is matched across provisions. What still is left is returned as not closed, or as not
    opened.

    Args:
        pieces: the words of each provision, by its number.
    """
    names, texts = list(pieces), list(pieces.values())
    pairs: list[tuple[_Mark, _Mark]] = []
    loose: list[_Mark] = []
    for index, text in enumerate(texts):
        pairs += _matched([_Mark(index, place) for place, c in enumerate(text) if c in "[]"], texts, loose)
    left: list[_Mark] = []
    pairs += _matched(loose, texts, left)
    spans: list[tuple[_Mark, _Mark | None, bool]] = [(start, end, True) for start, end in pairs]
    spans += [(mark, None, texts[mark.piece][mark.place] == "[") for mark in left]
    spans.sort(key=lambda span: (span[0].piece, span[0].place))
    return tuple(_numbered(spans, names, texts))


def _matched(marks: Sequence[_Mark], texts: Sequence[str], left: list[_Mark]) -> list[tuple[_Mark, _Mark]]:
    """Return the brackets that open and close each other, and add the others to what is left, in their order."""
    open_: list[_Mark] = []
    pairs, alone = [], []
    for mark in marks:
        if texts[mark.piece][mark.place] == "[":
            open_.append(mark)
        elif open_:
            pairs.append((open_.pop(), mark))
        else:
            alone.append(mark)
    left += sorted((*alone, *open_), key=_at)
    return pairs


def _at(mark: _Mark) -> tuple[int, int]:
    return mark.piece, mark.place


def _numbered(
    spans: Sequence[tuple[_Mark, _Mark | None, bool]], names: Sequence[str], texts: Sequence[str]
) -> Iterator[Bracketed]:
    within: list[tuple[tuple[int, int], int, str]] = []
    counts: dict[tuple[int, str], int] = {}
    for start, end, opened in spans:
        while within and within[-1][0] < _at(start):
            within.pop()
        piece = start.piece
        outer = within[-1][2] if within and within[-1][1] == piece else ""
        counts[piece, outer] = counts.get((piece, outer), 0) + 1
        number = f"{outer}.{counts[piece, outer]}" if outer else f"{counts[piece, outer]}"
        yield Bracketed(
            provision=names[piece],
            number=number,
            depth=len(within) + (1 if opened else 0),
            text=_between(start, end, texts, opened=opened),
            until=names[end.piece] if end and end.piece != piece else None,
            opened=opened,
            closed=end is not None or not opened,
        )
        if end is not None:
            within.append((_at(end), piece, number))


def _between(start: _Mark, end: _Mark | None, texts: Sequence[str], *, opened: bool) -> str:
    """Return the words between two brackets; without the one, those up to the end of its provision, or from there."""
    if not opened:
        return texts[start.piece][: start.place]
    if end is None:
        return texts[start.piece][start.place + 1 :]
    if end.piece == start.piece:
        return texts[start.piece][start.place + 1 : end.place]
    between = texts[start.piece + 1 : end.piece]
    return "\n".join((texts[start.piece][start.place + 1 :], *between, texts[end.piece][: end.place]))
