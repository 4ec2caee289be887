"""The kinds of report: one small module each, with its `KIND`."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from ...asof import AsOf
from ...rendering.apparatus import Apparatus
from ...rendering.document import Section, Table


class Body(Struct, frozen=True):
    """What a kind of report puts below the head."""

    view: Any
    """The typed view, for JSON."""
    sections: tuple[Section, ...]
    main: Table | None = None
    """The table that CSV holds; the first one if not given."""
    records: Sequence[Any] = ()
    """What the rows of that table are for programs, for JSON lines; the rows by their columns if not given."""
    subject: str | None = None
    """What it is about, if not the whole talks."""
    reference: str | None = None
    """How that is referred to."""
    closing: tuple[Section, ...] = ()
    """What stands at its end, below the accounts that contest it."""
    contents: bool = False
    """Whether its parts are numbered, and listed at its beginning."""


class Kind(Struct, frozen=True):
    """A kind of report."""

    name: str
    """What it is called in its head."""
    build: Callable[[AsOf, Apparatus, str | None], Body]
    about: str | None = None
    """The sort of thing that it needs a reference to."""
    example: str = ""
    """Such a reference, for those who forgot it."""
    needed: bool = True
    """Whether it cannot do without that reference."""
    deadlines: bool = True
    """Whether it says anything that depends on the moment for which deadlines are worked out."""
    sealed: bool = False
    """Whether it tells the checkpoints that are kept beside the record."""
