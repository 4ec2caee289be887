"""Settings of Sphinx: Markdown pages (MyST) in the Furo theme."""

import re
import sys
from pathlib import Path
from typing import ClassVar

from pygments.lexers.shell import BashSessionLexer
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))
from generator import screens  # it lies beside this file

from negotiation.release import NAME, VERSION

project = NAME
author = "the negotiation-log authors"
project_copyright = f"2026, {author}"
release = version = VERSION

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["pages.css"]


class Session(BashSessionLexer):
    """Commands after ``$ `` and what they print; a line that begins with ``#7`` is no command of an administrator."""

    aliases: ClassVar = ["console"]
    _ps1rgx = re.compile(r"^(\$ )(.*\n?)")
    _ps2 = "> "


def setup(app: Sphinx) -> None:
    """Read console blocks as this documentation writes them, and show what the pages of the program look like."""
    app.add_lexer("console", Session)
    app.connect("builder-inited", _take_screens)
    app.connect("source-read", _show_screens)


def _take_screens(app: Sphinx) -> None:
    if app.builder.format == "html":
        screens.take()


def _show_screens(_app: Sphinx, _name: str, source: list[str]) -> None:
    source[0] = screens.filled(source[0])
