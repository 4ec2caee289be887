"""Laws of what is read: one thing is shown from what bears on it as it is shown from the whole record."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from anything import pasts, sensible
from effort import examples
from given import TALKS, Told, entries_of, frame, tabled, told
from hypothesis import assume, given
from hypothesis import strategies as st
from random_logs import logs
from storing import new_log

from negotiation import NegotiationLog
from negotiation.asof import AsOf
from negotiation.domain import build
from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.errors import NotFound
from negotiation.domain.folding import Fold
from negotiation.domain.record.annotations import Annotation
from negotiation.domain.record.entry import EffectiveEntry, Entry
from negotiation.domain.record.event import subject_of
from negotiation.domain.record.history import history
from negotiation.rendering.as_json import dumped
from negotiation.views.out_of_view import out_of_view
from negotiation.views.registry import VIEWS, Needs

clocks = st.sampled_from(
    (
        NOW,
        Clocks(at="2022-03-06"),
        Clocks(recorded="#9"),
        Clocks(at="2022-03-03", recorded="#6"),
        Clocks(known="2022-03-08"),
        Clocks(at="2022-03-06", known="2022-04", recorded="#12"),
    )
)


def stored(entries: list[Entry], folder: str) -> NegotiationLog:
    """Return a log that holds entries as they are, whatever the rules say."""
    log = new_log(Path(folder) / "talks.db")
    log.store.place.writer().append(entries, [bytes(32)] * len(entries))
    return log


def from_the_whole(entries: list[Entry], at: Clocks, now: int, name: str, reference: str) -> Any:
    """Return a view as it is folded from the whole record, and what it leaves out."""
    whole = history(entries, at, now)
    given_ = (entries, whole) if VIEWS[name].needs is Needs.RECORD else (whole,)
    return VIEWS[name].fold(*given_, reference), out_of_view(whole, reference)


def alike(entries: list[Entry], at: Clocks, name: str, reference: str) -> None:
    """See that a view of one thing is the same from the log as from the whole record, whether or not more is kept."""
    with tempfile.TemporaryDirectory() as folder, stored(entries, folder) as log:
        _alike(log, entries, at, name, reference)
        with pytest.MonkeyPatch.context() as here:
            here.setattr(log.store.reader, "keeps", lambda _: None)
            _alike(log, entries, at, name, reference)


def _alike(log: NegotiationLog, entries: list[Entry], at: Clocks, name: str, reference: str) -> None:
    _seen_alike(log.begin(TALKS).as_of(at=at.at, known=at.known, recorded=at.recorded), entries, name, reference)


def _seen_alike(seen: AsOf, entries: list[Entry], name: str, reference: str) -> None:
    expected, left = from_the_whole(entries, seen.clocks, seen.now, name, reference)
    try:
        found = seen.view(name, reference)
    except NotFound:
        found = None
    assert dumped(expected) == dumped(found)
    if found is not None:
        document = seen.document(name, found)
        assert dumped(left or None) == dumped(document.out_of_view)


def possible(past: Sequence[Told]) -> Sequence[Told]:
    """Leave out what no decision lets pass: what is about an entry to come, or makes an entry another."""
    while True:
        found = sensible([one for number, one in enumerate(past, start=1) if _in_time(one, number)])
        if len(found) == len(past):
            return found
        past = found  # entries are known by their numbers, which have moved


def _in_time(one: Told, number: int) -> bool:
    return not isinstance(one.event, Annotation) or int(one.event.entry.removeprefix("e")) < number


def references(entries: list[Entry], name: str) -> list[str]:
    """Return what a view can be asked about that little bears on."""
    things = {":".join(found) for entry in entries if (found := subject_of(entry.event)) and found[0] != "round"}
    return sorted(things | ({f"entry:{entry.id}" for entry in entries} if name == "show" else set()))


@examples(0.5, 2_000)
@given(log=logs, at=clocks, name=st.sampled_from(("show", "why")), data=st.data())
def test_a_thing_is_shown_from_what_bears_on_it(log: list[Entry], at: Clocks, name: str, data: st.DataObject) -> None:
    """Logs that the rules accept: at every clock, the view is that of the whole record, byte for byte."""
    known = references(log, name)
    assume(known and (at.number or 0) <= len(log))
    alike(log, at, name, data.draw(st.sampled_from(known)))


@examples(0.5, 2_000)
@given(past=pasts, at=clocks, name=st.sampled_from(("show", "why")), data=st.data())
def test_a_thing_is_shown_so_whatever_is_recorded(past: list[Told], at: Clocks, name: str, data: st.DataObject) -> None:
    """Logs of anything: the same."""
    log = entries_of(possible(past))
    known = references(log, name)
    assume(known and (at.number or 0) <= len(log))
    alike(log, at, name, data.draw(st.sampled_from(known)))


@examples(0.2, 2_000)
@given(log=logs, at=clocks)
def test_one_thing_after_the_other_is_shown_as_each_alone(log: list[Entry], at: Clocks) -> None:
    """At one point of view all is shown in turn, and what was read for one serves the next."""
    assume((at.number or 0) <= len(log))
    with tempfile.TemporaryDirectory() as folder, stored(log, folder) as kept:
        seen = kept.begin(TALKS).as_of(at=at.at, known=at.known, recorded=at.recorded)
        for name in ("why", "show"):
            for reference in references(log, "why"):
                _seen_alike(seen, log, name, reference)


def test_what_was_read_for_one_thing_is_not_read_again_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many things are tied to each other, where each stands is worked out once, not once for each shown."""
    names = [f"p{number}" for number in range(12)]
    ties = [[{"kind": "in-exchange-for", "target": before}] for before in names]
    past = [*frame("UKR", "RUS", "TUR"), tabled(names[0])]
    past += [tabled(name, links=tie) for name, tie in zip(names[1:], ties, strict=False)]
    with tempfile.TemporaryDirectory() as folder, stored(entries_of(past), folder) as log:
        seen = log.begin(TALKS).as_of()
        seen.show(names[0])
        step, taken = Fold.advance, list[EffectiveEntry]()

        def counted(self: Fold, entry: EffectiveEntry) -> None:
            taken.append(entry)
            step(self, entry)

        monkeypatch.setattr(Fold, "advance", counted)
        for name in names[1:]:
            assert seen.show(name)
        assert not taken


