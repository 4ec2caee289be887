"""The layout of the pledges: the words on one side, the deeds and the verdicts on the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.phrases import listed
from ...views.pledges import Deed, Measure, Pledges, PledgeStatus
from ...views.verdicts import GivenVerdict
from ..document import NOTHING, Document, Passage, Section, Table, Words, facts, remarks, resting, sheet, table
from .common import clocks_words, contesters, lines_table, numbers, seen, several, standing
from .disputes import rival_accounts_table

if TYPE_CHECKING:
    from ...views.scales import Scale
    from ...views.show_things import ShownPledge


def lay_out(view: Pledges, clocks: Clocks, scale: "Scale | None" = None) -> Document:
    """Return the pledges as a document, on another scale beside our own verdicts if one is given."""
    columns = ("pledge", "words", "measured by", "deeds", "verdicts", "state")
    words = table(
        columns if scale is None else (*columns, scale.name),
        (_row(pledge, scale) for pledge in view.pledges),
        empty="nothing is pledged at this point of view",
    )
    sections: list[Section] = [seen(clocks), words]
    lines = pledge_remarks(view.pledges)
    if lines:
        sections.append(remarks(lines))
    accounts = tuple(account for pledge in view.pledges for account in pledge.accounts)
    if accounts:
        sections.append(rival_accounts_table(accounts))
    if scale is not None:
        sections.append(_legend(scale))
    return Document(f"{view.talks}: words and deeds", tuple(sections), view, view.pledges, _sheet(view, scale))


def _sheet(view: Pledges, scale: "Scale | None") -> Table:
    """Return the pledges as a sheet: a row for each verdict that stands, one thing a column, dates as EDTF."""
    columns = ("pledge", "by", "to", "words", "on", "entry", "status", "kept", "measured by", "due", "past due",
               "observed", "contested by", "over a rule", "assessor", "verdict", "assessed", "confidence", "reason",
               "evidence", "sources", "verdict entry", "verdict contested by")  # fmt: skip
    rows = (
        (*_pledge_cells(pledge), *(_verdict_cells(given, scale) if given else [""] * (9 + bool(scale))))
        for pledge in view.pledges
        for given in pledge.kept.verdicts or (None,)
    )
    return sheet(columns if scale is None else (*columns, scale.name), rows)


def _pledge_cells(pledge: PledgeStatus) -> tuple[str, ...]:
    return (
        pledge.pledge,
        several(pledge.words.by),
        several(pledge.words.to),
        pledge.words.text,
        pledge.words.on or "",
        f"#{pledge.words.entry}",
        pledge.label,
        pledge.kept.words,
        several(_measures(pledge)),
        pledge.measured.due or "",
        ("yes" if pledge.measured.past_due else "no") if pledge.measured.due else "",
        several(_deed_words(deed) for deed in pledge.kept.deeds),
        contesters(pledge.grounds.contested),
        numbers(pledge.grounds.overridden),
    )


def _verdict_cells(given: GivenVerdict, scale: "Scale | None") -> tuple[str, ...]:
    cells = (
        given.assessor,
        given.verdict.replace("-", " "),
        given.on or "",
        given.confidence or "",
        given.reason or "",
        several(_evidence(given)),
        several(given.sources),
        f"#{given.entry}",
        contesters(given.contested),
    )
    return cells if scale is None else (*cells, scale.of(given.verdict).value)


def show(shown: "ShownPledge", clocks: Clocks) -> Document:
    """Return everything about one pledge as a document."""
    pledge = shown.status
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("status", resting(pledge.label, *pledge.grounds.because)),
        ("kept", pledge.kept.words),
        ("words", resting(pledge.words.text, pledge.words.entry)),
        ("by", _between(pledge)),
        ("actions", listed(pledge.words.actions)),
        ("areas", listed(pledge.words.areas)),
        ("purpose", pledge.words.purpose or ""),
        ("under", pledge.words.under or ""),
        ("measured by", "\n".join(_measures(pledge))),
    )
    sections: list[Section] = [facts(told)]
    if pledge.kept.verdicts or pledge.kept.earlier:
        current = [(*_verdict_row(given), "stands") for given in pledge.kept.verdicts]
        replaced = [(*_verdict_row(given), "replaced since") for given in pledge.kept.earlier]
        columns = ("assessor", "verdict", "when", "confidence", "reason", "evidence", "sources", "by now")
        sections.append(table(columns, (*current, *replaced), "verdicts"))
    if pledge.kept.deeds:
        rows = (
            (
                deed.by,
                _access(deed),
                resting(deed.text, deed.entry),
                in_words(deed.on),
                deed.indicator or "",
                ", ".join(deed.sources),
            )
            for deed in pledge.kept.deeds
        )
        sections.append(table(("observer", "access", "what", "when", "indicator", "sources"), rows, "conduct observed"))
    if pledge.accounts:
        sections.append(rival_accounts_table(pledge.accounts))
    sections.append(lines_table(shown.history, "history"))
    return Document(f"{pledge.pledge}: {pledge.words.text}", tuple(sections), shown, shown.history)


def pledges_table(pledges: Sequence[PledgeStatus], heading: str | None = None) -> Section:
    """Lay pledges out in short: the words beside what the verdicts come to."""
    rows = (
        (
            pledge.pledge,
            resting(pledge.label, *pledge.grounds.because),
            _between(pledge),
            resting(pledge.words.text, pledge.words.entry),
            "\n".join(_measures(pledge)),
            pledge.kept.words,
        )
        for pledge in pledges
    )
    return table(("pledge", "status", "by → to", "words", "measured by", "kept"), rows, heading)


def pledge_remarks(pledges: Sequence[PledgeStatus]) -> list[str]:
    """Say which pledges are contested by whom, and which rest on what was recorded over a rule."""
    found = []
    for pledge in pledges:
        found += standing(pledge.pledge, pledge.grounds.contested, pledge.grounds.unsettled, pledge.grounds.overridden)
    return found


def _row(pledge: PledgeStatus, scale: "Scale | None") -> tuple[Words, ...]:
    words = f"{_between(pledge)}, {in_words(pledge.words.on)} (#{pledge.words.entry}): {pledge.words.text}"
    row: tuple[Words, ...] = (
        pledge.pledge,
        resting(words, pledge.words.entry),
        tuple(resting(line, *(measure.entry for measure in pledge.measured.measures)) for line in _measures(pledge)),
        tuple(resting(_deed_words(deed), deed.entry) for deed in pledge.kept.deeds) or "nothing observed",
        tuple(resting(given_verdict_words(given), given.entry) for given in pledge.kept.verdicts) or "none",
        _state(pledge),
    )
    if scale is None:
        return row
    return (*row, tuple(Passage(f"{f.assessor}: {scale.of(f.verdict).value}") for f in pledge.kept.verdicts) or NOTHING)


def _state(pledge: PledgeStatus) -> str:
    """Write how a pledge stands in one: ``made, contested: no evidence (USA) and contradicted (UKR)``."""
    joint = ", " if pledge.kept.differing else "; "
    return f"{pledge.label.removesuffix(', contested') if joint == ', ' else pledge.label}{joint}{pledge.kept.words}"


def _between(pledge: PledgeStatus) -> str:
    return f"{listed(pledge.words.by)} → {listed(pledge.words.to)}" if pledge.words.to else listed(pledge.words.by)


def _measures(pledge: PledgeStatus) -> list[str]:
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
    return [f"{measure.by} (#{measure.entry}): {'; '.join(found)}"]


def given_verdict_words(given: GivenVerdict) -> str:
    """Write a verdict: ``USA: no evidence (29 Mar 2022, low confidence, #52): only a small number``."""
    marks = [in_words(given.on), *([f"{given.confidence} confidence"] if given.confidence else [])]
    rests = f"; rests on {numbers(given.evidence)}" if given.evidence else ""
    rests += f"; {lost_words(given)}" if lost_words(given) else ""
    contested = ", contested" if given.contested else ""
    reason = f": {given.reason}" if given.reason else ""
    verdict = given.verdict.replace("-", " ")
    return f"{given.assessor}: {verdict}{contested} ({', '.join(marks)}, #{given.entry}{rests}){reason}"


def _evidence(given: GivenVerdict) -> list[str]:
    return [part for part in (numbers(given.evidence), lost_words(given)) if part]


def lost_words(given: GivenVerdict) -> str:
    """Say what a verdict rested on that is no longer there, or not in view."""
    lost = [f"on what {numbers(given.evidence_retracted)} took back"] if given.evidence_retracted else []
    lost += ["on what is not in view"] if given.evidence_out_of_view else []
    return f"rests {' and '.join(lost)}" if lost else ""


def _deed_words(deed: Deed) -> str:
    contested = ", contested" if deed.contested else ""
    access = {"denied": "access denied, ", "partial": "partial access, "}.get(deed.access or "", "")
    return f"{deed.by}{contested} ({access}{in_words(deed.on)}, #{deed.entry}): {deed.text}"


def _access(deed: Deed) -> str:
    return f"access {deed.access}" if deed.access else ""


def _verdict_row(given: GivenVerdict) -> tuple[Words, ...]:
    return (
        given.assessor,
        resting(f"{given.verdict.replace('-', ' ')}{', contested' if given.contested else ''}", given.entry),
        f"{in_words(given.on)} (#{given.entry})",
        given.confidence or "",
        given.reason or "",
        "\n".join(_evidence(given)),
        ", ".join(given.sources),
    )


def _legend(scale: "Scale") -> Section:
    rows = ((verdict.replace("-", " "), value.value, value.meaning) for verdict, value in scale.values.items())
    heading = f"{scale.name}: {scale.title} ({scale.source}); that a verdict stands there is ours"
    return table(("verdict", "value", "as published"), rows, heading)
