"""Near misses: what somebody may have meant who wrote a name that is none."""

import pytest

from negotiation.domain.near import near, near_party, near_value
from negotiation.domain.states import codes_of, states
from negotiation_cli.arguments import STANCES, VERDICTS
from negotiation_cli.verbs.answer import ACTS
from negotiation_cli.verbs.rounds import ACTS as OF_ROUNDS
from negotiation_cli.verbs.setup import ROLES


def test_every_state_and_territory_has_its_code() -> None:
    """The table has as many codes as the standard, each of three capitals, and no name means two of them."""
    names = [name.casefold() for known in states().values() for name in known]
    assert 249 == len(states())
    assert all(len(code) == 3 and code.isupper() for code in states())
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Iran", ["IRN"]),
        ("south korea", ["KOR"]),
        ("JAP", ["JPN"]),
        ("NIG", ["NER", "NGA"]),
        ("UNI", []),
        ("IRN", []),
        ("DPR", []),
        ("EUU", []),
        ("north", []),
    ],
)
def test_a_word_means_the_states_of_that_name_or_of_that_beginning(word: str, codes: list[str]) -> None:
    """A name means its state, three capitals the states that begin so; what fits more than two means none."""
    assert codes == codes_of(word)


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("IRM", ["IRN"]),
        ("irn", ["IRN"]),
        ("Iran", ["IRN"]),
        ("USA", []),
        ("JAP", ["JPN"]),
        ("osec", ["osce"]),
        ("x", []),
    ],
)
def test_a_party_may_be_a_slip_of_one_that_is_known_or_of_a_state(code: str, meant: list[str]) -> None:
    """One at the talks comes first, then a state; the code of a state is no slip."""
    assert meant == near_party(code, ["IRN", "UKR", "osce"])


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("IRM", ["IRN"]),
        ("URK", ["UKR"]),
        ("UKT", ["UKR"]),
        ("RSU", ["RUS"]),
        ("NRO", ["NOR"]),
        ("EUU", []),
        ("DPR", []),
        ("LPR", []),
        ("irm", []),
        ("ÄRM", []),
        ("IRMA", []),
    ],
)
def test_a_code_in_no_record_may_be_a_slip_of_the_finger_for_a_state(code: str, meant: list[str]) -> None:
    """The state whose code it nearly is need not be at the talks; the codes of groups and bodies are no slips."""
    assert meant == near_party(code, [])
    assert [] == near_party(code, [code, "IRN", "UKR"])


def test_names_that_are_near_come_in_the_order_of_nearness() -> None:
    """The nearest is named first, and no more than are asked for."""
    known = ["neutral-zone", "neutral-status", "referendum"]
    assert ["neutral-status"] == near("neutral-sttaus", known, most=1)
    assert ["neutral-zone", "neutral-status"] == near("neutral-zon-s", known)
    assert [] == near("crimea", known)


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("agreed", ACTS, ["agreed-in-principle", "agreed-ad-referendum"]),
        ("ratify", ACTS, ["ratified"]),
        ("kept", VERDICTS, ["fulfilled"]),
        ("close", OF_ROUNDS, ["closed"]),
        ("redline", STANCES, ["red-line"]),
        ("against", STANCES, ["opposes"]),
        ("negotiator", ROLES, ["negotiating"]),
        ("xyzzy", STANCES, []),
    ],
)
def test_a_word_that_is_none_of_those_there_are_means_some(
    word: str, choices: tuple[str, ...], meant: list[str]
) -> None:
    """By its beginning, by what it means, or by its letters."""
    assert meant == near_value(word, choices)
