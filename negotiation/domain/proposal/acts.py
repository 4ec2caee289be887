"""The rules of formal acts: what must be agreed, by whom and together with what, before an act can bind."""

from collections.abc import Iterator, Mapping

from ..listing import listed
from ..package.waiting import packages_of, pledges_out, still_out
from ..refusal import Refusal
from ..shares import MANY
from ..state import State
from ..talks.state import Talks
from . import treaty
from .events import FormalAct, FormalActDone, LinkKind
from .stage import agreed, has_reached, is_body, outstanding, shows_agreement
from .state import BINDING, NOTICES, OF_ONE, RANK, Proposal, Rejection, against

Proposals = Mapping[str, Proposal]


def refusals(now: State, proposal: Proposal, event: FormalActDone) -> Iterator[Refusal]:
    """An agreement needs the objections gone; what binds more needs the agreement, and its counterparts'."""
    talks, proposals = now.talks, now.proposals
    if proposal.tabled == 0:
        yield Refusal("only-floated", f"{proposal.id} was floated but never tabled", (proposal.floated,))
    yield from _of_a_body(talks, event)
    if event.act in OF_ONE:
        yield from treaty.refusals(proposal, event.act, event.by)
        return
    yield from _no_live_objection(talks, proposal, event)
    yield from _something_new(proposal, event)
    rank = RANK[event.act]
    if rank < BINDING:
        return
    if not agreed(proposal) and not shows_agreement(talks, proposal, event.act, event.by):
        yield _not_agreed(talks, proposals, proposal, event)
    else:
        yield from _counterparts_agreed(proposals, proposal, event.act)
    if rank >= RANK[FormalAct.SIGNED]:
        yield from _package_agreed(now, proposal, event.act)
    yield from _earlier_act(talks, proposal, event)


def _of_a_body(talks: Talks, event: FormalActDone) -> Iterator[Refusal]:
    """A conference adopts a text, and may give notice of its force; whatever binds a party that party does itself."""
    for party in event.by:
        if event.act not in (*NOTICES, FormalAct.ADOPTED) and is_body(talks, party):
            entry = talks.parties[party].entry
            words = f"{party} is a body (#{entry}): it adopts texts, and its members do what binds them"
            yield Refusal("a-body-adopts", words, (entry,))


def _no_live_objection(talks: Talks, proposal: Proposal, event: FormalActDone) -> Iterator[Refusal]:
    deciders = proposal.agreement.deciders if proposal.agreement else talks.deciders_on(proposal.question)
    against = [(party, entry) for party, entry in proposal.objections(deciders.parties) if party not in event.by]
    if against and not deciders.met_by(frozenset(deciders.parties) - {party for party, _ in against}):
        who = listed([f"{party} stands against it (#{entry})" for party, entry in against])
        who = who if len(against) <= MANY else f"{len(against)} parties stand against it"
        yield Refusal(
            "live-objection",
            f"{proposal.id} cannot be {words_of(event.act)}: {who}",
            tuple(entry for _, entry in against),
        )


def words_of(act: FormalAct) -> str:
    """Write an act as what is done to a text: ``signed``, ``acceded to``, ``agreed in principle``."""
    words = act.replace("-", " ")
    return f"{words} to" if act in (FormalAct.ACCEDED, FormalAct.SUCCEEDED) else words


