"""Packages: proposals that are agreed only together, what each package waits for, and who holds it up."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..domain.fold import fold
from ..domain.package.state import Package
from ..domain.package.waiting import WHOLE, Wait, deadlocks, packages_of, pledges_out, still_out, unfinished, waits
from ..domain.proposal.stage import agreed, outstanding
from ..domain.proposal.state import Proposal
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from ..domain.state import State
from .disputes import Dispute, disputes_of
from .label import label, rests_on
from .phrases import listed
from .pledges import pledge_label
from .registry import Needs, View
from .stances import Told, broke_silence, stance_words, stands, with_met

AGREED, WAITING, DISSOLVED = "agreed", "waiting", "dissolved"


class Member(Struct, frozen=True):
    """One proposal of a package."""

    proposal: str
    label: str
    agreed: bool


class PledgeMember(Struct, frozen=True):
    """One pledge of a package."""

    pledge: str
    label: str
    stands: bool
    """Whether it was made, and not withdrawn or superseded."""


class Holder(Struct, frozen=True):
    """A party whose agreement to a member of a package is still out."""

    party: str
    proposal: str
    stance: str
    """Its last word, that it broke the silence, or ``not heard``."""
    entry: int | None


class PackageStatus(Struct, frozen=True):
    """One package, as far as it has come."""

    package: str
    title: str | None
    state: str
    """Agreed, waiting or dissolved."""
    by: tuple[str, ...]
    members: tuple[Member, ...]
    pledges: tuple[PledgeMember, ...]
    """The pledges that hold only together with them."""
    waits_for: tuple[str, ...]
    """The members that are not agreed."""
    held_up_by: tuple[Holder, ...]
    entry: int | None
    """The entry that formed or last changed it; None for the package of everything."""
    on: str | None
    reason: str | None
    contested: tuple[Dispute, ...]
    overridden: tuple[int, ...]
    unsettled: tuple[int, ...]


class Packages(Struct, frozen=True):
    """Every package of the talks, and everything that waits for something."""

    talks: str
    packages: tuple[PackageStatus, ...]
    waits: tuple[Wait, ...]
    deadlocks: tuple[tuple[Wait, ...], ...]
    """The circles of waiting: A waits for B waits for A."""


def packages(history: History) -> Packages:
    """Return every package formed by the moment of the view, and what waits for what."""
    now = fold(history)
    found = tuple(waits(now.talks, now.proposals))
    return Packages(history.talks, packages_status(now, history), found, deadlocks(found))


def packages_status(now: State, history: History) -> tuple[PackageStatus, ...]:
    """Return the packages of a situation already folded."""
    tied = packages_of(now.talks, now.proposals, now.packages)
    if not tied and not now.packages:
        return ()
    entries = history.by_number
    waiting: dict[str, list[str]] = {}
    for name, held_back in unfinished(now.talks, now.proposals, now.packages, now.pledges).items():
        for member in held_back:
            waiting.setdefault(member, []).append(name)
    found = []
    for package in [*now.packages.values(), *([Package(WHOLE)] if WHOLE in tied else [])]:
        if not package.formed and package.id not in tied:
            continue  # only changed or dissolved over a rule: it never was
        members = tied.get(package.id, package.proposals)
        entry = entries.get(package.entry)
        own = [entries[number] for number in package.entries if number in entries]
        out = still_out(now.proposals, members) if package.id in tied else ()
        lost = pledges_out(now.pledges, package) if package.id in tied else ()
        found.append(
            PackageStatus(
                package=package.id,
                title=package.title or ("nothing is agreed until everything is agreed" if not package.formed else None),
                state=DISSOLVED if package.id not in tied else WAITING if out or lost else AGREED,
                by=package.by,
                members=tuple(_member(now, name, entries, waiting.get(name, ())) for name in members),
                pledges=tuple(_pledge(now, name, stands=name not in lost) for name in package.pledges),
                waits_for=out,
                held_up_by=tuple(holder for name in out for holder in _holders(now, name, entries)),
                entry=package.entry or None,
                on=entry.envelope.occurred if entry else None,
                reason=package.reason,
                contested=disputes_of(own),
                overridden=tuple(one.number for one in own if one.override),
                unsettled=tuple(one.number for one in own if one.unfinished),
            )
        )
    return tuple(found)


def _member(now: State, name: str, entries: Mapping[int, EffectiveEntry], waiting: Sequence[str]) -> Member:
    """Return a member of a package with the label that its status has: provisional, contested, or both."""
    proposal = now.proposals.get(name) or Proposal(name)
    done = agreed(proposal)
    behind = {*rests_on(proposal), *(linked.entry for linked in proposal.links)}
    behind |= {number for package in waiting if package in now.packages for number in now.packages[package].entries}
    contested = bool(disputes_of(entries[number] for number in sorted(behind) if number in entries))
    return Member(name, label(now.talks, proposal, contested=contested, provisional=bool(waiting) and done), done)


def _pledge(now: State, name: str, *, stands: bool) -> PledgeMember:
    pledge = now.pledges.get(name)
    return PledgeMember(name, pledge_label(pledge) if pledge and pledge.made else "not made", stands)


def _holders(now: State, name: str, entries: Mapping[int, EffectiveEntry]) -> Iterator[Holder]:
    """Yield the parties whose agreement to a proposal is asked for and still out."""
    proposal = now.proposals.get(name) or Proposal(name)
    if proposal.ending:
        return  # nobody can agree to what is off the table
    told = Told(proposal)
    for party in outstanding(now.talks, proposal):
        said = stands(told, party, entries)
        if said:
            last = with_met(replace(said[-1], inconsistent=False), now.proposals)
            yield Holder(party, name, stance_words(last), last.entry)
        elif party in proposal.sponsors:
            yield Holder(party, name, "put it forward, has not agreed", proposal.content.entry or None)
        elif party in (broke := broke_silence(proposal)):
            yield Holder(party, name, "broke the silence", broke[party])
        else:
            yield Holder(party, name, "not heard", None)


def waiting_words(package: PackageStatus) -> tuple[str, ...]:
    """Say what a package waits for: proposals that are not agreed, and pledges that do not stand."""
    lost = (f"the pledge {found.pledge}" for found in package.pledges if not found.stands)
    return (*package.waits_for, *(lost if package.state == WAITING else ()))


def circle_words(circle: tuple[Wait, ...]) -> str:
    """Name a deadlock: ``a waits for b, and b waits for a``."""
    return listed([f"{wait.proposal} waits for {wait.for_proposal} ({wait.why}, #{wait.entry})" for wait in circle])


VIEW = View(packages, Needs.ACTS)
