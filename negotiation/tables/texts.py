"""The tables of what is on the table: proposals, their versions, provisions and terms, and what was said and done."""

import json
from collections.abc import Iterator

from ..domain.proposal.events import FormalActDone, PositionTaken, VoteHeld
from ..domain.terms import as_written
from ..domain.values import plain
from ..views.status import ProposalStatus
from .declaration import WHEN, Row, entry, number, table, text, things, yes_no
from .material import Material


def _proposals(seen: Material) -> Iterator[Row]:
    standing: dict[str, ProposalStatus] = {found.proposal: found for found in seen.status.proposals}
    for name, proposal in seen.now.proposals.items():
        if name not in standing:
            continue
        found, first = standing[name], proposal.versions[0].entry
        yield (
            name,
            found.title,
            found.label,
            found.text.convergence,
            found.formal.stage,
            found.formal.since,
            found.kept or None,
            found.text.version,
            proposal.amends is not None,
            found.author,
            found.deniable,
            found.issue,
            found.question,
            found.formal.last_day,
            bool(found.grounds.contested),
            first,
            *seen.when(first),
            True,
        )


PROPOSALS = things(
    "proposals",
    "One proposal; an amendment is one too",
    (
        text("proposal", "Its id", key=True),
        text("title", "Its name for people"),
        text("status", "How it stands, in a few words"),
        text("text_stage", "How far the words have converged"),
        text("formal_stage", "The furthest formal act, or how it left the table"),
        text("formal_since", "Since when it stands there formally", unit="EDTF"),
        text("kept", "What is seen of the pledges made under it, and of its guarantors"),
        number("version", "The number of its present version"),
        yes_no("amendment", "Whether it would amend another one"),
        text("author", "Where it has no sponsor: unknown, or the room"),
        yes_no("deniable", "Whether it was floated so that it can be denied"),
        text("issue", "The item of the agenda that it is on", refers="issues"),
        text("question", "The kind of question that it is"),
        text("last_day", "The last day on which it can be agreed", unit="EDTF"),
        yes_no("contested", "Whether somebody disputes an entry that its status rests on"),
        entry("The entry that put it on the table"),
        *WHEN,
    ),
    _proposals,
)


def _versions(seen: Material) -> Iterator[Row]:
    for name, proposal in seen.now.proposals.items():
        for found in proposal.versions:
            words = sum(len(provision.text.split()) for provision in found.provisions)
            pieces = len(found.provisions), len(found.terms), words
            yield name, found.number, found.author, *pieces, found.entry, *seen.when(found.entry)


VERSIONS = table(
    "versions",
    "One wording of a proposal",
    (
        text("proposal", "The proposal", key=True, refers="proposals"),
        number("version", "Its number, from 1", key=True),
        text("author", "Where nobody is named: unknown, or the room"),
        number("provisions", "How many provisions it has", unit="provisions"),
        number("terms", "How many terms it has", unit="terms"),
        number("words", "How many words its provisions have, as far as spaces tell", unit="words"),
        entry("The entry that made it"),
        *WHEN,
    ),
    _versions,
)


def _provisions(seen: Material) -> Iterator[Row]:
    for name, proposal in seen.now.proposals.items():
        for version in proposal.versions:
            for place, found in enumerate(version.provisions, start=1):
                yield name, version.number, place, found.number, found.text


PROVISIONS = table(
    "provisions",
    "One numbered piece of the text of one version",
    (
        text("proposal", "The proposal", key=True, refers="proposals"),
        number("version", "The number of the version", key=True),
        number("place", "Its place in the text, from 1", key=True),
        text("provision", "The number under which it stands"),
        text("text", "Its words"),
    ),
    _provisions,
)


def _terms(seen: Material) -> Iterator[Row]:
    for name, proposal in seen.now.proposals.items():
        for version in proposal.versions:
            for place, term in enumerate(version.terms, start=1):
                written = as_written(plain(term))
                kind = str(written.pop("kind"))
                yield name, version.number, place, kind, json.dumps(written, ensure_ascii=False, sort_keys=True)


TERMS = table(
    "terms",
    "One typed term of one version",
    (
        text("proposal", "The proposal", key=True, refers="proposals"),
        number("version", "The number of the version", key=True),
        number("place", "Its place among the terms, from 1", key=True),
        text("term", "Its kind"),
        text("fields", "Its fields that are given", unit="JSON"),
    ),
    _terms,
)


def _amendments(seen: Material) -> Iterator[Row]:
    made = {
        (proposal.id, name): version.number
        for proposal in seen.now.proposals.values()
        for version in proposal.versions
        for name in version.amendments
    }
    for name, proposal in seen.now.proposals.items():
        if proposal.amends:
            of, changes = proposal.amends.of, len(proposal.amends.changes)
            yield name, of, proposal.amends.version, changes, made.get((of, name)), proposal.tabled or None


