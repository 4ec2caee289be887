"""The report on one proposal: where it stands, who thinks what of it, its text and its history."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from ...asof import AsOf
from ...domain.dates.words import in_words
from ...domain.talks.events import IssueAdded
from ...rendering.apparatus import Apparatus
from ...rendering.document import Block, Cell, ChangedBy, Facts, Passage, Points, Section, Table, redlined
from ...views.due_item import DueItem, DueKind
from ...views.exchange import given_words
from ...views.phrases import author_words, listed, made_words, maker_words, parties_words
from ...views.redline.provisions import ComparedProvision
from ...views.show import ShownProposal, VersionText
from ...views.status import ProposalStatus, Status
from ...views.why import Why
from ..pieces import figures, guarantees, pledges, waiting
from ..pieces.common import contest, lines, moves, stance
from . import Body, Kind

if TYPE_CHECKING:
    from ...views.positions import PositionCell


def build(asof: AsOf, apparatus: Apparatus, reference: str | None) -> Body:
    """Build the body of a report on one proposal."""
    why = asof.why_proposal(reference or "")
    status, talks = why.status, asof.status()
    shown = cast("ShownProposal", asof.show(f"proposal:{status.proposal}"))
    sections = (  # in the order of reading, by which the footnotes are numbered
        Section("Where it stands", (_facts(why, shown, talks, apparatus),)),
        *((Section("Why it is not agreed", (_missing(why),)),) if why.missing else ()),
        Section("Who thinks what of it", (_positions(status, shown, apparatus),)),
        Section("What it says"),
        *_wordings(shown.versions, apparatus),
        *figures.drafts(asof, apparatus, asof.drafts(f"proposal:{status.proposal}")),
        *(
            guarantees.section(found, _consulting(asof, status), apparatus)
            for found in asof.guarantees().guarantees
            if found.proposal == status.proposal
        ),
        *_pledges(status, talks, apparatus),
        *_packages(status, talks, apparatus),
        Section("What happened to it", (_history(shown, apparatus),)),
    )
    subject = f"{status.title} ({status.proposal})" if status.title else status.proposal
    main = next(block for block in sections[-1].blocks if isinstance(block, Table))
    return Body(shown, sections, main, subject=subject, reference=status.proposal)


def _history(shown: ShownProposal, apparatus: Apparatus) -> Table:
    return lines(shown.history, apparatus, "Everything that happened to it, oldest first")


def _consulting(asof: AsOf, status: ProposalStatus) -> list[DueItem]:
    items = asof.due(waiting.AHEAD, [DueKind.CONSULTATION]).items
    return [item for item in items if item.subject == status.proposal]


def _pledges(status: ProposalStatus, talks: Status, apparatus: Apparatus) -> tuple[Section, ...]:
    under = [pledge for pledge in talks.pledges if pledge.words.under == status.proposal]
    table = pledges.table(under, apparatus, "Pledges made under it, the words beside the deeds", "none")
    return (Section("Pledges under it", (table,)),) if under else ()


def _packages(status: ProposalStatus, talks: Status, apparatus: Apparatus) -> tuple[Section, ...]:
    found = [package for package in talks.packages if package.package in status.packages]
    return (Section("Its packages", (waiting.packages(found, talks, apparatus),)),) if found else ()


def _facts(why: Why, shown: ShownProposal, talks: Status, apparatus: Apparatus) -> Facts:
    status = why.status
    issue = apparatus.now.talks.issues.get(status.issue or "")
    apparatus.see(
        n for n, e in apparatus.entries.items() if isinstance(e.event, IssueAdded) and e.event.issue == status.issue
    )
    pairs: list[tuple[str, Cell]] = [
        ("Status", _label(status, apparatus)),
        ("Text", (Passage(f"{status.text.convergence}, version {status.text.version}"),)),
        ("Formal", (Passage(status.formal.words),)),
        ("Kept", pledges.kept_of_proposal(status, talks, apparatus)),
        ("Silence", waiting.silence(status, apparatus)),
        ("From", (Passage(author_words(status.sponsors, status.author)),)),
        ("To", (Passage(parties_words(status.addressees) or "nobody in particular"),)),
        ("Item", (Passage(f"{issue} ({status.issue})" if issue else status.issue or ""),)),
        ("Stands", _ties(shown, apparatus)),
        ("Waiting", tuple(waiting.wait(found, apparatus, named=False) for found in status.waits)),
        ("Packages", tuple(Passage(name) for name in status.packages)),
        ("Rests on", tuple(apparatus.claim(line.what, line.number) for line in why.because)),
    ]
    return Facts(tuple((name, cell) for name, cell in pairs if any(passage.text for passage in cell)))


def _label(status: ProposalStatus, apparatus: Apparatus) -> Cell:
    label = apparatus.claim(status.label, status.formal.entry, strong=True)
    return (label, *(contest(found, apparatus) for found in status.grounds.contested))


def _ties(shown: ShownProposal, apparatus: Apparatus) -> Cell:
    return (
        *(apparatus.claim(f"{tie.kind} {tie.proposal}", tie.entry) for tie in shown.status.ties),
        *(apparatus.claim(f"{tie.proposal} stands {tie.kind} it", tie.entry) for tie in shown.tied_from),
        *(apparatus.claim(given_words(found), found.entry) for found in shown.pledged_for_it),
    )


def _missing(why: Why) -> Points:
    return Points(tuple(Passage(reason) for reason in why.missing))


def _positions(status: ProposalStatus, shown: ShownProposal, apparatus: Apparatus) -> Table:
    rows = tuple(_position(cell, status, apparatus) for cell in shown.positions)
    unheard = tuple(
        ((Passage(party),), (Passage("not heard", quiet=True),), (Passage("none", quiet=True),))
        for party in status.unheard
    )
    return Table(
        "Positions of the parties",
        ("Party", "By now", "Every position, oldest first"),
        (*rows, *unheard),
        "Nobody has taken a position at this point of view.",
    )


def _position(cell: "PositionCell", status: ProposalStatus, apparatus: Apparatus) -> tuple[Cell, ...]:
    where = f", on provision {cell.provision}" if cell.provision else ""
    sponsor = f"{cell.party} (sponsor)" if cell.party in status.sponsors else cell.party
    now = tuple(stance(taken, apparatus) for taken in cell.now)
    return ((Passage(f"{sponsor}{where}"),), now, moves(cell, apparatus))


def _wordings(versions: tuple[VersionText, ...], apparatus: Apparatus) -> Iterator[Section]:
    """Yield the words on the table, and below them what each version changed, newest first, down to the first one."""
    for version in reversed(versions):
        made = made_words(version.by, version.author, version.amendments)
        blocks: list[Block] = []
        if version is versions[-1] or version is versions[0]:
            text = (*version.terms, *(f"{number}. {words}" for number, words in version.provisions))
            claims = tuple(apparatus.claim(words, version.entry) for words in text)
            blocks.append(Points(claims or (Passage("No terms are recorded.", quiet=True),)))
        if version is not versions[0]:
            rows = tuple(_change(found, version, apparatus) for found in version.changed)
            caption = f"What version {version.version} changed"
            blocks.append(Table(caption, ("Provision", "Change", "Words"), rows, "No words were changed."))
        yield Section(f"Version {version.version}, {made}, {in_words(version.on)}", tuple(blocks), below=True)


def _change(found: ComparedProvision, version: VersionText, apparatus: Apparatus) -> tuple[Cell, ...]:
    by = ChangedBy(maker_words(version.by, version.author, version.amendments, version.version), version.on)
    words = redlined(found.runs)
    claim = replace(apparatus.claim(words.text, version.entry), runs=words.runs, changed_by=by)
    return (Passage(found.name),), (Passage(listed(found.changes)),), (claim,)


KIND = Kind("Report on a proposal", build, about="proposal", example="neutral-status")
"""One proposal: its text, the positions on it, its history."""
