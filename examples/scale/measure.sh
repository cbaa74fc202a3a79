#!/usr/bin/env bash
# One folder of files on one machine, five ways: seconds of each, and whether all wrote the same bytes.
#   measure.sh PROFILE FOLDER [PROFILES]
# DASK, RAY and SPARK name Pythons that have csvbridge with dask, ray[data], pyspark; what is not given is left out.
set -euo pipefail

profile=$1 folder=$2 profiles=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
python=${DASK:-python3}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

timed() {
  local name=$1 begin code=0
  shift
  begin=$(date +%s%N)
  "$@" >"$out/said" 2>&1 || code=$?
  # 3: some orders are to fix. 7: a file was refused.
  case $code in 0 | 3 | 7) ;; *) cat "$out/said" >&2; exit "$code" ;; esac
  printf '%-16s %8.1f s\n' "$name" "$(($(date +%s%N) - begin))e-9"
}

convert() {
  mkdir "$out/$1"
  timed "$1" "$python" -m csvbridge convert -p "$profile" ${profiles:+--profiles "$profiles"} \
    "$folder"/*.csv -o "$out/$1/" "${@:2}"
}

convert jobs-1 --jobs 1
convert jobs-2 --jobs 2
[ -z "${DASK:-}" ] || convert dask --jobs 2 --cluster local
[ -z "${RAY:-}" ] || timed ray "$RAY" "$here/ray_files.py" "$profile" "$folder" "$out/ray" ${profiles:+"$profiles"}
[ -z "${SPARK:-}" ] || timed spark "$SPARK" "$here/spark_files.py" "$profile" "$folder" "$out/spark" ${profiles:+"$profiles"}

for other in jobs-2 dask ray spark; do
  [ -d "$out/$other" ] || continue
  for file in "$out/jobs-1"/*.csv; do
    cmp "$file" "$out/$other/$(basename "$file")"
  done
done
echo "$(find "$out/jobs-1" -name '*.csv' | wc -l) files, the same bytes in all"
