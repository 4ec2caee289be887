"""Two records to learn from, as journals: the Istanbul talks of 2022, and a treaty with many parties."""

from importlib.resources import files

from msgspec import Struct

TALKS = "istanbul-2022"
DAY = "2022-03-29"
"""The day of the proposals, at which the demo looks at the Istanbul talks."""

VERDICTS = ("2022-03-29", "2022-03-30", "2022-04-06")
"""The days at which the demo compares the words of a pledge with the deeds, each with another verdict."""

EXCHANGE = "neutral-status"
"""What is explained, since it stands in exchange for something else."""

LATER, THEN = "2022-04-15", "2022-03-30"
"""A day by which something had happened that could not be known on an earlier one."""

TREATY = "cptpp"
"""The treaty of the second demo."""


class Look(Struct, frozen=True):
    """One look at the talks of a demo."""

    view: str
    at: str
    known: str | None = None
    reference: str | None = None

    @property
    def command(self) -> str:
        """The command that shows the same."""
        about = f" {self.reference}" if self.reference else ""
        return f"talks {self.view}{about} --at {self.at}{f' --known {self.known}' if self.known else ''}"


class Demo(Struct, frozen=True):
    """A record, what is looked at in it, and the report that is written."""

    talks: str
    looks: tuple[Look, ...]
    report: str
    report_at: str
    about: str | None = None
    """What the report is about, where it is about one thing."""


DEMOS = {
    demo.talks: demo
    for demo in (
        Demo(
            TALKS,
            (
                Look("rounds", DAY),
                Look("status", DAY),
                Look("why", DAY, reference=EXCHANGE),
                Look("guarantees", DAY),
                *(Look("pledges", moment) for moment in VERDICTS),
                Look("status", LATER, known=THEN),
                Look("status", LATER),
            ),
            report="status",
            report_at=LATER,
        ),
        Demo(
            "cptpp-2018",
            (
                Look("treaty", "2017-06", reference="tpp"),
                Look("status", "2018-10-30"),
                *(Look("treaty", moment, reference=TREATY) for moment in ("2018-10-30", "2018-12-30", "2024-12-31")),
                Look("why", "2024-12-31", reference=TREATY),
            ),
            report="treaty",
            report_at="2024-12-31",
            about=TREATY,
        ),
    )
}
"""The demos, by the names of their talks; the first is shown where none is named."""


def journal_text(name: str = TALKS) -> str:
    """Return the journal of a demo."""
    return files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
