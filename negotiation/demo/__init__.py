"""The Istanbul talks of February to April 2022, as a journal to learn from."""

from importlib.resources import files

TALKS = "istanbul-2022"
DAY = "2022-03-29"
"""The day of the proposals, at which the demo looks at the talks."""

VERDICTS = ("2022-03-29", "2022-03-30", "2022-04-06")
"""The days at which the demo compares the words of a pledge with the deeds, each with another verdict."""

EXCHANGE = "neutral-status"
"""What is explained, since it stands in exchange for something else."""

LATER, THEN = "2022-04-15", "2022-03-30"
"""A day by which something had happened that could not be known on an earlier one."""


def journal_text() -> str:
    """Return the journal of the demo."""
    return files(__package__).joinpath("istanbul-2022.yaml").read_text(encoding="utf-8")
