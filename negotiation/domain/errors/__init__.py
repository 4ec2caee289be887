"""Everything that can go wrong, in one tree; each error builds its own sentence.

::

    NegotiationError                     exit status 1
    ├── InputError                       2   what was given cannot be used
    │   ├── InvalidInput                     fields that do not fit, each named
    │   ├── DateError                        a text is no date that can be read in one way (in `edtf`)
    │   ├── MissingInput                     a needed option is missing, and there is no terminal to ask on
    │   ├── NoPassphrase                     a log is encrypted, and nothing that opens it was given
    │   ├── WrongPassphrase                  a log is encrypted, and what was given does not open it
    │   └── BadPath                          a path that cannot hold a log
    ├── NotFound                         3   a reference to nothing
    │   ├── NoLog                            there is no log there
    │   ├── NoTalks                          the log holds no such talks
    │   ├── NoKey                            there is no such key, or none to sign with
    │   └── NothingTakenBack                 there is nothing to bring back
    ├── Ambiguous                        3   a reference to several things
    │   └── SeveralTalks                     the log holds several talks, and none was named
    ├── TakenBack                        4   an entry that was retracted, and so cannot be amended
    ├── Refused                          4   a rule refuses the entry
    │   └── HistoryConflict                  a late entry would make a later one impossible
    ├── LooksRecorded                    4   entries that look like ones that stand already
    ├── FarAhead                         4   a date so far ahead that it looks like a slip
    │   └── ClockAhead                       the machine's clock looks as if it were ahead
    ├── LowersMarking                    4   an entry for more people than what it is about
    ├── PartSeen                         4   what takes the whole record, asked by whoever sees a part
    ├── IdReused                         4   an entry id that stands for something else already
    ├── BackDated                        4   entries recorded before those that the log holds
    ├── MissingExtra                     1   a library that is an option is not installed
    ├── MissingNativeLibrary             1   a library of the system is not installed
    ├── StoreBusy                        5   somebody else keeps the log locked
    ├── ProblemsFound                    6   a check of the log found problems
    ├── NotVerified                      6   what was to be sealed or handed on is not what was recorded
    ├── NoTimeStamp                      1   a time-stamp authority gave no time-stamp
    ├── ImportFailed                     1   lines of a file that cannot be taken, every one named
    ├── RecordedOtherwise                6   a file that tells entries of the log otherwise
    ├── NotAsExported                    6   an export whose entries are not those of the head at its end
    └── StoreError                       1   the log cannot be read or written
        ├── LogExists                        there is a log there already
        ├── DisclosedCopy                4   a copy for others, in which nothing is recorded
        ├── Guessable                    4   what is to be withheld could be guessed from its hash
        ├── NotALog                          a file, but not a log
        ├── NewerLog                         a log written by a newer version
        ├── Unreadable                       an entry whose content cannot be decoded
        ├── RestsOnUnreadable                what hangs on an entry that cannot be read
        │   └── RestsOnWithheld              what hangs on an entry that a copy withholds
        ├── LogReplaced                      the log was removed or replaced since it was opened
        ├── ForeignWriteAheadLog             what lies beside the log belongs to another file
        ├── ForeignOwner                 6   what lies beside the log was put there by another user
        ├── BackupFailed                 6   a copy of a log is not in order
        ├── Damaged                      6   the file of the log is damaged
        ├── ReadOnlyLog                      the log may not be written
        └── DiskFull                         no room left
"""

from .base import (
    BadPath,
    InputError,
    InvalidInput,
    MissingInput,
    NegotiationError,
    NoPassphrase,
    Problem,
    WrongPassphrase,
)
from .reference import Ambiguous, NoKey, NoLog, NoTalks, NotFound, NothingTakenBack, SeveralTalks
from .refusal import (
    BackDated,
    ClockAhead,
    FarAhead,
    HistoryConflict,
    IdReused,
    LooksRecorded,
    LowersMarking,
    PartSeen,
    Refused,
    TakenBack,
)
from .work import (
    BackupFailed,
    Damaged,
    Difference,
    DisclosedCopy,
    DiskFull,
    ForeignOwner,
    ForeignWriteAheadLog,
    Guessable,
    ImportFailed,
    LogExists,
    LogReplaced,
    MissingExtra,
    MissingNativeLibrary,
    NewerLog,
    NotALog,
    NotAsExported,
    NoTimeStamp,
    NotVerified,
    ProblemsFound,
    ReadOnlyLog,
    RecordedOtherwise,
    RestsOnUnreadable,
    RestsOnWithheld,
    StoreBusy,
    StoreError,
    Unreadable,
)

__all__ = [
    "Ambiguous",
    "BackDated",
    "BackupFailed",
    "BadPath",
    "ClockAhead",
    "Damaged",
    "Difference",
    "DisclosedCopy",
    "DiskFull",
    "FarAhead",
    "ForeignOwner",
    "ForeignWriteAheadLog",
    "Guessable",
    "HistoryConflict",
    "IdReused",
    "ImportFailed",
    "InputError",
    "InvalidInput",
    "LogExists",
    "LogReplaced",
    "LooksRecorded",
    "LowersMarking",
    "MissingExtra",
    "MissingInput",
    "MissingNativeLibrary",
    "NegotiationError",
    "NewerLog",
    "NoKey",
    "NoLog",
    "NoPassphrase",
    "NoTalks",
    "NoTimeStamp",
    "NotALog",
    "NotAsExported",
    "NotFound",
    "NotVerified",
    "NothingTakenBack",
    "PartSeen",
    "Problem",
    "ProblemsFound",
    "ReadOnlyLog",
    "RecordedOtherwise",
    "Refused",
    "RestsOnUnreadable",
    "RestsOnWithheld",
    "SeveralTalks",
    "StoreBusy",
    "StoreError",
    "TakenBack",
    "Unreadable",
    "WrongPassphrase",
]
