"""Reads the figures of all rounds, one JSON line each, and prints them side by side with Plumbline's advantage.

Where a figure says how much arithmetic it stands for, each side's share of the peak is shown that was measured in the same rounds.
"""
import json
import statistics
import sys

figures, units, work = {}, {}, {}
for line in sys.stdin:
    figure = json.loads(line)
    figures.setdefault(figure["what"], {}).setdefault(figure["side"], []).append(figure["value"])
    units[figure["what"]] = figure["unit"]
    work[figure["what"]] = figure.get("gflop", work.get(figure["what"]))

sides = ["plumbline"] + sorted({side for by_side in figures.values() for side in by_side} - {"plumbline"})
peaks = [value for what in figures if what.startswith("fma peak") for value in figures[what]["plumbline"]]
peak = statistics.median(peaks) if peaks else None
# A side that was only asked for single samples gets no column of shares.
shared = [side for side in sides if peak and any(work[what] and units[what] != "us" and side in by_side for what, by_side in figures.items())]
seconds_in = {"s": 1, "ms": 1e-3, "us": 1e-6}


def is_rate(what):
    return units[what].endswith("/s")


def cell(values):
    return f"{statistics.median(values):,.4g} ({min(values):,.4g} .. {max(values):,.4g})" if values else "-"


def share(what, values):
    if not (values and peak and work[what]):
        return "-"
    middle = statistics.median(values)
    rate = work[what] * middle if is_rate(what) else work[what] / (middle * seconds_in[units[what]])
    return f"{rate / peak:.0%}"


def ratio(what, ours, theirs):
    if not (ours and theirs):
        return "-"
    faster = statistics.median(theirs) / statistics.median(ours)
    # Rates are better when higher, times when lower.
    return f"**{1 / faster if is_rate(what) else faster:.1f}x**"


columns = ["what", "unit"]
for side in sides:
    columns += [side] + (["of FMA peak"] if side in shared else []) + ([f"ratio to {side}"] if side != "plumbline" else [])
print("| " + " | ".join(columns) + " |")
print("|---|---|" + "---:|" * (len(columns) - 2))
for what, by_side in figures.items():
    row = [what, units[what]]
    for side in sides:
        values = by_side.get(side, [])
        row.append(cell(values))
        if side in shared:
            row.append(share(what, values))
        if side != "plumbline":
            row.append(ratio(what, by_side.get("plumbline", []), values))
    print("| " + " | ".join(row) + " |")
if peak:
    print(f"\nThe peak is {peak:.0f} GFLOP/s, measured before and after each round. Work is counted from the network's shape: products only, two operations for each "
          "multiply-add, without the gradient of the input, and an input that is the same at every step once.")
