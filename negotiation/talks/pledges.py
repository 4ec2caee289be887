"""The pledges of the talks: the words, what was seen of them, and the verdicts."""

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..domain import build
from ..domain.errors import InputError
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..writing import Details, OneOrMore, each
from .recording import Recording

Indicators = str | Sequence[str | Mapping[str, str]]
"""What would show that a pledge is kept: ``troops=fewer than 5,000``, or with `name` and `text`."""


def pledge(
    talks: Recording,
    pledge: str,
    *,
    by: OneOrMore,
    text: str,
    to: OneOrMore = (),
    actions: OneOrMore = (),
    areas: OneOrMore = (),
    purpose: str | None = None,
    issue: str | None = None,
    under: str | None = None,
    supersedes: OneOrMore = (),
    indicators: Indicators = (),
    baseline: str | None = None,
    due: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that parties announced that they would do, or not do, something.

    Args:
        pledge: its id, a slug.
        by: the parties that pledge it.
        text: their words.
        to: the parties that it is pledged to.
        actions: what is to be done.
        areas: where.
        purpose: what for.
        issue: the agenda item that it belongs to.
        under: the proposal that it is made under.
        supersedes: pledges whose place it takes.
        indicators: what would show that it is kept; with `baseline` and `due` a clarification by the pledgers.
        baseline: from what that is measured.
        due: by when it is to be kept (EDTF).
        details: what every write takes.
    """
    replaced = [talks.pledge_id(other) for other in each(supersedes)]
    fields = {
        "pledge": pledge,
        "by": each(by),
        "to": each(to),
        "text": text,
        "actions": each(actions),
        "areas": each(areas),
        "purpose": purpose,
        "issue": None if issue is None else talks.named("issue", issue),
        "under": None if under is None else talks.proposal_id(under),
    }
    events = [build.event("pledge-made", fields)]
    events += [build.event("pledge-superseded", {"pledge": other, "by_pledge": pledge}) for other in replaced]
    if indicators or baseline is not None or due is not None:
        events.append(_clarified(pledge, " and ".join(each(by)), indicators, baseline, due))
    return talks.record(*events, **details)


def clarify(
    talks: Recording,
    pledge: str,
    *,
    by: OneOrMore,
    indicators: Indicators = (),
    baseline: str | None = None,
    due: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record how somebody says one is to see whether a pledge is kept, from which baseline, and by when."""
    name = talks.pledge_id(pledge)
    return talks.record(*(_clarified(name, one, indicators, baseline, due) for one in each(by)), **details)


def observe(
    talks: Recording,
    pledge: str,
    text: str,
    *,
    by: OneOrMore,
    indicator: str | None = None,
    access: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record what somebody saw, or was kept from seeing, of what was done about a pledge.

    Args:
        pledge: the pledge.
        text: what was seen.
        by: who saw it.
        indicator: the name of the indicator that it is about.
        access: denied, partial or full.
        details: what every write takes.
    """
    fields = {"pledge": talks.pledge_id(pledge), "text": text, "indicator": indicator, "access": access}
    return talks.record(*(build.event("conduct-observed", {**fields, "by": one}) for one in each(by)), **details)


def assess(
    talks: Recording,
    pledge: str,
    verdict: str,
    *,
    by: OneOrMore,
    confidence: str | None = None,
    reason: str | None = None,
    evidence: OneOrMore = (),
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record the verdict of an assessor, which stands until the same assessor gives another one.

    Args:
        pledge: the pledge.
        verdict: not-yet-due, no-evidence, unverifiable, partial, fulfilled, contradicted or breached.
        by: the assessor; of several each gives it.
        confidence: low, moderate or high.
        reason: why.
        evidence: the entries that it rests on: ``#7``, or their ids.
        details: what every write takes.
    """
    fields = {
        "pledge": talks.pledge_id(pledge),
        "verdict": verdict,
        "confidence": confidence,
        "reason": reason,
        "evidence": [_seen(talks, reference) for reference in each(evidence)],
    }
    return talks.record(*(build.event("pledge-assessed", {**fields, "assessor": one}) for one in each(by)), **details)


def _seen(talks: Recording, reference: str) -> str:
    """Return the id of an entry that a verdict can rest on.

    Raises:
        InputError: it is an entry about an entry, which tells of nothing that happened.
    """
    id_ = talks.entry_id(reference)
    _, _, kind = talks.place(id_)
    if kind.startswith("entry-"):
        raise InputError(f"{reference} is an entry about an entry, and no evidence", "name the entry that it is about")
    return id_


def _clarified(pledge: str, by: str, indicators: Indicators, baseline: str | None, due: str | None) -> Event:
    told = [indicators] if isinstance(indicators, str) else list(indicators)
    fields = {"pledge": pledge, "by": by, "indicators": told, "baseline": baseline, "due": due}
    return build.event("pledge-clarified", fields)
