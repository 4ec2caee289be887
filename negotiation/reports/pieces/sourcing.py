"""What a report rests on: the sources with their grades, what names none, and the head of the record."""

from ...asof import AsOf
from ...domain.dates.words import in_words
from ...rendering.apparatus import Apparatus
from ...rendering.document import Passage, Points, Section, Table
from ...rendering.footnotes import grade_words
from ...rendering.layouts.common import ranges
from ...views.sources import Sources
from .common import lines
from .parts import LISTED, MOST, listed, part, plain


def cited(view: Sources) -> tuple[Section, ...]:
    """Return the sources with their grades, and what rests on each; of very many those that are cited most."""
    found = view.sources
    if not found:
        return ()
    shown = found
    if len(found) > LISTED:  # those on which most rests, in their order
        most = {one.source for one in sorted(found, key=lambda one: -len(one.entries))[:LISTED]}
        shown = tuple(one for one in found if one.source in most)
    rows = tuple(
        (
            (
                Passage(one.publisher, strong=True),
                *((Passage(one.title),) if one.title else ()),
                Passage(one.source, quiet=True),
            ),
            (Passage(in_words(one.published) if one.published else "undated"),),
            (Passage(grade_words(one.reliability) if one.reliability else "not graded", quiet=not one.reliability),),
            (Passage(_resting(one.entries), quiet=not one.entries),),
        )
        for one in shown
    )
    columns = ("Source", "Published", "Reliability", "Entries that cite it")
    table = Table("The sources, and what rests on each", columns, rows)
    return part("Sources and their grades", listed(table, len(found), "source", "those that are cited most"))


def _resting(entries: tuple[int, ...]) -> str:
    """Name the entries that cite a source; of many, say how many they are."""
    if not entries:
        return "none"
    named = ranges(entries)
    return named if len(named) <= MOST else f"{len(entries):,} entries, #{entries[0]} to #{entries[-1]}"


def uncited(view: Sources, apparatus: Apparatus) -> tuple[Section, ...]:
    """Return what names no source; nothing where nobody names any."""
    found = view.unsourced
    if not found or not view.sources:
        return ()
    table = lines(found[:LISTED], apparatus, "Entries that name no source")
    return part("What rests on no source", listed(table, len(found), "entry", "the first; all: talks sources"))


def record(asof: AsOf) -> tuple[Section, ...]:
    """Return the head of the record with the heads that were sealed; nothing where only a part is seen."""
    if asof.record_head is None:
        return ()
    said = [Passage(f"The record that this was made from is {asof.record_head.words}.")]
    for kept in asof.kept_heads:
        fits = "which the record had" if kept.fits else "which the record did not have: it was rewritten since"
        names = ", ".join(dict.fromkeys(kept.names)) or "nobody"
        said.append(Passage(f"A checkpoint of {kept.head.words}, {fits}; the names below it: {names}."))
    if asof.kept_heads:
        said.append(Passage("Whether those named signed is seen with their keys: talks verify.", quiet=True))
    else:
        said.append(Passage("No checkpoint of it is kept: nobody has sealed it here.", quiet=True))
    return part("The record", (plain(Points(tuple(said))),))
