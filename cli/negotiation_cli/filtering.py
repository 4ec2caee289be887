"""The options that say which entries are asked for: the same for every command that shows some of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from .across import ReadSeveral
from .complete import kinds, names_of, values
from .options import MARKINGS, label

if TYPE_CHECKING:
    from negotiation import AsOf, Filter

_PARTY, _NAMED = names_of("party"), names_of("proposal", "pledge", "round", "package", "party", "issue")


@dataclass(kw_only=True)
class Filtered(ReadSeveral):
    """What a read takes, and which entries are asked for: each option that is given narrows them."""

    since: Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN|#N", help="That may have happened since then, or from entry N on."),
    ] = None
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="WHEN|#N", help="That may have happened by then, or up to entry N."),
    ] = None
    to: Annotated[
        str | None, typer.Option("--to", metavar="PARTY", help="That is done to it.", autocompletion=_PARTY)
    ] = None
    party: Annotated[
        str | None,
        typer.Option(
            "--party", metavar="PARTY", help="In which it takes part, or that is about it.", autocompletion=_PARTY
        ),
    ] = None
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="REF",
            help="That happened to a thing or refers to it: a proposal, a party, #7.",
            autocompletion=_NAMED,
        ),
    ] = None
    proposal: Annotated[
        str | None,
        typer.Option("--proposal", metavar="PROPOSAL", help="About it.", autocompletion=names_of("proposal")),
    ] = None
    pledge: Annotated[
        str | None, typer.Option("--pledge", metavar="PLEDGE", help="About it.", autocompletion=names_of("pledge"))
    ] = None
    round_: Annotated[
        str | None,
        typer.Option(
            "--round", metavar="ROUND", help="Of it, or that happened in it.", autocompletion=names_of("round")
        ),
    ] = None
    says: Annotated[
        str | None, typer.Option("--says", metavar="WHO", help="That is asserted by whoever has this in the name.")
    ] = None
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="WHO", help="Said by whoever has this in the name.")
    ] = None
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="position-taken ..., or its beginning: proposal-t.", autocompletion=kinds
        ),
    ] = None
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="SOURCE", help="That rests on it.", autocompletion=names_of("source")),
    ] = None
    marking: Annotated[
        str | None,
        typer.Option("--marking", metavar="LABEL", help="That is marked so.", autocompletion=values(*MARKINGS)),
    ] = None
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="That holds these words.")] = None

    def wanted(self, seen: "AsOf", by: str | None = None) -> "Filter":
        """Return which entries are asked for.

        Args:
            seen: the talks.
            by: the party that does it.

        Raises:
            NotFound: there is no such kind of entry, or another name is that of nothing.
            BadParameter: there is no such marking.
        """
        marking = None if self.marking is None else label(self.marking, "--marking")
        return seen.filter(
            since=self.since,
            until=self.until,
            by=by,
            to=self.to,
            party=self.party,
            about=self.about,
            proposal=self.proposal,
            pledge=self.pledge,
            round=self.round_,
            says=self.says,
            speaker=self.speaker,
            kind=self.kind,
            source=self.source,
            marking=marking,
            text=self.text,
        )


@dataclass(kw_only=True)
class Listing(Filtered):
    """The same for a list: by who does it, too, and the last lines alone."""

    by: Annotated[str | None, typer.Option("--by", metavar="PARTY", help="That it does.", autocompletion=_PARTY)] = None
    last: Annotated[int | None, typer.Option("--last", min=1, metavar="N", help="Only the last so many of them.")] = (
        None
    )

    def wanted(self, seen: "AsOf", by: str | None = None) -> "Filter":
        """Return which entries are asked for, as :meth:`Filtered.wanted` does."""
        return super().wanted(seen, by or self.by)
