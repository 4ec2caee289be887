"""Which entries of a history break a rule where they stand."""

from collections.abc import Collection, Iterator

from msgspec import Struct

from .components import acts_in_view, components, talks_in_view
from .course import Course
from .folding import Fold
from .record.entry import EffectiveEntry
from .record.envelope import Claim
from .record.event import Event, introduced_by, subject_of
from .record.history import History
from .references import references
from .refusal import Refusal


class Violation(Struct, frozen=True):
    """An entry that breaks a rule where it stands in the history."""

    entry: EffectiveEntry
    refusal: Refusal


def violations(history: History, *, things: bool = True) -> tuple[Violation, ...]:
    """Return every entry of a history that breaks a rule where it stands, component by component.

    Args:
        history: the history.
        things: False to look at the talks by themselves only, and not at the proposals, pledges and rounds in them.
    """
    found: list[Violation] = []

    def asked(entry: EffectiveEntry) -> bool:
        return things or subject_of(entry.event) is None

    now = Fold()
    for entry in talks_in_view(history):
        found.extend(Violation(entry, refusal) for refusal in now.refusals(entry))
        now.advance(entry)
    course = Course(acts_in_view(history)) if things else Course()
    for component in components(history) if things else ():
        now = Fold()
        for entry in course.walk(component.entries, now):
            found.extend(Violation(entry, refusal) for refusal in now.refusals(entry))
    introduced = {introduced_by(entry.event) for entry in history.entries}
    for entry in history.entries:
        if asked(entry):
            found.extend(
                Violation(entry, refusal) for refusal in references_gone(entry.event, entry.envelope, introduced)
            )
    return tuple(violation for violation in found if violation.entry.original.format >= violation.refusal.since)


def made_impossible(history: History, violation: Violation) -> bool:
    """Say whether an entry breaks a rule on account of another one, which was recorded over that rule."""
    id_, rule = violation.entry.id, violation.refusal.rule
    return any(id_ in override.breaks and override.covers(rule) for override in history.overrides)


def stands_over(violation: Violation) -> bool:
    """Say whether an entry was recorded over the rule that it breaks."""
    override = violation.entry.override
    return override is not None and override.covers(violation.refusal.rule)


def unexcused(history: History, *, things: bool = True) -> Iterator[Violation]:
    """Yield the entries that break a rule, and for which nobody has said why they stand all the same.

    An override says it for the rules by which it was refused: of its own entry, and of those that it makes impossible.
    """
    for violation in violations(history, things=things):
        held = not violation.refusal.of_new and not stands_over(violation)
        if held and not made_impossible(history, violation):
            yield violation


_GONE = {
    "source": ("source-not-registered", "it cites the source {0}, which is not registered"),
    "issue": ("issue-not-on-the-agenda", "it belongs to {0}, which is not on the agenda"),
    "round": ("round-not-held", "it happened in {0}, a round that was neither set nor opened"),
    "proposal": ("tied-to-nothing", "it is tied to {0}, which was never put on the table"),
}
"""What is wrong with an entry that rests on a thing of a sort that nothing brings in."""


def references_gone(event: Event, claim: Claim, introduced: Collection[tuple[str, str] | None]) -> Iterator[Refusal]:
    """Yield a refusal for each thing that an entry rests on and that nothing brings in, whatever the date."""
    own = subject_of(event)
    for sort, name in references(event, claim):
        if (sort, name) in introduced or (sort, name) == own or sort not in _GONE:
            continue
        within = sort == "source" or (sort == "round" and name == claim.in_round)
        if own is None and not within:
            continue  # what a statement is about rests on nothing
        rule, words = _GONE[sort]
        yield Refusal(rule, words.format(name))
