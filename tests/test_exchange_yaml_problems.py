"""What is no YAML is told in words that say what to write, whichever parser found it."""

from typing import Any

import pytest
import yaml

from negotiation.domain.errors import ImportFailed
from negotiation.exchange import yaml_values

COLON = "a colon and a space begin a value"
GOES_ON = "a text goes on after its closing quote or bracket"
BRACKET = "a comma or a closing bracket is missing"
SIGN = "a text that begins with such a sign stands within quotes"
DEPTH = "this stands at another depth"


@pytest.fixture(params=["libyaml", "Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read with the parser of libyaml, where it is there, or with that in Python."""
    found = getattr(yaml, "CBaseLoader", yaml.BaseLoader) if request.param == "libyaml" else yaml.BaseLoader
    monkeypatch.setattr(yaml_values, "_Loader", found)
    return found


@pytest.mark.parametrize(
    ("field", "line", "said"),
    [
        ("text: No way: we leave", 2, COLON),
        ('text: He said: "no"', 2, COLON),
        ("  text: deeper", 2, COLON),
        ('text: "He said "no", and left"', 2, GOES_ON),
        ("text: 'it's late'", 2, GOES_ON),
        ("text: [Morphou] to be adjusted", 2, GOES_ON),
        ("by: [A, B\n- kind: y", 3, BRACKET),
        ('text: "He said\n- kind: y', 2, "a quote that is opened here is not closed"),
        ("\ttext: y", 2, ""),
        ("text: @home", 2, SIGN),
        ("text: %5 of them", 2, SIGN),
        ("text: *very*", 2, SIGN),
        ("text: > 5 %", 2, SIGN),
        ("text: - no", 2, SIGN),
        ("on: 2022\nkind: y", 3, DEPTH),
        ("text\n  on: 2022", 3, "the line before this has a name and no value"),
    ],
)
def test_what_is_no_yaml_is_told_with_what_to_write(loader: Any, field: str, line: int, said: str) -> None:
    """The line is that on which it goes wrong, or on which the quote begins that is not closed."""
    with pytest.raises(ImportFailed) as refused:
        yaml_values.read(f"- kind: x\n  {field}\n", "march.yaml")
    assert loader is yaml_values._Loader
    assert str(refused.value).startswith(f"march.yaml:{line}: {said}")


def test_a_tab_is_named(loader: Any) -> None:
    """Tabs cannot be told from spaces by looking at them."""
    with pytest.raises(ImportFailed, match="a tab stands here where spaces should"):
        yaml_values.read("- kind: x\n\ttext: y\n", loader.__name__)
