"""Commands that prove that an entry is in a record, and check such a proof."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..options import Common, Output, takes
from ..output import aside, write_out
from ..settings import keyring

if TYPE_CHECKING:
    from negotiation.integrity.proof import Proof

app = typer.Typer()
File = Annotated[
    str | None, typer.Option("--checkpoint", metavar="FILE", help="A checkpoint that the proof is to lead to.")
]


@app.command("prove")
@takes(Common)
def prove(
    given: Common,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="The entry: its number, or the beginning of its id.")],
    checkpoint: File = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the proof to a file.")
    ] = None,
) -> None:
    """Prove that an entry is in the record as it is now, or as it was sealed, with the entry as it is stored."""
    from negotiation.trust import proving, signed

    given.see_all()
    talks, log = given.talks(), given.open_log()
    found = proving.prove(talks, log, entry, signed.read(checkpoint) if checkpoint else None)
    write_out(found.written, output, private=log.holds_marked(talks.id))
    aside(f"#{found.number} is in {found.head.head.words}{'' if found.checkpoint else '; that head is not sealed'}")


@app.command("check-proof")
@takes(Output)
def check_proof(
    given: Output,
    path: Annotated[str, typer.Argument(metavar="FILE", help="The proof.")],
    checkpoint: File = None,
    expect: Annotated[
        str | None, typer.Option("--expect", metavar="ROOT", help="A root that was kept, or its first 16 digits.")
    ] = None,
) -> None:
    """Check a proof, without a log: whether it holds, and who vouches for the record; exit status 6 if not."""
    from negotiation.trust import proving

    from .trust import give_findings

    found = proving.read(path)
    give_findings(given, "proof", list(proving.checked(found, keyring(), checkpoint, expect)), _shown(found))


def _shown(proof: "Proof") -> "dict[str, str]":
    """Return what a proof says of its entry, for people."""
    return proof.shown
