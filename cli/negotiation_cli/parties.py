"""Options that name parties, by codes or by the names of groups, one or several in one text."""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from negotiation import TalksLog


class Names(Enum):
    """What the texts of an option, or of an argument, name."""

    PARTIES = "several parties: GBR,FRA or GBR+FRA"
    PARTY = "one party, or one group"
    WHO = "parties, or a body or person of any name"
    EACH_WITH = "parties, and what is said of each: RUS=Medinsky,UKR=Arakhamia"
    EACH_VOTE = "parties with their votes, and further ones: GBR=for,FRA=against"


_CODES = re.compile(r"[A-Za-z0-9-]+(,[A-Za-z0-9-]+)*")
_NEXT_WITH = re.compile(r",\s*((?:[A-Za-z0-9/+-]+,\s*)*[A-Za-z0-9/+-]+=)")
"""Before further parties of which something is said: a comma within a name is not followed by such."""
_VOTE = re.compile(r"([^=]+)=([^,]*)(?:,|$)")


def parties_in(text: str, talks: "Callable[[], TalksLog]") -> list[str]:
    """Return the codes that a text names; what is no more than codes needs no look at the talks."""
    return text.split(",") if not text.strip() or _CODES.fullmatch(text) else talks().party_codes(text)


def _party(text: str, talks: "Callable[[], TalksLog]") -> str:
    return text if not text.strip() or re.fullmatch(r"[A-Za-z0-9-]+", text) else talks().party_code(text)


def _who(text: str, talks: "Callable[[], TalksLog]") -> list[str]:
    """Return several names only if all of them are parties: a person's name may have commas in it."""
    if not re.search(r"[,+/ ]", text):
        return [text]
    named = talks().party_codes(text)
    known = talks().party_names()
    return named if set(named) <= known else [text]


def _each_with(text: str, talks: "Callable[[], TalksLog]") -> list[str]:
    who, equals, rest = text.partition("=")
    said, *further = _NEXT_WITH.split(rest)
    others = [f"{named}{told}" for named, told in zip(further[::2], further[1::2], strict=True)]
    while "," in said and (last := said.rpartition(",")[2].strip()) in talks().party_names():
        said, others = said.rpartition(",")[0], [last, *others]
    found = [f"{code}{equals}{said}" for code in parties_in(who.strip(), talks)]
    return [*found, *(one for other in others for one in _each_with(other, talks))]


def _each_vote(text: str, talks: "Callable[[], TalksLog]") -> list[str]:
    votes = _VOTE.findall(text)
    if "".join(f"{who}={vote}" for who, vote in votes).replace(",", "") != text.replace(",", ""):
        return text.split(",")  # which names what is no vote
    return [f"{code}={vote.strip()}" for who, vote in votes for code in parties_in(who.strip(), talks)]


_READ: dict[Names, Callable[[str, "Callable[[], TalksLog]"], list[str]]] = {
    Names.PARTIES: parties_in,
    Names.WHO: _who,
    Names.EACH_WITH: _each_with,
    Names.EACH_VOTE: _each_vote,
}


def resolved(given: Mapping[str, Any], names: Mapping[str, Names], talks: "Callable[[], TalksLog]") -> dict[str, Any]:
    """Return what was given to a command with parties by their codes.

    Args:
        given: the values of its parameters.
        names: what those name that name parties.
        talks: opens the talks.
    """
    found = dict(given)
    for parameter, what in names.items():
        value = given.get(parameter)
        if isinstance(value, str):
            found[parameter] = _READ[what](value, talks) if what is Names.WHO else _party(value, talks)
        elif isinstance(value, list):
            found[parameter] = [code for text in value for code in _READ[what](text, talks)]
    return found


def one(named: list[str] | None) -> str:
    """Return the one that is named, where each speaks for itself.

    Raises:
        BadParameter: there are several.
    """
    if named and len(named) > 1:
        raise typer.BadParameter(f"takes one at a time, not {' and '.join(named)}", param_hint="--by")
    return (named or [""])[0]
