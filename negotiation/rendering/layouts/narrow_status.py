"""The status where there is little room: a few lines for each proposal, those that ended in short at the foot."""

from collections.abc import Iterable, Iterator

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words, some_time
from ...domain.proposal.state import End
from ...views.packages import PackageStatus
from ...views.phrases import author_words, listed
from ...views.pledges import PledgeStatus
from ...views.status import ProposalStatus, Status
from ..document import Passage, Section, Words, facts, resting, table
from .common import clocks_words, stance_line
from .status_parties import in_roles, seats_beside, together

ENDED = frozenset(End)
BETWEEN = " · "


def sections(status: Status, clocks: Clocks) -> tuple[Section, ...]:
    """Return the status in two columns: what stands, and where."""
    open_ = [proposal for proposal in status.proposals if proposal.formal.stage not in ENDED]
    ended = [proposal for proposal in status.proposals if proposal.formal.stage in ENDED]
    told = facts(
        (
            ("seen", clocks_words(clocks) if clocks != Clocks() else ""),
            ("talks", f"{status.phase}, by {status.decides_by}"),
            ("parties", in_roles(status.parties)),
            *seats_beside(status),
        )
    )
    rows: list[tuple[Words, ...]] = [(proposal.proposal, tuple(_lines(proposal))) for proposal in open_]
    rows += [(package.package, _package(package)) for package in status.packages]
    rows += [(pledge.pledge, tuple(_pledge(pledge))) for pledge in status.pledges]
    stands = table(("what", "where it stands"), rows, empty="nothing is on the table at this point of view")
    if not ended:
        return (told, stands)
    return (told, stands, facts((("ended", listed([f"{p.proposal} {p.label}" for p in ended])),)))


def _lines(proposal: ProposalStatus) -> Iterator[Passage]:
    """Yield where a proposal stands; then whose it is, who has said what of it, who nothing, and what is tied to it."""
    unsettled = proposal.formal.entry in proposal.grounds.unsettled
    since = some_time(proposal.formal.since) if unsettled else in_words(proposal.formal.since)
    yield resting(f"{proposal.label}, since {since}", *proposal.grounds.because)
    sponsors = author_words(proposal.sponsors, proposal.author)
    stances = together(proposal, [stance_line(stance, proposal.formal.since) for stance in proposal.stances])
    silent = len(proposal.unheard)
    told = [
        f"{sponsors} → {listed(proposal.addressees)}" if proposal.addressees else sponsors,
        f"v{proposal.text.version} {proposal.text.convergence}",
        *([proposal.kept] if proposal.kept else []),
        *_in_one(passage.text for passage in stances),
        *([f"not heard: {listed(proposal.unheard) if silent <= FEW else f'{silent} parties'}"] if silent else []),
        *(f"{tie.kind} {tie.proposal}" for tie in proposal.ties),
    ]
    behind = [stance.entry for stance in proposal.stances] + [tie.entry for tie in proposal.ties]
    yield resting(BETWEEN.join(told), *behind)


def _in_one(spoken: Iterable[str]) -> Iterator[str]:
    """Yield what parties say, as one for those that say the same on the same day."""
    groups: dict[str, list[str]] = {}
    for text in spoken:
        who, _, words = text.partition(": ")
        groups.setdefault(words, []).append(who)
    yield from (f"{listed(who)}: {words}" for words, who in groups.items())


FEW = 12
"""How many that have not spoken are named; of more it is told how many there are."""


def _package(package: PackageStatus) -> Words:
    waits = f"; waits for {listed(package.waits_for)}" if package.waits_for else ""
    return resting(f"package: {package.state}{waits}", package.entry)


def _pledge(pledge: PledgeStatus) -> Iterator[Passage]:
    to = f" → {listed(pledge.words.to)}" if pledge.words.to else ""
    yield resting(f"pledge: {pledge.label}{BETWEEN}{listed(pledge.words.by)}{to}", pledge.words.entry)
    if pledge.kept.words:
        yield Passage(pledge.kept.words)
