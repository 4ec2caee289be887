"""The page of events: every kind, every typed term, what is said of every entry, and the value types."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import yaml
from msgspec.structs import fields as fields_of

from negotiation.domain.catalogue import EVENTS
from negotiation.domain.package.events import PackageEvent
from negotiation.domain.pledge.events import Indicator, Measurement, PledgeEvent
from negotiation.domain.proposal.events import Cast, Change, Link, ProposalEvent, Provision
from negotiation.domain.record.annotations import Annotation, EntryCorrected, EntryDisputed
from negotiation.domain.record.envelope import Citation, Claim, Override
from negotiation.domain.record.event import Event
from negotiation.domain.round.events import Delegation, RoundEvent
from negotiation.domain.shares import Share
from negotiation.domain.talks.events import DecisionRule
from negotiation.domain.term_kinds import TermField
from negotiation.domain.terms import BUILT_IN, TERMS, DefinedTerm, TermValue
from negotiation.domain.values import kind_of
from negotiation.writing import CLAIM_FIELDS

from .words import VALUES, notes, sentence, type_words, value_note

JOURNAL = Path(__file__).with_name("every-kind.yaml")
"""A journal with an entry of every kind and a term of every kind, which a test records."""

HEAD = """\
# Events and terms

An entry of the log is one event, with what is said of it.
This page lists every kind of event, every typed term, and their fields.
The examples are invented.
Each is an item of a [journal](journal.md); `talks record KIND FIELD=VALUE` takes the same fields, and
`talks schema KIND` prints them as a JSON Schema.
"""

SAID = """\
## What is said of every entry

Every entry may have these fields beside those of its kind.
They are written under the names given here; exports and the Python API use the names in brackets.
"""

OTHERS = {"id": "its own [id](#entry-id); derived from its content in a journal, random else",
          "marking": "who may see it: a label such as `TLP:AMBER`; that of what it is about if not given",
          "compartments": "only who is in all of them may see it; those of what it is about, too",
          "attribution": "to whom people outside may attribute it: `named`, `office`, `party` or `none`",
          "lowered": "why more people may see it than what it is about",
          "override": "why it is recorded although a rule refuses it"}  # fmt: skip

FIELD_NOTES = {
    "url": "where it is, beginning with http or https",
    "sha256": "the digest of an archived copy, 64 hexadecimal digits",
    "markings": "the scheme of the labels by which entries are marked; `tlp-2.0` if not given",
    "marking": "a label such as `TLP:AMBER`",
    "timezone": "the IANA zone in which dates and times without one are read",
    "until": "to when it was put off",
    "label": "what it is called by whoever tells of it, such as `fourth round`",
    "planned": "when it is to be",
    "in_round": "a round that was set or opened",
    "unnamed": "of guarantors that are not named: the words of the source, such as `some countries`",
    "guarantor": "its code; it need not be at the talks",
    "deadline": "its end counts",
    "conditions": "in words, or as `proposal:ID` what has to be agreed first",
    "mediators": "parties or persons",
    "evidence": "the entries that the verdict rests on: on the command line by number, in a journal by id",
    "outputs": "what came of it",
    "press_access": "what the press could see and ask",
}
"""Notes on fields whose type says too little."""

CLAIM_NOTES = {
    "occurred": "when it happened; needed in a journal, but for what frames the talks and for entries about entries",
    "learned": "when it could first be known; else from the publication of its sources, else when it was recorded",
    "asserted_by": "who asserts it; the actor itself if not given",
    "sources": "where it was read: a source, `source@place`, or [source, locator, quote and language](#citation)",
    "grade": "what the report is worth, on the Admiralty scale",
    "note": "whatever else the recorder wants to say",
    "quote": "the words as they were heard; those of a source are quoted with the source",
    "quote_language": "the language of these words",
    "in_round": "the [round](#events-of-a-round) in which it happened; the option is `--in`",
}

PARTS = (
    ("Events of the talks", "They make up the stream of the talks themselves.", "talks"),
    ("Events of a package", "They stand in the stream of the talks, and each of them names its package.", "package"),
    ("Events of a round", "They make up the stream of one round, which each of them names.", "round"),
    ("Events of a proposal", "They make up the stream of one proposal, which each of them names.", "proposal"),
    ("Events of a pledge", "They make up the stream of one pledge, which each of them names.", "pledge"),
    (
        "Entries about entries",
        "Nothing is edited: these name an earlier entry, on the command line by its number, in a journal by its id.",
        "annotation",
    ),
)


_BASES = {
    Annotation: "annotation",
    PackageEvent: "package",
    RoundEvent: "round",
    ProposalEvent: "proposal",
    PledgeEvent: "pledge",
}

DATES = """
A date is EDTF (ISO 8601-2), and each date is a stretch of time.

- A year, a month, a day: `2022`, `2022-03`, `2022-03-29`; a year has four digits, `0476`.
- Digits left open: `202X`, `2022-XX`, `2022-03-XX`, `2022-XX-05`.
  `2022-03-XX` is one day of the month, which is not known, and is shown as *some day in Mar 2022*; `2022-03` is the month.
- A part of the year: `2022-21` to `2022-24` are spring, summer, autumn and winter, `2022-33` to `2022-36` the quarters, `2022-37` to `2022-39` the thirds, `2022-40` and `2022-41` the halves.
  Spring begins with March, and winter ends with February of the next year; `2022-29` to `2022-32` are the seasons of the south, and `2022-25` to `2022-28` those of the north, said as such.
