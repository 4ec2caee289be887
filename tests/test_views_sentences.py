"""Entries as sentences: every kind has one, and it says who did what to which proposal."""

import re
from typing import Any

import pytest
from anything import event_of
from effort import examples
from hypothesis import given

from negotiation.domain import build
from negotiation.domain.catalogue import EVENTS
from negotiation.domain.proposal.acts import STANCE_WORDS
from negotiation.domain.proposal.events import FormalAct, GuarantorState, LinkKind, Stance
from negotiation.views.phrases import LINK_WORDS, listed
from negotiation.views.sentences.sentence import sentence

NESTED = {"kind": "talks-resumed"}
SENTENCES: dict[str, tuple[dict[str, Any], str]] = {
    "talks-opened": ({"title": "Peace talks"}, "talks opened: Peace talks"),
    "party-joined": (
        {"party": "UKR", "name": "Ukraine", "roles": ["negotiating", "host"]},
        "UKR (Ukraine) joined the talks as negotiating and host",
    ),
    "party-role-changed": ({"party": "TUR", "roles": "mediator"}, "TUR is at the talks as mediator"),
    "party-renamed": ({"party": "TUR", "name": "Türkiye"}, "TUR is called Türkiye"),
    "knowledge-rule-set": (
        {"unsourced": "happened"},
        "what rests on no source counts as known when it happened",
    ),
    "party-left": ({"party": "TUR", "reason": "no use"}, "TUR left the talks: no use"),
    "group-formed": (
        {"group": "E3EU-3", "name": "E3/EU+3", "members": ["GBR", "FRA", "IRN"]},
        "GBR, FRA and IRN formed the group E3EU-3 (E3/EU+3)",
    ),
    "group-members-changed": (
        {"group": "E3EU-3", "added": ["DEU"], "removed": ["IRN"], "reason": "a slip"},
        "DEU joined the group E3EU-3, and IRN left it: a slip",
    ),
    "group-dissolved": ({"group": "E3EU-3", "reason": "done"}, "the group E3EU-3 was dissolved: done"),
    "term-kind-defined": (
        {"term_kind": "limit", "fields": ["substance", "amount:bound", "from-date:date", "note?"]},
        "limit was defined as a kind of term: substance, amount (bound), from date (date) and note (optional)",
    ),
    "issue-added": ({"issue": "land", "title": "Territory"}, "land was put on the agenda: Territory"),
    "decision-rule-set": (
        {"rule": {"kind": "threshold", "percent": 66.7}},
        "the talks decide by 66.7 % of the negotiating parties",
    ),
    "talks-suspended": ({"by": "RUS", "reason": "shelling"}, "the talks were suspended by RUS: shelling"),
    "talks-resumed": ({}, "the talks were resumed"),
    "talks-concluded": ({"outcome": "a treaty"}, "the talks were concluded: a treaty"),
    "party-continued": ({"party": "CZE", "predecessor": "CSK"}, "CZE stands in the place of CSK"),
    "party-weight-set": (
        {"party": "DEU", "weight": "votes", "value": 29, "of": 345},
        "DEU weighs 29 of 345 in votes",
    ),
    "talks-collapsed": (
        {"by": ["RUS"], "reason": "shelling"},
        "the talks collapsed when RUS walked away: shelling",
    ),
    "source-registered": (
        {"source": "wire", "publisher": "Agencies", "title": "Talks", "published": "2022-03-30"},
        "source wire: Agencies, Talks, 30 Mar 2022",
    ),
    "statement-recorded": (
        {"speaker": "Fomin", "office": "deputy minister", "party": "RUS", "text": "We will reduce."},
        "Fomin, deputy minister (RUS): “We will reduce.”",
    ),
    "entries-hashed": (
        {"entries": 68, "root": "0a" * 32},
        "the 68 entries before this were hashed as they stood when it was recorded (root 0a0a0a0a0a0a0a0a)",
    ),
    "record-disclosed": (
        {"audience": "press", "to": "The Gazette", "entries": 68, "root": "0a" * 32, "withheld": 3, "in_part": 1},
        "a copy of the first 68 entries (3 withheld, 1 in part) was disclosed to The Gazette for press",
    ),
    "note-taken": ({"text": "A pause, on Thursday"}, "note: A pause, on Thursday"),
    "note-sorted": ({"entry": "e1", "into": ["e2"]}, "a note was sorted"),
    "proposal-floated": ({"proposal": "treaty"}, "somebody unnamed floated treaty (version 1)"),
    "proposal-tabled": (
        {"proposal": "treaty", "by": ["UKR", "TUR"], "to": "RUS", "links": {"kind": "splits", "target": "plan"}},
        "UKR and TUR tabled treaty (version 1) to RUS, split from plan",
    ),
    "proposal-received": ({"proposal": "treaty", "by": "RUS"}, "RUS received treaty"),
    "proposal-revised": (
        {"proposal": "treaty", "by": "UKR", "summary": "guarantors added"},
        "UKR revised treaty (version 1): guarantors added",
    ),
    "vote-held": (
        {
            "proposal": "treaty",
            "version": 2,
            "adopted": True,
            "body": "plenary",
            "in_favour": 24,
            "against": 8,
            "abstained": 1,
            "votes": ["UKR=for", "TUR=for", "RUS=against"],
        },
        "plenary adopted treaty (version 2) by 24 to 8, with 1 abstention (for: UKR and TUR; against: RUS)",
    ),
    "proposal-extended": (
        {"proposal": "treaty", "by": ["UKR"], "valid_until": "2022-04-30", "reason": "the post was late"},
        "30 Apr 2022 was set as the last day of treaty by UKR: the post was late",
    ),
    "amendment-seconded": ({"proposal": "am1", "by": ["TUR", "FRA"]}, "TUR and FRA seconded am1"),
    "amendment-not-moved": ({"proposal": "am1", "reason": "its author left"}, "am1 was not moved: its author left"),
    "amendment-moved": (
        {
            "proposal": "am1",
            "of": "treaty",
            "of_version": 2,
            "by": ["TUR"],
            "changes": [{"number": "3 bis", "text": "New.", "after": "3"}, {"number": "4"}],
        },
        "TUR moved am1 to amend treaty (version 2): provision 3 bis after 3: “New.” and drop provision 4",
    ),
    "proposal-amended": (
        {"proposal": "treaty", "amendments": ["am1", "am2"], "by": ["plenary"]},
        "treaty (version 1) was amended by plenary with am1 and am2",
    ),
    "proposal-sponsored": ({"proposal": "treaty", "by": ["TUR", "FRA"]}, "TUR and FRA joined the sponsors of treaty"),
    "proposal-linked": (
        {"proposal": "treaty", "link": {"kind": "in-exchange-for", "target": "plan"}},
        "treaty stands in exchange for plan",
    ),
    "position-taken": (
        {"proposal": "treaty", "party": "RUS", "stance": "studying", "version": 2, "provision": "3"},
        "RUS is studying treaty (version 2, provision 3)",
    ),
    "formal-act-done": (
        {"proposal": "treaty", "act": "agreed-ad-referendum", "by": ["UKR", "RUS"], "version": 1},
        "UKR and RUS agreed ad referendum to treaty (version 1)",
    ),
    "reservation-made": (
        {"proposal": "treaty", "by": "RUS", "text": "Not in war.", "declaration": True, "provision": "3"},
        "RUS declared how it reads treaty, provision 3: “Not in war.”",
    ),
    "reservation-withdrawn": ({"proposal": "treaty", "by": "RUS"}, "RUS withdrew its reservations to treaty"),
    "reservation-objected": (
        {"proposal": "treaty", "by": ["UKR", "TUR"], "to": "RUS", "reason": "too wide"},
        "UKR and TUR objected to the reservation of RUS to treaty: too wide",
    ),
    "proposal-rejected": (
        {"proposal": "treaty", "by": "RUS", "version": 1, "reason": "no"},
        "RUS rejected treaty (version 1): no",
    ),
    "proposal-withdrawn": ({"proposal": "treaty", "by": "UKR"}, "UKR withdrew treaty"),
    "proposal-superseded": ({"proposal": "treaty", "by_proposal": "plan"}, "treaty was superseded by plan"),
    "proposal-deferred": (
        {"proposal": "treaty", "until": "2022-05", "reason": "elections"},
        "treaty was deferred until May 2022: elections",
    ),
    "proposal-referred": ({"proposal": "treaty", "to_body": "the ministers"}, "treaty was referred to the ministers"),
    "proposal-lapsed": ({"proposal": "treaty"}, "treaty lapsed"),
    "proposal-reopened": ({"proposal": "treaty"}, "the talks reopened treaty"),
    "guarantor-state-changed": (
        {
            "proposal": "treaty",
            "guarantor": "USA",
            "state": "conditional",
            "conditions": ["proposal:plan", "parliament approves"],
            "reason": "elections",
        },
        "USA would serve as guarantor of treaty on condition that plan is agreed and parliament approves: elections",
    ),
    "silence-opened": (
        {"proposal": "treaty", "by": "TUR", "version": 1, "deadline": "2022-04-01"},
        "a silence procedure was opened by TUR on treaty (version 1) until 1 Apr 2022",
    ),
    "silence-broken": (
        {"proposal": "treaty", "by": ["RUS", "UKR"], "reason": "too soon"},
        "RUS and UKR broke the silence on treaty: too soon",
    ),
    "package-formed": (
        {"package": "deal", "proposals": ["treaty", "plan", "map"], "by": "UKR"},
        "treaty, plan and map were tied together in the package deal by UKR",
    ),
    "package-changed": (
        {"package": "deal", "added": "map", "removed": "plan", "reason": "as agreed"},
        "map joined and plan left the package deal: as agreed",
    ),
    "package-dissolved": ({"package": "deal", "by": "RUS"}, "the package deal was dissolved by RUS"),
    "round-scheduled": (
        {"round": "four", "label": "Round IV", "planned": "2022-03-29", "venue": "Istanbul", "host": "TUR"},
        "round four (Round IV) was set for 29 Mar 2022 in Istanbul, hosted by TUR",
    ),
    "round-opened": (
        {"round": "four", "venue": "Istanbul", "mediators": ["TUR", "UN"], "delegations": ["RUS=Medinsky", "UKR"]},
        "round four opened in Istanbul, mediated by TUR and UN, with RUS (Medinsky) and UKR",
    ),
    "round-suspended": (
        {"round": "four", "by": "RUS", "reason": "shelling"},
        "round four was suspended by RUS: shelling",
    ),
    "round-resumed": ({"round": "four"}, "round four was resumed"),
    "round-walked-out": (
        {"round": "four", "by": "RUS", "reason": "shelling"},
        "RUS walked out of round four: shelling",
    ),
    "round-adjourned": ({"round": "four", "until": "2022-04"}, "round four was adjourned to Apr 2022"),
    "round-closed": (
        {"round": "four", "duration": "PT3H", "outputs": ["a communiqué", "a map"]},
        "round four was concluded after 3 hours: a communiqué and a map",
    ),
    "round-cancelled": ({"round": "four", "by": ["RUS"]}, "round four was cancelled by RUS"),
    "pledge-made": (
        {"pledge": "reduce", "by": "RUS", "to": "UKR", "text": "fewer operations"},
        "RUS pledged reduce to UKR: fewer operations",
    ),
    "pledge-linked": (
        {"pledge": "reduce", "in_exchange_for": ["pledge:leave", "proposal:treaty"], "conditional_on": "pledge:lift"},
        "reduce stands in exchange for the pledge leave and the proposal treaty and conditional on the pledge lift",
    ),
    "pledge-clarified": (
        {
            "pledge": "reduce",
            "by": "OSCE",
            "indicators": "troops=fewer than 5,000",
            "baseline": "March",
            "due": "2022-04",
        },
        "OSCE clarified reduce: troops: fewer than 5,000; baseline March; due Apr 2022",
    ),
    "conduct-observed": (
        {"pledge": "reduce", "by": "OSCE", "text": "at the bridge", "access": "partial", "measured": "tanks=7 tanks"},
        "OSCE observed conduct under reduce, with partial access, measured tanks 7 tanks: at the bridge",
    ),
    "pledge-assessed": (
        {"pledge": "reduce", "assessor": "USA", "verdict": "no-evidence", "confidence": "low", "reason": "clouds"},
        "USA assessed reduce: no evidence (low confidence): clouds",
    ),
    "pledge-superseded": ({"pledge": "reduce", "by_pledge": "leave"}, "reduce was superseded by leave"),
    "pledge-withdrawn": ({"pledge": "reduce", "by": "RUS"}, "RUS withdrew its pledge reduce"),
    "entry-corrected": (
        {"entry": "e7", "reason": "a typo", "event": NESTED, "claim": {}},
        "#7 was corrected: a typo",
    ),
    "entry-retracted": ({"entry": "e7", "reason": "a mistake"}, "#7 was retracted: a mistake"),
    "entry-disputed": ({"entry": "e7", "by": "RUS", "reason": "not so"}, "RUS disputes #7: not so"),
    "entry-re-marked": (
        {"entry": "e7", "marking": "restricted", "reason": "asked"},
        "#7 was marked restricted: asked",
    ),
}


