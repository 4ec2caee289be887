"""The command for tokens, by which others look at the page that `talks serve` shows."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ..complete import values
from ..configured import config_folder
from ..options import AUDIENCES, MARKINGS, Output, takes
from ..output import aside
from ..settings import ALL, who_looks

if TYPE_CHECKING:
    from negotiation.serving.tokens import Token, Tokens

app = typer.Typer()


class Deed(StrEnum):
    """What can be done with tokens."""

    NEW = "new"
    LIST = "list"
    REVOKE = "revoke"


@app.command("token")
@takes(Output)
def token(
    given: Output,
    deed: Annotated[str, typer.Argument(metavar="DEED", help="new, list or revoke.", autocompletion=values(*Deed))],
    which: Annotated[str | None, typer.Argument(metavar="[ID]", help="Of revoke: which.")] = None,
    reader: Annotated[
        str | None,
        typer.Option("--reader", metavar="NAME", help="Of new: whom it is for; they record by this name."),
    ] = None,
    clearance: Annotated[
        str | None,
        typer.Option(
            "--clearance",
            metavar="LABEL",
            help="Of new: what they may see; all for everything.",
            autocompletion=values(*MARKINGS, ALL),
        ),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience",
            metavar="NAME",
            help=f"Of new: or the edition for people outside: {', '.join(AUDIENCES)}.",
            autocompletion=values(*AUDIENCES),
        ),
    ] = None,
    compartment: Annotated[
        list[str] | None,
        typer.Option("--compartment", metavar="NAME", help="Of new: what is in it, too (repeatable)."),
    ] = None,
    may_append: Annotated[
        bool, typer.Option("--may-append", help="Of new: they may record; with --clearance all.")
    ] = False,
    expires: Annotated[
        str, typer.Option("--expires", metavar="DURATION|WHEN", help="Of new: after how long, or on which day.")
    ] = "P30D",
) -> None:
    """Make a token by which somebody else may look at what talks serve shows, list all, or revoke one."""
    _see_that_it_fits(deed, which, reader, clearance or audience)
    from negotiation.serving.tokens import Tokens

    tokens = Tokens(config_folder())
    match Deed(deed):
        case Deed.NEW:
            who = who_looks(clearance, audience, compartment or ())
            made, secret = tokens.new(str(reader), lasts=_lasts(expires, tokens), who=who, may_append=may_append)
            print(secret)
            until = _when(made.expires)
            aside(f"{made.id} is for {made.reader}, until {until}; it is told this once: hand it on in private")
            aside("where talks serve runs, the address /enter#token=… takes it, and nothing keeps it on the way")
        case Deed.LIST:
            _list(given, tokens)
        case Deed.REVOKE:
            revoked = tokens.revoke(str(which))
            aside(f"{revoked.id}, for {revoked.reader}, opens nothing from now on")


def _see_that_it_fits(deed: str, which: str | None, reader: str | None, sees: str | None) -> None:
    if deed not in list(Deed):
        raise typer.BadParameter(f"is {', '.join(Deed)}, not '{deed}'", param_hint="DEED")
    from negotiation.domain.errors import MissingInput

    if deed == Deed.NEW and not (reader and sees):
        raise MissingInput([name for name, told in (("--reader", reader), ("--clearance", sees)) if not told])
    if deed == Deed.REVOKE and not which:
        raise MissingInput(["ID"])
    if deed != Deed.REVOKE and which:
        raise typer.BadParameter("goes with revoke", param_hint="ID")
    if deed != Deed.NEW and (reader or sees):
        raise typer.BadParameter("goes with new", param_hint="--reader" if reader else "--clearance")


def _lasts(text: str, tokens: "Tokens") -> timedelta:
    """Return how long a token opens, told as a duration or as its last day.

    Raises:
        BadParameter: it is neither.
    """
    from negotiation.domain import build
    from negotiation.domain.dates.durations import after
    from negotiation.domain.dates.edtf import DateError, datetime_of, instant, span
    from negotiation.domain.dates.written import as_edtf
    from negotiation.domain.errors import InputError
    from negotiation.domain.values import Duration

    now = tokens.clock()
    try:
        end = after(instant(now), build.scalar(Duration, text.strip(), "expires"))
    except InputError:
        try:
            end = span(as_edtf(text, now.date())).end
        except DateError:
            words = f"'{text[:40]}' is neither a duration such as 30d nor a day such as 2022-06-30"
            raise typer.BadParameter(words, param_hint="--expires") from None
    try:
        return datetime_of(end) - now
    except OverflowError:
        raise typer.BadParameter("lies beyond the calendar", param_hint="--expires") from None


def _list(given: Output, tokens: "Tokens") -> None:
    from negotiation.rendering.document import Document, table

    found = tokens.every()
    used: dict[str, tuple[int, str]] = {}
    for use in tokens.uses():
        used[use.token] = used.get(use.token, (0, ""))[0] + 1, use.when
    now = tokens.clock()
    rows = [
        (
            one.id,
            one.reader,
            _sees(one),
            "yes" if one.may_append else "no",
            _when(one.expires),
            one.state(now),
            str(used.get(one.id, (0, ""))[0]),
            _when(used[one.id][1]) if one.id in used else "never",
        )
        for one in found
    ]
    columns = ("token", "reader", "sees", "may append", "expires", "state", "uses", "last used")
    shown = table(columns, rows, empty="there are no tokens: talks token new --reader NAME --clearance LABEL")
    given.give(Document("tokens", (shown,), [_told(one) for one in found], [_told(one) for one in found]))


def _when(moment: str) -> str:
    """Return a moment as people read it, to the minute."""
    from negotiation.domain.dates.words import in_words

    return in_words(f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%dT%H:%MZ}")


def _sees(one: "Token") -> str:
    if one.clearance is None:
        return "all"
    said = f"the edition for {one.audience}" if one.audience else f"up to {one.clearance}"
    return f"{said}, and {', '.join(one.compartments)}" if one.compartments else said


def _told(one: "Token") -> dict[str, object]:
    """Return a token for programs, without the hash of its secret."""
    from msgspec.structs import asdict

    return {name: value for name, value in asdict(one).items() if name != "hashed"}
