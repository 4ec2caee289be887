"""What changed between two moments, on any clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..domain.edtf_words import in_words
from ..domain.history import History
from ..domain.situation import Situation, situation
from .guarantees import guarantees_of
from .packages import AGREED
from .rounds import rounds_of
from .stances import Stance, stance_words
from .status import ProposalStatus, Status, status_of
from .timeline import Line, line_of, versions_made
from .wording import listed


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that reads otherwise at the second moment."""

    subject: str
    """The proposal, ``talks``, or another thing with its sort: ``pledge reduce``."""
    what: str
    before: str | None
    after: str | None
    entries: tuple[int, ...]
    """The entries behind the new reading."""
    entries_before: tuple[int, ...] = ()
    """The entries behind the old reading, where these are others."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two moments."""

    talks: str
    clock: str
    before: str
    after: str
    changes: tuple[Change, ...]
    new: tuple[Line, ...]
    """Entries that came into view."""
    gone: tuple[Line, ...]
    """Entries that are no longer in view."""


def changes(before: History, after: History, clock: str, first: str, second: str) -> Changes:
    """Compare the talks at two moments.

    Args:
        before: the history at the first.
        after: the history at the second.
        clock: the clock on which the moments lie: at, known or recorded.
        first: the first moment, as it was asked for.
        second: the second moment, as it was asked for.
    """
    then, now = situation(before), situation(after)
    one, two = status_of(then, before), status_of(now, after)
    found = []
    for what, old, new in (
        ("phase", one.phase, two.phase),
        ("parties", listed(one.parties), listed(two.parties)),
        ("decides by", one.decides_by, two.decides_by),
    ):
        if old != new:
            found.append(Change("talks", what, old or None, new or None, ()))
    old_proposals = {proposal.proposal: proposal for proposal in one.proposals}
    new_proposals = {proposal.proposal: proposal for proposal in two.proposals}
    for name in dict.fromkeys((*new_proposals, *old_proposals)):
        found.extend(_proposal_changes(name, old_proposals.get(name), new_proposals.get(name)))
    found.extend(_others(_readings(one, then, before), _readings(two, now, after)))
    numbers_before = {entry.number for entry in before.entries}
    numbers_after = {entry.number for entry in after.entries}
    made_now, made_then = versions_made(now), versions_made(then)
    return Changes(
        talks=two.talks or one.talks,
        clock=clock,
        before=first,
        after=second,
        changes=tuple(found),
        new=tuple(line_of(entry, made_now) for entry in after.entries if entry.number not in numbers_before),
        gone=tuple(line_of(entry, made_then) for entry in before.entries if entry.number not in numbers_after),
    )


def _proposal_changes(name: str, old: ProposalStatus | None, new: ProposalStatus | None) -> list[Change]:
    if new is None:
        return [Change(name, "status", old.label if old else None, None, ())]
    entries = (new.since_entry,)
    if old is None:
        found = [Change(name, "status", None, new.label, entries)]
    else:
        found = [Change(name, "status", old.label, new.label, entries)] if old.label != new.label else []
    wording, ties = (new.version_entry,), tuple(dict.fromkeys(tie.entry for tie in new.ties))
    for what, one, two, behind in (
        ("version", str(old.version) if old else None, str(new.version), wording),
        ("text", old.text if old else None, new.text, entries),
        ("kept", old.kept if old else None, new.kept, entries),
        ("silence", old.silence if old else None, new.silence, entries),
        ("terms", "\n".join(old.terms) if old else None, "\n".join(new.terms), wording),
        ("ties", _ties(old) if old else None, _ties(new), ties),
    ):
        if (one or None) != (two or None) and not (old is None and what in ("version", "text")):
            found.append(Change(name, what, one or None, two or None, behind))
    stances_before, stances_after = _stances(old), _stances(new)
    for party in dict.fromkeys((*stances_after, *stances_before)):
        one_words, two_words = _words(stances_before.get(party, ())), _words(stances_after.get(party, ()))
        if one_words != two_words:
            taken = tuple(stance.entry for stance in stances_after.get(party, ()))
            found.append(Change(name, f"position of {party}", one_words, two_words, taken))
    return found


def _readings(status: Status, now: Situation, history: History) -> dict[tuple[str, str], tuple[str, tuple[int, ...]]]:
    """Return how everything beside the proposals reads, with the entries behind it, by the thing and what of it."""
    found: dict[tuple[str, str], tuple[str, tuple[int, ...]]] = {}
    for pledge in status.pledges:
        found[f"pledge {pledge.pledge}", "status"] = (pledge.label, (pledge.entry,))
        verdicts = tuple(verdict.entry for verdict in pledge.verdicts)
        found[f"pledge {pledge.pledge}", "kept"] = (pledge.kept, verdicts or (pledge.entry,))
        if pledge.indicators or pledge.due:
            measures = [f"{name}: {text}" for name, text in pledge.indicators]
            measures += [f"due {in_words(pledge.due)}"] if pledge.due else []
            found[f"pledge {pledge.pledge}", "measured by"] = ("\n".join(measures), pledge.because)
        for verdict in pledge.verdicts:
            words = verdict.verdict.replace("-", " ")
            found[f"pledge {pledge.pledge}", f"verdict of {verdict.assessor}"] = (words, (verdict.entry,))
    stood = {p.proposal: p.since_entry for p in status.proposals}
    for package in status.packages:
        waits = f" for {listed(package.waits_for)}" if package.waits_for else ""
        members = listed([member.proposal for member in package.members])
        behind = tuple(sorted({stood[m.proposal] for m in package.members if m.proposal in stood} - {0}))
        found[f"package {package.package}", "state"] = (
            f"{members}: {package.state}{waits}",
            behind if package.state == AGREED else (package.entry,) if package.entry else (),
        )
    for guarantee in guarantees_of(now, history):
        for guarantor in guarantee.guarantors:
            if guarantor.now:
                state = guarantor.state.replace("-", " ")
                found[guarantee.proposal, f"guarantor {guarantor.guarantor}"] = (state, (guarantor.now.entry,))
    for one in rounds_of(now, history):
        found[f"round {one.round}", "state"] = (one.stage, one.happenings[-1:])
    return found


def _others(
    before: Mapping[tuple[str, str], tuple[str, tuple[int, ...]]],
    after: Mapping[tuple[str, str], tuple[str, tuple[int, ...]]],
) -> list[Change]:
    found = []
    for subject, what in dict.fromkeys((*after, *before)):
        old, was_behind = before.get((subject, what), (None, ()))
        new, behind = after.get((subject, what), (None, ()))
        if old != new:
            found.append(Change(subject, what, old, new, behind, was_behind))
    return found


def _ties(status: ProposalStatus) -> str:
    return listed([f"{tie.kind} {tie.proposal}" for tie in status.ties])


def _stances(status: ProposalStatus | None) -> dict[str, tuple[Stance, ...]]:
    found: dict[str, tuple[Stance, ...]] = {}
    for stance in status.stances if status else ():
        found[stance.party] = (*found.get(stance.party, ()), stance)
    return found


def _words(stances: tuple[Stance, ...]) -> str | None:
    return " / ".join(stance_words(stance) for stance in stances) or None
