"""What comes from outside, such as journals and JSON lines: whole, spoiled by chance, and how each is read."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from storing import export, held, import_into, sample

from negotiation.domain.dates.edtf import DateError
from negotiation.domain.errors import NegotiationError
from negotiation.exchange import journal
from negotiation.integrity.head import heads_in
from negotiation.log import NegotiationLog
from negotiation.markings import written


class Sort(NamedTuple):
    """Something that comes from outside."""

    whole: bytes
    """One in which nothing is wrong."""
    read: Callable[[bytes], object]
    refused: tuple[type[Exception], ...]
    """What it is refused with."""


@contextmanager
def sorts() -> Iterator[dict[str, Sort]]:
    """Give everything that comes from outside, by its name, and how it is read."""
    with TemporaryDirectory() as folder, NegotiationLog.open(str(sample(Path(folder, "a.db")))) as log:
        talks = log.talks()
        lines = export(Path(folder, "a.db"))
        empty, file = Path(folder, "b.db"), Path(folder, "x.yaml")
        NegotiationLog.create(str(empty)).close()
        seen = talks.as_of(at="any")
        refused = (NegotiationError, DateError)

        def of_journal(spoiled: bytes) -> None:
            file.write_bytes(spoiled)
            journal.read(str(file))

        def of_lines(spoiled: bytes) -> None:
            import_into(empty, spoiled)
            held(empty)
            for ending in ("", "-wal", "-shm"):
                Path(f"{empty}{ending}").unlink(missing_ok=True)
            NegotiationLog.create(str(empty)).close()

        whole = journal.exported(talks.id, talks.entries()).encode()
        yield {
            "journals": Sort(whole, of_journal, refused),
            "lines": Sort(lines, of_lines, refused),
            "references": Sort(b"proposal:neutral", lambda told: seen.show(_text(told)), refused),
            "labels": Sort(b"TLP:AMBER+STRICT", lambda told: written(_text(told)), (ValueError,)),
            "dates": Sort(b"2022-03-28/2022-03-30", lambda told: talks.as_of(at=_text(told)), refused),
            "reports": Sort(talks.record_head().words.encode() * 3, lambda told: list(heads_in(_text(told))), ()),
        }


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")


def fuzz(times: int, chance: Random) -> Counter[str]:
    """Spoil what comes from outside by chance, and count what is no error of ours."""
    counted: Counter[str] = Counter()
    with sorts() as every:
        for turn in range(times):
            name = list(every)[turn % len(every)]
            counted[name] += 1
            spoiled = _spoiled(every[name].whole, chance)
            try:
                every[name].read(spoiled)
            except every[name].refused:
                counted[f"{name} refused"] += 1
            except Exception as error:  # noqa: BLE001  # what is none of ours is what is looked for
                counted[f"{name}: {type(error).__name__.upper()} {str(error)[:80]} {spoiled[:60]!r}"] += 1
    return counted


def _spoiled(whole: bytes, chance: Random) -> bytes:
    """Return bytes with a few of them changed, taken away, doubled or put elsewhere."""
    found = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        place, length = chance.randrange(len(found) + 1), chance.randint(1, 12)
        match chance.randrange(5):
            case 0:
                found[place : place + 1] = chance.randbytes(1)
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = found[place : place + length]
            case 3:
                found[place:place] = chance.choice(
                    [b"\0", b"\\ud800", b"[" * 500, b'"', b"#", b"&a *a", b"\xff", b"9" * 400]
                )
            case _:
                part = found[place : place + length]
                del found[place : place + length]
                found[chance.randrange(len(found) + 1) :][:0] = part
    return bytes(found)
