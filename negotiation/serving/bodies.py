"""What is posted: read once, of no more than a length, and within a time."""

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import Request

if TYPE_CHECKING:
    from starlette.types import Message, Receive

MOST_BODY = 64 * 1024
"""How many bytes may be posted."""
BODY_SECONDS = 15.0
"""How long a body may take to come."""


class TooMuch(Exception):
    """A body is longer than any form."""


async def body_of(request: Request) -> bytes:
    """Return what was posted.

    Raises:
        TooMuch, TimeoutError: it is too long, or takes too long.
    """
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST_BODY:
        raise TooMuch
    found = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        async for part in request.stream():
            found += part
            if len(found) > MOST_BODY:
                raise TooMuch
    return bytes(found)


def once(body: bytes, receive: "Receive") -> "Receive":
    """Return what gives a body that was read, and then whatever comes."""
    left = [body]

    async def given() -> "Message":
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return given
