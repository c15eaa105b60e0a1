#!/usr/bin/env bash
# The ahead-of-time compiled scorer: size, start to first score, resident memory, and its scores and verdicts against the command line's.
#   bench/peers/score-aot.sh [ROUNDS]      (40 starts by default; writes bench/results/<cpu>/score-aot.md and .jsonl)
# Reads hpc_davide/hpc.csv in PLUMBLINE_DATA or ../shared/data/series; without it only the demo fleet is scored.
# Exits with 1 where a limit (20 ms, 30 MB, 12 MB) is missed or a bit differs.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-40}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
command -v /usr/bin/time >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -q -y time >&2

scorer="$(./publish-score.sh "$work/bin")"
./plumbline presets >/dev/null # builds it
lecture="$(realpath -m "${PLUMBLINE_DATA:-../shared/data}/series/hpc_davide/hpc.csv")"
./plumbline demo --out "$work/demo" >/dev/null 2>&1

# A higher priority keeps neighbours on the machine out.
pin=()
if nice -n -15 true 2>/dev/null; then pin=(nice -n -15); fi

cpu="$(LC_ALL=C lscpu | sed -n 's/^Model name: *//p' | head -n 1)"
folder="bench/results/$(echo "${cpu,,}" | tr -cs 'a-z0-9' '-' | sed 's/^-*//; s/-*$//')"
mkdir -p "$folder"
SCORER="$scorer" WORK="$work" LECTURE="$lecture" ROUNDS="$rounds" CPU="$cpu" FIGURES="$folder/score-aot.jsonl" NET="$(dotnet --version)" \
  "${pin[@]}" /usr/bin/python3 bench/peers/score_aot.py | tee "$folder/score-aot.md"
