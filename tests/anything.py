"""Hypothesis strategies for events of every kind, sensible or not, over small alphabets."""

from collections.abc import Mapping, Sequence
from typing import Any

from given import Told, told
from hypothesis import strategies as st

from negotiation.domain import build
from negotiation.domain.catalogue import EVENTS
from negotiation.domain.pledge.events import Access, Confidence, Verdict
from negotiation.domain.proposal.events import FormalAct, GuarantorState, LinkKind, Stance
from negotiation.domain.record.event import Event
from negotiation.domain.round.events import Format, Level, Outcome, Track
from negotiation.domain.talks.events import Role

PARTIES = ("UKR", "RUS", "TUR")
PROPOSALS = ("p", "q", "r")
DATES = (None, "2022-03", "2022-03-01", "2022-03-02", "2022-03-02T10:00", "2022-03-03", "2022-03-02/2022-04", "../2022")
ROUNDS = ("first", "second")
PLEDGES = ("withdraw", "release")
PACKAGES = ("deal", "other")
ENTRIES = tuple(f"e{number}" for number in range(1, 16))

party = st.sampled_from((*PARTIES, *PARTIES, "G"))
group = st.sampled_from(("G", "G", "H", "UKR"))
proposal = st.sampled_from(PROPOSALS)
some_parties = st.lists(party, max_size=2, unique=True)
parties = st.lists(party, min_size=1, max_size=2, unique=True)
version = st.sampled_from((1, 1, 1, 2, 2, 3, 7))
words = st.sampled_from(("because", "2022-13", "1/2", "—"))
maybe_words = st.none() | words
link = st.fixed_dictionaries({"kind": st.sampled_from([*LinkKind]), "target": proposal})
conditions = st.lists(st.sampled_from(("because", "proposal:p", "proposal:q")), max_size=2)
role = st.lists(st.sampled_from([*Role]), min_size=1, max_size=2, unique=True)
reference = st.sampled_from(
    (
        "proposal:p",
        "proposal:z",
        "party:UKR",
        "issue:land",
        "source:wire",
        "entry:e3",
        "pledge:withdraw",
        "round:first",
        "package:deal",
    )
)
counterparts = st.none() | st.lists(
    st.sampled_from(("pledge:withdraw", "pledge:release", "proposal:p", "proposal:q")),
    min_size=1,
    max_size=2,
    unique=True,
)
measured = st.sampled_from((None, None, ["troops=450"], ["troops=5 of 12 camps", "shells=1,200 kg"], ["lost=3.67 %"]))
pledged = st.none() | st.lists(st.sampled_from(PLEDGES), min_size=1, max_size=2, unique=True)
rule = st.one_of(
    st.just({"kind": "consensus"}),
    parties.map(lambda named: {"kind": "named-set", "parties": named}),
    st.integers(1, 3).map(lambda count: {"kind": "threshold", "count": count}),
    st.sampled_from((50, 66.7, 100)).map(lambda percent: {"kind": "threshold", "percent": percent}),
    parties.map(lambda named: {"kind": "threshold", "count": 1, "shares": ["votes:50%"], "including": named}),
)

TERMS: dict[str, Any] = {
    "neutral-status": {"permanent": True, "non_aligned": False, "constitutional_basis": "Article 1"},
    "security-guarantees": {"consultation": "P3D", "guarantors": ["GBR", "TUR"], "decision": "unanimity"},
    "non-membership": {"organisation": "NATO", "exceptions": ["EU"]},
    "non-nuclear-status": {"verification": "IAEA"},
    "no-foreign-bases": {"exercises": "with-consent", "consent_of": ["the guarantors"]},
    "territorial-question-deferred": {"territories": ["Crimea"], "period": "P15Y", "no_use_of_force": True},
    "referendum": {"question": "yes or no?", "precondition": "peace"},
    "entry-into-force": {"count": 1, "weights": ["votes:40%"], "including": ["UKR"], "after": "P1D"},
    "free-text": {"text": "as it was"},
    "defined": {
        "name": "limit",
        "fields": [{"name": "substance", "value": "salt"}, {"name": "amount", "value": "3 kg"}],
    },
}
"""Every typed term by its kind, with fields that fit."""

