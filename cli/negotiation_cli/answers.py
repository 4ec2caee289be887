"""How answers are read, on a terminal and on a page: each against the talks; and what there is to choose from."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from . import arguments
from .days import present_day
from .parties import parties_in

if TYPE_CHECKING:
    from negotiation import TalksLog

Read = Callable[["TalksLog", str], Any]
"""Reads an answer, and raises an error for one that does not fit."""
Offers = Callable[["TalksLog"], Sequence[str]]


def words(text: str) -> list[str]:
    """Return the names in an answer, between which commas, pluses or spaces stand."""
    return text.replace(",", " ").replace("+", " ").split()


def text_of(_: "TalksLog", text: str) -> str:
    """Read words as they are."""
    return text.strip()


def new(sort: str) -> Read:
    """Return what reads the name of something new."""

    def read(talks: "TalksLog", text: str) -> str:
        from negotiation.domain import build
        from negotiation.domain.errors import InputError
        from negotiation.domain.values import Slug

        name = str(build.scalar(Slug, text.strip(), "the name"))
        if name in named(sort)(talks):
            raise InputError(f"there is a {sort} {name} already", "give it another name, or stop with Ctrl-C")
        return name

    return read


def old(sort: str) -> Read:
    """Return what reads references to things that are there, of one sort or of any, as they are written."""

    def read(talks: "TalksLog", text: str) -> list[str]:
        found = words(text)
        for reference in found:
            name = reference.partition("@")[0]
            talks.named(sort, name) if sort else talks.reference(name)
        return found

    return read


def one(sort: str) -> Read:
    """Return what reads a reference to one thing of a sort."""
    return lambda talks, text: next(iter(old(sort)(talks, text)), "")


def parties(talks: "TalksLog", text: str) -> list[str]:
    """Read parties and groups that are in the record, or states by their codes."""
    from negotiation.domain.errors import NotFound
    from negotiation.domain.states import states

    found = [code for name in text.replace(",", " ").split() for code in parties_in(name, lambda: talks)]
    known = talks.party_names()
    for code in found:
        if code not in known:
            _no_slip(talks, code)
            if code not in states() and code != "unknown":
                raise NotFound("party", code, sorted(known))
    return found


def anybody(talks: "TalksLog", text: str) -> str:
    """Read a party that may be in no record, as long as it is no slip of one that is."""
    code = next(iter(words(text)), "")
    _no_slip(talks, code)
    return code


def _no_slip(talks: "TalksLog", code: str) -> None:
    from negotiation.domain.errors import NotFound
    from negotiation.domain.near import near_party

    known = named("party")(talks)
    if code and code not in known and (alike := near_party(code, known)):
        raise NotFound("party", code, (), f"did you mean {' or '.join(alike)}?")


def date_of(talks: "TalksLog", text: str) -> str:
    """Read a date in any of the forms that an option takes, `today` too."""
    from negotiation.domain.dates.edtf import span
    from negotiation.domain.dates.written import as_edtf

    if not text.strip():
        return ""
    written = as_edtf(text, present_day(talks))
    span(written)
    return written


def among(choices: Sequence[str], what: str) -> Read:
    """Return what reads one of some words; nothing if there is no answer."""

    def read(_: "TalksLog", text: str) -> str:
        if text.strip():
            arguments.one_of(choices, what, text.strip())
        return text.strip()

    return read


def terms(talks: "TalksLog", text: str) -> list[dict[str, Any]]:
    """Read typed terms, between which semicolons stand."""
    from negotiation.domain import build
    from negotiation.domain.errors import NotFound
    from negotiation.domain.terms import BUILT_IN, TERMS
    from negotiation.store.term_kinds import defined_kinds

    found = arguments.terms(
        [part.strip() for part in text.split(";") if part.strip()], None, lambda names: parties_in(names, lambda: talks)
    )
    for term in found:
        if term["kind"] in BUILT_IN:  # of others the talks themselves say what they hold
            build.validated(TERMS[term["kind"]], {name: value for name, value in term.items() if name != "kind"})
    if own := {term["kind"] for term in found} - set(BUILT_IN):
        known = (*BUILT_IN, *defined_kinds(talks.log.store.reader, talks.id))
        for kind in sorted(own.difference(known)):
            raise NotFound("kind of term", kind, known)
    return found


def kinds_of_term(_: "TalksLog") -> Sequence[str]:
    """Return the kinds of terms that there are in all talks."""
    from negotiation.domain.terms import BUILT_IN

    return [kind for kind in BUILT_IN if kind != "free-text"]


def named(sort: str) -> Offers:
    """Return what gives the names of the things of a sort."""

    def offered(talks: "TalksLog") -> Sequence[str]:
        from negotiation.talks.resolve import catalogue

        return catalogue(talks.log.store.reader, talks.id, [sort])[sort]

    return offered


def lines(talks: "TalksLog", text: str) -> list[str]:  # noqa: ARG001  # as every other answer is read
    """Read several texts, each on a line of its own."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def provisions(talks: "TalksLog", text: str) -> list[dict[str, str]]:
    """Read numbered provisions, each on a line of its own: ``2=The text of it``."""
    return arguments.provisions(lines(talks, text))


def who(talks: "TalksLog", text: str) -> list[str]:
    """Read whoever says so: parties, or a body or a person of any name."""
    from .parties import Names, resolved

    return [*resolved({"by": [text.strip()]}, {"by": Names.WHO}, lambda: talks)["by"]] if text.strip() else []


def entries(talks: "TalksLog", text: str) -> list[str]:
    """Read the numbers of entries."""
    found = words(text)
    for number in found:
        talks.reference(number, ("entry",))
    return found
