"""Arguments and options that several commands take, and how their texts are read."""

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any

import typer

from .complete import names_of, values
from .parties import Names

STANCES = (
    "supports",
    "supports-if",
    "can-live-with",
    "reserved",
    "studying",
    "opposes",
    "red-line",
    "silent",
)
VERDICTS = ("not-yet-due", "no-evidence", "unverifiable", "partial", "fulfilled", "contradicted", "breached")
CONFIDENCE = ("low", "moderate", "high")
ACCESS = ("denied", "partial", "full")
LINKS = ("in-exchange-for", "conditional-on", "responds-to", "supersedes", "restates", "splits", "merges")
NAMED = ("proposal", "pledge", "round", "package", "party", "source", "issue")
"""The sorts of things that have names."""


Proposal = Annotated[
    str, typer.Argument(metavar="PROPOSAL", help="Its id, or the beginning of it.", autocompletion=names_of("proposal"))
]
Reference = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="A proposal, pledge, round, package, party, source, issue, or an entry as #7.",
        autocompletion=names_of(*NAMED),
    ),
]
Pledge = Annotated[
    str, typer.Argument(metavar="PLEDGE", help="Its id, or the beginning of it.", autocompletion=names_of("pledge"))
]
EntryReference = Annotated[str, typer.Argument(metavar="ENTRY", help="An entry: #7, 7, or the beginning of its id.")]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="PARTY",
        help="Who does it: parties or groups (repeatable, or as A,B).",
        autocompletion=names_of("party"),
    ),
    Names.PARTIES,
]
Question = Annotated[
    str | None,
    typer.Option(
        "--question", metavar="KIND", help="The kind of question that it is, where the talks have a rule for such."
    ),
]
LastDay = Annotated[
    str | None,
    typer.Option("--valid-until", metavar="WHEN", help="Its last day: if it is not agreed by then, it lapses."),
]
Who = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="WHO",
        help="Who says so: a party, a group, a body, a person (repeatable).",
        autocompletion=names_of("party"),
    ),
    Names.WHO,
]
To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="PARTY",
        help="To whom: parties or groups (repeatable, or as A,B).",
        autocompletion=names_of("party"),
    ),
    Names.PARTIES,
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
Conditions = Annotated[
    list[str] | None,
    typer.Option(
        "--if",
        "--condition",
        metavar="CONDITION",
        help="On which condition: in words, or proposal:ID for its agreement (repeatable).",
    ),
]
Version = Annotated[
    int | None,
    typer.Option("--version", metavar="N", min=1, help="Which version; else the one on the table at that date."),
]
Terms = Annotated[
    list[str] | None,
    typer.Option(
        "--term",
        metavar="KIND[,FIELD=VALUE...]",
        help='A typed term: neutral-status,permanent=yes (repeatable; lists as A+B, commas within "...").',
    ),
]
Provisions = Annotated[
    list[str] | None, typer.Option("--provision", metavar="N=TEXT", help="A numbered provision (repeatable).")
]
Texts = Annotated[list[str] | None, typer.Option("--text", metavar="TEXT", help="A term in words (repeatable).")]
Stance = Annotated[
    str | None,
    typer.Option("--stance", metavar="STANCE", help=f"{', '.join(STANCES)}.", autocompletion=values(*STANCES)),
]
Indicators = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator",
        metavar="NAME=TEXT",
        help='What would show that it is kept (repeatable): in words, or as a bound such as "stock: at most 5 kg".',
    ),
]
Measured = Annotated[
    list[str] | None,
    typer.Option(
        "--measured",
        metavar="NAME=QUANTITY",
        help='How much there was, by indicator (repeatable): "stock=450 kg", "crossings=5 of 12 crossings".',
    ),
]
Baseline = Annotated[str | None, typer.Option("--baseline", metavar="TEXT", help="From what that is measured.")]
Due = Annotated[str | None, typer.Option("--due", metavar="WHEN", help="By when it is to be kept.")]
New = Annotated[
    bool, typer.Option("--new", help="Of a file: record entries that look like ones that stand already, too.")
]
Together = Annotated[
    bool,
    typer.Option("--nothing-until-everything", help="Nothing is agreed until everything is agreed."),
]


def need(*, asks: bool = False, **given: object) -> None:
    """Make sure that what a command cannot do without was given: options by their names, arguments in capitals.

    Args:
        asks: the command would ask for it on a terminal.
        given: what it needs.

    Raises:
        MissingInput: something was not.
    """
    missing = [name if name.isupper() else f"--{name.replace('_', '-')}" for name, value in given.items() if not value]
    if missing:
        from negotiation.domain.errors import MissingInput

        error = MissingInput(missing)
        if not asks:
            error.hint = f"give {'it' if len(missing) == 1 else 'them'} on the command line; --help says how"
        raise error