AMENDMENTS = table(
    "amendments",
    "What an amendment, which is a proposal, would change",
    (
        text("amendment", "The amendment", key=True, refers="proposals"),
        text("proposal", "The text that it would amend", refers="proposals"),
        number("of_version", "The version of it that it would amend"),
        number("changes", "How many provisions it would change", unit="provisions"),
        number("made_version", "The version that it made with others or alone, if it was adopted"),
        entry("The entry that moved it"),
    ),
    _amendments,
)


def _positions(seen: Material) -> Iterator[Row]:
    standing = {(one.entry, one.party) for p in seen.now.proposals.values() for said in p.said() for one in said}
    disavowed = {one.entry for p in seen.now.proposals.values() for one in p.positions if one.disavowed}
    for found, event in seen.of_each(PositionTaken):
        proposal = seen.now.proposals.get(event.proposal)
        yield (
            found.number,
            event.party,
            *seen.when(found),
            event.proposal,
            event.version,
            event.provision,
            event.stance.value,
            "; ".join(event.conditions) or None,
            (found.number, event.party) in standing,
            event.version < (proposal.version if proposal else 0),
            found.number in disavowed,
        )


POSITIONS = table(
    "positions",
    "One stance that a party took, each time that it took one",
    (
        entry("The entry that records it", key=True),
        text("party", "The party, or each member of a group that took it", key=True, refers="parties"),
        *WHEN,
        text("proposal", "The proposal", refers="proposals"),
        number("version", "The version of it"),
        text("provision", "The provision that it is on, if not the whole"),
        text("stance", "What it thinks of it"),
        text("conditions", "On which conditions, one after the other with ; between them"),
        yes_no("stands", "Whether it is among the latest of its party on that"),
        yes_no("stale", "Whether there is a later version"),
        yes_no("disavowed", "Whether the party says that it never took it"),
    ),
    _positions,
)


def _acts(seen: Material) -> Iterator[Row]:
    for found, event in seen.of_each(FormalActDone):
        for party in dict.fromkeys(event.by):
            when = seen.when(found)
            yield found.number, party, *when, event.proposal, event.version, event.act.value, event.effect


ACTS = table(
    "acts",
    "One formal act of one party: an act that two did together, or a group of two, has two rows of one entry",
    (
        entry("The entry that records it", key=True),
        text("party", "The party that did it", key=True, refers="parties"),
        *WHEN,
        text("proposal", "The proposal", refers="proposals"),
        number("version", "The version of it"),
        text("act", "Which act"),
        text("effect", "The day from which it has effect, where that is another one", unit="EDTF"),
    ),
    _acts,
)


def _votes(seen: Material) -> Iterator[Row]:
    by_rule = {vote.entry: vote.by_rule for p in seen.now.proposals.values() for vote in p.votes}
    for found, event in seen.told(VoteHeld):
        yield (
            found.number,
            *seen.when(found),
            event.proposal,
            event.version,
            event.adopted,
            by_rule.get(found.number),
            event.how,
            event.body,
            event.in_favour,
            event.against,
            event.abstained,
        )


VOTES = table(
    "votes",
    "One vote, or one adoption without a vote",
    (
        entry("The entry that records it", key=True),
        *WHEN,
        text("proposal", "What was voted on", refers="proposals"),
        number("version", "The version of it"),
        yes_no("adopted", "Whether it was stated to be adopted"),
        yes_no("by_rule", "Whether it was adopted under the decision rule, where that can be told"),
        text("how", "By vote, by acclamation, or without-a-vote"),
        text("body", "The body that voted", refers="parties"),
        number("in_favour", "How many voted for it, as stated", unit="votes"),
        number("against", "How many voted against it, as stated", unit="votes"),
        number("abstained", "How many abstained, as stated", unit="votes"),
    ),
    _votes,
)


def _ballots(seen: Material) -> Iterator[Row]:
    for found, event in seen.of_each(VoteHeld):
        yield from ((found.number, cast.party, cast.vote.value) for cast in event.votes)


BALLOTS = table(
    "ballots",
    "The vote of one party in a roll call",
    (
        entry("The entry that records the vote", key=True),
        text("party", "The party", key=True, refers="parties"),
        text("vote", "How it voted: for, against, abstained, absent"),
    ),
    _ballots,
)

OF_TEXTS = (PROPOSALS, VERSIONS, PROVISIONS, TERMS, AMENDMENTS, POSITIONS, ACTS, VOTES, BALLOTS)
