"""Groups on the command line: formed by a name, and named wherever parties are."""

from pathlib import Path

import pytest
from commandline import Desk, after

from negotiation.talks.parties import several


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with talks of four (#2 to #5), three of whom form a group (#6), and an offer to them (#7)."""
    return after(
        tmp_path,
        ("init",),
        ("open", "vienna", "The Vienna talks"),
        ("party", "GBR,FRA+DEU", "IRN", "--role", "negotiating"),
        ("group", "E3/EU+3", "GBR,FRA", "DEU"),
        ("propose", "jpa", "--by", "IRN", "--to", "E3/EU+3", "--on", "2013-11-20",
         "--term", "security-guarantees,guarantors=E3/EU+3"),
    )  # fmt: skip


def test_a_code_is_made_of_the_name(desk: Desk) -> None:
    """The name is kept for people, and either is found; the name of a group comes before it is split."""
    said = desk.done("show", "E3/EU+3")
    assert "E3-EU-3: E3/EU+3\n" in said
    assert "members  GBR, FRA and DEU\n" in said
    assert desk.done("show", "e3-eu-3") == said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("accept jpa --by E3/EU+3+IRN", "E3-EU-3 and IRN agreed in principle to jpa (version 1)"),
        ("respond jpa --by FRA,E3/EU+3 --stance reserved", "E3-EU-3 has reserved its position on jpa (version 1)"),
        ("act talks collapsed --by E3/EU+3", "the talks collapsed when E3-EU-3 walked away"),
        ("act jpa received --by GBR,FRA", "FRA received jpa"),
        ("reject jpa --by GBR+FRA", "FRA rejected jpa (version 1)"),
        ("sponsor jpa --by E3/EU+3", "E3-EU-3 joined the sponsors of jpa"),
        ("guarantor jpa approached E3/EU+3", "E3-EU-3 received an approach to serve as guarantor of jpa"),
        ("guarantor jpa approached GBR,FRA", "FRA received an approach to serve as guarantor of jpa"),
        ("vote jpa --by-party E3/EU+3=for,IRN=for --adopted", "(for: E3-EU-3 and IRN)"),
        ("vote jpa --by-party GBR,FRA=for,IRN=against --adopted", "(for: GBR and FRA; against: IRN)"),
        ("round one opened --delegation E3/EU+3=Ashton", "E3-EU-3 (Ashton)"),
        ("round one opened --delegation GBR,FRA", "GBR and FRA"),
        ("round one opened --delegation IRN=Zarif,E3/EU+3=Ashton", "IRN (Zarif) and E3-EU-3 (Ashton)"),
        ("round one opened --delegation IRN=Zarif,GBR,FRA=Hague", "IRN (Zarif), GBR (Hague) and FRA (Hague)"),
        ("round one opened --delegation IRN=Zarif,GBR", "IRN (Zarif) and GBR"),
        ("round one opened --delegation IRN=Zarif,PhD", "IRN (Zarif,PhD)"),
        ("round one opened --host E3/EU+3", "E3-EU-3"),
        ("decide E3/EU+3+IRN", "the talks decide by the agreement of E3-EU-3 and IRN"),
        ("decide E3/EU+3", "the talks decide by the agreement of E3-EU-3"),
        ("decide E3-EU-3", "the talks decide by the agreement of E3-EU-3"),
        ("decide threshold:2 --including E3/EU+3", "E3-EU-3"),
        ("party E3/EU+3 --role guarantor", "E3-EU-3 is at the talks as guarantor"),
        ("party E3/EU+3 --left", "E3-EU-3 left the talks"),
        ("pledge relief --by E3/EU+3 --to IRN --text Relief", "E3-EU-3 pledged relief to IRN"),
        ("say Ashton Hm --party E3/EU+3", "Ashton (E3-EU-3): “Hm”"),
        ("dispute 7 --by E3/EU+3 --reason no", "E3-EU-3 disputes #7: no"),
        ("group E3/EU+3 --add IRN --remove FRA,DEU", "IRN joined the group E3-EU-3, and FRA and DEU left it"),
        ("group E3/EU+3 --dissolve", "the group E3-EU-3 was dissolved"),
        ("amend jpa am --by E3/EU+3 --provision 1=New", "E3-EU-3 moved am to amend jpa"),
        ("reserve jpa Not-on-Sundays --by E3/EU+3", "E3-EU-3 made a reservation to jpa"),
        ("log --party E3/EU+3", "#7"),
        ("log --party FRA --kind proposal", "#7"),
    ],
)  # fmt: skip
def test_a_group_stands_where_a_party_may(desk: Desk, command: str, said: str) -> None:
    """Each command that takes parties takes the name of a group, and several parties in one word."""
    dated = () if command.startswith("log") else ("--on", "2013-11-24")
    assert said in desk.done(*command.split(), *dated)


