"""What is asked on a terminal for each command that asks: the questions, what there is to choose from, how it is read.

Each answer is checked when it is given, against the talks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .answers import (
    Offers,
    Read,
    among,
    anybody,
    date_of,
    entries,
    kinds_of_term,
    lines,
    named,
    new,
    old,
    one,
    parties,
    provisions,
    terms,
    text_of,
    who,
)
from .arguments import ACCESS, CONFIDENCE, STANCES, VERDICTS

if TYPE_CHECKING:
    from negotiation import TalksLog
    from negotiation.domain.record.entry import Entry


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

    def entries(self, talks: "TalksLog", answers: Mapping[str, str], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
        """Record what answers say, each read as it was asked for; an answer comes before the detail of its name.

        Args:
            talks: the talks.
            answers: the answers, by the names of the questions.
            details: what every write takes.
        """
        given = {question.name: question.read(talks, answers.get(question.name, "")) for question in self.questions}
        told = {name: given.pop(name, None) or details.get(name) for name in ("on", "sources", "says")}
        return self.record(talks, given, {**details, **told, "sources": told["sources"] or ()})


BY, PARTIES, PROPOSALS, PLEDGES = "by", named("party"), named("proposal"), named("pledge")
WHEN = Question("on", "When: 2022-03-29, 2022-03-29T10:00+03:00; now if empty", date_of)
SOURCES = Question("sources", "Where it was read (source ids)", old("source"), offers=named("source"))


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


def _amend(talks: "TalksLog", given: dict[str, Any], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
    return talks.amend(
        given["proposal"],
        given["name"],
        by=given["by"],
        title=given["title"] or None,
        provisions=given["changes"],
        drop=given["drop"],
        terms=given["terms"],
        **details,
    )


def _observe(talks: "TalksLog", given: dict[str, Any], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
    return talks.observe(
        given["pledge"],
        given["text"],
        by=given["by"],
        indicator=given["indicator"] or None,
        access=given["access"] or None,
        measured=given["measured"],
        **details,
    )


def _assess(talks: "TalksLog", given: dict[str, Any], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
    return talks.assess(
        given["pledge"],
        given["verdict"],
        by=given["by"],
        confidence=given["confidence"] or None,
        reason=given["reason"] or None,
        evidence=given["evidence"],
        **details,
    )


FORMS: dict[str, Form] = {
    "propose": Form(
        (
            Question("proposal", "A short name for it, such as neutral-status", new("proposal"), needed=True),
            Question(BY, "Who puts it forward (codes)", parties, needed=True, offers=PARTIES),
            Question("to", "To whom (codes)", parties, offers=PARTIES),
            WHEN,
            Question("title", "Its name for people", text_of),
            Question("terms", "Typed terms, KIND,FIELD=VALUE; KIND,...", terms, offers=kinds_of_term),
            Question("text", "Further terms in words", text_of),
            Question("in_exchange_for", "In exchange for which proposals", old("proposal"), offers=PROPOSALS),
            SOURCES,
        ),
        _propose,
    ),
    "pledge": Form(
        (
            Question("pledge", "A short name for it, such as fewer-troops", new("pledge"), needed=True),
            Question(BY, "Who pledges it (codes)", parties, needed=True, offers=PARTIES),
            Question("to", "To whom (codes)", parties, offers=PARTIES),
            Question("text", "Its words", text_of, needed=True),
            Question("under", "Under which proposal", one("proposal"), offers=PROPOSALS),
            Question("due", "By when it is to be kept", date_of),
            WHEN,
            SOURCES,
        ),
        _pledge,
    ),
    "respond": Form(
        (
            Question("proposal", "To which proposal", one("proposal"), needed=True, offers=PROPOSALS),
            Question(BY, "Whose position it is (codes)", parties, needed=True, offers=PARTIES),
            Question("stance", "Which stance", among(STANCES, "STANCE"), needed=True, offers=lambda _: STANCES),
            Question("condition", "On which condition, if on any", text_of),
            WHEN,
            Question("says", "Who says so, if not the party itself", text_of),
            SOURCES,
        ),
        _respond,
    ),
    "say": Form(
        (
            Question("speaker", "Who said it", text_of, needed=True),
            Question("text", "The words", text_of, needed=True),
            Question("party", "On whose behalf (code)", anybody, offers=PARTIES),
            Question("about", "About what: proposals, parties, #7", old("")),
            WHEN,
            SOURCES,
        ),
        _spoken,
    ),
}
"""The forms of the commands that ask, by the names of the commands."""

ON_PAGES: dict[str, Form] = {
    **FORMS,
    "amend": Form(
        (
            Question("proposal", "Which text", one("proposal"), needed=True, offers=PROPOSALS),
            Question("name", "A short name for the amendment", new("proposal"), needed=True),
            Question(BY, "Who moves it (codes)", parties, needed=True, offers=PARTIES),
            Question("title", "Its name for people", text_of),
            Question("changes", "New words of provisions, N=TEXT, each on a line", provisions),
            Question("drop", "Provisions to be dropped, each on a line", lines),
            Question("terms", "Typed terms, KIND,FIELD=VALUE; KIND,...", terms, offers=kinds_of_term),
            WHEN,
            SOURCES,
        ),
        _amend,
    ),
    "observe": Form(
        (
            Question("pledge", "Which pledge", one("pledge"), needed=True, offers=PLEDGES),
            Question("text", "What was seen", text_of, needed=True),
            Question(BY, "Who saw it: a party, a body, a person", who, needed=True, offers=PARTIES),
            Question("indicator", "About which of its indicators", text_of),
            Question("access", "Whether one could see it", among(ACCESS, "ACCESS"), offers=lambda _: ACCESS),
            Question("measured", "How much there was, NAME=QUANTITY, each on a line", lines),
            WHEN,
            SOURCES,
        ),
        _observe,
    ),
    "assess": Form(
        (
            Question("pledge", "Which pledge", one("pledge"), needed=True, offers=PLEDGES),
            Question("verdict", "The verdict", among(VERDICTS, "VERDICT"), needed=True, offers=lambda _: VERDICTS),
            Question(BY, "Whose verdict it is: a party, a body, a person", who, needed=True, offers=PARTIES),
            Question("confidence", "How sure", among(CONFIDENCE, "CONFIDENCE"), offers=lambda _: CONFIDENCE),
            Question("reason", "Why", text_of),
            Question("evidence", "The entries that it rests on, as #7", entries),
            WHEN,
            SOURCES,
        ),
        _assess,
    ),
}
"""The forms of the page: those of the commands that ask, and of three more."""