terms = st.lists(st.sampled_from([{"kind": kind, **fields} for kind, fields in TERMS.items()]), max_size=2)
provisions = st.sampled_from(
    ([], [{"number": "1", "text": "One"}], [{"number": "1", "text": "A"}, {"number": "2", "text": "B"}])
)
content = {"title": maybe_words, "terms": terms, "provisions": provisions}
setting = {
    "label": st.none() | st.just("fourth round"),
    "venue": st.none() | st.just("Istanbul"),
    "host": st.none() | st.just("TUR"),
    "format": st.none() | st.sampled_from([*Format]),
    "track": st.none() | st.sampled_from([*Track]),
    "level": st.none() | st.sampled_from([*Level]),
    "delegations": st.lists(party, max_size=2, unique=True),
}
tabling = {
    "to": some_parties,
    "issue": st.none() | st.just("land"),
    "question": st.sampled_from((None, None, "procedure")),
    "links": st.lists(link, max_size=2),
    "valid_until": st.sampled_from((None, None, "2022-03-02", "2022-03-03", "2022-03")),
}

FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "talks-opened": {"title": words, "timezone": st.sampled_from(("UTC", "Europe/Istanbul"))},
    "party-joined": {"party": party, "name": maybe_words, "roles": role},
    "party-role-changed": {"party": party, "roles": role},
    "party-renamed": {"party": party, "name": words},
    "party-continued": {"party": party, "predecessor": party},
    "party-weight-set": {
        "party": party,
        "weight": st.sampled_from(("votes", "people")),
        "value": st.sampled_from((0, 1, 30, 60.5, 400)),
        "of": st.none() | st.just(500),
    },
    "group-formed": {"group": group, "name": maybe_words, "members": parties},
    "group-members-changed": {
        "group": group,
        "added": st.lists(party, min_size=1, max_size=2, unique=True),
        "reason": maybe_words,
    },
    "group-dissolved": {"group": group, "reason": maybe_words},
    "term-kind-defined": {
        "term_kind": st.sampled_from(("limit", "window")),
        "fields": st.sampled_from((["substance", "amount:quantity"], ["from:date", "to:date", "note?"], ["who:party"])),
        "description": maybe_words,
    },
    "knowledge-rule-set": {"unsourced": st.sampled_from(("recorded", "happened"))},
    "party-left": {"party": party, "reason": maybe_words},
    "issue-added": {"issue": st.just("land"), "title": words},
    "decision-rule-set": {"rule": rule, "question": st.sampled_from((None, None, "procedure"))},
    "talks-suspended": {"by": some_parties, "reason": maybe_words},
    "talks-resumed": {},
    "talks-concluded": {"outcome": maybe_words},
    "talks-collapsed": {"by": st.none() | parties, "reason": maybe_words},
    "source-registered": {
        "source": st.sampled_from(("wire", "paper")),
        "publisher": words,
        "published": st.sampled_from(DATES),
        "reliability": st.none() | st.just("B"),
    },
    "statement-recorded": {"speaker": words, "text": words, "party": st.none() | party, "about": st.lists(reference)},
    "entries-hashed": {"entries": st.integers(1, 9), "root": st.just("0a" * 32)},
    "record-disclosed": {"audience": words, "entries": st.integers(1, 9), "root": st.just("0a" * 32)},
    "note-taken": {"text": words},
    "note-sorted": {
        "entry": st.sampled_from(ENTRIES),
        "into": st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=2),
    },
    "proposal-floated": {"by": some_parties, "deniable": st.booleans(), **tabling, **content},
    "proposal-tabled": {"by": parties, **tabling, **content},
    "proposal-received": {"by": party},
    "proposal-extended": {"by": some_parties, "valid_until": st.sampled_from(("2022-03-02", "2022-03-04", "2022-04"))},
    "proposal-revised": {"by": parties, "summary": maybe_words, **content},
    "proposal-sponsored": {"by": parties},
    "vote-held": {
        "version": version,
        "adopted": st.booleans(),
        "body": st.none() | party,
        "in_favour": st.none() | st.just(3),
        "against": st.none() | st.just(1),
        "votes": st.sampled_from(([], ["UKR=for", "RUS=against", "TUR=abstained"], ["TUR=absent", "RUS=for"])),
    },
    "amendment-moved": {
        "of": proposal,
        "of_version": version,
        "by": parties,
        "title": maybe_words,
        "terms": terms,
        "question": st.sampled_from((None, None, "procedure")),
        "changes": st.sampled_from(
            ([{"number": "1", "text": "New"}], [{"number": "2"}], [{"number": "1 bis", "text": "B", "after": "1"}])
        ),
    },
    "amendment-seconded": {"by": parties},
    "amendment-not-moved": {"reason": maybe_words},
    "proposal-amended": {
        "amendments": st.lists(proposal, min_size=1, max_size=2, unique=True),
        "by": some_parties,
        "terms": terms,
        "changes": st.sampled_from(([], [{"number": "1", "text": "New"}], [{"number": "2"}])),
    },
    "proposal-linked": {"link": link},
    "position-taken": {
        "party": party,
        "stance": st.sampled_from([*Stance]),
        "version": version,
        "provision": st.sampled_from((None, None, "1", "9")),
        "conditions": conditions,
    },
    "formal-act-done": {
        "act": st.sampled_from([*FormalAct]),
        "by": parties,
        "version": version,
        "effect": st.none() | st.sampled_from(DATES),
    },
    "reservation-made": {
        "by": parties,
        "text": words,
        "declaration": st.booleans(),
        "provision": st.none() | st.just("1"),
    },
    "reservation-withdrawn": {"by": party, "reason": maybe_words},
    "reservation-objected": {"by": parties, "to": party, "reason": maybe_words},
    "proposal-rejected": {"by": party, "version": version, "reason": maybe_words},
    "proposal-withdrawn": {"by": party, "reason": maybe_words},
    "proposal-superseded": {"by_proposal": proposal},
    "proposal-deferred": {"until": st.sampled_from(DATES), "reason": maybe_words},
    "proposal-referred": {"to_body": words, "reason": maybe_words},
    "proposal-lapsed": {"reason": maybe_words},
    "proposal-reopened": {"by": some_parties, "reason": maybe_words},
    "silence-opened": {
        "by": some_parties,
        "version": version,
        "deadline": st.sampled_from(("2022-03-02", "2022-03-03", "2022-03-02T12:00", "2022-03", "2023")),
    },
    "silence-broken": {"by": parties, "reason": maybe_words},
    "guarantor-state-changed": {"reason": maybe_words},
    "package-formed": {
        "title": maybe_words,
        "by": some_parties,
        "proposals": st.lists(proposal, min_size=2, max_size=3, unique=True),
        "pledges": pledged,
    },
    "package-changed": {
        "added": st.lists(proposal, min_size=1, max_size=2, unique=True),
        "removed": st.lists(proposal, max_size=2, unique=True),
        "pledges_added": pledged,
        "pledges_removed": pledged,
        "by": some_parties,
    },
    "package-dissolved": {"by": some_parties, "reason": maybe_words},
    "round-scheduled": {"planned": st.sampled_from(DATES), **setting},
    "round-opened": setting,
    "round-suspended": {"by": some_parties, "reason": maybe_words},
    "round-resumed": {"by": some_parties},
    "round-walked-out": {"by": parties, "reason": maybe_words},
    "round-adjourned": {"until": st.sampled_from(DATES), "reason": maybe_words},
    "round-closed": {
        "outcome": st.sampled_from([*Outcome]),
        "duration": st.none() | st.just("PT3H"),
        "outputs": st.lists(words, max_size=2),
        "press_access": maybe_words,
    },
    "round-cancelled": {"by": some_parties, "reason": maybe_words},
    "pledge-made": {
        "by": parties,
        "to": some_parties,
        "text": words,
        "actions": st.lists(words, max_size=1),
        "areas": st.lists(words, max_size=1),
        "purpose": maybe_words,
        "under": st.none() | proposal,
        "in_exchange_for": counterparts,
        "conditional_on": counterparts,
    },
    "pledge-linked": {"in_exchange_for": counterparts, "conditional_on": st.just(["proposal:p"])},
    "pledge-clarified": {
        "by": words,
        "indicators": st.sampled_from(([], ["troops=fewer"], ["troops: at most 300", "shells: below 3.5 t"])),
        "baseline": words | st.just("9,000 shells"),
        "due": st.sampled_from(DATES),
    },
    "conduct-observed": {
        "by": words,
        "text": words,
        "indicator": st.sampled_from((None, None, "troops", "lost")),
        "access": st.none() | st.sampled_from([*Access]),
        "measured": measured,
    },
    "pledge-assessed": {
        "assessor": st.sampled_from(("USA", "UKR", "OSCE")),
        "verdict": st.sampled_from([*Verdict]),
        "confidence": st.none() | st.sampled_from([*Confidence]),
        "reason": maybe_words,
        "evidence": st.lists(st.sampled_from(ENTRIES), max_size=2, unique=True),
        "measured": measured,
    },
    "pledge-superseded": {"by_pledge": st.sampled_from(PLEDGES)},
    "pledge-withdrawn": {"by": party, "reason": maybe_words},
}
"""The fields of every kind that is no annotation; those of a proposal and the like have its id besides."""

