"""One event of every kind, with every typed term and every field filled, as records are kept."""

# ruff: noqa: E501  # a table

from typing import Any

from negotiation.domain import build
from negotiation.domain.record.envelope import Envelope
from negotiation.domain.record.event import Event
from negotiation.domain.twins import made

TERMS: list[dict[str, Any]] = [
    {"kind": "neutral-status", "permanent": True, "non_aligned": False, "constitutional_basis": "article 1", "detail": "d"},
    {"kind": "security-guarantees", "obligation": "to defend", "trigger": "armed attack", "consultation": "P3D",
     "guarantors": ["GBR", "osce"], "excluded_territories": ["Crimea"], "decision_rule": "unanimity", "decision": "unanimity"},
    {"kind": "non-membership", "organisation": "NATO", "exceptions": ["EU"]},
    {"kind": "non-nuclear-status", "verification": "IAEA"},
    {"kind": "no-foreign-bases", "exercises": "with-consent", "consent_of": ["guarantors"]},
    {"kind": "territorial-question-deferred", "territories": ["Crimea"], "period": "P15Y", "no_use_of_force": True},
    {"kind": "referendum", "question": "Shall it be?", "precondition": "withdrawal"},
    {"kind": "entry-into-force", "count": 55, "percent": 66.5, "weights": ["emissions:55%"], "including": ["CHN"],
     "after": "P30D", "detail": "d"},
    {"kind": "limit", "substance": "uranium", "amount": "at most 300 kg", "detail": "d"},
    {"kind": "free-text", "text": "In words: «ні» \u202e \x01 😀"},
]  # fmt: skip
CONTENT: dict[str, Any] = {
    "title": "Title",
    "terms": TERMS,
    "provisions": [{"number": "1 bis", "text": "Text\nof it."}],
}
LINKS = [{"kind": kind, "target": "other"} for kind in ("in-exchange-for", "supersedes", "splits")]
SETTING: dict[str, Any] = {
    "label": "fourth round", "venue": "Dolmabahçe", "host": "TUR", "mediators": ["TUR"], "format": "direct", "track": "1",
    "level": "delegations", "delegations": [{"party": "UKR", "head": "Arakhamia", "members": ["Podolyak"]}, {"party": "RUS"}],
}  # fmt: skip
FIELDS: dict[str, dict[str, Any]] = {
    "talks-opened": {"title": "Talks", "description": "About them", "timezone": "Europe/Istanbul"},
    "party-joined": {"party": "UKR", "name": "Ukraine", "roles": ["negotiating", "host"]},
    "party-role-changed": {"party": "TUR", "roles": ["mediator", "third-party"]},
    "party-renamed": {"party": "TUR", "name": "Türkiye"},
    "knowledge-rule-set": {"unsourced": "happened"},
    "party-continued": {"party": "TUR", "predecessor": "OTT"},
    "party-weight-set": {"party": "TUR", "weight": "votes", "value": 29, "of": 345},
    "group-formed": {"group": "Quad", "name": "The Quad", "members": ["UKR", "RUS", "TUR"]},
    "group-members-changed": {"group": "Quad", "added": ["osce"], "removed": ["RUS"], "reason": "why"},
    "group-dissolved": {"group": "Quad", "reason": "why"},
    "term-kind-defined": {"term_kind": "limit", "fields": ["substance", "amount:bound", "note?"], "description": "how much"},
    "party-left": {"party": "osce", "reason": "why"},
    "issue-added": {"issue": "ceasefire", "title": "Ceasefire"},
    "decision-rule-set": {"rule": {"kind": "threshold", "percent": 66.5, "count": 3, "shares": ["votes:60%"],
                                   "including": ["UKR"]}, "question": "procedure"},
    "talks-suspended": {"by": ["RUS"], "reason": "why"},
    "talks-resumed": {},
    "talks-concluded": {"outcome": "none"},
    "talks-collapsed": {"by": ["RUS"], "reason": "why"},
    "source-registered": {"source": "agencies", "publisher": "Agencies", "title": "T", "url": "https://example.org/a?b#c",
                          "published": "2022-03-30", "language": "uk", "sha256": "0" * 64, "reliability": "B"},
    "statement-recorded": {"speaker": "S", "office": "O", "party": "RUS", "text": "Words", "language": "ru",
                           "about": ["proposal:neutral", "entry:abc.2"]},
    "entries-hashed": {"entries": 68, "root": "0a" * 32},
    "record-disclosed": {"audience": "press", "to": "The Gazette", "reason": "Asked", "entries": 68, "root": "0a" * 32,
                         "withheld": 3, "in_part": 1},
    "note-taken": {"text": "Words"},
    "note-sorted": {"entry": "abc", "into": ["def"]},
    "proposal-floated": {"proposal": "neutral", **CONTENT, "by": [], "to": ["RUS"], "deniable": True, "links": LINKS,
                         "valid_until": "2022-04", "question": "procedure"},
    "proposal-tabled": {"proposal": "neutral", **CONTENT, "by": ["UKR"], "to": ["RUS"], "issue": "ceasefire", "links": LINKS,
                        "valid_until": "2022-04-30", "question": "procedure"},
    "proposal-extended": {"proposal": "neutral", "by": ["UKR"], "valid_until": "2022-05-31", "reason": "why"},
    "proposal-received": {"proposal": "neutral", "by": "RUS"},
    "proposal-revised": {"proposal": "neutral", **CONTENT, "by": ["UKR"], "summary": "shorter"},
    "vote-held": {"proposal": "neutral", "version": 2, "adopted": True, "body": "osce", "in_favour": 24, "against": 8,
                  "abstained": 3, "votes": [{"party": "UKR", "vote": "for"}, {"party": "RUS", "vote": "absent"}]},
    "amendment-moved": {"proposal": "am1", "of": "neutral", "of_version": 2, "by": ["TUR"], "title": "T", "terms": TERMS[:1],
                        "changes": [{"number": "1 bis", "text": "New", "after": "1"}, {"number": "2"}], "question": "procedure"},
    "amendment-seconded": {"proposal": "neutral", "by": ["RUS"]},
    "amendment-not-moved": {"proposal": "neutral", "reason": "why"},
    "proposal-amended": {"proposal": "neutral", "amendments": ["other"], "by": ["TUR"], "terms": TERMS[:1],
                         "changes": [{"number": "2"}]},
    "proposal-sponsored": {"proposal": "neutral", "by": ["TUR"]},
    "proposal-linked": {"proposal": "neutral", "link": {"kind": "conditional-on", "target": "other"}},
    "position-taken": {"proposal": "neutral", "party": "RUS", "stance": "supports-if", "version": 2, "provision": "1 bis",
                       "conditions": ["a", "b"]},
    "formal-act-done": {"proposal": "neutral", "act": "agreed-ad-referendum", "by": ["UKR", "RUS"], "version": 1,
                        "effect": "2022-05"},
    "reservation-made": {"proposal": "neutral", "by": ["RUS"], "text": "not in war", "declaration": True, "provision": "1 bis"},
    "reservation-withdrawn": {"proposal": "neutral", "by": "RUS", "reason": "why"},
    "reservation-objected": {"proposal": "neutral", "by": ["UKR"], "to": "RUS", "reason": "why"},
    "proposal-rejected": {"proposal": "neutral", "by": "RUS", "version": 1, "reason": "why"},
    "proposal-withdrawn": {"proposal": "neutral", "by": "UKR", "reason": "why"},
    "proposal-superseded": {"proposal": "neutral", "by_proposal": "other"},
    "proposal-deferred": {"proposal": "neutral", "until": "2022-05", "reason": "why"},
    "proposal-referred": {"proposal": "neutral", "to_body": "the presidents", "reason": "why"},
    "proposal-lapsed": {"proposal": "neutral", "reason": "why"},
    "proposal-reopened": {"proposal": "neutral", "by": ["UKR"], "reason": "why"},
    "guarantor-state-changed": {"proposal": "neutral", "guarantor": "USA", "state": "conditional",
                                "conditions": ["proposal:other", "in words"], "reason": "why"},
    "silence-opened": {"proposal": "neutral", "by": ["TUR"], "version": 2, "deadline": "2022-04-01T12:00+03:00"},
    "silence-broken": {"proposal": "neutral", "by": ["RUS"], "reason": "why"},
    "package-formed": {"package": "deal", "title": "The deal", "proposals": ["neutral", "other"],
                       "pledges": ["reduce", "leave"], "by": ["UKR"]},
    "package-changed": {"package": "deal", "added": ["neutral"], "removed": ["other"],
                        "pledges_added": ["reduce"], "pledges_removed": ["leave"], "by": ["UKR"], "reason": "why"},
    "package-dissolved": {"package": "deal", "by": ["UKR"], "reason": "why"},
    "round-scheduled": {"round": "istanbul", **SETTING, "planned": "2022-03-28/2022-03-30"},
    "round-opened": {"round": "istanbul", **SETTING},
    "round-suspended": {"round": "istanbul", "by": ["RUS"], "reason": "why"},
    "round-resumed": {"round": "istanbul", "by": ["RUS"]},
    "round-walked-out": {"round": "istanbul", "by": ["RUS"], "reason": "why"},
    "round-adjourned": {"round": "istanbul", "until": "2022-04", "reason": "why"},
    "round-closed": {"round": "istanbul", "outcome": "broken-off", "duration": "PT3H", "outputs": ["a paper"],
                     "press_access": "kept outside"},
    "round-cancelled": {"round": "istanbul", "by": ["RUS"], "reason": "why"},
    "pledge-made": {"pledge": "reduce", "by": ["RUS"], "to": ["UKR"], "text": "less", "actions": ["reduce"],
                    "areas": ["Kyiv"], "purpose": "trust", "issue": "ceasefire", "under": "neutral",
                    "in_exchange_for": ["pledge:leave"], "conditional_on": ["proposal:neutral", "pledge:leave"]},
    "pledge-linked": {"pledge": "reduce", "in_exchange_for": ["pledge:leave"], "conditional_on": ["proposal:neutral"]},
    "pledge-clarified": {"pledge": "reduce", "by": "OSCE", "indicators": [{"name": "troops", "text": "fewer"}],
                         "baseline": "28 March", "due": "2022-04-10"},
    "conduct-observed": {"pledge": "reduce", "by": "OSCE", "text": "a column", "indicator": "troops", "access": "partial",
                         "measured": ["troops=1,200 soldiers", "camps: 5 of 12 camps"]},
    "pledge-assessed": {"pledge": "reduce", "assessor": "USA", "verdict": "no-evidence", "confidence": "low",
                        "reason": "why", "evidence": ["abc", "def"], "measured": ["troops=3.67 %"]},
    "pledge-superseded": {"pledge": "reduce", "by_pledge": "leave"},
    "pledge-withdrawn": {"pledge": "reduce", "by": "RUS", "reason": "why"},
    "entry-corrected": {"entry": "abc", "reason": "why", "claim": {"occurred": "2022-03-29~", "sources": ["agencies@p1"]},
                        "event": {"kind": "entry-corrected", "entry": "def", "reason": "why", "claim": {},
                                  "event": {"kind": "talks-resumed"}}},
    "entry-retracted": {"entry": "abc", "reason": "why"},
    "entry-disputed": {"entry": "abc", "by": "RUS", "reason": "why", "event": {"kind": "talks-resumed"}, "claim": {}},
    "entry-re-marked": {"entry": "abc", "reason": "why", "marking": "confidential"},
}  # fmt: skip
ENVELOPE = {
    "occurred": "2022-03-28/2022-03-30", "learned": "2022-03-30T10:00+03:00", "asserted_by": "RUS", "grade": "B2", "note": "n", "quote": "q", "quote_language": "uk",
    "in_round": "istanbul", "sources": [{"source": "agencies", "locator": "paragraph 4", "quote": "Слова", "language": "uk"}],
    "recorder": "ada", "batch": "b1", "marking": "restricted", "override": {"reason": "it happened", "breaks": ["abc.2"]},
}  # fmt: skip


def events() -> dict[str, Event]:
    """Return one event of every kind."""
    return {kind: build.event(kind, fields) for kind, fields in FIELDS.items()}


def envelope() -> Envelope:
    """Return an envelope with every field filled."""
    return made(Envelope, ENVELOPE)
