"""The robot of the shop: it downloads, converts, uploads what it was told to upload, and keeps what it uploaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..support import LONG_AGO, run_cli

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ..support import Ran
    from .shop import Cart, Pair, Provider

KILLED = "import os, pathlib; from csvbridge.cli import main; pathlib.Path.replace = lambda *_: os._exit(137); main()"
"""A run that dies when its first file, written and flushed, is about to take its place."""


@dataclass
class Robot:
    """Works in a folder with downloads, uploads of the day, and what it sent."""

    folder: Path
    pair: Pair
    cart: Cart
    provider: Provider
    told: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("down", "up", "results", "sent/requests", "sent/reports"):
            (self.folder / name).mkdir(parents=True)

    def save(self, name: str, data: bytes) -> None:
        """A finished download: a file that was written just now would be watched for half a second."""
        (self.folder / name).write_bytes(data)
        os.utime(self.folder / name, (LONG_AGO, LONG_AGO))

    def convert(self, *argv: str) -> Ran:
        """Run csvbridge and take note of what the status file says."""
        ran = run_cli(["convert", *argv, "--status-file", "status.txt"], self.folder)
        lines = (self.folder / "status.txt").read_bytes().decode("cp932").split("\r\n")
        self.told.append(dict(line.split("=", 1) for line in lines if line))
        assert self.told[-1]["exit"] == str(ran.exit)
        return ran

    def request_command(self, name: str = "down/orders.csv", output: str = "up/request.csv") -> tuple[str, ...]:
        """The command line of a credit request that registers nothing twice."""
        known = ("--lookup", "sent=sent/requests", "--lookup", "credit=results")
        return ("-p", self.pair.request, name, "-o", output, *known)

    def request(self, label: str, *options: str, name: str = "down/orders.csv", output: str = "up/request.csv") -> Ran:
        """Convert and upload a credit request; the upload moves to the folder of what was sent."""
        ran = self.convert(*self.request_command(name, output), *options)
        self._upload(ran, output, f"sent/requests/{label}.csv", self.provider.register)
        return ran

    def killed_request(self) -> None:
        """A power cut in the middle of a credit request."""
        argv = [sys.executable, "-c", KILLED, "convert", *self.request_command()]
        assert subprocess.run(argv, cwd=self.folder, check=False, capture_output=True).returncode == 137

    def fetch_results(self, label: str, words: Mapping[str, str]) -> Ran:
        """Download results, keep them for later runs, convert them for the cart and take them in."""
        self.save(f"results/{label}.csv", self.provider.results(words))
        known = ("--lookup", "requested=sent/requests", "--lookup", "credit=results")
        ran = self.convert("-p", self.pair.result, f"results/{label}.csv", "-o", f"up/{label}-results.csv", *known)
        if ran.exit in (0, 3):
            self.cart.take_in((self.folder / f"up/{label}-results.csv").read_bytes())
        return ran

    def report(self, label: str, day: int) -> Ran:
        """Convert and upload the shipping report of a day."""
        self.save("down/shipped.csv", self.cart.export_shipped(day))
        known = ("--lookup", "credit=results", "--lookup", "sent=sent/reports")
        ran = self.convert("-p", self.pair.report, "down/shipped.csv", "-o", "up/report.csv", *known)
        self._upload(ran, "up/report.csv", f"sent/reports/{label}.csv", self.provider.report)
        return ran

    def findings(self, name: str) -> set[tuple[str, str]]:
        """The codes of a report with the order that each is about."""
        found = json.loads((self.folder / name).read_bytes())["findings"]
        return {(finding["code"], finding["order"]) for finding in found if finding["order"]}

    def _upload(self, ran: Ran, output: str, sent: str, take: Callable[[bytes], object]) -> None:
        """Upload what the status file names: corrected rejects go to a name of their own."""
        assert not (self.folder / output).exists() or ran.exit in (0, 3), ran.stderr
        assert bool(self.told[-1]["output"]) == (ran.exit in (0, 3)), ran.stderr
        if self.told[-1]["output"]:
            path = self.folder / self.told[-1]["output"]
            take(path.read_bytes())
            path.rename(self.folder / sent)
            os.utime(self.folder / sent, (LONG_AGO, LONG_AGO))
