"""The dossier: everything in numbered parts, a summary in sentences, long things folded, the words explained."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import reports_example as example
from given import entries_of, told
from msgspec.structs import replace

from negotiation import reports
from negotiation.domain.record.history import history
from negotiation.integrity.checkpoint import Checkpoint, kept_heads, origin
from negotiation.integrity.note import Note, Signature
from negotiation.rendering.apparatus import Apparatus
from negotiation.rendering.document import Document, Figure, Passage, Points, Report, Section, Table, passages, sheet
from negotiation.rendering.formats import FORMATS
from negotiation.reports.glossary import explained, glossary
from negotiation.reports.pieces import figures, periods, summary
from negotiation.reports.pieces.chosen import FEW, IN_FULL, Chosen
from negotiation.reports.pieces.periods import MOST, stretches
from negotiation.talks import TalksLog
from negotiation.views.course import Course, Lane, Mark

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "rect", "line", "path", "circle"})


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TalksLog]:
    """Talks of every sort of thing."""
    found = example.bargaining(tmp_path_factory.mktemp("dossier") / "talks.db")
    yield found
    example.closed(found)


@pytest.fixture(scope="module")
def dossier(talks: TalksLog) -> Report:
    """The dossier of them, with what changed since a day."""
    return reports.make("dossier", talks.as_of(), "2022-03-31")


def under(report: Report, heading: str) -> list[Section]:
    """Return the sections of a part."""
    found: list[Section] = []
    within = False
    for section in report.sections:
        if section.heading and section.level == 2:
            within = section.heading.endswith(heading)
        elif within:
            found.append(section)
    return found


def said(report: Report, heading: str) -> list[str]:
    """Return the words of a part, passage by passage."""
    blocks = (block for section in under(report, heading) for block in section.blocks)
    return [passage.text for block in blocks for passage in passages(block)]


def test_its_parts_are_numbered_and_listed(dossier: Report) -> None:
    """The table of contents leads to every part, in the order in which they stand."""
    numbers = [int(heading.partition(".")[0]) for _, heading in dossier.parts]
    assert numbers == list(range(1, len(numbers) + 1))
    page = reports.write(dossier, "html")
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="#([^"]+)">([^<]+)<', nav) == [*dossier.parts, ("sources", "Sources")]
    for anchor, heading in dossier.parts:
        assert f'<h2 id="{anchor}" dir="auto">{heading}</h2>' in page
        assert f"## {heading.replace('.', chr(92) + '.', 1)}\n" in reports.write(dossier, "md")


def test_what_has_nothing_to_say_is_left_out(dossier: Report, tmp_path: Path) -> None:
    """No table stands empty, and of talks that have only begun there are few parts."""
    blocks = [block for section in dossier.sections for block in section.blocks]
    assert all(block.rows for block in blocks if isinstance(block, Table))
    log = example.new_log(tmp_path / "new.db")
    begun = reports.make("dossier", log.open_talks("new", "New talks").as_of())
    parts = ["1. Summary", "2. The course of the talks", "3. The record", "4. Words"]
    assert [heading for _, heading in begun.parts] == parts
    assert "No date was given since which changes are to be told." in said(begun, "Summary")
    log.close()


def test_where_nothing_changed_one_sentence_says_so(talks: TalksLog) -> None:
    """There is no part for it, and no empty table."""
    report = reports.make("dossier", talks.as_of(), f"#{talks.last_number()}")
    assert f"Since entry #{talks.last_number()} nothing changed." in said(report, "Summary")
    assert not any("What changed" in heading for _, heading in report.parts)


def test_the_summary_says_where_the_talks_stand(dossier: Report) -> None:
    """It names who talks, on which clocks, of what there is how much, what changed, is due, contested and unsourced."""
    told_in = "\n".join(said(dossier, "Summary"))
    for words in (
        "The talks between Ukraine and Russian Federation (host and mediator: Türkiye) are going on.",
        "what happened by now, became known at any time, and was recorded in this log up to entry #52",
        "7 proposals, 1 package, 3 pledges, 1 round, 2 statements and 5 sources",
        "One proposal stands as “provisionally agreed ad referendum”: Exchange of prisoners.",
        "The pledge no-parade of UKR: not assessed.",
        "Since 31 Mar 2022, ",
        "The deadline of monitors has passed, 10 Apr 2022: ",
        "2 entries in view are contested: #10 by empr.media and #41 by RUS.",
        " rest on no source.",
    ):
        assert words in told_in, (words, told_in)


def test_of_very_many_proposals_the_stages_are_counted(talks: TalksLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says how many are in which stage."""
    monkeypatch.setattr(summary, "FEW", 6)
    told_in = said(reports.make("dossier", talks.as_of()), "Summary")
    assert "Of 7 proposals: 3 tabled, 2 under consideration, 1 agreed ad referendum and 1 rejected." in told_in


