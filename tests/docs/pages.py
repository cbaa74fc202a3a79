"""The pages of the documentation, and the program's side of what they say."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tools"
README, README_JA = ROOT / "README.md", ROOT / "README.ja.md"
PAGES = sorted((README, README_JA, *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")))
_BLOCK = re.compile(r"^( *)```([a-z]+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^|&& )[ $]*(?:[\w.\\/]*[\\/])?csvbridge ((?:[^&|<>\n\\#]|\\\n|\\[^\n])*)", re.MULTILINE)


@cache
def tool(module: str) -> Any:
    """A module of tools/, which is no package, under a name of its own."""
    if str(TOOLS) not in sys.path:
        sys.path.insert(0, str(TOOLS))
    spec = spec_from_file_location(f"tools_{module}", TOOLS / f"{module}.py")
    if spec is None or spec.loader is None:
        raise ImportError(module)
    loaded = module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def name(path: Path) -> str:
    """A page as tests show it."""
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    """A page's text."""
    return path.read_text("utf-8")


def blocks(path: Path, *kinds: str) -> list[str]:
    """The code blocks of some kinds, in order."""
    return [body for _, kind, body in _BLOCK.findall(text(path)) if kind in kinds]


def commands(path: Path) -> list[str]:
    """Every command line of csvbridge that a page shows, without what the program answers."""
    found = [line for body in blocks(path, "sh", "bat") for line in _COMMAND.findall(body)]
    for body in blocks(path, "console"):
        found += [
            line for typed in re.findall(r"^\$ (?:.*\\\n)*.*\n", body, re.MULTILINE) for line in _COMMAND.findall(typed)
        ]
    found += re.findall(r"(?<!`)`csvbridge ([^`\n]+)`(?!`)", _BLOCK.sub("", text(path)))
    return [re.sub(r" [12]$", "", " ".join(line.replace("\\\n", " ").split())) for line in found]


def anchors(path: Path) -> list[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    prose = _BLOCK.sub("", text(path))
    heads = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads]


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the first table after a heading, without its head."""
    table = page.partition(f"{heading}\n")[2].lstrip().partition("\n\n")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