def given_of(told: Mapping[str, object]) -> dict[str, object]:
    """Return those options that were given, be it with an empty text."""
    return {name: value for name, value in told.items() if value is not None and value is not False and value != []}


def fits(what: str, taken: Collection[str], **told: object) -> None:
    """Refuse options that say nothing about what is recorded.

    Args:
        what: what is recorded.
        taken: the options that go with it.
        told: all options that do not go with everything, by name.

    Raises:
        BadParameter: an option does not go with it.
    """
    goes = ", ".join(f"--{name.replace('_', '-')}" for name in taken)
    for name in given_of(told):
        if name not in taken:
            option = f"--{name.replace('_', '-')}"
            raise typer.BadParameter(f"does not go with {what}{goes and f', which takes {goes}'}", param_hint=option)


def one_of(choices: Collection[str], what: str, word: str, *, after: str = "", command: str = "") -> None:
    """Make sure that a word is one of those that there are.

    Args:
        choices: the words that there are.
        what: what the argument is called, in capitals.
        word: the word that was given.
        after: what stands before it on the line, perhaps because the two were exchanged.
        command: what comes before both on the line.

    Raises:
        BadParameter: it is none of them.
    """
    if word in choices:
        return
    if after in choices:
        raise typer.BadParameter(f"comes second: {command} {word} {after}", param_hint=what)
    from negotiation.domain.near import near_value

    alike = near_value(word, choices)
    there_is = f": did you mean {' or '.join(alike)}?" if alike else f"; there is {', '.join(choices)}"
    raise typer.BadParameter(f"there is no {what.lower()} '{word}'{there_is}", param_hint=what)


def fields(text: str, *, what: str = "--term") -> tuple[str, dict[str, str]]:
    """Read ``KIND,FIELD=VALUE,FIELD=VALUE`` with commas allowed within double quotes.

    Quotes around a whole value do not belong to it; all others do.

    Raises:
        BadParameter: a part has no value, a field is given twice, or a quote is not closed.
    """
    from negotiation.fields.typed import parts

    try:
        return parts(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=what) from None


def _once(found: dict[str, Any], name: str, value: Any, option: str) -> None:
    """Take a field into account that may be given once.

    Raises:
        BadParameter: it is given twice.
    """
    if name in found:
        raise typer.BadParameter(f"{name} is given twice; a list is written as one value", param_hint=option)
    found[name] = value


def terms(
    typed: list[str] | None, texts: list[str] | None, parties: Callable[[str], list[str]]
) -> list[dict[str, Any]]:
    """Read typed terms and terms in words.

    Args:
        typed: the typed terms.
        texts: the terms in words.
        parties: reads the parties and groups that a text names.
    """
    from negotiation.domain.errors import NotFound
    from negotiation.domain.terms import BUILT_IN
    from negotiation.fields.typed import term

    found: list[dict[str, Any]] = []
    for text in typed or []:
        kind, _ = fields(text)
        if not kind:
            raise NotFound("kind of term", kind, BUILT_IN)
        found.append(term(text, parties))
    return found + [{"kind": "free-text", "text": text} for text in texts or []]


def provisions(given: list[str] | None) -> list[dict[str, str]]:
    """Read ``N=TEXT``.

    Raises:
        BadParameter: one has no number.
    """
    found = []
    for text in given or []:
        number, equals, words = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"'{text[:60]}' is no N=TEXT", param_hint="--provision")
        found.append({"number": number.strip(), "text": words.strip()})
    return found


def indicators(given: list[str] | None) -> list[str]:
    """Read ``NAME=TEXT``, ``NAME: at most 300 kg`` and ``NAME<=5 %``.

    Raises:
        BadParameter: one has no name.
    """
    from negotiation.domain.quantities import parted

    for text in given or []:
        if parted(text) is None:
            raise typer.BadParameter(
                f"'{text[:60]}' is no NAME=TEXT, nor a bound such as NAME<=5 %", param_hint="--indicator"
            )
    return given or []


def changes(given: list[str] | None, *, option: str = "--set") -> dict[str, Any]:
    """Read ``FIELD=VALUE``; a value that begins with [ or { is JSON.

    Raises:
        BadParameter: one has no value, or is not JSON where it looks like it.
    """
    import json

    found: dict[str, Any] = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"'{text[:60]}' is no FIELD=VALUE", param_hint=option)
        try:
            read = json.loads(value, object_pairs_hook=_pairs) if value[:1] in "[{" and value else value
        except (ValueError, RecursionError) as error:
            why = f": {error}" if isinstance(error, _Twice) else ""
            raise typer.BadParameter(
                f"the value of {name} looks like JSON and is not{why}", param_hint=option
            ) from None
        _once(found, name.strip(), read, option)
    return found


class _Twice(ValueError):
    """A name stands twice in one object of JSON, where the last one would count alone."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice("a field is given twice")
    return found
