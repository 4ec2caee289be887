"""The reference pages say what the code says: they are written from it, and nothing is left out."""

import re
import sys
from collections import Counter
from importlib import import_module, resources
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from negotiation import reports
from negotiation.domain.catalogue import EVENTS
from negotiation.domain.errors import NegotiationError
from negotiation.domain.pledge.events import Verdict
from negotiation.domain.pledge.state import PledgeEnd
from negotiation.domain.proposal.convergence import Convergence
from negotiation.domain.proposal.events import FormalAct, GuarantorState, LinkKind, Stance
from negotiation.domain.proposal.state import End
from negotiation.domain.round.events import Outcome
from negotiation.domain.round.state import RoundStage
from negotiation.domain.talks.events import Role
from negotiation.domain.talks.state import Phase
from negotiation.domain.terms import TERMS
from negotiation.markings import DEFAULT, labels
from negotiation.pictures import FORMATS as DRAWN
from negotiation.pictures import PICTURES
from negotiation.views.due_item import DueKind
from negotiation.views.registry import VIEWS
from negotiation_cli.commands import COMMANDS

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))
generate: Any = import_module("generate")
commands: Any = import_module("generator.commands")
drawings: Any = import_module("generator.drawings")
events: Any = import_module("generator.events")
python_api: Any = import_module("generator.python_api")
refusals: Any = import_module("generator.refusals")
running: Any = import_module("generator.running")

HOW_TO_WRITE = "write it again with: python docs/generate.py"


def page(name: str) -> str:
    """Return a page as it is checked in."""
    return (DOCS / name).read_text(encoding="utf-8")


def test_reports_explain_words_as_the_glossary_does() -> None:
    """What reports know of the glossary is what its page says now."""
    known = (resources.files("negotiation.reports") / generate.WORDS.name).read_text("utf-8")
    assert known == generate.glossary.words(page("glossary.md")), HOW_TO_WRITE


@pytest.mark.parametrize("name", generate.PAGES)
def test_a_generated_page_is_what_the_generator_writes_now(name: str) -> None:
    """Each page of the reference that is written from the code equals what the code says now."""
    assert page(f"reference/{name}") == generate.tidy(generate.PAGES[name]()), HOW_TO_WRITE


def test_the_pictures_that_are_kept_are_shown_with_their_sentences() -> None:
    """Each kind has one on the page that tells of it, and none says another sentence than its drawing does."""
    kept = drawings.lying_in(drawings.FOLDER)
    assert sorted(kept) == sorted(drawings.names(page("how-to/draw-the-talks.md")))
    assert sorted(kept) == sorted(f"{name}.svg" for name in PICTURES)
    for path in drawings.SHOWN:
        text = path.read_text("utf-8")
        assert drawings.names(text)
        assert text == drawings.with_sentences(text, kept), HOW_TO_WRITE


def test_every_picture_and_format_is_told_of() -> None:
    """The page on pictures has a row for each with all its orders, and an item or words for each format."""
    text = page("how-to/draw-the-talks.md")
    assert list(PICTURES) == re.findall(r"^\| `([a-z]+)[ `]", text, re.MULTILINE)
    for form in (*DRAWN, *reports.FORMATS, *reports.FILES):
        assert form == "jsonl" or f"`{form}`" in text, form
    for order in (order for kind in PICTURES for order in PICTURES[kind].orders):
        assert re.search(rf"--sort {order}`|`{order}`", text), order


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_options(name: str) -> None:
    """Each command has a section, and each of its arguments and options an item with words."""
    text = page("reference/commands.md")
    assert f"### talks {name}\n" in text
    for parameter in commands.parameters(commands.command(name)):
        assert f"- `{parameter.shown}`" in text
        assert parameter.argument or parameter.help, f"talks {name}: {parameter.shown} has no help"


def test_everything_that_a_view_returns_is_documented() -> None:
    """Each view, and each class that it holds, has a section with its fields."""
    text = page("reference/python.md")
    for view in VIEWS.values():
        for found in python_api.made_of(get_type_hints(view.fold)["return"]):
            assert f"### {found.__name__}\n" in text


def test_every_error_is_documented_with_its_code_and_exit_status() -> None:
    """Each error has a section that gives its code and its exit status."""
    text = page("reference/errors.md")
    for error in refusals.error_classes():
        assert f"## {error.__name__}\n" in text
        assert f"Code `{error.code}`, exit status {error.exit_status}" in text


def test_every_error_but_the_base_has_one_example() -> None:
    """The examples and the errors are the same, but for the base of all."""
    errors = [error.__name__ for error in refusals.error_classes() if error is not NegotiationError]
    assert sorted(errors) == sorted(example.error for example in refusals.error_examples.EXAMPLES)


@pytest.mark.parametrize("name", refusals.EXAMPLES)
def test_an_example_of_an_error_ends_with_that_error(name: str) -> None:
    """All commands of an example succeed but the last, which fails with the error and its exit status."""
    *before, last = refusals.run_error(name)
    assert [0] * len(before) == [ran.status for ran in before]
    assert name == type(last.raised).__name__
    assert last.raised.exit_status == last.status