def said(kind: str, fields: dict[str, Any], says: str | None = None) -> str:
    """Return the sentence of an event that is #5 and made version 1."""
    return sentence(build.event(kind, fields), number=5, says=says, versions={5: 1}, numbers={"e7": 7})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"attribution": "none"}, "#7 was marked public, not to be attributed: asked"),
        ({"attribution": "party"}, "#7 was marked public, attribute to the party: asked"),
        ({"attribution": "named"}, "#7 was marked public, to be attributed by name: asked"),
        ({"compartments": ["room", "staff"]}, "#7 was marked public, room only, staff only: asked"),
    ],
)
def test_all_that_a_re_marking_sets_is_told(fields: dict[str, Any], expected: str) -> None:
    """Who may be named from now on, and in which compartments it is, is told beside the label."""
    assert expected == said("entry-re-marked", {"entry": "e7", "marking": "public", "reason": "asked", **fields})


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_has_its_sentence(kind: str) -> None:
    """Each kind of the catalogue is put in a sentence, and who asserts it is added when it is not the actor."""
    fields, expected = SENTENCES[kind]
    assert expected == said(kind, fields)
    assert f"{expected}, says Medinsky" == said(kind, fields, "Medinsky")


@pytest.mark.parametrize("kind", EVENTS)
def test_no_event_of_any_kind_is_without_words(kind: str) -> None:
    """Whatever its fields, an event has a sentence of one line or more, and nothing in it is left to the machine."""

    @examples(0.5)
    @given(event_of(kind))
    def law(event: Any) -> None:
        found = sentence(event)
        assert found.strip()
        assert "None" not in found
        assert "=" not in found

    law()


