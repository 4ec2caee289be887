"""Words and deeds: every pledge, what was observed of it, and the current verdict of each assessor."""

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..domain.dates.edtf import Deadline, deadline
from ..domain.fold import fold
from ..domain.pledge.state import Observation, Pledge, bound_by, in_place_of
from ..domain.quantities import Quantity
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from ..domain.state import State
from ..domain.talks.state import Talks
from .disputes import Dispute, RivalAccount, disputes_of, rival_accounts
from .exchange import Exchange, Side, exchanges, kept_side
from .filter import EVERYTHING, Filter, any_of
from .grounds import Grounds
from .measured import Beside, baseline_quantity, beside
from .phrases import SOME, listed, parties_words
from .registry import Needs, View
from .timeline import chosen, see_that_some_are
from .verdicts import GivenVerdict, given_verdict, kept_words, unanimous


class Deed(Struct, frozen=True):
    """What somebody saw of a pledge, or was kept from seeing."""

    by: str
    text: str
    indicator: str | None
    access: str | None
    on: str | None
    entry: int
    sources: tuple[str, ...]
    contested: tuple[Dispute, ...]


class Measure(Struct, frozen=True):
    """How one account says that a pledge is to be measured."""

    by: str
    in_place_of: tuple[str, ...]
    """Those who made the pledge, in whose place that one stands."""
    indicators: tuple[tuple[str, str], ...]
    baseline: str | None
    due: str | None
    entry: int


class Continued(Struct, frozen=True):
    """A party that made a pledge, and those who stand in its place by now, and have not taken its word back."""

    party: str
    by: tuple[str, ...]

    @property
    def words(self) -> str:
        """Say it: ``CZE and SVK in the place of CSK``."""
        return f"{listed(self.by)} in the place of {self.party}"


class PledgeWords(Struct, frozen=True):
    """What was pledged, by whom, to whom."""

    text: str
    by: tuple[str, ...]
    bound: tuple[str, ...]
    """Those of them that have not taken their word back, or the parties that stand in their place by now."""
    continued: tuple[Continued, ...]
    """Who stands in the place of those who made it."""
    to: tuple[str, ...]
    actions: tuple[str, ...]
    areas: tuple[str, ...]
    purpose: str | None
    issue: str | None
    under: str | None
    says: str | None
    on: str | None
    entry: int
    sources: tuple[str, ...]


class Measured(Struct, frozen=True):
    """How one is to see whether a pledge is kept."""

    vague: bool
    """Whether no indicator says how."""
    indicators: tuple[tuple[str, str], ...]
    """What would show that it is kept; of two indicators of a name the later one."""
    baseline: str | None
    baseline_quantity: Quantity | None
    """The baseline as a number with a unit, if it is one."""
    due: str | None
    past_due: bool
    perhaps_due: bool
    """Whether it may be past due: its date is not sure."""
    measures: tuple[Measure, ...]
    """Every clarification, by whoever gave it: where they differ, the last word on each point is used above."""


class Kept(Struct, frozen=True):
    """What was seen of a pledge, and what assessors found."""

    words: str
    """What the current verdicts come to: one, or contested; never a count."""
    differing: bool
    """Whether the verdicts differ, or the words are denied: what is kept is then contested."""
    denied: bool
    """Whether somebody denies the words as they are told; then they stand beside the verdicts."""
    verdicts: tuple[GivenVerdict, ...]
    """The current verdict of each assessor, oldest first."""
    earlier: tuple[GivenVerdict, ...]
    """Verdicts that the same assessor has replaced since."""
    deeds: tuple[Deed, ...]


class PledgeStatus(Struct, frozen=True):
    """One pledge: the words, how they can be measured, the deeds and the verdicts."""

    pledge: str
    label: str
    """How it stands, in a few words."""
    ended: str | None
    """Withdrawn or superseded; None while it binds anybody."""
    words: PledgeWords
    measured: Measured
    kept: Kept
    beside: tuple[Beside, ...]
    """What was pledged beside what was measured, for indicators with a bound or a measurement."""
    exchange: Exchange
    """What it is given for and hangs on, and what is given for it."""
    accounts: tuple[RivalAccount, ...]
    grounds: Grounds


