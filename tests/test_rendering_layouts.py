"""The layouts of the views: each names its point of view, and is written in every format."""

from collections.abc import Callable, Iterator

import pytest
import reports_example as example

from negotiation import AsOf
from negotiation.domain.clocks import Clocks
from negotiation.rendering.document import Document
from negotiation.rendering.formats import FORMATS
from negotiation.rendering.layouts import entries, positions, show, status
from negotiation.rendering.layouts.common import clocks_words
from negotiation.rendering.plain import as_text
from negotiation.talks import TalksLog

LAYOUTS: dict[str, Callable[[AsOf], Document]] = {
    "status": lambda seen: status.lay_out(seen.status(), seen.clocks),
    "positions": lambda seen: positions.lay_out(seen.positions(), seen.clocks),
    "timeline": lambda seen: entries.timeline(seen.timeline(), seen.clocks),
    "record": lambda seen: entries.timeline(seen.record(), seen.clocks, "record"),
    "sources": lambda seen: entries.sources(seen.sources(), seen.clocks),
    "why": lambda seen: entries.why(seen.why("harm"), seen.clocks),
    "proposal": lambda seen: show.lay_out(seen.show("harm"), seen.clocks),
    "party": lambda seen: show.lay_out(seen.show("UKR"), seen.clocks),
    "source": lambda seen: show.lay_out(seen.show("bad"), seen.clocks),
    "entry": lambda seen: show.lay_out(seen.show("#5"), seen.clocks),
}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TalksLog]:
    """Talks whose texts mean harm."""
    found = example.hostile(tmp_path_factory.mktemp("layouts") / "talks.db")
    yield found
    example.closed(found)


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_names_the_clocks(talks: TalksLog, name: str) -> None:
    """Whatever is shown, the first facts say from which point of view."""
    text = as_text(LAYOUTS[name](talks.as_of(at="2022-04", known="2022-05-01", recorded="#8")))
    assert "happened by Apr 2022 · known by 1 May 2022 · recorded up to #8" in text


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_harmless_in_every_format(talks: TalksLog, name: str) -> None:
    """No escape or override of direction of the text reaches the medium."""
    document = LAYOUTS[name](talks.as_of())
    for write in (*FORMATS.values(), as_text):
        assert not {"\x1b", "\u202e"} & set(write(document))


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_the_same_twice(talks: TalksLog, name: str) -> None:
    """The same view gives the same bytes."""
    for write in (*FORMATS.values(), as_text):
        assert write(LAYOUTS[name](talks.as_of())) == write(LAYOUTS[name](talks.as_of()))


@pytest.mark.parametrize(
    ("clocks", "words"),
    [
        (Clocks(), "whatever the date · whenever known · everything recorded"),
        (Clocks(at="2022-03-29"), "happened by 29 Mar 2022 · whenever known · everything recorded"),
        (Clocks(known="2022-03"), "whatever the date · known by Mar 2022 · everything recorded"),
        (Clocks(recorded="2022-04-20"), "whatever the date · whenever known · recorded by 20 Apr 2022"),
        (Clocks(recorded="#7"), "whatever the date · whenever known · recorded up to #7"),
    ],
)
def test_a_point_of_view_is_said_in_words(clocks: Clocks, words: str) -> None:
    """All three clocks are named, also those without a limit."""
    assert clocks_words(clocks) == words
