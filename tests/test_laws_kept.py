"""Laws of what is kept beside the record: it never says anything that the record does not say."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from anything import anything, pasts
from effort import LAW, examples
from given import TALKS, Told, act, entries_of, frame, position, tabled, told
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace
from random_logs import Step, lawful, logs, steps
from storing import new_log
from test_laws_about import possible

from negotiation import NegotiationLog, demo
from negotiation.domain import build
from negotiation.domain.aggregates import AGGREGATES
from negotiation.domain.circles import Circles
from negotiation.domain.dates.clocks import ANY, Clocks
from negotiation.domain.decide import Draft
from negotiation.domain.errors import NegotiationError
from negotiation.domain.fold import fold
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.event import TALKS as TALKS_SORT
from negotiation.domain.record.event import Event
from negotiation.domain.record.history import History, history
from negotiation.exchange.journal import parse
from negotiation.rendering.as_json import dumped
from negotiation.store.kept import states
from negotiation.store.kept.comparing import compared
from negotiation.store.kept.ending import decided_at_the_end
from negotiation.store.kept.standing import KeptHistory, kept_history
from negotiation.store.sqlite import kept
from negotiation.talks.resolve import catalogue
from negotiation.views.filter import Filter
from negotiation.views.out_of_view import out_of_view
from negotiation.views.registry import VIEWS, Needs
from negotiation.views.search import sought

clocks = st.builds(
    Clocks,
    at=st.sampled_from((None, None, ANY, "2022-03-03", "2022-03-06T10:00", "2022-03-09", "2022-03")),
    known=st.sampled_from((None, None, None, "2022-03-01", "2022-03-04", "2022-03-08", "2022-04", "2022-06-01T12:07Z")),
    recorded=st.sampled_from((None, None, "#3", "#9", "#14")),
)
cuts = st.lists(st.integers(1, 30), max_size=4)
ASKED: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name, view in VIEWS.items() if view.needs is not Needs.RECORD and not view.about),
    ("timeline", {"last": 1}),
    ("timeline", {"last": 3, "newest_first": True}),
    ("timeline", {"last": 2, "wanted": Filter(party="UKR")}),
    ("timeline", {"wanted": Filter(source="wire")}),
    ("timeline", {"wanted": Filter(party="G")}),
    ("count", {"by": ("party",), "wanted": Filter(party="UKR")}),
    ("timeline", {"wanted": Filter(kind="position", marking="public", party="RUS")}),
    ("timeline", {"wanted": Filter(numbers=frozenset({2, 5, 7}), party="RUS")}),
    ("timeline", {"wanted": Filter(by="RUS", since="2022-03-04", until="#12")}),
    ("timeline", {"wanted": Filter(to="UKR", until="2022-03-08"), "last": 2}),
    ("timeline", {"wanted": Filter(about="party:UKR")}),
    ("timeline", {"wanted": Filter(about="proposal:treaty", since="#4")}),
    ("timeline", {"wanted": Filter(round="first", says="os")}),
    ("timeline", {"wanted": Filter(speaker="LAV"), "last": 1}),
    ("positions", {"wanted": Filter(party="RUS"), "last": 1}),
    ("pledges", {"wanted": Filter(by="RUS")}),
    ("rounds", {"wanted": Filter(kind="round-o"), "last": 1}),
    ("due", {"wanted": Filter(party="RUS")}),
    ("sources", {"wanted": Filter(since="2022-03-02")}),
    ("count", {"by": ("party", "kind")}),
    ("count", {"by": ("to", "about", "speaker")}),
    ("count", {"by": ("source", "round", "subject")}),
    ("count", {"by": ("says", "marking", "recorder"), "wanted": Filter(party="UKR")}),
    ("count", {"by": ()}),
    ("search", {"matching": {1, 4, 5, 6, 9}, "words": sought("RUS")}),
    ("search", {"matching": {1, 5, 6, 9}, "wanted": Filter(party="RUS"), "last": 1, "within_words": {2, 4}}),
    ("count", {"by": ("kind", "month"), "cumulative": True}),
    ("count", {"what": "proposals", "by": ("sponsor", "status", "day"), "cumulative": True}),
    ("count", {"what": "pledges", "by": ("verdict", "party", "source")}),
    ("count", {"what": "acts", "by": ("act", "party", "month"), "wanted": Filter(party="UKR")}),
]
"""Views, and what is asked of them."""


@pytest.fixture(autouse=True)
def _keeping_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep how things stand after so few entries that short logs have states of many moments."""
    monkeypatch.setattr(states, "EVERY", 2)
    monkeypatch.setattr(kept, "PATIENCE", 2)


