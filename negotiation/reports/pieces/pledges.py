"""Pledges on paper: the words on one side, the deeds and the verdicts on the other."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ...domain.dates.words import in_words
from ...domain.proposal.guarantee import CALLED_UPON, roster
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Table
from ...views.exchange import counterpart_words, given_words, package_words
from ...views.measured import beside_words
from ...views.phrases import listed, parties_words
from ...views.pledges import Deed, PledgeStatus
from ...views.sentences.pledges import observed_words
from ...views.status import ProposalStatus, Status
from ...views.verdicts import NOT_ASSESSED, GivenVerdict

VAGUE = "vague: nothing says how one is to see whether it is kept"
NOTHING = Passage("nothing observed", quiet=True)


def table(pledges: Iterable[PledgeStatus], apparatus: Apparatus, caption: str, empty: str) -> Table:
    """Lay pledges out, the words beside the deeds and the verdicts."""
    rows = tuple(
        (
            name(pledge, apparatus),
            (*words(pledge, apparatus), *exchange(pledge, apparatus), *measures(pledge, apparatus)),
            deeds(pledge, apparatus),
            (Passage(outcome(pledge), strong=True), *(verdict(found, apparatus) for found in pledge.kept.verdicts)),
        )
        for pledge in pledges
    )
    return Table(caption, ("Pledge", "Words", "Deeds", "Verdicts"), rows, empty, shape="deeds")


def name(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Name a pledge, between whom it stands, and how it ended, if it did."""
    behind(pledge, apparatus)
    ending = apparatus.now.pledges[pledge.pledge].ending
    ended = f"{ending.how} by {ending.by}{f': {ending.reason}' if ending.reason else ''}" if ending else ""
    return (
        Passage(pledge.pledge, strong=True),
        Passage(between(pledge), quiet=True),
        *(Passage(f"by now {one.words}", quiet=True) for one in pledge.words.continued),
        *((Passage(f"under {pledge.words.under}", quiet=True),) if pledge.words.under else ()),
        *((apparatus.claim(ended, ending.entry),) if ending else ()),
    )


def behind(pledge: PledgeStatus, apparatus: Apparatus) -> None:
    """Count everything that a pledge rests on, the evidence of its verdicts included, as part of the report."""
    apparatus.see((*pledge.grounds.because, *(number for found in pledge.kept.verdicts for number in found.evidence)))


def between(pledge: PledgeStatus) -> str:
    """Say by whom a pledge was made, and to whom."""
    return f"by {parties_words(pledge.words.by)}{f' to {parties_words(pledge.words.to)}' if pledge.words.to else ''}"


