"""The Istanbul talks of February to April 2022, as a journal to learn from."""

from importlib.resources import files

TALKS = "istanbul-2022"
MOMENTS = ("2022-03-28", "2022-03-29", "2022-04-06")
"""The days at which the demo looks at the talks: before the proposals, on their day, a week later."""

CONTESTED = "security-guarantees"
"""What is shown in full, since accounts of it differ: of the list of guarantors."""

ANNOUNCEMENT = "Fomin"
"""What the timeline is asked for, since accounts of its date differ."""

LATER, THEN = "2022-04-15", "2022-03-30"
"""A day by which something had happened that could not be known on an earlier one."""


def journal_text() -> str:
    """Return the journal of the demo."""
    return files(__package__).joinpath("istanbul-2022.yaml").read_text(encoding="utf-8")
