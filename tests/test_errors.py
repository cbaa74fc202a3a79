"""Errors of a run come from other processes as they were raised there."""

from __future__ import annotations

import pickle

import pytest

from csvbridge.errors import CsvbridgeError, FileAccessError, Problem, ProfileError, UsageError, WrongFileError

ERRORS = (
    UsageError("SEVERAL_INPUTS", count=2),
    FileAccessError("FILE_MISSING", path="in.csv"),
    WrongFileError("FILE_CUT", reason="truncated", line=3, file="in.csv"),
    ProfileError(problems=[Problem("UNKNOWN_KEY", "gmo.toml", 4, "nmae = 1", {"key": "nmae"})]),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_an_error_survives_a_pickle(error: CsvbridgeError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is type(error)
    assert again.args == error.args
    assert vars(again) == vars(error)
