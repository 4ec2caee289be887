"""Arguments and options that several commands take, and how their texts are read."""

from typing import Annotated, Any

import typer

from .complete import names_of, values

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
LINKS = ("in-exchange-for", "conditional-on", "responds-to", "supersedes", "restates", "splits", "merges")

Proposal = Annotated[
    str, typer.Argument(metavar="PROPOSAL", help="Its id, or the beginning of it.", autocompletion=names_of("proposal"))
]
Reference = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="A proposal, party, source, issue, or an entry as #7.",
        autocompletion=names_of("proposal", "party", "source", "issue"),
    ),
]
EntryReference = Annotated[str, typer.Argument(metavar="ENTRY", help="An entry: #7, 7, or the beginning of its id.")]
By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="PARTY", help="Who does it (repeatable).", autocompletion=names_of("party")),
]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="PARTY", help="To whom (repeatable).", autocompletion=names_of("party")),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
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
            error.hint = "give them on the command line; --help says how"
        raise error


def fields(text: str, *, what: str = "--term") -> tuple[str, dict[str, str]]:
    """Read ``KIND,FIELD=VALUE,FIELD=VALUE`` with commas allowed within double quotes.

    Raises:
        BadParameter: a part has no value, or a quote is not closed.
    """
    import shlex

    parser = shlex.shlex(text, posix=True)
    parser.whitespace, parser.whitespace_split, parser.quotes, parser.escape, parser.commenters = ",", True, '"', "", ""
    try:
        first, *parts = list(parser) or [""]
    except ValueError:
        raise typer.BadParameter(f"a double quote is not closed in: {text}", param_hint=what) from None
    found: dict[str, str] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals:
            raise typer.BadParameter(f"'{part}' is no FIELD=VALUE; put commas within double quotes", param_hint=what)
        found[name.strip().replace("-", "_")] = value
    return first.strip(), found


def terms(typed: list[str] | None, texts: list[str] | None) -> list[dict[str, Any]]:
    """Read typed terms and terms in words."""
    from negotiation.domain.errors import NotFound
    from negotiation.domain.terms import Term

    found: list[dict[str, Any]] = []
    for text in typed or []:
        kind, given = fields(text)
        if kind not in Term.kinds:
            raise NotFound("kind of term", kind, Term.kinds)
        known = Term.kinds[kind].model_fields
        found.append({"kind": kind, **{name: _listed(known.get(name), value) for name, value in given.items()}})
    return found + [{"kind": "free-text", "text": text} for text in texts or []]


def _listed(field: Any, value: str) -> Any:
    """Split ``A+B`` where the field holds a list."""
    return value.split("+") if field is not None and "tuple" in str(field.annotation) else value


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
            found[name.strip()] = json.loads(value) if value[:1] in "[{" and value else value
        except (ValueError, RecursionError):
            raise typer.BadParameter(f"the value of {name} looks like JSON and is not", param_hint=option) from None
    return found
