"""SARIF 2.1.0: what the standard requires of each object is there, and regions lead to the quote.

The required properties and closed lists are those of the OASIS standard (§3.13 log file, §3.14 run, §3.18 tool, §3.19 component,
§3.24 artifact, §3.27 result, §3.28 location, §3.30 region, §3.49 rule).
"""

from __future__ import annotations

import json
import re
import typing
from pathlib import Path
from urllib.parse import unquote

import pytest

from planggraph.checks import plan_findings
from planggraph.cli import run
from planggraph.exports.findings import Checked
from planggraph.exports.sarif import sarif_log
from planggraph.reading import read
from planggraph.registry import Registry
from seed import SEED, seed_plan

Log = dict[str, typing.Any]
TEXT = SEED.read_bytes().decode("utf-8")
URI = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


@pytest.fixture(scope="module")
def log() -> Log:
    checked = Checked(seed_plan(), read(SEED), plan_findings(seed_plan(), Registry.load()))
    return json.loads(json.dumps(sarif_log([checked], "zh"), ensure_ascii=False))


def test_the_log_and_its_run(log: Log) -> None:
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "planggraph"
    assert run["columnKind"] == "unicodeCodePoints"
    assert {"tool", "results", "artifacts", "columnKind", "language"} == set(run)


def test_rules_are_unique_and_referred_to_rightly(log: Log) -> None:
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) > 5
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_results_have_what_is_required(log: Log) -> None:
    results = log["runs"][0]["results"]
    assert len(results) == 56
    for result in results:
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert len(result["locations"]) == 1
    prints = [result["partialFingerprints"]["planggraph/v1"] for result in results]
    assert len(set(prints)) == len(prints)


def locations(log: Log) -> list[Log]:
    return [place for result in log["runs"][0]["results"] for place in (*result["locations"], *result.get("relatedLocations", []))]


def test_regions_lead_to_the_quote_by_offset_and_by_line(log: Log) -> None:
    lines = TEXT.splitlines()
    for place in locations(log):
        region = place["physicalLocation"]["region"]
        start = region["charOffset"]
        assert TEXT[start : start + region["charLength"]] == region["snippet"]["text"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(region["snippet"]["text"].splitlines()[0])
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])


def test_addresses_are_relative_references(log: Log) -> None:
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for place in locations(log)}
    assert uris == {artifact["location"]["uri"] for artifact in log["runs"][0]["artifacts"]}
    assert all(URI.fullmatch(uri) and unquote(uri) == SEED.name for uri in uris)


def test_a_table_file_has_places_and_no_lines(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "分工 表.html"
    path.write_text(
        "<html><body><h1>某县2020年工作要点</h1><table><tr><th>序号</th><th>任务</th><th>牵头单位</th></tr>"
        "<tr><td>1</td><td>修建学校</td><td>县财政局、县审计局</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert run(["check", str(path), "--format", "sarif", "--no-shapes", "--lang", "en"]) == 0
    log = json.loads(capsysbinary.readouterr().out)
    places = locations(log)
    assert places
    assert all("region" not in place["physicalLocation"] and place["logicalLocations"] for place in places)
    assert all(URI.fullmatch(place["physicalLocation"]["artifactLocation"]["uri"]) for place in places)
