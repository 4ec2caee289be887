"""Reading ahead: what the first page takes is worked out before anybody asks for it, so that nobody waits for it."""

from contextlib import suppress

from starlette.requests import Request

from . import pages
from .asking import Ask, Serving
from .rules import Rules
from .visitors import Visitor


def read_ahead(serving: Serving, rules: Rules) -> None:
    """Work out the course of the only talks, as those see it who show no token.

    What is made for one is kept for all who may see the same, and for nobody else. Of several talks a list comes
    first, and whoever shows a token may see anything or nothing: for these nothing is read ahead.

    Args:
        serving: what is the same for all requests.
        rules: who may ask.
    """
    if rules.wants_token:
        return
    with suppress(Exception):  # whoever asks is told what is wrong
        visitor = Visitor(rules.name, rules.reader)
        ids = serving.logs.seen_by(visitor).talks_ids()
        if len(ids) == 1:
            scope = {"type": "http", "headers": [], "query_string": b"", "path_params": {"talks": ids[0]}}
            pages.home(Ask(Request({**scope, "visitor": visitor}), serving))