def _not_agreed(talks: Talks, proposals: Proposals, proposal: Proposal, event: FormalActDone) -> Refusal:
    """Say what stands between the proposal and its agreement."""
    reasons, behind, silent = [], [proposal.tabled or proposal.floated], []
    stances = proposal.stances()
    for party in outstanding(talks, proposal):
        if party in stances:
            last = stances[party][-1]
            reasons.append(f"{party} {STANCE_WORDS[last.stance]} it (#{last.entry})")
            behind.append(last.entry)
        elif isinstance(said := proposal.last.get(party), Rejection):
            reasons.append(f"{party} rejected it (#{said.entry})")
            behind.append(said.entry)
        elif party in proposal.sponsors:
            reasons.append(f"{party} put it forward (#{proposal.content.entry}) and has not agreed")
        elif party not in event.by:  # whoever does the act speaks by it
            silent.append(party)
    if silent:
        who = listed(silent) if len(silent) <= MANY else f"{len(silent)} parties"
        reasons.append(f"{who} {'has' if len(silent) == 1 else 'have'} not spoken")
    for other, kind in counterparts(proposals, proposal):
        if not agreed(other):
            where = f" (#{other.content.entry})" if other.on_the_table else ""
            reasons.append(f"it stands {COUNTERPART_WORDS[kind]} {other.id}{where}, which is not agreed either")
            behind.extend([other.content.entry] if other.on_the_table else [])
    detail = f": it is not agreed; {', and '.join(reasons)}" if reasons else ": it is not agreed"
    return Refusal("not-agreed", f"{proposal.id} cannot be {words_of(event.act)}{detail}", tuple(dict.fromkeys(behind)))


STANCE_WORDS = {
    "supports": "supports",
    "supports-if": "supports, on conditions,",
    "can-live-with": "can live with",
    "reserved": "has reserved its position on",
    "studying": "is studying",
    "opposes": "opposes",
    "red-line": "has drawn a red line against",
    "silent": "is silent on",
}
"""Each stance as the verb of a sentence: ``RUS is studying it``."""

COUNTERPART_WORDS = {
    LinkKind.IN_EXCHANGE_FOR: "in exchange for",
    LinkKind.CONDITIONAL_ON: "on condition of",
}


def counterparts(proposals: Proposals, proposal: Proposal) -> Iterator[tuple[Proposal, LinkKind]]:
    """Yield the proposals that this one waits for, each once, with the kind of the tie."""
    seen = set()
    for linked in proposal.links:
        if linked.link.kind in COUNTERPART_WORDS and linked.link.target not in seen:
            seen.add(linked.link.target)
            yield proposals.get(linked.link.target, Proposal(linked.link.target)), linked.link.kind


def _counterparts_agreed(proposals: Proposals, proposal: Proposal, act: FormalAct) -> Iterator[Refusal]:
    """What stands in exchange for something, or on a condition, binds no sooner than that is agreed."""
    for other, kind in counterparts(proposals, proposal):
        if not agreed(other):
            yield Refusal(
                "counterpart-not-agreed",
                f"{proposal.id} cannot be {words_of(act)}: "
                f"it stands {COUNTERPART_WORDS[kind]} {other.id}, which is not agreed",
                tuple(entry for entry in (other.content.entry,) if entry),
            )


def _package_agreed(now: State, proposal: Proposal, act: FormalAct) -> Iterator[Refusal]:
    """Nothing of a package binds until all of it is agreed."""
    for name, members in packages_of(now.talks, now.proposals, now.packages).items():
        out = [other for other in still_out(now.proposals, members) if other != proposal.id]
        package = now.packages.get(name)
        gone = pledges_out(now.pledges, package)
        if proposal.id in members and gone:
            yield Refusal(
                "package-not-agreed",
                f"{proposal.id} cannot be {words_of(act)}: it is in the package {name}, and of its pledges "
                f"{listed(gone)} {'does' if len(gone) == 1 else 'do'} not stand",
                (package.entry,) if package else (),
            )
        if proposal.id in members and out:
            what = f"it is in the package {name}" if package else "nothing is agreed until everything is"
            yield Refusal(
                "package-not-agreed",
                f"{proposal.id} cannot be {words_of(act)}: {what}, and {listed(out)} "
                f"{'is' if len(out) == 1 else 'are'} not agreed",
                (package.entry,) if package else (),
            )


