"""The layout of the pledges: the words on one side, the deeds and the verdicts on the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.exchange import counterpart_words, exchange_lines, package_words, side_words
from ...views.measured import beside_words, pledged_words
from ...views.phrases import listed, parties_words
from ...views.pledges import Deed, Pledges, PledgeStatus
from ...views.verdicts import GivenVerdict
from ..document import NOTHING, Document, Passage, Section, Words, facts, remarks, resting, table
from .common import clocks_words, lines_table, numbers, seen, standing
from .disputes import rival_accounts_table
from .pledge_words import deed_words, evidence_words, lost_words, measures_words
from .pledges_sheet import pledges_sheet

if TYPE_CHECKING:
    from ...views.scales import Scale
    from ...views.show_things import ShownPledge


def lay_out(view: Pledges, clocks: Clocks, scale: "Scale | None" = None) -> Document:
    """Return the pledges as a document, on another scale beside our own verdicts if one is given."""
    columns = ("pledge", "words", "measured by", "deeds", "verdicts", "state")
    words = table(
        columns if scale is None else (*columns, scale.name),
        (_row(pledge, scale) for pledge in view.pledges),
        empty="no pledges",
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
    return Document(f"{view.talks}: words and deeds", tuple(sections), view, view.pledges, pledges_sheet(view, scale))


def show(shown: "ShownPledge", clocks: Clocks) -> Document:
    """Return everything about one pledge as a document."""
    pledge = shown.status
    given = pledge.exchange.given_for_it
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
        *(("stands", resting(counterpart_words(one), one.entry)) for one in pledge.exchange.stands_for),
        *(("given for it", resting(side_words(one.side, f", {one.how} it"), one.entry)) for one in given),
        *(("in package", resting(package_words(one), *one.entries)) for one in pledge.exchange.packages),
        ("measured by", "\n".join(measures_words(pledge))),
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
    if any(found.readings for found in pledge.beside):
        sections.append(_beside_table(pledge))
    if pledge.accounts:
        sections.append(rival_accounts_table(pledge.accounts))
    sections.append(lines_table(shown.history, "history"))
    return Document(f"{pledge.pledge}: {pledge.words.text}", tuple(sections), shown, shown.history)


def _beside_table(pledge: PledgeStatus) -> Section:
    """Lay out what was pledged beside what was measured."""
    rows = (
        (
            resting(pledged_words(found, by=True), *((found.entry,) if found.entry else ())),
            resting(one.value, one.entry),
            f"{one.by}{', contested' if one.contested else ''}",
            f"{in_words(one.on)} (#{one.entry})",
            one.place or (f"not compared: {one.not_compared}" if one.not_compared else ""),
        )
        for found in pledge.beside
        for one in found.readings
    )
    return table(("pledged", "measured", "by", "when", "comes to"), rows, "pledged beside measured")


def pledges_table(pledges: Sequence[PledgeStatus], heading: str | None = None) -> Section:
    """Lay pledges out in short: the words beside what the verdicts come to."""
    rows = (
        (
            pledge.pledge,
            resting(pledge.label, *pledge.grounds.because),
            _between(pledge),
            resting(pledge.words.text, pledge.words.entry),
            "\n".join(measures_words(pledge)),
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
        (
            resting(words, pledge.words.entry),
            *(resting(line, *entries) for line, entries in exchange_lines(pledge.exchange)),
        ),
        tuple(
            resting(line, *(measure.entry for measure in pledge.measured.measures)) for line in measures_words(pledge)
        ),
        (
            *(resting(deed_words(deed), deed.entry) for deed in pledge.kept.deeds),
            *(resting(f"{line} (#{entry})", entry) for line, entry in beside_words(pledge.beside)),
        )
        or "nothing observed",
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
    by = "; ".join((parties_words(pledge.words.by), *(f"by now {one.words}" for one in pledge.words.continued)))
    return f"{by} → {parties_words(pledge.words.to)}" if pledge.words.to else by


def given_verdict_words(given: GivenVerdict) -> str:
    """Write a verdict: ``USA: no evidence (29 Mar 2022, low confidence, #52): only a small number``."""
    marks = [in_words(given.on), *([f"{given.confidence} confidence"] if given.confidence else [])]
    rests = f"; rests on {numbers(given.evidence)}" if given.evidence else ""
    rests += f"; {lost_words(given)}" if lost_words(given) else ""
    contested = ", contested" if given.contested else ""
    reason = f": {given.reason}" if given.reason else ""
    verdict = given.verdict.replace("-", " ")
    return f"{given.assessor}: {verdict}{contested} ({', '.join(marks)}, #{given.entry}{rests}){reason}"


def _access(deed: Deed) -> str:
    return f"access {deed.access}" if deed.access else ""


def _verdict_row(given: GivenVerdict) -> tuple[Words, ...]:
    return (
        given.assessor,
        resting(f"{given.verdict.replace('-', ' ')}{', contested' if given.contested else ''}", given.entry),
        f"{in_words(given.on)} (#{given.entry})",
        given.confidence or "",
        given.reason or "",
        "\n".join(evidence_words(given)),
        ", ".join(given.sources),
    )


def _legend(scale: "Scale") -> Section:
    rows = ((verdict.replace("-", " "), value.value, value.meaning) for verdict, value in scale.values.items())
    heading = f"{scale.name}: {scale.title} ({scale.source}); that a verdict stands there is ours"
    return table(("verdict", "value", "as published"), rows, heading)
