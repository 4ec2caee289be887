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
@takes(Common, whole=True)
def prove(
    given: Common,
    entry: Annotated[
        str | None, typer.Argument(metavar="[ENTRY]", help="The entry: its number, or the beginning of its id.")
    ] = None,
    checkpoint: File = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Without ENTRY: prove that the record goes on from a checkpoint."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the proof to a file.")
    ] = None,
) -> None:
    """Prove that an entry is in the record as it is now, or as it was sealed; or that it goes on from a checkpoint."""
    from negotiation.trust import proving, signed
    from negotiation.trust.sealing import verified_leaves

    if (entry is None) == (since is None) or (since and checkpoint):
        words = "name the entry to be proved, or with --from FILE the checkpoint that the record goes on from"
        raise typer.BadParameter(words, param_hint="ENTRY")
    talks, log = given.talks(), given.open_log()
    if since is not None:
        kept = signed.read(since)
        shown = proving.prove_from(log, talks.id, verified_leaves(log, talks.id, "proved"), kept)
        write_out(shown.written, output)
        unsealed = "" if shown.checkpoint else "; that head is not sealed"
        aside(f"{shown.head.head.words} goes on from {shown.before.size} entries{unsealed}")
        return
    found = proving.prove(talks, log, entry or "", signed.read(checkpoint) if checkpoint else None)
    write_out(found.written, output, private=log.holds_marked(talks.id))
    aside(f"#{found.number} is in {found.head.head.words}{'' if found.checkpoint else '; that head is not sealed'}")


@app.command("check-proof")
@takes(Output)
def check_proof(
    given: Output,
    path: Annotated[str, typer.Argument(metavar="FILE", help="The proof, or several, one a line.")],
    checkpoint: File = None,
    expect: Annotated[
        str | None, typer.Option("--expect", metavar="ROOT", help="A root that was kept, or its first 16 digits.")
    ] = None,
) -> None:
    """Check a proof, without a log: whether it holds, and who vouches for the record; exit status 6 if not."""
    from negotiation.trust import proving

    from .trust import give_findings

    found, ring = proving.read_any(path), keyring()
    if not isinstance(found, list):
        give_findings(given, "proof", list(proving.checked_from(found, ring, checkpoint, expect)), None)
        return
    findings = list(proving.checked(found, ring, checkpoint, expect))
    give_findings(given, "proof", findings, _shown(found[0]) if len(found) == 1 else None)


def _shown(proof: "Proof") -> "dict[str, str]":
    """Return what a proof says of its entry, for people."""
    return proof.shown
