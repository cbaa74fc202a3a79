"""The shape of a code's entry."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Text(NamedTuple):
    """One text in the two languages of the program; braces are filled from a finding's params."""

    ja: str
    en: str


class Entry(NamedTuple):
    """A code and its five parts: what happened, why it matters, an example, how to fix it, the source.

    `severity` is that of a finding where no profile says otherwise; for a code that stops the run it is "error".
    `message` is one sentence that stands alone, `cure` one that says what to do, beginning in the cart.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    message: Text
    cure: Text
    why: Text
    example: Text
    source: str = "csvbridge"
    fix: Literal["none", "safe", "confirm"] = "none"
