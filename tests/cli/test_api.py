"""The public names of the package."""

from __future__ import annotations

import subprocess
import sys

import pytest

import csvbridge

from .conftest import ORDERS


def test_names_are_sorted_and_there() -> None:
    assert csvbridge.__all__ == sorted(csvbridge.__all__)
    assert all(getattr(csvbridge, name) for name in csvbridge.__all__)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        csvbridge.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_import_is_cheap() -> None:
    code = "import csvbridge, sys; print('polars' in sys.modules, 'typer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False False\n"


def test_convert() -> None:
    outcome = csvbridge.convert(ORDERS.read_bytes(), "tamago-gmo-credit-request")
    assert (outcome.orders.accepted, outcome.orders.rejected) == (21, 1)
    assert csvbridge.convert(ORDERS.read_bytes(), "tamago-gmo-credit-request", abort=True).output is None
