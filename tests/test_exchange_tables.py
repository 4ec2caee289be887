"""Tables taken in by a map: each row is entries, all bad rows are named, and importing again adds nothing."""

import csv
import re
from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml
from commandline import Desk
from hypothesis import given
from hypothesis import strategies as st

from negotiation.exchange.tables import mapping, table
from negotiation.exchange.tables.starting import starting_map
from negotiation.exchange.tables.template import Tables, filled, parts

TABLE = """\
nr,case,date,proposer,topics,status,title,text
1,Camp David,17/09/1978,Egypt,land;peace,tabled,Framework,"Peace, and land"
2,Camp David,18/09/1978,Israel,peace,tabled,Autonomy,Autonomy first
3,Dayton,01/11/1995,Bosnia,,tabled,One city,Sarajevo is one
4,Dayton,02/11/1995,Serbia,,draft,,
"""
MAP = """\
key: '{nr}'
talks: '{case|slug}'
dates: {date: day month year}
values:
  proposer: {Egypt: EGY, Israel: ISR, Bosnia: BIH}
  roles: {Egypt: negotiating, '*': host}
skip: {status: [draft, '']}
entries:
  - kind: talks-opened
    once: '{case}'
    title: '{case}'
  - kind: party-joined
    once: '{proposer}'
    party: '{proposer}'
    roles: '{proposer|roles}'
  - kind: issue-added
    once: '{topics}'
    only: {topics: [land;peace]}
    issue: land
    title: The {{land}} of {proposer|roles}s
  - kind: proposal-tabled
    proposal: '{title|slug}'
    on: '{date}'
    by: '{proposer}'
    title: '{title}'
    provision: '1={text}'
  - kind: statement-recorded
    only: {topics: '*'}
    on: '{date}'
    speaker: '{proposer}'
    text: '{title}'
    about: {each: topics, split: ;, table: abouts}
"""
MAP = MAP.replace("  roles: {", "  abouts: {land: 'issue:land', peace: ''}\n  roles: {")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with an empty log, a table and its map."""
    found = Desk(tmp_path)
    found.done("init")
    write(found, "cases.csv", TABLE)
    write(found, "map.yaml", MAP)
    return found


def write(desk: Desk, name: str, text: str | bytes) -> None:
    """Write a file to the desk."""
    (desk.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)


def taken(desk: Desk, *options: str) -> str:
    """Import the table by the map."""
    return desk.done("import", "cases.csv", "--map", "map.yaml", *options)


def refused(desk: Desk, *options: str) -> list[str]:
    """Return what is said of a table or a map that cannot be taken."""
    said = desk.fails(1, "import", "cases.csv", "--map", "map.yaml", *options).splitlines()
    return [line.removeprefix("error: ") for line in said if line.startswith("error: ")]


def test_each_row_becomes_entries_by_the_map(desk: Desk) -> None:
    """Columns are put into templates, through tables of values, in the talks of each row, and rows are left out."""
    assert "11 entries recorded\n" == taken(desk)
    said = csv.DictReader(desk.done("log", "--talks", "camp-david", "--format", "csv").splitlines())
    assert [
        "talks opened: Camp David",
        "EGY joined the talks as negotiating",
        "land was put on the agenda: The {land} of negotiatings",
        "EGY tabled framework (version 1)",
        "EGY about land: “Framework”",
        "ISR joined the talks as host",
        "ISR tabled autonomy (version 1)",
        "ISR: “Autonomy”",
    ] == [row["what"] for row in sorted(said, key=lambda row: int(row["entry"].strip("#")))]
    assert "1978-09-17" in desk.done("show", "#4", "--talks", "camp-david", "--format", "json")
    assert '"Peace, and land"' in desk.done("show", "framework", "--talks", "camp-david", "--json")
    assert "issue:land" in desk.done("export", "--talks", "camp-david").splitlines()[4]
    assert ["camp-david", "dayton"] == [
        line.split(",")[0] for line in desk.done("list", "--format", "csv").splitlines()[1:]
    ]


def test_importing_again_adds_nothing_and_new_rows_only_themselves(desk: Desk) -> None:
    """The ids come from the keys of the rows, so that only what is new is recorded."""
    taken(desk)
    assert "0 entries recorded, 11 were there already\n" == taken(desk)
    write(desk, "cases.csv", f"{TABLE}5,Dayton,03/11/1995,Bosnia,,tabled,The east,Return\n")
    assert "1 entry recorded, 11 were there already\n" == taken(desk)
    assert '"id":"proposal-tabled-5"' in desk.done("export", "--talks", "dayton").splitlines()[-2]


def test_what_is_there_already_is_not_brought_in_again(desk: Desk) -> None:
    """What a map makes once is left out where the talks hold it, whoever recorded it."""
    desk.done("open", "dayton", "Proximity talks")
    desk.done("party", "BIH", "--role", "guarantor", "--talks", "dayton")
    assert "9 entries recorded\n" == taken(desk)
    assert "guarantor" in desk.done("log", "--talks", "dayton")


def test_a_dry_run_shows_what_would_be_recorded_and_records_nothing(desk: Desk) -> None:
    """Everything is checked, and the first entries are shown."""
    said = taken(desk, "--dry-run")
    assert "#4  17 Sep 1978  EGY tabled framework (version 1)  (not recorded: dry run)" in said
    assert "11 entries would be recorded" in said
    assert "" == desk.done("export")


def test_every_bad_row_is_named_with_its_line_and_column(desk: Desk) -> None:
    """Rows that cannot be taken are all listed, with the columns that do not fit, and none is recorded."""
    bad = (
        'x1,Dayton,31/11/1995,Bosnia,,tabled,A,"two\nlines"\n'
        "x2,Dayton,01/11/1995,Nobody,,tabled,B,b\n"
        "x2,Dayton,01/11/1995,Bosnia,,tabled,C,c\n"
        ",Dayton,01/11/1995,Bosnia,,tabled,D,d\n"
        "x5,Dayton,soon,Bosnia,,tabled,E,e\n"
        "x6,---,01/11/1995,Bosnia,,tabled,F,f\n"
    )
    write(desk, "cases.csv", TABLE + bad)
    assert [
        "cases.csv:6: date (on): '1995-11-31' does not exist: November 1995 has 30 days: write 1995-11-30, or 1995-11",
        "cases.csv:8: proposer (once): 'Nobody' is not among the values of proposer in the map",
        "cases.csv:9: nr: 'x2' is the key of cases.csv:8 too",
        "cases.csv:10: nr: is empty, and tells the row apart from others",
        "cases.csv:11: date (on): 'soon' is no date in the order day month year",
        "cases.csv:12: case (talks): is empty, and names the talks of a row",
    ] == refused(desk)


def test_a_cell_that_fills_several_entries_is_named_once(desk: Desk) -> None:
    """A date that does not exist is one mistake, whatever is made of its row."""
    entry = "  - {kind: statement-recorded, on: '{day}', speaker: Kern, text: '%s'}\n"
    write(desk, "t.csv", "nr,day\n1,2013-13-06\n")
    write(desk, "m.yaml", f"key: '{{nr}}'\nentries:\n{entry.replace('%s', 'a')}{entry.replace('%s', 'b')}")
    said = desk.fails(1, "import", "t.csv", "--map", "m.yaml")
    assert 1 == said.count("t.csv:2: day (on): '2013-13-06' does not exist")


def test_rows_that_a_rule_refuses_or_that_name_nothing_are_named(desk: Desk) -> None:
    """What only the log can tell is named with the line of the row as well."""
    write(desk, "map.yaml", MAP + "  - {kind: position-taken, proposal: nosuch, on: '{date}', party: '{proposer}', "
                                  "stance: supports}\n")  # fmt: skip
    assert [f"cases.csv:{n}: there is no proposal 'nosuch'" for n in (2, 3, 4)] == [
        line.partition(" in this log")[0].partition(";")[0] for line in refused(desk)
    ]


def test_rows_that_read_otherwise_since_are_named(desk: Desk) -> None:
    """A row that was recorded and mended is named with the entry that it made, and is not recorded twice."""
    taken(desk)
    write(desk, "cases.csv", TABLE.replace("Autonomy first", "Autonomy now").replace("is one", "is two"))
    assert [
        "cases.csv:3: proposal-tabled: was recorded as #7, and reads otherwise since: talks correct 7 mends that",
        "cases.csv:4: proposal-tabled: was recorded as #3, and reads otherwise since: talks correct 3 mends that",
    ] == refused(desk)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("key: '{nr}'\n", "", "map.yaml:1: key: is needed"),
        ("{nr}", "{statu}", "map.yaml: key: there is no column 'statu': did you mean status?"),
        ("key: '{nr}'", "key: nr", "map.yaml: key: names no column"),
        ("{date}", "{date", "map.yaml:25: on: a brace stands alone"),
        ("'{text}'", "'{words}'", "map.yaml:25: provision: there is no column 'words'"),
        ("|roles", "|rolls", "map.yaml:16: roles: there are no values 'rolls' in the map"),
        ("day month year", "dmy", "map.yaml: dates: the order of date is one of day month year"),
        ("party-joined", "party-came", "map.yaml:16: kind: there is no kind 'party-came'"),
        ("skip: {status", "skip: {state", "map.yaml: skip: there is no column 'state'"),
        ("entries:", "rows:", "map.yaml:1: entries: is needed"),
        ("key:", "keys: x\nkey:", "map.yaml:1: keys: there is no such field"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(desk: Desk, before: str, after: str, said: str) -> None:
    """What a map says of columns that there are not, or in a way that means nothing, is named."""
    write(desk, "map.yaml", MAP.replace(before, after).replace("provision: '1={text}'", "provision: '1={words}'")
          if "words" in after else MAP.replace(before, after, 1))  # fmt: skip
    found = refused(desk)
    assert said.partition(": ")[2] in "\n".join(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "cases.csv:1: it is empty"),
        (b"nr;case;date\n1;a;b\n", "cases.csv:1: has one column only, 'nr;case;date': write delimiter: ';' in the map"),
        (b"nr,nr\n", "cases.csv:1: 'nr' names two columns"),
        (b"nr,\n", "cases.csv:1: column 2 has no name"),
        (b"nr,case\n1,a\n2\n3,c,d\n", "cases.csv:3: has 1 cells, and there are 2 columns"),
        (b'nr,case\n1,"a\n2,b\n', "cases.csv:2: it is not CSV"),
        ("nr,case\n1,é\n".encode("latin-1"), "cases.csv:2: the file is not UTF-8"),
        ("nr,case\n".encode("utf-16"), "cases.csv:1: the file is UTF-16: save it as UTF-8, or say --encoding utf-16"),
    ],
)
def test_what_is_no_table_is_refused(desk: Desk, text: bytes, said: str) -> None:
    """A file in another encoding, or with other rows than columns, is refused with what to do."""
    write(desk, "cases.csv", text)
    assert said in refused(desk)[0]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_table_in_another_encoding_is_read_where_that_is_named(desk: Desk, encoding: str) -> None:
    """An encoding may be named by an option or in the map; a mark at the beginning is no part of the first column."""
    write(desk, "cases.csv", TABLE.replace("Framework", "Größe").encode(encoding))
    named = () if encoding == "utf-8-sig" else ("--encoding", encoding)
    taken(desk, *named)
    assert "Größe" in desk.done("export")
    assert "there is no encoding 'nosuch'" in desk.fails(
        2, "import", "cases.csv", "--map", "map.yaml", "--encoding", "nosuch"
    )


def test_a_table_without_a_map_is_answered_with_what_to_do(desk: Desk) -> None:
    """One line says what to do, and a map to begin with is written on asking, and taken as it is."""
    said = desk.fails(2, "import", "cases.csv")
    assert "'cases.csv' is a table: say what its rows are with --map MAP.yaml" in said
    assert "talks import cases.csv --start-map MAP.yaml writes a map to begin with" in said
    desk.done("import", "cases.csv", "--start-map", "new.yaml")
    assert "exists already" in desk.fails(2, "import", "cases.csv", "--start-map", "new.yaml")
    desk.done("open", "dayton", "Dayton")
    write(desk, "cases.csv", TABLE.replace("/09/1978", "").replace("/11/1995", "").replace("17,", "1978-09-17,"))
    assert "date (on)" in desk.fails(1, "import", "cases.csv", "--map", "new.yaml")


def test_a_map_to_begin_with_guesses_what_tells_rows_apart(desk: Desk) -> None:
    """Where no column tells the rows apart, several together may."""
    write(desk, "cases.csv", "date,who,words\n2022-01-01,A,x\n2022-01-01,B,y\n2022-01-02,A,x\n")
    desk.done("import", "cases.csv", "--start-map", "new.yaml")
    desk.done("open", "ist", "Talks")
    assert "3 entries recorded\n" == desk.done("import", "cases.csv", "--map", "new.yaml")
    assert "'{date}-{who}'" in (desk.folder / "new.yaml").read_text(encoding="utf-8")


def test_options_that_say_nothing_of_a_table_are_refused(desk: Desk) -> None:
    """What would change nothing is refused: an encoding of a journal, --new of rows that have keys."""
    write(desk, "j.yaml", "[]")
    assert "--encoding" in desk.fails(2, "import", "j.yaml", "--encoding", "utf-8")
    assert "--new" in desk.fails(2, "import", "cases.csv", "--map", "map.yaml", "--new")
    assert "--record-now" in desk.fails(2, "import", "cases.csv", "--map", "map.yaml", "--record-now")


def test_what_this_program_writes_for_a_spreadsheet_can_be_taken_in_again(desk: Desk) -> None:
    """The sign that keeps a cell from being a formula is no part of what it says, and comes off again."""
    taken(desk)
    desk.done("say", "A", "=1+1", "--on", "1995-11-03", "--talks", "dayton")
    desk.done("log", "--talks", "dayton", "--output", "log.csv", "--bom")
    read = table.read(str(desk.folder / "log.csv"))
    assert "A: “=1+1”" in [row.cells["what"] for row in read.rows]
    assert "entry" == read.columns[0]


CELLS = st.dictionaries(st.sampled_from(["a", "b"]), st.text(max_size=8), min_size=2)
NO_TABLES = Tables({}, {})


@given(cells=CELLS, words=st.text(max_size=20))
def test_a_template_is_filled_with_cells_and_nothing_else(cells: dict[str, str], words: str) -> None:
    """What stands in a cell is put in as it is, braces and all; what stands around it stays."""
    escaped = words.replace("{", "{{").replace("}", "}}")
    assert f"{words}{cells['a']}{cells['b']}".strip() == filled(f"{escaped}{{a}}{{b}}", cells, NO_TABLES)


@given(st.text(max_size=20))
def test_any_text_is_a_template_or_is_refused_in_words(text: str) -> None:
    """No text makes reading a template fail in another way."""
    alone = re.sub(r"\{\{|\}\}|\{[^{}]*\}", "", text)
    with pytest.raises(ValueError, match="a brace stands alone") if set(alone) & set("{}") else nullcontext():
        list(parts(text))


COLUMNS = (
    st.text(min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda name: name.isprintable() and not set(name) & set("{}|"))
)


@given(
    st.lists(COLUMNS.filter(bool), min_size=1, max_size=4, unique=True),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=5),
)
def test_a_map_to_begin_with_fits_its_table(columns: list[str], cells: list[str]) -> None:
    """Whatever the columns are called and whatever stands in them, the map that is written is one, and fits."""
    rows = tuple(table.Row(f"t.csv:{n}", dict.fromkeys(columns, cell)) for n, cell in enumerate(cells, start=2))
    text = starting_map(table.Table("t.csv", tuple(columns), rows))
    assert yaml.safe_load(text)["entries"]
    assert [] == list(mapping.parse(text, "m.yaml").unfit(columns))
