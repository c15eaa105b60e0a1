#!/usr/bin/env bash
# Runs each benchmark and its peers in turn, several rounds, one thread pinned to the last core, and prints the ratios of the medians.
# Tables and figures go to bench/results/<cpu>/<benchmark>.md and .jsonl, and all of them are held against the budgets in budgets.md there.
#   bench/peers/run.sh [ROUNDS] [BENCHMARK...]      (5 rounds of all by default; ROUNDS 1 for a quick look)
# A benchmark NAME is `Plumbline.Bench NAME` against bench/peers/NAME.py and, for dense, lstm and conv, `Plumbline.Bench onnx NAME`; or it is
# bench/peers/NAME.sh alone. All print one JSON line a figure. Three run once, whatever the rounds: `growth`, which also draws
# docs/guide/growth.svg; `profile`, by perf; and `soak`, ten minutes, only when it is named.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-5}"
benchmarks=("${@:2}")
[ "${#benchmarks[@]}" -gt 0 ] || benchmarks=(dense pair lstm conv csv evaluation moments kde cli growth profile)

# PyTorch in Debian runs on whatever BLAS is installed; without OpenBLAS it would be a straw man.
packages=(python3-torch python3-sklearn python3-pandas libopenblas0-pthread linux-perf time)
if ! dpkg-query -W "${packages[@]}" >/dev/null 2>&1; then
  apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y "${packages[@]}" >&2
fi

dotnet build bench/Plumbline.Bench -c Release --nologo -v quiet >&2
ours=(dotnet artifacts/bin/Plumbline.Bench/release/Plumbline.Bench.dll)
pin=(taskset -c "$(($(nproc) - 1))")
# A higher priority keeps neighbours on the machine out of all sides alike.
if nice -n -15 true 2>/dev/null; then pin=(nice -n -15 "${pin[@]}"); fi
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH=bench/peers/pytorch # -P below keeps peers/csv.py from standing in for Python's own

cpu="$(LC_ALL=C lscpu | sed -n 's/^Model name: *//p' | head -n 1)"
folder="bench/results/$(echo "${cpu,,}" | tr -cs 'a-z0-9' '-' | sed 's/^-*//; s/-*$//')"
mkdir -p "$folder"
BENCH_ONNX="$(mktemp -d)"
BENCH_CSV="$(mktemp --suffix .csv)"
export BENCH_ONNX BENCH_CSV
trap 'rm -rf "$BENCH_ONNX" "$BENCH_CSV"' EXIT

onnxruntime="$(sed -n 's/.*"Microsoft.ML.OnnxRuntime" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)"
machine() {
  echo "$cpu, $(LC_ALL=C date -u +%Y-%m-%d), .NET $(dotnet --version), ONNX Runtime $onnxruntime; $(dpkg-query -W -f '${Package} ${Version}, ' "${packages[@]}" | sed 's/, $//')."
}

for name in "${benchmarks[@]}"; do
  figures="$folder/$name.jsonl"
  page="$folder/$name.md"
  case "$name" in
    growth)
      echo "growth" >&2
      "${pin[@]}" "${ours[@]}" growth >"$figures"
      { /usr/bin/python3 bench/peers/growth.py "$figures" docs/guide/growth.svg; echo; machine; } | tee "$page"
      continue
      ;;
    profile)
      echo "profile" >&2
      { /usr/bin/python3 -P bench/peers/profile.py "$figures" "${pin[@]}" "${ours[@]}"; echo; machine; } | tee "$page"
      continue
      ;;
    soak)
      echo "soak, ten minutes" >&2
      good=0
      report="$("${pin[@]}" "${ours[@]}" soak 2>&1 >"$figures" | tee /dev/stderr; exit "${PIPESTATUS[0]}")" || good=$?
      printf '# soak\n\n10 million windows or more in ten minutes or more, one thread, after a warm-up.\n\n```\n%s\n```\n\n%s\n' "$report" "$(machine)" >"$page"
      [ "$good" -eq 0 ] || { echo "The soak failed; see $page." >&2; exit 1; }
      continue
      ;;
    dense | lstm | conv)
      [ -f "bench/peers/$name.py" ] || continue
      /usr/bin/python3 -P bench/peers/onnx_models.py "$BENCH_ONNX" >&2
      ;;
    csv | cli) "${ours[@]}" csv >/dev/null ;; # makes the file that all sides read
  esac
  : >"$figures"
  for round in $(seq "$rounds"); do
    echo "$name, round $round of $rounds" >&2
    if [ -f "bench/peers/$name.sh" ]; then
      "bench/peers/$name.sh" >>"$figures"
      continue
    fi
    "${pin[@]}" "${ours[@]}" "$name" >>"$figures"
    "${pin[@]}" /usr/bin/python3 -P "bench/peers/$name.py" >>"$figures"
    case "$name" in dense | lstm | conv) "${pin[@]}" "${ours[@]}" onnx "$name" >>"$figures" ;; esac
  done
  {
    echo "# $name"
    echo
    echo "One thread, $rounds rounds of all sides in turn, medians of the rounds (lowest .. highest)."
    echo
    /usr/bin/python3 bench/peers/ratios.py <"$figures"
    echo
    machine
  } | tee "$page"
done
/usr/bin/python3 bench/peers/budgets.py "$folder" | tee "$folder/budgets.md"
