"""Reads the lines of `Plumbline.Bench growth`, prints its result page and draws docs/guide/growth.svg. Python's standard library only.

    growth.py FIGURES PICTURE

Adds to FIGURES the largest factors, for budgets.py. Where work grows by another factor than 2, the time for twice the work is
2 ^ (log of the time's factor / log of the work's); where it grows by less than 1.5 that says nothing and is left out.
"""
import json
import math
import sys

MOST = 2.2
COLOURS = ["#1b6ca8", "#d1495b", "#2e8b57", "#8d6a9f", "#e08e45", "#4d4d4d"]


def read(path):
    series = {}
    with open(path) as file:
        for line in file:
            figure = json.loads(line)
            if "network" in figure:
                series.setdefault((figure["network"], figure["what"]), []).append(figure)
    return series


def twice(before, after, kind):
    work, time = after[f"{kind}_gflop"] / before[f"{kind}_gflop"], after[f"{kind}_seconds"] / before[f"{kind}_seconds"]
    return 2 ** (math.log(time) / math.log(work)) if work >= 1.5 else None


def text(value):
    return "-" if value is None else f"{value:.2f}" + (" **above**" if value > MOST else "")


def table(name, figures):
    network, what = name
    print(f"\n## {network}: {what}\n")
    fixed = {"dense": "signals 159, units 64, batch 32", "lstm": "steps 16, signals 21, units 128, batch 64"}[network]
    print(f"Otherwise {fixed}.\n")
    print(f"| {what} | parameters | step, MFLOP | step, us | factor | for 2x work | scored sample, us | factor | for 2x work | training memory, MB | factor |")
    print("|" + "---:|" * 11)
    for i, now in enumerate(figures):
        row = [str(now["size"]), f"{now['parameters']:,}", f"{now['step_gflop'] * 1e3:,.4g}"]
        before = figures[i - 1] if i else None
        for kind in "step", "scoring":
            row.append(f"{now[f'{kind}_seconds'] * 1e6:,.4g}")
            row.append(f"{now[f'{kind}_seconds'] / before[f'{kind}_seconds']:.2f}" if before else "")
            row.append(text(twice(before, now, kind)) if before else "")
        row.append(f"{now['training_bytes'] / 1e6:,.3g}")
        row.append(f"{now['training_bytes'] / before['training_bytes']:.2f}" if before else "")
        print("| " + " | ".join(row) + " |")


def panel(left, title, unit, axis, series, x_of, y_of, guide):
    """One chart with two logarithmic axes, 300 x 260, with a dashed line along which twice the work is twice the cost."""
    points = {name: [(x_of(figure), y_of(figure)) for figure in figures] for name, figures in series.items()}
    xs = [x for line in points.values() for x, _ in line]
    ys = [y for line in points.values() for _, y in line]
    low_x, high_x = math.floor(math.log10(min(xs))), math.ceil(math.log10(max(xs)))
    low_y, high_y = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def at(x, y):
        return (left + 50 + 240 * (math.log10(x) - low_x) / (high_x - low_x), 270 - 220 * (math.log10(y) - low_y) / (high_y - low_y))

    parts = [f'<text x="{left + 50}" y="32" class="title">{title}</text>', f'<text x="{left + 290}" y="302" text-anchor="end">{axis}</text>']
    for power in range(low_y, high_y + 1):
        y = at(10**low_x, 10**power)[1]
        parts.append(f'<line x1="{left + 50}" x2="{left + 290}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="{left + 45}" y="{y + 4:.1f}" text-anchor="end">{label(10**power, unit)}</text>')
    for power in range(low_x, high_x + 1):
        x = at(10**power, 10**low_y)[0]
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="50" y2="270" class="grid"/>')
        parts.append(f'<text x="{x:.1f}" y="285" text-anchor="middle">{label(10**power, "")}</text>')
    if guide:
        (x, y), up = points[("lstm", "units")][0], high_y
        first, last = x, x * 10**up / y
        if last > 10**high_x:
            last = 10**high_x
        ends = at(first, y), at(last, y * last / first)
        parts.append(f'<line x1="{ends[0][0]:.1f}" y1="{ends[0][1]:.1f}" x2="{ends[1][0]:.1f}" y2="{ends[1][1]:.1f}" class="guide"/>')
    for colour, line in zip(COLOURS, points.values()):
        places = [at(*point) for point in line]
        parts.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}" stroke="{colour}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in places]
    return parts


def label(value, unit):
    for size, prefix in (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "u"), (1e-9, "n"):
        if value >= size * 0.999:
            return f"{value / size:.0f} {prefix}{unit}".strip()
    return f"{value:g}"


def draw(series):
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="960" height="355" viewBox="0 0 960 355" font-family="sans-serif" font-size="11">',
             "<style>.title{font-size:13px;font-weight:bold}.grid{stroke:#ddd}.guide{stroke:#888;stroke-dasharray:4 4}polyline{fill:none;stroke-width:1.8}text{fill:#333}</style>",
             '<rect width="960" height="355" fill="white"/>']
    parts += panel(0, "A training step", "s", "float operations", series, lambda f: f["step_gflop"] * 1e9, lambda f: f["step_seconds"], True)
    parts += panel(320, "A scored sample", "s", "float operations", series, lambda f: f["scoring_gflop"] * 1e9, lambda f: f["scoring_seconds"], True)
    parts += panel(640, "Memory that training takes", "B", "what doubles", series, lambda f: f["size"], lambda f: f["training_bytes"], False)
    for i, ((network, what), colour) in enumerate(zip(series, COLOURS)):
        parts.append(f'<line x1="{60 + 145 * i}" x2="{80 + 145 * i}" y1="340" y2="340" stroke="{colour}" stroke-width="2"/><text x="{86 + 145 * i}" y="344">{network}: {what}</text>')
    parts.append('<text x="50" y="318">Dashed: twice the work, twice the time.</text>')
    return "\n".join(parts + ["</svg>", ""])


def main():
    figures_path, picture = sys.argv[1:]
    series = read(figures_path)
    print("# growth\n")
    print("What twice the work costs, one size doubled at a time, one thread. Work counts the products of the network; the optimiser's pass, the losses and the copying are in the time only. Times are the fastest of 25 repeats, in which all sizes take turns.")
    print(f"Wanted: twice the work, at most {MOST} times the time.")
    for name, figures in series.items():
        table(name, figures)
    with open(picture, "w") as file:
        file.write(draw(series))
    with open(figures_path, "a") as file:
        for kind, title in ("step", "training"), ("scoring", "scoring"):
            factors = [twice(before, now, kind) for figures in series.values() for before, now in zip(figures, figures[1:])]
            most = max(factor for factor in factors if factor is not None)
            print(f"\nMost time for twice the work, {title}: {most:.2f}.")
            file.write(json.dumps({"side": "plumbline", "what": f"most time for twice the work, {title}", "value": most, "unit": ""}) + "\n")


if __name__ == "__main__":
    main()
