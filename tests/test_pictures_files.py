"""Pictures in files: drawn in PDF and in Word, told in Excel, with the tables that say the same in each."""

import re
import zlib
from pathlib import Path

import reports_example as example
from commandline import Desk
from unpacked import everything_in, pdf_text, pdf_told, pictures_in, squeezed

from negotiation import pictures


def test_a_picture_is_drawn_in_pdf_and_word_and_told_in_excel(tmp_path: Path) -> None:
    """PDF and Word have the drawing as a figure with words for who does not see it; Excel has it in words."""
    talks = example.istanbul(tmp_path / "talks.db")
    drawn = pictures.drawing_of(pictures.make("course", talks.as_of(at="2030")))
    example.closed(talks)
    desk = Desk(tmp_path)
    found = {}
    for form in ("pdf", "docx", "xlsx"):
        desk.done("picture", "course", "--at", "2030", "-o", f"course.{form}")
        found[form] = (tmp_path / f"course.{form}").read_bytes()
    assert "Figure" in pdf_told(found["pdf"], "-struct")
    assert b"/Alt" in _unpacked(found["pdf"])
    assert squeezed(drawn.says) in squeezed(pdf_text(found["pdf"]))
    assert drawn.says in everything_in("docx", found["docx"])
    assert [pictures.written(drawn, "png")] == pictures_in(found["docx"])
    for form in ("docx", "xlsx"):
        assert "security-guarantees" in everything_in(form, found[form])


def test_the_help_names_every_format_of_a_picture(tmp_path: Path) -> None:
    """The drawing alone is to be had as SVG and PNG, and the help says so beside the formats of documents."""
    said = " ".join(Desk(tmp_path).done("picture", "--help").split())
    assert f"--format FORMAT {', '.join(pictures.FORMATS)}, table, " in said
    assert "png (extra png)" in said


def _unpacked(content: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", content, re.DOTALL)
    return b"".join(zlib.decompress(stream) for stream in streams)
