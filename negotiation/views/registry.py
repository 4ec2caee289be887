"""Every view by its name: what it is for, which entries it needs, and how it is folded from them.

A new view is a module here with its `VIEW`, its sentence below, and a module of the same name among the layouts.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from ..registry import Registry


class Needs(StrEnum):
    """What of the talks a view is folded from; the fold takes it first."""

    ACTS = "the history without statements, which are many, and on which no status rests unless they are evidence"
    HISTORY = "the history"
    RECORD = "every entry as it was recorded, and the history"


class View(NamedTuple):
    """A view: a pure fold of what it needs."""

    fold: Callable[..., Any]
    needs: Needs
    about: tuple[str, ...] = ()
    """The sorts of thing that it may be about, one of which it is asked for by reference; none if the whole talks."""
    tells_head: bool = False
    """Whether its JSON tells the head of the record that it is of."""
    of_entries: bool = False
    """Whether two of them are alike wherever the entries in view, and what other views tell, are alike."""


VIEWS: Registry[View] = Registry(
    __package__ or "",
    "VIEW",
    {
        "status": "Show where every proposal stands.",
        "show": "Show everything about one thing.",
        "timeline": "Show what happened, entry by entry.",
        "record": "Show every entry as it was recorded, with what became of it.",
        "why": "Show the entries behind the status of a proposal.",
        "changes": "Show what changed between two moments.",
        "positions": "Show who has taken which position on what, and how each position moved.",
        "pledges": "Show words beside deeds: pledges, conduct observed, verdicts.",
        "guarantees": "Show who guarantees what, according to whom, and how far each guarantor has gone.",
        "rounds": "Show the rounds of the talks, and what came of each.",
        "treaty": "Show how a treaty stands for each party: signed, bound, in force, out.",
        "text": "Show the words of a proposal, compare two versions word by word, or list what is in brackets.",
        "drafts": "Show how a text grew: words, brackets and provisions still open, version by version.",
        "blame": "Show who wrote which words of a text, and with which amendment.",
        "packages": "Show what is agreed only together, and what waits for what.",
        "course": "Show how the talks went: every proposal and pledge from stage to stage, beside the rounds.",
        "due": "Show what is due: deadlines, verdicts, answers.",
        "notes": "Show the notes that wait to be sorted.",
        "search": "Find entries by their words.",
        "count": "Count entries, proposals, pledges or acts, grouped.",
        "sources": "Show what rests on each source, and what rests on none.",
    },
)
"""Every view, in the order in which they are listed; each is the module of that name beside this one."""
