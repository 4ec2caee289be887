"""The brief on one party: what it asks, offers, accepts, owes, is owed, and has said last."""

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ...asof import AsOf
from ...domain.dates.words import in_words
from ...domain.errors import InputError
from ...domain.pledge.events import Verdict
from ...domain.proposal.events import FormalAct, LinkKind, SilenceBroken, Stance
from ...domain.proposal.stage import agreed
from ...domain.proposal.state import RANK, Rejection
from ...domain.record.entry import EffectiveEntry
from ...domain.round.events import RoundOpened, RoundScheduled, RoundWalkedOut
from ...domain.round.state import RoundStage
from ...domain.talks.events import PartyJoined, PartyLeft, StatementRecorded
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Facts, Passage, Points, Section, Table
from ...rendering.layouts.positions import subject
from ...views.due_item import DueItem, DueKind
from ...views.guarantees import Guarantees
from ...views.phrases import LINK_WORDS, listed, parties_words
from ...views.pledges import PledgeStatus
from ...views.positions import PositionCell
from ...views.sentences.rounds import delegation_words
from ...views.show import ShownGroup, ShownParty
from ...views.stances import HeldStance, conditions_of, stance_words
from ...views.status import ProposalStatus, Status
from ..pieces import guarantees, pledges, waiting
from . import Body, Kind

LAST_WORDS = 5
"""How many of its last statements are given, and of those about it."""
_YES = (Stance.SUPPORTS, Stance.SUPPORTS_IF, Stance.CAN_LIVE_WITH)
_ANSWERS = (DueKind.UNANSWERED, DueKind.STALE)


class Brief(Struct, frozen=True):
    """What bears on one party; what of it is whose stands in the sections."""

    party: ShownParty
    status: Status
    due: tuple[DueItem, ...]
    guarantees: Guarantees
    positions: tuple[PositionCell, ...]
    """What it thinks of the proposals, and of their provisions."""


def build(asof: AsOf, apparatus: Apparatus, reference: str | None) -> Body:
    """Build the body of a brief on one party."""
    name = reference or ""
    shown = asof.show(name if name.startswith("party:") else f"party:{name}")
    if isinstance(shown, ShownGroup):
        hint = f"take one of its members: {listed(shown.members)}" if shown.members else None
        raise InputError(f"{shown.group} is a group, and a brief is on one party", hint)
    assert isinstance(shown, ShownParty)  # noqa: S101  # a party was asked for
    matrix = asof.positions()
    cells = tuple(cell for cell in (*matrix.cells, *matrix.provisions) if cell.party == shown.party and cell.now)
    view = Brief(shown, asof.status(), asof.due(waiting.AHEAD).items, asof.guarantees(), cells)
    party = apparatus.now.talks.parties[shown.party]
    roles = listed(shown.roles) if shown.present else "no longer at the talks"
    groups = tuple(apparatus.claim(code, apparatus.now.talks.groups[code].entry) for code in shown.groups)
    own: tuple[tuple[str, Cell], ...] = (("Roles", (apparatus.claim(roles, party.entry),)),)
    who = Section("Who it is", (Facts((*own, *((("Groups", groups),) if groups else ()))),))
    told = [(heading, tuple(found(view, apparatus)), empty) for heading, found, empty in _SECTIONS]
    sections = (
        who,
        *(Section(heading, (Points(said or (Passage(empty, quiet=True),)),)) for heading, said, empty in told),
    )
    rows = tuple(((Passage(heading),), (passage,)) for heading, said, _ in told for passage in said)
    main = Table("Brief", ("Heading", "What"), rows, "Nothing is recorded of it.")
    subject = f"{shown.name} ({shown.party})" if shown.name else shown.party
    return Body(view, sections, main, subject=subject, reference=shown.party)


