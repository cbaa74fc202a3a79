"""What came of a run, as its summary counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.cli._verdict import EXITS, status
from csvbridge.report.summary import Amount, Counts, ProfileUsed, Records, Summary, count_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.engine.outcome import Outcome, Tally
    from csvbridge.findings import Finding
    from csvbridge.profile.plan import Profile


def state_of(outcome: Outcome, *, aborted: bool) -> str:
    """The status of a run that came to its end."""
    return status(
        read=outcome.orders.read,
        accepted=outcome.orders.accepted,
        rejected=outcome.orders.rejected,
        unreadable=outcome.unreadable_records,
        aborted=aborted,
    )


def counted(outcome: Outcome, findings: Sequence[Finding], state: str, *, aborted: bool) -> Summary:
    """The counts of a run; its exit code, profile and files are not known here."""
    return Summary(
        status=state,
        exit=EXITS[state],
        rows=_counts(outcome.rows, aborted),
        orders=_counts(outcome.orders, aborted),
        records=Records(outcome.unreadable_records),
        amount=_amount(outcome.amount, aborted),
        codes=count_codes(findings, "error"),
        warnings=count_codes(findings, "warning"),
        held=outcome.orders.accepted if aborted else 0,
    )


def _counts(tally: Tally, aborted: bool) -> Counts:
    """Counts of a tally; with --on-reject abort nothing is accepted once something is faulty."""
    if aborted:
        return Counts(tally.read, tally.dropped, 0, tally.accepted + tally.rejected)
    return Counts(tally.read, tally.dropped, tally.accepted, tally.rejected)


def _amount(tally: Tally | None, aborted: bool) -> Amount:
    """Yen of a tally; a document without totals has none."""
    if tally is None:
        return Amount()
    counts = _counts(tally, aborted)
    return Amount(counts.accepted, counts.rejected, counts.dropped)


def used(profile: Profile) -> ProfileUsed:
    """Which profile converted, as the summary names it."""
    target_status = profile.target.status if profile.target else None
    return ProfileUsed(profile.id, str(profile.path) if profile.path else None, profile.sha256, target_status)
