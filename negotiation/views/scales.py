"""The verdicts of this log on the scales of others, with their published meaning.

How a verdict is placed on a scale is ours; the values and what they mean are those of the scale.
"""

from msgspec import Struct

from ..domain.pledge.events import Verdict

NONE = "–"  # noqa: RUF001  # a dash, as in tables
"""What stands where a scale has no value for a verdict."""


class Value(Struct, frozen=True):
    """One value of a scale."""

    value: str
    meaning: str


class Scale(Struct, frozen=True):
    """A published scale, and where each verdict stands on it."""

    name: str
    title: str
    source: str
    """Where its values and their meanings are published."""
    values: dict[Verdict, Value]

    def of(self, verdict: str) -> Value:
        """Return where a verdict stands; a value without a meaning where the scale has none."""
        return self.values.get(Verdict(verdict), Value(NONE, "the scale has no value for this"))


_KEPT = Value("Promise Kept", "the promise is mostly or completely fulfilled")
_BROKEN = Value("Promise Broken", "the promise has not been fulfilled, for whatever reason")
_PEACE = Value("AGREE or CONCEDE, then COOPERATE or RETREAT", "verbal cooperation, then material cooperation")
_FORCE = Value("AGREE or CONCEDE, then MOBILIZE or ASSAULT", "verbal cooperation, then material conflict")
_WORDS = Value("AGREE or CONCEDE", "verbal cooperation alone")

SCALES = {
    scale.name: scale
    for scale in (
        Scale(
            "kroc",
            "Peace Accords Matrix, Kroc Institute",
            "peacepolicy.nd.edu, A Barometer of Peace Implementation in Colombia, 11 October 2017",
            {
                Verdict.NO_EVIDENCE: Value("0", "not initiated"),
                Verdict.CONTRADICTED: Value("0", "not initiated"),
                Verdict.BREACHED: Value("0", "not initiated"),
                Verdict.PARTIAL: Value("1 or 2", "minimal or intermediate implementation"),
                Verdict.FULFILLED: Value("3", "full implementation"),
            },
        ),
        Scale(
            "politifact",
            "promise meter, PolitiFact",
            "politifact.com, about the Obameter",
            {
                Verdict.NOT_YET_DUE: Value("Not Yet Rated", "there is no evidence yet of progress or of a standstill"),
                Verdict.UNVERIFIABLE: Value("Not Yet Rated", "there is no evidence yet of progress or of a standstill"),
                Verdict.NO_EVIDENCE: Value("Stalled", "nothing moves on the promise"),
                Verdict.PARTIAL: Value(
                    "Compromise", "substantially less than was promised, but a significant part of its goal"
                ),
                Verdict.FULFILLED: _KEPT,
                Verdict.CONTRADICTED: _BROKEN,
                Verdict.BREACHED: _BROKEN,
            },
        ),
        Scale(
            "plover",
            "PLOVER, the events as which words and deeds would be coded",
            "Open Event Data Alliance, PLOVER, event and quad categories",
            {
                Verdict.NOT_YET_DUE: _WORDS,
                Verdict.NO_EVIDENCE: _WORDS,
                Verdict.UNVERIFIABLE: _WORDS,
                Verdict.PARTIAL: _PEACE,
                Verdict.FULFILLED: _PEACE,
                Verdict.CONTRADICTED: _FORCE,
                Verdict.BREACHED: _FORCE,
            },
        ),
    )
}
"""Every scale by the name under which it is asked for."""
