"""The talks that the tests of reports write about: real ones, and text that means harm."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from negotiation import NegotiationLog
from negotiation.domain import build
from negotiation.domain.record.annotations import Annotation, EntryReMarked
from negotiation.talks import TalksLog
from negotiation.writing import Details

SCRIPT = "<script>alert(1)</script>"
FORMULA = '=cmd("calc")'
ESCAPE = "\x1b[31mred"
HEBREW = "שלום לעם"
ARABIC = "السلام عليكم"
COMBINING = "e\u0301te\u0301"
OVERRIDE = "abc\u202etxt.exe"

ABOUT = {
    "proposal": "security-guarantees",
    "treaty": "security-guarantees",
    "brief": "UKR",
    "changes": "2022-03-28",
    "dossier": "2022-03-28",
}
"""What a report of the Istanbul talks is about, where its kind is about one thing."""
HARM = {"proposal": "harm", "treaty": "harm", "brief": "RUS", "changes": "#4", "dossier": "#4"}
"""The same of the talks that mean harm."""


def new_log(path: Path) -> NegotiationLog:
    """Return a new log whose clock and ids are the same at every run."""
    NegotiationLog.create(str(path)).close()
    return opened(path)


def opened(path: Path, first: int = 1) -> NegotiationLog:
    """Open a log with a clock, ids and salts that are the same at every run."""
    moment, ids = count(), count(first)
    start = datetime(2022, 4, 20, 9, 0, tzinfo=UTC)
    return NegotiationLog.open(
        str(path),
        recorder="note-taker",
        clock=lambda: start + timedelta(minutes=next(moment)),
        new_id=lambda: f"id-{next(ids):04}",
        new_salt=lambda: bytes(32),
    )


def make_confidential(talks: TalksLog) -> None:
    """Mark every entry of the talks as confidential, but those about entries."""
    marks = (
        EntryReMarked(entry=entry.id, marking="confidential", reason="to see")
        for entry in talks.entries()
        if not isinstance(entry.event, Annotation)
    )
    talks.record(*marks)


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


def bargaining(path: Path) -> TalksLog:
    """Record the Istanbul talks and what such talks are made of: a text in provisions, rounds, pledges, a package."""
    talks = istanbul(path)
    _texts(talks)
    _rounds(talks)
    _pledges(talks)
    _bargains(talks)
    return talks


def _texts(talks: TalksLog) -> None:
    talks.source("osce", "OSCE", title="Daily report", published="2022-04-04", language="en", reliability="A")
    talks.propose(
        "ceasefire",
        by=["UKR"],
        to=["RUS"],
        title="A ceasefire",
        provisions=[
            {"number": "1", "text": "The Parties [shall] cease fire at 0600."},
            {"number": "2", "text": "Monitors have access to the line of contact."},
            {"number": "3", "text": "Heavy weapons are withdrawn by 30 km."},
        ],
        on="2022-03-30",
        sources="agencies-0330",
    )
    given: Details = {"on": "2022-03-31", "sources": "agencies-0330"}
    talks.respond("ceasefire", by=["RUS"], stance="studying", **given)
    talks.respond("ceasefire", by=["RUS"], provision="1", stance="can-live-with", **given)
    on_two = {"proposal": "ceasefire", "party": "RUS", "provision": "2", "version": 1, "stance": "supports-if"}
    talks.record(build.event("position-taken", {**on_two, "conditions": ["proposal:neutral-status"]}), **given)
    talks.respond(
        "ceasefire",
        by=["RUS"],
        provision="3",
        stance="opposes",
        on="2022-03-31",
        says="Lavrov",
        sources="agencies-0330",
    )
    talks.propose("prisoners", by=["RUS"], to=["UKR"], title="Exchange of prisoners", on="2022-03-30", sources="rua")
    talks.respond("prisoners", by=["UKR"], stance="supports", on="2022-03-31", says="Podolyak")
    talks.act("prisoners", "agreed-ad-referendum", by=["UKR", "RUS"], on="2022-04-01", sources="agencies-0330")
    talks.propose("corridor", by=["UKR"], to=["RUS"], title="A corridor", on="2022-03-30", sources="agencies-0330")
    talks.open_silence("corridor", until="2022-05-01T12:00Z", by=["TUR"], on="2022-04-01", sources="agencies-0330")
    talks.propose("embargo", by=["RUS"], title="An embargo", on="2022-03-30")
    talks.reject("embargo", by=["UKR"], reason="out of the question", on="2022-03-31", sources="agencies-0330")


def _rounds(talks: TalksLog) -> None:
    given: Details = {"on": "2022-03-29", "sources": "rua"}
    delegations = [{"party": "UKR", "head": "Arakhamia"}, {"party": "RUS", "head": "Medinsky"}]
    talks.act_on_round(
        "istanbul", "opened", {"label": "fourth round", "host": "TUR", "delegations": delegations}, **given
    )
    talks.act_on_round("istanbul", "walked-out", {"by": ["RUS"], "reason": "over the text"}, **given)
    talks.act_on_round("istanbul", "adjourned", {"until": "2022-05-10"}, **given)


def _pledges(talks: TalksLog) -> None:
    given: Details = {"on": "2022-03-29", "sources": "agencies-0330"}
    talks.pledge(
        "reduce-activity",
        by=["RUS"],
        to=["UKR"],
        text="We will drastically reduce military activity near Kyiv and Chernihiv.",
        under="security-guarantees",
        on="2022-03-29",
        says="Fomin",
        sources="agencies-0330",
    )
    talks.pledge("no-parade", by=["UKR"], text="We will not hold exercises in April.", **given)
    talks.pledge("monitors", by=["RUS"], to=["UKR"], text="Monitors will pass.", under="ceasefire", **given)
    talks.clarify(
        "monitors",
        by="OSCE",
        indicators=[{"name": "passage", "text": "every patrol passes"}],
        baseline="none passed in March",
        due="2022-04-10",
        on="2022-04-01",
        sources="osce",
    )
    seen = talks.observe(
        "monitors", "two patrols were turned back", by="OSCE", access="denied", on="2022-04-03", sources="osce"
    )[0]
    talks.observe("reduce-activity", "columns moved north", by="USA", on="2022-04-01", sources="agencies-0330")
    talks.assess("reduce-activity", "no-evidence", by="USA", confidence="low", on="2022-03-30", sources="agencies-0330")
    talks.assess(
        "reduce-activity", "partial", by="USA", confidence="moderate", on="2022-04-02", sources="agencies-0330"
    )
    talks.assess("reduce-activity", "contradicted", by="UKR", reason="shelling went on", on="2022-04-02")
    talks.assess(
        "monitors", "unverifiable", by="OSCE", evidence=[f"#{seen.number}"], on="2022-04-04", sources="osce",
        marking="restricted",
    )  # fmt: skip
    talks.dispute(f"#{seen.number}", by="RUS", reason="the patrols turned back by themselves")


def _bargains(talks: TalksLog) -> None:
    on_it = {"proposal": "security-guarantees", "party": "RUS", "version": 1, "stance": "supports-if"}
    waits = build.event("position-taken", {**on_it, "conditions": ["proposal:neutral-status"]})
    talks.record(waits, on="2022-04-02", says="Medinsky", sources="meduza")
    talks.form_package(
        "status-package",
        ["security-guarantees", "neutral-status", "prisoners"],
        title="Status against guarantees",
        by=["UKR"],
        on="2022-04-02",
        sources="meduza",
    )
    talks.guarantor("security-guarantees", "in-principle", ["TUR"], on="2022-03-30", sources="agencies-0330")
    talks.guarantor(
        "security-guarantees",
        "conditional",
        ["USA"],
        conditions=["the Senate agrees"],
        on="2022-04-03",
        sources="meduza",
    )
    talks.guarantor("security-guarantees", "in-principle", unnamed="some countries", on="2022-04-03", sources="meduza")


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
    _harmful_bargains(talks)
    return talks


def _harmful_bargains(talks: TalksLog) -> None:
    """Put harmful text into everything that can be said of guarantors, packages, silence, rounds and pledges."""
    bad = f"{SCRIPT} {ESCAPE} | {OVERRIDE}"
    given: Details = {"on": "2022-03-30", "sources": "bad"}
    talks.respond("harm", by=["RUS"], stance="supports-if", provision="1", conditions=[FORMULA, bad], **given)
    talks.reserve("harm", f"{FORMULA} {HEBREW} {ARABIC} {COMBINING} {bad}", by=["RUS"], **given)
    talks.propose(
        "guarded",
        by=["RUS"],
        title=bad,
        terms=[
            {
                "kind": "security-guarantees",
                "obligation": bad,
                "trigger": FORMULA,
                "excluded_territories": [bad],
                "decision_rule": bad,
                "guarantors": ["USA", "CHN"],
            }
        ],
        links=[("conditional-on", "harm")],
        **given,
    )
    guarded = talks.entries()[-1].number
    terms = [{"kind": "security-guarantees", "guarantors": ["USA", "FRA"]}]
    talks.dispute(f"#{guarded}", by=bad, reason=FORMULA, account={"terms": terms}, sources="bad")
    talks.guarantor(
        "guarded",
        "conditional",
        unnamed=bad,
        conditions=[bad],
        reason=FORMULA,
        says=bad,
        on="2022-03-30",
        sources="bad",
    )
    talks.form_package("both", ["harm", "guarded"], title=bad, by=["RUS"], **given)
    talks.open_silence("guarded", until="2022-05-01", by=["RUS"], **given)
    talks.pledge(
        "calm",
        by=["RUS"],
        to=["UKR"],
        text=f"{bad}\n{FORMULA}",
        actions=[bad],
        areas=[FORMULA],
        purpose=bad,
        under="harm",
        indicators=[{"name": "<b>", "text": bad}],
        baseline=FORMULA,
        due="2022-04-10",
        on="2022-03-30",
        says=bad,
        sources="bad",
    )
    talks.clarify("calm", by=bad, indicators=[{"name": "=1+1", "text": FORMULA}], **given)
    talks.observe("calm", bad, by=bad, indicator="<b>", access="denied", **given)
    talks.assess("calm", "breached", by=bad, reason=FORMULA, evidence=[f"#{guarded}"], **given)
    talks.assess("calm", "partial", by=bad, reason=bad, **given)
    talks.assess("calm", "fulfilled", by=FORMULA, reason=bad, **given)
    opened = {"label": bad, "venue": bad, "host": "UKR", "delegations": [{"party": "UKR", "head": bad}]}
    talks.act_on_round("first", "opened", opened, **given)
    talks.act_on_round("first", "walked-out", {"by": ["UKR"], "reason": bad}, **given)
    talks.act_on_round("first", "closed", {"outcome": "broken-off", "outputs": [bad]}, **given)
    talks.say(bad, bad, party="UKR", office=FORMULA, **given)
    gone = talks.say("Nobody", bad, **given)[0]
    talks.retract(f"#{gone.number}", reason=bad)


def closed(talks: TalksLog) -> None:
    """Let go of the file that talks are recorded in."""
    talks.log.close()
