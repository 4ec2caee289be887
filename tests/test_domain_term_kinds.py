"""Kinds of terms that talks define for themselves: written, checked, shown and corrected like the built-in ones."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from refused import expect_refused

from negotiation import NegotiationLog, TalksLog
from negotiation.domain import build
from negotiation.domain.errors import ImportFailed, InvalidInput, NotFound
from negotiation.domain.terms import DefinedTerm, TermValue, as_held, as_written
from negotiation.domain.values import plain
from negotiation.exchange.journal import exported, parse

FIELDS = "substance, amount, who, for, since"
BOUND = ": write at most, at least or between, and a quantity, such as at most 300 kg"
LIMIT = {"kind": "limit", "substance": "uranium", "amount": "at most 300 kg"}


def terms(talks: TalksLog, proposal: str = "plan", **clocks: str) -> tuple[str, ...]:
    """Return the terms of the present version of a proposal, in words."""
    found = next(one for one in talks.as_of(**clocks).status().proposals if one.proposal == proposal)
    return found.text.terms


def problems(call: Any) -> list[str]:
    """Return what is wrong with what somebody wants to record."""
    with pytest.raises(InvalidInput) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def test_a_term_of_a_kind_of_the_talks_is_written_and_shown_like_any_other(journal: TalksLog) -> None:
    """A kind is defined by an entry, its terms hold its fields, and views put them in words.

    - {kind: term-kind-defined, term_kind: limit, fields: [substance, "amount:bound", "from-date:date", "note?"]}
    """
    journal.propose("plan", by="UKR", terms=[{**LIMIT, "from-date": "2022-10", "detail": "as agreed"}], on="2022-03-01")
    assert ("limit: substance uranium; amount at most 300 kg; from date 2022-10; as agreed",) == terms(journal)
    assert "limit was defined as a kind of term: substance, amount (bound), from date (date) and note (optional)" == (
        journal.as_of().timeline().lines[4].what
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"kind": "limit", "substance": "salt"}, ["terms 1, amount: is needed, as of every limit"]),
        ({**LIMIT, "amont": "3 kg"}, ["terms 1, amont: there is no such field: did you mean amount?"]),
        ({**LIMIT, "zone": "3"}, [f"terms 1, zone: there is no such field; limit has {FIELDS}"]),
        ({**LIMIT, "amount": "little"}, [f"terms 1, amount: 'little' is no bound{BOUND}"]),
        ({**LIMIT, "who": "the north"}, ["terms 1, who: is the code of a party, such as UKR, not 'the north'"]),
        ({**LIMIT, "for": "3 days"}, ["terms 1, for: is a duration, such as P3D (three days), not '3 days'"]),
    ],
)  # fmt: skip
def test_a_term_is_checked_against_its_kind(journal: TalksLog, written: dict[str, str], expected: list[str]) -> None:
    """An unknown kind, an unknown or missing field, and a value of another type are named like those of other terms.

    - kind: term-kind-defined
      term_kind: limit
      fields: [substance, "amount:bound", "who?:party", "for?:duration", "since?:date"]
    """
    before = journal.entries()
    assert expected == problems(lambda: journal.propose("plan", by="UKR", terms=[written], on="2022-03-01"))
    assert before == journal.entries()


@pytest.mark.parametrize(("written", "meant"), [("limmit", "limit"), ("neutral-statsu", "neutral-status")])
def test_a_kind_that_there_is_not_is_answered_with_one_that_is_near(
    journal: TalksLog, written: str, meant: str
) -> None:
    """Built-in kinds and those of the talks are looked for alike; a journal names the place.

    - {kind: term-kind-defined, term_kind: limit, fields: [substance]}
    """
    with pytest.raises(NotFound, match=f"there is no kind of term '{written}'") as caught:
        journal.propose("plan", by="UKR", terms=[{"kind": written, "substance": "salt"}], on="2022-03-01")
    assert f"did you mean {meant}?" == caught.value.hint
    line = f"- {{kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR, terms: [{{kind: {written}}}]}}"
    with pytest.raises(ImportFailed) as failed:
        journal.record_items(parse(line, "j.yaml"))
    assert [f"j.yaml:1: terms 1: there is no kind '{written}': did you mean {meant}?"] == [
        str(problem) for problem in failed.value.problems
    ]


def test_a_journal_names_the_line_of_a_term_that_does_not_fit(journal: TalksLog) -> None:
    """A journal may define a kind and use it below; what does not fit is named with its place, and nothing recorded.

    - {kind: talks-opened, title: Talks}
    - {kind: party-joined, party: UKR, roles: negotiating}
    """
    defined = '- {kind: term-kind-defined, term_kind: window, fields: ["from:date", "to:date"]}\n'
    tabled = "- {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR, terms: [TERM]}"
    tabled = tabled.replace("TERM", "{kind: window, from: 2022-10, TO: 2025}")
    with pytest.raises(ImportFailed) as caught:
        journal.record_items(parse(defined + tabled.replace("TO", "too"), "j.yaml"))
    assert [
        "j.yaml:2: terms 1, too: there is no such field: did you mean to?",
        "j.yaml:2: terms 1, to: is needed, as of every window",
    ] == [str(problem) for problem in caught.value.problems]
    journal.record_items(parse(defined + tabled.replace("TO", "to"), "j.yaml"))
    assert ("window: from 2022-10; to 2025",) == terms(journal, "a")


def test_a_log_reads_on_when_a_kind_is_corrected_or_taken_back(journal: TalksLog) -> None:
    """What was recorded stays as it was; new terms fit the kind as it reads, and a revision keeps what stood before.

    - {kind: term-kind-defined, term_kind: limit, fields: [substance, amount]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR, terms: [{kind: limit, substance: salt, amount: some}]}
    """  # noqa: E501
    journal.correct("#5", {"fields": ["substance", "amount:bound", "unit"]}, reason="misread")
    assert ("limit: substance salt; amount some",) == terms(journal)
    journal.revise("plan", by="UKR", terms=[{"kind": "referendum"}], on="2022-03-02")
    assert ("limit: substance salt; amount some", "referendum") == terms(journal)
    new = {"kind": "limit", "substance": "salt", "amount": "at most 3", "unit": "kg"}
    journal.propose("map", by="UKR", terms=[new], on="2022-03-02")
    journal.retract("#5", reason="never agreed")
    assert ("limit: substance salt; amount some", "referendum") == terms(journal)
    with pytest.raises(NotFound, match="there is no kind of term 'limit'"):
        journal.propose("third", by="UKR", terms=[new], on="2022-03-02")


def test_one_field_of_such_a_term_is_told_otherwise(journal: TalksLog) -> None:
    """A correction, and another account, name the field as those of built-in kinds are named.

    - {kind: term-kind-defined, term_kind: limit, fields: [substance, "amount:bound"]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR, terms: [{kind: limit, substance: salt, amount: "<=3 kg"}]}
    """  # noqa: E501
    journal.correct("#6", {"limit.amount": "at most 2 kg"}, reason="misread")
    assert ("limit: substance salt; amount at most 2 kg",) == terms(journal)
    assert ("limit: substance salt; amount <=3 kg",) == terms(journal, recorded="#6")
    journal.dispute("#6", by="RUS", account={"limit.substance": "sugar"}, reason="not so")
    (account,) = [
        difference
        for contest in journal.as_of().show("plan").accounts  # type: ignore[union-attr]  # a proposal
        for difference in contest.says_otherwise
    ]
    assert ("limit, substance", "salt", "sugar") == (account.field, account.one, account.other)
    assert [f"terms 1, amount: 'lots' is no bound{BOUND}"] == problems(
        lambda: journal.correct("#6", {"limit.amount": "lots"}, reason="r")
    )


def test_exports_are_read_back(log: NegotiationLog, journal: TalksLog, tmp_path: Path) -> None:
    """A journal has such terms as they are written, JSON lines as they are held; both are recorded elsewhere alike.

    - {kind: term-kind-defined, term_kind: limit, fields: [substance, "amount:bound"]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR, terms: [{kind: limit, substance: salt, amount: "<=3 kg"}]}
    - {kind: entry-retracted, entry: "#5", reason: never agreed}
    """  # noqa: E501
    text = exported(journal.id, journal.entries())
    assert [LIMIT | {"substance": "salt", "amount": "<=3 kg"}] == yaml.safe_load(text)["entries"][5]["terms"]
    lines = tmp_path / "log.jsonl"
    lines.write_text("\n".join(log.export()), encoding="utf-8")
    for name in ("lines", "journal"):
        with NegotiationLog.create(str(tmp_path / f"{name}.db")) as other:
            if name == "lines":
                other.import_file(str(lines))
            else:
                other.begin(journal.id).record_items(parse(text, "j.yaml"))
            found = other.talks().entries()
            assert [entry.event for entry in journal.entries()] == [entry.event for entry in found]


def test_lines_hold_only_terms_that_fit(log: NegotiationLog, journal: TalksLog, tmp_path: Path) -> None:
    """A line that somebody wrote is checked like what a command records, and may have a term as people write it.

    - {kind: term-kind-defined, term_kind: limit, fields: [substance, "amount:bound"]}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    """
    assert 6 == journal.last_number()
    *before, last = log.export()
    lines = tmp_path / "log.jsonl"
    for term, fits in (({**LIMIT, "amount": "lots"}, False), (LIMIT, True)):
        line = json.loads(last)
        line["event"]["terms"] = [term]
        lines.write_text("\n".join([*before, json.dumps(line)]), encoding="utf-8")
        with NegotiationLog.create(str(tmp_path / f"{fits}.db")) as other:
            if fits:
                other.import_file(str(lines))
                assert ("limit: substance uranium; amount at most 300 kg",) == terms(other.talks())
            else:
                with pytest.raises(ImportFailed, match=r"log.jsonl:6: terms 1, amount: 'lots' is no bound"):
                    other.import_file(str(lines))


def test_a_kind_is_defined_once_and_under_a_name_of_its_own(journal: TalksLog) -> None:
    """Neither a built-in kind nor one that is there is defined again, and its fields have names and types.

    - {kind: term-kind-defined, term_kind: limit, fields: [substance]}
    """
    expect_refused(journal, lambda **d: journal.term_kind("limit", "amount", **d), ("term-kind-exists", (5,)))
    expect_refused(journal, lambda **d: journal.term_kind("neutral-status", "a", **d), ("term-kind-exists", ()))
    for fields, message in (
        (["a", "a"], "a is named twice"),
        (["kind"], "every term has a kind already"),
        (["a:money"], "not 'money'"),
        (["a b"], "is the name of a field"),
    ):
        with pytest.raises(InvalidInput, match=message):
            journal.term_kind("other", fields)


names = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(lambda name: name not in ("kind", "detail"))


@given(st.dictionaries(names, st.text(min_size=1, max_size=20), max_size=4), st.none() | st.just("as agreed"))
def test_a_term_is_held_as_it_was_written(fields: dict[str, str], detail: str | None) -> None:
    """From what people write to what is held and back nothing is lost or altered."""
    written = {"kind": "limit", **fields, **({"detail": detail} if detail else {})}
    held = build.validated(DefinedTerm, as_held(written))  # type: ignore[arg-type]  # a mapping
    assert tuple(TermValue(name=name, value=value) for name, value in fields.items()) == held.fields
    assert written == as_written(plain(held))
