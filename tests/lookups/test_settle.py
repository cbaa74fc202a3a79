"""Several results of one order: what holds does not depend on the order in which they were read."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.engine.settle import OPEN, Contrary, Said, settle

WORDS = ("approved", "declined", "on_hold", "pending", "error", "cancelled")
SAID = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([None, "A1", "A2"])), min_size=1, max_size=6)


def settled(told: list[tuple[str, str | None]]) -> tuple[str, str | None] | Contrary:
    """The word and id that hold, or why none does."""
    end = settle([Said(word, id_, at) for at, (word, id_) in enumerate(told)])
    return end if isinstance(end, Contrary) else (end.word, end.provider_id)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("pending", "A1"), ("approved", "A1")], ("approved", "A1")),
        ([("on_hold", "A1"), ("pending", "A1"), ("declined", "A1")], ("declined", "A1")),
        ([("approved", "A1"), ("cancelled", "A1")], ("cancelled", "A1")),
        ([("cancelled", "A1"), ("approved", "A2")], ("approved", "A2")),
        ([("cancelled", "A1"), ("cancelled", "A2"), ("pending", "A3")], ("pending", "A3")),
        ([("error", None), ("approved", "A1")], ("approved", "A1")),
        ([("error", None), ("pending", "A1")], ("pending", "A1")),
        ([("pending", None), ("approved", "A1")], ("approved", "A1")),
        ([("pending", "A1"), ("approved", "A2")], ("approved", "A2")),
        ([("error", None), ("cancelled", "A1")], ("cancelled", "A1")),
    ],
)
def test_what_holds(told: list[tuple[str, str | None]], expected: tuple[str, str | None]) -> None:
    assert {settled(list(way)) for way in permutations(told)} == {expected}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ([("approved", "A1"), ("declined", "A1")], "RESULT_CONFLICT"),
        ([("approved", None), ("declined", None)], "RESULT_CONFLICT"),
        ([("declined", "A1"), ("cancelled", "A1")], "RESULT_CONFLICT"),
        ([("declined", "A1"), ("approved", "A2"), ("pending", "A2")], "RESULT_CONFLICT"),
        ([("error", "A1"), ("approved", "A1")], "RESULT_CONFLICT"),
        ([("approved", "A1"), ("approved", "A2")], "REGISTERED_TWICE"),
    ],
)
def test_contrary(told: list[tuple[str, str | None]], code: str) -> None:
    ends = [settled(list(way)) for way in permutations(told)]
    assert all(isinstance(end, Contrary) and end.code == code for end in ends)
    assert all(end == ends[0] for end in ends)


def test_of_open_words_the_last_holds() -> None:
    assert settled([("pending", "A1"), ("on_hold", "A1")]) == ("on_hold", "A1")
    assert settled([("on_hold", "A1"), ("pending", "A1")]) == ("pending", "A1")


@given(SAID, st.randoms())
def test_order_of_files_decides_nothing_final(told: list[tuple[str, str | None]], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = settled(told), settled(shuffled)
    if isinstance(first, Contrary) or isinstance(second, Contrary):
        assert isinstance(first, Contrary)
        assert isinstance(second, Contrary)
    elif not {first[0], second[0]} <= {*OPEN, "error", "cancelled"}:
        assert first[0] == second[0]


@given(SAID)
def test_never_approved_where_the_same_id_says_otherwise(told: list[tuple[str, str | None]]) -> None:
    end = settled(told)
    if isinstance(end, Contrary) or end[0] != "approved":
        return
    against = {word for word, id_ in told if id_ == end[1]} - {"approved", *OPEN}
    assert against <= {"error"}
    assert "error" not in against or end[1] is None
