"""The public names of the package: what is listed is what there is."""

import ast
from pathlib import Path

import pytest

import negotiation


def test_what_is_listed_is_what_is_public() -> None:
    """`__all__` names exactly what the package offers by name, for the type checker and at run time."""
    tree = ast.parse(Path(negotiation.__file__).read_text(encoding="utf-8"))
    typed = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level for alias in node.names
    }
    assert sorted(negotiation.__all__) == sorted(typed) == sorted(negotiation._PLACES)


@pytest.mark.parametrize("name", negotiation.__all__)
def test_each_public_name_is_there_and_explained(name: str) -> None:
    """Each name listed is loaded on first use, and says what it is."""
    found = getattr(negotiation, name)
    assert (name, True) == (found.__name__, bool(found.__doc__))


def test_what_is_not_public_is_not_there() -> None:
    """A name that is not offered is missing like any other."""
    with pytest.raises(AttributeError, match="has no attribute 'Secret'"):
        _ = negotiation.Secret