def test_several_assess_observe_clarify_and_withdraw(desk: Desk) -> None:
    """One command is one entry for each; a person of any name, with commas too, is one."""
    desk.done("pledge", "relief", "--by", "GBR,FRA", "--text", "Relief", "--on", "2013-11-25")
    for command in (
        ("assess", "relief", "partial"),
        ("observe", "relief", "Some"),
        ("clarify", "relief", "--due", "2014"),
    ):
        assert 2 == desk.done(*command, "--by", "FRA,IRN", "--on", "2014-01-02").count("\n")
        assert 1 == desk.done(*command, "--by", "Amano, Yukiya", "--on", "2014-01-02").count("\n")
    assert 2 == desk.done("withdraw", "relief", "--by", "GBR,FRA", "--on", "2014-01-03").count("\n")


def test_a_name_in_the_place_of_a_code_is_answered_with_a_code(desk: Desk) -> None:
    """A name with other signs is a title; the error says which code it would give."""
    desk.done("propose", "plan", "--by", "IRN", "--title", "A plan/action + annex", "--on", "2013-11-20")
    assert "such as plan-action, not 'Plan/Action'" in desk.fails(2, "propose", "Plan/Action", "--by", "IRN")
    assert "such as E3-EU-3, not 'E3/EU+3'" in desk.fails(2, "record", "party-joined", "party=E3/EU+3", "roles=host")


def test_what_makes_no_sense_of_a_group_says_what_to_do(desk: Desk) -> None:
    """Nothing to record, or too much, is refused by its name."""
    assert "to look at it: talks show E3/EU+3" in desk.fails(2, "group", "E3/EU+3")
    assert "--add: does not go with" in desk.fails(2, "group", "G", "GBR", "--add", "FRA")
    assert "G holds" not in desk.fails(4, "group", "G", "E3/EU+3")
    assert "DEU is a member of E3-EU-3 already (#6)" in desk.fails(4, "group", "E3/EU+3", "--add", "DEU")
    assert "do you mean E3-EU-3?" in desk.fails(4, "accept", "jpa", "--by", "E3-EU3", "--on", "2013-11-24")


def test_some_of_a_group_in_other_roles_are_joined_one_by_one(desk: Desk) -> None:
    """A group of which only some are at the talks joins them as its members, each as it needs."""
    desk.done("party", "DEU", "--left", "--on", "2014-01-01")
    said = desk.done("party", "E3/EU+3", "--role", "observer", "--on", "2014-01-02")
    for told in (
        "GBR is at the talks as observer",
        "FRA is at the talks as observer",
        "DEU joined the talks as observer",
    ):
        assert told in said


def test_what_one_text_names() -> None:
    """The longest name of a group comes first, wherever it stands; what is no group is split."""
    groups = {"e3eu-3": "E3EU-3", "p5": "P5"}
    for text, expected in (
        ("E3EU+3", ["E3EU-3"]),
        ("IRN+E3EU+3,USA", ["IRN", "E3EU-3", "USA"]),
        ("p5+1", ["P5", "1"]),
        ("GBR, FRA+DEU", ["GBR", "FRA", "DEU"]),
        ("E3EU", ["E3EU"]),
    ):
        assert expected == several(text, groups)


JOURNAL = """talks: vienna
entries:
- {kind: formal-act-done, on: 2013-11-21, proposal: jpa, by: [E3/EU+3, IRN], act: agreed-in-principle}
- {kind: statement-recorded, on: 2013-11-22, speaker: Ashton, party: E3/EU+3, text: Hm, about: E3/EU+3}
- {kind: group-formed, group: ministers, name: The four ministers, members: [GBR, FRA]}
- {kind: statement-recorded, on: 2013-11-23, speaker: Hague, party: The four ministers, text: Yes}
- {kind: conduct-observed, on: 2013-11-24, pledge: relief, by: "Amano, Yukiya", text: Less}
"""


