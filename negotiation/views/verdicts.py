"""Verdicts: what each assessor says of a pledge by now, what that rests on, and what they come to together."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ..domain.pledge.state import Assessment
from ..domain.record.entry import EffectiveEntry, Entry
from .disputes import Dispute, disputes_of
from .phrases import listed

NOT_ASSESSED = "not assessed"


class GivenVerdict(Struct, frozen=True):
    """The verdict of one assessor."""

    assessor: str
    verdict: str
    confidence: str | None
    reason: str | None
    on: str | None
    entry: int
    evidence: tuple[int, ...]
    """The entries that it rests on, as far as they are in view."""
    evidence_retracted: tuple[int, ...]
    """The retractions of entries that it rested on."""
    evidence_out_of_view: bool
    """Whether it rests on an entry that is beyond the clocks."""
    sources: tuple[str, ...]
    contested: tuple[Dispute, ...]


def given_verdict(
    verdict: Assessment,
    entries: Mapping[int, EffectiveEntry],
    numbers: Mapping[str, int],
    retracted: Mapping[str, Entry],
) -> GivenVerdict:
    """Return a verdict with the entries that it rests on, as far as they are in view."""
    entry = entries[verdict.entry]
    evidence = tuple(sorted(numbers[id_] for id_ in verdict.evidence if id_ in numbers))
    return GivenVerdict(
        assessor=verdict.assessor,
        verdict=verdict.verdict,
        confidence=verdict.confidence,
        reason=verdict.reason,
        on=entry.envelope.occurred,
        entry=verdict.entry,
        evidence=evidence,
        evidence_retracted=tuple(sorted(retracted[id_].number for id_ in verdict.evidence if id_ in retracted)),
        evidence_out_of_view=any(id_ not in numbers and id_ not in retracted for id_ in verdict.evidence),
        sources=entry.envelope.cited,
        contested=disputes_of([entry, *(entries[number] for number in evidence)]),
    )


def unanimous(all_given: Sequence[GivenVerdict]) -> bool:
    """Say whether all the assessors say the same, if any."""
    return len({given.verdict for given in all_given}) <= 1


def kept_words(all_given: Sequence[GivenVerdict], pledgers: Sequence[str], *, denied: bool) -> str:
    """Say what the verdicts come to; where the words themselves are denied, they stand beside the verdicts."""
    by_verdict: dict[str, list[str]] = {"announced": list(pledgers)} if denied else {}
    for given in all_given:
        by_verdict.setdefault(given.verdict, []).append(given.assessor)
    each = [f"{verdict.replace('-', ' ')} ({listed(assessors)})" for verdict, assessors in by_verdict.items()]
    if not all_given:
        return f"contested: {each[0]}, {NOT_ASSESSED}" if each else NOT_ASSESSED
    return f"contested: {listed(each)}" if len(each) > 1 else each[0]
