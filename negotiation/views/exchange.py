"""What pledges are given for and hang on: both sides of an exchange, and the packages that hold them together."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..domain.package.waiting import packages_of, pledges_out, still_out
from ..domain.pledge.events import Verdict
from ..domain.pledge.state import Pledge
from ..domain.proposal.events import LinkKind
from ..domain.proposal.stage import agreed, formal
from ..domain.state import State
from .phrases import LINK_WORDS, parties_words

CONTESTED = ", contested"
"""How a label ends that somebody contests; what the verdicts come to may say so, too."""


class Side(Struct, frozen=True):
    """A pledge or a proposal that stands on one side of an exchange."""

    sort: str
    name: str
    by: tuple[str, ...]
    text: str | None
    """Of a pledge its words, of a proposal its title."""
    state: str
    """How it stands: of a pledge with what the verdicts come to, of a proposal the furthest act done."""
    come_about: bool | None
    """Whether a proposal is agreed, and whether all who gave a verdict on a pledge found it kept; None if they differ.
    """


class Counterpart(Struct, frozen=True):
    """How a pledge is tied to something else, and how that stands."""

    how: str
    """In exchange for, or conditional on."""
    side: Side
    entry: int
    """The entry that says so."""


class PackagePart(Struct, frozen=True):
    """A package that a pledge is in."""

    package: str
    beside: tuple[str, ...]
    """The proposals and the other pledges in it."""
    waits_for: tuple[str, ...]
    """Those of all that are not agreed, or do not stand."""
    entries: tuple[int, ...]


class Exchange(Struct, frozen=True):
    """What a pledge is given for and hangs on, what is given for it, and the packages that it is in."""

    stands_for: tuple[Counterpart, ...] = ()
    given_for_it: tuple[Counterpart, ...] = ()
    """The pledges that are in exchange for it, or conditional on it."""
    packages: tuple[PackagePart, ...] = ()


def kept_side(pledge: Pledge, by: tuple[str, ...], label: str, kept: str) -> Side:
    """Return a pledge as a side of an exchange.

    Args:
        pledge: the pledge.
        by: whom it binds.
        label: how it stands.
        kept: what the verdicts come to.
    """
    found = {one.verdict for one in pledge.verdicts()}
    differ = len(found) > 1 and Verdict.FULFILLED in found
    all_fulfilled = found == {Verdict.FULFILLED}
    come_about = False if pledge.ending else None if differ else all_fulfilled
    text = pledge.words.text if pledge.words else None
    state = f"{label.removesuffix(CONTESTED)}, {kept}" if kept.startswith("contested") else f"{label}; {kept}"
    return Side("pledge", pledge.id, by, text, state, come_about)


def exchanges(now: State, sides: Mapping[str, Side]) -> dict[str, Exchange]:
    """Return what each pledge is tied to.

    Args:
        now: where everything stands.
        sides: the pledges that were made, by name.
    """
    given: dict[tuple[str, str], list[Counterpart]] = {}
    for name, side in sides.items():
        for tie in now.pledges[name].ties:
            given.setdefault((tie.sort, tie.name), []).append(Counterpart(LINK_WORDS[tie.kind], side, tie.entry))
    within = _packages(now)
    return {
        name: Exchange(
            stands_for=tuple(
                Counterpart(LINK_WORDS[tie.kind], _side(now, sides, tie.sort, tie.name), tie.entry)
                for tie in now.pledges[name].ties
            ),
            given_for_it=tuple(_others(now.pledges[name], given.get(("pledge", name), ()))),
            packages=tuple(within.get(name, ())),
        )
        for name in sides
    }


def _others(pledge: Pledge, given: Iterable[Counterpart]) -> Iterator[Counterpart]:
    """Yield what is given for a pledge, without what the pledge itself is said to be given for."""
    said = {tie.name for tie in pledge.ties if (tie.kind, tie.sort) == (LinkKind.IN_EXCHANGE_FOR, "pledge")}
    for one in given:
        if one.how != LINK_WORDS[LinkKind.IN_EXCHANGE_FOR] or one.side.name not in said:
            yield one


def given_for(proposal: str, sides: Mapping[str, Side], now: State) -> tuple[Counterpart, ...]:
    """Return the pledges that are in exchange for a proposal, or conditional on it."""
    return tuple(
        Counterpart(LINK_WORDS[tie.kind], side, tie.entry)
        for name, side in sides.items()
        for tie in now.pledges[name].ties
        if (tie.sort, tie.name) == ("proposal", proposal)
    )


def _side(now: State, sides: Mapping[str, Side], sort: str, name: str) -> Side:
    if sort == "pledge":
        return sides.get(name) or Side(sort, name, (), None, "not pledged at this point of view", come_about=False)
    proposal = now.proposals.get(name)
    if proposal is None or not proposal.on_the_table:
        return Side(sort, name, (), None, "not on the table at this point of view", come_about=False)
    return Side(sort, name, proposal.sponsors, proposal.title, formal(proposal), agreed(proposal))


def _packages(now: State) -> dict[str, list[PackagePart]]:
    """Return the packages that are open, by the pledges in them."""
    found: dict[str, list[PackagePart]] = {}
    tied = packages_of(now.talks, now.proposals, now.packages)
    for package in now.packages.values():
        if package.open and package.pledges:
            proposals = tied[package.id]
            out = (*still_out(now.proposals, proposals), *pledges_out(now.pledges, package))
            for name in package.pledges:
                others = tuple(other for other in package.pledges if other != name)
                part = PackagePart(package.id, (*proposals, *others), out, package.entries)
                found.setdefault(name, []).append(part)
    return found


def counterpart_words(found: Counterpart) -> str:
    """Say what a pledge stands for: ``in exchange for pledge lift-sanctions of USA (made; not assessed)``."""
    return f"{found.how} {side_words(found.side)}{_come_about(found)}"


def given_words(found: Counterpart) -> str:
    """Say what is given for something: ``pledge limit-stock of IRN stands in exchange for it (made; not assessed)``."""
    return side_words(found.side, f" stands {found.how} it")


def side_words(side: Side, more: str = "") -> str:
    """Name a side of an exchange, and say how it stands."""
    by = f" of {parties_words(side.by)}" if side.by else ""
    return f"{side.sort} {side.name}{by}{more} ({side.state})"


def package_words(part: PackagePart) -> str:
    """Say in which package a pledge is, with what, and what that waits for."""
    waits = f", which waits for {', '.join(part.waits_for)}" if part.waits_for else ", which is complete"
    return f"{part.package}, with {', '.join(part.beside)}{waits}"


def _come_about(found: Counterpart) -> str:
    """Say whether what a pledge hangs on has come about."""
    if found.how != LINK_WORDS[LinkKind.CONDITIONAL_ON]:
        return ""
    words = {True: "come about", False: "not come about", None: "contested whether that has come about"}
    return f": {words[found.side.come_about]}"


def exchange_lines(exchange: Exchange) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what a pledge is tied to as lines for people, each with the entries that say so."""
    for found in exchange.stands_for:
        yield counterpart_words(found), (found.entry,)
    for found in exchange.given_for_it:
        yield given_words(found), (found.entry,)
    for part in exchange.packages:
        yield f"in the package {package_words(part)}", part.entries