SUBJECTS = {
    "proposal": proposal,
    "round": st.sampled_from(ROUNDS),
    "pledge": st.sampled_from(PLEDGES),
    "package": st.sampled_from(PACKAGES),
}
"""The ids of the things that events happen to."""
guarantor = st.one_of(
    st.sampled_from(("GBR", "TUR", "USA")).map(lambda code: {"guarantor": code}),
    st.just({"unnamed": "some countries"}),
)
step = st.one_of(
    st.sampled_from([*GuarantorState]).map(lambda state: {"state": state}),
    conditions.map(lambda named: {"state": "conditional", "conditions": named}),
)


def plain_event(kind: str) -> st.SearchStrategy[Event]:
    """Draw an event of a kind that is no annotation."""
    own = {name: ids for name, ids in SUBJECTS.items() if name in EVENTS[kind].__struct_fields__}
    fields: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({**own, **FIELDS[kind]})
    if kind == "guarantor-state-changed":
        fields = st.tuples(fields, guarantor, step).map(lambda drawn: drawn[0] | drawn[1] | drawn[2])
    if kind == "decision-rule-set":  # which no rule for one kind of question can say
        fields |= st.just({"rule": {"kind": "consensus", "single_undertaking": True}})
    return fields.map(lambda fields: build.event(kind, fields))


