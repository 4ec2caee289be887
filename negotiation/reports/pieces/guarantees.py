"""A security guarantee on paper: what is promised, by whom according to whom, and how far each guarantor has gone."""

from collections.abc import Iterator, Sequence

from ...domain.dates.words import in_words
from ...rendering.apparatus import Apparatus
from ...rendering.document import Block, Cell, Facts, Passage, Points, Section, Table
from ...rendering.layouts.guarantees import NOT_SAID, consultation_words, decision_words, guarantor_name
from ...views.due_item import DueItem
from ...views.guarantees import LISTED, Guarantee, Guarantor, Listing, Step
from ...views.phrases import GUARANTOR_VERBS, listed, parties_words
from .waiting import item_words


def section(guarantee: Guarantee, consulting: Sequence[DueItem], apparatus: Apparatus) -> Section:
    """Return what a proposal guarantees, its roster, and the lists of guarantors where accounts differ.

    Args:
        guarantee: the guarantee.
        consulting: the guarantors that were called upon and have not answered.
        apparatus: the apparatus of the report.
    """
    blocks: list[Block] = [_facts(guarantee, apparatus), _roster(guarantee, apparatus)]
    if len(guarantee.lists) > 1:
        blocks.append(_lists(guarantee, apparatus))
    if consulting:
        blocks.append(Points(tuple(item_words(item, apparatus) for item in consulting)))
    return Section("What it guarantees", tuple(blocks))


def _facts(guarantee: Guarantee, apparatus: Apparatus) -> Facts:
    pairs = (
        ("Obligation", guarantee.obligation),
        ("Trigger", guarantee.trigger),
        ("Consultations", consultation_words(guarantee)),
        ("Exclusions", listed(guarantee.exclusions)),
        ("Decision rule", decision_words(guarantee)),
        ("Could one block it", guarantee.can_block),
    )
    worded = apparatus.claim(f"version {apparatus.now.proposals[guarantee.proposal].version}", guarantee.entry)
    said = tuple((name, (Passage(text or NOT_SAID, quiet=not text),)) for name, text in pairs)
    return Facts((("As worded in", (worded,)), *said))


def _roster(guarantee: Guarantee, apparatus: Apparatus) -> Table:
    rows = tuple(
        ((Passage(guarantor_name(found)),), tuple(_state(found, apparatus)), tuple(_listed(found)))
        for found in guarantee.guarantors
    )
    return Table("Its guarantors", ("Guarantor", "How far it has gone", "Listed by"), rows, "No guarantor is named.")


def _state(found: Guarantor, apparatus: Apparatus) -> Iterator[Passage]:
    if found.state == LISTED:
        yield Passage("listed, not heard from", quiet=True)
    *earlier, _ = found.steps or (None,)
    if found.now:
        yield step(found.now, apparatus, strong=True)
    yield from (step(one, apparatus) for one in earlier if one)


def step(taken: Step, apparatus: Apparatus, *, strong: bool = False, who: str = "") -> Passage:
    """Return one step of a guarantor, with its conditions and its date."""
    conditions = f" if {listed(taken.conditions)}" if taken.conditions else ""
    reason = f": {taken.reason}" if taken.reason else ""
    speaker = f", says {taken.says}" if taken.says else ""
    words = f"{who} {GUARANTOR_VERBS[taken.state]}" if who else taken.state.replace("-", " ")
    return apparatus.claim(f"{words}{conditions} ({in_words(taken.on)}{speaker}){reason}", taken.entry, strong=strong)


def _listed(found: Guarantor) -> Iterator[Passage]:
    yield Passage(parties_words(found.listed_by) or "nobody", quiet=not found.listed_by)
    if found.not_listed_by and found.listed_by:
        yield Passage(f"not listed by {parties_words(found.not_listed_by)}")


def _lists(guarantee: Guarantee, apparatus: Apparatus) -> Table:
    """Put the lists side by side, each with where it was read."""
    names = dict.fromkeys(name for one in guarantee.lists for name in one.guarantors)
    told: tuple[Cell, ...] = ((Passage("Account"),), *(_account(one, guarantee, apparatus) for one in guarantee.lists))
    rows = tuple(
        (
            (Passage(name),),
            *(
                (Passage("listed"),) if name in one.guarantors else (Passage("not listed", strong=True),)
                for one in guarantee.lists
            ),
        )
        for name in names
    )
    columns = ("Guarantor", *(f"According to {one.by} (#{one.entry})" for one in guarantee.lists))
    return Table("The lists of guarantors, side by side", columns, (told, *rows))


def _account(found: Listing, guarantee: Guarantee, apparatus: Apparatus) -> Cell:
    wording = apparatus.entries[guarantee.entry]
    dispute = next((entry for entry in wording.disputes if entry.number == found.entry), None)
    if dispute is None:
        return (apparatus.claim("as recorded", guarantee.entry),)
    return (apparatus.dispute("another account", dispute, wording),)
