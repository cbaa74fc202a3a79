"""Every case folder beside this file, run as a user would run it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..support import cases

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = cases(Path(__file__).parent)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, check_case: Callable[[Path], object]) -> None:
    check_case(case)