def test_every_stance_act_and_link_has_its_words() -> None:
    """There are words for each stance, each formal act and each kind of link."""
    assert {stance.value for stance in Stance} == set(STANCE_WORDS)
    assert set(LinkKind) == set(LINK_WORDS)
    fields = {"proposal": "treaty", "by": "UKR", "version": 1}
    acts = [act for act in FormalAct if act is not FormalAct.IN_FORCE_FOR]
    verbs = [said("formal-act-done", {**fields, "act": act}) for act in acts]
    expected = [
        *("agreed in principle to", "agreed ad referendum to", "initialled", "adopted", "signed ad referendum"),
        *("signed", "ratified", "accepted", "approved", "acceded to", "succeeded to"),
        *("put in force", "suspended", "resumed", "terminated"),
        *("applies provisionally", "ended the provisional application of", "denounced"),
    ]
    assert [f"UKR {verb} treaty (version 1)" for verb in expected] == verbs
    exit_ = {**fields, "act": "denounced", "effect": "2023-05-01"}
    assert "UKR denounced treaty (version 1), with effect from 1 May 2023" == said("formal-act-done", exit_)
    its_own = {**fields, "act": "in-force-for"}
    assert "treaty (version 1) entered into force for UKR" == said("formal-act-done", its_own)


def test_a_conditional_stance_names_its_conditions() -> None:
    """Conditions follow the stance."""
    fields = {
        "proposal": "treaty",
        "party": "RUS",
        "stance": "supports-if",
        "version": 1,
        "conditions": ["A", "B", "C"],
    }
    assert said("position-taken", fields) == "RUS supports treaty (version 1) if A, B and C"


