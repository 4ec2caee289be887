"""Conditions that parties and guarantors set: free words, or another proposal, written as ``proposal:ceasefire``."""

_PREFIX = "proposal:"


def awaited(condition: str) -> str | None:
    """Return the id of the proposal that a condition waits for, or None if the condition is put in words."""
    name = condition.removeprefix(_PREFIX)
    return name if name and name != condition and " " not in name else None


def awaiting(proposal: str) -> str:
    """Return the condition that waits for a proposal."""
    return f"{_PREFIX}{proposal}"
