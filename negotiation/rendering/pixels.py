"""Drawings as pixels: PNG, made by the library resvg, which reads no address and runs no script."""

from types import ModuleType

from ..domain.errors import MissingExtra

ZOOM = 2.0
"""How many pixels stand for one of the drawing, so that it is sharp on paper."""


def png(svg: str) -> bytes:
    """Return a drawing as PNG; its letters are those of the fonts that the machine has.

    Raises:
        MissingExtra: the library is not installed.
    """
    return bytes(
        _library().svg_to_bytes(svg_string=svg, zoom=ZOOM, background="#ffffff", sans_serif_family="DejaVu Sans")
    )


def _library() -> ModuleType:
    try:
        import resvg_py  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtra("resvg-py", "png", "writing a picture as PNG") from None
    return resvg_py
