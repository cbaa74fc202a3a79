"""Many files on Spark: `python spark_files.py PROFILE FOLDER OUTPUT_FOLDER [PROFILES]`.

    pip install csvbridge pyspark pyarrow 'pandas<3'        (and Java 17; nothing here uses pandas)

`mapInArrow` hands each worker record batches of whole files. A worker needs csvbridge; the profile is read once, here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import tables
from pyspark.sql import SparkSession
from tables import SPARK_SCHEMA, Result, convert_table, put

from csvbridge import load_profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

FILES_AT_ONCE = 16
"""Files of a record batch: Spark gives 10,000 rows at once where it is not told, and a row is a file here."""


def main(profile: str, folder: str, output: str, *folders: str) -> int:
    """Convert every CSV file of a folder; the exit code is 7 if one was refused."""
    loaded = load_profile(profile, [Path(each) for each in folders])

    def converted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from convert_table(batch, loaded, "path", "content").to_batches()

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    spark = (
        SparkSession.builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", FILES_AT_ONCE)
        .config("spark.executorEnv.POLARS_MAX_THREADS", "1")
        .getOrCreate()
    )
    spark.sparkContext.addPyFile(tables.__file__)
    files = spark.read.format("binaryFile").option("pathGlobFilter", "*.csv").load(folder).select("path", "content")
    found = files.mapInArrow(converted, SPARK_SCHEMA).toLocalIterator()
    return put((Result(r.source, r.name, r.data and bytes(r.data), r.told) for r in found), Path(output))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
