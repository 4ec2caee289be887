"""Where everything stands, from what is kept: only what is new since then is folded.

The state of a thing follows from its entries as they read, in their order, and from the turns of the talks among them.
So it is kept under a key that is made of just these: whatever the clocks of a question are, a state is found if, and
only if, what it was folded from is the beginning of what is in view. A late entry, a correction or a party that joins
makes other keys, and no state is ever wrong; those that are never found again are only room.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import partial
from typing import Any

from msgspec.structs import replace

from ...domain.aggregates import BY_NAME
from ...domain.components import Subject, acts_in_view, single_undertaking, talks_in_view
from ...domain.course import Course
from ...domain.dates.clocks import Clocks
from ...domain.dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, span
from ...domain.fold import by_appearance, settled, talks_after
from ...domain.folding import Fold
from ...domain.lazily import lazily
from ...domain.record.annotations import Annotation
from ...domain.record.entry import EffectiveEntry, Entry
from ...domain.record.event import TALKS
from ...domain.record.facts import Facts, Wanted
from ...domain.record.history import (
    Closed,
    Contents,
    History,
    SaidOfEntry,
    closed_among,
    ends_of,
    history,
    point_of,
    reach,
    told_of,
)
from ...domain.record.known import Telling
from ...domain.state import State
from ...domain.talks.events import SourceRegistered
from ...domain.talks.state import Talks
from ...domain.words import Sought, words_of
from ..bearing import UNFRAMED, thing_of
from ..port import Keeps, KeptState, Own, Reads, Seen
from . import states
from .asked import Asked, Later, Loaded
from .threads import Keys, Thread, ordered, threads

_OF_ENTRIES = ("by_number", "numbers", "retracted")
"""What hangs on which entries a history lists."""
_OF_THINGS = ("_parts", "_state", *_OF_ENTRIES)
"""What hangs on which things a history looks at."""


class KeptHistory(History):
    """A history of which only that is read which a question asks for.

    Args:
        reader: the log.
        keeps: what is kept of the talks.
        clocks: the clocks.
        number: the number of the last entry that is looked at.
        now: the present instant; None if a view without clocks is of all time.
        things: the things that are looked at; None for all.
        anew: fold everything, whatever is kept.
        keys: the keys of states that are worth keeping, too.
    """

    def __init__(
        self,
        reader: Reads,
        keeps: Keeps,
        clocks: Clocks,
        number: int,
        now: int | None,
        things: Collection[Subject] | None = None,
        *,
        anew: bool = False,
        keys: Collection[int] = (),
    ) -> None:
        moment, self._until = reach(clocks, keeps.zone, now)
        super().__init__(keeps.talks, clocks, keeps.zone, moment, Contents())
        self._reader, self._keeps, self._number, self._now, self._of = reader, keeps, number, now, things
        self._seen = Seen(number, clocks.known_until(keeps.zone))
        self._published: dict[str, int | None] = {}
        self._known: dict[int, EffectiveEntry | None] = {}
        self._named: dict[str, int | None] = {}
        self._back: dict[str, Entry | None] = {}
        self._about: dict[frozenset[Subject], KeptHistory] = {}
        self._near: dict[Subject, frozenset[Subject]] = {}
        """What each thing is tied to, itself too."""
        self._places: Mapping[int, tuple[int, int]] = Later(self._placed)
        self._whole: Contents | None = None
        self._fold_anew, self._keys = anew, keys
        self._anew: list[tuple[Subject, int, int, object]] = []

    @property
    def contents(self) -> Contents:
        """What it holds, read as a whole: what no question should need that is about some of it."""
        if self._whole is None:
            entries = self._reader.entries(self.talks, numbers=(1, self._number))
            self._whole = self._of_entries(entries).contents
        return self._whole

    @lazily
    def ahead(self) -> tuple[EffectiveEntry, ...]:
        """The entries that are dated later than the moment of the view, in their order."""
        numbers = self._keeps.ahead(self._seen, self._until)
        return self._history_of(numbers).ahead if numbers else ()

    @property
    def unread(self) -> tuple[Entry, ...]:
        """The entries that cannot be read: nothing is kept of a record with such."""
        return ()

    @property
    def unsourced(self) -> tuple[int, ...]:
        """The entries of no source that are out of view since they count as known when recorded, by their numbers."""
        return self._untold[0]

    @property
    def undated_source(self) -> tuple[int, ...]:
        """Those that are out of view since no source that they cite says when it was published."""
        return self._untold[1]

    @property
    def unknown(self) -> frozenset[str]:
        """The entries about entries that could not be known yet, by id."""
        return self._partly.unknown if self.clocks.known is not None else frozenset()

    @lazily
    def telling(self) -> Telling:
        """What tells when entries could be known, of which no more is read than is asked for."""
        published = Asked(self._find_published, self._published, dict)
        return Telling(published, self._keeps.when_it_happened)

    @lazily
    def _partly(self) -> History:
        """The history of those entries of which something was said that could not be known."""
        return self._history_of(self._keeps.partly_known(self._seen))

    @lazily
    def _untold(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        if self.clocks.known is None:
            return (), ()
        unsourced, undated = set(self._partly.unsourced), set(self._partly.undated_source)
        for number, cites in self._keeps.untold(self._seen, self._until):
            (undated if cites else unsourced).add(number)
        return tuple(sorted(unsourced)), tuple(sorted(undated))

    @lazily
    def by_number(self) -> Mapping[int, EffectiveEntry]:
        """The entries in view, by number, each read when it is asked for."""
        return Asked(self._load, self._known, lambda: {entry.number: entry for entry in self.entries})

    @lazily
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the entries in view, by id."""
        return Asked(self._find, self._named, lambda: {entry.id: entry.number for entry in self.entries})

    @lazily
    def retracted(self) -> Mapping[str, Entry]:
        """The entries in view that were taken back, by id, each with the retraction."""
        return Asked(self._find_back, self._back, lambda: self.contents.retracted)

    def acts(self, kind: str) -> History | None:
        """Return the history of the acts of the talks; None if none of them is of a kind."""
        return self._acts if self._keeps.acts(kind) else None

    def want(self, numbers: Iterable[int], ids: Iterable[str] = ()) -> None:
        """Read the entries of some numbers, or ids, at once, before each is asked for."""
        if names := set(ids):
            found, back = self._find(names), self._find_back(names)
            self._named.update({name: found.get(name) for name in names})
            self._back.update({name: back.get(name) for name in names})
        new = {number for number in numbers if number not in self._known}
        seen = self._load(new) if new else {}
        self._known.update({number: seen.get(number) for number in new})

    def among(self, numbers: Iterable[int]) -> tuple[EffectiveEntry, ...]:
        """Return the entries in view of some numbers, in the order that they have by themselves."""
        wanted = set(numbers)
        self.want(wanted)
        return super().among(wanted)

    def picked(self, numbers: Collection[int], last: int | None = None) -> tuple[tuple[EffectiveEntry, ...], int]:
        """Return the entries in view of some numbers, in the order of the history, and how many come before them."""
        found = self.in_view(numbers)
        shown = found if last is None else found[-last:]
        self.want(shown)
        return tuple(self.by_number[number] for number in shown), len(found) - len(shown)

    def in_view(self, numbers: Collection[int]) -> list[int]:
        """Return those of some numbers whose entries are in view, in the order of the history."""
        found = [number for number in numbers if self._places.get(number, (ALWAYS_AFTER, 0))[0] < self._until]
        return sorted(found, key=lambda number: self._places[number][1])

    def _placed(self) -> Mapping[int, tuple[int, int]]:
        """Return the beginning of the date of each entry that stands, and its place in the order of all."""
        return self._keeps.shelf.lying("places", self._seen, self._place)

    def _place(self) -> Mapping[int, tuple[int, int]]:
        placed = ordered(self._keeps.order(self._seen))
        return {one.number: (one.start, place) for place, one in enumerate(placed)}

    def tail(self, count: int) -> tuple[tuple[EffectiveEntry, ...], int]:
        """Return the last so many entries of the history, in its order, and how many come before them.

        What is dated later than anything up to a number was begun comes after all of that; so only such entries are
        put in order, recorded after a number that is as early as it takes.
        """
        reach = 4 * count
        while True:
            after = max(0, self._number - reach)
            last = [one for one in ordered(self._keeps.order(self._seen, after)) if one.start < self._until][-count:]
            if len(last) == count or not after:
                break
            reach *= 8
        self.want(one.number for one in last)
        earlier = self._keeps.count(self._seen, self._until) - len(last)
        return tuple(self.by_number[one.number] for one in last), earlier

    def candidates(self, wanted: Wanted) -> set[int] | None:
        """Return the numbers of the entries in view that are asked for; None if that is all of them.

        What has to do with a thing names it, or was corrected by an entry that does.
        """
        if wanted == Wanted():
            return None
        near: set[int] | None = None
        for thing in wanted.things:
            name = Sought(tuple(words_of(thing.partition(":")[2])))
            naming = self._keeps.meant(self._reader.matching(self.talks, [name], in_names=True))
            near = naming if near is None else near & naming
        return set(self._keeps.candidates(self._seen, self._until, wanted, near))

    def dates(self) -> tuple[str | None, str | None, int]:
        """Return the earliest and the latest date of the entries in view, and how many entries there are."""
        in_view = [one for one in ordered(self._keeps.order(self._seen)) if one.start < self._until]
        dated = [(point, one.number) for one in in_view if (point := point_of(one.start, one.end)) is not None]
        found = [self.by_number[number].envelope.occurred for number in ends_of(dated) if number is not None]
        return (found[0], found[1], len(in_view)) if found else (None, None, len(in_view))

    def facts(self, fields: Collection[str], numbers: Collection[int] | None = None) -> Iterable[tuple[Facts, int]]:
        """Return what the entries in view say of themselves, each with how many say so."""
        if numbers is None:
            return self._keeps.facts(self._seen, self._until, fields)
        return super().facts(fields, numbers)

    def any_closed(self) -> bool:
        """Say whether there may be anything that not everybody may see."""
        return self._keeps.any_closed()

    def closed(self, numbers: Collection[int]) -> Mapping[int, Closed]:
        """Return what not everybody may see, by number: of some entries, and of those that bring things."""
        found = self._keeps.closed(numbers)
        if not found:
            return {}
        entries = told_of(self._history_of(found)).values()
        said = self.said_in(found - {entry.number for entry in entries})
        return closed_among((*entries, *said))

    def in_rounds(self) -> Mapping[str, tuple[int, ...]]:
        """Return the entries in view that happened in a round, by round, in the order that they have by themselves."""
        found = self._keeps.in_rounds(self._seen, self._until)
        return {name: tuple(one.number for one in ordered(own)) for name, own in found.items()}

    def readings(self) -> Mapping[int, object]:
        """Return what stands for how each entry in view reads; for the moment too, if its date is not over by then."""
        all_of_time = self.clocks.at is None
        return {
            one.number: (one.since, one.part, None if one.end <= self._until else self._until)
            for one in self._keeps.standing_readings(self._seen)
            if all_of_time or one.start < self._until
        }

    def reading_of_said(self) -> Mapping[int, object]:
        """Return what stands for how each entry about an entry reads, be it standing or not: that of what it is about.

        What is about nothing that is there may always read otherwise to who knows more.
        """
        found = self._keeps.said(self._seen)
        return {number: token if token[0] else self._seen for number, token in found.items()}

    def said_in(self, numbers: Collection[int]) -> tuple[SaidOfEntry, ...]:
        """Return the entries about entries that stand of some numbers, in the order of record."""
        if not numbers:
            return ()
        ids = {entry.event.entry for entry in self._read(numbers) if isinstance(entry.event, Annotation)}
        about = {number for number, _, _ in self._reader.by_id(self.talks, ids).values()}
        return tuple(entry for entry in self._history_of({*numbers, *about}).said if entry.number in numbers)

    def told_in(self, numbers: Collection[int]) -> Mapping[int, EffectiveEntry]:
        """Return the entries of some numbers, what lies ahead too where no moment is asked for, in their order."""
        if not numbers:
            return {}
        found = {entry.number: entry for entry in told_of(self._history_of(numbers)).values()}
        in_order = sorted(found.keys() & self._places.keys(), key=lambda number: self._places[number][1])
        return {number: found[number] for number in in_order}

    def alone(self, things: Collection[Subject]) -> History:
        """Return the history of the acts of the talks and of what happened to some things, and of nothing else."""
        own = (one.number for found in self._keeps.own(self._seen, things).values() for one in found)
        return self._history_of({*self._keeps.acts(), *own})

    def about(self, things: Collection[Subject]) -> "KeptHistory":
        """Return the history as far as it takes to tell where some things stand."""
        wanted = frozenset(things)
        if wanted not in self._about:
            _ = self._turns, self._talks  # worked out once for all
            self._about[wanted] = self._beside(_OF_THINGS, _of=wanted, _whole=None)
        return self._about[wanted]

    def tied_to(self, thing: Subject) -> History:
        """Return the history as far as it takes to tell how a thing stands to all that it is tied to."""
        if single_undertaking(self._acts):
            return self
        if thing not in self._near:
            streams = self._reader.component({"/".join((self.talks, *thing))})
            near = frozenset(found for stream in streams if (found := thing_of(stream)))
            self._near.update(dict.fromkeys(near, near))
        return self.about(self._near[thing])

    def showing(self, entries: Sequence[Entry]) -> "KeptHistory":
        """Return the history in which only these entries are listed, while everything stands as it does."""
        self.standing()  # so that it is worked out once, however many are shown
        said = self._read(set(self._keeps.said_of([entry.number for entry in entries])))
        held = {entry.number: entry for entry in (*entries, *said) if entry.number <= self._number}
        whole = self._of_entries([held[number] for number in sorted(held)]).contents
        return self._beside(_OF_ENTRIES, folded=self.folded, _whole=whole)

    def with_deadlines_at(self, moment: int) -> "KeptHistory":
        """Return the history, for which deadlines are worked out at another instant."""
        return self._beside(("_state",), moment=moment, _about={})

    def _beside(self, without: Iterable[str], **own: object) -> "KeptHistory":
        """Return another history of the same record, which shares what is read of it.

        Args:
            without: what is worked out anew.
            own: what it has of its own.
        """
        found = copy(self)
        for name in without:
            vars(found).pop(name, None)
        vars(found).update({"folded": {}, **own})
        return found

    def standing(self) -> State:
        """Return where the talks and everything in them stand."""
        return self._state

    def worth_keeping(self) -> list[KeptState]:
        """Return the states that are worked out on the way to where everything stands, and are not kept yet."""
        assert self._state  # noqa: S101  # to work it out brings them
        return [KeptState(sort, name, key, done, states.encode(state)) for (sort, name), key, done, state in self._anew]

    def end(self) -> Fold | None:
        """Return the fold of everything that is looked at, of which each thing is read when it is asked for.

        None if everything bears on everything: then it takes more than the things that are looked at.
        """
        if single_undertaking(self._acts):
            return None
        looked_at: dict[str, list[str]] = {}
        for sort, name in self._of or ():
            looked_at.setdefault(sort, []).append(name)

        def things(sort: str) -> Loaded[Any]:
            return Loaded(looked_at.get(sort, ()), partial(self._ends, sort))

        return Fold(State({"": self._talks}, things("proposal"), things("package"), things("pledge"), things("round")))

    def _ends(self, sort: str, names: Collection[str]) -> dict[str, object]:
        """Return the things of some names, after all of their entries."""
        own = self._own([(sort, name) for name in names])
        found = self._things(self._course, threads(self._turns, own, self._until))
        return {name: thing for (_, name), thing in found.items()}

    def _own(self, things: Collection[Subject] | None) -> dict[Subject, list[Own]]:
        """Return the entries of things in their order, those ahead too."""
        return {subject: ordered(own) for subject, own in self._keeps.own(self._seen, things).items()}

    def _all_own(self) -> Mapping[Subject, Sequence[Own]]:
        """Return the entries of what is looked at; of everything they are the same on every day, and at hand."""
        if self._of is not None:
            return self._own(self._of)
        return self._keeps.shelf.lying("own", self._seen, lambda: self._own(None))

    def latest(self) -> int:
        """Return the latest beginning of anything that is looked at."""
        begins = [one.begin for own in self._keeps.own(self._seen, self._of).values() for one in own]
        return max([*begins, *self._course.begins()], default=ALWAYS_BEFORE)

    @lazily
    def _acts(self) -> History:
        """The history of the acts of the talks themselves."""
        return self._history_of(self._keeps.acts())

    @lazily
    def _course(self) -> Course:
        """The course of the talks."""
        return Course(acts_in_view(self._acts))

    @lazily
    def _turns(self) -> Keys:
        """What stands for the turns of the talks in the keys of states."""
        return Keys(self._course)

    @lazily
    def _talks(self) -> Talks:
        """The talks after their own acts."""
        return talks_after(talks_in_view(self._acts))

    @lazily
    def _parts(self) -> tuple[Course, dict[Subject, Thread], dict[Subject, object]]:
        course = self._course
        found = threads(self._turns, self._all_own(), self._until)
        return course, found, self._things(course, found)

    @lazily
    def _state(self) -> State:
        course, found, things = self._parts
        result = State()
        if self._keeps.count(self._seen, self._until):
            result.sole[""] = replace(self._talks, sources=Later(self._sources))
        first = {subject: thread.own[0] for subject, thread in found.items()}
        for subject in by_appearance({subject: (one.number, one.begin, one.end) for subject, one in first.items()}):
            BY_NAME[subject[0]].put(result, {subject[1]: things[subject]})
        bent = [("proposal", name) for name, found in result.proposals.items() if not found.straight]
        self.want(one.number for subject in bent for one in found[subject].own)
        own = {subject: [self.by_number[one.number] for one in found[subject].own] for subject in bent}
        return settled(result, self.moment, course, own)

    def _sources(self) -> Mapping[str, SourceRegistered]:
        stream, numbers = f"{self.talks}/{TALKS}", (1, self._number)
        entries = self._reader.entries(self.talks, streams=[stream], without=UNFRAMED, numbers=numbers)
        return talks_after(talks_in_view(self._of_entries(entries))).sources

    def _of_entries(self, entries: Sequence[Entry]) -> History:
        if self.clocks.known is None:
            return history(entries, self.clocks, self._now, self.zone)
        cited = {name for entry in entries for name in entry.envelope.cited if name not in self._published}
        if cited:
            found = self._find_published(cited)
            self._published.update({name: found.get(name) for name in cited})
        return history(entries, self.clocks, self._now, self.zone, self.telling)

    def _find_published(self, names: Collection[str]) -> dict[str, int]:
        return self._keeps.published(self._number, names)

    def _things(self, course: Course, found: Mapping[Subject, Thread]) -> dict[Subject, object]:
        """Return where each thing stands after its entries: from the last state that is known, and what came later."""
        if self._fold_anew:
            self.want(one.number for thread in found.values() for one in thread.own)
            return {subject: self._resumed(course, subject, thread, None, 0) for subject, thread in found.items()}
        shelf = self._keeps.shelf
        things = {s: state for s, thread in found.items() if (state := shelf.states(s).get(thread.end)) is not None}
        left = {subject: thread for subject, thread in found.items() if subject not in things}
        kept = self._keeps.states(left) if left else {}
        begun = {s: thread.done_of(shelf.states(s), kept.get(s, {})) for s, thread in left.items()}
        known = self._known_states({s: left[s].keys[done - 1] for s, done in begun.items() if done}, kept)
        begun = {s: done if s in known else 0 for s, done in begun.items()}  # what is damaged is no more than a cache
        self.want(one.number for s, thread in left.items() for one in thread.own[begun[s] :])
        for subject, thread in left.items():
            things[subject] = self._resumed(course, subject, thread, known.get(subject), begun[subject])
        return {subject: things[subject] for subject in found}

    def _known_states(
        self, keys: Mapping[Subject, int], kept: Mapping[Subject, Mapping[int, int]]
    ) -> dict[Subject, object]:
        """Return the states of things that lie under some keys: those at hand, and those that are kept and whole."""
        shelf = self._keeps.shelf
        found = {s: state for s, key in keys.items() if (state := shelf.states(s).get(key)) is not None}
        places = {s: kept[s][key] for s, key in keys.items() if s not in found and key in kept.get(s, {})}
        stored = self._keeps.read(list(places.values()))
        for subject, place in places.items():
            state = states.decode(subject[0], stored.get(place, b""))
            if state is not None:
                found[subject] = state
        return found

    def _resumed(self, course: Course, subject: Subject, thread: Thread, state: object | None, done: int) -> object:
        """Return a thing after all of its entries, given how it stood after so many of them."""
        sort, name = subject
        now, reached = Fold(), thread.places[done - 1] if done else 0
        now.state.sole[""] = course.talks_at(reached)
        if state is not None:
            BY_NAME[sort].put(now.state, {name: state})
        for index in range(done, len(thread.own)):
            course.pass_over(now, reached, thread.places[index])
            reached = thread.places[index]
            now.advance(self.by_number[thread.own[index].number])
            last = index + 1 == len(thread.own)
            if last or states.kept_after(index + 1) or thread.keys[index] in self._keys:
                self._anew.append((subject, thread.keys[index], index + 1, BY_NAME[sort].things(now.state)[name]))
        after = BY_NAME[sort].things(now.state)[name]
        course.pass_over(now, reached, len(course))
        found = BY_NAME[sort].things(now.state)[name]
        if not self._fold_anew:
            self._keeps.shelf.put(subject, {thread.keys[-1]: after, thread.end: found})
        return found

    def _read(self, numbers: Collection[int]) -> list[Entry]:
        return self._keeps.shelf.entries(numbers, lambda new: self._reader.entries(self.talks, among=new))

    def _history_of(self, numbers: Collection[int]) -> History:
        """Return the history of some entries alone, as they read at these clocks."""
        said = [number for number in self._keeps.said_of(numbers) if number <= self._number]
        held = {*numbers, *said}
        return self._of_entries([entry for entry in self._read(held) if entry.number <= self._number])

    def _load(self, numbers: Collection[int]) -> Mapping[int, EffectiveEntry]:
        return self._history_of(numbers).by_number

    def _find(self, ids: Collection[str]) -> dict[str, int]:
        """Return the numbers of the entries in view of some ids."""
        places = self._reader.by_id(self.talks, ids)
        self.want(number for number, _, _ in places.values())
        return {id_: number for id_, (number, _, _) in places.items() if number in self.by_number}

    def _find_back(self, ids: Collection[str]) -> dict[str, Entry]:
        """Return the retractions of the entries in view of some ids that were taken back."""
        numbers = [number for number, _, _ in self._reader.by_id(self.talks, ids).values() if number <= self._number]
        found = self._history_of(numbers).retracted if numbers else {}
        return {id_: found[id_] for id_ in ids if id_ in found}


def kept_history(
    reader: Reads,
    talks: str,
    clocks: Clocks,
    now: int | None,
    until: int,
    things: Collection[Subject] | None = None,
) -> KeptHistory | None:
    """Return the history of talks at some clocks, read from what is kept; None where that does not do.

    Args:
        reader: the log.
        talks: whose history.
        clocks: the clocks of the question.
        now: the present instant.
        until: the number of the last entry that is looked at.
        things: the things that are looked at; None for all.
    """
    keeps = reader.keeps(talks)
    held = None if keeps is None else _held(keeps, clocks)
    if keeps is None or held is None or not (number := min(held, until)):
        return None
    if number < keeps.zoned or (clocks.known is not None and number < keeps.told):
        return None  # dates were read in another time zone then, or told otherwise when entries could be known
    return KeptHistory(reader, keeps, clocks, number, now, things)


def _held(keeps: Keeps, clocks: Clocks) -> int | None:
    """Return how many entries the log held at some clocks, at the most; None if it did not record them in order."""
    if clocks.recorded is None or clocks.number is not None:
        return ALWAYS_AFTER if clocks.number is None else clocks.number
    return keeps.held(span(clocks.recorded, keeps.zone).end)
