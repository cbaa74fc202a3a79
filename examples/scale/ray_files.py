"""Many files on Ray: `python ray_files.py PROFILE FOLDER OUTPUT_FOLDER [PROFILES]`.

    pip install csvbridge 'ray[data]' pyarrow

A block of files is a task; a worker needs csvbridge and this folder (`working_dir`). The profile is read once, here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ray
from tables import Result, convert_table, put

from csvbridge import load_profile


def main(profile: str, folder: str, output: str, *folders: str) -> int:
    """Convert every CSV file of a folder; the exit code is 7 if one was refused."""
    loaded = load_profile(profile, [Path(each) for each in folders])
    environment = {"working_dir": str(Path(__file__).parent), "env_vars": {"POLARS_MAX_THREADS": "1"}}
    ray.init(runtime_env=environment, log_to_driver=False)
    files = ray.data.read_binary_files(sorted(map(str, Path(folder).glob("*.csv"))), include_paths=True)
    given = {"profile": loaded, "path": "path", "content": "bytes"}
    found = files.map_batches(convert_table, batch_format="pyarrow", batch_size=None, fn_kwargs=given)
    return put((Result(**row) for row in found.iter_rows()), Path(output))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
