"""Pictures: whole and well-formed whatever is recorded, nothing left out, everything at its place in time."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from typing import cast
from xml.etree import ElementTree as ET

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from random_logs import logs

from negotiation import TalksLog
from negotiation.domain import build
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.dates.edtf import span
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history
from negotiation.pictures import PICTURES, figure, make, written
from negotiation.pictures.axis import Axis, axis_over, ticks
from negotiation.pictures.charts import marks_of, scale_over
from negotiation.pictures.lanes import flagged, placed
from negotiation.pictures.svg import fitted, picture, text_at, title, width_of
from negotiation.rendering.formats import FORMATS
from negotiation.views.course import BY, Mark, course
from negotiation.views.positions import positions

SEVERAL = ("{http://www.w3.org/2000/svg}rect", "#ffffff", "…")
"""The sign of several things that lie too near to each other."""
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    '"><script>alert(1)</script>',
    "]]>&amp;<!--",
    "\x00\x1b[31m\u202eabc",
    "javascript:alert(1)",
    "\ud800\ufffe",
)
ALLOWED = {"svg", "title", "desc", "style", "rect", "defs", "pattern", "path", "g", "text", "line", "circle", "a"}


def read(drawing: str) -> ET.Element:
    """Return a drawing as a tree."""
    return ET.fromstring(drawing)  # noqa: S314  # it was drawn right here


def drawn(log: Sequence[Entry], by: str = "proposal") -> list[ET.Element]:
    """Return both drawings of the course of a log, read again."""
    made = figure("course", course(history(log, Clocks(at="2022-03-14")), by))
    return [read(text) for text in (made.wide, made.narrow)]


def key_of(root: ET.Element) -> ET.Element:
    """Return the key of a drawing."""
    (found,) = (one for one in root.iter(f"{SVG}g") if one.get("aria-label") == "What the signs mean")
    return found


def looks(root: ET.Element) -> set[tuple[object, ...]]:
    """Return every look of a sign in a drawing: its shape with the letter in it, filled or not; or a broken ring."""
    found: set[tuple[object, ...]] = set()
    for one in root.iter():
        shapes = [part for part in one if part.get("class") == "pk" and part.tag != f"{SVG}line"]
        letters = [part.text for part in one if part.get("font-size") == "9.5" and part.get("font-weight") == "700"]
        if letters:
            found.add((shapes[0].tag, shapes[0].get("fill"), letters[0]))
        found |= {(part.tag, "ring") for part in one if part.get("class") == "pw" and part.tag == f"{SVG}circle"}
    return found


def told_in(root: ET.Element) -> str:
    """Return everything that a drawing says to who points at it, or cannot see it."""
    return "\n".join(found.text or "" for found in root.iter(f"{SVG}title"))


def numbers(root: ET.Element) -> Iterator[float]:
    """Yield every coordinate of a drawing."""
    for found in root.iter():
        for name in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy"):
            if name in found.attrib:
                yield float(found.attrib[name])


@examples(1.0, 5_000)
@given(logs, st.sampled_from(BY))
def test_every_mark_of_the_course_is_in_the_drawing(log: list[Entry], by: str) -> None:
    """Each mark and stretch is told of by a title with its entry, in either drawing, unless so many share its sign."""
    view = course(history(log, Clocks(at="2022-03-14")), by)
    lanes = (*view.lanes, *view.pledges)
    wanted = {mark.entry for lane in lanes for mark in lane.marks} | {s.entry for lane in lanes for s in lane.stretches}
    for root in drawn(log, by):
        said = told_in(root)
        if "more" not in said:
            assert {f"#{number}" for number in wanted} <= set(re.findall(r"#\d+", said))
        assert all(-20 <= found < 10_000 for found in numbers(root))


@examples(0.5, 5_000)
@given(logs, st.sampled_from(["course", "positions"]))
def test_the_key_has_every_sign_of_its_picture_and_no_other(log: list[Entry], kind: str) -> None:
    """Whoever does not know what a shape with a letter means, or a broken ring, finds it there, with words."""
    past = history(log, Clocks(at="2022-03-14"))
    made = figure(kind, course(past) if kind == "course" else positions(past))
    for root in (read(made.wide), read(made.narrow)):
        key = key_of(root)
        inside = looks(key)
        assert len(texts(key)) >= len(inside)
        for parent in list(root.iter()):
            if key in parent:
                parent.remove(key)
        assert inside - {SEVERAL} == looks(root) - {SEVERAL}


@examples(0.5, 5_000)
@given(st.lists(st.integers(1, 28), min_size=1, max_size=60), st.floats(12, 40))
def test_signs_that_are_put_together_lose_none(days: list[int], least: float) -> None:
    """What is too near to be drawn by itself is counted with its neighbour; no two signs lie on each other."""
    marks = [Mark(n, f"2022-03-{day:02}", "stance", "supports", ("A",), "x", False) for n, day in enumerate(days)]
    found = placed(marks, axis_over([mark.on for mark in marks], [], "UTC", 10, 350), least)
    assert sorted(mark.entry for one in found for mark in one.marks) == list(range(len(days)))
    assert all(later.x - one.x >= least - 0.01 for one, later in pairwise(found))


@examples(0.5, 5_000)
@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from("AB")), min_size=1, max_size=12), st.integers(29, 3_000))
def test_a_version_is_marked_where_its_date_lies(drafts: list[tuple[int, str]], days: int) -> None:
    """None is moved aside: what would run into the flag before it is named there, and no flag runs out of the axis."""
    marks = [
        Mark(n, f"2022-03-{day:02}", "version", f"{n}", (), "x", False, of)
        for n, (day, of) in enumerate(sorted(drafts))
    ]
    axis = axis_over(["2022-03-01", f"{date(2022, 3, 1) + timedelta(days)}"], [], "UTC", 10, 350)
    found = flagged(marks, axis)
    assert [mark for one in found for mark in one.marks] == marks
    assert all(one.x == axis.place(one.marks[0].on) for one in found)
    reach = [
        (one.x - wide, one.x) if one.sign.shape == "flag to the left" else (one.x, one.x + wide)
        for one in found
        for wide in (2.5 + 10 * sum(BOLD.get(letter, 0.696) for letter in one.sign.letter),)
    ]
    assert all(one[1] < later[0] for one, later in pairwise(reach))
    assert all(last < 364 for _, last in reach)


def test_two_versions_of_a_few_days_stand_at_their_days(journal: TalksLog) -> None:
    """A picture of years has one flag for both, at their days; seen from those days nothing of it is cut off.

    - {kind: proposal-tabled, on: 1996-01-01, proposal: first, by: UKR}
    - {kind: proposal-tabled, on: 1998-04-06, proposal: text, by: UKR}
    - {kind: proposal-revised, on: 1998-04-08, proposal: text, by: UKR, summary: shorter}
    """
    for when in ("1998-04-08", "1999-04"):
        root = at(journal.as_of(at=when).view("course"), "course")
        assert ["v1", "v1–2"] == [text for text in texts(root) if re.match(r"v\d", text)]  # noqa: RUF001


@examples(0.5, 5_000)
@given(st.integers(0, 4_000), st.integers(1, 60_000))
def test_the_axis_tells_dates_in_order(first: int, days: int) -> None:
    """Dates stand where they lie, in order, with room between them; there is always one at the least."""
    day = 86_400_000_000
    axis = Axis(first * day, (first + days) * day, 10, 900)
    found = ticks(axis)
    assert [tick.x for tick in found] == sorted(tick.x for tick in found)
    assert all(later.x - one.x > 40 for one, later in pairwise(found))
    assert found or days < 370
    assert axis.at(axis.start) == 10
    assert axis.at(axis.end) == 900
    assert axis.place("1969") == 10  # before it all


@given(st.text(max_size=200), st.floats(1, 300), st.integers(1, 9))
def test_words_fit_where_they_are_put(text: str, room: float, least: int) -> None:
    """A text is as wide as its room at the most, and is whole where that does, or cut after some letters at least."""
    found = fitted(text, room, least=least)
    assert width_of(found) <= room + 0.001
    assert found == text or width_of(text) > room
    assert found in (text, "") or len(found) > least


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_stays_text(text: str) -> None:
    """Markup, control characters and overrides of direction are shown, and mean nothing."""
    drawing = picture(100, 50, text, text, [title(text), text_at(1, 2, text, fill=text)], "")
    root = read(drawing)
    assert {found.tag.removeprefix(SVG) for found in root.iter()} <= ALLOWED
    assert "\u202e" not in drawing
    assert "\x1b" not in drawing


def test_a_drawing_is_of_nothing_but_shapes_and_text(journal: TalksLog) -> None:
    """Every name is hostile: no element and no address comes of it.

    - {kind: talks-opened, title: '<script>alert(1)</script>'}
    - {kind: party-joined, party: UKR, name: '"><img src=x onerror=alert(1)>', roles: negotiating}
    - {kind: party-joined, party: RUS, roles: negotiating}
    - kind: proposal-tabled
      on: 2022-03-29
      proposal: peace
      title: '</text><a href="http://evil.example/">x</a>'
      by: UKR
    - {kind: statement-recorded, on: 2022-03-30, speaker: '<svg onload=x>', text: '&lt;<b>'}
    """
    made = figure("course", journal.as_of().view("course"))
    for text in (made.wide, made.narrow):
        root = read(text)
        assert {found.tag.removeprefix(SVG) for found in root.iter()} <= ALLOWED
        assert not any("href" in name or name.startswith("on") for found in root.iter() for name in found.attrib)
        assert "<script>alert(1)</script>" in told_in(root)


def test_what_lasts_ends_at_the_moment_that_it_is_seen_from(journal: TalksLog) -> None:
    """Of the days after it nothing is told, though the axis holds them; as of now bars go on to its end.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: peace, by: UKR}
    - {kind: statement-recorded, on: 2022-04-30, speaker: Ana, text: not yet}
    """
    days = ("2022-03-01", "2022-04-30")
    root = read(figure("course", journal.as_of(at="2022-03-20").view("course"), days=days).wide)
    (line,) = (g[1] for g in root.iter(f"{SVG}g") if "seen from" in (g.findtext(f"{SVG}title") or ""))
    assert bars_end(root) == [float(line.get("x1", 0))]
    assert bars_end(read(figure("course", journal.as_of(at="2022-12-31").view("course"), days=days).wide)) == [946.0]


def bars_end(root: ET.Element) -> list[float]:
    """Return where the bars of a course end."""
    key = key_of(root)
    bars = [r for r in root.iter(f"{SVG}rect") if r.get("class") == "pk" and r not in list(key.iter())]
    return [float(bar.get("x", 0)) + float(bar.get("width", 0)) for bar in bars]


def test_what_is_vague_begins_softly_and_what_is_contested_is_hatched(journal: TalksLog) -> None:
    """A stretch since some time in March has no edge before April; the one that somebody disputes is hatched.

    - {kind: proposal-tabled, on: 2022-03, proposal: vague, by: UKR}
    - {kind: proposal-tabled, on: 2022-04-10, proposal: sharp, by: RUS}
    - {kind: entry-disputed, entry: 6, by: UKR, reason: never}
    """
    view = journal.as_of().view("course")
    root = read(figure("course", view).wide)
    vague, sharp = (lane for lane in root.iter(f"{SVG}g") if lane.get("aria-label", "").startswith(("vague", "sharp")))
    steps = [float(found.get("fill-opacity", 1)) for found in vague.iter(f"{SVG}rect")]
    assert steps == sorted(steps)
    assert steps[0] < 0.5
    assert all(found.get("fill-opacity") is None for found in sharp.iter(f"{SVG}rect"))
    hatched = [found for found in root.iter(f"{SVG}rect") if found.get("fill", "").startswith("url(#")]
    assert hatched
    assert all(found in list(sharp.iter(f"{SVG}rect")) for found in hatched)


def test_the_bars_of_a_lane_lie_where_their_dates_do(journal: TalksLog) -> None:
    """A text that is tabled and signed has two bars, the second from the day of the signature on, and darker.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: peace, by: UKR}
    - {kind: formal-act-done, on: 2022-03-21, proposal: peace, act: signed, by: [UKR, RUS], version: 1}
    """
    view = journal.as_of().view("course")
    lane = next(g for g in read(figure("course", view).wide).iter(f"{SVG}g") if g.get("aria-label", "") != "")
    bars = [found for found in lane.iter(f"{SVG}rect") if found.get("stroke-width") == "0.7"]
    first, second = bars
    assert float(first.get("x", 0)) + float(first.get("width", 0)) == pytest.approx(float(second.get("x", 0)), abs=0.2)
    assert [stretch.words for stretch in view.lanes[0].stretches] == ["tabled", "signed"]
    assert view.lanes[0].stretches[1].start == span("2022-03-21").start
    shade = [int(found.get("fill", "")[1:3], 16) for found in bars]
    assert shade[0] > shade[1]


def test_an_amendment_stands_below_its_text_and_joins_it(journal: TalksLog) -> None:
    """The lane of an amendment is the one after that of its text, and says with which entry it became part of it.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: text, by: UKR, provisions: [{number: '1', text: one}]}
    - {kind: proposal-tabled, on: 2022-03-02, proposal: other, by: RUS}
    """
    journal.amend("text", "text-a", by=["RUS"], provisions=[{"number": "1", "text": "two"}], on="2022-03-03")
    journal.adopt("text-a", by=["UKR", "RUS"], on="2022-03-04")
    lanes = journal.as_of().view("course").lanes
    assert [lane.name for lane in lanes] == ["text", "text-a", "other"]
    made = [mark.entry for mark in lanes[0].marks if mark.kind == "version"]
    assert lanes[1].amends == "text"
    assert lanes[1].joined == made[-1]
    said = told_in(at(journal.as_of().course(), "course"))
    assert "text-a would amend text" in said
    assert f"text-a became part of text with version 2 (#{made[-1]})" in said


def test_the_lanes_of_parties_say_when_each_was_there(journal: TalksLog) -> None:
    """One who leaves has a stretch that ends, and marks only of what it did itself.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: text, by: UKR, to: [RUS]}
    - {kind: position-taken, on: 2022-03-02, proposal: text, party: RUS, stance: opposes, version: 1}
    - {kind: party-left, on: 2022-03-05, party: RUS}
    """
    lanes = {lane.name: lane for lane in journal.as_of().view("course", by="party").lanes}
    assert [mark.kind for mark in lanes["UKR"].marks] == ["version"]
    assert [mark.word for mark in lanes["RUS"].marks] == ["opposes"]
    assert lanes["RUS"].stretches[0].until == "2022-03-05"
    assert lanes["UKR"].stretches[0].end is None


def test_what_lies_ahead_is_told_until_it_is_done(journal: TalksLog) -> None:
    """A pledge that is due and a round that is set lie ahead; a round that was opened does not any more.

    - {kind: pledge-made, on: 2022-03-01, pledge: reduce, by: RUS, text: fewer troops}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: reduce, by: RUS, due: 2022-05-01}
    - {kind: round-scheduled, on: 2022-03-01, round: next, planned: 2022-04-01}
    """
    seen = journal.as_of(at="2022-03-10").view("course")
    assert {(one.on, one.lane) for one in seen.coming} == {("2022-05-01", "pledge:reduce"), ("2022-04-01", None)}
    root = at(journal.as_of(at="2022-03-10").course(), "course")
    assert "1 May 2022" in texts(root)  # far beyond what has happened: it is named at the end of the axis
    journal.record(build.event("round-opened", {"round": "next"}), on="2022-04-01")
    assert [one.lane for one in journal.as_of(at="2022-04-02").view("course").coming] == ["pledge:reduce"]


def test_what_is_due_is_seen_on_a_bar_in_the_dark(journal: TalksLog) -> None:
    """Bars stay light there, and lines become light: behind them, and within the diamond, there is dark paper.

    - {kind: pledge-made, on: 2022-03-01, pledge: reduce, by: UKR, text: Less}
    - {kind: pledge-clarified, on: 2022-03-02, pledge: reduce, by: UKR, due: 2022-03-20}
    - {kind: conduct-observed, on: 2022-03-24, pledge: reduce, by: RUS, text: None of it}
    """
    root = at(journal.as_of(at="2022-03-25").view("course"), "course")
    (found,) = (one for one in root.iter(f"{SVG}g") if one.find(f"{SVG}line[@class='ph']") is not None)
    behind, dashes = found.findall(f"{SVG}line")
    assert ("ph", "pk") == (behind.get("class"), dashes.get("class"))
    assert all(behind.get(end) == dashes.get(end) for end in ("x1", "x2", "y1", "y2"))
    assert float(behind.attrib["stroke-width"]) > float(dashes.get("stroke-width", "1"))
    diamonds = [one for one in root.iter(f"{SVG}path") if one.get("fill") == "#ffffff"]
    assert 2 == len(diamonds)  # and the one of the key
    assert all("po" in one.attrib["class"].split() for one in diamonds)


def test_what_lies_beyond_the_axis_has_its_date_and_no_place(journal: TalksLog) -> None:
    """What is due long after all else is an arrow with its date; what is due within the axis is a diamond at its place.

    - {kind: pledge-made, on: 2022-03-01, pledge: soon, by: RUS, text: fewer troops}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: soon, by: RUS, due: 2022-03-20}
    - {kind: pledge-made, on: 2022-03-21, pledge: late, by: RUS, text: no troops}
    - {kind: pledge-clarified, on: 2022-03-21, pledge: late, by: RUS, due: 2024-12}
    """
    shown = texts(at(journal.as_of(at="2022-03-25").view("course"), "course"))
    assert ("Dec 2024" in shown, "20 Mar 2022" in shown) == (True, False)


def test_no_sign_lies_on_what_another_one_means(journal: TalksLog) -> None:
    """In the widest letters in use, what a sign means ends before the next sign begins.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: text, by: UKR, to: [RUS]}
    - {kind: position-taken, on: 2022-03-02, proposal: text, party: RUS, stance: opposes, version: 1}
    """
    journal.dispute("#5", by="RUS", reason="not so")
    root = at(journal.as_of(at="2022-03-25").view("course"), "course")
    key = next(one for one in root.iter(f"{SVG}g") if one.get("aria-label") == "What the signs mean")
    found = []
    for one in key:
        x, y = map(float, one.attrib["transform"][10:-1].split(","))
        said = one.findall(f"{SVG}text")[-1]
        wide = 11 * sum(WIDE.get(letter, 0.64) for letter in said.text or "")
        found.append((y, x, x + float(said.attrib["x"]) + wide))
    assert "contested: hatched, or in a broken ring" in texts(root)
    assert all(one[2] < later[1] for one, later in pairwise(found) if one[0] == later[0])


def test_dates_of_a_narrow_picture_are_whole(journal: TalksLog) -> None:
    """The first date of the axis is moved in from the edge, where half of it would be cut off.

    - {kind: proposal-tabled, on: 2022-03-02, proposal: text, by: UKR, to: [RUS]}
    - {kind: position-taken, on: 2022-07-02, proposal: text, party: RUS, stance: opposes, version: 1}
    """
    root = read(figure("course", journal.as_of(at="2022-07-25").view("course")).narrow)
    dates = [one for one in root.iter(f"{SVG}text") if re.fullmatch(r"(\d+ )?[A-Z][a-z]{2}( 2022)?", one.text or "")]
    assert "Mar 2022" in [one.text for one in dates]
    assert all(float(one.attrib["x"]) >= width_of(one.text or "", 11) / 2 for one in dates)


def test_no_name_of_a_round_runs_into_the_next(journal: TalksLog) -> None:
    """In the widest letters in use, too.

    - {kind: round-opened, on: 1997-09-15, round: first, label: substantive talks}
    - {kind: round-opened, on: 1998-02-10, round: final-week}
    - {kind: round-closed, on: 2001-10-10, round: final-week}
    """
    root = at(journal.as_of().view("course"), "course")
    first, last = (one for one in root.iter(f"{SVG}text") if one.text in ("substantive talks", "final-week"))
    wide = 10 * sum(WIDE.get(letter, 0.64) for letter in first.text or "")
    assert float(first.attrib["x"]) + wide + 3 < float(last.attrib["x"])


WIDE = dict(zip(" ,:abcdefghijklmnopqrstuvwxyz", (
    0.32, 0.32, 0.34, 0.61, 0.63, 0.55, 0.63, 0.62, 0.35, 0.63, 0.63, 0.28, 0.28, 0.58, 0.28, 0.97, 0.63, 0.61, 0.63,
    0.63, 0.41, 0.52, 0.39, 0.63, 0.59, 0.82, 0.59, 0.59, 0.52,
), strict=True))  # fmt: skip
"""How wide letters are in DejaVu Sans, to their size: the widest that a system without fonts of its own shows."""
BOLD = {"v": 0.652, "x": 0.645, "e": 0.678, "t": 0.478, "s": 0.595, "–": 0.5, " ": 0.348}  # noqa: RUF001
"""The same of those that are bold; of figures 0.696."""


def at(view: object, kind: str, order: str | None = None) -> ET.Element:
    """Return the wide drawing of a view, read again."""
    return read(figure(kind, view, order=order).wide)


def texts(root: ET.Element) -> list[str]:
    """Return every text that a drawing shows, in the order of drawing."""
    return [found.text or "" for found in root.iter(f"{SVG}text")]


def test_a_stale_position_is_hollow_and_a_new_one_is_not(journal: TalksLog) -> None:
    """Who spoke on an older version has an empty, broken frame; who spoke on the present one has a ground.

    - {kind: party-joined, party: FRA, roles: negotiating}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: text, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: text, party: RUS, stance: supports, version: 1}
    - {kind: proposal-revised, on: 2022-03-03, proposal: text, by: UKR, summary: other words}
    - {kind: position-taken, on: 2022-03-04, proposal: text, party: FRA, stance: supports, version: 2}
    """
    cells = [
        g
        for g in at(journal.as_of().positions(), "positions").iter(f"{SVG}g")
        if g.find(f"{SVG}g/{SVG}title") is not None
    ]
    told = {(g.findtext(f"{SVG}g/{SVG}title") or "").split(" on ")[0]: g for g in cells}
    dashed = {who: any(r.get("stroke-dasharray") for r in g.findall(f"{SVG}rect")) for who, g in told.items()}
    ground = {who: any(r.get("fill") == "#a3c0e0" for r in g.findall(f"{SVG}rect")) for who, g in told.items()}
    assert (dashed["RUS"], ground["RUS"]) == (True, False)
    assert (dashed["FRA"], ground["FRA"]) == (False, True)


def test_the_sign_of_a_sponsor_is_of_sponsors_alone(journal: TalksLog) -> None:
    """Whoever has said nothing that holds of the version that there is has no sign, and does not put it forward.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: text
      by: UKR
      provisions: [{number: '1', text: Troops leave.}, {number: '2', text: By May.}]
    - {kind: position-taken, on: 2022-03-02, proposal: text, party: RUS, stance: red-line, version: 1, provision: '2'}
    - {kind: proposal-revised, on: 2022-03-03, proposal: text, by: UKR, provisions: [{number: '1', text: Troops go.}]}
    """
    for day, signed in (("2022-03-02", {"UKR": "p", "RUS": "×"}), ("2022-03-03", {"UKR": "p"})):  # noqa: RUF001
        root = at(journal.as_of(at=day).positions(), "positions")
        told = [(one.findtext(f"{SVG}title") or "", one.findtext(f"{SVG}text")) for one in root.iter()]
        assert signed == {title[:3]: letter for title, letter in told if title[3:].startswith(" on text")}


def test_an_objection_to_a_provision_is_in_the_matrix(journal: TalksLog) -> None:
    """It has the sign of its stance with a mark that it is about a part, and the sentence counts it.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: text
      by: UKR
      provisions: [{number: '1', text: Troops leave.}, {number: '2', text: By May.}]
    - {kind: position-taken, on: 2022-03-02, proposal: text, party: RUS, stance: red-line, version: 1, provision: '2'}
    """
    view = journal.as_of().positions()
    root = at(view, "positions")
    assert "RUS on text\nred line on provision 2, 2 Mar 2022" in told_in(root)
    assert 2 == texts(root).count("§")
    assert {"red line", "puts it forward", "against single provisions"} <= set(texts(key_of(root)))
    assert "1 party is against single provisions" in figure("positions", view).says


def test_what_was_signed_has_a_sign_before_what_was_said() -> None:
    """Where a day has more than a lane has room for, the acts are those that stand by themselves."""
    said = ("studying", "opposes", "can live with", "supports", "silent")
    marks = [Mark(n, "2022-03-09", "stance", word, ("A",), "x", False) for n, word in enumerate(said)]
    marks.append(Mark(9, "2022-03-09", "act", "signed", ("A", "B"), "x", False))
    first, *others = placed(marks, axis_over(["2022-03-01", "2022-03-31"], [], "UTC", 10, 350), 14)
    assert ("S", [marks[-1]]) == (first.sign.letter, first.marks)
    assert marks[:-1] == [mark for one in others for mark in one.marks]


def test_positions_stand_in_the_order_that_is_asked_for(journal: TalksLog) -> None:
    """Parties by their codes or their groups, proposals by how many agree; what nobody likes comes last.

    - {kind: party-joined, party: FRA, roles: negotiating}
    - {kind: group-formed, group: west, members: [UKR, FRA]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: bad, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: good, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: bad, party: RUS, stance: opposes, version: 1}
    - {kind: position-taken, on: 2022-03-02, proposal: good, party: RUS, stance: supports, version: 1}
    """
    view = journal.as_of().positions()
    codes, names = ("FRA", "RUS", "UKR"), ("bad", "good")

    def order(which: str | None, among: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(text for text in texts(at(view, "positions", which)) if text in among))

    assert order(None, codes) == ["UKR", "RUS", "FRA"]
    assert order("party", codes) == ["FRA", "RUS", "UKR"]
    assert order("group", codes) == ["FRA", "UKR", "RUS"]
    assert order(None, names) == ["bad", "good"]
    assert order("convergence", names) == ["good", "bad"]


def test_what_was_measured_lies_on_the_right_side_of_what_was_pledged(journal: TalksLog) -> None:
    """A dot above the bound is above its line and filled, one below is not; another unit is said and not drawn.

    - {kind: pledge-made, on: 2022-03-01, pledge: stock, by: RUS, text: at most 300 kg}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: stock, by: RUS, indicators: ['stock: at most 300 kg']}
    - {kind: conduct-observed, on: 2022-04-01, pledge: stock, by: IAEA, text: a, measured: ['stock: 120 kg']}
    - {kind: conduct-observed, on: 2022-05-01, pledge: stock, by: IAEA, text: b, measured: ['stock: 450 kg']}
    - {kind: conduct-observed, on: 2022-06-01, pledge: stock, by: IAEA, text: c, measured: ['stock: 5 drums']}
    """
    view = journal.as_of().pledges()
    root = at(view, "deeds")
    (line,) = (g[1] for g in root.iter(f"{SVG}g") if g.findtext(f"{SVG}title") == "pledged: at most 300 kg")
    within, above = (found for found in root.iter(f"{SVG}circle") if found.get("r") == "4.5")
    limit = float(line.get("y1", 0))
    assert float(within.get("cy", 0)) > limit > float(above.get("cy", 0))
    assert (within.get("fill"), above.get("fill")) == ("#ffffff", "#1c2430")
    assert any(text.startswith("not drawn: measured 5 drums") for text in texts(root))
    assert ["pledged", "measured, within the bound", "measured, beyond the bound"] == texts(key_of(root))
    assert "1 within the bound, 1 above the bound" in figure("deeds", view).says


def test_large_numbers_keep_all_their_digits(journal: TalksLog) -> None:
    """What a party weighs is told in its sentence, and what was pledged in its picture, to the last digit.

    - {kind: party-weight-set, party: UKR, weight: population, value: "41167336", of: "8045311447"}
    - {kind: pledge-made, on: 2022-03-01, pledge: less, by: UKR, text: less}
    - {kind: pledge-clarified, on: 2022-03-01, pledge: less, by: UKR, indicators: ['grain: at most 1234567.5 t']}
    - {kind: conduct-observed, on: 2022-04-01, pledge: less, by: FAO, text: a, measured: ['grain: 1300000 t']}
    """
    seen = journal.as_of()
    said = "UKR weighs 41,167,336 of 8,045,311,447 in population"
    assert said in [line.what for line in seen.timeline().lines]
    assert "at most 1,234,567.5 t" in texts(at(seen.pledges(), "deeds"))


def test_a_treaty_counts_up_to_what_it_takes_and_down_again(journal: TalksLog) -> None:
    """Three sign, two ratify, one of them leaves: the lines end at three and one, the threshold stands at two.

    - {kind: party-joined, party: FRA, roles: negotiating}
    - kind: proposal-tabled
      on: 2022-03-01
      proposal: pact
      by: UKR
      terms: [{kind: entry-into-force, count: 2}]
    - {kind: formal-act-done, on: 2022-03-02, proposal: pact, act: signed, by: [UKR, RUS, FRA], version: 1}
    - {kind: formal-act-done, on: 2022-03-03, proposal: pact, act: ratified, by: [UKR], version: 1}
    - {kind: formal-act-done, on: 2022-03-04, proposal: pact, act: ratified, by: [RUS], version: 1}
    - {kind: formal-act-done, on: 2022-03-05, proposal: pact, act: denounced, by: [RUS], version: 1}
    """
    view = journal.as_of().treaty("pact", day_by_day=True)
    said = told_in(at(view, "treaty"))
    assert "signed: 3" in said
    assert re.findall(r"bound: (\d)", said) == ["1", "1", "2", "1"]  # the line's end, and each day
    assert "it takes 2 parties" in said
    assert [one.amounts[0].have for one in view.gathered] == [1, 2, 1]
    assert ["signed", "bound: ratified"] == texts(key_of(at(view, "treaty")))


def test_a_treaty_that_nobody_has_signed_has_no_axis(journal: TalksLog) -> None:
    """There is no day to show, and none is made up.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: pact, by: UKR}
    """
    shown = " ".join(texts(at(journal.as_of().treaty("pact", day_by_day=True), "treaty")))
    assert "Nobody has signed it" in shown
    assert "1970" not in shown


def test_a_text_is_counted_version_by_version(journal: TalksLog) -> None:
    """Words without marks of punctuation, brackets within brackets, and the provisions that are still open.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: text
      by: UKR
      provisions: [{number: '1', text: 'Troops [shall [not]] leave.'}, {number: '2', text: 'By May.'}]
    - kind: proposal-revised
      on: 2022-03-03
      proposal: text
      by: UKR
      provisions: [{number: '1', text: Troops leave.}]
    """
    view = journal.as_of().drafts("text")
    assert [(one.words, one.bracketed, one.provisions, one.open) for one in view.drafts] == [(6, 2, 2, 1), (2, 0, 1, 0)]
    assert "6 to 2 words" in figure("texts", view).says
    page = FORMATS["md"](make("texts", journal.as_of(), "text"))
    assert "Version 1 to 2, word by word" in page
    assert "\\[-By May.-\\]" in page


@examples(0.5, 5_000)
@given(st.lists(st.floats(-1e9, 1e9), max_size=30), st.booleans())
def test_a_scale_holds_what_it_shows(values: list[float], whole: bool) -> None:
    """Every quantity lies between top and bottom, and there are round ones beside the scale, but not too many."""
    scale = scale_over(values, 10, 110)
    assert all(10 - 1e-6 <= scale.at(value) <= 110 + 1e-6 for value in values)
    found = marks_of(scale, whole=whole)
    assert 1 <= len(found) <= 7
    assert not whole or all(value == int(value) for value in found)


def test_a_drawing_as_pixels_is_the_drawing(journal: TalksLog) -> None:
    """PNG is twice as wide and high, white where nothing is drawn, and dark where something is; the same twice.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: peace, by: UKR}
    """
    drawing = figure("course", journal.as_of().view("course"))
    made = written(drawing, "png")
    assert isinstance(made, bytes)
    assert made == written(drawing, "png")
    with Image.open(BytesIO(made)) as image:
        root = read(drawing.wide)
        assert abs(image.width - 2 * float(root.get("width", 0))) < 2
        assert abs(image.height - 2 * float(root.get("height", 0))) < 2
        grey = image.convert("L")
        assert grey.getpixel((image.width - 2, 2)) == 255
        darkest, _ = cast("tuple[int, int]", grey.getextrema())
        assert darkest < 100  # the edge of a bar, if no letter


@pytest.mark.parametrize("kind", PICTURES)
def test_every_picture_is_one(kind: str) -> None:
    """Each is a module with its picture, whose sentence is that of the list."""
    assert PICTURES[kind].view
    assert PICTURES.sentences[kind][0].islower()
