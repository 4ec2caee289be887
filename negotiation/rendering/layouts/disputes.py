"""The layout of accounts that contest each other."""

from collections.abc import Iterable

from ...views.disputes import RivalAccount
from ..document import Section, resting, table


def rival_accounts_table(accounts: Iterable[RivalAccount]) -> Section:
    """Lay out who disputes which entry, and what they say instead."""
    rows = (
        (
            resting(f"#{account.entry}", account.entry),
            resting(account.by, account.dispute),
            account.reason,
            "\n".join(
                f"{difference.field}: {difference.other} (not: {difference.one})"
                for difference in account.says_otherwise
            )
            or "gives no account of its own",
        )
        for account in dict.fromkeys(accounts)
    )
    return table(("entry", "disputed by", "reason", "their account"), rows, "contested accounts")
