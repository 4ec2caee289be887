"""Addresses from outside, made safe to follow."""

import re
from urllib.parse import quote, urlsplit


def for_link(url: str) -> str | None:
    """Return an address that is safe to follow, in ASCII alone; None if it is not of the web."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s\x00-\x1f]", url):
            return None
        return quote(url, safe=":/?#[]@!$&'()*+,;=%-._~")
    except ValueError:
        return None
