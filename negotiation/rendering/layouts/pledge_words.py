"""What is said of pledges in tables and sheets alike: how they are measured, what was seen, what verdicts rest on."""

from ...domain.dates.words import in_words
from ...views.phrases import listed
from ...views.pledges import Deed, Measure, PledgeStatus
from ...views.verdicts import GivenVerdict
from .common import numbers


def measures_words(pledge: PledgeStatus) -> list[str]:
    """Say how one is to see whether a pledge is kept."""
    if len({measure.by for measure in pledge.measured.measures}) > 1:
        return [line for measure in pledge.measured.measures for line in _according_to(measure)]
    found = [f"{name}: {text}" for name, text in pledge.measured.indicators] or ["nothing: vague"]
    found += [f"from {pledge.measured.baseline}"] if pledge.measured.baseline else []
    found += (
        [f"due {in_words(pledge.measured.due)}{' (past)' if pledge.measured.past_due else ''}"]
        if pledge.measured.due
        else []
    )
    return found


def _according_to(measure: Measure) -> list[str]:
    """Say how a pledge is to be measured according to one of several accounts."""
    found = [f"{name}: {text}" for name, text in measure.indicators]
    found += [f"from {measure.baseline}"] if measure.baseline else []
    found += [f"due {in_words(measure.due)}"] if measure.due else []
    place = f", in the place of {listed(measure.in_place_of)}" if measure.in_place_of else ""
    return [f"{measure.by}{place} (#{measure.entry}): {'; '.join(found)}"]


def evidence_words(given: GivenVerdict) -> list[str]:
    """Name the entries that a verdict rests on, and say what of them is gone."""
    return [part for part in (numbers(given.evidence), lost_words(given)) if part]


def lost_words(given: GivenVerdict) -> str:
    """Say what a verdict rested on that is no longer there, or not in view."""
    lost = [f"on what {numbers(given.evidence_retracted)} took back"] if given.evidence_retracted else []
    lost += ["on what is not in view"] if given.evidence_out_of_view else []
    return f"rests {' and '.join(lost)}" if lost else ""


def deed_words(deed: Deed) -> str:
    """Write an observation: ``OSCE (partial access, 5 Apr 2022, #9): two camps are empty``."""
    contested = ", contested" if deed.contested else ""
    access = {"denied": "access denied, ", "partial": "partial access, "}.get(deed.access or "", "")
    return f"{deed.by}{contested} ({access}{in_words(deed.on)}, #{deed.entry}): {deed.text}"
