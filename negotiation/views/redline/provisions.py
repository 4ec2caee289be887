"""Two versions of a text compared provision by provision: what came, went, moved, got another number or other words."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ...domain.proposal.state import Version
from ..phrases import term_words
from .runs import How, WordRun, changed
from .words import compared, tokens

_ALIKE = 0.6
"""How alike the words of two provisions are, of 1, that are one."""
_KEPT_NUMBER = 0.15
"""How much it counts for that to have the same number."""
_FEW = 12
"""A word that more provisions have than so many, or a tenth of them, tells none from another."""
_CANDIDATES = 4


class ComparedProvision(Struct, frozen=True):
    """One provision or term of a text, and what became of it."""

    provision: str | None
    """Its number in the second text; of a term, its kind: ``term neutral-status``. None if it was dropped."""
    before: str | None
    """Its number in the first text; None if it was added."""
    changes: tuple[str, ...]
    """What became of it: added, dropped, reworded, renumbered, moved; nothing if it is as it was."""
    runs: tuple[WordRun, ...]

    @property
    def name(self) -> str:
        """Its number, in the second text if it is there."""
        return self.provision or self.before or ""

    @property
    def old(self) -> str:
        """Its words in the first text."""
        return "".join(run.text for run in self.runs if run.how is not How.INSERTED)

    @property
    def new(self) -> str:
        """Its words in the second text."""
        return "".join(run.text for run in self.runs if run.how is not How.DELETED)


def pieces(version: Version | None) -> dict[str, str]:
    """Return the words of each term and each provision of a version, by its kind or its number, in their order."""
    found: dict[str, str] = {}
    if version is None:
        return found
    for term in version.terms:
        found[_free(f"term {term.kind}", found)] = term_words(term)
    for provision in version.provisions:
        found[_free(provision.number, found)] = provision.text
    return found


def changed_in(before: Version, after: Version) -> tuple[ComparedProvision, ...]:
    """Return what became of the terms and provisions of one version in another, as far as anything did."""
    return tuple(found for found in compare(pieces(before), pieces(after)) if found.changes)


def _free(name: str, taken: Mapping[str, str]) -> str:
    """Return a name, with a count where there is one of it already."""
    if name not in taken:
        return name
    return next(other for count in range(2, len(taken) + 3) if (other := f"{name} ({count})") not in taken)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[ComparedProvision, ...]:
    """Return what became of the provisions of one text in another, in the order of the second.

    Each is paired with the one that it was: of the same words; else of nearly the same words, for which the same
    number counts; else of the same number. What was dropped stands behind what it stood
    behind.

    Args:
        before: the words of each provision of the first text, by its number.
        after: those of the second.
    """
    was = _paired(before, after)
    moved = _moved([(name, was[name]) for name in after if name in was], before)
    rows: dict[str, ComparedProvision] = {}
    for name, text in after.items():
        old = was.get(name)
        runs = compared(before[old] if old is not None else "", text)
        rows[name] = ComparedProvision(name, old, tuple(_became(name, old, runs, moved)), runs)
    return tuple(_with_dropped(rows, before, {old: name for name, old in was.items()}))


def _became(name: str, old: str | None, runs: Sequence[WordRun], moved: Collection[str]) -> Iterator[str]:
    if old is None:
        yield "added"
        return
    if changed(runs):
        yield "reworded"
    if old != name:
        yield f"renumbered from {old}"
    if name in moved:
        yield "moved"


def _with_dropped(
    rows: Mapping[str, ComparedProvision], before: Mapping[str, str], became: Mapping[str, str]
) -> Iterator[ComparedProvision]:
    behind: dict[str | None, list[ComparedProvision]] = defaultdict(list)
    last: str | None = None
    for name, text in before.items():
        if name in became:
            last = became[name]
        else:
            behind[last].append(ComparedProvision(None, name, ("dropped",), compared(text, "")))
    yield from behind[None]
    for name, row in rows.items():
        yield row
        yield from behind[name]


def _paired(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return which provision of the first text each of the second was."""
    was: dict[str, str] = {}
    pairing = _Pairing(before, after, was)
    pairing.pair((name, name) for name, text in after.items() if before.get(name) == text)
    by_words: dict[str, list[str]] = defaultdict(list)
    for name, text in before.items():
        by_words[text].append(name)
    pairing.pair((name, old) for name, text in after.items() for old in by_words.get(text, ()))
    if all(name in was for name in after) or len(was) == len(before):
        return was
    alike = _likeness(before, after)
    ranked = []
    for name, old in dict.fromkeys((*((n, n) for n in after if n in before), *_candidates(pairing))):
        if pairing.free(name, old):
            likeness = alike(name, old) + (_KEPT_NUMBER if name == old else 0)
            ranked += [(-likeness, name, old)] if likeness >= _ALIKE else []
    pairing.pair((name, old) for _, name, old in sorted(ranked))
    pairing.pair((name, name) for name in after if name in before)
    return was


