"""Asking on a terminal for what a command needs: each answer checked, with a way back, a preview, and a last yes."""

import sys
import textwrap
from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import typer

from negotiation.domain.dates.edtf import DateError
from negotiation.domain.errors import NegotiationError
from negotiation.rendering.safe import for_terminal

from .options import Write
from .questions import FORMS, Form, Question

if TYPE_CHECKING:
    from negotiation import TalksLog

BACK = "<"
NOTHING = "-"


def asks(*told: object) -> bool:
    """Say whether a command is to ask: on a terminal, where it was told nothing."""
    return not any(told) and sys.stdin.isatty() and sys.stdout.isatty()


def ask(command: str, talks: "TalksLog", write: Write, first: str | None = None) -> None:
    """Ask for what a command needs, show what would be recorded, and record it after a last yes.

    Args:
        command: which of those that there are forms for.
        talks: the talks.
        write: what was said of the entry on the command line.
        first: the first answer, if it was given.
    """
    form = FORMS[command]
    _say(f"Enter leaves an answer as it is, {NOTHING} empties it, {BACK} goes back to the one before, Ctrl-C stops.")
    answers: dict[str, str] = {form.questions[0].name: first} if first else {}
    step = 1 if first else 0
    while True:
        step = _asked(form, talks, answers, step)
        try:
            _record(form, talks, write, answers, dry_run=True)
        except (NegotiationError, ValueError) as error:
            _say(f"That cannot be recorded: {error}")
            step = 0
            continue
        if write.dry_run:
            return
        choice = typer.prompt(f"Record it? (yes, no, {BACK} to go back)", default="no", err=True).strip().casefold()
        if choice in ("y", "yes"):
            _record(form, talks, write, answers, dry_run=False)
            return
        if choice != BACK:
            _say("nothing was recorded")
            raise typer.Exit(1)
        step = len(form.questions) - 1


def _asked(form: Form, talks: "TalksLog", answers: dict[str, str], step: int) -> int:
    """Ask the questions from one on, until the last is answered."""
    while step < len(form.questions):
        question = form.questions[step]
        answer = _answer(f"{step + 1}/{len(form.questions)} {question.prompt}", question, talks, answers)
        if answer.strip() == BACK:
            step = max(0, step - 1)
            continue
        answer = "" if answer.strip() == NOTHING else answer
        if question.needed and not answer.strip():
            _say("this is needed")
            continue
        try:
            question.read(talks, answer)
        except (NegotiationError, typer.BadParameter, DateError) as error:
            hint = getattr(error, "hint", None)
            _say(f"{error}{f': {hint}' if hint else ''}")
            continue
        answers[question.name] = answer
        step += 1
    return step


def _answer(prompt: str, question: Question, talks: "TalksLog", answers: Mapping[str, str]) -> str:
    """Ask one question, with what there is to choose from above it, in lines that break no word."""
    offered = question.offers(talks) if question.offers else ()
    if offered:
        _say(f"    there is {', '.join(offered[:MANY])}{' and others' if len(offered) > MANY else ''}")
    default = answers.get(question.name, "")
    room = get_terminal_size().columns - len(default) - 6
    *before, last = textwrap.wrap(for_terminal(prompt), max(room, 20), break_on_hyphens=False)
    for line in before:
        _say(line)
    return str(typer.prompt(last, default=default, show_default=bool(default), err=True))


MANY = 12
"""How many things are named of those that there are."""


def _record(form: Form, talks: "TalksLog", write: Write, answers: Mapping[str, str], *, dry_run: bool) -> None:
    entries = form.entries(talks, answers, {**write.details(), "dry_run": dry_run})
    if dry_run and not write.dry_run:
        _preview(talks, entries)
    else:
        write.done(talks, entries)


def _preview(talks: "TalksLog", entries: Sequence[Any]) -> None:
    from negotiation.views.phrases import term_words

    for entry, sentence in zip(entries, talks.sentences(entries), strict=True):
        _say(f"  {entry.envelope.occurred or ''}  {sentence}")
        for term in getattr(entry.event, "terms", ()):
            _say(f"    {term_words(term)}")


def _say(text: str) -> None:
    width = get_terminal_size().columns
    for line in for_terminal(text).split("\n"):
        folded = textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False, subsequent_indent="    ")
        print("\n".join(folded) if len(line) > width else line, file=sys.stderr)
