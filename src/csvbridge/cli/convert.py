"""`csvbridge convert`: a file in, the file for the target out; or several, each to a file in a folder."""

from __future__ import annotations

import typer

from csvbridge.cli import _options as opt  # noqa: TC001 -- typer reads the annotations
from csvbridge.cli._request import Request, file_of, folder_of


def convert(
    inputs: opt.Inputs = None,
    profile: opt.ProfileId = None,
    source: opt.Source = None,
    target: opt.Target = None,
    output: opt.Output = None,
    lookup: opt.Lookups = None,
    rejects: opt.Rejects = None,
    report: opt.Report = None,
    json: opt.Json = False,
    status_file: opt.StatusFile = None,
    mail_text: opt.MailText = None,
    exclude: opt.Exclude = None,
    min_orders: opt.MinOrders = None,
    dry_run: opt.DryRun = False,
    on_reject: opt.OnReject = "split",
    fail_on: opt.FailOnOption = "reject",
    fix: opt.Fix = None,
    jobs: opt.Jobs = None,
    cluster: opt.Cluster = None,
    profiles: opt.Folders = None,
    require_confirmed: opt.RequireConfirmed = False,
    show_values: opt.ShowValues = False,
    force: opt.Force = False,
    quiet: opt.Quiet = False,
) -> None:
    """Parse, run, exit with the code of the run."""
    from csvbridge.cli._run import run

    request = Request(
        inputs=tuple(inputs or ()),
        profile=profile,
        source=source,
        target=target,
        output=file_of(output),
        folder=folder_of(output),
        dry=dry_run,
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
        force=force,
        quiet=quiet,
    )
    raise typer.Exit(run(request))
