"""Which words of the field a report on all of the talks uses, to be explained at its end."""

from collections.abc import Iterator

from ...asof import AsOf
from ...rendering.apparatus import Apparatus
from ...views.status import Status

Word = tuple[str, str]
"""The section of the glossary, and the word."""
_STAGES = ("Proposals", "Formal acts")
_ALWAYS = ("entry", "occurred", "learned", "recorded", "claim")


def used(asof: AsOf, apparatus: Apparatus, status: Status) -> Iterator[Word]:
    """Yield the words that occur, some of them more than once; what is no word of the glossary does no harm.

    Args:
        asof: the talks at one point of view.
        apparatus: the apparatus of the report.
        status: where everything stands.
    """
    yield from (("The record", word) for word in (*_ALWAYS, *_of_entries(asof)))
    talks = apparatus.now.talks
    yield from (("The talks", word) for word in (status.phase, talks.rule.kind.replace("-", " "), "decision rule"))
    yield from (("The talks", role.replace("-", " ")) for party in talks.parties.values() for role in party.roles)
    for lane in asof.course().lanes:
        yield from ((part, str(stretch.words)) for stretch in lane.stretches for part in _STAGES)
    yield from _of_proposals(status)
    yield from _of_positions(asof)
    for found in asof.rounds().rounds:
        yield from (("Rounds", part.strip()) for part in found.stage.split(","))
    for guarantee in asof.guarantees().guarantees:
        yield from (("Guarantees", word) for word in ("guarantee", "trigger"))
        yield from (("Guarantees", one.state.replace("-", " ")) for one in guarantee.guarantors)
    yield from _of_pledges(status)


def _of_entries(asof: AsOf) -> Iterator[str]:
    entries = asof.history.entries
    tests = (
        ("contested", any(entry.disputes for entry in entries)),
        ("dispute", any(entry.disputes for entry in entries)),
        ("correction", any(entry.corrections for entry in entries)),
        ("retraction", bool(asof.history.retracted)),
        ("unsourced", bool(asof.sources().sources and asof.sources().unsourced)),
        ("override", any(entry.override for entry in entries)),
        ("date not settled", any(entry.unfinished for entry in entries)),
        ("head", asof.record_head is not None),
        ("root", asof.record_head is not None),
    )
    yield from (word for word, there in tests if there)


def _of_proposals(status: Status) -> Iterator[Word]:
    for found in status.proposals:
        yield "Proposals", "proposal"
        yield from ((part, found.formal.stage) for part in (*_STAGES, "Formal acts"))
        yield "How far the words have come", found.text.convergence
        yield from (("Proposals", word) for tie in found.ties for word in (tie.kind, "link"))
        if found.formal.silence:
            yield "Silence procedures", "silence procedure"
        if found.unheard:
            yield "Positions", "not heard"
    for package in status.packages:
        yield "Proposals", "package"
        if package.held_up_by:
            yield "Proposals", "held up by"
    if status.deadlocks:
        yield "Proposals", "deadlock"


def _of_positions(asof: AsOf) -> Iterator[Word]:
    view = asof.positions()
    for cell in (*view.cells, *view.provisions):
        for taken in cell.moves:
            word = taken.stance.replace("-", " ")
            yield from ((part, word) for part in ("Positions", "Formal acts", "Proposals"))
            tests = ("stale", taken.stale), ("denied", taken.denied), ("inconsistent", taken.inconsistent)
            yield from (("Positions", flag) for flag, there in tests if there)


def _of_pledges(status: Status) -> Iterator[Word]:
    for pledge in status.pledges:
        yield from (("Pledges", word) for word in ("pledge", "verdict", "assessor"))
        for given in (*pledge.kept.verdicts, *pledge.kept.earlier):
            yield "Pledges", given.verdict.replace("-", " ")
        tests = (
            ("not assessed", not pledge.kept.verdicts),
            ("vague", pledge.measured.vague),
            ("due", bool(pledge.measured.due)),
            ("conduct observed", bool(pledge.kept.deeds)),
            ("access denied", any(deed.access == "denied" for deed in pledge.kept.deeds)),
            ("bound", bool(pledge.beside)),
            ("measurement", any(found.readings for found in pledge.beside)),
        )
        yield from (("Pledges", word) for word, there in tests if there)