def words(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Return the words of a pledge, with what they are about."""
    speaker = f", says {pledge.words.says}" if pledge.words.says else ""
    about = [
        *((f"to be done: {listed(pledge.words.actions)}",) if pledge.words.actions else ()),
        *((f"where: {listed(pledge.words.areas)}",) if pledge.words.areas else ()),
        *((f"what for: {pledge.words.purpose}",) if pledge.words.purpose else ()),
    ]
    said = apparatus.claim(f"{pledge.words.text} ({in_words(pledge.words.on)}{speaker})", pledge.words.entry)
    return (said, *(Passage(text, quiet=True) for text in about))


def exchange(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Say what a pledge is given for and hangs on, and what is given for it, with how that stands."""
    found = pledge.exchange
    tied = (
        *((counterpart_words(one), one.entry) for one in found.stands_for),
        *((given_words(one), one.entry) for one in found.given_for_it),
        *((f"in the package {package_words(one)}", one.entries[-1]) for one in found.packages),
    )
    return tuple(apparatus.claim(what, entry) for what, entry in tied)


def measures(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Say how one is to see whether a pledge is kept, from which baseline, and by when."""
    return tuple(_measures(pledge, apparatus))


def _measures(pledge: PledgeStatus, apparatus: Apparatus) -> Iterator[Passage]:
    if pledge.measured.vague:
        yield Passage(VAGUE)
    state = apparatus.now.pledges[pledge.pledge]
    standing, due = state.indicators, state.due
    from_ = next((found for found in reversed(state.clarifications) if found.baseline), None)
    for found in state.clarifications:
        for indicator in found.indicators:
            if indicator in standing:
                yield apparatus.claim(
                    f"measured by {indicator.name}: {indicator.text} (according to {found.by})", found.entry
                )
        if found is from_:
            yield apparatus.claim(f"baseline: {found.baseline} (according to {found.by})", found.entry)
        if found is due:
            past = ", which has passed" if pledge.measured.past_due else ""
            yield apparatus.claim(f"due {in_words(found.due)}{past} (according to {found.by})", found.entry)


def deeds(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Return what was observed, or could not be."""
    return (*(deed(found, apparatus) for found in pledge.kept.deeds), *beside(pledge, apparatus)) or (NOTHING,)


def beside(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Return each measurement beside what was pledged."""
    return tuple(apparatus.claim(what, entry) for what, entry in beside_words(pledge.beside))


def deed(found: Deed, apparatus: Apparatus) -> Passage:
    """Return one observation; that access was denied is said first."""
    partial = ", with partial access" if found.access == "partial" else ""
    about = f", {found.indicator}" if found.indicator else ""
    saw = "was denied access" if found.access == "denied" else observed_words(found.access).removesuffix(" under")
    return apparatus.claim(f"{found.by} {saw}{partial}{about} ({in_words(found.on)}): {found.text}", found.entry)


def verdict(found: GivenVerdict, apparatus: Apparatus) -> Passage:
    """Return one verdict, with its date, how sure the assessor is, and what it rests on."""
    apparatus.see(found.evidence)
    sure = f", {found.confidence} confidence" if found.confidence else ""
    rests = f", resting on {listed([f'#{number}' for number in found.evidence])}" if found.evidence else ""
    rests += "".join(f", resting on what #{number} took back" for number in found.evidence_retracted)
    rests += ", resting on what is not in view" if found.evidence_out_of_view else ""
    reason = f": {found.reason}" if found.reason else ""
    shaken = {contest.entry for contest in found.contested} - {found.entry}
    doubt = f" (contested: {listed([f'#{number}' for number in sorted(shaken)])})" if shaken else ""
    what = f"{found.assessor}: {found.verdict.replace('-', ' ')} ({in_words(found.on)}{sure}{rests}){doubt}{reason}"
    return apparatus.claim(what, found.entry)


def outcome(pledge: PledgeStatus) -> str:
    """Say what the current verdicts come to: one, or contested; never a count, never an average."""
    agree = len(pledge.kept.verdicts) > 1 and not pledge.kept.differing
    return f"unanimous: {pledge.kept.words}" if agree else pledge.kept.words


def kept(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Say in one cell how a pledge has been kept, with what that rests on."""
    behind(pledge, apparatus)
    if not pledge.kept.verdicts:
        return (apparatus.claim(f"{pledge.pledge}: {pledge.kept.words}", pledge.words.entry),)
    head = f"{pledge.pledge}: contested" if pledge.kept.differing else pledge.pledge
    denied = (
        (apparatus.claim(f"{pledge.pledge}: the words are denied", pledge.words.entry),) if pledge.kept.denied else ()
    )
    return (
        *denied,
        *(
            apparatus.claim(f"{head}: {found.verdict.replace('-', ' ')} ({found.assessor})", found.entry)
            for found in pledge.kept.verdicts
        ),
    )


def open_questions(pledge: PledgeStatus, apparatus: Apparatus) -> Cell:
    """Say what a pledge leaves open: not assessed, contested, past due without a verdict that it was kept."""
    if pledge.ended:
        return ()
    past = (
        f", due {in_words(pledge.measured.due)}{', which has passed' if pledge.measured.past_due else ''}"
        if pledge.measured.due
        else ""
    )
    if pledge.kept.differing or pledge.grounds.contested:
        what = f"pledge {pledge.pledge}{past}: {pledge.kept.words if pledge.kept.differing else 'contested'}"
    elif not pledge.kept.verdicts:
        vague = ", and vague" if pledge.measured.vague else ""
        what = f"pledge {pledge.pledge}{past}: {NOT_ASSESSED}{vague}"
    elif pledge.measured.past_due and any(found.verdict != "fulfilled" for found in pledge.kept.verdicts):
        what = f"pledge {pledge.pledge}{past}: {pledge.kept.words}"
    else:
        return ()
    behind(pledge, apparatus)
    return (replace(apparatus.claim(what, pledge.words.entry), strong=False),)


def kept_of_proposal(proposal: ProposalStatus, view: Status, apparatus: Apparatus) -> Cell:
    """Say what is seen of what was promised: the verdicts on the pledges under it, and the word of its guarantors."""
    under = (kept(pledge, apparatus) for pledge in view.pledges if pledge.words.under == proposal.proposal)
    return (
        *(passage for cell in under for passage in cell),
        *(
            apparatus.claim(f"{name}: {step.state}", step.entry)
            for name, step in roster(apparatus.now.proposals[proposal.proposal]).items()
            if step.state in CALLED_UPON
        ),
    )
