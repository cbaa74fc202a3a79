"""Whose the file is that stands at the output's place."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from csvbridge.errors import FileAccessError
from csvbridge.writer.beside import Recorded, beside, is_ours, make_way, next_free_rejects, recorded, sha256


def _run(folder: Path, data: bytes = b"1") -> Path:
    output = folder / "gmo.csv"
    output.write_bytes(data)
    beside(output).report.write_text(json.dumps({"output_sha256": sha256(data), "rejects_sha256": None}))
    return output


def test_names() -> None:
    names = beside(Path("out/gmo.csv"))
    assert [path.as_posix() for path in (names.output, names.report, names.rejects, names.unreadable)] == [
        "out/gmo.csv",
        "out/gmo.report.json",
        "out/gmo.rejects.csv",
        "out/gmo.unreadable.csv",
    ]
    assert names.previous.name == "gmo.previous.csv"
    assert beside(Path("取引.2026.CSV")).aside("pending").name == "取引.2026.pending.csv"


def test_our_file_is_moved_to_previous(tmp_path: Path) -> None:
    output = _run(tmp_path)
    assert is_ours(output, beside(output).report)
    assert make_way(output, beside(output).report) == beside(output).previous
    assert not output.exists()
    assert beside(output).previous.read_bytes() == b"1"
    assert make_way(output, beside(output).report) is None


@pytest.mark.parametrize("report", [None, "", "[]", '{"output_sha256": 1}', '{"output_sha256": "00"}', "\udcff"])
def test_a_file_that_no_report_knows_is_foreign(tmp_path: Path, report: str | None) -> None:
    output = _run(tmp_path)
    beside(output).report.unlink()
    if report is not None:
        beside(output).report.write_bytes(report.encode("utf-8", "surrogateescape"))
    with pytest.raises(FileAccessError, match="FILE_FOREIGN"):
        make_way(output, beside(output).report)
    assert output.read_bytes() == b"1"


def test_an_edited_file_is_foreign_and_force_keeps_it(tmp_path: Path) -> None:
    output = _run(tmp_path)
    output.write_bytes(b"edited")
    with pytest.raises(FileAccessError, match="FILE_FOREIGN"):
        make_way(output, beside(output).report)
    assert make_way(output, beside(output).report, force=True) == beside(output).previous
    assert beside(output).previous.read_bytes() == b"edited"


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_is_never_ours(tmp_path: Path) -> None:
    output = _run(tmp_path)
    real = output.rename(tmp_path / "real.csv")
    output.symlink_to(real)
    with pytest.raises(FileAccessError, match="OUTPUT_NOT_FILE"):
        make_way(output, beside(output).report, force=True)


def test_edited_rejects_are_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "gmo.rejects.csv"
    assert next_free_rejects(path, None) == path
    path.write_bytes(b"1")
    assert next_free_rejects(path, sha256(b"1")) == path
    assert next_free_rejects(path, None).name == "gmo.rejects-2.csv"
    path.write_bytes(b"edited")
    second = next_free_rejects(path, sha256(b"1"))
    assert second.name == "gmo.rejects-2.csv"
    second.write_bytes(b"2")
    assert next_free_rejects(path, sha256(b"2")) == second
    second.write_bytes(b"edited too")
    assert next_free_rejects(path, sha256(b"2")).name == "gmo.rejects-3.csv"


def test_recorded_hashes(tmp_path: Path) -> None:
    assert recorded(tmp_path / "none.json") == Recorded()
    report = tmp_path / "r.json"
    report.write_text('{"output_sha256": "ab", "rejects_sha256": "cd"}')
    assert recorded(report) == Recorded("ab", "cd")
