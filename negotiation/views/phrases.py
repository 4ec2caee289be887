"""The words of the field: how links, rules, terms, conditions and durations are put for people."""

import re
from collections.abc import Collection, Iterator

from ..domain.listing import listed as listed  # noqa: PLC0414  # layouts take it from here
from ..domain.proposal.conditions import awaited
from ..domain.proposal.events import LinkKind
from ..domain.record.envelope import Override
from ..domain.shares import MANY, Share, percent_words
from ..domain.talks.events import DecisionRule
from ..domain.talks.state import Talks
from ..domain.terms import FreeText, Term, fields_of_term

LINK_WORDS = {
    LinkKind.IN_EXCHANGE_FOR: "in exchange for",
    LinkKind.CONDITIONAL_ON: "conditional on",
    LinkKind.RESPONDS_TO: "in response to",
    LinkKind.SUPERSEDES: "superseding",
    LinkKind.RESTATES: "restating",
    LinkKind.SPLITS: "split from",
    LinkKind.MERGES: "merging",
}
"""Each kind of link as the words between the two proposals."""

GUARANTOR_VERBS = {
    "approached": "received an approach to serve",
    "in-principle": "agreed in principle to serve",
    "conditional": "would serve",
    "declined": "declined to serve",
    "committed": "gave a commitment to serve",
    "signed": "signed",
    "ratified": "ratified",
    "active": "became active",
    "invoked": "received the call to act",
    "honoured": "honoured the commitment",
    "defaulted": "defaulted",
}
"""Each state of a guarantor as a verb that fits one and many: ``some countries declined to serve as guarantor``."""


SOME = "some"
"""What stands for the parties in a label that names none."""


_IF = re.compile(r"^\s*if\s+(?=\S)", re.IGNORECASE)
"""What a condition needs not begin with, since it is said of it."""


def parties_words(parties: Collection[str]) -> str:
    """Name parties as people do; of many, say how many they are."""
    return listed(tuple(parties)) if len(parties) <= MANY else f"{len(parties)} parties"


def override_words(override: Override) -> str:
    """Say over which rules an entry was recorded, as far as that was noted, and why."""
    if not override.needed:
        return f"no rule stood against it: the override was not needed ({override.reason})"
    if not override.rules:
        return f"recorded over a rule: {override.reason}"
    return f"recorded over the rule{'s' * (len(override.rules) > 1)} {listed(override.rules)}: {override.reason}"


def author_words(sponsors: tuple[str, ...], author: str | None) -> str:
    """Name who put words forward; where nobody is named, say whether they are the room's, or nobody knows whose."""
    return parties_words(sponsors) or {"room": "the room", "unknown": "author unknown"}.get(author or "", "unnamed")


def made_words(by: tuple[str, ...], author: str | None, amendments: Collection[str] = ()) -> str:
    """Say by whom, or with what, a version was made: ``by UKR``, ``by the room``, ``amended with slower-trade``."""
    if amendments and not by:
        return f"amended with {listed(tuple(amendments))}"
    if by or author == "room":
        return f"by {author_words(by, author)}"
    return "by somebody unknown" if author == "unknown" else "by somebody unnamed"


def from_words(sponsors: tuple[str, ...], author: str | None) -> str:
    """Say from whom a proposal is: ``from UKR``, ``from the room``."""
    return f"from{made_words(sponsors, author).removeprefix('by')}"


def maker_words(by: tuple[str, ...], author: str | None, amendments: Collection[str], version: int) -> str:
    """Name who, or what, made a version, as the author of its changes: ``UKR (version 2)``."""
    made = made_words(by, author, amendments)
    return f"{made.removeprefix('by ')} (version {version})"


def because(reason: str | None) -> str:
    """Add a reason to a sentence, if there is one."""
    return f": {reason}" if reason else ""


def by_parties(parties: tuple[str, ...]) -> str:
    """Say by whom something was done, if that is known."""
    return f" by {parties_words(parties)}" if parties else ""


def condition_words(condition: str, met: int = 0) -> str:
    """Write a condition as it stands behind an if; one that names a proposal is its agreement, by the entry given."""
    name = awaited(condition)
    words = f"{name} is agreed" if name else _IF.sub("", condition)
    return f"{words} (met by #{met})" if met else words


def decision_words(talks: Talks) -> str:
    """Say how talks decide, and by which other rules on questions of some kinds."""
    own = (f"on {question}: {rule_words(found.rule)}" for question, found in talks.rules.items())
    return "; ".join((rule_words(talks.rule), *own))


def rule_words(rule: DecisionRule) -> str:
    """Say whose agreement a decision rule asks for."""
    together = "; nothing is agreed until everything is agreed" if rule.single_undertaking else ""
    if rule.kind == "named-set":
        return f"the agreement of {parties_words(rule.parties)}{together}"
    if rule.kind == "threshold":
        return f"{listed(tuple(_measures(rule)))}{_including(rule)}{together}"
    return f"consensus of the negotiating parties{together}"


def _measures(rule: DecisionRule) -> Iterator[str]:
    """Say how many of the negotiating parties a threshold asks for."""
    heads = [f"{rule.count}"] if rule.count is not None else []
    heads += [percent_words(rule.percent)] if rule.percent is not None else []
    if heads:
        yield f"{listed(heads)} of the negotiating parties"
    for share in rule.shares or ():
        yield f"{percent_words(share.percent)} of their {share.name}"


def _including(rule: DecisionRule) -> str:
    return f", {parties_words(rule.including)} among them" if rule.including else ""


def term_words(term: Term) -> str:
    """Say what a typed term holds: ``neutral status: permanent; non-aligned``."""
    parts = [_field_words(name, value) for name, value in fields_of_term(term).items() if value not in (None, ())]
    if isinstance(term, FreeText):
        return "; ".join(parts)
    kind = _spoken(term.kind.replace("-", "_"))
    return f"{kind}: {'; '.join(parts)}" if parts else kind


def _field_words(name: str, value: object) -> str:
    """Say what one field of a term holds."""
    label = _spoken(name)
    match value:
        case True:
            return label
        case False:
            return f"not {label}"
        case tuple():
            return f"{label} {', '.join(map(_item_words, value))}"
        case str() if name in ("text", "detail"):
            return value
        case str() if name in ("consultation", "period", "after"):
            return f"{label} {duration_words(value)}"
        case _:
            return f"{label} {value}".replace("-", " ") if name == "exercises" else f"{label} {value}"


def _item_words(item: object) -> str:
    return f"{percent_words(item.percent)} of {item.name}" if isinstance(item, Share) else str(item)


def _spoken(name: str) -> str:
    """Write a field's name as words: ``non_aligned`` as ``non-aligned``."""
    return name.replace("non_", "non-").replace("_", " ")


_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "m": "minute", "S": "second"}


def duration_words(duration: str) -> str:
    """Write an ISO 8601 duration for people: ``3 days``, ``1 year 6 months``."""
    date, _, time = duration.removeprefix("P").partition("T")
    figures = re.findall(r"(\d+)([YMWDHmS])", date + time.replace("M", "m"))
    return " ".join(f"{figure} {_UNITS[unit]}{'' if figure == '1' else 's'}" for figure, unit in figures)
