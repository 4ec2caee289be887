"""What an archive gets of a log: the record, its seals, reports, what was verified, and what was done."""

import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from .. import reports
from ..domain.errors import InputError, NotVerified
from ..log import NegotiationLog
from ..release import NAME, VERSION
from ..rendering.as_json import dumped
from ..rendering.safe import for_json
from ..store.port import Finding
from ..trust.keyring import Keyring
from ..trust.proving import prove_all, prove_from
from ..trust.sealing import kept_of, verified_leaves
from ..trust.signed import Signed
from ..trust.verify import signatures
from . import bag

IN_A_FILE = 10_000
"""How many proofs of entries are in a file."""
REPORTS = ("status", "timeline")
"""The reports that are made of each talks."""


def archive(log: NegotiationLog, target: str, ring: Keyring, talks: str | None = None) -> list[str]:
    """Write a log to a new folder, as a bag (RFC 8493), and return the talks that are in it.

    Everything is verified before, and every file is read again after it was written.

    Args:
        log: the log.
        target: the folder; there must be nothing of that name.
        ring: the keys by which seals are verified.
        talks: only some: those like ``casino-*``, or of one id or the beginning of it; all if None.

    Raises:
        NotVerified: something of the log is not what was recorded.
        InputError: the folder cannot be made there.
        NotFound, Ambiguous: there are no such talks.
        RestsOnUnreadable: an entry cannot be read, so that the record would not be whole.
    """
    place = Path(target).absolute()
    if os.path.lexists(place) or not place.parent.is_dir():
        why = "there is something of that name" if os.path.lexists(place) else f"there is no folder '{place.parent}'"
        raise InputError(f"an archive cannot be made at '{target}': {why}", "name a new folder")
    names = log.matching(talks)
    found = _verified(log, names if talks else [None], ring)
    wrong = [f"{one.check}: {one.words}" for one in found if not one.fine]
    _refuse(wrong, "nothing was archived; a damaged log is kept as it is with: talks backup")
    private = log.holds_marked(talks)
    draft = place.with_name(f".{place.name}.{os.getpid()}.new")
    draft.mkdir(mode=0o700 if private else 0o777)
    try:
        bag.write(draft, dict(_files(log, names, ring, found)), _info(log, names), private=private)
        _refuse(list(bag.problems(draft)), "nothing was archived; is the disk in order?")
        draft.rename(place)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return names


def _refuse(problems: Sequence[str], hint: str) -> None:
    if problems:
        raise NotVerified(problems, hint)


def _verified(log: NegotiationLog, names: Sequence[str | None], ring: Keyring) -> list[Finding]:
    """Return what the verification of some talks finds, or of all where a name is None."""
    record = dict.fromkeys(found for name in names for found in log.check_record(name))
    sealed = {name: kept_of(log, name) for name in (log.talks_ids() if None in names else names) if name}
    return [*record, *signatures(sealed, ring)]


def _program() -> str:
    return f"{NAME} {VERSION}"


def _info(log: NegotiationLog, names: Sequence[str]) -> dict[str, str]:
    titles = [log.talks(name).as_of().status().title for name in names]
    return {
        "Bag-Software-Agent": _program(),
        "Bagging-Date": f"{log.clock():%Y-%m-%d}",
        "External-Identifier": ", ".join(names),
        "External-Description": f"the record of {'; '.join(titles)}",
    }


def _files(
    log: NegotiationLog, names: Sequence[str], ring: Keyring, found: Sequence[Finding]
) -> Iterator[tuple[str, str]]:
    """Yield the files: the record of each talks with all that goes with it, and what was done."""
    sealed: list[Signed] = []
    heads: list[str] = []
    for name in names:
        sealed += (own := kept_of(log, name))
        for one in own:
            again = sum(1 for other in own[: own.index(one)] if other.head.size == one.head.size)
            yield f"{name}/checkpoint-{one.head.size}{f'-{again + 1}' if again else ''}.txt", one.note.written
        lines = list(log.export(name, heads=True))
        yield f"{name}/record.jsonl", "".join(f"{for_json(line)}\n" for line in lines)
        yield from _proofs(log, name, own)
        heads.append(log.talks(name).record_head().words)
        for kind in REPORTS:
            yield f"{name}/{kind}.html", reports.write(reports.make(kind, log.talks(name).as_of()), "html")
    yield "verification.json", f"{dumped(found, indent=2)}\n"
    if keys := _keys(ring, sealed):
        yield "keys.txt", keys
    yield "what-was-done.txt", _done(log, heads, sealed=bool(sealed))


def _proofs(log: NegotiationLog, name: str, sealed: Sequence[Signed]) -> Iterator[tuple[str, str]]:
    """Yield the proofs that each entry is in the record, and that this goes on from each state that was sealed."""
    leaves, part = verified_leaves(log, name, "archived"), 0
    some = prove_all(log, name, leaves)
    while lines := [f"{proof.line}\n" for proof in islice(some, IN_A_FILE)]:
        part += 1
        yield f"{name}/proofs{f'-{part}' if part > 1 else ''}.jsonl", "".join(lines)
    for one in {one.head.size: one for one in sealed if one.head.size < len(leaves)}.values():
        yield f"{name}/consistency-{one.head.size}.json", prove_from(log, name, leaves, one).written


def _keys(ring: Keyring, sealed: Sequence[Signed]) -> str:
    """Return the public keys, as far as they are known, of those who signed."""
    known = (ring.known(signature) for one in sealed for signature in one.note.signatures)
    return "".join(f"{key.written}\n" for key in dict.fromkeys(known) if key)


def _done(log: NegotiationLog, heads: Sequence[str], *, sealed: bool) -> str:
    who = " ".join(log.recorder.split())
    lines = [
        f"On {log.clock():%Y-%m-%d at %H:%M} UTC {who} archived this record with {_program()}.",
        "Every entry was hashed again and compared with what was hashed as it was recorded: verification.json.",
        "",
        "The head of each record:",
        *(f"  {head}" for head in heads),
        "",
        "TALKS/record.jsonl has all entries, each with its number, moment of recording and recorder, and their head.",
        "  To read it with the program: talks --log new.db init; talks --log new.db import record.jsonl",
        "TALKS/proofs.jsonl shows of each entry that it is in that record, one a line; each line is a proof by itself.",
        "  To check it, without this record too: talks check-proof proofs.jsonl --expect ROOT, or check_proof.py.",
        "TALKS/status.html and TALKS/timeline.html tell the same to people, with the sources.",
    ]
    if sealed:
        lines += [
            "TALKS/checkpoint-N.txt are the seals of its first N entries (https://c2sp.org/tlog-checkpoint).",
            "  To compare them with it: talks --log new.db verify --checkpoint checkpoint-N.txt",
            "TALKS/consistency-N.json shows that the record goes on from those: talks check-proof consistency-N.json",
            "keys.txt has the public keys of those who signed, as far as they were known here: find out by another way",
            "  whether they are theirs before you rely on them.",
        ]
    lines += ["", "That the files are those that were put here is seen by: sha256sum -c manifest-sha256.txt"]
    return "\n".join(lines) + "\n"
