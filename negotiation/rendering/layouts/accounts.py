"""The layout of accounts that contest each other."""

from collections.abc import Iterable

from ...views.accounts import Account
from ..document import Table


def accounts_table(accounts: Iterable[Account]) -> Table:
    """Lay out who disputes which entry, and what they say instead."""
    rows = tuple(
        (
            f"#{account.entry}",
            account.by,
            account.reason,
            "\n".join(
                f"{difference.field}: {difference.other} (not: {difference.one})"
                for difference in account.says_otherwise
            )
            or "gives no account of its own",
        )
        for account in dict.fromkeys(accounts)
    )
    return Table(("entry", "disputed by", "reason", "their account"), rows, "contested accounts")
