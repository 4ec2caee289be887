"""Groups: parties that act under one name, read as their members at the date of what they do."""

from collections.abc import Iterator, Sequence
from typing import Any

from anything import plain_event
from effort import examples
from given import TALKS, Told, act, entries_of, folded, frame, given, position, seen, tabled, told
from hypothesis import given as drawn
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from negotiation.domain import build
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import HistoryConflict, Refused
from negotiation.domain.fold import fold
from negotiation.domain.proposal.stage import agreed
from negotiation.domain.proposal.state import Position
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.envelope import Claim
from negotiation.domain.record.history import history

FORMED = told("group-formed", group="E3", members=["GBR", "FRA", "DEU"])
FOUR = (*frame("GBR", "FRA", "DEU", "IRN"), FORMED, tabled(by="IRN"))
"""#1 to #7: talks of four, three of whom form a group, and an offer of the fourth."""


def joined(*added: str, on: str | None = "2022-03-02", removed: Sequence[str] = ()) -> Told:
    """Tell that parties joined a group, or left it."""
    return told("group-members-changed", on, group="E3", added=list(added), removed=list(removed))


def agreeing(*past: Told) -> tuple[str, ...]:
    """Return who has agreed to the offer at the end of a past."""
    return tuple(party for word in folded(past).proposals["peace-treaty"].acts for party in word.by)


def test_an_act_of_a_group_is_one_of_each_of_its_members() -> None:
    """Where all must agree, the agreement of a group of all others is enough; the entry names the group."""
    past = (*FOUR, act("agreed-in-principle", "E3"))
    assert (("GBR", "FRA", "DEU"), True) == (agreeing(*past), agreed(folded(past).proposals["peace-treaty"]))
    assert ("E3",) == entries_of(past)[-1].event.by  # type: ignore[attr-defined]
    assert ("FRA", "GBR", "DEU") == agreeing(*FOUR, act("agreed-in-principle", "FRA", "E3"))


def test_what_names_one_party_is_done_by_each_member() -> None:
    """A position of a group is a position of each; one who says otherwise later stands otherwise."""
    last = folded((*FOUR, position("E3", "opposes"), position("FRA", "supports"))).proposals["peace-treaty"].last
    stances = {party: word.stance for party, word in last.items() if isinstance(word, Position)}
    assert {"GBR": "opposes", "FRA": "supports", "DEU": "opposes"} == stances


def test_members_are_those_of_the_day() -> None:
    """Who joins later has not agreed; who left before has not either."""
    later = joined("IRN", on="2022-03-04", removed=["DEU"])
    assert ("GBR", "FRA", "DEU") == agreeing(*FOUR, act("agreed-in-principle", "E3"), later)
    assert ("GBR", "FRA") == agreeing(*FOUR, joined(removed=["DEU"]), act("agreed-in-principle", "E3"))


def test_a_late_entry_on_the_members_counts_from_its_date() -> None:
    """Recorded after the act and dated before it, it changes who has agreed; a view of an earlier record does not."""
    past = (*FOUR, act("agreed-in-principle", "E3"), joined(removed=["DEU"]))
    assert ("GBR", "FRA") == agreeing(*past)
    (before,) = folded(past, Clocks(recorded="#8")).proposals["peace-treaty"].acts
    assert ("GBR", "FRA", "DEU") == before.by


def test_a_correction_of_the_members_counts() -> None:
    """The group is read as those whom its formation names by now."""
    event = replace(FORMED.event, members=("GBR", "FRA"))
    corrected = told("entry-corrected", entry="e6", reason="two of them", event=event, claim=Claim())
    assert ("GBR", "FRA") == agreeing(*FOUR, act("agreed-in-principle", "E3"), corrected)


def test_a_member_can_disavow_what_the_group_did() -> None:
    """Then it does not stand for that member, and stands for the others; if the group disavows it, for none."""
    past = (*FOUR, act("agreed-in-principle", "E3"))
    assert ("GBR", "DEU") == agreeing(*past, told("entry-disputed", entry="e8", by="FRA", reason="we were not there"))
    assert () == agreeing(*past, told("entry-disputed", entry="e8", by="E3", reason="we never did"))


