"""Near misses: what somebody may have meant who wrote a name that is none."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from .states import codes_of, states


def near(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the names that a word may be a slip of, the nearest first: in other letters, as a state, or alike."""
    names = [name for name in known if name != word]
    folded = word.casefold()
    in_other_letters = [name for name in names if name.casefold() == folded]
    if in_other_letters:
        return in_other_letters[:most]
    meant = [code for code in codes_of(word) if code in names]
    if meant:
        return meant[:most]
    least = 0.65  # one letter of three
    matcher = SequenceMatcher(b=folded)
    found = []
    for name in names:
        matcher.set_seq1(name.casefold())
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least:
            found.append((-matcher.ratio(), name))
    return [name for _, name in sorted(found)[:most]]


def near_party(code: str, known: Iterable[str]) -> list[str]:
    """Return the parties that a code which none of them has may be a slip of: one of those known, else a state.

    The code of a state is no slip, whoever is at the talks, and neither is a code that is known.
    """
    known = [*known]
    if code in states() or code in known:
        return []
    return near(code, known) or [state for state in codes_of(code) if state != code] or mistyped(code)


def mistyped(code: str) -> list[str]:
    """Return the states whose codes a finger makes that one of three capitals: two changed over, or a key beside.

    Nothing else that is alike counts: every second word of three letters is like the code of some state.
    """
    if len(code) != 3 or not code.isascii() or not code.isupper():
        return []
    over = {code[1] + code[0] + code[2], code[0] + code[2] + code[1]}
    beside = {code[:at] + key + code[at + 1 :] for at in range(3) for key in _BESIDE[code[at]]}
    return sorted((over | beside) & states().keys())[:3]


def near_value(word: str, choices: Iterable[str]) -> list[str]:
    """Return which of some fixed words another one may mean: by its beginning, by what it means, or by its letters."""
    folded, words = word.casefold().replace("_", "-").replace(" ", "-"), list(choices)
    if len(folded) > 2:
        begun = [choice for choice in words if choice.startswith(folded) or folded.startswith(f"{choice}-")]
        if begun:
            return begun
    said = [choice for choice in _OTHERWISE.get(folded, ()) if choice in words]
    return said or near(folded, words)


_ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
"""The letters as they lie on most keyboards of the Latin script."""
_BESIDE = {
    key: {row[other] for other in (at - 1, at + 1) if 0 <= other < len(row)}
    for row in _ROWS
    for at, key in enumerate(row)
}
"""The keys to the left and the right of each, by which a finger slips."""

_OTHERWISE: dict[str, tuple[str, ...]] = {
    "accept": ("accepted", "supports"),
    "accepts": ("supports", "can-live-with"),
    "against": ("opposes",),
    "agree": ("agreed-in-principle", "agreed-ad-referendum", "supports"),
    "agrees": ("supports",),
    "approve": ("approved", "supports"),
    "broken": ("breached",),
    "broken-off": ("collapsed",),
    "conditional": ("supports-if",),
    "done": ("fulfilled",),
    "end": ("closed",),
    "ended": ("closed",),
    "excel": ("xlsx",),
    "failed": ("collapsed",),
    "for": ("supports",),
    "honored": ("honoured",),
    "in-favour": ("supports",),
    "kept": ("fulfilled",),
    "markdown": ("md",),
    "met": ("fulfilled",),
    "negotiator": ("negotiating",),
    "no": ("opposes",),
    "not-fulfilled": ("breached", "contradicted"),
    "not-kept": ("breached",),
    "open": ("opened",),
    "partially": ("partial",),
    "partially-fulfilled": ("partial",),
    "partly": ("partial",),
    "partly-fulfilled": ("partial",),
    "party": ("negotiating",),
    "reject": ("opposes",),
    "rejects": ("opposes",),
    "start": ("opened",),
    "started": ("opened",),
    "unclear": ("no-evidence", "unverifiable"),
    "violated": ("breached",),
    "word": ("docx",),
    "yes": ("supports",),
}
"""Words that people write for one of those that there are."""
