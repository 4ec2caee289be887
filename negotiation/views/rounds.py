"""The rounds of the talks: when and where each was held, by whom, what came of it, and what was recorded in it."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from ..domain.fold import fold
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from ..domain.round.state import Round, RoundStage
from ..domain.state import State
from .disputes import Dispute, RivalAccount, disputes_of, rival_accounts
from .filter import EVERYTHING, Filter, any_of
from .phrases import parties_words
from .registry import Needs, View
from .sentences.rounds import delegation_words
from .timeline import chosen, see_that_some_are


class Told(Struct, frozen=True):
    """What one account says of something that accounts differ on."""

    says: str
    by: str
    entry: int


class RoundStatus(Struct, frozen=True):
    """One round, as far as it has come."""

    round: str
    stage: str
    """How it stands, in a few words."""
    says: str | None
    """Who says that it stands so, where that is told."""
    label: str | None
    """The number or name that it is given; a label, which sources may dispute, and no key."""
    labels: tuple[Told, ...]
    """What others call it."""
    opened: str | None
    planned: str | None
    """The date that it is set for, as long as it has not begun."""
    closed: str | None
    until: str | None
    venue: str | None
    host: str | None
    mediators: tuple[str, ...]
    format: str | None
    track: str | None
    level: str | None
    parties: tuple[str, ...]
    """The parties that have delegations in it."""
    delegations: tuple[str, ...]
    walked_out: tuple[str, ...]
    """Every party that ever walked out of it, each once."""
    away: tuple[str, ...]
    """Those of them that have not come back."""
    duration: str | None
    outputs: tuple[str, ...]
    press_access: str | None
    reason: str | None
    happenings: tuple[int, ...]
    """The entries of the round itself."""
    entries: tuple[int, ...]
    """The entries that were recorded as having happened in it."""
    contested: tuple[Dispute, ...]
    accounts: tuple[RivalAccount, ...]
    overridden: tuple[int, ...]
    unsettled: tuple[int, ...]


class Rounds(Struct, frozen=True):
    """Every round of the talks."""

    talks: str
    rounds: tuple[RoundStatus, ...]


def rounds(history: History, wanted: Filter = EVERYTHING, *, last: int | None = None) -> Rounds:
    """Return every round, in the order in which the history first speaks of it.

    Args:
        history: the history at the clocks of the question.
        wanted: only those to which, or in which, something happened that is asked for.
        last: only so many, the last ones.

    Raises:
        InputError: the last of less than one are asked for.
    """
    see_that_some_are(last)
    found = rounds_of(fold(history), history, chosen(history, wanted))
    return Rounds(history.talks, found if last is None else found[-last:])


def rounds_of(now: State, history: History, numbers: Collection[int] | None = None) -> tuple[RoundStatus, ...]:
    """Return the rounds of a situation already folded, or only those to which some entries belong."""
    known = [found for found in now.rounds.values() if found.known]
    if not known:
        return ()
    within = history.in_rounds()
    known = [found for found in known if any_of(numbers, (*found.entries, *within.get(found.id, ())))]
    entries = history.by_number
    history.want(number for found in known for number in (found.entry, found.opened, *found.entries) if number)
    return tuple(_status(found, entries, within.get(found.id, ())) for found in known)


def _status(found: Round, entries: Mapping[int, EffectiveEntry], within: tuple[int, ...]) -> RoundStatus:
    behind = [entries[number] for number in found.entries if number in entries]
    accounts = tuple(account for entry in behind for account in rival_accounts(entry))
    last, says = entries[found.entry].envelope.occurred, entries[found.entry].envelope.asserted_by
    return RoundStatus(
        round=found.id,
        stage=_stage(found, contested=bool(disputes_of(behind))),
        says=says,
        label=found.label,
        labels=tuple(
            Told(difference.other, account.by, account.dispute)
            for account in accounts
            for difference in account.says_otherwise
            if difference.field == "label"
        ),
        opened=entries[found.opened].envelope.occurred if found.opened else None,
        planned=found.planned,
        closed=last if found.stage in (RoundStage.CLOSED, RoundStage.CANCELLED) else None,
        until=found.until,
        venue=found.venue,
        host=found.host,
        mediators=found.mediators,
        format=found.format,
        track=found.track,
        level=found.level,
        parties=tuple(delegation.party for delegation in found.delegations),
        delegations=tuple(delegation_words(delegation) for delegation in found.delegations),
        walked_out=tuple(dict.fromkeys(party for out in found.walk_outs for party in out.by)),
        away=tuple(dict.fromkeys(found.away)),
        duration=found.duration,
        outputs=found.outputs,
        press_access=found.press_access,
        reason=found.reason,
        happenings=found.entries,
        entries=within,
        contested=disputes_of(behind),
        accounts=accounts,
        overridden=tuple(entry.number for entry in behind if entry.override),
        unsettled=tuple(entry.number for entry in behind if entry.unfinished),
    )


def _stage(found: Round, *, contested: bool) -> str:
    """Say how far a round has come: ``broken off, contested``."""
    words = found.outcome.replace("-", " ") if found.stage is RoundStage.CLOSED and found.outcome else found.stage.value
    if found.away:
        words += f", {parties_words(list(dict.fromkeys(found.away)))} walked out"
    return f"{words}, contested" if contested else words


VIEW = View(rounds, Needs.HISTORY)