def _own(view: Brief, apparatus: Apparatus) -> list[ProposalStatus]:
    """Return the proposals that the party put forward and that are still on the table."""
    own = [found for found in view.status.proposals if view.party.party in found.sponsors]
    return [found for found in own if not apparatus.now.proposals[found.proposal].ending]


def _asks(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    for found in _own(view, apparatus):
        if not agreed(apparatus.now.proposals[found.proposal]):
            yield _proposal(found, apparatus)
    for name, taken in _stances(view, apparatus):
        for condition in conditions_of(taken):
            stale = f", stale: it was said of version {taken.version}" if taken.stale else ""
            what = f"on condition that {condition} (on {name}, {in_words(taken.on)}{stale})"
            yield apparatus.claim(what, taken.entry)


def _proposal(found: ProposalStatus, apparatus: Apparatus) -> Passage:
    apparatus.see((*found.grounds.because, found.text.entry))
    title = f": {found.title}" if found.title else ""
    elsewhere = [
        f"#{one.entry} is contested by {one.by}" for one in found.grounds.contested if one.entry != found.formal.entry
    ]
    what = f"{found.proposal}{title} ({'; '.join((found.label, *elsewhere))})"
    return apparatus.claim(what, found.formal.entry)


def _stances(view: Brief, apparatus: Apparatus) -> Iterator[tuple[str, HeldStance]]:
    """Yield the party's current stances on what is still on the table, each with what it is on."""
    for cell in view.positions:
        if apparatus.now.proposals[cell.proposal].ending:
            continue
        yield from ((subject(cell), taken) for taken in cell.now)


def _offers(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    party = view.party.party
    for found in _own(view, apparatus):
        for tie in found.ties:
            if tie.kind in (LINK_WORDS[LinkKind.IN_EXCHANGE_FOR], LINK_WORDS[LinkKind.CONDITIONAL_ON]):
                yield apparatus.claim(f"{found.proposal}, {tie.kind} {tie.proposal} ({found.label})", tie.entry)
    for pledge in view.status.pledges:
        place = [one.party for one in pledge.words.continued if party in one.by]
        if party in pledge.words.by or place:
            to = f" to {parties_words(pledge.words.to)}" if pledge.words.to else ""
            gone = f", {pledge.label}" if pledge.ended or party not in pledge.words.bound else ""
            heir = f", in the place of {listed(place)}" if place else ""
            what = f"pledge {pledge.pledge}{to}: {pledge.words.text} ({in_words(pledge.words.on)}{heir}{gone})"
            yield apparatus.claim(what, pledge.words.entry)
            yield from _exchange(pledge, apparatus)
    for guarantee in view.guarantees.guarantees:
        for one in guarantee.guarantors:
            if one.guarantor == party and one.now:
                yield guarantees.step(one.now, apparatus, who=f"guarantor of {guarantee.proposal}: it")


def _accepts(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    party = view.party.party
    for found in view.status.proposals:
        proposal = apparatus.now.proposals[found.proposal]
        acts = [act for act in proposal.acts if party in act.by]
        for act in sorted(acts, key=lambda act: (act.version, RANK[act.act])):
            stale = (
                f", on version {act.version}, which has been revised since" if act.version < found.text.version else ""
            )
            on = in_words(apparatus.entries[act.entry].envelope.occurred)
            yield apparatus.claim(f"{_did(act.act)} {found.proposal} ({on}{stale})", act.entry)
    rejected = {(found.proposal, one.version) for found, one in _rejections(view, apparatus)}
    for name, taken in _stances(view, apparatus):
        if taken.stance in _YES and (name.partition(",")[0], taken.version) not in rejected:
            yield apparatus.claim(f"{stance_words(taken)}: {name} ({in_words(taken.on)})", taken.entry)


def _rejections(view: Brief, apparatus: Apparatus) -> Iterator[tuple[ProposalStatus, Rejection]]:
    """Yield the rejections by the party that it has not taken back, of what is still on the table."""
    for found in view.status.proposals:
        proposal = apparatus.now.proposals[found.proposal]
        if not proposal.ending:
            yield from ((found, one) for one in proposal.rejections if one.by == view.party.party)


def _did(act: FormalAct) -> str:
    words = act.replace("-", " ")
    return {"agreed": f"{words} to", "in": "put in force"}.get(words.split()[0], words)


def _owes(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    party = view.party.party
    bound = (pledge for pledge in view.status.pledges if party in pledge.words.bound)
    yield from _pledges((pledge for pledge in bound if not _fulfilled(pledge)), apparatus)
    for item in view.due:
        if party in item.who and item.kind not in (DueKind.PLEDGE, DueKind.PACKAGE):
            yield _item(item, apparatus)
    by_id = {found.proposal: found for found in view.status.proposals}
    for cell in view.positions:
        if apparatus.now.proposals[cell.proposal].ending:
            continue
        for one in waiting.undecided([cell], by_id[cell.proposal], apparatus):
            yield replace(one, text=f"{subject(cell)}: {one.text}")
    for package in view.status.packages:
        for held in package.held_up_by:
            if held.party == party:
                what = f"its agreement to {held.proposal} ({held.stance}), for the package {package.package}"
                yield apparatus.claim(what, held.entry or package.entry or 0)


def _fulfilled(pledge: PledgeStatus) -> bool:
    """Say whether everybody who gave a verdict on a pledge found it kept."""
    verdicts = pledge.kept.verdicts
    return bool(verdicts) and not pledge.kept.differing and all(one.verdict == Verdict.FULFILLED for one in verdicts)


def _owed_to(pledge: PledgeStatus, apparatus: Apparatus) -> Collection[str]:
    """Return to whom a pledge was made: one under a proposal to its other parties, unless it says otherwise."""
    if pledge.words.to or pledge.words.under is None:
        return pledge.words.to
    under = apparatus.now.proposals.get(pledge.words.under)
    if under is None:
        return ()
    parties = {*under.sponsors, *under.addressees, *under.last, *apparatus.now.talks.required(under.question)}
    return parties - set(pledge.words.by)


def _has_kept(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    party = view.party.party
    bound = (pledge for pledge in view.status.pledges if party in pledge.words.bound)
    yield from _pledges((pledge for pledge in bound if _fulfilled(pledge)), apparatus)


def _pledges(found: Iterable[PledgeStatus], apparatus: Apparatus) -> Iterator[Passage]:
    for pledge in found:
        if pledge.ended:
            continue
        yield from (replace(one, text=f"pledge {one.text}") for one in pledges.kept(pledge, apparatus))
        for one in pledges.beside(pledge, apparatus):
            yield replace(one, text=f"pledge {pledge.pledge}: {one.text}")
        for one in pledges.measures(pledge, apparatus):
            if one.text.startswith("due "):
                yield replace(one, text=f"pledge {pledge.pledge}: {one.text}")


def _exchange(pledge: PledgeStatus, apparatus: Apparatus) -> Iterator[Passage]:
    """Say what a pledge that stands is given for, or hangs on, and what is given for it."""
    for one in () if pledge.ended else pledges.exchange(pledge, apparatus):
        yield replace(one, text=f"pledge {pledge.pledge}: {one.text}")


def _item(item: DueItem, apparatus: Apparatus) -> Passage:
    passage = waiting.item_words(item, apparatus)
    about = "" if item.subject in passage.text else f"{item.subject}: "
    return replace(passage, text=f"{about}{passage.text}")


def _is_owed(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    party = view.party.party
    promised = (pledge for pledge in view.status.pledges if party in _owed_to(pledge, apparatus))
    for pledge in promised:
        if not _fulfilled(pledge):
            yield from _pledges((pledge,), apparatus)
            yield from _exchange(pledge, apparatus)
    for cell in view.positions:
        if not apparatus.now.proposals[cell.proposal].ending:
            for one in waiting.conditions([cell], apparatus):
                yield replace(one, text=f"{subject(cell)}: {one.text}")
    own = {found.proposal for found in _own(view, apparatus)}
    for item in view.due:
        if item.kind in _ANSWERS and item.subject in own and item.who != (party,):
            yield _item(item, apparatus)


def _entries(apparatus: Apparatus, kind: type) -> list[EffectiveEntry]:
    return [entry for entry in apparatus.entries.values() if isinstance(entry.event, kind)]


def _said(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    party = view.party.party
    for name, taken in _stances(view, apparatus):
        yield apparatus.claim(f"{in_words(taken.on)}: {stance_words(taken)}: {name}", taken.entry)
    for entry in _entries(apparatus, SilenceBroken):
        if any(party in getattr(one.event, "by", ()) for one in apparatus.told(entry)):
            line = apparatus.line(entry)
            yield apparatus.claim(f"{in_words(line.occurred)}: {line.what}", entry.number)
    said = _entries(apparatus, StatementRecorded)
    words = [e for e in said if any(getattr(one.event, "party", None) == party for one in apparatus.told(e))]
    for entry in words[-LAST_WORDS:]:
        line = apparatus.line(entry)
        yield apparatus.claim(f"{in_words(line.occurred)}: {line.what}", entry.number)


def _told(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    """Yield the last statements of others about the party."""
    party = view.party.party
    said = [e for e in _entries(apparatus, StatementRecorded) if f"party:{party}" in getattr(e.event, "about", ())]
    for entry in [e for e in said if getattr(e.event, "party", None) != party][-LAST_WORDS:]:
        line = apparatus.line(entry)
        yield apparatus.claim(f"{in_words(line.occurred)}: {line.what}", entry.number)


def _at_the_table(view: Brief, apparatus: Apparatus) -> Iterator[Passage]:
    party, away = view.party.party, False
    for entry in (told for found in apparatus.entries.values() for told in apparatus.told(found)):
        match entry.event:
            case RoundScheduled() | RoundOpened() as event:
                off = apparatus.now.rounds[event.round].stage is RoundStage.CANCELLED
                planned = "was to go to the cancelled" if off else "is to go to"
                verb = planned if isinstance(event, RoundScheduled) else "came to"
                for one in event.delegations:
                    if one.party == party:
                        on = in_words(entry.envelope.occurred)
                        what = f"{delegation_words(one)} {verb} round {event.round} ({on})"
                        yield apparatus.claim(what, entry.number)
            case PartyJoined() as event if event.party == party and away:
                away, on = False, in_words(entry.envelope.occurred)
                yield apparatus.claim(f"{party} came back to the talks as {listed(event.roles)} ({on})", entry.number)
            case (RoundWalkedOut() | PartyLeft()) as event if party in (
                event.by if isinstance(event, RoundWalkedOut) else (event.party,)
            ):
                away = away or isinstance(event, PartyLeft)
                line = apparatus.line(apparatus.entries[entry.number])
                yield apparatus.claim(f"{line.what} ({in_words(line.occurred)})", entry.number)


_SECTIONS = (
    ("What it asks", _asks, "Nothing that is recorded."),
    ("What it offers", _offers, "Nothing that is recorded."),
    ("What it has accepted", _accepts, "Nothing that is recorded."),
    ("What it owes", _owes, "Nothing that is recorded."),
    ("What it is owed", _is_owed, "Nothing that is recorded."),
    ("What it has kept", _has_kept, "Nothing that is recorded."),
    ("What it said last", _said, "Nothing that is recorded."),
    ("What others said of it last", _told, "Nothing that is recorded."),
    ("At the table", _at_the_table, "No delegation of it is recorded."),
)
"""Every section, how it is found, and what to say where there is nothing."""

KIND = Kind("Brief", build, about="party", example="UKR")
"""One party: what it asks, offers, accepts, owes, is owed and has said last."""
