"""Contested entries: what was recorded, and beside it what those who dispute it say."""

from msgspec.structs import replace

from ..domain.record.annotations import EntryDisputed
from ..domain.record.entry import EffectiveEntry, Entry
from ..rendering.apparatus import Apparatus
from ..rendering.document import Block, Passage, Points, Section, Table
from ..views.disputes import RivalAccount, rival_accounts


def accounts(apparatus: Apparatus) -> tuple[RivalAccount, ...]:
    """Return every account that contests an entry shown."""
    return tuple(account for entry in apparatus.disputed() for account in rival_accounts(entry))


def section(apparatus: Apparatus) -> tuple[Section, ...]:
    """Return the section that puts the accounts side by side; none where nothing is contested."""
    # A source cited by an account may itself be contested, so this goes on until nothing new is shown.
    found: dict[int, Section] = {}
    while new := [entry for entry in apparatus.disputed() if entry.number not in found]:
        found.update({entry.number: _beside(entry, apparatus) for entry in new})
    return (Section("Contested accounts"), *found.values()) if found else ()


def _beside(entry: EffectiveEntry, apparatus: Apparatus) -> Section:
    disputes = {dispute.number: dispute for dispute in entry.disputes}
    claimed = apparatus.claim(apparatus.line(entry).what, entry.number)
    blocks: list[Block] = [Points((replace(claimed, accounts=None),))]
    for account in rival_accounts(entry):
        blocks.extend(_account(account, disputes[account.dispute], entry, apparatus))
    return Section(f"Entry #{entry.number}", tuple(blocks), f"accounts-{entry.number}", below=True)


def _account(account: RivalAccount, dispute: Entry, entry: EffectiveEntry, apparatus: Apparatus) -> list[Block]:
    own = isinstance(dispute.event, EntryDisputed) and bool(account.says_otherwise)
    ends = "" if own else " (no account of its own is given)"
    disputes = apparatus.dispute(f"disputed by {account.by}: {account.reason}{ends}", dispute, entry)
    if not own:
        return [Points((disputes,))]
    rows = tuple(
        ((Passage(difference.field),), (Passage(difference.one),), (Passage(difference.other),))
        for difference in account.says_otherwise
    )
    columns = ("Field", f"As recorded (#{account.entry})", f"According to {account.by} (#{account.dispute})")
    return [Points((disputes,)), Table("Where the accounts differ", columns, rows)]
