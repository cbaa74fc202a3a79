"""Follows a walk through the program that stands in a page of Markdown, and writes the page as it really goes.

A TOML block after a line that begins with a file's name in backquotes is written to that file. In a console block
each line with `$ ` is run; what follows it is its output, `$ echo $?` shows the exit code. A csv block after a file's
name shows how that file begins.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(
    r"(?:^`(?P<file>[^`\n]+)`[^\n]*\n\n)?^```(?P<kind>toml|console|csv)\n(?P<body>.*?)^```$", re.M | re.S
)


@dataclass
class Walk:
    """One walk in a folder of its own, with the messages of one language."""

    folder: Path
    lang: str
    exits: list[int] = field(default_factory=list)

    def follow(self, text: str) -> str:
        """The page with what the program says and writes today."""
        return _BLOCK.sub(self._block, text)

    def _block(self, found: re.Match[str]) -> str:
        file, kind, body = found["file"], found["kind"], found["body"]
        if kind == "toml" and file:
            path = self.folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, "utf-8", newline="\n")
        if kind == "console":
            body = "".join(self._ran(line) for line in re.findall(r"^\$ (?:.*\\\n)*.*\n", body, re.M))
        if kind == "csv" and file:
            body = "".join((self.folder / file).read_bytes().decode("cp932").splitlines(True)[: body.count("\n")])
            body = body.replace("\r\n", "\n")
        return found[0][: found.start("body") - found.start()] + body + "```"

    def _ran(self, line: str) -> str:
        command = shlex.split(line.removeprefix("$ ").replace("\\\n", ""))
        told = f"{self.exits[-1]}\n" if command == ["echo", "$?"] else self.run(command)
        return line + told

    def run(self, command: list[str]) -> str:
        """Run one command of csvbridge; gives its output and then its messages."""
        if command[0] != "csvbridge":
            raise ValueError(f"{command[0]}: a walk runs csvbridge only")
        alone = {"CSVBRIDGE_PROFILES": "", "XDG_CONFIG_HOME": str(self.folder / "no-config"), "PYTHONUTF8": "1"}
        env = os.environ | alone | {"CSVBRIDGE_LANG": self.lang}
        done = subprocess.run(  # noqa: S603 -- the commands stand in our own pages
            [sys.executable, "-m", *command], cwd=self.folder, env=env, capture_output=True, check=False
        )
        self.exits.append(done.returncode)
        return "".join(part.decode("utf-8").rstrip("\n") + "\n" for part in (done.stdout, done.stderr) if part)


def walked(text: str, lang: str) -> str:
    """A page as it really goes, in a new folder that holds the examples."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        return Walk(folder, lang).follow(text)