def test_a_rule_that_names_a_group_looks_at_its_members_when_something_is_decided() -> None:
    """Whose agreement it takes changes with the group; what was agreed before stays so."""
    rule = told("decision-rule-set", rule={"kind": "named-set", "parties": ["E3", "IRN"]})
    past = (*FOUR, rule, joined(removed=["DEU"]))
    assert ("GBR", "FRA", "IRN") == folded(past).talks.required()
    assert agreed(folded((*past, act("agreed-in-principle", "FRA", "GBR"))).proposals["peace-treaty"])
    early = act("agreed-in-principle", "E3", on="2022-03-01")
    assert agreed(folded((*past, early, joined("DEU", on="2022-03-05"))).proposals["peace-treaty"])
    blocks = {"kind": "threshold", "count": 1, "including": ["E3"]}
    assert ("GBR", "FRA", "DEU") == folded((*FOUR, told("decision-rule-set", rule=blocks))).talks.deciders.including


def test_a_rule_for_a_kind_of_question_looks_at_the_members_too() -> None:
    """Who leaves the group is waited for no longer, and so completes what all others have agreed to."""
    rule = told("decision-rule-set", rule={"kind": "named-set", "parties": ["E3", "IRN"]}, question="procedure")
    past = (*FOUR[:6], rule, tabled(by="IRN", question="procedure"), act("agreed-in-principle", "GBR", "FRA"))
    assert not agreed(folded(past).proposals["peace-treaty"])
    assert agreed(folded((*past, joined(on="2022-03-05", removed=["DEU"]))).proposals["peace-treaty"])


def test_who_votes_or_comes_by_itself_is_not_told_of_as_a_member_as_well() -> None:
    """A roll call of a group and one of its members, who voted otherwise, holds both; so do delegations."""
    vote = told(
        "vote-held", "2022-03-03", proposal="peace-treaty", version=1, adopted=True, votes=["E3=for", "FRA=against"]
    )
    voted = folded((*FOUR, vote)).proposals["peace-treaty"]
    assert (("GBR", "DEU"), ["FRA"]) == (voted.acts[0].by, [one.by for one in voted.rejections])
    came = told("round-opened", "2022-03-03", round="one", delegations=["FRA=Fabius", "E3=Ashton"])
    assert [("FRA", "Fabius"), ("GBR", "Ashton"), ("DEU", "Ashton")] == [
        (one.party, one.head) for one in folded((*FOUR, came)).rounds["one"].delegations
    ]


def test_guarantors_and_addressees_can_be_groups() -> None:
    """Each member is a guarantor, and one to whom a proposal or a pledge is addressed."""
    term = {"kind": "security-guarantees", "guarantors": ["E3"]}
    offer = tabled("guarantees", by="IRN", to=["E3"], terms=[term])
    step = told("guarantor-state-changed", "2022-03-03", proposal="guarantees", guarantor="E3", state="committed")
    pledge = told("pledge-made", "2022-03-03", pledge="relief", by="E3", to="IRN", text="We shall lift them.")
    now = folded((*FOUR, offer, step, pledge))
    three, found = ("GBR", "FRA", "DEU"), now.proposals["guarantees"]
    assert (three, three) == (found.addressees, found.content.terms[0].guarantors)  # type: ignore[attr-defined]
    words = now.pledges["relief"].words
    assert words is not None
    assert (three, three) == (tuple(one.guarantor for one in found.guarantors), words.by)


def test_the_rules_look_at_each_member() -> None:
    """What one of them may not do is refused for the group, with the rule that it breaks."""
    gone = told("party-left", "2022-03-02", party="DEU")
    given(*FOUR, gone).when(act("signed", "E3")).then_refused(Refused, ("not-at-the-talks", (8,)))
    given(*FOUR, gone, joined(on="2022-03-02", removed=["DEU"])).when(act("agreed-in-principle", "E3")).then(
        act("agreed-in-principle", "E3").event
    )


def test_what_says_something_new_for_one_member_is_recorded() -> None:
    """A group that receives what some of its members have received is not refused; the second time it is."""
    received = [told("proposal-received", "2022-03-03", proposal="peace-treaty", by=by) for by in ("GBR", "E3", "E3")]
    given(*FOUR, received[0]).when(received[1]).then(received[1].event)
    refused = given(*FOUR, *received[:2]).when(received[2])
    assert isinstance(refused.error, Refused)