def test_the_summary_counts_what_the_views_hold(dossier: Report, talks: TalksLog) -> None:
    """Each number in it is that of the view that it was told from."""
    told_in = "\n".join(said(dossier, "Summary"))
    asof = talks.as_of()
    assert f"It rests on {len(asof.history.entries)} entries" in told_in
    assert f"{len(asof.sources().unsourced)} entries of {len(asof.history.entries)} rest on no source." in told_in
    changes = reports.make("changes", talks.as_of(), "2022-03-31").data["view"]
    assert f"Since 31 Mar 2022, {len(changes.new)} entries came into view" in told_in


def test_the_text_stands_against_its_first_version(dossier: Report) -> None:
    """Who made each version, and the words of the first one with what became of them."""
    words = said(dossier, "Texts, from their first version to the present one")
    assert "Version 1, 29 Mar 2022, by UKR" in words
    assert "Version 2, 15 Apr 2022, by UKR" in words
    page = reports.write(dossier, "html")
    text = page[page.index("Texts, from their first", page.index("</nav>")) :]
    assert "<ins>no foreign bases: exercises with consent; consent of the guarantors</ins>" in text


def test_figures_say_what_they_show(dossier: Report) -> None:
    """The course and the positions are drawn, with a title and a sentence each."""
    drawn = [block for section in dossier.sections for block in section.blocks if isinstance(block, Figure)]
    titles = {figure.title.rpartition(": ")[2].partition(" [")[0] for figure in drawn}
    assert titles >= {"the course of the talks, by proposal", "positions"}
    assert all(figure.says for figure in drawn)
    assert reports.write(dossier, "html").count("<figcaption>") == len(drawn)


def test_what_is_marked_is_said_of_the_figure_that_shows_it(talks: TalksLog) -> None:
    """The course shows a verdict that is restricted, so that its title says so; the status counts it."""
    report = reports.make("status", talks.as_of())
    drawn = next(block for section in report.sections for block in section.blocks if isinstance(block, Figure))
    assert "[restricted]" in drawn.title
    assert report.head.marked


def test_what_only_the_figure_shows_counts_for_the_marking(tmp_path: Path) -> None:
    """An earlier word that is restricted, and that no table of the status shows, is in the course of the talks."""
    talks = example.istanbul(tmp_path / "talks.db")
    given = {"on": "2022-04-01", "sources": "rua"}
    (word,) = talks.respond("non-nuclear", by=["RUS"], stance="studying", marking="restricted", **given)  # type: ignore[arg-type]
    talks.respond("non-nuclear", by=["RUS"], stance="supports", on="2022-04-02", sources="rua")
    asof = talks.as_of()
    assert word.number in reports.make("status", asof).head.marked
    apparatus = Apparatus(asof.entries, asof.history)
    assert figures.positions(asof, apparatus, asof.positions())
    assert word.number in apparatus.notes().marked
    example.closed(talks)


class WellFormed(HTMLParser):
    """Reads a page, and sees that every element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element that is to be closed."""
        del attrs
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """See that it is the innermost one that is closed."""
        if tag not in _VOID:
            assert self.open.pop() == tag


def test_the_page_is_well_formed_and_needs_nothing_else(dossier: Report) -> None:
    """Every element is closed, and nothing is loaded from anywhere."""
    page = reports.write(dossier, "html")
    WellFormed(page)
    assert not re.search(r'(?:src|xlink:href)="|url\((?!#)|@import|<script', page)


def folded() -> Document:
    """Return a document with a table that is folded away."""
    rows = sheet(("Word",), [("hidden",)])
    return Document("A page", (Section("Long", (rows,), folded="1 row"),))


def test_what_is_folded_unfolds() -> None:
    """In HTML it stands in an element of its own, which paper opens; elsewhere below its words."""
    page = FORMATS["html"](folded())
    assert re.search(r"<details>\s*<summary>1 row</summary>.*hidden.*</details>", page, re.DOTALL)
    assert "details::details-content" in page[page.index("@media print") :]
    assert "**1 row**" in FORMATS["md"](folded())
    assert "1 row:\nWord" in FORMATS["table"](folded())


