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
AMENDED = 'talks amend neutral-status am1 --by south --provision "1=For ten years" --on 2022-03-30'
SECURITY = (
    "talks propose guarantees --by north --to south --on 2022-03-29 --term security-guarantees,guarantors=coast+island"
)
PACKAGE = "talks package the-deal neutral-status guarantees --by north --on 2022-03-30"
SILENCE = "talks silence neutral-status --until 2022-04-05 --by north --on 2022-04-01"
OPENED = "talks round spring opened --on 2022-03-29"
PLEDGED = 'talks pledge fewer-troops --by north --to south --text "We shall withdraw" --on 2022-03-29'
WITHDRAWN = "talks withdraw fewer-troops --by north --on 2022-04-01"


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
        "Who leaves, changes roles, decides, pledges, comes to a round, or does something to a proposal must be at the "
        "talks then.",
        (TABLED, "talks respond neutral-status --by coast --stance supports --on 2022-03-29"),
    ),
    Example(
        "code-is-a-party",
        "A group has a code of its own, and none that is the code of a party, however it is written.",
        ("talks group North south north",),
    ),
    Example(
        "group-exists",
        "A group is formed once; who joins and leaves it is recorded with `--add` and `--remove`.",
        ("talks group banks north south", "talks group banks south"),
    ),
    Example(
        "group-in-group",
        "A group holds parties, and no other group.",
        ("talks group banks north south", "talks group all banks"),
    ),
    Example(
        "not-a-group",
        "Who is to join or leave a group joins or leaves one that has formed by then.",
        ("talks group north --add south --on 2022-03-29",),
    ),
    Example(
        "group-without-members",
        "A group that has no members at a date does nothing then.",
        (
            "talks group banks north south",
            "talks group banks --dissolve --on 2022-03-28",
            "talks propose neutral-status --by banks --on 2022-03-29",
        ),
    ),
    Example(
        "is-a-group",
        "A weight, a name, a predecessor or the vote of a body is that of one party, and of no group.",
        ("talks group banks north south", "talks party banks --weight votes=3"),
    ),
    Example(
        "already-on-the-agenda",
        "An item is put on the agenda once.",
        ('talks issue security "Security"', 'talks issue security "Security and status"'),
    ),
    Example(
        "term-kind-exists",
        "A kind of term is defined once, under a name that no built-in kind has; what was wrong with it is corrected.",
        ("talks term-kind limit substance,amount:quantity", "talks term-kind limit substance"),
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

ON_PACKAGES = (
    Example(
        "package-exists",
        "A package is formed once; afterwards proposals join it or leave it.",
        (TABLED, GUARANTEES, PACKAGE, PACKAGE),
    ),
    Example(
        "no-such-package",
        "Only a package that was formed, and not dissolved, can change or be dissolved.",
        (
            TABLED,
            GUARANTEES,
            PACKAGE,
            "talks package the-deal --dissolve --on 2022-04-01",
            "talks package the-deal --dissolve --on 2022-04-02",
        ),
    ),
    Example(
        "not-in-the-package",
        "Only what is in a package can leave it.",
        (
            TABLED,
            GUARANTEES,
            "talks propose trade --by south --on 2022-03-29",
            PACKAGE,
            "talks package the-deal --remove trade --on 2022-04-01",
        ),
    ),
    Example(
        "already-in-the-package",
        "A proposal, or a pledge, joins a package once.",
        (TABLED, GUARANTEES, PACKAGE, "talks package the-deal --add guarantees --on 2022-04-01"),
    ),
    Example(
        "package-too-small",
        "A package holds two proposals or pledges, or more; when fewer are left, it is dissolved.",
        (TABLED, GUARANTEES, PACKAGE, "talks package the-deal --remove guarantees --on 2022-04-01"),
    ),
    Example(
        "package-not-agreed",
        "Nothing of a package is signed, ratified or in force before all of it is agreed; "
        "where nothing is agreed until everything is, the whole table is such a package.",
        (TABLED, GUARANTEES, PACKAGE, AGREED, "talks act neutral-status signed --by north --by south --on 2022-04-01"),
    ),
)

ON_ROUNDS = (
    Example(
        "round-began",
        "A round is opened once, and one that has begun is neither set for another date nor cancelled.",
        (OPENED, "talks round spring cancelled --on 2022-03-30"),
    ),
    Example(
        "round-not-scheduled",
        "Only a round that was set can be cancelled.",
        (
            "talks round spring scheduled --planned 2022-04-05 --on 2022-03-29",
            "talks round spring cancelled --on 2022-03-28",
        ),
    ),
    Example(
        "round-cancelled",
        "A round that was cancelled cannot be opened or cancelled; it can be set anew.",
        (
            "talks round spring scheduled --planned 2022-04-05 --on 2022-03-29",
            "talks round spring cancelled --on 2022-03-31",
            "talks round spring opened --on 2022-04-05",
        ),
    ),
    Example(
        "round-not-under-way",
        "Nobody walks out of a round, suspends, adjourns, closes or resumes it unless it was opened, "
        "and nothing but a resumption happens to one that was closed.",
        (
            OPENED,
            "talks round spring closed --on 2022-03-30",
            "talks round spring walked-out --by south --on 2022-03-31",
        ),
    ),
    Example(
        "round-not-suspended",
        "A round that goes on cannot be resumed, unless a delegation has walked out.",
        (OPENED, "talks round spring resumed --on 2022-03-30"),
    ),
    Example(
        "round-not-held",
        "What happened in a round happened in one that was set or opened: that is not taken back.",
        (OPENED, f"{TABLED} --in spring", 'talks retract 4 --reason "there was no such round"'),
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
        "Nothing but a reopening, a link or the word of a guarantor happens to a proposal that was withdrawn, "
        "superseded, deferred or referred, or that lapsed.",
        (
            TABLED,
            "talks withdraw neutral-status --by north --on 2022-03-30",
            "talks respond neutral-status --by south --stance supports --on 2022-03-31",
        ),
    ),
    Example(
        "nothing-new",
        "An act, a receipt, a role, a name or a revision that changes nothing is not recorded again.",
        (
            TABLED,
            "talks act neutral-status agreed-in-principle --by south --on 2022-03-30",
            "talks act neutral-status agreed-in-principle --by south --on 2022-03-31",
        ),
    ),
    Example(
        "nothing-to-reopen",
        "Only a proposal that was ended, rejected or agreed can be reopened.",
        (TABLED, "talks reopen neutral-status --by north --on 2022-03-30"),
    ),
    Example(
        "not-a-sponsor",
        "Only a party that put a proposal forward can revise or withdraw it; a mediator can revise it too.",
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
        "A party ratifies only what it signed, and what enters into force was adopted, or signed by all who must.",
        (TABLED, AGREED, "talks act neutral-status ratified --by north --on 2022-05-01"),
    ),
    Example(
        "a-body-adopts",
        "A conference or a committee adopts a text; what binds a party, that party does itself.",
        (
            "talks party conference --role body",
            TABLED,
            AGREED,
            "talks act neutral-status signed --by conference --on 2022-05-01",
        ),
    ),
    Example(
        "not-bound",
        "Only who is bound by a treaty can leave it, or have it in force.",
        (
            "talks party island --role observer",
            TABLED,
            AGREED,
            "talks act neutral-status denounced --by island --on 2022-05-01",
        ),
    ),
    Example(
        "not-applied",
        "Only what a party applies provisionally can it end to apply so.",
        (TABLED, AGREED, "talks act neutral-status provisional-application-ended --by north --on 2022-05-01"),
    ),
    Example(
        "not-a-body",
        "A vote is taken among the parties, or in a body.",
        (TABLED, "talks vote neutral-status --for 3 --against 1 --adopted --in-body south --on 2022-04-01"),
    ),
    Example(
        "not-an-amendment",
        "A text is amended with amendments to it, and with nothing else.",
        (
            TABLED,
            GUARANTEES,
            "talks record proposal-amended proposal=neutral-status amendments=guarantees --on 2022-04-01",
        ),
    ),
    Example(
        "own-amendment",
        "Somebody else than its mover seconds an amendment.",
        (TABLED, AMENDED, "talks second am1 --by south --on 2022-04-01"),
    ),
    Example(
        "not-adopted",
        "An amendment changes its text once it is adopted or agreed, or accepted by all sponsors of the text.",
        (TABLED, AMENDED, "talks adopt am1 --on 2022-04-01"),
    ),
    Example(
        "stale-amendment",
        "An amendment is one to a version; when the text has moved on it is moved again on the new one.",
        (
            TABLED,
            AMENDED,
            'talks revise neutral-status --by north --text "Neutral for ever" --on 2022-03-31',
            "talks adopt am1 --by north --by south --on 2022-04-01",
        ),
    ),
    Example(
        "colliding-amendments",
        "Of two amendments that change the same words, only one can be adopted with the others.",
        (
            TABLED,
            AMENDED,
            'talks amend neutral-status am2 --by south --provision "1=For good" --on 2022-03-30',
            "talks adopt am1 am2 --by north --by south --on 2022-04-01",
        ),
    ),
    Example(
        "no-reservation",
        "Only a reservation or a declaration that stands can be taken back, or objected to.",
        (TABLED, "talks reserve neutral-status --by south --objection-to north --on 2022-05-01"),
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

ON_SILENCE = (
    Example(
        "silence-running",
        "While a silence procedure is running on a version, no other is opened on it.",
        (TABLED, SILENCE, SILENCE.replace("--on 2022-04-01", "--on 2022-04-02")),
    ),
    Example(
        "already-agreed",
        "On a version that silence has agreed no other silence procedure is opened, unless the proposal is reopened.",
        (TABLED, SILENCE, "talks silence neutral-status --until 2022-04-20 --by north --on 2022-04-10"),
    ),
    Example(
        "no-silence-running",
        "Only a silence procedure on the version on the table can be broken; several parties may object.",
        (TABLED, "talks silence neutral-status --broken --by south --on 2022-04-02"),
    ),
    Example(
        "silence-expired",
        "An objection after the deadline does not break the silence: the text is agreed by then.",
        (TABLED, SILENCE, "talks silence neutral-status --broken --by south --on 2022-04-06"),
    ),
    Example(
        "deadline-passed",
        "The deadline of a silence procedure lies after its opening.",
        (TABLED, "talks silence neutral-status --until 2022-03-30 --by north --on 2022-04-01"),
    ),
)

ON_GUARANTEES = (
    Example(
        "no-guarantee",
        "Guarantors belong to a proposal with a term of the kind security-guarantees.",
        (TABLED, "talks guarantor neutral-status approached island --on 2022-03-30"),
    ),
    Example(
        "guarantor-not-so-far",
        "A guarantor ratifies what it signed, is called upon when its guarantee is active, "
        "and honours it or defaults when it was called upon.",
        (SECURITY, "talks guarantor guarantees honoured island --on 2022-05-01"),
    ),
)

ON_PLEDGES = (
    Example(
        "already-pledged",
        "A pledge is made once, unless it has ended; new words for it are a clarification, or another pledge.",
        (PLEDGED, PLEDGED.replace("29", "30")),
    ),
    Example(
        "not-pledged",
        "Nothing is clarified, observed, linked or assessed of a pledge before it was made.",
        (PLEDGED, "talks assess fewer-troops fulfilled --by south --on 2022-03-28"),
    ),
    Example(
        "pledge-ended",
        "What was withdrawn or superseded is not clarified, linked, put into a package, withdrawn or superseded; "
        "a verdict on it may still be given.",
        (PLEDGED, WITHDRAWN, "talks clarify fewer-troops --by monitors --due 2022-04-30 --on 2022-04-02"),
    ),
    Example(
        "not-the-pledger",
        "A pledge is withdrawn by a party that made it, or by one that stands in the place of that party, for itself; "
        "it has ended when all that it binds have withdrawn.",
        (PLEDGED, WITHDRAWN.replace("north", "south")),
    ),
    Example(
        "no-such-indicator",
        "An observation is about the pledge as a whole, or about an indicator that it had by then.",
        (
            PLEDGED,
            "talks clarify fewer-troops --by monitors --indicator 'troops=fewer than 5,000' --on 2022-03-30",
            'talks observe fewer-troops "Guns were drawn back" --by monitors --indicator guns --on 2022-03-31',
        ),
    ),
)

PARTS = (
    ("On the talks", ON_THE_TALKS),
    ("On packages", ON_PACKAGES),
    ("On rounds", ON_ROUNDS),
    ("On proposals", ON_PROPOSALS),
    ("On silence", ON_SILENCE),
    ("On guarantees", ON_GUARANTEES),
    ("On pledges", ON_PLEDGES),
)
"""The parts of the page, each with its title."""
