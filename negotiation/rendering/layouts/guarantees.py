"""The layout of security guarantees: what is guaranteed, and the roster of guarantors."""

from collections.abc import Iterable, Iterator

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.guarantees import Guarantee, Guarantees, Guarantor, Step
from ...views.phrases import GUARANTOR_VERBS, duration_words, listed
from ..document import NOTHING, Document, Section, Table, Words, facts, remarks, resting, sheet, table
from .common import contesters, seen, several, standing
from .disputes import rival_accounts_table

NOT_SAID = "not said"


def lay_out(view: Guarantees, clocks: Clocks) -> Document:
    """Return the guarantees as a document: first the roster of all, then each guarantee by itself."""
    roster = roster_table(view.guarantees)
    each = (section for guarantee in view.guarantees for section in _sections(guarantee))
    sections = (seen(clocks), roster, *each)
    return Document(f"{view.talks}: guarantees", sections, view, view.guarantees, _sheet(view))


def _sheet(view: Guarantees) -> Table:
    """Return the rosters as a sheet: one thing a column, dates as EDTF."""
    columns = ("guarantee", "guarantor", "named", "state", "since", "entry", "conditions", "reason", "says",
               "listed by", "not listed by", "sources", "contested by")  # fmt: skip
    rows = (
        (
            guarantee.proposal,
            guarantor.guarantor,
            "yes" if guarantor.named else "no",
            guarantor.state.replace("-", " "),
            *_last_step(guarantor.now),
            several(guarantor.listed_by),
            several(guarantor.not_listed_by),
            several(guarantor.now.sources) if guarantor.now else "",
            contesters(guarantor.now.contested) if guarantor.now else "",
        )
        for guarantee in view.guarantees
        for guarantor in guarantee.guarantors
    )
    return sheet(columns, rows)


def _last_step(now: Step | None) -> tuple[str, ...]:
    if now is None:
        return ("", "", "", "", "")
    return (now.on or "", f"#{now.entry}", several(now.conditions), now.reason or "", now.says or "")


def roster_table(guarantees: Iterable[Guarantee], heading: str | None = None) -> Section:
    """Lay out who guarantees what: how far each guarantor has gone, and who lists it."""
    return table(
        ("guarantee", "guarantor", "state", "since", "listed by", "not listed by", "remarks"),
        (_row(guarantee, guarantor) for guarantee in guarantees for guarantor in guarantee.guarantors),
        heading,
        "no proposal with security guarantees is on the table at this point of view",
    )


def _row(guarantee: Guarantee, guarantor: Guarantor) -> tuple[Words, ...]:
    now = guarantor.now
    return (
        guarantee.proposal,
        guarantor_name(guarantor),
        resting(guarantor.state.replace("-", " "), now.entry if now else None),
        f"{in_words(now.on)} (#{now.entry})" if now else NOTHING,
        _listed_by(guarantee, guarantor),
        "\n".join(guarantor.not_listed_by) or NOTHING,
        "\n".join(_remarks(guarantor, now)),
    )


def guarantor_name(found: Guarantor) -> str:
    """Name a guarantor; one that is not named stands in the words of the source."""
    return found.guarantor if found.named else f"“{found.guarantor}” (unnamed)"


def consultation_words(guarantee: Guarantee) -> str:
    """Say within which time the guarantors are to consult, if that is said."""
    return f"within {duration_words(guarantee.consultation)}" if guarantee.consultation else ""


def decision_words(guarantee: Guarantee) -> str:
    """Say how the guarantors decide, if that is said."""
    return guarantee.decision_rule or (guarantee.decision or "").replace("-", " ")


def _listed_by(guarantee: Guarantee, guarantor: Guarantor) -> Words:
    if not guarantor.named:
        return NOTHING
    if len(guarantor.listed_by) == len(guarantee.lists) > 1:
        return "every account"
    return "\n".join(guarantor.listed_by) or "nobody"


def _remarks(guarantor: Guarantor, now: Step | None) -> Iterator[str]:
    if now is None:
        yield "not heard from"
        return
    if now.conditions:
        yield f"on condition that {listed(now.conditions)}"
    if now.reason:
        yield now.reason
    if now.says:
        yield f"says {now.says}"
    if now.contested:
        yield f"contested by {listed([contest.by for contest in now.contested])}"
    if len(guarantor.steps) > 1:
        yield "before: " + ", ".join(map(_step, guarantor.steps[:-1]))


def _step(step: Step) -> str:
    conditions = f" on condition that {listed(step.conditions)}" if step.conditions else ""
    return f"{GUARANTOR_VERBS[step.state]}{conditions} ({in_words(step.on)})"


def _sections(guarantee: Guarantee) -> Iterator[Section]:
    """Yield what is guaranteed, the lists that differ, and what is contested of it."""
    yield facts(
        (
            ("obligation", resting(guarantee.obligation or NOT_SAID, guarantee.entry)),
            ("trigger", guarantee.trigger or NOT_SAID),
            ("consultation", consultation_words(guarantee) or NOT_SAID),
            ("exclusions", listed(guarantee.exclusions) or "none said"),
            ("decision rule", decision_words(guarantee) or NOT_SAID),
            ("could one block it", guarantee.can_block),
        ),
        f"{guarantee.proposal}: {guarantee.title}" if guarantee.title else guarantee.proposal,
    )
    if len(guarantee.lists) > 1:
        rows = (
            (found.by, resting(", ".join(found.guarantors), found.entry), ", ".join(found.sources), f"#{found.entry}")
            for found in guarantee.lists
        )
        yield table(("according to", "guarantors", "sources", "entry"), rows, "the lists differ")
    lines = standing(guarantee.proposal, guarantee.contested, guarantee.unsettled, guarantee.overridden)
    if lines:
        yield remarks(lines)
    if guarantee.accounts:
        yield rival_accounts_table(guarantee.accounts)
