"""The tables of the talks themselves: the talks, their parties, agenda, rounds, packages and sources."""

from collections.abc import Iterator

from ..domain.talks.events import SourceRegistered
from ..views.phrases import decision_words
from .declaration import WHEN, Row, Table, entry, named, number, table, text, things, yes_no
from .declaration import Column as _Column
from .declaration import Type as _Type
from .material import Material


def _talks(seen: Material) -> Iterator[Row]:
    talks, history = seen.now.talks, seen.history
    dated = [one for one in history.entries if one.envelope.occurred]
    first, last = (seen.when(dated[0]), seen.when(dated[-1])) if dated else ((None, None), (None, None))
    yield (
        talks.title or None,
        talks.timezone,
        talks.phase.value,
        decision_words(talks),
        first[1],
        last[1],
        len(history.entries),
        len(seen.held),
    )


TALKS = Table(
    "talks",
    "One negotiation of the log",
    (
        text("talks", "Its id", key=True),
        text("title", "Its name for people"),
        text("timezone", "Where dates and times without a zone are read", unit="IANA time zone"),
        text("phase", "How it stands: active, suspended, concluded, collapsed, not open"),
        text("decides_by", "The rule by which it decides, in words"),
        _Column("first_day", _Type.DAY, "The first day on which the first dated entry may have happened"),
        _Column("last_day", _Type.DAY, "The first day on which the last dated entry may have happened"),
        number("entries", "How many entries are in view", unit="entries"),
        number("recorded", "How many entries the log held", unit="entries"),
    ),
    _talks,
)


def _parties(seen: Material) -> Iterator[Row]:
    for code, party in seen.now.talks.parties.items():
        roles = ";".join(party.roles) or None
        yield (code, party.name, roles, party.negotiates, party.present, False, party.entry or None, True)
    for code, group in seen.now.talks.groups.items():
        if code not in seen.now.talks.parties:
            yield code, group.name, None, None, bool(group.members), True, group.entry, True


PARTIES = things(
    "parties",
    "One party of the talks, or somebody else who acts or is named as one",
    (
        text("party", "Its code: ISO 3166-1 alpha-3 where it has one", key=True),
        text("name", "Its name for people"),
        text("roles", "Its roles, one after the other with ; between them"),
        yes_no("negotiates", "Whether its agreement can be asked for"),
        yes_no("present", "Whether it is at the talks, and has not left; of a group if it has members"),
        yes_no("is_group", "Whether it is a group of parties"),
        entry("The entry behind its present roles, or behind its leaving"),
    ),
    _parties,
)


def _groups(seen: Material) -> Iterator[Row]:
    for code, group in seen.now.talks.groups.items():
        yield code, group.name, len(group.members), group.entry


GROUPS = table(
    "groups",
    "One group of parties under one name; who is in it is among the links, as member",
    (
        text("group_code", "Its code", key=True, refers="parties"),
        text("name", "Its name for people"),
        number("members", "How many parties are in it", unit="parties"),
        entry("The entry behind its present members"),
    ),
    _groups,
)


def _issues(seen: Material) -> Iterator[Row]:
    return named({name: (title,) for name, title in seen.now.talks.issues.items()})


ISSUES = things(
    "issues",
    "One item of the agenda",
    (text("issue", "Its id", key=True), text("title", "Its name for people")),
    _issues,
)


def _rounds(seen: Material) -> Iterator[Row]:
    for name, found in seen.now.rounds.items():
        if found.known:
            first = found.opened or found.scheduled or found.entry
            yield (
                name,
                found.label,
                found.stage.value,
                found.planned,
                *seen.when(found.opened or None),
                found.venue,
                found.host,
                found.format,
                found.track,
                found.level,
                found.outcome,
                found.duration,
                found.press_access,
                first,
                True,
            )


ROUNDS = things(
    "rounds",
    "One meeting, or one series of meetings",
    (
        text("round", "Its id", key=True),
        text("label", "What it is called by whoever tells of it"),
        text("stage", "How far it has come: scheduled, open, suspended, adjourned, closed, cancelled"),
        text("planned", "The date that it is set for, as long as it has not begun", unit="EDTF"),
        *WHEN,
        text("venue", "Where it is held"),
        text("host", "Who is the host", refers="parties"),
        text("format", "How the delegations meet: direct, proximity, shuttle, video"),
        text("track", "How official it is: 1 official, 1.5 mixed, 2 unofficial"),
        text("level", "At which level they meet"),
        text("outcome", "How it ended: concluded, broken-off"),
        text("duration", "How long it took", unit="ISO 8601 duration"),
        text("press_access", "What the press was let see"),
        entry("The entry that opened it, or set it"),
    ),
    _rounds,
)


def _packages(seen: Material) -> Iterator[Row]:
    for found in seen.status.packages:
        members = len(found.members)
        yield found.package, found.title, found.state, members, found.entry, *seen.when(found.entry), found.reason, True


PACKAGES = things(
    "packages",
    "Proposals that are agreed only together",
    (
        text("package", "Its id", key=True),
        text("title", "Its name for people"),
        text("state", "Agreed, waiting or dissolved"),
        number("members", "How many proposals are in it", unit="proposals"),
        entry("The entry that formed or last changed it"),
        *WHEN,
        text("reason", "Why it was changed or dissolved"),
    ),
    _packages,
)


def _sources(seen: Material) -> Iterator[Row]:
    numbers = {event.source: one.number for one, event in seen.told(SourceRegistered)}
    for name, found in seen.now.talks.sources.items():
        yield (
            name,
            found.publisher,
            found.title,
            found.url,
            found.published,
            found.language,
            found.reliability,
            found.sha256,
            numbers.get(name),
            True,
        )


SOURCES = things(
    "sources",
    "One source that entries cite",
    (
        text("source", "Its id", key=True),
        text("publisher", "Who published it"),
        text("title", "Its title"),
        text("url", "Where it is"),
        text("published", "When it was published", unit="EDTF"),
        text("language", "Its language", unit="BCP 47"),
        text("reliability", "How reliable it is, A to F", unit="Admiralty scale"),
        text("sha256", "The digest of an archived copy", unit="SHA-256"),
        entry("The entry that registered it"),
    ),
    _sources,
)

OF_THE_TALKS = (TALKS, PARTIES, GROUPS, ISSUES, ROUNDS, PACKAGES, SOURCES)
