"""Asking on a terminal for what a proposal needs: with a way back, a preview, and a last yes."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from negotiation.domain.errors import NegotiationError
from negotiation.rendering.safe import for_terminal

from . import arguments
from .options import Write

if TYPE_CHECKING:
    from negotiation import TalksLog

BACK = "<"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: under which name the answer goes, what to say, how to read it."""

    name: str
    prompt: str
    read: Callable[[str], Any]
    needed: bool = False


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _terms(text: str) -> list[dict[str, Any]]:
    return _terms_with(text, lambda parties: parties.split("+"))


def _terms_with(text: str, parties: Callable[[str], list[str]]) -> list[dict[str, Any]]:
    return arguments.terms([part.strip() for part in text.split(";") if part.strip()], None, parties)


QUESTIONS = (
    Question("proposal", "A short name for it, such as neutral-status", str.strip, needed=True),
    Question("by", "Who puts it forward (codes)", _words, needed=True),
    Question("to", "To whom (codes)", _words),
    Question("on", "When: 2022-03-29, 2022-03-29T10:00+03:00; now if empty", str.strip),
    Question("title", "Its name for people", str.strip),
    Question("terms", "Typed terms, KIND,FIELD=VALUE; KIND,...", _terms),
    Question("text", "Further terms in words", str.strip),
    Question("in_exchange_for", "In exchange for which proposals", _words),
    Question("sources", "Where it was read (source ids)", _words),
)


def propose(talks: "TalksLog", write: Write, proposal: str | None) -> None:
    """Ask for a proposal, show what would be recorded, and record it after a last yes."""
    _say(f"Enter leaves an answer as it is, {NOTHING} empties it, {BACK} goes back to the one before, Ctrl-C stops.")
    answers: dict[str, str] = {"proposal": proposal} if proposal else {}
    step = 1 if proposal else 0
    while True:
        step = _asked(answers, step)
        try:
            _record(talks, write, answers, dry_run=True)
        except (NegotiationError, ValueError) as error:
            _say(f"That cannot be recorded: {error}")
            step = 0
            continue
        if write.dry_run:
            return
        choice = typer.prompt(f"Record it? (yes, no, {BACK} to go back)", default="no", err=True).strip().casefold()
        if choice in ("y", "yes"):
            _record(talks, write, answers, dry_run=False)
            return
        if choice != BACK:
            _say("nothing was recorded")
            raise typer.Exit(1)
        step = len(QUESTIONS) - 1


def _asked(answers: dict[str, str], step: int) -> int:
    """Ask the questions from one on, until the last is answered."""
    while step < len(QUESTIONS):
        question = QUESTIONS[step]
        answer = typer.prompt(
            f"{step + 1}/{len(QUESTIONS)} {question.prompt}",
            default=answers.get(question.name, ""),
            show_default=bool(answers.get(question.name)),
            err=True,
        )
        if answer.strip() == BACK:
            step = max(0, step - 1)
            continue
        answer = "" if answer.strip() == NOTHING else answer
        if question.needed and not answer.strip():
            _say("this is needed")
            continue
        try:
            question.read(answer)
        except (NegotiationError, typer.BadParameter) as error:
            _say(str(error))
            continue
        answers[question.name] = answer
        step += 1
    return step


def _record(talks: "TalksLog", write: Write, answers: dict[str, str], *, dry_run: bool) -> None:
    given = {question.name: question.read(answers.get(question.name, "")) for question in QUESTIONS}
    details = {**write.details(), "dry_run": dry_run}
    details["on"] = given["on"] or details["on"]
    details["sources"] = given["sources"] or details["sources"]
    terms = _terms_with(answers.get("terms", ""), write.parties) + (
        [{"kind": "free-text", "text": given["text"]}] if given["text"] else []
    )
    entries = talks.propose(
        given["proposal"],
        by=[code for name in given["by"] for code in write.parties(name)],
        to=[code for name in given["to"] for code in write.parties(name)],
        title=given["title"] or None,
        terms=terms,
        links=[("in-exchange-for", target) for target in given["in_exchange_for"]],
        **details,
    )
    if dry_run and not write.dry_run:
        _preview(talks, entries)
    else:
        write.done(talks, entries)


def _preview(talks: "TalksLog", entries: Any) -> None:
    from negotiation.views.phrases import term_words

    for entry, sentence in zip(entries, talks.sentences(entries), strict=True):
        _say(f"  {entry.envelope.occurred or ''}  {sentence}")
        for term in getattr(entry.event, "terms", ()):
            _say(f"    {term_words(term)}")


def _say(text: str) -> None:
    print(for_terminal(text), file=sys.stderr)
