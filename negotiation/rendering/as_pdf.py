"""Documents as PDF: the page of HTML on paper, tagged as PDF/UA-1 asks, so that it can be read aloud."""

from hashlib import sha256
from typing import Any, NoReturn

from ..domain.errors import MissingExtra, MissingNativeLibrary
from .as_html import write as as_html
from .document import Document
from .formats import Paper

_VARIANT = "pdf/ua-1"
_PURPOSE = "writing PDF"


def write(document: Document, paper: Paper = Paper.A4) -> bytes:
    """Return the document as PDF; the same document, fonts and libraries give the same bytes, whenever that is.

    Raises:
        MissingExtra: the library that writes PDF is not installed.
        MissingNativeLibrary: what that library needs of the system is not.
    """
    library = _library()
    text = as_html(document, paper)
    # The file carries no date, and its identifier is made of what it holds, so that it changes with that alone.
    identifier = sha256(text.encode()).digest()[:16]
    page = library.HTML(string=text, url_fetcher=_fetch_nothing)
    written = page.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier)
    return bytes(written)


def _library() -> Any:
    """Return the library that writes PDF.

    Raises:
        MissingExtra: it is not installed.
        MissingNativeLibrary: it finds no Pango, which lays the text out.
    """
    try:
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtra("weasyprint", "pdf", _PURPOSE) from None
    except OSError as error:
        raise MissingNativeLibrary("Pango", _PURPOSE, str(error)) from None
    return weasyprint


def _fetch_nothing(url: str, *_: object, **__: object) -> NoReturn:
    """Refuse to fetch anything: a page needs nothing else, and what it says must not make a program ask for more."""
    msg = f"nothing is fetched for a page: {url[:80]}"
    raise ValueError(msg)