- A time of day: `2022-03-29T10:00`, with a zone `2022-03-29T10:00+03:00` or `2022-03-29T07:00Z`; `2022-03-29T24:00` is the midnight with which the day ends.
- Uncertain, approximate, or both: `2022-03-29?`, `2022-03-29~`, `2022-03-29%`; of a part alone: `2022-03-~29`.
- From a date to another: `2022-03-28/2022-03-30`; open at one end: `2022-03-29/..`, `../2022-03-29`.
  `/2022-03-29` begins at a date that is not known, and `2022-03-29/` ends at one.
- One of several: `[2022-03-29,2022-03-30]`, `[2022-03-28..2022-03-30]`, `[..2022-03-29]`.

The words in which dates are shown can be written for them, as `29 Mar 2022`, `about March 2022` or `28 Mar 2022 to 30 Mar 2022`, and a space for the `T` before a time; `29th March 2022` and `March 29, 2022` are read, too.
On the command line `today`, `yesterday` and `tomorrow` are days in the time zone of the talks; in a file they would be other days each time that it is read, and are refused.
What is EDTF and has no use here is refused with what to write: several dates of one entry (`{...}`), years before 0001 and after 9999, significant digits, leap seconds.

Dates and times without a zone are read in the time zone of the talks.
A time that comes twice there, in the night when the clocks are turned back, or never, in that when they are put forward, is refused with both readings, to be written with an offset.
An interval of such times is taken where only one reading of it begins before it ends, and is recorded with the offsets.
"""  # noqa: E501  # a sentence a line


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, SAID, *_said(), "", *_events(), *_terms(), *_shapes(), *_values()])


def _said() -> Iterator[str]:
    hints = get_type_hints(Claim, include_extras=True)
    for name, stored in CLAIM_FIELDS.items():
        alias = "" if name == stored else f" (`{stored}`)"
        yield f"- `{name}`{alias}, {type_words(hints[stored])}: {CLAIM_NOTES[stored]}."
    for name, words in OTHERS.items():
        yield f"- `{name}`: {words}."


def part_of(kind: str) -> str:
    """Return to which part of the page a kind belongs."""
    return next((part for base, part in _BASES.items() if issubclass(EVENTS[kind], base)), "talks")


def _events() -> Iterator[str]:
    for title, words, part in PARTS:
        yield f"## {title}\n\n{words}\n"
        for kind, event in EVENTS.items():
            if part_of(kind) == part:
                yield from _section(kind, event, _example("kind", kind))


def _terms() -> Iterator[str]:
    yield "## Terms\n\nWhat a version of a proposal consists of, typed where the field has a type.\n"
    yield "On the command line a term is `--term KIND,FIELD=VALUE`, and a term in words is `--text`.\n"
    for kind, term in TERMS.items():
        yield from _section(kind, term, _example("terms", kind), level="### Term: ")


def _section(kind: str, model: Any, example: str, level: str = "### ") -> Iterator[str]:
    yield f"{level}{kind}\n\n{sentence(model)}\n"
    yield from _fields(model)
    yield f"\n```yaml\n{example}```\n"


def _fields(model: Any) -> Iterator[str]:
    hints = get_type_hints(model, localns={"AnyEvent": Event}, include_extras=True)
    said = {name: _as_note(text) for name, text in notes(model).items()} | FIELD_NOTES
    for info in fields_of(model):
        name = info.name
        if name == "kind":
            continue
        need = ", needed" if info.required else ""
        default = "" if info.required or info.default in (None, ()) else f"; `{_plain(info.default)}` if not given"
        words = type_words(hints[name])
        if issubclass(model, EntryCorrected | EntryDisputed) and name in ("event", "claim"):
            words = f"the whole {name} as it should read; a journal gives `set` instead, with the fields that differ"
            need = ""
        yield f"- `{name}`, {words}{need}{default}{f': {said[name]}' if name in said else ''}."


def _as_note(sentence: str) -> str:
    """Write a sentence as what follows a colon."""
    return f"{sentence[0].lower()}{sentence[1:]}".removesuffix(".")


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


@cache
def items() -> tuple[tuple[dict[str, Any], str], ...]:
    """Return the items of the journal, each read and as it is written."""
    texts = [part for part in JOURNAL.read_text(encoding="utf-8").split("\n\n") if part.lstrip().startswith("- ")]
    return tuple((yaml.load(text, Loader=yaml.BaseLoader)[0], f"{text.rstrip()}\n") for text in texts)  # noqa: S506


def _example(field: str, kind: str) -> str:
    """Return the first item of that kind, or with a term of that kind."""
    for item, text in items():
        if field == "kind" and item["kind"] == kind:
            return text
        if field == "terms" and any(_kind_of(term) == kind for term in item.get("terms", ())):
            return text
    raise LookupError(f"{JOURNAL.name} has no example of {kind}")


def _kind_of(term: dict[str, Any]) -> str:
    """Return under which kind a term is held."""
    return str(term["kind"] if term["kind"] in BUILT_IN else kind_of(DefinedTerm))


def _shapes() -> Iterator[str]:
    yield "## Parts of events\n"
    for model in (
        Cast,
        Change,
        Citation,
        DecisionRule,
        Delegation,
        Indicator,
        Link,
        Measurement,
        Override,
        Provision,
        Share,
        TermField,
        TermValue,
    ):
        title = type_words(model).partition("]")[0].removeprefix("[").capitalize()
        yield f"### {title}\n\n{sentence(model)}\n"
        if "kind" in model.__struct_fields__:
            kinds = type_words(get_type_hints(model, localns={"AnyEvent": Event}, include_extras=True)["kind"])
            yield f"- `kind`, {kinds}{', needed' if model is Link else '; `consensus` if not given'}."
        yield from _fields(model)
        yield ""


def _values() -> Iterator[str]:
    yield "## Values\n"
    for word, _, name in VALUES:
        more = DATES if name == "Edtf" else ""
        yield f"### {word.capitalize()}\n\n{value_note(name)}\n{more}"