def test_who_has_left_a_group_cannot_be_missed_by_what_it_did_later() -> None:
    """A late entry that would have an absent party act in the group's name is refused, naming what it did."""
    gone = told("party-left", "2022-03-01", party="DEU")
    past = (*FOUR, gone, joined(on="2022-03-01", removed=["DEU"]), act("agreed-in-principle", "E3"))
    given(*past).when(joined("DEU")).then_refused(HistoryConflict, ("not-at-the-talks", (8,)))


def test_what_makes_no_group_is_refused() -> None:
    """One with the code of a party or of a group, one that holds a group, or somebody who was never at the talks."""

    def formed(group: str, *members: str) -> Told:
        return told("group-formed", group=group, members=list(members))

    given(*FOUR).when(formed("gbr", "FRA")).then_refused(Refused, ("code-is-a-party", (2,)))
    given(*FOUR).when(formed("e3", "FRA")).then_refused(Refused, ("group-exists", (6,)))
    given(*FOUR).when(formed("G", "E3", "IRN")).then_refused(Refused, ("group-in-group", ()))
    given(*FOUR).when(formed("G", "G")).then_refused(Refused, ("group-in-group", ()))
    given(*FOUR).when(formed("G", "USA")).then_refused(Refused, ("not-at-the-talks", ()))
    given(*FOUR).when(joined("FRA")).then_refused(Refused, ("nothing-new", (6,)))
    given(*FOUR).when(joined(removed=["IRN"])).then_refused(Refused, ("nothing-new", (6,)))
    given(*FOUR).when(told("group-members-changed", group="IRN", added=["FRA"], on="2022-03-02")).then_refused(
        Refused, ("not-a-group", ())
    )


def test_a_group_that_was_dissolved_does_nothing_any_more() -> None:
    """What it did before stands; it may be joined again, and nothing else is done in its name till then."""
    over = told("group-dissolved", "2022-03-04", group="E3")
    past = (*FOUR, act("agreed-in-principle", "E3"), over)
    assert ("GBR", "FRA", "DEU") == agreeing(*past)
    given(*past).when(position("E3", "supports", on="2022-03-05")).then_refused(
        Refused, ("group-without-members", (9,))
    )
    given(*past).when(told("group-dissolved", "2022-03-05", group="E3")).then_refused(Refused, ("nothing-new", (9,)))
    back = joined("FRA", on="2022-03-06")
    assert "FRA" in folded((*past, back, position("E3", "supports", on="2022-03-07"))).proposals["peace-treaty"].last


def test_what_is_said_of_one_party_is_not_said_of_a_group() -> None:
    """A weight, a name of its own, a predecessor, a body that votes: a group has none of these."""
    told_of = (
        told("party-weight-set", party="E3", weight="votes", value=3),
        told("party-continued", party="E3", predecessor="IRN"),
        told("party-renamed", "2022-03-02", party="E3", name="The three"),
        told("vote-held", "2022-03-02", proposal="peace-treaty", version=1, adopted=True, body="E3"),
    )
    for one in told_of:
        given(*FOUR).when(one).then_refused(Refused, ("is-a-group", (6,)))


DAYS = [f"2022-03-{day:02}" for day in range(1, 9)]
AS_ONE = {"pledge-clarified": {"by"}, "conduct-observed": {"by"}, "vote-held": {"body"}}
NAMING = {
    "by",
    "to",
    "party",
    "guarantor",
    "guarantors",
    "assessor",
    "including",
    "votes",
    "delegations",
    "terms",
    "body",
}
"""The fields that name parties, or hold what does."""
NOT_READ = ("decision-rule-set", "party-weight-set", "party-continued", "party-renamed", "statement-recorded")


def _kinds() -> list[str]:
    from anything import FIELDS  # whose parties are replaced below

    groups = ("group-formed", "group-members-changed", "group-dissolved")
    return [kind for kind in FIELDS if kind not in (*NOT_READ, *groups)]


happenings = st.tuples(st.sampled_from(_kinds()).flatmap(plain_event), st.sampled_from(DAYS))
changes = st.tuples(
    st.lists(st.sampled_from(("UKR", "RUS", "TUR", "USA")), max_size=2, unique=True),
    st.lists(st.sampled_from(("UKR", "RUS", "TUR", "USA")), max_size=2, unique=True),
    st.sampled_from(DAYS),
)


