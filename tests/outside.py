"""What comes from outside, such as journals and JSON lines: whole, spoiled by chance, and how each is read."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from storing import export, held, import_into, sample

from negotiation.domain.dates.edtf import DateError
from negotiation.domain.errors import NegotiationError
from negotiation.exchange import journal
from negotiation.integrity.head import heads_in
from negotiation.integrity.leaf import leaf
from negotiation.log import NegotiationLog
from negotiation.markings import written
from negotiation.reports import make, write
from negotiation.trust import reports_held

FORMS = ("md", "html", "json")
"""The formats of reports that can be compared with a log."""


class Unnoticed(Exception):
    """Something was changed, and taken for what it was."""


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
        empty, file, report = Path(folder, "b.db"), Path(folder, "x.yaml"), Path(folder, "x.report")
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

        leaves = {talks.id: [leaf(entry) for entry in log.store.reader.stored(talks.id)]}

        def of_report(whole: str, spoiled: bytes) -> None:
            report.write_bytes(spoiled)
            held = reports_held.read(str(report))
            findings = list(reports_held.compared(log, leaves, held))
            if all(finding.fine for finding in findings) and held.text.rstrip("\n") != whole.rstrip("\n"):
                raise Unnoticed

        whole = journal.exported(talks.id, talks.entries()).encode()
        reports = {form: write(make("status", talks.as_of(), None), form) for form in FORMS}
        yield {
            **{
                f"reports as {form}": Sort(text.encode(), partial(of_report, text), refused)
                for form, text in reports.items()
            },
            "journals": Sort(whole, of_journal, refused),
            "lines": Sort(lines, of_lines, refused),
            "references": Sort(b"proposal:neutral", lambda told: seen.show(_text(told)), refused),
            "labels": Sort(b"TLP:AMBER+STRICT", lambda told: written(_text(told)), (ValueError,)),
            "dates": Sort(b"2022-03-28/2022-03-30", lambda told: talks.as_of(at=_text(told)), refused),
            "heads": Sort(talks.record_head().words.encode() * 3, lambda told: list(heads_in(_text(told))), ()),
        }


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")


def fuzz(times: int, chance: Random) -> Counter[str]:
    """Spoil what comes from outside by chance, each sort in turn, and count what is no error of ours."""
    with sorts() as every:
        turns = cycle(every.items())
        return sum((spoiled(name, sort, 1, chance) for name, sort in islice(turns, times)), Counter[str]())


def spoiled(name: str, sort: Sort, times: int, chance: Random) -> Counter[str]:
    """Spoil something that comes from outside by chance, so many times, and count what is no error of ours."""
    counted = Counter({name: times})
    for _ in range(times):
        told = _spoiled(sort.whole, chance)
        try:
            sort.read(told)
        except sort.refused:
            counted[f"{name} refused"] += 1
        except Exception as error:  # noqa: BLE001  # what is none of ours is what is looked for
            counted[f"{name}: {type(error).__name__.upper()} {str(error)[:80]} {told[:60]!r}"] += 1
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
                elsewhere = chance.randrange(len(found) + 1)
                found[elsewhere:elsewhere] = part
    return bytes(found)
