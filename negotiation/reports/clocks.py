"""What each of the three clocks lets into view, in words."""

from ..domain.dates.clocks import ANY, Clocks
from ..domain.dates.words import its_end


def clock_facts(clocks: Clocks, last: int, deadlines: str | None = None) -> tuple[tuple[str, str], ...]:
    """Say what each of the three clocks lets into view.

    Args:
        clocks: the point of view.
        last: the last entry that the log held then.
        deadlines: the minute for which deadlines are worked out, where no clock says so.
    """
    worked_out = () if deadlines is None else (("Deadlines", f"as of {its_end(deadlines)}"),)
    up_to = f"entry #{last}" if last else "nothing at all"
    dated = clocks.recorded if clocks.recorded and not clocks.recorded.startswith("#") else None
    return (
        ("Happened", _happened(clocks.at)),
        ("Known", f"by {its_end(clocks.known)}" if clocks.known else "whenever it became known"),
        (
            "Recorded",
            f"by {its_end(dated)}: up to {up_to}" if dated else f"in this log up to {up_to}",
        ),
        *worked_out,
    )


def _happened(at: str | None) -> str:
    if at is None:
        return "by now"
    return "whatever the date" if at == ANY else f"by {its_end(at)}"
