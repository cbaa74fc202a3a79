"""Every shipped profile, and those of the examples: it loads, its sample is clean, its [[tests]] end as they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csvbridge.engine.selftest import cases, check
from csvbridge.profile.plan import load_profile
from csvbridge.profile.search import every

if TYPE_CHECKING:
    from csvbridge.engine.selftest import Case
    from csvbridge.profile.search import Info

SOURCE = Path(__file__).parents[1] / "src" / "csvbridge"
OVERRIDE = Path(__file__).parents[1] / "examples" / "shop-override" / "profiles"
INFOS = every([OVERRIDE])
CASES = [
    pytest.param(case, id=f"{info.id}@{info.version}: {case.name}")
    for info in INFOS
    for case in cases(str(info.path), [OVERRIDE])
]


@pytest.mark.parametrize("info", INFOS, ids=lambda info: f"{info.id}@{info.version}")
def test_is_complete(info: Info) -> None:
    profile = load_profile(str(info.path), [OVERRIDE], asks="sample")
    assert profile.sample
    assert len(profile.tests) >= 2
    assert any(test.rejects for test in profile.tests)


@pytest.mark.parametrize("case", CASES)
def test_ends_as_it_says(case: Case) -> None:
    assert check(case) is None


def test_no_system_is_named_in_the_code() -> None:
    """A new provider touches TOML only: the code knows no format by its id."""
    ids = [info.id for info in every([]) if info.kind == "format"]
    sources = {path: path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py"))}
    assert [(path.name, id_) for path, text in sources.items() for id_ in ids if id_ in text] == []
