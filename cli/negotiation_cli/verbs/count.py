"""The command that counts."""

from typing import Annotated

import typer

from ..across import where_there
from ..complete import values
from ..filtering import Filtered
from ..options import takes

app = typer.Typer()
COUNTABLES = ("entries", "proposals", "pledges", "acts")
GROUPS = {
    "entries": "kind, party, to, about, subject, speaker",
    "proposals": "sponsor, addressee, status, text, formal, kept, issue, question",
    "pledges": "party, addressee, verdict, assessor, status, under, issue",
    "acts": "act, party, proposal, version",
    "any": "round, source, says, marking, recorder, day, month, year, talks",
}
"""What each is grouped by, and what any is."""


@app.command("count")
@takes(Filtered)
def count(
    read: Filtered,
    what: Annotated[
        str,
        typer.Argument(metavar="WHAT", help=f"{', '.join(COUNTABLES)}.", autocompletion=values(*COUNTABLES)),
    ],
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="GROUP,...",
            help=f"{'; '.join(f'{what}: {groups}' for what, groups in GROUPS.items())}. '' for one number.",
        ),
    ] = None,
    cumulative: Annotated[
        bool, typer.Option("--cumulative", help="Add up to the end of each day, month or year too.")
    ] = False,
) -> None:
    """Count what is recorded, grouped: talks count proposals --by sponsor,status."""
    groups = None if by is None else [name.strip() for name in by.split(",") if name.strip()]
    several = read.each()
    if several is None:
        seen = read.as_of()
        view = seen.count(groups, read.wanted(seen), what=what, cumulative=cumulative)
        document = seen.document("count", view)
        read.give(
            document,
            annotated=seen.annotated,
            labelled=lambda found, form: seen.labelled(found, "count", form),
            paged=True,
            private=read.holds_marked,
        )
        read.say_if_all_was_read(read_all=seen.folds_all)
        return
    from negotiation import Clocks
    from negotiation.rendering.layouts.count import lay_out
    from negotiation.views.count import counted

    wanted = ((seen.seen, asked) for seen, asked in where_there(several, read.wanted))
    view = counted(wanted, groups, what=what, cumulative=cumulative)
    document = lay_out(view, Clocks(read.at, read.known, read.recorded))
    read.give(read.with_labels(document, read.each() or ()), paged=True, private=read.holds_marked)
