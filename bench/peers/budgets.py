"""Holds the figures of the last runs against what the project wants, from the JSON lines in a results folder. Prints a page.

    budgets.py bench/results/CPU
"""
import json
import pathlib
import statistics
import sys

folder = pathlib.Path(sys.argv[1])

# What is wanted: at least so many times as fast as a peer, or at most so much.
RATIOS = [
    ("dense 159-64-159, batch 32, one epoch", "dense", "dense epoch", "pytorch", 10),
    ("dense pair on 30x5 windows, one epoch", "pair", "pair epoch", "pytorch", 8),
    ("LSTM autoencoder (16,21) training, batch 64", "lstm", "lstm training, batch 64", "pytorch", 3),
    ("LSTM autoencoder (16,21) training, batch 512", "lstm", "lstm training, batch 512", "pytorch", 2),
    ("LSTM autoencoder, one window", "lstm", "lstm one window p50", "pytorch", 15),
    ("LSTM autoencoder, one window", "lstm", "lstm one window p50", "onnxruntime", 1.8),
    ("dense, one row", "dense", "dense one row p50", "pytorch", 30),
    ("dense, one row", "dense", "dense one row p50", "onnxruntime", 5),
    ("dense, one row", "dense", "dense one row p50", "onnxruntime, usual call", 5),
    ("conv autoencoder, inference, batch 64", "conv", "conv batch scoring, batch 64", "pytorch", 4),
    ("conv autoencoder, training, batch 64", "conv", "conv training, batch 64", "pytorch", 3),
    ("KDE, 2,000 points among 3,000 x 159", "kde", "KDE scores, 2,000 points", "scikit-learn", 100),
]
LIMITS = [
    ("dense, one row", "dense", "dense one row p50", 1.5),
    ("ahead-of-time scorer, start to first score, 24 signals", "score-aot", "start, demo fleet, 24 signals", 20),
    ("ahead-of-time scorer, start to first score, 159 signals", "score-aot", "start, hpc.csv, 159 signals", 20),
    ("ahead-of-time scorer, resident, 24 signals", "score-aot", "resident, demo fleet, 24 signals", 30),
    ("ahead-of-time scorer, resident, 159 signals", "score-aot", "resident, hpc.csv, 159 signals", 30),
    ("twice the work of a training step, times its time", "growth", "most time for twice the work, training", 2.2),
    ("twice the work of a scored sample, times its time", "growth", "most time for twice the work, scoring", 2.2),
    ("soak: resident memory grows", "soak", "soak, resident memory grew by", 4),
    ("soak: collections of generation 1 or 2", "soak", "soak, collections of generation 1 or 2", 0),
]
PROFILES = {"dense epoch": "dense-training", "dense one row p50": "dense-row", "pair epoch": "pair-training", "lstm one window p50": "lstm-window",
            "lstm training, batch 64": "lstm-training", "lstm training, batch 512": "lstm-training",
            "conv training, batch 64": "conv-training", "conv batch scoring, batch 64": "conv-scoring"}
ELSEWHERE = "Streaming from Kafka and the memory of one stream entity have no benchmark yet."


def read():
    """Median and unit by page, what and side; and the work that a figure stands for by page and what."""
    figures, work = {}, {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            figure = json.loads(line)
            if "value" in figure:
                key = path.stem, figure["what"], figure["side"]
                figures.setdefault(key, []).append((figure["value"], figure["unit"]))
                if "gflop" in figure:
                    work[path.stem, figure["what"]] = figure["gflop"]
    return {key: (statistics.median(value for value, _ in values), values[0][1]) for key, values in figures.items()}, work


def at_peak(page, what, theirs):
    """How many times as fast as the peer we should be if nothing but the products took time, and those ran at the peak."""
    peaks = [figures[key][0] for key in figures if key[0] == page and key[1].startswith("fma peak")]
    if not peaks or (page, what) not in work:
        return ""
    fastest = work[page, what] / statistics.mean(peaks)  # seconds
    value, unit = theirs
    seconds = 1 / value if unit.endswith("/s") else value * {"ms": 1e-3, "us": 1e-6}[unit]
    return f"{seconds / fastest:.1f} x"


def where(what):
    """Parts of the time in a few words, from the profile."""
    path = folder / "profile.jsonl"
    parts = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    return ", ".join(f"{part['part'].split(':')[0]} {part['share']:.0f} %" for part in parts if part["work"] == PROFILES.get(what) and part["share"] >= 3)


def verdict(enough, share):
    return "kept" if enough else f"**short by {abs(share):.0%}**"


figures, work = read()
rows, missing = [], []
for title, page, what, peer, wanted in RATIOS:
    ours, theirs = figures.get((page, what, "plumbline")), figures.get((page, what, peer))
    if not (ours and theirs):
        missing.append(f"{title} ({peer})")
        continue
    measured = ours[0] / theirs[0] if ours[1].endswith("/s") else theirs[0] / ours[0]
    rows.append((title, f"at least {wanted} x {peer}", f"{measured:.1f} x", at_peak(page, what, theirs), verdict(measured >= wanted, 1 - measured / wanted), "" if measured >= wanted else where(what), page))
for title, page, what, wanted in LIMITS:
    ours = figures.get((page, what, "plumbline"))
    if not ours:
        missing.append(title)
        continue
    unit = f" {ours[1]}" if ours[1] else ""
    rows.append((title, f"at most {wanted}{unit}", f"{ours[0]:.3g}{unit}", "", verdict(ours[0] <= wanted, ours[0] / wanted - 1 if wanted else 1), "" if ours[0] <= wanted else where(what), page))

print("# Budgets\n")
print("What the project wants and what the last runs on this machine gave, medians of all rounds; made by bench/peers/budgets.py from the figures beside it.\n")
print("| what | wanted | measured | at the FMA peak | verdict | where our time goes | figures |\n|---|---|---:|---:|---|---|---|")
for title, wanted, measured, most, judged, parts, page in rows:
    print(f"| {title} | {wanted} | {measured} | {most} | {judged} | {parts} | [{page}]({page}.md) |")
print("\n*At the FMA peak* is what would be measured if nothing but the products took time and those ran at the peak of the core: no program does more.")
print("\nWhere the time goes is said of what falls short, from [profile](profile.md). `onnxruntime` is its fastest way, with buffers bound once; `onnxruntime, usual call` makes its outputs at each call.")
if missing:
    print(f"\nNo figures here yet: {'; '.join(missing)}.")
print(f"\n{ELSEWHERE}")
