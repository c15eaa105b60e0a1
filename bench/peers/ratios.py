"""Reads the figures of all rounds, one JSON line each, and prints them side by side with Plumbline's advantage."""
import json
import statistics
import sys

figures, units = {}, {}
for line in sys.stdin:
    figure = json.loads(line)
    figures.setdefault(figure["what"], {}).setdefault(figure["side"], []).append(figure["value"])
    units[figure["what"]] = figure["unit"]

peers = sorted({side for sides in figures.values() for side in sides} - {"plumbline"})


def cell(values):
    return "-" if not values else f"{statistics.median(values):,.4g} ({min(values):,.4g} .. {max(values):,.4g})"


columns = ["what", "unit", "plumbline"] + [title for peer in peers for title in (peer, f"ratio to {peer}")]
print("| " + " | ".join(columns) + " |")
print("|---|---|" + "---:|" * (len(columns) - 2))
for what, sides in figures.items():
    ours = sides.get("plumbline", [])
    row = [what, units[what], cell(ours)]
    for peer in peers:
        theirs = sides.get(peer, [])
        ratio = "-"
        if ours and theirs:
            faster = statistics.median(theirs) / statistics.median(ours)
            # Rates are better when higher, times when lower.
            ratio = f"**{1 / faster if units[what].endswith('/s') else faster:.1f}x**"
        row += [cell(theirs), ratio]
    print("| " + " | ".join(row) + " |")
