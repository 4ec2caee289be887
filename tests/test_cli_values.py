"""The values that the commands offer, which are written out there since help must not load the events."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest
from commandline import Desk, at_work

from negotiation.domain.catalogue import EVENTS
from negotiation.domain.pledge.events import Access, Confidence, Verdict
from negotiation.domain.proposal.events import FormalAct, GuarantorState, LinkKind, Stance
from negotiation.domain.record.envelope import Attribution
from negotiation.domain.round.events import Format, Level, Outcome, Track
from negotiation.domain.talks.events import Role
from negotiation.markings import DEFAULT, labels, schemes, shipped
from negotiation.pictures.kinds.positions import ORDERS
from negotiation.views.count import TALKS
from negotiation.views.countable import COUNTABLES
from negotiation.views.course import BY
from negotiation_cli import verbs
from negotiation_cli.verbs import count

OFFERED: dict[str, Iterable[str]] = {
    "arguments.LINKS": LinkKind,
    "arguments.STANCES": Stance,
    "options.ATTRIBUTIONS": get_args(Attribution),
    "options.MARKINGS": labels(DEFAULT),
    "verbs.look.LANES": BY,
    "verbs.picture.ORDERS": ORDERS,
    "verbs.answer.ACTS": FormalAct,
    "verbs.bargain.STATES": GuarantorState,
    "verbs.count.COUNTABLES": COUNTABLES,
    "arguments.ACCESS": Access,
    "arguments.CONFIDENCE": Confidence,
    "arguments.VERDICTS": Verdict,
    "verbs.rounds.FORMS": Format,
    "verbs.rounds.LEVELS": Level,
    "verbs.rounds.OUTCOMES": Outcome,
    "verbs.rounds.TRACKS": Track,
    "options.AUDIENCES": [one.audience for one in shipped().audiences],
    "verbs.setup.ROLES": Role,
    "verbs.setup.SCHEMES": schemes(),
}
"""Every list of values, with what can be recorded."""
OTHERS = {
    "arguments.NAMED": "sorts of things, which the test of references looks at",
    "verbs.picture.EVERY": "formats, which the tests of formats look at",
    "verbs.answer.TURNS": "what happens to a proposal, each a kind of its own",
    "verbs.follow.SCALES": "scales of others, which the tests of pledges look at",
    "verbs.follow.DUE": "kinds of what is due, which the tests of due look at",
}


def _lists() -> dict[str, tuple[str, ...]]:
    modules = ["arguments", "options", *(f"verbs.{path.stem}" for path in Path(verbs.__path__[0]).glob("[a-z]*.py"))]
    found = {}
    for module in modules:
        own = vars(import_module(f"negotiation_cli.{module}"))
        for name, value in own.items():
            if name.isupper() and not name.startswith("_") and isinstance(value, tuple) and isinstance(value[0], str):
                found[f"{module}.{name}"] = value
    return found


def test_every_list_of_values_is_known_here() -> None:
    """A list that is in no module of its own, but taken from another one, is looked at where it is defined."""
    known = {name.rpartition(".")[2] for name in (*OFFERED, *OTHERS)}
    assert set() == {name for name in _lists() if name.rpartition(".")[2] not in known}


@pytest.mark.parametrize("name", OFFERED)
def test_what_is_offered_is_what_can_be_recorded(name: str) -> None:
    """A value that is added to the record is offered by the command, and none is offered that it does not take."""
    assert tuple(OFFERED[name]) == _lists()[name]


def test_what_happens_to_a_proposal_is_a_kind_of_its_own() -> None:
    """Each is offered that the domain has, but those that have a command of their own."""
    elsewhere = {"tabled", "floated", "revised", "linked", "withdrawn", "rejected", "reopened", "sponsored", "amended"}
    elsewhere |= {"extended"}
    kinds = {kind.removeprefix("proposal-") for kind in EVENTS if kind.startswith("proposal-")} | {"not-moved"}
    assert kinds - elsewhere == set(_lists()["verbs.answer.TURNS"])


def test_a_treaty_that_was_suspended_is_resumed(tmp_path: Path) -> None:
    """Of in force, suspended and resumed the last holds, on the command line too."""
    desk: Desk = at_work(tmp_path)
    both = ("--by", "UKR", "--by", "RUS", "--on", "2022-04-01")
    desk.done("propose", "plan", "--by", "UKR", "--text", "Peace", "--on", "2022-04-01")
    for act in ("agreed-in-principle", "signed", "ratified", "in-force", "suspended"):
        desk.done("act", "plan", act, *both)
    assert "plan,,suspended" in desk.done("status", "--format", "csv")
    desk.done("act", "plan", "resumed", *both)
    assert "plan,,in force" in desk.done("status", "--format", "csv")


@pytest.mark.parametrize("what", COUNTABLES)
def test_what_is_counted_is_grouped_by_what_help_says(what: str) -> None:
    """Help names for each countable thing everything that it can be grouped by, its own things first."""
    assert (*COUNTABLES[what].groups, TALKS) == tuple(f"{count.GROUPS[what]}, {count.GROUPS['any']}".split(", "))
