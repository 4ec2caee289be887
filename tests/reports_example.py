"""The talks that the tests of reports write about: real ones, and text that means harm."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from negotiation import NegotiationLog
from negotiation.talks import TalksLog

SCRIPT = "<script>alert(1)</script>"
FORMULA = '=cmd("calc")'
ESCAPE = "\x1b[31mred"
HEBREW = "שלום לעם"
ARABIC = "السلام عليكم"
COMBINING = "e\u0301te\u0301"
OVERRIDE = "abc\u202etxt.exe"


def new_log(path: Path) -> NegotiationLog:
    """Return a new log whose clock and ids are the same at every run."""
    NegotiationLog.create(str(path)).close()
    return opened(path)


def opened(path: Path, first: int = 1) -> NegotiationLog:
    """Open a log with a clock and ids that are the same at every run."""
    moment, ids = count(), count(first)
    start = datetime(2022, 4, 20, 9, 0, tzinfo=UTC)
    return NegotiationLog.open(
        str(path),
        recorder="note-taker",
        clock=lambda: start + timedelta(minutes=next(moment)),
        new_id=lambda: f"id-{next(ids):04}",
    )


def istanbul(path: Path) -> TalksLog:
    """Record the Istanbul talks in a new log."""
    talks = new_log(path).open_talks(
        "istanbul-2022", "Talks of Ukraine and Russia, spring 2022", timezone="Europe/Istanbul"
    )
    _frame(talks)
    _proposals(talks)
    _answers(talks)
    return talks


def _frame(talks: TalksLog) -> None:
    talks.party("UKR", roles=["negotiating"], name="Ukraine")
    talks.party("RUS", roles=["negotiating"], name="Russian Federation")
    talks.party("TUR", roles=["host", "mediator"], name="Türkiye")
    talks.issue("security", "Security and status of Ukraine")
    talks.source(
        "agencies-0330",
        "News agencies",
        title="Russia says it will scale back near Kyiv",
        published="2022-03-30",
        language="en",
        reliability="B",
        url="https://news.example/2022/03/30/talks?from=istanbul&page=1",
    )
    talks.source(
        "meduza",
        "Meduza",
        title="Ukraine's ten-point plan",
        published="2022-03-30",
        language="ru",
        reliability="B",
        url="https://meduza.example/feature/2022/03/30/plan",
    )
    talks.source("empr", "empr.media", published="2022-03-29", language="en", reliability="C")
    talks.source("rua", "RUA", title="Medinsky on the talks", published="2022-03-29", language="ru", reliability="C")


def _proposals(talks: TalksLog) -> None:
    talks.propose(
        "security-guarantees",
        by=["UKR"],
        to=["RUS"],
        title="International security guarantees for Ukraine",
        issue="security",
        terms=[
            {
                "kind": "security-guarantees",
                "obligation": "assistance much as under Article 5",
                "trigger": "armed attack",
                "consultation": "P3D",
                "guarantors": ["GBR", "CHN", "RUS", "USA", "FRA", "TUR", "DEU", "CAN", "ITA", "POL", "ISR"],
                "excluded_territories": ["Crimea", "Sevastopol", "parts of Donetsk and Luhansk"],
            }
        ],
        on="2022-03-29",
        says="Arakhamia",
        sources=[
            {"source": "meduza", "locator": "points 1 to 5", "quote": "гарантии безопасности", "language": "ru"},
            "agencies-0330@paragraph 4",
        ],
        grade="B2",
    )
    talks.propose(
        "neutral-status",
        by=["UKR"],
        to=["RUS"],
        title="Permanent neutrality of Ukraine",
        issue="security",
        terms=[
            {"kind": "neutral-status", "permanent": True, "non_aligned": True},
            {"kind": "non-membership", "organisation": "NATO", "exceptions": ["EU membership"]},
        ],
        links=[("in-exchange-for", "security-guarantees")],
        on="2022-03-29",
        sources=["agencies-0330@paragraph 6"],
        grade="B2",
    )
    talks.propose(
        "non-nuclear",
        by=["UKR"],
        to=["RUS"],
        title="Non-nuclear status",
        terms=[{"kind": "non-nuclear-status"}],
        links=[("in-exchange-for", "security-guarantees")],
        on="2022-03-29",
    )


def _answers(talks: TalksLog) -> None:
    for proposal in ("security-guarantees", "neutral-status"):
        talks.receive(proposal, by=["RUS"], on="2022-03-29", says="Medinsky", sources="rua")
        talks.respond(proposal, by=["RUS"], stance="studying", on="2022-03-29", says="Medinsky", sources="rua")
    talks.say(
        "Fomin",
        "Activity near Kyiv and Chernihiv will be reduced radically, by several times.",
        party="RUS",
        office="deputy defence minister",
        on="2022-03-29",
        sources={"source": "agencies-0330", "locator": "paragraph 1"},
    )
    talks.say("Note-taker", "The ministers may initial the text in a fortnight.", on="2022-03-29", marking="restricted")
    tabled = next(entry for entry in talks.entries() if entry.event.kind == "proposal-tabled")
    talks.dispute(
        f"#{tabled.number}",
        by="empr.media",
        reason="another outlet heard a shorter list of guarantors",
        account={
            "terms": [
                {
                    "kind": "security-guarantees",
                    "obligation": "assistance much as under Article 5",
                    "trigger": "armed attack",
                    "consultation": "P3D",
                    "guarantors": ["GBR", "CHN", "USA", "FRA", "TUR", "DEU", "CAN", "POL", "ISR"],
                }
            ]
        },
        sources="empr",
    )
    talks.revise(
        "neutral-status",
        by=["UKR"],
        summary="exercises only with consent",
        terms=[
            {"kind": "neutral-status", "permanent": True, "non_aligned": True},
            {"kind": "no-foreign-bases", "exercises": "with-consent", "consent_of": ["the guarantors"]},
        ],
        on="2022-04-15",
        sources="meduza",
    )


def hostile(path: Path) -> TalksLog:
    """Record talks all of whose texts mean harm, or are hard to write."""
    talks = new_log(path).open_talks("hostile", f"{SCRIPT} {HEBREW}")
    talks.party("UKR", roles=["negotiating"], name=f"{FORMULA}{OVERRIDE}")
    talks.party("RUS", roles=["negotiating"], name=ARABIC)
    talks.source(
        "bad",
        f'"><img src=x onerror=alert(2)> {ESCAPE}',
        title=f"[click](javascript:alert(3)) | {COMBINING}",
        url='https://news.example/"><script>alert(4)</script>',
        published="2022-03-30",
    )
    talks.propose(
        "harm",
        by=["UKR"],
        title=FORMULA,
        terms=[{"kind": "free-text", "text": f"{SCRIPT}\n{ESCAPE}\n{HEBREW} {OVERRIDE}"}],
        provisions=[{"number": "1", "text": "a | b\n\n# heading\n\n* `code`"}],
        on="2022-03-29",
        sources={"source": "bad", "quote": f"{SCRIPT} {ARABIC} {COMBINING}", "locator": "</li></ol>", "language": "ar"},
    )
    talks.respond(
        "harm",
        by=["RUS"],
        stance="supports-if",
        conditions=[f"{SCRIPT}{ESCAPE}"],
        on="2022-03-30",
        says=f"{HEBREW} {SCRIPT}",
    )
    talks.say(
        f"{HEBREW}", f"{ARABIC}\r\n=1+1 </td></table> &amp; {COMBINING} {{{{ 7*7 }}}}", on="2022-03-31", note=SCRIPT
    )
    talks.dispute("#5", by=SCRIPT, reason=ESCAPE, account={"title": f"@{SCRIPT}"}, marking="confidential")
    return talks


def closed(talks: TalksLog) -> None:
    """Let go of the file that talks are recorded in."""
    talks._log.close()