def test_a_condition_that_names_a_proposal_is_its_agreement() -> None:
    """Where a party waits for another proposal, its condition reads as the agreement of that one."""
    fields = {
        "proposal": "treaty",
        "party": "RUS",
        "stance": "supports-if",
        "version": 1,
        "conditions": "proposal:plan",
    }
    assert "RUS supports treaty (version 1) if plan is agreed" == said("position-taken", fields)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (
            "decision-rule-set",
            {"rule": {"kind": "consensus"}, "question": "procedure"},
            "the talks decide on procedure by consensus of the negotiating parties",
        ),
        ("proposal-tabled", {"proposal": "treaty", "author": "unknown"}, "somebody unknown tabled treaty (version 1)"),
        ("proposal-tabled", {"proposal": "treaty", "author": "room"}, "the room tabled treaty (version 1)"),
        (
            "proposal-tabled",
            {"proposal": "treaty", "by": "UKR", "to": "RUS", "valid_until": "2022-04-30"},
            "UKR tabled treaty (version 1) to RUS, open until 30 Apr 2022",
        ),
    ],
)
def test_what_was_said_besides_is_told(kind: str, fields: dict[str, Any], words: str) -> None:
    """A rule for one kind of question, an author that is not named, and a last day stand in the sentence."""
    assert words == said(kind, fields)


