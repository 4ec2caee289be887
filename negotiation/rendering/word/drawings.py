"""Pictures in a document of Word: pixels in files of their own, each in a line, with what it shows in words."""

from markupsafe import Markup

from ...domain.errors import MissingExtra
from ..document import Figure
from ..pixels import ZOOM, png
from ..safe import for_xml
from .words import NOTHING

_TWIP, _PIXEL = 635, 9525
"""How many of the units of drawings make up a twip, and a pixel of a screen."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


class Drawings:
    """Writes the pictures of one document, and keeps the files in which they lie."""

    def __init__(self, width: int, height: int) -> None:
        self._room = (width * _TWIP, height * _TWIP)
        """What a picture may take at the most."""
        self.files: list[bytes] = []

    def run(self, figure: Figure) -> Markup:
        """Return a picture as a run; nothing where the library is missing that draws it, and words are all there is."""
        try:
            content = png(figure.wide)
        except MissingExtra:
            return NOTHING
        self.files.append(content)
        number = len(self.files)
        width, height = self._size(content)
        return Markup(
            '<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
            'distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Picture {number}" '
            'descr="{says}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{drawing}/main" noChangeAspect="1"/>'
            '</wp:cNvGraphicFramePr><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
            '<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/>'
            '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
            '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        ).format(
            drawing=_DRAWING,
            width=width,
            height=height,
            number=number,
            says=for_xml(f"{figure.title}: {figure.says}"),
            name=file_name(number),
            relation=relation(number),
        )

    def _size(self, content: bytes) -> tuple[int, int]:
        """Return how wide and high a picture stands: as on a screen, or less where the page has no room for that."""
        # The head of a PNG (ISO/IEC 15948, 11.2.2) has both behind its signature and the name of its first part.
        size = [int.from_bytes(content[start : start + 4]) * _PIXEL / ZOOM for start in (16, 20)]
        scale = min(1.0, *(room / whole for room, whole in zip(self._room, size, strict=True)))
        return round(size[0] * scale), round(size[1] * scale)


def file_name(number: int) -> str:
    """Return the name of the file of a picture."""
    return f"picture{number}.png"


def relation(number: int) -> str:
    """Return by what name the document refers to the file of a picture."""
    return f"rIdP{number}"
