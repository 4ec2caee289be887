"""A session that has gone on: with a round, a package, a pledge and a guarantor, from #9 to #13."""

from pathlib import Path

from commandline import Desk, at_work

LATER = (
    ("round", "istanbul", "opened", "--venue", "Dolmabahçe", "--on", "2022-03-29"),
    ("package", "deal", "neutral-status", "security-guarantees", "--on", "2022-03-29"),
    ("guarantor", "security-guarantees", "approached", "USA", "--on", "2022-03-29"),
    ("pledge", "fewer-troops", "--by", "RUS", "--to", "UKR", "--text", "We shall reduce our activity at Kyiv",
     "--indicator", "troops=fewer than before", "--on", "2022-03-29"),
)  # fmt: skip
"""What follows on the session of the other tests: #9 to #13, a clarification being the last."""


def bargaining(folder: Path) -> Desk:
    """Return a desk with the log of that session."""
    return at_work(folder, *LATER)
