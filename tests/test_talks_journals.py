"""Recording whole journals: all or nothing, every problem named, once however often."""

from pathlib import Path

import pytest

from negotiation import TalksLog
from negotiation.domain.errors import ImportFailed, InputError

GOOD = """\
talks: peace
entries:
  - kind: proposal-tabled
    on: 2022-03-01
    proposal: treaty
    by: UKR
  - {kind: position-taken, on: 2022-03-02, proposal: treaty, party: RUS, stance: studying, version: 1}
"""


def written(folder: Path, text: str) -> str:
    """Write a journal and return its path."""
    path = folder / "journal.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_journal_is_recorded_as_one_batch_and_once(journal: TalksLog, tmp_path: Path) -> None:
    """The entries of a journal are one batch; recording it again changes nothing."""
    path = written(tmp_path, GOOD)
    first = journal.record_journal(path)
    assert [5, 6] == [entry.number for entry in first.entries]
    assert 1 == len({entry.envelope.batch for entry in first.entries})
    again = journal.record_journal(path)
    assert ((), first.entries) == (again.entries, again.known)


def test_a_journal_with_a_refused_entry_leaves_the_log_alone(journal: TalksLog, tmp_path: Path) -> None:
    """An entry that a rule refuses is named with its line, and nothing of the journal is recorded."""
    before = journal.entries()
    with pytest.raises(ImportFailed) as caught:
        journal.record_journal(written(tmp_path, GOOD.replace("party: RUS", "party: BLR")))
    assert [(f"{tmp_path}/journal.yaml:7", "BLR is not at the talks by then: record first that it joined")] == [
        (problem.where, problem.message) for problem in caught.value.problems
    ]
    assert before == journal.entries()


def test_every_reference_to_nothing_is_named(journal: TalksLog, tmp_path: Path) -> None:
    """All entries of a journal that refer to nothing are listed, each with its line."""
    text = GOOD.replace("by: UKR", "by: UKR\n    sources: [wire, paper]").replace(
        "proposal: treaty, p", "proposal: lost, p"
    )
    with pytest.raises(ImportFailed) as caught:
        journal.record_journal(written(tmp_path, text))
    assert ["wire", "paper", "lost"] == [problem.message.split("'")[1] for problem in caught.value.problems]
    assert ["3", "3", "8"] == [problem.where.rpartition(":")[2] for problem in caught.value.problems]


def test_a_journal_of_other_talks_is_refused(journal: TalksLog, tmp_path: Path) -> None:
    """A journal that names its talks is not recorded in others."""
    with pytest.raises(InputError, match="the journal is of war, not of peace"):
        journal.record_journal(written(tmp_path, GOOD.replace("talks: peace", "talks: war")))


def test_a_dry_run_of_a_journal_records_nothing(journal: TalksLog, tmp_path: Path) -> None:
    """A journal can be tried: what would be recorded is returned, and the log stays as it is."""
    before = journal.entries()
    assert 2 == len(journal.record_journal(written(tmp_path, GOOD), dry_run=True).entries)
    assert before == journal.entries()


def test_a_journal_may_amend_what_it_records_itself(journal: TalksLog, tmp_path: Path) -> None:
    """A correction with `set` may name an entry that stands before it in the same journal."""
    text = GOOD.replace("- kind: proposal-tabled", "- id: a\n    kind: proposal-tabled")
    text += "  - {kind: entry-corrected, entry: a, reason: the title, set: {title: Treaty}}\n"
    journal.record_journal(written(tmp_path, text))
    assert "Treaty" == journal.as_of().status().proposals[0].title


def test_an_override_in_a_journal_records_what_is_refused(journal: TalksLog, tmp_path: Path) -> None:
    """An entry with an override of its own is recorded, and marked."""
    text = GOOD.replace("party: RUS,", "party: BLR, override: seen,")
    journal.record_journal(written(tmp_path, text))
    assert (6,) == journal.as_of().status().proposals[0].grounds.overridden


PLEDGED = """\
- {id: a, kind: pledge-made, on: 2022-03-01, pledge: reduce, by: RUS, text: T}
- {kind: pledge-assessed, on: 2022-03-02, pledge: reduce, assessor: USA, verdict: partial, evidence: EVIDENCE}
"""


def test_a_verdict_in_a_journal_rests_on_entries_of_the_log_or_of_the_journal(
    journal: TalksLog, tmp_path: Path
) -> None:
    """Evidence is looked up as other references to entries are: in the log, and before it in the journal.

    - {id: before, kind: statement-recorded, on: 2022-03-01, speaker: S, text: T}
    """
    journal.record_journal(written(tmp_path, PLEDGED.replace("EVIDENCE", "[a, before]")))
    assert ("a", "before") == journal.entries()[-1].event.evidence  # type: ignore[attr-defined]  # an assessment


def test_a_verdict_in_a_journal_that_rests_on_nothing_is_named(journal: TalksLog, tmp_path: Path) -> None:
    """Evidence that is not there is named with its line, each piece of it."""
    with pytest.raises(ImportFailed) as caught:
        journal.record_journal(written(tmp_path, PLEDGED.replace("EVIDENCE", "[lost, gone]")))
    assert [f"{tmp_path}/journal.yaml:2"] * 2 == [problem.where for problem in caught.value.problems]
    assert ["lost", "gone"] == [problem.message.split("'")[1] for problem in caught.value.problems]


@pytest.mark.parametrize("field", ["in_round", "in-round"])
def test_a_journal_says_in_which_round_an_entry_happened(journal: TalksLog, tmp_path: Path, field: str) -> None:
    """Both ways of writing the field are one, so that both in one entry are one too many."""
    text = f"""\
- {{kind: round-opened, on: 2022-03-01, round: geneva}}
- {{kind: statement-recorded, on: 2022-03-01, speaker: S, text: T, {field}: geneva}}
"""
    journal.record_journal(written(tmp_path, text))
    assert "geneva" == journal.entries()[-1].envelope.in_round
    both = "- {kind: talks-resumed, on: 2022-03-01, in_round: geneva, in-round: geneva}\n"
    with pytest.raises(ImportFailed, match="in-round: is given twice"):
        journal.record_journal(written(tmp_path, both))
    with pytest.raises(ImportFailed, match="there is no round 'bern'"):
        journal.record_journal(written(tmp_path, text.replace(f"{field}: geneva", f"{field}: bern")))
