#!/usr/bin/env bash
# Runs each benchmark and its peer in turn, several rounds, one thread pinned to the last core, and prints the ratios of the medians.
# The table is also written to bench/results/<cpu>/<benchmark>.md.
#   bench/peers/run.sh [ROUNDS] [BENCHMARK...]      (5 rounds of all by default; ROUNDS 1 for a quick look)
# A benchmark NAME is `Plumbline.Bench NAME` against bench/peers/NAME.py, or bench/peers/NAME.sh alone; all print one JSON line a figure.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-5}"
benchmarks=("${@:2}")
[ "${#benchmarks[@]}" -gt 0 ] || benchmarks=(dense lstm conv csv evaluation moments cli)

# PyTorch in Debian runs on whatever BLAS is installed; without OpenBLAS it would be a straw man.
packages=(python3-torch python3-sklearn python3-pandas libopenblas0-pthread time)
if ! dpkg-query -W "${packages[@]}" >/dev/null 2>&1; then
  apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y "${packages[@]}" >&2
fi

dotnet build bench/Plumbline.Bench -c Release --nologo -v quiet >&2
ours=(dotnet artifacts/bin/Plumbline.Bench/release/Plumbline.Bench.dll)
pin=(taskset -c "$(($(nproc) - 1))")
# A higher priority keeps neighbours on the machine out of both sides alike.
if nice -n -15 true 2>/dev/null; then pin=(nice -n -15 "${pin[@]}"); fi
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

cpu="$(LC_ALL=C lscpu | sed -n 's/^Model name: *//p' | head -n 1)"
folder="bench/results/$(echo "${cpu,,}" | tr -cs 'a-z0-9' '-' | sed 's/^-*//; s/-*$//')"
mkdir -p "$folder"
figures="$(mktemp)"
BENCH_CSV="$(mktemp --suffix .csv)"
export BENCH_CSV
trap 'rm -f "$figures" "$BENCH_CSV"' EXIT
"${ours[@]}" csv >/dev/null # makes the file that both sides read
for name in "${benchmarks[@]}"; do
  : >"$figures"
  for round in $(seq "$rounds"); do
    echo "$name, round $round of $rounds" >&2
    if [ -f "bench/peers/$name.sh" ]; then
      "bench/peers/$name.sh" >>"$figures"
      continue
    fi
    "${pin[@]}" "${ours[@]}" "$name" >>"$figures"
    "${pin[@]}" /usr/bin/python3 -P "bench/peers/$name.py" >>"$figures"
  done
  {
    echo "# $name"
    echo
    echo "$cpu, one thread, $(date -u +%Y-%m-%d), $rounds rounds of both sides in turn, medians of the rounds (lowest .. highest)."
    echo
    echo ".NET $(dotnet --version); $(dpkg-query -W -f '${Package} ${Version}, ' "${packages[@]}" | sed 's/, $//')."
    echo
    /usr/bin/python3 bench/peers/ratios.py <"$figures"
  } | tee "$folder/$name.md"
done