def test_nothing_is_agreed_until_everything_is() -> None:
    """A rule under which all proposals are one says so, beside whose agreement it asks for."""
    fields = {"rule": {"kind": "named-set", "parties": ["UKR", "RUS"], "single_undertaking": True}}
    expected = "the talks decide by the agreement of UKR and RUS; nothing is agreed until everything is agreed"
    assert expected == said("decision-rule-set", fields)


@pytest.mark.parametrize(
    "condition", ["the house votes for it", "If the house votes for it", " if  the house votes for it"]
)
def test_a_condition_is_led_in_once(condition: str) -> None:
    """Whoever writes it with an if of its own is not told of two."""
    fields = {"proposal": "p", "party": "UKR", "stance": "supports-if", "version": 1, "conditions": [condition]}
    assert "UKR supports p (version 1) if the house votes for it" == said("position-taken", fields)


@pytest.mark.parametrize("state", GuarantorState)
def test_a_step_of_guarantors_that_are_not_named_reads_as_one_of_many(state: GuarantorState) -> None:
    """The words for a guarantor fit one country, and some countries that the source does not name."""
    found = said("guarantor-state-changed", {"proposal": "treaty", "unnamed": "some countries", "state": state})
    assert found.startswith("some countries ")
    assert " as guarantor of treaty" in found
    assert not re.search(r"some countries (is|was|has)\b|\bits", found)


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (None, "OSCE observed conduct under reduce: a column"),
        ("full", "OSCE observed conduct under reduce: a column"),
        ("denied", "OSCE was denied access to observe conduct under reduce: a column"),
    ],
)
def test_an_observer_saw_something_or_was_kept_from_it(access: str | None, words: str) -> None:
    """What was seen, and that nothing could be seen, are told apart."""
    assert words == said("conduct-observed", {"pledge": "reduce", "by": "OSCE", "text": "a column", "access": access})


def test_a_round_that_was_broken_off_is_not_concluded() -> None:
    """The two ends of a round have words of their own."""
    assert "round four was broken off" == said("round-closed", {"round": "four", "outcome": "broken-off"})


def test_an_entry_without_a_number_is_named_by_its_id() -> None:
    """An annotation whose entry is not among those numbered names it by its id."""
    event = build.event("entry-retracted", {"entry": "e99", "reason": "no"})
    assert sentence(event) == "#e99 was retracted: no"


@pytest.mark.parametrize(
    ("names", "expected"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_as_people_do(names: list[str], expected: str) -> None:
    """Names are joined by commas and a last 'and'."""
    assert expected == listed(names)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("round-adjourned", {"round": "r"}, "round r was adjourned"),
        ("statement-recorded", {"speaker": "Fomin", "text": "No."}, "Fomin: “No.”"),
    ],
)
def test_what_was_not_said_leaves_no_gap(kind: str, fields: dict[str, Any], words: str) -> None:
    """A round that was adjourned to no date, and a speaker of no party, are told without either."""
    assert words == said(kind, fields)