def batches(entries: Sequence[Entry], at: Sequence[int]) -> Iterator[Sequence[Entry]]:
    """Yield the entries as they are written, one call for each batch."""
    ends = [*sorted({place for place in at if place < len(entries)}), len(entries)]
    for begin, end in zip([0, *ends], ends, strict=False):
        if begin < end:
            yield entries[begin:end]


def _now() -> datetime:
    """Return one and the same moment, so that the record need not be folded for each question anew."""
    return datetime(2023, 1, 1, tzinfo=UTC)


def stored(entries: Sequence[Entry], at: Sequence[int], folder: str) -> NegotiationLog:
    """Return a log that holds entries as they are, whatever the rules say, written in several batches.

    It is looked at after each, so that what was read then is at hand for what is asked later.
    """
    log = new_log(Path(folder) / "talks.db", clock=_now)
    for batch in batches(entries, at):
        assert log.store._written(tuple(batch))
        log.begin(TALKS).as_of().status()
    return log


def kept_alike(entries: list[Entry], asked: Sequence[Clocks], cut: Sequence[int], within: str | None = None) -> None:
    """See that at each of some clocks every view is the same from what is kept as from the whole record."""
    with tempfile.TemporaryDirectory(dir=within) as folder:
        with stored(entries, cut, folder) as log:
            keeps = log.store.reader.keeps(TALKS)
            assert keeps
            assert compared(log.store.reader, keeps) == ([], 0)
            path = log.store.place.path
            seen_alike(log, entries, asked[0])
        for at in asked[1:]:
            with NegotiationLog.open(path, clock=_now) as again:
                seen_alike(again, entries, at)


def seen_alike(log: NegotiationLog, entries: list[Entry], at: Clocks) -> None:
    """See that at some clocks every view is the same from what a log keeps as from its entries."""
    number = min(at.number or len(entries), len(entries))
    asked = Clocks(at.at, at.known, f"#{number}" if at.number else None)
    wholes: dict[int | None, History] = {}
    for name, options in ASKED:
        if name == "changes" or (name == "search" and "matching" not in options):
            continue
        seen = log.begin(TALKS).as_of(at=asked.at, known=asked.known, recorded=asked.recorded)
        if seen.now not in wholes:
            wholes[seen.now] = history(entries, seen.clocks, seen.now)
        whole = wholes[seen.now]
        found = seen.view(name, **options)
        assert isinstance(seen.seen, KeptHistory) or asked.recorded
        assert dumped(VIEWS[name].fold(whole, **options)) == dumped(found), (name, options, asked)
        left = seen.document(name, found).out_of_view
        assert dumped(out_of_view(whole) or None) == dumped(left), (name, options, asked)


@examples(1.5, LAW)
@given(log=logs, at=clocks, cut=cuts)
def test_what_is_kept_says_what_the_record_says(log: list[Entry], at: Clocks, cut: list[int]) -> None:
    """Logs that the rules accept, written in any batches: every view at any clocks, byte for byte."""
    kept_alike(log, [at], cut)


@examples(1.5, LAW)
@given(past=pasts, at=clocks, cut=cuts)
def test_what_is_kept_says_so_whatever_is_recorded(past: list[Told], at: Clocks, cut: list[int]) -> None:
    """Logs of anything: the same."""
    kept_alike(entries_of([*frame("UKR", "RUS", "TUR"), *possible(past)]), [at], cut)


