"""The demo: what it shows of the Istanbul talks, and that README shows the same."""

import re
from pathlib import Path

import pytest
from commandline import Desk

from negotiation import demo as istanbul

README = Path(__file__).parent.parent / "README.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk at which the demo was run."""
    desk = Desk(tmp_path_factory.mktemp("demo"))
    desk.done("demo")
    return desk


@pytest.fixture(scope="module")
def shown(desk: Desk) -> str:
    """Return what the demo prints."""
    return desk.done("demo")


def _section(shown: str, command: str) -> str:
    """Return what the demo prints below a command."""
    (found,) = [part for part in re.split(r"^\$ ", shown, flags=re.MULTILINE) if part.startswith(f"{command}\n")]
    return found


def test_the_demo_records_once(tmp_path: Path) -> None:
    """The first run records the talks and the second one nothing; both print and report the same."""
    desk = Desk(tmp_path)
    first = desk("demo")
    report = (tmp_path / "istanbul-2022.html").read_bytes()
    second = desk("demo")
    assert (first.status, second.status) == (0, 0)
    assert re.match(r"recorded [1-9]\d* entries in istanbul-2022\.db\n", first.err)
    assert second.err.startswith("recorded 0 entries in istanbul-2022.db\n")
    assert first.out == second.out
    assert report == (tmp_path / "istanbul-2022.html").read_bytes()
    assert report.startswith(b"<!DOCTYPE html>")


def test_the_demo_may_be_kept_elsewhere(tmp_path: Path) -> None:
    """The log and the report go where they are told to; a file that is no log of the demo is left alone."""
    desk = Desk(tmp_path)
    desk.done("demo", "mine.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.db", "mine.html"]
    (tmp_path / "note.db").write_text("no log" * 100)
    assert "is not a negotiation log" in desk("demo", "note.db").err


def test_the_log_of_the_demo_is_in_order(desk: Desk) -> None:
    """The check of the demo's log finds nothing wrong."""
    assert "WRONG" not in desk.done("--log", "istanbul-2022.db", "doctor")


def test_neutral_status_stands_in_exchange_and_neither_is_agreed(desk: Desk, shown: str) -> None:
    """On 29 March neutral status is offered for guarantees; Russia has both under study, so neither is agreed."""
    section = _section(shown, "talks status --at 2022-03-29")
    assert "agreed" not in section
    told = desk.done("--log", "istanbul-2022.db", "status", "--at", "2022-03-29")  # the same, a line a proposal
    rows = {line.split()[0]: line for line in reversed(told.splitlines()) if line}
    assert "in exchange for security-guarantees" in rows["neutral-status"]
    for proposal in ("neutral-status", "security-guarantees"):
        assert proposal in section
        assert "under consideration" in rows[proposal]
        assert rows[proposal].endswith("RUS: studying")
        why = desk.done("--log", "istanbul-2022.db", "why", proposal, "--at", "2022-03-29")
        assert "RUS has not agreed" in why


def test_the_list_of_guarantors_differs_by_source(shown: str) -> None:
    """One account of the guarantors has Russia and Italy among them, another has not; both are shown, and by whom."""
    section = " ".join(_section(shown, "talks guarantees --at 2022-03-29").split())
    assert "the lists differ" in section
    assert "contested accounts" in section
    assert "Arakhamia, as reported by empr.media" in section
    assert "without Russia and Italy" in section


def test_the_date_of_the_announcement_differs_by_outlet(shown: str) -> None:
    """Fomin's announcement is of 29 March, and some outlets date it 30 March: both dates are shown."""
    section = " ".join(_section(shown, "talks pledges --at 2022-03-29").split())
    assert "date: 30 Mar 2022 (not: 29 Mar 2022)" in section


def test_words_and_deeds_are_compared_at_three_dates(shown: str) -> None:
    """The pledge is contested on each day, each time by other verdicts."""
    told = [" ".join(_section(shown, f"talks pledges --at {day}").split()) for day in istanbul.VERDICTS]
    assert ["made, contested" in section for section in told] == [True, True, True]
    assert ["contradicted" in section for section in told] == [False, True, True]
    assert ["fulfilled" in section for section in told] == [False, False, True]


def test_what_was_published_later_could_not_be_known_then(shown: str) -> None:
    """By 15 April there is a draft treaty, as is known now; to what could be known on 30 March there is none."""
    assert "draft-treaty" in _section(shown, "talks status --at 2022-04-15")
    assert "draft-treaty" not in _section(shown, "talks status --at 2022-04-15 --known 2022-03-30")


@pytest.mark.parametrize(("page", "block"), [("README.md", "screen"), ("docs/demo.md", "output")])
def test_the_pages_show_what_the_demo_prints(shown: str, page: str, block: str) -> None:
    """The page on the demo shows all that it prints, and README one screen of it, to the letter."""
    path = README.parent / page
    if not path.is_file():
        pytest.skip("the pages are not here: these are the tests of an installed package")
    pattern = rf"<!-- {block}: demo -->\n```\w*\n(.*?)^```$"
    found = re.search(pattern, path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found, f"{page} has no block for the demo's output"
    if block == "output":
        assert found[1].strip() == shown.strip()
    else:
        assert found[1].strip() in shown


def test_the_second_demo_is_a_treaty(tmp_path: Path) -> None:
    """It is shown by its name: what it takes, when there was enough, and for whom it is in force since when."""
    desk = Desk(tmp_path)
    shown = desk.done("demo", "cptpp-2018")
    assert ["cptpp-2018.db", "cptpp-2018.html"] == sorted(path.name for path in tmp_path.iterdir())
    assert "2 of 6 parties, 18 of 85 % of product-2013" in _section(shown, "talks treaty tpp --at 2017-06")
    assert "5 of 6 parties" in _section(shown, "talks treaty cptpp --at 2018-10-30")
    met = "6 of 6 parties: met on 31 Oct 2018 (#37), in force from 30 Dec 2018"
    assert met in _section(shown, "talks treaty cptpp --at 2018-12-30")
    last = _section(shown, "talks treaty cptpp --at 2024-12-31")
    published = {
        "VNM": "14 Jan 2019",
        "PER": "19 Sep 2021",
        "MYS": "29 Nov 2022",
        "CHL": "21 Feb 2023",
        "BRN": "12 Jul 2023",
    }
    for party, day in published.items():
        (row,) = [line for line in last.splitlines() if line.startswith(party)]
        assert re.search(rf"  {day} \(#\d+\)", row), row
    assert "WRONG" not in desk.done("--log", "cptpp-2018.db", "doctor")
    assert shown == desk.done("demo", "cptpp-2018")


def test_the_first_demo_has_a_name_too(tmp_path: Path, shown: str) -> None:
    """By its name it is the same, in the file of that name."""
    desk = Desk(tmp_path)
    assert shown == desk.done("demo", "istanbul-2022")
    assert (tmp_path / "istanbul-2022.db").is_file()


def test_a_demo_that_there_is_not_is_no_file(tmp_path: Path) -> None:
    """A slip in its name makes no log of that name."""
    desk = Desk(tmp_path)
    assert "there is no demo 'istanbul-2023'; there is istanbul-2022, cptpp-2018" in desk.fails(
        2, "demo", "istanbul-2023"
    )
    assert [] == list(tmp_path.iterdir())
