"""Files of Word, Excel and PDF opened again, by other programs than those that write them."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PIECES = {f"{W}br": "\n", f"{W}tab": "\t"}


def needed(program: str, package: str) -> str:
    """Return the path of a program; only a machine of one's own may lack it."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{program} is needed to open files again: install the package {package}")
        pytest.skip(f"{program} is not installed: install the package {package}")
    return found


def everything_in(form: str, content: bytes) -> str:
    """Return all that a file says anywhere: words, names, addresses, properties; of pictures what stands for them."""
    if form == "pdf":
        return pdf_text(content) + pdf_told(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(text for name in _parts(archive) for text in _all(archive.read(name)))


def _parts(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if not name.endswith(".png")]


def _all(part: bytes) -> Iterator[str]:
    root = ET.fromstring(part)  # noqa: S314  # written by the program under test
    yield "".join(root.itertext())
    for element in root.iter():
        yield from element.attrib.values()


def pictures_in(content: bytes) -> list[bytes]:
    """Return the pictures of a file of Word, in their order."""
    document = docx.Document(io.BytesIO(content))
    found = [shape._inline.graphic.graphicData.pic.blipFill.blip.embed for shape in document.inline_shapes]
    return [document.part.related_parts[name].blob for name in found]


def said_of_pictures(content: bytes) -> list[str]:
    """Return what the pictures of a file of Word say to who cannot see them."""
    return [shape._inline.docPr.get("descr", "") for shape in docx.Document(io.BytesIO(content)).inline_shapes]


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF, as poppler reads it."""
    return _piped([needed("pdftotext", "poppler-utils"), "-layout", "-", "-"], content)


def pdf_places(content: bytes) -> dict[str, tuple[int, float]]:
    """Return for each word of a PDF on which page it ends, and where, as a share of the height of that page."""
    found: dict[str, tuple[int, float]] = {}
    page, height = 0, 1.0
    for line in _piped([needed("pdftotext", "poppler-utils"), "-bbox", "-", "-"], content).splitlines():
        if opened := re.search(r'<page width="[\d.]+" height="([\d.]+)"', line):
            page, height = page + 1, float(opened[1])
        elif word := re.search(r'yMax="([-\d.]+)">(.*)</word>', line):
            found[word[2]] = (page, float(word[1]) / height)
    return found


def pdf_told(content: bytes, *options: str) -> str:
    """Return what poppler tells of a PDF."""
    return _piped([needed("pdfinfo", "poppler-utils"), *options, "-"], content)


def pdf_images(content: bytes) -> int:
    """Return how many images a PDF shows, as poppler counts them."""
    lines = _piped([needed("pdfimages", "poppler-utils"), "-list", "-"], content).splitlines()
    return sum(line.split()[2] == "image" for line in lines[2:])


def _piped(command: list[str], content: bytes) -> str:
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def document_xml(content: bytes) -> ET.Element:
    """Return the body of a file of Word."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314  # as above


def read(content: bytes, without: str) -> list[str]:
    """Return the paragraphs of a file of Word, outside its tables, once all its changes are accepted or rejected.

    Args:
        content: the file.
        without: ``del`` accepts all changes, ``ins`` rejects them all.
    """
    body = document_xml(content).find(f"{W}body")
    assert body is not None
    return [found for p in body.findall(f"{W}p") if (found := _read(p, without)) is not None]


def _read(paragraph: ET.Element, without: str) -> str | None:
    gone = paragraph.find(f"{W}pPr/{W}rPr/{W}{without}") is not None
    text = "".join(_words(paragraph, f"{W}{without}"))
    assert not (gone and text), "a paragraph that goes leaves words behind"
    return None if gone else text


def _words(element: ET.Element, without: str) -> Iterator[str]:
    for child in element:
        if child.tag in (without, f"{W}pPr"):
            continue
        yield _PIECES.get(child.tag, "")
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        yield from _words(child, without)


def through_libreoffice(folder: Path, to: str, *files: Path) -> None:
    """Let LibreOffice open files, and write them in another format into a folder."""
    office = needed("soffice", "libreoffice-writer-nogui, and libreoffice-calc-nogui")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    told = subprocess.run(
        [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    assert "Error" not in told.stderr, told.stderr


def squeezed(text: str) -> str:
    """Return a text without white space, and without marks that nobody sees."""
    return re.sub(r"[\s\u00ad\u200b\u200e\u2066-\u2069]+", "", text)