def spoken_of() -> list[Entry]:
    """Return talks in which things are spoken of outside of their own streams, some of it told otherwise later."""
    said: dict[str, Any] = {"speaker": "Medinsky", "text": "We shall study it."}
    about = build.event("statement-recorded", {**said, "about": ["proposal:peace-treaty"]})
    return entries_of(
        [
            *frame("UKR", "RUS", "TUR"),
            told("source-registered", source="wire", publisher="Wire"),
            tabled(said={"sources": ["wire"]}),
            told("statement-recorded", "2022-03-02", **said, about=["proposal:peace-treaty"]),
            told("statement-recorded", "2022-03-03", **said, about=["party:RUS"]),
            told("entry-corrected", entry="e8", reason="misheard", event=about, claim={"occurred": "2022-03-03"}),
            told("pledge-made", "2022-03-04", pledge="release", by="UKR", text="All prisoners", under="peace-treaty"),
            told("statement-recorded", "2022-03-05", **said),
            told(
                "pledge-assessed", "2022-03-06", pledge="release", assessor="TUR", verdict="partial", evidence=["e11"]
            ),
            told("entry-disputed", "2022-03-07", entry="e11", by="RUS", reason="never said"),
            tabled("other", "2022-03-08"),
            told("package-formed", "2022-03-09", package="deal", proposals=["peace-treaty", "other"]),
            tabled("apart", "2022-03-10"),
        ]
    )


@pytest.mark.parametrize("name", ["show", "why"])
def test_what_is_said_elsewhere_is_shown(name: str) -> None:
    """Statements about a thing, corrected ones too, and those that a verdict rests on: the same at any clock."""
    log = spoken_of()
    for at in (NOW, Clocks(at="2022-03-06"), Clocks(recorded="#9"), Clocks(at="any")):
        for reference in references(log, name):
            alike(log, at, name, reference)


def test_what_is_said_of_a_thing_is_in_its_history() -> None:
    """The statements about the proposal, the corrected one too, and no other, stand among its entries."""
    with tempfile.TemporaryDirectory() as folder, stored(spoken_of(), folder) as log:
        seen = log.begin(TALKS).as_of()
        assert [6, 7, 8, 10, 15] == [line.number for line in seen.view("show", "proposal:peace-treaty").history]
        assert [11] == [line.number for line in seen.why("pledge:release").evidence]  # type: ignore[union-attr]
