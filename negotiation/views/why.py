"""Why something stands where it stands: the entries behind the label of a proposal, a pledge or a package."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from ..domain.fold import fold
from ..domain.package.waiting import packages_of, pledges_out, still_out
from ..domain.proposal.acts import COUNTERPART_WORDS, counterparts
from ..domain.proposal.events import FormalAct
from ..domain.proposal.guarantee import CALLED_UPON, roster
from ..domain.proposal.stage import agreed
from ..domain.proposal.state import Proposal
from ..domain.record.history import History
from ..domain.state import State
from .packages import PackageStatus, packages_status
from .phrases import listed
from .pledges import PledgeStatus, pledges_of
from .registry import Needs, View
from .status import ProposalStatus, bearings, proposal_status
from .timeline import EntryLine, line_of, recorded_line, versions_made


class Why(Struct, frozen=True):
    """A proposal's label, and what it rests on."""

    status: ProposalStatus
    because: tuple[EntryLine, ...]
    """The entries behind the label, in the order of the history."""
    disputes: tuple[EntryLine, ...]
    """The entries that contest them."""
    missing: tuple[str, ...]
    """What would have to happen for it to count as agreed."""
    kept: tuple[EntryLine, ...]
    """The entries behind what is seen of it: of its pledges, and of its guarantors."""


class WhyPledge(Struct, frozen=True):
    """A pledge's label, and what it rests on."""

    status: PledgeStatus
    because: tuple[EntryLine, ...]
    disputes: tuple[EntryLine, ...]
    """The entries that contest these, or the evidence."""
    evidence: tuple[EntryLine, ...]
    """The entries that the current verdicts rest on."""


class WhyPackage(Struct, frozen=True):
    """What a package has come to, and why."""

    status: PackageStatus
    because: tuple[EntryLine, ...]
    disputes: tuple[EntryLine, ...]
    missing: tuple[str, ...]
    """What would have to happen for it to count as agreed."""


def why(history: History, reference: str) -> Why | WhyPledge | WhyPackage | None:
    """Return the entries behind the label of a proposal, a pledge or a package; None if it is not in view.

    Args:
        history: the history at the clocks of the question.
        reference: what it is about, written out: ``proposal:neutral-status``.
    """
    sort, _, name = reference.partition(":")
    of = {"proposal": why_proposal, "pledge": why_pledge, "package": why_package}
    return of[sort](history, name)


def why_proposal(history: History, proposal: str) -> Why | None:
    """Return the entries behind the label of a proposal; None if it is not on the table at these clocks."""
    now = fold(history)
    found = now.proposals.get(proposal)
    if found is None or not found.on_the_table:
        return None
    around = bearings(now, history)
    status = proposal_status(found, around)
    packages = {number for name in status.packages if name in now.packages for number in now.packages[name].entries}
    behind = {*status.grounds.because, *(tie.entry for tie in status.ties), *packages}
    own = [pledge for pledge in around.pledges if pledge.words.under == proposal]
    kept = {number for pledge in own for number in pledge.grounds.because}
    kept |= {step.entry for step in roster(found).values() if step.state in CALLED_UPON}
    versions = versions_made(now)
    return Why(
        status,
        because=_lines(history, versions, behind),
        disputes=(*_disputes(history, versions, behind), *_disputes(history, versions, kept - behind)),
        missing=_missing(found, status, now),
        kept=_lines(history, versions, kept),
    )


def why_pledge(history: History, pledge: str) -> WhyPledge | None:
    """Return the entries behind the label of a pledge; None if it was not made at these clocks."""
    now = fold(history)
    found = next((status for status in pledges_of(now, history) if status.pledge == pledge), None)
    if found is None:
        return None
    evidence = {number for verdict in found.kept.verdicts for number in verdict.evidence}
    versions = versions_made(now)
    return WhyPledge(
        found,
        because=_lines(history, versions, found.grounds.because),
        disputes=_disputes(history, versions, {*found.grounds.because, *evidence}),
        evidence=_lines(history, versions, evidence),
    )


def why_package(history: History, package: str) -> WhyPackage | None:
    """Return what a package waits for; None if there is none of that id at these clocks."""
    now = fold(history)
    found = next((status for status in packages_status(now, history) if status.package == package), None)
    if found is None:
        return None
    around = bearings(now, history)
    members = [now.proposals[member.proposal] for member in found.members if member.proposal in now.proposals]
    behind = {number for p in members for number in proposal_status(p, around).grounds.because}
    behind |= set(now.packages[package].entries if package in now.packages else ())
    labels = {member.proposal: member.label for member in found.members}
    missing = [f"{name} is not agreed ({labels[name]})" for name in found.waits_for]
    missing += [f"the pledge {one.pledge} does not stand ({one.label})" for one in found.pledges if not one.stands]
    missing += [f"{holder.party} has not agreed to {holder.proposal}: {holder.stance}" for holder in found.held_up_by]
    versions = versions_made(now)
    return WhyPackage(
        found,
        because=_lines(history, versions, behind),
        disputes=_disputes(history, versions, behind),
        missing=tuple(missing),
    )


def _lines(history: History, versions: Mapping[int, int], behind: Collection[int]) -> tuple[EntryLine, ...]:
    """Return entries for reading."""
    return tuple(line_of(entry, versions) for entry in history.among(behind))


def _disputes(history: History, versions: Mapping[int, int], behind: Collection[int]) -> tuple[EntryLine, ...]:
    """Return the disputes of entries for reading."""
    contested = [entry for entry in history.among(behind) if entry.disputes]
    numbers = {entry.id: entry.number for entry in contested}
    return tuple(recorded_line(dispute, versions, numbers) for entry in contested for dispute in entry.disputes)


def _missing(proposal: Proposal, status: ProposalStatus, now: State) -> tuple[str, ...]:
    """Say whose agreement is still out, and which counterpart or member of a package is not agreed."""
    if proposal.ending:
        return ()
    together = [
        f"the package {package} waits for {listed(sorted(members))}"
        for package, members in ((name, _out(now, name, proposal.id)) for name in status.packages)
        if members
    ]
    if agreed(proposal):
        return tuple(together)
    yes = proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE)
    found = [f"{party} has not agreed" for party in now.talks.required(proposal.question) if party not in yes]
    for other, kind in counterparts(now.proposals, proposal):
        if not agreed(other):
            found.append(f"it stands {COUNTERPART_WORDS[kind]} {other.id}, which is not agreed")
    return (*found, *together)


def _out(now: State, package: str, proposal: str) -> list[str]:
    """Return the other members of a package that are not agreed."""
    members = packages_of(now.talks, now.proposals, now.packages).get(package, ())
    gone = pledges_out(now.pledges, now.packages.get(package))
    return [*(name for name in still_out(now.proposals, members) if name != proposal), *gone]


VIEW = View(why, Needs.ACTS, about=("proposal", "pledge", "package"), of_entries=True)
