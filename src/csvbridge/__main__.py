"""The program: `csvbridge`, `python -m csvbridge`."""

from __future__ import annotations

import gc


def start() -> None:
    """Run the command line in a process of its own, which the collector leaves alone.

    Modules are never freed: to look through them again and again while they are imported, and once more when the
    process ends, is a fifth of a run of a second.
    """
    gc.set_threshold(100_000, 50, 50)
    from csvbridge.cli import main

    try:
        main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    start()
