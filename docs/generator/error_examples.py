"""One example of each error: commands that can be run, the last of which fails with it."""

from dataclasses import dataclass

from . import situations
from .situations import State

FRAME = (
    "talks init",
    'talks open river-talks "Talks on the river"',
    "talks party north south --role negotiating",
)
"""What every example begins with, so that each shows only what is its own."""

TABLED = "talks propose neutral-status --by north --to south --on 2022-03-29"
AGREED = "talks act neutral-status agreed-in-principle --by north --by south --on 2022-03-31"


@dataclass(frozen=True)
class Example:
    """How to come by an error."""

    error: str
    """The name of its class."""
    commands: tuple[str, ...]
    situation: State = situations.ordinary
    scene: str = ""
    """What to know of the situation, in one sentence."""


EXAMPLES = (
    Example("InputError", ("talks report weather",)),
    Example("InvalidInput", (TABLED, "talks respond neutral-status --by south --stance maybe --on 2022-03-29")),
    Example("DateError", ("talks status --at 03/04/2022",)),
    Example("MissingInput", ("talks propose neutral-status --on 2022-03-29",)),
    Example("NoPassphrase", ("talks status",), situations.encrypted, "Where the log is encrypted:"),
    Example(
        "WrongPassphrase",
        ("talks --passphrase-file passphrase status",),
        situations.with_another_passphrase,
        "Where the log is encrypted, with another passphrase than that in the file:",
    ),
    Example("BadPath", ("talks init :memory:",)),
    Example("NotFound", (TABLED, "talks respond neutrality --by south --stance studying")),
    Example("NoLog", ("talks status",), situations.no_log_there, "In a folder without a log:"),
    Example("NoTalks", ("talks status --talks lake-talks",)),
    Example("SeveralTalks", ('talks open lake-talks "Talks on the lake"', "talks status")),
    Example("NoKey", ("talks seal",)),
    Example("NothingTakenBack", (TABLED, "talks redo")),
    Example("TakenBack", (TABLED, "talks undo", 'talks correct 4 --set by=south --reason "misread"')),
    Example(
        "Ambiguous", (TABLED, "talks propose neutral-zone --by south --to north --on 2022-03-29", "talks why neutral")
    ),
    Example("Refused", (TABLED, "talks withdraw neutral-status --by south --on 2022-03-30")),
    Example("HistoryConflict", (TABLED, AGREED, "talks withdraw neutral-status --by north --on 2022-03-30")),
    Example("FarAhead", ("talks say Somebody 'See you soon' --on 2220-03-29",)),
    Example(
        "LooksRecorded",
        ("talks record mended.yaml",),
        situations.mended_journal,
        "With a journal that was recorded, and mended since:",
    ),
    Example(
        "LowersMarking",
        (
            f"{TABLED} --marking TLP:RED",
            "talks respond neutral-status --by south --stance studying --marking TLP:CLEAR",
        ),
    ),
    Example("PartSeen", (TABLED,), situations.cleared, "With `TALKS_CLEARANCE=TLP:GREEN` in the environment:"),
    Example("ClockAhead", (TABLED,), situations.clock_ahead, "Where another clock of the machine stands against it:"),
    Example(
        "IdReused",
        (f"{TABLED} --id paper-1", "talks propose referendum --by north --on 2022-03-29 --id paper-1"),
    ),
    Example(
        "BackDated",
        (
            "talks export --output old.jsonl",
            "talks init new.db",
            'talks --log new.db open river-talks "Talks on the river"',
            "talks --log new.db import old.jsonl",
        ),
    ),
    Example(
        "MissingExtra",
        ("talks round spring scheduled --planned 2022-04-05 --on 2022-03-29", "talks calendar"),
        situations.without_icalendar,
        "Where the library icalendar is not installed:",
    ),
    Example(
        "MissingNativeLibrary",
        ("talks status --output status.pdf",),
        situations.without_pango,
        "Where the system has no Pango:",
    ),
    Example("StoreBusy", (TABLED,), situations.locked, "While another program keeps the log locked:"),
    Example(
        "ProblemsFound", ("talks doctor",), situations.incomplete, "After an entry was lost from the search index:"
    ),
    Example(
        "NotVerified",
        ("talks seal",),
        situations.altered_record,
        "After an entry was altered with another tool:",
    ),
    Example(
        "NoTimeStamp",
        ("talks seal --timestamp http://tsa.invalid",),
        situations.nobody_answers,
        "Where the authority cannot be reached:",
    ),
    Example(
        "ImportFailed",
        ("talks record journal.yaml",),
        situations.bad_journal,
        "With a journal whose second entry has a date that does not exist, and whose third a stance that is none:",
    ),
    Example(
        "RecordedOtherwise",
        ("talks import river.jsonl",),
        situations.altered_export,
        "With an export in which another name was put in the place of a recorder:",
    ),
    Example(
        "NotAsExported",
        ("talks init new.db", "talks --log new.db import river.jsonl"),
        situations.export_without_its_end,
        "With an export of which the last entry was left out:",
    ),
    Example(
        "DisclosedCopy",
        ("talks disclose --audience press -o press.db", "talks --log press.db issue land Land"),
        scene="Where something is to be recorded in a copy for others:",
    ),
    Example(
        "Guessable",
        ("talks disclose --audience press -o press.db",),
        situations.hashed_without_salts,
        "In a log that an earlier version wrote:",
    ),
    Example(
        "RestsOnWithheld",
        (
            "talks re-mark 3 confidential --reason 'not public yet'",
            "talks disclose --audience press -o press.db",
            "talks --log press.db export",
        ),
        scene="With a copy from which something is withheld:",
    ),
    Example(
        "StoreError", ("talks init",), situations.left_over, "Where a log was taken away and its companion left behind:"
    ),
    Example("LogExists", ("talks init",)),
    Example(
        "NotALog", ("talks --log minutes.txt status",), situations.something_else_there, "With a file of another kind:"
    ),
    Example("NewerLog", ("talks status",), situations.from_the_future, "With a log that a later version wrote:"),
    Example("Unreadable", ("talks status",), situations.misdated, "After a moment of recording was overwritten:"),
    Example("RestsOnUnreadable", ("talks export",), situations.damaged, "After an entry was overwritten:"),
    Example("LogReplaced", (TABLED,), situations.replaced, "Where the file is taken away while a command runs:"),
    Example(
        "ForeignWriteAheadLog",
        ("talks status",),
        situations.put_in_its_place,
        "After an older copy was put in the place of a log that a program had not closed:",
    ),
    Example(
        "ForeignOwner",
        ("talks status",),
        situations.laid_by_another,
        "In a folder to which others may write, after one of them has put a file beside the log:",
    ),
    Example(
        "BackupFailed",
        ("talks backup copy.db", "talks restore copy.db"),
        situations.spoiled_copies,
        "Where something spoils the copy:",
    ),
    Example("Damaged", ("talks status",), situations.cut_short, "Where half of the file was lost:"),
    Example("ReadOnlyLog", (TABLED,), situations.unwritable, "Without the permission to write the file:"),
    Example("DiskFull", (TABLED,), situations.full, "On a disk with no room left:"),
)
