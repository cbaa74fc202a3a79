"""Every code has a folder with a minimal input that triggers it, and its exact text; every folder is a code.

A code that a folder cannot trigger, since it takes a full disk or a terminal, is in `test_environment.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csvbridge.codes import every

from ..support import cases, run_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..support import Ran

HERE = Path(__file__).parent
CASES = cases(HERE)
ENVIRONMENT = re.findall(r'"([A-Z_]+)"\)?  # code', (HERE / "test_environment.py").read_text("utf-8"))
QUOTED = re.compile(r'“[^”]*”|"[^"]*"|\[[^\]]*\]|\([^)]*\)')
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff01-\uff9f]")

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_case
def test_error(case: Path, check_case: Callable[[Path], Ran]) -> None:
    ran = check_case(case)
    told = [ran.stderr, *(data.decode() for path, data in ran.files.items() if path.endswith(".json"))]
    assert any(re.search(rf'(\[|"){case.name}(\]|")', text) for text in told)


@each_case
def test_english_is_english(case: Path, tmp_path: Path) -> None:
    """What is not English stands in quotes, or on a line that shows a place or a cell."""
    ran = run_case(case, tmp_path, language="en")
    talk = [line for line in ran.stderr.split("\n") if not line.startswith(("  -->", "   |"))]
    assert JAPANESE.findall(QUOTED.sub("", "\n".join(talk))) == []


def test_every_code_has_a_case() -> None:
    assert sorted({case.name for case in CASES} | set(ENVIRONMENT)) == sorted(every())
