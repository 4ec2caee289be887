"""Measure the pages: ``python benchmarks/pages.py log.db``; each figure is a median, beside a floor of the machine.

- the first page of a log that was just opened, at once and a second later, since it is read ahead
- a step of the slider: a whole answer, over the network, as is the first page
- readers with a stream of events each, all of whom are told of one entry, and then look at the page again

The log is copied first, since an entry is recorded in it. ``--readers N`` says how many look on, ``--steps N`` how many
steps the slider takes. The floor is a piece of work that is the same everywhere.
On a machine that does other things too, look at the time of the processor, and at it beside that of the floor.
"""

import argparse
import http.client
import json
import shutil
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread

import uvicorn

from negotiation import NegotiationLog
from negotiation.serving.app import application
from negotiation.serving.logs import Logs
from negotiation.serving.rules import Rules
from negotiation.serving.running import Listening, collect_rarely, server_of
from negotiation.serving.tokens import Tokens

Times = tuple[float, float]
"""How long something takes in milliseconds: by the clock, and of the processor."""


def timed(call: Callable[[], object]) -> Times:
    """Return how long a call takes, with what the server does for it, which runs in this process."""
    before, worked = time.perf_counter(), time.process_time()
    call()
    return 1000 * (time.perf_counter() - before), 1000 * (time.process_time() - worked)


def median(found: list[Times]) -> Times:
    """Return the median of each of the two."""
    return statistics.median(one for one, _ in found), statistics.median(other for _, other in found)


@contextmanager
def running(make: Callable[[str], uvicorn.Server]) -> Iterator[str]:
    """Run a server at a port that is free, and give its host."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as bound:
        host = f"127.0.0.1:{bound.getsockname()[1]}"
        server = make(host)
        thread = Thread(target=server.run, args=([bound],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield host
        server.should_exit = True
        thread.join()


def asked(host: str, address: str) -> bytes:
    """Return what is answered."""
    connection = http.client.HTTPConnection(host, timeout=120)
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        sys.exit(f"{address}: {answer.status}")
    return body


def floor() -> Times:
    """Return how long a piece of work takes that is the same everywhere: 10,000 objects to JSON and back."""
    objects = [{"number": number, "text": str(number) * 5} for number in range(10_000)]
    return median([timed(lambda: json.loads(json.dumps(objects))) for _ in range(9)])


def days(page: str, count: int) -> list[str]:
    """Return some days on which something changed, as a hand on the slider comes by them."""
    origin = date.fromisoformat(page.partition('data-origin="')[2].partition('"')[0])
    steps = [int(step) for step in page.partition('data-steps="')[2].partition('"')[0].split()]
    chosen = Random(1).sample(steps, min(count, len(steps)))
    return [(origin + timedelta(days=step)).isoformat() for step in chosen]


def look_on(host: str, talks: str, readers: int, record: Callable[[], None]) -> tuple[Times, Times]:
    """Return when the last of many readers was told of an entry, and when all had looked again, in milliseconds."""
    streams = []
    for _ in range(readers):
        connection = http.client.HTTPConnection(host, timeout=120)
        connection.request("GET", f"/events/{talks}")
        streams.append(connection.getresponse())
        streams[-1].readline()

    def told(stream: http.client.HTTPResponse) -> int:
        while line := stream.readline():
            if line.startswith(b"data: "):
                return int(json.loads(line[6:])["last"])
        sys.exit("a stream ended")

    with ThreadPoolExecutor(readers) as threads:
        waiting = [threads.submit(told, stream) for stream in streams]
        record()
        first = timed(lambda: [found.result() for found in waiting])
        again = timed(lambda: list(threads.map(lambda _: asked(host, f"/talks/{talks}"), range(readers))))
        if len({found.result() for found in waiting}) != 1:
            sys.exit("not all were told the same")
        return first, again


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--readers", type=int, default=50)
    given = parser.parse_args()
    collect_rarely()
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "talks.db"
        shutil.copy(given.log, copy)
        with NegotiationLog.open(str(copy)) as log:
            talks = log.talks_ids()[0]
            entries = log.talks(talks).last_number()

        def server(host: str) -> uvicorn.Server:
            rules = Rules(hosts=frozenset({host}))
            return server_of(application(Logs(str(copy)), rules, Tokens(Path(folder))), Listening())

        home = f"/talks/{talks}"
        firsts, waited = [], []
        for _ in range(3):
            with running(server) as host:
                firsts.append(timed(lambda: asked(host, home)))  # called at once
        for _ in range(3):
            with running(server) as host:
                time.sleep(1)
                waited.append(timed(lambda: asked(host, home)))  # called at once
        with running(server) as host:
            page = asked(host, home).decode()
            steps = [timed(lambda: asked(host, f"{home}?at={day}")) for day in days(page, given.steps)]  # noqa: B023
            again = [timed(lambda: asked(host, f"{home}?at={day}")) for day in days(page, given.steps)]  # noqa: B023

            def record() -> None:
                with NegotiationLog.open(str(copy)) as log:
                    log.talks(talks).say("Somebody", "It rains.", on="2012-06-01")

            first, every = look_on(host, talks, given.readers, record)
        bare = floor()
    print(f"| {entries:,} entries, a page of {len(page) // 1000} kB | ms | of the processor | beside the floor |")
    print("|---|---|---|---|")
    rows = {
        "10,000 objects to JSON and back: the floor": bare,
        "the first page, asked for as soon as anybody can": median(firsts),
        "the first page, asked for a second later": median(waited),
        "a step of the slider to a day not seen before": median(steps),
        "the slowest of ten such steps": sorted(steps)[-max(len(steps) // 10, 1)],
        "a step to a day seen before": median(again),
        f"{given.readers} streams: until the last is told of an entry": first,
        f"then: until all {given.readers} have looked at the page again": every,
    }
    for name, (clock, processor) in rows.items():
        print(f"| {name} | {clock:,.0f} | {processor:,.0f} | {processor / bare[1]:,.1f} |")


if __name__ == "__main__":
    main()
