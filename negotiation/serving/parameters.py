"""What may stand in an address behind the question mark, read once for pages, for the API and for its description."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct

from ..domain.errors import InputError, InvalidInput, Problem

LONGEST = 1_000
"""How many characters a value may have."""
_MOST = 100_000
"""The highest number that is asked for."""


class Sort(StrEnum):
    """What a value is."""

    TEXT = "text"
    WHEN = "when"
    NUMBER = "number"
    FLAG = "flag"


class Parameter(Struct, frozen=True):
    """One thing that may be said of what is asked for."""

    name: str
    help: str
    sort: Sort = Sort.TEXT
    choices: tuple[str, ...] = ()
    needed: bool = False


Given = Mapping[str, Any]
"""The values that were given, by the names of the parameters; those that were not are None."""

CLOCKS = (
    Parameter("at", "What had happened by then: 2022-03-29, 2022-03; any for what lies ahead too.", Sort.WHEN),
    Parameter("known", "What could be known by then.", Sort.WHEN),
    Parameter("recorded", "What this log held then, or at entry #N.", Sort.WHEN),
)
NARROWING = (
    Parameter("since", "That may have happened since then, or from entry #N on.", Sort.WHEN),
    Parameter("until", "That may have happened by then, or up to entry #N.", Sort.WHEN),
    Parameter("party", "In which it takes part, or that is about it."),
    Parameter("by", "That this party does."),
    Parameter("to", "That is done to this party."),
    Parameter("about", "That happened to a thing or refers to it: a proposal, a party, #7."),
    Parameter("proposal", "About this proposal."),
    Parameter("pledge", "About this pledge."),
    Parameter("round", "Of this round, or that happened in it."),
    Parameter("says", "That is asserted by whoever has this in the name."),
    Parameter("speaker", "Said by whoever has this in the name."),
    Parameter("kind", "Of this kind: position-taken, or its beginning."),
    Parameter("source", "That rests on this source."),
    Parameter("text", "That holds these words."),
)
"""The parameters by which entries are chosen, as the options of the command line."""
LAST = Parameter("last", "Only the last so many.", Sort.NUMBER)


def read(query: Sequence[tuple[str, str]], parameters: Sequence[Parameter], *, strict: bool) -> dict[str, Any]:
    """Return the values of parameters, each by its name; None where one was not given.

    Args:
        query: what stands in the address.
        parameters: those that there are.
        strict: whether another name is refused, too; pages pass over what others have put behind an address.

    Raises:
        InputError: a value does not fit, or is given twice; or something that is needed is missing.
    """
    known = {one.name: one for one in parameters}
    found: dict[str, Any] = dict.fromkeys(known)
    problems: list[Problem] = []
    for name, text in query:
        one = known.get(name)
        if one is None:
            if strict:
                problems.append(Problem("", name[:40], "is no parameter here"))
        elif found[name] is not None:
            problems.append(Problem("", name, "is given twice"))
        elif text.strip():
            try:
                found[name] = _value(one, text.strip())
            except InputError as error:
                problems.append(Problem("", name, str(error)))
    problems += [Problem("", one.name, "is needed") for one in parameters if one.needed and found[one.name] is None]
    if problems:
        raise InvalidInput(problems)
    return found


def _value(one: Parameter, text: str) -> Any:
    if len(text) > LONGEST or "\0" in text:
        raise InputError(f"is no text of up to {LONGEST} characters")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError("is no text in UTF-8") from None
    match one.sort:
        case Sort.NUMBER:
            if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= _MOST):
                raise InputError(f"is no number from 1 to {_MOST}")
            return int(text)
        case Sort.FLAG:
            if text not in ("1", "true", "on", "0", "false"):
                raise InputError("is true or false")
            return text in ("1", "true", "on")
    if one.choices and text not in one.choices:
        raise InputError(f"is one of {', '.join(one.choices)}")
    return text
