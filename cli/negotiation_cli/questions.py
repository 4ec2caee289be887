"""What is asked on a terminal for each command that asks: the questions, what there is to choose from, how it is read.

Each answer is checked when it is given, against the talks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import arguments
from .days import present_day
from .parties import parties_in

if TYPE_CHECKING:
    from negotiation import TalksLog
    from negotiation.domain.record.entry import Entry

Read = Callable[["TalksLog", str], Any]
"""Reads an answer, and raises an error for one that does not fit."""
Offers = Callable[["TalksLog"], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: under which name the answer goes, what to say, how to read it, what there is to choose."""

    name: str
    prompt: str
    read: Read
    needed: bool = False
    offers: Offers | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of one command, and what is recorded of the answers."""

    questions: tuple[Question, ...]
    record: Callable[["TalksLog", dict[str, Any], Mapping[str, Any]], "tuple[Entry, ...]"]


def _words(text: str) -> list[str]:
    return text.replace(",", " ").replace("+", " ").split()


def _text(_: "TalksLog", text: str) -> str:
    return text.strip()


def _new(sort: str) -> Read:
    """Return what reads the name of something new."""

    def read(talks: "TalksLog", text: str) -> str:
        from negotiation.domain import build
        from negotiation.domain.errors import InputError
        from negotiation.domain.values import Slug

        name = str(build.scalar(Slug, text.strip(), "the name"))
        if name in _named(sort)(talks):
            raise InputError(f"there is a {sort} {name} already", "give it another name, or stop with Ctrl-C")
        return name

    return read


def _old(sort: str) -> Read:
    """Return what reads references to things that are there, of one sort or of any, as they are written."""

    def read(talks: "TalksLog", text: str) -> list[str]:
        found = _words(text)
        for reference in found:
            name = reference.partition("@")[0]
            talks.named(sort, name) if sort else talks.reference(name)
        return found

    return read


def _one(sort: str) -> Read:
    return lambda talks, text: next(iter(_old(sort)(talks, text)), "")


def _parties(talks: "TalksLog", text: str) -> list[str]:
    """Read parties and groups that are in the record, or states by their codes."""
    from negotiation.domain.errors import NotFound
    from negotiation.domain.states import states

    found = [code for name in text.replace(",", " ").split() for code in parties_in(name, lambda: talks)]
    known = talks.party_names()
    for code in found:
        if code not in known:
            _no_slip(talks, code)
            if code not in states() and code != "unknown":
                raise NotFound("party", code, sorted(known))
    return found


def _anybody(talks: "TalksLog", text: str) -> str:
    """Read a party that may be in no record, as long as it is no slip of one that is."""
    code = next(iter(_words(text)), "")
    _no_slip(talks, code)
    return code


def _no_slip(talks: "TalksLog", code: str) -> None:
    from negotiation.domain.errors import NotFound
    from negotiation.domain.near import near_party

    known = _named("party")(talks)
    if code and code not in known and (alike := near_party(code, known)):
        raise NotFound("party", code, (), f"did you mean {' or '.join(alike)}?")


def _date(talks: "TalksLog", text: str) -> str:
    """Read a date in any of the forms that an option takes, `today` too."""
    from negotiation.domain.dates.edtf import span
    from negotiation.domain.dates.written import as_edtf

    if not text.strip():
        return ""
    written = as_edtf(text, present_day(talks))
    span(written)
    return written


def _stance(_: "TalksLog", text: str) -> str:
    arguments.one_of(arguments.STANCES, "STANCE", text.strip())
    return text.strip()


def _terms(talks: "TalksLog", text: str) -> list[dict[str, Any]]:
    from negotiation.domain import build
    from negotiation.domain.errors import NotFound
    from negotiation.domain.terms import BUILT_IN, TERMS
    from negotiation.store.term_kinds import defined_kinds

    found = arguments.terms(
        [part.strip() for part in text.split(";") if part.strip()], None, lambda names: parties_in(names, lambda: talks)
    )
    for term in found:
        if term["kind"] in BUILT_IN:  # of others the talks themselves say what they hold
            build.validated(TERMS[term["kind"]], {name: value for name, value in term.items() if name != "kind"})
    if own := {term["kind"] for term in found} - set(BUILT_IN):
        known = (*BUILT_IN, *defined_kinds(talks.log.store.reader, talks.id))
        for kind in sorted(own.difference(known)):
            raise NotFound("kind of term", kind, known)
    return found


def _kinds_of_term(_: "TalksLog") -> Sequence[str]:
    from negotiation.domain.terms import BUILT_IN

    return [kind for kind in BUILT_IN if kind != "free-text"]


def _named(sort: str) -> Offers:
    def offered(talks: "TalksLog") -> Sequence[str]:
        from negotiation.talks.resolve import catalogue

        return catalogue(talks.log.store.reader, talks.id, [sort])[sort]

    return offered


def _stances(_: "TalksLog") -> Sequence[str]:
    return arguments.STANCES


BY, PARTIES, PROPOSALS = "by", _named("party"), _named("proposal")
WHEN = Question("on", "When: 2022-03-29, 2022-03-29T10:00+03:00; now if empty", _date)
SOURCES = Question("sources", "Where it was read (source ids)", _old("source"), offers=_named("source"))


def _propose(talks: "TalksLog", given: dict[str, Any], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
    terms = given["terms"] + ([{"kind": "free-text", "text": given["text"]}] if given["text"] else [])
    unknown = given["by"] == ["unknown"]
    return talks.propose(
        given["proposal"],
        by=[] if unknown else given["by"],
        author="unknown" if unknown else None,
        to=given["to"],
        title=given["title"] or None,
        terms=terms,
        links=[("in-exchange-for", target) for target in given["in_exchange_for"]],
        **details,
    )


def _pledge(talks: "TalksLog", given: dict[str, Any], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
    return talks.pledge(
        given["pledge"],
        by=given["by"],
        to=given["to"],
        text=given["text"],
        under=given["under"] or None,
        due=given["due"] or None,
        **details,
    )


def _respond(talks: "TalksLog", given: dict[str, Any], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
    conditions = [given["condition"]] if given["condition"] else []
    return talks.respond(given["proposal"], by=given["by"], stance=given["stance"], conditions=conditions, **details)


def _spoken(talks: "TalksLog", given: dict[str, Any], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
    return talks.say(given["speaker"], given["text"], party=given["party"] or None, about=given["about"], **details)


FORMS: dict[str, Form] = {
    "propose": Form(
        (
            Question("proposal", "A short name for it, such as neutral-status", _new("proposal"), needed=True),
            Question(BY, "Who puts it forward (codes)", _parties, needed=True, offers=PARTIES),
            Question("to", "To whom (codes)", _parties, offers=PARTIES),
            WHEN,
            Question("title", "Its name for people", _text),
            Question("terms", "Typed terms, KIND,FIELD=VALUE; KIND,...", _terms, offers=_kinds_of_term),
            Question("text", "Further terms in words", _text),
            Question("in_exchange_for", "In exchange for which proposals", _old("proposal"), offers=PROPOSALS),
            SOURCES,
        ),
        _propose,
    ),
    "pledge": Form(
        (
            Question("pledge", "A short name for it, such as fewer-troops", _new("pledge"), needed=True),
            Question(BY, "Who pledges it (codes)", _parties, needed=True, offers=PARTIES),
            Question("to", "To whom (codes)", _parties, offers=PARTIES),
            Question("text", "Its words", _text, needed=True),
            Question("under", "Under which proposal", _one("proposal"), offers=PROPOSALS),
            Question("due", "By when it is to be kept", _date),
            WHEN,
            SOURCES,
        ),
        _pledge,
    ),
    "respond": Form(
        (
            Question("proposal", "To which proposal", _one("proposal"), needed=True, offers=PROPOSALS),
            Question(BY, "Whose position it is (codes)", _parties, needed=True, offers=PARTIES),
            Question("stance", "Which stance", _stance, needed=True, offers=_stances),
            Question("condition", "On which condition, if on any", _text),
            WHEN,
            Question("says", "Who says so, if not the party itself", _text),
            SOURCES,
        ),
        _respond,
    ),
    "say": Form(
        (
            Question("speaker", "Who said it", _text, needed=True),
            Question("text", "The words", _text, needed=True),
            Question("party", "On whose behalf (code)", _anybody, offers=PARTIES),
            Question("about", "About what: proposals, parties, #7", _old("")),
            WHEN,
            SOURCES,
        ),
        _spoken,
    ),
}
"""The forms of the commands that ask, by the names of the commands."""
