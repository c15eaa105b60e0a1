"""Runs `Plumbline.Bench loop` under perf for each kind of work and prints where the time goes. Called by run.sh.

    profile.py FIGURES COMMAND...      the pinned command that starts Plumbline.Bench; FIGURES gets JSON lines for budgets.py
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

WORK = [
    ("dense-training", "159-64-159, batch 32"),
    ("dense-row", "159-64-159, one row"),
    ("pair-training", "5-64-32-16-8-16-32-64-5 at each of 30 steps, batch 32"),
    ("lstm-training", "16 steps x 21 signals, 128 units, batch 64"),
    ("lstm-window", "16 steps x 21 signals, 128 units, one window"),
    ("conv-training", "16 steps x 21 signals, the labs' convolutional autoencoder, batch 64"),
    ("conv-scoring", "16 steps x 21 signals, the labs' convolutional autoencoder, 64 windows at a time"),
]
PARTS = [
    ("Gemm", "products"),
    ("PanelTranspose", "turning kernels for the way back"),
    ("Adam", "Adam"),
    ("Memmove", "copying: shuffled rows into the batch, and results out"),
    ("StepOrder", "copying: shuffled rows into the batch, and results out"),
    ("LstmCell", "gates and cells of the LSTM"),
    ("TapLayer", "sums and biases of the convolutions"),
    ("UpSampledConvolution", "sums and biases of the convolutions"),
    ("MaxPool", "pooling"),
    ("Activations", "activations and their slopes"),
    ("Loss.", "loss"),
]
LEAST = 0.5  # percent


def name_of(symbol):
    managed = re.search(r"(\S+)::([^\s(]+)\(", re.sub(r"`\d+(\[[^\]]*\])?|\[\w[^\]]*\] ", "", symbol))
    return f"{managed[1].split('.')[-1]}.{managed[2]}" if managed else symbol.split("(")[0].strip()[:40]


def profile(command, work, data):
    environment = os.environ | {"DOTNET_PerfMapEnabled": "1", "DOTNET_EnableWriteXorExecute": "0"}
    # The first seconds are the just-in-time compiler's.
    subprocess.run(["perf", "record", "-q", "-F", "2000", "-D", "3000", "-o", data, *command, "loop", work, "9"], check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    report = subprocess.run(["perf", "report", "-i", data, "--no-children", "--sort", "symbol", "--stdio"], check=True, capture_output=True, text=True).stdout
    shares = collections.Counter()
    for line in report.splitlines():
        entry = re.match(r"\s*([\d.]+)%\s+\[(.)\]\s+(.*)", line)
        if entry:
            shares["the kernel" if entry[2] == "k" else name_of(entry[3])] += float(entry[1])
    return shares


def main():
    print("# profile\n")
    print("Where the time goes, from perf (2,000 samples a second of the processor's time), methods with half a percent or more.")
    with tempfile.TemporaryDirectory() as folder, open(sys.argv[1], "w") as figures:
        for work, shape in WORK:
            shares = profile(sys.argv[2:], work, f"{folder}/data")
            parts = collections.Counter()
            for name, share in shares.items():
                parts[next((part for key, part in PARTS if key in name), "everything else")] += share
            print(f"\n## {work}\n\n{shape}.\n\n| part | share |\n|---|---:|")
            for part, share in parts.most_common():
                print(f"| {part} | {share:.1f} % |")
                figures.write(json.dumps({"side": "plumbline", "work": work, "part": part, "share": round(share, 1)}) + "\n")
            print("\n| method | share |\n|---|---:|")
            for name, share in shares.most_common():
                if share >= LEAST:
                    print(f"| `{name}` | {share:.1f} % |")


if __name__ == "__main__":
    main()