def _renamed(value: Any, old: str, new: str) -> Any:
    """Return plain values in which a party goes by another code."""
    if isinstance(value, dict):
        return {name: _renamed(one, old, new) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(one, old, new) for one in value]
    return new if value == old else value


def _spelled(name: str, value: Any, members: Sequence[str]) -> list[Any]:
    """Return what a field holds with members for the group: several values if it holds one party."""
    if value == "GRP":
        return list(members)
    if isinstance(value, list | tuple) and name in ("votes", "delegations"):
        own = [one["party"] for one in value if one["party"] != "GRP"]
        each = [members if one["party"] == "GRP" else [one["party"]] for one in value]
        return [
            [
                {**one, "party": party}
                for one, parties in zip(value, each, strict=True)
                for party in parties
                if one["party"] != "GRP" or party not in own
            ]
        ]
    if isinstance(value, list | tuple) and name == "terms":
        return [
            [{key: _spelled(key, one, members)[0] if key in NAMING else one for key, one in t.items()} for t in value]
        ]
    if isinstance(value, list | tuple):
        return [list(dict.fromkeys(p for one in value for p in (members if one == "GRP" else [one])))]
    return [value]


def _members(past: Sequence[Told], number: int, on: str) -> list[str]:
    """Return who is in the group when an entry happens, worked out from the changes alone."""
    made = [
        (one.claim.occurred, place, one.event)
        for place, one in enumerate(past, start=1)
        if one.event.kind == "group-members-changed" and (one.claim.occurred or "", place) < (on, number)
    ]
    found = ["UKR", "USA"]
    for _, _, event in sorted(made, key=lambda one: one[:2]):
        found = [m for m in dict.fromkeys((*found, *event.added)) if m not in event.removed]  # type: ignore[attr-defined]
    return found


def _by_each(past: Sequence[Told]) -> Iterator[Entry]:
    """Yield the entries of a past as if each member had done what the group did, under the same numbers."""
    for place, entry in enumerate(entries_of(past)):
        if entry.event.kind.startswith("group-"):
            quiet = build.event("issue-added", {"issue": f"i{place}", "title": "Nothing to do with it"})
            yield replace(entry, event=quiet)
            continue
        members = _members(past, entry.number, entry.envelope.occurred or "") or ["GRP"]
        fields: list[dict[str, Any]] = [{}]
        for name, value in to_builtins(entry.event).items():
            reads = name in NAMING and name not in AS_ONE.get(entry.event.kind, ())
            several = _spelled(name, value, members) if reads else [value]
            fields = [{**known, name: one} for known in fields for one in several]
        for nth, one in enumerate(fields):
            yield replace(entry, id=f"{entry.id}.{nth}" if nth else entry.id, event=build.event(entry.event.kind, one))


@examples(1.5, 20_000)
@drawn(st.lists(happenings, max_size=10), st.lists(changes, max_size=3), st.randoms(use_true_random=False))
def test_whatever_a_group_does_each_of_its_members_did(
    done: list[tuple[Any, str]], changed: list[tuple[list[str], list[str], str]], shuffled: Any
) -> None:
    """Where everything stands, it stands as if each member had done by itself what the group did, whatever it was."""
    opened = [told("talks-opened", title="Talks"), told("group-formed", group="GRP", members=["UKR", "USA"])]
    seats = [told("party-joined", party=code, roles=["negotiating"]) for code in ("UKR", "RUS", "TUR", "USA")]
    begun = [told("proposal-tabled", "2022-03-01", proposal=name, by=by) for name, by in (("p", "GRP"), ("q", "RUS"))]
    rest = [
        Told(build.event(event.kind, _renamed(to_builtins(event), "TUR", "GRP")), build.claim({"occurred": on}))
        for event, on in done
    ]
    rest += [
        told("group-members-changed", on, group="GRP", added=[a for a in added if a not in removed], removed=removed)
        for added, removed, on in changed
        if removed or added
    ]
    shuffled.shuffle(rest)
    past = [*opened, *seats, *begun, *rest]
    by_group, by_each = fold(seen(past)), fold(history(list(_by_each(past))))
    assert by_each.proposals == by_group.proposals
    assert (by_each.rounds, by_each.pledges, by_each.packages) == (by_group.rounds, by_group.pledges, by_group.packages)
    assert (by_each.talks.parties, by_each.talks.phase) == (by_group.talks.parties, by_group.talks.phase)
    assert TALKS == seen(past).talks
