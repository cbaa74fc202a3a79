"""The walks of the documentation go as they are written: files as shown, commands as shown, output as shown."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 -- pytest reads the annotations

import pytest

from .pages import ROOT, blocks, commands, name, text, tool

docs, walk = tool("docs"), tool("walk")
TWINS = [ROOT / "docs" / "new-profile.md", ROOT / "docs" / "ja" / "new-profile.md"]


@pytest.mark.parametrize(("page", "lang"), docs.WALKS.items(), ids=map(name, docs.WALKS))
def test_a_walk_goes_as_it_is_written(page: Path, lang: str) -> None:
    assert walk.walked(text(page), lang) == text(page), "read what changed, then run: python tools/docs.py"


def test_the_twins_write_the_same_files_and_run_the_same_commands() -> None:
    english, japanese = TWINS
    assert blocks(english, "toml") == blocks(japanese, "toml")
    assert commands(english) == commands(japanese)


def test_a_new_provider_takes_no_program() -> None:
    assert {"mihon-atobarai/credit-request", "tamago-mihon-credit-request"} <= {
        line.split('"')[1] for block in blocks(TWINS[0], "toml") for line in block.splitlines() if line.startswith("id")
    }
    assert not blocks(TWINS[0], "python")


def test_the_walk_shows_a_refusal_a_rejection_and_tests(tmp_path: Path) -> None:
    told = "".join(blocks(TWINS[0], "console"))
    assert "error[CONSTANT_NEEDED]" in told
    assert "error[BYTES_OVER]" in told
    assert "\n6\n" in told
    assert "\n3\n" in told
    assert "FAILED" not in told


def test_a_walk_runs_csvbridge_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="rm: a walk runs csvbridge only"):
        walk.Walk(tmp_path, "en").follow("```console\n$ rm -r out\n```\n")