class _Pairing:
    """Which provisions of two texts are paired so far: each with one, and terms with terms."""

    def __init__(self, before: Mapping[str, str], after: Mapping[str, str], was: dict[str, str]) -> None:
        self.before, self.after, self._was = before, after, was
        self._gone: set[str] = set()

    def pair(self, found: Iterable[tuple[str, str]]) -> None:
        """Pair what is found to be one, as far as neither is paired already."""
        for name, old in found:
            if self.free(name, old):
                self._was[name] = old
                self._gone.add(old)

    def free(self, name: str, old: str) -> bool:
        """Say whether neither is paired, and both are terms, or neither is."""
        return name not in self._was and old not in self._gone and _is_term(name) == _is_term(old)

    def left(self) -> tuple[list[str], list[str]]:
        """Return what is not paired yet, of the first text and of the second."""
        return [n for n in self.before if n not in self._gone], [n for n in self.after if n not in self._was]


def _is_term(name: str) -> bool:
    return name.startswith("term ")


def _words(text: str) -> Counter[str]:
    return Counter(token.word.casefold() for token in tokens(text) if token.word)


def _likeness(before: Mapping[str, str], after: Mapping[str, str]) -> Callable[[str, str], float]:
    """Return what says how alike two provisions are, of 1: what share of the words of both the other one has too."""
    known: dict[str, Counter[str]] = {}

    def words(text: str) -> Counter[str]:
        if text not in known:
            known[text] = _words(text)
        return known[text]

    def alike(name: str, old: str) -> float:
        one, other = words(before[old]), words(after[name])
        total = one.total() + other.total()
        return 2 * (one & other).total() / total if total else 1.0

    return alike


def _candidates(pairing: _Pairing) -> Iterator[tuple[str, str]]:
    """Yield for each provision that is not paired yet those of the first text with most of its rarer words."""
    old, new = pairing.left()
    having: dict[str, list[str]] = defaultdict(list)
    for name in old:
        for word in _words(pairing.before[name]):
            having[word].append(name)
    most = max(_FEW, len(old) // 10)
    for name in new:
        shared: Counter[str] = Counter()
        for word in _words(pairing.after[name]):
            if len(having[word]) <= most:
                shared.update(having[word])
        yield from ((name, found) for found, _ in shared.most_common(_CANDIDATES) if pairing.free(name, found))


def _moved(pairs: Sequence[tuple[str, str]], before: Mapping[str, str]) -> set[str]:
    """Return which provisions stand at another place: those outside the longest sequence that kept its order."""
    places = {name: place for place, name in enumerate(before)}
    ends: list[int] = []
    last: list[int] = []
    came: list[int | None] = []
    order = [places[old] for _, old in pairs]
    for index, place in enumerate(order):
        at = bisect_left(ends, place)
        came.append(last[at - 1] if at else None)
        ends[at : at + 1], last[at : at + 1] = [place], [index]
    kept: set[int] = set()
    step = last[-1] if last else None
    while step is not None:
        kept.add(step)
        step = came[step]
    return {name for index, (name, _) in enumerate(pairs) if index not in kept}
