"""One file as a function, for whoever has a cluster: bytes in, bytes and findings out, nothing read or written.

The function and all that it takes and gives can be pickled, so that Dask, Ray or Spark can run it anywhere
(docs/scale.md). It must be given whole files: a quoted cell may hold line breaks, so that only a reader of CSV can tell
where a record ends, and the rows of an order must come together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csvbridge.engine.run import NO_LOOKUPS, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from csvbridge.engine.outcome import Tally
    from csvbridge.engine.outputs import Reason
    from csvbridge.findings import Finding
    from csvbridge.profile.plan import Profile


class Batch(NamedTuple):
    """What a file gives. Bytes are None where there is nothing for that file.

    `rejected` has the rows of rejected orders with why, `unreadable` the records without cells, `asides` by name the
    orders set aside ("pending"). `orders` counts: read = dropped + accepted + rejected.
    """

    accepted: bytes | None
    rejected: bytes | None
    unreadable: bytes | None
    asides: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    orders: Tally


def convert_batch(
    data: bytes,
    profile: Profile | str,
    lookups: Mapping[str, Sequence[tuple[str, bytes]]] = NO_LOOKUPS,
    *,
    folders: Sequence[Path] = (),
    name: str = "",
    exclude: Sequence[str] = (),
    fix: bool = False,
    reason: Reason = lambda finding: finding.code,
) -> Batch:
    """Convert the bytes of one file: the bytes that `csvbridge convert` writes, with the same options.

    `profile` is a loaded profile, which is read once where the work is handed out, or an id, looked for in `folders`
    where the work is done. `lookups` has the files of each lookup as (name, bytes), `exclude` numbers of orders held
    back. `reason` puts a finding into words in the file of rejects: the command line's are `report.reason.reason`.

    Raises:
        ProfileError: the profile is missing or invalid.
        WrongFileError: a file is not what the profile describes.

    >>> convert_batch(b"", "no-such-profile")
    Traceback (most recent call last):
    csvbridge.errors.ProfileError: PROFILE_MISSING
    """
    if isinstance(profile, str):
        from csvbridge.profile.plan import load_profile

        profile = load_profile(profile, folders)
    outcome = run(data, profile, lookups, name=name, exclude=exclude, fix=fix, reason=reason)
    return Batch(
        accepted=outcome.output,
        rejected=outcome.rejects,
        unreadable=outcome.unreadable,
        asides=dict(outcome.asides),
        findings=tuple(outcome.findings),
        orders=outcome.orders,
    )
