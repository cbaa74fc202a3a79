"""Options and fixtures that all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .support import EXPECTED, expected_of, rewrite, run_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .support import Ran


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite expected/ of every case that is run")


@pytest.fixture
def check_case(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Path], Ran]:
    """Run a case and compare everything with what it expects; with --update-cases make that its expectation."""

    def check(case: Path) -> Ran:
        ran = run_case(case, tmp_path)
        if request.config.getoption("--update-cases"):
            rewrite(case, ran)
        assert (case / EXPECTED).is_dir(), "no expected/ yet: run pytest --update-cases and read it"
        expected = expected_of(case)
        assert ran.stderr == expected.stderr
        assert ran.exit == expected.exit
        assert ran.stdout == expected.stdout
        assert ran.removed == expected.removed
        assert sorted(ran.files) == sorted(expected.files)
        for path, data in ran.files.items():
            assert data == expected.files[path], path
        return ran

    return check
