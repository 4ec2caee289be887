"""Every command: where it is, what it is for, and in which part of the help it stands.

Kept apart from the commands so that one of them can run without loading the others; a test holds the two together.
"""

from typing import NamedTuple

from negotiation.views.registry import VIEWS


class Place(NamedTuple):
    """Where a command is defined, and what it says of itself."""

    module: str
    help: str
    panel: str


SET_UP, WRITE, READ, GIVE = "Set up", "Write", "Read", "Give"

_CALLED = {"timeline": "log", "changes": "diff", "record": "log"}
"""The commands that are not called as the view that they show."""
_ELSEWHERE = {"pledges": "follow", "due": "follow", "count": "count"}
"""The modules of the commands that are not in the first."""


def _reads() -> dict[str, Place]:
    """Return the commands that show a view: one for each view that there is, some for two."""
    found: dict[str, Place] = {}
    for name, sentence in VIEWS.sentences.items():
        found.setdefault(_CALLED.get(name, name), Place(_ELSEWHERE.get(name, "look"), sentence, READ))
    return found


COMMANDS: dict[str, Place] = {
    "init": Place("setup", "Make a new, empty log.", SET_UP),
    "open": Place("setup", "Begin the record of a negotiation.", SET_UP),
    "party": Place("setup", "Record who is at the talks, in which roles, or that they left.", SET_UP),
    "group": Place("groups", "Record that parties act under one name, or who joins and leaves them.", SET_UP),
    "issue": Place("setup", "Put an item on the agenda.", SET_UP),
    "term-kind": Place("setup", "Define a kind of term for these talks, with its fields.", SET_UP),
    "source": Place("setup", "Register a source, for entries to cite.", SET_UP),
    "decide": Place("setup", "Record how the talks decide.", SET_UP),
    "knowledge": Place("setup", "Record when what rests on no source counts as known.", SET_UP),
    "round": Place("rounds", "Record that a round was set, opened, broken off, closed.", SET_UP),
    "demo": Place("demo", "Record the Istanbul talks of 2022, or a treaty, in a new log and look at them.", SET_UP),
    "shell": Place("shell", "Take commands one after the other, without quotes around texts.", SET_UP),
    "backup": Place("keep", "Write a copy of the log, checked after writing.", SET_UP),
    "restore": Place("keep", "Put a copy in the place of the log, moving what is there aside.", SET_UP),
    "archive": Place("keep", "Write the record with seals and reports to a folder for an archive (BagIt).", SET_UP),
    "passphrase": Place("passphrase", "Change the passphrase of an encrypted log, or who else opens it.", SET_UP),
    "doctor": Place("doctor", "Check a log from top to bottom.", SET_UP),
    "propose": Place("propose", "Put a proposal on the table; without arguments it asks.", WRITE),
    "counter": Place("propose", "Put a proposal on the table that answers another one.", WRITE),
    "sponsor": Place("propose", "Record that parties joined the sponsors of a proposal.", WRITE),
    "extend": Place("propose", "Set the last day of a proposal, or set it anew.", WRITE),
    "revise": Place("propose", "Put a new version of a proposal on the table.", WRITE),
    "respond": Place("answer", "Record the position of parties on a proposal.", WRITE),
    "link": Place("answer", "Tie a proposal to another one.", WRITE),
    "act": Place("answer", "Record a formal act on a proposal, or on the talks.", WRITE),
    "accept": Place("answer", "Record that parties accepted the version on the table.", WRITE),
    "amend": Place("texts", "Move an amendment to a text.", WRITE),
    "second": Place("texts", "Record that parties seconded an amendment.", WRITE),
    "vote": Place("texts", "Record a vote on a proposal, and its result.", WRITE),
    "adopt": Place("texts", "Record that amendments were adopted: they make the next version of their text.", WRITE),
    "reserve": Place("answer", "Record a reservation to a treaty, an objection to one, or its end.", WRITE),
    "withdraw": Place("answer", "Record that a proposal or a pledge was taken back.", WRITE),
    "reject": Place("answer", "Record that parties rejected a proposal.", WRITE),
    "reopen": Place("answer", "Record that a proposal is on the table again.", WRITE),
    "silence": Place("bargain", "Record that silence counts as agreement from a deadline on, or was broken.", WRITE),
    "package": Place("bargain", "Record that proposals are agreed only together.", WRITE),
    "guarantor": Place("bargain", "Record how far guarantors of a proposal have gone.", WRITE),
    "pledge": Place("pledges", "Record what a party announced that it would do.", WRITE),
    "clarify": Place("pledges", "Record how one is to see whether a pledge is kept.", WRITE),
    "observe": Place("pledges", "Record what was seen of what was done about a pledge.", WRITE),
    "assess": Place("pledges", "Record a verdict on a pledge.", WRITE),
    "say": Place("record", "Record what somebody said.", WRITE),
    "note": Place("record", "Jot down a line, to be sorted later.", WRITE),
    "record": Place("record", "Record any kind of entry from its fields, or a whole journal.", WRITE),
    "correct": Place("amend", "Record how an entry should have read.", WRITE),
    "retract": Place("amend", "Record that an entry should not have been recorded.", WRITE),
    "dispute": Place("amend", "Record that somebody contests an entry.", WRITE),
    "re-mark": Place("amend", "Record who may see an entry from now on.", WRITE),
    "undo": Place("amend", "Take back what one command recorded, the last one if not told which.", WRITE),
    "redo": Place("amend", "Bring back what was taken back last.", WRITE),
    "list": Place("many", "List the talks of the log, a line each.", READ),
    **_reads(),
    "head": Place("trust", "Print the head of the record: how many entries, and the root over them.", GIVE),
    "verify": Place("trust", "Hash every entry again, and compare the record with what one holds.", GIVE),
    "seal": Place("seal", "Sign the head of the record, once every entry was hashed again.", GIVE),
    "cosign": Place("seal", "Add a signature to a checkpoint that somebody has sealed.", GIVE),
    "prove": Place("prove", "Prove that an entry is in the record, to somebody who has no log.", GIVE),
    "check-proof": Place("prove", "Check such a proof, without a log.", GIVE),
    "key": Place("key", "Make a key to sign with, list or export keys, or trust one of somebody else's.", GIVE),
    "serve": Place("serve", "Show the talks in a browser: a page on this machine alone.", GIVE),
    "token": Place("token", "Make a token by which somebody else may look in, list them, or revoke one.", GIVE),
    "disclose": Place("disclose", "Write a copy for others, from which what is not for them is withheld.", GIVE),
    "report": Place("report", "Write a report, of one of several kinds, for people.", GIVE),
    "picture": Place("picture", "Draw the talks: a picture, with what it shows in words and tables.", GIVE),
    "calendar": Place("calendar", "Write rounds and deadlines for a calendar (iCalendar).", GIVE),
    "tables": Place("tables", "Write what is in view as tidy tables: CSV, Parquet or DuckDB.", GIVE),
    "export": Place("give", "Write the whole record, for machines or as a journal.", GIVE),
    "import": Place("give", "Record what was exported, all or nothing.", GIVE),
    "imports": Place("imports", "List what was imported with a recording of its own: when, and by whom.", GIVE),
    "schema": Place("give", "Print the JSON Schema of every event and term.", GIVE),
}

