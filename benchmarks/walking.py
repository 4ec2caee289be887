"""Walk through the pages as people and programs do: ``python benchmarks/walking.py days api``.

- ``days``: in a browser of the Chromium family the slider is moved to each day of both demos, and what is shown held
  against the status of that day.
- ``api``: `schemathesis` asks for everything that the OpenAPI document promises, in ways that are right and wrong, of
  somebody who may record, too; an answer of 500 or beyond is a fault (``pip install --group api``).

``--times N`` says how many ways are tried for each address. What should not be is in capitals, and then the exit
status is 1.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import serving
from browsing import looking, started, unlike

from negotiation import NegotiationLog
from negotiation.demo import DEMOS


def days() -> list[str]:
    """Look at every day of both demos, and return the days that are shown otherwise than the status is."""
    wrong: list[str] = []
    with TemporaryDirectory() as folder, started() as browser:
        for name in DEMOS:
            path = serving.put(Path(folder), serving.demo(name))
            with (
                serving.running(path) as address,
                NegotiationLog.open(str(path)) as log,
                looking(browser, address) as page,
            ):
                talks = log.talks()
                page.goto(f"{address}/talks/{talks.id}")
                last = int(page.get_attribute("#at-step", "max"))
                found = list(unlike(page, talks, range(last + 1)))
                print(f"{name}: {last + 1:,} days looked at, {len(found)} shown otherwise", flush=True)
                wrong += found
    return wrong


def api(times: int) -> list[str]:
    """Ask for all that the document of the API promises, and return what went wrong."""
    program = shutil.which("schemathesis")
    if program is None:
        sys.exit("schemathesis is not to be found: pip install --group api")
    with TemporaryDirectory() as folder:
        path = serving.put(Path(folder), serving.demo())
        with serving.running(path, may_append=True) as address:
            command = [program, "run", f"{address}/api/openapi.json", "--checks", "not_a_server_error", "--no-color"]
            options = ["--max-examples", str(times), "--seed", "1", "--request-timeout", "60", "--workers", "2"]
            made = subprocess.run([*command, *options], capture_output=True, text=True, check=False, cwd=folder)
        counted = re.findall(r"\d+ generated, .*|\d+ selected / .*", made.stdout)
        print(f"api: {'; '.join(counted)}", flush=True)
        with NegotiationLog.open(str(path)) as log:
            wrong = [str(one) for one in log.check() if not one.fine]
    return [*wrong, *([f"{made.stdout[-2_000:]}{made.stderr[-500:]}"] if made.returncode else [])]


def main() -> None:
    """Walk, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="+", choices=["days", "api"])
    parser.add_argument("--times", type=int, default=50)
    given = parser.parse_args()
    wrong = (days() if "days" in given.parts else []) + (api(given.times) if "api" in given.parts else [])
    for one in wrong:
        print(f"WRONG: {one}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
