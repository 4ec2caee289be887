"""Whatever a program asks for, described or not, it is answered in words, and nothing breaks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serving
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import ISTANBUL
from starlette.testclient import TestClient

WORDS = st.sampled_from(
    ["2022-03-29", "2022-03", "#7", "#0", "#99999999999999999999", "any", "UKR", "neutral-status", "proposal:neutral",
     "entry:", "P14D", "P99999999Y", "1", "0", "-1", "999999", "kind,party", ",,", "*", '"', "'", "[2022-03-01..]",
     "9999-12-31", "0000", "2022-13-45", "Y170000002", "../..", "%", "\u202e", "é" * 90, "{", "\ud7ff"]
)  # fmt: skip
"""What fits somewhere, and what fits nowhere."""
VALUES = st.one_of(WORDS, st.text(max_size=30), st.integers().map(str))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give what asks for the pages of the demo; an error that nobody caught is an answer with status 500."""
    path = serving.put(tmp_path_factory.mktemp("api"), serving.demo())
    with serving.served(path) as client:
        client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
        yield client


@pytest.mark.hypothesis
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(data=st.data())
def test_nothing_that_is_asked_breaks_it(pages: TestClient, data: st.DataObject) -> None:
    """Any values of any parameters of any address are answered: with what was asked for, or with what is wrong."""
    told = pages.get("/api/openapi.json").json()
    address = data.draw(st.sampled_from(sorted(told["paths"])))
    parameters: list[dict[str, Any]] = told["paths"][address]["get"]["parameters"]
    names = {"talks": st.one_of(st.just(ISTANBUL), st.just(ISTANBUL), VALUES), "name": VALUES}
    query: dict[str, str] = {}
    for one in parameters:
        if one["in"] == "path":
            address = address.replace(f"{{{one['name']}}}", _part(data.draw(names[one["name"]])))
        elif one["required"] or data.draw(st.integers(0, 5)) == 0:
            fits = st.sampled_from(one["schema"]["enum"]) if "enum" in one["schema"] else VALUES
            query[one["name"]] = data.draw(st.one_of(fits, VALUES))
    for where in (address, address.removeprefix("/api")):
        answer = pages.get(where, params=query)
        assert answer.status_code in (200, 303, 400, 404), (where, query, answer.text[-300:])
        if answer.status_code != 200 and where.startswith("/api"):
            assert {"error", "message", "hint"} == set(json.loads(answer.text))


def _part(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="") or "x"


def test_the_description_is_valid(pages: TestClient) -> None:
    """It has what OpenAPI 3.1 asks for: a name for each operation of its own, and each part of an address described."""
    told = pages.get("/api/openapi.json").json()
    operations = [path["get"] for path in told["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for address, path in told["paths"].items():
        parts = {one["name"] for one in path["get"]["parameters"] if one["in"] == "path"}
        assert parts == {part.strip("{}") for part in address.split("/") if part.startswith("{")}
        names = [(one["in"], one["name"]) for one in path["get"]["parameters"]]
        assert len(names) == len(set(names)), address


def test_the_script_is_small_and_ours(tmp_path: Path) -> None:
    """The pages' own script and looks are all that a page loads, and together they are no more than 40 kB."""
    path = serving.put(tmp_path, serving.demo())
    with serving.served(path) as client:
        sizes = [len(client.get(f"/static/{name}").content) for name in ("page.js", "page.css", "icon.svg")]
        assert sum(sizes) < 40_000
        shown = client.get(f"/talks/{ISTANBUL}").text
        assert 1 == shown.count("<script")
        assert "http://" not in shown.replace("http://www.w3.org", "")
