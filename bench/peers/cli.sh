#!/usr/bin/env bash
# Whole runs of the command line on 6,667 rows x 159 signals: wall clock and peak memory, start included, as JSON lines.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

run() { # WHAT COMMAND...
  local what="$1"
  shift
  /usr/bin/time -f '%e %M' -o "$folder/time" "$@" >/dev/null 2>&1
  read -r seconds kilobytes <"$folder/time"
  printf '{"side":"plumbline","what":"%s","value":%s,"unit":"s"}\n' "$what, wall clock" "$seconds"
  printf '{"side":"plumbline","what":"%s","value":%s,"unit":"MB"}\n' "$what, peak memory" "$((kilobytes / 1000))"
}

./plumbline presets >/dev/null
run "presets (start)" ./plumbline presets
run "fit dense" ./plumbline fit --data "$BENCH_CSV" --train-rows 3000 --out "$folder/model.plumb"
run "score" ./plumbline score --model "$folder/model.plumb" --data "$BENCH_CSV" --out "$folder/scores.csv"
run "demo" ./plumbline demo --out "$folder/demo"
