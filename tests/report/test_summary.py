"""The JSON that robots read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from csvbridge.codes import Entry, Text
from csvbridge.findings import Finding
from csvbridge.report.summary import Amount, Counts, ProfileUsed, Records, Summary, as_file, count_codes, report_json

if TYPE_CHECKING:
    import pytest

SUMMARY = Summary(
    "partial",
    3,
    profile=ProfileUsed("tamago-gmo", "profiles/x.toml", "ab", "template"),
    rows=Counts(58, 20, 36, 2),
    orders=Counts(38, 14, 22, 2),
    records=Records(1),
    amount=Amount(412300, 5500, 7000),
    output="out/注文.csv",
    codes={"Z": 1, "A": 2},
    warnings={},
)


def test_one_ascii_line() -> None:
    text = SUMMARY.to_json()
    assert text.isascii()
    assert "\n" not in text
    assert text == (
        '{"status":"partial","exit":3,"reason":null,'
        '"profile":{"id":"tamago-gmo","path":"profiles/x.toml","sha256":"ab","target_status":"template"},'
        '"rows":{"read":58,"dropped":20,"accepted":36,"rejected":2},'
        '"orders":{"read":38,"dropped":14,"accepted":22,"rejected":2},'
        '"records":{"unreadable":1},"amount":{"accepted":412300,"rejected":5500,"dropped":7000},'
        '"output":"out/\\u6ce8\\u6587.csv","rejects":null,"report":null,"codes":{"A":2,"Z":1},"warnings":{}}'
    )


def test_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry("X", "error", Text("「{column}」", "“{column}”"), *[Text("", "")] * 3, fix="confirm")
    monkeypatch.setattr("csvbridge.report.summary.lookup", lambda _: entry)
    finding = Finding(
        "X",
        "error",
        "T\x001",
        3,
        4,
        "buyer",
        "氏名",
        "buyer.name",
        "𠮷野 花子",
        {"column": "氏名"},
        "吉野 花子",
        "GMO:CT1",
    )
    data = report_json(SUMMARY, [finding], "aa", None, run={"input": "orders.csv"})
    assert data == report_json(SUMMARY, [finding], "aa", None, run={"input": "orders.csv"})
    assert data.startswith(b'{\n "summary": {\n  "status": "partial",')
    assert data.endswith(b"}\n")
    report = json.loads(data)
    assert list(report) == ["summary", "run", "output_sha256", "rejects_sha256", "findings"]
    assert report["summary"] == json.loads(SUMMARY.to_json())
    assert report["run"] == {"input": "orders.csv"}
    assert (report["output_sha256"], report["rejects_sha256"]) == ("aa", None)
    assert list(report["findings"][0].items()) == [
        ("code", "X"),
        ("severity", "error"),
        ("record", 3),
        ("line", 4),
        ("order", "T1"),
        ("party", "buyer"),
        ("column", "氏名"),
        ("field", "buyer.name"),
        ("value", "𠮷*"),
        ("message", "「氏名」"),
        ("suggestion", "吉*"),
        ("fix", "confirm"),
        ("provider_code", "GMO:CT1"),
    ]
    english = json.loads(report_json(SUMMARY, [finding], None, None, "en"))
    assert english["findings"][0]["message"] == "“氏名”"


def test_counts() -> None:
    findings = [Finding("B", "error"), Finding("A", "warning"), Finding("B", "error"), Finding("A", "error")]
    assert list(count_codes(findings, "error").items()) == [("A", 1), ("B", 2)]
    assert count_codes(findings, "warning") == {"A": 1}


def test_orders_held_for_others_are_told_where_there_are_any() -> None:
    assert "held" not in SUMMARY.to_dict()
    assert replace(SUMMARY, held=3).to_dict()["held"] == 3


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_a_report_has_the_bytes_that_json_gives(value: object) -> None:
    report = {"findings": value}
    assert as_file(report).decode() == json.dumps(report, ensure_ascii=False, indent=1) + "\n"