@examples(0.5, LAW)
@given(log=logs, cut=cuts)
def test_the_names_that_are_kept_are_those_of_the_record(log: list[Entry], cut: list[int]) -> None:
    """What can be referred to is the same whether it is looked up beside the record or read from it."""
    with tempfile.TemporaryDirectory() as folder, stored(log, cut, folder) as found:
        known = catalogue(found.store.reader, TALKS)
        with pytest.MonkeyPatch.context() as here:
            here.setattr(found.store.reader, "keeps", lambda _: None)
            assert catalogue(found.store.reader, TALKS) == known


@examples(0.5, LAW)
@given(past=pasts)
def test_every_state_can_be_kept(past: list[Told]) -> None:
    """What was kept of a thing is read as it was, of whatever events it was folded from."""
    for aggregate in AGGREGATES:
        for name, thing in aggregate.things(fold(history(entries_of(past)))).items():
            if aggregate.name != TALKS_SORT:
                assert states.decode(aggregate.name, states.encode(thing)) == thing, name


def outcome(log: NegotiationLog, drafts: Sequence[Draft]) -> object:
    """Return what becomes of drafts: the entries, or why not."""
    try:
        return log.store.append(TALKS, lambda _: drafts, (), dry_run=True).entries
    except NegotiationError as error:
        return type(error), str(error)


