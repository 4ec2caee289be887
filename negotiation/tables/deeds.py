"""The tables of words and deeds: pledges, what was observed of them, verdicts, and statements."""

from collections.abc import Iterator

from ..domain.pledge.events import ConductObserved, Measurements, PledgeAssessed
from ..domain.quantities import quantity
from ..domain.talks.events import StatementRecorded
from ..views.pledges import verdict_word
from .declaration import WHEN, Row, entry, figure, number, table, text, things, yes_no
from .material import Material


def _pledges(seen: Material) -> Iterator[Row]:
    for found in seen.status.pledges:
        words, measured = found.words, found.measured
        yield (
            found.pledge,
            words.text,
            found.label,
            verdict_word(found),
            words.under,
            words.issue,
            words.purpose,
            measured.due,
            measured.baseline,
            measured.vague,
            measured.past_due if measured.due else None,
            bool(found.grounds.contested),
            words.entry,
            *seen.when(words.entry),
            True,
        )


def _indicators(seen: Material) -> Iterator[Row]:
    for name, pledge in seen.now.pledges.items():
        said = {one.name: found.entry for found in pledge.clarifications for one in found.indicators}
        yield from ((name, one.name, one.text, said[one.name]) for one in pledge.indicators)


INDICATORS = table(
    "indicators",
    "What would show that a pledge is kept; of two of a name the later one",
    (
        text("pledge", "The pledge", key=True, refers="pledges"),
        text("indicator", "Its name", key=True),
        text("text", "Its words, or the bound that is to be kept"),
        entry("The entry that says so"),
    ),
    _indicators,
)


def _measurements(seen: Material) -> Iterator[Row]:
    for found, observed in seen.told(ConductObserved):
        yield from _measured(found.number, observed.pledge, observed.by, observed.measured)
    for found, assessed in seen.told(PledgeAssessed):
        yield from _measured(found.number, assessed.pledge, assessed.assessor, assessed.measured)


def _measured(entry_number: int, pledge: str, by: str, measured: Measurements) -> Iterator[Row]:
    for place, one in enumerate(measured or (), start=1):
        read = quantity(one.value)
        of = None if read.of is None else float(read.of)
        yield entry_number, place, pledge, by, one.indicator, one.value, float(read.number), of, read.unit or None


MEASUREMENTS = table(
    "measurements",
    "How much somebody found of what an indicator looks at",
    (
        entry("The observation or the verdict that it is part of", key=True),
        number("place", "Its place there, from 1", key=True),
        text("pledge", "The pledge", refers="pledges"),
        text("measured_by", "Who measured", refers="parties"),
        text("indicator", "The indicator"),
        text("quantity", "The quantity, as it was written"),
        figure("figure", "Its number", unit="as in the column unit"),
        figure("out_of", "Of how many, if it says so", unit="as in the column unit"),
        text("unit", "Its unit, as it was written"),
    ),
    _measurements,
)


PLEDGES = things(
    "pledges",
    "One undertaking that was announced",
    (
        text("pledge", "Its id", key=True),
        text("text", "Its words"),
        text("status", "How it stands, in a few words"),
        text("verdict", "What the current verdicts come to: that of all, contested, or not assessed"),
        text("under", "The proposal that it was made under", refers="proposals"),
        text("issue", "The item of the agenda that it is on", refers="issues"),
        text("purpose", "What it is for"),
        text("due", "By when it is to be kept", unit="EDTF"),
        text("baseline", "From what it is measured"),
        yes_no("vague", "Whether nothing says how one is to see that it is kept"),
        yes_no("past_due", "Whether that day is over"),
        yes_no("contested", "Whether somebody disputes an entry that its status rests on"),
        entry("The entry that announced it"),
        *WHEN,
    ),
    _pledges,
)


def _observations(seen: Material) -> Iterator[Row]:
    for found, event in seen.told(ConductObserved):
        yield found.number, *seen.when(found), event.pledge, event.by, event.text, event.indicator, event.access


OBSERVATIONS = table(
    "observations",
    "What somebody saw of what was done about a pledge, or was kept from seeing",
    (
        entry("The entry that records it", key=True),
        *WHEN,
        text("pledge", "The pledge", refers="pledges"),
        text("observer", "Who saw it", refers="parties"),
        text("text", "What was seen"),
        text("indicator", "What it is an indication of"),
        text("access", "Whether the observer could see what there was to see: denied, partial, full"),
    ),
    _observations,
)


def _verdicts(seen: Material) -> Iterator[Row]:
    standing = {given.entry for pledge in seen.now.pledges.values() for given in pledge.verdicts()}
    for found, event in seen.of_each(PledgeAssessed):
        yield (
            found.number,
            event.assessor,
            *seen.when(found),
            event.pledge,
            event.verdict.value,
            event.confidence,
            event.reason,
            found.number in standing,
        )


VERDICTS = table(
    "verdicts",
    "One verdict on a pledge, each time that one was given",
    (
        entry("The entry that records it", key=True),
        text("assessor", "Who gave it", key=True, refers="parties"),
        *WHEN,
        text("pledge", "The pledge", refers="pledges"),
        text("verdict", "What was found"),
        text("confidence", "How sure the assessor is: low, moderate, high"),
        text("reason", "Why"),
        yes_no("stands", "Whether the assessor has given no other on these words since"),
    ),
    _verdicts,
)


def _statements(seen: Material) -> Iterator[Row]:
    for found, event in seen.told(StatementRecorded):
        when = seen.when(found)
        yield found.number, *when, event.speaker, event.office, event.party, event.text, event.language


STATEMENTS = table(
    "statements",
    "What a person said",
    (
        entry("The entry that records it", key=True),
        *WHEN,
        text("speaker", "Who said it"),
        text("office", "The office of the speaker"),
        text("party", "The party on whose behalf", refers="parties"),
        text("text", "The words"),
        text("language", "Their language", unit="BCP 47"),
    ),
    _statements,
)

OF_DEEDS = (PLEDGES, INDICATORS, MEASUREMENTS, OBSERVATIONS, VERDICTS, STATEMENTS)