OTHER_WORDS = {
    "agree": "act PROPOSAL agreed-in-principle",
    "agreed": "act PROPOSAL agreed-in-principle",
    "answer": "respond PROPOSAL --stance STANCE",
    "brief": "report brief PARTY",
    "changes": "diff ONE OTHER",
    "close": "round ID closed",
    "delete": "retract ENTRY",
    "edit": "correct ENTRY",
    "history": "log",
    "initial": "act PROPOSAL initialled",
    "join": "party PARTY --role ROLE",
    "leave": "party PARTY --left",
    "object": "respond PROPOSAL --stance opposes",
    "oppose": "respond PROPOSAL --stance opposes",
    "parties": "status",
    "ratify": "act PROPOSAL ratified",
    "remove": "retract ENTRY",
    "rename": "party PARTY --name NAME",
    "sign": "act PROPOSAL signed",
    "statement": "say SPEAKER TEXT",
    "support": "respond PROPOSAL --stance supports",
    "table": "propose PROPOSAL",
    "timeline": "log",
}
"""Words that people type for a command, with what they mean here."""

OTHER_OPTIONS = {
    "as": ("role",),
    "at": ("on",),
    "because": ("reason",),
    "by": ("party",),
    "date": ("on", "at", "published"),
    "day": ("on", "at"),
    "from": ("since",),
    "leave": ("left",),
    "leaves": ("left",),
    "name": ("title", "label"),
    "on": ("at",),
    "party": ("by",),
    "place": ("venue",),
    "position": ("stance",),
    "title": ("name", "label"),
    "to": ("until",),
    "when": ("on", "at"),
    "where": ("venue",),
    "who": ("by", "party"),
    "why": ("reason",),
}
"""Words that people type for an option, with those that are meant, of which a command has one or the other."""