def judged_alike(entries: Sequence[Entry], new: Sequence[Told]) -> bool:
    """See that drafts are decided on from what is kept as from the entries; say whether that took what is kept."""
    recorded = datetime(2023, 1, 1, tzinfo=UTC)
    drafts = [Draft(f"new{place}", one.event, one.claim, "ana", "batch", recorded) for place, one in enumerate(new)]
    with tempfile.TemporaryDirectory() as folder, stored(entries, [len(entries) // 2], folder) as log:
        keeps = log.store.reader.keeps(TALKS)
        assert keeps
        from_kept = outcome(log, drafts)
        with pytest.MonkeyPatch.context() as here:
            here.setattr(log.store.reader, "keeps", lambda _: None)
            assert from_kept == outcome(log, drafts)
        try:
            return decided_at_the_end(log.store.reader, keeps, drafts, len(entries), Circles()) is not None
        except NegotiationError:
            return False


@examples(0.5, LAW)
@given(log=lawful, made=st.lists(steps, min_size=1, max_size=2))
def test_what_comes_last_is_judged_alike(log: list[Entry], made: list[Step]) -> None:
    """Whatever is decided on from what is kept would be decided so from all entries, and be written alike."""
    judged_alike(log, [one for step in made for one in step(log) if one.override is None])


@examples(0.5, LAW)
@given(past=pasts, new=st.lists(anything, min_size=1, max_size=2))
def test_anything_is_judged_alike(past: list[Told], new: list[Told]) -> None:
    """The same of any events that come to any log."""
    log = entries_of([*frame("UKR", "RUS", "TUR"), *possible(past)])
    judged_alike(log, [one for one in new if one.override is None])


def test_an_entry_of_today_is_judged_from_what_is_kept() -> None:
    """What is written most often, after all that was written before, takes only what is kept."""
    past = [*frame("UKR", "RUS"), tabled("peace"), tabled("second"), position("RUS", "opposes", "2022-03-04", "peace")]
    log = entries_of(past)
    linked: dict[str, Any] = {"links": [{"kind": "responds-to", "target": "peace"}]}
    for new in (
        [tabled("other", "2022-03-05", **linked)],
        [position("UKR", "supports", "2022-03-05", "peace")],
        [told("statement-recorded", "2022-03-01", speaker="Somebody", text="words")],
        [told("pledge-made", "2022-03-05", pledge="sworn", by="UKR", text="words", under="peace")],
        [told("package-formed", "2022-03-05", package="deal", proposals=["peace", "second"])],
        [tabled("third", "2022-03-06"), position("RUS", "opposes", "2022-03-06", "third")],
    ):
        assert judged_alike(log, new)
    assert not judged_alike(log, [position("UKR", "supports", "2022-03-03", "peace")])


def test_an_act_of_the_talks_after_everything_is_judged_from_what_is_kept() -> None:
    """Who joins or leaves after all that happened changes nothing of it; who left before may make it impossible."""
    log = entries_of([*frame("UKR", "RUS", "TUR"), tabled("peace"), position("RUS", "opposes", "2022-03-04", "peace")])
    assert judged_alike(log, [told("party-joined", "2022-03-05", party="POL", roles=["negotiating"])])
    assert judged_alike(log, [told("party-left", "2022-03-05", party="RUS")])
    assert judged_alike(log, [told("talks-suspended", "2022-03-05", by=["RUS"])])
    assert not judged_alike(log, [told("party-left", "2022-03-03", party="RUS")])
    assert not judged_alike(log, [told("party-left", "2022-03-05", party="FRA")])


LONG_AFTER = [Clocks(at=ANY), Clocks(at="2022-04-02"), Clocks(recorded="#60"), Clocks("2022-03-30", None, "#90")]


def test_a_long_record_reads_alike(tmp_path: Path) -> None:
    """The talks of Istanbul, with late entries, corrections and disputes, written in many batches."""
    kept_alike(list(_istanbul()), LONG_AFTER, range(10, 500, 15), str(tmp_path))


@cache
def _istanbul() -> tuple[Entry, ...]:
    with tempfile.TemporaryDirectory() as folder, NegotiationLog.create(str(Path(folder) / "demo.db")) as log:
        talks = log.begin(demo.TALKS)
        talks.record_items(parse(demo.journal_text(), "istanbul.yaml"))
        entries = talks.entries()
    return tuple(replace(e, talks=TALKS, stream=f"{TALKS}/{e.stream.partition('/')[2]}") for e in entries)


TEXT = [
    *frame("UKR", "RUS"),
    tabled("peace", "2022-03-02"),
    position("RUS", "supports", "2022-03-03", "peace"),
    act("signed", "UKR", "RUS", on="2022-03-05", proposal="peace"),
    position("RUS", "supports", "2022-03-06", "peace"),
]
ELSEWHERE = build.event("talks-opened", {"title": "Talks", "timezone": "Asia/Tokyo"})
NOT_SO = build.event("position-taken", {"proposal": "peace", "party": "RUS", "stance": "opposes", "version": 1})
RE_MARKED = build.event("entry-re-marked", {"entry": "e4", "reason": "public", "marking": "public"})
LATER: dict[str, list[Told]] = {
    "a party that had joined before": [told("party-joined", "2022-03-04", party="CHN", roles="negotiating")],
    "another rule that held before": [told("decision-rule-set", "2022-03-04", rule={"kind": "threshold", "count": 1})],
    "a word that was spoken before": [position("UKR", "red-line", "2022-03-04", "peace")],
    "a correction": [
        told("entry-corrected", entry="e7", reason="misheard", event=NOT_SO, claim={"occurred": "2022-03-06"})
    ],
    "a correction of the date": [
        told("entry-corrected", entry="e6", reason="misread", event=TEXT[5].event, claim={"occurred": "2022-03-02"})
    ],
    "a correction into an entry about an entry": [
        told("entry-corrected", entry="e7", reason="misread", event=RE_MARKED, claim={"occurred": "2022-03-06"})
    ],
    "a retraction": [told("entry-retracted", entry="e6", reason="not signed")],
    "a retraction that is taken back": [
        told("entry-retracted", entry="e6", reason="not signed"),
        told("entry-retracted", entry="e8", reason="signed after all"),
    ],
    "a dispute": [told("entry-disputed", "2022-03-07", entry="e6", by="RUS", reason="never signed")],
    "another time zone": [
        told("entry-corrected", entry="e1", reason="held in Tokyo", event=ELSEWHERE, claim={}),
        position("UKR", "supports", "2022-03-06", "peace"),
    ],
    "something that lies ahead": [position("UKR", "supports", "2090-03-06", "peace")],
}
"""What is recorded later than how things stand was kept, and bears on it."""


@pytest.mark.parametrize("what", LATER)
def test_what_was_kept_gives_way_to_what_is_recorded(what: str) -> None:
    """What comes late, corrects or takes back is taken into account from then on, and not before."""
    days = ("2022-03-04T20:00Z", "2022-03-05T20:00Z", None, ANY)
    asked = [Clocks(at, None, recorded) for at in days for recorded in (None, "#7")]
    kept_alike(entries_of([*TEXT, *LATER[what]]), asked, [len(TEXT)])


def _source(name: str, published: str | None, *cited: str) -> Told:
    fields: dict[str, Any] = {"source": name, "publisher": "Agencies", "published": published}
    return told("source-registered", said={"sources": list(cited)}, **fields)


CITED = [
    *frame("UKR", "RUS"),
    _source("wire", "2022-03-04"),
    _source("undated", None),
    tabled("peace", "2022-03-02", said={"sources": ["wire"]}),
    position("RUS", "supports", "2022-03-03", "peace", said={"sources": ["undated"]}),
    position("UKR", "supports", "2022-03-03", "peace", said={"learned": "2022-03-05"}),
    told("statement-recorded", "2022-03-03", speaker="S", text="words"),
]
LATER_TOLD: dict[str, list[Told]] = {
    "another date of a source": [
        told(
            "entry-corrected",
            entry="e4",
            reason="misread",
            event=build.event("source-registered", {"source": "wire", "publisher": "A", "published": "2022-03-06"}),
            claim={},
        )
    ],
    "a source that is taken back": [told("entry-retracted", entry="e4", reason="a hoax")],
    "a source that comes after what cites it": [
        position("RUS", "opposes", "2022-03-04", "peace", said={"sources": ["late"]}),
        _source("late", "2022-03-05"),
    ],
    "a source that is brought in again": [_source("wire", "2022-03-09")],
    "a source with a date that had none": [_source("undated", "2022-03-04")],
    "what is said of a source and cites it": [
        told("entry-re-marked", entry="e4", reason="secret", marking="restricted", said={"sources": ["wire"]})
    ],
    "a rule for what has no source": [told("knowledge-rule-set", unsourced="happened")],
    "a dispute that cites a source": [
        told("entry-disputed", "2022-03-07", entry="e6", by="UKR", reason="no", said={"sources": ["wire"]})
    ],
    "a correction that cites a source": [
        told("entry-corrected", entry="e7", reason="misheard", event=NOT_SO, claim={"occurred": "2022-03-03"},
             said={"learned": "2022-03-08"}),
        told("entry-retracted", entry="e9", reason="heard well", said={"sources": ["undated"]}),
    ],
}  # fmt: skip
"""What is recorded later, and bears on what could be known when."""


@pytest.mark.parametrize("what", LATER_TOLD)
def test_what_could_be_known_is_told_from_what_is_kept(what: str) -> None:
    """Sources that come, change or go, and what is said later of entries: as from the whole record, at any moment."""
    entries = entries_of([*CITED, *LATER_TOLD[what]])
    moments = ("2022-03-02", "2022-03-05", "2022-06-01T12:07Z", None)
    asked = [Clocks(None, known, recorded) for known in moments for recorded in (None, "#8", "#9")]
    kept_alike(entries, asked, [len(CITED), len(CITED) + 1])
    kept_alike(entries, [Clocks("2022-03-03", known) for known in moments], [len(CITED)])


GROUPED = [
    *frame("UKR", "RUS", "TUR"),
    told("group-formed", group="G", members=["UKR", "RUS"]),
    tabled("peace", "2022-03-02", by="TUR", to=["G"]),
    position("G", "opposes", "2022-03-03", "peace"),
    act("agreed-in-principle", "G", on="2022-03-05", proposal="peace"),
    position("UKR", "supports", "2022-03-06", "peace"),
]
OTHERS = build.event("group-formed", {"group": "G", "members": ["RUS", "TUR"]})
LATER_GROUPED: dict[str, list[Told]] = {
    "who had joined before": [told("group-members-changed", "2022-03-04", group="G", added=["TUR"])],
    "who had left before": [told("group-members-changed", "2022-03-04", group="G", removed=["RUS"])],
    "that all had left before": [told("group-dissolved", "2022-03-04", group="G")],
    "other members": [told("entry-corrected", entry="e5", reason="misread", event=OTHERS, claim={})],
    "another date": [
        told("group-members-changed", "2022-03-04", group="G", removed=["RUS"]),
        told("entry-corrected", entry="e10", reason="misread", claim={"occurred": "2022-03-05T12:00"},
             event=build.event("group-members-changed", {"group": "G", "removed": ["RUS"]})),
    ],
    "no group": [told("entry-retracted", entry="e5", reason="there was none")],
    "who disavows": [told("entry-disputed", entry="e8", by="RUS", reason="never")],
    "what the group disavows": [told("entry-disputed", entry="e8", by="G", reason="never")],
}  # fmt: skip
"""What is recorded of a group later than how things stand was kept."""


@pytest.mark.parametrize("what", LATER_GROUPED)
def test_what_was_kept_of_a_group_gives_way_to_who_was_in_it(what: str) -> None:
    """Members that change late, are corrected or taken back change what the group did, and nothing kept says other."""
    asked = [Clocks(at, None, recorded) for at in ("2022-03-05", None) for recorded in (None, "#9")]
    kept_alike(entries_of([*GROUPED, *LATER_GROUPED[what]]), asked, [len(GROUPED)])


happenings = anything.filter(lambda one: not one.event.kind.startswith(("group-", "entry-")))
memberships = st.builds(
    lambda on, added, removed: told("group-members-changed", on, group="G", added=added, removed=removed),
    st.sampled_from(("2022-03-01", "2022-03-02", "2022-03-02/2022-04")),
    st.just(["TUR"]),
    st.sampled_from(([], ["UKR"])),
)


@examples(0.5, LAW)
@given(past=st.lists(happenings, min_size=2, max_size=10), late=st.lists(memberships, max_size=2), at=clocks)
def test_what_is_kept_of_groups_says_what_the_record_says(past: list[Told], late: list[Told], at: Clocks) -> None:
    """Whatever a group does, and whoever is found later to have been in it: as from the whole record."""
    done = [Told(_by_the_group(one.event), one.claim) for one in past]
    kept_alike(entries_of([*GROUPED, *possible(done), *late]), [at], [len(GROUPED), len(GROUPED) + len(past)])


def _by_the_group(event: Event) -> Event:
    """Return an event in which the group stands in the place of a party."""
    plain = to_builtins(event)
    return build.event(event.kind, {name: _instead(value) for name, value in plain.items()})


def _instead(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _instead(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        each = [_instead(one) for one in value]
        return list(dict.fromkeys(each)) if all(isinstance(one, str) for one in each) else each
    return "G" if value == "RUS" else value


def test_what_is_kept_is_found_again_whoever_folded_before(tmp_path: Path) -> None:
    """The keys hang on the record alone: another fold in the same process finds every state, and folds nothing."""
    path = tmp_path / "talks.db"
    with NegotiationLog.create(str(path), recorder="ana") as log:
        talks = log.open_talks("peace", "Peace talks")
        talks.party("UKR", "RUS", "TUR", roles=["negotiating"])
        talks.party("UKR", weights={"heads": 2})
        talks.propose("plan", by=["UKR"], on="2022-03-01")
        talks.party("EUU", roles=["negotiating"], on="2022-03-02")
        talks.respond("plan", by="EUU", stance="studying", on="2022-03-03")
        talks.respond("plan", by="RUS", stance="supports", on="2022-03-04")
        assert [] == log.store.rebuild()
        last = log.store.reader.head("peace").number
        for _ in range(2):
            found = kept_history(log.store.reader, "peace", Clocks(at=ANY), None, last)
            assert found
            assert [] == found.worth_keeping()
