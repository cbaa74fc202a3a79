"""What is checked of buyers and recipients beyond single cells: their addresses, their phones.

Without a target a file of orders is judged as what it is for: an upload to a deferred-payment provider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.catalog import PARTIES
from csvbridge.checks import assumed, phone
from csvbridge.engine import places
from csvbridge.engine.target import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from csvbridge.checks.fault import Fault
    from csvbridge.engine.locate import Located
    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.profile.plan import Profile

PHONES = tuple(f"{party}.phone" for party in PARTIES)

fields = places.fields


def check(orders: pl.DataFrame, profile: Profile, located: Located, verdicts: Verdicts, told: Sequence[Fault]) -> None:
    """Add the faults of the orders that are still kept; `told` are those that reading their cells has found."""
    gone = verdicts.dropped[orders["order"]]
    kept = orders.filter(~gone) if gone.any() else orders
    verdicts.add(phone.missing(kept, _phones(profile, kept), located.behind, verdicts.refuses), blaming=False)
    verdicts.add(places.find(kept, profile, located, verdicts, told), blaming=False)
    if _is_assumed(profile):
        verdicts.add(assumed.find(kept, located.behind, verdicts.blames))


def _is_assumed(profile: Profile) -> bool:
    return profile.target is None and profile.source.record == "order"


def _phones(profile: Profile, orders: pl.DataFrame) -> list[str]:
    """The phones that must be there: those of which the target requires a column to be filled."""
    if profile.target is None:
        return [name for name in PHONES if name in orders.columns] if _is_assumed(profile) else []
    required = [fields_of(a) for a in profile.assignments if a.column.column.required]
    return [name for name in PHONES if [name] in required and name in orders.columns]
