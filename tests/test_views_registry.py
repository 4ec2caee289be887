"""The registry of views: each is there, laid out, and returned by the Python API with its type."""

from functools import reduce
from importlib import import_module
from inspect import signature
from operator import or_
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from given import entries_of, told
from test_cli_formats import ASKED, READS

from negotiation import AsOf
from negotiation.domain.record.history import history
from negotiation.registry import Registry
from negotiation.reports import KINDS
from negotiation.reports.kinds import Kind
from negotiation.views.registry import VIEWS, Needs, View
from negotiation_cli.commands import COMMANDS

_MODULES = (*VIEWS, "scales")
NAMES = {
    name: found for module in _MODULES for name, found in vars(import_module(f"negotiation.views.{module}")).items()
}
"""What the annotations of views may name."""


def _in_view(name: str) -> Any:
    """Return what a view returns where it is in view: without the None that says that it is not."""
    returned = get_type_hints(VIEWS[name].fold)["return"]
    return reduce(or_, [part for part in get_args(returned) or (returned,) if part is not NoneType])


OPENED = entries_of([told("talks-opened", title="Talks")])
every_view = pytest.mark.parametrize("name", VIEWS)


@pytest.mark.parametrize(("registry", "kind"), [(VIEWS, View), (KINDS, Kind)])
def test_a_name_leads_to_a_thing_of_its_sort(registry: Registry[Any], kind: type) -> None:
    """Every name has a sentence, and a module that holds what it is to hold; no other name has one."""
    assert len(registry) == len([*registry]) > 5
    for name, sentence in registry.sentences.items():
        assert sentence
        assert isinstance(registry[name], kind)
    assert "nothing" not in registry
    with pytest.raises(KeyError):
        _ = registry["nothing"]


@every_view
def test_every_view_is_laid_out(name: str) -> None:
    """Each view has a layout of its name that takes the view and the clocks first, as the layouts of all views do."""
    layout = import_module(f"negotiation.rendering.layouts.{name}").lay_out
    first, clocks, *options = signature(layout).parameters.values()
    assert clocks.name == "clocks"
    assert all(option.default is not option.empty for option in options)
    assert get_type_hints(layout, NAMES)[first.name] == _in_view(name)


@every_view
def test_the_python_api_returns_what_the_view_does(name: str) -> None:
    """The method of a view is declared to return what its fold does, so that a type checker knows it."""
    if name == "changes":  # is of two points of view
        return
    assert get_type_hints(getattr(AsOf, name), NAMES)["return"] == _in_view(name)


@every_view
def test_every_view_is_shown_by_a_command(name: str) -> None:
    """Each view is asked for by a command of the table."""
    lines = ASKED.get(name, ((name,),))
    assert {line[0] for line in lines} <= set(COMMANDS)
    assert set(lines) <= set(READS)


@every_view
def test_a_view_of_the_whole_talks_names_them(name: str) -> None:
    """Whoever reads a view as data knows which talks it is of."""
    if VIEWS[name].about:
        return
    given: dict[Needs, tuple[Any, ...]] = {Needs.RECORD: (OPENED, history(OPENED))}
    options: dict[str, dict[str, Any]] = {
        "changes": {"before": history([]), "clock": "at", "first": "a", "second": "b"},
        "search": {"matching": ()},
    }
    found = VIEWS[name].fold(*given.get(VIEWS[name].needs, (history(OPENED),)), **options.get(name, {}))
    assert OPENED[0].talks == found.talks