plain_events = st.sampled_from(sorted(FIELDS)).flatmap(plain_event)
claims = st.fixed_dictionaries(
    {
        "occurred": st.sampled_from(DATES),
        "learned": st.sampled_from((None, None, "2022-03", "2022-05")),
        "asserted_by": st.sampled_from((None, None, "Medinsky", "RUS")),
        "sources": st.lists(st.sampled_from(("wire", "wire", "wire@page 1", "paper", "lost")), max_size=1),
        "grade": st.sampled_from((None, "B2")),
        "note": maybe_words,
        "quote": maybe_words,
        "in_round": st.sampled_from((None, None, None, "first", "lost")),
    }
)


def annotation(kind: str, about: st.SearchStrategy[Event]) -> st.SearchStrategy[Event]:
    """Draw an annotation of a kind, with nested events of another strategy."""
    account = {"event": about, "claim": claims}
    maybe = {"event": st.none() | about, "claim": st.none() | claims}
    own: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "entry-corrected": account,
        "entry-retracted": {},
        "entry-disputed": {"by": party, **maybe},
        "entry-re-marked": {"marking": st.sampled_from(("public", "restricted", "confidential"))},
    }
    fields = {"entry": st.sampled_from(ENTRIES), "reason": words, **own[kind]}
    return st.fixed_dictionaries(fields).map(lambda drawn: build.event(kind, drawn))


ANNOTATIONS = ("entry-corrected", "entry-retracted", "entry-disputed", "entry-re-marked")
shallow = st.sampled_from(ANNOTATIONS).flatmap(lambda kind: annotation(kind, plain_events))
annotations = st.sampled_from(ANNOTATIONS).flatmap(lambda kind: annotation(kind, plain_events | shallow))


def event_of(kind: str) -> st.SearchStrategy[Event]:
    """Draw an event of any kind of the catalogue."""
    return plain_event(kind) if kind in FIELDS else annotation(kind, plain_events | shallow)


events = st.one_of(plain_events, plain_events, annotations)
overrides = st.sampled_from((None, None, "the minutes say so"))
anything = st.builds(lambda event, said, override: Told(event, build.claim(said), override), events, claims, overrides)
pasts = st.lists(anything, max_size=14)


def sensible(past: Sequence[Told]) -> tuple[Told, ...]:
    """Leave out the accounts that would make an entry one of another kind: no decision lets them pass."""
    kinds = {f"e{number}": one.event.kind for number, one in enumerate(past, start=1)}
    return tuple(one for one in past if not _makes_it_another(one.event, kinds))


def _makes_it_another(event: Event, kinds: Mapping[str, str]) -> bool:
    account = getattr(event, "event", None)
    return account is not None and account.kind != kinds.get(event.entry)  # type: ignore[attr-defined]  # an annotation


def well_begun() -> tuple[Told, ...]:
    """Return talks under way, so that more of what is drawn is allowed: three parties, two proposals, two sources."""
    return (
        told("talks-opened", title="Peace talks"),
        *(told("party-joined", party=code, roles=["negotiating"]) for code in PARTIES),
        *(told("source-registered", source=name, publisher="Agencies") for name in ("wire", "paper")),
        told("issue-added", issue="land", title="Land"),
        told("proposal-tabled", "2022-03-01", proposal="p", by="UKR"),
        told("proposal-tabled", "2022-03-01", proposal="q", by="RUS"),
    )


assert set(TERMS) == set(TERMS), "a new typed term needs an example here"
