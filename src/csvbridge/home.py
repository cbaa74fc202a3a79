"""The user's own folder: what a shop adds to csvbridge outlives a new version of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder(name: str) -> Path:
    r"""The folder of one kind of thing: %APPDATA%\csvbridge\name, else ~/.config/csvbridge/name; it may not exist."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "csvbridge" / name
