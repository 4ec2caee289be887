"""What a summary says one has to mind: what is due, contested, unsourced, corrected or recorded over a rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...domain.dates.words import in_words
from ...domain.record.entry import EffectiveEntry
from ...domain.record.history import History
from ...rendering.apparatus import Apparatus
from ...rendering.document import Passage
from ...views.disputes import disputes_of
from ...views.due_item import DueItem, DueKind
from ...views.phrases import listed
from ...views.sources import Sources

NAMED = 6
"""How many things of one sort a sentence names; of more it says how many they are."""


def count(number: int, one: str, several: str | None = None) -> str:
    """Return so many of a thing: ``1 proposal``, ``3 parties``."""
    plural = several or (f"{one[:-1]}ies" if one.endswith("y") else f"{one}s")
    return f"{number:,} {one if number == 1 else plural}"


def named(names: Iterable[str]) -> str:
    """Name things as people do; of many, the first ones and how many more there are."""
    found = list(names)
    return listed(found) if len(found) <= NAMED + 1 else f"{', '.join(found[:NAMED])} and {len(found) - NAMED} more"


def due(items: Sequence[DueItem], apparatus: Apparatus) -> Iterator[Passage]:
    """Yield what was due and has passed, and what comes next."""
    overdue = [item for item in items if item.overdue]
    ahead = [item for item in items if item.when and not item.overdue]
    waited = [item for item in items if not item.when]
    if overdue:
        less = f" (the last of {len(overdue)} that have passed)" if len(overdue) > 1 else ""
        yield _deadline(overdue[-1], f"The deadline of {overdue[-1].subject} has passed", less, apparatus)
    if ahead:
        more = f" ({len(ahead) - 1} more {'lies' if len(ahead) == 2 else 'lie'} behind it)" if len(ahead) > 1 else ""
        yield _deadline(ahead[0], f"The next deadline is that of {ahead[0].subject}", more, apparatus)
    if waited:
        kinds = Counter(item.kind for item in waited)
        told = [count(number, *_WAITED.get(kind, (kind.replace("-", " "),))) for kind, number in kinds.items()]
        yield Passage(f"Without a deadline one waits for {listed(told)}.")
    if not items:
        yield Passage("Nothing is due, and nobody is waited for.")


_WAITED: Mapping[DueKind, tuple[str, ...]] = {
    DueKind.UNANSWERED: ("answer",),
    DueKind.STALE: ("word on a newer version", "words on newer versions"),
    DueKind.CONDITION: ("word of a party whose condition is met", "words of parties whose conditions are met"),
    DueKind.PACKAGE: ("package",),
    DueKind.GUARANTOR: ("list of guarantors that have not spoken", "lists of guarantors that have not spoken"),
    DueKind.CONSULTATION: ("consultation",),
    DueKind.PLEDGE: ("verdict on a pledge", "verdicts on pledges"),
    DueKind.DEFERRED: ("proposal that was put off", "proposals that were put off"),
}
"""What one waits for without a deadline: one of it, and several where they are not called the same."""


def _deadline(item: DueItem, lead: str, more: str, apparatus: Apparatus) -> Passage:
    """Return a sentence on one deadline: whose, when, and what of."""
    apparatus.see(item.entries)
    what = item.what.removeprefix("past due: ").removeprefix("past due, and ").removeprefix("falls due: ")
    return apparatus.claim(f"{lead}{more}, {in_words(item.when)}: {what}.", item.entries[0] if item.entries else 0)


def contested(history: History, apparatus: Apparatus) -> Passage:
    """Say which entries in view somebody disputes."""
    disputed = [entry for entry in history.entries if entry.disputes]
    if not disputed:
        return Passage("No entry in view is contested.")
    apparatus.see(entry.number for entry in disputed)
    told = named(f"#{one.number} by {_by(one)}" for one in disputed)
    return Passage(
        f"{count(len(disputed), 'entry')} in view {'is' if len(disputed) == 1 else 'are'} contested: {told}."
    )


def _by(entry: EffectiveEntry) -> str:
    return listed(list(dict.fromkeys(dispute.by for dispute in disputes_of([entry]))))


def unsourced(view: Sources, history: History) -> Passage:
    """Say how much rests on no source."""
    if not view.sources:
        return Passage("No source is recorded, so that everything rests on whoever recorded it.")
    if not view.unsourced:
        return Passage("Every claim in view has a source.")
    rest = "rests" if len(view.unsourced) == 1 else "rest"
    return Passage(f"{count(len(view.unsourced), 'entry')} of {len(history.entries):,} {rest} on no source.")


def mended(history: History, apparatus: Apparatus) -> Iterator[Passage]:
    """Yield how many entries were corrected, taken back, or recorded over a rule."""
    corrected = [entry for entry in history.entries if entry.corrections]
    over = [entry for entry in history.entries if entry.override]
    apparatus.see(entry.number for entry in (*corrected, *over))
    told = [
        *(
            [f"{count(len(corrected), 'entry')} in view {was(len(corrected))} corrected ({_numbers(corrected)})"]
            if corrected
            else []
        ),
        *(
            [f"{count(len(history.retracted), 'entry')} {was(len(history.retracted))} retracted"]
            if history.retracted
            else []
        ),
        *([f"{count(len(over), 'entry')} {was(len(over))} recorded over a rule ({_numbers(over)})"] if over else []),
    ]
    if told:
        words = listed(told)
        yield Passage(f"{words[0].upper()}{words[1:]}.")


def was(number: int) -> str:
    """Return the verb for so many."""
    return "was" if number == 1 else "were"


def _numbers(entries: Sequence[EffectiveEntry]) -> str:
    return named(f"#{entry.number}" for entry in entries)
