"""What a page has to know of a form: what it asks for, and how that is recorded; whoever serves gives the forms."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ..domain.record.entry import Entry
    from ..talks import TalksLog


class Question(Protocol):
    """One thing that a form asks for."""

    @property
    def name(self) -> str:
        """Under which name the answer goes."""

    @property
    def prompt(self) -> str:
        """What is asked."""

    @property
    def needed(self) -> bool:
        """Whether there has to be an answer."""

    @property
    def read(self) -> "Callable[[TalksLog, str], Any]":
        """Reads an answer, and raises an error for one that does not fit."""

    @property
    def offers(self) -> "Callable[[TalksLog], Sequence[str]] | None":
        """Gives what there is to choose from."""


class Form(Protocol):
    """What is asked for to record something, and how that is done; the command line asks the same."""

    @property
    def questions(self) -> Sequence[Question]:
        """What is asked."""

    def entries(self, talks: "TalksLog", answers: Mapping[str, str], details: Mapping[str, Any]) -> "tuple[Entry, ...]":
        """Record what the answers say; or, of a dry run, only decide it."""