def test_a_journal_names_groups_as_the_command_line_does(desk: Desk) -> None:
    """Those of the log and those that it forms above; free names stay; and it records nothing twice."""
    desk.done("pledge", "relief", "--by", "GBR", "--text", "Relief", "--on", "2013-11-20")
    (desk.folder / "j.yaml").write_text(JOURNAL)
    said = desk.done("record", "j.yaml")
    for words in (
        "E3-EU-3 and IRN agreed in principle to jpa",
        "Ashton (E3-EU-3) about E3-EU-3: “Hm”",
        "Hague (ministers): “Yes”",
        "Amano, Yukiya observed conduct",
    ):
        assert words in said
    assert "0 entries recorded, 5 were there already" in desk("record", "j.yaml").err


WITHIN = """talks: vienna
entries:
- {kind: round-opened, on: 2013-11-23, round: one, delegations: [{party: E3/EU+3, head: Ashton}, IRN=Zarif]}
- {kind: vote-held, on: 2013-11-24, proposal: jpa, adopted: yes, votes: [E3/EU+3=for, {party: IRN, vote: for}]}
- kind: proposal-tabled
  on: 2013-11-24
  proposal: pact
  by: IRN
  terms: [{kind: neutral-status, permanent: yes}, {kind: security-guarantees, guarantors: [E3/EU+3, IRN]}]
"""
"""A journal that names a group in a delegation, in a roll call and in a term."""


def test_delegations_votes_and_terms_name_groups_by_what_they_are_called(desk: Desk) -> None:
    """In a journal and as fields, within values as at the top; a name that is no group's is refused with its line."""
    (desk.folder / "j.yaml").write_text(WITHIN.replace("E3/EU+3", "E4+1"))
    said = desk.fails(1, "record", "j.yaml")
    for line in (3, 4, 5):
        assert f"j.yaml:{line}: there is no group 'E4+1'" in said
    (desk.folder / "j.yaml").write_text(WITHIN)
    said = desk.done("record", "j.yaml")
    assert "round one opened, with E3-EU-3 (Ashton) and IRN (Zarif)" in said
    assert "jpa (version 1) was adopted (for: E3-EU-3 and IRN)" in said
    assert '"guarantors":["E3-EU-3","IRN"]' in desk.done("export").replace(" ", "")
    for kind, *fields in (
        ("vote-held", "proposal=jpa", "adopted=yes", "votes=E3/EU+3=for"),
        ("round-opened", "round=two", 'delegations=[{"party": "E3/EU+3", "head": "Ashton"}]'),
    ):
        assert "E3-EU-3" in desk.done("record", kind, *fields, "--on", "2013-11-25")


def test_a_name_that_is_no_group_is_refused_in_a_journal(desk: Desk) -> None:
    """Each with its line; and a group is not formed under a code that is none."""
    (desk.folder / "j.yaml").write_text(JOURNAL.replace("E3/EU+3", "E4+1").replace("group: ministers", "group: a+b"))
    said = desk.fails(1, "record", "j.yaml")
    assert "j.yaml:5: group: is a code of letters, digits and hyphens, such as a-b" in said
    (desk.folder / "j.yaml").write_text(JOURNAL.replace("E3/EU+3", "E4+1"))
    said = desk.fails(1, "record", "j.yaml")
    for line in (3, 4):
        assert f"j.yaml:{line}: there is no group 'E4+1'; a party is named by its code, such as E4-1" in said


def test_several_parties_where_one_stands_are_no_group(desk: Desk) -> None:
    """A position is that of one party: whoever writes several is told so, and of no group of such a name."""
    line = "- {kind: position-taken, on: 2013-11-24, proposal: jpa, by: 'FRA,IRN', stance: supports}\n"
    (desk.folder / "j.yaml").write_text(line)
    said = desk.fails(1, "record", "j.yaml")
    assert "j.yaml:1: 'FRA,IRN' stands where one party does: write an entry for each" in said
    assert "group" not in said


def test_parties_that_give_the_code_of_their_group_stay_themselves_in_a_journal(desk: Desk) -> None:
    """A group that is called after its members is not meant where they are named, so that an export comes back."""
    desk.done("group", "FRA+IRN", "FRA", "IRN")
    desk.done("accept", "jpa", "--by", "FRA,IRN", "--on", "2013-11-24")
    written = desk.done("export", "--format", "yaml")
    (desk.folder / "j.yaml").write_text(written)
    assert "0 entries recorded, 9 were there already" in desk("record", "j.yaml").err
