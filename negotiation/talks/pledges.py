"""The pledges of the talks: the words, what was seen of them, and the verdicts."""

from collections.abc import Mapping, Sequence
from typing import Unpack

from ..domain import build
from ..domain.errors import InputError
from ..domain.quantities import parted
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..writing import Details, OneOrMore, each
from .recording import Recording

Indicators = str | Sequence[str | Mapping[str, str]]
"""What would show that a pledge is kept: ``troops=fewer than 5,000``, or with `name` and `text`."""


Measured = str | Sequence[str | Mapping[str, str]]
"""How much there was: ``stock=450 kg``, or with `indicator` and `value`."""


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
    in_exchange_for: OneOrMore = (),
    conditional_on: OneOrMore = (),
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
        in_exchange_for: the pledges and proposals that it is given for: ``pledge:lift-sanctions``, or a name alone.
        conditional_on: the pledges that must be kept, and the proposals that must be agreed, before it holds.
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
        "in_exchange_for": _counterparts(talks, in_exchange_for),
        "conditional_on": _counterparts(talks, conditional_on),
    }
    events = [build.event("pledge-made", fields)]
    events += [build.event("pledge-superseded", {"pledge": other, "by_pledge": pledge}) for other in replaced]
    if indicators or baseline is not None or due is not None:
        from ..views.phrases import listed  # noqa: PLC0415  # views take a moment to load

        events.append(_clarified(pledge, listed(list(each(by))), indicators, baseline, due))
    return talks.record(*events, **details)


def link_pledge(talks: Recording, pledge: str, kind: str, target: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that a pledge is ``in-exchange-for``, or ``conditional-on``, another pledge or a proposal.

    Raises:
        InputError: a pledge has no link of this kind.
    """
    if kind not in PLEDGE_LINKS:
        raise InputError(f"a pledge is not {kind} anything", f"it is {' or '.join(PLEDGE_LINKS)} something")
    fields = {"pledge": talks.pledge_id(pledge), kind.replace("-", "_"): _counterparts(talks, target)}
    return talks.record(build.event("pledge-linked", fields), **details)


PLEDGE_LINKS = ("in-exchange-for", "conditional-on")
"""The kinds of link that a pledge can have."""


def _counterparts(talks: Recording, references: OneOrMore) -> tuple[str, ...] | None:
    """Return what a pledge stands for, as ``pledge:lift-sanctions``; None if it stands for nothing."""
    return tuple(talks.reference(reference, ("pledge", "proposal")) for reference in each(references)) or None


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
    measured: Measured = (),
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record what somebody saw, or was kept from seeing, of what was done about a pledge.

    Args:
        pledge: the pledge.
        text: what was seen.
        by: who saw it.
        indicator: the name of the indicator that it is about.
        access: denied, partial or full.
        measured: how much there was, by indicator: ``stock=450 kg``; of the indicator given, a quantity alone.
        details: what every write takes.
    """
    fields = {
        "pledge": talks.pledge_id(pledge),
        "text": text,
        "indicator": indicator,
        "access": access,
        "measured": _measurements(measured, indicator),
    }
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
    measured: Measured = (),
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
        measured: how much the assessor found, by indicator: ``stock=450 kg``.
        details: what every write takes.
    """
    fields = {
        "pledge": talks.pledge_id(pledge),
        "verdict": verdict,
        "confidence": confidence,
        "reason": reason,
        "evidence": [_seen(talks, reference) for reference in each(evidence)],
        "measured": _measurements(measured, None),
    }
    return talks.record(*(build.event("pledge-assessed", {**fields, "assessor": one}) for one in each(by)), **details)


def _measurements(measured: Measured, indicator: str | None) -> list[str | Mapping[str, str]] | None:
    """Return measurements with their indicators; None if there are none."""
    told = [measured] if isinstance(measured, str) else list(measured)
    return [
        {"indicator": indicator, "value": one} if indicator and isinstance(one, str) and parted(one) is None else one
        for one in told
    ] or None


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
