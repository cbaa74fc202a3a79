"""`csvbridge validate`: every check of a conversion, or of one format, and no converted file."""

from __future__ import annotations

import typer

from csvbridge.cli import _options as opt  # noqa: TC001 -- typer reads the annotations
from csvbridge.cli._request import Request


def validate(
    inputs: opt.Inputs = None,
    profile: opt.ProfileId = None,
    source: opt.Source = None,
    target: opt.Target = None,
    lookup: opt.Lookups = None,
    rejects: opt.Rejects = None,
    report: opt.Report = None,
    json: opt.Json = False,
    status_file: opt.StatusFile = None,
    mail_text: opt.MailText = None,
    exclude: opt.Exclude = None,
    min_orders: opt.MinOrders = None,
    on_reject: opt.OnReject = "split",
    fail_on: opt.FailOnOption = "reject",
    fix: opt.Fix = None,
    jobs: opt.Jobs = None,
    cluster: opt.Cluster = None,
    profiles: opt.Folders = None,
    require_confirmed: opt.RequireConfirmed = False,
    show_values: opt.ShowValues = False,
    quiet: opt.Quiet = False,
) -> None:
    """Parse, run, exit with the code of the run."""
    from csvbridge.cli._run import run

    request = Request(
        inputs=tuple(inputs or ()),
        profile=profile,
        source=source,
        target=target,
        dry=True,
        needs_target=False,
        lookups=tuple(lookup or ()),
        rejects=rejects,
        report=report,
        json=json,
        status_file=status_file,
        mail_text=mail_text,
        exclude=exclude,
        min_orders=min_orders,
        abort=on_reject == "abort",
        fail_on=fail_on,
        fix=fix is not None,
        jobs=jobs,
        cluster=cluster,
        folders=tuple(profiles or ()),
        require_confirmed=require_confirmed,
        show_values=show_values,
        quiet=quiet,
    )
    raise typer.Exit(run(request))