class Pledges(Struct, frozen=True):
    """Every pledge of the talks."""

    talks: str
    pledges: tuple[PledgeStatus, ...]


def pledges(history: History, wanted: Filter = EVERYTHING, *, last: int | None = None) -> Pledges:
    """Return every pledge made by the moment of the view, in the order in which they were made.

    Args:
        history: the history at the clocks of the question.
        wanted: only those that were made by an entry which is asked for.
        last: only so many, the last ones.

    Raises:
        InputError: the last of less than one are asked for.
    """
    see_that_some_are(last)
    numbers = chosen(history, wanted)
    now = fold(history)
    made = [pledge.id for pledge in now.pledges.values() if pledge.made and any_of(numbers, (pledge.made,))]
    return Pledges(history.talks, pledges_of(now, history, made if last is None else made[-last:]))


def pledges_of(now: State, history: History, only: Collection[str] | None = None) -> tuple[PledgeStatus, ...]:
    """Return every pledge of a situation already folded, or only those of some names."""
    made = [pledge for pledge in now.pledges.values() if pledge.made and (only is None or pledge.id in only)]
    if not made:
        return ()
    given = [verdict for pledge in made for verdict in (*pledge.former, *pledge.assessments)]
    history.want(
        [
            *(number for pledge in made for number in _because(pledge)),
            *(observation.entry for pledge in made for observation in pledge.observations),
            *(verdict.entry for verdict in given),
        ],
        [id_ for verdict in given for id_ in verdict.evidence],
    )
    found = {pledge.id: _status(pledge, history, now.talks) for pledge in made}
    exchange = exchanges(now, sides_of(now, found.values()))
    return tuple(replace(status, exchange=exchange[name]) for name, status in found.items())


def sides_of(now: State, pledges: Iterable[PledgeStatus]) -> dict[str, Side]:
    """Return pledges as sides of an exchange, by name."""
    return {
        pledge.pledge: kept_side(now.pledges[pledge.pledge], pledge.words.by, pledge.label, pledge.kept.words)
        for pledge in pledges
    }


def _status(pledge: Pledge, history: History, talks: Talks) -> PledgeStatus:
    entries, numbers = history.by_number, history.numbers
    words, said = pledge.words, entries[pledge.made]
    assert words is not None  # noqa: S101  # it was made
    current = tuple(given_verdict(verdict, entries, numbers, history.retracted) for verdict in pledge.verdicts())
    standing = {given.entry for given in current}
    all_given = (
        given_verdict(verdict, entries, numbers, history.retracted) for verdict in (*pledge.former, *pledge.assessments)
    )
    earlier = tuple(given for given in all_given if given.entry not in standing)
    because = _because(pledge)
    evidence = {number for given in current for number in given.evidence}
    behind = [entries[number] for number in sorted({*because, *evidence}) if number in entries]
    contested = disputes_of(behind)
    denied = _denied(said)
    return PledgeStatus(
        pledge=pledge.id,
        label=pledge_label(pledge, contested=bool(contested) or not unanimous(current)),
        ended=pledge.ending.how if pledge.ending else None,
        words=PledgeWords(
            text=words.text,
            by=words.by,
            bound=bound_by(replace(pledge, succession=talks.succession)),
            continued=_continued(pledge, talks),
            to=words.to,
            actions=words.actions,
            areas=words.areas,
            purpose=words.purpose,
            issue=words.issue,
            under=words.under,
            says=said.envelope.asserted_by,
            on=said.envelope.occurred,
            entry=pledge.made,
            sources=said.envelope.cited,
        ),
        measured=_measured(pledge, history, talks),
        kept=Kept(
            words=kept_words(current, words.by, denied=denied),
            differing=denied or not unanimous(current),
            denied=denied,
            verdicts=current,
            earlier=earlier,
            deeds=tuple(_deed(observation, entries) for observation in pledge.observations),
        ),
        beside=beside(pledge, entries),
        exchange=Exchange(),
        accounts=tuple(account for entry in behind for account in rival_accounts(entry)),
        grounds=Grounds(
            because=because,
            contested=contested,
            overridden=tuple(entry.number for entry in behind if entry.override),
            unsettled=tuple(entry.number for entry in behind if entry.unfinished),
        ),
    )


