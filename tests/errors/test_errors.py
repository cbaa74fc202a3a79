"""Every code has a folder with a minimal input that triggers it, and its exact text; every folder is a code.

A code that no input alone can trigger, since it takes a full disk or a terminal, is in `test_environment.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csvbridge.codes import every

from ..support import EXPECTED, REPOSITORY, cases, run_case
from .test_environment import CODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..support import Ran

CASES = cases(Path(__file__).parent)
SHIPPED = tuple((REPOSITORY / "profiles" / "formats").rglob("*.toml"))
UNRAISED = frozenset(
    {
        # Raised by the writer for its callers in Python; the engine finds NEEDS_QUOTES first.
        "CELL_NEEDS_QUOTES",
    }
)
"""Codes that no command line leads to."""

JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff01-\uff9f]+")

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_case
def test_error(case: Path, check_case: Callable[[Path], Ran]) -> None:
    ran = check_case(case)
    told = [ran.stderr, *(data.decode() for path, data in ran.files.items() if path.endswith(".json"))]
    assert any(f"[{case.name}]" in text or f'"{case.name}"' in text for text in told)


@each_case
def test_english_is_english(case: Path, tmp_path: Path) -> None:
    """What is Japanese in an English message is a cell, a column or a line of the files, or of a shipped profile."""
    ran = run_case(case, tmp_path, language="en")
    talk = [line for line in ran.stderr.split("\n") if not line.startswith(("  -->", "   |"))]
    own = re.sub("“[^”]*”", "", "\n".join(talk))
    given = (path for path in case.rglob("*") if path.is_file() and EXPECTED not in path.parts)
    known = "".join(_text(path) for path in (*given, *SHIPPED))
    assert [word for word in JAPANESE.findall(own) if word not in known] == []


def _text(path: Path) -> str:
    data = path.read_bytes()
    return data.decode("utf-8" if path.suffix == ".toml" else "cp932", "ignore") + data.decode("utf-8", "ignore")


def test_every_code_has_a_case() -> None:
    assert sorted([*(case.name for case in CASES), *CODES]) == sorted(every().keys() - UNRAISED)
