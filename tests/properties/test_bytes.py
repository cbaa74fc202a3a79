"""Any bytes lead to a documented exit code, never to a traceback, and never to a changed input."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ..support import LONG_AGO, REPOSITORY, run_cli

EXITS = {0, 3, 4, 5, 7}
SHIPPED = (REPOSITORY / "examples" / "tamago-gmo" / "orders.csv").read_bytes()
HEADER = SHIPPED.split(b"\r\n")[0]
PIECES = (b'"', b",", b"\r\n", b"\n", b"\r", b"\0", b"\x1a", b"\x81", b"\xfb\xfc", b"\xef\xbb\xbf", b"=1+1", b"<html>")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The shipped example with a few bytes put in, taken out or cut off."""
    data = SHIPPED[: draw(st.integers(len(HEADER), len(SHIPPED)))]
    for _ in range(draw(st.integers(0, 4))):
        at, gone = draw(st.integers(0, len(data))), draw(st.integers(0, 3))
        data = data[:at] + draw(st.sampled_from(PIECES)) + data[at + gone :]
    return data


texts = st.text("受付番号T01,\"\r\n\t;|'=+@-−〜①髙𠮷\u3000\x00\x1b", max_size=60)
noise = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=100).map(lambda tail: HEADER + b"\r\n" + tail),
    texts.map(lambda text: HEADER + b"\r\n" + text.encode("cp932", "replace")),
    texts.map(str.encode),
    damaged(),
)


@settings(max_examples=80, deadline=None)
@given(noise)
@example(b"")
@example(b'"')
@example(HEADER)
@example(b"\xff\xfe")
@example(b"\0" * 9)
def test_any_bytes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "orders.csv"
        source.write_bytes(data)
        os.utime(source, (LONG_AGO, LONG_AGO))
        ran = run_cli(["convert", "-p", "tamago-gmo-credit-request", "orders.csv", "-o", "gmo.csv"], folder)
        assert ran.exit in EXITS, ran.stderr
        assert "Traceback" not in ran.stderr
        assert ("gmo.csv" in ran.files) == (ran.exit in (0, 3))
        assert source.read_bytes() == data
        assert not ran.removed
        assert not [path for path in ran.files if path.endswith(".tmp")]
