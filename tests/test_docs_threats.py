"""The threat model: every test that it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_each_threat_names_tests_that_are_there() -> None:
    """A row of the table says what holds, what is left, and which tests show it; no test is named that is none."""
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    rows = [line for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| **")]
    assert len(rows) >= 11
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert [] == [name for name in named if f"def {name}(" not in tests], row