def _earlier_act(talks: Talks, proposal: Proposal, event: FormalActDone) -> Iterator[Refusal]:
    """Only what a party signed can it ratify; only what counts as signed enters into force, and leaves it again."""
    if event.act is FormalAct.RATIFIED:
        signed = proposal.did(FormalAct.SIGNED_AD_REFERENDUM)
        for party in event.by:
            if signed.isdisjoint(talks.place_of(party)):
                words = f"{party} cannot ratify {proposal.id}: it has not signed it; who did not sign accedes"
                yield Refusal("not-signed", words)
    elif event.act is FormalAct.IN_FORCE and not has_reached(proposal, FormalAct.ADOPTED):
        words = f"{proposal.id} cannot enter into force: it is neither adopted nor signed by all who must"
        yield Refusal("not-signed", words)
    elif event.act in NOTICES and event.act is not FormalAct.IN_FORCE and proposal.force is None:
        yield Refusal("not-in-force", f"{proposal.id} cannot be {words_of(event.act)}: it is not in force")


def _notices(proposal: Proposal, event: FormalActDone) -> Iterator[Refusal]:
    """A notice changes how the whole stands, or how it stands for those who give it."""
    last = proposal.force
    recorded = any(act.act is FormalAct.IN_FORCE and act.version == proposal.version for act in proposal.acts)
    if last is None or (event.act is FormalAct.IN_FORCE and not recorded):
        return  # nobody has said so yet, whatever its own terms say
    held = {party: one.suspended.entry for party, one in treaty.standings(proposal).items() if one.suspended}
    new = event.act in _TURNS[last.act]
    if last.act is not FormalAct.SUSPENDED and set(event.by) <= treaty.bound(proposal):
        match event.act:
            case FormalAct.SUSPENDED:
                new = not set(event.by) <= set(held)
            case FormalAct.RESUMED:
                new = bool(set(event.by) & set(held))
            case _:
                pass
    if not new:
        only = event.act is FormalAct.SUSPENDED and last.act is not FormalAct.SUSPENDED
        state = f"suspended for {listed(event.by)}" if only else last.act.replace("-", " ")
        entry = held[event.by[-1]] if only else last.entry
        yield Refusal("nothing-new", f"{proposal.id} is {state} (#{entry}) already", (entry,), since=2, of_new=True)


_TURNS = {
    None: frozenset({FormalAct.IN_FORCE}),
    FormalAct.IN_FORCE: frozenset({FormalAct.SUSPENDED, FormalAct.TERMINATED}),
    FormalAct.RESUMED: frozenset({FormalAct.SUSPENDED, FormalAct.TERMINATED}),
    FormalAct.SUSPENDED: frozenset({FormalAct.RESUMED, FormalAct.IN_FORCE, FormalAct.TERMINATED}),
    FormalAct.TERMINATED: frozenset[FormalAct](),
}
"""Which notice on its force changes what, after the last one."""


def _something_new(proposal: Proposal, event: FormalActDone) -> Iterator[Refusal]:
    """An act that changes nothing is not done: those who do it have done it, or the text is in that state already."""
    if event.act in NOTICES:
        yield from _notices(proposal, event)
        return
    done = proposal.did(event.act)
    if not set(event.by) <= done:
        return
    if any(treaty.standing(proposal, party).out is not None for party in event.by):
        return
    if all(party in done and not against(proposal.last.get(party)) for party in event.by):
        rank = RANK[event.act]
        acts = [a for a in proposal.acts if a.version == proposal.version and RANK[a.act] >= rank]
        behind = tuple(act.entry for act in acts if set(act.by) & set(event.by))
        who = listed(event.by) if len(event.by) <= MANY else f"{len(event.by)} parties"
        done_words = f"{who} {'has' if len(event.by) == 1 else 'have'} done that, or more, already"
        where = ", ".join(f"#{number}" for number in behind)
        yield Refusal("nothing-new", f"{done_words}: {proposal.id}, {where}", behind, since=2, of_new=True)
