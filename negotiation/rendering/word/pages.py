"""The pages of a document in Word: its head, its sections, its sources, and what stands on every page."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from ..document import ChangedBy, Document, Footnote, Passage, ReportHead, Section, tables
from ..footnotes import clock_line, footnote_words, marking_title, marking_words, running_words, title_words
from ..formats import Paper
from ..links import for_link
from ..safe import for_xml
from ..widths import needs_turning
from .blocks import Blocks, paragraph, place_name
from .drawings import Drawings, file_name, relation
from .words import NOTHING, Tracked, closed, direction, joined, runs

_XML = Markup('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
_SPACES = Markup(
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MARGIN, _EDGE, _BESIDE = 1000, 500, 1700
"""In twips: the margins, where head and foot stand, and what a picture leaves of a page to the words about it."""
_FIXED = ("styles", "settings", "numbering")
_FIRST_PLACE = 1_000_000
"""From here on places are numbered, as no change is: Word counts both alike."""


class Pages:
    """Writes one document: the files of which it is made."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self._document = document
        self._sections = document.prose or document.sections
        self._tables = tuple(tables(self._sections))
        self._wide = any(table.shape == "axes" for table in self._tables) or needs_turning(self._tables)
        self._size = tuple(sorted(paper.twips, reverse=self._wide))
        talks = document.head.talks if document.head else str(getattr(document.data, "talks", "") or document.title)
        width, height = (whole - 2 * _MARGIN for whole in self._size)
        self._drawings = Drawings(width, height - _BESIDE)
        self._blocks = Blocks(Tracked(ChangedBy(talks)), self._drawings, width)
        self._places = _FIRST_PLACE
        self._addresses: list[str] = []

    def files(self) -> dict[str, bytes]:
        """Return the files, by their names."""
        body = self._body()  # finds the addresses that are linked, and draws the pictures
        found = {
            "[Content_Types].xml": _fixed("content-types"),
            "_rels/.rels": _fixed("package-rels"),
            "docProps/core.xml": self._properties(),
            "docProps/app.xml": _fixed("app"),
            "word/document.xml": _XML + body,
            "word/_rels/document.xml.rels": self._relations(),
            **{f"word/{name}.xml": _fixed(name) for name in _FIXED},
            "word/header1.xml": self._header(),
            "word/footer1.xml": self._footer(),
        }
        pictures = {f"word/{file_name(n)}": content for n, content in enumerate(self._drawings.files, start=1)}
        return {**{name: str(content).encode() for name, content in found.items()}, **pictures}

    def _body(self) -> Markup:
        document = self._document
        parts = [*self._head(), *(part for section in self._sections for part in self._section(section))]
        if document.notes:
            parts += self._sources(document.notes.footnotes)
        if document.head:
            parts += _again(document.head)
        width, height = self._size
        turned = Markup(' w:orient="landscape"') if self._wide else NOTHING
        page = Markup(
            '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
            '<w:footerReference w:type="default" r:id="rId2"/>'
            '<w:pgSz w:w="{0}" w:h="{1}"{2}/><w:pgMar w:top="{3}" w:right="{4}" w:bottom="{3}" w:left="{4}" '
            'w:header="{5}" w:footer="{5}" w:gutter="0"/></w:sectPr>'
        ).format(width, height, turned, _MARGIN + 200, _MARGIN, _EDGE)
        return Markup("<w:document {}><w:body>{}{}</w:body></w:document>").format(_SPACES, joined(parts), page)

    def _head(self) -> Iterator[Markup]:
        document, head = self._document, self._document.head
        if document.notes and document.notes.marked:
            told = runs(f"{marking_title(document.notes.marking)}: ", "Strong")
            yield paragraph(told + runs(f"{marking_words(document)}."), "Marking")
        if head is None:
            yield _titled(document.title, "Title")
            return
        yield paragraph(runs(head.name), "Kind")
        yield _titled(head.subject or head.title, "Title")
        talks = f"{head.title} ({head.talks})" if head.subject else head.talks
        yield self._blocks.facts(
            (
                *((name, _plain(words)) for name, words in head.clocks_words),
                ("Talks", _plain(talks)),
                ("Parties", head.parties),
                ("Phase", (head.phase,)),
                ("Decision rule", (head.decides_by,)),
                ("Marking", _plain(head.marking)),
                ("Last entry", _plain(f"#{head.last_entry}")),
            ),
            short=True,
        )

    def _section(self, section: Section) -> Iterator[Markup]:
        if section.heading:
            style = "Heading2" if section.below else "Heading1"
            yield _titled(section.heading, style, self._place(section.anchor) if section.anchor else NOTHING)
        if section.folded:  # on paper nothing is folded away, and these words are all that says what follows
            yield paragraph(runs(section.folded), "Heading3", direction([section.folded]))
        yield from map(self._blocks.written, section.blocks)

    def _place(self, anchor: str) -> Markup:
        """Return a place that can be led to."""
        self._places += 1
        return Markup('<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>').format(
            self._places, place_name(anchor)
        )

    def _sources(self, notes: tuple[Footnote, ...]) -> Iterator[Markup]:
        yield paragraph(runs("Sources"), "Heading1")
        if not notes:
            what = "report" if self._document.head else "view"
            yield paragraph(runs(f"Nothing in this {what} has a source."), "Aside")
        for note in notes:
            yield from self._source(note)

    def _source(self, note: Footnote) -> Iterator[Markup]:
        told = [closed(note.publisher or note.source)]
        if note.title:
            told += [runs(", "), closed(note.title, "QuoteWords")]
        told += [runs(", ") + closed(words) for words in footnote_words(note)]
        told += [runs("."), *(runs(" ") + runs(f"[{mark}]", "Mark") for mark in note.marks)]
        place = self._place(f"note-{note.number}")
        yield paragraph(place + runs(f"[{note.number}]\t") + joined(told), "Source")
        if note.quote:
            language = runs(f" ({note.language})") if note.language else NOTHING
            quoted = runs("“") + runs(note.quote, "QuoteWords") + runs("”") + language
            yield paragraph(quoted, "SourceMore", direction([note.quote]))
        if note.url:
            yield paragraph(self._address(note.url), "SourceMore")

    def _address(self, url: str) -> Markup:
        safe = for_link(url)
        if safe is None:
            return runs(url)
        self._addresses.append(safe)
        return Markup('<w:hyperlink r:id="{}" w:history="1">{}</w:hyperlink>').format(
            f"rIdA{len(self._addresses)}", runs(safe, "Hyperlink")
        )

    def _header(self) -> Markup:
        notes = self._document.notes
        marking = paragraph(runs(marking_title(notes.marking)), "HeaderMarking") if notes and notes.marked else NOTHING
        told = marking + paragraph(runs(running_words(self._document)), "Header")
        return _XML + Markup("<w:hdr {}>{}</w:hdr>").format(_SPACES, told)

    def _footer(self) -> Markup:
        clocks = clock_line(self._document)
        pages = runs("page ") + _field("PAGE") + runs(" of ") + _field("NUMPAGES")
        told = (paragraph(runs(clocks), "Footer") if clocks else NOTHING) + paragraph(pages, "PageNumber")
        return _XML + Markup("<w:ftr {}>{}</w:ftr>").format(_SPACES, told)

    def _properties(self) -> Markup:
        """Return what the file says of itself; no date, so that it changes with what it holds alone."""
        return _XML + Markup(
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>negotiation-log</dc:creator>'
            "<dc:language>en-GB</dc:language></cp:coreProperties>"
        ).format(for_xml(title_words(self._document)))

    def _relations(self) -> Markup:
        targets = [("rId1", "header", "header1.xml"), ("rId2", "footer", "footer1.xml")]
        targets += [(f"rId{place}", name, f"{name}.xml") for place, name in enumerate(_FIXED, start=3)]
        pictures = range(1, len(self._drawings.files) + 1)
        targets += [(relation(number), "image", file_name(number)) for number in pictures]
        inside = (
            Markup('<Relationship Id="{}" Type="{}/{}" Target="{}"/>').format(id_, _RELATION, kind, target)
            for id_, kind, target in targets
        )
        outside = (
            Markup('<Relationship Id="rIdA{}" Type="{}/hyperlink" Target="{}" TargetMode="External"/>').format(
                place, _RELATION, address
            )
            for place, address in enumerate(self._addresses, start=1)
        )
        space = Markup('xmlns="http://schemas.openxmlformats.org/package/2006/relationships"')
        return _XML + Markup("<Relationships {}>{}{}</Relationships>").format(space, joined(inside), joined(outside))


@cache
def _fixed(name: str) -> Markup:
    """Return a file that is the same in every document."""
    return Markup(files("negotiation.rendering").joinpath("templates", "word", f"{name}.xml").read_text("utf-8"))  # noqa: S704  # ours


def _titled(words: str, style: str, place: Markup = NOTHING) -> Markup:
    return paragraph(place + runs(words), style, direction([words]))


def _plain(words: str) -> tuple[Passage]:
    return (Passage(words),)


def _field(name: str) -> Markup:
    return Markup('<w:fldSimple w:instr=" {} ">{}</w:fldSimple>').format(name, runs("1"))


def _again(head: ReportHead) -> Iterator[Markup]:
    yield paragraph(runs("To make this report again: ") + runs(head.reproduce, "Command"), "Again")
    if head.record:
        yield paragraph(runs("The record that it was made from: ") + runs(head.record, "Command"), "Again")
