"""Tidy tables: the same in every form, to the letter for programs, harmless for spreadsheets."""

import csv
import sys
from pathlib import Path

import duckdb
import pytest
from commandline import Desk, at_work

from negotiation import NegotiationLog, TalksLog
from negotiation.domain.errors import InputError, MissingExtra
from negotiation.tables.catalogue import ALL, TABLES
from negotiation.tables.declaration import Type

HOSTILE = 'a "quote", a comma,\nlines\r\nand \x1b[31mred\r; ünï עברית'
FORMULA = "=HYPERLINK(1)"
Cells = list[dict[str, str]]


def rows(folder: Path, name: str) -> Cells:
    """Return the rows of a CSV file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(question: str, place: Path | None = None) -> list[tuple[object, ...]]:
    """Return the answer to a question in SQL."""
    with duckdb.connect(str(place) if place else ":memory:", read_only=place is not None) as connection:
        found: list[tuple[object, ...]] = connection.execute(question).fetchall()
        return found


@pytest.fixture
def several(log: NegotiationLog) -> NegotiationLog:
    """Return a log of two talks, with a party that leaves, a late entry, a correction and one that is taken back."""
    log.open_talks("east", "Talks of the east")
    talks = log.open_talks("west", "Talks of the west", timezone="Europe/Istanbul")
    for party in ("A", "B", "C"):
        talks.party(party, roles=["negotiating"])
    talks.source("paper", publisher="Paper", published="2022-03-03")
    provisions = [{"number": "1", "text": "Peace"}, {"number": "2", "text": "And quiet at night"}]
    talks.propose("peace", by=["A", "B"], provisions=provisions, on="2022-03-01", sources=["paper"])
    talks.respond("peace", by=["C"], stance="opposes", on="2022-03-05")
    talks.correct("#7", {"stance": "reserved"}, reason="misheard")
    talks.say(FORMULA, HOSTILE, party="OSCE", about=["proposal:peace"], on="2022-03-02")
    talks.pledge("grain", by=["A"], text="Grain", under="peace", on="2022-03-06")
    talks.assess("grain", "partial", by="OSCE", on="2022-03-07")
    talks.respond("peace", by=["C"], stance="supports", on="2022-03-08")
    talks.retract("#12", reason="it did not say so")
    talks.leave("C", on="2022-03-09")
    return log


def test_every_table_is_written_with_its_columns(several: NegotiationLog, tmp_path: Path) -> None:
    """Each is a file with a header of its columns and as many rows as are told; the talks are the first column."""
    written = several.write_tables(str(tmp_path / "tables"))
    for name, table in ALL.items():
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *found = list(csv.reader(file))
        assert [column.name for column in table.columns] == header
        assert written[name] == len(found), name
    assert [*ALL] == [*written]
    assert [("east", "1"), ("west", "14")] == [
        (row["talks"], row["recorded"]) for row in rows(tmp_path / "tables", "talks")
    ]


def test_what_the_rows_say(several: NegotiationLog, tmp_path: Path) -> None:
    """As it reads now: corrected, without what was taken back, with dates as written and as days of the talks."""
    several.write_tables(str(tmp_path), talks="west")
    assert [("reserved", "C", "2022-03-05", "2022-03-05", "true", "false")] == [
        (r["stance"], r["party"], r["occurred"], r["day"], r["stands"], r["stale"]) for r in rows(tmp_path, "positions")
    ]
    assert [("1", "Peace"), ("2", "And quiet at night")] == [
        (r["provision"], r["text"]) for r in rows(tmp_path, "provisions")
    ]
    assert ("5", "2") == (rows(tmp_path, "versions")[0]["words"], rows(tmp_path, "versions")[0]["provisions"])
    assert {"A": "true", "B": "true", "C": "false"} == {
        r["party"]: r["present"] for r in rows(tmp_path, "parties") if r["in_view"] == "true"
    }
    assert ["OSCE"] == [r["party"] for r in rows(tmp_path, "parties") if r["in_view"] == "false"]
    why = {r["entry"]: r["why_not"] for r in rows(tmp_path, "entries") if r["in_view"] == "false"}
    assert {"8": "about an entry", "12": "taken back", "13": "about an entry"} == why
    ties = {(r["from_id"], r["link"], r["to_table"], r["to_id"]) for r in rows(tmp_path, "links")}
    assert {
        ("peace", "sponsor", "parties", "B"),
        ("8", "corrects", "entries", "7"),
        ("13", "retracts", "entries", "12"),
        ("9", "about", "proposals", "peace"),
    } <= ties
    assert [("2022-02-28T21:00:00", "2022-03-01")] == [
        (r["begins"], r["day"]) for r in rows(tmp_path, "entries") if r["kind"] == "proposal-tabled"
    ]


@pytest.mark.parametrize(
    ("clocks", "cited", "there"),
    [
        ({"at": "2022-03-04"}, "happened_by", True),
        ({"known": "2022-03-04"}, "known_by", True),
        ({"recorded": "#6"}, "recorded_by", False),
    ],
    ids=str,
)
def test_the_clocks_hold(
    several: NegotiationLog, tmp_path: Path, clocks: dict[str, str], cited: str, there: bool
) -> None:
    """What lies ahead, was not recorded or could not be known is told by no table; of entries held, that it is not."""
    several.write_tables(str(tmp_path), talks="west", **clocks)
    assert [] == rows(tmp_path, "positions")
    found = {row["entry"]: row for row in rows(tmp_path, "entries")}
    assert there == ("7" in found)
    if there:
        assert ("false", "") == (found["7"]["in_view"], found["7"]["sentence"])
    assert [*clocks.values()] == [rows(tmp_path, "citation")[0][cited]]


def test_the_forms_hold_the_same(several: NegotiationLog, tmp_path: Path) -> None:
    """CSV, Parquet and DuckDB have the same rows of every table, with types and keys where there are such."""
    several.write_tables(str(tmp_path / "csv"))
    several.write_tables(str(tmp_path / "parquet"), "parquet")
    several.write_tables(str(tmp_path / "all.duckdb"), "duckdb")
    for name in TABLES:
        parquet = asked(f"SELECT * FROM '{tmp_path}/parquet/{name}.parquet'")
        assert parquet == asked(f"SELECT * FROM {name}", tmp_path / "all.duckdb"), name
        assert len(parquet) == len(rows(tmp_path / "csv", name))
    described = asked("DESCRIBE entries", tmp_path / "all.duckdb")
    types = {name: kind for name, kind, *_ in described}
    expected = ("BIGINT", "BOOLEAN", "DATE", "TIMESTAMP", "VARCHAR")
    assert expected == tuple(types[name] for name in ("entry", "in_view", "day", "begins", "id"))
    assert ["talks", "entry"] == [row[0] for row in described if row[3] == "PRI"]
    comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'entries' AND column_name = 'begins'"
    assert [("The first instant of its date (UTC).",)] == asked(comment, tmp_path / "all.duckdb")


def test_text_from_outside_is_kept_to_the_letter_and_harms_no_spreadsheet(
    several: NegotiationLog, tmp_path: Path
) -> None:
    """Parquet and DuckDB have the text as it was recorded; CSV shows control characters and defuses formulas."""
    several.write_tables(str(tmp_path / "parquet"), "parquet")
    several.write_tables(str(tmp_path / "all.duckdb"), "duckdb")
    several.write_tables(str(tmp_path / "csv"))
    assert [(FORMULA, HOSTILE)] == asked(f"SELECT speaker, text FROM '{tmp_path}/parquet/statements.parquet'")
    assert [(FORMULA, HOSTILE)] == asked("SELECT speaker, text FROM statements", tmp_path / "all.duckdb")
    said = rows(tmp_path / "csv", "statements")[0]
    assert f"'{FORMULA}" == said["speaker"]
    assert 'a "quote", a comma,\nlines\nand \\x1b[31mred\\x0d; ünï עברית' == said["text"]


def test_long_texts_of_every_sign_go_through(log: NegotiationLog, tmp_path: Path) -> None:
    """A text as long as texts can be, and every sign that JSON can carry, is read again as it was."""
    talks = log.open_talks("west", "Talks")
    signs = "".join(map(chr, (*range(0x300), 0x2028, 0xFEFF, 0x1F54A)))
    talks.say("A", "x" * 99_999 + "\n")
    talks.say("B", signs)
    log.write_tables(str(tmp_path), "parquet")
    found = asked(f"SELECT text FROM '{tmp_path}/statements.parquet' ORDER BY entry")
    assert [("x" * 99_999 + "\n",), (signs,)] == found


def test_no_name_needs_quotes() -> None:
    """Every table and column can be written in SQL as it is."""
    for name, table in ALL.items():
        columns = ", ".join(column.name for column in table.columns)
        asked(f"SELECT {columns} FROM (SELECT {', '.join(f'1 AS {c.name}' for c in table.columns)}) AS {name}")


def test_the_columns_are_told_with_the_tables(several: NegotiationLog, tmp_path: Path) -> None:
    """The dictionary has each column of each table in its order, with its type, unit, key and sentence."""
    several.write_tables(str(tmp_path))
    found = [(r["table_name"], r["column_name"], r["type"]) for r in rows(tmp_path, "columns")]
    assert [(name, c.name, c.type.value) for name, table in ALL.items() for c in table.columns] == found
    day = next(r for r in rows(tmp_path, "columns") if (r["table_name"], r["column_name"]) == ("acts", "entry"))
    assert ("true", "entries", "The entry that records it.") == (day["key"], day["refers"], day["about"])


def test_every_declaration_is_whole() -> None:
    """Every column has its sentence, every table a key, and whatever is referred to is a table of one name."""
    for table in ALL.values():
        assert table.key
        for column in table.columns:
            assert column.about[:1].isupper()
            assert not column.about.endswith(".")
            if column.refers and column.refers != "talks":
                assert ("talks", TABLES[column.refers].columns[1].name) == TABLES[column.refers].key
    assert {*Type} == {column.type for table in ALL.values() for column in table.columns}


def test_the_citation_says_what_they_are_made_from(several: NegotiationLog, tmp_path: Path) -> None:
    """The log, how much it held, its last entry, the clocks, the program; and if not everybody may see it."""
    several.write_tables(str(tmp_path / "a"), at="2022-04", recorded="2022-07")
    several.talks("west").say("A", "Nobody is to know", marking="confidential")
    several.write_tables(str(tmp_path / "b"), at="any")
    line = (tmp_path / "a" / "CITATION.txt").read_text(encoding="utf-8")
    assert line.startswith("talks.db: 2 talks, 15 entries, the last of them west #14, recorded 2022-06-")
    assert "Z; as happened by 2022-04, recorded by 2022-07; tables by negotiation-log " in line
    told = (tmp_path / "b" / "CITATION.txt").read_text(encoding="utf-8")
    assert "; whatever the date; " in told
    assert told.endswith("; not public: confidential\n")
    assert 0o600 == (tmp_path / "b" / "entries.csv").stat().st_mode & 0o777
    assert line.strip() == rows(tmp_path / "a", "citation")[0]["citation"]


def test_who_may_see_an_entry_is_told_in_the_tables(several: NegotiationLog, tmp_path: Path) -> None:
    """With its marking stand its compartments and its attribution, each in a column of its own."""
    said = several.talks("west").say(
        "A", "Nobody is to know", marking="confidential", compartments=["room", "annex"], attribution="office"
    )
    several.write_tables(str(tmp_path / "a"), at="any")
    entries = {(row["talks"], row["entry"]): row for row in rows(tmp_path / "a", "entries")}
    columns = ("marking", "compartments", "attribution")
    told = [tuple(entries["west", number][name] for name in columns) for number in (str(said[0].number), "1")]
    assert [("confidential", "annex;room", "office"), ("public", "", "")] == told


def test_tables_take_the_place_of_tables_and_of_nothing_else(several: NegotiationLog, tmp_path: Path) -> None:
    """What was written is replaced; a file or folder with other things of such names is left as it is."""
    for form, name in (("csv", "folder"), ("duckdb", "all.duckdb")):
        several.write_tables(str(tmp_path / name), form)
        assert several.write_tables(str(tmp_path / name), form)["talks"] == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "sources.csv").write_text("mine")
    (tmp_path / "own.duckdb").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=r"mine' holds other files of these names: sources\.csv"):
        several.write_tables(str(tmp_path / "mine"))
    with pytest.raises(InputError, match="is there, and is no DuckDB file"):
        several.write_tables(str(tmp_path / "own.duckdb"), "duckdb")
    with pytest.raises(InputError, match="is a file, and the tables are many"):
        several.write_tables(str(tmp_path / "own.duckdb"), "csv")
    with pytest.raises(InputError, match="cannot be written: No such file or directory"):
        several.write_tables(str(tmp_path / "nowhere" / "deep"))
    assert before == sorted(tmp_path.rglob("*"))


def test_the_same_bytes_again(several: NegotiationLog, tmp_path: Path) -> None:
    """The same log at the same clocks gives the same bytes, as CSV and as Parquet."""
    for form in ("csv", "parquet"):
        one, two = tmp_path / f"{form}-1", tmp_path / f"{form}-2"
        for folder in (one, two):
            several.write_tables(str(folder), form, at="2022-04")
        for file in one.iterdir():
            assert file.read_bytes() == (two / file.name).read_bytes(), file.name


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_the_library_is_an_option(
    several: NegotiationLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Without it the error names the extra with which it comes, and nothing is written; CSV does without."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtra) as raised:
        several.write_tables(str(tmp_path / "there"), form)
    assert "writing Parquet or DuckDB takes the library duckdb, which is not installed" == str(raised.value)
    assert "the extra 'tables' of negotiation-log" in str(raised.value.hint)
    assert not (tmp_path / "there").exists()
    several.write_tables(str(tmp_path / "there"))


@pytest.mark.parametrize(
    ("words", "there"),
    [
        (("-o", "out"), "out/entries.csv"),
        (("-o", "out", "-f", "parquet"), "out/entries.parquet"),
        (("-o", "out.duckdb"), "out.duckdb"),
        (("-o", "out", "-f", "duckdb"), "out"),
        (("-o", "out.xlsx"), "out.xlsx"),
        (("-o", "out", "--talks", "istanbul-*", "--at", "2022-03"), "out/CITATION.txt"),
    ],
    ids=str,
)
def test_the_command_in_every_form(tmp_path: Path, words: tuple[str, ...], there: str) -> None:
    """It writes where and as it is told, and prints how many rows there are, of tables that have any."""
    desk = at_work(tmp_path)
    ran = desk("tables", *words)
    assert (0, f"wrote {words[1]}\n") == (ran.status, ran.err)
    told = "talks: 1, parties: 3, sources: 1, proposals: 2, versions: 2, terms: 2, positions: 1, entries: 8"
    assert ran.out.startswith(f"{told}, ")
    assert (tmp_path / there).is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing option '--output'"),
        (("-o", "x.csv"), "'x.csv' is the name of a file: name a folder"),
        (("-o", "x.parquet", "-f", "parquet"), "name a folder"),
        (("-o", "-"), "name a folder, FILE.duckdb or FILE.xlsx"),
        (("-o", "x", "-f", "ods"), "'ods' is none of csv, parquet, duckdb, xlsx"),
        (("-o", "x", "--at", "03/04/2022"), "can be read as"),
    ],
    ids=str,
)
def test_what_the_command_does_not_take(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """What cannot be meant is answered with what to do, and nothing is written."""
    desk: Desk = at_work(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert said in desk.fails(2, "tables", *words)
    assert before == sorted(tmp_path.iterdir())


def test_tables_of_one_talks(journal: TalksLog, tmp_path: Path) -> None:
    """A vote has its roll call beside it, an amendment the version that it made, and a term its fields.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, provisions: [{number: "1", text: One}],
       terms: [{kind: neutral-status, permanent: true}]}
    - {kind: amendment-moved, on: 2022-03-02, proposal: mend, of: treaty, of_version: 1, by: RUS,
       changes: [{number: "1", text: Two}]}
    - {kind: vote-held, on: 2022-03-03, proposal: mend, version: 1, adopted: true, votes: [UKR=for, RUS=for]}
    - {kind: proposal-amended, on: 2022-03-03, proposal: treaty, amendments: [mend],
       changes: [{number: "1", text: Two}]}
    """
    journal.log.write_tables(str(tmp_path))  # type: ignore[attr-defined]  # it is the log of a test
    ballots = [(r["party"], r["vote"]) for r in rows(tmp_path, "ballots")]
    assert [("UKR", "for"), ("RUS", "for")] == ballots
    assert [("mend", "treaty", "1", "1", "2")] == [
        (r["amendment"], r["proposal"], r["of_version"], r["changes"], r["made_version"])
        for r in rows(tmp_path, "amendments")
    ]
    assert ("neutral-status", '{"permanent": true}') == (
        rows(tmp_path, "terms")[0]["term"],
        rows(tmp_path, "terms")[0]["fields"],
    )


def test_what_a_group_did_each_member_did(journal: TalksLog, tmp_path: Path) -> None:
    """Positions and acts have a row for each member then; the group is a party of its own, with links to its members.

    - {kind: group-formed, group: E2, name: E2/EU, members: [UKR, TUR]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: RUS, to: E2}
    - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: E2, stance: opposes, version: 1}
    - {kind: group-members-changed, on: 2022-03-03, group: E2, removed: TUR}
    - {kind: formal-act-done, on: 2022-03-04, proposal: treaty, act: agreed-in-principle, by: E2, version: 1}
    """
    journal.log.write_tables(str(tmp_path))  # type: ignore[attr-defined]  # it is the log of a test
    assert [("7", "UKR"), ("7", "TUR")] == [(r["entry"], r["party"]) for r in rows(tmp_path, "positions")]
    assert [("9", "UKR")] == [(r["entry"], r["party"]) for r in rows(tmp_path, "acts")]
    assert [("E2", "true", "E2/EU")] == [
        (r["party"], r["is_group"], r["name"]) for r in rows(tmp_path, "parties") if r["is_group"] == "true"
    ]
    ties = [(r["from_id"], r["to_id"]) for r in rows(tmp_path, "links") if r["link"] == "member"]
    assert [("E2", "UKR")] == ties
    assert ("E2", "1") == (rows(tmp_path, "groups")[0]["group_code"], rows(tmp_path, "groups")[0]["members"])


def test_what_was_measured_is_a_figure_with_its_unit(journal: TalksLog, tmp_path: Path) -> None:
    """Beside the quantity as it was written; what a pledge is given for is a link.

    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: RUS, text: We leave}
    - {kind: pledge-made, on: 2022-03-01, pledge: grain, by: UKR, text: Grain, in_exchange_for: "pledge:leave"}
    - {kind: pledge-clarified, on: 2022-03-02, pledge: grain, by: UKR, indicators: ["tons: at least 1,200 t"]}
    - {kind: conduct-observed, on: 2022-03-03, pledge: grain, by: OSCE, text: Ships, measured: "tons=1,150.5 t"}
    """
    journal.log.write_tables(str(tmp_path))  # type: ignore[attr-defined]  # it is the log of a test
    assert [("grain", "tons", "at least 1,200 t", "7")] == [
        (r["pledge"], r["indicator"], r["text"], r["entry"]) for r in rows(tmp_path, "indicators")
    ]
    assert [("8", "OSCE", "1,150.5 t", "1150.5", "", "t")] == [
        (r["entry"], r["measured_by"], r["quantity"], r["figure"], r["out_of"], r["unit"])
        for r in rows(tmp_path, "measurements")
    ]
    assert ("grain", "in-exchange-for", "pledges", "leave") in {
        (r["from_id"], r["link"], r["to_table"], r["to_id"]) for r in rows(tmp_path, "links")
    }
