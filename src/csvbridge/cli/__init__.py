"""The command line: one module a command; parse, call, render.

Nothing heavy is imported before a command runs: `--help`, `--version` and `explain` need neither polars nor profiles.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Annotated

import typer

from csvbridge.cli._commands import Told, group_of
from csvbridge.cli._stdout import unwritable
from csvbridge.errors import CsvbridgeError, UsageError
from csvbridge.report.language import language, pick
from csvbridge.report.terminal import Talk, render_error, show

BROKEN_PIPE = 141
"""What a shell reports of a program whose reader has gone (128 + SIGPIPE); the data did not get through whole."""
INTERRUPTED = 130

_COMMANDS = (
    Told("convert", pick("ファイルを変換します。", "Convert a file.")),
    Told("validate", pick("変換せずに確認だけします。", "Check a file without converting it.")),
    Told("inspect", pick("未知のファイルを調べます。", "Say what an unknown file is.")),
    Told("explain", pick("コードの意味と直し方を表示します。", "Explain a code and its cure.")),
    Told(
        "address",
        pick("住所の確認、許可リスト、データの更新。", "Check addresses, allow what is right, renew the tables."),
    ),
    Told("profiles", pick("プロファイルの一覧や内容。", "List, show and test profiles.")),
)

app = typer.Typer(
    name="csvbridge",
    cls=group_of(_COMMANDS),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    help=pick(
        "カートと後払い会社のあいだでCSVファイルを変換します。",
        "Converts CSV files between cart systems and deferred-payment providers.",
    ),
    epilog=pick(
        "終了コード: 0 出力した、3 一部は要修正、4 対象なし、5 すべて要修正、2 書き方、6 プロファイル、7 違うファイル、"
        "8 読み書き、70 不具合",
        "Exit codes: 0 written, 3 some rejected, 4 nothing to do, 5 all rejected, 2 usage, 6 profile, 7 wrong file, "
        "8 cannot read or write, 70 bug",
    ),
)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=pick("版を表示します。", "Show the version."))] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            help=pick(
                "--version とともに、住所のデータの月と環境も表示します。",
                "With --version: the month of the address tables and the environment too.",
            ),
        ),
    ] = False,
) -> None:
    if version:
        typer.echo("\n".join(_versions(verbose=verbose)))
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.fail("Missing command.")


def _versions(*, verbose: bool) -> list[str]:
    from importlib.metadata import version
    from platform import python_version

    lines = [f"csvbridge {version('csvbridge')}"]
    if verbose:
        from csvbridge.address import master

        tables = master.newest()
        lines += [
            f"address tables {master.data_date(tables)} ({tables})",
            f"Python {python_version()}",
            f"polars {version('polars')}",
        ]
    return lines


def main() -> None:
    """Run the command line and exit; a fault of csvbridge itself is one line and a log, never a traceback."""
    # Nobody plugs into the models of the program; to look for plug-ins takes longer than to build them.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _never_fail_to_print()
    sys.exit(_flushed(_invoke()))


def _crashed(error: Exception) -> int:
    """One line and a log. What words the line may be the fault itself: then its type alone, never a traceback."""
    try:
        from csvbridge.report.crash import crash_line

        show(crash_line(error, language()), sys.stderr)
    except Exception:
        sys.stderr.write(f"error[CRASH]: {type(error).__name__}\n")
    return CsvbridgeError.exit


def _invoke() -> int:
    try:
        result = app(standalone_mode=False, prog_name="csvbridge")
    except typer.TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "csvbridge")
        return _refused(UsageError("USAGE", detail=error.format_message(), command=command))
    except CsvbridgeError as error:
        return _told(error)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit as stop:
        # typer ends the process with 1 when the reader has gone.
        if isinstance(stop.__context__, BrokenPipeError):
            return BROKEN_PIPE
        raise
    except Exception as error:
        # Without a name it is not a file but standard output that takes no more.
        if isinstance(error, OSError) and error.filename is None:
            return _told(unwritable(error))
        return _crashed(error)
    return result if isinstance(result, int) else 0


def _refused(error: UsageError) -> int:
    """A command line that cannot be parsed: also then no earlier file may look like its result."""
    if sys.argv[1:2] not in (["convert"], ["validate"]):
        return _told(error)
    from csvbridge.cli._request import Request
    from csvbridge.cli._run import refuse

    return refuse(Request.of_words(sys.argv[1:]), error)


def _flushed(code: int) -> int:
    """The exit code once standard output has taken everything."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more when it exits: that must not fail again.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if code == 0:
            code = BROKEN_PIPE if isinstance(error, BrokenPipeError) else _told(unwritable(error))
    return code


def _told(error: CsvbridgeError) -> int:
    show(render_error(error, Talk("", language())), sys.stderr)
    return error.exit


def _never_fail_to_print() -> None:
    """Help and messages on a stream that lacks a character show its code point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="csvbridge-codepoint")
