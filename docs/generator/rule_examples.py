"""Every rule: what it refuses, and commands that can be run, the last of which it refuses."""

from dataclasses import dataclass

FRAME = (
    "talks init",
    'talks open river-talks "Talks on the river"',
    "talks party north south --role negotiating",
)
"""What every example begins with, so that each shows only what is its own."""

TABLED = "talks propose neutral-status --by north --to south --on 2022-03-29"
FLOATED = "talks propose neutral-status --floated --on 2022-03-29"
GUARANTEES = "talks propose guarantees --by north --to south --on 2022-03-29"
AGREED = "talks act neutral-status agreed-in-principle --by north --by south --on 2022-03-30"


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
        ('talks open river-talks "The same talks"',),
    ),
    Example(
        "already-at-the-talks",
        "A party that is at the talks cannot join them; `talks party` records a change of its roles instead.",
        ("talks record party-joined party=north roles=host",),
    ),
    Example(
        "not-at-the-talks",
        "Who leaves, changes roles, decides, or does something to a proposal must be at the talks then.",
        (TABLED, "talks respond neutral-status --by coast --stance supports --on 2022-03-29"),
    ),
    Example(
        "already-on-the-agenda",
        "An item is put on the agenda once.",
        ('talks issue security "Security"', 'talks issue security "Security and status"'),
    ),
    Example(
        "source-exists",
        "A source is registered once; what was wrong with it is corrected.",
        ("talks source gazette --publisher Gazette", 'talks source gazette --publisher "The Gazette"'),
    ),
    Example(
        "source-not-registered",
        "A source that entries cite cannot be taken back.",
        (
            "talks source gazette --publisher Gazette",
            f"{TABLED} --source gazette",
            "talks retract 4 --reason 'registered by mistake'",
        ),
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
        (TABLED, "talks respond neutral-status --by south --stance studying --on 2022-03-28"),
    ),
    Example(
        "ended",
        "Nothing but a reopening or a link happens to a proposal that was withdrawn, superseded, deferred or referred, "
        "or that lapsed.",
        (
            TABLED,
            "talks withdraw neutral-status --by north --on 2022-03-30",
            "talks respond neutral-status --by south --stance supports --on 2022-03-31",
        ),
    ),
    Example(
        "nothing-to-reopen",
        "Only a proposal that was ended or rejected can be reopened.",
        (TABLED, "talks reopen neutral-status --by north --on 2022-03-30"),
    ),
    Example(
        "not-a-sponsor",
        "Only a party that put a proposal forward can revise or withdraw it.",
        (TABLED, "talks withdraw neutral-status --by south --on 2022-03-30"),
    ),
    Example(
        "text-authentic",
        "A text that was initialled or signed cannot be revised "
        "(Vienna Convention on the Law of Treaties, article 10).",
        (
            TABLED,
            AGREED,
            "talks act neutral-status initialled --by north --by south --on 2022-03-31",
            'talks revise neutral-status --by north --text "Neutral for ten years" --on 2022-04-01',
        ),
    ),
    Example(
        "no-such-version",
        "A position or an act is about a version that existed then.",
        (TABLED, "talks respond neutral-status --by south --stance studying --version 2 --on 2022-03-29"),
    ),
    Example(
        "old-version",
        "A formal act or a rejection is about the version on the table, not about one that was replaced.",
        (
            TABLED,
            'talks revise neutral-status --by north --text "Neutral for ten years" --on 2022-03-30',
            "talks reject neutral-status --by south --version 1 --on 2022-03-31",
        ),
    ),
    Example(
        "no-such-provision",
        "A position on a provision names one that the version has.",
        (
            f'{TABLED} --provision 1="The north stays neutral."',
            "talks respond neutral-status --by south --stance opposes --provision 2 --on 2022-03-29",
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
            "talks respond neutral-status --by south --stance opposes --on 2022-03-29",
            "talks act neutral-status agreed-in-principle --by north --on 2022-03-30",
        ),
    ),
    Example(
        "not-agreed",
        "Nothing is initialled, signed, ratified or in force before it is agreed under the decision rule.",
        (TABLED, "talks act neutral-status signed --by north --on 2022-03-30"),
    ),
    Example(
        "counterpart-not-agreed",
        "What stands in exchange for another proposal, or on condition of it, binds no sooner than that one is agreed.",
        (
            GUARANTEES,
            f"{TABLED} --in-exchange-for guarantees",
            AGREED,
            "talks act neutral-status initialled --by north --by south --on 2022-03-31",
        ),
    ),
    Example(
        "not-signed",
        "A party ratifies only what it signed, and what enters into force was signed by all who must.",
        (TABLED, AGREED, "talks act neutral-status ratified --by north --on 2022-05-01"),
    ),
    Example(
        "not-in-force",
        "Only what is in force can be suspended or terminated.",
        (TABLED, AGREED, "talks act neutral-status terminated --by north --on 2022-05-01"),
    ),
    Example(
        "tied-to-nothing",
        "What a proposal is tied to was put on the table at some time: its tabling is not taken back.",
        (
            GUARANTEES,
            f"{TABLED} --in-exchange-for guarantees",
            'talks retract 4 --reason "never tabled"',
        ),
    ),
    Example(
        "issue-not-on-the-agenda",
        "The item that a proposal belongs to is on the agenda: it is not taken back.",
        (
            'talks issue status "The status of the coast"',
            f"{TABLED} --issue status",
            'talks retract 4 --reason "no such item"',
        ),
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
