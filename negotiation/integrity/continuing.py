"""A proof that a record goes on from an earlier state of it: both heads, and the hashes that lead to both.

It is checked without the log (RFC 9162, section 2.1.4.2), and tells nothing of any entry.
"""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from .checkpoint import Checkpoint
from .proof import NoProof
from .tree import consistency, continues

FORM = "negotiation-log consistency 1"
"""The name of this form of proof."""
_HASH = re.compile(r"[0-9a-f]{64}")
_MOST_HASHES = 128
"""How many hashes lead from one state to another of the largest tree that there can be."""
_KINDS = {"form": str, "origin": str, "before": int, "earlier": str, "size": int, "root": str, "path": list}
_SEALS = ("earlier_checkpoint", "checkpoint")


class Continuation(NamedTuple):
    """That a record goes on from an earlier state of it."""

    before: Checkpoint
    """The earlier head."""
    head: Checkpoint
    path: tuple[bytes, ...]
    earlier_checkpoint: str | None = None
    """The earlier head as it was signed, if it was."""
    checkpoint: str | None = None
    """The head as it was signed, if it was."""

    @property
    def holds(self) -> bool:
        """Whether the hashes lead from the earlier head to the later one."""
        same = self.before.origin == self.head.origin
        return same and continues(self.before.size, self.before.root, self.head.size, self.head.root, self.path)

    @property
    def written(self) -> str:
        """The proof as a file."""
        seals = {name: seal for name in _SEALS if (seal := getattr(self, name)) is not None}
        fields = {
            "form": FORM,
            "origin": self.head.origin,
            "before": self.before.size,
            "earlier": self.before.root.hex(),
            "size": self.head.size,
            "root": self.head.root.hex(),
            "path": [part.hex() for part in self.path],
            **seals,
        }
        return f"{json.dumps(fields, ensure_ascii=False, indent=2)}\n"


def continuation(
    leaves: Sequence[bytes], before: Checkpoint, head: Checkpoint, earlier: str | None, later: str | None
) -> Continuation:
    """Return the proof that a record goes on from an earlier state of it.

    Args:
        leaves: the hashes of all entries.
        before: the earlier head, which is one of this record.
        head: the head over all.
        earlier: the earlier head as it was signed.
        later: the head as it was signed.
    """
    return Continuation(before, head, tuple(consistency(leaves, before.size)), earlier, later)


def is_one(text: str) -> bool:
    """Say whether a text is to be read as a proof of this form."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("form") == FORM


def read(text: str) -> Continuation:
    """Read a proof of this form.

    Raises:
        NoProof: it is none.
    """
    data = json.loads(text) if is_one(text) else {}
    if {*data} - {*_SEALS} != set(_KINDS):
        raise NoProof(f"it does not hold {', '.join(_KINDS)}")
    for name, kind in _KINDS.items():
        if type(data[name]) is not kind:
            raise NoProof(f"its {name} is not what it should be")
    hashes = [data["earlier"], data["root"], *data["path"]]
    if len(hashes) > _MOST_HASHES or not all(isinstance(part, str) and _HASH.fullmatch(part) for part in hashes):
        raise NoProof("its roots and path are not hashes in hexadecimal")
    if not all(isinstance(data.get(name, ""), str) for name in _SEALS):
        raise NoProof("a checkpoint of it is no text")
    earlier, root, *path = map(bytes.fromhex, hashes)
    before, head = (Checkpoint(data["origin"], *state) for state in ((data["before"], earlier), (data["size"], root)))
    return Continuation(before, head, tuple(path), *(data.get(name) for name in _SEALS))
