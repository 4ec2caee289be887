"""What can be counted: entries, proposals, pledges and formal acts, and by what each of these is grouped."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..domain.dates.periods import PERIODS, period
from ..domain.fold import fold
from ..domain.memberships import memberships
from ..domain.proposal.events import FormalActDone
from ..domain.record.entry import EffectiveEntry
from ..domain.record.event import acting
from ..domain.record.facts import Facts, Wanted, facts_of
from ..domain.record.history import History

Values = Mapping[str, tuple[str | None, ...]]
"""What something says of itself, by what it can be grouped by: several values where it says several."""
Among = Collection[int] | None
"""The numbers of the entries that are asked for; None if all are."""


class Countable(NamedTuple):
    """Something that can be counted."""

    found: Callable[[History, Sequence[str], Among], Iterable[tuple[Values, int]]]
    """What there is of it in view, each with how many say the same; only the groups that are asked for are looked at.

    What is no entry itself is there if the entry is asked for by which it came about.
    """
    groups: tuple[str, ...]
    usual: str
    """What it is grouped by if nothing is said."""


_FACTS = {
    "kind": "kind",
    "party": "acting",
    "to": "addressed",
    "about": "about",
    "subject": "subject",
    "speaker": "speaker",
    "round": "in_round",
    "source": "sources",
    "says": "says",
    "marking": "marking",
    "recorder": "recorder",
}
"""What entries are grouped by: the facts of an entry; a party is one that acts, not one that is acted upon."""
OF_ENTRIES = (*_FACTS, *PERIODS)
_BEHIND = ("round", "source", "says", "marking", "recorder", *PERIODS)
"""What anything is grouped by that came about by an entry."""


def values(found: object) -> tuple[str | None, ...]:
    """Return the groups that something is in by one of its facts: one for each of several, or that of nothing."""
    if isinstance(found, tuple):
        return tuple(dict.fromkeys(map(str, found))) or (None,)
    return (str(found) if found else None,)


def _said(facts: Facts, zone: str, by: Iterable[str]) -> Values:
    """Return what an entry says of itself, as far as it is asked for."""
    return {
        name: (period(facts.occurred, zone, name),) if name in PERIODS else values(getattr(facts, _FACTS[name]))
        for name in by
    }


def _entries(history: History, by: Sequence[str], among: Among) -> Iterator[tuple[Values, int]]:
    fields = {_FACTS.get(name, "occurred") for name in by}
    for facts, number in history.facts(fields, among):
        yield _said(facts, history.zone, by), number
    if "party" in by:  # what a group did its members did as well, which its entries do not say themselves
        for entry in _by_groups(history, among):
            facts = facts_of(entry.event, entry.envelope, entry.occurred)
            yield _said(facts, history.zone, by), -1
            yield _said(facts._replace(acting=memberships(history).acting(entry)), history.zone, by), 1


def _by_groups(history: History, among: Among) -> Iterator[EffectiveEntry]:
    """Yield the entries in which groups act."""
    groups = memberships(history)
    named = {number for group in groups.ever for number in history.candidates(Wanted(party=group)) or ()}
    for entry in history.picked(named)[0]:
        if (among is None or entry.number in among) and not groups.ever.keys().isdisjoint(acting(entry.event)):
            yield entry


def _behind(entry: EffectiveEntry, zone: str, by: Iterable[str]) -> Values:
    """Return what the entry says of itself by which something came about."""
    return _said(facts_of(entry.event, entry.envelope, entry.occurred), zone, [name for name in by if name in _BEHIND])


def _brought(history: History, numbers: Iterable[int], by: Sequence[str]) -> Mapping[int, EffectiveEntry]:
    """Return the entries by which things came about, where anything of them is asked for."""
    if set(by).isdisjoint(_BEHIND):
        return {}
    history.want(numbers)
    return history.by_number


def _proposals(history: History, by: Sequence[str], among: Among) -> Iterator[tuple[Values, int]]:
    from ..domain.proposal.amending import stale  # noqa: PLC0415  # to count entries does not need it
    from .label import label  # noqa: PLC0415  # to count entries does not need it
    from .status import status_of  # noqa: PLC0415  # to count entries does not need it

    now = fold(history)
    first = {proposal.id: proposal.versions[0].entry for proposal in now.proposals.values() if proposal.on_the_table}
    entries = _brought(history, first.values(), by)
    for found in status_of(now, history).proposals:
        number = first[found.proposal]
        if among is None or number in among:
            own: dict[str, object] = {
                "sponsor": found.sponsors,
                "addressee": found.addressees,
                "status": label(
                    now.talks,
                    now.proposals[found.proposal],
                    contested=bool(found.grounds.contested),
                    provisional=found.formal.provisional,
                    stale=stale(now.proposals, now.proposals[found.proposal]),
                    named=False,
                ),
                "text": found.text.convergence,
                "formal": found.formal.stage,
                "kept": found.kept,
                "issue": found.issue,
                "question": found.question,
            }
            told = _behind(entries[number], history.zone, by) if number in entries else {}
            yield {**{name: values(own[name]) for name in by if name in own}, **told}, 1


def _pledges(history: History, by: Sequence[str], among: Among) -> Iterator[tuple[Values, int]]:
    from .exchange import CONTESTED  # noqa: PLC0415  # to count entries does not need it
    from .pledges import pledge_label, pledges_of, verdict_word  # noqa: PLC0415  # to count entries does not need it

    now = fold(history)
    pledges = pledges_of(now, history)
    entries = _brought(history, [pledge.words.entry for pledge in pledges], by)
    for found in pledges:
        number = found.words.entry
        if among is None or number in among:
            own: dict[str, object] = {
                "party": found.words.by,
                "addressee": found.words.to,
                "verdict": verdict_word(found),
                "assessor": tuple(given.assessor for given in found.kept.verdicts),
                "status": pledge_label(
                    now.pledges[found.pledge], contested=found.label.endswith(CONTESTED), named=False
                ),
                "under": found.words.under,
                "issue": found.words.issue,
            }
            told = _behind(entries[number], history.zone, by) if number in entries else {}
            yield {**{name: values(own[name]) for name in by if name in own}, **told}, 1


def _acts(history: History, by: Sequence[str], among: Among) -> Iterator[tuple[Values, int]]:
    done = history.candidates(Wanted(kind="formal-act-done")) or set()
    for entry in history.picked(done if among is None else done & set(among))[0]:
        event = entry.event
        if isinstance(event, FormalActDone):
            parties = memberships(history).acting(entry)
            own = {"act": event.act, "party": parties, "proposal": event.proposal, "version": event.version}
            told = _behind(entry, history.zone, by)
            yield {**{name: values(own[name]) for name in by if name in own}, **told}, 1


COUNTABLES: dict[str, Countable] = {
    "entries": Countable(_entries, OF_ENTRIES, "kind"),
    "proposals": Countable(
        _proposals,
        ("sponsor", "addressee", "status", "text", "formal", "kept", "issue", "question", *_BEHIND),
        "status",
    ),
    "pledges": Countable(
        _pledges,
        ("party", "addressee", "verdict", "assessor", "status", "under", "issue", *_BEHIND),
        "verdict",
    ),
    "acts": Countable(_acts, ("act", "party", "proposal", "version", *_BEHIND), "act"),
}
"""Everything that can be counted, by its name."""
