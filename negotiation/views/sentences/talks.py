"""What happens to the talks themselves, as sentences."""

from typing import assert_never

from ...domain.dates.words import in_words
from ...domain.shares import number_words
from ...domain.talks import events as t
from ...domain.term_kinds import FieldType, TermField
from ..phrases import because, listed, parties_words, rule_words


def talks_sentence(event: t.AnyTalksEvent) -> str:  # noqa: C901, PLR0911, PLR0912
    """Say in one sentence what an entry about the talks records."""
    match event:
        case t.TalksOpened():
            return f"talks opened: {event.title}"
        case t.PartyJoined():
            name = f" ({event.name})" if event.name else ""
            return f"{event.party}{name} joined the talks as {listed(event.roles)}"
        case t.PartyRoleChanged():
            return f"{event.party} is at the talks as {listed(event.roles)}"
        case t.PartyRenamed():
            return f"{event.party} is called {event.name}"
        case t.PartyContinued():
            return f"{event.party} stands in the place of {event.predecessor}"
        case t.PartyWeightSet():
            whole = f" of {number_words(event.of)}" if event.of is not None else ""
            return f"{event.party} weighs {number_words(event.value)}{whole} in {event.weight}"
        case t.KnowledgeRuleSet():
            when = "it was recorded" if event.unsourced == "recorded" else "it happened"
            return f"what rests on no source counts as known when {when}"
        case t.PartyLeft():
            return f"{event.party} left the talks{because(event.reason)}"
        case t.GroupFormed():
            name = f" ({event.name})" if event.name and event.name != event.group else ""
            return f"{listed(event.members)} formed the group {event.group}{name}"
        case t.GroupMembersChanged():
            came = [f"{listed(event.added)} joined the group {event.group}"] if event.added else []
            there = "it" if event.added else f"the group {event.group}"
            gone = [f"{listed(event.removed)} left {there}"] if event.removed else []
            return f"{', and '.join((*came, *gone))}{because(event.reason)}"
        case t.GroupDissolved():
            return f"the group {event.group} was dissolved{because(event.reason)}"
        case t.TermKindDefined():
            return f"{event.term_kind} was defined as a kind of term: {listed([_field(one) for one in event.fields])}"
        case t.IssueAdded():
            return f"{event.issue} was put on the agenda: {event.title}"
        case t.DecisionRuleSet():
            on = f" on {event.question}" if event.question else ""
            return f"the talks decide{on} by {rule_words(event.rule)}"
        case t.TalksSuspended():
            by = f" by {parties_words(event.by)}" if event.by else ""
            return f"the talks were suspended{by}{because(event.reason)}"
        case t.TalksResumed():
            return "the talks were resumed"
        case t.TalksConcluded():
            return f"the talks were concluded{because(event.outcome)}"
        case t.TalksCollapsed():
            by = f" when {parties_words(event.by)} walked away" if event.by else ""
            return f"the talks collapsed{by}{because(event.reason)}"
        case t.SourceRegistered():
            title = f", {event.title}" if event.title else ""
            published = f", {in_words(event.published)}" if event.published else ""
            return f"source {event.source}: {event.publisher}{title}{published}"
        case t.EntriesHashed():
            many = f"the {event.entries} entries" if event.entries > 1 else "the one entry"
            verb = "were hashed as they" if event.entries > 1 else "was hashed as it"
            return f"{many} before this {verb} stood when it was recorded (root {event.root[:16]})"
        case t.RecordDisclosed():
            return _disclosed(event)
        case t.StatementRecorded():
            office = f", {event.office}" if event.office else ""
            party = f" ({event.party})" if event.party else ""
            about = f" about {listed([_thing(one) for one in event.about])}" if event.about else ""
            return f"{event.speaker}{office}{party}{about}: “{event.text}”"
        case t.NoteTaken():
            return f"note: {event.text}"
        case t.NoteSorted():
            return "a note was sorted"
        case _:
            assert_never(event)


def _disclosed(event: t.RecordDisclosed) -> str:
    """Say what a copy was of, and for whom."""
    to = f" to {event.to}" if event.to and event.to != event.audience else ""
    hidden = [f"{event.withheld} withheld"] if event.withheld else []
    hidden += [f"{event.in_part} in part"] if event.in_part else []
    entries = "1 entry" if event.entries == 1 else f"{event.entries} entries"
    first = f"the first {entries} ({', '.join(hidden)})" if hidden else f"the first {entries}"
    return f"a copy of {first} was disclosed{to} for {event.audience}{because(event.reason)}"


def _field(field: TermField) -> str:
    """Name a field of a kind of term, with what it holds: ``amount (quantity)``."""
    more = [*([] if field.type is FieldType.TEXT else [str(field.type)]), *(["optional"] if field.optional else [])]
    return f"{field.name.replace('_', ' ')}{f' ({listed(more)})' if more else ''}"


def _thing(reference: str) -> str:
    """Name what a statement is about: a thing by its name, an entry as one, since its id tells a reader nothing."""
    sort, _, name = reference.partition(":")
    return "an entry" if sort == "entry" else name
