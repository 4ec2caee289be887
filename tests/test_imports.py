"""Imports run one way: no module leads back to itself, be it for the type checker or within a function."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import negotiation
import negotiation_cli

ROOTS = [Path(package.__path__[0]) for package in (negotiation, negotiation_cli)]


def modules() -> dict[str, Path]:
    """Return every module of the packages, with its file."""
    return {
        ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for root in ROOTS
        for path in root.rglob("*.py")
    }


def imported(name: str, path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Yield the modules that a module imports anywhere in it: at the top, in a function, for the type checker."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                below = f"{base}.{alias.name}"
                if below in known:
                    yield below
                elif base in known:
                    yield base


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the sets of modules each of which leads to every other one."""
    reached = {name: _reached(name, graph) for name in graph}
    found = {frozenset(other for other in reached[name] if name in reached[other]) for name in graph}
    return sorted(sorted(circle) for circle in found if circle)


def _reached(name: str, graph: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = list(graph[name])
    while queue:
        here = queue.pop()
        if here not in found:
            found.add(here)
            queue += graph[here]
    return found


def test_a_circle_is_found() -> None:
    """What leads back to itself is found, by way of others and at once, and nothing else is."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": {"e"}}) == [["a", "b", "c"], ["e"]]


def test_no_module_leads_back_to_itself() -> None:
    """No module imports one that imports it in turn, by whatever way round."""
    known = modules()
    graph = {name: set(imported(name, path, known)) for name, path in known.items()}
    assert len(graph) > 100
    assert circles(graph) == []
