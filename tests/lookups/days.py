"""Days of a shop in a few words: orders, requests, results and reports of the shipped profiles as files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from csvbridge.engine.run import run
from csvbridge.engine.selftest import file_of
from csvbridge.profile import plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.engine.outcome import Outcome
    from csvbridge.profile.models import Format
    from csvbridge.profile.plan import Profile

REQUEST = "tamago-gmo-credit-request"
RESULT = "tamago-gmo-credit-result"
REPORT = "tamago-gmo-shipping-report"
OK = ("OK", "")
NG = ("NG", "")
PENDING = ("審査中", "")
HOLD = ("審査中", "保留")

Told = tuple[str, str | None, tuple[str, str]]
"""Order number (or "" where the file says none), the provider's id and the two words of a result."""


@cache
def load_profile(ref: str) -> Profile:
    """A shipped conversion, once."""
    return plan.load_profile(ref, asks="sample")


@cache
def load_format(ref: str) -> Format:
    """A shipped format, once."""
    return plan.load_format(ref)


def orders(*numbers: str) -> bytes:
    """A cart's file of new deferred orders."""
    profile = load_profile(REQUEST)
    return file_of(profile.source, [{**dict(profile.sample), "受付番号": number} for number in numbers])  # type: ignore[arg-type]


def requests(*numbers: str) -> bytes:
    """An upload with credit requests."""
    return file_of(load_format("gmo-atobarai/credit-request"), [{"加盟店取引ID": number} for number in numbers])


def results(*told: Told) -> bytes:
    """A download of credit results."""
    rows = [
        {"加盟店取引ID": order, "GMO取引ID": id_ or "", "自動審査結果": auto, "目視審査結果": manual}
        for order, id_, (auto, manual) in told
    ]
    return file_of(load_format("gmo-atobarai/credit-result"), rows)


def shipped(numbers: Mapping[str, str], carrier: str = "ヤマト運輸") -> bytes:
    """A cart's file of shipped orders: order number → tracking number."""
    profile = load_profile(REPORT)
    given = [
        {**dict(profile.sample), "受付番号": order, "出荷番号": number, "配送業者": carrier}  # type: ignore[arg-type]
        for order, number in numbers.items()
    ]
    return file_of(profile.source, given)


def reports(*told: tuple[str, str]) -> bytes:
    """An upload with shipping reports: the provider's id and the tracking number of each."""
    rows = [{"GMO取引ID": id_, "運送会社コード": "12", "配送伝票番号": number} for id_, number in told]
    return file_of(load_format("gmo-atobarai/shipping-report"), rows)


def convert(profile: str, data: bytes, **lookups: Sequence[bytes]) -> Outcome:
    """One run; the files of a lookup are called NAME-1.csv, NAME-2.csv, …"""
    named = {name: [(f"{name}-{n}.csv", each) for n, each in enumerate(files, 1)] for name, files in lookups.items()}
    return run(data, load_profile(profile), named)


def codes(found: Outcome, *severities: str) -> dict[str, list[str]]:
    """Order number → codes found, of some severities (all if none is named); "" for findings of no order."""
    told: dict[str, list[str]] = {}
    for finding in found.findings:
        if not severities or finding.severity in severities:
            told.setdefault(finding.order or "", []).append(finding.code)
    return told


def ids(found: Outcome) -> list[str]:
    """The first cell of each written row."""
    lines = (found.output or b"").decode("cp932").splitlines()[1:]
    return [line.split(",")[0].strip('"') for line in lines]