def test_the_tree_of_errors_is_the_tree_that_their_module_draws() -> None:
    """Each error stands in the drawn tree below its parent, with its exit status where that changes."""
    drawn: list[tuple[str, str, int]] = []
    above: list[tuple[str, int]] = []
    for line in refusals.error_tree().strip("\n").splitlines():
        match = re.match(r"^([\s│├└─]*)(\w+) +(?:exit status )?(\d)?", line)
        assert match, line
        depth = (len(match[1].rstrip()) + 3) // 4 if match[1].strip() else 0
        above = above[: max(0, depth - 1)] if depth else []
        parent = above[-1] if above else ("Exception", 1)
        status = int(match[3]) if match[3] else parent[1]
        drawn.append((match[2], parent[0], status))
        above.append((match[2], status))
    classes = [(error.__name__, error.__base__.__name__, error.exit_status) for error in refusals.error_classes()]
    assert sorted(classes) == sorted(drawn)


def test_every_rule_is_documented_and_has_one_example() -> None:
    """The names of rules in the code are those of the examples, and of the sections of the page."""
    sections = re.findall(r"^### (.+)$", page("reference/rules.md"), re.MULTILINE)
    assert refusals.rule_names() == sorted(refusals.RULES) == sorted(sections)


@pytest.mark.parametrize("name", refusals.RULES)
def test_an_example_of_a_rule_breaks_that_rule_alone(name: str) -> None:
    """All commands of an example succeed but the last, which that rule refuses and no other."""
    *before, last = refusals.run_rule(name)
    assert [0] * len(before) == [ran.status for ran in before]
    assert [name] == refusals.rules_broken(last)


def test_every_kind_of_event_and_term_is_documented_with_an_example() -> None:
    """Each kind has a section with its fields and an item of a journal."""
    text = page("reference/events.md")
    for name, model in [*EVENTS.items(), *((f"Term: {kind}", term) for kind, term in TERMS.items())]:
        _, found, section = text.partition(f"\n### {name}\n")
        section = section.partition("\n### ")[0]
        assert found, name
        assert "```yaml\n" in section, name
        for field in model.__struct_fields__:
            assert f"- `{field}`, " in section, f"{name}: {field}"


def test_what_events_are_made_of_is_told_on_their_page() -> None:
    """Whatever the page on events refers to on itself has its part there."""
    text = page("reference/events.md")
    parts = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set() == set(re.findall(r"\]\(#([a-z-]+)\)", text)) - parts


def test_every_kind_of_report_has_its_line() -> None:
    """The page on reports names each kind, and each format."""
    text = page("how-to/write-reports.md")
    named = re.findall(r"^\| `([a-z-]+)", text, re.MULTILINE)
    assert list(reports.KINDS) == named
    assert [*reports.FORMATS, *reports.FILES] == re.findall(r"^- `(\w+)`: ", text, re.MULTILINE)


def test_every_kind_of_what_is_due_is_listed() -> None:
    """The page on what is due names each kind, in the order of the program."""
    assert list(DueKind) == re.findall(r"^- `([a-z-]+)`: ", page("how-to/see-what-is-due.md"), re.MULTILINE)


def test_a_page_of_how_to_is_in_the_index() -> None:
    """Each how-to page is named once in the index."""
    named = re.findall(r"^how-to/([a-z-]+)$", page("index.md"), re.MULTILINE)
    assert sorted(named) == sorted(path.stem for path in DOCS.glob("how-to/*.md"))


def test_the_journal_of_all_kinds_can_be_recorded() -> None:
    """The examples of the events make up one journal, with every kind in it, that a new log takes."""
    with running.scene() as scene, running.NegotiationLog.create(str(scene.folder / "all.db")) as log:
        appended = log.begin("river-talks").record_journal(str(events.JOURNAL))
        assert set(EVENTS) == {entry.event.kind for entry in appended.entries}


def test_the_glossary_defines_each_word_once() -> None:
    """One word stands for one thing: none is defined twice."""
    defined = re.findall(r"^(.+)\n: ", page("glossary.md"), re.MULTILINE)
    assert [word for word, times in Counter(defined).items() if times > 1] == []


def test_the_glossary_defines_every_word_that_the_program_prints_for_a_state() -> None:
    """Stances, acts, verdicts, roles, stages and so on are all in the glossary, in the words of people."""
    words = {*Stance, *FormalAct, *LinkKind, *Role, *Phase, *Convergence, *End, *labels(DEFAULT)}
    words |= {*Verdict, *GuarantorState, *Outcome, *PledgeEnd, *RoundStage} - {RoundStage.UNKNOWN}
    defined = set(re.findall(r"^(.+)\n: ", page("glossary.md"), re.MULTILINE))
    assert set() == {str(word).replace("-", " ") for word in words} - defined