def test_what_happened_is_folded_where_it_is_much(talks: TalksLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """In stretches of time, each with how many of what; of very long talks those steps that changed a stage."""
    monkeypatch.setattr(periods, "SHORT", 5)
    for whole, words in ((300, "Mar 2022: 31 entries ("), (5, "); 17 steps")):
        monkeypatch.setattr(periods, "WHOLE", whole)
        long = under(reports.make("dossier", talks.as_of()), "The course of the talks")
        told_in = [section for section in long if section.folded]
        assert words in told_in[0].folded
        captions = [block.caption for section in told_in for block in section.blocks if isinstance(block, Table)]
        assert len(told_in) == len(set(captions))
        shown = sum(len(block.rows) for section in told_in for block in section.blocks if isinstance(block, Table))
        assert (shown == sum(entry.envelope.occurred is not None for entry in talks.as_of().history.entries)) == (
            whole == 300
        )


def test_the_words_are_those_that_occur(dossier: Report) -> None:
    """Stances, acts and verdicts that occur are explained, and others are not; the glossary says how."""
    blocks = (block for section in under(dossier, "Words") for block in section.blocks)
    table = next(block for block in blocks if isinstance(block, Table))
    words = {row[0][0].text: row[1][0].text for row in table.rows}
    assert {"studying", "opposes", "agreed ad referendum", "contradicted", "contested"} <= words.keys()
    assert {"denounced", "ratified", "red line", "breached"}.isdisjoint(words)
    assert words["studying"] == glossary()["Positions"]["studying"] == "Says that it is looking at it."


def test_unknown_words_are_left_unexplained() -> None:
    """What is no word of the glossary, or stands in another part of it, has no row."""
    assert [
        row[0][0].text for row in explained([("Positions", "silent"), ("Positions", "adopted"), ("X", "y")]).rows
    ] == ["silent"]


def marks(number: int) -> tuple[Mark, ...]:
    """Return so many marks."""
    return tuple(Mark(n, None, "step", "", (), "", contested=False) for n in range(number))


def test_of_very_many_the_busiest_are_told() -> None:
    """Those with the most entries, and all where there are few."""
    lanes = tuple(Lane("proposal", f"p{n}", None, (), (), marks(n)) for n in range(FEW + 1))
    course = Course("t", "T", None, None, None, lanes, lanes[:2], (), (), ())
    chosen = Chosen(course)
    assert set(chosen.proposals) == {f"p{n}" for n in range(FEW + 1 - IN_FULL, FEW + 1)}
    assert set(chosen.pledges) == {"p0", "p1"}
    drawn = figures.busiest(replace(course, lanes=tuple(replace(lanes[n % 13], name=f"q{n}") for n in range(20))))
    assert len(drawn.lanes) == figures.MOST_LANES
    assert [lane.name for lane in drawn.lanes] == sorted(
        (lane.name for lane in drawn.lanes), key=lambda name: int(name[1:])
    )


@pytest.mark.parametrize(
    ("dates", "names"),
    [
        (["2022-01-03", "2022-01-31", "2022-03-01"], ["Jan 2022", "Mar 2022"]),
        ([f"{year}-{month:02}-01" for year in range(2000, 2006) for month in (1, 2, 9)], None),
        ([f"{year}" for year in range(1500, 1990, 3)], None),
        (["../2022-01", "2022-02"], ["Jan 1", "Feb 2022"]),
    ],
)
def test_long_times_are_told_in_stretches(dates: list[str], names: list[str] | None) -> None:
    """In as short ones as make not too many, each entry in one of them, in their order."""
    entries = history(entries_of([told("talks-resumed", date) for date in dates])).entries
    found = list(stretches(entries, "UTC"))
    assert len(found) <= MOST
    assert [entry.number for _, some in found for entry in some] == [entry.number for entry in entries]
    assert names is None or [name for name, _ in found] == names


def test_heads_that_were_sealed_are_named() -> None:
    """Each with all names below it; one that is damaged, or of more entries than are looked at, is left out."""
    first = Checkpoint(origin("t", b"1" * 32), 3, b"2" * 32)
    notes = [Note(first.text, (Signature(name, b"abcd", b"x"),)).written.encode() for name in ("ana", "ben", "ana")]
    later = Note(first._replace(size=9).text, (Signature("ana", b"abcd", b"x"),)).written.encode()
    (found,) = kept_heads([*notes, b"damaged", later], 8)
    assert (found.head.entries, found.names, found.head.root) == (3, ("ana", "ben"), (b"2" * 32).hex())


def test_the_record_says_what_was_sealed_and_whether_it_still_holds(tmp_path: Path) -> None:
    """A head that the record never had is told from one that it had."""
    talks = example.istanbul(tmp_path / "talks.db")
    head = talks.record_head(5)
    leaf = talks.log.store.reader.leaves(talks.id, 1)[0]
    for root in (bytes.fromhex(head.root), b"2" * 32):
        one = Checkpoint(origin(talks.id, leaf), 5, root)
        written = Note(one.text, (Signature("ana", b"abcd", b"x" * 64),)).written
        talks.log.store.place.writer().keep_checkpoint(talks.id, 5, written)
    words = "\n".join(said(reports.make("dossier", talks.as_of()), "The record"))
    assert f"root {head.root}, which the record had; the names below it: ana." in words
    assert f"root {(b'2' * 32).hex()}, which the record did not have" in words
    example.closed(talks)


def test_json_and_csv_hold_the_views(dossier: Report) -> None:
    """JSON has every view of it, and CSV a row for each proposal."""
    view = json.loads(reports.write(dossier, "json"))["view"]
    assert {"status", "course", "positions", "pledges", "due", "rounds", "sources", "changes"} <= view.keys()
    lines = reports.write(dossier, "csv").splitlines()
    assert lines[0].startswith("Proposal,Status,Since,Text,From")
    assert len(lines) > len(view["status"]["proposals"])


def test_points_of_a_section_stay_in_their_part() -> None:
    """The level of a heading follows from the part and the section that it belongs to."""
    one = Section("A", (Points((Passage("x"),)),))
    assert [one.level, replace(one, below=True).level, replace(one, below=True, inside=True).level] == [2, 3, 4]
