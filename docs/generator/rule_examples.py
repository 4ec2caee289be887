"""Every rule: what it refuses, and commands that can be run, the last of which it refuses."""

from dataclasses import dataclass

FRAME = (
    "talks init",
    'talks open istanbul-2022 "Istanbul talks" --timezone Europe/Istanbul',
    "talks party UKR RUS --role negotiating",
)
"""What every example begins with, so that each shows only what is its own."""

TABLED = "talks propose neutral-status --by UKR --to RUS --on 2022-03-29"
FLOATED = "talks propose neutral-status --floated --on 2022-03-29"
GUARANTEES = "talks propose guarantees --by UKR --to RUS --on 2022-03-29"
AGREED = "talks act neutral-status agreed-in-principle --by UKR --by RUS --on 2022-03-30"


@dataclass(frozen=True)
class Example:
    """A rule, in one sentence, and how to break it."""

    rule: str
    refuses: str
    commands: tuple[str, ...]


ON_THE_TALKS = (
    Example(
        "already-open",
        "The talks can be opened once.",
        ('talks open istanbul-2022 "The same talks"',),
    ),
    Example(
        "already-at-the-talks",
        "A party that is at the talks cannot join them; `talks party` records a change of its roles instead.",
        ("talks record party-joined party=UKR roles=host",),
    ),
    Example(
        "not-at-the-talks",
        "Who leaves, changes roles, decides, or does something to a proposal must be at the talks then.",
        (TABLED, "talks respond neutral-status --by TUR --stance supports --on 2022-03-29"),
    ),
    Example(
        "already-on-the-agenda",
        "An item is put on the agenda once.",
        ('talks issue security "Security"', 'talks issue security "Security and status"'),
    ),
    Example(
        "source-exists",
        "A source is registered once; what was wrong with it is corrected.",
        ("talks source agencies --publisher Agencies", 'talks source agencies --publisher "News agencies"'),
    ),
    Example(
        "not-active",
        "Only talks that go on can be suspended, and only talks that have not ended can be concluded or collapse.",
        ("talks act talks suspended --on 2022-04-01", "talks act talks suspended --on 2022-04-02"),
    ),
    Example(
        "not-suspended",
        "Talks that are active cannot be resumed.",
        ("talks act talks resumed --on 2022-04-01",),
    ),
)

ON_PROPOSALS = (
    Example(
        "talks-not-active",
        "Nothing is tabled or revised unless the talks go on, and nothing is agreed while they are suspended or after "
        "they collapsed.",
        ("talks act talks suspended --on 2022-03-28", TABLED),
    ),
    Example(
        "already-on-the-table",
        "A proposal is tabled once; new words for it are a revision.",
        (TABLED, TABLED.replace("29", "30")),
    ),
    Example(
        "already-floated",
        "A non-paper is floated once.",
        (FLOATED, FLOATED.replace("29", "30")),
    ),
    Example(
        "not-on-the-table",
        "Nothing happens to a proposal before it is floated or tabled, and nothing is superseded by such a proposal.",
        (TABLED, "talks respond neutral-status --by RUS --stance studying --on 2022-03-28"),
    ),
    Example(
        "ended",
        "Nothing but a reopening or a link happens to a proposal that was withdrawn, superseded, deferred or referred, "
        "or that lapsed.",
        (
            TABLED,
            "talks withdraw neutral-status --by UKR --on 2022-03-30",
            "talks respond neutral-status --by RUS --stance supports --on 2022-03-31",
        ),
    ),
    Example(
        "nothing-to-reopen",
        "Only a proposal that was ended or rejected can be reopened.",
        (TABLED, "talks reopen neutral-status --by UKR --on 2022-03-30"),
    ),
    Example(
        "not-a-sponsor",
        "Only a party that put a proposal forward can revise or withdraw it.",
        (TABLED, "talks withdraw neutral-status --by RUS --on 2022-03-30"),
    ),
    Example(
        "text-authentic",
        "A text that was initialled or signed cannot be revised "
        "(Vienna Convention on the Law of Treaties, article 10).",
        (
            TABLED,
            AGREED,
            "talks act neutral-status initialled --by UKR --by RUS --on 2022-03-31",
            'talks revise neutral-status --by UKR --text "Neutral for ten years" --on 2022-04-01',
        ),
    ),
    Example(
        "no-such-version",
        "A position or an act is about a version that existed then.",
        (TABLED, "talks respond neutral-status --by RUS --stance studying --version 2 --on 2022-03-29"),
    ),
    Example(
        "old-version",
        "A formal act or a rejection is about the version on the table, not about one that was replaced.",
        (
            TABLED,
            'talks revise neutral-status --by UKR --text "Neutral for ten years" --on 2022-03-30',
            "talks reject neutral-status --by RUS --version 1 --on 2022-03-31",
        ),
    ),
    Example(
        "no-such-provision",
        "A position on a provision names one that the version has.",
        (
            f'{TABLED} --provision 1="Ukraine stays neutral."',
            "talks respond neutral-status --by RUS --stance opposes --provision 2 --on 2022-03-29",
        ),
    ),
    Example(
        "only-floated",
        "What was only floated cannot be agreed, signed and so on: it has to be tabled first.",
        (FLOATED, AGREED),
    ),
    Example(
        "live-objection",
        "There is no formal act while a party objects whose agreement the decision rule needs.",
        (
            TABLED,
            "talks respond neutral-status --by RUS --stance opposes --on 2022-03-29",
            "talks act neutral-status agreed-in-principle --by UKR --on 2022-03-30",
        ),
    ),
    Example(
        "not-agreed",
        "Nothing is initialled, signed, ratified or in force before it is agreed under the decision rule.",
        (TABLED, "talks act neutral-status signed --by UKR --on 2022-03-30"),
    ),
    Example(
        "counterpart-not-agreed",
        "What stands in exchange for another proposal, or on condition of it, binds no sooner than that one is agreed.",
        (
            GUARANTEES,
            f"{TABLED} --in-exchange-for guarantees",
            AGREED,
            "talks act neutral-status initialled --by UKR --by RUS --on 2022-03-31",
        ),
    ),
    Example(
        "not-signed",
        "A party ratifies only what it signed, and what enters into force was signed by all who must.",
        (TABLED, AGREED, "talks act neutral-status ratified --by UKR --on 2022-05-01"),
    ),
    Example(
        "not-in-force",
        "Only what is in force can be suspended or terminated.",
        (TABLED, AGREED, "talks act neutral-status terminated --by UKR --on 2022-05-01"),
    ),
    Example(
        "circular",
        "No proposal waits for itself, or descends from itself, by way of others.",
        (
            GUARANTEES,
            f"{TABLED} --in-exchange-for guarantees",
            "talks link guarantees conditional-on neutral-status --on 2022-03-30",
        ),
    ),
)
