"""Random logs that the rules accept: two to six parties, late and vague dates, corrections, disputes, undoing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from given import Told, decided, told
from hypothesis import strategies as st
from msgspec import structs

from negotiation.domain.errors import NegotiationError
from negotiation.domain.record.annotated import Annotated
from negotiation.domain.record.entry import Entry

PARTIES = ("A", "B", "C", "D", "E", "F")
DAYS = tuple(f"2022-03-{day:02}" for day in range(1, 13))
VAGUE = ("2022-03", "2022-03-05~", "2022-03-03/2022-03-06", "2022-03-04T10:00")
STANCES = ("supports", "supports-if", "can-live-with", "reserved", "studying", "opposes", "red-line", "silent")
ACTS = ("agreed-in-principle", "agreed-ad-referendum", "initialled", "adopted", "signed", "ratified", "acceded",
        "in-force", "suspended", "resumed", "terminated", "denounced")  # fmt: skip

Step = Callable[[Sequence[Entry]], list[Told]]
"""Given the log so far, tells what is to be recorded as one batch."""

days = st.sampled_from((*DAYS, *DAYS, *VAGUE))
parties = st.sampled_from(PARTIES)
some = st.lists(parties, min_size=1, max_size=3, unique=True)
proposals = st.sampled_from(("p", "q"))
versions = st.integers(1, 2)
stances = st.sampled_from(STANCES)


def _one(kind: str, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Step]:
    return st.builds(
        lambda on, made, over: lambda _log: [told(kind, on, override="the minutes say so" if over else None, **made)],
        days,
        st.fixed_dictionaries(fields),
        st.sampled_from((False,) * 7 + (True,)),
    )


ROLLS = ((), ("A=for", "B=for"), ("A=against", "B=for", "C=abstained"))
MENDING = [{"number": "1", "text": "A lasting peace."}]
ENTERING = (
    {"kind": "entry-into-force", "count": 2, "after": "P2D"},
    {"kind": "entry-into-force", "weights": ["votes:50%"]},
    {"kind": "entry-into-force", "percent": 50, "including": ["A"], "after": "P1M"},
)
RULES = (
    {"kind": "threshold", "shares": ["votes:60%"], "including": ["B"]},
    {"kind": "consensus"},
    {"kind": "threshold", "count": 2},
    {"kind": "threshold", "percent": 50},
    {"kind": "named-set", "parties": ["A", "B"]},
)
_ACTING = (
    _one("proposal-tabled", proposal=proposals, by=some),
    _one("proposal-tabled", proposal=proposals, by=some, provisions=st.just([{"number": "1", "text": "Peace."}])),
    _one("proposal-revised", proposal=proposals, by=some, summary=st.just("anew")),
    _one(
        "amendment-moved",
        proposal=st.just("q"),
        of=st.just("p"),
        of_version=versions,
        by=some,
        changes=st.just(MENDING),
    ),
    _one("proposal-amended", proposal=st.just("p"), amendments=st.just(["q"]), changes=st.just(MENDING)),
    _one("vote-held", proposal=proposals, version=versions, adopted=st.booleans(), votes=st.sampled_from(ROLLS)),
    _one("proposal-sponsored", proposal=proposals, by=some),
    _one("proposal-tabled", proposal=proposals, author=st.sampled_from(("unknown", "room"))),
    _one(
        "proposal-tabled", proposal=proposals, by=some, valid_until=days, question=st.sampled_from((None, "procedure"))
    ),
    _one("proposal-extended", proposal=proposals, by=some, valid_until=days),
    _one("amendment-seconded", proposal=proposals, by=some),
    _one("amendment-not-moved", proposal=proposals),
    _one("proposal-tabled", proposal=proposals, by=some, terms=st.sampled_from(ENTERING)),
    *(_one("position-taken", proposal=proposals, party=parties, stance=st.sampled_from(STANCES), version=versions),)
    * 3,
    *(_one("formal-act-done", proposal=proposals, act=st.sampled_from(ACTS), by=some, version=versions),) * 5,
    _one("proposal-rejected", proposal=proposals, by=parties, version=versions),
    _one("proposal-withdrawn", proposal=proposals, by=parties),
    _one("proposal-deferred", proposal=proposals, until=st.sampled_from(DAYS)),
    _one("proposal-reopened", proposal=proposals),
    _one("proposal-received", proposal=proposals, by=parties),
    _one("silence-opened", proposal=proposals, version=versions, deadline=days),
    _one("silence-broken", proposal=proposals, by=some),
)
_SEATING = (
    _one("party-joined", party=parties, roles=st.just(["negotiating"])),
    _one("party-left", party=parties),
    _one("party-role-changed", party=parties, roles=st.sampled_from((["observer"], ["negotiating"]))),
    _one("decision-rule-set", rule=st.sampled_from(RULES)),
    _one("decision-rule-set", rule=st.sampled_from(RULES), question=st.just("procedure")),
    _one("party-weight-set", party=parties, weight=st.just("votes"), value=st.sampled_from((10, 40, 70))),
    _one("statement-recorded", speaker=st.just("S"), text=st.just("words")),
)


def _named(log: Sequence[Entry], number: int) -> Entry:
    return log[number % len(log)]


def _correcting(number: int, on: str) -> Step:
    def step(log: Sequence[Entry]) -> list[Told]:
        target = _named(log, number)
        found = Annotated(log).by_id(target.id)
        claim = structs.replace(found.envelope.claim(), occurred=on)
        fields: dict[str, Any] = {"entry": target.id, "reason": "misread", "event": found.event, "claim": claim}
        return [told("entry-corrected", "2022-03-20", **fields)]

    return step


def _disputing(number: int, by: str) -> Step:
    return lambda log: [told("entry-disputed", "2022-03-20", entry=_named(log, number).id, by=by, reason="not so")]


def undoing(batch: Sequence[Entry]) -> list[Told]:
    """Tell of the undoing of a batch."""
    return [told("entry-retracted", "2022-03-20", entry=entry.id, reason="undone") for entry in reversed(batch)]


def _retracting(number: int) -> Step:
    return lambda log: undoing([_named(log, number)])


numbers = st.integers(0, 40)
_ANNOTATING = (
    st.builds(_correcting, numbers, days),
    st.builds(_disputing, numbers, parties),
    st.builds(_retracting, numbers),
)
steps = st.one_of(*_ACTING, *_ACTING, *_SEATING, *_ANNOTATING)


def built(size: int, made: Sequence[Step], *, over: bool = True) -> list[Entry]:
    """Return the log of talks between so many parties, with each step that the rules accept.

    Args:
        size: how many parties.
        made: the steps.
        over: whether a step may be recorded over a rule, where it says so.
    """
    log: list[Entry] = []
    first = [told("talks-opened", title="Talks")]
    first += [told("party-joined", party=party, roles=["negotiating"]) for party in PARTIES[:size]]
    log += decided(log, first)
    for step in made:
        try:
            log += decided(log, [one if over else replace(one, override=None) for one in step(log)])
        except NegotiationError:
            continue
    return log


logs = st.builds(built, st.integers(2, 6), st.lists(steps, min_size=4, max_size=18))
"""Logs of up to some twenty accepted entries."""

lawful = st.builds(built, st.integers(2, 6), st.lists(steps, min_size=4, max_size=24), over=st.just(value=False))
"""Logs in which nothing stands over a rule."""