def _measured(pledge: Pledge, history: History, talks: Talks) -> Measured:
    due = pledge.due
    when = deadline(due.due, history.zone, history.moment) if due and due.due else Deadline(passed=False, perhaps=False)
    return Measured(
        vague=pledge.vague,
        indicators=tuple((indicator.name, indicator.text) for indicator in pledge.indicators),
        baseline=pledge.baseline,
        baseline_quantity=baseline_quantity(pledge),
        due=due.due if due else None,
        past_due=when.passed,
        perhaps_due=when.perhaps,
        measures=tuple(
            Measure(
                c.by,
                _in_place_of(pledge, talks, c.by),
                tuple((one.name, one.text) for one in c.indicators),
                c.baseline,
                c.due,
                c.entry,
            )
            for c in pledge.clarifications
        ),
    )


def _continued(pledge: Pledge, talks: Talks) -> tuple[Continued, ...]:
    """Return who stands in the place of those who made a pledge, for each whose place is taken."""
    found = []
    for party in pledge.words.by if pledge.words else ():
        heirs = in_place_of(party, talks.succession, pledge.withdrawn_by)
        if heirs and heirs != (party,):
            found.append(Continued(party, heirs))
    return tuple(found)


def _in_place_of(pledge: Pledge, talks: Talks, by: str) -> tuple[str, ...]:
    """Return those who made a pledge in whose place somebody stands."""
    made = pledge.words.by if pledge.words else ()
    return tuple(party for party in made if party != by and party in talks.place_of(by))


def _because(pledge: Pledge) -> tuple[int, ...]:
    """Return the entries that the label rests on: the words, how they are measured, the current verdicts, the end."""
    numbers = {pledge.made, *pledge.withdrawals}
    numbers |= {tie.entry for tie in pledge.ties}
    numbers |= {clarification.entry for clarification in pledge.clarifications}
    numbers |= {verdict.entry for verdict in pledge.verdicts()}
    numbers |= {pledge.ending.entry} if pledge.ending else set()
    return tuple(sorted(numbers))


def pledge_label(pledge: Pledge, *, contested: bool = False, named: bool = True) -> str:
    """Say how a pledge stands, in a few words; alike pledges are in the same words where no party is named."""
    words = (f"{pledge.ending.how} by {pledge.ending.by}" if named else pledge.ending.how) if pledge.ending else "made"
    if pledge.withdrawn_by and not pledge.ending:
        words += f", withdrawn by {parties_words(pledge.withdrawn_by) if named else SOME}"
    return f"{words}, contested" if contested else words


def verdict_word(pledge: PledgeStatus) -> str:
    """Return what the current verdicts on a pledge come to in one: that of all, ``contested``, or ``not assessed``."""
    if pledge.kept.differing:
        return "contested"
    return pledge.kept.verdicts[-1].verdict.replace("-", " ") if pledge.kept.verdicts else "not assessed"


def _denied(said: EffectiveEntry) -> bool:
    """Say whether somebody denies the words as they are told, and not only when, or by whom, they were said."""
    return any(
        not account.says_otherwise or any(difference.field == "text" for difference in account.says_otherwise)
        for account in rival_accounts(said)
    )


def _deed(observation: Observation, entries: Mapping[int, EffectiveEntry]) -> Deed:
    entry = entries[observation.entry]
    return Deed(
        by=observation.by,
        text=observation.text,
        indicator=observation.indicator,
        access=observation.access,
        on=entry.envelope.occurred,
        entry=observation.entry,
        sources=entry.envelope.cited,
        contested=disputes_of([entry]),
    )


VIEW = View(pledges, Needs.ACTS)
