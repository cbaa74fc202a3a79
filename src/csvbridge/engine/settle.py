"""Several results of one order, over days and files, as one.

A result speaks of a transaction: an order under one id of the provider. In a transaction a final word beats pending and
on_hold, and cancelled beats approved; two other final words contradict each other, whichever came last. A cancelled
transaction, and an error without id, which registered nothing, give way to another transaction of the order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPEN = frozenset({"pending", "on_hold"})


class Said(NamedTuple):
    """One result: its word, the provider's id, and `at`, its place among all that was read."""

    word: str
    provider_id: str | None
    at: int


class Contrary(NamedTuple):
    """Why several results cannot be one: a code and the params of its message."""

    code: str
    params: Mapping[str, object]


def settle(said: Sequence[Said]) -> Said | Contrary:
    """The result that holds, of all those of one order.

    >>> settle([Said("approved", "A1", 0), Said("pending", "A1", 1)]).word
    'approved'
    >>> settle([Said("cancelled", "A1", 0), Said("approved", "A1", 1)]).word
    'cancelled'
    >>> settle([Said("cancelled", "A1", 0), Said("pending", "A2", 1)]).word
    'pending'
    >>> settle([Said("approved", "A1", 0), Said("declined", "A1", 1)])
    Contrary(code='RESULT_CONFLICT', params={'words': ('approved', 'declined')})
    >>> settle([Said("approved", "A1", 0), Said("approved", "A2", 1)])
    Contrary(code='REGISTERED_TWICE', params={'ids': ('A1', 'A2')})
    """
    ends: list[Said] = []
    for transaction in _transactions(said):
        end = _end(transaction)
        if isinstance(end, Contrary):
            return end
        ends.append(end)
    living = [end for end in ends if not _gives_way(end)]
    return _one_of(living) if living else max(ends, key=lambda end: (end.word == "cancelled", end.at))


def _transactions(said: Sequence[Said]) -> list[list[Said]]:
    """Results by id; one without id belongs to the only id that there is."""
    ids = {one.provider_id for one in said if one.provider_id}
    only = next(iter(ids)) if len(ids) == 1 else None
    found: dict[str | None, list[Said]] = {}
    for one in said:
        own = one.provider_id if one.provider_id or one.word == "error" else only
        found.setdefault(own, []).append(one)
    return list(found.values())


def _end(transaction: Sequence[Said]) -> Said | Contrary:
    final = [one for one in transaction if one.word not in OPEN and not _gives_way(one, cancelled=False)]
    words = {one.word for one in final}
    if "cancelled" in words and words <= {"approved", "cancelled"}:
        return [one for one in final if one.word == "cancelled"][-1]
    if len(words) > 1:
        return Contrary("RESULT_CONFLICT", {"words": tuple(sorted(words))})
    return final[-1] if final else transaction[-1]


def _gives_way(one: Said, *, cancelled: bool = True) -> bool:
    return (cancelled and one.word == "cancelled") or (one.word == "error" and one.provider_id is None)


def _one_of(living: Sequence[Said]) -> Said | Contrary:
    final = [one for one in living if one.word not in OPEN]
    words = {one.word for one in final}
    if len(words) > 1:
        return Contrary("RESULT_CONFLICT", {"words": tuple(sorted(words))})
    if len(final) > 1:
        return Contrary("REGISTERED_TWICE", {"ids": tuple(sorted(one.provider_id or "-" for one in final))})
    return final[0] if final else max(living, key=lambda one: one.at)
